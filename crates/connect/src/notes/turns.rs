//! Puts a conversation together: one text, and who says which part of it.

use super::Turn;
use super::text::characters;

/// A conversation being written down. Names stay out of the text: each turn carries its own.
#[derive(Debug, Default)]
pub(crate) struct Conversation {
    text: String,
    length: u32,
    turns: Vec<Turn>,
}

impl Conversation {
    /// Adds what one speaker says without a break; nothing when the words are empty. `words` are clean.
    pub(crate) fn say(&mut self, speaker: &str, at_seconds: Option<f64>, words: &str) {
        if words.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
            self.length += 2;
        }
        let start = self.length;
        self.text.push_str(words);
        self.length += characters(words);
        self.turns.push(Turn { speaker: speaker.to_owned(), start, end: self.length, at_seconds });
    }

    /// Adds words nobody says: what stands above the conversation.
    pub(crate) fn head(&mut self, words: &str) {
        self.say("", None, words);
        self.turns.clear();
    }

    /// The text and its turns; none when no speaker and no time is known.
    pub(crate) fn finish(self) -> (String, Vec<Turn>) {
        let tells = |turn: &Turn| !turn.speaker.is_empty() || turn.at_seconds.is_some();
        let turns = if self.turns.iter().any(tells) { self.turns } else { Vec::new() };
        (self.text, turns)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turns_count_characters_not_bytes() {
        let mut conversation = Conversation::default();
        conversation.say("Ann", Some(0.0), "Größe?");
        conversation.say("Bo", Some(2.5), "");
        conversation.say("Bo", Some(3.0), "Ja");
        let (text, turns) = conversation.finish();
        assert_eq!(text, "Größe?\n\nJa");
        assert_eq!((turns[1].start, turns[1].end, turns[1].speaker.as_str()), (8, 10, "Bo"));
        assert_eq!(turns.len(), 2);
    }
}
