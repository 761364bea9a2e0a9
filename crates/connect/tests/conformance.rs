//! Every connector against its own fixtures: each file under `fixtures/<preset>/` is sniffed as that preset,
//! parses without a problem, can be inspected, and gives exactly the items of its snapshot.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use outweigh_connect::{ImportError, Options, Preset, inspect, parse, sniff};

fn fixtures(preset: Preset) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(preset.key());
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("a folder of fixtures for every preset")
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.extension().is_some_and(|extension| extension != "md"))
        .collect();
    files.sort();
    files
}

#[test]
fn every_fixture_is_sniffed_parsed_and_unchanged() {
    for preset in Preset::ALL {
        let files = fixtures(preset);
        assert!(!files.is_empty(), "{preset} has no fixture");
        for file in files {
            let bytes = std::fs::read(&file).unwrap();
            let name = file.file_stem().unwrap().to_str().unwrap();
            let sniffed = sniff(file.file_name().unwrap().to_str().unwrap(), &bytes).unwrap();
            assert_eq!(sniffed.preset, preset, "{name}: {}", sniffed.reason);
            let parsed = parse(&bytes, preset, &Options::default(), &mut |_, _| {}).unwrap();
            assert_eq!(parsed.problems, [], "{name}");
            let ids: BTreeSet<_> = parsed.items.iter().map(|item| &item.external_id).collect();
            assert_eq!(ids.len(), parsed.items.len(), "{name}: ids are unique");
            assert!(ids.iter().all(|id| !id.is_empty()), "{name}: ids are filled");
            assert_eq!(inspect(&bytes, preset, &Options::default()).unwrap().rows, parsed.rows, "{name}");
            insta::assert_json_snapshot!(format!("{preset}__{name}"), parsed);
        }
    }
}

/// A file cut anywhere is either refused or gives fewer rows; it never panics and never makes up items.
#[test]
fn a_fixture_cut_anywhere_is_refused_or_shorter() {
    for preset in Preset::ALL {
        for file in fixtures(preset) {
            let bytes = std::fs::read(&file).unwrap();
            let whole = parse(&bytes, preset, &Options::default(), &mut |_, _| {}).unwrap();
            for cut in (0..bytes.len()).step_by(1 + bytes.len() / 150) {
                match parse(&bytes[..cut], preset, &Options::default(), &mut |_, _| {}) {
                    Ok(parsed) => assert!(parsed.rows <= whole.rows, "{} at {cut}", file.display()),
                    Err(error) => assert!(!error.hint().is_empty()),
                }
            }
        }
    }
}

/// JSON files are never imported in part: each cut one is refused as cut, malformed or empty.
#[test]
fn a_cut_json_page_imports_nothing() {
    for preset in [Preset::JiraJson, Preset::GithubJson] {
        for file in fixtures(preset) {
            let bytes = std::fs::read(&file).unwrap();
            for cut in (1..bytes.trim_ascii_end().len()).step_by(97) {
                let error = parse(&bytes[..cut], preset, &Options::default(), &mut |_, _| {}).unwrap_err();
                assert!(
                    matches!(error, ImportError::Truncated { .. }),
                    "{} at {cut}: {error}",
                    file.display()
                );
            }
        }
    }
}
