//! A query's text as lexemes: operators, brackets, signs, and clauses without any.
//!
//! It decides what is syntax and what is text, in one pass of linear time. It knows
//! nothing of precedence; that is the parser's.

use super::capitals;
use super::chunk::{ends_chunk, starts_word_or_handle};
use super::lexeme::{Lexeme, LexemeKind, Operator, Sign};
use super::scanner::{Scanner, opens_quote};
use super::value::Value;
use crate::syntax_error::{SyntaxError, SyntaxProblem};

/// The names of the operator of proximity.
const NEAR: [&str; 4] = ["NEAR/", "PRES/", "PRÈS/", CLOSE];

/// The one of these that may be a word of a text in capitals.
const CLOSE: &str = "PROCHE/";

/// Returns the lexemes of `text`; brackets among them come in pairs.
pub(super) fn lexemes(text: &str) -> Result<Vec<Lexeme>, SyntaxError> {
    let mut lexer = Lexer {
        scanner: Scanner::new(text),
        lexemes: Vec::new(),
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
    Ok(capitals::as_text(text, lexer.lexemes))
}

struct Lexer<'t> {
    scanner: Scanner<'t>,
    lexemes: Vec<Lexeme>,
    /// Which lexemes are brackets still open.
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
                self.open.push(self.lexemes.len());
                self.push(LexemeKind::Open, start);
            }
            ')' => {
                self.scanner.advance();
                // A bracket that closes nothing is text.
                if self.open.pop().is_some() {
                    self.push(LexemeKind::Close, start);
                }
            }
            '-' | '+' if self.is_sign() => {
                let sign = if char == '-' { Sign::Minus } else { Sign::Plus };
                self.scanner.advance();
                self.push(LexemeKind::Sign(sign), start);
                let before = self.lexemes.len();
                self.phrase_or_chunk(true)?;
                if self.lexemes.len() == before {
                    self.lexemes.pop();
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
                self.push(LexemeKind::Clause(phrase), start);
            }
            return Ok(());
        }
        if self.is_boundary() {
            if let Some(operator) = self.operator() {
                self.push(LexemeKind::Operator(operator), start);
                return Ok(());
            }
            if let Some(distance) = self.near()? {
                self.push(LexemeKind::Near(distance), start);
                return Ok(());
            }
            self.scanner.check_foreign(!self.lexemes.is_empty())?;
        }
        if signed || self.is_boundary() {
            match self.scanner.field()? {
                Some(Value::Clause(node)) => {
                    self.push(LexemeKind::Clause(node), start);
                    return Ok(());
                }
                Some(Value::Group(field)) => {
                    self.push(LexemeKind::Field(field), start);
                    return self.element('(');
                }
                None => {}
            }
        }
        let nodes = self.scanner.chunk(false)?;
        if !nodes.is_empty() {
            self.push(LexemeKind::Chunk(nodes), start);
        }
        Ok(())
    }

    /// Adds the lexeme that goes from `start` to this place.
    fn push(&mut self, kind: LexemeKind, start: usize) {
        self.lexemes.push(Lexeme { kind, span: start..self.scanner.at });
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
            || rest.strip_prefix(['=', '*', '^']).is_some_and(starts_word_or_handle)
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
            // Alone it is a word: `Macron dit NON à Londres`.
            "NON" if self.is_behind_and() => Operator::Not,
            _ => return None,
        };
        let is_alone =
            rest[end..].chars().next().is_none_or(|char| ends_chunk(char) || opens_quote(char));
        if is_alone {
            self.scanner.skip_to(self.scanner.at + end);
        }
        is_alone.then_some(operator)
    }

    /// Tells whether `ET` or `AND` stands before this place.
    fn is_behind_and(&self) -> bool {
        let last = self.lexemes.last().map(|lexeme| &lexeme.kind);
        matches!(last, Some(LexemeKind::Operator(Operator::And)))
    }

    /// Reads the `NEAR/5` that stands here.
    fn near(&mut self) -> Result<Option<u32>, SyntaxError> {
        let (start, rest) = (self.scanner.at, self.scanner.rest());
        let is_here = |name: &&&str| match rest.strip_prefix(**name) {
            // A headline may have `PROCHE/MOYEN-ORIENT`.
            Some(behind) => **name != CLOSE || behind.starts_with(|it: char| it.is_ascii_digit()),
            None => false,
        };
        let Some(name) = NEAR.iter().find(is_here) else { return Ok(None) };
        let end = rest.find(|char| ends_chunk(char) || opens_quote(char)).unwrap_or(rest.len());
        let distance = rest[name.len()..end].parse().ok().filter(|&distance| distance > 0);
        let span = start..start + end;
        if distance.is_none() {
            let problem = SyntaxProblem::NoDistance { typed: rest[..end].to_owned(), name };
            return Err(self.scanner.refusal(span, problem));
        }
        self.scanner.skip_to(span.end);
        Ok(distance)
    }

    /// Removes the brackets that are never closed, and the signs in front of them.
    fn drop_stray_brackets(&mut self) -> Result<(), SyntaxError> {
        let mut stray = vec![false; self.lexemes.len()];
        for &at in &self.open {
            stray[at] = true;
            let before = at.checked_sub(1).map(|before| &self.lexemes[before]);
            let Some(before) =
                before.filter(|before| before.span.end == self.lexemes[at].span.start)
            else {
                continue;
            };
            match before.kind {
                LexemeKind::Field(_) => {
                    let span = before.span.start..self.lexemes[at].span.end;
                    let field = self.scanner.text[before.span.clone()].to_owned();
                    let problem = SyntaxProblem::OpenBracket(field);
                    return Err(self.scanner.refusal(span, problem));
                }
                LexemeKind::Sign(_) => stray[at - 1] = true,
                _ => {}
            }
        }
        let mut stray = stray.into_iter();
        self.lexemes.retain(|_| !stray.next().unwrap_or(false));
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
