//! Mail: one message (`.eml`, RFC 5322) or a mailbox of them (mbox, RFC 4155, with quoted `From ` lines).

mod asides;
mod attribution;
mod automatic;
mod flowed;
mod mailbox;
mod message;
mod threads;

use mail_parser::MessageParser;

use super::collector::NoteCollector;
use super::sniff::Sample;
use super::{NoteFile, NoteOptions, NotePreset, ParsedNotes};
use crate::limits::MAX_ROWS;
use crate::options::PROGRESS_STEP;
use crate::{ImportError, Progress, RowProblem};
use message::Mail;

/// Headers of which a message has at least two among its first lines.
const TELLING: [&[u8]; 11] = [
    b"from:",
    b"to:",
    b"subject:",
    b"date:",
    b"message-id:",
    b"received:",
    b"return-path:",
    b"mime-version:",
    b"delivered-to:",
    b"content-type:",
    b"dkim-signature:",
];

/// A mailbox begins with a `From ` line, a message with header lines.
pub(crate) fn recognise(sample: &Sample<'_>) -> Option<String> {
    let bytes = sample.file.bytes;
    if mailbox::is_one(bytes) {
        return Some("a mailbox: it begins with the \"From \" line of mbox".into());
    }
    let head = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    let lines = head.split(|byte| *byte == b'\n').take(60).take_while(|line| !line.trim_ascii().is_empty());
    let mut found = 0;
    for (index, line) in lines.enumerate() {
        let is_telling = TELLING
            .iter()
            .any(|name| line.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name)));
        let is_header =
            is_telling || line.starts_with(b" ") || line.starts_with(b"\t") || is_header_line(line);
        if !is_header && (index == 0 || sample.file.extension() != "eml") {
            return None;
        }
        found += usize::from(is_telling);
    }
    (found >= 2).then(|| "a mail: it begins with header lines".into())
}

/// `Name: value`, the name without spaces.
fn is_header_line(line: &[u8]) -> bool {
    let name = line.iter().position(|byte| *byte == b':').unwrap_or(0);
    name > 0 && line[..name].iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
}

/// Reads a message or a mailbox.
pub(crate) fn parse(
    file: NoteFile<'_>,
    options: &NoteOptions,
    on_progress: Progress<'_>,
) -> Result<ParsedNotes, ImportError> {
    let raw_messages = mailbox::split(file.bytes);
    if raw_messages.len() > MAX_ROWS {
        return Err(ImportError::TooBig {
            found: format!("{} messages", raw_messages.len()),
            limit: format!("{MAX_ROWS} messages"),
        });
    }
    let parser = MessageParser::default();
    let (mut collector, mut automatic, mut mails) = (NoteCollector::default(), 0, Vec::new());
    let total = raw_messages.len();
    for (index, raw) in raw_messages.iter().enumerate() {
        let row = index + 1;
        if index % PROGRESS_STEP == 0 {
            on_progress(index, total);
        }
        let raw = mailbox::unescaped(raw);
        let begins_well =
            raw.trim_ascii_start().split(|byte| *byte == b'\n').next().is_some_and(is_header_line);
        let Some(message) = parser.parse(raw.as_ref()).filter(|_| begins_well) else {
            let finding = "it has no header lines such as From and Subject";
            collector.problem(RowProblem::whole_row(row, "a mail", finding));
            continue;
        };
        if !options.keep_automatic && automatic::is_automatic(&message) {
            automatic += 1;
            continue;
        }
        mails.push(Mail::read(&message, &raw, row));
    }
    collector.count(total);
    if mails.is_empty() && automatic == 0 {
        return Err(ImportError::WrongShape {
            preset: NotePreset::Email.key(),
            missing: "there is no message with header lines in it".into(),
        });
    }
    threads::assign(&mut mails);
    mails.into_iter().for_each(|mail| collector.add(mail.note));
    if automatic > 0 {
        collector.warn(format!("{automatic} automatic mails (out of office, bounces, bulk) are left out"));
    }
    on_progress(total, total);
    Ok(collector.finish())
}
