//! App Store reviews: pages of App Store Connect's API (`customerReviews`), and the public feed of an app as JSON.

use outweigh_core::domain::{RatingScale, SourceKind};
use serde_json::Value;

use crate::json::Lookup;
use crate::notes::records::{self, Object};
use crate::notes::text::{clean, filled};
use crate::notes::{ImportedContact, ImportedNote, ImportedRating, NoteFile, ParsedNotes};
use crate::{ImportError, Progress, RowProblem};

const NAME: &str = "App Store";

/// Whether a record is a review, or a feed of them.
pub(crate) fn is_app_store(record: &Object) -> bool {
    record.text("type") == Some("customerReviews")
        || record.contains_key("im:rating")
        || record
            .at(&["feed", "entry"])
            .and_then(|entries| entries.get(0))
            .is_some_and(|entry| entry.get("im:rating").is_some())
}

/// Reads all reviews.
pub(crate) fn parse(file: NoteFile<'_>, on_progress: Progress<'_>) -> Result<ParsedNotes, ImportError> {
    let mut feed: Vec<Object> = Vec::new();
    let mut parsed = records::read(file, &["data"], on_progress, |collector, row, record| {
        match record.at(&["feed", "entry"]) {
            Some(Value::Array(entries)) => feed.extend(entries.iter().filter_map(Value::as_object).cloned()),
            _ => add(collector, row, record),
        }
    })?;
    if !feed.is_empty() {
        let mut collector = crate::notes::collector::NoteCollector::default();
        // The app itself comes first in some feeds; it has no rating.
        for (index, entry) in feed.iter().filter(|entry| entry.contains_key("im:rating")).enumerate() {
            add(&mut collector, index + 1, entry);
            collector.count(1);
        }
        parsed = collector.finish();
    }
    Ok(parsed)
}

fn add(collector: &mut crate::notes::collector::NoteCollector, row: usize, record: &Object) {
    match note(row, record) {
        Ok(note) => collector.add(note),
        Err(problem) => collector.problem(problem),
    }
}

fn note(row: usize, record: &Object) -> Result<ImportedNote, RowProblem> {
    let is_feed = record.contains_key("im:rating");
    let field = |of_feed: &str, of_api: &str| {
        let value = if is_feed { record.at(&[of_feed, "label"]) } else { record.at(&["attributes", of_api]) };
        value.and_then(records::shown)
    };
    let id = if is_feed { field("id", "") } else { records::id(record.get("id")) };
    let id = id.ok_or_else(|| RowProblem::whole_row(row, "a review with an id", "it has no id"))?;
    let stars = field("im:rating", "rating").unwrap_or_default();
    let value = stars.parse::<u8>().ok().filter(|value| (1..=5).contains(value));
    let value =
        value.ok_or_else(|| RowProblem::in_column(row, "rating", &stars, "a whole number from 1 to 5"))?;
    let name = if is_feed {
        record.at(&["author", "name", "label"])
    } else {
        record.at(&["attributes", "reviewerNickname"])
    };
    let title = field("title", "title").map(|title| clean(&title));
    let text = clean(&field("content", "body").unwrap_or_default());
    let (text, title) = if text.is_empty() { (title.unwrap_or_default(), None) } else { (text, title) };
    let custom = [("Version", field("im:version", "version")), ("Territory", field("", "territory"))];
    Ok(ImportedNote {
        title,
        author: name
            .and_then(Value::as_str)
            .and_then(filled)
            .map(|name| ImportedContact { name: Some(name), ..ImportedContact::default() }),
        happened_at: records::time(if is_feed {
            record.at(&["updated", "label"])
        } else {
            record.at(&["attributes", "createdDate"])
        }),
        rating: Some(ImportedRating { scale: RatingScale::Stars, value }),
        custom: custom.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect(),
        row,
        external_id: id,
        text,
        ..ImportedNote::new(SourceKind::Community, NAME)
    })
}
