//! Queries at random: words, phrases, prefixes, near words, alternatives, exclusions,
//! fields, dates, capitals.

use super::collection::{SECTIONS, SOURCES, TAGS, WORDS};
use super::dice::Dice;

/// Words that no article has, or in another spelling.
const OTHERS: [&str; 6] = ["zeppelin", "greve", "tramwai", "avocats", "le", "MARCHÉ"];

/// Queries of stop words alone, which are words then.
const STOP_WORDS: [&str; 4] = ["le", "de la", "titre:de la", "les -grève"];

const DATES: [&str; 8] = [
    "date:2019",
    "date:2019-12",
    "date:2019-12-05",
    "date:2018..2019",
    "depuis:2019-12",
    "avant:2019",
    "date:2018-11-17",
    "apres:2019-12-05",
];

/// Returns a query: some words, and in one of two something written as syntax.
pub(super) fn query(dice: &mut Dice) -> String {
    let mut parts: Vec<String> = (0..dice.below(4)).map(|_| word(dice)).collect();
    if dice.one_in(12) {
        parts.extend((0..5).map(|_| word(dice)));
    }
    if parts.is_empty() || dice.one_in(2) {
        parts.push(clause(dice));
    }
    if dice.one_in(3) {
        parts.push(filter(dice));
    }
    if dice.one_in(3) {
        parts.reverse();
    }
    if dice.one_in(30) {
        parts = vec![dice.pick(&STOP_WORDS).to_owned()];
    }
    parts.join(" ")
}

fn word(dice: &mut Dice) -> String {
    if dice.one_in(9) { dice.pick(&OTHERS).to_owned() } else { dice.word(&WORDS).to_owned() }
}

/// Returns something written as syntax, in brackets where what follows would change it.
fn clause(dice: &mut Dice) -> String {
    let one = word(dice);
    let (other, field) = (dice.word(&WORDS), dice.pick(&["titre", "texte"]));
    match dice.below(12) {
        0 => format!("({one} OU {other})"),
        1 => format!("({one} ET {other})"),
        2 => format!("\"{one} {other}\""),
        3 => "\"des tramways dure\"".to_owned(),
        4 => format!("\"{one} {other}\"~6"),
        5 => format!("({one} NEAR/{} {other})", 1 + dice.below(12)),
        6 => format!("{}*", one.chars().take(4).collect::<String>()),
        7 => format!("{field}:{one}"),
        8 => format!("={other}"),
        9 => format!("^{}", dice.pick(&["Tours", "Total", "Vienne", "Brest"])),
        10 => format!("{other}~"),
        _ => format!("((titre:{one} OU tag:social) SAUF {other})"),
    }
}

/// Returns a clause that leaves articles out of those that are found without it.
pub(super) fn filter(dice: &mut Dice) -> String {
    match dice.below(6) {
        0 => format!("source:\"{}\"", dice.pick(&SOURCES)),
        1 => format!("rubrique:{}", dice.pick(&SECTIONS)),
        // Stop words are no filter among plain words, and one in a field.
        2 if dice.one_in(3) => {
            dice.pick(&["auteur:Le", "auteur:de", "titre:de", "titre:le"]).to_owned()
        }
        2 => format!("tag:{}", dice.pick(&TAGS)),
        3 => format!("-{}", dice.word(&WORDS)),
        4 => format!("+{}", dice.word(&WORDS)),
        _ => dice.pick(&DATES).to_owned(),
    }
}

#[test]
fn queries_are_of_all_kinds() {
    let mut dice = Dice::new(1);
    let queries: Vec<String> = (0..3_000).map(|_| query(&mut dice)).collect();
    for part in [
        " OU ",
        " ET ",
        " SAUF ",
        "\"~6",
        " NEAR/",
        "* ",
        "titre:",
        "texte:",
        "=",
        "^",
        "~",
        "source:",
        "rubrique:",
        "tag:",
        " -",
        "+",
        "date:",
        "depuis:",
        "avant:",
        "apres:",
        "2019",
        "zeppelin",
    ] {
        let with = queries.iter().filter(|query| query.contains(part)).count();
        assert!(with >= 10, "{with} queries have {part:?}");
    }
}
