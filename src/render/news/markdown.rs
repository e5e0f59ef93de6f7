//! News as Markdown: a heading for each query, an entry of a list for each hit.
//!
//! What an article has that Markdown or HTML would take for a sign is text in it.

use std::io::{self, Write};

use super::form::{News, NewsForm, nothing};
use crate::engine::Hit;
use crate::render::articles::escaped_markdown;
use crate::render::details::details;

/// A list.
pub(crate) static MARKDOWN_NEWS: NewsForm = NewsForm {
    head: nothing,
    query: |news, out| {
        let id = news.id.map_or(String::new(), |id| format!("{}: ", escaped_markdown(id)));
        writeln!(out, "## {id}{}\n", escaped_markdown(news.query))
    },
    hit: write_hit,
    query_end: |out| writeln!(out),
    end: |_, _| Ok(()),
};

fn write_hit(news: &News<'_>, hit: &Hit, out: &mut dyn Write) -> io::Result<()> {
    let title = escaped_markdown(&hit.title);
    let is_web = hit.url.starts_with("https://") || hit.url.starts_with("http://");
    let ends_link = |char: char| char.is_whitespace() || char.is_control() || "<>".contains(char);
    let title = if is_web && !hit.url.contains(ends_link) {
        format!("[{title}](<{}>)", hit.url)
    } else {
        title
    };
    let zone = news.layout.zone.as_ref();
    let facts = details(hit.published.as_ref(), &hit.source, &hit.section, zone);
    writeln!(out, "- **{title}**  \n  {}", escaped_markdown(&facts))?;
    let fragments: Vec<String> =
        hit.fragments.iter().map(|fragment| escaped_markdown(&fragment.text)).collect();
    if !fragments.is_empty() {
        writeln!(out, "  > {}", fragments.join(" … "))?;
    }
    Ok(())
}
