//! Facets: the commonest values of source, section, author, tag and language, to choose or to
//! leave out.
//!
//! What is chosen of one does not narrow its own values; it counts nothing itself.

use maud::{Markup, html};

use crate::engine::Table;
use crate::render::page::{number, period};
use crate::render::printable;
use crate::serve::asked::Asked;
use crate::serve::requests::{FACETS, Facet};

/// Values shown of each.
const SHOWN: usize = 8;

/// Values shown of the one of which more are wanted.
const MORE: usize = 60;

/// Returns all facets that have a value, one table each.
pub(super) fn facets(asked: &Asked, tables: &[Table]) -> Markup {
    html! {
        @for (facet, table) in FACETS.iter().zip(tables) { (one(asked, facet, table)) }
    }
}

/// A value of a facet.
struct Value<'a> {
    name: &'a str,
    count: u64,
    is_chosen: bool,
    is_left_out: bool,
}

fn one(asked: &Asked, facet: &Facet, table: &Table) -> Markup {
    let words = asked.tongue.words();
    let wants_more = asked.params.all("more").any(|name| name == facet.key.name());
    let most = if wants_more { MORE } else { SHOWN };
    let value = |name: &'_ str| {
        let has = |param: &'static str| asked.params.all(param).any(|value| value == name);
        (has(facet.is), has(facet.is_not))
    };
    let named =
        table.rows.iter().filter_map(|row| Some((row.values.first()?.as_deref()?, row.count)));
    let mut values: Vec<Value<'_>> = Vec::new();
    let mut is_cut = false;
    for (name, count) in named {
        let (is_chosen, is_left_out) = value(name);
        if values.len() < most || is_chosen || is_left_out {
            values.push(Value { name, count, is_chosen, is_left_out });
        } else {
            is_cut = true;
        }
    }
    let id = format!("facet-{}", facet.key.name());
    html! {
        @if !values.is_empty() {
            section.facet aria-labelledby=(id) {
                h2 id=(id) { (words.facet_name(facet.key)) }
                ul {
                    @for value in &values { (row(asked, facet, value)) }
                }
                @if is_cut && !wants_more {
                    p.more { a href=(asked.params.more("more", facet.key.name()).at("/")) data-live
                        aria-label={ (words.more) " : " (words.facet_name(facet.key)) } { (words.more) } }
                }
            }
        }
    }
}

fn row(asked: &Asked, facet: &Facet, value: &Value<'_>) -> Markup {
    let words = asked.tongue.words();
    let here = asked.params.without("offset");
    let shown = words.value_name(facet.key, value.name);
    let shown = printable(&shown);
    let to_choose = if value.is_chosen {
        here.less(facet.is, value.name)
    } else {
        here.less(facet.is_not, value.name).more(facet.is, value.name)
    };
    let to_leave_out = if value.is_left_out {
        here.less(facet.is_not, value.name)
    } else {
        here.less(facet.is, value.name).more(facet.is_not, value.name)
    };
    html! {
        li.out[value.is_left_out] {
            a.value href=(to_choose.at("/")) data-live aria-current=[value.is_chosen.then_some("true")] {
                span.label { (shown) } " " span.count { (number(asked.tongue, value.count)) }
            }
            a.not href=(to_leave_out.at("/")) data-live aria-current=[value.is_left_out.then_some("true")]
                aria-label={ (words.leave_out) " " (shown) } title={ (words.leave_out) " " (shown) } { "−" }
        }
    }
}

/// Returns what was chosen, each with a link that takes it back.
pub(super) fn chosen(asked: &Asked) -> Markup {
    let words = asked.tongue.words();
    let here = asked.params.without("offset");
    let mut chosen: Vec<(String, String)> = Vec::new();
    for facet in &FACETS {
        for (param, sign) in [(facet.is, ""), (facet.is_not, words.without)] {
            for value in asked.params.all(param) {
                let name = words.value_name(facet.key, value);
                let label = format!("{sign} {} : {name}", words.facet_name(facet.key));
                chosen.push((label.trim().to_owned(), here.less(param, value).at("/")));
            }
        }
    }
    let dates = [asked.params.get("from"), asked.params.get("to")];
    if dates.iter().any(Option::is_some) {
        let [from, to] = dates.map(|date| date.map(|date| period(asked.tongue, date)));
        let label = match (from, to) {
            (Some(from), Some(to)) if from == to => from,
            (from, to) => format!("{} – {}", from.unwrap_or_default(), to.unwrap_or_default()),
        };
        chosen.push((label, here.without("from").without("to").at("/")));
    }
    for param in ["source", "section", "author", "lang"] {
        for value in asked.params.all(param) {
            chosen.push((format!("{param} : {value}"), here.less(param, value).at("/")));
        }
    }
    html! {
        @if !chosen.is_empty() {
            ul.chosen aria-label=(words.chosen) {
                @for (label, address) in chosen {
                    li { a href=(address) data-live aria-label={ (words.take_back) " " (printable(&label)) } { (printable(&label)) " ✕" } }
                }
            }
        }
    }
}
