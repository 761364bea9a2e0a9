//! The lines by which mail programs say that what follows was written before, in the languages they speak.

use crate::notes::ImportedContact;

/// "wrote" as the last words of a line such as `On Fri, 17 Apr 2026, Rita Rep <rep@example.org> wrote:`.
const WROTE: [&str; 17] = [
    "wrote",
    "writes",
    "schrieb",
    "geschrieben",
    "a écrit",
    "escribió",
    "ha scritto",
    "scrive",
    "schreef",
    "escreveu",
    "napisał",
    "napisał(a)",
    "skrev",
    "kirjoitti",
    "написал",
    "написал(а)",
    "写道",
];
/// Between `-----` or on a line of their own.
const ORIGINAL: [&str; 11] = [
    "original message",
    "original appointment",
    "ursprüngliche nachricht",
    "originalnachricht",
    "message d'origine",
    "message d’origine",
    "mensaje original",
    "messaggio originale",
    "oorspronkelijk bericht",
    "mensagem original",
    "původní zpráva",
];
const FORWARDED: [&str; 9] = [
    "forwarded message",
    "begin forwarded message",
    "weitergeleitete nachricht",
    "anfang der weitergeleiteten nachricht",
    "message transféré",
    "mensaje reenviado",
    "messaggio inoltrato",
    "doorgestuurd bericht",
    "mensagem encaminhada",
];
/// First names of a header block: who wrote.
const FROM: [&str; 10] = ["from", "von", "de", "da", "van", "från", "fra", "od", "от", "发件人"];
/// The other names in a header block.
const OTHERS: [&str; 40] = [
    "sent",
    "date",
    "to",
    "cc",
    "bcc",
    "subject",
    "reply-to",
    "importance",
    "gesendet",
    "datum",
    "an",
    "betreff",
    "envoyé",
    "à",
    "objet",
    "enviado",
    "enviado el",
    "fecha",
    "para",
    "asunto",
    "inviato",
    "data",
    "a",
    "oggetto",
    "verzonden",
    "aan",
    "onderwerp",
    "assunto",
    "skickat",
    "till",
    "ämne",
    "sendt",
    "til",
    "emne",
    "wysłano",
    "do",
    "temat",
    "кому",
    "тема",
    "主题",
];

/// First words of attributions; a wrapped one is told by them.
const STARTS: [&str; 10] = ["On ", "Am ", "Le ", "El ", "Il ", "Op ", "Em ", "W dniu ", "Den ", "Dne "];

/// Whether an attribution may begin with this line.
pub(super) fn may_begin(line: &str) -> bool {
    STARTS.iter().any(|start| line.starts_with(start))
}

/// Whether these lines, joined, say who wrote the quote below them. Without a quote directly below
/// (`is_above_quote`) they must name a day, a time or an address, too: "my boss wrote:" is a sentence.
pub(super) fn is_attribution(lines: &str, is_above_quote: bool) -> bool {
    let line = lines.trim().trim_matches('*');
    let Some(words) = line.strip_suffix(':').or_else(|| line.strip_suffix('：')) else { return false };
    if words.len() > 400 {
        return false;
    }
    let words = words.trim_end().to_lowercase();
    let says_wrote = WROTE.iter().any(|wrote| words.ends_with(wrote))
        // German puts the verb first: "Am 17.04.2026 um 16:00 schrieb Rita Rep <rep@example.org>:"
        || (words.starts_with("am ") || words.starts_with("op ")) && WROTE.iter().any(|wrote| words.contains(&format!(" {wrote} ")));
    let is_dated = words.contains(|c: char| c.is_ascii_digit()) || words.contains('@');
    says_wrote && (is_dated || is_above_quote)
}

/// What a line says about the mail that begins below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Begins {
    Original,
    Forwarded,
}

/// Reads lines such as `-----Original Message-----` and `Begin forwarded message:`.
pub(super) fn mark(line: &str) -> Option<Begins> {
    let words = line.trim().trim_matches(['-', '_', '=', '*', ':', ' ']).to_lowercase();
    let is_marked = words.len() < line.trim().len();
    if !is_marked || words.is_empty() {
        None
    } else if FORWARDED.contains(&words.as_str()) {
        Some(Begins::Forwarded)
    } else {
        ORIGINAL.contains(&words.as_str()).then_some(Begins::Original)
    }
}

/// The number of lines of a header block that begins at the first of these: who, and at least two of when, to
/// whom and what about. Lines that only go on the one before count.
pub(super) fn header_block(lines: &[&str]) -> Option<usize> {
    if !field(lines.first()?).is_some_and(|(name, value)| FROM.contains(&name.as_str()) && !value.is_empty())
    {
        return None;
    }
    let (mut others, mut length) = (0, 1);
    for (index, line) in lines.iter().enumerate().take(12).skip(1) {
        match field(line) {
            Some((name, _)) if OTHERS.contains(&name.as_str()) => {
                others += 1;
                length = index + 1;
            }
            // Long lists of addressees are wrapped.
            _ if line.contains('@') || line.starts_with([' ', '\t']) => length = index + 1,
            _ => break,
        }
    }
    (others >= 2).then_some(length)
}

/// Who wrote, from the first line of a header block: `From: Sam Lee <sam@acme.test>`.
pub(super) fn author(line: &str) -> Option<ImportedContact> {
    let (_, value) = field(line)?;
    let end = |c: char| c == '>' || c == ']' || c.is_whitespace();
    let at = value.find('@');
    let start = at.and_then(|at| value[..at].rfind(|c: char| "<[(: ".contains(c))).map_or(0, |at| at + 1);
    let email = at.map(|_| {
        let address = &value[start..];
        address[..address.find(end).unwrap_or(address.len())].to_lowercase()
    });
    let name = value.split(['<', '[']).next().unwrap_or_default().trim().trim_matches('"').to_owned();
    let name = Some(name).filter(|name| !name.is_empty() && !name.contains('@'));
    (name.is_some() || email.is_some()).then(|| ImportedContact { name, email, ..ImportedContact::default() })
}

/// `Name: value` with the name in lower case; bold names lose their asterisks.
fn field(line: &str) -> Option<(String, String)> {
    let (name, value) = line.split_once([':', '：'])?;
    let name = name.trim().trim_matches('*').trim().to_lowercase();
    (name.chars().count() <= 12).then(|| (name, value.trim().trim_start_matches('*').trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributions_of_many_programs_are_known_and_sentences_are_not() {
        for line in [
            "On Fri, 17 Apr 2026 at 16:00, Rita Rep <rep@example.org> wrote:",
            "Am 17.04.2026 um 16:00 schrieb Rita Rep <rep@example.org>:",
            "Le ven. 17 avr. 2026 à 16:00, Rita <rep@example.org> a écrit :",
            "El vie, 17 abr 2026, Rita escribió:",
            "Op vr 17 apr 2026 om 16:00 schreef Rita Rep <rep@example.org>:",
            "2026-04-17 16:00 Rita Rep napisał(a):",
        ] {
            assert!(is_attribution(line, false), "{line}");
        }
        for line in ["My boss wrote:", "It fails on 17 April:", "On Friday she wrote to me twice.", ""] {
            assert!(!is_attribution(line, false), "{line}");
        }
        assert!(is_attribution("Rita wrote:", true));
    }

    #[test]
    fn marks_and_header_blocks_are_known() {
        assert_eq!(mark("-----Original Message-----"), Some(Begins::Original));
        assert_eq!(mark("---------- Forwarded message ---------"), Some(Begins::Forwarded));
        assert_eq!(mark("Begin forwarded message:"), Some(Begins::Forwarded));
        assert_eq!(mark("original message"), None);
        let outlook = [
            "Von: Sam Lee <sam@acme.test>",
            "Gesendet: Freitag, 17. April 2026 16:00",
            "An: x@example.org;",
            " y@example.org",
            "Betreff: Export",
            "",
            "Hello",
        ];
        assert_eq!(header_block(&outlook), Some(5));
        assert_eq!(header_block(&["From: the start it was slow", "To: wait an hour is too much"]), None);
        let contact = author("*From:* Sam Lee <Sam@acme.test>").unwrap();
        assert_eq!(
            (contact.name.as_deref(), contact.email.as_deref()),
            (Some("Sam Lee"), Some("sam@acme.test"))
        );
        assert_eq!(author("From: sam@acme.test").unwrap().email.as_deref(), Some("sam@acme.test"));
    }
}
