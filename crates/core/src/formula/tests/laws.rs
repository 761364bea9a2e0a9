//! Laws that hold for every formula.

use proptest::prelude::*;

use super::super::Monotonicity;
use super::{Formula, compile, compiled, inputs};

/// Formulas over the test inputs, most of which fit together.
fn formula_text() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        (0_u32..50).prop_map(|whole| whole.to_string()),
        (0.0..1e9_f64).prop_map(|value| format!("{value}")),
        prop::sample::select(vec!["custom.points", "confidence", "absent", "custom.points"])
            .prop_map(str::to_owned),
    ];
    leaf.prop_recursive(6, 60, 3, |inner| {
        let operator = prop::sample::select(vec!["+", "-", "*", "/"]);
        let function = prop::sample::select(vec!["abs", "exp", "ln", "log10", "sqrt", "logistic"]);
        let compare = prop::sample::select(vec!["<", "<=", ">", ">=", "==", "!="]);
        prop_oneof![
            4 => (inner.clone(), operator, inner.clone()).prop_map(|(a, operator, b)| format!("{a} {operator} {b}")),
            2 => inner.clone().prop_map(|a| format!("({a})")),
            1 => inner.clone().prop_map(|a| format!("-({a})")),
            1 => (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}) ^ ({b})")),
            1 => (function, inner.clone()).prop_map(|(name, a)| format!("{name}({a})")),
            1 => (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("min({a}, {b}, 3)")),
            1 => (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("clamp(2, {a}, {b})")),
            1 => (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("coalesce({a}, {b})")),
            1 => (compare, inner.clone(), inner.clone(), inner)
                .prop_map(|(compare, a, b, c)| format!("if(not {a} {compare} {b} or known({c}), {b}, {c})")),
        ]
    })
}

fn any_value() -> impl Strategy<Value = f64> {
    prop_oneof![any::<f64>(), -20.0..20.0_f64, Just(0.0), Just(f64::NAN)]
}

/// An independent judge of precedence: two stacks (Dijkstra's shunting yard) over an alternation of values and
/// operators.
fn shunting_yard(first: f64, rest: &[(char, f64)]) -> f64 {
    let rank = |operator: char| if matches!(operator, '+' | '-') { 1 } else { 2 };
    let apply = |values: &mut Vec<f64>, operator: char| {
        let (b, a) = (values.pop().unwrap(), values.pop().unwrap());
        values.push(match operator {
            '+' => a + b,
            '-' => a - b,
            '*' => a * b,
            _ => a / b,
        });
    };
    let (mut values, mut operators) = (vec![first], Vec::new());
    for (operator, value) in rest {
        while let Some(waiting) = operators.pop_if(|waiting| rank(*waiting) >= rank(*operator)) {
            apply(&mut values, waiting);
        }
        operators.push(*operator);
        values.push(*value);
    }
    while let Some(waiting) = operators.pop() {
        apply(&mut values, waiting);
    }
    values[0]
}

proptest! {
    #[test]
    fn no_text_crashes_the_compiler(source in any::<String>()) {
        let _ = compile(&source);
    }

    #[test]
    fn no_bytes_crash_the_compiler(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = compile(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn no_sequence_of_words_crashes_the_compiler(
        words in prop::collection::vec(prop::sample::select(vec![
            "value", "effort", "blocked", "1", "2.5", "days", "min", "if", "known", "coalesce", "(", ")", ",", "+", "-",
            "*", "/", "^", "<", "==", "and", "or", "not",
        ]), 0..40),
    ) {
        let source = words.join(" ");
        match compile(&source) {
            Ok(formula) => prop_assert_eq!(compiled(&formula.to_string()).to_string(), formula.to_string()),
            Err(error) => {
                prop_assert!(error.start <= error.end && error.end <= source.chars().count());
                prop_assert!(error.render(&source).contains('^'));
            }
        }
    }

    #[test]
    fn results_are_finite_or_missing_and_survive_printing(
        source in formula_text(),
        values in prop::collection::vec(any_value(), 10),
    ) {
        if let Ok(formula) = compile(&source) {
            let result = formula.eval(&values);
            prop_assert!(result.is_none_or(f64::is_finite));
            let printed = formula.to_string();
            let again = compiled(&printed);
            prop_assert_eq!(again.to_string(), printed);
            prop_assert_eq!(again.eval(&values).map(f64::to_bits), result.map(f64::to_bits));
            prop_assert_eq!(again.unit(), formula.unit());
        }
    }

    #[test]
    fn precedence_agrees_with_a_shunting_yard(
        first in 1_u32..9,
        rest in prop::collection::vec((prop::sample::select(vec!['+', '-', '*', '/']), 1_u32..9), 0..20),
    ) {
        let source = rest.iter().fold(first.to_string(), |text, (operator, value)| format!("{text}{operator}{value}"));
        let rest: Vec<_> = rest.iter().map(|(operator, value)| (*operator, f64::from(*value))).collect();
        let expected = shunting_yard(f64::from(first), &rest);
        prop_assert_eq!(compiled(&source).eval(&[]), Some(expected).filter(|value| value.is_finite()), "{}", source);
    }

    #[test]
    fn a_claimed_direction_is_never_wrong(
        source in formula_text(),
        points in -10.0..10.0_f64,
        confidence in 0.0..1.0_f64,
        other in prop_oneof![Just(f64::NAN), -100.0..100.0_f64],
        further in -10.0..10.0_f64,
    ) {
        let Ok(formula) = Formula::compile(&source, &inputs()) else { return Ok(()) };
        let at = |points: f64| {
            formula.eval(&[f64::NAN, 0.0, 0.0, confidence, 0.0, 0.0, 0.0, points, 0.0, other])
        };
        if let (Some(low), Some(high)) = (at(points.min(further)), at(points.max(further))) {
            // Rounding may tip a result by its last bits.
            let slack = 1e-9 * (low.abs() + high.abs());
            match formula.monotonicity(7) {
                Monotonicity::Increasing => prop_assert!(low <= high + slack, "{source}: {low} {high}"),
                Monotonicity::Decreasing => prop_assert!(low + slack >= high, "{source}: {low} {high}"),
                Monotonicity::Constant => prop_assert!((low - high).abs() <= slack, "{source}: {low} {high}"),
                Monotonicity::Unknown => {}
            }
        }
    }
}
