//! Articles counted by what they have in common: by the cluster where it can, or by walking
//! through them.
//!
//! Every count is exact.

use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;
use jiff::civil::Date as Day;
use jiff::tz::TimeZone;
use serde::de::IgnoredAny;
use serde_json::{Value, json};

use super::document::Source;
use super::opened::{ClusterEngine, in_time};
use super::plan::Plan;
use super::reading::{Reading, wanted};
use super::signatures::{self, signature};
use super::walk::{Found1, search, walk};
use crate::analysis::Signature;
use crate::article::Article;
use crate::engine::{Key, Request, Row, Table};
use crate::error::Result;
use crate::index::first_near;
use crate::search::{Coverage, whole_condition};

/// Groups read at a time, and articles.
const GROUPS_AT_ONCE: usize = 10_000;
const AT_ONCE: usize = 10_000;
const TEXTS_AT_ONCE: usize = 1_000;

/// What articles are counted by.
#[derive(Debug, Clone, Default)]
struct Facts {
    /// When it was published: a day, a month or a year, or else a moment.
    civil: Option<String>,
    seconds: Option<i64>,
    source: Vec<String>,
    section: Vec<String>,
    language: Vec<String>,
    authors: Vec<String>,
    tags: Vec<String>,
    signature: Signature,
}

/// Fields that [`Facts`] are read from.
const FIELDS: [&str; 7] = ["iso", "seconds", "source", "section", "language", "authors", "tags"];

impl Facts {
    fn of_hit<S>(hit: &Found1<S>) -> Self {
        Self {
            civil: hit.text("iso").map(str::to_owned),
            seconds: hit.number("seconds"),
            source: hit.texts("source"),
            section: hit.texts("section"),
            language: hit.texts("language"),
            authors: hit.texts("authors"),
            tags: hit.texts("tags"),
            signature: signature(hit),
        }
    }

    fn of_article(article: &Article) -> Self {
        let one = |value: &String| vec![value.clone()];
        let date = article.published.as_ref();
        Self {
            civil: date.filter(|date| date.days().is_some()).map(|date| date.iso.clone()),
            seconds: date.map(|date| date.seconds),
            source: one(&article.source),
            section: one(&article.section),
            language: one(&article.language),
            authors: article.authors.clone(),
            tags: article.tags.clone(),
            signature: Signature::of(&article.body),
        }
    }

    /// Returns the values of a key, one that tells that there is none where there is none.
    fn values(&self, key: Key, zone: &TimeZone) -> Vec<Option<String>> {
        let mut values: Vec<String> = match key {
            Key::Year | Key::Month | Key::Week | Key::Day => {
                let day = self.civil.clone().or_else(|| day_of(self.seconds?, zone));
                day.map(|day| time(key, &day)).into_iter().collect()
            }
            Key::Source => self.source.clone(),
            Key::Section => self.section.clone(),
            Key::Language => self.language.clone(),
            Key::Author => self.authors.clone(),
            Key::Tag => self.tags.clone(),
            Key::Word | Key::Text => Vec::new(),
        };
        values.retain(|value| !value.is_empty());
        values.sort_unstable();
        values.dedup();
        if values.is_empty() { vec![None] } else { values.into_iter().map(Some).collect() }
    }
}

fn day_of(seconds: i64, zone: &TimeZone) -> Option<String> {
    let moment = Timestamp::from_second(seconds).ok()?.to_zoned(zone.clone());
    Some(moment.date().to_string())
}

/// Returns the time that a key makes of a day, or of a month or a year alone.
fn time(key: Key, day: &str) -> String {
    let until = |len: usize| day.get(..len).unwrap_or(day).to_owned();
    match key {
        Key::Year => until(4),
        Key::Month => until(7),
        Key::Week => match day.parse::<Day>() {
            Ok(date) if day.len() == 10 => {
                let week = date.iso_week_date();
                format!("{}-W{:02}", week.year(), week.week())
            }
            _ => day.to_owned(),
        },
        _ => day.to_owned(),
    }
}

impl ClusterEngine {
    /// Counts what a plan finds.
    ///
    /// # Errors
    /// `Cluster`, `OutOfTime`.
    pub(super) fn counted(&self, plan: &Plan<'_>, request: &Request, by: &[Key]) -> Result<Table> {
        let coverage = Coverage::of(request);
        let asked = plan.matching(coverage, false);
        if !asked.is_exact || by.contains(&Key::Text) {
            let facts = if asked.is_exact {
                self.facts(&asked.query, request)?
            } else {
                self.facts_of_read(plan, &asked.query, request)?
            };
            return Ok(table(&facts, by, &request.zone));
        }
        if by.is_empty() {
            let total = self.count(&asked.query)?;
            let rows = if total == 0 {
                Vec::new()
            } else {
                vec![Row { values: Vec::new(), count: total }]
            };
            return Ok(Table::new(total, rows));
        }
        match zone_name(&request.zone) {
            Some(zone) => self.composite(&asked.query, request, by, &zone),
            None => Ok(table(&self.facts(&asked.query, request)?, by, &request.zone)),
        }
    }

    /// Reads the facts of all articles that a query finds.
    fn facts(&self, query: &Value, request: &Request) -> Result<Vec<Facts>> {
        let fields = [&FIELDS[..], &signatures::FIELDS[..]].concat();
        let question = json!({"query": query, "_source": false, "docvalue_fields": fields});
        let mut facts = Vec::new();
        walk::<IgnoredAny>(&self.client, self.index(), &question, AT_ONCE, &mut |hit| {
            in_time(request)?;
            facts.push(Facts::of_hit(&hit));
            Ok(true)
        })?;
        Ok(facts)
    }

    /// Reads the same of those whose texts meet what is asked.
    fn facts_of_read(
        &self,
        plan: &Plan<'_>,
        query: &Value,
        request: &Request,
    ) -> Result<Vec<Facts>> {
        let (condition, wanted) =
            (whole_condition(plan.query, Coverage::of(request)), wanted([plan]));
        let mut facts = Vec::new();
        let question = json!({ "query": query });
        walk::<Source>(&self.client, self.index(), &question, TEXTS_AT_ONCE, &mut |hit| {
            in_time(request)?;
            let kept = hit.source.ok_or_else(|| self.nonsense("article"))?.article;
            let reading = Reading::of(kept, &wanted);
            if reading.meets(&condition, plan, false) {
                facts.push(Facts::of_article(&reading.article));
            }
            Ok(true)
        })?;
        Ok(facts)
    }

    /// Lets the cluster count.
    fn composite(&self, query: &Value, request: &Request, by: &[Key], zone: &str) -> Result<Table> {
        let mut sources = Vec::new();
        for (place, key) in by.iter().enumerate() {
            let terms = |field: &str| json!({"terms": {"field": field, "missing_bucket": true}});
            match key {
                Key::Year | Key::Month | Key::Week | Key::Day => {
                    sources.push(json!({format!("{place}c"): terms("iso")}));
                    sources.push(json!({format!("{place}m"): {"date_histogram": {
                        "field": "moment", "calendar_interval": "1d", "time_zone": zone,
                        "format": "uuuu-MM-dd", "missing_bucket": true
                    }}}));
                }
                key => sources.push(json!({place.to_string(): terms(field_of(*key))})),
            }
        }
        let mut composite = json!({"size": GROUPS_AT_ONCE, "sources": sources});
        let mut counts: BTreeMap<Vec<Option<String>>, u64> = BTreeMap::new();
        let mut total = None;
        loop {
            in_time(request)?;
            let question = json!({
                "size": 0, "track_total_hits": total.is_none(), "query": query,
                "aggs": {"groups": {"composite": composite}}
            });
            let found = search::<IgnoredAny>(&self.client, self.index(), &question)?;
            if total.is_none() {
                total = Some(found.total(&self.client)?);
            }
            let groups = &found.aggregations["groups"];
            let buckets = groups["buckets"].as_array().ok_or_else(|| self.nonsense("groups"))?;
            for bucket in buckets {
                let text = |name: &str| bucket["key"][name].as_str();
                let values = by.iter().enumerate().map(|(place, key)| {
                    if key.is_time() {
                        let (civil, moment) = (format!("{place}c"), format!("{place}m"));
                        return text(&civil).or_else(|| text(&moment)).map(|day| time(*key, day));
                    }
                    text(&place.to_string()).map(str::to_owned)
                });
                let count = bucket["doc_count"].as_u64().ok_or_else(|| self.nonsense("groups"))?;
                *counts.entry(values.collect()).or_default() += count;
            }
            match groups.get("after_key").filter(|_| buckets.len() >= GROUPS_AT_ONCE) {
                Some(after) if composite.get("after") == Some(after) => {
                    return Err(self.nonsense("next page"));
                }
                Some(after) => composite["after"] = after.clone(),
                None => break,
            }
        }
        let rows = counts.into_iter().map(|(values, count)| Row { values, count });
        Ok(Table::new(total.unwrap_or(0), rows.collect()))
    }
}

fn field_of(key: Key) -> &'static str {
    match key {
        Key::Source => "source",
        Key::Section => "section",
        Key::Author => "authors",
        Key::Tag => "tags",
        // Times, words and texts are counted otherwise.
        _ => "language",
    }
}

/// Returns the name of a time zone that servers know; `None` of one without.
fn zone_name(zone: &TimeZone) -> Option<String> {
    zone.iana_name().map(str::to_owned).filter(|name| name != "Etc/Unknown")
}

/// Returns a number for each text, the same for those with the same one, or nearly.
fn texts_of(facts: &[Facts]) -> Vec<u64> {
    let mut texts: Vec<Signature> = Vec::new();
    let mut by_text: HashMap<u64, usize> = HashMap::new();
    let places: Vec<usize> = facts
        .iter()
        .map(|facts| {
            let mut add = || {
                texts.push(facts.signature);
                texts.len() - 1
            };
            match facts.signature.exact {
                0 => add(),
                exact => *by_text.entry(exact).or_insert_with(add),
            }
        })
        .collect();
    let first = first_near(&texts);
    places.into_iter().map(|place| first[place] as u64).collect()
}

fn table(facts: &[Facts], by: &[Key], zone: &TimeZone) -> Table {
    let texts = if by.contains(&Key::Text) { texts_of(facts) } else { Vec::new() };
    let mut counts: BTreeMap<Vec<Option<String>>, u64> = BTreeMap::new();
    for (at, found) in facts.iter().enumerate() {
        let mut combinations: Vec<Vec<Option<String>>> = vec![Vec::new()];
        for key in by {
            let values = match key {
                Key::Text => vec![texts.get(at).map(u64::to_string)],
                key => found.values(*key, zone),
            };
            combinations = combinations
                .into_iter()
                .flat_map(|one| {
                    values.iter().map(move |value| [&one[..], std::slice::from_ref(value)].concat())
                })
                .collect();
        }
        for values in combinations {
            *counts.entry(values).or_default() += 1;
        }
    }
    let rows = counts.into_iter().map(|(values, count)| Row { values, count });
    Table::new(facts.len() as u64, rows.collect())
}
