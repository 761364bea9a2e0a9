//! Formulas that are refused: the message, the characters it points at, and the hint.

use super::compile;

#[test]
fn every_mistake_points_at_its_characters() {
    let mut report = String::new();
    for source in [
        "",
        "   ",
        "1 +",
        "* 2",
        "1 2",
        "value effort",
        "value value",
        "(1 + 2",
        "min(1, 2",
        "1 + 2)",
        "1, 2",
        "2(3)",
        "value + effort",
        "value - 3 days",
        "1 + value * 2 + reach / effort",
        "value > effort",
        "value == impact",
        "1 < 2 < 3",
        "2 ^ 3 ^ 2",
        "value + blocked",
        "blocked == blocked",
        "not value",
        "value and blocked",
        "1 + not blocked",
        "if(value, 1, 2)",
        "if(blocked, value, effort)",
        "if(blocked, blocked, 1)",
        "min(value, effort)",
        "coalesce(value, blocked)",
        "2 ^ effort",
        "valeu / effort",
        "zzzzzz",
        "min + 1",
        "mni(1, 2)",
        "mean(value)",
        "if(1 > 2, 3)",
        "ln()",
        "known(1, 2)",
        "5 dais",
        "5 effort",
        "value = 3",
        "value & 3",
        "50%",
        "\"text\"",
        "1 × 2",
        "1e999",
        "größe + 1",
        "größe × 1",
        "1 +\n  valu",
        "value.",
        "1..2",
    ] {
        let error = compile(source).expect_err(source);
        report += &format!("{}({}..{})\n\n", error.render(source), error.start, error.end);
    }
    insta::assert_snapshot!(report);
}

#[test]
fn limits_are_errors_and_not_crashes() {
    for (source, message) in [
        ("1+".repeat(2_000) + "1", "formula is 4001 characters long; the limit is 4000"),
        ("1+".repeat(128) + "1", "formula has more than 256 parts"),
        ("(".repeat(2_000), "formula is nested more than 32 levels deep"),
        ("-".repeat(2_000) + "1", "formula is nested more than 32 levels deep"),
        ("not ".repeat(500), "formula is nested more than 32 levels deep"),
        ("abs(".repeat(500), "formula is nested more than 32 levels deep"),
    ] {
        assert_eq!(compile(&source).unwrap_err().message, message);
    }
}
