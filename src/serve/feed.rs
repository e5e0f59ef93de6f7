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
use crate::engine::{Hit, Order, Request};
use crate::render::{JSON, atom_escaped as escaped};

/// Entries of a feed.
const ENTRIES: usize = 50;

/// The order of its entries: by date, as long as the index does not know when an article came.
const ORDER: Order = Order::NewestFirst;

/// Returns the feed.
pub(super) fn feed(asked: &Asked) -> Result<Reply, Fault> {
    let known = ["ui", "limit", "no-group"];
    asked.check_names(&WHICH.into_iter().chain(known).collect::<Vec<_>>())?;
    let request = asked.search(asked.typed_or_all()?, &JSON)?;
    let limit = asked.number("limit", ENTRIES)?.unwrap_or(ENTRIES);
    // What has some of the words only is no alert.
    let request = Request { order: ORDER, limit, offset: 0, relax: request.any, ..request };
    let answer = asked.engine().top(&request)?;
    let moments = answer.hits.iter().map(moment);
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
    for hit in &answer.hits {
        entry(asked, hit, &mut out)?;
    }
    writeln!(out, "</feed>")?;
    Ok(Reply::new("application/atom+xml; charset=utf-8", out))
}

/// Returns when an article was published or changed.
fn moment(hit: &Hit) -> Option<jiff::Timestamp> {
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
