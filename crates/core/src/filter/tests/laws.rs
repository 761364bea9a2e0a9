//! Laws that hold for every filter.

use proptest::prelude::*;

use super::super::{Comparison, Expression, Filter, Operator, Word};
use super::{Item, chooses, compile};
use crate::formula::Span;

fn word() -> impl Strategy<Value = Word> {
    let text = prop_oneof![
        "[a-z]{1,5}",
        any::<String>(),
        prop::sample::select(vec![
            "",
            "in",
            "ago",
            "7",
            "7 days ago",
            "07 days ago",
            "in 2 weeks",
            "AND",
            "is",
            "a.",
            "a.b c",
            ".",
            "\"",
            "\\"
        ])
        .prop_map(str::to_owned),
    ];
    text.prop_map(|text| Word { text, span: Span::default() })
}

fn comparison() -> impl Strategy<Value = Expression> {
    let operator = prop::sample::select(vec![
        Operator::Is,
        Operator::IsNot,
        Operator::Less,
        Operator::LessOrEqual,
        Operator::Greater,
        Operator::GreaterOrEqual,
        Operator::Contains,
        Operator::IsEmpty,
        Operator::IsNotEmpty,
    ]);
    (word(), operator, prop::collection::vec(word(), 1..4)).prop_map(|(field, operator, values)| {
        let unary = matches!(operator, Operator::IsEmpty | Operator::IsNotEmpty);
        let values = if unary { Vec::new() } else { values };
        let span = Span::default();
        Expression::Compare(Comparison { field, operator, operator_span: span, values, span })
    })
}

fn expression() -> impl Strategy<Value = Expression> {
    let span = Span::default();
    comparison().prop_recursive(4, 24, 3, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..4).prop_map(move |parts| Expression::All { parts, span }),
            prop::collection::vec(inner.clone(), 2..4).prop_map(move |parts| Expression::Any { parts, span }),
            inner.prop_map(move |part| Expression::Not { part: Box::new(part), span }),
        ]
    })
}

fn without_spans(expression: &Expression) -> Expression {
    let span = Span::default();
    let all = |parts: &[Expression]| parts.iter().map(without_spans).collect();
    let word = |word: &Word| Word { text: word.text.clone(), span };
    match expression {
        Expression::All { parts, .. } => Expression::All { parts: all(parts), span },
        Expression::Any { parts, .. } => Expression::Any { parts: all(parts), span },
        Expression::Not { part, .. } => Expression::Not { part: Box::new(without_spans(part)), span },
        Expression::Compare(comparison) => Expression::Compare(Comparison {
            field: word(&comparison.field),
            operator: comparison.operator,
            operator_span: span,
            values: comparison.values.iter().map(word).collect(),
            span,
        }),
    }
}

proptest! {
    #[test]
    fn printing_and_parsing_a_tree_gives_the_same_tree(tree in expression()) {
        let text = tree.to_string();
        if text.chars().count() <= super::super::MAX_SOURCE_CHARS {
            let parsed = Filter::parse(&text).map_err(|error| TestCaseError::fail(error.render(&text)))?;
            prop_assert_eq!(parsed.expression().map(without_spans), Some(tree));
        }
    }

    #[test]
    fn no_bytes_crash_the_parser(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = compile(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn no_sequence_of_words_crashes_the_parser(
        words in prop::collection::vec(prop::sample::select(vec![
            "lane", "bet", "effort", "due", "5", "7", "days", "ago", "in", "today", "is", "not", "empty", "contains",
            "and", "or", "(", ")", ",", "<", ">=", "=", "!=", ":", "\"two words\"", "custom.", "99999", "years",
        ]), 0..40),
    ) {
        let source = words.join(" ");
        if let Err(error) = compile(&source) {
            prop_assert!(error.start <= error.end && error.end <= source.chars().count());
            prop_assert!(error.render(&source).contains('^'));
        }
        if let Ok(filter) = Filter::parse(&source) {
            let canonical = filter.to_string();
            prop_assert_eq!(Filter::parse(&canonical).unwrap().to_string(), canonical);
        }
    }

    /// `and` binds tighter than `or`, and `not` tighter than both, judged by evaluating the plain sequence.
    #[test]
    fn precedence_agrees_with_a_sum_of_products(
        terms in prop::collection::vec((any::<bool>(), any::<bool>(), any::<bool>()), 1..12),
    ) {
        let mut source = String::new();
        let (mut any, mut all) = (false, true);
        for (at, (truth, negated, starts_alternative)) in terms.into_iter().enumerate() {
            if at > 0 {
                source += if starts_alternative { " or " } else { " and " };
                if starts_alternative {
                    any |= all;
                    all = true;
                }
            }
            source += &format!("{}effort is {}", if negated { "not " } else { "" }, if truth { 5 } else { 6 });
            all &= truth != negated;
        }
        prop_assert_eq!(chooses(&source, &Item::default()), any || all, "{}", source);
    }

    /// Searching without regard to case agrees with lower-casing both texts.
    #[test]
    fn contains_agrees_with_lower_case_search(title in "[a-cA-CäÄ ]{0,12}", part in "[a-cA-CäÄ]{1,3}") {
        let item = Item { title: title.clone(), ..Item::default() };
        let expected = title.to_lowercase().contains(&part.to_lowercase());
        prop_assert_eq!(chooses(&format!("title contains \"{part}\""), &item), expected);
    }
}
