//! The hits of an answer: title, facts, snippet, copies, what each lacks.
//!
//! It chooses none of them, and reads no article.

use maud::{Markup, html};

use super::frame::lasting;
use super::marked::marked;
use crate::engine::{CopyOf, Fragment, Hit};
use crate::render::page::{Tongue, long_date};
use crate::render::printable;
use crate::serve::asked::Asked;
use crate::serve::params::Params;

/// Most copies that are named.
const MOST_COPIES: usize = 8;

/// Returns the list of hits.
pub(super) fn hits(asked: &Asked, hits: &[Hit]) -> Markup {
    let first = hits.first().map_or(1, |hit| hit.rank);
    html! {
        ol #hits start=(first) {
            @for hit in hits { (one(asked, hit)) }
        }
    }
}

/// Returns the address of an article, with the query whose words are marked in it and all that
/// leads back to the answer it stands in.
pub(super) fn article_address(asked: &Asked, id: &str) -> String {
    // The orders of a concordance are none of an answer.
    let is_kept = |name: &str| name != "sort" || asked.order().is_ok();
    let here = lasting(asked).only(is_kept).at("");
    let place = asked.params.only(|name| name == "offset").at("");
    Params::default().more("id", id).at("/article")
        + &here.replacen('?', "&", 1)
        + &place.replacen('?', "&", 1)
}

/// Returns the address of what is like an article; `None` where its id cannot be typed.
pub(super) fn like_address(asked: &Asked, id: &str) -> Option<String> {
    let typed = format!("like:\"{id}\"");
    let is_fine = !id.contains(['"', '«', '»', '“', '”', '\n', '\r']);
    is_fine.then(|| asked.params.only(|name| name == "ui").with("q", &typed).at("/"))
}

/// Returns hits by title and facts alone.
pub(super) fn hits_short(asked: &Asked, hits: &[Hit]) -> Markup {
    html! {
        ul.plain {
            @for hit in hits {
                li {
                    a href=(article_address(asked, &hit.id)) lang=[language_of(asked.tongue, &hit.language)] { (printable(&hit.title)) }
                    (facts(asked, hit))
                }
            }
        }
    }
}

fn one(asked: &Asked, hit: &Hit) -> Markup {
    let words = asked.tongue.words();
    html! {
        li {
            article {
                h2 {
                    a.hit href=(article_address(asked, &hit.id)) lang=[language_of(asked.tongue, &hit.language)] { (marked(&hit.title, &hit.title_marks)) }
                }
                (facts(asked, hit))
                @if !hit.fragments.is_empty() {
                    p.snippet lang=[language_of(asked.tongue, &hit.language)] {
                        (fragments(&hit.fragments))
                    }
                }
                @if !hit.copies.is_empty() { (copies(asked, hit)) }
                @if let Some(like) = like_address(asked, &hit.id) {
                    p.more { a href=(like) aria-label={ (words.similar) " : " (printable(&hit.title)) } { (words.similar) } }
                }
            }
        }
    }
}

fn facts(asked: &Asked, hit: &Hit) -> Markup {
    let words = asked.tongue.words();
    let date = long_date(asked.tongue, hit.published.as_ref(), &asked.shown_by().zone);
    html! {
        p.facts {
            (date)
            @for fact in [&hit.source, &hit.section] {
                @if !fact.is_empty() { " · " (printable(fact)) }
            }
            @if !hit.authors.is_empty() { " · " (printable(&hit.authors.join(", "))) }
            @if !hit.lacks.is_empty() { " · " (words.without) " " (printable(&hit.lacks.join(", "))) }
            @if !hit.tagged.is_empty() { " · " (words.tagged) " " (printable(&hit.tagged.join(", "))) }
        }
    }
}

/// Returns the parts of a text with dots between what does not follow.
fn fragments(fragments: &[Fragment]) -> Markup {
    html! {
        @for (at, fragment) in fragments.iter().enumerate() {
            @if at > 0 { " " }
            @if !fragment.starts_sentence && at == 0 { "… " }
            (marked(&fragment.text, &fragment.highlights))
            @if !fragment.ends_sentence { " …" }
        }
    }
}

fn copies(asked: &Asked, hit: &Hit) -> Markup {
    let words = asked.tongue.words();
    let more = hit.copies.len().saturating_sub(MOST_COPIES) + hit.more_copies;
    html! {
        p.also {
            (words.also) " "
            @for (at, copy) in hit.copies.iter().take(MOST_COPIES).enumerate() {
                @if at > 0 { ", " }
                (copy_link(asked, copy))
            }
            @if more > 0 { " + " (more) }
        }
    }
}

/// Returns a link to a copy, by what tells it from others.
pub(super) fn copy_link(asked: &Asked, copy: &CopyOf) -> Markup {
    let zone = &asked.shown_by().zone;
    let date = copy.published.as_ref().map(|date| long_date(asked.tongue, Some(date), zone));
    // Of an id that is the path of a file, its name says enough.
    let id = copy.id.rsplit('/').next().filter(|name| !name.is_empty()).unwrap_or(&copy.id);
    let name = if copy.source.is_empty() { id } else { &copy.source };
    html! {
        a href=(article_address(asked, &copy.id)) {
            (printable(name))
            @if let Some(date) = date { " (" (date) ")" }
        }
        @if !copy.is_same { " " (asked.tongue.words().nearly) }
    }
}

/// Returns the language of a text where it is another than the page's.
pub(super) fn language_of(tongue: Tongue, language: &str) -> Option<&str> {
    let is_code = language.len() == 2 && language.bytes().all(|byte| byte.is_ascii_lowercase());
    (is_code && language != tongue.code()).then_some(language)
}
