//! Zendesk tickets as JSON: the account export (one ticket with its comments per line), pages of the API with
//! users and organisations beside the tickets.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use outweigh_core::domain::{RatingScale, SourceKind};
use serde_json::Value;
use serde_json::value::RawValue;

use super::dialogue::{Dialogue, internal_warning, text_or_title};
use crate::json::{Lookup, names};
use crate::notes::records::{self, Object};
use crate::notes::text::{clean, filled};
use crate::notes::{ImportedContact, ImportedNote, ImportedRating, NoteFile, ParsedNotes, html};
use crate::text::encoding;
use crate::{ImportError, Progress, RowProblem};

pub(super) const NAME: &str = "Zendesk";

/// Whether a record is a ticket.
pub(crate) fn is_ticket(record: &Object) -> bool {
    record.contains_key("requester_id") && record.contains_key("subject")
}

/// The records beside the tickets, by id.
#[derive(Default)]
struct Beside {
    users: HashMap<String, Object>,
    organizations: HashMap<String, Object>,
}

/// Reads all tickets.
pub(crate) fn parse(file: NoteFile<'_>, on_progress: Progress<'_>) -> Result<ParsedNotes, ImportError> {
    let decoded = encoding::decode(file.bytes)?;
    let beside =
        Beside { users: by_id(&decoded.text, "users"), organizations: by_id(&decoded.text, "organizations") };
    let (mut internal, mut deleted) = (0, 0);
    let mut parsed = records::read(file, &["tickets", "results"], on_progress, |collector, row, ticket| {
        if ticket.text("status") == Some("deleted") {
            deleted += 1;
            return;
        }
        match records::id(ticket.get("id")) {
            Some(id) => collector.add(note(row, id, ticket, &beside, &mut internal)),
            None => collector.problem(RowProblem::whole_row(row, "a ticket with an id", "it has no id")),
        }
    })?;
    parsed.warnings.extend(internal_warning(internal));
    if deleted > 0 {
        parsed.warnings.push(format!("{deleted} deleted tickets were left out"));
    }
    Ok(parsed)
}

/// The records of one list at the top of a page.
fn by_id(text: &str, list: &str) -> HashMap<String, Object> {
    let page: Option<HashMap<Cow<'_, str>, &RawValue>> = serde_json::from_str(text).ok();
    let records: Vec<Object> =
        page.and_then(|page| serde_json::from_str(page.get(list)?.get()).ok()).unwrap_or_default();
    records.into_iter().filter_map(|record| Some((records::id(record.get("id"))?, record))).collect()
}

fn note(row: usize, id: String, ticket: &Object, beside: &Beside, internal: &mut usize) -> ImportedNote {
    let author = requester(ticket, beside);
    let mut dialogue = Dialogue::default();
    let requester_id = records::id(ticket.get("requester_id"));
    let speaker = |id: &Option<String>| -> String {
        let user = id.as_ref().and_then(|id| beside.users.get(id));
        match user.and_then(|user| user.text("name")) {
            Some(name) => name.to_owned(),
            None if *id == requester_id => author.name.clone().unwrap_or_else(|| "Requester".into()),
            None => "Agent".into(),
        }
    };
    dialogue.say(&speaker(&requester_id), ticket.text("description").unwrap_or_default());
    for comment in ticket.get("comments").and_then(Value::as_array).into_iter().flatten() {
        if comment.get("public") == Some(&Value::Bool(false)) {
            dialogue.internal += 1;
            continue;
        }
        dialogue.say(&speaker(&records::id(comment.get("author_id"))), &words(comment));
    }
    let rating = ticket.at(&["satisfaction_rating", "score"]).and_then(Value::as_str);
    if let Some(remark) = ticket.at(&["satisfaction_rating", "comment"]).and_then(Value::as_str) {
        dialogue.say(&speaker(&requester_id), remark);
    }
    *internal += dialogue.internal;
    let (text, turns) = dialogue.finish();
    let mut custom = BTreeMap::new();
    records::keep(
        &mut custom,
        ticket,
        &[
            ("status", "Status"),
            ("priority", "Priority"),
            ("type", "Type"),
            ("problem_id", "Problem"),
            ("updated_at", "Updated"),
        ],
    );
    custom.extend(rating.map(|score| ("Satisfaction".to_owned(), score.to_owned())));
    for field in ticket.get("custom_fields").and_then(Value::as_array).into_iter().flatten() {
        if let (Some(id), Some(value)) =
            (records::id(field.get("id")), field.get("value").and_then(records::shown))
        {
            custom.insert(format!("Field {id}"), value);
        }
    }
    let mut note = ImportedNote {
        url: ticket.text("url").map(|url| agent_url(url, &id)),
        title: ticket.text("subject").map(clean),
        turns,
        author: Some(author).filter(|author| *author != ImportedContact::default()),
        happened_at: records::time(ticket.get("created_at")),
        rating: rating.and_then(satisfaction),
        tags: names(ticket.get("tags")),
        custom,
        row,
        external_id: id,
        text,
        ..ImportedNote::new(SourceKind::Support, NAME)
    };
    text_or_title(&mut note);
    note
}

/// What a comment says: its plain body, or the HTML one made plain.
fn words(comment: &Value) -> String {
    let plain = comment.text("plain_body").or_else(|| comment.text("body"));
    plain.map_or_else(|| html::read(comment.text("html_body").unwrap_or_default()).text, str::to_owned)
}

fn requester(ticket: &Object, beside: &Beside) -> ImportedContact {
    let id = records::id(ticket.get("requester_id"));
    let user = id.as_ref().and_then(|id| beside.users.get(id));
    let field = |name: &str| {
        let inside = ticket.at(&["requester", name]).and_then(Value::as_str);
        user.and_then(|user| user.text(name)).or(inside).and_then(filled)
    };
    let from =
        |name: &str| ticket.at(&["via", "source", "from", name]).and_then(Value::as_str).and_then(filled);
    let organization = records::id(ticket.get("organization_id"));
    let company = organization.as_ref().and_then(|id| beside.organizations.get(id)?.text("name"));
    ImportedContact {
        name: field("name").or_else(|| from("name")),
        email: field("email").or_else(|| from("address")).map(|email| email.to_lowercase()),
        company: company.or(ticket.at(&["organization", "name"]).and_then(Value::as_str)).and_then(filled),
        account_id: organization,
        external_id: id,
        role: None,
    }
}

/// Two steps take the ends of the scale.
fn satisfaction(score: &str) -> Option<ImportedRating> {
    let value = match score {
        "good" => 5,
        "bad" => 1,
        _ => return None,
    };
    Some(ImportedRating { scale: RatingScale::Csat, value })
}

/// The page an agent sees, from the address of the API.
fn agent_url(url: &str, id: &str) -> String {
    match url.split_once("/api/v2/tickets/") {
        Some((site, _)) => format!("{site}/agent/tickets/{id}"),
        None => url.to_owned(),
    }
}
