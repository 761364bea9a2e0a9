//! The direction in which a formula moves with one of its inputs, by interval automatic differentiation.
//!
//! Each node gets the interval of its values and the interval of its slopes along one input (Moore 1966). A
//! condition is a step function from 0 to 1, so its slope is an arbitrarily large number of known sign. What holds
//! for every slope in the interval holds for the formula, hence "unknown" is possible and a wrong sign is not.

use super::ast::{Node, NodeKind, Operator};
use super::function::Function;
use super::interval::Interval;
use super::lint::{Lint, LintKind};

/// What is known about one node while the inputs stay in their ranges.
#[derive(Clone, Copy)]
struct Bounds {
    value: Interval,
    slope: Interval,
    /// Can be missing, through a domain error or an absent input.
    may_miss: bool,
    /// Whether it is missing can depend on the input that moves.
    miss_moves: bool,
}

impl Bounds {
    fn fixed(value: Interval) -> Self {
        Self { value, slope: Interval::ZERO, may_miss: false, miss_moves: false }
    }

    fn moves(&self) -> bool {
        self.slope != Interval::ZERO || self.miss_moves
    }
}

/// What the walk over a formula needs and finds.
pub(super) struct Walk {
    /// The range of every declared input, narrowed inside guarded branches.
    pub(super) ranges: Vec<Interval>,
    /// The input that moves; absent when only warnings are wanted.
    pub(super) moving: Option<usize>,
    /// Divisions and functions that can leave their domain and are not caught by `coalesce` or `known`.
    pub(super) lints: Vec<Lint>,
    /// A pole lies inside the range of the moving input: both of its sides would have to be compared.
    pub(super) crosses_pole: bool,
    caught: usize,
}

impl Walk {
    pub(super) fn new(ranges: Vec<Interval>, moving: Option<usize>) -> Self {
        Self { ranges, moving, lints: Vec::new(), crosses_pole: false, caught: 0 }
    }

    /// The slopes of the whole formula.
    pub(super) fn slope(&mut self, root: &Node) -> Interval {
        self.bounds(root).slope
    }

    fn bounds(&mut self, node: &Node) -> Bounds {
        let mut bounds = self.unlimited(node);
        let measured = matches!(node.kind, NodeKind::Input { .. } | NodeKind::Number { .. });
        let unlimited = bounds.value.low.is_infinite() || bounds.value.high.is_infinite();
        if unlimited && !measured {
            // The result can overflow, which makes it missing.
            bounds.miss_moves |= bounds.moves();
            bounds.may_miss = true;
        }
        bounds
    }

    /// The bounds of `node` as if floating point numbers had no largest value.
    fn unlimited(&mut self, node: &Node) -> Bounds {
        match &node.kind {
            NodeKind::Number { value, .. } => Bounds::fixed(Interval::point(*value)),
            NodeKind::Input { index, .. } => {
                let moves = self.moving == Some(*index);
                Bounds {
                    value: self.ranges[*index],
                    slope: if moves { Interval::ONE } else { Interval::ZERO },
                    may_miss: !moves,
                    miss_moves: false,
                }
            }
            NodeKind::Negate(inner) => {
                let a = self.bounds(inner);
                Bounds { value: a.value.negate(), slope: a.slope.negate(), ..a }
            }
            NodeKind::Not(inner) => {
                let a = self.bounds(inner);
                Bounds { value: Interval::ONE.minus(a.value), slope: a.slope.negate(), ..a }
            }
            NodeKind::Binary { operator, left, right, .. } => {
                let (a, b) = (self.bounds(left), self.bounds(right));
                self.binary(*operator, a, b, right)
            }
            NodeKind::Call { function, arguments } => self.call(*function, arguments),
        }
    }

    fn binary(&mut self, operator: Operator, a: Bounds, b: Bounds, right: &Node) -> Bounds {
        let (value, slope) = match operator {
            Operator::Add => (a.value.plus(b.value), a.slope.plus(b.slope)),
            Operator::Subtract => (a.value.minus(b.value), a.slope.minus(b.slope)),
            Operator::Multiply => product(a, b),
            Operator::Divide => return self.divide(a, b, right),
            Operator::Power => return self.power(a, b, right),
            Operator::And => (a.value.min(b.value), a.slope.hull(b.slope)),
            Operator::Or => (a.value.max(b.value), a.slope.hull(b.slope)),
            Operator::Less | Operator::LessOrEqual => step(operator, a, b),
            Operator::Greater | Operator::GreaterOrEqual => step(operator, b, a),
            Operator::Equal | Operator::NotEqual => equality(operator, a, b),
        };
        both(a, b, value, slope)
    }

    fn divide(&mut self, a: Bounds, b: Bounds, right: &Node) -> Bounds {
        let part = b.value.reciprocal();
        // The quotient rule with the divisor squared last keeps more of what a and b have in common.
        let rise = a.slope.times(b.value).minus(a.value.times(b.slope));
        let result = both(a, b, a.value.times(part), rise.times(part.times(part).at_least(0.0)));
        if b.value.contains(0.0) { self.leaves(result, right, LintKind::DivisionByZero, b) } else { result }
    }

    /// Marks that `result` is missing for some values of `operand`.
    fn leaves(&mut self, result: Bounds, node: &Node, kind: LintKind, operand: Bounds) -> Bounds {
        if self.caught == 0 {
            self.lints.push(Lint::new(kind, node.span));
        }
        let moves = operand.moves();
        self.crosses_pole |= kind == LintKind::DivisionByZero && moves && operand.value.straddles_zero();
        Bounds { may_miss: true, miss_moves: result.miss_moves || moves, ..result }
    }

    fn power(&mut self, a: Bounds, b: Bounds, right: &Node) -> Bounds {
        let exponent = b.value.low;
        if b.value == Interval::point(exponent) && !b.moves() && exponent.fract() == 0.0 {
            let value = a.value.whole_power(exponent);
            let steepness = Interval::point(exponent).times(a.value.whole_power(exponent - 1.0));
            let result = both(a, b, value, a.slope.times(steepness));
            let undefined = exponent < 0.0 && a.value.contains(0.0);
            return if undefined { self.leaves(result, right, LintKind::DivisionByZero, a) } else { result };
        }
        let fractional = b.value == Interval::point(exponent) && exponent.fract() != 0.0;
        if a.value.low < 0.0 && !fractional {
            // Negative bases have a power for whole exponents only, and its sign alternates.
            let slope = if a.moves() || b.moves() { Interval::ENTIRE } else { Interval::ZERO };
            let mut operand = a;
            operand.miss_moves |= b.moves();
            return self.leaves(both(a, b, Interval::ENTIRE, slope), right, LintKind::OutsideDomain, operand);
        }
        // a^b = exp(b ln a) for a >= 0; 0^b is missing for b < 0.
        let base = a.value.at_least(0.0);
        let logarithm = base.rising(libm::log);
        let value = logarithm.times(b.value).rising(libm::exp);
        let slope =
            value.times(b.slope.times(logarithm).plus(b.value.times(a.slope.times(base.reciprocal()))));
        let result = both(a, b, value, slope);
        if a.value.low < 0.0 || (base.low == 0.0 && b.value.low < 0.0) {
            let mut operand = a;
            operand.miss_moves |= b.moves();
            return self.leaves(result, right, LintKind::OutsideDomain, operand);
        }
        result
    }

    fn call(&mut self, function: Function, arguments: &[Node]) -> Bounds {
        match function {
            Function::If => return self.choose(arguments),
            Function::Coalesce => return self.coalesce(arguments),
            Function::Known => return self.known(&arguments[0]),
            _ => {}
        }
        let a = self.bounds(&arguments[0]);
        let each =
            |value: Interval, steepness: Interval| Bounds { value, slope: a.slope.times(steepness), ..a };
        match function {
            Function::Min => arguments[1..].iter().fold(a, |a, node| smaller(a, self.bounds(node))),
            Function::Max => arguments[1..].iter().fold(a, |a, node| larger(a, self.bounds(node))),
            Function::Clamp => {
                let (low, high) = (self.bounds(&arguments[1]), self.bounds(&arguments[2]));
                let result = larger(low, smaller(a, high));
                if low.value.high <= high.value.low {
                    return result;
                }
                let limits = both(low, high, low.value, low.slope.hull(high.slope));
                self.leaves(result, &arguments[1], LintKind::OutsideDomain, limits)
            }
            Function::Abs => {
                let steepness = match a.value {
                    value if value.low >= 0.0 => Interval::ONE,
                    value if value.high <= 0.0 => Interval::point(-1.0),
                    _ => Interval::new(-1.0, 1.0),
                };
                each(a.value.abs(), steepness)
            }
            Function::Exp => {
                let value = a.value.rising(libm::exp);
                each(value, value)
            }
            Function::Logistic => each(Interval::new(0.0, 1.0), Interval::new(0.0, 0.25)),
            Function::Sqrt => {
                let value = a.value.at_least(0.0).rising(libm::sqrt);
                let result = each(value, value.plus(value).reciprocal());
                let outside = a.value.low < 0.0;
                if outside { self.leaves(result, &arguments[0], LintKind::OutsideDomain, a) } else { result }
            }
            _ => {
                let logarithm = if function == Function::Ln { libm::log } else { libm::log10 };
                let domain = a.value.at_least(0.0);
                let result = each(domain.rising(logarithm), domain.reciprocal().at_least(0.0));
                let outside = a.value.low <= 0.0;
                if outside { self.leaves(result, &arguments[0], LintKind::OutsideDomain, a) } else { result }
            }
        }
    }

    /// `c * a + (1 - c) * b` for a condition c, with inputs narrowed where the condition compares one of them.
    fn choose(&mut self, arguments: &[Node]) -> Bounds {
        let condition = self.bounds(&arguments[0]);
        let then = self.branch(&arguments[0], true, &arguments[1]);
        let otherwise = self.branch(&arguments[0], false, &arguments[2]);
        match condition.value {
            Interval::ONE => both(condition, then, then.value, then.slope),
            Interval::ZERO => both(condition, otherwise, otherwise.value, otherwise.slope),
            _ => {
                let jump = condition.slope.times(then.value.minus(otherwise.value));
                let slope = jump.plus(then.slope.hull(otherwise.slope));
                let branches = both(then, otherwise, then.value.hull(otherwise.value), slope);
                let mut taken = both(condition, branches, branches.value, slope);
                taken.miss_moves |= condition.moves() && branches.may_miss;
                taken
            }
        }
    }

    fn branch(&mut self, condition: &Node, holds: bool, node: &Node) -> Bounds {
        let Some((index, range)) = narrowed(condition, holds, &self.ranges) else { return self.bounds(node) };
        let before = std::mem::replace(&mut self.ranges[index], range);
        let bounds = self.bounds(node);
        self.ranges[index] = before;
        bounds
    }

    fn caught(&mut self, node: &Node) -> Bounds {
        self.caught += 1;
        let bounds = self.bounds(node);
        self.caught -= 1;
        bounds
    }

    fn coalesce(&mut self, arguments: &[Node]) -> Bounds {
        let (a, default) = (self.caught(&arguments[0]), self.bounds(&arguments[1]));
        if !a.may_miss {
            return a;
        }
        // Where absence depends on the moving input, the value jumps between the two in either direction.
        let slope = if a.miss_moves { Interval::ENTIRE } else { a.slope.hull(default.slope) };
        Bounds {
            value: a.value.hull(default.value),
            slope,
            may_miss: default.may_miss,
            miss_moves: default.miss_moves || (a.miss_moves && default.may_miss),
        }
    }

    fn known(&mut self, node: &Node) -> Bounds {
        let a = self.caught(node);
        if !a.may_miss {
            return Bounds::fixed(Interval::ONE);
        }
        let slope = if a.miss_moves { Interval::ENTIRE } else { Interval::ZERO };
        Bounds { slope, ..Bounds::fixed(Interval::new(0.0, 1.0)) }
    }
}

/// Missing when either operand is.
fn both(a: Bounds, b: Bounds, value: Interval, slope: Interval) -> Bounds {
    Bounds { value, slope, may_miss: a.may_miss || b.may_miss, miss_moves: a.miss_moves || b.miss_moves }
}

fn product(a: Bounds, b: Bounds) -> (Interval, Interval) {
    (a.value.times(b.value), a.slope.times(b.value).plus(a.value.times(b.slope)))
}

fn smaller(a: Bounds, b: Bounds) -> Bounds {
    let slope = match () {
        () if a.value.high <= b.value.low => a.slope,
        () if b.value.high <= a.value.low => b.slope,
        () => a.slope.hull(b.slope),
    };
    both(a, b, a.value.min(b.value), slope)
}

fn larger(a: Bounds, b: Bounds) -> Bounds {
    let slope = match () {
        () if a.value.low >= b.value.high => a.slope,
        () if b.value.low >= a.value.high => b.slope,
        () => a.slope.hull(b.slope),
    };
    both(a, b, a.value.max(b.value), slope)
}

/// The condition `a < b` or `a <= b`: it becomes true as `b - a` grows.
fn step(operator: Operator, a: Bounds, b: Bounds) -> (Interval, Interval) {
    let strict = matches!(operator, Operator::Less | Operator::Greater);
    let always = if strict { a.value.high < b.value.low } else { a.value.high <= b.value.low };
    let never = if strict { a.value.low >= b.value.high } else { a.value.low > b.value.high };
    if always {
        return (Interval::ONE, Interval::ZERO);
    }
    if never {
        return (Interval::ZERO, Interval::ZERO);
    }
    let unbounded = Interval::new(0.0, f64::INFINITY);
    (Interval::new(0.0, 1.0), b.slope.minus(a.slope).times(unbounded))
}

fn equality(operator: Operator, a: Bounds, b: Bounds) -> (Interval, Interval) {
    let apart = a.value.high < b.value.low || b.value.high < a.value.low;
    if apart {
        let value = if operator == Operator::Equal { Interval::ZERO } else { Interval::ONE };
        return (value, Interval::ZERO);
    }
    let moves = a.slope != Interval::ZERO || b.slope != Interval::ZERO;
    (Interval::new(0.0, 1.0), if moves { Interval::ENTIRE } else { Interval::ZERO })
}

/// The input a condition such as `effort > 0` limits, and its range where the condition holds or fails.
fn narrowed(condition: &Node, holds: bool, ranges: &[Interval]) -> Option<(usize, Interval)> {
    let NodeKind::Binary { operator, left, right, .. } = &condition.kind else { return None };
    let (index, limit, mirrored) = match (&left.kind, &right.kind) {
        (NodeKind::Input { index, .. }, NodeKind::Number { value, .. }) => (*index, *value, false),
        (NodeKind::Number { value, .. }, NodeKind::Input { index, .. }) => (*index, *value, true),
        _ => return None,
    };
    let (above, strict) = match operator {
        Operator::Greater => (true, true),
        Operator::GreaterOrEqual => (true, false),
        Operator::Less => (false, true),
        Operator::LessOrEqual => (false, false),
        _ => return None,
    };
    // Turning the sides round or taking the opposite flips the direction; the opposite also flips strictness.
    let (above, strict) = (above ^ mirrored ^ !holds, strict ^ !holds);
    let range = ranges[index];
    Some((
        index,
        match (above, strict) {
            (true, true) => range.at_least(limit.next_up()),
            (true, false) => range.at_least(limit),
            (false, true) => range.at_most(limit.next_down()),
            (false, false) => range.at_most(limit),
        },
    ))
}
