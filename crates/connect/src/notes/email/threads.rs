//! Finds which messages belong to one conversation: by the ids they refer to (RFC 5322, section 3.6.4), and
//! where a reply names none, by subject and people within thirty days.

use std::collections::HashMap;

use jiff::SignedDuration;

use super::message::Mail;

const REPLY_WITHIN: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Gives every message its thread, named by the first message of the conversation so that the same name comes
/// out of another file with other messages of it.
pub(super) fn assign(mails: &mut [Mail]) {
    let mut groups = Groups::default();
    let own: Vec<usize> = mails.iter().map(|mail| groups.of(&mail.note.external_id)).collect();
    for (mail, own) in mails.iter().zip(&own) {
        for reference in &mail.references {
            let earlier = groups.of(reference);
            groups.join(*own, earlier);
        }
    }
    join_by_subject(mails, &own, &mut groups);

    // The earliest message of a group knows its beginning best.
    let mut names: HashMap<usize, (Option<jiff::Timestamp>, usize)> = HashMap::new();
    for (index, mail) in mails.iter().enumerate() {
        let key = (mail.note.happened_at, index);
        let first = names.entry(groups.root(own[index])).or_insert(key);
        // A message without a date comes last.
        let rank = |key: &(Option<jiff::Timestamp>, usize)| (key.0.is_none(), key.0, key.1);
        if rank(&key) < rank(first) {
            *first = key;
        }
    }
    let threads: Vec<String> = own
        .iter()
        .map(|node| {
            let first = names.get(&groups.root(*node)).map_or(0, |(_, index)| *index);
            mails[first].references.first().unwrap_or(&mails[first].note.external_id).clone()
        })
        .collect();
    for (mail, thread) in mails.iter_mut().zip(threads) {
        mail.note.thread = Some(thread);
    }
}

/// Replies that refer to nothing: old programs and some web forms.
fn join_by_subject(mails: &[Mail], own: &[usize], groups: &mut Groups) {
    let mut latest: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut by_time: Vec<usize> = (0..mails.len()).collect();
    by_time.sort_by_key(|index| (mails[*index].note.happened_at, *index));
    for index in by_time {
        let mail = &mails[index];
        if mail.subject.is_empty() {
            continue;
        }
        let earlier = latest.entry(mail.subject.as_str()).or_default();
        if mail.is_reply && mail.references.is_empty() {
            let found = earlier.iter().rev().take(100).find(|other| answers(mail, &mails[**other]));
            if let Some(other) = found {
                groups.join(own[index], own[*other]);
            }
        }
        earlier.push(index);
    }
}

fn answers(mail: &Mail, earlier: &Mail) -> bool {
    let is_soon = match (mail.note.happened_at, earlier.note.happened_at) {
        (Some(later), Some(earlier)) => later.duration_since(earlier) <= REPLY_WITHIN,
        _ => false,
    };
    // A shared support address takes part in everything, so both who wrote must know of each other.
    let took_part = |who: &Mail, of: &Mail| {
        who.note
            .author
            .as_ref()
            .and_then(|author| author.email.as_ref())
            .is_some_and(|email| of.participants.contains(email))
    };
    is_soon && took_part(mail, earlier) && took_part(earlier, mail)
}

/// Ids that belong together, as a forest: each points towards the one that stands for all.
#[derive(Default)]
struct Groups {
    nodes: HashMap<String, usize>,
    parents: Vec<usize>,
}

impl Groups {
    fn of(&mut self, id: &str) -> usize {
        if let Some(node) = self.nodes.get(id) {
            return *node;
        }
        let node = self.parents.len();
        self.nodes.insert(id.to_owned(), node);
        self.parents.push(node);
        node
    }

    fn root(&mut self, mut node: usize) -> usize {
        while self.parents[node] != node {
            self.parents[node] = self.parents[self.parents[node]];
            node = self.parents[node];
        }
        node
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        // The lower number stands for both, so that the result does not depend on the order of joining.
        self.parents[one.max(other)] = one.min(other);
    }
}

#[cfg(test)]
mod tests {
    use crate::notes::{NoteOptions, NotePreset, ParsedNotes, parse};

    fn mailbox(mails: &[&str]) -> ParsedNotes {
        let mails: Vec<String> = mails
            .iter()
            .map(|mail| format!("From x Sat Jan  3 01:05:34 1996\n{mail}\n\nwords\n\n"))
            .collect();
        parse("a.mbox", mails.concat().as_bytes(), NotePreset::Email, &NoteOptions::default(), &mut |_, _| {})
            .unwrap()
    }

    fn threads(mails: &[&str]) -> Vec<String> {
        mailbox(mails).notes.into_iter().filter_map(|note| note.thread).collect()
    }

    const QUESTION: &str = "From: a@acme.test\nTo: us@example.org\nSubject: Export\nDate: Fri, 17 Apr 2026 08:00:00 +0000\nMessage-ID: <q@acme.test>";

    #[test]
    fn a_thread_is_named_by_its_first_message_in_any_order() {
        let answer = "From: us@example.org\nSubject: Re: Export\nMessage-ID: <r@example.org>\nIn-Reply-To: <q@acme.test>";
        let thanks = "From: a@acme.test\nSubject: Re: Export\nMessage-ID: <t@acme.test>\nReferences: <q@acme.test>\n <r@example.org>";
        assert_eq!(threads(&[thanks, answer, QUESTION]), ["q@acme.test"; 3]);
        assert_eq!(threads(&[thanks]), ["q@acme.test"]);
    }

    #[test]
    fn a_reply_that_names_nothing_joins_by_subject_people_and_time() {
        let reply = |from: &str, to: &str, day: &str| {
            format!(
                "From: {from}\nTo: {to}\nSubject: AW: Export\nDate: {day} 2026 08:00:00 +0000\nMessage-ID: <r@x.test>"
            )
        };
        for (from, to, day, expected) in [
            ("us@example.org", "a@acme.test", "Mon, 20 Apr", "q@acme.test"),
            // Another customer, answering another mail about exports.
            ("b@globex.test", "us@example.org", "Mon, 20 Apr", "r@x.test"),
            ("us@example.org", "a@acme.test", "Mon, 20 Jul", "r@x.test"),
        ] {
            assert_eq!(threads(&[QUESTION, &reply(from, to, day)])[1], expected, "{from} {day}");
        }
    }

    #[test]
    fn a_mail_passed_on_as_an_attachment_is_heard_itself() {
        let forward = "From: rep@example.org\nSubject: Fwd\nMessage-ID: <f@example.org>\nContent-Type: message/rfc822\n\nFrom: Sam <sam@acme.test>\nSubject: Export\n\nIt is slow.";
        let parsed = mailbox(&[forward]);
        let note = &parsed.notes[0];
        assert_eq!(note.author.as_ref().and_then(|author| author.email.as_deref()), Some("sam@acme.test"));
        assert_eq!((note.title.as_deref(), note.external_id.as_str()), (Some("Export"), "f@example.org"));
    }
}
