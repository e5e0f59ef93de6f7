//! Fields of a query and the values glued to their colon.
//!
//! It reads `titre:macron`, `source:afp,reuters` and `avant:"1er sept. 2019"`; a group
//! of values is the parser's. It never reads what a date means.

use std::ops::Range;

use super::chunk::{as_one, ends_chunk, starts_word_or_handle};
use super::field::{self, DateBound, FieldName, QueryField};
use super::scanner::{Scanner, is_pasted, opens_quote, words_in};
use super::tree::Node;
use crate::syntax_error::{SyntaxError, SyntaxProblem};

/// What a field's name is followed by.
#[derive(Debug)]
pub(super) enum Value {
    /// A value, read.
    Clause(Node),
    /// An opening bracket, not read yet.
    Group(QueryField),
}

impl Scanner<'_> {
    /// Reads the field whose name starts here, or returns `None` when what stands here
    /// is text.
    pub(super) fn field(&mut self) -> Result<Option<Value>, SyntaxError> {
        let Some(name) = self.name() else { return Ok(None) };
        let (start, colon) = (name.start, name.end);
        let after = &self.text[colon + 1..];
        let Some(field) = field::named(&self.text[name.clone()]) else {
            return self.check_slip(name, after).map(|()| None);
        };
        let typed = &self.text[start..=colon];
        if after.trim_start().is_empty() || after.starts_with(')') {
            let problem = SyntaxProblem::NoValue(typed.to_owned());
            return Err(self.refusal(start..colon + 1, problem));
        }
        if field == FieldName::Date(DateBound::Added) && after.starts_with(char::is_whitespace) {
            // A verb of whoever is quoted: `ajoute: « C'est fini »`.
            return Ok(None);
        }
        if after.starts_with(char::is_whitespace) {
            return self.check_blank(start, colon, after).map(|()| None);
        }
        self.check_single_quotes(start, colon + 1)?;
        if let Some(quote) = after.chars().next().filter(|&char| opens_quote(char))
            && self.quoted(colon + 1).is_none()
        {
            let problem = SyntaxProblem::OpenQuote(typed.to_owned());
            return Err(self.refusal(start..colon + 1 + quote.len_utf8(), problem));
        }
        match field {
            FieldName::Date(bound) => self.date(bound, start, colon + 1).map(Some),
            FieldName::Text(field) if after.starts_with('(') => {
                self.skip_to(colon + 1);
                Ok(Some(Value::Group(field)))
            }
            FieldName::Text(field) => {
                if let Some(sign) = after.chars().next().filter(|sign| matches!(sign, '-' | '+'))
                    && let rest = &after[1..]
                    && (starts_word_or_handle(rest) || rest.starts_with(opens_quote))
                {
                    let problem = SyntaxProblem::SignBehindField { field: typed.to_owned(), sign };
                    return Err(self.refusal(start..colon + 2, problem));
                }
                self.textual(field, start, colon + 1)
            }
        }
    }

    /// Returns where the name stands that starts here and is followed by a colon.
    fn name(&self) -> Option<Range<usize>> {
        let rest = self.rest();
        let is_letter =
            |char: char| char.is_alphabetic() || ('\u{300}'..='\u{36F}').contains(&char);
        let end = rest.find(|char| !is_letter(char))?;
        (end > 0 && rest[end..].starts_with(':')).then_some(self.at..self.at + end)
    }

    /// Refuses the blank behind the colon of a field in small letters: `auteur: dupont`.
    /// A label that a text begins with has a capital: `Source: AFP`.
    fn check_blank(&self, start: usize, colon: usize, after: &str) -> Result<(), SyntaxError> {
        let typed = &self.text[start..=colon];
        let value = after.trim_start();
        let is_value = starts_word_or_handle(value) || value.starts_with(opens_quote);
        if !is_value || is_pasted(self.text) || typed.contains(char::is_uppercase) {
            return Ok(());
        }
        let end = self.text.len() - value.len();
        Err(self.refusal(start..end, SyntaxProblem::BlankBehindField(typed.to_owned())))
    }

    /// Refuses a name that was surely meant to be a field's: `titr:macron`.
    fn check_slip(&self, name: Range<usize>, after: &str) -> Result<(), SyntaxError> {
        let is_value =
            starts_word_or_handle(after) || after.starts_with(['(', '=', '*', '^', '"', '«', '“']);
        let typed = &self.text[name.clone()];
        match field::meant_by(typed).filter(|_| is_value) {
            Some(meant) => {
                let problem = SyntaxProblem::UnknownField { name: typed.to_owned(), meant };
                Err(self.refusal(name.start..name.end + 1, problem))
            }
            None => Ok(()),
        }
    }

    /// Reads the words behind a field's colon; several values stand between commas.
    /// Without any word, as in `Titre:…`, it is text.
    fn textual(
        &mut self,
        field: QueryField,
        start: usize,
        at: usize,
    ) -> Result<Option<Value>, SyntaxError> {
        let glued = self.text[at..].split(ends_chunk).next().unwrap_or_default();
        if self.quoted(at).is_none() && !glued.contains(char::is_alphanumeric) {
            if glued == "*" {
                let typed = self.text[start..at].to_owned();
                let problem = SyntaxProblem::AnyValue { field: typed, is_text: field.is_text() };
                return Err(self.refusal(start..at + 1, problem));
            }
            return Ok(None);
        }
        if matches!(field, QueryField::Id | QueryField::Like) && self.quoted(at).is_none() {
            return self.ids(field, start, at).map(Some);
        }
        self.skip_to(at);
        // An address may hold commas.
        let several = field != QueryField::Url;
        let mut values = Vec::new();
        let mut end = at;
        loop {
            let value = match self.quoted(self.at) {
                Some(quoted) => self.phrase(&quoted)?,
                None => as_one(self.chunk(several)?),
            };
            if let Some(value) = value {
                values.push(value);
                end = self.at;
            }
            let goes_on = several
                && self
                    .rest()
                    .strip_prefix(',')
                    .is_some_and(|rest| rest.starts_with(|char| !ends_chunk(char) && char != ','));
            if !goes_on {
                break;
            }
            self.advance();
        }
        let node = match values.pop() {
            Some(value) if values.is_empty() => value,
            Some(value) => {
                values.push(value);
                Node::Any(values)
            }
            None => {
                let problem = SyntaxProblem::NoWord(self.text[start..at].to_owned());
                return Err(self.refusal(start..self.at, problem));
            }
        };
        Ok(Some(Value::Clause(Node::In { field, node: Box::new(node), span: start..end })))
    }

    /// Reads the ids behind a field's colon, whatever signs they have; commas part them.
    fn ids(&mut self, field: QueryField, start: usize, at: usize) -> Result<Value, SyntaxError> {
        let end = self.text[at..].find(ends_chunk).map_or(self.text.len(), |end| at + end);
        let mut ids = Vec::new();
        let mut from = at;
        for id in self.text[at..end].split(',') {
            let span = from..from + id.len();
            from = span.end + 1;
            let words = words_in(self.text, span.clone());
            if !words.is_empty() {
                ids.push(Node::Phrase { words, slop: None, span });
            }
        }
        self.skip_to(end);
        let node = match ids.len() {
            1 => ids.pop(),
            0 => None,
            _ => Some(Node::Any(ids)),
        };
        let Some(node) = node else {
            let problem = SyntaxProblem::NoWord(self.text[start..at].to_owned());
            return Err(self.refusal(start..end, problem));
        };
        Ok(Value::Clause(Node::In { field, node: Box::new(node), span: start..end }))
    }

    /// Reads the raw value of a date; between commas, several.
    fn date(&mut self, bound: DateBound, start: usize, at: usize) -> Result<Value, SyntaxError> {
        let rest = &self.text[at..];
        let typed = &self.text[start..at];
        if rest.starts_with('(') {
            let problem = SyntaxProblem::DateGroup(typed.to_owned());
            return Err(self.refusal(start..at + 1, problem));
        }
        self.check_range(start, at)?;
        let (values, end): (Vec<&str>, usize) = if let Some(quoted) = self.quoted(at) {
            (vec![self.text[quoted.content].trim()], quoted.end)
        } else {
            let is_end = |char: char| ends_chunk(char) || opens_quote(char);
            let end = rest.find(is_end).unwrap_or(rest.len());
            (rest[..end].split([',', ';']).collect(), at + end)
        };
        let mut dates: Vec<Node> = values
            .into_iter()
            .filter(|value| !value.is_empty())
            .map(|value| Node::Date { bound, value: value.to_owned(), span: start..end })
            .collect();
        self.skip_to(end);
        match dates.pop() {
            Some(date) if dates.is_empty() => Ok(Value::Clause(date)),
            Some(date) => {
                dates.push(date);
                Ok(Value::Clause(Node::Any(dates)))
            }
            None => {
                let problem = SyntaxProblem::NoDate(typed.to_owned());
                Err(self.refusal(start..end, problem))
            }
        }
    }
}
