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
    let joined = |conditions: &[Condition], operator: &str| {
        let parts: Vec<String> =
            conditions.iter().map(|condition| described(condition, query)).collect();
        format!("({})", parts.join(operator))
    };
    match condition {
        Condition::Word(word) => {
            let word = &query.words[*word];
            let field = word.field.map_or(String::new(), |field| format!("{field}:"));
            format!("{field}{}", written(word))
        }
        Condition::Phrase { words, slop } => {
            let is_capital = |word: &QueryWord| word.capital == Capital::Required;
            let words = words.iter().map(|&word| &query.words[word]);
            let words: Vec<String> = words
                .map(|word| if is_capital(word) { written(word) } else { word.term.clone() })
                .collect();
            let slop = slop.map_or(String::new(), |slop| format!("~{slop}"));
            format!("\"{}\"{slop}", words.join(" "))
        }
        Condition::Near { left, right, distance } => {
            format!("{} NEAR/{distance} {}", described(left, query), described(right, query))
        }
        Condition::All(conditions) => joined(conditions, " ET "),
        Condition::Any(conditions) => joined(conditions, " OU "),
        Condition::Not(condition) => format!("SAUF {}", described(condition, query)),
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
