//! A person's mistake in a formula or filter: what is wrong, where, and what would be right.

use std::fmt::Write as _;

use serde::Serialize;

/// A range of characters (Unicode scalar values, not bytes) in a source text; `end` is exclusive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Span {
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
}

impl Span {
    /// The range from `start` up to but not including `end`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The smallest range that covers both.
    pub fn to(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// A mistake in a source text, pointing at the characters to change.
///
/// ```
/// use outweigh_core::formula::{SourceError, Span};
///
/// let error = SourceError::new("unknown name `efort`", Span::new(8, 13)).hint("did you mean `effort`?");
/// assert_eq!(
///     error.render("value / efort"),
///     "error: unknown name `efort`\n  | value / efort\n  |         ^^^^^\n  = hint: did you mean `effort`?\n"
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error, utoipa::ToSchema)]
#[error("{message}")]
pub struct SourceError {
    /// What is wrong, as a lowercase fragment.
    pub message: String,
    /// First character of the mistake.
    pub start: usize,
    /// One past the last character of the mistake; equal to `start` at the end of the text.
    pub end: usize,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
}

impl SourceError {
    /// A mistake at `span` without a hint.
    pub fn new(message: impl Into<String>, span: Span) -> Self {
        Self { message: message.into(), start: span.start, end: span.end, hint: None }
    }

    /// The same mistake with advice for the reader.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The message, the line it is about with a caret under the mistake, and the hint; ends with a newline.
    pub fn render(&self, source: &str) -> String {
        let span = Span::new(self.start, self.end);
        render("error", &self.message, self.hint.as_deref(), span, source)
    }
}

/// Words a finding of any severity the way the command line shows it.
pub(crate) fn render(severity: &str, message: &str, hint: Option<&str>, span: Span, source: &str) -> String {
    let chars: Vec<char> = source.chars().collect();
    let start = span.start.min(chars.len());
    let line_start = chars[..start].iter().rposition(|c| *c == '\n').map_or(0, |at| at + 1);
    let line_end = chars[start..].iter().position(|c| *c == '\n').map_or(chars.len(), |at| start + at);
    // Tabs and other control characters would shift the caret.
    let line: String =
        chars[line_start..line_end].iter().map(|c| if c.is_control() { ' ' } else { *c }).collect();
    let carets = span.end.min(line_end).saturating_sub(start).max(1);
    let mut text = format!("{severity}: {message}\n  | {line}\n  | ");
    text.extend(std::iter::repeat_n(' ', start - line_start));
    text.extend(std::iter::repeat_n('^', carets));
    text.push('\n');
    if let Some(hint) = hint {
        let _ = writeln!(text, "  = hint: {hint}");
    }
    text
}

/// The candidate a person most likely meant, if one is close enough to suggest (a third of the letters may differ).
pub(crate) fn nearest<'a>(wanted: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = wanted.to_lowercase();
    let tolerance = (wanted.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(&wanted, &candidate.to_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= tolerance)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// A hint that proposes the nearest candidate, or else lists some of them.
pub(crate) fn suggest<'a>(wanted: &str, what: &str, candidates: &[&'a str]) -> Option<String> {
    const LISTED: usize = 12;
    if let Some(name) = nearest(wanted, candidates.iter().copied()) {
        return Some(format!("did you mean `{name}`?"));
    }
    if candidates.is_empty() {
        return None;
    }
    let shown = candidates.iter().take(LISTED).copied().collect::<Vec<&'a str>>().join(", ");
    let more = if candidates.len() > LISTED { ", ..." } else { "" };
    Some(format!("{what}: {shown}{more}"))
}
