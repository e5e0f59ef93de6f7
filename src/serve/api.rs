//! The API: what commands print as JSON, over HTTP.
//!
//! Parameters are named as the options of the commands, and what is written is what their formats
//! write, by the same writers. No JSON is made here but that of a fault.

use serde_json::{Value, json};

use super::answer::Answer;
use super::asked::Asked;
use super::export;
use super::fault::Fault;
use super::file_name::file_name;
use super::reply::{JSON, Reply, kind_of};
use super::requests::WHICH;
use crate::engine::{Counts, Deadline, Key, KwicOrder, MOST_BESIDE, Marking, Request};
use crate::error::Error;
use crate::lexicon::Explanation;
use crate::query::Query;
use crate::render::page::{ParamFault, ParamProblem, Tongue, fault_sentence};
use crate::render::{
    ALL, Concorded, CountedQuery, CountsReport, HitFormat, KwicReport, Layout, Style, Writing,
    Written, entry_json, explanation_json, overview_json, write_explanations_csv, write_json,
    write_overview_csv,
};
use crate::search::concordance;

/// What is asked at which address.
pub(super) const ENDPOINTS: &[(&str, Answer)] = &[
    ("/api/search", search),
    ("/api/article", article),
    ("/api/count", count),
    ("/api/kwic", kwic),
    ("/api/word", word),
    ("/api/info", info),
];

/// Most rows of words that mark articles.
const MOST_WORDS: usize = 1_000;

/// Most lines of a concordance.
pub(super) const MOST_LINES: usize = 10_000;

/// Most queries counted side by side.
const MOST_QUERIES: usize = 20;

/// Most keys of a table.
const MOST_KEYS: usize = 2;

/// Returns what is wrong, with the part of the query that it is about in characters.
pub(super) fn fault(asked: &Asked, fault: &Fault) -> Reply {
    let tongue = asked.params.get("ui").map_or(Tongue::English, |_| asked.tongue);
    let mut json = json!({ "error": sentence(tongue, fault) });
    if let Fault::Limier(Error::QuerySyntax(error)) = fault {
        let chars =
            |byte: usize| error.text[..error.text.floor_char_boundary(byte)].chars().count();
        json["query"] = error.text.as_str().into();
        json["span"] =
            json!([chars(error.span.start), chars(error.span.end.max(error.span.start))]);
    }
    if let Fault::Param(ParamFault { name, .. }) = fault {
        json["parameter"] = name.as_str().into();
    }
    let mut body = Vec::new();
    // Writing to memory succeeds.
    let _ = write_json(&mut body, &json);
    Reply::new(JSON, body).with_status(fault.status())
}

/// Returns why there is no answer, for people.
pub(super) fn sentence(tongue: Tongue, fault: &Fault) -> String {
    match fault {
        Fault::Limier(error) => fault_sentence(tongue, error),
        Fault::Param(fault) => fault.sentence(tongue),
        Fault::NoPage => tongue.words().no_page.to_owned(),
        Fault::Busy => tongue.words().busy.to_owned(),
        Fault::Failed => tongue.words().failed.to_owned(),
    }
}

/// Returns the format that is asked for among those that `has` something, JSON unless one is.
fn format_of(asked: &Asked, has: fn(&HitFormat) -> bool) -> Result<&'static HitFormat, Fault> {
    let all = || ALL.iter().filter(|format| !format.for_people && has(format));
    let named = |name: &str| all().find(|format| format.name == name).copied();
    let problem = ParamProblem::Format { known: all().map(|format| format.name).collect() };
    let format = asked.read("format", named, problem)?;
    format.or_else(|| named("json")).ok_or(Fault::Failed)
}

/// Returns what is written in a format; a table is saved by what was asked.
fn reply(asked: &Asked, format: &str, body: Vec<u8>) -> Reply {
    let is_table = ["csv", "tsv", "xlsx"].contains(&format);
    let file = is_table.then(|| format!("{}.{format}", file_name(asked.text())));
    Reply { file, ..Reply::new(kind_of(format), body) }
}

fn known<const N: usize>(more: [&'static str; N]) -> Vec<&'static str> {
    WHICH.into_iter().chain(["ui", "format"]).chain(more).collect()
}

/// `limier search`.
fn search(asked: &Asked) -> Result<Reply, Fault> {
    asked.check_names(&known([
        "limit",
        "offset",
        "sort",
        "recency",
        "no-group",
        "fragments",
        "snippet-chars",
        "no-snippet",
        "explain",
        "explain-query",
    ]))?;
    let format = format_of(asked, |format| format.hits.is_some())?;
    let request = asked.search(asked.query(asked.text())?, format)?;
    let answer = asked.engine().top(&request)?;
    let style = Style {
        reading: asked.is_on("explain-query")?,
        took: asked.start.elapsed(),
        ..Style::default()
    };
    let mut body = Vec::new();
    let mut written = Written::new(None, style);
    if let Some(write_head) = format.head.filter(|_| !answer.hits.is_empty()) {
        write_head(None, &mut body)?;
    }
    if !answer.hits.is_empty() {
        format.write_hits(&mut written, &answer, &mut body)?;
    }
    format.write_end(&written, &answer, &mut body)?;
    Ok(reply(asked, format.name, body))
}

/// `limier show`; in a format of `limier export` the articles as it writes them.
fn article(asked: &Asked) -> Result<Reply, Fault> {
    asked.check_names(&["id", "ui", "format", "excel", "tz"])?;
    let name = asked.params.get("id").ok_or_else(|| missing("id"))?;
    let format = if asked.params.get("format").is_none_or(|format| format == "json") {
        None
    } else {
        export::format_of(asked, &["json"])?
    };
    let entries = asked.engine().articles(name)?;
    if let Some((format, form)) = format {
        let each = |write: &mut Writing<'_>| {
            entries.iter().try_for_each(|entry| write(&entry.article, None))
        };
        return Ok(export::reply(asked, format, export::written(asked, form, &each)?));
    }
    let mut body = Vec::new();
    for entry in &entries {
        write_json(&mut body, &entry_json(entry))?;
    }
    Ok(Reply::new(JSON, body))
}

/// `limier count`.
fn count(asked: &Asked) -> Result<Reply, Fault> {
    asked.check_names(&known(["by", "near", "share", "vs", "group", "limit"]))?;
    let format = format_of(asked, |format| format.counts.is_some())?;
    let Some(write) = format.counts else { return Err(Fault::Failed) };
    let by = asked.params.all("by").map(|name| {
        let wrong = ParamFault { name: "by".to_owned(), problem: ParamProblem::Key };
        Key::named(name).ok_or(Fault::Param(wrong))
    });
    let by: Vec<Key> = by.collect::<Result<_, _>>()?;
    let near = asked.number("near", u32::MAX as usize)?;
    let (share, group) = (asked.is_on("share")?, asked.is_on("group")?);
    let texts: Vec<&str> = [asked.text()].into_iter().chain(asked.params.all("vs")).collect();
    if texts.len() > MOST_QUERIES {
        let problem = ParamProblem::Many { most: MOST_QUERIES };
        return Err(Fault::Param(ParamFault { name: "vs".to_owned(), problem }));
    }
    if by.len() > MOST_KEYS {
        return Err(Error::ManyKeys { given: by.len(), most: MOST_KEYS }.into());
    }
    let is_of_words = by.contains(&Key::Word);
    let is_beside = by.len() > 1 || texts.len() > 1 || group;
    if is_of_words && is_beside || near.is_some() && !is_of_words {
        return Err(Error::WordsAlone.into());
    }
    let most = match asked.number("limit", usize::MAX)? {
        Some(0) => None,
        None if is_of_words => Some(30),
        most => most,
    };
    // What marks all articles against themselves is nothing.
    let is_all = asked.text().trim().is_empty() && !is_of_words;
    let read = texts.iter().enumerate().map(|(at, text)| match at {
        0 if is_all => asked.typed_or_all(),
        _ => asked.query(text),
    });
    let read: Vec<Query> = read.collect::<Result<_, Fault>>()?;
    let mut queries = if group {
        texts.iter().map(|text| counted(text, None)).collect()
    } else {
        tagged(asked, &texts, &read)?
    };
    queries[0].is_all = is_all;
    let requests = read.into_iter().map(|query| asked.matching(query));
    let requests: Vec<Request> = requests.collect::<Result<_, Fault>>()?;
    let all = if share || is_of_words {
        Some(Request { deadline: Deadline::default(), ..asked.matching(asked.all()?)? })
    } else {
        None
    };
    let counts = match (&all, is_of_words) {
        (Some(all), true) => {
            let near = near.map(|near| u32::try_from(near).unwrap_or(u32::MAX));
            let marking = Marking { most: most.unwrap_or(MOST_WORDS).min(MOST_WORDS), near };
            Counts::of_words(&asked.engine().marking_words(&requests[0], all, marking)?)
        }
        _ => Counts::of(asked.engine(), requests.into_iter(), all.as_ref(), &by, group)?,
    };
    let day = asked.clock.now.to_zoned(asked.clock()?.zone).date().to_string();
    let report = CountsReport {
        counts: &counts,
        queries: &queries,
        columns: &[],
        limit: most,
        width: None,
        excel: false,
        title: None,
        from: None,
        place: &asked.site.name,
        day: &day,
    };
    let mut body = Vec::new();
    write(&report, &mut body)?;
    Ok(reply(asked, format.name, body))
}

/// Returns a query that was typed, to count.
fn counted(text: &str, in_texts: Option<u64>) -> CountedQuery {
    CountedQuery { text: text.to_owned(), only_tagged: in_texts, ..CountedQuery::default() }
}

/// Returns queries with how many articles have a word of each as a tag only.
fn tagged(asked: &Asked, texts: &[&str], read: &[Query]) -> Result<Vec<CountedQuery>, Fault> {
    let total = |query: Query| -> Result<Option<u64>, Fault> {
        match asked.engine().groups(&asked.matching(query)?, &[]) {
            // The number is known, only this is not.
            Err(Error::OutOfTime) => Ok(None),
            table => Ok(Some(table?.total)),
        }
    };
    let any = asked.is_on("any")?;
    let one = |(text, query): (&&str, &Query)| {
        let in_texts = query.clone().in_texts(any);
        let in_texts = in_texts.map(&total).transpose()?.flatten();
        let only = in_texts.map(|in_texts| {
            let all = total(query.clone())?;
            Ok::<_, Fault>(all.map(|all| all.saturating_sub(in_texts)))
        });
        Ok(counted(text, only.transpose()?.flatten()))
    };
    texts.iter().zip(read).map(one).collect()
}

/// `limier kwic`.
fn kwic(asked: &Asked) -> Result<Reply, Fault> {
    asked.check_names(&known(["sort", "width", "limit"]))?;
    let format = format_of(asked, |format| format.kwic.is_some())?;
    let Some(write) = format.kwic else { return Err(Fault::Failed) };
    let request = asked.matching(asked.query(asked.text())?)?;
    let most = asked.number("limit", MOST_LINES)?.filter(|most| *most > 0).unwrap_or(MOST_LINES);
    let concordance = concordance(asked.engine(), &request, &kwic_order(asked)?, most)?;
    let report = KwicReport {
        numbered: false,
        columns: None,
        width: asked.number("width", MOST_BESIDE)?,
        excel: false,
        layout: &Layout::default(),
    };
    let found =
        Concorded { concordance: &concordance, query: asked.text(), id: None, carried: &[] };
    let mut body = Vec::new();
    write(&report, &mut |write| Ok(write(&found)?), &mut body)?;
    Ok(reply(asked, format.name, body))
}

/// Returns what the lines of a concordance are put in order by.
pub(super) fn kwic_order(asked: &Asked) -> Result<Vec<KwicOrder>, Fault> {
    let orders = |text: &str| text.split(',').map(KwicOrder::named).collect::<Option<Vec<_>>>();
    let orders = asked.read("sort", orders, ParamProblem::KwicSort)?;
    Ok(orders.unwrap_or_else(|| vec![KwicOrder::Date]))
}

/// `limier word`, or its words as a table.
fn word(asked: &Asked) -> Result<Reply, Fault> {
    asked.check_names(&["word", "lang", "ui", "format"])?;
    let is_table = is_table(asked)?;
    let text = asked.params.get("word").ok_or_else(|| missing("word"))?;
    let words = Query::words_of(text);
    if words.is_empty() {
        return Err(Error::QueryEmpty(text.to_owned()).into());
    }
    let language = asked.params.get("lang").unwrap_or("fr");
    let explain = |word: &String| asked.engine().word(word, language);
    let explained: Vec<Explanation> =
        words.iter().take(MOST_QUERIES).map(explain).collect::<Result<_, _>>()?;
    let mut body = Vec::new();
    if is_table {
        write_explanations_csv(&mut body, &explained)?;
        let file = Some(format!("{}.csv", file_name(text)));
        return Ok(Reply { file, ..Reply::new(kind_of("csv"), body) });
    }
    for explanation in &explained {
        write_json(&mut body, &explanation_json(explanation))?;
    }
    Ok(Reply::new(JSON, body))
}

/// `limier info`, or its counts as a table. Where its files are, and what they were made of, is
/// not for those who ask.
fn info(asked: &Asked) -> Result<Reply, Fault> {
    asked.check_names(&["ui", "format"])?;
    let overview = asked.snapshot.overview()?;
    let mut body = Vec::new();
    if is_table(asked)? {
        write_overview_csv(&mut body, overview)?;
        return Ok(reply(asked, "csv", body));
    }
    let mut json: Value = overview_json(overview);
    json["index"] = asked.site.name.as_str().into();
    for run in json["manifest"]["runs"].as_array_mut().into_iter().flatten() {
        if let Some(run) = run.as_object_mut() {
            run.shift_remove("inputs");
        }
    }
    write_json(&mut body, &json)?;
    Ok(Reply::new(JSON, body))
}

/// Tells whether a table is asked for, and not JSON.
fn is_table(asked: &Asked) -> Result<bool, Fault> {
    let is_table = |format: &str| match format {
        "json" => Some(false),
        "csv" => Some(true),
        _ => None,
    };
    let problem = ParamProblem::Format { known: vec!["json", "csv"] };
    Ok(asked.read("format", is_table, problem)?.unwrap_or(false))
}

fn missing(name: &str) -> Fault {
    Fault::Param(ParamFault { name: name.to_owned(), problem: ParamProblem::Missing })
}
