//! Filters that are refused: the message, the characters it points at, and the hint.

use super::compile;

#[test]
fn every_mistake_points_at_its_characters() {
    let mut report = String::new();
    for source in [
        "lane",
        "lane hotfix",
        "lane is",
        "lane is and",
        "lane is not",
        "is hotfix",
        "and lane is bet",
        "lane is bet and",
        "lane is bet or or open is true",
        "lane is bet,",
        "lane is bet effort > 3",
        "title contains card payment",
        "title is a:b",
        "(lane is bet",
        "lane is bet)",
        "(lane is bet effort > 3)",
        "title is \"open",
        "lane is !bet",
        "lnae is bet",
        "colour is red",
        "lane is hotfx",
        "lane is purple",
        "owner is Ana",
        "effort is five",
        "effort > inf",
        "effort > 1,000",
        "effort contains 5",
        "due contains 2026",
        "title < 5",
        "lane > bet",
        "due < soon",
        "due < 2026-13-01",
        "due < 2026-3-1",
        "due < 99999 years ago",
        "open is maybe",
        "open is treu",
        "größe is 1",
        "lane is bet and\n  effort > x",
    ] {
        let error = compile(source).expect_err(source);
        report += &format!("{}({}..{})\n\n", error.render(source), error.start, error.end);
    }
    insta::assert_snapshot!(report);
}

#[test]
fn limits_are_errors_and_not_crashes() {
    for (source, message) in [
        (" ".repeat(4_001), "filter is 4001 characters long; the limit is 4000"),
        (format!("key is a{}", ",a".repeat(200)), "filter has more than 200 parts"),
        (vec!["a is b"; 100].join(" or "), "filter has more than 200 parts"),
        ("(".repeat(3_000), "filter is nested more than 32 levels deep"),
        ("not ".repeat(1_000), "filter is nested more than 32 levels deep"),
    ] {
        assert_eq!(compile(&source).unwrap_err().message, message);
    }
}
