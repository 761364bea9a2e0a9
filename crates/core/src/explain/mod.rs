//! Why an item stands where it stands: the move between two states of a workspace, split into causes
//! that add up to it exactly; and what each change of the ledger says in plain words.
//!
//! The two states may be the same workspace at two ledger positions, or two scenarios. Ranks are shared
//! out by the Owen value over own inputs, other items, the rubric and members; scores by the Shapley
//! value over own inputs and the rubric (decision-science 3.5).

mod field;
mod inputs;
mod labels;
mod owen;
pub mod sentences;
mod wording;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::ids::ItemId;
use crate::ledger::Position;
use crate::workspace::Workspace;
use field::Field;
use inputs::OwnInputs;

/// Shares smaller than this are rounding noise of the arithmetic.
const NOISE: f64 = 1e-12;

/// Where an item stands in one state of a workspace.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RankedAt {
    /// The ledger position of that state.
    pub position: Position,
    /// The place shown, from 1; none when the item is not ranked there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rank: Option<u32>,
    /// The place by score alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub computed: Option<u32>,
    /// In the score unit of that state's rubric.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<f64>,
}

/// What kind of thing moved an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CauseKind {
    /// Something was learnt of the item itself.
    Own,
    /// Other items' scores changed.
    Others,
    /// Items left the ranking or came in.
    Members,
    /// Items are scored in another way.
    Rubric,
    /// Places were pinned or released.
    Override,
}

/// One cause with its share of the move.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = MoveCause)]
pub struct Cause {
    pub kind: CauseKind,
    /// In words: `effort 20d to 8d`.
    pub label: String,
    /// Places; negative is up. All causes sum to the change of the shown rank.
    pub rank_delta: f64,
    /// All causes sum to the change of the score; zero for what does not touch it.
    pub score_delta: f64,
}

/// An item's move between two states.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Explanation {
    pub from: RankedAt,
    pub to: RankedAt,
    /// Change of the shown rank, negative is up; none unless it was ranked in both states.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rank_change: Option<i64>,
    /// The largest share of the rank first; empty unless it was ranked in both states.
    pub causes: Vec<Cause>,
    /// `moved from 14 to 6: effort 20d to 8d (+5), two items above it were done (+3)`; up is plus, and
    /// the parts as shown sum to the move.
    pub sentence: String,
}

impl Explanation {
    /// The causes that changed the score.
    pub fn score_causes(&self) -> impl Iterator<Item = &Cause> {
        self.causes.iter().filter(|cause| cause.score_delta != 0.0)
    }
}

/// Explains the move of `item` from `before` to `after`; none when neither has ever had it.
///
/// Without a change of the rubric the scores in the two rankings are used as they are, so that the cost
/// is one pass over the items; with one, every item is scored by both rubrics in both states.
pub fn explain(before: &Workspace, after: &Workspace, item: ItemId) -> Option<Explanation> {
    if before.items.row(item).is_none() && after.items.row(item).is_none() {
        return None;
    }
    let (from, to) = (standing(before, item), standing(after, item));
    let Some(move_) = Move::between(before, after, item) else {
        let sentence = wording::entrance_or_exit(before, after, item, from.rank, to.rank);
        return Some(Explanation { from, to, rank_change: None, causes: Vec::new(), sentence });
    };
    let mut causes = move_.causes();
    causes.extend(override_cause(before, after, item, &from, &to));
    causes.sort_by(|a, b| {
        // Equal shares must not be put in order by the last digits.
        let size = |cause: &Cause| (cause.rank_delta.abs() * 1e6).round();
        size(b).total_cmp(&size(a)).then_with(|| (a.kind, &a.label).cmp(&(b.kind, &b.label)))
    });
    let (rank_from, rank_to) = (from.rank.unwrap_or(0), to.rank.unwrap_or(0));
    let sentence = wording::moved(rank_from, rank_to, &causes);
    let rank_change = Some(i64::from(rank_to) - i64::from(rank_from));
    Some(Explanation { from, to, rank_change, causes, sentence })
}

fn standing(workspace: &Workspace, item: ItemId) -> RankedAt {
    let slot = workspace.items.slot(item);
    let places = slot.and_then(|slot| workspace.places_at(slot));
    RankedAt {
        position: workspace.position,
        rank: places.map(|(_, shown)| shown),
        computed: places.map(|(computed, _)| computed),
        score: slot.and_then(|slot| workspace.score_at(slot)).map(|score| score.value),
    }
}

/// What pins add to the move of the computed rank.
fn override_cause(
    before: &Workspace,
    after: &Workspace,
    item: ItemId,
    from: &RankedAt,
    to: &RankedAt,
) -> Option<Cause> {
    let lift = |standing: &RankedAt| Some(f64::from(standing.rank?) - f64::from(standing.computed?));
    let rank_delta = lift(to)? - lift(from)?;
    (rank_delta != 0.0).then(|| Cause {
        kind: CauseKind::Override,
        label: labels::pins(before.override_of(item), after.override_of(item)),
        rank_delta,
        score_delta: 0.0,
    })
}

/// An item ranked in both states, with everything that may have moved it.
struct Move<'a> {
    before: &'a Workspace,
    after: &'a Workspace,
    own: OwnInputs<'a>,
    field: Field,
    /// Whether the two states score differently.
    rubric_changed: bool,
}

/// One player of the game, with the bit that says whether it has happened.
struct Player {
    kind: CauseKind,
    label: String,
}

impl<'a> Move<'a> {
    fn between(before: &'a Workspace, after: &'a Workspace, item: ItemId) -> Option<Self> {
        let item_before = before.score_of(before.items.get(item)?).and(before.items.get(item))?;
        let item_after = after.score_of(after.items.get(item)?).and(after.items.get(item))?;
        let rubrics = (before.scorer()?.rubric(), after.scorer()?.rubric());
        let rubric_changed = rubrics.0.criteria != rubrics.1.criteria
            || rubrics.0.terms != rubrics.1.terms
            || rubrics.0.effort != rubrics.1.effort;
        let own = OwnInputs::of(before, after, (item_before, item_after), rubric_changed)?;
        let field = Field::around(before, after, item, &own, rubric_changed)?;
        Some(Self { before, after, own, field, rubric_changed })
    }

    /// The causes of the change of the computed rank and of the score.
    fn causes(&self) -> Vec<Cause> {
        let own = self.own.players();
        let mut players: Vec<Player> =
            self.own.labels().map(|label| Player { kind: CauseKind::Own, label }).collect();
        let mut unions: Vec<usize> = Vec::new();
        unions.extend((own > 0).then_some(own));
        let mut join = |kind: CauseKind, label: Option<String>, with_last: bool| {
            let bit = label.map(|label| {
                players.push(Player { kind, label });
                match unions.last_mut() {
                    Some(size) if with_last => *size += 1,
                    _ => unions.push(1),
                }
                players.len() - 1
            });
            move |coalition: owen::Coalition| bit.is_some_and(|bit| coalition >> bit & 1 == 1)
        };
        let rubric_label = self.rubric_changed.then(|| labels::rubric(self.before, self.after)).flatten();
        let others = join(CauseKind::Others, self.field.others_moved.then(String::new), false);
        let rubric = join(CauseKind::Rubric, rubric_label, false);
        let left = join(CauseKind::Members, labels::left(&self.field.left_reasons), false);
        let with_left = !self.field.left_reasons.is_empty();
        let entered = join(CauseKind::Members, labels::entered(&self.field.entered_reasons), with_left);

        let own_of = |coalition: owen::Coalition| coalition & ((1 << own) - 1);
        let ranks = owen::owen(&unions, |c| {
            let me = self.own.score(own_of(c), rubric(c));
            self.field.rank(me, others(c), rubric(c), left(c), entered(c)) as f64
        });
        let mut scores = owen::owen(&[own + usize::from(self.rubric_changed)], |c| {
            self.own.score(own_of(c), c >> own & 1 == 1)
        });
        let rubric_score = self.rubric_changed.then(|| scores.pop()).flatten();
        let quiet = |share: f64| if share.abs() < NOISE { 0.0 } else { share };
        players
            .into_iter()
            .zip(ranks)
            .enumerate()
            .map(|(i, (player, rank_delta))| {
                let score_delta = match player.kind {
                    CauseKind::Own => scores[i],
                    CauseKind::Rubric => rubric_score.unwrap_or(0.0),
                    _ => 0.0,
                };
                let label = match player.kind {
                    CauseKind::Others if rank_delta > 0.0 => "others rose".into(),
                    CauseKind::Others => "others fell".into(),
                    _ => player.label,
                };
                Cause {
                    kind: player.kind,
                    label,
                    rank_delta: quiet(rank_delta),
                    score_delta: quiet(score_delta),
                }
            })
            .filter(|cause| cause.rank_delta != 0.0 || cause.score_delta != 0.0)
            .collect()
    }
}
