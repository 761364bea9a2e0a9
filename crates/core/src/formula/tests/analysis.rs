//! What is known about a formula before it sees a value: directions and warnings.

use super::super::Monotonicity::{self, Constant, Decreasing, Increasing, Unknown};
use super::{compiled, inputs};

#[track_caller]
fn direction(source: &str, key: &str, expected: Monotonicity) {
    let index = inputs().iter().position(|input| input.key == key).unwrap();
    assert_eq!(compiled(source).monotonicity(index), expected, "{key} in {source}");
}

#[test]
fn the_direction_of_an_input_is_found() {
    for (source, key, expected) in [
        ("value / effort", "value", Increasing),
        ("value / effort", "effort", Decreasing),
        ("value / effort", "reach", Constant),
        ("value * 0 / effort", "value", Constant),
        ("-value", "value", Decreasing),
        ("1 - confidence", "confidence", Decreasing),
        ("abs(custom.points)", "custom.points", Unknown),
        ("abs(effort)", "effort", Increasing),
        ("custom.points ^ 2", "custom.points", Unknown),
        ("custom.points ^ 3", "custom.points", Increasing),
        ("effort ^ 2", "effort", Increasing),
        ("effort ^ -2", "effort", Decreasing),
        ("effort ^ 0.5", "effort", Increasing),
        ("0.5 ^ confidence", "confidence", Decreasing),
        ("ln(effort)", "effort", Increasing),
        ("log10(effort)", "effort", Increasing),
        ("sqrt(value)", "value", Increasing),
        ("exp(-effort)", "effort", Decreasing),
        ("logistic(custom.points)", "custom.points", Increasing),
        ("min(value, 100) - max(effort, 2)  * 1 money / 1 days", "effort", Decreasing),
        ("clamp(effort, 1, 10)", "effort", Increasing),
        ("if(effort > 5, 1, 2)", "effort", Decreasing),
        ("if(effort > 5, effort, 0)", "effort", Increasing),
        ("if(effort > 5, 0, effort)", "effort", Unknown),
        ("if(effort > 1000, 0, effort)", "effort", Increasing),
        ("if(blocked, value, 2 * value)", "value", Increasing),
        ("effort == 3", "effort", Unknown),
        ("effort >= 3 and value > 2", "effort", Increasing),
        ("not effort >= 3", "effort", Decreasing),
        ("coalesce(value, 7)", "value", Increasing),
        ("coalesce(absent, custom.points)", "custom.points", Increasing),
        ("known(value)", "value", Constant),
        ("coalesce(ln(confidence), 3)", "confidence", Unknown),
        ("1 / custom.points", "custom.points", Unknown),
        ("sqrt(custom.points)", "custom.points", Increasing),
        ("custom.points ^ absent", "custom.points", Unknown),
        ("exp(value / 1 money)", "value", Increasing),
        ("coalesce(exp(value / 1 money), 0)", "value", Unknown),
        ("effort / (effort + 3 days)", "effort", Increasing),
        ("value / (value + 10 money)", "value", Unknown),
        ("effort - effort", "effort", Constant),
        ("absent * 2 + absent", "absent", Increasing),
    ] {
        direction(source, key, expected);
    }
}

#[test]
fn warnings_point_at_their_cause() {
    let mut report = String::new();
    for source in [
        "value / effort",
        "value / confidence",
        "value / (effort - 3)",
        "coalesce(value / confidence, 0)",
        "known(1 / confidence)",
        "if(confidence > 0, value / confidence, 0)",
        "if(0 < confidence, value / confidence, 0)",
        "if(confidence <= 0, 0, value / confidence)",
        "if(confidence >= 0, value / confidence, 0)",
        "confidence ^ -1",
        "ln(confidence)",
        "ln(effort)",
        "sqrt(custom.points)",
        "custom.points ^ 0.5",
        "clamp(value, reach / 1 accounts, effort / 1 days)",
        "impact * ease",
        "impact * 2 + ease",
        "impact * reach * ease / effort",
        "impact ^ 2",
        "-effort ^ 2",
    ] {
        report += &format!("{source}\n");
        for lint in compiled(source).lints() {
            report += &lint.render(source);
        }
        report += "\n";
    }
    insta::assert_snapshot!(report);
}
