//! `limier show`: prints whole articles.
//!
//! What is marked is what the last query of this terminal found; an article that it does not
//! find has no marks.

use std::io::Write;
use std::path::Path;

use clap::Args;
use jiff::Timestamp;

use super::last_answer::LastAnswer;
use super::marks::{Marks, layout};
use super::named::named;
use super::open::{collection, open};
use super::options::{OutputForm, clock};
use super::outcome::Outcome;
use super::output::{print, print_from};
use super::terminal::Terminal;
use super::unset::text_or;
use crate::calendar::HOME_ZONE;
use crate::engine::{ArticleMarks, Engine, Entry};
use crate::error::{Error, Result};
use crate::query::{Clock, Query};
use crate::render::{Highlight, entry_json, write_article, write_json};

/// Show whole articles, and who else has their texts
#[derive(Debug, Args)]
pub(super) struct ShowArgs {
    /// Ids or URLs of articles, or `@3` for the third hit of the last answer in this terminal
    #[arg(required = true, value_name = "ID")]
    ids: Vec<String>,
    /// How to mark what the last query in this terminal found; by default a colour on a terminal,
    /// not at all elsewhere
    #[arg(long, value_enum, value_name = "HOW")]
    pub(super) highlight: Option<Marks>,
    /// Time zone of days and hours
    #[arg(long, env = "LIMIER_TZ", value_name = "ZONE", default_value = HOME_ZONE, value_parser = text_or(HOME_ZONE))]
    tz: String,
    /// How to print them; as JSON, an object an article
    #[arg(long, value_enum, default_value_t = OutputForm::Text)]
    format: OutputForm,
}

pub(super) fn run(args: &ShowArgs, dir: &Path, terminal: &Terminal) -> Result<Outcome> {
    let engine = open(dir)?;
    let last = terminal.window.and_then(LastAnswer::of);
    let entries = match named(engine, &args.ids, last.as_ref(), dir) {
        Err(Error::ArticleMissing { name, .. })
            if collection(dir)?.decisions()?.has_deleted(&name) =>
        {
            return Err(Error::AlreadyDeleted(name));
        }
        entries => entries?,
    };
    if args.format == OutputForm::Json {
        print(terminal, false, |out| {
            entries.iter().try_for_each(|entry| write_json(out, &entry_json(entry)))
        })?;
        return Ok(Outcome::Complete);
    }
    let unmarked = if terminal.screen.is_some() { Highlight::Markdown } else { Highlight::None };
    let layout = layout(terminal, &clock(&args.tz)?.zone, args.highlight, unmarked);
    let last = last.filter(|last| last.is_of(dir) && layout.highlight != Highlight::None);
    let (mut text, mut first) = (Vec::new(), None);
    for entry in &entries {
        if !text.is_empty() {
            writeln!(text)?;
        }
        let marks = match &last {
            Some(last) => marks(engine, last, entry)?,
            None => ArticleMarks::default(),
        };
        let lines = memchr::memchr_iter(b'\n', &text).count();
        let line = write_article(&mut text, entry, &marks, &layout)?;
        first = first.or(line.map(|line| lines + line));
    }
    print_from(terminal, &text, first)?;
    Ok(Outcome::Complete)
}

/// Returns what the query of an answer finds in an article: none of an article that it does not
/// find, and of one that has no phrase of it its words.
fn marks(engine: &dyn Engine, last: &LastAnswer, entry: &Entry) -> Result<ArticleMarks> {
    let article = &entry.article;
    let now = Timestamp::from_second(last.asked).unwrap_or_default();
    let clock = Clock { now, ..clock(&last.zone)? };
    // What another version has kept may not be a query to this one.
    let Ok(query) = Query::parse(&last.query, &clock) else { return Ok(ArticleMarks::default()) };
    let query = query.in_language(last.language.as_deref());
    ArticleMarks::of(engine, query, article)
}
