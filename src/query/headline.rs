//! Operators that are no operators: the `ET` of a headline in capitals.
//!
//! It turns those into words and leaves everything else alone.

use crate::analysis::is_stop_word;

use super::lexer::{Operator, Token, TokenKind};
use super::tree::{Node, Word, WordKind};

/// Returns `tokens` with the operators as words where `text` looks like a headline
/// in capitals: `LES VERTS ET LES ROUGES`, but neither `Verts ET Rouges` nor `CGT ET FO`.
///
/// The same in a bracket when the operator lacks a side there: `Hamon élu (OU PAS)`.
pub(super) fn as_text(text: &str, mut tokens: Vec<Token>) -> Vec<Token> {
    let mut open = None;
    for at in 0..tokens.len() {
        match tokens[at].kind {
            TokenKind::Open => open = Some(at + 1),
            TokenKind::Close => {
                let Some(group) = open.take().and_then(|open| tokens.get_mut(open..at)) else {
                    continue;
                };
                let lacks_side = [group.first(), group.last()]
                    .into_iter()
                    .flatten()
                    .any(|token| matches!(token.kind, TokenKind::Operator(_)));
                if lacks_side && capitals(text, group).is_some() {
                    for token in group {
                        make_text(text, token);
                    }
                }
            }
            _ => {}
        }
    }
    if is_headline(text, &tokens) {
        for token in &mut tokens {
            make_text(text, token);
        }
    }
    tokens
}

/// Makes a word of a token that is an operator.
fn make_text(text: &str, token: &mut Token) {
    if let TokenKind::Operator(_) = token.kind {
        let span = token.span.clone();
        let term = text[span.clone()].to_lowercase();
        let word = Word { term, kind: WordKind::Family, span };
        token.kind = TokenKind::Chunk(vec![Node::Word(word)]);
    }
}

/// Tells whether all is in capitals and nothing but plain words, and is no list of
/// single words with an operator between each two.
fn is_headline(text: &str, tokens: &[Token]) -> bool {
    let mut depth = 0_usize;
    for token in tokens {
        match token.kind {
            TokenKind::Open => depth += 1,
            TokenKind::Close => depth = depth.saturating_sub(1),
            // Brackets around an operator are meant.
            TokenKind::Operator(_) if depth > 0 => return false,
            _ => {}
        }
    }
    let operators_alone = tokens.iter().all(|token| matches!(token.kind, TokenKind::Operator(_)));
    operators_alone || capitals(text, tokens).is_some_and(|words| words > 0) && !alternates(tokens)
}

/// Returns how many chunks have a capital letter, or `None` when there is a small one
/// or anything but plain words, operators and brackets.
fn capitals(text: &str, tokens: &[Token]) -> Option<usize> {
    let mut count = 0;
    for token in tokens {
        match &token.kind {
            TokenKind::Chunk(nodes) if nodes.iter().all(is_plain) => {
                let mut typed = nodes.iter().map(|node| &text[node.span()]);
                if typed.clone().any(|typed| typed.contains(char::is_lowercase)) {
                    return None;
                }
                let is_capital = |char: char| !char.to_lowercase().eq([char]);
                count += usize::from(typed.any(|typed| typed.contains(is_capital)));
            }
            TokenKind::Operator(_) | TokenKind::Open | TokenKind::Close => {}
            _ => return None,
        }
    }
    Some(count)
}

fn is_plain(node: &Node) -> bool {
    let is_family = |word: &Word| word.kind == WordKind::Family;
    match node {
        Node::Word(word) => is_family(word),
        Node::Phrase { words, .. } => words.iter().all(is_family),
        _ => false,
    }
}

/// Tells whether significant words and operators take turns, as in `SNCF OU RATP`.
fn alternates(tokens: &[Token]) -> bool {
    let is_operand = |token: &Token| match &token.kind {
        TokenKind::Chunk(nodes) => match nodes.as_slice() {
            [Node::Word(word)] => !is_stop_word(&word.term),
            nodes => nodes.len() == 1,
        },
        _ => false,
    };
    let mut operand_next = true;
    let mut last = None;
    for token in tokens {
        match token.kind {
            TokenKind::Operator(operator) if !operand_next => {
                operand_next = true;
                last = Some(operator);
            }
            // `CGT ET SAUF FO`.
            TokenKind::Operator(Operator::Not)
                if last.is_some_and(|last| last != Operator::Not) =>
            {
                last = Some(Operator::Not);
            }
            _ if operand_next && is_operand(token) => {
                operand_next = false;
                last = None;
            }
            _ => return false,
        }
    }
    !operand_next
}
