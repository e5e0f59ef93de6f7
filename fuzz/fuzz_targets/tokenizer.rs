//! Any text has words, in order, each where it is said to stand.
//!
//! A find is a panic, or a word that is empty, too long, or beside its place.

#![no_main]

use libfuzzer_sys::fuzz_target;
use limier::internals::{MAX_TERM_BYTES, detect_language, fold, words};

fuzz_target!(|text: &str| {
    let (mut tokens, mut term) = (words(text), String::new());
    let (mut end, mut position) = (0, 0);
    while let Some(token) = tokens.next_into(&mut term) {
        assert!(!term.is_empty() && term.len() <= MAX_TERM_BYTES, "{term:?}");
        assert!(end <= token.from && token.from < token.to, "{token:?} behind {end}");
        assert!(text.get(token.from..token.to).is_some(), "{token:?} cuts a character");
        assert_eq!(token.position, position);
        let folded = fold(&term);
        assert_eq!(fold(&folded), folded, "{term:?}");
        (end, position) = (token.to, position + 1);
    }
    assert_eq!(detect_language("", text).code.len(), 2);
});
