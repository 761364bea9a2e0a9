//! Cuts a filter into words, quoted texts and symbols, each with the characters it came from.

use crate::formula::{SourceError, Span};

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    /// Characters up to white space or a symbol; may be a keyword.
    Bare(String),
    /// A text that stood in quotes, with its escapes resolved.
    Quoted(String),
    Symbol(&'static str),
    End,
}

impl Token {
    /// How an error message names this token.
    pub(super) fn describe(&self) -> String {
        match self {
            Self::Bare(text) => format!("`{text}`"),
            Self::Quoted(text) => format!("\"{text}\""),
            Self::Symbol(symbol) => format!("`{symbol}`"),
            Self::End => "the end of the filter".to_owned(),
        }
    }
}

/// Longer symbols come before their prefixes.
const SYMBOLS: [&str; 11] = ["<=", ">=", "==", "!=", "<", ">", "=", ":", "(", ")", ","];

/// Whether a character can be part of a word without quotes.
pub(super) fn is_bare(c: char) -> bool {
    !c.is_whitespace() && !c.is_control() && !matches!(c, '"' | '(' | ')' | ',' | '<' | '>' | '=' | '!' | ':')
}

/// All tokens of `source`, closed by [`Token::End`].
pub(super) fn tokenize(source: &str) -> Result<Vec<(Token, Span)>, SourceError> {
    let chars: Vec<char> = source.chars().collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let start = at;
        let rest = &chars[at..];
        let token = if rest[0].is_whitespace() {
            at += 1;
            continue;
        } else if rest[0] == '"' {
            let (text, length) = quoted(rest, start)?;
            at += length;
            Token::Quoted(text)
        } else if let Some(symbol) = SYMBOLS.into_iter().find(|symbol| starts_with(rest, symbol)) {
            at += symbol.len();
            Token::Symbol(symbol)
        } else if is_bare(rest[0]) {
            at += rest.iter().position(|c| !is_bare(*c)).unwrap_or(rest.len());
            Token::Bare(chars[start..at].iter().collect())
        } else {
            let message = format!("unexpected character `{}`", rest[0].escape_default());
            let hint = "put quotes around values with special characters";
            return Err(SourceError::new(message, Span::new(start, start + 1)).hint(hint));
        };
        tokens.push((token, Span::new(start, at)));
    }
    tokens.push((Token::End, Span::new(chars.len(), chars.len())));
    Ok(tokens)
}

fn starts_with(rest: &[char], symbol: &str) -> bool {
    rest.len() >= symbol.len() && symbol.chars().zip(rest).all(|(wanted, found)| wanted == *found)
}

/// The text up to the closing quote, and how many characters it took. `\"` is a quote and `\\` a backslash.
fn quoted(rest: &[char], start: usize) -> Result<(String, usize), SourceError> {
    let mut text = String::new();
    let mut at = 1;
    while let Some(c) = rest.get(at) {
        match (c, rest.get(at + 1)) {
            ('"', _) => return Ok((text, at + 1)),
            ('\\', Some(escaped @ ('"' | '\\'))) => {
                text.push(*escaped);
                at += 1;
            }
            _ => text.push(*c),
        }
        at += 1;
    }
    Err(SourceError::new("quote is never closed", Span::new(start, start + 1)).hint("add `\"`"))
}
