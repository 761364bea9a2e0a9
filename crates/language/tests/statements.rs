//! Suggested statements on notes as teams get them: a file to read and judge, and what holds for any text.

use std::fmt::Write as _;

use outweigh_language::classify::{Answer, Classifier, Learned};
use outweigh_language::{Passage, Reader, Span, StatementKind, Suggestion, suggest};
use proptest::prelude::*;

fn suggested(text: &str) -> Vec<Suggestion> {
    suggest(Passage { text, ..Passage::default() }, &Classifier::default())
}

/// The notes are none of the classifier's texts. Read the snapshot as a product manager would.
#[test]
fn suggestions_on_real_looking_notes() {
    let mut shown = String::new();
    for note in include_str!("data/notes.txt").split("=== ").filter(|note| !note.is_empty()) {
        let (title, text) = note.split_once('\n').unwrap();
        writeln!(shown, "{title}").unwrap();
        let reading = Reader::default().read(Passage { text, ..Passage::default() }, None);
        for found in reading.suggestions {
            let Suggestion { kind, score, because, statement, .. } = found;
            writeln!(shown, "  {kind:?} {score:.2}  {statement}  [{because}]").unwrap();
        }
    }
    insta::assert_snapshot!(shown);
}

#[test]
fn nothing_is_suggested_where_the_caller_says_so() {
    let text = "The export fails for large files. > I can't open the report.";
    let quoted = Span { start: 34, end: 60 };
    let skip = suggest(Passage { text, skip: &[quoted], ..Passage::default() }, &Classifier::default());
    assert!(!skip.is_empty() && skip.iter().all(|found| !found.span.overlaps(quoted)), "{skip:?}");
    let within = suggest(Passage { text, within: &[quoted], ..Passage::default() }, &Classifier::default());
    assert!(!within.is_empty() && within.iter().all(|found| found.span.start >= 34), "{within:?}");
}

#[test]
fn rejected_suggestions_are_not_made_again() {
    let text = "I can't open the weekly report.";
    assert_eq!(suggested(text)[0].kind, StatementKind::Problem);
    let reject = |day: usize| Answer {
        text: format!("I can't open the report of day {day}"),
        kind: StatementKind::Problem.kind(),
        right: false,
    };
    let answers: Vec<Answer> = (0..30).map(reject).collect();
    let taught = Classifier::with(Learned::from_answers(&answers));
    let after = suggest(Passage { text, ..Passage::default() }, &taught);
    assert!(after.iter().all(|found| found.kind != StatementKind::Problem), "{after:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn spans_are_within_the_text_apart_and_the_words_they_claim(
        text in "(?s).{0,120}|((I can't|please add|we were told|every|the export|, but|\\. |\n- |😀|ß|it) ?){0,40}",
        holes in proptest::collection::vec((0_u32..200, 0_u32..60), 0..3),
    ) {
        let skip: Vec<Span> = holes.into_iter().map(|(start, length)| Span { start, end: start + length }).collect();
        let found = suggest(Passage { text: &text, skip: &skip, ..Passage::default() }, &Classifier::default());
        prop_assert!(found.len() <= 3);
        prop_assert!(found.windows(2).all(|two| two[0].span.end <= two[1].span.start));
        for one in &found {
            prop_assert!(one.span.start < one.span.end && one.span.end as usize <= text.chars().count());
            prop_assert!(!one.span.of_text(&text).is_empty() && !one.statement.is_empty());
            prop_assert!(skip.iter().all(|hole| hole.start == hole.end || !hole.overlaps(one.span)));
            prop_assert!((0.5..=1.0).contains(&one.score));
        }
    }

    #[test]
    fn blanks_at_the_end_change_nothing(
        text in "((I can't|please add|we were told|every|the export|, but|\\. |it) ?){0,30}", blanks in "[ \n\t]{0,5}"
    ) {
        prop_assert_eq!(suggested(&text), suggested(&format!("{text}{blanks}")));
    }
}
