//! Recursive descent over the tokens of a filter.
//!
//! ```text
//! filter     := any?
//! any        := all ("or" all)*            all := unit ("and" unit)*
//! unit       := "not" unit | "(" any ")" | comparison
//! comparison := field ("is" | "is not" | "=" | "==" | ":" | "!=" | "<" | "<=" | ">" | ">=" | "contains") values
//!             | field ("is empty" | "is not empty")
//! values     := value ("," value)*
//! value      := word | quoted | number unit "ago" | "in" number unit
//! field      := word | quoted | word "." quoted
//! ```

use super::ast::{Comparison, Expression, Operator, Word};
use super::dates;
use super::lexer::{Token, tokenize};
use super::{MAX_DEPTH, MAX_NODES, MAX_SOURCE_CHARS};
use crate::formula::{SourceError, Span};

/// Words with a meaning of their own, in any case; as values they need quotes.
const KEYWORDS: [&str; 6] = ["and", "or", "not", "is", "contains", "empty"];

pub(super) fn is_keyword(text: &str) -> bool {
    KEYWORDS.iter().any(|keyword| keyword.eq_ignore_ascii_case(text))
}

/// The tree of `source`; `None` when it is blank.
pub(super) fn parse(source: &str) -> Result<Option<Expression>, SourceError> {
    let length = source.chars().count();
    if length > MAX_SOURCE_CHARS {
        let span = Span::new(MAX_SOURCE_CHARS, length);
        let message = format!("filter is {length} characters long; the limit is {MAX_SOURCE_CHARS}");
        return Err(SourceError::new(message, span));
    }
    let mut parser = Parser { tokens: tokenize(source)?, at: 0, nodes: 0, depth: 0 };
    if parser.token() == &Token::End {
        return Ok(None);
    }
    let expression = parser.any()?;
    if parser.token() == &Token::End { Ok(Some(expression)) } else { Err(parser.trailing()) }
}

type Parsed = Result<Expression, SourceError>;

struct Parser {
    tokens: Vec<(Token, Span)>,
    at: usize,
    nodes: usize,
    depth: usize,
}

impl Parser {
    fn token(&self) -> &Token {
        &self.tokens[self.at].0
    }

    fn span(&self) -> Span {
        self.tokens[self.at].1
    }

    /// Consumes a token; the closing `End` is never consumed.
    fn advance(&mut self) -> Span {
        let span = self.span();
        self.at = (self.at + 1).min(self.tokens.len() - 1);
        span
    }

    fn eat_word(&mut self, keyword: &str) -> Option<Span> {
        let found = matches!(self.token(), Token::Bare(text) if text.eq_ignore_ascii_case(keyword));
        found.then(|| self.advance())
    }

    fn eat_symbol(&mut self, symbol: &'static str) -> Option<Span> {
        (self.token() == &Token::Symbol(symbol)).then(|| self.advance())
    }

    fn count(&mut self, span: Span) -> Result<(), SourceError> {
        self.nodes += 1;
        if self.nodes <= MAX_NODES {
            return Ok(());
        }
        Err(SourceError::new(format!("filter has more than {MAX_NODES} parts"), span))
    }

    fn nested(&mut self, span: Span, inner: fn(&mut Self) -> Parsed) -> Parsed {
        if self.depth == MAX_DEPTH {
            let message = format!("filter is nested more than {MAX_DEPTH} levels deep");
            return Err(SourceError::new(message, span));
        }
        self.depth += 1;
        let expression = inner(self);
        self.depth -= 1;
        expression
    }

    /// One or more `next` joined by `keyword`.
    fn joined(
        &mut self,
        keyword: &str,
        next: fn(&mut Self) -> Parsed,
    ) -> Result<Vec<Expression>, SourceError> {
        let mut parts = vec![next(self)?];
        while let Some(span) = self.eat_word(keyword) {
            self.count(span)?;
            parts.push(next(self)?);
        }
        Ok(parts)
    }

    fn any(&mut self) -> Parsed {
        let parts = self.joined("or", Self::all)?;
        Ok(single(parts).unwrap_or_else(|(parts, span)| Expression::Any { parts, span }))
    }

    fn all(&mut self) -> Parsed {
        let parts = self.joined("and", Self::unit)?;
        Ok(single(parts).unwrap_or_else(|(parts, span)| Expression::All { parts, span }))
    }

    fn unit(&mut self) -> Parsed {
        if let Some(start) = self.eat_word("not") {
            self.count(start)?;
            let part = Box::new(self.nested(start, Self::unit)?);
            let span = start.to(part.span());
            return Ok(Expression::Not { part, span });
        }
        if let Some(open) = self.eat_symbol("(") {
            let inner = self.nested(open, Self::any)?;
            return match (self.eat_symbol(")"), self.token()) {
                (Some(_), _) => Ok(inner),
                (None, Token::End) => Err(SourceError::new("bracket is never closed", open).hint("add `)`")),
                _ => Err(self.trailing()),
            };
        }
        self.comparison()
    }

    fn comparison(&mut self) -> Parsed {
        let field = self.field()?;
        let (operator, operator_span) = self.operator(&field)?;
        let mut values = Vec::new();
        if !matches!(operator, Operator::IsEmpty | Operator::IsNotEmpty) {
            values.push(self.value()?);
            while self.eat_symbol(",").is_some() {
                values.push(self.value()?);
            }
        }
        let span = field.span.to(values.last().map_or(operator_span, |value| value.span));
        self.count(span)?;
        Ok(Expression::Compare(Comparison { field, operator, operator_span, values, span }))
    }

    fn field(&mut self) -> Result<Word, SourceError> {
        let span = self.span();
        match self.token().clone() {
            Token::Bare(text) if !is_keyword(&text) => {
                self.advance();
                if let (true, Token::Quoted(rest)) = (text.ends_with('.'), self.token().clone()) {
                    let span = span.to(self.advance());
                    return Ok(Word { text: text + &rest, span });
                }
                Ok(Word { text, span })
            }
            Token::Quoted(text) => {
                self.advance();
                Ok(Word { text, span })
            }
            found => Err(SourceError::new(format!("expected a field, found {}", found.describe()), span)
                .hint("a comparison is a field, an operator and a value, such as `lane is hotfix`")),
        }
    }

    fn operator(&mut self, field: &Word) -> Result<(Operator, Span), SourceError> {
        const SYMBOLS: [(&str, Operator); 8] = [
            ("=", Operator::Is),
            ("==", Operator::Is),
            (":", Operator::Is),
            ("!=", Operator::IsNot),
            ("<", Operator::Less),
            ("<=", Operator::LessOrEqual),
            (">", Operator::Greater),
            (">=", Operator::GreaterOrEqual),
        ];
        for (symbol, operator) in SYMBOLS {
            if let Some(span) = self.eat_symbol(symbol) {
                return Ok((operator, span));
            }
        }
        if let Some(span) = self.eat_word("contains") {
            return Ok((Operator::Contains, span));
        }
        if let Some(start) = self.eat_word("is") {
            let (negated, end) = self.eat_word("not").map_or((false, start), |end| (true, end));
            return Ok(match (self.eat_word("empty"), negated) {
                (Some(end), false) => (Operator::IsEmpty, start.to(end)),
                (Some(end), true) => (Operator::IsNotEmpty, start.to(end)),
                (None, false) => (Operator::Is, start),
                (None, true) => (Operator::IsNot, start.to(end)),
            });
        }
        let message =
            format!("expected an operator after `{}`, found {}", field.text, self.token().describe());
        let hint = "operators: is, is not, <, <=, >, >=, contains, is empty, is not empty";
        Err(SourceError::new(message, self.span()).hint(hint))
    }

    fn value(&mut self) -> Result<Word, SourceError> {
        let span = self.span();
        let word = match self.token().clone() {
            Token::Quoted(text) => Word { text, span: self.advance() },
            Token::Bare(text) if !is_keyword(&text) => match self.relative_date() {
                Some(word) => word,
                None => Word { text, span: self.advance() },
            },
            found => {
                let error = SourceError::new(format!("expected a value, found {}", found.describe()), span);
                return Err(match found {
                    Token::Bare(text) => error.hint(format!("if you mean the word, write \"{text}\"")),
                    _ => error,
                });
            }
        };
        self.count(word.span)?;
        Ok(word)
    }

    /// Three words that together are a date, such as `7 days ago`.
    fn relative_date(&mut self) -> Option<Word> {
        let tokens = self.tokens.get(self.at..self.at + 3)?;
        let [(Token::Bare(first), start), (Token::Bare(second), _), (Token::Bare(third), end)] = tokens
        else {
            return None;
        };
        let text = dates::relative([first, second, third])?;
        let span = start.to(*end);
        self.at += 3;
        Some(Word { text, span })
    }

    /// Something stands where `and`, `or` or the end should be.
    fn trailing(&self) -> SourceError {
        let found = self.token();
        let message = format!("expected `and`, `or` or the end, found {}", found.describe());
        let error = SourceError::new(message, self.span());
        match found {
            Token::Symbol(")") => error.hint("this bracket was never opened"),
            Token::Bare(_) | Token::Quoted(_) => error
                .hint("join comparisons with `and` or `or`, and put quotes around a value of several words"),
            Token::Symbol(":" | "!=" | "=" | "<" | ">") => {
                error.hint("put quotes around values with special characters")
            }
            _ => error,
        }
    }
}

/// The only part, or all of them with the characters they cover.
fn single(mut parts: Vec<Expression>) -> Result<Expression, (Vec<Expression>, Span)> {
    match (parts.len(), parts.pop()) {
        (1, Some(only)) => Ok(only),
        (_, last) => {
            parts.extend(last);
            let span = parts.iter().map(Expression::span).reduce(Span::to).unwrap_or_default();
            Err((parts, span))
        }
    }
}
