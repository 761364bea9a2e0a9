//! What customers said and what people made of it holds together, and reads like a year.

use std::collections::{BTreeMap, HashMap, HashSet};

use outweigh_core::domain::{NoteState, PromiseState, StatementKind, Status};
use outweigh_core::ledger::Cause;

use super::{TODAY, filled, now};
use crate::demo::content::Content;
use crate::demo::entries::Change;
use crate::demo::notes::body;
use crate::demo::tell;
use crate::demo::words::Note;

fn all_notes(content: &Content) -> impl Iterator<Item = (&'static str, &Note)> {
    content.words.notes.iter().flat_map(|(source, notes)| notes.iter().map(|note| (*source, note)))
}

#[test]
fn every_quote_is_found_once_in_its_note_and_in_its_authors_words() {
    let content = Content::read().unwrap();
    let bodies: HashMap<_, _> = all_notes(&content).map(|(_, note)| (&note.id, body(note))).collect();
    let words = &content.words;
    let first = words.statements.iter().flat_map(|s| s.quotes.iter().map(|q| (&q.note, &q.words)));
    let later = words.statements.iter().flat_map(|s| s.more.iter().map(|q| (&q.note, &q.words)));
    let evidence = words.evidence.iter().filter_map(|e| e.note.as_ref().zip(e.words.as_ref()));
    let promises = words.promises.iter().filter_map(|p| Some((p.note.as_ref()?, &p.words)));
    let mut quotes = 0;
    for (note, words) in first.chain(later).chain(evidence).chain(promises) {
        quotes += 1;
        let body = &bodies[note];
        assert_eq!(body.text.matches(words.as_str()).count(), 1, "\"{words}\" in {note}");
        let start = body.text[..body.text.find(words.as_str()).unwrap()].chars().count() as u32;
        let end = start + words.chars().count() as u32;
        assert!(body.asides.iter().all(|aside| end <= aside.start || aside.end <= start), "{note}");
    }
    assert!(quotes > 400, "{quotes}");
}

#[test]
fn parts_of_a_note_are_where_they_say() {
    let content = Content::read().unwrap();
    for (_, note) in all_notes(&content) {
        let body = body(note);
        let cut = |start: u32, end: u32| -> String {
            body.text.chars().skip(start as usize).take((end - start) as usize).collect()
        };
        assert!(!body.text.trim().is_empty() || note.rating.is_some(), "{} says nothing", note.id);
        let turns: Vec<_> = body.turns.iter().map(|turn| cut(turn.start, turn.end)).collect();
        assert_eq!(turns, note.turns.iter().map(|turn| turn.2.clone()).collect::<Vec<_>>(), "{}", note.id);
        let below: Vec<_> = body.asides.iter().map(|aside| cut(aside.start, aside.end)).collect();
        assert_eq!(below, note.signature.iter().chain(&note.quoted).cloned().collect::<Vec<_>>());
    }
}

#[test]
fn notes_are_in_order_and_nothing_is_told_of_before_it_is_known() {
    let content = Content::read().unwrap();
    let mut ids = HashSet::new();
    for (source, notes) in &content.words.notes {
        assert!(content.company.sources.iter().any(|s| s.key == *source), "{source}");
        assert!(notes.is_sorted_by_key(|note| (note.day, note.minute)), "{source}");
        assert!(notes.iter().all(|note| ids.insert(note.id.as_str())), "{source}");
    }
    // The replay is refused at the first change set that names what is not there yet.
    let (drafts, _) = tell(&content, TODAY).unwrap();
    let imports: Vec<_> = drafts.iter().filter(|draft| draft.cause == Cause::Import).collect();
    assert!(imports.len() > 200, "{}", imports.len());
    for draft in imports {
        for edit in &draft.edits {
            let note = edit.entity().id.get_timestamp().unwrap().to_unix();
            let said = jiff::Timestamp::new(note.0 as i64, note.1 as i32).unwrap();
            assert!(said < draft.at && draft.at < now(), "{} imported at {}", said, draft.at);
        }
    }
}

#[test]
fn complaints_come_before_the_fix() {
    let content = Content::read().unwrap();
    let days: HashMap<_, _> = all_notes(&content).map(|(_, note)| (&note.id, note.day)).collect();
    let done: HashMap<_, _> = content
        .items
        .iter()
        .filter_map(|item| {
            let done = item.timeline.iter().rfind(|e| matches!(e.change, Change::Status(Status::Done)))?;
            Some((&item.id, done.day))
        })
        .collect();
    let (mut before, mut after) = (0, 0);
    for evidence in content.words.evidence.iter().filter(|e| e.polarity.is_none() && e.standing.is_none()) {
        let (Some(note), Some(done)) = (&evidence.note, done.get(&evidence.item)) else { continue };
        // Who was charged twice on the night of an incident may find out a fortnight later.
        *(if days[note] <= *done + 14 { &mut before } else { &mut after }) += 1;
    }
    assert!(before > 60 && after * 20 < before, "{before} before, {after} after");
}

#[test]
fn rows_of_banking77_are_named_and_used_once() {
    let content = Content::read().unwrap();
    let origins: Vec<_> = all_notes(&content).filter_map(|(_, note)| note.origin.as_deref()).collect();
    let in_items = include_str!("../content/items.json");
    let mut seen = HashSet::new();
    for origin in &origins {
        let number = origin.strip_prefix("b77-train-").or(origin.strip_prefix("b77-test-"));
        assert!(number.is_some_and(|n| n.parse::<u32>().is_ok()), "{origin}");
        assert!(seen.insert(origin), "{origin} is used twice");
        assert!(!in_items.contains(&format!("{origin})")), "{origin} is quoted by an item");
    }
    let readme = include_str!("../content/README.md");
    assert!(
        readme.contains(&format!("The {} notes of `notes/zendesk.ndjson`", origins.len())),
        "{}",
        origins.len()
    );
    assert!(readme.contains("creativecommons.org/licenses/by/4.0"));
}

#[test]
fn the_year_has_notes_in_every_month_and_from_every_source() {
    let content = Content::read().unwrap();
    let mut months: BTreeMap<i32, usize> = BTreeMap::new();
    for (_, note) in all_notes(&content) {
        assert!((-365..0).contains(&note.day), "{}", note.id);
        *months.entry((-1 - note.day) / 30).or_default() += 1;
    }
    assert!(
        (0..12).all(|month| months.get(&month).is_some_and(|count| (50..250).contains(count))),
        "{months:?}"
    );
    for (source, notes) in &content.words.notes {
        assert!(notes.len() >= 6, "{source}: {}", notes.len());
    }
    let total = months.values().sum::<usize>();
    let known = all_notes(&content).filter(|(_, note)| note.from.is_some() || note.account.is_some()).count();
    assert!((65..85).contains(&(known * 100 / total)), "{known} of {total} have an account");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_inbox_waits_with_the_latest_notes() {
    let (_folder, store, _) = filled().await;
    let workspace = store.read();
    let count = |state| workspace.notes.iter().filter(|note| note.state == state).count();
    let open = count(NoteState::Open);
    assert!((90..=150).contains(&open), "{open} are open");
    assert!(count(NoteState::Snoozed) >= 10 && count(NoteState::Dismissed) >= 20);
    let month = now() - jiff::SignedDuration::from_hours(24 * 45);
    let recent = workspace.notes.iter().filter(|n| n.state == NoteState::Open && n.at > month).count();
    assert!(recent * 10 > open * 8, "{recent} of {open} are of the last weeks");
    assert!(workspace.notes.iter().any(|note| note.duplicate_of_id.is_some()));
}

#[tokio::test(flavor = "multi_thread")]
async fn statements_and_promises_are_of_every_kind() {
    let (_folder, store, _) = filled().await;
    let workspace = store.read();
    for kind in StatementKind::ALL {
        let of_kind = workspace.statements.iter().filter(|statement| statement.kind == *kind).count();
        assert!(of_kind >= 15, "{of_kind} of {kind}");
    }
    for state in PromiseState::ALL {
        assert!(workspace.promises.iter().any(|promise| promise.state == *state), "{state}");
    }
}
