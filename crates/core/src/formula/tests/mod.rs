//! Behaviour of formulas: golden tables and laws.

mod accepted;
mod analysis;
mod laws;
mod refused;

use super::{Formula, InputDecl, SourceError, Unit};

/// The inputs of every test, with the value each has where a test needs numbers.
fn inputs() -> Vec<InputDecl> {
    vec![
        InputDecl::new("value", Unit::Money, 0.0, 1e7),
        InputDecl::new("reach", Unit::Accounts, 0.0, 10_000.0),
        InputDecl::new("effort", Unit::Days, 0.5, 400.0),
        InputDecl::new("confidence", Unit::Share, 0.0, 1.0),
        InputDecl::new("impact", Unit::Ordinal, 1.0, 5.0),
        InputDecl::new("ease", Unit::Ordinal, 1.0, 5.0),
        InputDecl::new("incidents", Unit::PerYear, 0.0, 365.0),
        InputDecl::new("custom.points", Unit::Number, -10.0, 10.0),
        InputDecl::new("blocked", Unit::Bool, 0.0, 1.0),
        InputDecl::new("absent", Unit::Number, f64::NEG_INFINITY, f64::INFINITY),
    ]
}

const VALUES: [f64; 10] = [1000.0, 200.0, 4.0, 0.5, 3.0, 2.0, 12.0, -2.0, 1.0, f64::NAN];

fn compile(source: &str) -> Result<Formula, SourceError> {
    Formula::compile(source, &inputs())
}

fn compiled(source: &str) -> Formula {
    compile(source).unwrap_or_else(|error| panic!("{}", error.render(source)))
}
