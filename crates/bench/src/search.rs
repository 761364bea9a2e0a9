//! Understanding and finding: embedding, indexing 100,000 notes, searching 1,000,000, adding one.

use std::time::Instant;

use anyhow::Result;
use outweigh_index::{Document, Edit, Filter, Index, Kind, Like, Query};
use outweigh_language::{CorpusCounts, CorpusWeights, Embedder, VOCABULARY_SIZE, piece};
use tempfile::TempDir;
use uuid::Uuid;

use crate::bed::scatter;
use crate::measure::{Stopwatch, milliseconds, quantile};
use crate::report::Report;

/// Notes of the import that has a target, and of the large workspace.
const NOTES: usize = 100_000;
const LARGE: usize = 1_000_000;
/// Notes that come in one change set.
const BATCH: usize = 10_000;
const SEARCHES: usize = 300;
const ADDED: usize = 30;
/// Texts a second.
const EMBEDDED: f64 = 20_000.0;
/// Seconds.
const INDEXED: f64 = 60.0;
/// Milliseconds.
const SEARCHED: f64 = 50.0;
const VISIBLE: f64 = 100.0;

/// Measures embedding and the index.
pub fn measure(report: &mut Report) -> Result<()> {
    let words: Vec<&str> = (0..VOCABULARY_SIZE as u32)
        .map(piece)
        .filter(|piece| piece.len() > 2 && piece.chars().all(|letter| letter.is_ascii_lowercase()))
        .collect();
    let texts: Vec<String> = (0..NOTES).map(|number| note(&words, number)).collect();
    let start = Instant::now();
    let embedder = Embedder::default();
    let zero = texts.iter().filter(|text| embedder.embed(text).is_zero()).count();
    let rate = texts.len() as f64 / start.elapsed().as_secs_f64();
    // The report checks that values stay below; so it is told as time per 20,000 texts.
    let note_text = format!("{rate:.0} texts a second on one core; {zero} without a known word");
    report.check("embedding: 20,000 short texts", EMBEDDED / rate, "s", 1.0, note_text);

    let mut counts = CorpusCounts::default();
    texts.iter().for_each(|text| counts.add(text));
    let folder = TempDir::new()?;
    let index = Index::create(folder.path(), CorpusWeights::learn(&counts))?;
    let watch = Stopwatch::start();
    fill(&index, &words, 0, NOTES)?;
    let cost = watch.read();
    let how = format!("embedded, in batches of {BATCH}; {:.1} s CPU", cost.cpu.as_secs_f64());
    report.check("index: 100,000 notes", cost.wall.as_secs_f64(), "s", INDEXED, how);
    fill(&index, &words, NOTES, LARGE)?;

    let questions = (0..SEARCHES).map(|n| note(&words, LARGE * 2 + n));
    let questions: Vec<String> = questions
        .zip(0..)
        .map(|(text, n)| text.split(' ').take(1 + n % 8).collect::<Vec<_>>().join(" "))
        .collect();
    search(report, "search: 1,000,000 notes, p99", &questions, |text| {
        index.search(&Query { text: text.into(), ..Query::default() }).map(|hits| hits.hits.len())
    })?;
    search(report, "search: as typed, p99", &questions, |text| {
        let text = text[..text.len() - 1].to_owned();
        index.search(&Query { text, as_you_type: true, ..Query::default() }).map(|hits| hits.hits.len())
    })?;
    let filter = || Filter { source_kinds: vec!["support".into()], ..Filter::default() };
    search(report, "search: with a filter, p99", &questions, |text| {
        index
            .search(&Query { text: text.into(), filter: filter(), ..Query::default() })
            .map(|hits| hits.hits.len())
    })?;
    search(report, "search: similar notes, p99", &questions, |text| {
        index.similar(Like { id: None, title: "", text }, &Filter::default(), 20).map(|hits| hits.len())
    })?;
    let mut added = Vec::new();
    for number in LARGE..LARGE + ADDED {
        let start = Instant::now();
        fill(&index, &words, number, number + 1)?;
        added.push(start.elapsed());
    }
    report.check(
        "index: one note more, until it is found",
        milliseconds(quantile(&mut added, 0.99)),
        "ms",
        VISIBLE,
        "p99",
    );
    drop(index);
    let start = Instant::now();
    let again = Index::open(folder.path())?;
    let note_text = format!("{} notes", again.documents());
    report.tell("index: opened again", start.elapsed().as_secs_f64(), "s", note_text);
    Ok(())
}

fn search(
    report: &mut Report,
    name: &str,
    questions: &[String],
    ask: impl Fn(&str) -> Result<usize, outweigh_index::IndexError>,
) -> Result<()> {
    let (mut took, mut found) = (Vec::new(), 0);
    for question in questions {
        let start = Instant::now();
        found += ask(question)?;
        took.push(start.elapsed());
    }
    let median = milliseconds(quantile(&mut took, 0.5));
    let note = format!("median {median:.1} ms; {} hits a search; 1 to 8 words", found / questions.len());
    report.check(name, milliseconds(quantile(&mut took, 0.99)), "ms", SEARCHED, note);
    Ok(())
}

fn fill(index: &Index, words: &[&str], from: usize, to: usize) -> Result<()> {
    let mut position = index.position();
    for start in (from..to).step_by(BATCH) {
        let document = |number: usize| {
            let mut document =
                Document::new(Kind::Note, Uuid::from_u128(number as u128), "", note(words, number));
            document.facets.source_kind = Some(["support", "nps", "interview"][number % 3].to_owned());
            document.facets.time_micros = Some(number as i64);
            Edit::Upsert(Box::new(document))
        };
        position += 1;
        index.apply(position, (start..to.min(start + BATCH)).map(document).collect())?;
    }
    Ok(())
}

/// A note of 12 to 30 words, drawn as words are in use: few often, most seldom (Zipf).
fn note(words: &[&str], number: usize) -> String {
    let length = 12 + scatter(number, 90) % 19;
    let word = |at: usize| {
        let share = (scatter(number, 100 + at as u64) % 1_000_000) as f64 / 1e6;
        words[((words.len() as f64).powf(share) - 1.0) as usize % words.len()]
    };
    (0..length).map(word).collect::<Vec<_>>().join(" ")
}
