//! What holds for any query, however nasty, long or deep.
//!
//! Queries are made at random, of syntax and of what comes close to it: none panics, and what
//! is printed of one is read as the same.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::tests::shape;
use super::*;
use crate::analysis::MAX_TERM_BYTES;
use crate::render::said::syntax_sentence;

/// Parts of queries, among them all that is syntax and what comes close to it.
const PARTS: &[&str] = &[
    "a",
    "chat",
    "Été",
    "e\u{301}tat",
    "l'",
    "d’",
    "CGT",
    "S.N.C.F.",
    "a-t-il",
    "porte-avions",
    "aujourd'hui",
    "25 000",
    "25",
    "000",
    "1,5",
    "20h30",
    "www.lemonde.fr",
    "@le_monde",
    "_",
    "北京",
    "n°1",
    "œ",
    "ﬁ",
    "\u{AD}",
    " ",
    "  ",
    "\n",
    "\u{A0}",
    "(",
    ")",
    "\"",
    "«",
    "»",
    "“",
    "”",
    "'",
    "’",
    "-",
    "+",
    "=",
    "*",
    "~",
    "~2",
    "~3",
    "^",
    "^2",
    ":",
    ",",
    ".",
    "/",
    "!",
    "ET",
    "OU",
    "SAUF",
    "AND",
    "OR",
    "NOT",
    " ET ",
    " OU ",
    " SAUF ",
    "NEAR/5",
    " NEAR/2 ",
    "NEAR/",
    "titre:",
    "titr:",
    "Titre",
    "date:",
    "depuis:",
    "2020",
    "..",
    "source:",
    "afp,",
    "url:",
    "http://",
    "x*",
    "*x",
    "LES",
    "\"a b\"",
    " (",
    ") ",
    " -",
    " +",
];

/// As many as take a second or two.
const CASES: u32 = 2_000;

fn nasty_query() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PARTS), 0..16).prop_map(|parts| parts.concat())
}

fn check_spans(text: &str, node: &Node) -> Result<(), TestCaseError> {
    let span = node.span();
    let typed = text.get(span.clone());
    prop_assert!(typed.is_some_and(|typed| !typed.is_empty()), "{:?} in {:?}", span, text);
    match node {
        Node::All(nodes) | Node::Any(nodes) | Node::Sequence(nodes) => {
            prop_assert!(nodes.len() > 1, "{:?}", text);
            nodes.iter().try_for_each(|node| check_spans(text, node))
        }
        Node::Not(node) | Node::Must(node) | Node::In { node, .. } => check_spans(text, node),
        Node::Near { left, right, .. } => {
            check_spans(text, left)?;
            check_spans(text, right)
        }
        Node::Phrase { words, .. } => {
            prop_assert!(!words.is_empty(), "{:?}", text);
            for word in words {
                let is_inside = span.start <= word.span.start && word.span.end <= span.end;
                prop_assert!(is_inside && text.get(word.span.clone()).is_some(), "{:?}", text);
            }
            Ok(())
        }
        Node::Word(_) | Node::Date { .. } => Ok(()),
    }
}

/// Tells whether every term of `text` is one word when typed: some letters of rare
/// scripts, brought into Unicode's order, start with a sign that starts no word.
fn has_stable_terms(text: &str) -> bool {
    let terms = |text: &str| {
        let (mut found, mut term) = (Vec::new(), String::new());
        let mut words = crate::analysis::words(text);
        while words.next_into(&mut term).is_some() {
            found.push(term.clone());
        }
        found
    };
    terms(text).iter().all(|term| terms(&format!("@{term}")) == [term.as_str()])
}

fn check_query(text: &str) -> Result<(), TestCaseError> {
    match parse(text) {
        Ok(None) => Ok(()),
        Ok(Some(node)) => {
            check_spans(text, &node)?;
            if !has_stable_terms(text) {
                return Ok(());
            }
            let printed = node.to_string();
            let again = parse(&printed);
            let again = again.as_ref().map(|node| node.as_ref().map(shape));
            prop_assert_eq!(again, Ok(Some(shape(&node))), "{:?}, printed as {:?}", text, printed);
            Ok(())
        }
        Err(error) => {
            let part = text.get(error.span.clone());
            prop_assert!(part.is_some(), "{:?} in {:?}", error.span, text);
            let message = syntax_sentence(&error.problem);
            prop_assert!(!message.is_empty() && !message.ends_with('.'));
            Ok(())
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: CASES,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_text_is_read_or_refused_in_a_place(text in any::<String>()) {
        check_query(&text)?;
    }

    #[test]
    fn any_nasty_query_is_read_or_refused_in_a_place(text in nasty_query()) {
        check_query(&text)?;
    }

    #[test]
    fn plain_words_are_those_of_the_tokenizer(
        words in prop::collection::vec("[a-zéèç]{1,8}('[a-z]{2,5})?[.,!?…]?", 1..12)
    ) {
        let text = words.join(" ");
        let mut found = Vec::new();
        match parse(&text) {
            Ok(Some(Node::Word(word))) => found.push((word.term, word.span)),
            Ok(Some(Node::Sequence(nodes))) => {
                for node in nodes {
                    let Node::Word(word) = node else { panic!("a word in {text}") };
                    found.push((word.term, word.span));
                }
            }
            Ok(None) => {}
            other => panic!("plain words of {text}, not {other:?}"),
        }
        let mut expected = Vec::new();
        let mut words = crate::analysis::words(&text);
        let mut term = String::new();
        while let Some(word) = words.next_into(&mut term) {
            expected.push((term.clone(), word.from..word.to));
        }
        prop_assert_eq!(found, expected);
    }
}

/// Reads a query and, if it can be read, prints it and reads it again; all of it fast.
#[track_caller]
fn check_fast(name: &str, text: &str) {
    let start = Instant::now();
    match parse(text) {
        Ok(Some(node)) => {
            let printed = node.to_string();
            assert!(matches!(parse(&printed), Ok(Some(_))), "{name}, printed");
        }
        Ok(None) => {}
        Err(error) => assert!(text.get(error.span.clone()).is_some(), "{name}"),
    }
    let took = start.elapsed();
    // Far above what it takes on a busy machine, far below what a hang would.
    assert!(took < Duration::from_secs(20), "{name} took {took:?}");
}

#[test]
fn queries_of_100_kb_are_read_in_no_time() {
    for part in PARTS {
        for between in ["", " ", "a", " a ", " ET "] {
            let unit = format!("{part}{between}");
            check_fast(&unit, &unit.repeat(20_000 / unit.len()));
        }
    }
    for unit in ["a ", "(", ")", "\"", "« ", "a-", "-", "titre:a ", "titre:a,", "a NEAR/5 ", "()"]
    {
        check_fast(unit, &unit.repeat(100_000 / unit.len()));
    }
    check_fast("one word", &"é".repeat(50_000));
}

#[test]
fn deep_nesting_is_read_or_refused() {
    for depth in [10, 63, 64, 65, 1_000, 30_000] {
        for (open, close) in
            [("(", ")"), ("(a OU ", ")"), ("-(a ", ")"), ("SAUF ", ""), ("(a NEAR/5 ", ")")]
        {
            let text = format!("{}b{}", open.repeat(depth), close.repeat(depth));
            check_fast(open, &text);
            let is_read = parse(&text).is_ok();
            // A sign and its bracket are two levels.
            let levels = if open.starts_with('-') { 2 * depth } else { depth };
            assert_eq!(is_read, levels <= 64, "{open} {depth} times");
        }
    }
    let mut widest = "a".to_owned();
    for _ in 0..64 {
        widest = format!("(b OU {widest}{})", " NEAR/2 a".repeat(16));
    }
    check_fast("the highest tree", &widest);
    assert!(parse(&widest).is_ok(), "the highest tree");
}

#[test]
fn a_word_longer_than_a_term_is_read() {
    check_fast("a long host", &format!("www.{}.fr", "a".repeat(MAX_TERM_BYTES)));
}
