//! Names with dots, such as `metadata.title`, that lead into objects.
//!
//! A path leads to a value or to nothing; it makes none.

use std::borrow::Cow;

use serde_json::Value;

/// The paths that start with each name, with what they lead to.
#[derive(Debug, Clone)]
pub(in crate::ingest) struct Paths<T> {
    /// The name at the head, the path behind it, what it leads to.
    paths: Vec<(String, String, T)>,
}

impl<T> Default for Paths<T> {
    fn default() -> Self {
        Self { paths: Vec::new() }
    }
}

impl<T: Copy> Paths<T> {
    /// Takes a path; a name in it may have dots itself, so every dot may be its end.
    pub(in crate::ingest) fn add(&mut self, path: &str, end: T) {
        for (at, _) in path.match_indices('.') {
            self.paths.push((path[..at].to_owned(), path[at + 1..].to_owned(), end));
        }
    }

    /// Returns the paths behind a name, and what they lead to.
    pub(in crate::ingest) fn behind<'a>(
        &'a self,
        name: &'a str,
    ) -> impl Iterator<Item = (&'a str, &'a T)> {
        let found = self.paths.iter().filter(move |(head, ..)| head == name);
        found.map(|(_, path, end)| (path.as_str(), end))
    }
}

/// Returns the value that a path leads to; through a list, the list of what it leads to
/// in each element.
pub(in crate::ingest) fn walk<'v>(value: &'v Value, path: &str) -> Option<Cow<'v, Value>> {
    match value {
        Value::Object(members) => {
            if let Some(member) = members.get(path) {
                return Some(Cow::Borrowed(member));
            }
            let mut ends = path.match_indices('.').map(|(at, _)| at);
            ends.find_map(|at| walk(members.get(&path[..at])?, &path[at + 1..]))
        }
        Value::Array(elements) => {
            let found = elements.iter().filter_map(|element| walk(element, path));
            let found: Vec<Value> = found.map(Cow::into_owned).collect();
            (!found.is_empty()).then_some(Cow::Owned(Value::Array(found)))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn check(path: &str, expected: Option<&Value>) {
        let value = json!({
            "a": {"b": 1, "c.d": 2, "e": [{"f": 3}, {}, {"f": 4}]}, "g.h": {"i": 5}
        });
        assert_eq!(walk(&value, path).as_deref(), expected, "walking {path}");
    }

    #[test]
    fn dots_walk_objects_and_lists() {
        check("a.b", Some(&json!(1)));
        check("a.e.f", Some(&json!([3, 4])));
        check("a.z", None);
        check("a.b.c", None);
    }

    #[test]
    fn a_name_may_have_a_dot_itself() {
        check("a.c.d", Some(&json!(2)));
        check("g.h.i", Some(&json!(5)));
    }
}
