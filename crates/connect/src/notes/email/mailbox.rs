//! Cuts a mailbox into messages. Of the mbox dialects none says which it is, so the one that loses nothing is
//! assumed (mboxrd): a line of `>`s and `From ` had one `>` put before it.

use std::borrow::Cow;

const FROM: &[u8] = b"From ";

/// Whether the bytes begin with a separator line.
pub(super) fn is_one(bytes: &[u8]) -> bool {
    is_separator(bytes.split(|byte| *byte == b'\n').next().unwrap_or_default())
}

/// The raw messages, still escaped; the whole where there is no separator line.
pub(super) fn split(bytes: &[u8]) -> Vec<&[u8]> {
    if !is_one(bytes) {
        return vec![bytes];
    }
    let (mut messages, mut begin, mut at, mut after_blank) = (Vec::new(), None, 0, true);
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        if after_blank && is_separator(line) {
            messages.extend(begin.map(|begin| &bytes[begin..at]));
            begin = Some(at + line.len());
        }
        after_blank = line.trim_ascii().is_empty();
        at += line.len();
    }
    messages.extend(begin.map(|begin| &bytes[begin..]));
    messages
}

/// `From sender Sat Jan  3 01:05:34 1996`. The time tells it from a sentence that begins with "From".
fn is_separator(line: &[u8]) -> bool {
    let is_time = |part: &[u8]| matches!(part, [a, b':', b, ..] if a.is_ascii_digit() && b.is_ascii_digit());
    line.starts_with(FROM) && line.len() < 400 && line.windows(3).any(is_time)
}

/// Takes one `>` from lines of `>`s and `From `.
pub(super) fn unescaped(message: &[u8]) -> Cow<'_, [u8]> {
    let is_escaped = |line: &[u8]| {
        let quotes = line.iter().take_while(|byte| **byte == b'>').count();
        quotes > 0 && line[quotes..].starts_with(FROM)
    };
    let lines = || message.split_inclusive(|byte| *byte == b'\n');
    if !lines().any(is_escaped) {
        return Cow::Borrowed(message);
    }
    Cow::Owned(lines().flat_map(|line| &line[usize::from(is_escaped(line))..]).copied().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_dated_from_lines_after_a_blank_line_separate() {
        let mailbox = b"From a@x.test Sat Jan  3 01:05:34 1996\nA: 1\n\nFrom the start it was slow.\n\
                        From b@x.test Sat Jan  3 01:05:34 1996\n\nFrom c@x.test Sat Jan  3 01:05:34 1996\nC: 1\n\nx\n";
        let messages = split(mailbox);
        assert_eq!(messages.len(), 2);
        assert!(messages[0].ends_with(b"1996\n\n"));
        assert_eq!(messages[1], b"C: 1\n\nx\n");
        assert_eq!(split(b"Subject: From here 10:30\n\nx").len(), 1);
    }

    #[test]
    fn one_mark_is_taken_from_escaped_lines() {
        let text = unescaped(b"\n>From a\n>>From b\n> From c\n>x\n");
        assert_eq!(text.as_ref(), b"\nFrom a\n>From b\n> From c\n>x\n");
    }
}
