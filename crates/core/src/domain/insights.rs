//! What the team makes of what was said: statements, relations, evidence, themes, promises.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    EntityKind, EntityRef, Highlight, Pillar, Polarity, PromiseState, RelationKind, Sealed, Standing,
    StatementKind,
};
use crate::ids::{
    AccountId, EvidenceId, ItemId, NoteId, PersonId, ProductId, PromiseId, RelationId, StatementId, ThemeId,
};

/// One sentence in the team's words, pinned to the characters it comes from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    pub id: StatementId,
    pub kind: StatementKind,
    pub text: Sealed,
    /// The role that is hit: finance admin, end user.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stakeholder: Option<String>,
    /// "When .., I want .., so I can .."
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub job: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub highlights: Vec<Highlight>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product_id: Option<ProductId>,
    #[serde(default = "confirmed", skip_serializing_if = "is_confirmed")]
    pub standing: Standing,
    pub created_at: Timestamp,
    /// When its words were erased.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erased_at: Option<Timestamp>,
}

fn confirmed() -> Standing {
    Standing::Confirmed
}

fn is_confirmed(standing: &Standing) -> bool {
    *standing == Standing::Confirmed
}

/// One end of a relation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum End {
    Statement(StatementKind),
    Item,
    Goal,
}

impl std::fmt::Display for End {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Statement(kind) => kind.label(),
            Self::Item => "item",
            Self::Goal => "goal",
        })
    }
}

/// How one thing bears on another: "`from` solves `to`".
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Relation {
    pub id: RelationId,
    pub kind: RelationKind,
    pub from: EntityRef,
    pub to: EntityRef,
}

impl RelationKind {
    /// Whether "`from` KIND `to`" makes sense.
    pub fn allows(self, from: End, to: End) -> bool {
        use StatementKind::{Idea, Insight, Opportunity, Problem};
        let statement = |end| matches!(end, End::Statement(_));
        match self {
            Self::Supports | Self::Contradicts => from == End::Statement(Insight) && statement(to),
            Self::Addresses => (from, to) == (End::Statement(Opportunity), End::Statement(Problem)),
            Self::Realises => (from, to) == (End::Statement(Idea), End::Statement(Opportunity)),
            Self::Implements => (from, to) == (End::Item, End::Statement(Idea)),
            Self::Solves => (from, to) == (End::Item, End::Statement(Problem)),
            Self::Serves => {
                matches!(from, End::Statement(Problem | Opportunity) | End::Item) && to == End::Goal
            }
            Self::PartOf => from == to && matches!(from, End::Statement(Problem | Opportunity | Idea)),
            Self::Duplicates => from == to && statement(from),
        }
    }

    /// The kinds that make sense between two ends.
    pub fn between(from: End, to: End) -> Vec<Self> {
        Self::ALL.iter().copied().filter(|kind| kind.allows(from, to)).collect()
    }
}

/// A note or statement that bears on an item.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    pub id: EvidenceId,
    pub item_id: ItemId,
    /// The note it comes from; absent when a statement stands for its notes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note_id: Option<NoteId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statement_id: Option<StatementId>,
    /// The characters of the note that say it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub highlight: Option<Highlight>,
    pub polarity: Polarity,
    /// 0 not important, 1 nice to have, 2 important, 3 critical.
    pub strength: u8,
    /// The pillar it informs; absent: customer impact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pillar: Option<Pillar>,
    #[serde(default = "confirmed", skip_serializing_if = "is_confirmed")]
    pub standing: Standing,
    pub at: Timestamp,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person_id: Option<PersonId>,
}

impl Evidence {
    /// The note or statement it comes from.
    pub fn origin(&self) -> Option<EntityRef> {
        let note = self.note_id.map(|id| EntityRef::new(EntityKind::Note, id));
        note.or(self.statement_id.map(|id| EntityRef::new(EntityKind::Statement, id)))
    }
}

/// A group of notes found by meaning. Which notes are in it is found again at any time; what makes it the
/// same theme, and what people did to it, is kept here.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    pub id: ThemeId,
    /// The words that set it apart, as the engine found them first.
    pub label: String,
    /// What people call it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The notes nearest its centre when it was found: by them it is known again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub anchors: Vec<NoteId>,
    /// Notes that people put in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub added: Vec<NoteId>,
    /// Notes that people took out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub removed: Vec<NoteId>,
    /// Stands first in the list.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub pinned: bool,
    /// Why it is out of sight.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dismissed: Option<String>,
    /// The theme it lives on in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merged_into_id: Option<ThemeId>,
    /// The theme a person took it out of; `added` are the notes it began with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub split_from_id: Option<ThemeId>,
    /// The problem it shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem_id: Option<StatementId>,
    /// Items that answer it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub item_ids: Vec<ItemId>,
    pub found_at: Timestamp,
}

/// What was promised to an account.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Promise {
    pub id: PromiseId,
    pub account_id: AccountId,
    /// What was said.
    pub quote: Sealed,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub highlight: Option<Highlight>,
    /// Who promised it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person_id: Option<PersonId>,
    pub promised_on: Date,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// Per year, in the account's currency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revenue_at_stake: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item_id: Option<ItemId>,
    #[serde(default = "open_promise", skip_serializing_if = "is_open_promise")]
    pub state: PromiseState,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub state_reason: String,
    /// When its words were erased.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erased_at: Option<Timestamp>,
}

fn open_promise() -> PromiseState {
    PromiseState::Open
}

fn is_open_promise(state: &PromiseState) -> bool {
    *state == PromiseState::Open
}
