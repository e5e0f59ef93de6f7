//! Operators that are no operators: the `ET` of a headline in capitals.
//!
//! It turns those into words and leaves everything else alone.

use super::lexeme::{Lexeme, LexemeKind, Operator};
use super::meaning::Meaning;
use super::tree::{Node, Word};

/// Returns `lexemes` with the operators as words where `text` looks like a headline
/// in capitals: `LES VERTS ET LES ROUGES`, but neither `Verts ET Rouges` nor `CGT ET FO`.
///
/// The same in a bracket when the operator lacks a side there: `Hamon élu (OU PAS)`.
pub(super) fn as_text(text: &str, mut lexemes: Vec<Lexeme>) -> Vec<Lexeme> {
    // What begins with one is a headline: `ET maintenant ?`, `OR : le cours bondit`.
    if let [first, _, ..] = lexemes.as_mut_slice()
        && let LexemeKind::Operator(Operator::And | Operator::Or) = first.kind
    {
        make_text(text, first);
    }
    let mut open = None;
    for at in 0..lexemes.len() {
        match lexemes[at].kind {
            LexemeKind::Open => open = Some(at + 1),
            LexemeKind::Close => {
                let Some(group) = open.take().and_then(|open| lexemes.get_mut(open..at)) else {
                    continue;
                };
                let lacks_side = [group.first(), group.last()]
                    .into_iter()
                    .flatten()
                    .any(|lexeme| matches!(lexeme.kind, LexemeKind::Operator(_)));
                if lacks_side && capitals(text, group).is_some() {
                    for lexeme in group {
                        make_text(text, lexeme);
                    }
                }
            }
            _ => {}
        }
    }
    if is_headline(text, &lexemes) {
        for lexeme in &mut lexemes {
            make_text(text, lexeme);
        }
    }
    lexemes
}

/// Makes a word of a lexeme that is an operator.
fn make_text(text: &str, lexeme: &mut Lexeme) {
    if let LexemeKind::Operator(_) = lexeme.kind {
        let span = lexeme.span.clone();
        let term = text[span.clone()].to_lowercase();
        let word = Word { term, meaning: Meaning::Family, capital: false, span };
        lexeme.kind = LexemeKind::Chunk(vec![Node::Word(word)]);
    }
}

/// Tells whether all is in capitals and nothing but plain words, and is no list of
/// single words with an operator between each two.
fn is_headline(text: &str, lexemes: &[Lexeme]) -> bool {
    let mut depth = 0_usize;
    for lexeme in lexemes {
        match lexeme.kind {
            LexemeKind::Open => depth += 1,
            LexemeKind::Close => depth = depth.saturating_sub(1),
            // Brackets around an operator are meant.
            LexemeKind::Operator(_) if depth > 0 => return false,
            _ => {}
        }
    }
    let operators_alone =
        lexemes.iter().all(|lexeme| matches!(lexeme.kind, LexemeKind::Operator(_)));
    operators_alone
        || capitals(text, lexemes).is_some_and(|words| words > 0) && !alternates(lexemes)
}

/// Returns how many chunks have a capital letter, or `None` when there is a small one
/// or anything but plain words, operators and brackets.
fn capitals(text: &str, lexemes: &[Lexeme]) -> Option<usize> {
    let mut count = 0;
    for lexeme in lexemes {
        match &lexeme.kind {
            LexemeKind::Chunk(nodes) if nodes.iter().all(is_plain) => {
                let mut typed = nodes.iter().map(|node| &text[node.span()]);
                if typed.clone().any(|typed| typed.contains(char::is_lowercase)) {
                    return None;
                }
                let is_capital = |char: char| !char.to_lowercase().eq([char]);
                count += usize::from(typed.any(|typed| typed.contains(is_capital)));
            }
            LexemeKind::Operator(_) | LexemeKind::Open | LexemeKind::Close => {}
            _ => return None,
        }
    }
    Some(count)
}

fn is_plain(node: &Node) -> bool {
    let is_family = |word: &Word| word.meaning == Meaning::Family;
    match node {
        Node::Word(word) => is_family(word),
        Node::Phrase { words, .. } => words.iter().all(is_family),
        _ => false,
    }
}

/// Tells whether significant words and operators take turns, as in `SNCF OU RATP`.
fn alternates(lexemes: &[Lexeme]) -> bool {
    let is_operand = |lexeme: &Lexeme| match &lexeme.kind {
        LexemeKind::Chunk(nodes) => match nodes.as_slice() {
            [Node::Word(word)] => !word.is_stop_word(),
            nodes => nodes.len() == 1,
        },
        _ => false,
    };
    let mut operand_next = true;
    let mut last = None;
    for lexeme in lexemes {
        match lexeme.kind {
            LexemeKind::Operator(operator) if !operand_next => {
                operand_next = true;
                last = Some(operator);
            }
            // `CGT ET SAUF FO`.
            LexemeKind::Operator(Operator::Not)
                if last.is_some_and(|last| last != Operator::Not) =>
            {
                last = Some(Operator::Not);
            }
            _ if operand_next && is_operand(lexeme) => {
                operand_next = false;
                last = None;
            }
            _ => return false,
        }
    }
    !operand_next
}
