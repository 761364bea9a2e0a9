//! Formulas that work: their value, unit and canonical text.

use super::{VALUES, compile, compiled};

#[track_caller]
fn check(source: &str, value: Option<f64>, unit: &str, canonical: &str) {
    let formula = compiled(source);
    match (formula.eval(&VALUES), value) {
        (Some(found), Some(wanted)) => assert!((found - wanted).abs() < 1e-9, "{source} gave {found}"),
        (found, wanted) => assert_eq!(found, wanted, "{source}"),
    }
    assert_eq!(formula.unit().to_string(), unit, "unit of {source}");
    assert_eq!(formula.to_string(), canonical, "text of {source}");
    assert_eq!(compiled(canonical).to_string(), canonical);
}

#[test]
fn arithmetic_has_a_value_a_unit_and_a_canonical_text() {
    for (source, value, unit, canonical) in [
        ("1+2*3", 7.0, "number", "1 + 2 * 3"),
        ("(1+2)*3", 9.0, "number", "(1 + 2) * 3"),
        ("((1))", 1.0, "number", "1"),
        ("10-4-3", 3.0, "number", "10 - 4 - 3"),
        ("10-(4-3)", 9.0, "number", "10 - (4 - 3)"),
        ("16/4/2", 2.0, "number", "16 / 4 / 2"),
        ("2^3*2", 16.0, "number", "2 ^ 3 * 2"),
        ("-2^2", 4.0, "number", "-2 ^ 2"),
        ("-(2^2)", -4.0, "number", "-(2 ^ 2)"),
        ("2^-1", 0.5, "number", "2 ^ -1"),
        ("2 - -3", 5.0, "number", "2 - -3"),
        ("1_000.5e-1 + .5", 100.55, "number", "100.05 + 0.5"),
        ("1e300/1e300", 1.0, "number", "1e300 / 1e300"),
        ("value/effort", 250.0, "money/days", "value / effort"),
        ("value*confidence", 500.0, "money", "value * confidence"),
        ("reach * confidence / effort", 25.0, "accounts/days", "reach * confidence / effort"),
        ("value*reach/effort^2", 12_500.0, "money*accounts/days^2", "value * reach / effort ^ 2"),
        ("1 / effort", 0.25, "1/days", "1 / effort"),
        ("effort / effort", 1.0, "number", "effort / effort"),
        ("confidence / confidence", 1.0, "number", "confidence / confidence"),
        ("1 - confidence", 0.5, "share", "1 - confidence"),
        ("confidence / effort", 0.125, "1/days", "confidence / effort"),
        ("effort + 5 days", 9.0, "days", "effort + 5 days"),
        ("sqrt(effort*effort)", 4.0, "days", "sqrt(effort * effort)"),
        ("sqrt(effort)", 2.0, "number", "sqrt(effort)"),
        ("incidents*value", 12_000.0, "money*per_year", "incidents * value"),
        ("custom.points*2", -4.0, "number", "custom.points * 2"),
        ("min(1,2,3)+max(1,2,3)", 4.0, "number", "min(1, 2, 3) + max(1, 2, 3)"),
        ("clamp(effort,5,10)", 5.0, "days", "clamp(effort, 5, 10)"),
        ("abs(custom.points)", 2.0, "number", "abs(custom.points)"),
        ("ln(exp(1.5))", 1.5, "number", "ln(exp(1.5))"),
        ("log10(value)", 3.0, "number", "log10(value)"),
        ("logistic(0)", 0.5, "number", "logistic(0)"),
        ("logistic(-1000) + logistic(1000)", 1.0, "number", "logistic(-1000) + logistic(1000)"),
        ("if(effort > 3, value, 0)", 1000.0, "money", "if(effort > 3, value, 0)"),
        ("if(blocked, 1, 2)", 1.0, "number", "if(blocked, 1, 2)"),
    ] {
        check(source, Some(value), unit, canonical);
    }
}

#[test]
fn conditions_are_true_or_false() {
    for (source, holds) in [
        ("effort >= 4 and value > 500", true),
        ("effort > 4 or value > 500", true),
        ("not blocked", false),
        ("not (effort > 4) and blocked", true),
        ("not effort > 4", true),
        ("impact == 3", true),
        ("impact != 3", false),
        ("1 < 2 and 2 <= 2 and 3 > 2 and 2 >= 2", true),
        ("known(value)", true),
        ("1 > 2 and 1 > 2 or blocked", true),
        ("1 > 2 and (1 > 2 or blocked)", false),
    ] {
        let formula = compiled(source);
        assert!(formula.is_condition());
        assert_eq!(formula.eval_condition(&VALUES), Some(holds), "{source}");
    }
    assert_eq!(compiled("value").eval_condition(&VALUES), None);
}

#[test]
fn missing_values_spread_except_where_a_function_deals_with_them() {
    for (source, value) in [
        ("absent", None),
        ("absent * 0", None),
        ("absent ^ 0", None),
        ("1 ^ absent", None),
        ("min(absent, 1)", None),
        ("max(1, absent)", None),
        ("clamp(1, absent, 2)", None),
        ("clamp(1, 0, absent)", None),
        ("clamp(absent, 0, 1)", None),
        ("absent < 1", None),
        ("absent != absent", None),
        ("not (absent < 1)", None),
        ("if(absent < 1, 1, 2)", None),
        ("if(effort > 1, 1, absent)", Some(1.0)),
        ("if(effort < 1, 1, absent)", None),
        ("coalesce(absent, 7)", Some(7.0)),
        ("coalesce(value, absent)", Some(1000.0)),
        ("coalesce(absent, absent)", None),
        ("known(absent)", Some(0.0)),
        ("known(value / 0)", Some(0.0)),
        ("known(value)", Some(1.0)),
        ("known(absent) and absent > 3", Some(0.0)),
        ("absent > 3 or blocked", Some(1.0)),
        ("absent > 3 and blocked", None),
        ("absent > 3 or not blocked", None),
    ] {
        assert_eq!(compiled(source).eval(&VALUES), value, "{source}");
    }
}

#[test]
fn leaving_the_domain_is_missing() {
    for source in [
        "1 / 0",
        "0 / 0",
        "value / (effort - 4 days)",
        "ln(0)",
        "ln(-1)",
        "log10(0)",
        "sqrt(-1)",
        "(-8) ^ (1 / 3)",
        "0 ^ -1",
        "exp(1000)",
        "1 / exp(1000)",
        "1e308 * 10",
        "1e308 + 1e308",
        "clamp(1, 3, 2)",
        "logistic(1 / 0)",
    ] {
        assert_eq!(compiled(source).eval(&VALUES), None, "{source}");
        assert_eq!(compiled(&format!("coalesce({source}, 5)")).eval(&VALUES), Some(5.0), "{source}");
    }
}

#[test]
fn infinite_and_absent_slots_are_missing_inputs() {
    let formula = compiled("1 / effort");
    assert_eq!(formula.eval(&[0.0, 0.0, f64::INFINITY]), None);
    assert_eq!(formula.eval(&[0.0]), None);
    assert_eq!(formula.inputs(), [2]);
    assert_eq!(compiled("effort + min(effort, 1) * (value / 1 money)").inputs(), [0, 2]);
}

#[test]
fn published_scores_come_out_as_published() {
    // RICE example of the decision-science notes; opportunity algorithm (Ulwick) with its two published cases.
    let rice = compiled("2000 * 2 * 0.8 / 3");
    assert!((rice.eval(&VALUES).unwrap() - 1066.67).abs() < 0.01);
    for (importance, satisfaction, score) in [(9, 3, 15.0), (4, 8, 4.0)] {
        let source = format!("{importance} + max({importance} - {satisfaction}, 0)");
        assert_eq!(compiled(&source).eval(&VALUES), Some(score));
    }
}

#[test]
fn limits_leave_room_for_what_they_allow() {
    let long_sum = vec!["1"; 128].join(" + ");
    assert_eq!(compiled(&long_sum).eval(&[]), Some(128.0));
    let right_heavy = format!("{}1{}", "1 + (".repeat(31), ")".repeat(31));
    assert_eq!(compiled(&right_heavy).eval(&[]), Some(32.0));
    let tallest =
        format!("{}1 > 0{}", "1 > 2 or 1 > 0 and 1 < (1 + 2 * 2 ^ if(".repeat(10), ", 1, 0))".repeat(10));
    assert!(compile(&tallest).is_ok());
    assert_eq!(compiled(&tallest).eval(&[]), Some(1.0));
}
