//! Formulas as code for a small stack machine, so that scoring allocates nothing.

use super::ast::{Node, NodeKind, Operator};
use super::function::Function;

/// One step; operands come from the stack, the result goes back to it. NaN stands for missing.
#[derive(Clone, Copy, Debug)]
enum Step {
    Constant(f64),
    Input(u32),
    Negate,
    Not,
    Binary(Operator),
    Min,
    Max,
    Clamp,
    Unary(fn(f64) -> f64),
    If,
    Coalesce,
    Known,
}

/// The steps of a formula in the order of evaluation.
#[derive(Clone, Debug)]
pub(super) struct Program {
    steps: Vec<Step>,
    stack_height: usize,
}

/// Enough for every formula the limits allow: each waiting operand is a node of its own.
const DEEP: usize = super::MAX_NODES;
/// Enough for ordinary formulas, and cheap to set up for each evaluation.
const SHALLOW: usize = 16;

impl Program {
    pub(super) fn new(root: &Node) -> Self {
        let mut program = Self { steps: Vec::new(), stack_height: 0 };
        program.compile(root, 0);
        program
    }

    /// Appends the steps of `node`, given how many operands already wait on the stack.
    fn compile(&mut self, node: &Node, waiting: usize) {
        self.stack_height = self.stack_height.max(waiting + 1);
        match &node.kind {
            NodeKind::Number { value, .. } => self.steps.push(Step::Constant(*value)),
            NodeKind::Input { index, .. } => self.steps.push(Step::Input(*index as u32)),
            NodeKind::Negate(inner) => {
                self.compile(inner, waiting);
                self.steps.push(Step::Negate);
            }
            NodeKind::Not(inner) => {
                self.compile(inner, waiting);
                self.steps.push(Step::Not);
            }
            NodeKind::Binary { operator, left, right, .. } => {
                self.compile(left, waiting);
                self.compile(right, waiting + 1);
                self.steps.push(Step::Binary(*operator));
            }
            NodeKind::Call { function, arguments } => self.compile_call(*function, arguments, waiting),
        }
    }

    fn compile_call(&mut self, function: Function, arguments: &[Node], waiting: usize) {
        let step = match function {
            Function::Min => return self.fold(Step::Min, arguments, waiting),
            Function::Max => return self.fold(Step::Max, arguments, waiting),
            Function::Clamp => Step::Clamp,
            Function::If => Step::If,
            Function::Coalesce => Step::Coalesce,
            Function::Known => Step::Known,
            Function::Abs => Step::Unary(f64::abs),
            Function::Exp => Step::Unary(libm::exp),
            Function::Ln => Step::Unary(libm::log),
            Function::Log10 => Step::Unary(libm::log10),
            Function::Sqrt => Step::Unary(libm::sqrt),
            Function::Logistic => Step::Unary(logistic),
        };
        for (at, argument) in arguments.iter().enumerate() {
            self.compile(argument, waiting + at);
        }
        self.steps.push(step);
    }

    /// Any number of arguments, two at a time, so that the stack stays low.
    fn fold(&mut self, step: Step, arguments: &[Node], waiting: usize) {
        self.compile(&arguments[0], waiting);
        for argument in &arguments[1..] {
            self.compile(argument, waiting + 1);
            self.steps.push(step);
        }
    }

    /// The value for these inputs; `None` when it is missing.
    pub(super) fn run(&self, inputs: &[f64]) -> Option<f64> {
        let value = if self.stack_height <= SHALLOW {
            self.run_with::<SHALLOW>(inputs)
        } else {
            self.run_with::<DEEP>(inputs)
        };
        value.is_finite().then_some(value)
    }

    fn run_with<const HEIGHT: usize>(&self, inputs: &[f64]) -> f64 {
        let mut stack = [0.0; HEIGHT];
        let mut top = 0;
        for step in &self.steps {
            // Operands of this step start at `top` once they are taken off; pushing steps take none.
            let taken = match step {
                Step::Constant(_) | Step::Input(_) => 0,
                Step::Negate | Step::Not | Step::Unary(_) | Step::Known => 1,
                Step::Binary(_) | Step::Min | Step::Max | Step::Coalesce => 2,
                Step::Clamp | Step::If => 3,
            };
            top -= taken;
            let operand = |at: usize| stack[top + at];
            let value = match step {
                Step::Constant(value) => *value,
                Step::Input(index) => inputs.get(*index as usize).copied().unwrap_or(f64::NAN),
                Step::Negate => -operand(0),
                Step::Not => if_known(operand(0), 0.0, |a, _| truth(a == 0.0)),
                Step::Binary(operator) => binary(*operator, operand(0), operand(1)),
                Step::Min => if_known(operand(0), operand(1), f64::min),
                Step::Max => if_known(operand(0), operand(1), f64::max),
                Step::Clamp => clamp(operand(0), operand(1), operand(2)),
                Step::Unary(function) => function(operand(0)),
                Step::If => select(operand(0), operand(1), operand(2)),
                Step::Coalesce => {
                    if operand(0).is_nan() {
                        operand(1)
                    } else {
                        operand(0)
                    }
                }
                Step::Known => truth(!operand(0).is_nan()),
            };
            // Overflow and infinite inputs are missing at once, so that no later step can hide them.
            stack[top] = if value.is_finite() { value } else { f64::NAN };
            top += 1;
        }
        stack[0]
    }
}

fn truth(value: bool) -> f64 {
    f64::from(u8::from(value))
}

fn is_true(value: f64) -> bool {
    !value.is_nan() && value != 0.0
}

/// `f64::min` and `f64::max` would prefer the known value over the missing one.
fn if_known(a: f64, b: f64, value: impl Fn(f64, f64) -> f64) -> f64 {
    if a.is_nan() || b.is_nan() { f64::NAN } else { value(a, b) }
}

fn binary(operator: Operator, a: f64, b: f64) -> f64 {
    let compare = |holds: fn(&f64, &f64) -> bool| if_known(a, b, |a, b| truth(holds(&a, &b)));
    match operator {
        Operator::Add => a + b,
        Operator::Subtract => a - b,
        Operator::Multiply => a * b,
        Operator::Divide => a / b,
        // C says pow(1, NaN) = pow(NaN, 0) = 1; missing must stay missing.
        Operator::Power => if_known(a, b, libm::pow),
        Operator::Less => compare(f64::lt),
        Operator::LessOrEqual => compare(f64::le),
        Operator::Greater => compare(f64::gt),
        Operator::GreaterOrEqual => compare(f64::ge),
        Operator::Equal => compare(f64::eq),
        Operator::NotEqual => compare(f64::ne),
        // Three-valued (Kleene): one false decides `and`, one true decides `or`, whatever is missing.
        Operator::And if a == 0.0 || b == 0.0 => 0.0,
        Operator::Or if is_true(a) || is_true(b) => 1.0,
        Operator::And => if_known(a, b, f64::min),
        Operator::Or => if_known(a, b, f64::max),
    }
}

fn clamp(x: f64, low: f64, high: f64) -> f64 {
    // An empty range is a domain error; the comparison is false for a missing bound too.
    if low <= high { x.clamp(low, high) } else { f64::NAN }
}

fn select(condition: f64, then: f64, otherwise: f64) -> f64 {
    match condition {
        missing if missing.is_nan() => f64::NAN,
        0.0 => otherwise,
        _ => then,
    }
}

/// Never raises e to a large power, which would overflow where the answer is 0 or 1.
fn logistic(x: f64) -> f64 {
    if x >= 0.0 {
        return 1.0 / (1.0 + libm::exp(-x));
    }
    let odds = libm::exp(x);
    odds / (1.0 + odds)
}
