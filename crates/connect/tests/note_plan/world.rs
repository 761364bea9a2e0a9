//! A workspace that changes through the write path only, as the store would change it.

use jiff::Timestamp;
use jiff::civil::date;
use outweigh_connect::notes::plan::{NotePlan, NotePlanOptions, NoteReport, plan};
use outweigh_connect::notes::{ImportedAccount, ImportedContact, ImportedNote, ParsedNotes};
use outweigh_core::domain::{Account, Doc, Entity, EntityKind, EntityRef, Note, SourceKind};
use outweigh_core::ids::{AccountId, ChangeSetId};
use outweigh_core::ledger::{Actor, Cause, Draft, Edit, Expected};
use outweigh_core::workspace::{Access, Staged, Workspace};
use serde_json::json;
use uuid::Uuid;

const NOW: &str = "2026-01-01T12:00:00Z";

pub struct World {
    pub workspace: Workspace,
    pub options: NotePlanOptions,
    last_id: u128,
    position: i64,
}

impl World {
    pub fn new() -> Self {
        let workspace = Workspace::empty(date(2026, 1, 1));
        Self { workspace, options: NotePlanOptions::default(), last_id: 0, position: 0 }
    }

    /// With an account that people added.
    pub fn with_account(mut self, name: &str, domains: &[&str]) -> Self {
        let id = AccountId(self.new_id());
        let account = Account {
            id,
            name: name.into(),
            domains: domains.iter().map(|domain| (*domain).to_owned()).collect(),
            plan: None,
            revenue: None,
            currency: None,
            segment_attributes: Default::default(),
            renewal: None,
            health: None,
        };
        self.write(vec![Edit::Create(account.into())]);
        self
    }

    fn new_id(&mut self) -> Uuid {
        self.last_id += 1;
        Uuid::from_u128(self.last_id)
    }

    pub fn plan(&mut self, parsed: &ParsedNotes) -> NotePlan {
        let last_id = &mut self.last_id;
        let mut ids = || {
            *last_id += 1;
            Uuid::from_u128(*last_id)
        };
        plan(&self.workspace, parsed, &self.options, &mut ids, time(NOW))
    }

    pub fn import(&mut self, parsed: &ParsedNotes) -> NoteReport {
        let NotePlan { edits, report } = self.plan(parsed);
        let asked = edits.len();
        let changes = self.write(edits);
        assert_eq!(changes, asked, "no edit is idle");
        assert_eq!(changes == 0, report.changes_nothing());
        report
    }

    pub fn notes(&mut self, notes: Vec<ImportedNote>) -> NoteReport {
        self.import(&ParsedNotes { notes, ..ParsedNotes::default() })
    }

    pub fn accounts(&mut self, accounts: Vec<ImportedAccount>) -> NoteReport {
        self.import(&ParsedNotes { accounts, ..ParsedNotes::default() })
    }

    pub fn patch(&mut self, kind: EntityKind, id: impl Into<Uuid>, patch: serde_json::Value) {
        let serde_json::Value::Object(patch) = patch else { panic!("a patch is an object") };
        let entity = EntityRef::new(kind, id);
        self.write(vec![Edit::Patch { entity, expected: Expected::Anything, patch }]);
    }

    pub fn erase(&mut self, id: impl Into<Uuid>) {
        self.patch(EntityKind::Note, id, json!({ "erased_at": NOW }));
    }

    pub fn delete(&mut self, entity: EntityRef) {
        self.write(vec![Edit::Delete { entity, expected: Expected::Anything }]);
    }

    pub fn note(&self, external_id: &str) -> &Note {
        let found = self.workspace.notes.iter().find(|note| note.external_id == external_id);
        found.unwrap_or_else(|| panic!("there is no note {external_id}"))
    }

    pub fn account(&self, name: &str) -> &Account {
        let found = self.workspace.accounts.iter().find(|account| account.name == name);
        found.unwrap_or_else(|| panic!("there is no account {name}"))
    }

    pub fn account_of(&self, external_id: &str) -> Option<&str> {
        let id = self.note(external_id).account_id?;
        self.workspace.accounts.get(id).map(|account| account.name.as_str())
    }

    pub fn contact_of(&self, external_id: &str) -> Option<&str> {
        let contact = self.workspace.contacts.get(self.note(external_id).contact_id?)?;
        Some(self.workspace.open(&contact.name))
    }

    /// Every document that is not deleted, in a comparable order.
    pub fn documents(&self) -> Vec<Doc> {
        let mut rows: Vec<_> = self.workspace.all_rows().filter(|row| !row.deleted).collect();
        rows.sort_by_key(|row| row.value.reference());
        rows.iter().map(|row| row.value.doc()).collect()
    }

    pub fn write(&mut self, edits: Vec<Edit>) -> usize {
        let draft = Draft {
            id: ChangeSetId(Uuid::nil()),
            at: time(NOW),
            actor: Actor::system("test"),
            cause: Cause::Import,
            reason: String::new(),
            idempotency_key: None,
            undoes: None,
            edits,
        };
        self.position += 1;
        let mut staged = Staged::new(&self.workspace, [self.position as u8; 32]);
        let changes = staged.stage(&draft, &Access::system()).unwrap_or_else(|refusal| panic!("{refusal}"));
        let outcome = staged.finish();
        for row in outcome.rows.values() {
            let read = Entity::from_json(row.value.kind(), &row.value.json()).expect("a readable entity");
            assert_eq!(read, row.value);
        }
        self.workspace.apply(outcome, self.position);
        changes.len()
    }
}

/// A ticket of a help desk.
pub fn ticket(id: &str, text: &str) -> ImportedNote {
    ImportedNote {
        row: 1,
        kind: SourceKind::Support,
        source: "Zendesk".into(),
        external_id: id.into(),
        url: None,
        title: None,
        text: text.into(),
        turns: Vec::new(),
        asides: Vec::new(),
        thread: None,
        author: None,
        happened_at: Some(time("2025-12-01T08:00:00Z")),
        rating: None,
        language: None,
        tags: Vec::new(),
        attachments: Vec::new(),
        custom: Default::default(),
    }
}

/// The same, by somebody with a mail address.
pub fn by(note: ImportedNote, name: &str, email: &str) -> ImportedNote {
    let author = ImportedContact { name: Some(name.into()), email: Some(email.into()), ..Default::default() };
    ImportedNote { author: Some(author), ..note }
}

/// The same, by somebody of a company.
pub fn of_company(note: ImportedNote, name: &str, company: &str) -> ImportedNote {
    let author =
        ImportedContact { name: Some(name.into()), company: Some(company.into()), ..Default::default() };
    ImportedNote { author: Some(author), ..note }
}

/// A row of a CRM.
pub fn customer(id: &str, name: &str, domain: &str) -> ImportedAccount {
    ImportedAccount {
        source: "HubSpot".into(),
        external_id: id.into(),
        name: name.into(),
        domains: vec![domain.into()],
        ..ImportedAccount::default()
    }
}

pub fn time(text: &str) -> Timestamp {
    text.parse().expect("a time")
}
