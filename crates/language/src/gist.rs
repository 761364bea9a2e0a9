//! What a note says, without the courtesies around it.
//!
//! "Good morning," and "Kind regards" stand in notes about everything and draw them together. English, German, French
//! and Spanish, the words people write to a company with.

use std::borrow::Cow;

/// Words a salutation begins with. Until a comma, a line's end or a mark it is left out, a name and all.
const SALUTATIONS: [&str; 36] = [
    "hi",
    "hello",
    "hey",
    "hiya",
    "dear",
    "good morning",
    "good afternoon",
    "good evening",
    "good day",
    "greetings",
    "to whom it may concern",
    "hallo",
    "hi zusammen",
    "guten tag",
    "guten morgen",
    "guten abend",
    "moin",
    "servus",
    "grüezi",
    "liebe",
    "lieber",
    "liebes",
    "sehr geehrte",
    "sehr geehrter",
    "bonjour",
    "bonsoir",
    "salut",
    "cher",
    "chère",
    "chers",
    "madame",
    "hola",
    "buenos días",
    "buenas tardes",
    "estimado",
    "estimada",
];
/// Words after "hi" or "good morning" without a comma that still are no news.
const ADDRESSED: [&str; 9] =
    ["there", "team", "all", "everyone", "folks", "support", "zusammen", "à tous", "a todos"];
/// What a line is when it closes a note; all below it is a signature.
const CLOSINGS: [&str; 41] = [
    "regards",
    "kind regards",
    "best regards",
    "warm regards",
    "many thanks and best regards",
    "best",
    "best wishes",
    "all the best",
    "cheers",
    "sincerely",
    "yours sincerely",
    "yours faithfully",
    "yours",
    "thanks",
    "thank you",
    "many thanks",
    "thanks in advance",
    "thank you in advance",
    "thanks and regards",
    "thanks and best regards",
    "mit freundlichen grüßen",
    "mit freundlichem gruß",
    "freundliche grüße",
    "viele grüße",
    "beste grüße",
    "liebe grüße",
    "grüße",
    "mfg",
    "danke",
    "vielen dank",
    "cordialement",
    "bien cordialement",
    "bien à vous",
    "merci",
    "merci beaucoup",
    "merci d'avance",
    "saludos",
    "un saludo",
    "saludos cordiales",
    "gracias",
    "muchas gracias",
];
/// Sentences, and titles, that say nothing else.
const ASIDES: [&str; 30] = [
    "question",
    "quick question",
    "a question",
    "help",
    "please help",
    "help please",
    "please help me",
    "hope you are well",
    "i hope you are well",
    "hope this finds you well",
    "thank you",
    "thanks",
    "thanks a lot",
    "many thanks",
    "thank you in advance",
    "thanks in advance",
    "thanks for your help",
    "thank you for your help",
    "thanks a lot for your help",
    "thank you very much",
    "frage",
    "eine frage",
    "danke",
    "vielen dank",
    "vielen dank im voraus",
    "merci",
    "merci d'avance",
    "gracias",
    "muchas gracias",
    "gracias de antemano",
];
/// Words of a salutation at most: "Dear Sir or Madam", a name of three.
const LONGEST: usize = 6;

/// A text without salutation, closing and thanks. Never empty unless the text is: one that says nothing else stays.
///
/// ```
/// use outweigh_language::gist;
/// assert_eq!(gist("Hi Amara,\n\nthe export fails. Thank you in advance!\n\nKind regards\nTom"), "the export fails.");
/// assert_eq!(gist("Thanks"), "Thanks");
/// ```
#[must_use]
pub fn gist(text: &str) -> Cow<'_, str> {
    let mut kept: Vec<&str> = Vec::new();
    for line in text.lines() {
        let line = line.trim();
        if is_one_of(line, &CLOSINGS) && !kept.is_empty() {
            break;
        }
        let line = if kept.is_empty() { after_salutation(line) } else { line };
        kept.extend(sentences(line).filter(|sentence| !is_one_of(sentence, &ASIDES)));
        if kept.last().is_some_and(|last| *last != "\n") {
            kept.push("\n");
        }
    }
    let gist = kept.join(" ").replace(" \n ", "\n");
    let gist = gist.trim();
    if gist.is_empty() || gist.len() == text.trim().len() { text.into() } else { gist.to_owned().into() }
}

/// Parts of a line that end in `.`, `!` or `?` before a space, or at a colon after an aside ("Quick question: ..").
fn sentences(line: &str) -> impl Iterator<Item = &str> {
    let mut rest = line;
    std::iter::from_fn(move || {
        rest = rest.trim_start();
        if rest.is_empty() {
            return None;
        }
        let ends = rest.match_indices(['.', '!', '?', ':']).map(|(at, _)| at + 1);
        let end = ends.into_iter().find(|end| {
            let (sentence, after) = rest.split_at(*end);
            after.starts_with(' ') && (!sentence.ends_with(':') || is_one_of(sentence, &ASIDES))
        });
        let (sentence, after) = rest.split_at(end.unwrap_or(rest.len()));
        rest = after;
        Some(sentence)
    })
}

fn is_one_of(text: &str, known: &[&str]) -> bool {
    let lower = text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase().replace('’', "'");
    known.contains(&lower.as_str())
}

/// The line without a salutation that it begins with.
fn after_salutation(line: &str) -> &str {
    let Some(rest) = SALUTATIONS.iter().filter_map(|known| after(line, known)).min_by_key(|rest| rest.len())
    else {
        return line;
    };
    let end = rest.find([',', '!', '.', ':', '–', '—']).unwrap_or(rest.len());
    let (name, said) = rest.split_at(end);
    if name.split_whitespace().count() < LONGEST && (end < rest.len() || name.split_whitespace().count() < 3)
    {
        return said.trim_start_matches(|c: char| !c.is_alphanumeric());
    }
    ADDRESSED.iter().find_map(|known| after(rest.trim_start(), known)).unwrap_or(rest).trim_start()
}

/// What follows words at the start of a text, whatever their case, if the text does not go on within a word.
fn after<'t>(text: &'t str, words: &str) -> Option<&'t str> {
    let mut rest = text.chars();
    for known in words.chars() {
        if !rest.next()?.to_lowercase().eq(known.to_lowercase()) {
            return None;
        }
    }
    let rest = rest.as_str();
    (!rest.starts_with(|c: char| c.is_alphanumeric() || c == '-' || c == '\'')).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn courtesies_are_left_out() {
        let cases = [
            ("Good morning,\n\nwhere is my card?", "where is my card?"),
            ("Hi there, where is my card? Please help!", "where is my card?"),
            (
                "Dear Sir or Madam,\n\nThe export fails.\n\nYours faithfully,\nA. Person\nCFO",
                "The export fails.",
            ),
            ("Quick question: why is the PIN blocked?", "why is the PIN blocked?"),
            ("Hello can I get a second card", "can I get a second card"),
            ("Guten Tag,\n\nwo ist meine Karte?\n\nMit freundlichen Grüßen\nLorenz", "wo ist meine Karte?"),
            ("Bonjour,\n\nma carte est bloquée. Merci d’avance !\n\nCordialement", "ma carte est bloquée."),
            ("Hola, mi tarjeta no funciona. Gracias", "mi tarjeta no funciona."),
        ];
        for (text, expected) in cases {
            assert_eq!(gist(text), expected, "{text}");
        }
    }

    #[test]
    fn what_says_something_stays() {
        let cases = [
            "Thanks to the last update the export fails",
            "Dearer than the bank, and slower.",
            "Two things: the export fails; the import is slow.",
            "Hi-res pictures are blurred",
            "Best app I ever used\nCheers to the team",
            "Thank you!",
            "Hello",
            "",
        ];
        for text in cases {
            assert_eq!(gist(text), text);
        }
    }
}
