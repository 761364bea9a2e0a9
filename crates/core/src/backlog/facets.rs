//! Counts and effort of a selection by each field people filter on.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::query::likely_effort;
use crate::domain::{Horizon, Lane, Severity, Status};
use crate::workspace::{Slot, Workspace};

/// One value of a field with how many items have it.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Facet {
    /// Word or id; empty for items without a value.
    pub key: String,
    pub label: String,
    pub count: usize,
    /// Sum of the likely efforts, in person-days.
    pub effort_days: f64,
}

/// Counts of a selection.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Facets {
    pub total: usize,
    /// Sum of the likely efforts, in person-days.
    pub effort_days: f64,
    /// By field name: lane, horizon, status, severity, owner, product, area, team, tag.
    pub fields: BTreeMap<&'static str, Vec<Facet>>,
    /// Names of the custom fields the items have.
    pub custom: Vec<String>,
}

/// Most tags listed.
const TAGS: usize = 50;

#[derive(Default, Clone, Copy)]
struct Sum {
    count: usize,
    effort: f64,
}

impl Sum {
    fn add(&mut self, effort: f64) {
        self.count += 1;
        self.effort += effort;
    }
}

/// Counts the items in `slots`.
pub fn facets(ws: &Workspace, slots: &[Slot]) -> Facets {
    let mut lanes = BTreeMap::<Option<Lane>, Sum>::new();
    let mut horizons = BTreeMap::<Option<Horizon>, Sum>::new();
    let mut statuses = BTreeMap::<Option<Status>, Sum>::new();
    let mut severities = BTreeMap::<Option<Severity>, Sum>::new();
    let mut named = [(); 4].map(|()| std::collections::HashMap::<Option<Uuid>, Sum>::new());
    let mut tags = std::collections::HashMap::<&str, Sum>::new();
    let mut custom = BTreeSet::<&str>::new();
    let mut total = Sum::default();
    for &slot in slots {
        let item = &ws.items.at(slot).value;
        let effort = likely_effort(ws, slot);
        total.add(effort);
        lanes.entry(item.lane).or_default().add(effort);
        horizons.entry(item.horizon).or_default().add(effort);
        statuses.entry(Some(item.status)).or_default().add(effort);
        if item.severity.is_some() {
            severities.entry(item.severity).or_default().add(effort);
        }
        let ids = [
            item.owner_id.map(|id| id.0),
            Some(item.product_id.0),
            item.area_id.map(|id| id.0),
            item.team_id.map(|id| id.0),
        ];
        for (sums, id) in named.iter_mut().zip(ids) {
            sums.entry(id).or_default().add(effort);
        }
        custom.extend(item.custom.keys().map(String::as_str));
        for tag in &item.tags {
            tags.entry(tag).or_default().add(effort);
        }
    }
    let [owners, products, areas, teams] = named;
    let mut fields = BTreeMap::new();
    fields.insert("lane", words(lanes, Lane::as_str, Lane::label));
    fields.insert("horizon", words(horizons, Horizon::as_str, Horizon::label));
    fields.insert("status", words(statuses, Status::as_str, Status::label));
    fields.insert("severity", words(severities, Severity::as_str, Severity::label));
    fields.insert("owner", names(owners, |id| ws.people.get(id).map(|p| p.name.clone())));
    fields.insert("product", names(products, |id| ws.products.get(id).map(|p| p.name.clone())));
    fields.insert("area", names(areas, |id| ws.areas.get(id).map(|a| a.name.clone())));
    fields.insert("team", names(teams, |id| ws.teams.get(id).map(|t| t.name.clone())));
    let mut tags: Vec<Facet> =
        tags.into_iter().map(|(tag, sum)| facet(tag.into(), tag.into(), sum)).collect();
    tags.sort_by(most_first);
    tags.truncate(TAGS);
    fields.insert("tag", tags);
    let custom = custom.into_iter().map(str::to_owned).collect();
    Facets { total: total.count, effort_days: total.effort, fields, custom }
}

fn facet(key: String, label: String, sum: Sum) -> Facet {
    Facet { key, label, count: sum.count, effort_days: sum.effort }
}

fn most_first(a: &Facet, b: &Facet) -> std::cmp::Ordering {
    b.count.cmp(&a.count).then_with(|| a.label.cmp(&b.label))
}

/// In the order of the vocabulary, items without a value last.
fn words<T: Copy + Ord>(
    sums: BTreeMap<Option<T>, Sum>,
    word: impl Fn(T) -> &'static str,
    label: impl Fn(T) -> &'static str,
) -> Vec<Facet> {
    let (none, some): (Vec<_>, Vec<_>) = sums.into_iter().partition(|(value, _)| value.is_none());
    let text = |value: Option<T>, of: &dyn Fn(T) -> &'static str| value.map_or("", of).to_owned();
    some.into_iter()
        .chain(none)
        .map(|(value, sum)| {
            let shown = if value.is_some() { text(value, &label) } else { "none".into() };
            facet(text(value, &word), shown, sum)
        })
        .collect()
}

fn names(
    sums: std::collections::HashMap<Option<Uuid>, Sum>,
    name: impl Fn(Uuid) -> Option<String>,
) -> Vec<Facet> {
    let mut facets: Vec<Facet> = sums
        .into_iter()
        .map(|(id, sum)| match id {
            Some(id) => facet(id.to_string(), name(id).unwrap_or_else(|| "deleted".into()), sum),
            None => facet(String::new(), "none".into(), sum),
        })
        .collect();
    facets.sort_by(most_first);
    facets
}
