//! The words of a collection, as its state has them: what each run counted, as one packed piece
//! that never changes, read as the lexicon of a segment is.
//!
//! Pieces add up. What was replaced or deleted since stays counted until a recount.

use std::collections::{BTreeSet, HashMap};

use foldhash::fast::FixedState;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use tantivy::directory::OwnedBytes;
use tantivy::fieldnorm::FieldNormReader;

use crate::analysis::words;
use crate::article::{Article, TextField};
use crate::lexicon::{
    CaseTally, Exceptions, Lexicon, LexiconBuilder, SegmentLexicon, open_segment,
};

/// How well a piece is packed.
const PACKING: i32 = 9;

/// Most bytes that a piece unpacks to.
const MAX_BYTES: usize = 1 << 30;

/// Numbers that are kept of a word: in how many articles it is in the title, the standfirst and
/// the body, and in how many at all.
const NUMBERS: usize = 4;

/// What a piece says of itself, and of the articles that were counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct PieceRef {
    /// What tells it from others: a hash of its bytes.
    pub(super) id: String,
    /// In how many documents it is.
    pub(super) parts: usize,
    /// Articles that were counted.
    pub(super) articles: u64,
    /// Lengths of their texts together, each rounded as where limier scores.
    pub(super) lengths: [u64; 3],
}

/// What is known of a word while it is counted.
#[derive(Debug, Clone, Copy, Default)]
struct Seen {
    total: u32,
    with: [u32; NUMBERS],
}

/// Words that are being counted.
#[derive(Debug, Default)]
pub(super) struct Tally {
    seen: HashMap<Box<str>, Seen, FixedState>,
    case: CaseTally,
    articles: u64,
    lengths: [u64; 3],
}

/// The words of one article: of each field in their order.
#[derive(Debug, Default)]
pub(super) struct ArticleWords {
    /// The words of each field, parted by blanks.
    pub(super) texts: [String; 3],
    /// How often each word is in each field.
    pub(super) times: HashMap<Box<str>, [u32; 3], FixedState>,
    /// How many words each field has.
    pub(super) lengths: [u32; 3],
    /// The words that stand somewhere with a capital, each with the field in front.
    pub(super) capitals: BTreeSet<String>,
}

impl Tally {
    /// Reads the words of an article and counts them. A standfirst that repeats the opening of
    /// the text has no words of its own.
    pub(super) fn read(&mut self, article: &Article) -> ArticleWords {
        let mut read = ArticleWords::default();
        let repeats = article.description_in_body().is_some();
        let mut term = String::new();
        for field in TextField::ALL {
            if field == TextField::Description && repeats {
                continue;
            }
            let at = field as usize;
            let text = &mut read.texts[at];
            let mut tokens = words(article.text(field));
            while let Some(token) = tokens.next_into(&mut term) {
                self.case.count(&term, token);
                if article.text(field)[token.from..].starts_with(char::is_uppercase) {
                    read.capitals.insert(with_capital(field, &term));
                }
                if !text.is_empty() {
                    text.push(' ');
                }
                text.push_str(&term);
                read.lengths[at] += 1;
                if let Some(times) = read.times.get_mut(term.as_str()) {
                    times[at] += 1;
                } else {
                    let mut times = [0; 3];
                    times[at] = 1;
                    read.times.insert(term.as_str().into(), times);
                }
            }
            self.case.end_of_text();
            self.lengths[at] += rounded(read.lengths[at]);
        }
        self.articles += 1;
        for (word, times) in &read.times {
            let seen = match self.seen.get_mut(word) {
                Some(seen) => seen,
                None => self.seen.entry(word.clone()).or_default(),
            };
            seen.total = seen.total.saturating_add(times.iter().sum());
            for (with, times) in seen.with.iter_mut().zip(times) {
                *with += u32::from(*times > 0);
            }
            seen.with[NUMBERS - 1] += 1;
        }
        read
    }

    /// Takes over what another one counted.
    pub(super) fn absorb(&mut self, mut other: Self) {
        self.case.absorb(&mut other.case);
        self.articles += other.articles;
        for (sum, length) in self.lengths.iter_mut().zip(other.lengths) {
            *sum += length;
        }
        for (word, seen) in other.seen {
            let sum = self.seen.entry(word).or_default();
            sum.total = sum.total.saturating_add(seen.total);
            for (with, more) in sum.with.iter_mut().zip(seen.with) {
                *with = with.saturating_add(more);
            }
        }
    }

    /// Returns how many articles were counted.
    pub(super) fn articles(&self) -> u64 {
        self.articles
    }

    /// Packs what was counted.
    pub(super) fn pack(&self) -> std::io::Result<(PieceRef, Vec<u8>)> {
        let mut known: Vec<(&str, &Seen)> =
            self.seen.iter().map(|(word, seen)| (&**word, seen)).collect();
        known.sort_unstable_by_key(|(word, _)| *word);
        let mut builder = LexiconBuilder::default();
        let mut numbers = Vec::with_capacity(known.len() * NUMBERS * 4);
        for (word, seen) in known {
            builder.push(word, self.case.counts(word, seen.total), None);
            seen.with.iter().for_each(|number| numbers.extend(number.to_le_bytes()));
        }
        pack(builder, &numbers, self.articles, self.lengths)
    }
}

fn pack(
    builder: LexiconBuilder,
    numbers: &[u8],
    articles: u64,
    lengths: [u64; 3],
) -> std::io::Result<(PieceRef, Vec<u8>)> {
    let mut bytes = vec![0; 8];
    builder.write(&mut bytes, lengths)?;
    let end = (bytes.len() - 8) as u64;
    bytes[..8].copy_from_slice(&end.to_le_bytes());
    bytes.extend(numbers);
    let packed = zstd::bulk::compress(&bytes, PACKING)?;
    let id = hash_of(&packed);
    Ok((PieceRef { id, parts: 0, articles, lengths }, packed))
}

/// Returns what stands for a word with a capital in a field.
pub(super) fn with_capital(field: TextField, term: &str) -> String {
    format!("{}:{term}", field as usize)
}

/// Returns bytes as digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    let mut digits = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        for half in [byte >> 4, byte & 15] {
            digits.extend(char::from_digit(half.into(), 16));
        }
    }
    digits
}

/// Returns what tells packed bytes from others.
pub(super) fn hash_of(packed: &[u8]) -> String {
    hex(&Sha256::digest(packed)[..16])
}

/// Returns the length of a text as limier's scores know it.
pub(super) fn rounded(length: u32) -> u64 {
    u64::from(FieldNormReader::id_to_fieldnorm(FieldNormReader::fieldnorm_to_id(length)))
}

/// Adds the lengths of the texts of an article to those of some, and the article to these.
pub(super) fn add_lengths((sums, articles): &mut ([u64; 3], u64), article: &Article) {
    let mut term = String::new();
    for field in TextField::ALL {
        let mut words = words(article.text(field));
        let mut count = 0;
        while words.next_into(&mut term).is_some() {
            count += 1;
        }
        sums[field as usize] += rounded(count);
    }
    *articles += 1;
}

/// A piece, unpacked.
#[derive(Clone)]
pub(super) struct Piece {
    lexicon: SegmentLexicon,
    numbers: OwnedBytes,
}

impl Piece {
    /// Unpacks a piece; `None` when it is none.
    pub(super) fn unpack(packed: &[u8]) -> Option<(Self, Vec<u8>)> {
        let size = zstd::zstd_safe::get_frame_content_size(packed).ok()??;
        let size = usize::try_from(size).ok().filter(|size| *size <= MAX_BYTES)?;
        let bytes = zstd::bulk::decompress(packed, size).ok()?;
        Some((Self::open(&OwnedBytes::new(bytes.clone()))?, bytes))
    }

    /// Reads a piece that was unpacked before.
    pub(super) fn open(bytes: &OwnedBytes) -> Option<Self> {
        let end = usize::try_from(u64::from_le_bytes(*bytes.first_chunk()?)).ok()?;
        let end = end.checked_add(8).filter(|end| *end <= bytes.len())?;
        let lexicon = open_segment(bytes.slice(8..end))?;
        let numbers = bytes.slice(end..bytes.len());
        (numbers.len() == lexicon.len().checked_mul(NUMBERS * 4)?)
            .then_some(Self { lexicon, numbers })
    }

    fn numbers_of(&self, term: &str) -> [u32; NUMBERS] {
        let Some(place) = self.lexicon.place(term) else { return [0; NUMBERS] };
        let mut numbers = [0; NUMBERS];
        for (at, number) in numbers.iter_mut().enumerate() {
            let from = (place * NUMBERS + at) * 4;
            let bytes = self.numbers.get(from..from + 4).and_then(|bytes| bytes.first_chunk());
            *number = bytes.map_or(0, |bytes| u32::from_le_bytes(*bytes));
        }
        numbers
    }
}

/// All the words of a collection.
pub(super) struct Words {
    pub(super) lexicon: Lexicon,
    pieces: Vec<Piece>,
    /// Articles that were counted.
    pub(super) articles: u64,
    /// Lengths of their texts together.
    pub(super) lengths: [u64; 3],
}

impl Words {
    /// Puts pieces together.
    pub(super) fn new(pieces: Vec<(PieceRef, Piece)>, exceptions: Exceptions) -> Self {
        let (mut articles, mut lengths) = (0, [0; 3]);
        let mut all = Vec::with_capacity(pieces.len());
        for (reference, piece) in pieces {
            articles += reference.articles;
            for (sum, length) in lengths.iter_mut().zip(reference.lengths) {
                *sum += length;
            }
            all.push(piece);
        }
        let segments = all.iter().map(|piece| piece.lexicon.clone()).collect();
        Self { lexicon: Lexicon::new(segments, exceptions), pieces: all, articles, lengths }
    }

    /// Returns how many articles have a form in each text field, and at all.
    pub(super) fn with(&self, form: &str) -> [u32; NUMBERS] {
        let mut sum = [0_u32; NUMBERS];
        for piece in &self.pieces {
            for (sum, number) in sum.iter_mut().zip(piece.numbers_of(form)) {
                *sum = sum.saturating_add(number);
            }
        }
        sum
    }

    /// Packs several pieces into one.
    pub(super) fn join(&self) -> std::io::Result<(PieceRef, Vec<u8>)> {
        let mut known: Vec<(&str, &str)> = Vec::new();
        for piece in &self.pieces {
            known.extend(piece.lexicon.iter().map(|(word, _, stem)| (word, stem)));
        }
        known.sort_unstable();
        known.dedup_by_key(|(word, _)| *word);
        let (mut builder, mut numbers) = (LexiconBuilder::default(), Vec::new());
        for (word, stem) in known {
            builder.push(word, self.lexicon.counts(word), Some(stem));
            self.with(word).iter().for_each(|number| numbers.extend(number.to_le_bytes()));
        }
        pack(builder, &numbers, self.articles, self.lengths)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(title: &str, body: &str) -> Article {
        Article { title: title.to_owned(), body: body.to_owned(), ..Article::default() }
    }

    fn packed(articles: &[Article]) -> (PieceRef, Piece) {
        let mut tally = Tally::default();
        for article in articles {
            tally.read(article);
        }
        let (reference, packed) = tally.pack().expect("memory");
        let (piece, bytes) = Piece::unpack(&packed).expect("a piece");
        assert!(Piece::open(&OwnedBytes::new(bytes)).is_some());
        (reference, piece)
    }

    #[test]
    fn pieces_add_up_and_are_joined_without_a_loss() {
        let one = packed(&[article("Le pont", "Les ponts de Paris"), article("", "Paris, Paris")]);
        let other = packed(&[article("Paris", "le PONT de Paris")]);
        let words = Words::new(vec![one, other], Exceptions::default());
        assert_eq!(words.articles, 3);
        assert_eq!(words.with("paris"), [1, 0, 3, 3]);
        assert_eq!(words.with("pont"), [1, 0, 1, 2]);
        assert_eq!(words.with("absent"), [0; 4]);
        assert_eq!(words.lexicon.counts("paris").total, 5);
        let (reference, joined) = words.join().expect("memory");
        let (piece, _) = Piece::unpack(&joined).expect("a piece");
        let again = Words::new(vec![(reference, piece)], Exceptions::default());
        assert_eq!((again.articles, again.lengths), (words.articles, words.lengths));
        for word in ["le", "les", "pont", "ponts", "de", "paris"] {
            assert_eq!(again.with(word), words.with(word), "{word}");
            assert_eq!(again.lexicon.counts(word), words.lexicon.counts(word), "{word}");
            assert!(again.with(word)[3] > 0, "{word}");
        }
    }

    #[test]
    fn what_is_no_piece_is_refused() {
        let (_, packed) = {
            let mut tally = Tally::default();
            tally.read(&article("Le pont", "rouvre"));
            tally.pack().expect("memory")
        };
        assert!(Piece::unpack(b"").is_none() && Piece::unpack(b"rien du tout").is_none());
        for len in 0..packed.len() {
            assert!(Piece::unpack(&packed[..len]).is_none(), "{len} bytes");
        }
        let bytes = zstd::bulk::compress(&[0xFF; 64], 1).expect("memory");
        assert!(Piece::unpack(&bytes).is_none());
    }
}
