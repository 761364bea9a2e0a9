//! How good the evidence on an item is.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use super::voices::{Speaker, Voice};
use crate::domain::{Polarity, SourceKind};
use crate::workspace::Workspace;

/// Independent accounts from which on evidence is more than anecdotes.
const ACCOUNTS_FOR_DATA: usize = 3;
/// Kinds of source from which on it is.
const KINDS_FOR_DATA: usize = 2;
/// The tag of a note that tells the result of an experiment.
const EXPERIMENT: &str = "experiment";

/// From what nobody but us says to what was tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum GradeLevel {
    /// No customer has said so.
    Opinion,
    /// Some have: fewer than three independent accounts, or all through one kind of source.
    Anecdote,
    /// At least three independent accounts through at least two kinds of source, or usage that was measured.
    Data,
    /// The result of an experiment: a note of kind research or usage with the tag `experiment`.
    Test,
}

/// How good the evidence for an item is, and what that rests on.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Grade {
    pub level: GradeLevel,
    /// Independent speakers: accounts, contacts without one, sources that do not say whose voice it is.
    pub speakers: usize,
    /// Accounts among them.
    pub accounts: usize,
    /// Kinds of source.
    pub source_kinds: usize,
    /// When the newest of them spoke.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub newest: Option<Timestamp>,
    /// The greatest strength, 0 to 3.
    pub strongest: u8,
    /// The grade in a sentence.
    pub because: String,
}

/// Grades the voices for an item.
pub fn grade(workspace: &Workspace, voices: &[Voice]) -> Grade {
    let voices: Vec<&Voice> = voices.iter().filter(|voice| voice.polarity == Polarity::For).collect();
    let speakers: BTreeSet<Speaker> = voices.iter().map(|voice| voice.speaker()).collect();
    let accounts = speakers.iter().filter(|speaker| matches!(speaker, Speaker::Account(_))).count();
    let kinds: BTreeSet<SourceKind> = voices.iter().map(|voice| voice.source_kind).collect();
    let tested = voices.iter().any(|voice| {
        let note = workspace.notes.get(voice.note);
        matches!(voice.source_kind, SourceKind::Research | SourceKind::Usage)
            && note.is_some_and(|note| note.tags.iter().any(|tag| tag == EXPERIMENT))
    });
    let measured = kinds.contains(&SourceKind::Usage);
    let counted = |n: usize, one: &str, many: &str| match n {
        1 => format!("1 {one}"),
        n => format!("{n} {many}"),
    };
    let who = counted(speakers.len(), "independent voice", "independent voices");
    let through = counted(kinds.len(), "kind of source", "kinds of source");
    let (level, because) = match (voices.is_empty(), tested) {
        (true, _) => (GradeLevel::Opinion, "no customer has said so yet".to_owned()),
        (_, true) => (GradeLevel::Test, "an experiment was run".to_owned()),
        _ if measured => (GradeLevel::Data, "usage was measured".to_owned()),
        _ if speakers.len() >= ACCOUNTS_FOR_DATA && kinds.len() >= KINDS_FOR_DATA => {
            (GradeLevel::Data, format!("{who} through {through}"))
        }
        _ => (GradeLevel::Anecdote, format!("{who} through {through}; three through two would be data")),
    };
    Grade {
        level,
        speakers: speakers.len(),
        accounts,
        source_kinds: kinds.len(),
        newest: voices.iter().map(|voice| voice.at).max(),
        strongest: voices.iter().map(|voice| voice.strength).max().unwrap_or(0),
        because,
    }
}
