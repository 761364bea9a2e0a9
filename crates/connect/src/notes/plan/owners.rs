//! Whose a note is: the contact that wrote it and the account they belong to, or accounts a person may confirm.

use std::collections::{BTreeMap, HashMap};

use outweigh_core::domain::Account;
use outweigh_core::ids::{AccountId, ContactId};
use outweigh_core::ledger::Edit;
use outweigh_core::workspace::Workspace;
use uuid::Uuid;

use super::contacts::Contacts;
use super::{Confirmation, Matched, NotePlanOptions, NoteReport, accounts};
use crate::notes::ImportedContact;
use crate::notes::matching::{AccountCandidate, AccountIndex, AccountMatch, MatchReason, mail_domain};

/// Companies proposed in a report.
const MOST_COMPANIES: usize = 200;

/// Finds contacts and accounts.
pub(super) struct Owners<'a> {
    accounts: &'a [Account],
    options: &'a NotePlanOptions,
    index: AccountIndex,
    contacts: Contacts<'a>,
    /// By company, with the rows that wait for the answer.
    proposed: BTreeMap<String, (Vec<AccountCandidate>, usize)>,
    pub(super) matched: Matched,
    /// How the account of an author of this import was found, by e-mail address.
    met: HashMap<String, How>,
}

/// Whose a note is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Owner {
    pub(super) contact: Option<ContactId>,
    pub(super) account: Option<AccountId>,
}

impl<'a> Owners<'a> {
    pub(super) fn new(
        workspace: &'a Workspace,
        accounts: &'a [Account],
        options: &'a NotePlanOptions,
    ) -> Self {
        Self {
            accounts,
            options,
            index: accounts::index(accounts),
            contacts: Contacts::new(workspace),
            proposed: BTreeMap::new(),
            matched: Matched::default(),
            met: HashMap::new(),
        }
    }

    /// The name of an account.
    pub(super) fn account_name(&self, id: AccountId) -> Option<&str> {
        self.accounts.iter().find(|account| account.id == id).map(|account| account.name.as_str())
    }

    /// Whose a note by this author is.
    pub(super) fn of_note(
        &mut self,
        author: Option<&ImportedContact>,
        ids: &mut dyn FnMut() -> Uuid,
    ) -> Owner {
        let account = self.account(author);
        let counted = match &account {
            Some((_, how)) => self.count(how),
            None => &mut self.matched.unmatched,
        };
        *counted += 1;
        let account = account.map(|(id, _)| id);
        Owner { contact: author.and_then(|told| self.contacts.find_or_add(told, account, ids)), account }
    }

    /// Takes in the author of a note, with the account they belong to; proposes nothing yet.
    pub(super) fn meet(&mut self, author: Option<&ImportedContact>, ids: &mut dyn FnMut() -> Uuid) {
        let Some(author) = author else { return };
        let proposed = std::mem::take(&mut self.proposed);
        let account = self.account(Some(author));
        self.proposed = proposed;
        if let (Some((_, how)), Some(email)) = (&account, &author.email) {
            self.met.entry(email.to_lowercase()).or_insert_with(|| how.clone());
        }
        self.contacts.find_or_add(author, account.map(|(id, _)| id), ids);
    }

    /// Takes in a contact who wrote no note.
    pub(super) fn of_contact(&mut self, contact: &ImportedContact, ids: &mut dyn FnMut() -> Uuid) {
        let account = self.account(Some(contact)).map(|(id, _)| id);
        self.contacts.find_or_add(contact, account, ids);
    }

    fn count(&mut self, how: &How) -> &mut usize {
        let matched = &mut self.matched;
        match how {
            How::Chosen => &mut matched.chosen,
            How::Contact => &mut matched.by_contact,
            How::Confirmed => &mut matched.confirmed,
            How::Found(MatchReason::ExternalId(_)) => &mut matched.by_id,
            How::Found(MatchReason::Domain(_)) => &mut matched.by_domain,
            How::Found(_) => &mut matched.by_name,
        }
    }

    fn account(&mut self, author: Option<&ImportedContact>) -> Option<(AccountId, How)> {
        if let Some(chosen) = self.options.account {
            return Some((chosen, How::Chosen));
        }
        let author = author?;
        let email = author.email.as_deref().map(str::to_lowercase);
        if let Some(known) = email.as_deref().and_then(|email| self.contacts.account_by_email(email)) {
            let how = email.as_ref().and_then(|email| self.met.get(email)).cloned();
            return Some((known, how.unwrap_or(How::Contact)));
        }
        match self.index.find(author) {
            AccountMatch::Unknown => None,
            AccountMatch::Certain(candidate) => Some((candidate.account, How::Found(candidate.reason))),
            AccountMatch::Proposed(candidates) => {
                let domain = || email.as_deref().and_then(mail_domain);
                let company =
                    author.company.clone().filter(|name| !name.trim().is_empty()).or_else(domain)?;
                let confirmed = self.options.confirmed.get(&company);
                if let Some(id) = confirmed.filter(|id| self.accounts.iter().any(|known| known.id == **id)) {
                    return Some((*id, How::Confirmed));
                }
                self.proposed.entry(company).or_insert_with(|| (candidates, 0)).1 += 1;
                None
            }
        }
    }

    /// The edits of contacts; the report learns what was found and what is proposed.
    pub(super) fn finish(self, report: &mut NoteReport) -> Vec<Edit> {
        report.matched = self.matched;
        let mut companies: Vec<_> = self.proposed.into_iter().collect();
        companies.sort_by_key(|(_, (_, rows))| std::cmp::Reverse(*rows));
        companies.truncate(MOST_COMPANIES);
        let accounts: BTreeMap<AccountId, &str> =
            self.accounts.iter().map(|account| (account.id, account.name.as_str())).collect();
        for (company, (candidates, rows)) in companies {
            report.confirmations.extend(candidates.into_iter().map(|candidate| Confirmation {
                company: company.clone(),
                account_id: candidate.account,
                account_name: accounts.get(&candidate.account).copied().unwrap_or_default().to_owned(),
                score: candidate.score,
                because: candidate.reason.sentence(),
                rows,
            }));
        }
        self.contacts.finish(&mut report.contacts)
    }
}

/// How an account was found.
#[derive(Clone)]
enum How {
    Chosen,
    Contact,
    Confirmed,
    Found(MatchReason),
}
