//! Finds what the writer of a mail did not write in it: earlier mails quoted, signatures, disclaimers, and what
//! somebody who passed it on put before it. The text stays whole; only spans are given.

use super::attribution::{Begins, author, header_block, is_attribution, mark, may_begin};
use crate::notes::text::characters;
use crate::notes::{Aside, AsideKind, ImportedContact};

/// What was found in a text.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// In order, without overlap.
    pub(super) asides: Vec<Aside>,
    /// Who wrote a mail that was passed on, in place of whoever passed it on.
    pub(super) author: Option<ImportedContact>,
}

/// Attributions are wrapped over at most this many lines.
const ATTRIBUTION_LINES: usize = 4;

/// Looks through a clean text.
pub(super) fn find(text: &str, subject: &str) -> Found {
    let lines: Vec<&str> = text.split('\n').collect();
    let mut kinds: Vec<Option<AsideKind>> = vec![None; lines.len()];
    let forwarded = mark_forwarding(&lines, subject, &mut kinds);
    let begin = kinds.iter().rposition(Option::is_some).map_or(0, |last| last + 1);
    mark_quotes(&lines[begin..], &mut kinds[begin..]);
    mark_signatures(&lines, &mut kinds);
    Found { asides: spans(&lines, &kinds), author: forwarded }
}

/// A mail passed on: everything down to the end of its header lines is not the words of who is heard.
fn mark_forwarding(
    lines: &[&str],
    subject: &str,
    kinds: &mut [Option<AsideKind>],
) -> Option<ImportedContact> {
    const PREFIXES: [&str; 4] = ["fw:", "fwd:", "wg:", "tr:"];
    let says_forward = PREFIXES.iter().any(|prefix| subject.to_lowercase().starts_with(prefix));
    let marked = lines.iter().position(|line| mark(line) == Some(Begins::Forwarded));
    let from = marked.map(|at| at + 1).or(says_forward.then_some(0))?;
    let (at, length) = (from..lines.len())
        // Below a mark the header lines follow at once, a blank line apart at most.
        .take(if marked.is_some() { 3 } else { lines.len() })
        .find_map(|at| header_block(&lines[at..]).map(|length| (at, length)))?;
    // In an answer, the mail passed on is part of what is quoted.
    let above = marked.unwrap_or(at);
    if (0..above).any(|line| lines[line].starts_with('>') || quote_to_the_end(&lines[line..]).is_some()) {
        return None;
    }
    kinds[..at + length].fill(Some(AsideKind::Forwarding));
    author(lines[at])
}

fn mark_quotes(lines: &[&str], kinds: &mut [Option<AsideKind>]) {
    let is_quoted = |line: &str| line.starts_with('>');
    let mut at = 0;
    while at < lines.len() {
        if is_quoted(lines[at]) {
            kinds[at] = Some(AsideKind::Quote);
            if at == 0 || kinds[at - 1].is_none() {
                mark_attribution_above(lines, kinds, at);
            }
        } else if let Some(length) = quote_to_the_end(&lines[at..]) {
            // An attribution with `>` lines below it is marked when they are reached.
            let below = lines[at + length..].iter().find(|line| !line.is_empty());
            if !below.is_some_and(|line| is_quoted(line)) {
                kinds[at..].fill(Some(AsideKind::Quote));
                return;
            }
        }
        at += 1;
    }
}

/// The attribution above a quoted line, and the blank lines between the two, or between two quoted parts.
fn mark_attribution_above(lines: &[&str], kinds: &mut [Option<AsideKind>], quote: usize) {
    let Some(last) = (0..quote).rev().find(|line| !lines[*line].is_empty()) else { return };
    if kinds[last] == Some(AsideKind::Quote) {
        kinds[last..quote].fill(Some(AsideKind::Quote));
        return;
    }
    let own = |line: &usize| !lines[*line].is_empty() && kinds[*line].is_none();
    let above: Vec<usize> =
        (last.saturating_sub(ATTRIBUTION_LINES - 1)..=last).rev().take_while(own).collect();
    let says_wrote = |first: &usize| is_attribution(&lines[*first..=last].join(" "), true);
    // The line that begins like one, else the last alone.
    let whole = above.iter().copied().find(|first| may_begin(lines[*first]) && says_wrote(first));
    if let Some(first) = whole.or_else(|| above.first().copied().filter(says_wrote)) {
        kinds[first..quote].fill(Some(AsideKind::Quote));
    }
}

/// How many lines say, beginning here, that an earlier mail follows down to the end.
fn quote_to_the_end(lines: &[&str]) -> Option<usize> {
    let first = lines[0];
    if mark(first).is_some() {
        return Some(1);
    }
    // Outlook draws a line above its header block.
    let is_rule = first.len() >= 5 && first.bytes().all(|byte| byte == b'_' || byte == b'-');
    if is_rule {
        let blank = lines[1..].iter().take_while(|line| line.is_empty()).count();
        return header_block(&lines[1 + blank..]).map(|_| 1);
    }
    if first.is_empty() {
        return None;
    }
    header_block(lines).or_else(|| {
        let most = lines.iter().take(ATTRIBUTION_LINES).take_while(|line| !line.is_empty()).count();
        (1..=most).find(|length| may_begin(first) && is_attribution(&lines[..*length].join(" "), false))
    })
}

/// Phrases that phones put below a mail.
const SENT_FROM: [&str; 12] = [
    "sent from my ",
    "sent from outlook",
    "sent from mail for",
    "sent from yahoo",
    "sent via ",
    "get outlook for",
    "von meinem ",
    "gesendet von ",
    "gesendet mit ",
    "envoyé de mon ",
    "enviado desde ",
    "inviato da ",
];
/// How disclaimers begin.
const DISCLAIMERS: [&str; 9] = [
    "this e-mail and any",
    "this email and any",
    "this message and any",
    "this e-mail may contain",
    "this email may contain",
    "this message contains confidential",
    "confidentiality notice",
    "diese e-mail enthält",
    "ce message et",
];
/// Words that close a letter, on a line of their own.
const CLOSINGS: [&str; 24] = [
    "best",
    "best regards",
    "best wishes",
    "kind regards",
    "warm regards",
    "regards",
    "many thanks",
    "thanks",
    "thank you",
    "thanks again",
    "cheers",
    "sincerely",
    "yours sincerely",
    "yours truly",
    "all the best",
    "mit freundlichen grüßen",
    "freundliche grüße",
    "viele grüße",
    "liebe grüße",
    "beste grüße",
    "cordialement",
    "bien à vous",
    "saludos",
    "cordiali saluti",
];
/// Below a closing stand a name, a title, a company, an address: few lines, none of them long.
const SIGNATURE_LINES: usize = 8;
const SIGNATURE_LINE_CHARACTERS: usize = 70;

fn mark_signatures(lines: &[&str], kinds: &mut [Option<AsideKind>]) {
    let mut begin = 0;
    while begin < lines.len() {
        if kinds[begin].is_some() {
            begin += 1;
            continue;
        }
        let end = begin + kinds[begin..].iter().take_while(|kind| kind.is_none()).count();
        if let Some(at) = signature(&lines[begin..end]) {
            kinds[begin + at..end].fill(Some(AsideKind::Signature));
        }
        begin = end;
    }
}

/// The line where the signature of one stretch of own words begins.
fn signature(lines: &[&str]) -> Option<usize> {
    let lower: Vec<String> = lines.iter().map(|line| line.trim().to_lowercase()).collect();
    let starts = |line: &String, phrases: &[&str]| phrases.iter().any(|phrase| line.starts_with(phrase));
    let mark = lower.iter().position(|line| line == "--");
    let disclaimer = lower.iter().position(|line| starts(line, &DISCLAIMERS));
    let end = mark.into_iter().chain(disclaimer).min().unwrap_or(lines.len());
    // A phone's line is the last but for a signature or disclaimer.
    let last = (0..end).rev().find(|at| !lower[*at].is_empty())?;
    let phone = (lower[last].len() < 80 && starts(&lower[last], &SENT_FROM)).then_some(last);
    let end = phone.unwrap_or(end);
    closing(&lower[..end]).or(phone).or((end < lines.len()).then_some(end))
}

/// The closing words with nothing but a short block below them.
fn closing(lines: &[String]) -> Option<usize> {
    let at =
        lines.iter().rposition(|line| CLOSINGS.contains(&line.trim_end_matches(['!', ',', '.', ' '])))?;
    let below: Vec<&String> = lines[at + 1..].iter().filter(|line| !line.is_empty()).collect();
    let is_short = |line: &&String| {
        line.chars().count() <= SIGNATURE_LINE_CHARACTERS && !line.ends_with(['?', '!', ':'])
    };
    (at > 0 && !below.is_empty() && below.len() <= SIGNATURE_LINES && below.iter().all(is_short))
        .then_some(at)
}

/// Runs of lines of one kind, without the line feed after them and blank lines around.
fn spans(lines: &[&str], kinds: &[Option<AsideKind>]) -> Vec<Aside> {
    let mut asides: Vec<Aside> = Vec::new();
    let (mut start, mut last_kind) = (0, None);
    for (line, kind) in lines.iter().zip(kinds) {
        let end = start + characters(line);
        match (kind, asides.last_mut()) {
            (Some(kind), Some(open)) if last_kind == Some(*kind) => {
                if !line.is_empty() {
                    open.end = end;
                }
            }
            (Some(kind), _) if !line.is_empty() => asides.push(Aside { kind: *kind, start, end }),
            // A blank line does not begin a span.
            (Some(_), _) => {
                start = end + 1;
                continue;
            }
            (None, _) => {}
        }
        last_kind = *kind;
        start = end + 1;
    }
    asides
}

#[cfg(test)]
mod tests {
    use super::*;
    use AsideKind::{Forwarding, Quote, Signature};

    /// The asides as kind and first line, and what is left as the writer's own words.
    fn read(text: &str, subject: &str) -> (Vec<(AsideKind, String)>, String) {
        let letters: Vec<char> = text.chars().collect();
        let (mut own, mut at, mut asides) = (String::new(), 0, Vec::new());
        for aside in find(text, subject).asides {
            own.extend(&letters[at..aside.start as usize]);
            let part: String = letters[aside.start as usize..aside.end as usize].iter().collect();
            asides.push((aside.kind, part.lines().next().unwrap_or_default().to_owned()));
            at = aside.end as usize;
        }
        own.extend(&letters[at..]);
        (asides, own.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    fn own(text: &str) -> String {
        read(text, "Re: Export").1
    }

    #[test]
    fn top_posting_keeps_the_words_above() {
        let (asides, own) = read(
            "Größe? Still slow.\n\nOn Fri, 17 Apr 2026 at 16:00, Rita Rep\n<rep@example.org> wrote:\n\n> Which report?\n>\n> Thanks",
            "Re: Export",
        );
        assert_eq!(own, "Größe? Still slow.");
        assert_eq!(asides, [(Quote, "On Fri, 17 Apr 2026 at 16:00, Rita Rep".to_owned())]);
    }

    #[test]
    fn answers_between_quotes_are_own_words() {
        assert_eq!(
            own("Rita wrote:\n> Which report?\nThe dashboard.\n\n> How long?\nAn hour.\n\n> x\n\n> y"),
            "The dashboard. An hour."
        );
    }

    #[test]
    fn outlook_quotes_reach_to_the_end() {
        for text in [
            "Still slow.\n\n-----Original Message-----\nFrom: Rita\nSent: Friday\nTo: Sam\nSubject: x\n\nWhich report?",
            "Still slow.\n\n________________________________\nVon: Rita <r@example.org>\nGesendet: 17.4.2026\nAn: Sam\nBetreff: x\n\nWelcher?",
            "Still slow.\n\nDe : Rita <r@example.org>\nEnvoyé : vendredi 17\nÀ : Sam\nObjet : x\n\nLequel ?",
            "Still slow.\n\nOn 17 Apr 2026, at 16:00, Rita <r@example.org> wrote:\n\nWhich report?",
        ] {
            assert_eq!(own(text), "Still slow.", "{text}");
        }
    }

    #[test]
    fn signatures_are_found_by_mark_closing_phone_and_disclaimer() {
        for text in [
            "Still slow.\n\n--\nSam Lee\nAcme",
            "Still slow.\n\nBest regards,\nSam Lee\nHead of Ops, Acme\n+1 555 0100",
            "Still slow.\n\nSent from my iPhone",
            "Still slow.\n\nViele Grüße\nSam\n\nGesendet von Outlook für iOS",
            "Still slow.\n\nThis e-mail and any attachments are confidential.\nIf you are not Sam, go away.",
        ] {
            let (asides, own) = read(text, "");
            assert_eq!(own, "Still slow.", "{text}");
            assert!(asides.iter().all(|(kind, _)| *kind == Signature), "{text}");
        }
        assert_eq!(
            own("Thanks\nCould you also look at the export, which takes an hour every Monday, please?"),
            own("Thanks Could you also look at the export, which takes an hour every Monday, please?")
        );
    }

    #[test]
    fn a_quote_between_two_stretches_leaves_both_signatures() {
        let (asides, own) = read("Yes.\n--\nSam\n\nOn 17 Apr 2026 Rita wrote:\n> Is it?\n", "");
        assert_eq!(own, "Yes.");
        assert_eq!(asides.iter().map(|(kind, _)| *kind).collect::<Vec<_>>(), [Signature, Quote]);
    }

    #[test]
    fn who_is_heard_in_a_forwarded_mail_is_its_author() {
        let text = "FYI, third one this week.\nRita\n\n---------- Forwarded message ---------\nFrom: Sam Lee <sam@acme.test>\nDate: Fri, 17 Apr 2026\nSubject: Export\nTo: <rep@example.org>\n\nThe export is slow.\n\n> Which?\n";
        let (asides, own) = read(text, "Fwd: Export");
        assert_eq!(own, "The export is slow.");
        assert_eq!(asides.iter().map(|(kind, _)| *kind).collect::<Vec<_>>(), [Forwarding, Quote]);
        assert_eq!(find(text, "Fwd: Export").author.unwrap().email.as_deref(), Some("sam@acme.test"));
        let outlook =
            "fyi\n\nFrom: Sam Lee <sam@acme.test>\nSent: Friday\nTo: Rita\nSubject: Export\n\nSlow.";
        assert_eq!(read(outlook, "FW: Export").1, "Slow.");
        assert_eq!(read(outlook, "Re: Export").1, "fyi");
        let answer = format!("Still slow.\n\nOn 17 Apr 2026, Rita <r@example.org> wrote:\n\n{text}");
        assert_eq!(read(&answer, "Re: Fwd: Export").1, "Still slow.");
    }

    #[test]
    fn sentences_that_look_a_little_like_marks_are_own_words() {
        for text in [
            "From: the start it was slow\nTo: wait an hour is too much",
            "We compared:\n- one\n-- two\nOn Monday, 17 users wrote: it is slow.",
            "Best\nwould be an export that takes a minute and not an hour, as it does on every single Monday.",
        ] {
            assert_eq!(read(text, "").0, [], "{text}");
        }
    }
}
