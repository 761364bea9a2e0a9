//! A workspace that changes through the write path only, as the store would change it.

use std::collections::HashSet;

use jiff::Timestamp;
use jiff::civil::date;
use outweigh_connect::plan::{ImportPlan, ImportReport, PlanOptions, plan};
use outweigh_connect::{ImportedItem, ImportedLink, LinkKind, SourcedLink, StatusCategory};
use outweigh_core::domain::{Doc, Entity, EntityKind, EntityRef, Item};
use outweigh_core::ids::{ChangeSetId, ItemId, ProductId};
use outweigh_core::ledger::{Actor, Cause, Change, Draft, Edit, Expected, inverse};
use outweigh_core::workspace::{Access, Staged, Workspace};
use uuid::Uuid;

/// All changes happen at once, so that what is filled in by the write path compares equal.
const NOW: &str = "2026-01-01T12:00:00Z";

pub struct World {
    pub workspace: Workspace,
    pub options: PlanOptions,
    ledger: Vec<Vec<Change>>,
    last_id: u128,
}

impl World {
    pub fn new() -> Self {
        Self {
            workspace: Workspace::empty(date(2026, 1, 1)),
            options: PlanOptions {
                product: None,
                default_product_key: "IDEAS".into(),
                default_product_name: "Ideas".into(),
                add_people: true,
                taken_back: HashSet::new(),
                file_name: "export.csv".into(),
            },
            ledger: Vec::new(),
            last_id: 0,
        }
    }

    pub fn into_product(mut self, key: &str) -> Self {
        let id = ProductId(Uuid::from_u128(u128::MAX));
        let product = outweigh_core::domain::Product {
            id,
            key: key.into(),
            name: key.into(),
            description: String::new(),
        };
        self.write(vec![Edit::Create(product.into())], None);
        self.options.product = Some(id);
        self
    }

    pub fn plan(&mut self, rows: &[ImportedItem], links: &[SourcedLink]) -> ImportPlan {
        let at = time(NOW);
        let last_id = &mut self.last_id;
        let mut ids = || {
            *last_id += 1;
            Uuid::from_u128(*last_id)
        };
        plan(&self.workspace, rows, links, &self.options, &mut ids, at)
    }

    pub fn import_with(&mut self, rows: &[ImportedItem], links: &[SourcedLink]) -> ImportReport {
        let ImportPlan { edits, report } = self.plan(rows, links);
        let asked = edits.len();
        let changes = self.write(edits, None);
        assert_eq!(changes, asked, "no edit is idle");
        assert_eq!(changes == 0, report.changes_nothing());
        report
    }

    pub fn import(&mut self, rows: &[ImportedItem]) -> ImportReport {
        self.import_with(rows, &[])
    }

    /// Takes the last change set back.
    pub fn undo(&mut self) {
        let edits = inverse(self.ledger.last().expect("a change set"), false);
        let deleted = edits.iter().filter_map(|edit| match edit {
            Edit::Delete { entity, .. } if entity.kind == EntityKind::Item => Some(ItemId(entity.id)),
            _ => None,
        });
        self.options.taken_back.extend(deleted);
        self.write(edits, Some(self.ledger.len() as i64));
    }

    /// A person changes an item.
    pub fn edit(&mut self, key: &str, patch: serde_json::Value) {
        let serde_json::Value::Object(patch) = patch else { panic!("a patch is an object") };
        let entity = EntityRef::new(EntityKind::Item, self.item(key).id);
        self.write(vec![Edit::Patch { entity, expected: Expected::Anything, patch }], None);
    }

    pub fn delete(&mut self, entity: EntityRef) {
        self.write(vec![Edit::Delete { entity, expected: Expected::Anything }], None);
    }

    pub fn item(&self, key: &str) -> &Item {
        self.workspace.item_by_key(key).unwrap_or_else(|| panic!("there is no {key}"))
    }

    /// Every document that is not deleted, in a comparable order.
    pub fn documents(&self) -> Vec<Doc> {
        let mut rows: Vec<_> = self.workspace.all_rows().filter(|row| !row.deleted).collect();
        rows.sort_by_key(|row| row.value.reference());
        rows.iter().map(|row| row.value.doc()).collect()
    }

    /// The keys an item needs.
    pub fn needs(&self, key: &str) -> Vec<String> {
        self.workspace.needs_of(self.item(key).id).map(|(_, item)| item.key.clone()).collect()
    }

    fn write(&mut self, edits: Vec<Edit>, undoes: Option<i64>) -> usize {
        let draft = Draft {
            id: ChangeSetId(Uuid::nil()),
            at: time(NOW),
            actor: Actor::system("test"),
            cause: Cause::Import,
            reason: String::new(),
            idempotency_key: None,
            undoes,
            edits,
        };
        let mut staged = Staged::new(&self.workspace, [0; 32]);
        let changes = staged.stage(&draft, &Access::system()).unwrap_or_else(|refusal| panic!("{refusal}"));
        // What is stored is text: it must read back as it was.
        let outcome = staged.finish();
        for row in outcome.rows.values() {
            let read = Entity::from_json(row.value.kind(), &row.value.json()).expect("a readable entity");
            assert_eq!(read, row.value);
        }
        let count = changes.len();
        self.ledger.push(changes);
        self.workspace.apply(outcome, self.ledger.len() as i64);
        count
    }
}

/// A row of a Jira export.
pub fn row(number: usize, key: &str, title: &str) -> ImportedItem {
    ImportedItem {
        row: number,
        system: "jira".into(),
        external_id: format!("id-{key}"),
        external_key: key.into(),
        project_key: key.split_once('-').map(|(project, _)| project.to_owned()),
        title: title.into(),
        ..ImportedItem::default()
    }
}

/// The same row, closed with a resolution.
pub fn closed(row: ImportedItem, resolution: &str) -> ImportedItem {
    ImportedItem {
        status_category: StatusCategory::Done,
        status_text: Some("Closed".into()),
        resolution: Some(resolution.into()),
        ..row
    }
}

/// The same row with a link.
pub fn linked(mut row: ImportedItem, kind: LinkKind, target: &str) -> ImportedItem {
    row.links.push(ImportedLink { kind, target_key: target.into(), phrase: String::new() });
    row
}

pub fn time(text: &str) -> Timestamp {
    text.parse().expect("a time")
}
