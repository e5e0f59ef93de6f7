//! A tree written as a query again.
//!
//! Reading what is written here gives the same tree, places aside. It writes words
//! in lower case and operators in French, and never fewer brackets than needed.

use std::fmt;

use crate::query::field::DateBound;
use crate::query::tree::{Node, Word};

impl fmt::Display for Node {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut printer = Printer { out: String::new() };
        printer.node(self);
        formatter.write_str(&printer.out)
    }
}

impl fmt::Display for Word {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Only behind one of its signs is a handle with `_` one word.
        let handle = if self.term.contains('_') { "@" } else { "" };
        let capital = if self.capital { "^" } else { "" };
        let written = self.meaning.written(&format!("{handle}{}", self.term));
        write!(formatter, "{capital}{written}")
    }
}

impl fmt::Display for DateBound {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::In => "date",
            Self::Since => "depuis",
            Self::Before => "avant",
            Self::Added => "ajouté",
            Self::After => "après",
        })
    }
}

/// How tightly a node holds together; a member needs brackets when it holds less
/// tightly than its place asks for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Grip {
    Any,
    All,
    Sequence,
    Near,
    Unary,
    Atom,
}

impl Grip {
    fn of(node: &Node) -> Self {
        match node {
            Node::Any(_) => Self::Any,
            Node::All(_) => Self::All,
            Node::Sequence(_) => Self::Sequence,
            Node::Near { .. } => Self::Near,
            Node::Not(_) | Node::Must(_) => Self::Unary,
            Node::Word(_) | Node::Phrase { .. } | Node::In { .. } | Node::Date { .. } => Self::Atom,
        }
    }
}

struct Printer {
    out: String,
}

impl Printer {
    fn node(&mut self, node: &Node) {
        match node {
            Node::Word(word) => self.glue(&word.to_string()),
            Node::Phrase { words, slop, .. } => self.phrase(words, *slop),
            Node::Near { left, right, distance, .. } => {
                self.member(left, Grip::Near);
                self.glue(&format!(" NEAR/{distance} "));
                self.member(right, Grip::Unary);
            }
            Node::All(nodes) => self.members(nodes, " ET ", Grip::Sequence),
            Node::Any(nodes) => self.members(nodes, " OU ", Grip::All),
            Node::Sequence(nodes) => self.members(nodes, " ", Grip::Near),
            Node::Not(node) => {
                self.glue("SAUF ");
                self.member(node, Grip::Unary);
            }
            Node::Must(node) => {
                self.glue("+");
                // `+25000` would be a quantity, which is text.
                let is_number =
                    matches!(&**node, Node::Word(word) if word.term.starts_with(char::is_numeric));
                if is_number {
                    self.bracketed(node, true);
                } else {
                    self.member(node, Grip::Atom);
                }
            }
            Node::In { field, node, .. } => {
                self.glue(&format!("{field}:"));
                let is_value = matches!(**node, Node::Word(_) | Node::Phrase { .. });
                self.bracketed(node, !is_value);
            }
            Node::Date { bound, value, .. } => self.date(*bound, value),
        }
    }

    fn members(&mut self, nodes: &[Node], between: &str, grip: Grip) {
        for (at, node) in nodes.iter().enumerate() {
            if at > 0 {
                self.glue(between);
            }
            self.member(node, grip);
        }
    }

    fn member(&mut self, node: &Node, grip: Grip) {
        self.bracketed(node, Grip::of(node) < grip);
    }

    fn bracketed(&mut self, node: &Node, brackets: bool) {
        if brackets {
            self.glue("(");
        }
        self.node(node);
        if brackets {
            self.glue(")");
        }
    }

    fn phrase(&mut self, words: &[Word], slop: Option<u32>) {
        self.glue("\"");
        for (at, word) in words.iter().enumerate() {
            if at > 0 {
                self.glue(" ");
            }
            self.glue(&word.to_string());
        }
        self.glue("\"");
        if let Some(slop) = slop {
            self.glue(&format!("~{slop}"));
        }
    }

    fn date(&mut self, bound: DateBound, value: &str) {
        let is_plain = |char: char| char.is_alphanumeric() || matches!(char, '-' | '.' | '/');
        let (open, close) = if value.chars().all(is_plain) {
            ("", "")
        } else {
            let quotes = [("\"", "\""), ("«", "»"), ("“", "”")];
            // What was typed in quotes does not hold the one that closed it.
            *quotes.iter().find(|(_, close)| !value.contains(close)).unwrap_or(&quotes[0])
        };
        self.glue(&format!("{bound}:{open}{value}{close}"));
    }

    /// Adds a part; two blanks keep `25` and `000` two numbers, and `20` and `h` two words.
    fn glue(&mut self, part: &str) {
        let blank = self.out.ends_with(' ') && !self.out.ends_with("  ");
        let of_time = |char: char| char.is_ascii_digit() || char == 'h';
        if blank && self.out.trim_end().ends_with(of_time) && part.starts_with(of_time) {
            self.out.push(' ');
        }
        self.out.push_str(part);
    }
}
