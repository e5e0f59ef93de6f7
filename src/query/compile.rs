//! A query's tree to the words to look for and the condition to meet.
//!
//! Plain words side by side are looked for as well as can be; whatever is written as
//! syntax must hold. It reads no clock: the moment of the query is given.

use std::ops::Range;

use super::arrival::Arrival;
use super::clock::Clock;
use super::condition::Condition;
use super::date::read_date;
use super::dated::{as_said, dates, range};
use super::field::{DateBound, QueryField};
use super::language::code_of;
use super::like::{Like, Likened};
use super::meaning::Meaning;
use super::meant::{of_compound, with_meant};
use super::published::Published;
use super::scanner::is_pasted;
use super::tree::{self, Node};
use super::typed::Typed;
use super::word::{Capital, QueryWord, Role, WHOLE};
use crate::syntax_error::{SyntaxError, SyntaxProblem};

/// Most words behind a date's field that are of the date: `date:5 décembre 2019`.
const LONGEST_DATE: usize = 3;

/// What stands around a value in quotes.
const QUOTES_AND_BLANKS: [char; 8] = ['"', '«', '»', '“', '”', ' ', '\u{A0}', '\u{202F}'];

type Result<T> = std::result::Result<T, SyntaxError>;

/// Most words and phrases that must have capitals: the text of each article that has one is
/// read to know.
pub(crate) const MOST_WITH_CAPITALS: u32 = 8;

/// Most words, each counted once among plain ones, values and dates of a query; a pasted text
/// of ten pages has fewer.
pub(crate) const MAX_WORDS: u32 = 2_048;

/// Most values and dates among these: each is held against all that the articles have.
pub(crate) const MAX_VALUES: u32 = 256;

/// Most words of a query that stand for others by their letters: every word of the collection
/// is looked at for each.
pub(crate) const MAX_PATTERNS: u32 = 128;

/// What quotes among plain words ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quotes {
    /// The phrase.
    Phrase,
    /// The words: a headline quotes what somebody said.
    Words,
}

/// What a tree asks for.
#[derive(Debug, Default)]
pub(super) struct Compiled {
    /// Each word once; conditions name them by their ordinal.
    pub(super) words: Vec<QueryWord>,
    /// Stop words that were left out, each once.
    pub(super) left_out: Vec<String>,
    pub(super) condition: Option<Condition>,
    /// The language that the whole query asks for.
    pub(super) language: Option<String>,
}

/// Reads a tree of `text`.
///
/// # Errors
/// For a date that cannot be read, and a range of dates among plain words.
pub(super) fn compile(text: &str, root: Node, quotes: Quotes, clock: &Clock) -> Result<Compiled> {
    let mut compiler = Compiler {
        text,
        with_capitals: 0,
        patterns: 0,
        asked: 0,
        values: 0,
        clock,
        compiled: Compiled::default(),
    };
    let items = match root {
        Node::Sequence(items) => items,
        other => vec![other],
    };
    let mut plain = Vec::new();
    let mut conditions = Vec::new();
    for item in items {
        match item {
            Node::Word(word) if word.meaning == Meaning::Family => plain.push(word),
            // `porte-avions`, without quotes, is two plain words; `vice-prés*` is none.
            Node::Phrase { words, slop: None, .. } if all_mean(&words, Meaning::Family) => {
                plain.extend(of_compound(words));
            }
            Node::Phrase { words, slop: None, .. }
                if quotes == Quotes::Words
                    && all_mean(&words, Meaning::Letters)
                    && !words.iter().any(|word| word.capital) =>
            {
                plain.extend(words);
            }
            Node::In { field: QueryField::Language, node, .. } => {
                let condition = compiler.values(QueryField::Language, &node)?;
                if let Condition::Value { value, .. } = &condition {
                    compiler.compiled.language = Some(value.to_lowercase());
                }
                conditions.push(condition);
            }
            other => add(&mut conditions, compiler.condition(other, None, Role::Scored)?),
        }
    }
    // What is quoted is text, also when it is looked for as words.
    if quotes == Quotes::Phrase
        && !is_pasted(text)
        && let Some((part, write)) = range(text, &plain, clock)
    {
        let typed = text[part.clone()].to_owned();
        return Err(SyntaxError::new(text, part, SyntaxProblem::Foreign { typed, write }));
    }
    let typed = Typed::new(text, &plain);
    compiler.plain(with_meant(text, &plain, &typed), &typed)?;
    let Compiler { mut compiled, .. } = compiler;
    compiled.condition = all(conditions);
    Ok(compiled)
}

fn all_mean(words: &[tree::Word], meaning: Meaning) -> bool {
    words.iter().all(|word| word.meaning == meaning)
}

/// Adds a condition, unless there is none or it was added before: to ask twice asks for no more.
fn add(conditions: &mut Vec<Condition>, condition: Option<Condition>) {
    conditions.extend(condition.filter(|condition| !conditions.contains(condition)));
}

fn all(mut conditions: Vec<Condition>) -> Option<Condition> {
    match conditions.len() {
        0 | 1 => conditions.pop(),
        _ => Some(Condition::All(conditions)),
    }
}

struct Compiler<'a> {
    text: &'a str,
    /// How many words or phrases must have capitals.
    with_capitals: u32,
    /// How many words stand for others by their letters.
    patterns: u32,
    /// How many words, values and dates it asks for.
    asked: u32,
    /// How many of these are values, ids aside, or dates.
    values: u32,
    clock: &'a Clock,
    compiled: Compiled,
}

impl Compiler<'_> {
    /// Adds plain words: the significant ones, or all when no other word is looked for.
    fn plain(&mut self, words: Vec<tree::Word>, typed: &Typed<'_>) -> Result<()> {
        let of_clauses = self.compiled.words.iter().filter(|word| word.role == Role::Scored);
        let has_significant = words
            .iter()
            .map(|word| (word.meaning, &word.term))
            .chain(of_clauses.map(|word| (word.meaning, &word.term)))
            .any(|(meaning, term)| !meaning.is_stop_word(term));
        let dates = dates(self.text, &words, self.clock);
        for (word, published) in words.into_iter().zip(dates) {
            if word.is_stop_word() && has_significant {
                if !self.compiled.left_out.contains(&word.term) {
                    self.compiled.left_out.push(word.term);
                }
            } else {
                let capital = typed.meant(&word);
                let term = match &published {
                    Some(time) => as_said(&word.term, time, self.clock),
                    None => word.term,
                };
                let word = tree::Word { meaning: Meaning::Family, term, ..word };
                let ordinal = self.word(word, None, Role::Plain)?;
                let known = &mut self.compiled.words[ordinal];
                known.capital = capital.max(known.capital);
                known.published = published;
            }
        }
        Ok(())
    }

    /// Counts a value or a date at `span`, and refuses what is too much.
    fn count_value(&mut self, span: &Range<usize>) -> Result<()> {
        self.values += 1;
        if self.values > MAX_VALUES {
            let problem = SyntaxProblem::ManyValues(MAX_VALUES);
            return Err(SyntaxError::new(self.text, span.clone(), problem));
        }
        self.count(span)
    }

    /// Counts a word, a value or a date at `span`, and refuses what is too much.
    fn count(&mut self, span: &Range<usize>) -> Result<()> {
        self.asked += 1;
        if self.asked > MAX_WORDS {
            let problem = SyntaxProblem::ManyWords(MAX_WORDS);
            return Err(SyntaxError::new(self.text, span.clone(), problem));
        }
        Ok(())
    }

    /// Returns the ordinal of a word, which is added unless it is there already.
    fn word(&mut self, word: tree::Word, field: Option<QueryField>, role: Role) -> Result<usize> {
        let tree::Word { term, meaning, capital, span } = word;
        let capital = if capital { Capital::Required } else { Capital::Any };
        let word =
            QueryWord { term, span, meaning, field, role, capital, published: None, worth: WHOLE };
        let is_same = |known: &QueryWord| {
            (&known.term, known.meaning, known.field, known.role)
                == (&word.term, word.meaning, word.field, word.role)
                && (known.capital == Capital::Required) == (capital == Capital::Required)
        };
        let known = self.compiled.words.iter().position(is_same);
        if known.is_none() || role != Role::Plain {
            self.count(&word.span)?;
        }
        if let Some(known) = known {
            return Ok(known);
        }
        self.patterns += u32::from(word.meaning.is_pattern());
        if self.patterns > MAX_PATTERNS {
            let problem = SyntaxProblem::ManyPatterns(MAX_PATTERNS);
            return Err(SyntaxError::new(self.text, word.span, problem));
        }
        self.compiled.words.push(word);
        Ok(self.compiled.words.len() - 1)
    }

    /// Returns the condition that a node stands for; `None` when it is nothing but
    /// stop words among others.
    fn condition(
        &mut self,
        node: Node,
        field: Option<QueryField>,
        role: Role,
    ) -> Result<Option<Condition>> {
        Ok(Some(match node {
            Node::Word(word) => Condition::Word(self.word(word, field, role)?),
            Node::Phrase { words, slop, span } => {
                let words = self.phrase(words, span, field, role)?;
                Condition::Phrase { words, slop }
            }
            Node::Near { left, right, distance, .. } => {
                let left = self.condition(*left, field, role)?;
                let right = self.condition(*right, field, role)?;
                match (left, right) {
                    (Some(left), Some(right)) => {
                        Condition::Near { left: Box::new(left), right: Box::new(right), distance }
                    }
                    (one, other) => return Ok(one.or(other)),
                }
            }
            Node::All(nodes) => return Ok(all(self.conditions(nodes, field, role)?)),
            Node::Sequence(nodes) => {
                let is_stop = |node: &Node| matches!(node, Node::Word(word) if word.is_stop_word());
                let mut nodes = nodes;
                if !nodes.iter().all(is_stop) {
                    nodes.retain(|node| !is_stop(node));
                }
                return Ok(all(self.conditions(nodes, field, role)?));
            }
            Node::Any(nodes) => Condition::Any(self.conditions(nodes, field, role)?),
            Node::Not(node) => match self.condition(*node, field, Role::Unscored)? {
                Some(condition) => Condition::Not(Box::new(condition)),
                None => return Ok(None),
            },
            Node::Must(node) => return self.condition(*node, field, role),
            Node::In { field, node, .. } if field.is_text() => {
                return self.condition(*node, Some(field), role);
            }
            Node::In { field, node, .. } => self.values(field, &node)?,
            Node::Date { bound, value, span } => {
                self.count_value(&span)?;
                let span = self.published(bound, &value, span)?;
                match bound {
                    DateBound::Added => Condition::Added(Arrival::Then(span)),
                    _ => Condition::Published(span),
                }
            }
        }))
    }

    /// Returns the ordinals of the words of a phrase at `span`, stop words among them.
    fn phrase(
        &mut self,
        words: Vec<tree::Word>,
        span: Range<usize>,
        field: Option<QueryField>,
        role: Role,
    ) -> Result<Vec<usize>> {
        self.with_capitals += u32::from(words.iter().any(|word| word.capital));
        if self.with_capitals > MOST_WITH_CAPITALS {
            let problem = SyntaxProblem::ManyCapitals(MOST_WITH_CAPITALS);
            return Err(SyntaxError::new(self.text, span, problem));
        }
        let add = |mut word: tree::Word| {
            let role = if word.is_stop_word() { Role::Unscored } else { role };
            // The parts of a compound stand side by side as they are written.
            if word.meaning == Meaning::Family {
                word.meaning = Meaning::Letters;
            }
            self.word(word, field, role)
        };
        words.into_iter().map(add).collect()
    }

    /// Returns the time that a clause on dates at `span` asks for.
    fn published(&self, bound: DateBound, value: &str, span: Range<usize>) -> Result<Published> {
        let range = read_date(bound, value, self.clock).map_err(|error| {
            let unquoted = self.unquoted(bound, value, &span);
            unquoted.unwrap_or_else(|| {
                SyntaxError::new(self.text, span, SyntaxProblem::Date(Box::new(error)))
            })
        })?;
        Ok(Published::new(range.from, range.to, &self.clock.zone))
    }

    /// Returns the error of a date that is one with the words behind it, and wants quotes:
    /// `date:mars 2020`.
    fn unquoted(&self, bound: DateBound, value: &str, span: &Range<usize>) -> Option<SyntaxError> {
        let typed = self.text.get(span.clone())?;
        let field = typed.strip_suffix(value)?;
        let behind = &self.text[span.end..];
        let ends = behind.char_indices().skip(1).filter(|(_, char)| char.is_whitespace());
        let ends = ends.map(|(at, _)| at).chain([behind.len()]).take(LONGEST_DATE);
        let read = |end: &usize| {
            let date = format!("{value}{}", &behind[..*end]);
            read_date(bound, &date, self.clock).is_ok()
        };
        let end = ends.filter(read).max()?;
        let part = span.start..span.end + end;
        let date = self.text[part.start + field.len()..part.end].trim();
        let write = format!("{field}\"{date}\"");
        let typed = self.text[part.clone()].to_owned();
        Some(SyntaxError::new(self.text, part, SyntaxProblem::Foreign { typed, write }))
    }

    fn conditions(
        &mut self,
        nodes: Vec<Node>,
        field: Option<QueryField>,
        role: Role,
    ) -> Result<Vec<Condition>> {
        let mut conditions = Vec::with_capacity(nodes.len());
        for node in nodes {
            add(&mut conditions, self.condition(node, field, role)?);
        }
        Ok(conditions)
    }

    /// Returns the condition that a field which is no text holds what a node says.
    fn values(&mut self, field: QueryField, node: &Node) -> Result<Condition> {
        let mut each = |nodes: &[Node]| -> Result<Vec<Condition>> {
            let mut conditions = Vec::with_capacity(nodes.len());
            for node in nodes {
                add(&mut conditions, Some(self.values(field, node)?));
            }
            Ok(conditions)
        };
        Ok(match node {
            // An article has one source: those named side by side are alternatives.
            Node::Sequence(nodes)
                if matches!(
                    field,
                    QueryField::Source
                        | QueryField::Section
                        | QueryField::Language
                        | QueryField::Url
                        | QueryField::Id
                        | QueryField::Like
                ) =>
            {
                Condition::Any(each(nodes)?)
            }
            Node::Any(nodes) => Condition::Any(each(nodes)?),
            Node::All(nodes) | Node::Sequence(nodes) => Condition::All(each(nodes)?),
            Node::Not(node) => Condition::Not(Box::new(self.values(field, node)?)),
            Node::Must(node) | Node::In { node, .. } => self.values(field, node)?,
            Node::Word(tree::Word { span, .. })
            | Node::Phrase { span, .. }
            | Node::Near { span, .. }
            | Node::Date { span, .. } => {
                match field {
                    QueryField::Id => self.count(span)?,
                    _ => self.count_value(span)?,
                }
                let typed = self.text[span.clone()].trim_matches(QUOTES_AND_BLANKS);
                if field == QueryField::Like {
                    let what = Likened::Article(typed.to_owned());
                    return Ok(Condition::Like(Like::new(what, span.clone())));
                }
                let is_language = field == QueryField::Language;
                let value = if is_language { code_of(typed) } else { typed.to_owned() };
                Condition::Value { field, value }
            }
        })
    }
}
