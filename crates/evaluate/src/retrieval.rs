//! Finding what answers a question, as the product does it: `Index::search`.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Result;
use outweigh_index::{Document, Filter, Index, Kind, Query};
use serde::Deserialize;
use uuid::Uuid;

use crate::Findings;
use crate::measures::{mean, ndcg_10, shown};
use crate::ranked::{DEPTH, index, orders};
use crate::texts::{Labelled, lines, numbered};

#[derive(Deserialize)]
struct Page {
    id: String,
    title: Option<String>,
    text: String,
    app: Option<String>,
}

#[derive(Deserialize)]
struct Question {
    query_id: String,
    text: String,
    app: Option<String>,
}

#[derive(Deserialize)]
struct Judgement {
    query_id: String,
    doc_id: String,
    rel: u32,
}

/// Sets with judgements by people, and whether what nobody judged is left out of the ranking.
const JUDGED: [(&str, bool); 2] = [("retrieval_cranfield", false), ("search_appreviews_is22", true)];
/// Sets of themes: each text asks for the others of its theme.
const THEMES: [&str; 4] = ["theme_banking77", "theme_clinc150", "theme_hwu64", "theme_stackoverflow20"];
/// Texts that ask, of each.
const QUERIES: usize = 300;

/// BM25, the table and both, as our design notes measured other halves of these sets.
const QUOTED: [(&str, [&str; 3]); 4] = [
    ("retrieval_cranfield", [".388", ".310", ".398"]),
    ("search_appreviews_is22", [".831", ".594", ".800"]),
    ("theme_banking77", [".835", ".876", ".847"]),
    ("theme_clinc150", [".781", ".874", ".851"]),
];
/// Encoders alone, means over those four.
const QUOTED_MEANS: [(&str, &str); 3] =
    [("TF-IDF + SVD 256", ".530"), ("WordLlama 256", ".686"), ("all-MiniLM-L6-v2", ".650")];

pub(crate) fn evaluate(data: &Path) -> Result<Findings> {
    let mut rows: Vec<(&str, usize, [f64; 3])> = Vec::new();
    for (name, judged_only) in JUDGED {
        rows.extend(
            judged(&data.join(name), judged_only)?.map(|(queries, figures)| (name, queries, figures)),
        );
    }
    for name in THEMES {
        rows.extend(themes(&data.join(name))?.map(|(queries, figures)| (name, queries, figures)));
    }
    let means = [0, 1, 2].map(|at| mean(&rows.iter().map(|row| row.2[at]).collect::<Vec<_>>()));
    let mut table: Vec<Vec<String>> = rows
        .iter()
        .map(|(name, queries, figures)| {
            [(*name).to_owned(), queries.to_string()].into_iter().chain(figures.map(shown)).collect()
        })
        .collect();
    if !table.is_empty() {
        table.push(["mean".into(), String::new()].into_iter().chain(means.map(shown)).collect());
        let quoted = |name: &str, figures: [&str; 3]| {
            [format!("quoted: {name}"), String::new()].into_iter().chain(figures.map(str::to_owned)).collect()
        };
        table.extend(QUOTED.iter().map(|(name, figures)| quoted(name, *figures)));
        table.extend(QUOTED_MEANS.iter().map(|(name, figure)| quoted(name, ["", figure, ""])));
    }
    Ok(Findings {
        name: "retrieval",
        columns: vec!["set", "queries", "nDCG@10, BM25", "nDCG@10, meaning", "nDCG@10, both"],
        rows: table,
        reading: "Cranfield: questions of engineers on abstracts. App reviews: a feature in one or two words, on the \
                  reviews of that app; what nobody judged is left out of the ranking; twelve queries, so a \
                  difference of .05 is chance. Themes: a text asks for the others of its theme. Quoted figures are \
                  of other halves of these sets, measured elsewhere."
            .into(),
    })
}

/// nDCG@10 by words, meaning and both, on a set with judgements.
fn judged(folder: &Path, judged_only: bool) -> Result<Option<(usize, [f64; 3])>> {
    let Some(pages) = lines::<Page>(&folder.join("corpus.jsonl"))? else { return Ok(None) };
    let Some(questions) = lines::<Question>(&folder.join("queries.jsonl"))? else { return Ok(None) };
    let Some(judgements) = lines::<Judgement>(&folder.join("qrels.jsonl"))? else { return Ok(None) };
    let ids: BTreeMap<&str, Uuid> =
        pages.iter().zip(0..).map(|(page, number)| (page.id.as_str(), Uuid::from_u128(number))).collect();
    let documents = pages.iter().map(|page| {
        let title = page.title.as_deref().unwrap_or("");
        let mut document = Document::new(Kind::Note, ids[page.id.as_str()], title, page.text.as_str());
        document.facets.source_kind.clone_from(&page.app);
        document
    });
    let (_folder, index) = index(documents.collect())?;
    let mut figures = Vec::new();
    for question in &questions {
        let mine = judgements.iter().filter(|judgement| judgement.query_id == question.query_id);
        let relevant: BTreeMap<Uuid, bool> =
            mine.filter_map(|one| Some((*ids.get(one.doc_id.as_str())?, one.rel > 0))).collect();
        let count = relevant.values().filter(|relevant| **relevant).count();
        if count == 0 {
            continue;
        }
        let filter = Filter { source_kinds: question.app.iter().cloned().collect(), ..Filter::default() };
        let ranked = ranked(&index, &question.text, filter, |id| match relevant.get(&id) {
            None if judged_only => None,
            judged => Some(judged.copied().unwrap_or(false)),
        })?;
        figures.push(ranked.map(|order| ndcg_10(order, count)));
    }
    Ok(Some(means(&figures)))
}

/// The same on a set of themes.
fn themes(folder: &Path) -> Result<Option<(usize, [f64; 3])>> {
    let Some(texts) = lines::<Labelled>(&folder.join("texts.jsonl"))? else { return Ok(None) };
    let labels = numbered(&texts);
    let document = |(text, number): (&Labelled, u128)| {
        Document::new(Kind::Note, Uuid::from_u128(number), "", text.text.as_str())
    };
    let (_folder, index) = index(texts.iter().zip(0..).map(document).collect())?;
    let mut figures = Vec::new();
    for asking in (0..texts.len()).step_by(texts.len().div_ceil(QUERIES).max(1)) {
        let count = labels.iter().filter(|label| **label == labels[asking]).count() - 1;
        let ranked = ranked(&index, &texts[asking].text, Filter::default(), |id| {
            let found = id.as_u128() as usize;
            (found != asking).then(|| labels[found] == labels[asking])
        })?;
        figures.push(ranked.map(|order| ndcg_10(order, count)));
    }
    Ok(Some(means(&figures)))
}

/// Whether each hit is relevant, in the three orders; hits that are `None` are passed over.
fn ranked(
    index: &Index,
    text: &str,
    filter: Filter,
    relevant: impl Fn(Uuid) -> Option<bool>,
) -> Result<[Vec<bool>; 3]> {
    let query = Query { text: text.to_owned(), filter, limit: DEPTH, as_you_type: false };
    let hits = index.search(&query)?.hits;
    Ok(orders(&hits).map(|order| order.iter().filter_map(|hit| relevant(hit.id)).collect()))
}

fn means(figures: &[[f64; 3]]) -> (usize, [f64; 3]) {
    (figures.len(), [0, 1, 2].map(|at| mean(&figures.iter().map(|row| row[at]).collect::<Vec<_>>())))
}
