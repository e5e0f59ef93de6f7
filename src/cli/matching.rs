//! The articles that match, as arguments: a query, its conditions, whether any word is enough.
//!
//! Every command that is exact takes them so, counts, concordances and exports: nothing is relaxed
//! or grouped, and no order is implied.

use clap::Args;

use super::conditions::Conditions;
use crate::engine::{Copies, Forms, Request};
use crate::query::{Clock, Query};

/// Which articles match.
#[derive(Debug, Clone, Args)]
pub(super) struct Matching {
    /// Any of the words is enough
    #[arg(long)]
    any: bool,
    #[command(flatten)]
    pub(super) conditions: Conditions,
}

impl Matching {
    /// Tells whether any of the words is enough.
    pub(super) fn any(&self) -> bool {
        self.any
    }

    /// Returns the request for all articles that a query finds.
    pub(super) fn request(&self, query: Query, clock: &Clock) -> Request {
        Request {
            query,
            any: self.any,
            relax: false,
            forms: Forms::All,
            copies: Copies::Apart,
            suggestions: 0,
            zone: clock.zone.clone(),
            ..Request::default()
        }
    }
}
