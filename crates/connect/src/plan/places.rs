//! Finds the products, releases and sprints a file names, brings back deleted ones, adds missing ones.

use std::collections::{HashMap, HashSet};

use outweigh_core::domain::{Entity, EntityKind, EntityRef, Product, Release, Sprint};
use outweigh_core::ids::{ProductId, ReleaseId, SprintId};
use outweigh_core::ledger::Edit;
use outweigh_core::workspace::Workspace;
use uuid::Uuid;

use super::fit;
use super::report::Findings;
use crate::{ImportedItem, ImportedSprint};

/// Longest key of a product.
const PRODUCT_KEY_LIMIT: usize = 20;

/// The products of a workspace as the import leaves them.
pub(super) struct Products {
    live: Vec<Product>,
    gone: Vec<Product>,
    keys: HashMap<ProductId, String>,
    by_project: HashMap<String, ProductId>,
    /// Where every item goes, if that was chosen.
    chosen: Option<ProductId>,
    default_key: String,
    default_name: String,
    /// The products to add or bring back.
    pub(super) edits: Vec<Edit>,
}

impl Products {
    pub(super) fn new(workspace: &Workspace, options: &super::PlanOptions) -> Self {
        let rows = workspace.products.rows().iter();
        let (gone, live): (Vec<_>, Vec<_>) = rows.partition(|row| row.deleted);
        let values = |rows: Vec<&outweigh_core::workspace::Row<Product>>| -> Vec<Product> {
            rows.into_iter().map(|row| row.value.clone()).collect()
        };
        let live = values(live);
        Self {
            keys: live.iter().map(|product| (product.id, product.key.clone())).collect(),
            live,
            gone: values(gone),
            by_project: HashMap::new(),
            chosen: options.product,
            default_key: options.default_product_key.clone(),
            default_name: options.default_product_name.clone(),
            edits: Vec::new(),
        }
    }

    /// Remembers where items of a project already are, so that renaming a product splits nothing.
    pub(super) fn learn(&mut self, row: &ImportedItem, product: ProductId) {
        if let Some(project) = row.project_key.as_deref().map(str::trim)
            && !project.is_empty()
            && self.is_live(product)
            && !self.by_project.contains_key(project)
        {
            self.by_project.insert(project.to_owned(), product);
        }
    }

    /// Whether items can be in it.
    pub(super) fn is_live(&self, product: ProductId) -> bool {
        self.keys.contains_key(&product)
    }

    /// The key of a product the import puts items in.
    pub(super) fn key(&self, product: ProductId) -> &str {
        self.keys.get(&product).map_or("ITEM", String::as_str)
    }

    /// The product a row belongs to.
    pub(super) fn of(
        &mut self,
        row: &ImportedItem,
        ids: &mut dyn FnMut() -> Uuid,
        notes: &mut Findings,
    ) -> ProductId {
        if let Some(chosen) = self.chosen {
            return chosen;
        }
        let named = |name: &Option<String>| {
            name.as_deref().map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned)
        };
        let project = named(&row.project_key).or_else(|| named(&row.project_name)).unwrap_or_default();
        if let Some(known) = self.by_project.get(&project) {
            return *known;
        }
        let (key, name) = if project.is_empty() {
            (self.default_key.clone(), self.default_name.clone())
        } else {
            (project.clone(), named(&row.project_name).unwrap_or_else(|| project.clone()))
        };
        let name = fit::one_line(&name, "names of products longer than 1,000 bytes were cut", row.row, notes);
        let id = self.find_or_add(&key, &name, ids);
        self.by_project.insert(project, id);
        id
    }

    fn find_or_add(&mut self, project: &str, name: &str, ids: &mut dyn FnMut() -> Uuid) -> ProductId {
        let key = product_key(project);
        let name = if name.is_empty() { key.as_str() } else { name };
        let exact = key.eq_ignore_ascii_case(project);
        let is_it = |product: &&Product| (exact && product.key == key) || product.name == name;
        if let Some(product) = self.live.iter().find(is_it) {
            return product.id;
        }
        let taken: HashSet<&str> = self.live.iter().map(|product| product.key.as_str()).collect();
        let gone =
            self.gone.iter().rev().find(|product| is_it(product) && !taken.contains(product.key.as_str()));
        let (product, edit) = match gone.cloned() {
            Some(product) => {
                let entity = EntityRef::new(EntityKind::Product, product.id);
                (product, Edit::Restore { entity })
            }
            None => {
                let (key, name) = (free_key(&key, &taken), name.to_owned());
                let product = Product { id: ProductId(ids()), key, name, description: String::new() };
                (product.clone(), Edit::Create(product.into()))
            }
        };
        self.edits.push(edit);
        let id = product.id;
        self.keys.insert(id, product.key.clone());
        self.live.push(product);
        id
    }
}

/// The short name of a project as a product's key: `owner/data-sets` becomes `DATA_SETS`.
fn product_key(project: &str) -> String {
    let last = project.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let mut key = String::new();
    for character in last.chars() {
        if character.is_ascii_alphanumeric() {
            key.push(character.to_ascii_uppercase());
        } else if !key.is_empty() && !key.ends_with('_') {
            key.push('_');
        }
    }
    if key.starts_with(|c: char| c.is_ascii_digit()) {
        key.insert(0, 'P');
    }
    key.truncate(PRODUCT_KEY_LIMIT);
    key.truncate(key.trim_end_matches('_').len());
    if key.is_empty() { "ITEM".to_owned() } else { key }
}

fn free_key(key: &str, taken: &HashSet<&str>) -> String {
    let mut free = key.to_owned();
    let mut number = 2;
    while taken.contains(free.as_str()) {
        let suffix = format!("_{number}");
        free = format!("{}{suffix}", &key[..key.len().min(PRODUCT_KEY_LIMIT - suffix.len())]);
        number += 1;
    }
    free
}

/// What is found by its name within a product.
pub(super) struct Named<I> {
    kind: EntityKind,
    live: HashMap<(Uuid, String), I>,
    gone: HashMap<(Uuid, String), I>,
    /// What to add or bring back.
    pub(super) edits: Vec<Edit>,
}

/// Stands for "no product of its own": a team's sprints serve every product.
const EVERY_PRODUCT: Uuid = Uuid::nil();

impl<I: Copy + Into<Uuid>> Named<I> {
    fn new(kind: EntityKind, rows: impl Iterator<Item = (bool, Uuid, String, I)>) -> Self {
        let mut named = Self { kind, live: HashMap::new(), gone: HashMap::new(), edits: Vec::new() };
        for (deleted, product, name, id) in rows {
            let names = if deleted { &mut named.gone } else { &mut named.live };
            names.entry((product, name)).or_insert(id);
        }
        named
    }

    fn find_or_add(
        &mut self,
        product: ProductId,
        name: String,
        new: impl FnOnce(String) -> (I, Entity),
    ) -> I {
        let place = (product.0, name);
        if let Some(id) = self.live.get(&place) {
            return *id;
        }
        let shared = (EVERY_PRODUCT, place.1);
        if let Some(id) = self.live.get(&shared) {
            return *id;
        }
        let place = (product.0, shared.1);
        let (id, edit) = match self.gone.get(&place) {
            Some(&id) => (id, Edit::Restore { entity: EntityRef::new(self.kind, id) }),
            None => {
                let (id, entity) = new(place.1.clone());
                (id, Edit::Create(entity))
            }
        };
        self.edits.push(edit);
        self.live.insert(place, id);
        id
    }
}

impl Named<ReleaseId> {
    pub(super) fn releases(workspace: &Workspace) -> Self {
        let rows = workspace.releases.rows().iter();
        Self::new(
            EntityKind::Release,
            rows.map(|row| (row.deleted, row.value.product_id.0, row.value.name.clone(), row.value.id)),
        )
    }

    /// The release a row is meant for: the first version it ships in, else its milestone.
    pub(super) fn of(
        &mut self,
        row: &ImportedItem,
        product_id: ProductId,
        ids: &mut dyn FnMut() -> Uuid,
        notes: &mut Findings,
    ) -> Option<ReleaseId> {
        let version = row.fix_versions.first().map(|name| (name.as_str(), None));
        let milestone = || row.milestone.as_ref().map(|milestone| (milestone.title.as_str(), milestone.due));
        let (name, due) = version.or_else(milestone)?;
        let name = fit::one_line(name, "names of releases longer than 1,000 bytes were cut", row.row, notes);
        (!name.is_empty()).then(|| {
            self.find_or_add(product_id, name, |name| {
                let id = ReleaseId(ids());
                (id, Release { id, product_id, name, due, released: None }.into())
            })
        })
    }
}

impl Named<SprintId> {
    pub(super) fn sprints(workspace: &Workspace) -> Self {
        let rows = workspace.sprints.rows().iter();
        Self::new(
            EntityKind::Sprint,
            rows.map(|row| {
                let product = row.value.product_id.map_or(EVERY_PRODUCT, |id| id.0);
                (row.deleted, product, row.value.name.clone(), row.value.id)
            }),
        )
    }

    /// The sprint a row is in: the last one it was put in.
    pub(super) fn of(
        &mut self,
        row: &ImportedItem,
        product_id: ProductId,
        ids: &mut dyn FnMut() -> Uuid,
        notes: &mut Findings,
    ) -> Option<SprintId> {
        let ImportedSprint { name, starts, ends, .. } = row.sprints.last()?;
        let name = fit::one_line(name, "names of sprints longer than 1,000 bytes were cut", row.row, notes);
        let ends = ends.filter(|ends| starts.is_none_or(|starts| starts <= *ends));
        (!name.is_empty()).then(|| {
            self.find_or_add(product_id, name, |name| {
                let (id, product_id) = (SprintId(ids()), Some(product_id));
                (id, Sprint { id, name, team_id: None, product_id, starts: *starts, ends }.into())
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_project_gives_its_product_a_legal_key() {
        for (project, key) in [
            ("AMQ", "AMQ"),
            ("huggingface/datasets", "DATASETS"),
            ("my-app", "MY_APP"),
            ("3d engine", "P3D_ENGINE"),
            ("日本", "ITEM"),
            ("a-very-long-name-of-a-project", "A_VERY_LONG_NAME_OF"),
        ] {
            assert_eq!(product_key(project), key);
        }
        let taken = HashSet::from(["PAY", "PAY_2"]);
        assert_eq!(free_key("PAY", &taken), "PAY_3");
    }
}
