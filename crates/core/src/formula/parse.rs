//! Recursive descent over the tokens of a formula; resolves names as it goes.
//!
//! ```text
//! expr  := and ("or" and)*          and := not ("and" not)*      not := "not" not | cmp
//! cmp   := sum (("<"|"<="|">"|">="|"=="|"!=") sum)?
//! sum   := prod (("+"|"-") prod)*   prod := pow (("*"|"/") pow)* pow := unary ("^" unary)?
//! unary := "-" unary | name "(" expr ("," expr)* ")" | name | number unit? | "(" expr ")"
//! ```

use super::ast::{Node, NodeKind, Operator};
use super::function::Function;
use super::lexer::{Token, tokenize};
use super::source_error::{SourceError, Span, nearest, suggest};
use super::unit::Unit;
use super::{InputDecl, MAX_DEPTH, MAX_NODES, MAX_SOURCE_CHARS};

/// The tree of `source`, with every name found among `inputs`.
pub(super) fn parse(source: &str, inputs: &[InputDecl]) -> Result<Node, SourceError> {
    let length = source.chars().count();
    if length > MAX_SOURCE_CHARS {
        let span = Span::new(MAX_SOURCE_CHARS, length);
        let message = format!("formula is {length} characters long; the limit is {MAX_SOURCE_CHARS}");
        return Err(SourceError::new(message, span));
    }
    let mut parser = Parser { tokens: tokenize(source)?, at: 0, inputs, nodes: 0, depth: 0 };
    if parser.token() == &Token::End {
        return Err(SourceError::new("formula is empty", parser.span()).hint("for example: value / effort"));
    }
    let node = parser.expression()?;
    if parser.token() == &Token::End { Ok(node) } else { Err(parser.trailing()) }
}

const OR: &[(Token, Operator)] = &[(Token::Or, Operator::Or)];
const AND: &[(Token, Operator)] = &[(Token::And, Operator::And)];
const COMPARE: &[(Token, Operator)] = &[
    (Token::Symbol("<"), Operator::Less),
    (Token::Symbol("<="), Operator::LessOrEqual),
    (Token::Symbol(">"), Operator::Greater),
    (Token::Symbol(">="), Operator::GreaterOrEqual),
    (Token::Symbol("=="), Operator::Equal),
    (Token::Symbol("!="), Operator::NotEqual),
];
const SUM: &[(Token, Operator)] =
    &[(Token::Symbol("+"), Operator::Add), (Token::Symbol("-"), Operator::Subtract)];
const PRODUCT: &[(Token, Operator)] =
    &[(Token::Symbol("*"), Operator::Multiply), (Token::Symbol("/"), Operator::Divide)];
const POWER: &[(Token, Operator)] = &[(Token::Symbol("^"), Operator::Power)];

struct Parser<'a> {
    tokens: Vec<(Token, Span)>,
    at: usize,
    inputs: &'a [InputDecl],
    nodes: usize,
    depth: usize,
}

type Parsed = Result<Node, SourceError>;

impl Parser<'_> {
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

    fn eat(&mut self, symbol: &'static str) -> Option<Span> {
        (self.token() == &Token::Symbol(symbol)).then(|| self.advance())
    }

    fn operator(&self, among: &[(Token, Operator)]) -> Option<Operator> {
        among.iter().find(|(token, _)| token == self.token()).map(|(_, operator)| *operator)
    }

    fn node(&mut self, kind: NodeKind, span: Span) -> Parsed {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            let message = format!("formula has more than {MAX_NODES} parts");
            return Err(SourceError::new(message, span).hint("split it into several terms"));
        }
        Ok(Node { kind, span })
    }

    /// Runs `inner` one level deeper; sums and products in a row do not nest.
    fn nested(&mut self, span: Span, inner: impl FnOnce(&mut Self) -> Parsed) -> Parsed {
        if self.depth == MAX_DEPTH {
            let message = format!("formula is nested more than {MAX_DEPTH} levels deep");
            return Err(SourceError::new(message, span));
        }
        self.depth += 1;
        let node = inner(self);
        self.depth -= 1;
        node
    }

    fn binary(&mut self, operator: Operator, operator_span: Span, left: Node, right: Node) -> Parsed {
        let span = left.span.to(right.span);
        let kind = NodeKind::Binary { operator, operator_span, left: Box::new(left), right: Box::new(right) };
        self.node(kind, span)
    }

    /// `next (operator next)*`, grouping to the left.
    fn chain(&mut self, among: &[(Token, Operator)], next: fn(&mut Self) -> Parsed) -> Parsed {
        let mut left = next(self)?;
        while let Some(operator) = self.operator(among) {
            let operator_span = self.advance();
            let right = next(self)?;
            left = self.binary(operator, operator_span, left, right)?;
        }
        Ok(left)
    }

    /// `next (operator next)?`, refusing a second operator because its meaning would be a guess.
    fn single(&mut self, among: &[(Token, Operator)], next: fn(&mut Self) -> Parsed, hint: &str) -> Parsed {
        let left = next(self)?;
        let Some(operator) = self.operator(among) else { return Ok(left) };
        let operator_span = self.advance();
        let right = next(self)?;
        if let Some(second) = self.operator(among) {
            let message = format!("`{}` cannot follow `{}` directly", second.symbol(), operator.symbol());
            return Err(SourceError::new(message, self.span()).hint(hint));
        }
        self.binary(operator, operator_span, left, right)
    }

    fn expression(&mut self) -> Parsed {
        self.chain(OR, |parser| parser.chain(AND, Self::negation))
    }

    fn negation(&mut self) -> Parsed {
        if self.token() != &Token::Not {
            return self.single(COMPARE, Self::sum, "join two comparisons with `and`");
        }
        let start = self.advance();
        let inner = self.nested(start, Self::negation)?;
        let span = start.to(inner.span);
        self.node(NodeKind::Not(Box::new(inner)), span)
    }

    fn sum(&mut self) -> Parsed {
        self.chain(SUM, |parser| parser.chain(PRODUCT, Self::power))
    }

    fn power(&mut self) -> Parsed {
        self.single(POWER, Self::unary, "add brackets to say which power comes first")
    }

    fn unary(&mut self) -> Parsed {
        let start = self.span();
        match self.token().clone() {
            Token::Symbol("-") => {
                self.advance();
                let inner = self.nested(start, Self::unary)?;
                let span = start.to(inner.span);
                self.node(NodeKind::Negate(Box::new(inner)), span)
            }
            Token::Symbol("(") => {
                self.advance();
                let mut inner = self.nested(start, Self::expression)?;
                inner.span = start.to(self.close(start)?);
                Ok(inner)
            }
            Token::Number(value) => {
                self.advance();
                let (unit, end) = self.literal_unit(start)?;
                self.node(NodeKind::Number { value, unit }, start.to(end))
            }
            Token::Name(name) => {
                self.advance();
                match self.eat("(") {
                    Some(bracket) => self.call(&name, start, bracket),
                    None => self.input(name, start),
                }
            }
            Token::Not => Err(SourceError::new("`not` needs brackets here", start).hint("write (not ...)")),
            found => Err(SourceError::new(format!("expected a value, found {}", found.describe()), start)
                .hint("a value is a number, an input, a function call or something in brackets")),
        }
    }

    fn close(&mut self, open: Span) -> Result<Span, SourceError> {
        if let Some(end) = self.eat(")") {
            return Ok(end);
        }
        if self.token() == &Token::End {
            return Err(SourceError::new("bracket is never closed", open).hint("add `)`"));
        }
        Err(self.trailing())
    }

    fn literal_unit(&mut self, number: Span) -> Result<(Option<Unit>, Span), SourceError> {
        let Token::Name(name) = self.token().clone() else { return Ok((None, number)) };
        let span = self.advance();
        let unit = Unit::ALL.into_iter().find(|(unit, word)| *word == name && *unit != Unit::Bool);
        if let Some((unit, _)) = unit {
            return Ok((Some(unit), span));
        }
        let error = SourceError::new(format!("`{name}` after a number is not a unit"), span);
        if self.inputs.iter().any(|input| input.key == name) {
            return Err(error.hint(format!("to multiply, write `* {name}`")));
        }
        Err(error.hint("units: money, accounts, days, share, score, ordinal, per_year, number"))
    }

    fn call(&mut self, name: &str, start: Span, bracket: Span) -> Parsed {
        let Some(function) = Function::find(name) else {
            let error = SourceError::new(format!("unknown function `{name}`"), start);
            let known = Function::ALL.map(Function::name);
            let close =
                nearest(name, known).map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
            return Err(error.hint(format!("{close}functions: {}", known.join(", "))));
        };
        let mut arguments = Vec::new();
        if self.token() != &Token::Symbol(")") {
            arguments.push(self.nested(bracket, Self::expression)?);
            while self.eat(",").is_some() {
                arguments.push(self.nested(bracket, Self::expression)?);
            }
        }
        let span = start.to(self.close(bracket)?);
        if !function.accepts(arguments.len()) {
            let count = arguments.len();
            let message =
                format!("`{name}` does not take {count} argument{}", if count == 1 { "" } else { "s" });
            return Err(SourceError::new(message, span).hint(format!("write {}", function.usage())));
        }
        self.node(NodeKind::Call { function, arguments }, span)
    }

    fn input(&mut self, name: String, span: Span) -> Parsed {
        if let Some(index) = self.inputs.iter().position(|input| input.key == name) {
            return self.node(NodeKind::Input { index, key: name }, span);
        }
        let error = SourceError::new(format!("unknown name `{name}`"), span);
        if let Some(function) = Function::find(&name) {
            return Err(error.hint(format!("`{name}` is a function: write {}", function.usage())));
        }
        let keys: Vec<&str> = self.inputs.iter().map(|input| input.key.as_str()).collect();
        Err(match suggest(&name, "inputs", &keys) {
            Some(hint) => error.hint(hint),
            None => error.hint("this formula has no inputs"),
        })
    }

    /// Something stands where an operator or the end should be.
    fn trailing(&self) -> SourceError {
        let found = self.token();
        let error =
            SourceError::new(format!("expected an operator, found {}", found.describe()), self.span());
        match found {
            Token::Symbol(")") => error.hint("this bracket was never opened"),
            Token::Symbol(",") => error.hint("commas only separate the arguments of a function"),
            Token::Name(_) | Token::Number(_) | Token::Symbol("(") => error.hint("to multiply, write `*`"),
            _ => error,
        }
    }
}
