//! Data sets of texts: one JSON object a line.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use outweigh_language::{CorpusCounts, CorpusWeights};
use serde::de::DeserializeOwned;

/// The lines of a file; none where it is not there.
///
/// # Errors
/// A line is not what was expected.
pub(crate) fn lines<T: DeserializeOwned>(file: &Path) -> Result<Option<Vec<T>>> {
    let Ok(text) = std::fs::read_to_string(file) else { return Ok(None) };
    let lines = text.lines().zip(1..).map(|(line, number)| {
        serde_json::from_str(line)
            .with_context(|| format!("failed to read line {number} of {}", file.display()))
    });
    lines.collect::<Result<_>>().map(Some)
}

/// What a workspace of these texts would learn.
pub(crate) fn weights<'t>(texts: impl IntoIterator<Item = &'t str>) -> CorpusWeights {
    let mut counts = CorpusCounts::default();
    texts.into_iter().for_each(|text| counts.add(text));
    CorpusWeights::learn(&counts)
}

/// A text and what it is about.
#[derive(Debug, serde::Deserialize)]
pub(crate) struct Labelled {
    pub(crate) text: String,
    pub(crate) label: String,
}

/// Labels as numbers from 0, in the order of their names.
pub(crate) fn numbered(texts: &[Labelled]) -> Vec<usize> {
    let mut numbers: BTreeMap<&str, usize> = texts.iter().map(|text| (text.label.as_str(), 0)).collect();
    numbers.values_mut().zip(0..).for_each(|(number, at)| *number = at);
    texts.iter().map(|text| numbers[text.label.as_str()]).collect()
}
