//! Intercom conversations as JSON: the first message and the parts that follow, HTML made plain.

use std::collections::BTreeMap;

use outweigh_core::domain::{RatingScale, SourceKind};
use serde_json::Value;

use super::dialogue::{Dialogue, internal_warning, text_or_title};
use crate::json::{Lookup, names};
use crate::notes::records::{self, Object};
use crate::notes::text::filled;
use crate::notes::{ImportedContact, ImportedNote, ImportedRating, NoteFile, ParsedNotes, html};
use crate::{ImportError, Progress, RowProblem};

pub(super) const NAME: &str = "Intercom";
/// Parts that carry words to the customer or from them; the others note, assign, tag or rate.
const SPOKEN: [&str; 4] = ["comment", "open", "close", "quick_reply"];

/// Whether a record is a conversation.
pub(crate) fn is_conversation(record: &Object) -> bool {
    record.text("type") == Some("conversation") && record.contains_key("source")
}

/// Reads all conversations.
pub(crate) fn parse(file: NoteFile<'_>, on_progress: Progress<'_>) -> Result<ParsedNotes, ImportError> {
    let mut internal = 0;
    let lists = ["conversations", "data"];
    let mut parsed =
        records::read(file, &lists, on_progress, |collector, row, conversation| {
            match records::id(conversation.get("id")) {
                Some(id) => collector.add(note(row, id, conversation, &mut internal)),
                None => {
                    collector.problem(RowProblem::whole_row(row, "a conversation with an id", "it has no id"))
                }
            }
        })?;
    parsed.warnings.extend(internal_warning(internal));
    Ok(parsed)
}

fn note(row: usize, id: String, conversation: &Object, internal: &mut usize) -> ImportedNote {
    let author = contact(conversation);
    let mut dialogue = Dialogue::default();
    let first = conversation.get("source").unwrap_or(&Value::Null);
    dialogue.say(&speaker(first), &body(first));
    let parts = conversation.at(&["conversation_parts", "conversation_parts"]).and_then(Value::as_array);
    for part in parts.into_iter().flatten() {
        let words = body(part);
        let kind = part.text("part_type").unwrap_or_default();
        if SPOKEN.contains(&kind) {
            dialogue.say(&speaker(part), &words);
        } else if kind == "note" && !words.is_empty() {
            dialogue.internal += 1;
        }
    }
    let figure = conversation.at(&["conversation_rating", "rating"]).and_then(Value::as_u64);
    if let Some(remark) = conversation.at(&["conversation_rating", "remark"]).and_then(Value::as_str) {
        dialogue.say(author.name.as_deref().unwrap_or("Contact"), remark);
    }
    *internal += dialogue.internal;
    let (text, turns) = dialogue.finish();
    let mut custom = BTreeMap::new();
    records::keep(&mut custom, conversation, &[("state", "State"), ("priority", "Priority")]);
    if let Some(page) = first.text("url") {
        custom.insert("Page".into(), page.to_owned());
    }
    if let Some(Value::Object(attributes)) = conversation.get("custom_attributes") {
        custom.extend(
            attributes.iter().filter_map(|(name, value)| Some((name.clone(), records::shown(value)?))),
        );
    }
    let title = conversation.text("title").or(first.text("subject")).map(|title| html::read(title).text);
    let value = figure.and_then(|figure| u8::try_from(figure).ok()).filter(|value| (1..=5).contains(value));
    let mut note = ImportedNote {
        title: title.filter(|title| !title.is_empty()),
        turns,
        happened_at: records::time(conversation.get("created_at")),
        rating: value.map(|value| ImportedRating { scale: RatingScale::Csat, value }),
        tags: names(conversation.at(&["tags", "tags"])),
        attachments: names(first.get("attachments")),
        custom,
        author: Some(author).filter(|author| *author != ImportedContact::default()),
        row,
        external_id: id,
        text,
        ..ImportedNote::new(SourceKind::Support, NAME)
    };
    text_or_title(&mut note);
    note
}

/// The customer: who wrote first, unless a teammate did; then the contact the conversation is with.
fn contact(conversation: &Object) -> ImportedContact {
    let first = conversation.at(&["source", "author"]);
    let is_customer =
        |author: &&Value| author.text("type").is_some_and(|kind| matches!(kind, "user" | "lead" | "contact"));
    let listed = conversation.at(&["contacts", "contacts"]).and_then(|list| list.get(0));
    let Some(person) = first.filter(is_customer).or(listed) else { return ImportedContact::default() };
    ImportedContact {
        external_id: records::id(person.get("id")),
        name: person.text("name").and_then(filled),
        email: person.text("email").map(str::to_lowercase),
        ..ImportedContact::default()
    }
}

fn speaker(part: &Value) -> String {
    let author = part.get("author").unwrap_or(&Value::Null);
    let by_kind = match author.text("type") {
        Some("admin" | "team") => "Agent",
        Some("bot") => "Bot",
        _ => "Contact",
    };
    author.text("name").unwrap_or(by_kind).to_owned()
}

fn body(part: &Value) -> String {
    part.text("body").map(|body| html::read(body).text).unwrap_or_default()
}
