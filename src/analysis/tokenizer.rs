//! The tokenizer: a text becomes words as they are written, in lower case.
//!
//! The same code serves indexing, queries and highlighting. A term keeps its
//! accents (composed, Unicode NFC); elided articles, invisible characters and
//! the euphonic `t` of `a-t-il` are not words. It never allocates per word, and
//! it never stems or folds: the lexicon does that.

use std::fmt::Write as _;

use unicode_normalization::UnicodeNormalization;

use super::{apostrophe, number};

/// Longest term in bytes; the rest of a longer word is not part of its term.
///
/// Only machine text (base64, long URLs) is longer; its offsets still cover it.
pub const MAX_TERM_BYTES: usize = 250;

/// How a word stands in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// `marche`, `iPhone`, `2024`.
    Lower,
    /// `Marche`: one capital, in front.
    Capitalised,
    /// `OMS`, `G7`: two signs or more, every letter a capital.
    Capitals,
}

/// An occurrence of a word; its term is in the buffer given to
/// [`Words::next_into`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// Byte offset of its first character, without an elided article.
    pub from: usize,
    /// Byte offset after its last character.
    pub to: usize,
    /// Ordinal of the word in the text, from 0, without gaps.
    pub position: u32,
    /// How it is written.
    pub case: Case,
}

/// The words of a text, in order.
#[derive(Debug, Clone)]
pub struct Words<'t> {
    text: &'t str,
    at: usize,
    position: u32,
}

/// Returns the words of `text`.
///
/// `L’avocat d'Amiens` gives `avocat` (bytes 4 to 10) and `amiens` (13 to 19).
#[must_use]
pub fn words(text: &str) -> Words<'_> {
    Words { text, at: 0, position: 0 }
}

/// Lower case of an ASCII letter or digit, 0 for any other byte.
const LOWER: [u8; 128] = {
    let mut table = [0; 128];
    let mut byte = 0;
    while byte < 128 {
        if (byte as u8).is_ascii_alphanumeric() {
            table[byte] = (byte as u8).to_ascii_lowercase();
        }
        byte += 1;
    }
    table
};

/// A maximal run of word characters.
struct Run {
    to: usize,
    /// Lower-casing ASCII is not enough to get the term.
    special: bool,
    uppercase: u32,
    /// Neither upper case nor digits: lower-case letters and letters without case.
    others: u32,
    starts_upper: bool,
    chars: u32,
}

impl Words<'_> {
    /// Writes the next word's term into `term` and returns where it stands, or
    /// `None` at the end of the text.
    pub fn next_into(&mut self, term: &mut String) -> Option<Word> {
        loop {
            let from = self.next_start()?;
            let bytes = self.text.as_bytes();
            term.clear();
            if bytes[from].is_ascii_digit()
                && let Some(to) = number::normalise(self.text, from, term)
            {
                return Some(self.word(from, to, Case::Lower));
            }
            if let Some(to) = acronym(self.text, from, term) {
                return Some(self.word(from, to, Case::Capitals));
            }
            let mut run = self.run(from);
            if let Some(to) = host(self.text, from, run.to) {
                term.push_str(&self.text[from..to]);
                term.make_ascii_lowercase();
                return Some(self.word(from, to, Case::Lower));
            }
            self.write_term(from, &run, term);
            while let Some(joint) = apostrophe::after(self.text, run.to) {
                if apostrophe::elides(term, &self.text[joint..]) {
                    term.clear();
                    break;
                }
                if !apostrophe::joins(term, &self.text[joint..]) {
                    break;
                }
                let tail = self.run(joint);
                term.push('\'');
                let mut rest = String::new();
                self.write_term(joint, &tail, &mut rest);
                term.push_str(&rest);
                run = Run {
                    to: tail.to,
                    uppercase: run.uppercase + tail.uppercase,
                    others: run.others + tail.others,
                    ..run
                };
            }
            self.at = run.to;
            if term.is_empty() || (term == "t" && is_euphonic(self.text, from, run.to)) {
                continue;
            }
            let case = if run.uppercase > 0 && run.others == 0 && run.chars > 1 {
                Case::Capitals
            } else if run.starts_upper && run.uppercase == 1 {
                Case::Capitalised
            } else {
                Case::Lower
            };
            return Some(self.word(from, run.to, case));
        }
    }

    fn word(&mut self, from: usize, to: usize, case: Case) -> Word {
        let position = self.position;
        self.position += 1;
        self.at = to;
        Word { from, to, position, case }
    }

    /// Returns the offset of the next character that can start a word.
    fn next_start(&mut self) -> Option<usize> {
        let bytes = self.text.as_bytes();
        while let Some(&byte) = bytes.get(self.at) {
            if byte < 0x80 {
                if LOWER[usize::from(byte)] != 0 {
                    return Some(self.at);
                }
                self.at += 1;
            } else {
                let char = self.text[self.at..].chars().next()?;
                if is_word_char(char) {
                    return Some(self.at);
                }
                self.at += char.len_utf8();
            }
        }
        None
    }

    /// Scans the word characters from `from` on.
    fn run(&self, from: usize) -> Run {
        let bytes = self.text.as_bytes();
        let mut run = Run {
            to: from,
            special: false,
            uppercase: 0,
            others: 0,
            starts_upper: false,
            chars: 0,
        };
        // `_` belongs to a handle or a hashtag, and to nothing else.
        let handle = from > 0 && matches!(bytes[from - 1], b'@' | b'#');
        while let Some(&byte) = bytes.get(run.to) {
            if byte < 0x80 {
                if LOWER[usize::from(byte)] == 0 && !(handle && byte == b'_') {
                    break;
                }
                run.count(byte.is_ascii_uppercase(), byte.is_ascii_digit());
                run.to += 1;
            } else if byte == 0xC3 && bytes[run.to + 1] >= 0x9F && bytes[run.to + 1] != 0xB7 {
                // ß to ÿ without ÷: the lower-case accents of French.
                run.count(false, false);
                run.to += 2;
            } else {
                let Some(char) = self.text[run.to..].chars().next() else { break };
                if is_word_char(char) {
                    run.count(char.is_uppercase(), char.is_numeric());
                } else if !is_ignored(char) && !is_combining(char) {
                    break;
                }
                run.special = true;
                run.to += char.len_utf8();
            }
        }
        run
    }

    /// Writes the term of the word characters between two offsets.
    fn write_term(&self, from: usize, run: &Run, term: &mut String) {
        let source = &self.text[from..run.to];
        term.clear();
        if run.special {
            let visible = source.chars().filter(|&char| !is_ignored(char));
            for char in visible.flat_map(char::to_lowercase).nfc() {
                match ligature(char) {
                    Some(letters) => term.push_str(letters),
                    None => term.push(char),
                }
            }
        } else {
            term.push_str(source);
            if run.uppercase > 0 {
                term.make_ascii_lowercase();
            }
        }
        if term.len() > MAX_TERM_BYTES {
            term.truncate(term.floor_char_boundary(MAX_TERM_BYTES));
        }
    }
}

impl Run {
    fn count(&mut self, upper: bool, digit: bool) {
        self.starts_upper |= upper && self.chars == 0;
        self.uppercase += u32::from(upper);
        self.others += u32::from(!upper && !digit);
        self.chars += 1;
    }
}

/// `º` and `ª` are letters for Unicode, but signs in `nº 5`.
fn is_word_char(char: char) -> bool {
    char.is_alphanumeric() && !matches!(char, 'º' | 'ª')
}

/// Combining accents, as in a decomposed `é`.
fn is_combining(char: char) -> bool {
    matches!(char, '\u{300}'..='\u{36F}')
}

/// Invisible characters that may stand inside a word: soft hyphen, zero-width
/// spaces and joiners, directional marks, byte order mark.
fn is_ignored(char: char) -> bool {
    matches!(
        char,
        '\u{AD}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{2069}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
    )
}

/// Typographic ligatures of printed text; `œ` and `æ` are letters and stay.
fn ligature(char: char) -> Option<&'static str> {
    Some(match char {
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        'ﬅ' | 'ﬆ' => "st",
        _ => return None,
    })
}

fn is_hyphen(char: char) -> bool {
    matches!(char, '-' | '\u{2010}' | '\u{2011}')
}

/// Tells whether the `t` at `from..to` only eases the pronunciation of a verb
/// before its pronoun (`a-t-il`, `va-t-on`, also `a t-il`).
fn is_euphonic(text: &str, from: usize, to: usize) -> bool {
    let before = text[..from].chars().next_back();
    let mut after = text[to..].chars();
    before.is_some_and(|char| is_hyphen(char) || char == ' ')
        && after.next().is_some_and(is_hyphen)
        && ["il", "elle", "on", "en", "y"].iter().any(|pronoun| {
            let rest = after.as_str();
            rest.get(..pronoun.len()).is_some_and(|head| head.eq_ignore_ascii_case(pronoun))
                && !rest[pronoun.len()..]
                    .trim_start_matches(['s', 'S'])
                    .starts_with(char::is_alphanumeric)
        })
}

/// Writes the letters of a dotted acronym (`C.G.T.` gives `cgt`) and returns its
/// end; single letters, each followed by a full stop, two at least.
fn acronym(text: &str, from: usize, term: &mut String) -> Option<usize> {
    if text.as_bytes().get(from + 1..from + 3).is_none_or(|next| !next.contains(&b'.')) {
        return None;
    }
    let mut chars = text[from..].char_indices().peekable();
    let mut letters = 0;
    let mut to = from;
    while let Some((at, letter)) = chars.next() {
        if !letter.is_alphabetic() {
            break;
        }
        let dotted = matches!(chars.peek(), Some((_, '.')));
        if !dotted && matches!(chars.peek(), Some(&(_, next)) if is_word_char(next)) {
            // `M.Dupont`, `p.ex` have no acronym; `U.S.Army` ends before its word.
            break;
        }
        letters += 1;
        term.extend(letter.to_lowercase());
        to = from + at + letter.len_utf8() + usize::from(dotted);
        if !dotted {
            break;
        }
        chars.next();
    }
    if letters < 2 || term.len() > MAX_TERM_BYTES {
        term.clear();
        return None;
    }
    Some(to)
}

/// Top-level domains that make a host name of words joined by full stops.
const TOP_LEVEL: &[&str] = &[
    "fr", "com", "org", "net", "eu", "info", "be", "ch", "ca", "lu", "uk", "de", "es", "it", "io",
    "tv", "int", "edu", "gov", "paris", "bzh", "ma", "tn", "dz", "sn", "ci", "re", "mc", "qc",
    "news", "media", "co",
];

/// Returns the end of the host name that starts at `from` (`www.lemonde.fr`),
/// whose first label ends at `first`.
fn host(text: &str, from: usize, first: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    if bytes.get(first) != Some(&b'.') {
        return None;
    }
    let is_label = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    if !bytes.get(first + 1).copied().is_some_and(is_label) {
        return None;
    }
    let mut to = first;
    while bytes.get(to) == Some(&b'.') && bytes.get(to + 1).copied().is_some_and(is_label) {
        to += 1;
        while bytes.get(to).is_some_and(|&byte| is_label(byte) || byte == b'-') {
            to += 1;
        }
    }
    if text[to..].starts_with(is_word_char) {
        return None;
    }
    let name = &text[from..to];
    let last = name.rsplit('.').next()?;
    let is_host = name.get(..4).is_some_and(|www| www.eq_ignore_ascii_case("www."))
        || TOP_LEVEL.contains(&last);
    is_host.then_some(to)
}

impl Words<'_> {
    /// Writes what the words are, one a line: for tests and for people.
    ///
    /// `avocat 0 4..10` is a term, its position and its byte offsets.
    #[must_use]
    pub fn describe(mut self) -> String {
        let mut out = String::new();
        let mut term = String::new();
        while let Some(word) = self.next_into(&mut term) {
            let Word { from, to, position, .. } = word;
            // Writing to a string cannot fail.
            let _ = writeln!(out, "{term} {position} {from}..{to}");
        }
        out
    }
}
