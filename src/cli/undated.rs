//! Articles without a date, which a query that asks for one leaves out: it is told how many.
//!
//! What finds nothing tells it beside why; this is for what counts or takes along what it finds.

use super::output::tell;
use crate::engine::{Detail, Engine, Hint, Request};
use crate::error::{Error, Result};
use crate::query::Condition;
use crate::render::Notice;

/// Tells how many articles a request leaves out, whose query was typed so, as they have no date.
///
/// # Errors
/// Those of the engine, but for what takes too long.
pub(super) fn tell_undated(engine: &dyn Engine, request: Request, query: &str) -> Result<()> {
    if !request.query.condition.as_ref().is_some_and(Condition::asks_for_date) {
        return Ok(());
    }
    let request = Request { limit: 0, detail: Detail::Id, suggestions: 0, ..request };
    let hints = match engine.top(&request) {
        Err(Error::OutOfTime) => return Ok(()),
        answer => answer?.hints,
    };
    for hint in hints {
        if let Hint::UndatedLeftOut(count) = hint {
            tell(Notice::Undated { query, count });
        }
    }
    Ok(())
}
