//! A query's text as tokens: operators, brackets, signs, and clauses without any.
//!
//! It decides what is syntax and what is text, in one pass of linear time. It knows
//! nothing of precedence; that is the parser's.

use std::ops::Range;

use super::chunk::{ends_chunk, starts_word_or_handle};
use super::headline;
use super::scanner::{Scanner, opens_quote};
use super::syntax_error::SyntaxError;
use super::tree::{Node, TextualField};
use super::value::Value;

/// A part of a query.
#[derive(Debug)]
pub(super) struct Token {
    /// What it is.
    pub(super) kind: TokenKind,
    /// Where it stands.
    pub(super) span: Range<usize>,
}

/// What a token is.
#[derive(Debug)]
pub(super) enum TokenKind {
    /// Words and phrases glued together, without quotes.
    Chunk(Vec<Node>),
    /// A phrase in quotes, a field with its value, a date.
    Clause(Node),
    /// A field whose value is the group that opens behind it.
    Field(TextualField),
    /// An opening bracket that is closed.
    Open,
    /// The bracket that closes it.
    Close,
    /// A word in upper case.
    Operator(Operator),
    /// `NEAR/5` and its distance.
    Near(u32),
    /// `-` or `+` in front of a clause.
    Sign(Sign),
}

/// An operator that is a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    /// `ET`, `AND`.
    And,
    /// `OU`, `OR`.
    Or,
    /// `SAUF`, `NOT`.
    Not,
}

/// An operator glued to what follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// `-`.
    Minus,
    /// `+`.
    Plus,
}

/// The names of the operator of proximity.
const NEAR: [&str; 3] = ["NEAR/", "PRES/", "PRÈS/"];

/// Returns the tokens of `text`; brackets among them come in pairs.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, SyntaxError> {
    let mut lexer = Lexer {
        scanner: Scanner::new(text),
        tokens: Vec::new(),
        open: Vec::new(),
        last_aside: last_aside(text),
    };
    while let Some(char) = lexer.scanner.peek() {
        if char.is_whitespace() {
            lexer.scanner.advance();
        } else {
            lexer.element(char)?;
        }
    }
    lexer.drop_stray_brackets()?;
    Ok(headline::as_text(text, lexer.tokens))
}

struct Lexer<'t> {
    scanner: Scanner<'t>,
    tokens: Vec<Token>,
    /// Which tokens are brackets still open.
    open: Vec<usize>,
    /// Where the last dash stands that ends an aside -such as this one- if one does.
    last_aside: Option<usize>,
}

impl Lexer<'_> {
    /// Reads what starts here with `char`, no blank.
    fn element(&mut self, char: char) -> Result<(), SyntaxError> {
        let start = self.scanner.at;
        match char {
            '(' => {
                self.scanner.advance();
                self.open.push(self.tokens.len());
                self.push(TokenKind::Open, start);
            }
            ')' => {
                self.scanner.advance();
                // A bracket that closes nothing is text.
                if self.open.pop().is_some() {
                    self.push(TokenKind::Close, start);
                }
            }
            '-' | '+' if self.is_sign() => {
                let sign = if char == '-' { Sign::Minus } else { Sign::Plus };
                self.scanner.advance();
                self.push(TokenKind::Sign(sign), start);
                let before = self.tokens.len();
                self.phrase_or_chunk(true)?;
                if self.tokens.len() == before {
                    self.tokens.pop();
                }
            }
            _ => self.phrase_or_chunk(false)?,
        }
        Ok(())
    }

    /// Reads a phrase, an operator, a field or a chunk; behind a sign also a bracket.
    fn phrase_or_chunk(&mut self, signed: bool) -> Result<(), SyntaxError> {
        let start = self.scanner.at;
        if signed && let Some('(') = self.scanner.peek() {
            return self.element('(');
        }
        if let Some(quoted) = self.scanner.quoted(start) {
            if let Some(phrase) = self.scanner.phrase(&quoted)? {
                self.push(TokenKind::Clause(phrase), start);
            }
            return Ok(());
        }
        if self.is_boundary() {
            if let Some(operator) = self.operator() {
                self.push(TokenKind::Operator(operator), start);
                return Ok(());
            }
            if let Some(distance) = self.near()? {
                self.push(TokenKind::Near(distance), start);
                return Ok(());
            }
        }
        if signed || self.is_boundary() {
            match self.scanner.field()? {
                Some(Value::Clause(node)) => {
                    self.push(TokenKind::Clause(node), start);
                    return Ok(());
                }
                Some(Value::Group(field)) => {
                    self.push(TokenKind::Field(field), start);
                    return self.element('(');
                }
                None => {}
            }
        }
        let nodes = self.scanner.chunk(false)?;
        if !nodes.is_empty() {
            self.push(TokenKind::Chunk(nodes), start);
        }
        Ok(())
    }

    /// Adds the token that goes from `start` to this place.
    fn push(&mut self, kind: TokenKind, start: usize) {
        self.tokens.push(Token { kind, span: start..self.scanner.at });
    }

    /// Tells whether an operator or a field's name can start here.
    fn is_boundary(&self) -> bool {
        self.scanner.before().is_none_or(|char| ends_chunk(char) || matches!(char, '"' | '»' | '”'))
    }

    /// Tells whether the `-` or `+` that stands here belongs to what follows, and is
    /// neither a dash nor the sign of a quantity.
    fn is_sign(&self) -> bool {
        let at = self.scanner.at;
        if self.scanner.before().is_some_and(|char| char == ')' || !ends_chunk(char)) {
            return false;
        }
        let (sign, rest) = self.scanner.rest().split_at(1);
        // As sloppy text has it: `a -t-il dit`.
        let is_euphonic = rest.starts_with("t-") || rest.starts_with("T-");
        let is_aside = sign == "-" && self.last_aside.is_some_and(|end| end > at);
        let is_clause = starts_word_or_handle(rest)
            || rest.starts_with('(')
            || rest.strip_prefix(['=', '*']).is_some_and(starts_word_or_handle)
            || self.scanner.quoted(at + 1).is_some();
        is_clause && !is_euphonic && !is_aside && !is_quantity(rest)
    }

    /// Reads the operator that stands here, glued to nothing.
    fn operator(&mut self) -> Option<Operator> {
        let rest = self.scanner.rest();
        let end = rest.find(|char: char| !char.is_ascii_uppercase()).unwrap_or(rest.len());
        let operator = match &rest[..end] {
            "ET" | "AND" => Operator::And,
            "OU" | "OR" => Operator::Or,
            "SAUF" | "NOT" => Operator::Not,
            _ => return None,
        };
        let is_alone =
            rest[end..].chars().next().is_none_or(|char| ends_chunk(char) || opens_quote(char));
        if is_alone {
            self.scanner.skip_to(self.scanner.at + end);
        }
        is_alone.then_some(operator)
    }

    /// Reads the `NEAR/5` that stands here.
    fn near(&mut self) -> Result<Option<u32>, SyntaxError> {
        let (start, rest) = (self.scanner.at, self.scanner.rest());
        let Some(name) = NEAR.iter().find(|name| rest.starts_with(**name)) else {
            return Ok(None);
        };
        let end = rest.find(|char| ends_chunk(char) || opens_quote(char)).unwrap_or(rest.len());
        let distance = rest[name.len()..end].parse().ok().filter(|&distance| distance > 0);
        let span = start..start + end;
        if distance.is_none() {
            let message = format!(
                "`{}` needs a number of words from 1 on, without a blank; write {name}5, for example",
                &rest[..end]
            );
            return Err(SyntaxError::new(span, message));
        }
        self.scanner.skip_to(span.end);
        Ok(distance)
    }

    /// Removes the brackets that are never closed, and the signs in front of them.
    fn drop_stray_brackets(&mut self) -> Result<(), SyntaxError> {
        let mut stray = vec![false; self.tokens.len()];
        for &at in &self.open {
            stray[at] = true;
            let before = at.checked_sub(1).map(|before| &self.tokens[before]);
            let Some(before) =
                before.filter(|before| before.span.end == self.tokens[at].span.start)
            else {
                continue;
            };
            match before.kind {
                TokenKind::Field(_) => {
                    let span = before.span.start..self.tokens[at].span.end;
                    let message = format!(
                        "the bracket behind `{}` is never closed; close it",
                        &self.scanner.text[before.span.clone()]
                    );
                    return Err(SyntaxError::new(span, message));
                }
                TokenKind::Sign(_) => stray[at - 1] = true,
                _ => {}
            }
        }
        let mut stray = stray.into_iter();
        self.tokens.retain(|_| !stray.next().unwrap_or(false));
        Ok(())
    }
}

/// Returns the offset of the last hyphen glued to the word before it only.
fn last_aside(text: &str) -> Option<usize> {
    let ends_aside = |&(at, _): &(usize, &str)| {
        text[..at].ends_with(|char: char| char.is_alphanumeric() || "\"»”".contains(char))
            && text[at + 1..].chars().next().is_none_or(|char| {
                char.is_whitespace() || matches!(char, ',' | '.' | ';' | '!' | '?' | ')')
            })
    };
    text.rmatch_indices('-').find(ends_aside).map(|(at, _)| at)
}

/// Tells whether `rest`, behind a sign, is a number that people write with one: `-6`,
/// `+5,5 °C`, `-2020 €`; a year alone is none.
fn is_quantity(rest: &str) -> bool {
    let is_digit = |char: char| char.is_ascii_digit() || matches!(char, ',' | '.');
    let end = rest.find(|char| !is_digit(char)).unwrap_or(rest.len());
    let (number, unit) = rest.split_at(end);
    let digits = number.trim_end_matches([',', '.']);
    number.starts_with(|char: char| char.is_ascii_digit())
        && !unit.starts_with(char::is_alphanumeric)
        && (digits.len() != 4 || unit.trim_start().starts_with(['%', '°', '€', '$', '£', '‰']))
}
