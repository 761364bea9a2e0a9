//! The canonical text of a filter, which parses to the same tree.

use std::fmt;

use super::ast::{Comparison, Expression};
use super::dates;
use super::lexer::is_bare;
use super::parse::is_keyword;

impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All { parts, .. } => {
                write_joined(f, parts, " and ", |part| matches!(part, Self::All { .. } | Self::Any { .. }))
            }
            Self::Any { parts, .. } => {
                write_joined(f, parts, " or ", |part| matches!(part, Self::Any { .. }))
            }
            Self::Not { part, .. } => {
                f.write_str("not ")?;
                write_part(f, part, matches!(**part, Self::All { .. } | Self::Any { .. }))
            }
            Self::Compare(comparison) => comparison.fmt(f),
        }
    }
}

fn write_joined(
    f: &mut fmt::Formatter<'_>,
    parts: &[Expression],
    between: &str,
    needs_brackets: fn(&Expression) -> bool,
) -> fmt::Result {
    for (at, part) in parts.iter().enumerate() {
        f.write_str(if at == 0 { "" } else { between })?;
        write_part(f, part, needs_brackets(part))?;
    }
    Ok(())
}

fn write_part(f: &mut fmt::Formatter<'_>, part: &Expression, brackets: bool) -> fmt::Result {
    if brackets { write!(f, "({part})") } else { write!(f, "{part}") }
}

impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_field(f, &self.field.text)?;
        write!(f, " {}", self.operator.text())?;
        for (at, value) in self.values.iter().enumerate() {
            f.write_str(if at == 0 { " " } else { ", " })?;
            if needs_no_quotes(&value.text) || dates::is_canonical_relative(&value.text) {
                f.write_str(&value.text)?;
            } else {
                write_quoted(f, &value.text)?;
            }
        }
        Ok(())
    }
}

fn needs_no_quotes(text: &str) -> bool {
    !text.is_empty() && text.chars().all(is_bare) && !is_keyword(text)
}

fn write_quoted(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    write!(f, "\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// `lane`, `custom."Story points"`, or in quotes altogether.
fn write_field(f: &mut fmt::Formatter<'_>, name: &str) -> fmt::Result {
    if needs_no_quotes(name) && !name.ends_with('.') {
        return f.write_str(name);
    }
    match name.split_once('.') {
        Some((group, rest)) if needs_no_quotes(group) => {
            write!(f, "{group}.")?;
            write_quoted(f, rest)
        }
        _ => write_quoted(f, name),
    }
}
