//! The texts to learn from, each with the kinds it is, is not, or may be.

use std::collections::BTreeMap;
use std::path::Path;

use outweigh_language::classify::Kind;
use serde_json::Value;

use crate::weak;

/// Weight of a sentence of the seed.
const SEED_WEIGHT: f64 = 3.0;
/// Weight of a text that its source labels.
const LABELLED: f64 = 1.0;
/// Weight of a text that talks of something else altogether.
const ELSEWHERE: f64 = 0.3;
/// One in so many texts to voice assistants is enough to know what no product is.
const ASSISTANT_SHARE: usize = 4;
/// A report is read up to here: its title and what it begins with.
const CHARACTERS: usize = 400;

/// A text and what is known of it.
pub struct Text {
    pub text: String,
    /// Whether it was written, and labelled in full, for this.
    pub is_seed: bool,
    kinds: BTreeMap<Kind, (bool, f64)>,
}

impl Text {
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_seed: false, kinds: BTreeMap::new() }
    }

    /// Whether it is of a kind and how much that counts, if anything is known of it.
    pub fn is(&self, kind: Kind) -> Option<(bool, f64)> {
        self.kinds.get(&kind).copied()
    }

    /// Says something of kinds that nothing was said of before.
    pub fn and(mut self, kinds: &[Kind], positive: bool, weight: f64) -> Self {
        for kind in kinds {
            self.kinds.entry(*kind).or_insert((positive, weight));
        }
        self
    }
}

/// All texts, in the order of their sources.
pub fn texts(data: &Path, seed: &Path) -> Result<Vec<Text>, String> {
    let mut texts = seeds(seed)?;
    texts.extend(lines(data, "theme_banking77/texts.jsonl")?.iter().map(banking));
    texts.extend(lines(data, "theme_clinc150/texts.jsonl")?.iter().step_by(ASSISTANT_SHARE).map(assistant));
    texts.extend(lines(data, "theme_hwu64/texts.jsonl")?.iter().step_by(ASSISTANT_SHARE).map(assistant));
    texts.extend(lines(data, "dup_gitbugs/corpus.jsonl")?.iter().map(report));
    texts.extend(lines(data, "backlog_beads/issues.jsonl")?.iter().map(issue));
    texts.extend(
        lines(data, "search_appreviews_is22/corpus.jsonl")?
            .iter()
            .map(|line| weak::review(field(line, "text"))),
    );
    Ok(texts)
}

fn seeds(path: &Path) -> Result<Vec<Text>, String> {
    let file = std::fs::read_to_string(path)
        .map_err(|error| format!("failed to read {}: {error}", path.display()))?;
    let lines = file.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    lines
        .map(|line| {
            let (kinds, text) = line.split_once('\t').ok_or_else(|| format!("no tab in \"{line}\""))?;
            let named =
                |name: &str| Kind::named(name).ok_or_else(|| format!("no kind \"{name}\" in \"{line}\""));
            let mut kinds =
                kinds.split(',').filter(|name| *name != "-").map(named).collect::<Result<Vec<_>, _>>()?;
            if kinds.iter().any(|kind| matches!(kind, Kind::Bug | Kind::Usability | Kind::Performance)) {
                kinds.push(Kind::Problem);
            }
            let text = Text { is_seed: true, ..Text::new(text) };
            Ok(text.and(&kinds, true, SEED_WEIGHT).and(&Kind::ALL, false, SEED_WEIGHT))
        })
        .collect()
}

fn lines(data: &Path, file: &str) -> Result<Vec<Value>, String> {
    let path = data.join(file);
    let text = std::fs::read_to_string(&path)
        .map_err(|error| format!("failed to read {}: {error}", path.display()))?;
    text.lines()
        .map(|line| serde_json::from_str(line).map_err(|error| format!("{}: {error}", path.display())))
        .collect()
}

fn field<'v>(line: &'v Value, name: &str) -> &'v str {
    line[name].as_str().unwrap_or("")
}

/// Intents of a bank's customers that say that something does not work.
const FAULTS: [&str; 16] = [
    "balance_not_updated",
    "declined_",
    "pending_",
    "top_up_reverted",
    "reverted_card",
    "transaction_charged_twice",
    "wrong_",
    "Refund_not",
    "extra_charge",
    "unable_to_verify",
    "pin_blocked",
    "card_declined",
    "damaged_card",
    "not_working",
    "failed",
    "account_blocked",
];
const SECURITY: [&str; 5] =
    ["lost_or_stolen", "report_lost", "passcode_forgotten", "compromised", "report_fraud"];

/// A question to a bank: never praise, a wish for the product or a promise.
fn banking(line: &Value) -> Text {
    let (text, label) = (field(line, "text"), field(line, "label"));
    let of = |labels: &[&str]| labels.iter().any(|part| label.contains(part));
    let text = Text::new(text).and(&[Kind::Question], weak::asks(text), LABELLED);
    let text = if of(&FAULTS) {
        text.and(&[Kind::Problem], true, LABELLED).and(&[Kind::Bug], true, ELSEWHERE)
    } else {
        text
    };
    let text = if of(&SECURITY) { text.and(&[Kind::Security], true, ELSEWHERE) } else { text };
    // Slow payments and identity checks are in between.
    let unclear: &[Kind] = if label.contains("verify") || label.contains("timing") {
        &[Kind::Security, Kind::Performance, Kind::Problem, Kind::Bug, Kind::Usability]
    } else {
        &[Kind::Usability]
    };
    except(text, unclear, ELSEWHERE)
}

/// Something said to a voice assistant: about no product at all.
fn assistant(line: &Value) -> Text {
    let (text, label) = (field(line, "text"), field(line, "label"));
    let known = Text::new(text).and(&[Kind::Question], weak::asks(text), LABELLED);
    let unclear: &[Kind] = match label {
        "thank_you" | "music_likeness" | "general_affirm" | "general_quirky" => {
            &[Kind::Praise, Kind::Insight]
        }
        "card_declined" | "damaged_card" => &[Kind::Bug, Kind::Problem],
        "report_lost_card" => &[Kind::Security, Kind::Problem],
        "general_negate" | "general_explain" | "general_repeat" => {
            &[Kind::Problem, Kind::Bug, Kind::Usability]
        }
        _ => &[],
    };
    except(known, unclear, ELSEWHERE)
}

/// A report of a defect.
fn report(line: &Value) -> Text {
    let title = field(line, "title");
    let text = shortened(&format!("{title}\n{}", field(line, "text")));
    let first = title.split_whitespace().next().unwrap_or("").to_lowercase();
    let is_task =
        ["add", "support", "improve", "upgrade", "update", "remove", "make", "use", "implement", "bump"]
            .contains(&first.as_str());
    let text = Text::new(text);
    let text = if is_task { text } else { text.and(&[Kind::Bug, Kind::Problem], true, LABELLED) };
    let never = [Kind::Praise, Kind::Churn, Kind::Promise];
    text.and(&never, false, ELSEWHERE)
}

/// An issue of a project, by its type.
fn issue(line: &Value) -> Text {
    let text = Text::new(shortened(&format!("{}\n{}", field(line, "title"), field(line, "description"))));
    let text = match field(line, "type") {
        "bug" => text.and(&[Kind::Bug, Kind::Problem], true, LABELLED).and(&[Kind::Request], false, LABELLED),
        "feature" => text.and(&[Kind::Request], true, LABELLED).and(&[Kind::Bug], false, LABELLED),
        _ => text.and(&[Kind::Bug], false, LABELLED),
    };
    text.and(&[Kind::Praise, Kind::Churn, Kind::Promise, Kind::Question], false, ELSEWHERE)
}

fn except(text: Text, unclear: &[Kind], weight: f64) -> Text {
    let others: Vec<Kind> = Kind::ALL.into_iter().filter(|kind| !unclear.contains(kind)).collect();
    text.and(&others, false, weight)
}

fn shortened(text: &str) -> String {
    text.chars().take(CHARACTERS).collect()
}
