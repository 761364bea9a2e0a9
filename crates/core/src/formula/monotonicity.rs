//! Whether more of an input raises or lowers the result over the declared ranges.

use serde::Serialize;

use super::ast::Node;
use super::interval::Interval;
use super::slope::Walk;

/// The effect of one input on the result, all other inputs held still, wherever the result is not missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Monotonicity {
    /// More never lowers the result.
    Increasing,
    /// More never raises the result.
    Decreasing,
    /// The result does not move at all.
    Constant,
    /// It rises in places and falls in others, or the analysis cannot tell.
    Unknown,
}

/// Boxes examined before giving up; each costs one walk over the formula.
const MAX_BOXES: usize = 1_000;

/// Splits the ranges in halves until the sign of the slope is the same and certain in every part.
pub(super) fn monotonicity(root: &Node, ranges: &[Interval], used: &[usize], moving: usize) -> Monotonicity {
    let mut boxes = vec![ranges.to_vec()];
    let (mut rises, mut falls, mut examined) = (false, false, 0);
    while let Some(part) = boxes.pop() {
        examined += 1;
        let mut walk = Walk::new(part, Some(moving));
        let slope = walk.slope(root);
        // Neighbouring parts share a boundary where the result must exist for their signs to add up.
        if walk.crosses_pole || examined > MAX_BOXES {
            return Monotonicity::Unknown;
        }
        if slope.straddles_zero() {
            match halves(&walk.ranges, ranges, used) {
                Some(parts) => boxes.extend(parts),
                None => return Monotonicity::Unknown,
            }
        } else {
            rises |= slope.high > 0.0;
            falls |= slope.low < 0.0;
        }
    }
    match (rises, falls) {
        (true, false) => Monotonicity::Increasing,
        (false, true) => Monotonicity::Decreasing,
        (false, false) => Monotonicity::Constant,
        (true, true) => Monotonicity::Unknown,
    }
}

/// Both halves along the used input whose range is widest compared with its declaration.
fn halves(part: &[Interval], whole: &[Interval], used: &[usize]) -> Option<[Vec<Interval>; 2]> {
    let width = |range: &Interval| range.high - range.low;
    let relative = |index: &usize| width(&part[*index]) / width(&whole[*index]);
    let splittable = |index: &&usize| width(&whole[**index]).is_finite() && width(&part[**index]) > 0.0;
    let widest = *used.iter().filter(splittable).max_by(|a, b| relative(a).total_cmp(&relative(b)))?;
    let Interval { low, high } = part[widest];
    let middle = low + (high - low) / 2.0;
    Some([(low, middle), (middle, high)].map(|(low, high)| {
        let mut half = part.to_vec();
        half[widest] = Interval::new(low, high);
        half
    }))
}
