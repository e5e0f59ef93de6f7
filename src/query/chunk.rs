//! Words with the signs glued to them, chunks without a blank, and phrases.
//!
//! A chunk gives a word for each of its words, and a phrase for a hyphenated one. It
//! never reads operators, brackets or fields: those end a chunk or come before it.

use std::cell::OnceCell;

use super::meaning::Meaning;
use super::scanner::{Quoted, Scanner};
use super::tree::{Node, Word};
use super::typed::has_capital;
use crate::syntax_error::{SyntaxError, SyntaxProblem};

/// The fewest letters and digits left of a word with a star: `a*` would be half the lexicon, and
/// `5*` counts stars.
const MIN_STARRED: usize = 2;

/// The fewest letters of a word behind which a number is a weight: `cm^2` is none.
const MIN_WEIGHTED_LETTERS: usize = 3;

/// Pronouns that a hyphen puts behind their verb: `faut-il` is two words, no compound.
const PRONOUNS: &[&str] = &["il", "ils", "elle", "elles", "on", "je", "tu", "ce"];

impl Scanner<'_> {
    /// Reads what is glued together from here on, up to a blank, a bracket, a phrase
    /// and, if asked for, a comma outside a number.
    pub(super) fn chunk(&mut self, stops_at_comma: bool) -> Result<Vec<Node>, SyntaxError> {
        let start = self.at;
        let exact = self.sign('=');
        let capital = !exact && self.sign('^');
        let is_text = OnceCell::new();
        let mut compounds: Vec<Vec<Word>> = Vec::new();
        while let Some(char) = self.peek() {
            if let Some(word) = self.word(exact)? {
                let word = if capital { with_capital(word) } else { word };
                let last = compounds.last_mut().filter(|compound| {
                    compound.last().is_some_and(|last| {
                        is_hyphen_between(&self.text[last.span.end..word.span.start])
                    })
                });
                match last {
                    Some(compound) => compound.push(word),
                    None => compounds.push(vec![word]),
                }
            } else if ends_chunk(char)
                || (stops_at_comma && char == ',')
                || self.quoted(self.at).is_some()
            {
                break;
            } else {
                self.check_wildcard(start, &is_text)?;
                self.advance();
            }
        }
        let text = self.text;
        Ok(compounds.into_iter().flat_map(|compound| nodes(text, compound)).collect())
    }

    /// Reads what stands in quotes, and its slop; nothing when it holds no word.
    pub(super) fn phrase(&mut self, quoted: &Quoted) -> Result<Option<Node>, SyntaxError> {
        let start = self.at;
        self.at = quoted.content.start;
        let mut words = Vec::new();
        let (mut exact, mut capital) = (false, false);
        while self.at < quoted.content.end {
            if self.at == quoted.content.start || self.before().is_some_and(char::is_whitespace) {
                exact = self.sign('=');
                capital = !exact && self.sign('^');
            }
            match self.word(exact)? {
                Some(word) if capital => words.push(with_capital(word)),
                Some(word) => words.push(by_letters(word)),
                None if self.at < quoted.content.end => self.advance(),
                None => {}
            }
        }
        self.skip_to(quoted.end);
        if words.is_empty() {
            return Ok(None);
        }
        let slop = self.slop(start)?;
        self.check_weight(start)?;
        if self.rest().strip_prefix('^').is_some_and(|rest| !rest.starts_with(is_glue)) {
            self.advance();
            words = with_capitals(self.text, words);
        }
        Ok(Some(Node::Phrase { words, slop, span: start..self.at }))
    }

    /// Steps over the `=` of `=marche`, or the `^` of `^Total`.
    fn sign(&mut self, sign: char) -> bool {
        let is_word = |rest: &str| {
            let star = usize::from(sign == '^' && rest.starts_with('*'));
            starts_word_or_handle(&rest[star..])
        };
        let is_sign = self.rest().strip_prefix(sign).is_some_and(is_word);
        if is_sign {
            self.advance();
        }
        is_sign
    }

    /// Reads the word that starts here, if one does, and the signs glued to it.
    fn word(&mut self, exact: bool) -> Result<Option<Word>, SyntaxError> {
        let starred = self.leading_star();
        if !self.starts_word(starred.unwrap_or(self.at)) {
            return Ok(None);
        }
        let Some(mut word) = self.take_word() else { return Ok(None) };
        let letters = word.term.chars().filter(|char| char.is_alphabetic()).count();
        let starred_chars = word.term.chars().filter(|char| char.is_alphanumeric()).count();
        let ends_in_star = self
            .rest()
            .strip_prefix('*')
            .is_some_and(|rest| !rest.starts_with(|char: char| char == '*' || is_glue(char)));
        word.meaning = if starred.is_some() || ends_in_star {
            match (starred.is_some(), ends_in_star) {
                _ if starred_chars < MIN_STARRED => Meaning::Family,
                // As some write in bold.
                (true, true) => Meaning::Family,
                (true, false) => Meaning::Suffix,
                (false, _) => {
                    self.advance();
                    Meaning::Prefix
                }
            }
        } else if letters > 0
            && let Some(edits) = self.edits(&word)?
        {
            Meaning::Fuzzy(edits)
        } else if exact {
            Meaning::Exact
        } else {
            Meaning::Family
        };
        if letters >= MIN_WEIGHTED_LETTERS {
            self.check_weight(word.span.start)?;
        }
        Ok(Some(word))
    }

    /// Refuses the weight that stands here, behind what starts at `start`: `macron^2`.
    fn check_weight(&self, start: usize) -> Result<(), SyntaxError> {
        let Some(rest) = self.rest().strip_prefix('^') else { return Ok(()) };
        let is_digit = |char: char| char.is_ascii_digit() || char == '.';
        let digits = &rest[..rest.find(|char| !is_digit(char)).unwrap_or(rest.len())];
        if !digits.starts_with(|char: char| char.is_ascii_digit())
            || rest[digits.len()..].starts_with(is_glue)
        {
            return Ok(());
        }
        let weight = digits.trim_end_matches('.');
        let word = self.text[start..self.at].to_owned();
        let span = start..self.at + 1 + weight.len();
        Err(self.refusal(span, SyntaxProblem::Weight { word, weight: weight.to_owned() }))
    }

    /// Returns the offset of the word behind the star of `*crate` that stands here.
    fn leading_star(&self) -> Option<usize> {
        let rest = self.rest().strip_prefix('*')?;
        let handle = usize::from(rest.starts_with(['@', '#']));
        let is_glued = self.before().is_some_and(|char| char == '*' || is_glue(char));
        (!is_glued).then_some(self.at + 1 + handle).filter(|&at| self.starts_word(at))
    }

    /// Reads the `~` or `~2` behind `word`: how many edits away its spellings may be.
    fn edits(&mut self, word: &Word) -> Result<Option<u8>, SyntaxError> {
        let Some(digits) = tilde(self.rest()) else { return Ok(None) };
        let edits = match digits {
            "" | "1" => 1,
            "2" => 2,
            _ => {
                let span = word.span.start..self.at + 1 + digits.len();
                let typed = self.text[span.clone()].to_owned();
                let problem = SyntaxProblem::Edits { typed, edits: digits.to_owned() };
                return Err(self.refusal(span, problem));
            }
        };
        self.skip_to(self.at + 1 + digits.len());
        Ok(Some(edits))
    }

    /// Reads the `~5` behind the phrase that starts at `start`.
    fn slop(&mut self, start: usize) -> Result<Option<u32>, SyntaxError> {
        let Some(digits) = tilde(self.rest()).filter(|digits| !digits.is_empty()) else {
            return Ok(None);
        };
        let end = self.at + 1 + digits.len();
        let Ok(slop) = digits.parse() else {
            return Err(self.refusal(start..end, SyntaxProblem::Slop(digits.to_owned())));
        };
        self.skip_to(end);
        Ok(Some(slop))
    }
}

/// Returns a word of a phrase, which is meant as written.
fn by_letters(word: Word) -> Word {
    match word.meaning {
        Meaning::Family => Word { meaning: Meaning::Letters, ..word },
        _ => word,
    }
}

/// Returns a word that is meant with a capital only.
fn with_capital(word: Word) -> Word {
    Word { capital: true, ..by_letters(word) }
}

/// Returns words of which those are meant with a capital only that were typed with one, or
/// all of them where none was.
fn with_capitals(text: &str, mut words: Vec<Word>) -> Vec<Word> {
    let is_typed = |word: &Word| has_capital(&text[word.span.clone()]);
    let all = !words.iter().any(is_typed);
    for word in &mut words {
        word.capital = all || is_typed(word);
    }
    words
}

/// Tells whether a chunk ends before `char`.
pub(super) fn ends_chunk(char: char) -> bool {
    char.is_whitespace() || matches!(char, '(' | ')')
}

/// Tells whether `text` starts with a letter or digit, or with a handle.
pub(super) fn starts_word_or_handle(text: &str) -> bool {
    text.strip_prefix(['@', '#']).unwrap_or(text).starts_with(char::is_alphanumeric)
}

/// Returns one node for all that is glued together; several become a phrase.
pub(super) fn as_one(mut nodes: Vec<Node>) -> Option<Node> {
    if nodes.len() < 2 {
        return nodes.pop();
    }
    let span = nodes.first()?.span().start..nodes.last()?.span().end;
    let words = nodes
        .into_iter()
        .flat_map(|node| match node {
            Node::Word(word) => vec![word],
            Node::Phrase { words, .. } => words,
            _ => Vec::new(),
        })
        .collect();
    Some(Node::Phrase { words, slop: None, span })
}

/// Tells whether a sign next to `char` stands inside a word.
fn is_glue(char: char) -> bool {
    char.is_alphanumeric()
}

/// Returns the digits behind the `~` that `rest` starts with, or `None` when the tilde
/// is text: before a letter, a second one, or a number with decimals.
fn tilde(rest: &str) -> Option<&str> {
    let rest = rest.strip_prefix('~')?;
    let end = rest.find(|char: char| !char.is_ascii_digit()).unwrap_or(rest.len());
    let (digits, rest) = rest.split_at(end);
    let has_decimals = !digits.is_empty()
        && rest
            .strip_prefix(['.', ','])
            .is_some_and(|rest| rest.starts_with(|char: char| char.is_ascii_digit()));
    let is_text = has_decimals || rest.starts_with(|char: char| char == '~' || is_glue(char));
    (!is_text).then_some(digits)
}

/// Tells whether what stands between two words of a chunk makes them one compound: a
/// hyphen, with what the tokenizer elides behind it (`a-t-il`, `Val-d'Oise`).
fn is_hyphen_between(gap: &str) -> bool {
    let rest = gap.strip_prefix(['-', '\u{2010}', '\u{2011}']);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(is_glue))
}

/// Returns a compound as a phrase, or its words when it is none in meaning: stop words
/// only, or a verb and its pronoun.
fn nodes(text: &str, compound: Vec<Word>) -> Vec<Node> {
    let (Some(first), Some(last)) = (compound.first(), compound.last()) else {
        return Vec::new();
    };
    let span = first.span.start..last.span.end;
    if first.capital {
        return vec![Node::Phrase { words: with_capitals(text, compound), slop: None, span }];
    }
    let is_phrase = compound.len() > 1
        && !PRONOUNS.contains(&last.term.as_str())
        && !compound.iter().all(Word::is_stop_word);
    if is_phrase {
        vec![Node::Phrase { words: compound, slop: None, span }]
    } else {
        compound.into_iter().map(Node::Word).collect()
    }
}
