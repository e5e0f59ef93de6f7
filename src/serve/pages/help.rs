//! How queries are written, and which keys do what.
//!
//! It asks the engine nothing.

use maud::{Markup, html};

use super::frame::Page;
use super::reading::asking;
use crate::serve::asked::Asked;
use crate::serve::reply::Reply;

/// Returns the page.
pub(super) fn help(asked: &Asked) -> Reply {
    let words = asked.tongue.words();
    let body = html! {
        main #main {
            h1 { (words.help) }
            @if !asked.text().is_empty() {
                p { a href=(asked.params.at("/")) { "← " (words.back) } }
            }
            (guide(asked))
            section aria-labelledby="shortcuts" {
                h2 #shortcuts { (words.help_keys) }
                dl.guide {
                    @for (keys, meaning) in words.shortcuts { dt { kbd { (keys) } } dd { (meaning) } }
                }
            }
        }
    };
    Page { title: words.help, feed: None, error: None, body }.reply(asked)
}

/// Returns how queries are written, in some lines.
pub(super) fn guide(asked: &Asked) -> Markup {
    let words = asked.tongue.words();
    html! {
        section aria-labelledby="guide" {
            h2 #guide { (words.guide) }
            dl.guide {
                @for (example, meaning) in words.syntax {
                    dt { a href=(asking(asked, example).at("/")) { code { (example) } } }
                    dd { (meaning) }
                }
            }
        }
    }
}
