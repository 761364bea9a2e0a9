//! Pendo's poll events, as its aggregation endpoint gives them: the score and the reason of one visitor to one
//! guide are two events.

use std::collections::HashMap;

use outweigh_core::domain::{RatingScale, SourceKind};

use crate::json::Lookup;
use crate::notes::records::{self, Object};
use crate::notes::text::clean;
use crate::notes::{ImportedContact, ImportedNote, ImportedRating, NoteFile, ParsedNotes};
use crate::{ImportError, Progress, RowProblem};

/// Whether a record is a poll event.
pub(crate) fn is_poll(event: &Object) -> bool {
    event.contains_key("pollId") && event.contains_key("visitorId") && event.contains_key("pollResponse")
}

/// What one visitor answered in one guide.
#[derive(Default)]
struct Answers {
    row: usize,
    texts: Vec<String>,
    score: Option<u8>,
    at: Option<jiff::Timestamp>,
    author: ImportedContact,
    id: String,
}

/// Reads the events.
pub(crate) fn parse_polls(file: NoteFile<'_>, on_progress: Progress<'_>) -> Result<ParsedNotes, ImportError> {
    let mut answers: Vec<Answers> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut parsed = records::read(file, &["results"], on_progress, |collector, row, event| {
        let Some(visitor) = event.text("visitorId") else {
            return collector.problem(RowProblem::whole_row(row, "a visitorId", "it names no visitor"));
        };
        let id = format!("{}/{visitor}", event.text("guideId").unwrap_or_default());
        let place = *places.entry(id.clone()).or_insert(answers.len());
        if place == answers.len() {
            answers.push(Answers { row, id, ..Answers::default() });
        }
        let answer = &mut answers[place];
        answer.at = answer.at.max(records::time(event.get("browserTime")));
        answer.author = ImportedContact {
            external_id: Some(visitor.to_owned()),
            email: visitor.contains('@').then(|| visitor.to_lowercase()),
            account_id: event.text("accountId").map(str::to_owned),
            ..ImportedContact::default()
        };
        let response = event.get("pollResponse").and_then(records::shown).unwrap_or_default();
        match response.parse::<u8>() {
            Ok(score) if score <= 10 => answer.score = Some(score),
            _ if !response.is_empty() => answer.texts.push(clean(&response)),
            _ => {}
        }
    })?;
    for answer in answers {
        let text = answer.texts.join("\n\n");
        if text.is_empty() {
            parsed.without_words += 1;
            continue;
        }
        parsed.notes.push(ImportedNote {
            author: Some(answer.author),
            happened_at: answer.at,
            rating: answer.score.map(|value| ImportedRating { scale: RatingScale::Nps, value }),
            row: answer.row,
            external_id: answer.id,
            text,
            ..ImportedNote::new(SourceKind::Nps, "Pendo")
        });
    }
    if parsed.without_words > 0 {
        parsed
            .warnings
            .push(format!("{} visitors gave a score and no words; they were left out", parsed.without_words));
    }
    Ok(parsed)
}
