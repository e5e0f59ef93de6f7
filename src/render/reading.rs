//! How a query was read: the words looked for, with what they stand for, and what an
//! article must be.

use std::io::{self, Write};

use anstyle::Style;
use serde_json::{Value, json};

use super::counted::counted;
use super::printable::in_one_line;
use crate::engine::Answer;
use crate::lexicon::Expansion;
use crate::query::{Capital, Condition, Likened, Query, QueryField, QueryWord, Role};

/// Forms named for each word.
const MAX_SHOWN: usize = 8;

/// Writes how a query was read, for people.
pub(super) fn write_reading(out: &mut dyn Write, answer: &Answer) -> io::Result<()> {
    let bold = Style::new().bold();
    writeln!(out, "{bold}read as{bold:#}")?;
    reading_lines(answer).iter().try_for_each(|line| writeln!(out, "  {line}"))?;
    if answer.is_relaxed() {
        writeln!(out, "  too few articles have all the words: those with some are taken too")?;
    }
    writeln!(out)
}

/// Returns how a query was read: a line a word, then what every hit meets.
pub(crate) fn reading_lines(answer: &Answer) -> Vec<String> {
    let query = answer.reading.query();
    let mut lines = Vec::new();
    let mut line = |line: String| lines.push(in_one_line(&line).into_owned());
    let words = || query.words.iter().zip(&answer.reading.expansions);
    let width = words().map(|(word, _)| written(word).chars().count()).max().unwrap_or(0);
    for (word, Expansion { family, found }) in words() {
        let forms: Vec<&str> = family.forms.iter().map(|form| form.term.as_str()).collect();
        let (shown, rest) = forms.split_at(forms.len().min(MAX_SHOWN));
        let more = if rest.is_empty() { "" } else { ", …" };
        let count = counted(*found, "word", "words");
        let capped = if *found > forms.len() {
            format!("{count}, of which the {} commonest are looked for", forms.len())
        } else {
            count
        };
        let date = word.published.map_or(String::new(), |time| format!("; or published in {time}"));
        let role = match word.role {
            Role::Plain => "",
            Role::Scored => "; must, see below",
            Role::Unscored => "; for the condition only",
        };
        let shown = shown.join(", ");
        line(format!("{:<width$}  {capped}: {shown}{more}{date}{role}", written(word)));
    }
    if let Some(condition) = &query.condition {
        line(format!("every hit meets: {}", described(condition, query)));
    }
    if !query.left_out.is_empty() {
        line(format!("left out: {}", query.left_out.join(", ")));
    }
    lines
}

/// Returns how a query was read, as one object.
pub(super) fn reading_json(answer: &Answer) -> Value {
    let query = answer.reading.query();
    let words = query.words.iter().zip(&answer.reading.expansions).map(|(word, expansion)| {
        let forms: Vec<&str> =
            expansion.family.forms.iter().map(|form| form.term.as_str()).collect();
        let date = word.published.map(|time| time.to_string());
        json!({"word": written(word), "found": expansion.found, "forms": forms, "date": date})
    });
    let condition = query.condition.as_ref().map(|condition| described(condition, query));
    json!({"words": words.collect::<Vec<_>>(), "condition": condition})
}

/// Returns a word as it is typed.
pub(crate) fn written(word: &QueryWord) -> String {
    let capital = if word.capital == Capital::Required { "^" } else { "" };
    format!("{capital}{}", word.meaning.written(&word.term))
}

/// Returns a condition as it is typed.
pub(crate) fn described(condition: &Condition, query: &Query) -> String {
    within(None, condition, query)
}

/// Returns a condition as it is typed within the parentheses of a field.
fn within(field: Option<QueryField>, condition: &Condition, query: &Query) -> String {
    let joined = |conditions: &[Condition], operator: &str| {
        let parts: Vec<String> =
            conditions.iter().map(|condition| within(field, condition, query)).collect();
        format!("({})", parts.join(operator))
    };
    let named = |own: Option<QueryField>| match own {
        Some(own) if field != Some(own) => format!("{own}:"),
        _ => String::new(),
    };
    match condition {
        Condition::Word(word) => {
            let word = &query.words[*word];
            format!("{}{}", named(word.field), written(word))
        }
        Condition::Phrase { words, slop } => {
            let words = || words.iter().map(|&word| &query.words[word]);
            let phrase: Vec<String> = words().map(written).collect();
            let slop = slop.map_or(String::new(), |slop| format!("~{slop}"));
            let of_field = named(words().next().and_then(|word| word.field));
            format!("{of_field}\"{}\"{slop}", phrase.join(" "))
        }
        Condition::Near { left, right, distance } => {
            let own = field_of(condition, query);
            let side = |side| within(own.or(field), side, query);
            let near = format!("{} NEAR/{distance} {}", side(left), side(right));
            match &*named(own) {
                "" => near,
                of_field => format!("{of_field}({near})"),
            }
        }
        Condition::All(conditions) => joined(conditions, " ET "),
        Condition::Any(conditions) => joined(conditions, " OU "),
        Condition::Not(condition) => format!("SAUF {}", within(field, condition, query)),
        Condition::Value { field, value } | Condition::Exactly { field, value } => {
            format!("{field}:\"{value}\"")
        }
        Condition::Like(like) => match &like.what {
            Likened::Article(name) => format!("{}:\"{name}\"", QueryField::Like),
            Likened::Text(_) => format!("{}:…", QueryField::Like),
        },
        Condition::Published(time) => format!("date:{time}"),
        Condition::Added(arrival) => format!("ajouté:{arrival}"),
    }
}

/// Returns the field that all words of a condition name.
fn field_of(condition: &Condition, query: &Query) -> Option<QueryField> {
    match condition {
        Condition::Word(word) => query.words[*word].field,
        Condition::Phrase { words, .. } => {
            common(words.iter().map(|&word| query.words[word].field))
        }
        Condition::Near { left, right, .. } => {
            common([left, right].into_iter().map(|side| field_of(side, query)))
        }
        Condition::All(sides) | Condition::Any(sides) => {
            common(sides.iter().map(|side| field_of(side, query)))
        }
        Condition::Not(condition) => field_of(condition, query),
        _ => None,
    }
}

/// Returns the field that all are; `None` where one is another or none.
fn common(mut fields: impl Iterator<Item = Option<QueryField>>) -> Option<QueryField> {
    let first = fields.next()??;
    fields.all(|field| field == Some(first)).then_some(first)
}
