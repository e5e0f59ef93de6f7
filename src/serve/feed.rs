//! `/feed?q=…`: what a query finds, the last that came first, for feed readers (Atom, RFC 4287).
//!
//! Each entry leads to the article in the archive. Nothing of a text is markup.

use std::io::Write;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::asked::Asked;
use super::fault::Fault;
use super::params::Params;
use super::reply::Reply;
use super::requests::WHICH;
use crate::engine::{Commit, Engine, Hit, Order, Request};
use crate::error::Result;
use crate::query::{Arrival, Condition};
use crate::render::{JSON, atom_escaped as escaped};

/// Entries of a feed.
const ENTRIES: usize = 50;

/// Returns the feed.
pub(super) fn feed(asked: &Asked) -> Result<Reply, Fault> {
    let known = ["ui", "limit", "no-group"];
    asked.check_names(&WHICH.into_iter().chain(known).collect::<Vec<_>>())?;
    let request = asked.search(asked.typed_or_all()?, &JSON)?;
    let limit = asked.number("limit", ENTRIES)?.unwrap_or(ENTRIES);
    // What has some of the words only is no alert.
    let order = Order::NewestFirst;
    let request = Request { order, limit, offset: 0, relax: request.any, ..request };
    let hits = last_added(asked.engine(), &request)?;
    let moments = hits.iter().map(moment);
    let updated = moments.flatten().max().unwrap_or_default();
    let page = format!("{}{}", asked.base, asked.params.at("/"));
    let own = format!("{}{}", asked.base, asked.params.at("/feed"));
    let title = match asked.text() {
        "" => asked.site.name.clone(),
        text => format!("{text} — {}", asked.site.name),
    };
    let mut out = Vec::new();
    write!(
        out,
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n\
         <id>{own}</id>\n<title>{title}</title>\n<updated>{updated}</updated>\n\
         <link rel=\"self\" href=\"{own}\"/>\n<link href=\"{page}\"/>\n<generator>limier</generator>\n",
        own = escaped(&own),
        page = escaped(&page),
        title = escaped(&title),
    )?;
    for hit in &hits {
        entry(asked, hit, &mut out)?;
    }
    writeln!(out, "</feed>")?;
    Ok(Reply::new("application/atom+xml; charset=utf-8", out))
}

/// Returns the hits that came last: by the commits that brought them, of one commit the newest
/// first. An index that does not know its commits has the newest first.
fn last_added(engine: &dyn Engine, request: &Request) -> Result<Vec<Hit>> {
    let Ok(Commit { number: last, .. }) = engine.commit() else {
        return Ok(engine.top(request)?.hits);
    };
    let since = |commit: u64| Condition::Added(Arrival::After(commit));
    let with =
        |condition| Request { query: request.query.clone().and(condition), ..request.clone() };
    // Fewer than are wanted came behind `few`, enough behind `enough`, if ever.
    let (mut enough, mut few) = (0, last);
    while enough < few {
        let between = enough + (few - enough) / 2;
        let total = engine.groups(&with(since(between)), &[])?.total;
        if total < request.limit as u64 { few = between } else { enough = between + 1 }
    }
    let mut hits = engine.top(&with(since(few)))?.hits;
    hits.sort_by_key(|hit| std::cmp::Reverse(hit.added));
    let rest = request.limit.saturating_sub(hits.len());
    let before = with(Condition::Not(Box::new(since(few))));
    hits.extend(engine.top(&Request { limit: rest, ..before })?.hits);
    Ok(hits)
}

/// Returns when an article came, was changed or published, as far as that is known.
fn moment(hit: &Hit) -> Option<jiff::Timestamp> {
    if let Some(added) = hit.added {
        return Some(added);
    }
    let date = hit.modified.as_ref().or(hit.published.as_ref())?;
    jiff::Timestamp::from_second(date.seconds).ok()
}

fn entry(asked: &Asked, hit: &Hit, out: &mut Vec<u8>) -> Result<(), Fault> {
    let id = utf8_percent_encode(&hit.id, NON_ALPHANUMERIC);
    let query = asked.params.only(|name| name == "q");
    let address = Params::default().more("id", &hit.id).at("/article");
    let address = format!("{}{address}{}", asked.base, query.at("").replacen('?', "&", 1));
    let author = hit.authors.first().filter(|author| !author.is_empty()).unwrap_or(&hit.source);
    let author = if author.is_empty() { "?" } else { author };
    write!(
        out,
        "<entry>\n<id>urn:limier:{id}</id>\n<title>{}</title>\n<link href=\"{}\"/>\n\
         <updated>{}</updated>\n<author><name>{}</name></author>\n",
        escaped(&hit.title),
        escaped(&address),
        moment(hit).unwrap_or_default(),
        escaped(author),
    )?;
    if let Some(date) = &hit.published {
        let published = jiff::Timestamp::from_second(date.seconds).unwrap_or_default();
        writeln!(out, "<published>{published}</published>")?;
    }
    let text: Vec<&str> = hit.fragments.iter().map(|fragment| fragment.text.as_str()).collect();
    if !text.is_empty() {
        writeln!(out, "<summary>{}</summary>", escaped(&text.join(" … ")))?;
    }
    Ok(writeln!(out, "</entry>")?)
}
