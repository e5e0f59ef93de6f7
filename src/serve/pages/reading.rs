//! How a query was read, and what is wrong with one that could not be.
//!
//! Each word that is looked for leads to what it is merged with.

use maud::{Markup, html};

use crate::engine::Answer;
use crate::error::Error;
use crate::query::Role;
use crate::render::page::{fault_sentence, found, told};
use crate::render::{described, printable, written};
use crate::serve::asked::Asked;
use crate::serve::params::Params;

/// Most forms named for each word.
const MOST_FORMS: usize = 8;

/// Most characters of a query that are shown on either side of what is wrong.
const MOST_SHOWN: usize = 80;

/// Returns how many articles were found: what is read aloud when an answer comes.
pub(super) fn status(asked: &Asked, answer: &Answer) -> String {
    found(asked.tongue, answer)
}

/// Returns what there is to say of an answer, with what may be asked instead.
pub(super) fn hints(asked: &Asked, answer: &Answer) -> Markup {
    let told = told(asked.tongue, answer);
    html! {
        @if !told.is_empty() {
            ul.hints {
                @for told in told {
                    li {
                        (printable(&told.said))
                        @if let Some((word, meant)) = &told.instead {
                            " " a href=(instead(asked, word, meant)) {
                                (asked.tongue.words().instead) " " (printable(meant))
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Returns the address of the same query with a word for another.
fn instead(asked: &Asked, word: &str, meant: &str) -> String {
    let text = asked.text();
    let lower = text.to_lowercase();
    // Where small letters take another room, or the word is written otherwise, it is added.
    let at = lower.find(word).filter(|_| lower.len() == text.len());
    let text = match at.and_then(|at| Some((text.get(..at)?, text.get(at + word.len()..)?))) {
        Some((before, behind)) => format!("{before}{meant}{behind}"),
        None => format!("{text} {meant}"),
    };
    asked.params.without("offset").with("q", &text).at("/")
}

/// Returns how a query was read.
pub(super) fn reading(asked: &Asked, answer: &Answer) -> Markup {
    let words = asked.tongue.words();
    let query = answer.query();
    let read: Vec<_> = query.words.iter().zip(&answer.reading.expansions).collect();
    html! {
        @if !read.is_empty() || query.condition.is_some() {
            details.reading {
                summary { (words.reading) }
                ul {
                    @for (word, expansion) in read {
                        li {
                            a href=(word_address(asked, &word.term)) title=(words.merged) {
                                (printable(&written(word)))
                            }
                            @if word.role == Role::Unscored { " (" (words.condition_only) ")" }
                            " : "
                            @for (at, form) in expansion.family.forms.iter().take(MOST_FORMS).enumerate() {
                                @if at > 0 { ", " }
                                (printable(&form.term))
                            }
                            @if expansion.found > MOST_FORMS { ", …" }
                            @if let Some(time) = word.published { " · " (words.or_published) " " (time) }
                        }
                    }
                    @if let Some(condition) = &query.condition {
                        li { (words.must) " : " code { (printable(&described(condition, query))) } }
                    }
                }
            }
        }
    }
}

/// Returns the address of what a word is merged with.
pub(super) fn word_address(asked: &Asked, word: &str) -> String {
    asked.params.only(|name| ["ui", "lang", "q"].contains(&name)).more("word", word).at("/word")
}

/// Returns what is wrong with what was typed, the part of it marked.
pub(super) fn wrong(asked: &Asked, error: &Error, id: &str) -> Markup {
    let said = fault_sentence(asked.tongue, error);
    html! {
        div.wrong id=(id) {
            p { (said) }
            @if let Error::QuerySyntax(error) = error {
                @let start = error.text.floor_char_boundary(error.span.start);
                @let end = error.text.floor_char_boundary(error.span.end.max(start));
                pre {
                    (shown(&last_chars(&error.text[..start])))
                    mark { @if start == end { "⌃" } @else { (shown(first_chars(&error.text[start..end]))) } }
                    (shown(first_chars(&error.text[end..])))
                }
            }
        }
    }
}

fn shown(text: &str) -> String {
    printable(text).replace(['\n', '\t'], " ")
}

fn first_chars(text: &str) -> &str {
    text.char_indices().nth(MOST_SHOWN).map_or(text, |(at, _)| &text[..at])
}

fn last_chars(text: &str) -> String {
    match text.char_indices().rev().nth(MOST_SHOWN) {
        Some((at, _)) => format!("…{}", &text[at..]),
        None => text.to_owned(),
    }
}

/// Returns parameters that ask for a query in an empty page.
pub(super) fn asking(asked: &Asked, text: &str) -> Params {
    asked.params.only(|name| name == "ui").with("q", text)
}
