//! Uncommitted changes laid over a workspace: every edit is checked here before anything is written.

use std::collections::{BTreeMap, HashMap};

use uuid::Uuid;

use super::keys::Numbers;
use super::rights::Access;
use super::sealing::Sealing;
use super::table::InTable;
use super::{FieldConflict, Outcome, Refusal, Row, Workspace, dependencies, keys, rights, rules};
use crate::domain::{Doc, Entity, EntityKind, EntityRef};
use crate::ids::ItemId;
use crate::ledger::{Change, Draft, Edit, Expected, Op, diff, merge};

/// A workspace as it would be after the change sets staged so far.
///
/// Several change sets can be staged one after the other and committed together; a refused one leaves
/// no trace.
pub struct Staged<'a> {
    base: &'a Workspace,
    rows: BTreeMap<EntityRef, Row<Entity>>,
    /// Who took a key or e-mail address while staging, refused drafts included.
    pub(super) names: HashMap<(EntityKind, String), Vec<Uuid>>,
    /// Highest numbers of staged items by product key.
    pub(super) numbers: Numbers,
    /// Items that other systems' ids came to stand for, likewise.
    pub(super) references: HashMap<(String, String), Vec<ItemId>>,
    /// Staged dependencies by the item that needs.
    pub(super) needs: HashMap<ItemId, Vec<Uuid>>,
    sealing: Sealing<'a>,
}

impl<'a> Staged<'a> {
    /// Nothing staged yet. `secret` must be random and is not kept: the salts of words that can be erased
    /// come from it.
    pub fn new(base: &'a Workspace, secret: [u8; 32]) -> Self {
        Self {
            base,
            rows: BTreeMap::new(),
            names: HashMap::new(),
            numbers: Numbers::default(),
            references: HashMap::new(),
            needs: HashMap::new(),
            sealing: Sealing::new(base, secret),
        }
    }

    /// Checks a draft and stages it.
    ///
    /// Fields that follow from others are set here: the key of an item added without one, when an item is started or done, and that a hot
    /// fix's own fields leave with its lane. An edit that changes nothing yields no change.
    ///
    /// # Errors
    /// A [`Refusal`]; the draft is then staged not even in part.
    pub fn stage(&mut self, draft: &Draft, access: &Access) -> Result<Vec<Change>, Refusal> {
        let before: Vec<_> =
            draft.edits.iter().map(|edit| (edit.entity(), self.staged_row(edit.entity()).cloned())).collect();
        let words = self.sealing.words.len();
        let result = self.try_stage(draft, access);
        if result.is_err() {
            self.sealing.words.truncate(words);
            self.take_back(before);
        }
        result
    }

    fn try_stage(&mut self, draft: &Draft, access: &Access) -> Result<Vec<Change>, Refusal> {
        let mut changes = Vec::with_capacity(draft.edits.len());
        for edit in &draft.edits {
            let edit = &*keys::with_key(self, edit)?;
            let entity = edit.entity();
            let before = self.row(entity);
            let Some((change, after)) = resolve(edit, before.as_ref(), draft, &mut self.sealing)? else {
                continue;
            };
            rights::check(self, access, &change, before.as_ref().map(|row| &row.value), &after.value)?;
            self.put(entity, after);
            changes.push(change);
        }
        let taking_back = draft.undoes.is_some();
        for change in &changes {
            rules::check(self, change, taking_back)?;
        }
        rules::check_deletions(self, &changes)?;
        keys::check(self, &changes)?;
        dependencies::check(self, &changes)?;
        Ok(changes)
    }

    /// What was staged, to be taken in by [`Workspace::apply`].
    pub fn finish(self) -> Outcome {
        Outcome { rows: self.rows, words: self.sealing.words }
    }

    /// The workspace below.
    pub fn base(&self) -> &'a Workspace {
        self.base
    }

    /// The row as staged or as it is below, deleted or not.
    pub fn row(&self, entity: EntityRef) -> Option<Row<Entity>> {
        self.rows.get(&entity).cloned().or_else(|| self.base.row(entity))
    }

    /// The staged row, if this batch touched it.
    pub fn staged_row(&self, entity: EntityRef) -> Option<&Row<Entity>> {
        self.rows.get(&entity)
    }

    /// The value of a kind as it would be, unless deleted.
    pub(super) fn get<T: InTable>(&self, id: impl Into<Uuid>) -> Option<&T> {
        let id = id.into();
        match self.rows.get(&EntityRef { kind: T::KIND, id }) {
            Some(row) if row.deleted => None,
            Some(row) => T::from_entity(&row.value),
            None => T::table(self.base).get(id),
        }
    }

    /// Whether the entity would be there.
    pub(super) fn exists(&self, entity: EntityRef) -> bool {
        match self.rows.get(&entity) {
            Some(row) => !row.deleted,
            None => self.base.version(entity).is_some_and(|(_, deleted)| !deleted),
        }
    }

    /// Whether the entity was ever there, deleted or not.
    pub(super) fn knows(&self, entity: EntityRef) -> bool {
        self.rows.contains_key(&entity) || self.base.version(entity).is_some()
    }

    /// Every staged row.
    pub(super) fn staged(&self) -> impl Iterator<Item = &Row<Entity>> {
        self.rows.values()
    }

    fn put(&mut self, entity: EntityRef, row: Row<Entity>) {
        if !row.deleted {
            match &row.value {
                Entity::Item(item) => {
                    self.take_name(EntityKind::Item, item.key.clone(), item.id.0);
                    self.numbers.note(&item.key);
                    for reference in &item.references {
                        let known_as = (reference.system.clone(), reference.id.clone());
                        let holders = self.references.entry(known_as).or_default();
                        if holders.last() != Some(&item.id) {
                            holders.push(item.id);
                        }
                    }
                }
                Entity::Note(note) => {
                    let known_as = keys::note_name(note.source_id, &note.external_id);
                    self.take_name(EntityKind::Note, known_as, note.id.0);
                }
                Entity::Product(product) => {
                    self.take_name(EntityKind::Product, product.key.clone(), product.id.0);
                }
                Entity::Person(person) => {
                    if let Some(email) = &person.email {
                        self.take_name(EntityKind::Person, email.to_lowercase(), person.id.0);
                    }
                }
                Entity::Dependency(dependency) => {
                    self.needs.entry(dependency.item_id).or_default().push(dependency.id.0);
                }
                _ => {}
            }
        }
        self.rows.insert(entity, row);
    }

    fn take_name(&mut self, kind: EntityKind, name: String, id: Uuid) {
        let holders = self.names.entry((kind, name)).or_default();
        if holders.last() != Some(&id) {
            holders.push(id);
        }
    }

    /// Puts the staged rows back as they were before a refused draft. Index entries may stay behind: they are
    /// hints that are always checked against the rows.
    fn take_back(&mut self, before: Vec<(EntityRef, Option<Row<Entity>>)>) {
        for (entity, row) in before {
            match row {
                Some(row) => self.rows.insert(entity, row),
                None => self.rows.remove(&entity),
            };
        }
    }
}

/// What an edit does to the row that is there: the change for the ledger and the row after it, or
/// nothing when it changes nothing.
fn resolve(
    edit: &Edit,
    current: Option<&Row<Entity>>,
    draft: &Draft,
    sealing: &mut Sealing<'_>,
) -> Result<Option<(Change, Row<Entity>)>, Refusal> {
    let entity = edit.entity();
    let check = |value: &Entity| value.check().map_err(|invalid| Refusal::Invalid { entity, invalid });
    let live = || match current {
        Some(row) if !row.deleted => Ok(row),
        _ => Err(Refusal::Unknown(entity)),
    };
    let (op, deleted, value, version) = match edit {
        Edit::Create(value) => {
            if current.is_some() {
                return Err(Refusal::Exists(entity));
            }
            let mut value = rules::complete_new(value.clone(), draft.at);
            check(&value)?;
            sealing.seal(&mut value, None, draft)?;
            (Op::Create { json: value.json() }, false, value, 1)
        }
        Edit::Patch { expected, patch, .. } => {
            let row = live()?;
            let before = row.value.doc();
            expect(entity, expected, row, &before, patch)?;
            let mut after = before.clone();
            merge(&mut after, patch);
            if entity.kind == EntityKind::Item {
                rules::complete_patch(&before, patch, &mut after, draft);
            }
            let mut value = Entity::from_doc(entity.kind, after)
                .map_err(|invalid| Refusal::Invalid { entity, invalid })?;
            if value.reference() != entity {
                return Err(Refusal::invalid(entity, "id", "cannot be changed"));
            }
            check(&value)?;
            sealing.seal(&mut value, Some(&row.value), draft)?;
            let fields = diff(&before, &value.doc());
            if fields.is_empty() {
                return Ok(None);
            }
            (Op::Update { fields }, false, value, row.version + 1)
        }
        Edit::Delete { expected, .. } => {
            let row = live()?;
            expect(entity, expected, row, &row.value.doc(), &Doc::new())?;
            (Op::Delete, true, row.value.clone(), row.version + 1)
        }
        Edit::Restore { .. } => {
            let row = current.filter(|row| row.deleted).ok_or(Refusal::Exists(entity))?;
            (Op::Restore, false, row.value.clone(), row.version + 1)
        }
    };
    Ok(Some((Change { entity, version, op }, Row { version, deleted, value })))
}

/// Refuses an edit whose author saw something else than what is there.
fn expect(
    entity: EntityRef,
    expected: &Expected,
    row: &Row<Entity>,
    before: &Doc,
    patch: &Doc,
) -> Result<(), Refusal> {
    let conflict = |fields: Vec<FieldConflict>| Refusal::Conflict { entity, version: row.version, fields };
    let against = |field: &String| FieldConflict {
        field: field.clone(),
        yours: patch.get(field).filter(|v| !v.is_null()).cloned(),
        theirs: before.get(field).cloned(),
    };
    match expected {
        Expected::Anything => Ok(()),
        Expected::Version(version) if *version == row.version => Ok(()),
        Expected::Version(_) => {
            let differs = |field: &&String| patch.get(*field).filter(|v| !v.is_null()) != before.get(*field);
            Err(conflict(patch.keys().filter(differs).map(against).collect()))
        }
        Expected::Values(values) => {
            let moved: Vec<_> = values
                .iter()
                .filter(|(field, value)| before.get(*field) != value.as_ref())
                .map(|(field, _)| against(field))
                .collect();
            if moved.is_empty() { Ok(()) } else { Err(conflict(moved)) }
        }
        Expected::Document(seen) if seen == before => Ok(()),
        Expected::Document(seen) => Err(conflict(diff(seen, before).keys().map(against).collect())),
    }
}
