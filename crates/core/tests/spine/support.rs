//! Small workspaces, built the way every workspace is built: drafts staged and applied.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::{Date, date};
use outweigh_core::domain::*;
use outweigh_core::ids::*;
use outweigh_core::ledger::{Actor, Cause, Change, Draft, Edit, Expected, Position, inverse};
use outweigh_core::score::preset;
use outweigh_core::workspace::{Access, Loading, Refusal, Row, Staged, Workspace};
use proptest::prelude::*;
use serde_json::{Value, json};
use uuid::Uuid;

pub const TODAY: Date = date(2026, 3, 2);

/// 2026-03-02 08:00 UTC plus minutes.
pub fn at(minutes: i64) -> Timestamp {
    Timestamp::from_second(1_772_438_400 + 60 * minutes).unwrap()
}

/// The id with this number; higher numbers are newer, as with UUIDv7.
pub fn id<T: From<Uuid>>(number: u128) -> T {
    T::from(Uuid::from_u128(number))
}

/// A workspace with everything that led to it.
#[derive(Clone)]
pub struct World {
    pub workspace: Workspace,
    /// The changes at position 1, 2 ..
    pub ledger: Vec<Vec<Change>>,
    next: u128,
}

impl World {
    /// One product with an active rubric, three people and two accounts.
    pub fn new() -> Self {
        let workspace = Workspace::empty(TODAY);
        let mut world = Self { workspace, ledger: Vec::new(), next: 1_000 };
        let product =
            Product { id: id(1), key: "PAY".into(), name: "Pay".into(), description: String::new() };
        let person = |n: u128, name: &str| Person {
            id: id(n),
            name: name.into(),
            email: Some(format!("{}@example.com", name.to_lowercase())),
            active: true,
            external_id: None,
        };
        let account = |n: u128, name: &str, revenue: f64| Account {
            id: id(n),
            name: name.into(),
            domains: Vec::new(),
            plan: None,
            revenue: Some(revenue),
            currency: Some("EUR".into()),
            segment_attributes: BTreeMap::new(),
            renewal: None,
            health: None,
        };
        let mut rubric = preset("balanced", id(2)).unwrap();
        rubric.state = RubricState::Active;
        world.commit(vec![
            Edit::Create(product.into()),
            Edit::Create(rubric.into()),
            Edit::Create(person(11, "Anna").into()),
            Edit::Create(person(12, "Ben").into()),
            Edit::Create(person(13, "Cleo").into()),
            Edit::Create(account(21, "Acme", 50_000.0).into()),
            Edit::Create(account(22, "Bolt", 400_000.0).into()),
        ]);
        world
    }

    /// A fresh id.
    pub fn fresh<T: From<Uuid>>(&mut self) -> T {
        self.next += 1;
        id(self.next)
    }

    /// An item that is not added yet.
    pub fn item(&mut self, title: &str) -> Item {
        let item_id = self.fresh();
        let key = format!("PAY-{}", self.next);
        Item::new(item_id, key, id(1), title.into(), at(0))
    }

    /// An estimate that is not added yet.
    pub fn estimate(&mut self, item: ItemId, quantity: &str, likely: f64) -> Estimate {
        Estimate {
            id: self.fresh(),
            item_id: item,
            quantity: quantity.into(),
            range: Range::around(likely, 0.3),
            person_id: Some(id(11)),
            source: None,
            at: at(self.ledger.len() as i64),
            note: String::new(),
        }
    }

    pub fn position(&self) -> Position {
        self.ledger.len() as Position
    }

    pub fn draft(&self, edits: Vec<Edit>) -> Draft {
        let position = self.position() + 1;
        Draft {
            id: id(1 << 64 | position as u128),
            at: at(position),
            actor: Actor::system("test"),
            cause: Cause::Api,
            reason: String::new(),
            idempotency_key: None,
            undoes: None,
            edits,
        }
    }

    /// Stages and applies edits; a set that changes nothing leaves no entry.
    pub fn try_commit(&mut self, edits: Vec<Edit>) -> Result<bool, Refusal> {
        self.try_draft(&self.draft(edits))
    }

    /// As [`Self::try_commit`], for edits that must go through.
    pub fn commit(&mut self, edits: Vec<Edit>) {
        self.try_commit(edits).unwrap();
    }

    /// Takes the change set at a position back.
    pub fn try_undo(&mut self, position: Position) -> Result<bool, Refusal> {
        let edits = inverse(&self.ledger[position as usize - 1], false);
        self.try_draft(&Draft { undoes: Some(position), cause: Cause::Undo, ..self.draft(edits) })
    }

    fn try_draft(&mut self, draft: &Draft) -> Result<bool, Refusal> {
        let mut staged = Staged::new(&self.workspace, [0; 32]);
        let changes = staged.stage(draft, &Access::system())?;
        let outcome = staged.finish();
        let changed = !changes.is_empty();
        if changed {
            self.ledger.push(changes);
            self.workspace.apply(outcome, self.ledger.len() as Position);
        }
        Ok(changed)
    }
}

/// Sets fields of an entity, whatever is there.
pub fn patch(kind: EntityKind, id: impl Into<Uuid>, fields: Value) -> Edit {
    let Value::Object(patch) = fields else { panic!("a patch is an object") };
    Edit::Patch { entity: EntityRef::new(kind, id), expected: Expected::Anything, patch }
}

pub fn delete(kind: EntityKind, id: impl Into<Uuid>) -> Edit {
    Edit::Delete { entity: EntityRef::new(kind, id), expected: Expected::Anything }
}

/// Documents of everything that is not deleted.
pub fn docs(workspace: &Workspace) -> BTreeMap<EntityRef, Doc> {
    let live = workspace.all_rows().filter(|row| !row.deleted);
    live.map(|row| (row.value.reference(), row.value.doc())).collect()
}

/// A workspace from its rows, as it is opened.
pub fn loaded(rows: Vec<Row<Entity>>, position: Position) -> Workspace {
    let mut loading = Loading::new(TODAY, []);
    rows.into_iter().for_each(|row| loading.add(row));
    loading.finish(position)
}

/// Every row by name, so that two workspaces can be compared whatever the order of their rows.
pub fn rows(workspace: &Workspace) -> BTreeMap<EntityRef, Row<Entity>> {
    workspace.all_rows().map(|row| (row.value.reference(), row)).collect()
}

/// The ranking in words: `(shown order, computed order, scores)`.
pub fn order(workspace: &Workspace) -> (Vec<ItemId>, Vec<ItemId>, Vec<f64>) {
    let ids = |slots: &[u32]| slots.iter().map(|s| workspace.items.at(*s).value.id).collect();
    let score = |slot: &u32| workspace.score_at(*slot).unwrap().value;
    (
        ids(workspace.shown_order()),
        ids(workspace.computed_order()),
        workspace.computed_order().iter().map(score).collect(),
    )
}

/// One thing someone might do; numbers choose among what is there.
#[derive(Debug, Clone)]
pub enum Step {
    Add { votes: u8, share: u8, points: u8 },
    Estimate { item: u8, quantity: u8, likely: u8 },
    MoveEstimate { estimate: u8, item: u8 },
    Status { item: u8, status: u8 },
    Lane { item: u8, lane: u8, severity: u8 },
    Field { item: u8, field: u8, value: u8 },
    SwapKeys { a: u8, b: u8 },
    Need { item: u8, needs: u8 },
    MoveNeed { need: u8, needs: u8 },
    Affect { item: u8, account: u8 },
    Revenue { account: u8, thousands: u8 },
    Pin { item: u8, place: u8, days: u8 },
    Comment { item: u8 },
    Delete { kind: u8, which: u8 },
    Restore { which: u8 },
    Rubric { preset: u8, weight: u8 },
}

pub fn step() -> impl Strategy<Value = Step> {
    let n = any::<u8>;
    prop_oneof![
        4 => (n(), n(), n()).prop_map(|(votes, share, points)| Step::Add { votes, share, points }),
        4 => (n(), n(), n()).prop_map(|(item, quantity, likely)| Step::Estimate { item, quantity, likely }),
        1 => (n(), n()).prop_map(|(estimate, item)| Step::MoveEstimate { estimate, item }),
        4 => (n(), n()).prop_map(|(item, status)| Step::Status { item, status }),
        2 => (n(), n(), n()).prop_map(|(item, lane, severity)| Step::Lane { item, lane, severity }),
        3 => (n(), n(), n()).prop_map(|(item, field, value)| Step::Field { item, field, value }),
        1 => (n(), n()).prop_map(|(a, b)| Step::SwapKeys { a, b }),
        2 => (n(), n()).prop_map(|(item, needs)| Step::Need { item, needs }),
        1 => (n(), n()).prop_map(|(need, needs)| Step::MoveNeed { need, needs }),
        1 => (n(), n()).prop_map(|(item, account)| Step::Affect { item, account }),
        1 => (n(), n()).prop_map(|(account, thousands)| Step::Revenue { account, thousands }),
        2 => (n(), n(), n()).prop_map(|(item, place, days)| Step::Pin { item, place, days }),
        1 => n().prop_map(|item| Step::Comment { item }),
        2 => (n(), n()).prop_map(|(kind, which)| Step::Delete { kind, which }),
        1 => n().prop_map(|which| Step::Restore { which }),
        1 => (n(), n()).prop_map(|(preset, weight)| Step::Rubric { preset, weight }),
    ]
}

/// Change sets of a few steps each; some will be refused.
pub fn story() -> impl Strategy<Value = Vec<Vec<Step>>> {
    prop::collection::vec(prop::collection::vec(step(), 1..4), 4..14)
}

/// A world after a story, with the world before each change set that went through.
pub fn play(story: &[Vec<Step>]) -> (World, Vec<World>) {
    let mut world = World::new();
    let mut before = Vec::new();
    let first: Vec<Edit> = (0..6u8)
        .flat_map(|n| edits(&mut world, &Step::Add { votes: n * 7, share: n * 40, points: n * 3 }))
        .collect();
    world.commit(first);
    for steps in story {
        let was = world.clone();
        let edits = steps.iter().flat_map(|step| edits(&mut world, step)).collect();
        if matches!(world.try_commit(edits), Ok(true)) {
            before.push(was);
        }
    }
    (world, before)
}

fn pick<T: Copy>(among: &[T], n: u8) -> Option<T> {
    (!among.is_empty()).then(|| among[n as usize % among.len()])
}

/// The edits of a step; none when there is nothing to do it to.
pub fn edits(world: &mut World, step: &Step) -> Vec<Edit> {
    try_edits(world, step).unwrap_or_default()
}

fn try_edits(world: &mut World, step: &Step) -> Option<Vec<Edit>> {
    use EntityKind as K;
    let items: Vec<ItemId> = world.workspace.items.iter().map(|i| i.id).collect();
    let accounts: Vec<AccountId> = world.workspace.accounts.iter().map(|a| a.id).collect();
    Some(match *step {
        Step::Add { votes, share, points } => {
            let mut item = world.item("An item");
            let mut signal = |kind: &str, value: Value| {
                item.signals.insert(kind.into(), Signal { value, source: "jira".into() });
            };
            if votes > 0 {
                signal("votes", json!(votes % 40));
            }
            if share % 3 > 0 {
                signal("severity_share", json!(f64::from(share % 20) / 20.0));
            }
            if points % 2 > 0 {
                signal("story_points", json!(points % 13));
            }
            vec![Edit::Create(item.into())]
        }
        Step::Estimate { item, quantity, likely } => {
            const QUANTITIES: [(&str, f64); 5] =
                [("effort", 0.1), ("reach", 0.5), ("pain", 0.003), ("revenue", 900.0), ("solves", 0.003)];
            let (quantity, unit) = QUANTITIES[quantity as usize % QUANTITIES.len()];
            let likely = unit * (1.0 + f64::from(likely));
            vec![Edit::Create(world.estimate(pick(&items, item)?, quantity, likely).into())]
        }
        Step::MoveEstimate { estimate, item } => {
            let estimates: Vec<EstimateId> = world.workspace.estimates.iter().map(|e| e.id).collect();
            let fields = json!({ "item_id": pick(&items, item)? });
            vec![patch(K::Estimate, pick(&estimates, estimate)?, fields)]
        }
        Step::Status { item, status } => {
            let item = world.workspace.items.get(pick(&items, item)?)?;
            let status = pick(item.status.next(), status)?;
            let mut fields = json!({ "status": status });
            if status.needs_reason() {
                fields["status_reason"] = json!("no longer needed");
            }
            if status == Status::Merged {
                fields["merged_into_id"] = json!(items.iter().find(|i| **i != item.id)?);
            }
            if status == Status::Ready {
                fields["problem"] = json!("people wait");
            }
            vec![patch(K::Item, item.id, fields)]
        }
        Step::Lane { item, lane, severity } => {
            let lane = pick(Lane::ALL, lane)?;
            let mut fields = json!({ "lane": lane });
            if lane == Lane::Hotfix {
                fields["severity"] = json!(pick(Severity::ALL, severity)?);
            }
            vec![patch(K::Item, pick(&items, item)?, fields)]
        }
        Step::Field { item, field, value } => {
            let fields = match field % 8 {
                0 => json!({ "title": format!("Title {value}") }),
                1 => json!({ "tags": [format!("tag{}", value % 3)] }),
                2 => json!({ "due": TODAY.saturating_add(jiff::Span::new().days(i64::from(value))) }),
                3 => json!({ "due": null }),
                4 => json!({ "custom": { "Colour": value } }),
                5 => json!({ "started_at": null, "done_at": null }),
                6 => json!({ "problem": null }),
                _ => json!({ "owner_id": id::<PersonId>(11 + u128::from(value % 3)) }),
            };
            vec![patch(K::Item, pick(&items, item)?, fields)]
        }
        Step::SwapKeys { a, b } => {
            let (a, b) = (pick(&items, a)?, pick(&items, b)?);
            let key = |id| world.workspace.items.get(id).map(|i: &Item| i.key.clone());
            vec![patch(K::Item, a, json!({ "key": key(b)? })), patch(K::Item, b, json!({ "key": key(a)? }))]
        }
        Step::Need { item, needs } => {
            let (item_id, needs_id) = (pick(&items, item)?, pick(&items, needs)?);
            vec![Edit::Create(Dependency { id: world.fresh(), item_id, needs_id }.into())]
        }
        Step::MoveNeed { need, needs } => {
            let all: Vec<DependencyId> = world.workspace.dependencies.iter().map(|d| d.id).collect();
            vec![patch(K::Dependency, pick(&all, need)?, json!({ "needs_id": pick(&items, needs)? }))]
        }
        Step::Affect { item, account } => {
            let fields = json!({ "affected_account_ids": [pick(&accounts, account)?] });
            vec![patch(K::Item, pick(&items, item)?, fields)]
        }
        Step::Revenue { account, thousands } => {
            let fields = json!({ "revenue": f64::from(thousands) * 1000.0 });
            vec![patch(K::Account, pick(&accounts, account)?, fields)]
        }
        Step::Pin { item, place, days } => {
            let expires = TODAY.saturating_add(jiff::Span::new().days(i64::from(days % 30)));
            let pin = Override {
                id: world.fresh(),
                item_id: pick(&items, item)?,
                position: u32::from(place % 12) + 1,
                reason: "promised".into(),
                author_id: None,
                expires,
            };
            vec![Edit::Create(pin.into())]
        }
        Step::Comment { item } => {
            let comment = Comment {
                id: world.fresh(),
                item_id: pick(&items, item)?,
                person_id: None,
                author: Some("Ida".into()),
                at: at(5),
                text: "me too".into(),
            };
            vec![Edit::Create(comment.into())]
        }
        Step::Delete { kind, which } => {
            let kinds = [K::Item, K::Estimate, K::Dependency, K::Override, K::Account];
            let kind = kinds[kind as usize % kinds.len()];
            let all: Vec<EntityRef> =
                docs(&world.workspace).into_keys().filter(|entity| entity.kind == kind).collect();
            vec![delete(kind, pick(&all, which)?.id)]
        }
        Step::Restore { which } => {
            let gone: Vec<EntityRef> = rows(&world.workspace)
                .into_iter()
                .filter(|(_, row)| row.deleted)
                .map(|(entity, _)| entity)
                .collect();
            vec![Edit::Restore { entity: pick(&gone, which)? }]
        }
        Step::Rubric { preset: which, weight } => {
            let active = world.workspace.active_rubric()?.clone();
            let mut rubric = if which % 3 == 0 { preset("rice", id(0)).unwrap() } else { active.clone() };
            rubric.id = world.fresh();
            rubric.state = RubricState::Draft;
            rubric.terms[0].weight = 0.5 + f64::from(weight) / 50.0;
            let new = rubric.id;
            vec![
                patch(K::Rubric, active.id, json!({ "state": "retired" })),
                Edit::Create(rubric.into()),
                patch(K::Rubric, new, json!({ "state": "active" })),
            ]
        }
    })
}
