//! Whatever the bytes, reading them ends in items or in words, never in a panic.

use outweigh_connect::{ImportError, Options, Preset, inspect, parse, parse_links, sniff};
use proptest::prelude::*;

fn read_every_way(bytes: &[u8]) {
    let _ = sniff("file", bytes);
    let _ = parse_links(bytes);
    for preset in Preset::ALL {
        let _ = inspect(bytes, preset, &Options::default());
        let _ = parse(bytes, preset, &Options::default(), &mut |_, _| {});
    }
}

proptest! {
    #[test]
    fn random_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        read_every_way(&bytes);
    }

    #[test]
    fn random_dates_and_markup_never_panic(
        text in "[hbq1-6 .*#_{}!|~<>:;,a-zé✓\n\\[\\]\\\\-]{0,60}",
        date in "[0-9/.: JanFbAPMTZ+é-]{0,24}",
    ) {
        let quoted = text.replace('"', "'");
        let jira = format!(
            "Summary,Issue key,Issue id,Created,Description,Comment,Votes\n\"t{quoted}\",A-1,1,{date},\"{quoted}\",\"{date};x;{quoted}\",{date}\n"
        );
        read_every_way(jira.as_bytes());
        let issue = serde_json::json!({"issues": [{"key": "A-1", "fields": {
            "summary": text, "created": date, "description": text, "duedate": date,
            "comment": {"comments": [{"body": text, "created": date}]}
        }}]});
        read_every_way(issue.to_string().as_bytes());
    }
}

#[test]
fn json_nested_without_end_is_refused_or_reported() {
    for open in ["[", "{\"a\":", "[{\"issues\":"] {
        read_every_way(open.repeat(200_000).as_bytes());
    }
    let deep = format!("{{\"title\":\"x\",\"a\":{}{}}}", "[".repeat(5_000), "]".repeat(5_000));
    let parsed = parse(deep.as_bytes(), Preset::Ndjson, &Options::default(), &mut |_, _| {});
    assert!(matches!(parsed, Err(ImportError::WrongShape { .. })), "{parsed:?}");
}

/// Each of these would take hours if an opening mark were searched to the end of the text every time.
#[test]
fn markup_of_nothing_but_openings_is_read_in_linear_time() {
    for opening in [
        "{code:x}",
        "{code",
        "[",
        " *a",
        "*_",
        "{{",
        "!a.",
        "{quote}{code}a{code}{panel}",
        "{color:",
        "||",
        "h1. [~",
    ] {
        let text = opening.repeat(256 * 1024 / opening.len());
        let table = format!("Summary,Issue key,Issue id,Description\nt,A-1,1,\"{text}\"\n");
        let parsed = parse(table.as_bytes(), Preset::JiraCsv, &Options::default(), &mut |_, _| {});
        assert_eq!(parsed.map(|parsed| parsed.rows), Ok(1), "{opening}");
    }
}
