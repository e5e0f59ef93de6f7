//! Measures of relevance: means, a line a query, a comparison.
//!
//! No measure is computed here, and none is rounded before it is shown.

use std::collections::HashMap;
use std::io::{self, Write};

use anstyle::Style;
use serde_json::{Map, Value, json};

use super::counted::counted;
use super::printable::in_one_line;
use crate::eval::{Comparison, Evaluation, Measure, Measures, QueryEvaluation};

/// What there is to say of a run.
#[derive(Debug, Clone, Copy)]
pub(crate) struct EvaluationReport<'a> {
    /// The measures.
    pub evaluation: &'a Evaluation,
    /// How it stands against another run, if there is one.
    pub comparison: Option<&'a [Comparison]>,
    /// The text of each query, as far as it is known.
    pub queries: &'a HashMap<&'a str, &'a str>,
    /// Whether each query is listed.
    pub per_query: bool,
}

/// Writes a report for people.
pub(super) fn write_evaluation(
    report: &EvaluationReport<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let bold = Style::new().bold();
    let EvaluationReport { evaluation, comparison, queries, per_query } = *report;
    if per_query {
        let width = evaluation.queries.iter().map(|query| query.query.chars().count()).max();
        let width = width.unwrap_or(0).max(5);
        write!(out, "{bold}{:<width$}  first", "query")?;
        Measure::ALL.iter().try_for_each(|measure| write!(out, "  {:>7}", measure.name()))?;
        writeln!(out, "{bold:#}")?;
        for QueryEvaluation { query, first, measures } in &evaluation.queries {
            let first = first.map_or("-".to_owned(), |rank| rank.to_string());
            write!(out, "{:<width$}  {first:>5}", in_one_line(query))?;
            let values = Measure::ALL.iter().map(|measure| measures.get(*measure));
            values.into_iter().try_for_each(|value| write!(out, "  {value:>7.4}"))?;
            match queries.get(query.as_str()) {
                Some(text) => writeln!(out, "  {}", in_one_line(text))?,
                None => writeln!(out)?,
            }
        }
        writeln!(out)?;
    }
    let Evaluation { answered, hits, relevant, relevant_found, .. } = evaluation;
    let judged = counted(evaluation.queries.len(), "query", "queries");
    writeln!(out, "{judged} judged, {answered} with hits")?;
    let relevant = counted(*relevant, "relevant article", "relevant articles");
    writeln!(out, "{relevant}, {relevant_found} found among {}", counted(*hits, "hit", "hits"))?;
    if evaluation.queries.iter().all(|query| !queries.contains_key(query.query.as_str()))
        && !queries.is_empty()
    {
        writeln!(out, "no judged query is among the queries: their ids differ")?;
    } else if *answered == 0 {
        writeln!(out, "no judged query has a hit; are the ids of queries and judgments the same?")?;
    }
    writeln!(out)?;
    let Some(comparison) = comparison else {
        return Measure::ALL.iter().try_for_each(|measure| {
            writeln!(out, "{bold}{:<8}{bold:#} {:.4}", measure.name(), evaluation.mean(*measure))
        });
    };
    writeln!(
        out,
        "{bold}measure   value  against  difference   wins  losses   ties  p-value{bold:#}"
    )?;
    comparison.iter().try_for_each(|compared| {
        let Comparison { measure, wins, losses, difference, p_value } = *compared;
        let mean = evaluation.mean(measure);
        let ties = evaluation.queries.len() - wins - losses;
        writeln!(
            out,
            "{:<8} {mean:.4}   {:.4}     {difference:>+.4}  {wins:>5}   {losses:>5}  {ties:>5}   {p_value:.4}",
            measure.name(),
            mean - difference,
        )
    })
}

/// Returns a report as one object.
pub(super) fn evaluation_json(report: &EvaluationReport<'_>) -> Value {
    let EvaluationReport { evaluation, comparison, queries, per_query } = *report;
    let means = Measure::ALL.iter().map(|it| (it.key().to_owned(), json!(evaluation.mean(*it))));
    let mut object: Map<String, Value> = [
        ("queries", evaluation.queries.len()),
        ("answered", evaluation.answered),
        ("hits", evaluation.hits),
        ("relevant", evaluation.relevant),
        ("relevant_found", evaluation.relevant_found),
    ]
    .into_iter()
    .map(|(name, count)| (name.to_owned(), json!(count)))
    .chain(means)
    .collect();
    if let Some(comparison) = comparison {
        let compared = comparison.iter().map(|compared| {
            let Comparison { measure, wins, losses, difference, p_value } = *compared;
            let ties = evaluation.queries.len() - wins - losses;
            let against = evaluation.mean(measure) - difference;
            let value = json!({
                "against": against, "difference": difference,
                "wins": wins, "losses": losses, "ties": ties, "p_value": p_value,
            });
            (measure.key().to_owned(), value)
        });
        object.insert("comparison".to_owned(), Value::Object(compared.collect()));
    }
    if per_query {
        let listed = evaluation.queries.iter().map(|query| query_json(query, queries));
        object.insert("per_query".to_owned(), Value::Array(listed.collect()));
    }
    Value::Object(object)
}

fn query_json(evaluated: &QueryEvaluation, queries: &HashMap<&str, &str>) -> Value {
    let QueryEvaluation { query, first, measures } = evaluated;
    let mut object = Map::new();
    object.insert("qid".to_owned(), json!(query));
    object.insert("query".to_owned(), json!(queries.get(query.as_str())));
    object.insert("first_relevant".to_owned(), json!(first));
    object.extend(measures_json(measures));
    Value::Object(object)
}

fn measures_json(measures: &Measures) -> impl Iterator<Item = (String, Value)> {
    Measure::ALL.into_iter().map(|it| (it.key().to_owned(), json!(measures.get(it))))
}
