//! What a word is merged with in this collection: its family, what is kept out, near spellings.
//!
//! It explains; exceptions are made at a terminal.

use maud::{Markup, html};

use super::frame::Page;
use super::reading::asking;
use crate::error::Error;
use crate::lexicon::{Bar, Explanation, Kind, Relation};
use crate::query::Query;
use crate::render::page::number;
use crate::render::printable;
use crate::serve::asked::Asked;
use crate::serve::fault::Fault;
use crate::serve::reply::Reply;

/// Most words that are explained at once.
const MOST: usize = 10;

/// Returns the page.
pub(super) fn word(asked: &Asked) -> Result<Reply, Fault> {
    let text = asked.params.get("word").unwrap_or_default();
    let words = Query::words_of(text);
    if words.is_empty() {
        return Err(Error::QueryEmpty(text.to_owned()).into());
    }
    let language = asked.params.get("lang").unwrap_or("fr");
    let explained = words.iter().take(MOST).map(|word| asked.engine().word(word, language));
    let explained: Vec<Explanation> = explained.collect::<Result<_, _>>()?;
    let title = format!("{} : {}", asked.tongue.words().word, printable(text));
    let back = asked.params.without("word").at("/");
    let body = html! {
        main #main {
            h1 { (title) }
            @if !asked.text().is_empty() {
                p { a href=(back) { "← " (asked.tongue.words().back) } }
            }
            @for explanation in &explained { (one(asked, explanation)) }
        }
    };
    Ok(Page { title: &title, feed: None, error: None, body }.reply(asked))
}

fn one(asked: &Asked, explanation: &Explanation) -> Markup {
    let words = asked.tongue.words();
    let family = explanation.family.forms.iter().map(|form| {
        let how = match form.relation {
            Relation::Typed => words.typed,
            Relation::Accents => words.accents,
            Relation::Joined => words.joined,
            Relation::Declared => words.declared,
            Relation::Stem => words.inflected,
            Relation::OtherAccents => words.other_accents,
            Relation::Spelling | Relation::Instead => words.near,
        };
        (form.term.as_str(), u64::from(form.counts.total), how)
    });
    let kept_out = explanation.kept_out.iter().map(|kept| {
        let why = match kept.bar {
            Bar::Exception => words.exception,
            Bar::Acronym => words.acronym,
            Bar::Name => words.proper_name,
            Bar::OtherWord => words.other_word,
        };
        (kept.term.as_str(), u64::from(kept.counts.total), why)
    });
    let near = explanation.near.iter();
    let near = near.map(|near| (near.term.as_str(), u64::from(near.counts.total), ""));
    html! {
        section {
            h2 { (printable(&explanation.term)) }
            p {
                (words.occurs) " " (number(asked.tongue, u64::from(explanation.counts.total)))
                @if explanation.kind == Kind::Acronym { " · " (words.acronym) }
                @if explanation.kind == Kind::Name { " · " (words.proper_name) }
                @if let Some(stem) = &explanation.stem { " · " (words.stem) " " (printable(stem)) }
                @if explanation.is_stop_word { " · " (words.stop_word) }
            }
            (table(asked, words.family, family.collect()))
            (table(asked, words.kept_out, kept_out.collect()))
            (table(asked, words.near_spellings, near.collect()))
        }
    }
}

fn table(asked: &Asked, title: &str, rows: Vec<(&str, u64, &str)>) -> Markup {
    html! {
        @if !rows.is_empty() {
            table {
                caption { (title) }
                tbody {
                    @for (word, count, remark) in rows {
                        tr {
                            th scope="row" { a href=(asking(asked, &format!("={word}")).at("/")) { (printable(word)) } }
                            td.count { (number(asked.tongue, count)) }
                            td { (remark) }
                        }
                    }
                }
            }
        }
    }
}
