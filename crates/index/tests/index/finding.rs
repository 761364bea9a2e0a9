//! What searches find, and why.

use outweigh_index::{Facets, Filter, Kind, Like};
use outweigh_language::Span;

use crate::support::{filtered, found, id, index, note, query, support_notes, typed, upsert};

#[test]
fn words_find_in_any_of_their_forms() {
    let (_folder, index) = index(support_notes());
    assert_eq!(found(&index, &query("exported"))[..2], [4, 2]);
    assert_eq!(found(&index, &query("EXP_4012"))[0], 2);
}

#[test]
fn meaning_finds_what_shares_no_word() {
    let (_folder, index) = index(support_notes());
    let hits = index.search(&query("cannot log on using my mobile")).unwrap().hits;
    assert_eq!(hits[0].id, id(3));
    let hits = index.search(&query("nocturnal colours")).unwrap().hits;
    assert_eq!((hits[0].id, hits[0].words), (id(5), 0.0));
}

#[test]
fn a_quoted_query_finds_only_the_phrase() {
    let (_folder, index) = index(support_notes());
    assert_eq!(found(&index, &query("\"custom columns\"")), [2]);
    assert_eq!(found(&index, &query("\"columns custom\"")), Vec::<u128>::new());
    assert_eq!(found(&index, &query("\"google\"")), [3]);
    // The end of the title and the beginning of the text are no phrase.
    assert_eq!(found(&index, &query("\"login signing\"")), Vec::<u128>::new());
}

#[test]
fn a_half_typed_word_finds_what_it_may_become() {
    let (_folder, index) = index(support_notes());
    for beginning in ["spr", "spreadsh", "spreadsheets"] {
        assert_eq!(found(&index, &typed(beginning))[0], 4, "{beginning}");
    }
    assert_eq!(found(&index, &typed("custom col"))[0], 2);
    let finished = index.search(&query("spreadsh")).unwrap().hits;
    assert!(finished.iter().all(|hit| hit.words == 0.0), "{finished:?}");
}

#[test]
fn every_letter_of_a_word_keeps_it_found() {
    let (_folder, index) = index(support_notes());
    let word = "downloading";
    for end in 2..=word.len() {
        assert_eq!(found(&index, &typed(&word[..end]))[0], 1, "{}", &word[..end]);
    }
}

#[test]
fn filters_hold_for_words_and_meaning_and_are_complete() {
    let with = |number: u128, facets: Facets| {
        let mut document = note(number, "", "The export is slow");
        document.facets = facets;
        document
    };
    // The one that fits is the worst match of many.
    let mut documents: Vec<_> = (100..900).map(|number| with(number, Facets::default())).collect();
    let mut rare = with(1, Facets::default());
    rare.text = "Something else entirely, about the weather, with an export at the end".into();
    rare.kind = Kind::Item;
    rare.facets = Facets {
        source_kind: Some("support".into()),
        account_id: Some(id(7)),
        product_id: Some(id(8)),
        status: Some("open".into()),
        segment_ids: vec![id(9), id(10)],
        time_micros: Some(1_000),
        revenue: Some(50_000.0),
    };
    documents.push(rare);
    let (_folder, index) = index(documents);
    let fitting = [
        Filter { kinds: vec![Kind::Item, Kind::Account], ..Filter::default() },
        Filter { source_kinds: vec!["support".into()], ..Filter::default() },
        Filter { account_ids: vec![id(7)], ..Filter::default() },
        Filter { product_ids: vec![id(8)], ..Filter::default() },
        Filter { statuses: vec!["open".into(), "done".into()], ..Filter::default() },
        Filter { segment_ids: vec![id(10)], ..Filter::default() },
        Filter { since_micros: Some(1_000), before_micros: Some(1_001), ..Filter::default() },
        Filter { least_revenue: Some(50_000.0), ..Filter::default() },
    ];
    for filter in fitting {
        for text in ["export", "\"an export\"", "", "rain and sunshine outside today"] {
            let hits = index.search(&filtered(text, filter.clone())).unwrap();
            assert_eq!((hits.hits.len(), hits.total), (1, 1), "{text} {filter:?}");
            assert_eq!(hits.hits[0].id, id(1));
        }
    }
    let failing = [
        Filter { before_micros: Some(1_000), ..Filter::default() },
        Filter { statuses: vec!["done".into()], ..Filter::default() },
        Filter { kinds: vec![Kind::Item], account_ids: vec![id(8)], ..Filter::default() },
    ];
    for filter in failing {
        assert_eq!(index.search(&filtered("export", filter)).unwrap().total, 0);
    }
}

#[test]
fn without_a_question_the_newest_come_first() {
    let at = |number: u128, time_micros| {
        let mut document = note(number, "", "text");
        document.facets.time_micros = time_micros;
        document
    };
    let (_folder, index) = index([at(1, Some(5)), at(2, Some(9)), at(3, None), at(4, Some(9))]);
    assert_eq!(found(&index, &query(" ")), [2, 4, 1, 3]);
}

#[test]
fn near_duplicates_come_first_and_never_the_text_itself() {
    let (_folder, index) = index(support_notes());
    index.apply(2, vec![upsert(note(6, "", "CSV export loses custom columns: EXP_4012"))]).unwrap();
    let like = Like { id: Some(id(6)), title: "", text: "CSV export loses custom columns: EXP_4012" };
    let similar = index.similar(like, &Filter::default(), 3).unwrap();
    assert_eq!(similar[0].id, id(2));
    assert!(similar[0].closeness > 0.5 && similar[0].words == 1.0, "{similar:?}");
    assert!(similar.iter().all(|hit| hit.id != id(6)));
}

#[test]
fn marks_are_the_places_that_matched() {
    let (_folder, index) = index(support_notes());
    let words = |query: &_, text: &str| {
        let marks = index.marks(query, text).words;
        marks.iter().map(|span| span.of_text(text).to_owned()).collect::<Vec<_>>()
    };
    let text = "Größe: exports of an export, exporting";
    assert_eq!(words(&query("the exported"), text), ["exports", "export", "exporting"]);
    assert_eq!(words(&typed("exporti"), text), ["exporting"]);
    assert_eq!(words(&query("\"an export\""), text), ["an export"]);
    assert_eq!(words(&query("größe"), text), ["Größe"]);
    let text = "Thanks. The theme is too bright at night.";
    let marks = index.marks(&query("dark mode"), text);
    assert_eq!((marks.words, marks.sentence), (Vec::new(), Some(Span { start: 8, end: 41 })));
}

#[test]
fn any_text_may_be_searched_for() {
    let (_folder, index) = index(support_notes());
    for text in ["\"", "\"\"", "?!", "\u{0}", "東京", "a\u{301}", "((", "AND OR NOT", "*", &"x".repeat(5_000)]
    {
        index.search(&query(text)).unwrap();
        index.search(&typed(text)).unwrap();
        assert!(index.marks(&typed(text), text).words.len() <= text.len());
    }
}
