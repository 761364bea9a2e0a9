//! Help desks and feedback boxes: tickets of Zendesk, conversations of Intercom, notes of Productboard.

mod dialogue;
mod intercom;
mod zendesk;

pub(crate) use intercom::{is_conversation, parse as parse_intercom};
pub(crate) use zendesk::{is_ticket, parse as parse_zendesk};

use outweigh_core::domain::{RatingScale, SourceKind};

use super::feedback::NoteTarget as T;
use super::feedback::{Others, Record, Rows, TableSource};

/// Zendesk's CSV of a view: subjects without the words below them.
pub(crate) static ZENDESK: [TableSource; 1] = [TableSource {
    name: zendesk::NAME,
    kind: SourceKind::Support,
    scale: Some(RatingScale::Csat),
    marks: &["id", "requester", "subject", "satisfaction score"],
    columns: &[
        ("id", T::Id),
        ("requester", T::AuthorName),
        ("requester id", T::AuthorId),
        ("requester email", T::Email),
        ("organization", T::Company),
        ("subject", T::Title),
        ("description", T::Text),
        ("tags", T::Tags),
        ("created at", T::Time),
        ("satisfaction score", T::Rating),
        ("summation column", T::Ignore),
    ],
    others: Others::Keep,
    complete: split_tags,
    ..TableSource::ANY
}];

/// Tags in Zendesk hold no blanks and are set apart by them.
fn split_tags(record: &mut Record) {
    record.tags = record.tags.iter().flat_map(|tag| tag.split_whitespace()).map(str::to_owned).collect();
}

/// Intercom's CSV of contacts.
pub(crate) static INTERCOM_CONTACTS: [TableSource; 1] = [TableSource {
    name: intercom::NAME,
    rows: Rows::Contacts,
    marks: &["user id", "signed up gmt"],
    columns: &[
        ("user id", T::AuthorId),
        ("email", T::Email),
        ("name", T::AuthorName),
        ("company name", T::Company),
        ("company id", T::AccountId),
    ],
    others: Others::Propose,
    ..TableSource::ANY
}];

/// Productboard's CSV of notes; its columns are chosen by whoever exports.
pub(crate) static PRODUCTBOARD: [TableSource; 1] = [TableSource {
    name: "Productboard",
    kind: SourceKind::Support,
    marks: &["note id", "content"],
    columns: &[
        ("note id", T::Id),
        ("title", T::Title),
        ("content", T::Text),
        ("company name", T::Company),
        ("user name", T::AuthorName),
        ("user email", T::Email),
        ("source url", T::Url),
        ("created at", T::Time),
        // Who looks after the note, not who said it.
        ("owner", T::Custom),
    ],
    others: Others::Propose,
    ..TableSource::ANY
}];
