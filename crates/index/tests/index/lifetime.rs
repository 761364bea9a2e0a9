//! Restarts, crashes and versions.

use std::fs;
use std::path::Path;

use outweigh_index::{Edit, Index, IndexError};
use outweigh_language::{CorpusCounts, CorpusWeights};

use crate::support::{found, id, index, note, query, support_notes, upsert};

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        if entry.path().is_dir() {
            copy(&entry.path(), &to.join(entry.file_name()));
        } else {
            fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
    }
}

#[test]
fn a_restart_goes_on_where_it_was() {
    let (folder, before) = index(support_notes());
    before.apply(5, vec![Edit::Remove(id(2)), upsert(note(1, "", "The weather is fine"))]).unwrap();
    let question = query("export of the bill");
    let expected = before.search(&question).unwrap();
    drop(before);
    let after = Index::open(folder.path()).unwrap();
    assert_eq!((after.position(), after.documents()), (5, 4));
    assert_eq!(after.search(&question).unwrap(), expected);
}

#[test]
fn what_was_replaced_or_removed_is_not_found() {
    let (_folder, index) = index(support_notes());
    index
        .apply(2, vec![upsert(note(3, "", "Bananas are yellow")), Edit::Remove(id(5)), Edit::Remove(id(99))])
        .unwrap();
    assert!(!found(&index, &query("google phone")).contains(&3));
    assert_eq!(found(&index, &query("bananas"))[0], 3);
    assert!(!found(&index, &query("dark theme")).contains(&5));
    // The last edit of a document holds.
    index
        .apply(
            3,
            vec![
                Edit::Remove(id(3)),
                upsert(note(3, "", "Cherries")),
                upsert(note(6, "", "Plums")),
                Edit::Remove(id(6)),
            ],
        )
        .unwrap();
    assert_eq!((found(&index, &query("cherries"))[0], index.documents()), (3, 4));
}

#[test]
fn a_crash_leaves_the_last_commit_whole() {
    let (folder, index) = index(support_notes());
    // What a crash right now would leave behind, and then more is written.
    let left = tempfile::tempdir().unwrap();
    copy(folder.path(), left.path());
    index.apply(2, vec![Edit::Remove(id(1)), upsert(note(6, "", "Bananas"))]).unwrap();
    let again = Index::open(left.path()).unwrap();
    assert_eq!((again.position(), again.documents()), (1, 5));
    again.apply(2, vec![Edit::Remove(id(1)), upsert(note(6, "", "Bananas"))]).unwrap();
    let question = query("bananas or invoices");
    assert_eq!(again.search(&question).unwrap(), index.search(&question).unwrap());
}

#[test]
fn taking_the_same_changes_in_twice_changes_nothing() {
    let (_folder, index) = index(support_notes());
    let question = query("export as spreadsheet");
    let once = found(&index, &question);
    index.apply(1, support_notes().into_iter().map(upsert).collect()).unwrap();
    assert_eq!((found(&index, &question), index.documents()), (once, 5));
}

#[test]
fn weights_are_kept_with_the_vectors() {
    let mut counts = CorpusCounts::default();
    (0..60).for_each(|n| counts.add(&format!("export {n}")));
    let weights = CorpusWeights::learn(&counts);
    let folder = tempfile::tempdir().unwrap();
    drop(Index::create(folder.path(), weights.clone()).unwrap());
    assert_eq!(Index::open(folder.path()).unwrap().embedder().weights(), &weights);
    fs::write(folder.path().join("weights.bin"), CorpusWeights::default().to_bytes()).unwrap();
    assert!(matches!(Index::open(folder.path()), Err(IndexError::Rebuild(_))));
}

#[test]
fn what_cannot_be_read_asks_to_be_rebuilt() {
    let rebuild = |folder: &Path| matches!(Index::open(folder), Err(IndexError::Rebuild(_)));
    let empty = tempfile::tempdir().unwrap();
    assert!(rebuild(empty.path()) && rebuild(&empty.path().join("nowhere")));

    let (folder, made) = index(support_notes());
    drop(made);
    let state = folder.path().join("words/meta.json");
    let text = fs::read_to_string(&state).unwrap();
    for broken in [text.replace("minilm-table", "other-table"), text[..text.len() / 2].to_owned()] {
        assert_ne!(broken, text);
        fs::write(&state, broken).unwrap();
        assert!(rebuild(folder.path()));
    }
    let anew = Index::create(folder.path(), CorpusWeights::default()).unwrap();
    assert_eq!((anew.position(), anew.documents()), (0, 0));
}

#[test]
fn two_writers_are_refused() {
    let (folder, _index) = index([]);
    assert!(matches!(Index::open(folder.path()), Err(IndexError::Busy(_))));
    assert!(matches!(Index::create(folder.path(), CorpusWeights::default()), Err(IndexError::Busy(_))));
}
