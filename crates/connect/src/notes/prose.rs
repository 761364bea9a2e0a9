//! Writes readable plain text block by block, the same from HTML, Markdown and Word: paragraphs with a blank
//! line between, `- ` and `1. ` before list items, `> ` before quoted lines, ` | ` between cells.

/// Deeper lists and quotes are shown as this deep: a text is to be read, and its size to stay in bounds.
const DEEPEST: usize = 8;

/// A text being written.
#[derive(Debug, Default)]
pub(crate) struct Prose {
    text: String,
    /// Line feeds due before the next word: 1 ends a line, 2 a paragraph.
    due_lines: u8,
    due_space: bool,
    due_cell: bool,
    line_is_empty: bool,
    quotes: usize,
    /// How deep the last line was quoted.
    line_quotes: usize,
    /// The open lists from the outside in; a number is what the next item gets.
    lists: Vec<Option<u64>>,
    marker: Option<String>,
}

impl Prose {
    /// Words in running text: every run of white space counts as one space.
    pub(crate) fn words(&mut self, text: &str) {
        for character in text.chars() {
            if character.is_whitespace() {
                self.due_space = true;
            } else {
                self.put(character);
            }
        }
    }

    /// Text whose spaces and line ends mean something: code, preformatted lines.
    pub(crate) fn verbatim(&mut self, text: &str) {
        for character in text.chars() {
            match character {
                '\n' => self.line_break(),
                '\r' => {}
                other => self.put(other),
            }
        }
    }

    /// Ends the line; after an ended line, leaves a blank one.
    pub(crate) fn line_break(&mut self) {
        self.due_lines = if self.due_lines == 0 { 1 } else { 2 };
    }

    /// What follows stands on a line of its own.
    pub(crate) fn line(&mut self) {
        self.due_lines = self.due_lines.max(1);
    }

    /// What follows is a block of its own.
    pub(crate) fn block(&mut self) {
        self.due_lines = 2;
    }

    /// What follows is another cell of the same row.
    pub(crate) fn cell(&mut self) {
        self.due_cell = true;
    }

    /// Opens a list; `first` is the number of its first item, if it has numbers.
    pub(crate) fn open_list(&mut self, first: Option<u64>) {
        if self.lists.is_empty() {
            self.block();
        }
        self.lists.push(first);
    }

    /// Ends the innermost list.
    pub(crate) fn close_list(&mut self) {
        self.lists.pop();
        self.marker = None;
        if self.lists.is_empty() {
            self.block();
        }
    }

    /// Begins an item of the innermost list.
    pub(crate) fn item(&mut self) {
        self.due_lines = if self.text.is_empty() { 0 } else { self.due_lines.max(1) };
        self.marker = Some(match self.lists.last_mut() {
            Some(Some(number)) => {
                *number = number.saturating_add(1);
                format!("{}. ", *number - 1)
            }
            _ => "- ".to_owned(),
        });
    }

    /// What follows repeats somebody else.
    pub(crate) fn open_quote(&mut self) {
        self.block();
        self.quotes += 1;
    }

    /// Ends the innermost quote.
    pub(crate) fn close_quote(&mut self) {
        self.block();
        self.quotes = self.quotes.saturating_sub(1);
    }

    /// The text written.
    pub(crate) fn finish(self) -> String {
        self.text
    }

    fn put(&mut self, character: char) {
        // `&#4;` spells what no text needs.
        if character.is_control() && character != '\t' {
            return;
        }
        if self.text.is_empty() || self.due_lines > 0 || self.marker.is_some() {
            self.begin_line();
        } else if self.due_cell && !self.line_is_empty {
            self.text.push_str(" | ");
        } else if self.due_space && !self.line_is_empty {
            self.text.push(' ');
        }
        (self.due_space, self.due_cell, self.line_is_empty) = (false, false, false);
        self.text.push(character);
    }

    fn begin_line(&mut self) {
        let quotes = self.quotes.min(DEEPEST);
        if !self.text.is_empty() {
            self.text.push('\n');
            if self.due_lines == 2 {
                let between = "> ".repeat(quotes.min(self.line_quotes));
                self.text.push_str(between.trim_end());
                self.text.push('\n');
            }
        }
        self.text.push_str(&"> ".repeat(quotes));
        self.line_quotes = quotes;
        let depth = self.lists.len().min(DEEPEST);
        match self.marker.take() {
            Some(marker) => {
                self.text.push_str(&"  ".repeat(depth.saturating_sub(1)));
                self.text.push_str(&marker);
            }
            None => self.text.push_str(&"  ".repeat(depth)),
        }
        (self.due_lines, self.line_is_empty) = (0, true);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_quotes_and_cells_read_as_people_write_them() {
        let mut prose = Prose::default();
        prose.words("  Two\n words ");
        prose.open_list(Some(3));
        for item in ["three", "four"] {
            prose.item();
            prose.words(item);
        }
        prose.open_list(None);
        prose.item();
        prose.words("below");
        prose.close_list();
        prose.close_list();
        prose.open_quote();
        prose.words("said");
        prose.block();
        prose.words("twice");
        prose.close_quote();
        prose.words("a");
        prose.cell();
        prose.words("b");
        assert_eq!(
            prose.finish(),
            "Two words\n\n3. three\n4. four\n  - below\n\n> said\n>\n> twice\n\na | b"
        );
    }
}
