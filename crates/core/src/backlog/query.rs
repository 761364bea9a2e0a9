//! A question to the backlog and its answer: the slots of the items, in order.

use std::cmp::Ordering;

use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{ItemRecord, ItemSchema};
use crate::domain::{Horizon, Item, Lane, Status};
use crate::filter::{Filter, Needle};
use crate::formula::SourceError;
use crate::ids::ProductId;
use crate::workspace::{Access, Slot, Workspace};

/// What to list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Query {
    /// In the filter language; blank chooses everything that is open.
    pub filter: String,
    /// Words that must all occur in key, title, problem, tags or references.
    pub words: String,
    pub sort: Sort,
    pub group: Option<GroupBy>,
}

/// By what to sort.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Sort {
    pub key: SortKey,
    pub reversed: bool,
}

/// The sort keys. Items without a value come last either way.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub enum SortKey {
    #[default]
    Rank,
    Score,
    Title,
    Key,
    Due,
    Created,
    Updated,
    Effort,
    Status,
    Lane,
    /// A field of the team's own: numbers before texts, texts in any case.
    Custom(String),
}

impl std::str::FromStr for Sort {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (reversed, name) = text.strip_prefix('-').map_or((false, text), |name| (true, name));
        let key = match name {
            "" | "rank" => SortKey::Rank,
            "score" => SortKey::Score,
            "title" => SortKey::Title,
            "key" => SortKey::Key,
            "due" => SortKey::Due,
            "created" => SortKey::Created,
            "updated" => SortKey::Updated,
            "effort" => SortKey::Effort,
            "status" => SortKey::Status,
            "lane" => SortKey::Lane,
            other => match other.strip_prefix("custom.") {
                Some(name) => SortKey::Custom(name.to_owned()),
                None => {
                    return Err(format!(
                        "\"{other}\" is not one of rank, score, title, key, due, created, updated, effort, status, lane, custom.NAME"
                    ));
                }
            },
        };
        Ok(Self { key, reversed })
    }
}

/// By what to group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GroupBy {
    Lane,
    Horizon,
    Status,
    Owner,
    Product,
    Area,
    Team,
}

impl std::str::FromStr for GroupBy {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "lane" => Ok(Self::Lane),
            "horizon" => Ok(Self::Horizon),
            "status" => Ok(Self::Status),
            "owner" => Ok(Self::Owner),
            "product" => Ok(Self::Product),
            "area" => Ok(Self::Area),
            "team" => Ok(Self::Team),
            other => {
                Err(format!("\"{other}\" is not one of lane, horizon, status, owner, product, area, team"))
            }
        }
    }
}

/// The answer: slots in order, and the groups they fall into.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Order {
    pub slots: Vec<Slot>,
    pub groups: Vec<Group>,
}

/// One group of an answer.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Group {
    /// Word or id of the group; empty for items without a value.
    pub key: String,
    pub label: String,
    /// How many items.
    pub count: usize,
    /// Sum of the likely efforts, in person-days.
    pub effort_days: f64,
    /// Index of the group's first item in the answer.
    pub offset: usize,
}

/// The part of a query that chooses, compiled.
pub struct Selection {
    compiled: crate::filter::Compiled,
    custom: Vec<String>,
    words: Vec<Needle>,
    open_only: bool,
}

impl Selection {
    /// Compiles the choosing part of a query.
    ///
    /// # Errors
    /// The place in the filter that is wrong.
    pub fn new(workspace: &Workspace, filter: &str, words: &str) -> Result<Self, SourceError> {
        let filter = Filter::parse(filter)?;
        let names_status = filter.fields().iter().any(|field| matches!(*field, "status" | "open" | "done"));
        let schema = ItemSchema::new(workspace);
        let compiled = filter.compile(&schema, workspace.today)?;
        let words = words.split_whitespace().map(Needle::new).collect();
        Ok(Self { compiled, custom: schema.into_custom(), words, open_only: !names_status })
    }

    /// Whether the item in a slot is chosen.
    pub fn chooses(&self, workspace: &Workspace, slot: Slot) -> bool {
        let item = &workspace.items.at(slot).value;
        (!self.open_only || item.status.is_open())
            && self.words.iter().all(|word| mentions(item, word))
            && self.compiled.matches(&ItemRecord::new(workspace, &self.custom, slot))
    }
}

fn mentions(item: &Item, word: &Needle) -> bool {
    word.is_in(&item.title)
        || word.is_in(&item.key)
        || word.is_in(&item.problem)
        || item.tags.iter().any(|tag| word.is_in(tag))
        || item.references.iter().any(|r| r.key.as_deref().is_some_and(|key| word.is_in(key)))
}

/// The slots a filter and words choose among what the caller may read, in shown order: open items by
/// rank, then the others, newest first.
///
/// # Errors
/// The place in the filter that is wrong.
pub fn select(
    workspace: &Workspace,
    access: &Access,
    filter: &str,
    words: &str,
) -> Result<Vec<Slot>, SourceError> {
    let selection = Selection::new(workspace, filter, words)?;
    let everywhere = access.everywhere().is_some();
    let mut last: Option<(ProductId, bool)> = None;
    let mut reads = |slot: Slot| {
        let product = workspace.items.at(slot).value.product_id;
        match last {
            Some((known, reads)) if known == product => reads,
            _ => {
                let reads = access.reads(product);
                last = Some((product, reads));
                reads
            }
        }
    };
    let mut chosen: Vec<Slot> = Vec::new();
    let ranked = workspace.shown_order().iter().copied();
    chosen.extend(ranked.filter(|&slot| (everywhere || reads(slot)) && selection.chooses(workspace, slot)));
    let unranked_open = workspace.scorer().is_none();
    if !selection.open_only || unranked_open {
        let closed = chosen.len();
        chosen.extend((0..workspace.items.rows().len() as Slot).filter(|&slot| {
            !workspace.items.at(slot).deleted
                && workspace.places_at(slot).is_none()
                && (everywhere || reads(slot))
                && selection.chooses(workspace, slot)
        }));
        let newest = |slot: Slot| {
            let item = &workspace.items.at(slot).value;
            (item.done_at.unwrap_or(item.created_at), item.id)
        };
        chosen[closed..].sort_unstable_by_key(|&slot| std::cmp::Reverse(newest(slot)));
    }
    Ok(chosen)
}

/// Answers a query.
///
/// # Errors
/// The place in the filter that is wrong.
pub fn order(workspace: &Workspace, access: &Access, query: &Query) -> Result<Order, SourceError> {
    let mut slots = select(workspace, access, &query.filter, &query.words)?;
    match &query.sort.key {
        SortKey::Rank if query.sort.reversed => slots.reverse(),
        SortKey::Rank => {}
        key => slots.sort_by(|&a, &b| compare(workspace, key, query.sort.reversed, a, b)),
    }
    let Some(group_by) = query.group else { return Ok(Order { slots, groups: Vec::new() }) };
    let mut keyed: Vec<(GroupKey, Slot)> =
        slots.into_iter().map(|slot| (group_key(workspace, group_by, slot), slot)).collect();
    keyed.sort_by(|(a, _), (b, _)| a.cmp(b));
    let mut groups: Vec<Group> = Vec::new();
    let mut current: Option<&GroupKey> = None;
    for (offset, (key, slot)) in keyed.iter().enumerate() {
        if current != Some(key) {
            current = Some(key);
            groups.push(Group { key: key.key(), label: key.label(), count: 0, effort_days: 0.0, offset });
        }
        if let Some(group) = groups.last_mut() {
            group.count += 1;
            group.effort_days += likely_effort(workspace, *slot);
        }
    }
    Ok(Order { slots: keyed.into_iter().map(|(_, slot)| slot).collect(), groups })
}

/// The likely effort of an item in person-days; 0 when it is not open.
pub(super) fn likely_effort(workspace: &Workspace, slot: Slot) -> f64 {
    workspace.score_at(slot).and_then(|s| s.effort).map_or(0.0, |e| e.likely)
}

fn compare(workspace: &Workspace, key: &SortKey, reversed: bool, a: Slot, b: Slot) -> Ordering {
    let (x, y) = (&workspace.items.at(a).value, &workspace.items.at(b).value);
    let score = |slot| workspace.score_at(slot);
    // Missing values last, whatever the direction.
    fn last<T>(a: Option<T>, b: Option<T>, reversed: bool, by: impl Fn(&T, &T) -> Ordering) -> Ordering {
        match (a, b) {
            (Some(a), Some(b)) => {
                if reversed {
                    by(&b, &a)
                } else {
                    by(&a, &b)
                }
            }
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => Ordering::Equal,
        }
    }
    match key {
        // Highest first unless reversed: that is what a score is for.
        SortKey::Rank | SortKey::Score => {
            last(score(a).map(|s| s.value), score(b).map(|s| s.value), !reversed, f64::total_cmp)
        }
        SortKey::Effort => last(
            score(a).and_then(|s| s.effort).map(|e| e.likely),
            score(b).and_then(|s| s.effort).map(|e| e.likely),
            reversed,
            f64::total_cmp,
        ),
        SortKey::Title => {
            last(Some(&x.title), Some(&y.title), reversed, |a, b| a.to_lowercase().cmp(&b.to_lowercase()))
        }
        SortKey::Key => last(Some(natural(&x.key)), Some(natural(&y.key)), reversed, Ord::cmp),
        SortKey::Due => last(x.due, y.due, reversed, Ord::cmp),
        SortKey::Created => last(Some(x.created_at), Some(y.created_at), reversed, Ord::cmp),
        SortKey::Updated => last(workspace.updated_at(a), workspace.updated_at(b), reversed, Ord::cmp),
        SortKey::Status => last(Some(x.status), Some(y.status), reversed, Ord::cmp),
        SortKey::Lane => last(x.lane, y.lane, reversed, Ord::cmp),
        SortKey::Custom(name) => {
            last(x.custom.get(name), y.custom.get(name), reversed, |a, b| compare_custom(a, b))
        }
    }
}

/// Values of a custom field need not be of one kind.
fn compare_custom(a: &Value, b: &Value) -> Ordering {
    let plain = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_lowercase);
    match (a.as_f64(), b.as_f64()) {
        (Some(a), Some(b)) => a.total_cmp(&b),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => plain(a).cmp(&plain(b)),
    }
}

/// `PAY-9` before `PAY-12`.
fn natural(key: &str) -> (&str, u64) {
    key.rsplit_once('-').and_then(|(prefix, n)| Some((prefix, n.parse().ok()?))).unwrap_or((key, 0))
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum GroupKey {
    Lane(Lane),
    Horizon(Horizon),
    Status(Status),
    /// Name first, so that groups are in the order of names.
    Named(String, Uuid),
    None,
}

impl GroupKey {
    fn key(&self) -> String {
        match self {
            Self::Lane(lane) => lane.as_str().into(),
            Self::Horizon(horizon) => horizon.as_str().into(),
            Self::Status(status) => status.as_str().into(),
            Self::Named(_, id) => id.to_string(),
            Self::None => String::new(),
        }
    }

    fn label(&self) -> String {
        match self {
            Self::Lane(lane) => lane.label().into(),
            Self::Horizon(horizon) => horizon.label().into(),
            Self::Status(status) => status.label().into(),
            Self::Named(name, _) => name.clone(),
            Self::None => "none".into(),
        }
    }
}

fn group_key(ws: &Workspace, by: GroupBy, slot: Slot) -> GroupKey {
    let item = &ws.items.at(slot).value;
    let named = |name: Option<(&String, Uuid)>| {
        name.map_or(GroupKey::None, |(name, id)| GroupKey::Named(name.clone(), id))
    };
    match by {
        GroupBy::Lane => item.lane.map_or(GroupKey::None, GroupKey::Lane),
        GroupBy::Horizon => item.horizon.map_or(GroupKey::None, GroupKey::Horizon),
        GroupBy::Status => GroupKey::Status(item.status),
        GroupBy::Owner => named(item.owner_id.and_then(|id| ws.people.get(id)).map(|p| (&p.name, p.id.0))),
        GroupBy::Product => named(ws.products.get(item.product_id).map(|p| (&p.name, p.id.0))),
        GroupBy::Area => named(item.area_id.and_then(|id| ws.areas.get(id)).map(|a| (&a.name, a.id.0))),
        GroupBy::Team => named(item.team_id.and_then(|id| ws.teams.get(id)).map(|t| (&t.name, t.id.0))),
    }
}
