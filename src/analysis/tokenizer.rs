//! The tokenizer: a text becomes words as they are written, in lower case.
//!
//! The same code serves indexing, queries and highlighting. A term keeps its
//! accents (composed, Unicode NFC); elided articles, invisible characters and
//! the euphonic `t` of `a-t-il` are not words. It never allocates per word, and
//! it never stems or folds: the lexicon does that.

use super::letters::{is_cased, is_combining, is_hyphen, is_ignored, is_word_char, normalised};
use super::{apostrophe, inclusive, number};

/// Version of what this module makes of a text; an index records it.
///
/// It rises with every change that gives other terms or positions for the same
/// text; an index made with an older one is searched as it is and made anew by the next run.
pub const ANALYZER_VERSION: u32 = 4;

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
pub struct Token {
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

/// What follows 0xC2 in a no-break space.
const NO_BREAK: u8 = 0xA0;

/// Tells whether a byte makes a lower-case accent of French of a 0xC3 before it: ß to ÿ without ÷.
fn is_lower_accent(byte: u8) -> bool {
    byte >= 0x9F && byte != 0xB7
}

/// Returns how many lower-case letters of ASCII bytes begin with. They are most of a text, and how
/// many there are is not to be guessed: eight bytes are looked at together.
#[inline]
fn lower_letters(bytes: &[u8]) -> usize {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const TOPS: u64 = 0x80 * EACH;
    let (eights, _) = bytes.as_chunks::<8>();
    let mut letters = 0;
    for eight in eights {
        let eight = u64::from_le_bytes(*eight);
        let rest = eight & !TOPS;
        // The top bit of each byte: set from `a` on, set behind `z`, set beyond ASCII.
        let from_a = rest + EACH * u64::from(0x80 - b'a');
        let behind_z = rest + EACH * u64::from(0x7F - b'z');
        let others = (!from_a | behind_z | eight) & TOPS;
        if others != 0 {
            return letters + others.trailing_zeros() as usize / 8;
        }
        letters += 8;
    }
    let tail = &bytes[letters..];
    letters + tail.iter().position(|byte| !byte.is_ascii_lowercase()).unwrap_or(tail.len())
}

/// A maximal run of word characters.
struct CharRun {
    to: usize,
    /// Lower-casing ASCII is not enough to get the term.
    special: bool,
    uppercase: u32,
    /// Neither upper case nor digits: lower-case letters and letters without case.
    others: u32,
    starts_upper: bool,
    chars: u32,
}

impl<'t> Words<'t> {
    /// Writes the next word's term into `term` and returns where it stands, or
    /// `None` at the end of the text.
    pub fn next_into(&mut self, term: &mut String) -> Option<Token> {
        let (word, as_found) = self.scan(term)?;
        if let Some(found) = as_found {
            term.push_str(found);
        }
        Some(word)
    }

    /// Returns where the next word stands that may be meant, and its term: of the text, where it
    /// stands there as it is, or else written into `buffer`. Of words that nearly all are,
    /// `may_be_meant` tells it by the first byte, as it is written, and the length of the term; all
    /// others may be.
    pub fn next_like<'b>(
        &mut self,
        may_be_meant: impl Fn(u8, usize) -> bool,
        buffer: &'b mut String,
    ) -> Option<(Token, &'b str)>
    where
        't: 'b,
    {
        let (word, as_found) = self.scan_like(buffer, may_be_meant)?;
        Some((word, as_found.unwrap_or(buffer)))
    }

    /// Finds the next word, and returns its term when it stands in the text as it is; else it is
    /// written into `term`, which is empty otherwise.
    fn scan(&mut self, term: &mut String) -> Option<(Token, Option<&'t str>)> {
        self.scan_like(term, |_, _| true)
    }

    /// Does the same for the next word that may be meant.
    #[inline]
    fn scan_like(
        &mut self,
        term: &mut String,
        may_be_meant: impl Fn(u8, usize) -> bool,
    ) -> Option<(Token, Option<&'t str>)> {
        loop {
            let from = self.next_start()?;
            term.clear();
            if let Some(to) = self.plain_end(from) {
                if !may_be_meant(self.text.as_bytes()[from], to - from) {
                    (self.position, self.at) = (self.position + 1, to);
                    continue;
                }
                let found = &self.text[from..to];
                if !found.as_bytes()[0].is_ascii_uppercase() {
                    return Some((self.token(from, to, Case::Lower), Some(found)));
                }
                term.push_str(found);
                term[..1].make_ascii_lowercase();
                return Some((self.token(from, to, Case::Capitalised), None));
            }
            let number = number::plain_end(self.text.as_bytes(), from);
            if let Some(to) = number.filter(|to| to - from <= MAX_TERM_BYTES) {
                if !may_be_meant(self.text.as_bytes()[from], to - from) {
                    (self.position, self.at) = (self.position + 1, to);
                    continue;
                }
                return Some((self.token(from, to, Case::Lower), Some(&self.text[from..to])));
            }
            if let Some(to) = apostrophe::clitic_end(&self.text.as_bytes()[from..]) {
                self.at = from + to;
                continue;
            }
            if let Some(word) = self.word(from, term) {
                if term.len() > MAX_TERM_BYTES {
                    term.truncate(term.floor_char_boundary(MAX_TERM_BYTES));
                }
                return Some((word, None));
            }
        }
    }

    /// Writes the term of the word at `from`; `None` when none is there, behind which the next one
    /// is looked for.
    fn word(&mut self, from: usize, term: &mut String) -> Option<Token> {
        let bytes = self.text.as_bytes();
        if bytes[from].is_ascii_digit()
            && let Some(to) = self.number(from, term)
        {
            return Some(self.token(from, to, Case::Lower));
        }
        let mut run = self.run(from);
        self.push_term(from, &run, term);
        if bytes.get(run.to) == Some(&b'.')
            && let Some((to, case)) = self.dotted(from, &run, term)
        {
            return Some(self.token(from, to, case));
        }
        while let Some(joint) = apostrophe::after(self.text, run.to) {
            if apostrophe::elides(term, &self.text[..from], &self.text[joint..]) {
                term.clear();
                break;
            }
            if !apostrophe::joins(term, &self.text[joint..]) {
                break;
            }
            let tail = self.run(joint);
            term.push('\'');
            self.push_term(joint, &tail, term);
            run = CharRun {
                to: tail.to,
                uppercase: run.uppercase + tail.uppercase,
                others: run.others + tail.others,
                chars: run.chars + tail.chars,
                ..run
            };
        }
        if !term.is_empty()
            && let Some(rest) = inclusive::after(self.text, run.to, term)
        {
            if rest.is_plural && !term.ends_with(['s', 'x', 'z']) {
                term.push('s');
            }
            return Some(self.token(from, rest.to, run.case()));
        }
        self.at = run.to;
        if term.is_empty() || (term == "t" && self.is_euphonic(from, run.to)) {
            return None;
        }
        Some(self.token(from, run.to, run.case()))
    }

    /// Writes the term of a number, a time or a number before its unit, and returns its end.
    fn number(&self, from: usize, term: &mut String) -> Option<usize> {
        if let Some(to) =
            number::time(self.text, from, term).or_else(|| number::normalise(self.text, from, term))
        {
            return Some(to);
        }
        let to = from + number::before_unit(&self.text[from..self.run(from).to])?;
        term.push_str(&self.text[from..to]);
        Some(to)
    }

    /// Writes the term of an acronym with dots or of the name of a host, which a run that a dot
    /// follows begins, and returns its end.
    fn dotted(&self, from: usize, run: &CharRun, term: &mut String) -> Option<(usize, Case)> {
        if run.chars == 1
            && let Some(to) = acronym(self.text, from, term)
        {
            let has_lower = self.text[from..to].contains(char::is_lowercase);
            return Some((to, if has_lower { Case::Lower } else { Case::Capitals }));
        }
        host(self.text, run.to, term).map(|to| (to, Case::Lower))
    }

    fn token(&mut self, from: usize, to: usize, case: Case) -> Token {
        let position = self.position;
        self.position += 1;
        self.at = to;
        Token { from, to, position, case }
    }

    /// Returns the offset of the next character that can start a word.
    #[expect(clippy::inline_always, reason = "the loop over words is in one piece for each caller")]
    #[inline(always)]
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

    /// Returns the end of a plain word, as most are: of which nothing is to be known but its letters,
    /// lower-case ones of French, of which the first may be a capital, up to what only ends a word.
    #[expect(clippy::inline_always, reason = "as above")]
    #[inline(always)]
    fn plain_end(&self, from: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let mut to = from + usize::from(bytes[from].is_ascii_uppercase());
        loop {
            to += lower_letters(&bytes[to..]);
            match bytes.get(to) {
                Some(0xC3) if is_lower_accent(bytes[to + 1]) => to += 2,
                _ => break,
            }
        }
        let ends = match bytes.get(to) {
            None | Some(b' ' | b',' | b'\n' | b';' | b':' | b'!' | b'?' | b')' | b']' | b'"') => {
                true
            }
            Some(0xC2) => bytes[to + 1] == NO_BREAK,
            // Neither an acronym nor the name of a host.
            Some(b'.') => matches!(bytes.get(to + 1), None | Some(b' ' | b'\n')),
            Some(b'-') => to > from + 1 && inclusive::is_other_word(&bytes[to + 1..]),
            Some(_) => false,
        };
        (ends && (from + 1..=from + MAX_TERM_BYTES).contains(&to)).then_some(to)
    }

    /// Scans the word characters from `from` on.
    fn run(&self, from: usize) -> CharRun {
        let bytes = self.text.as_bytes();
        let mut run = CharRun {
            to: from,
            special: false,
            uppercase: 0,
            others: 0,
            starts_upper: false,
            chars: 0,
        };
        // `_` belongs to a handle, and to nothing else.
        let handle = from > 0 && bytes[from - 1] == b'@';
        while let Some(&byte) = bytes.get(run.to) {
            if byte.is_ascii_lowercase() {
                let letters = lower_letters(&bytes[run.to..]);
                run.others += letters as u32;
                run.chars += letters as u32;
                run.to += letters;
            } else if byte < 0x80 {
                if LOWER[usize::from(byte)] != 0 {
                    run.count(byte.is_ascii_uppercase(), byte.is_ascii_digit());
                } else if !(handle && byte == b'_') {
                    break;
                }
                run.to += 1;
            } else if byte == 0xC3 && is_lower_accent(bytes[run.to + 1]) {
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

    /// Adds the term of the word characters from `from` to the end of `run`.
    fn push_term(&self, from: usize, run: &CharRun, term: &mut String) {
        let source = &self.text[from..run.to];
        if run.special {
            term.extend(normalised(source.chars()));
        } else {
            term.push_str(source);
            if run.uppercase > 0 {
                term.make_ascii_lowercase();
            }
        }
    }

    /// Tells whether the `t` at `from..to` only eases the pronunciation of a verb
    /// before its pronoun (`a-t-il`, `va-t-on`, also `a t-il`).
    fn is_euphonic(&self, from: usize, to: usize) -> bool {
        let before = self.text[..from].chars().next_back();
        let Some(hyphen) = self.text[to..].chars().next().filter(|&char| is_hyphen(char)) else {
            return false;
        };
        let start = to + hyphen.len_utf8();
        let pronoun = &self.text[start..self.run(start).to];
        before.is_some_and(|char| is_hyphen(char) || char == ' ')
            && ["il", "ils", "elle", "elles", "on", "en", "y"]
                .iter()
                .any(|known| normalised(pronoun.chars()).eq(known.chars()))
    }
}

impl CharRun {
    fn case(&self) -> Case {
        if self.uppercase > 0 && self.others == 0 && self.chars > 1 {
            Case::Capitals
        } else if self.starts_upper && self.uppercase == 1 {
            Case::Capitalised
        } else {
            Case::Lower
        }
    }

    fn count(&mut self, upper: bool, digit: bool) {
        self.starts_upper |= upper && self.chars == 0;
        self.uppercase += u32::from(upper);
        self.others += u32::from(!upper && !digit);
        self.chars += 1;
    }
}

/// Replaces `term` by the letters of the dotted acronym that starts at `from`
/// (`C.G.T.` gives `cgt`) and returns its end; single letters, each followed by a
/// full stop, two at least.
fn acronym(text: &str, from: usize, term: &mut String) -> Option<usize> {
    let mut chars = text[from..].char_indices().peekable();
    let mut letters = 0;
    let mut to = from;
    while chars.next_if(|&(_, char)| is_cased(char)).is_some() {
        while chars.next_if(|&(_, char)| is_ignored(char) || is_combining(char)).is_some() {}
        let dotted = chars.next_if(|&(_, char)| char == '.').is_some();
        let next = chars.peek();
        if !dotted && next.is_some_and(|&(_, char)| is_word_char(char)) {
            // `M.Dupont`, `p.ex` have no acronym; `U.S.Army` ends before its word.
            break;
        }
        letters += 1;
        to = next.map_or(text.len(), |&(at, _)| from + at);
        if !dotted {
            break;
        }
    }
    if letters < 2 {
        return None;
    }
    term.clear();
    term.extend(normalised(text[from..to].chars().filter(|&char| char != '.')));
    Some(to)
}

/// Top-level domains that make a host name of words joined by full stops.
const TOP_LEVEL: &[&str] = &[
    "fr", "com", "org", "net", "eu", "info", "be", "ch", "ca", "lu", "uk", "de", "it", "io", "tv",
    "int", "edu", "gov", "paris", "bzh", "ma", "tn", "dz", "sn", "ci", "re", "mc", "qc", "news",
    "media", "co",
];

/// Adds to `term` the rest of the host name (`www.lemonde.fr`) of which it is the
/// first label, ending at `at`, and returns its end; a host name has a term's length
/// at most.
fn host(text: &str, at: usize, term: &mut String) -> Option<usize> {
    let bytes = text.as_bytes();
    let is_label = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let mut to = at;
    let mut end = None;
    while bytes.get(to) == Some(&b'.') && bytes.get(to + 1).is_some_and(is_label) {
        let label = to + 1;
        to = label;
        while bytes.get(to).is_some_and(|byte| is_label(byte) || *byte == b'-') {
            to += 1;
        }
        if to - at > MAX_TERM_BYTES {
            break;
        }
        if (term == "www" || TOP_LEVEL.contains(&&text[label..to]))
            && !text[to..].starts_with(|char| is_word_char(char) || is_combining(char))
        {
            end = Some(to);
        }
    }
    term.push_str(&text[at..end?]);
    end
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
