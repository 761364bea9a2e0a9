//! Who and what the content names, and the ids these have in the workspace.

use std::collections::HashMap;
use std::sync::Arc;

use anyhow::Context;
use outweigh_core::domain::Highlight;
use outweigh_core::ids::{
    AccountId, AreaId, ContactId, GoalId, ItemId, NoteId, PersonId, ProductId, ReleaseId, SourceId, SprintId,
    StatementId, TeamId,
};
use outweigh_core::ledger::Actor;

/// The names of one kind.
pub(super) struct Names<T> {
    kind: &'static str,
    ids: HashMap<String, T>,
}

impl<T: Clone> Names<T> {
    fn new(kind: &'static str) -> Self {
        Self { kind, ids: HashMap::new() }
    }

    /// Gives a name to an id.
    pub(super) fn put(&mut self, name: &str, id: T) {
        self.ids.insert(name.to_owned(), id);
    }

    /// What the name stands for.
    pub(super) fn get(&self, name: &str) -> Result<T, anyhow::Error> {
        let found = self.ids.get(name).cloned();
        found.with_context(|| format!("the demo's content has no {} \"{name}\"", self.kind))
    }

    /// What the name stands for, if there is one.
    pub(super) fn find(&self, name: Option<&str>) -> Result<Option<T>, anyhow::Error> {
        name.map(|name| self.get(name)).transpose()
    }
}

/// Everything that has a name, filled as it is made.
pub(super) struct Cast {
    pub(super) people: Names<(PersonId, Actor)>,
    pub(super) products: Names<ProductId>,
    pub(super) areas: Names<AreaId>,
    pub(super) teams: Names<TeamId>,
    pub(super) goals: Names<GoalId>,
    pub(super) releases: Names<ReleaseId>,
    pub(super) accounts: Names<AccountId>,
    pub(super) items: Names<ItemId>,
    /// By mail address, with their account.
    pub(super) contacts: Names<(ContactId, AccountId)>,
    pub(super) sources: Names<SourceId>,
    pub(super) notes: Names<Said>,
    pub(super) statements: Names<StatementId>,
    pub(super) sprints: Vec<Sprint>,
}

/// A note and its text.
#[derive(Clone)]
pub(super) struct Said {
    pub(super) id: NoteId,
    pub(super) text: Arc<str>,
}

/// A sprint of a team, by days of the content.
pub(super) struct Sprint {
    pub(super) id: SprintId,
    pub(super) team: String,
    pub(super) name: String,
    pub(super) starts: i32,
    pub(super) ends: i32,
}

impl Cast {
    /// Nobody and nothing yet.
    pub(super) fn new() -> Self {
        Self {
            people: Names::new("person"),
            products: Names::new("product"),
            areas: Names::new("area"),
            teams: Names::new("team"),
            goals: Names::new("goal"),
            releases: Names::new("release"),
            accounts: Names::new("account"),
            items: Names::new("item"),
            contacts: Names::new("contact"),
            sources: Names::new("source"),
            notes: Names::new("note"),
            statements: Names::new("statement"),
            sprints: Vec::new(),
        }
    }

    /// The person as one who acts.
    pub(super) fn actor(&self, person: &str) -> Result<Actor, anyhow::Error> {
        Ok(self.people.get(person)?.1)
    }

    /// The person's id.
    pub(super) fn person(&self, person: &str) -> Result<PersonId, anyhow::Error> {
        Ok(self.people.get(person)?.0)
    }

    /// The characters of a note where it says something word for word, the first time it does.
    pub(super) fn highlight(&self, note: &str, words: &str) -> Result<Highlight, anyhow::Error> {
        let said = self.notes.get(note)?;
        let found = said.text.find(words).map(|at| said.text[..at].chars().count() as u32);
        let highlight = found.and_then(|start| {
            Highlight::of(said.id, &said.text, start, start + words.chars().count() as u32)
        });
        highlight.with_context(|| format!("the note {note} does not say \"{words}\""))
    }

    /// The team's sprint on a day.
    pub(super) fn sprint(&self, team: &str, day: i32) -> Option<&Sprint> {
        self.sprints.iter().find(|s| s.team == team && (s.starts..=s.ends).contains(&day))
    }
}
