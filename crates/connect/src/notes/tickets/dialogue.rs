//! What was said in a ticket, in order: public words with their speakers, internal ones counted and left out.

use crate::notes::text::clean;
use crate::notes::turns::Conversation;
use crate::notes::{ImportedNote, Turn};

/// A ticket being written down.
#[derive(Default)]
pub(super) struct Dialogue {
    conversation: Conversation,
    last: String,
    pub(super) internal: usize,
}

impl Dialogue {
    /// Adds public words. What repeats the words before it is left out: a description is also the first comment.
    pub(super) fn say(&mut self, speaker: &str, words: &str) {
        let words = clean(words);
        if words != self.last {
            self.conversation.say(speaker, None, &words);
            self.last = words;
        }
    }

    /// The text and who says what in it.
    pub(super) fn finish(self) -> (String, Vec<Turn>) {
        self.conversation.finish()
    }
}

/// Adds words that stand for a note without any: the subject.
pub(super) fn text_or_title(note: &mut ImportedNote) {
    if note.text.is_empty()
        && let Some(title) = note.title.take()
    {
        note.text = title;
    }
}

/// What to say about internal comments that were left out.
pub(super) fn internal_warning(internal: usize) -> Option<String> {
    (internal > 0).then(|| {
        format!("{internal} internal comments were left out: colleagues wrote them, not the customer")
    })
}
