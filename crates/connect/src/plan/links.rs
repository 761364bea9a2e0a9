//! Turns the links of a file into dependencies: each once, none that closes a circle.

use std::collections::{HashMap, HashSet};

use outweigh_core::domain::{Dependency, EntityKind, EntityRef};
use outweigh_core::ids::{DependencyId, ItemId};
use outweigh_core::ledger::Edit;
use outweigh_core::workspace::Workspace;
use uuid::Uuid;

use super::Planned;
use super::known::Known;
use super::order::Order;
use super::report::ImportReport;
use crate::{ImportedLink, LinkKind, SourcedLink};

/// Circles named one by one.
const NAMED_CIRCLES: usize = 20;
/// Items of a circle that are named.
const NAMED_ITEMS: usize = 8;

/// What the keys of the source stand for: items of the file first, then of the workspace.
pub(super) struct Targets<'a> {
    by_key: HashMap<&'a str, ItemId>,
    in_file: HashSet<ItemId>,
    systems: HashSet<&'a str>,
    known: &'a Known<'a>,
}

impl<'a> Targets<'a> {
    pub(super) fn new(planned: &[Planned<'a>], known: &'a Known<'a>) -> Self {
        let mut by_key = HashMap::with_capacity(planned.len());
        for entry in planned {
            by_key.entry(entry.row.external_key.as_str()).or_insert(entry.item.id);
        }
        for entry in planned {
            by_key.entry(entry.row.external_id.as_str()).or_insert(entry.item.id);
        }
        let systems = planned.iter().map(|entry| entry.row.system.as_str()).collect();
        let in_file = planned.iter().map(|entry| entry.item.id).collect();
        Self { by_key, in_file, systems, known }
    }

    /// The item of this key, if it is known.
    pub(super) fn find(&self, key: &str) -> Option<ItemId> {
        self.by_key.get(key).copied().or_else(|| self.known.named(key, &self.systems, &self.in_file))
    }

    /// The item each link starts from, with the link: those of the rows, then those of the links file.
    pub(super) fn links<'l>(
        &'l self,
        planned: &'l [Planned<'a>],
        sourced: &'l [SourcedLink],
    ) -> impl Iterator<Item = (Option<ItemId>, &'l ImportedLink)> {
        let of_rows =
            planned.iter().flat_map(|entry| entry.row.links.iter().map(|link| (Some(entry.item.id), link)));
        of_rows.chain(sourced.iter().map(|sourced| (self.find(&sourced.source_key), &sourced.link)))
    }
}

/// The dependencies to add or bring back.
pub(super) fn dependencies(
    workspace: &Workspace,
    planned: &[Planned<'_>],
    sourced: &[SourcedLink],
    targets: &Targets<'_>,
    ids: &mut dyn FnMut() -> Uuid,
    report: &mut ImportReport,
) -> Vec<Edit> {
    let mut order = Order::new();
    let mut seen: HashSet<(ItemId, ItemId)> = HashSet::new();
    let mut gone: HashMap<(ItemId, ItemId), DependencyId> = HashMap::new();
    for row in workspace.dependencies.rows() {
        let Dependency { id, item_id, needs_id } = row.value;
        if row.deleted {
            gone.insert((item_id, needs_id), id);
        } else if seen.insert((item_id, needs_id)) {
            // The write path lets no circle in, so what is there always fits.
            let _ = order.add(item_id, needs_id);
        }
    }
    let mut edits = Vec::new();
    let mut circles = Circles::default();
    for (source, link) in targets.links(planned, sourced) {
        if !matches!(link.kind, LinkKind::Needs | LinkKind::NeededBy) {
            continue;
        }
        let (Some(source), Some(target)) = (source, targets.find(&link.target_key)) else {
            report.unknown_links += 1;
            continue;
        };
        let (item_id, needs_id) =
            if link.kind == LinkKind::Needs { (source, target) } else { (target, source) };
        if item_id == needs_id || !seen.insert((item_id, needs_id)) {
            continue;
        }
        match order.add(item_id, needs_id) {
            Ok(()) => edits.push(match gone.get(&(item_id, needs_id)) {
                Some(&id) => Edit::Restore { entity: EntityRef::new(EntityKind::Dependency, id) },
                None => Edit::Create(Dependency { id: DependencyId(ids()), item_id, needs_id }.into()),
            }),
            Err(circle) => circles.found.push(circle),
        }
    }
    report.dependencies = edits.len();
    report.warnings.extend(circles.warnings(workspace, planned));
    edits
}

/// Links left out because items would need each other in a circle.
#[derive(Default)]
struct Circles {
    found: Vec<Vec<ItemId>>,
}

impl Circles {
    fn warnings(self, workspace: &Workspace, planned: &[Planned<'_>]) -> Vec<String> {
        if self.found.is_empty() {
            return Vec::new();
        }
        let keys: HashMap<ItemId, &str> =
            planned.iter().map(|entry| (entry.item.id, entry.item.key.as_str())).collect();
        let key = |id: &ItemId| match keys.get(id) {
            Some(key) => (*key).to_owned(),
            None => workspace.items.get(*id).map_or_else(|| id.to_string(), |item| item.key.clone()),
        };
        let mut warnings: Vec<String> = self
            .found
            .iter()
            .take(NAMED_CIRCLES)
            .map(|circle| {
                let mut names: Vec<String> = circle.iter().take(NAMED_ITEMS).map(key).collect();
                if circle.len() > NAMED_ITEMS {
                    names.push(format!("{} more", circle.len() - NAMED_ITEMS));
                }
                names.push(key(&circle[0]));
                let (item, needs) = (&names[0], &names[1]);
                format!(
                    "the link \"{item} needs {needs}\" was left out, since it would close a circle: {}",
                    names.join(" needs ")
                )
            })
            .collect();
        if self.found.len() > NAMED_CIRCLES {
            warnings.push(format!(
                "{} more links were left out, since they would close circles",
                self.found.len() - NAMED_CIRCLES
            ));
        }
        warnings
    }
}
