//! What holds of the words of any text: of random ones, and of those made of pieces that mean
//! something to the tokenizer.
//!
//! It looks at no text that is given.

use proptest::prelude::*;
use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::tests::{list, terms};
use super::*;

/// Pieces of text that mean something to the tokenizer, or should not.
const NASTY: &[&str] = &[
    "a", "b", "t", "T", "l", "L", "d", "qu", "il", "on", "elle", "M", "C", "G", "O", "un", "hui",
    "aujourd", "presqu", "île", "quelqu", "grand", "mère", "www", "fr", "com", "de", "lemonde",
    "é", "É", "ç", "Ÿ", "ÿ", "œ", "Œ", "æ", "ß", "ẞ", "ł", "Ł", "İ", "ı", "ğ", "ﬁ", "ﬃ", "ſ", "Σ",
    "ς", "ά", "北", "が", "한", "Ж", "й", "क", "ि", "\u{93C}", "\u{94D}", "ª", "º", "°", "²", "½",
    "₂", "ᵉ", "ᵒ", "·", "•", "/", "(", ")", "e", "s", "rice", "teur", "h", "km", "٣", "0", "1",
    "5", "25", "000", "300", "2020", "'", "'", "’", "’", "‘", "ʼ", "´", "`", "-", "-", "\u{2011}",
    "–", ".", ".", ".", ",", ",", ":", "…", " ", " ", "\u{A0}", "\u{202F}", "\u{2009}", "\n",
    "\u{AD}", "\u{200B}", "\u{200D}", "\u{FE0F}", "\u{FEFF}", "\u{34F}", "\u{300}", "\u{301}",
    "\u{301}", "\u{302}", "\u{327}", "\u{20E3}", "\u{3099}", "😀", "👩🏽", "🇫🇷", "«", "»", "“", "\"",
    "(", "@", "#", "_", "€", "\u{0}",
];

fn nasty_text() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(NASTY), 0..24).prop_map(|pieces| pieces.concat())
}

fn any_text() -> impl Strategy<Value = String> {
    prop::collection::vec(any::<char>(), 0..40).prop_map(String::from_iter)
}

/// Checks what must hold of the words of any text.
fn check_soundness(text: &str) -> Result<(), TestCaseError> {
    let mut end = 0;
    for (ordinal, (term, word)) in list(text).iter().enumerate() {
        prop_assert_eq!(word.position as usize, ordinal);
        prop_assert!(end <= word.from && word.from < word.to, "{:?} after {}", word, end);
        prop_assert!(text.get(word.from..word.to).is_some(), "{:?} cuts a character", word);
        end = word.to;
        prop_assert!((1..=MAX_TERM_BYTES).contains(&term.len()), "{:?}", term);
        prop_assert!(is_nfc(term), "{:?} is not composed", term);
        prop_assert_eq!(&term.to_lowercase(), term);
        prop_assert!(!term.contains(is_ignored), "{:?}", term);
        // A term with signs may come apart: `le_monde` without its `@` is two words.
        if term.chars().all(char::is_alphabetic) {
            prop_assert_eq!(terms(term), [term.as_str()]);
        }
    }
    Ok(())
}

fn check_normal_forms(text: &str) -> Result<(), TestCaseError> {
    let composed: String = text.nfc().collect();
    let decomposed: String = text.nfd().collect();
    prop_assert_eq!(terms(&composed), terms(&decomposed));
    Ok(())
}

/// Checks that a word that is taken for plain is what it is otherwise.
fn check_plain_words(text: &str) -> Result<(), TestCaseError> {
    let mut term = String::new();
    let (mut found, mut expected): (Vec<_>, Vec<(String, Token)>) = Default::default();
    let mut all = words(text);
    while let Some((word, term)) = all.next_like(|_, _| true, &mut term) {
        found.push((term.to_owned(), word));
    }
    let mut all = words(text);
    while let Some(from) = all.next_start() {
        term.clear();
        let word = all.word(from, &mut term);
        term.truncate(term.floor_char_boundary(MAX_TERM_BYTES));
        expected.extend(word.map(|word| (term.clone(), word)));
    }
    prop_assert_eq!(&found, &expected);
    for is_meant in [
        |first: u8, length: usize| first.to_ascii_lowercase() < b'm' && length.is_multiple_of(2),
        |first: u8, _: usize| !first.is_ascii_lowercase(),
    ] {
        let mut left = Vec::new();
        let mut all = words(text);
        while let Some((word, found)) = all.next_like(is_meant, &mut term) {
            left.push((found.to_owned(), word));
        }
        // Of those that are not meant some come as well.
        prop_assert!(left.iter().all(|word| expected.contains(word)));
        let is_left =
            |(term, word): &(String, Token)| is_meant(text.as_bytes()[word.from], term.len());
        left.retain(is_left);
        let meant: Vec<_> = expected.iter().filter(|word| is_left(word)).cloned().collect();
        prop_assert_eq!(left, meant);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 2_000,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn words_of_any_text_are_sound(text in any_text()) {
        check_soundness(&text)?;
    }

    #[test]
    fn words_of_a_nasty_text_are_sound(text in nasty_text()) {
        check_soundness(&text)?;
    }

    #[test]
    fn words_of_any_text_are_the_same_where_they_are_plain(text in any_text()) {
        check_plain_words(&text)?;
    }

    #[test]
    fn words_of_a_nasty_text_are_the_same_where_they_are_plain(text in nasty_text()) {
        check_plain_words(&text)?;
    }

    #[test]
    fn words_of_prose_are_the_same_where_they_are_plain(
        text in "([A-Za-zÀéœß]{1,6}[.·'’( \u{A0},:!?)\n\"\\]t-]{1,2}){1,12}"
    ) {
        check_plain_words(&text)?;
    }

    #[test]
    fn numbers_are_the_same_where_they_are_plain(
        text in "([0-9]{1,4}( h ?|[ ,.h:\n)'\u{A0}-]{1,2})([0-9]{2,3}|[a-zA-Z]{0,3})){1,10}"
    ) {
        check_plain_words(&text)?;
    }

    #[test]
    fn words_before_a_hyphen_are_the_same_where_they_are_plain(
        text in "([a-zé]{0,3}(eur|eux|n|t|É)?-(rice|use|ne|te|e|s|x|[a-zA-Z]{1,3})[ ,.-]){1,10}"
    ) {
        check_plain_words(&text)?;
    }

    #[test]
    fn any_text_has_the_same_terms_composed_and_decomposed(text in any_text()) {
        check_normal_forms(&text)?;
    }

    #[test]
    fn a_nasty_text_has_the_same_terms_composed_and_decomposed(text in nasty_text()) {
        check_normal_forms(&text)?;
    }
}
