//! Themes without being told how many: what is found against what people labelled.

pub(crate) mod mixtures;

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use anyhow::Result;
use outweigh_language::themes::{Acts, Settings, Themes};
use outweigh_language::{CompactVector, Embedder};

use crate::Findings;
use crate::measures::{ari, nmi, shown};
use crate::texts::{Labelled, lines, numbered, weights};

/// A data set, and what BERTopic (UMAP + HDBSCAN, its noise given to the nearest topic) on MiniLM found there: themes, NMI,
/// ARI, as our design notes measured it on 6,000 to 7,400 texts of the set.
const SETS: [(&str, Option<[&str; 3]>); 7] = [
    ("theme_banking77/texts.jsonl", Some(["206", ".773", ".316"])),
    ("theme_clinc150/texts.jsonl", Some(["152", ".876", ".662"])),
    ("theme_hwu64/texts.jsonl", Some(["152", ".759", ".471"])),
    ("theme_stackoverflow20/texts.jsonl", Some(["51", ".698", ".643"])),
    ("theme_shorttext_suite/searchsnippets.jsonl", None),
    ("theme_shorttext_suite/tweet.jsonl", None),
    ("theme_shorttext_suite/pascal_flickr.jsonl", None),
];

pub(crate) fn evaluate(data: &Path) -> Result<Findings> {
    let mut rows = Vec::new();
    for (name, quoted) in SETS {
        let Some(texts) = lines::<Labelled>(&data.join(name))? else { continue };
        let labels = numbered(&texts);
        let embedder = Embedder::with(weights(texts.iter().map(|text| text.text.as_str())));
        let vectors: Vec<CompactVector> =
            texts.iter().map(|text| embedder.embed(&text.text).compact()).collect();
        let notes: Vec<(usize, &CompactVector)> = vectors.iter().enumerate().collect();
        let start = Instant::now();
        let mut ids = 0..;
        let new_id = || ids.next().unwrap_or_default();
        let themes: Themes<usize, usize> =
            Themes::discover(&notes, &BTreeMap::new(), &Acts::default(), Settings::default(), new_id);
        let seconds = start.elapsed().as_secs_f64();
        // Notes in no theme count as one more group.
        let none = themes.themes().len();
        let found: Vec<usize> = (0..texts.len()).map(|note| themes.theme_of(note).unwrap_or(none)).collect();
        let outside = found.iter().filter(|theme| **theme == none).count();
        let figures = [
            name.trim_end_matches("/texts.jsonl").to_owned(),
            texts.len().to_string(),
            (labels.iter().max().map_or(0, |last| last + 1)).to_string(),
            themes.themes().len().to_string(),
            outside.to_string(),
            shown(nmi(&labels, &found)),
            shown(ari(&labels, &found)),
            format!("{seconds:.1}"),
        ];
        let quoted = quoted.map_or([""; 3], |quoted| quoted).map(str::to_owned);
        rows.push(figures.into_iter().chain(quoted).collect());
    }
    Ok(Findings {
        name: "themes",
        columns: vec![
            "set",
            "texts",
            "labels",
            "themes found",
            "in none",
            "NMI",
            "ARI",
            "seconds",
            "quoted: BERTopic on MiniLM, found",
            "NMI",
            "ARI",
        ],
        rows,
        reading: "One full pass with the shipped table and weights learnt from the set, the number of themes not told, \
                  one core. Quoted figures were measured elsewhere on parts of the same sets, at 46 to 71 CPU seconds \
                  each: for orientation."
            .into(),
    })
}
