//! Labelled feedback: which field of which file is what.

use std::path::Path;

use anyhow::{Context, Result};
use outweigh_language::classify::Kind;
use serde_json::Value;

/// A labelled text.
pub struct Labelled {
    pub text: String,
    /// Place on the scale of stars, 0 to 1.
    pub rating: Option<f64>,
    pub label: String,
}

/// A data set of labelled texts.
pub struct Set {
    pub name: &'static str,
    /// The macro-F1 of TF-IDF and logistic regression in an earlier measurement, on other splits.
    pub quoted: f64,
    pub texts: Vec<Labelled>,
}

/// Folder, file and quoted baseline of each set.
const SETS: [(&str, &str, f64); 4] = [
    ("feedback_clap", "classification.jsonl", 0.754),
    ("feedback_playstore20", "labelled.jsonl", 0.807),
    ("feedback_maalej2016", "reviews.jsonl", 0.543),
    ("issues_nlbse24", "issues.jsonl", 0.481),
];

/// The sets that are there.
pub fn sets(data: &Path) -> Result<Vec<Set>> {
    let there = SETS.iter().filter(|(folder, file, _)| data.join(folder).join(file).exists());
    there
        .map(|(folder, file, quoted)| {
            Ok(Set { name: folder, quoted: *quoted, texts: read(data, folder, file)? })
        })
        .collect()
}

fn read(data: &Path, folder: &str, file: &str) -> Result<Vec<Labelled>> {
    let path = data.join(folder).join(file);
    let lines =
        std::fs::read_to_string(&path).with_context(|| format!("failed to read {}", path.display()))?;
    lines
        .lines()
        .map(|line| labelled(&serde_json::from_str(line)?).context("a line without text or label"))
        .collect()
}

fn labelled(line: &Value) -> Option<Labelled> {
    let text = match line["text"].as_str() {
        Some(text) => text.to_owned(),
        None => format!("{}\n{}", line["title"].as_str()?, line["body"].as_str().unwrap_or("")),
    };
    let rating = line["rating"].as_f64().map(|stars| (stars - 1.0) / 4.0);
    Some(Labelled { text, rating, label: line["label"].as_str()?.to_owned() })
}

/// Labels that mean the same in all sets: bug, feature, question, other.
pub fn shared_label(label: &str) -> &'static str {
    match label {
        "bug" => "bug",
        "feature" | "feature_request" => "feature",
        "question" => "question",
        "security" => "security",
        "performance" | "energy" => "performance",
        "usability" => "usability",
        _ => "other",
    }
}

/// The shipped kind that a label of a set stands for.
pub fn kind(label: &str) -> Option<Kind> {
    match label {
        "bug" => Some(Kind::Bug),
        "feature" | "feature_request" => Some(Kind::Request),
        "question" => Some(Kind::Question),
        "rating_praise" => Some(Kind::Praise),
        "security" => Some(Kind::Security),
        "performance" | "energy" => Some(Kind::Performance),
        "usability" => Some(Kind::Usability),
        _ => None,
    }
}
