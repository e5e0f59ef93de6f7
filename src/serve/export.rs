//! What was found, taken along in a format that other programs read.
//!
//! The articles are those of `limier export QUERY`, the first of them where they are many: the
//! answer is whole in memory before it is sent.

use std::ops::ControlFlow;

use super::asked::Asked;
use super::fault::Fault;
use super::file_name::file_name;
use super::reply::{Reply, kind_of};
use super::requests::WHICH;
use crate::engine::{Detail, Engine, Order, Request};
use crate::render::page::ParamProblem;
use crate::render::{ALL, ArticleForm, EachArticle, Taking, Writing};

/// Most articles of one answer, unless fewer are asked for.
pub(super) const MOST: usize = 2_000;

/// Most bytes of it.
const MOST_BYTES: usize = 64 << 20;

/// Returns the articles as a file.
pub(super) fn export(asked: &Asked) -> Result<Reply, Fault> {
    let known = ["ui", "format", "sort", "limit", "no-group", "excel"];
    asked.check_names(&WHICH.into_iter().chain(known).collect::<Vec<_>>())?;
    let (name, form) = format_of(asked, &[])?.ok_or(Fault::Failed)?;
    let most = asked.number("limit", MOST)?.filter(|most| *most > 0).unwrap_or(MOST);
    let request = asked.matching(asked.typed_or_all()?)?;
    let order = asked.order()?;
    let each = |write: &mut Writing<'_>| each(asked.engine(), &request, order, most, write);
    let body = written(asked, form, &each)?;
    Ok(reply(asked, name, body))
}

/// Returns articles in a format, as a file of a name that tells what was asked.
pub(super) fn reply(asked: &Asked, format: &str, body: Vec<u8>) -> Reply {
    let extension = match format {
        "iramuteq" => "txt",
        "atom" => "xml",
        name => name,
    };
    let file = Some(format!("{}.{extension}", file_name(asked.text())));
    Reply { file, ..Reply::new(kind_of(format), body) }
}

/// Returns the form of articles that is asked for, one a line unless one is; `more` are formats
/// that the caller has as well.
pub(super) fn format_of(
    asked: &Asked,
    more: &[&'static str],
) -> Result<Option<(&'static str, &'static ArticleForm)>, Fault> {
    let all = || ALL.iter().filter_map(|format| Some((format.name, format.articles?)));
    let named = |name: &str| all().find(|(known, _)| *known == name);
    let formats = more.iter().copied().chain(all().map(|(name, _)| name));
    let problem = ParamProblem::Format { known: formats.collect() };
    Ok(asked.read("format", named, problem)?.or_else(|| named("jsonl")))
}

/// Returns articles as they are written in a form.
pub(super) fn written(
    asked: &Asked,
    form: &ArticleForm,
    each: &EachArticle<'_>,
) -> Result<Vec<u8>, Fault> {
    let clock = asked.clock()?;
    let now = asked.clock.now.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    let taking = Taking {
        columns: &[],
        excel: asked.is_on("excel")?,
        query: asked.text(),
        queries: None,
        about: None,
        now: &now,
        zone: &clock.zone,
    };
    let mut body = Vec::new();
    if let Some(write) = form.whole {
        write(&taking, each, &mut body)?;
        return Ok(body);
    }
    if let Some(write_head) = form.head {
        write_head(&taking, &mut body)?;
    }
    each(&mut |article, _| {
        if body.len() < MOST_BYTES {
            (form.article)(&taking, article, &mut body)?;
        }
        Ok(())
    })?;
    if let Some(write_end) = form.end {
        write_end(&taking, &mut body)?;
    }
    Ok(body)
}

/// Calls with each article that a request finds, of so many at most, in the order that is asked for.
fn each(
    engine: &dyn Engine,
    request: &Request,
    order: Option<Order>,
    most: usize,
    write: &mut Writing<'_>,
) -> crate::error::Result<()> {
    let Some(order) = order else {
        let mut written = 0;
        return engine.matches(request, &mut |found| {
            write(&found.article()?, None)?;
            written += 1;
            Ok(if written >= most { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
        });
    };
    let request = Request { order, limit: most, detail: Detail::Id, ..request.clone() };
    for hit in engine.top(&request)?.hits {
        let entries = engine.articles(&hit.id)?;
        if let Some(entry) = entries.iter().find(|entry| entry.article.id == hit.id) {
            write(&entry.article, None)?;
        }
    }
    Ok(())
}
