//! The index agrees with looking at every document.

use std::collections::BTreeMap;

use outweigh_index::{Edit, Filter, Kind, Like, Query};
use outweigh_language::Embedder;
use proptest::prelude::*;

use crate::support::{id, index, query, upsert};

const WORDS: [&str; 12] = [
    "export", "invoice", "login", "slow", "crash", "phone", "report", "colour", "night", "bill", "the", "is",
];

fn texts() -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::sample::select(&WORDS[..]), 1..8).prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn after_any_history_search_finds_what_looking_at_all_finds(
        history in proptest::collection::vec((1_u128..15, proptest::option::of((texts(), any::<bool>()))), 1..40),
        asked in texts(),
    ) {
        let (folder, mut index) = index([]);
        let mut model: BTreeMap<u128, (String, Kind)> = BTreeMap::new();
        for (position, chunk) in (2..).zip(history.chunks(7)) {
            let edits = chunk.iter().map(|(number, change)| match change {
                Some((text, item)) => {
                    let kind = if *item { Kind::Item } else { Kind::Note };
                    model.insert(*number, (text.clone(), kind));
                    upsert(outweigh_index::Document::new(kind, id(*number), "", text.as_str()))
                }
                None => {
                    model.remove(number);
                    Edit::Remove(id(*number))
                }
            });
            index.apply(position, edits.collect()).unwrap();
            if position % 2 == 0 {
                drop(index);
                index = outweigh_index::Index::open(folder.path()).unwrap();
                prop_assert_eq!(index.position(), position);
            }
        }
        prop_assert_eq!(index.documents(), model.len());

        let filter = Filter { kinds: vec![Kind::Item], ..Filter::default() };
        let hits = index.search(&Query { filter: filter.clone(), ..query(&asked) }).unwrap().hits;
        let items: BTreeMap<u128, &String> =
            model.iter().filter(|(_, (_, kind))| *kind == Kind::Item).map(|(n, (text, _))| (*n, text)).collect();
        let holds = |text: &str| asked.split(' ').any(|word| text.split(' ').any(|other| word == other));
        // Every item with a word of the query is found, with its closeness; nothing else matches by words.
        let by_words: Vec<u128> = items.iter().filter(|(_, text)| holds(text)).map(|(n, _)| *n).collect();
        let mut found: Vec<u128> =
            hits.iter().filter(|hit| hit.words > 0.0).map(|hit| hit.id.as_u128()).collect();
        found.sort_unstable();
        prop_assert_eq!(&found, &by_words);
        let embedder = Embedder::default();
        let vector = embedder.embed(&asked).compact();
        for hit in &hits {
            let text = items[&hit.id.as_u128()];
            let closeness = vector.cosine(&embedder.embed_titled("", text).compact());
            prop_assert!((hit.closeness - closeness).abs() < 1e-6);
        }
        prop_assert!(hits.is_sorted_by(|a, b| a.score > b.score || (a.score == b.score && a.id < b.id)));

        let similar = index.similar(Like { id: None, title: "", text: &asked }, &filter, 20).unwrap();
        prop_assert!(by_words.iter().all(|number| similar.iter().any(|hit| hit.id == id(*number))));
    }
}
