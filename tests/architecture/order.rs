//! The order of the modules, as the documentation of the crate gives it.
//!
//! A room is a file or folder right below `src`. It knows names only, no arrows.

/// The rooms from the top to the bottom; those of one rank stand side by side.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Order {
    ranks: Vec<Vec<String>>,
}

impl Order {
    /// Reads the order out of the text of `lib.rs`: the code that follows "one way:".
    ///
    /// # Panics
    ///
    /// Panics when it is not there.
    pub(crate) fn of(lib: &str) -> Self {
        let docs = lib.lines().map_while(|line| line.strip_prefix("//!"));
        let docs = docs.collect::<Vec<_>>().join(" ");
        let (_, behind) = docs.split_once("one way:").expect("`one way:` in the docs of lib.rs");
        let code = behind.split('`').nth(1).expect("the order in backticks behind `one way:`");
        let names = |rank: &str| rank.split(',').map(|name| name.trim().to_owned()).collect();
        Self { ranks: code.split("->").map(names).collect() }
    }

    /// Returns the rank of a room, the top is 0; `None` for one that is not named.
    pub(crate) fn rank(&self, room: &str) -> Option<usize> {
        self.ranks.iter().position(|names| names.iter().any(|name| name == room))
    }

    pub(crate) fn rooms(&self) -> impl Iterator<Item = &str> {
        self.ranks.iter().flatten().map(String::as_str)
    }
}

/// Returns the room of a file below `src`.
pub(crate) fn room(file: &str) -> &str {
    let first = file.split('/').next().unwrap_or(file);
    first.strip_suffix(".rs").unwrap_or(first)
}
