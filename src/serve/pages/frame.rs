//! What every page has: head, search field, language, foot.
//!
//! What stands between is given. Nothing is asked of the engine here.

use maud::{DOCTYPE, Markup, html};

use crate::render::page::Words;
use crate::render::printable;
use crate::serve::asked::Asked;
use crate::serve::assets::{ICON, SCRIPT, STYLE};
use crate::serve::params::Params;
use crate::serve::reply::{HTML, Reply};
use crate::serve::requests::WHICH;

/// A page but for what every page has.
pub(super) struct Page<'a> {
    /// Its title, in front of the name of the archive.
    pub(super) title: &'a str,
    /// The address of the feed of the same query, where there is one.
    pub(super) feed: Option<String>,
    /// What is wrong with what was typed has this id, where something is.
    pub(super) error: Option<&'static str>,
    /// What stands in it.
    pub(super) body: Markup,
}

/// Parameters that are no matter of the articles wanted and go on to the next answer.
const KEPT: [&str; 3] = ["ui", "sort", "no-group"];

/// Returns the parameters that go on from one answer to the next: all but the place in it.
pub(super) fn lasting(asked: &Asked) -> Params {
    asked.params.only(|name| WHICH.contains(&name) || KEPT.contains(&name))
}

impl Page<'_> {
    /// Returns the page.
    pub(super) fn reply(self, asked: &Asked) -> Reply {
        let words = asked.tongue.words();
        let name = &asked.site.name;
        // A sign that turns the direction of a line would turn the bar of the window.
        let title = printable(self.title);
        let title = if title.is_empty() { name.clone() } else { format!("{title} — {name}") };
        let markup = html! {
            (DOCTYPE)
            html lang=(asked.tongue.code()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    title { (title) }
                    link rel="icon" href=(ICON.address()) type="image/svg+xml";
                    link rel="stylesheet" href=(STYLE.address());
                    script src=(SCRIPT.address()) defer {}
                    @if let Some(feed) = &self.feed {
                        link rel="alternate" type="application/atom+xml" href=(feed) title=(title);
                    }
                }
                body {
                    a.skip href="#main" { (words.skip) }
                    header {
                        p.name { a href=(asked.params.only(|name| name == "ui").at("/")) { (name) } }
                        (form(asked, words, self.error))
                        p.help { a href=(asked.params.only(|name| ["ui", "q"].contains(&name)).at("/help")) { (words.help) } }
                        (tongues(asked, words))
                    }
                    (self.body)
                    footer {
                        p { (words.foot) }
                        button #keys type="button" hidden aria-pressed="true" { (words.keys) }
                    }
                }
            }
        };
        Reply::new(HTML, markup.into_string())
    }
}

/// Returns the search field; what else was chosen goes with what is typed.
fn form(asked: &Asked, words: &Words, error: Option<&str>) -> Markup {
    html! {
        form #search role="search" action="/" method="get" {
            label.unseen for="q" { (words.query) }
            input #q type="search" name="q" value=(asked.text()) placeholder=(words.placeholder)
                autocomplete="off" autocapitalize="none" spellcheck="false" maxlength="7000"
                aria-invalid=[error.map(|_| "true")] aria-describedby=[error];
            @for (name, value) in lasting(asked).without("q").iter() {
                input type="hidden" name=(name) value=(value);
            }
            button type="submit" { (words.search) }
        }
    }
}

/// Returns the link to the same page in the other language.
fn tongues(asked: &Asked, words: &Words) -> Markup {
    let other = asked.tongue.other();
    html! {
        nav.tongue aria-label=(words.language) {
            a lang=(other.code()) hreflang=(other.code())
                href=(asked.params.with("ui", other.code()).at("")) { (other.words().own_name) }
        }
    }
}
