//! The modules of the crate and what their paths lead to: the arrows between files.
//!
//! A path leads to the file that has its last name, or that passes it on by `use`; the
//! modules on the way are only a way. `mod child;` is no arrow, `pub use child::X` is one.
//! It judges no arrow.

use std::collections::BTreeMap;

use crate::scan::{Path, Scanned, scan};

/// A file imports from another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Arrow {
    /// Paths below `src`, with `/`.
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) line: usize,
    /// The path as it was written.
    pub(crate) path: String,
}

/// Returns the arrows between the files of a crate, the first of each pair.
///
/// `read` returns the text of a file below `src`, `None` when there is none. The crate
/// starts at `lib.rs`; a `main.rs` beside it is a crate of its own that names it `limier`.
pub(crate) fn arrows(read: impl Fn(&str) -> Option<String>) -> Vec<Arrow> {
    let mut tree = Tree::default();
    let library = tree.root("lib.rs", &read);
    tree.names.insert("limier".to_owned(), library);
    tree.root("main.rs", &read);
    let mut first: BTreeMap<(String, String), Arrow> = BTreeMap::new();
    for (from, module) in tree.modules.iter().enumerate() {
        for path in &module.paths {
            let Some(to) = tree.file_of(from, path).filter(|to| *to != module.file) else {
                continue;
            };
            let arrow = Arrow {
                from: module.file.clone(),
                to: to.to_owned(),
                line: path.line,
                path: path.names.join("::"),
            };
            first.entry((arrow.from.clone(), arrow.to.clone())).or_insert(arrow);
        }
    }
    first.into_values().collect()
}

#[derive(Debug, Default)]
struct Tree {
    modules: Vec<Module>,
    /// Crates of the package, by name: their first modules.
    names: BTreeMap<String, usize>,
}

#[derive(Debug)]
struct Module {
    file: String,
    parent: Option<usize>,
    root: usize,
    children: BTreeMap<String, usize>,
    paths: Vec<Path>,
}

/// What a path leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Module(usize),
    /// Something in the file of a module.
    Item(usize),
}

impl Tree {
    fn root(&mut self, file: &str, read: &dyn Fn(&str) -> Option<String>) -> usize {
        let root = self.modules.len();
        if let Some(text) = read(file) {
            self.add(file, "", None, scan(&text), read);
        }
        root
    }

    /// Adds a module and those below it; files of its children lie in `folder`.
    fn add(
        &mut self,
        file: &str,
        folder: &str,
        parent: Option<usize>,
        scanned: Scanned,
        read: &dyn Fn(&str) -> Option<String>,
    ) -> usize {
        let this = self.modules.len();
        self.modules.push(Module {
            file: file.to_owned(),
            parent,
            root: parent.map_or(this, |parent| self.modules[parent].root),
            children: BTreeMap::new(),
            paths: scanned.paths,
        });
        for child in scanned.children {
            let below = format!("{folder}{}/", child.name);
            let number = if let Some(body) = child.body {
                self.add(file, &below, Some(this), body, read)
            } else {
                let names = [format!("{folder}{}.rs", child.name), format!("{below}mod.rs")];
                let found = names.into_iter().find_map(|name| Some((read(&name)?, name)));
                let (text, name) =
                    found.unwrap_or_else(|| panic!("{file}: no file of `mod {}`", child.name));
                self.add(&name, &below, Some(this), scan(&text), read)
            };
            self.modules[this].children.insert(child.name, number);
        }
        this
    }

    /// Returns the file that a path in a module leads to, `None` for other crates and for
    /// names that no module has.
    fn file_of(&self, module: usize, path: &Path) -> Option<&str> {
        let (Place::Module(found) | Place::Item(found)) = self.place(module, &path.names, 0)?;
        Some(&self.modules[found].file)
    }

    fn place(&self, from: usize, names: &[String], depth: usize) -> Option<Place> {
        let (first, mut rest) = names.split_first()?;
        let mut place = match first.as_str() {
            "crate" => Place::Module(self.modules[from].root),
            "self" => Place::Module(from),
            "super" => Place::Module(self.modules[from].parent?),
            name => self.named(from, name, depth).or_else(|| {
                let root = *self.names.get(name)?;
                (root != self.modules[from].root).then_some(Place::Module(root))
            })?,
        };
        while let (Place::Module(module), Some((name, others))) = (place, rest.split_first()) {
            place = match (name.as_str(), self.modules[module].children.get(name)) {
                ("super", _) => Place::Module(self.modules[module].parent?),
                (_, Some(&child)) => Place::Module(child),
                (_, None) => Place::Item(module),
            };
            rest = others;
        }
        Some(place)
    }

    /// Returns what a name in the text of a module stands for.
    fn named(&self, module: usize, name: &str, depth: usize) -> Option<Place> {
        // `use tar::tar` names itself without end, and is another crate.
        const MAX_DEPTH: usize = 16;
        let Module { children, paths, .. } = &self.modules[module];
        if let Some(&child) = children.get(name) {
            return Some(Place::Module(child));
        }
        let uses = paths.iter().filter(|_| depth < MAX_DEPTH);
        uses.filter_map(|path| Some((path, path.brought_in_as.as_deref()?))).find_map(
            |(path, alias)| match alias {
                "*" => {
                    let Place::Module(all) = self.place(module, &path.names, depth + 1)? else {
                        return None;
                    };
                    self.modules[all].children.get(name).copied().map(Place::Module)
                }
                alias if alias == name => self.place(module, &path.names, depth + 1),
                _ => None,
            },
        )
    }
}
