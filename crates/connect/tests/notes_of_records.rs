//! Every connector of tables and records against its own fixtures: each file is sniffed as its preset, gives
//! exactly the notes, accounts and contacts of its snapshot, and the same ones again. Whatever the bytes, reading
//! them ends in notes or in words, never in a panic, and no row gets lost unsaid.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use outweigh_connect::notes::{NoteOptions, NotePreset, NoteTarget, ParsedNotes, inspect, parse, sniff};
use outweigh_connect::{DateOrder, ImportError};
use proptest::prelude::*;

/// The presets whose files are tables or JSON records.
const OF_RECORDS: [NotePreset; 17] = [
    NotePreset::Delighted,
    NotePreset::Typeform,
    NotePreset::SurveyMonkey,
    NotePreset::Qualtrics,
    NotePreset::Pendo,
    NotePreset::Zendesk,
    NotePreset::Intercom,
    NotePreset::GooglePlay,
    NotePreset::AppStore,
    NotePreset::Productboard,
    NotePreset::PagerDuty,
    NotePreset::Sentry,
    NotePreset::HubSpot,
    NotePreset::Salesforce,
    NotePreset::Accounts,
    NotePreset::Contacts,
    NotePreset::Feedback,
];

fn fixtures() -> Vec<(NotePreset, PathBuf)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/notes");
    let mut files = Vec::new();
    for preset in OF_RECORDS {
        let folder =
            std::fs::read_dir(root.join(preset.key())).expect("a folder of fixtures for every preset");
        let before = files.len();
        files.extend(folder.map(|entry| (preset, entry.expect("a readable folder").path())));
        assert!(files.len() > before, "{preset} has no fixture");
    }
    files.sort();
    files
}

fn name(file: &Path) -> &str {
    file.file_name().and_then(|name| name.to_str()).expect("a readable name")
}

fn read(name: &str, bytes: &[u8], preset: NotePreset) -> Result<ParsedNotes, ImportError> {
    parse(name, bytes, preset, &NoteOptions::default(), &mut |_, _| {})
}

#[test]
fn every_fixture_is_sniffed_read_and_unchanged() {
    for (preset, file) in fixtures() {
        let bytes = std::fs::read(&file).unwrap();
        let sniffed =
            sniff(name(&file), &bytes).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        assert_eq!(sniffed.preset, preset, "{}: {}", name(&file), sniffed.reason);
        let parsed = read(name(&file), &bytes, preset).unwrap();
        assert_eq!(parsed.problems, [], "{}", name(&file));
        assert!(!parsed.notes.is_empty() || !parsed.accounts.is_empty() || !parsed.contacts.is_empty());
        check_laws(&parsed);
        assert_eq!(parsed, read(name(&file), &bytes, preset).unwrap(), "twice is once");
        insta::assert_json_snapshot!(
            format!("{preset}__{}", file.file_stem().unwrap().to_str().unwrap()),
            parsed
        );
    }
}

/// What holds for all that was read, whatever it was read from.
fn check_laws(parsed: &ParsedNotes) {
    let ids: BTreeSet<_> = parsed.notes.iter().map(|note| (&note.source, &note.external_id)).collect();
    assert_eq!(ids.len(), parsed.notes.len(), "ids are unique");
    for note in &parsed.notes {
        assert!(!note.external_id.is_empty() && !note.text.trim().is_empty() && !note.source.is_empty());
        let length = u32::try_from(note.text.chars().count()).expect("a text of at most a mebibyte");
        let mut end = 0;
        for turn in &note.turns {
            assert!(end <= turn.start && turn.start < turn.end && turn.end <= length);
            end = turn.end;
        }
        assert!(note.asides.iter().all(|aside| aside.start < aside.end && aside.end <= length));
        if let Some(rating) = note.rating {
            let (low, high) = rating.scale.bounds();
            assert!((low..=high).contains(&rating.value));
        }
    }
    let accounts: BTreeSet<_> =
        parsed.accounts.iter().map(|account| (&account.source, &account.external_id)).collect();
    assert_eq!(accounts.len(), parsed.accounts.len(), "one account for each id");
    assert!(parsed.accounts.iter().all(|account| !account.name.is_empty()));
    assert!(parsed.accounts.iter().all(|account| account.revenue.is_none_or(|revenue| revenue >= 0.0)));
}

#[test]
fn a_fixture_cut_anywhere_is_refused_or_shorter() {
    for (preset, file) in fixtures() {
        let bytes = std::fs::read(&file).unwrap();
        let whole = read(name(&file), &bytes, preset).unwrap();
        for cut in (0..bytes.len()).step_by(1 + bytes.len() / 100) {
            match read(name(&file), &bytes[..cut], preset) {
                Ok(parsed) => {
                    check_laws(&parsed);
                    assert!(parsed.rows <= whole.rows + 2, "{} at {cut}", file.display());
                }
                Err(error) => assert!(!error.hint().is_empty()),
            }
        }
    }
}

#[test]
fn a_fixture_read_as_any_other_preset_is_refused_or_stands_by_the_laws() {
    for (_, file) in fixtures() {
        let bytes = std::fs::read(&file).unwrap();
        for other in OF_RECORDS {
            let _ = inspect(name(&file), &bytes, other, &NoteOptions::default());
            if let Ok(parsed) = read(name(&file), &bytes, other) {
                check_laws(&parsed);
            }
        }
    }
}

#[test]
fn a_hundred_thousand_rows_are_all_accounted_for() {
    const ROWS: usize = 100_000;
    let mut table = String::from("id,date,email,company,score,comment\n");
    for row in 0..ROWS {
        let (score, comment) = match row % 10 {
            0 => (11, "out of bounds".to_owned()),
            1 => (7, String::new()),
            _ => (row % 11, format!("\"the export, row {row}, takes an hour\"")),
        };
        let (day, company) = (1 + row % 28, row % 5_000);
        table.push_str(&format!(
            "R-{row},2026-04-{day:02},u{row}@c{company}.test,Company {company},{score},{comment}\n"
        ));
    }
    let mut last = (0, 0);
    let options =
        NoteOptions { scale: Some(outweigh_core::domain::RatingScale::Nps), ..NoteOptions::default() };
    let parsed = parse("big.csv", table.as_bytes(), NotePreset::Feedback, &options, &mut |done, total| {
        last = (done, total);
    })
    .unwrap();
    assert_eq!((parsed.rows, parsed.notes.len(), parsed.problems.len()), (ROWS, ROWS * 8 / 10, ROWS / 10));
    assert_eq!((parsed.without_words, last), (ROWS / 10, (ROWS, ROWS)));
    check_laws(&parsed);
}

proptest! {
    #[test]
    fn random_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = sniff("file", &bytes);
        for preset in OF_RECORDS {
            let _ = read("file", &bytes, preset);
        }
    }

    #[test]
    fn whatever_stands_in_the_cells_no_row_gets_lost(
        cells in prop::collection::vec(
            ("[a-c]{0,2}", "[0-9★.,/ -]{0,6}|good|🤩", "[<>a-z&;/ é\"@]{0,20}", "[0-9/.: T-]{0,12}", "[a-z@. ]{0,12}"),
            0..12,
        ),
        order in prop::option::of(prop::sample::select(vec![DateOrder::DayFirst, DateOrder::MonthFirst])),
    ) {
        let mut table = String::from("id,nps,comment,date,email\n");
        for (id, nps, comment, date, email) in &cells {
            table.push_str(&format!("\"{id}\",\"{nps}\",\"{}\",\"{date}\",\"{email}\"\n", comment.replace('"', "\"\"")));
        }
        let options = NoteOptions {
            date_order: order,
            mapping: Some([
                (0, NoteTarget::Id), (1, NoteTarget::Rating), (2, NoteTarget::Text), (3, NoteTarget::Time), (4, NoteTarget::Email),
            ].into()),
            ..NoteOptions::default()
        };
        let parsed = parse("t.csv", table.as_bytes(), NotePreset::Feedback, &options, &mut |_, _| {}).unwrap();
        check_laws(&parsed);
        let refused: BTreeSet<_> = parsed.problems.iter().map(|problem| problem.row).collect();
        let repeated: usize = parsed
            .warnings
            .iter()
            .filter_map(|warning| warning.strip_suffix(" were there more than once and are taken once")?.parse::<usize>().ok())
            .sum();
        prop_assert_eq!(parsed.notes.len() + refused.len() + parsed.without_words + repeated, cells.len());
        prop_assert_eq!(parsed.rows, cells.len());
        let again = parse("t.csv", table.as_bytes(), NotePreset::Feedback, &options, &mut |_, _| {}).unwrap();
        prop_assert_eq!(parsed, again);
    }

    #[test]
    fn random_fields_of_tickets_never_panic(
        text in "[<>a-z&;/ é\\\\\"\n]{0,30}", number in any::<i64>(), public in any::<bool>(),
    ) {
        let ticket = serde_json::json!({
            "id": number, "subject": text, "requester_id": number, "description": text, "created_at": text,
            "url": text, "tags": [text, number], "satisfaction_rating": {"score": text, "comment": text},
            "comments": [{"author_id": number, "html_body": text, "public": public}, text],
            "custom_fields": [{"id": text, "value": [text, {"a": number}]}],
        });
        check_laws(&read("t.json", ticket.to_string().as_bytes(), NotePreset::Zendesk).unwrap());
        let conversation = serde_json::json!({
            "type": "conversation", "id": text, "created_at": number, "source": {"body": text, "author": text},
            "conversation_parts": {"conversation_parts": [{"part_type": "comment", "body": text}, number]},
            "conversation_rating": {"rating": number}, "custom_attributes": {"a": text},
        });
        check_laws(&read("t.json", conversation.to_string().as_bytes(), NotePreset::Intercom).unwrap());
    }
}

#[test]
fn json_nested_without_end_is_refused_or_reported() {
    for preset in OF_RECORDS {
        for open in ["[", "{\"a\":", "[{\"tickets\":"] {
            assert!(read("t.json", open.repeat(100_000).as_bytes(), preset).is_err(), "{preset}");
        }
    }
}
