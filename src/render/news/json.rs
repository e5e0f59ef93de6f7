//! News as one JSON object: `queries`, those that have any, each with its hits; and `count`.
//!
//! Names and types in it are a contract: they grow, they do not change.

use std::io::{self, Write};

use serde_json::json;

use super::form::{News, NewsForm};
use crate::engine::Hit;
use crate::render::json::hit_json;
use crate::render::printable::json_in_one_line;

/// One JSON object.
pub(crate) static JSON_NEWS: NewsForm = NewsForm {
    head: |out| write!(out, "{{\"queries\":["),
    query: |news, out| {
        let comma = if news.before == 0 { "" } else { "," };
        let head = json!({"qid": news.id, "query": news.query}).to_string();
        let open = head.strip_suffix('}').unwrap_or(&head);
        write!(out, "{comma}{},\"hits\":[", json_in_one_line(open))
    },
    hit: write_hit,
    query_end: |out| write!(out, "]}}"),
    end: |[hits, _], out| writeln!(out, "],\"count\":{hits}}}"),
};

fn write_hit(news: &News<'_>, hit: &Hit, out: &mut dyn Write) -> io::Result<()> {
    let comma = if news.hits == 0 { "" } else { "," };
    write!(out, "{comma}{}", json_in_one_line(&hit_json(hit).to_string()))
}
