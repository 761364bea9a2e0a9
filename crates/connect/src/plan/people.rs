//! Finds the people a file names, brings back deleted ones, and adds those that are missing, without rights.

use std::collections::HashMap;

use outweigh_core::domain::{EntityKind, EntityRef, EntityType, Person};
use outweigh_core::ids::PersonId;
use outweigh_core::ledger::Edit;
use outweigh_core::workspace::Workspace;
use uuid::Uuid;

use super::fit;
use super::report::Findings;
use crate::ImportedPerson;

/// The people of a workspace as the import leaves them.
pub(super) struct People {
    live: Directory,
    gone: Directory,
    may_add: bool,
    /// The people to add or bring back.
    pub(super) edits: Vec<Edit>,
}

/// People by what they are known as.
#[derive(Default)]
struct Directory {
    people: Vec<Person>,
    by_external_id: HashMap<String, usize>,
    by_email: HashMap<String, usize>,
    by_name: HashMap<String, Vec<usize>>,
}

impl People {
    pub(super) fn new(workspace: &Workspace, may_add: bool) -> Self {
        let mut people =
            Self { live: Directory::default(), gone: Directory::default(), may_add, edits: Vec::new() };
        let mut rows: Vec<_> = workspace.people.rows().iter().collect();
        rows.sort_by_key(|row| row.value.id);
        for row in rows {
            let directory = if row.deleted { &mut people.gone } else { &mut people.live };
            directory.add(row.value.clone());
        }
        people
    }

    /// The person a row names, added when missing; `None` where adding is not allowed or no name is left.
    pub(super) fn find_or_add(
        &mut self,
        system: &str,
        named: &ImportedPerson,
        row: usize,
        ids: &mut dyn FnMut() -> Uuid,
        notes: &mut Findings,
    ) -> Option<PersonId> {
        let mut wanted = wanted(system, named, row, notes);
        if let Some(person) = self.meet(&wanted) {
            return Some(person);
        }
        let gone = self.gone.find(&wanted).map(|at| self.gone.people[at].clone());
        if let Some(person) = gone.filter(|person| !self.live.has_email(person)) {
            self.edits.push(Edit::Restore { entity: EntityRef::new(EntityKind::Person, person.id) });
            let id = person.id;
            let at = self.live.add(person);
            self.live.remember(at, &wanted);
            return Some(id);
        }
        if !self.may_add {
            notes.add("owners who are not known here were left out, since adding people needs an admin", row);
            return None;
        }
        wanted.id = PersonId(ids());
        if wanted.check().is_err() {
            notes.add("owners without a usable name were left out", row);
            return None;
        }
        self.edits.push(Edit::Create(wanted.clone().into()));
        self.live.add(wanted.clone());
        Some(wanted.id)
    }

    /// Takes note of whom a row names that changes nothing, so that the rows after it find the same people
    /// as they did when it was new.
    pub(super) fn pass(&mut self, system: &str, named: &ImportedPerson) {
        self.meet(&wanted(system, named, 0, &mut Findings::default()));
    }

    fn meet(&mut self, wanted: &Person) -> Option<PersonId> {
        let at = self.live.find(wanted)?;
        self.live.remember(at, wanted);
        Some(self.live.people[at].id)
    }

    /// The person known here by exactly this name, address or id; never added.
    pub(super) fn find(&self, system: &str, name: &str) -> Option<PersonId> {
        let directory = &self.live;
        let found = directory
            .by_email
            .get(&name.to_lowercase())
            .or_else(|| directory.by_external_id.get(&external_id(system, name)))
            .or_else(|| directory.by_name.get(name)?.first());
        found.map(|&at| directory.people[at].id)
    }
}

impl Directory {
    fn add(&mut self, person: Person) -> usize {
        let at = self.people.len();
        self.remember(at, &person);
        self.by_name.entry(person.name.clone()).or_default().push(at);
        self.people.push(person);
        at
    }

    /// Keeps under which id and address someone was found, so that one id stays one person all through a
    /// file, whatever else its rows say.
    fn remember(&mut self, at: usize, seen: &Person) {
        if let Some(id) = &seen.external_id {
            self.by_external_id.entry(id.clone()).or_insert(at);
        }
        if let Some(email) = &seen.email {
            self.by_email.entry(email.to_lowercase()).or_insert(at);
        }
    }

    /// By id, then by address, then by name; a name alone does not make two ids or two addresses one.
    fn find(&self, wanted: &Person) -> Option<usize> {
        let by_id = wanted.external_id.as_ref().and_then(|id| self.by_external_id.get(id));
        let by_email = || wanted.email.as_ref().and_then(|email| self.by_email.get(&email.to_lowercase()));
        let by_name = || {
            let same_name = self.by_name.get(&wanted.name)?;
            same_name.iter().find(|&&at| could_be_one(&self.people[at], wanted))
        };
        by_id.or_else(by_email).or_else(by_name).copied()
    }

    fn has_email(&self, person: &Person) -> bool {
        person.email.as_ref().is_some_and(|email| self.by_email.contains_key(&email.to_lowercase()))
    }
}

fn could_be_one(one: &Person, other: &Person) -> bool {
    let apart = |a: Option<&str>, b: Option<&str>| matches!((a, b), (Some(a), Some(b)) if a != b);
    let lower = |person: &Person| person.email.as_ref().map(|email| email.to_lowercase());
    let other_address = apart(lower(one).as_deref(), lower(other).as_deref());
    let other_id =
        system_of(one) == system_of(other) && apart(one.external_id.as_deref(), other.external_id.as_deref());
    !other_address && !other_id
}

fn system_of(person: &Person) -> Option<&str> {
    person.external_id.as_deref()?.split_once(':').map(|(system, _)| system)
}

fn external_id(system: &str, id: &str) -> String {
    format!("{system}:{id}")
}

/// A person as the row describes them; the id is given when they are added.
fn wanted(system: &str, named: &ImportedPerson, row: usize, notes: &mut Findings) -> Person {
    let mut fitted = |text: &str| fit::one_line(text, "names longer than 1,000 bytes were cut", row, notes);
    let name = match fitted(&named.name) {
        name if name.is_empty() => fitted(&named.external_id),
        name => name,
    };
    // Where the source shows one text only, it is no id that would tell two people of one name apart.
    let is_id = !named.external_id.is_empty()
        && named.external_id != named.name
        && named.email.as_ref() != Some(&named.external_id);
    let mut person = Person {
        id: PersonId(Uuid::nil()),
        name,
        email: named.email.clone(),
        active: true,
        external_id: is_id.then(|| external_id(system, &named.external_id)),
    };
    if person.check().is_err() {
        person.email = None;
    }
    person
}
