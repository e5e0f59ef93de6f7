//! The timeline of an answer: how large a share of all articles of each month, year or day it
//! has, each bar a link to its time.
//!
//! The numbers are those of `count`, with those that have no article; a bar is as high as its share,
//! and an outline where that is one of few articles.

use std::collections::BTreeMap;

use maud::{Markup, html};

use crate::engine::{CountRow, Counts, Key, Request, Row, Table, ends_of};
use crate::render::is_of_few;
use crate::render::page::{counted_articles, number, percent, period};
use crate::serve::asked::Asked;
use crate::serve::fault::Fault;
use crate::serve::requests::WHICH;

/// The picture, in its own units.
const WIDTH: f64 = 300.0;
const HEIGHT: f64 = 90.0;

/// Most bars.
const MOST: usize = 62;

/// The least height of a bar that has an article.
const LEAST: f64 = 2.0;

/// Returns the timeline; nothing where there are no two times to compare. `months` is how many
/// articles each month has.
pub(super) fn timeline(asked: &Asked, request: &Request, months: &Table) -> Result<Markup, Fault> {
    let Some(key) = key_of(months) else { return Ok(html! {}) };
    let counts = counts(asked, request, months, key)?;
    let known = counts.rows.iter().filter(|row| is_as_exact(key, row)).collect::<Vec<_>>();
    let bars = &known[known.len().saturating_sub(MOST)..];
    let words = asked.tongue.words();
    // Of all articles the share of each time would be whole.
    let share = |row: &CountRow| row.counts[0] as f64 / row.of.map_or(1, |of| of.max(1)) as f64;
    let highest = |is_told: &dyn Fn(&CountRow) -> bool| {
        let told = bars.iter().filter(|row| is_told(row));
        told.map(|row| share(row)).fold(0.0, f64::max)
    };
    // One of two articles is no peak.
    let highest = match highest(&|row| !is_of_few(row)) {
        0.0 => highest(&|_| true),
        highest => highest,
    };
    let some_few = bars.iter().any(|row| row.counts[0] > 0 && is_of_few(row));
    if bars.len() < 2 || highest <= 0.0 {
        return Ok(html! {});
    }
    let room = WIDTH / bars.len() as f64;
    let [first, last] = [bars[0], bars[bars.len() - 1]].map(|row| period(asked.tongue, value(row)));
    Ok(html! {
        section.timeline aria-labelledby="times" {
            h2 #times { (words.times(key, counts.of.is_some())) }
            a.skip href="#after-times" { (words.skip_times) }
            p.scale { (words.highest) " " (scale(asked, highest, counts.of.is_some())) }
            svg viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) role="group" aria-labelledby="times" {
                @for (at, row) in bars.iter().enumerate() {
                    @let height = (share(row) / highest * HEIGHT).min(HEIGHT);
                    @let height = if row.counts[0] == 0 { 0.0 } else { height.max(LEAST) };
                    @let x = format!("{:.2}", room * at as f64);
                    @let said = said(asked, row);
                    a href=(address(asked, value(row))) data-live aria-label=(said) {
                        title { (said) }
                        rect.room x=(x) y="0" width=(format!("{room:.2}")) height=(HEIGHT) {}
                        rect.bar.few[is_of_few(row)] x=(x) y=(format!("{:.2}", HEIGHT - height)) width=(format!("{:.2}", room * 0.8)) height=(format!("{height:.2}")) {}
                    }
                }
            }
            p.ends aria-hidden="true" { span { (first) } span { (last) } }
            p.note #after-times tabindex="-1" {
                @if known.len() > bars.len() { (words.cut_times) " " }
                @if some_few { (words.few_times) " " }
                @if counts.of.is_some() { a href=(asked.params.only(|name| WHICH.contains(&name)).with("by", key.name()).with("share", "1").with("format", "csv").at("/api/count")) { (words.as_table) } }
            }
        }
    })
}

/// Returns the numbers of the times of an answer, beside all articles of these times where a query
/// asks for some of them.
fn counts(asked: &Asked, request: &Request, months: &Table, key: Key) -> Result<Counts, Fault> {
    let engine = asked.engine();
    let table = match key {
        Key::Month => months.clone(),
        Key::Year => by_year(months),
        key => engine.groups(request, &[key])?,
    };
    let all = Request { query: asked.all()?, ..request.clone() };
    let of = match key {
        _ if asked.text().trim().is_empty() => None,
        // Most look at the whole archive.
        Key::Month | Key::Year if !asked.is_narrowed() && !asked.has_zone() => {
            Some(asked.snapshot.months(&all)?)
        }
        Key::Month | Key::Year => Some(engine.groups(&all, &[Key::Month])?),
        key => Some(engine.groups(&all, &[key])?),
    };
    let of = of.map(|of| if key == Key::Year { by_year(&of) } else { of });
    Ok(Counts::of_tables(vec![table], of, &[key], &ends_of(request, key)))
}

/// Returns the table of the years of months.
fn by_year(months: &Table) -> Table {
    let mut years: BTreeMap<Option<String>, u64> = BTreeMap::new();
    for row in &months.rows {
        let month = row.values.first().and_then(Option::as_deref);
        let year = month.map(|month| month.get(..4).unwrap_or(month).to_owned());
        *years.entry(year).or_default() += row.count;
    }
    let rows = years.into_iter().map(|(year, count)| Row { values: vec![year], count });
    Table::new(months.total, rows.collect())
}

/// Returns the fields to type dates in: what the bars do, for any time. One that holds no date is
/// tied to what says so, by its id.
pub(super) fn dates(asked: &Asked, wrong: Option<(&str, &str)>) -> Markup {
    let words = asked.tongue.words();
    let here = super::frame::lasting(asked).without("from").without("to");
    html! {
        form.dates action="/" method="get" {
            @for (name, label) in [("from", words.from), ("to", words.to)] {
                @let wrong = wrong.filter(|(known, _)| *known == name).map(|(_, id)| id);
                label {
                    (label) " "
                    input type="text" name=(name) size="10" value=[asked.params.get(name)] placeholder=(words.date_example)
                        aria-invalid=[wrong.map(|_| "true")] aria-describedby=[wrong];
                }
            }
            @for (name, value) in here.iter() { input type="hidden" name=(name) value=(value); }
            button type="submit" { (words.apply) }
        }
    }
}

/// Returns the precision in which the months of an answer are seen best.
fn key_of(months: &Table) -> Option<Key> {
    let values = months.rows.iter().filter_map(|row| row.values.first()?.as_deref());
    let mut years: BTreeMap<&str, usize> = BTreeMap::new();
    let mut known: Vec<&str> = Vec::new();
    for value in values {
        *years.entry(value.get(..4)?).or_default() += 1;
        known.extend((value.len() == 7).then_some(value));
    }
    let ordinal = |month: &str| {
        Some(month.get(..4)?.parse::<i32>().ok()? * 12 + month.get(5..7)?.parse::<i32>().ok()?)
    };
    let ordinals = known.iter().filter_map(|month| ordinal(month));
    let (first, last) = (ordinals.clone().min(), ordinals.max());
    match first.zip(last).map(|(first, last)| last - first + 1) {
        Some(..=2) => Some(Key::Day),
        Some(..=60) => Some(Key::Month),
        _ if !years.is_empty() => Some(Key::Year),
        _ => None,
    }
}

fn value(row: &CountRow) -> &str {
    row.values[0].as_deref().unwrap_or_default()
}

/// Tells whether a row is of a time as exact as a key has them.
fn is_as_exact(key: Key, row: &CountRow) -> bool {
    let length = match key {
        Key::Year => 4,
        Key::Month => 7,
        _ => 10,
    };
    value(row).len() == length
}

/// Returns the address of the answer of one time.
fn address(asked: &Asked, value: &str) -> String {
    asked.params.without("offset").with("from", value).with("to", value).at("/")
}

/// Returns what a bar says.
fn said(asked: &Asked, row: &CountRow) -> String {
    let (count, tongue) = (row.counts[0], asked.tongue);
    let (time, articles) = (period(tongue, value(row)), counted_articles(tongue, count));
    let Some(of) = row.of else { return format!("{time} : {articles}") };
    let (share, of) = (percent(tongue, count, of), number(tongue, of));
    format!("{time} : {articles}, {share} {} {of}", tongue.words().of)
}

/// Returns what the top of the picture stands for: a share, or a number of articles.
#[expect(clippy::cast_sign_loss, reason = "neither is below 0")]
fn scale(asked: &Asked, highest: f64, is_share: bool) -> String {
    let whole = |number: f64| number.round().max(0.0) as u64;
    if is_share {
        // Of a million, no more than these counts tell.
        percent(asked.tongue, whole(highest * 1e6), 1_000_000)
    } else {
        counted_articles(asked.tongue, whole(highest))
    }
}
