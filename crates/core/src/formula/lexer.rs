//! Cuts a formula into tokens, each with the characters it came from.

use super::source_error::{SourceError, Span};

/// The smallest meaningful pieces of a formula.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    Number(f64),
    /// A dotted name such as `reach` or `custom.points`.
    Name(String),
    /// An operator, bracket or comma.
    Symbol(&'static str),
    And,
    Or,
    Not,
    End,
}

impl Token {
    /// How an error message names this token.
    pub(super) fn describe(&self) -> String {
        match self {
            Self::Number(value) => format!("number {value}"),
            Self::Name(name) => format!("`{name}`"),
            Self::Symbol(symbol) => format!("`{symbol}`"),
            Self::And => "`and`".to_owned(),
            Self::Or => "`or`".to_owned(),
            Self::Not => "`not`".to_owned(),
            Self::End => "the end of the formula".to_owned(),
        }
    }
}

/// Longer symbols come before their prefixes.
const SYMBOLS: [&str; 14] = ["<=", ">=", "==", "!=", "<", ">", "+", "-", "*", "/", "^", "(", ")", ","];

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
        } else if rest[0].is_ascii_digit()
            || (rest[0] == '.' && rest.get(1).is_some_and(char::is_ascii_digit))
        {
            at += number_length(rest);
            number(&chars[start..at], Span::new(start, at))?
        } else if is_name_start(rest[0]) {
            at += name_length(rest);
            word(chars[start..at].iter().collect())
        } else if let Some(symbol) = SYMBOLS.into_iter().find(|symbol| starts_with(rest, symbol)) {
            at += symbol.len();
            Token::Symbol(symbol)
        } else {
            return Err(unexpected(rest[0], Span::new(at, at + 1)));
        };
        tokens.push((token, Span::new(start, at)));
    }
    tokens.push((Token::End, Span::new(chars.len(), chars.len())));
    Ok(tokens)
}

fn starts_with(rest: &[char], symbol: &str) -> bool {
    rest.len() >= symbol.len() && symbol.chars().zip(rest).all(|(wanted, found)| wanted == *found)
}

fn is_name_start(c: char) -> bool {
    c.is_alphabetic() || c == '_'
}

fn is_name_part(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// A dot belongs to the name only where a further part follows.
fn name_length(rest: &[char]) -> usize {
    let mut length = 1;
    while let Some(c) = rest.get(length) {
        let joins = *c == '.' && rest.get(length + 1).is_some_and(|next| is_name_start(*next));
        if !is_name_part(*c) && !joins {
            break;
        }
        length += 1;
    }
    length
}

fn word(name: String) -> Token {
    match name.as_str() {
        "and" => Token::And,
        "or" => Token::Or,
        "not" => Token::Not,
        _ => Token::Name(name),
    }
}

/// Digits with optional `_` between them, a fraction, and an exponent.
fn number_length(rest: &[char]) -> usize {
    let digits = |from: usize| {
        rest[from..]
            .iter()
            .position(|c| !c.is_ascii_digit() && *c != '_')
            .map_or(rest.len(), |run| from + run)
    };
    let mut length = digits(0);
    if rest.get(length) == Some(&'.') && rest.get(length + 1).is_some_and(char::is_ascii_digit) {
        length = digits(length + 1);
    }
    if matches!(rest.get(length), Some('e' | 'E')) {
        let signed = usize::from(matches!(rest.get(length + 1), Some('+' | '-')));
        if rest.get(length + 1 + signed).is_some_and(char::is_ascii_digit) {
            length = digits(length + 1 + signed);
        }
    }
    length
}

fn number(chars: &[char], span: Span) -> Result<Token, SourceError> {
    let text: String = chars.iter().filter(|c| **c != '_').collect();
    match text.parse::<f64>() {
        Ok(value) if value.is_finite() => Ok(Token::Number(value)),
        _ => Err(SourceError::new("number is too large", span).hint("the largest number is about 1.8e308")),
    }
}

fn unexpected(c: char, span: Span) -> SourceError {
    let shown = if c.is_control() { c.escape_default().to_string() } else { c.to_string() };
    let error = SourceError::new(format!("unexpected character `{shown}`"), span);
    match c {
        '=' => error.hint("compare with `==`"),
        '%' => error.hint("write a share as a number, such as 0.8"),
        '&' => error.hint("write `and`"),
        '|' => error.hint("write `or`"),
        '!' => error.hint("write `not`, or `!=` to compare"),
        '"' | '\'' => error.hint("formulas have no text values"),
        '×' | '·' => error.hint("multiply with `*`"),
        '÷' => error.hint("divide with `/`"),
        '−' | '–' => error.hint("subtract with a plain `-`"),
        _ => error,
    }
}
