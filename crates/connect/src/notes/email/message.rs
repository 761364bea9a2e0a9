//! One message to one note.

use std::collections::BTreeSet;

use jiff::Timestamp;
use mail_parser::{Addr, Address, HeaderValue, Message, MessagePart, MimeHeaders, PartType};
use outweigh_core::domain::SourceKind;

use super::{asides, flowed};
use crate::notes::text::{clean, content_id, filled};
use crate::notes::{ImportedContact, ImportedNote, html};

/// A message, and what finding its thread needs.
pub(super) struct Mail {
    /// Everything but the thread.
    pub(super) note: ImportedNote,
    /// Ids of earlier messages, the oldest first.
    pub(super) references: Vec<String>,
    /// The subject without "Re:", in lower case.
    pub(super) subject: String,
    /// Whether there was a "Re:".
    pub(super) is_reply: bool,
    /// Addresses of everybody named, in lower case.
    pub(super) participants: BTreeSet<String>,
}

impl Mail {
    /// Reads a parsed message. `raw` are its bytes, which name it when it does not name itself.
    pub(super) fn read(message: &Message<'_>, raw: &[u8], row: usize) -> Self {
        // Whoever passes a mail on as an attachment and adds nothing is not who is heard.
        let own = body(message);
        let inner = message.attachments().find_map(MessagePart::message).filter(|_| own.is_empty());
        let (heard, text) = inner.map_or((message, own), |inner| (inner, body(inner)));
        let subject = heard.subject().or(message.subject()).and_then(filled);
        let found = asides::find(&text, subject.as_deref().unwrap_or_default());
        let (base, is_reply) = base_subject(subject.as_deref().unwrap_or_default());
        let mut references = ids(message.references());
        references.extend(ids(message.in_reply_to()));
        let note = ImportedNote {
            row,
            external_id: message.message_id().and_then(filled).unwrap_or_else(|| content_id(raw)),
            title: subject,
            author: found.author.or_else(|| heard.from().and_then(Address::first).and_then(contact)),
            happened_at: heard.date().or(message.date()).and_then(timestamp),
            attachments: attachments(message),
            custom: message
                .to()
                .and_then(Address::first)
                .and_then(Addr::address)
                .map(|address| ("To".to_owned(), address.to_ascii_lowercase()))
                .into_iter()
                .collect(),
            text,
            asides: found.asides,
            ..ImportedNote::new(SourceKind::Email, "E-mail")
        };
        let named = [message.from(), message.to(), message.cc(), message.reply_to()];
        let participants = named.into_iter().flatten().flat_map(Address::iter);
        Self {
            note,
            references,
            subject: base,
            is_reply,
            participants: participants.filter_map(Addr::address).map(str::to_ascii_lowercase).collect(),
        }
    }
}

/// The plain text; the HTML's where there is no plain text with words in it.
fn body(message: &Message<'_>) -> String {
    let plain = joined(message.text_bodies());
    if plain.is_empty() { joined(message.html_bodies()) } else { plain }
}

fn joined<'a>(parts: impl Iterator<Item = &'a MessagePart<'a>>) -> String {
    let texts = parts.map(|part| match &part.body {
        PartType::Html(source) => clean(&html::read(source).text),
        PartType::Text(text) => {
            let attribute = |name| part.content_type().and_then(|kind| kind.attribute(name));
            let says =
                |name, value: &str| attribute(name).is_some_and(|said| said.eq_ignore_ascii_case(value));
            if says("format", "flowed") {
                clean(&flowed::unflowed(text, says("delsp", "yes")))
            } else {
                clean(text)
            }
        }
        _ => String::new(),
    });
    texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n")
}

fn contact(address: &Addr<'_>) -> Option<ImportedContact> {
    let email = address.address().and_then(filled).map(|email| email.to_lowercase());
    let name = address.name().and_then(filled).filter(|name| Some(name.to_lowercase()) != email);
    (name.is_some() || email.is_some()).then(|| ImportedContact { name, email, ..ImportedContact::default() })
}

/// The moment a message says it was sent; none for dates there are not.
fn timestamp(date: &mail_parser::DateTime) -> Option<Timestamp> {
    date.is_valid().then(|| Timestamp::from_second(date.to_timestamp()).ok()).flatten()
}

fn attachments(message: &Message<'_>) -> Vec<String> {
    let named = message.attachments().filter_map(|part| {
        let inner = part.message().map(|inner| format!("{}.eml", inner.subject().unwrap_or("message")));
        part.attachment_name().map(str::to_owned).or(inner)
    });
    named.filter_map(|name| filled(&name)).collect()
}

fn ids(header: &HeaderValue<'_>) -> Vec<String> {
    match header {
        HeaderValue::Text(id) => vec![id.to_string()],
        HeaderValue::TextList(ids) => ids.iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    }
}

/// The subject without what replies and forwards put before it, and whether a reply did.
fn base_subject(subject: &str) -> (String, bool) {
    const REPLY: [&str; 9] = ["re", "aw", "antw", "sv", "vs", "odp", "ref", "回复", "答复"];
    const FORWARD: [&str; 7] = ["fw", "fwd", "wg", "tr", "rv", "i", "转发"];
    let (mut rest, mut is_reply) = (subject.trim(), false);
    while let Some((mark, after)) = rest.split_once([':', '：']) {
        // Some programs count: "Re[2]:", "AW (3):".
        let mark =
            mark.trim().trim_end_matches(|c: char| c.is_ascii_digit() || "[]() ".contains(c)).to_lowercase();
        if REPLY.contains(&mark.as_str()) {
            is_reply = true;
        } else if !FORWARD.contains(&mark.as_str()) {
            break;
        }
        rest = after.trim_start();
    }
    (rest.to_lowercase(), is_reply)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_before_a_subject_are_taken_off() {
        for (subject, base, is_reply) in [
            ("Re: AW: Export", "export", true),
            ("Re[2]: Export", "export", true),
            ("Fwd: Export: slow", "export: slow", false),
            ("回复：导出", "导出", true),
            ("Export", "export", false),
        ] {
            assert_eq!(base_subject(subject), (base.to_owned(), is_reply), "{subject}");
        }
    }
}
