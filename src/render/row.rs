//! What the row of a query has beside it in its file, carried along to what is written.
//!
//! It means nothing here: every value is a text.

use serde_json::{Value, json};

/// What the row of a query has in other columns, which is carried along.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Row<'a> {
    /// The names of the columns.
    pub names: &'a [String],
    /// Its values there.
    pub values: &'a [String],
}

impl Row<'_> {
    /// Returns it as an object; `None` without columns.
    pub(crate) fn json(self) -> Option<Value> {
        let pairs = self.names.iter().cloned().zip(self.values.iter().map(|value| json!(value)));
        (!self.names.is_empty()).then(|| Value::Object(pairs.collect()))
    }
}
