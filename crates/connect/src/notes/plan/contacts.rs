//! Finds the contacts a file names, fills in what they lack, and adds missing ones.

use std::collections::HashMap;

use outweigh_core::domain::{Contact, EntityType, Sealed, TITLE_LIMIT};
use outweigh_core::ids::{AccountId, ContactId};
use outweigh_core::ledger::Edit;
use outweigh_core::workspace::Workspace;
use uuid::Uuid;

use super::Counts;
use super::edits::change;
use crate::notes::ImportedContact;

/// The contacts of a workspace as the import leaves them. Only those the file names are held.
pub(super) struct Contacts<'a> {
    workspace: &'a Workspace,
    /// Live contacts with an account, by name; the earliest of a name.
    known_by_name: HashMap<(String, AccountId), ContactId>,
    places: HashMap<ContactId, usize>,
    by_email: HashMap<String, usize>,
    by_name: HashMap<(String, AccountId), usize>,
    people: Vec<Known>,
}

struct Known {
    before: Option<Contact>,
    /// With words, not seals.
    now: Contact,
}

impl<'a> Contacts<'a> {
    pub(super) fn new(workspace: &'a Workspace) -> Self {
        let mut known_by_name = HashMap::new();
        for contact in workspace.contacts.iter().filter(|contact| contact.erased_at.is_none()) {
            if let Some(account) = contact.account_id {
                known_by_name.entry((plain(workspace.open(&contact.name)), account)).or_insert(contact.id);
            }
        }
        Self {
            workspace,
            known_by_name,
            places: HashMap::new(),
            by_email: HashMap::new(),
            by_name: HashMap::new(),
            people: Vec::new(),
        }
    }

    /// The account of whoever has a mail address, if they are known with one.
    pub(super) fn account_by_email(&self, email: &str) -> Option<AccountId> {
        let here = self.by_email.get(email).map(|place| &self.people[*place].now);
        here.or_else(|| self.workspace.contact_by_email(email))?.account_id
    }

    /// The contact at an account, added when missing; none when too little is told of them: a name alone is not
    /// enough to tell two people apart.
    pub(super) fn find_or_add(
        &mut self,
        told: &ImportedContact,
        account: Option<AccountId>,
        ids: &mut dyn FnMut() -> Uuid,
    ) -> Option<ContactId> {
        let wanted = wanted(told, account)?;
        let email = wanted.email.as_ref().and_then(Sealed::plain).map(str::to_lowercase);
        let name = plain(wanted.name.plain().unwrap_or_default());
        let place = self.find(email.as_deref(), &name, account).unwrap_or_else(|| {
            self.people.push(Known { before: None, now: Contact { id: ContactId(ids()), ..wanted.clone() } });
            self.people.len() - 1
        });
        let contact = &mut self.people[place].now;
        contact.account_id = contact.account_id.or(wanted.account_id);
        contact.role = contact.role.take().or(wanted.role);
        contact.email = contact.email.take().or(wanted.email);
        if contact.name == contact.email.clone().unwrap_or_else(|| "".into()) {
            contact.name = wanted.name;
        }
        let id = contact.id;
        if let Some(email) = email {
            self.by_email.entry(email).or_insert(place);
        }
        if let Some(account) = self.people[place].now.account_id {
            self.by_name.entry((name, account)).or_insert(place);
        }
        self.places.insert(id, place);
        Some(id)
    }

    /// By address; else by name at the account, unless both have an address.
    fn find(&mut self, email: Option<&str>, name: &str, account: Option<AccountId>) -> Option<usize> {
        if let Some(email) = email {
            if let Some(place) = self.by_email.get(email) {
                return Some(*place);
            }
            if let Some(contact) = self.workspace.contact_by_email(email) {
                return Some(self.hold(contact));
            }
        }
        let key = (name.to_owned(), account?);
        let here = self.by_name.get(&key).copied();
        let place = match here {
            Some(place) => place,
            None => {
                let known = *self.known_by_name.get(&key)?;
                self.hold(self.workspace.contacts.get(known)?)
            }
        };
        (email.is_none() || self.people[place].now.email.is_none()).then_some(place)
    }

    fn hold(&mut self, contact: &Contact) -> usize {
        if let Some(place) = self.places.get(&contact.id) {
            return *place;
        }
        let place = self.people.len();
        let said = self.workspace.said(contact);
        self.people.push(Known { before: Some(said.clone()), now: said });
        self.places.insert(contact.id, place);
        place
    }

    /// What to add and change.
    pub(super) fn finish(self, counts: &mut Counts) -> Vec<Edit> {
        let mut edits = Vec::new();
        for Known { before, now } in self.people {
            match before {
                None => {
                    counts.creates += 1;
                    edits.push(Edit::Create(now.into()));
                }
                Some(before) => {
                    match change(sealed_as(self.workspace, before), sealed_as(self.workspace, now)) {
                        None => counts.unchanged += 1,
                        Some(edit) => {
                            counts.updates += 1;
                            edits.push(edit);
                        }
                    }
                }
            }
        }
        edits
    }
}

/// A contact with the seals it has here in place of words that stay the same: a patch then expects what is there.
fn sealed_as(workspace: &Workspace, mut contact: Contact) -> Contact {
    let Some(held) = workspace.contacts.get(contact.id) else { return contact };
    if contact.name.plain() == Some(workspace.open(&held.name)) {
        contact.name = held.name.clone();
    }
    if let (Some(email), Some(held)) = (&contact.email, &held.email)
        && email.plain() == Some(workspace.open(held))
    {
        contact.email = Some(held.clone());
    }
    contact
}

/// A contact as the file describes them; the id is given when they are added.
fn wanted(told: &ImportedContact, account_id: Option<AccountId>) -> Option<Contact> {
    let line = |text: &Option<String>| {
        let text = text.as_deref().unwrap_or_default().replace(char::is_control, " ");
        let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
        (!flat.is_empty()).then_some(flat)
    };
    let (email, name) = (line(&told.email), line(&told.name));
    let mut contact = Contact {
        id: ContactId(Uuid::nil()),
        account_id,
        name: name.clone().or_else(|| email.clone())?.into(),
        email: email.map(Sealed::from),
        // A role that does not fit must not cost the contact their address.
        role: line(&told.role).filter(|role| role.len() <= TITLE_LIMIT),
        erased_at: None,
    };
    if contact.check().is_err() {
        contact.email = None;
        contact.role = None;
    }
    let known_enough = contact.email.is_some() || name.is_some() && account_id.is_some();
    (known_enough && contact.check().is_ok()).then_some(contact)
}

/// A name as it is compared.
fn plain(name: &str) -> String {
    name.to_lowercase()
}
