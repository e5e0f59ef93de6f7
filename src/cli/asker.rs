//! Who asks: when, where days begin, which hits the window has shown, and the text that articles
//! are to be like.
//!
//! It is made once for a command, and looks nothing up in a collection.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use super::last_answer::LastAnswer;
use super::named::hit_named;
use super::queries::read_text;
use super::terminal::Terminal;
use crate::error::Result;
use crate::query::{Clock, Likened, Query};

/// Who asks.
pub(super) struct Asker {
    /// The moment, and the zone of days.
    pub(super) clock: Clock,
    /// The last answer that the window has shown.
    last: Option<LastAnswer>,
    /// The folder of the index that is asked.
    dir: PathBuf,
    /// The text that articles are to be like.
    pub(super) like: Option<String>,
}

impl Asker {
    /// Returns who asks at a terminal; reads the file that articles are to be like.
    pub(super) fn new(
        clock: Clock,
        like: Option<&Path>,
        dir: &Path,
        terminal: &Terminal,
    ) -> Result<Self> {
        let last = terminal.window.and_then(LastAnswer::of);
        let like = like.map(read_text).transpose()?;
        Ok(Self { clock, last, dir: dir.to_owned(), like })
    }

    /// Returns who asks where nothing was shown before.
    pub(super) fn alone(clock: Clock) -> Self {
        Self { clock, last: None, dir: PathBuf::new(), like: None }
    }

    /// Reads a query. The hits of the last answer that it names (`like:@3`) are the articles
    /// themselves from then on, since the next answer has others.
    pub(super) fn read(&self, text: &str) -> Result<Query> {
        let query = Query::parse(text, &self.clock)?;
        match self.with_ids(&query)? {
            Cow::Borrowed(_) => Ok(query),
            Cow::Owned(text) => Query::parse(&text, &self.clock),
        }
    }

    /// Returns the text of a query with ids in the places of hits.
    fn with_ids<'q>(&self, query: &'q Query) -> Result<Cow<'q, str>> {
        let (Some(last), Some(condition)) = (&self.last, &query.condition) else {
            return Ok(Cow::Borrowed(&query.text));
        };
        let mut hits = Vec::new();
        let mut failed = None;
        condition.each_like(&mut |like| {
            let Likened::Article(name) = &like.what else { return };
            match hit_named(name, last, &self.dir) {
                Ok(Some(id)) => hits.push((like.span.clone(), id)),
                Ok(None) => {}
                Err(error) => failed = failed.take().or(Some(error)),
            }
        });
        if let Some(error) = failed {
            return Err(error);
        }
        let mut text = Cow::Borrowed(query.text.as_str());
        for (span, id) in hits.into_iter().rev() {
            text.to_mut().replace_range(span, &format!("\"{id}\""));
        }
        Ok(text)
    }
}
