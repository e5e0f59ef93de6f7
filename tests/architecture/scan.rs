//! The text of a source file to what it says about modules: those it declares, the names
//! it brings in, the paths it writes.
//!
//! It reads tokens, so that paths count wherever they stand: in `use`, types, expressions,
//! attributes, bodies of macros. It resolves nothing, and sees nothing of tests.

use std::iter::Peekable;
use std::slice::Iter;

use proc_macro2::{Delimiter, Group, Spacing, TokenStream, TokenTree};

/// A module as its own text has it.
#[derive(Debug, Default)]
pub(crate) struct Scanned {
    /// Modules declared here.
    pub(crate) children: Vec<Child>,
    /// Paths named here, those of `use` included.
    pub(crate) paths: Vec<Path>,
}

/// A declaration of a module that is no test.
#[derive(Debug)]
pub(crate) struct Child {
    pub(crate) name: String,
    /// What stands between its braces; `None` when that is a file.
    pub(crate) body: Option<Scanned>,
}

/// A path and its place.
#[derive(Debug, Clone)]
pub(crate) struct Path {
    /// Its names, without what a list or `*` adds; `super` and kin are names.
    pub(crate) names: Vec<String>,
    pub(crate) line: usize,
    /// The name that a `use` gives it here; `None` for a path that is only written.
    pub(crate) brought_in_as: Option<String>,
}

/// Returns what a file says.
///
/// # Panics
///
/// Panics on text that is no Rust.
pub(crate) fn scan(text: &str) -> Scanned {
    let tokens: TokenStream = text.parse().expect("Rust");
    let mut scanned = Scanned::default();
    Scanner { scanned: &mut scanned }.walk(tokens);
    scanned
}

type Tokens<'a> = Peekable<Iter<'a, TokenTree>>;

struct Scanner<'a> {
    scanned: &'a mut Scanned,
}

impl Scanner<'_> {
    fn walk(&mut self, stream: TokenStream) {
        let tokens: Vec<TokenTree> = stream.into_iter().collect();
        let mut tokens = tokens.iter().peekable();
        while let Some(token) = tokens.next() {
            match token {
                TokenTree::Punct(sign) if sign.as_char() == '#' => self.attribute(&mut tokens),
                TokenTree::Group(group) => self.walk(group.stream()),
                TokenTree::Ident(name) => match name.to_string().as_str() {
                    "mod" => self.module(&mut tokens),
                    "use" if !is_sign(tokens.peek().copied(), '<') => {
                        self.use_tree(&mut tokens, &[]);
                    }
                    "pub" => {
                        // `pub(in crate::a)` tells who may look, and imports nothing.
                        tokens.next_if(|next| is_group(next, Delimiter::Parenthesis));
                    }
                    first => self.path(first.to_owned(), name.span().start().line, &mut tokens),
                },
                // The crate of another name: `::tar::Archive`.
                TokenTree::Punct(_) if skip_colons(token, &mut tokens) => {
                    tokens.next_if(|next| matches!(next, TokenTree::Ident(_)));
                    while next_name(&mut tokens).is_some() {}
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
        }
    }

    /// Reads an attribute from behind its `#`, with the item when that is a test.
    fn attribute(&mut self, tokens: &mut Tokens<'_>) {
        let inner = tokens.next_if(|next| is_sign(Some(next), '!')).is_some();
        let Some(TokenTree::Group(group)) =
            tokens.next_if(|next| is_group(next, Delimiter::Bracket))
        else {
            return;
        };
        match (is_test(group), inner) {
            (false, _) => self.walk(group.stream()),
            (true, true) => tokens.by_ref().for_each(drop),
            (true, false) => skip_item(tokens),
        }
    }

    /// Reads a declaration from behind `mod`.
    fn module(&mut self, tokens: &mut Tokens<'_>) {
        let Some(TokenTree::Ident(name)) = tokens.next() else { return };
        let body = match tokens.next() {
            Some(TokenTree::Group(group)) => {
                let mut scanned = Scanned::default();
                Scanner { scanned: &mut scanned }.walk(group.stream());
                Some(scanned)
            }
            _ => None,
        };
        self.scanned.children.push(Child { name: name.to_string(), body });
    }

    /// Reads a path from behind its first name.
    fn path(&mut self, first: String, line: usize, tokens: &mut Tokens<'_>) {
        let mut names = vec![first];
        names.extend(std::iter::from_fn(|| next_name(tokens)));
        if names.len() > 1 {
            self.scanned.paths.push(Path { names, line, brought_in_as: None });
        }
    }

    /// Reads one branch of a `use`, up to its comma or full stop.
    fn use_tree(&mut self, tokens: &mut Tokens<'_>, stem: &[String]) {
        let mut names = stem.to_vec();
        let mut line = 0;
        let mut alias = None;
        while let Some(token) = tokens.next() {
            match token {
                TokenTree::Ident(name) if *name == "as" => {
                    alias = tokens.next().map(ToString::to_string);
                }
                TokenTree::Ident(name) => {
                    line = name.span().start().line;
                    names.push(name.to_string());
                }
                TokenTree::Punct(sign) if sign.as_char() == '*' => {
                    line = sign.span().start().line;
                    alias = Some("*".to_owned());
                }
                TokenTree::Punct(sign) if matches!(sign.as_char(), ',' | ';') => break,
                // A leading `::` names another crate.
                TokenTree::Punct(_) if names.is_empty() => names.push(String::new()),
                TokenTree::Group(group) => {
                    let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                    let mut inner = inner.iter().peekable();
                    while inner.peek().is_some() {
                        self.use_tree(&mut inner, &names);
                    }
                    // A list ends its branch, with or without a comma behind it.
                    tokens.next_if(|next| is_sign(Some(next), ',') || is_sign(Some(next), ';'));
                    return;
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
        }
        // `a::{self}` is `a`.
        if names.len() > 1 && names.last().is_some_and(|name| name == "self") {
            names.pop();
        }
        let brought_in_as = alias.or_else(|| names.last().cloned());
        self.scanned.paths.push(Path { names, line, brought_in_as });
    }
}

/// Tells whether an attribute, its brackets taken off, is `cfg(test)`, or more narrow.
fn is_test(attribute: &Group) -> bool {
    let text: String = attribute.stream().to_string().split_whitespace().collect();
    text == "cfg(test)" || text.starts_with("cfg(all(test,")
}

/// Skips what follows a `#[cfg(test)]`: an item, a field, an arm, a statement.
fn skip_item(tokens: &mut Tokens<'_>) {
    let mut ends = None;
    for token in tokens {
        let word = match token {
            TokenTree::Ident(name) => name.to_string(),
            _ => String::new(),
        };
        // The first word that is no visibility tells how the item ends.
        match word.as_str() {
            "use" | "const" | "static" | "type" | "let" if ends.is_none() => ends = Some(";"),
            "fn" | "mod" | "struct" | "enum" | "impl" | "trait" | "unsafe" | "async"
            | "macro_rules"
                if ends != Some(",;") =>
            {
                ends = Some("};");
            }
            "" | "pub" => {}
            _ => ends = ends.or(Some(",;")),
        }
        let end = match token {
            TokenTree::Punct(sign) => sign.as_char(),
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => '}',
            _ => continue,
        };
        if ends.is_some_and(|ends| ends.contains(end)) {
            return;
        }
    }
}

/// Reads `::name`.
fn next_name(tokens: &mut Tokens<'_>) -> Option<String> {
    let mut ahead = tokens.clone();
    let colons = ahead.next()?;
    if !skip_colons(colons, &mut ahead) {
        return None;
    }
    let TokenTree::Ident(name) = ahead.next()? else { return None };
    *tokens = ahead;
    Some(name.to_string())
}

/// Takes the second colon of a `::` whose first is `token`.
fn skip_colons(token: &TokenTree, tokens: &mut Tokens<'_>) -> bool {
    matches!(token, TokenTree::Punct(sign) if sign.as_char() == ':' && sign.spacing() == Spacing::Joint)
        && tokens.next_if(|next| is_sign(Some(next), ':')).is_some()
}

fn is_sign(token: Option<&TokenTree>, sign: char) -> bool {
    matches!(token, Some(TokenTree::Punct(found)) if found.as_char() == sign)
}

fn is_group(token: &TokenTree, delimiter: Delimiter) -> bool {
    matches!(token, TokenTree::Group(group) if group.delimiter() == delimiter)
}
