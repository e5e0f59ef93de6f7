//! Lexemes to a tree: precedence, groups, and what lacks a side.
//!
//! From the tightest: signs and `SAUF`, `NEAR/n`, words side by side, `ET`, `OU`. It
//! never looks at the text, except to name a part of it, and its recursion is bounded.

use std::iter::Peekable;
use std::ops::Range;
use std::vec::IntoIter;

use super::chunk::as_one;
use super::field::QueryField;
use super::lexeme::{Lexeme, LexemeKind, Operator, Sign};
use super::lexer;
use super::tree::Node;
use crate::syntax_error::{Side, SyntaxError, SyntaxProblem};

/// How deep brackets, signs and `SAUF` may be nested.
pub(crate) const MAX_DEPTH: u32 = 64;

/// How many `NEAR/n` may follow each other.
pub(crate) const MAX_NEARS: u32 = 16;

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
                Some(span) => Err(self.missing(span, Side::Before)),
                None => Ok(None),
            };
        };
        let mut nodes = vec![first];
        while let Some(span) = self.next_operator(operator) {
            nodes.push(side(self, depth)?.ok_or_else(|| self.missing(span, Side::Behind))?);
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
            let left = as_one(nodes).ok_or_else(|| self.missing(span.clone(), Side::Before))?;
            let right = self.unary(depth)?;
            let right = as_one(right).ok_or_else(|| self.missing(span.clone(), Side::Behind))?;
            height += 1;
            if height > MAX_NEARS {
                let near = self.typed(&span);
                let problem = SyntaxProblem::ManyNears { near, most: MAX_NEARS };
                return Err(self.refusal(span, problem));
            }
            for side in [&left, &right] {
                if !is_about_words(side) {
                    let problem = SyntaxProblem::NearWhat(self.typed(&span));
                    return Err(self.refusal(side.span(), problem));
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
            return Err(self.refusal(span, SyntaxProblem::Deep(MAX_DEPTH)));
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
                let operand = operand.ok_or_else(|| self.missing(span, Side::Behind))?;
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
            LexemeKind::Field(field) => Ok(vec![self.group_of(field, span, depth)?]),
            LexemeKind::Open => {
                let node = self.any(depth + 1)?;
                self.close();
                Ok(node.into_iter().collect())
            }
            // Both end what stands side by side.
            LexemeKind::Close | LexemeKind::Near(_) => Ok(Vec::new()),
        }
    }

    /// Reads the group of values behind the name of a field, which stands at `name`.
    fn group_of(
        &mut self,
        field: QueryField,
        name: Range<usize>,
        depth: u32,
    ) -> Result<Node, SyntaxError> {
        if let Some(outer) = &self.field {
            return Err(self.nested_field(outer, name));
        }
        self.field = Some(name.clone());
        self.lexemes.next();
        let node = self.any(depth + 1)?;
        let span = name.start..self.close();
        self.field = None;
        let Some(node) = node else {
            let problem = SyntaxProblem::EmptyGroup(self.typed(&span));
            return Err(self.refusal(span, problem));
        };
        Ok(Node::In { field, node: Box::new(node), span })
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

    /// Returns a part of the text.
    fn typed(&self, part: &Range<usize>) -> String {
        self.text[part.clone()].to_owned()
    }

    fn refusal(&self, part: Range<usize>, problem: SyntaxProblem) -> SyntaxError {
        SyntaxError::new(self.text, part, problem)
    }

    fn missing(&self, operator: Range<usize>, side: Side) -> SyntaxError {
        let problem = SyntaxProblem::NoSide { operator: self.typed(&operator), side };
        self.refusal(operator, problem)
    }

    fn nested_field(&self, outer: &Range<usize>, field: Range<usize>) -> SyntaxError {
        self.refusal(field, SyntaxProblem::NestedField(self.typed(outer)))
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
