//! Lexemes to a tree: precedence, groups, and what lacks a side.
//!
//! From the tightest: signs and `SAUF`, `NEAR/n`, words side by side, `ET`, `OU`. It
//! never looks at the text, except to name a part of it, and its recursion is bounded.

use std::iter::Peekable;
use std::ops::Range;
use std::vec::IntoIter;

use super::chunk::as_one;
use super::lexeme::{Lexeme, LexemeKind, Operator, Sign};
use super::lexer;
use super::syntax_error::SyntaxError;
use super::tree::Node;

/// How deep brackets, signs and `SAUF` may be nested.
const MAX_DEPTH: u32 = 64;

/// How many `NEAR/n` may follow each other.
const MAX_NEARS: u32 = 16;

/// Reads what was typed as a tree, or `None` when it holds no word at all.
///
/// Plain text is never an error: a lone quote, bracket, colon, star or hyphen is text.
///
/// # Errors
/// What is surely meant as syntax and cannot be read: an operator without a side, a
/// field without a value, `NEAR/x`, `mot~3`, more than 64 levels of brackets.
pub(super) fn parse(text: &str) -> Result<Option<Node>, SyntaxError> {
    let lexemes = lexer::lexemes(text)?.into_iter().peekable();
    Parser { text, lexemes, field: None }.any(0)
}

struct Parser<'t> {
    text: &'t str,
    lexemes: Peekable<IntoIter<Lexeme>>,
    /// The field in whose group this is.
    field: Option<Range<usize>>,
}

type Parsed = Result<Option<Node>, SyntaxError>;

impl Parser<'_> {
    fn any(&mut self, depth: u32) -> Parsed {
        self.chain(depth, Operator::Or, Self::all, Node::Any)
    }

    fn all(&mut self, depth: u32) -> Parsed {
        self.chain(depth, Operator::And, Self::sequence, Node::All)
    }

    /// Reads sides with one operator between them.
    fn chain(
        &mut self,
        depth: u32,
        operator: Operator,
        side: fn(&mut Self, u32) -> Parsed,
        build: fn(Vec<Node>) -> Node,
    ) -> Parsed {
        let Some(first) = side(self, depth)? else {
            return match self.next_operator(operator) {
                Some(span) => Err(self.missing(span, "before")),
                None => Ok(None),
            };
        };
        let mut nodes = vec![first];
        while let Some(span) = self.next_operator(operator) {
            nodes.push(side(self, depth)?.ok_or_else(|| self.missing(span, "behind"))?);
        }
        Ok(one_or(nodes, build))
    }

    /// Reads what stands side by side; a group of words among them is just words.
    fn sequence(&mut self, depth: u32) -> Parsed {
        let mut nodes = Vec::new();
        while !self.is_at_end() {
            for node in self.near(depth)? {
                match node {
                    Node::Sequence(members) => nodes.extend(members),
                    node => nodes.push(node),
                }
            }
        }
        Ok(one_or(nodes, Node::Sequence))
    }

    /// Reads a clause, and those tied to it by `NEAR/n`.
    fn near(&mut self, depth: u32) -> Result<Vec<Node>, SyntaxError> {
        let mut nodes = self.unary(depth)?;
        let mut height = nodes.first().map_or(0, nears);
        while let Some(Lexeme { kind: LexemeKind::Near(distance), span }) =
            self.lexemes.next_if(|lexeme| matches!(lexeme.kind, LexemeKind::Near(_)))
        {
            let left = as_one(nodes).ok_or_else(|| self.missing(span.clone(), "before"))?;
            let right = self.unary(depth)?;
            let right = as_one(right).ok_or_else(|| self.missing(span.clone(), "behind"))?;
            height += 1;
            if height > MAX_NEARS {
                let message = format!(
                    "more than {MAX_NEARS} times `{}` in a row; split the query",
                    &self.text[span.clone()]
                );
                return Err(SyntaxError::new(span, message));
            }
            for side in [&left, &right] {
                if !is_about_words(side) {
                    let message = format!(
                        "`{}` needs words, phrases or groups of words on both sides; take this out of it",
                        &self.text[span]
                    );
                    return Err(SyntaxError::new(side.span(), message));
                }
            }
            let span = left.span().start..right.span().end;
            let (left, right) = (Box::new(left), Box::new(right));
            nodes = vec![Node::Near { left, right, distance, span }];
        }
        Ok(nodes)
    }

    /// Reads a clause with its signs; nothing where none starts.
    fn unary(&mut self, depth: u32) -> Result<Vec<Node>, SyntaxError> {
        if self.is_at_end() {
            return Ok(Vec::new());
        }
        let Some(Lexeme { kind, span }) =
            self.lexemes.next_if(|lexeme| !matches!(lexeme.kind, LexemeKind::Near(_)))
        else {
            return Ok(Vec::new());
        };
        let is_nested = !matches!(kind, LexemeKind::Chunk(_) | LexemeKind::Clause(_));
        if is_nested && depth == MAX_DEPTH {
            let message = format!("nested more than {MAX_DEPTH} levels deep; take brackets away");
            return Err(SyntaxError::new(span, message));
        }
        match kind {
            LexemeKind::Chunk(nodes) => Ok(nodes),
            LexemeKind::Clause(node) => {
                if let (Some(field), Node::In { .. } | Node::Date { .. } | Node::Any(_)) =
                    (&self.field, &node)
                {
                    return Err(self.nested_field(field, node.span()));
                }
                Ok(vec![node])
            }
            LexemeKind::Operator(_) => {
                let operand = as_one(self.unary(depth + 1)?);
                let operand = operand.ok_or_else(|| self.missing(span, "behind"))?;
                Ok(vec![Node::Not(Box::new(operand))])
            }
            LexemeKind::Sign(sign) => {
                let build = match sign {
                    Sign::Minus => Node::Not,
                    Sign::Plus => Node::Must,
                };
                let operand = as_one(self.unary(depth + 1)?);
                Ok(operand.map(|operand| build(Box::new(operand))).into_iter().collect())
            }
            LexemeKind::Field(field) => {
                if let Some(outer) = &self.field {
                    return Err(self.nested_field(outer, span));
                }
                self.field = Some(span.clone());
                self.lexemes.next();
                let node = self.any(depth + 1)?;
                let end = self.close();
                self.field = None;
                let span = span.start..end;
                let Some(node) = node else {
                    let message =
                        format!("`{}` has no word in it; add one", &self.text[span.clone()]);
                    return Err(SyntaxError::new(span, message));
                };
                Ok(vec![Node::In { field, node: Box::new(node), span }])
            }
            LexemeKind::Open => {
                let node = self.any(depth + 1)?;
                self.close();
                Ok(node.into_iter().collect())
            }
            // Both end what stands side by side.
            LexemeKind::Close | LexemeKind::Near(_) => Ok(Vec::new()),
        }
    }

    /// Takes the bracket that closes this group and returns the offset behind it.
    fn close(&mut self) -> usize {
        let close = self.lexemes.next_if(|lexeme| matches!(lexeme.kind, LexemeKind::Close));
        close.map_or(self.text.len(), |lexeme| lexeme.span.end)
    }

    /// Tells whether what stands side by side ends here.
    fn is_at_end(&mut self) -> bool {
        self.lexemes.peek().is_none_or(|lexeme| {
            matches!(
                lexeme.kind,
                LexemeKind::Close | LexemeKind::Operator(Operator::And | Operator::Or)
            )
        })
    }

    fn next_operator(&mut self, operator: Operator) -> Option<Range<usize>> {
        let is_wanted = |lexeme: &Lexeme| matches!(lexeme.kind, LexemeKind::Operator(found) if found == operator);
        self.lexemes.next_if(is_wanted).map(|lexeme| lexeme.span)
    }

    fn missing(&self, span: Range<usize>, side: &str) -> SyntaxError {
        let typed = &self.text[span.clone()];
        let way_out = if typed.contains('/') {
            "add a word there".to_owned()
        } else {
            format!("add a word there, or write `{}` if it is one", typed.to_lowercase())
        };
        SyntaxError::new(span, format!("`{typed}` has nothing {side} it; {way_out}"))
    }

    fn nested_field(&self, outer: &Range<usize>, span: Range<usize>) -> SyntaxError {
        let message = format!(
            "a field inside the brackets of `{}`; write it outside of them",
            &self.text[outer.clone()]
        );
        SyntaxError::new(span, message)
    }
}

/// Returns the only node, or all of them as one; nothing when there is none.
fn one_or(mut nodes: Vec<Node>, build: fn(Vec<Node>) -> Node) -> Option<Node> {
    if nodes.len() < 2 { nodes.pop() } else { Some(build(nodes)) }
}

/// Counts the `NEAR/n` that hang on each other's left side.
fn nears(mut node: &Node) -> u32 {
    let mut count = 0;
    while let Node::Near { left, .. } = node {
        count += 1;
        node = left;
    }
    count
}

/// Tells whether a clause holds words and phrases only, so that it has positions.
fn is_about_words(node: &Node) -> bool {
    match node {
        // Its own sides were looked at.
        Node::Word(_) | Node::Phrase { .. } | Node::Near { .. } => true,
        Node::All(nodes) | Node::Any(nodes) | Node::Sequence(nodes) => {
            nodes.iter().all(is_about_words)
        }
        Node::Not(_) | Node::Must(_) | Node::In { .. } | Node::Date { .. } => false,
    }
}

#[cfg(test)]
mod display;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod refusals;
#[cfg(test)]
mod tests;
