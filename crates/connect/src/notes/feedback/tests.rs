//! What a table of unknown origin becomes.

use outweigh_core::domain::{RatingScale, SourceKind};

use super::NoteTarget;
use crate::notes::{AsideKind, ImportedNote, NoteOptions, NotePreset, ParsedNotes, inspect, parse, sniff};

fn read(name: &str, table: &str, options: &NoteOptions) -> ParsedNotes {
    parse(name, table.as_bytes(), NotePreset::Feedback, options, &mut |_, _| {}).unwrap()
}

fn parsed(table: &str) -> ParsedNotes {
    read("t.csv", table, &NoteOptions::default())
}

fn rating(note: &ImportedNote) -> Option<(RatingScale, u8)> {
    note.rating.map(|rating| (rating.scale, rating.value))
}

#[test]
fn header_words_find_who_said_what_when_and_how_satisfied() {
    let parsed = parsed(
        "date,email,company,score,comment,tags,weather\n2026-04-18,Sam@Acme.test,Acme,9,Love exports,a|b,fine\n2026-04-17,,Globex,0,No SSO,,\n",
    );
    let note = &parsed.notes[0];
    let author = note.author.as_ref().unwrap();
    assert_eq!((author.email.as_deref(), author.company.as_deref()), (Some("sam@acme.test"), Some("Acme")));
    assert_eq!(note.happened_at.unwrap().to_string(), "2026-04-18T00:00:00Z");
    assert_eq!((rating(note), note.kind), (Some((RatingScale::Nps, 9)), SourceKind::Nps));
    assert_eq!(
        (&note.tags[..], note.custom["weather"].as_str()),
        (&["a".to_owned(), "b".into()][..], "fine")
    );
    assert_eq!(note.title, None, "a column called comment asks nothing");
}

#[test]
fn a_rating_out_of_bounds_is_reported_with_its_place_and_a_bare_one_is_counted() {
    let parsed = parsed("id,csat,comment\n1,5,Quick\n2,9,Slow\n3,4,\n4,good,Fine\n5,,Fine too\n");
    assert_eq!(parsed.problems[0].message, "row 3, column \"csat\": \"9\" is not a whole number from 1 to 5");
    assert_eq!((parsed.notes.len(), parsed.without_words, parsed.rows), (3, 1, 5));
    assert_eq!(parsed.notes[1].rating.unwrap().value, 5);
    assert_eq!(parsed.notes[1].custom["csat"], "good");
    assert!(parsed.warnings.iter().any(|warning| warning.starts_with("1 records have no words")));
}

#[test]
fn figures_tell_their_scale_unless_a_person_does() {
    for (table, scale, expected) in [
        ("score,comment\n7,a b\n", None, Some(RatingScale::Nps)),
        ("score,comment\n4,a b\n", None, Some(RatingScale::Csat)),
        ("score,comment\n4,a b\n", Some(RatingScale::Nps), Some(RatingScale::Nps)),
        ("app,score,comment\nX,4,a b\n", None, Some(RatingScale::Stars)),
        ("score,comment\n87,a b\n", None, None),
    ] {
        let parsed = read("t.csv", table, &NoteOptions { scale, ..NoteOptions::default() });
        assert_eq!(rating(&parsed.notes[0]).map(|(scale, _)| scale), expected, "{table}");
    }
    assert_eq!(parsed("score,comment\n87,a b\n").notes[0].custom["score"], "87");
}

#[test]
fn several_answers_are_one_note_with_the_questions_as_asides() {
    let options = NoteOptions {
        mapping: Some([(0, NoteTarget::Id), (1, NoteTarget::Text), (2, NoteTarget::Text)].into()),
        ..NoteOptions::default()
    };
    let parsed = read("t.csv", "n,What is góod?,What is bad?\n1,Exports,No SSO\n2,,Slow\n", &options);
    let note = &parsed.notes[0];
    assert_eq!(note.text, "What is góod?\nExports\n\nWhat is bad?\nNo SSO");
    let asides: Vec<String> = note
        .asides
        .iter()
        .map(|aside| {
            note.text.chars().skip(aside.start as usize).take((aside.end - aside.start) as usize).collect()
        })
        .collect();
    assert_eq!(asides, ["What is góod?", "What is bad?"]);
    assert!(note.asides.iter().all(|aside| aside.kind == AsideKind::Question));
    let lone = &parsed.notes[1];
    assert_eq!(
        (lone.text.as_str(), lone.title.as_deref(), lone.asides.len()),
        ("Slow", Some("What is bad?"), 0)
    );
}

#[test]
fn rows_without_id_are_told_apart_and_found_again() {
    let table = "comment,date\nGreat app,2026-01-01\nGreat app,2026-01-01\nOther words,2026-01-01\n";
    let ids = |parsed: ParsedNotes| parsed.notes.into_iter().map(|note| note.external_id).collect::<Vec<_>>();
    let first = ids(parsed(table));
    assert_eq!(first.len(), 3);
    assert_eq!(first[1], format!("{}#2", first[0]));
    assert_eq!(first, ids(parsed(table)));
}

#[test]
fn what_was_written_as_html_is_read_as_text() {
    let parsed =
        parsed("id,content,date\n1,<p>Rollout &amp; SSO<br>blocked</p>,2026-01-01\n2,a < b,2026-01-01\n");
    assert_eq!(parsed.notes[0].text, "Rollout & SSO\nblocked");
    assert_eq!(parsed.notes[1].text, "a < b");
}

#[test]
fn a_title_stands_for_a_text_that_is_missing() {
    let parsed = read(
        "tech-debt.csv",
        "title,description,cost per month\nOld queue,,\"1.200,50\"\n",
        &NoteOptions::default(),
    );
    let note = &parsed.notes[0];
    assert_eq!(
        (note.text.as_str(), note.title.as_deref(), note.kind),
        ("Old queue", None, SourceKind::TechDebt)
    );
    assert_eq!(note.custom["cost per month"], "1.200,50");
}

#[test]
fn a_table_without_words_names_its_columns() {
    let error = parse("t.csv", b"a,b\n1,2\n", NotePreset::Feedback, &NoteOptions::default(), &mut |_, _| {});
    assert_eq!(
        error.unwrap_err().to_string(),
        "the file is not what feedback expects: no column is mapped to the text; the columns are a, b"
    );
    let inspection = inspect("t.csv", b"a,b\n1,2\n", NotePreset::Feedback, &NoteOptions::default()).unwrap();
    assert_eq!(inspection.columns.len(), 2, "yet it can be looked into, to map it");
    assert!(inspection.targets.iter().any(|target| target.key == "text"));
    assert!(inspection.targets.iter().all(|target| target.key != "revenue"));
}

#[test]
fn month_and_day_come_from_the_whole_column() {
    let parsed = parsed("comment,date\nx y,3/4/2026\nz w,3/21/2026\n");
    assert_eq!(parsed.notes[0].happened_at.unwrap().to_string(), "2026-03-04T00:00:00Z");
}

#[test]
fn a_table_is_told_from_a_letter_and_accounts_from_feedback() {
    for (name, text, expected) in [
        ("a.csv", "date,comment\n2026-01-01,x\n", Some(NotePreset::Feedback)),
        ("a.csv", "company,arr,website\nAcme,1,acme.test\n", Some(NotePreset::Accounts)),
        ("a.jsonl", "{\"id\":1,\"text\":\"x\",\"app\":\"Y\"}\n", Some(NotePreset::Feedback)),
        ("a.txt", "Dear Ann, thank you,\nit is late.\n", None),
    ] {
        let found = sniff(name, text.as_bytes()).ok().map(|sniffed| sniffed.preset);
        let of_records = found.filter(|preset| preset.takes_mapping());
        assert_eq!(of_records, expected, "{text}");
    }
}
