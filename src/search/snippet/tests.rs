//! Tests of snippets: which pieces of a text are shown, and where they are cut.
//!
//! Whatever the text, what is shown keeps its limit, its order and whole words.

use proptest::prelude::*;

use super::*;

/// Returns the fragments that words of a query show of a text.
fn fragments(words: &[&str], text: &str, max_fragments: usize, max_chars: usize) -> Vec<Fragment> {
    let options = SnippetOptions { max_fragments, max_chars };
    Matcher::of(words, &[], None).fragments(text, TextField::Body, options)
}

#[track_caller]
fn check(words: &[&str], text: &str, max_chars: usize, expected: &[&str]) {
    let found = fragments(words, text, 2, max_chars);
    let found: Vec<&str> = found.iter().map(|fragment| fragment.text.as_str()).collect();
    assert_eq!(found, expected);
}

const TEXT: &str = "La gare rouvre lundi. Le maire est venu à pied. Le pont, fermé depuis mars, \
    reste interdit aux camions. Le préfet a promis une étude. Personne ne sait quand elle viendra.";

#[test]
fn sentences_are_shown_whole_and_followed_by_those_that_fit() {
    check(
        &["pont"],
        TEXT,
        120,
        &["Le pont, fermé depuis mars, reste interdit aux camions. Le préfet a promis une étude."],
    );
    check(&["gare"], TEXT, 60, &["La gare rouvre lundi. Le maire est venu à pied."]);
}

#[test]
fn words_near_each_other_come_in_one_fragment_from_the_start_of_its_sentence() {
    check(
        &["maire", "fermé"],
        TEXT,
        60,
        &["Le maire est venu à pied. Le pont, fermé depuis mars, reste"],
    );
}

#[test]
fn the_end_of_a_long_sentence_is_shown_where_it_has_more_than_its_start() {
    let text = format!("Le pont, {}le marché vote la grève ce soir.", "dit-on encore, ".repeat(20));
    let found = fragments(&["pont", "marché", "grève"], &text, 1, 100);
    let [only] = found.as_slice() else { panic!("{found:?}") };
    assert!(only.text.contains("le marché vote la grève") && !only.starts_sentence, "{only:?}");
}

#[test]
fn words_apart_come_in_two_fragments() {
    check(
        &["gare", "étude"],
        TEXT,
        130,
        &[
            "La gare rouvre lundi.",
            "Le préfet a promis une étude. Personne ne sait quand elle viendra.",
        ],
    );
}

#[test]
fn a_window_deep_in_a_long_sentence_keeps_some_words_before_it() {
    let text = format!("{}le pont neuf {}", "mot ".repeat(50), "suite ".repeat(50));
    check(&["pont"], &text, 60, &["mot mot mot le pont neuf suite suite suite suite suite"]);
}

#[test]
fn no_fragments_are_none() {
    let matcher = Matcher::of(&["pont"], &[], None);
    let shown = |max_fragments| {
        let options = SnippetOptions { max_fragments, ..SnippetOptions::DEFAULT };
        matcher.snippet(|field| if field == TextField::Body { TEXT } else { "" }, options).len()
    };
    assert_eq!((shown(0), shown(1)), (0, 1));
}

#[test]
fn a_limit_that_no_word_fits_shows_nothing() {
    check(&["interdit"], "Interdiction.", 5, &[]);
    check(&["pont"], TEXT, 0, &[]);
}

#[test]
fn a_phrase_longer_than_a_snippet_shows_its_opening() {
    let words: Vec<&str> = "le pont reste interdit aux camions".split(' ').collect();
    let matcher = Matcher::of(&[], &words, None);
    let text = "Lundi, le pont reste interdit aux camions.";
    let options = SnippetOptions { max_fragments: 1, max_chars: 30 };
    let found = matcher.fragments(text, TextField::Body, options);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].text, "Lundi, le pont reste interdit");
    assert_eq!((found[0].highlights.len(), &found[0].highlights[0]), (1, &(7..29)));
}

#[test]
fn a_phrase_that_is_cut_ends_with_a_word() {
    let matcher = Matcher::of(&[], &["mot", "autre", "gare"], None);
    let options = SnippetOptions { max_fragments: 1, max_chars: 26 };
    let found = matcher.fragments(
        "mot autre.  \n gare du Nord, où rien ne va plus",
        TextField::Body,
        options,
    );
    assert_eq!(found[0].text, "mot autre.");
}

#[test]
fn a_form_as_typed_is_preferred_when_as_near() {
    let mut matcher = Matcher::of(&["grève", "gare"], &[], None);
    matcher.add_form("grèves", 0);
    let text = format!("Les grèves à la gare. {}Une grève à la gare.", "Rien. ".repeat(20));
    let options = SnippetOptions { max_fragments: 1, max_chars: 30 };
    let found = matcher.fragments(&text, TextField::Body, options);
    assert_eq!(found[0].text, "Une grève à la gare.");
}

#[test]
fn a_stop_word_counts_less_than_a_word_as_typed_and_is_not_marked() {
    let mut matcher = Matcher::of(&["pont"], &[], None);
    matcher.add_form("ponts", 0);
    matcher.add_left_out("de");
    let show = |text: &str| {
        let options = SnippetOptions { max_fragments: 1, max_chars: 25 };
        matcher.fragments(text, TextField::Body, options).remove(0)
    };
    let found = show("Les ponts de fer bruns. Il pleut encore ici. Un pont neuf.");
    assert_eq!(found.text, "Un pont neuf.");
    let found = show("Un pont neuf à la mer. Il pleut encore ici. Un pont de fer.");
    assert_eq!((found.text.as_str(), found.highlights.len()), ("Un pont de fer.", 1));
}

/// Pieces of texts: words with several bytes a character, signs, blanks of all kinds.
const PIECES: [&str; 24] = [
    "pont",
    "Pont",
    "gare",
    "l’été",
    "été",
    "œuvre",
    "mot",
    "autre",
    "e\u{301}te",
    "25\u{a0}000",
    "M.",
    "!",
    "?",
    "…",
    "« ",
    " »",
    "\n",
    "\n\n",
    " ",
    " ",
    "\u{a0}",
    "-",
    "🚂",
    "’",
];

prop_compose! {
    fn text()(pieces in proptest::collection::vec((0..PIECES.len(), any::<bool>()), 0..160)) -> String {
        let mut text = String::new();
        for (piece, blank) in pieces {
            text.push_str(PIECES[piece]);
            text.push_str(if blank { " " } else { ". " });
        }
        text
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 1_500,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn fragments_keep_the_limit_the_order_and_whole_words(
        text in text(),
        words in proptest::sample::subsequence(vec!["pont", "gare", "été", "œuvre", "mot", "25000"], 0..4),
        phrase in proptest::sample::subsequence(vec!["autre", "mot", "gare"], 0..4),
        slop in proptest::option::of(0_u32..4),
        max_fragments in 1_usize..5,
        max_chars in 0_usize..320,
    ) {
        let matcher = Matcher::of(&words, &phrase, slop);
        let options = SnippetOptions { max_fragments, max_chars };
        let found = matcher.fragments(&text, TextField::Body, options);
        prop_assert!(found.len() <= max_fragments);
        let joints = JOINT_CHARS * found.len().saturating_sub(1);
        let shown: usize = found.iter().map(|fragment| chars(&fragment.text)).sum();
        prop_assert!(shown + joints <= max_chars, "{} of {}", shown + joints, max_chars);
        let mut end = 0;
        for fragment in &found {
            prop_assert!(fragment.byte_offset >= end, "fragments in order");
            prop_assert_eq!(fragment.char_offset, chars(&text[..fragment.byte_offset]));
            let raw: String = text[fragment.byte_offset..].chars().take(chars(&fragment.text)).collect();
            end = fragment.byte_offset + raw.len();
            for at in [fragment.byte_offset, end] {
                let before = text[..at].chars().next_back().is_some_and(char::is_alphanumeric);
                let after = text[at..].chars().next().is_some_and(char::is_alphanumeric);
                prop_assert!(!(before && after), "cut inside a word at {}", at);
            }
            prop_assert_eq!(raw.trim(), &raw);
            let marks: Vec<char> = fragment.text.chars().collect();
            prop_assert!(fragment.highlights.is_sorted_by(|one, next| one.end <= next.start));
            for (mark, bytes) in fragment.highlights.iter().zip(&fragment.byte_highlights) {
                let marked: String = marks[mark.clone()].iter().collect();
                prop_assert!(!marked.trim().is_empty());
                let stored = &text[bytes.clone()];
                prop_assert_eq!(stored.replace('\n', " "), marked);
            }
            prop_assert_eq!(fragment.highlights.len(), fragment.byte_highlights.len());
        }
    }
}
