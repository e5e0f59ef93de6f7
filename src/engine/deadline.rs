//! When a search has to stop.
//!
//! It is asked again and again while a search runs; who asks for the search says what the time
//! is, since nothing here reads a clock.

use std::fmt;
use std::sync::Arc;

/// Tells a search whether its time is over; by default it never is.
#[derive(Clone, Default)]
pub struct Deadline(Option<Arc<dyn Fn() -> bool + Send + Sync>>);

impl Deadline {
    /// Returns a deadline that is over as soon as `is_over` says so, which is asked thousands of
    /// times a second: a look at a clock, or at a flag that somebody sets.
    #[must_use]
    pub fn new(is_over: impl Fn() -> bool + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(is_over)))
    }

    /// Tells whether the time is over.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.0.as_ref().is_some_and(|is_over| is_over())
    }
}

impl fmt::Debug for Deadline {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(if self.0.is_some() { "Deadline(..)" } else { "Deadline(never)" })
    }
}
