//! What the collection makes of a word, and the exceptions a user made.
//!
//! It decides nothing about words; people and programs are told the same.

use std::io::{self, Write};

use anstyle::Style;
use serde_json::{Value, json};

use super::counted::counted;
use super::formula::formula_free;
use super::printable::in_one_line;
use super::separated::separated;
use crate::lexicon::{
    Bar, Counts, Exceptions, Explanation, Form, KeptOut, Kind, NearSpelling, Relation,
};

/// Writes an explanation for people.
pub(crate) fn write_explanation(out: &mut dyn Write, explanation: &Explanation) -> io::Result<()> {
    let bold = Style::new().bold();
    let Explanation { term, counts, stem, kind, is_exception, .. } = explanation;
    write!(out, "{bold}{}{bold:#}: {}", in_one_line(term), times(*counts))?;
    match kind {
        Kind::Acronym => write!(out, "; an acronym, which has no other form")?,
        Kind::Name => write!(out, "; nearly always a name")?,
        Kind::CommonWord | Kind::Word => {}
    }
    if let Some(stem) = stem {
        let set = if *is_exception { ", by exception" } else { "" };
        write!(out, "; stem {}{set}", in_one_line(stem))?;
    }
    if explanation.is_stop_word {
        write!(out, "; left out of queries that have other words")?;
    }
    writeln!(out)?;
    let family = explanation.family.forms.iter().map(|Form { term, relation, counts }| {
        let relation = match relation {
            Relation::Typed => "as typed",
            Relation::Accents => "accents left out",
            Relation::Joined => "written together or apart",
            Relation::Declared => "declared the same",
            Relation::Stem => "inflected",
            Relation::OtherAccents => "other accents: counts for little",
            Relation::Spelling | Relation::Instead => "spelled nearly so",
        };
        (term, counts, relation.to_owned())
    });
    write_words(out, "family: a search finds all of these", family)?;
    let kept_out = explanation.kept_out.iter().map(|KeptOut { term, counts, bar }| {
        let bar = match bar {
            Bar::Exception => "an exception",
            Bar::Acronym => "an acronym",
            Bar::Name => "a name",
            Bar::OtherWord => "another word",
        };
        (term, counts, bar.to_owned())
    });
    write_words(out, "kept out", kept_out)?;
    let near = explanation.near.iter().map(|NearSpelling { term, counts, distance }| {
        let letters = if *distance == 1 { "letter" } else { "letters" };
        (term, counts, format!("{distance} {letters}"))
    });
    write_words(out, "near spellings", near)?;
    if explanation.lagging > 0 {
        let articles = counted(explanation.lagging, "article", "articles");
        writeln!(
            out,
            "\nwords of {articles} replaced or deleted since are counted too; `limier check --repair` \
             counts again"
        )?;
    }
    Ok(())
}

fn times(counts: Counts) -> String {
    let Counts { total, capitalised, capitals } = counts;
    match total {
        0 => "in no article".to_owned(),
        1 => "1 time".to_owned(),
        _ if capitalised + capitals == 0 => format!("{total} times"),
        _ => format!("{total} times, {capitalised} with a capital, {capitals} in capitals"),
    }
}

/// Writes words with their number and a remark, below a title if there are any.
fn write_words<'a>(
    out: &mut dyn Write,
    title: &str,
    words: impl Iterator<Item = (&'a String, &'a Counts, String)>,
) -> io::Result<()> {
    let words: Vec<_> = words.collect();
    let bold = Style::new().bold();
    if !words.is_empty() {
        writeln!(out, "\n{bold}{title}{bold:#}")?;
    }
    let width = words.iter().map(|(word, ..)| word.chars().count()).max().unwrap_or(0);
    words.into_iter().try_for_each(|(word, counts, remark)| {
        writeln!(out, "{:>10}  {:<width$}  {remark}", counts.total, in_one_line(word))
    })
}

/// Returns an explanation as one object.
#[must_use]
pub(crate) fn explanation_json(explanation: &Explanation) -> Value {
    let Explanation { term, counts, stem, kind, is_exception, .. } = explanation;
    let family = explanation.family.forms.iter().map(|Form { term, relation, counts }| {
        let relation = match relation {
            Relation::Typed => "typed",
            Relation::Accents => "accents",
            Relation::Joined => "joined",
            Relation::Declared => "declared",
            Relation::Stem => "stem",
            Relation::OtherAccents => "other_accents",
            Relation::Spelling | Relation::Instead => "spelling",
        };
        word_json(term, *counts, ("relation", json!(relation)))
    });
    let kept_out = explanation.kept_out.iter().map(|KeptOut { term, counts, bar }| {
        let bar = match bar {
            Bar::Exception => "exception",
            Bar::Acronym => "acronym",
            Bar::Name => "name",
            Bar::OtherWord => "other_word",
        };
        word_json(term, *counts, ("reason", json!(bar)))
    });
    let near = explanation.near.iter();
    json!({
        "word": term,
        "count": counts.total,
        "capitalised": counts.capitalised,
        "capitals": counts.capitals,
        "stem": stem,
        "acronym": *kind == Kind::Acronym,
        "name": *kind == Kind::Name,
        "exception": is_exception,
        "stop_word": explanation.is_stop_word,
        "family": family.collect::<Vec<_>>(),
        "kept_out": kept_out.collect::<Vec<_>>(),
        "near": near.map(|it| word_json(&it.term, it.counts, ("distance", json!(it.distance)))).collect::<Vec<_>>(),
    })
}

/// Writes explanations as a table: a row each word itself, those of its family, those kept out,
/// near spellings, as the objects have them.
pub(crate) fn write_explanations_csv(
    out: &mut dyn Write,
    explanations: &[Explanation],
) -> io::Result<()> {
    let mut rows = separated(false, out)?;
    rows.write_record(["of", "list", "word", "remark", "count", "capitalised", "capitals"])?;
    for explanation in explanations {
        let json = explanation_json(explanation);
        let of = formula_free(&explanation.term);
        let mut row = |list: &str, word: &Value, remark: &Value| {
            let cell = |value: &Value| match value {
                Value::String(text) => formula_free(text).into_owned(),
                Value::Null => String::new(),
                other => other.to_string(),
            };
            let counts = ["count", "capitalised", "capitals"].map(|name| cell(&word[name]));
            let [count, capitalised, capitals] = &counts;
            let (word, remark) = (cell(&word["word"]), cell(remark));
            rows.write_record([&of, list, &word, &remark, count, capitalised, capitals])
        };
        row("word", &json, &json["stem"])?;
        for (list, remark) in [("family", "relation"), ("kept_out", "reason"), ("near", "distance")]
        {
            for word in json[list].as_array().into_iter().flatten() {
                row(list, word, &word[remark])?;
            }
        }
    }
    rows.flush()
}

fn word_json(word: &str, counts: Counts, (name, value): (&str, Value)) -> Value {
    json!({
        "word": word,
        "count": counts.total,
        "capitalised": counts.capitalised,
        "capitals": counts.capitals,
        name: value,
    })
}

/// Writes how many words a collection has, its exceptions, and what is declared the same.
pub(crate) fn write_lexicon(
    out: &mut dyn Write,
    distinct_words: usize,
    exceptions: &Exceptions,
) -> io::Result<()> {
    let count = match exceptions.len() {
        0 => "no exception".to_owned(),
        1 => "1 exception".to_owned(),
        count => format!("{count} exceptions"),
    };
    writeln!(out, "{distinct_words} distinct words, {count}")?;
    let width = exceptions.iter().map(|(word, _)| word.chars().count()).max().unwrap_or(0);
    exceptions.iter().try_for_each(|(word, stem)| {
        let stem = if word == stem { "left alone" } else { stem };
        writeln!(out, "  {:<width$}  {}", in_one_line(word), in_one_line(stem))
    })?;
    exceptions.declared().iter().try_for_each(|group| {
        let quoted = |same: &String| {
            if same.contains(' ') { format!("\"{same}\"") } else { same.clone() }
        };
        let group: Vec<_> = group.iter().map(quoted).collect();
        writeln!(out, "  {}", in_one_line(&group.join(" = ")))
    })
}

/// Returns how many words a collection has, its exceptions, and what is declared the same, as
/// one object.
#[must_use]
pub(crate) fn lexicon_json(distinct_words: usize, exceptions: &Exceptions) -> Value {
    let declared = exceptions.declared();
    let exceptions: Vec<_> =
        exceptions.iter().map(|(word, stem)| json!({"word": word, "stem": stem})).collect();
    json!({
        "distinct_words": distinct_words,
        "exceptions": exceptions,
        "declared": declared,
    })
}
