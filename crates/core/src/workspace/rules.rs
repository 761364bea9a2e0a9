//! Rules that look at more than one value: references, statuses, locked rubrics, deletions; and the
//! fields that follow from others.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::{Refusal, Staged, Workspace};
use crate::domain::{Doc, Entity, EntityKind, EntityRef, Lane, RubricState, Status};
use crate::ledger::{Change, Draft, FieldChange, Op};

/// Fields that only hot fixes have.
const HOTFIX_FIELDS: [&str; 4] = ["severity", "short_term_owner_id", "workaround", "expected_resolution"];

/// Fills in what follows from the given values of a new entity.
pub(super) fn complete_new(mut entity: Entity, at: Timestamp) -> Entity {
    if let Entity::Item(item) = &mut entity {
        if item.status == Status::Done {
            item.done_at.get_or_insert(at);
        }
        if item.status == Status::Doing {
            item.started_at.get_or_insert(at);
        }
    }
    entity
}

/// Fills in what follows from a patch of an item, unless the patch says otherwise.
///
/// Taking a change set back invents no times: an item was started and done when it was.
pub(super) fn complete_patch(before: &Doc, patch: &Doc, after: &mut Doc, draft: &Draft) {
    let taking_back = draft.undoes.is_some();
    let mut follow = |field: &str, value: Option<Value>| {
        if !patch.contains_key(field) {
            match value {
                Some(value) => after.insert(field.to_owned(), value),
                None => after.remove(field),
            };
        }
    };
    let was_hotfix = before.get("lane").is_some_and(|lane| lane == Lane::Hotfix.as_str());
    if was_hotfix && patch.get("lane").is_some_and(|lane| lane != Lane::Hotfix.as_str()) {
        for field in HOTFIX_FIELDS {
            follow(field, None);
        }
    }
    let Some(status) = patch.get("status").and_then(|s| s.as_str()?.parse::<Status>().ok()) else { return };
    if before.get("status").is_some_and(|s| s == status.as_str()) {
        return;
    }
    match status {
        Status::Done if taking_back => {}
        Status::Done => follow("done_at", Some(json!(draft.at))),
        _ => follow("done_at", None),
    }
    if status == Status::Doing && !before.contains_key("started_at") && !taking_back {
        follow("started_at", Some(json!(draft.at)));
    }
    if !status.needs_reason() {
        follow("status_reason", None);
    }
    if status != Status::Merged {
        follow("merged_into_id", None);
    }
}

/// Checks one staged change against the rest of the workspace. Taking a change set back may walk
/// statuses in any direction: it restores what once was legal.
pub(super) fn check(staged: &Staged<'_>, change: &Change, taking_back: bool) -> Result<(), Refusal> {
    let entity = change.entity;
    let Some(row) = staged.staged_row(entity) else { return Ok(()) };
    if row.deleted {
        return Ok(());
    }
    for (field, target) in references(&row.value) {
        let held_before = matches!(change.op, Op::Update { .. }) && !touches(&change.op, field);
        // A part of a deleted item is out of sight with it, so it may come back before the item does.
        let out_of_sight = taking_back && target.kind == EntityKind::Item && staged.knows(target);
        if !held_before && !out_of_sight && !staged.exists(target) {
            return Err(Refusal::invalid(entity, field, format!("there is no {target}")));
        }
    }
    if let Op::Update { fields } = &change.op
        && fields.get("erased_at").is_some_and(|change| change.before().is_some())
    {
        return Err(Refusal::invalid(entity, "erased_at", "what was erased cannot be brought back"));
    }
    match (&row.value, &change.op) {
        (Entity::Relation(relation), _) => super::relations::check(staged, relation),
        (Entity::Item(item), op) => {
            if let Op::Update { fields } = op
                && !taking_back
            {
                check_transition(entity, fields.get("status"))?;
            }
            if item.status == Status::Ready
                && item.problem.trim().is_empty()
                && touches(op, "status")
                && !taking_back
            {
                return Err(Refusal::invalid(
                    entity,
                    "problem",
                    "say which problem the item solves before it is ready",
                ));
            }
            if let Some(area) = item.area_id.and_then(|id| staged.get::<crate::domain::Area>(id))
                && area.product_id != item.product_id
            {
                return Err(Refusal::invalid(entity, "area_id", "is an area of another product"));
            }
            Ok(())
        }
        (Entity::Rubric(rubric), Op::Update { fields }) => check_locked(entity, rubric.state, fields),
        _ => Ok(()),
    }
}

/// Whether an update changed the field.
fn touches(op: &Op, field: &str) -> bool {
    matches!(op, Op::Update { fields } if fields.contains_key(field))
}

fn check_transition(entity: EntityRef, status: Option<&FieldChange>) -> Result<(), Refusal> {
    let parse = |value: Option<&Value>| value.and_then(Value::as_str).and_then(|s| s.parse::<Status>().ok());
    let Some(change) = status else { return Ok(()) };
    let (Some(from), Some(to)) = (parse(change.before()), parse(change.after())) else { return Ok(()) };
    if from.next().contains(&to) {
        return Ok(());
    }
    let allowed: Vec<_> = from.next().iter().map(|s| s.as_str()).collect();
    Err(Refusal::invalid(
        entity,
        "status",
        format!("an item that is {from} cannot become {to}; it can become {}", allowed.join(", ")),
    ))
}

/// A rubric that was used keeps its formulas; only its state may go on.
fn check_locked(
    entity: EntityRef,
    state_after: RubricState,
    fields: &std::collections::BTreeMap<String, FieldChange>,
) -> Result<(), Refusal> {
    let state = |value: Option<&Value>| {
        value
            .and_then(|v| serde_json::from_value::<RubricState>(v.clone()).ok())
            .unwrap_or(RubricState::Draft)
    };
    let change = fields.get("state");
    let was_draft = change.map_or(state_after, |c| state(c.before())) == RubricState::Draft;
    let only_state = fields.keys().all(|field| field == "state");
    if change.is_some_and(|c| !was_draft && state(c.after()) == RubricState::Draft) {
        return Err(Refusal::invalid(
            entity,
            "state",
            "a rubric that was used cannot be a draft again; copy it",
        ));
    }
    if !was_draft && !only_state {
        return Err(Refusal::invalid(
            entity,
            "state",
            "the rubric was used and is locked; copy it and change the copy",
        ));
    }
    Ok(())
}

/// Refuses to delete what others still refer to, judged after the whole change set.
pub(super) fn check_deletions(staged: &Staged<'_>, changes: &[Change]) -> Result<(), Refusal> {
    let deleted: std::collections::HashSet<EntityRef> = changes
        .iter()
        .filter(|c| c.op == Op::Delete && has_dependants(c.entity.kind) && !staged.exists(c.entity))
        .map(|c| c.entity)
        .collect();
    if deleted.is_empty() {
        return Ok(());
    }
    let below = staged.base().all_rows().filter(|row| staged.staged_row(row.value.reference()).is_none());
    for row in below.chain(staged.staged().cloned()).filter(|row| !row.deleted) {
        for (_, target) in references(&row.value) {
            if deleted.contains(&target) {
                return Err(Refusal::InUse { entity: target, used_by: row.value.reference() });
            }
        }
    }
    Ok(())
}

/// Kinds that others refer to by id and that must not vanish under them. What belongs to an item goes
/// out of sight with it.
fn has_dependants(kind: EntityKind) -> bool {
    use EntityKind::{
        Account, Area, Contact, Goal, Note, Person, Product, Release, Source, Sprint, Statement, Team,
    };
    matches!(
        kind,
        Product
            | Area
            | Team
            | Person
            | Goal
            | Release
            | Sprint
            | Account
            | Contact
            | Source
            | Note
            | Statement
    )
}

/// The entities a value refers to, with the field that does. Parts of an item are not held by it.
fn references(entity: &Entity) -> Vec<(&'static str, EntityRef)> {
    use EntityKind as K;
    let mut found = Vec::new();
    let mut add = |field: &'static str, kind: K, id: Option<uuid::Uuid>| {
        found.extend(id.map(|id| (field, EntityRef { kind, id })));
    };
    match entity {
        Entity::Item(i) => {
            add("product_id", K::Product, Some(i.product_id.0));
            add("area_id", K::Area, i.area_id.map(|id| id.0));
            add("team_id", K::Team, i.team_id.map(|id| id.0));
            add("owner_id", K::Person, i.owner_id.map(|id| id.0));
            add("short_term_owner_id", K::Person, i.short_term_owner_id.map(|id| id.0));
            add("goal_id", K::Goal, i.goal_id.map(|id| id.0));
            add("release_id", K::Release, i.release_id.map(|id| id.0));
            add("sprint_id", K::Sprint, i.sprint_id.map(|id| id.0));
            add("merged_into_id", K::Item, i.merged_into_id.map(|id| id.0));
            for account in &i.affected_account_ids {
                add("affected_account_ids", K::Account, Some(account.0));
            }
        }
        Entity::Area(a) => add("product_id", K::Product, Some(a.product_id.0)),
        Entity::Release(r) => add("product_id", K::Product, Some(r.product_id.0)),
        Entity::Goal(g) => add("product_id", K::Product, g.product_id.map(|id| id.0)),
        Entity::Sprint(s) => {
            add("team_id", K::Team, s.team_id.map(|id| id.0));
            add("product_id", K::Product, s.product_id.map(|id| id.0));
        }
        Entity::Team(t) => t.member_ids.iter().for_each(|id| add("member_ids", K::Person, Some(id.0))),
        Entity::Grant(g) => {
            add("person_id", K::Person, Some(g.person_id.0));
            add("product_id", K::Product, g.product_id.map(|id| id.0));
        }
        Entity::Contact(c) => add("account_id", K::Account, c.account_id.map(|id| id.0)),
        Entity::Estimate(e) => {
            add("item_id", K::Item, Some(e.item_id.0));
            add("person_id", K::Person, e.person_id.map(|id| id.0));
        }
        Entity::Dependency(d) => {
            add("item_id", K::Item, Some(d.item_id.0));
            add("needs_id", K::Item, Some(d.needs_id.0));
        }
        Entity::Comment(c) => {
            add("item_id", K::Item, Some(c.item_id.0));
            add("person_id", K::Person, c.person_id.map(|id| id.0));
        }
        Entity::Override(o) => {
            add("item_id", K::Item, Some(o.item_id.0));
            add("author_id", K::Person, o.author_id.map(|id| id.0));
        }
        Entity::Note(n) => {
            add("source_id", K::Source, Some(n.source_id.0));
            add("contact_id", K::Contact, n.contact_id.map(|id| id.0));
            add("account_id", K::Account, n.account_id.map(|id| id.0));
            add("product_id", K::Product, n.product_id.map(|id| id.0));
            add("duplicate_of_id", K::Note, n.duplicate_of_id.map(|id| id.0));
        }
        Entity::Statement(s) => {
            add("product_id", K::Product, s.product_id.map(|id| id.0));
            s.highlights.iter().for_each(|mark| add("highlights", K::Note, Some(mark.note_id.0)));
        }
        Entity::Relation(r) => {
            add("from", r.from.kind, Some(r.from.id));
            add("to", r.to.kind, Some(r.to.id));
        }
        Entity::Evidence(e) => {
            add("item_id", K::Item, Some(e.item_id.0));
            add("note_id", K::Note, e.note_id.map(|id| id.0));
            add("statement_id", K::Statement, e.statement_id.map(|id| id.0));
            add("person_id", K::Person, e.person_id.map(|id| id.0));
        }
        Entity::Theme(t) => {
            add("merged_into_id", K::Theme, t.merged_into_id.map(|id| id.0));
            add("split_from_id", K::Theme, t.split_from_id.map(|id| id.0));
            add("problem_id", K::Statement, t.problem_id.map(|id| id.0));
            t.item_ids.iter().for_each(|id| add("item_ids", K::Item, Some(id.0)));
            for note in t.added.iter().chain(&t.removed) {
                add("added", K::Note, Some(note.0));
            }
        }
        Entity::Promise(p) => {
            add("account_id", K::Account, Some(p.account_id.0));
            add("person_id", K::Person, p.person_id.map(|id| id.0));
            add("item_id", K::Item, p.item_id.map(|id| id.0));
            add("highlight", K::Note, p.highlight.as_ref().map(|mark| mark.note_id.0));
        }
        Entity::View(v) => add("owner_id", K::Person, v.owner_id.map(|id| id.0)),
        Entity::Product(_)
        | Entity::Person(_)
        | Entity::Account(_)
        | Entity::Segment(_)
        | Entity::Rubric(_)
        | Entity::Source(_)
        | Entity::Webhook(_) => {}
    }
    found
}

impl Workspace {
    /// Where an item may go from its status, and what stands in the way.
    pub fn allowed_statuses(&self, item: &crate::domain::Item) -> Vec<(Status, Option<&'static str>)> {
        item.status
            .next()
            .iter()
            .map(|&status| {
                let missing = status == Status::Ready && item.problem.trim().is_empty();
                (status, missing.then_some("say which problem the item solves first"))
            })
            .collect()
    }
}
