//! Queries that find nothing: it is told why, and what may have been meant; of a list those that
//! come first.
//!
//! It knows no format, and prints no hit.

use super::output::tell;
use crate::engine::{Answer, Detail, Engine, Request};
use crate::error::{Error, Result};
use crate::render::Notice;

/// Most queries of a list of which it is told that they find nothing.
const MOST_TOLD: u64 = 20;

/// How many queries of a list find nothing.
#[derive(Default)]
pub(super) struct WithoutHits(u64);

impl WithoutHits {
    /// Takes note of one that finds nothing, which is told if it is among the first.
    pub(super) fn tell(&mut self, id: &str, answer: Option<&Answer>) {
        self.0 += 1;
        if self.0 <= MOST_TOLD {
            tell(Notice::QueryWithoutHits { id, answer });
        }
    }

    /// Takes note of one, and asks what may have been meant by a short one that is to be told.
    ///
    /// # Errors
    /// Those of the engine, but for one that takes too long.
    pub(super) fn ask(&mut self, id: &str, engine: &dyn Engine, request: Request) -> Result<()> {
        let mut answer = None;
        if self.0 < MOST_TOLD && request.query.is_short() {
            answer = nothing(engine, request)?;
        }
        if answer.is_some() {
            self.tell(id, answer.as_ref());
            return Ok(());
        }
        self.0 += 1;
        if self.0 <= MOST_TOLD {
            tell(Notice::QueryFindsNothing(id));
        }
        Ok(())
    }

    /// Tells how many more there are.
    pub(super) fn end(self) {
        if self.0 > MOST_TOLD {
            tell(Notice::MoreWithoutHits(self.0 - MOST_TOLD));
        }
    }
}

/// Tells why a query finds nothing, as far as the engine knows.
///
/// # Errors
/// Those of the engine, but for what takes too long.
pub(super) fn tell_why(engine: &dyn Engine, request: Request) -> Result<()> {
    if let Some(answer) = nothing(engine, request)? {
        tell(Notice::NoHits(&answer));
    }
    Ok(())
}

/// Returns the answer to what finds nothing, with what there is to say of it; `None` where that
/// takes too long.
fn nothing(engine: &dyn Engine, request: Request) -> Result<Option<Answer>> {
    let suggestions = Request::default().suggestions;
    let request = Request { limit: 0, detail: Detail::Id, suggestions, ..request };
    match engine.top(&request) {
        Err(Error::OutOfTime) => Ok(None),
        answer => answer.map(Some),
    }
}
