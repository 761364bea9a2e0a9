//! What holds for everything that was read, whatever it was read from.

use std::collections::BTreeSet;

use outweigh_connect::notes::{ImportedNote, ParsedNotes};

/// Fails with the note that breaks a law.
pub(crate) fn check(parsed: &ParsedNotes) {
    let ids: BTreeSet<_> = parsed.notes.iter().map(|note| (&note.source, &note.external_id)).collect();
    assert_eq!(ids.len(), parsed.notes.len(), "an id is used once within its source");
    for note in &parsed.notes {
        check_note(note);
    }
    for problem in &parsed.problems {
        assert!(!problem.message.is_empty() && problem.row > 0, "{problem:?}");
    }
}

fn check_note(note: &ImportedNote) {
    assert!(!note.external_id.is_empty() && !note.source.is_empty() && note.row > 0, "{note:?}");
    assert!(!note.text.trim().is_empty(), "a note says something: {note:?}");
    let control = note.text.chars().find(|letter| letter.is_control() && !matches!(letter, '\n' | '\t'));
    assert_eq!(control, None, "no control characters: {note:?}");
    let length = u32::try_from(note.text.chars().count()).expect("a text within limits");
    let turns = note.turns.iter().map(|turn| (turn.start, turn.end));
    let asides = note.asides.iter().map(|aside| (aside.start, aside.end));
    for spans in [turns.collect::<Vec<_>>(), asides.collect()] {
        let mut end = 0;
        for span in spans {
            assert!(end <= span.0 && span.0 < span.1 && span.1 <= length, "{span:?} of {length}: {note:?}");
            end = span.1;
        }
    }
    assert!(note.turns.iter().all(|turn| turn.at_seconds.is_none_or(|seconds| seconds >= 0.0)), "{note:?}");
    if let Some(author) = &note.author {
        assert_ne!(*author, Default::default(), "an author is somebody: {note:?}");
    }
    if let Some(rating) = note.rating {
        let (low, high) = rating.scale.bounds();
        assert!((low..=high).contains(&rating.value), "{note:?}");
    }
}
