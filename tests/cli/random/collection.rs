//! A collection at random: words of news in several forms, dates of every precision, and
//! copies, some of them of one text a hundred times over.

use serde_json::{Value, json};

use super::dice::Dice;

/// Words of the articles, the commonest first.
pub(super) const WORDS: [&str; 48] = [
    "grève",
    "maire",
    "tramway",
    "ville",
    "police",
    "grèves",
    "gilets",
    "jaunes",
    "tramways",
    "école",
    "hôpital",
    "élus",
    "budget",
    "gratuit",
    "écoles",
    "gratuité",
    "manifestation",
    "manifestants",
    "Tours",
    "tours",
    "Total",
    "total",
    "préfet",
    "préfète",
    "SNCF",
    "train",
    "trains",
    "usine",
    "ouvriers",
    "climat",
    "canicule",
    "sécheresse",
    "2019",
    "décembre",
    "marché",
    "marche",
    "procès",
    "avocat",
    "avocate",
    "Vienne",
    "vaccin",
    "vaccins",
    "réforme",
    "retraites",
    "Sénat",
    "député",
    "députée",
    "Brest",
];

/// Words between them.
pub(super) const SMALL: [&str; 12] =
    ["le", "la", "de", "des", "les", "en", "pour", "sur", "dans", "avec", "un", "une"];

pub(super) const SOURCES: [&str; 4] =
    ["Le Phare", "L'Écho", "Agence Hexagone", "www.ouest.example"];
pub(super) const SECTIONS: [&str; 3] = ["Politique", "Sport", "Région"];
pub(super) const TAGS: [&str; 4] = ["transports", "social", "grève", "santé"];
const AUTHORS: [&str; 3] = ["Paul Le Goff", "Anne de Brest", "Agence Hexagone"];
const DATES: [&str; 12] = [
    "2019",
    "2019-12",
    "2019-12-05",
    "2019-12-05T23:30:00Z",
    "2018-11-17",
    "2018-11-17",
    "2018-05",
    "2020-03-16T20:00:00+01:00",
    "2020-03-17",
    "2021",
    "2019-12-05T00:10:00+01:00",
    "2018",
];

/// Articles of which one text is printed by so many.
const PRINTED: usize = 130;

/// Returns the articles, each with an id of its own.
pub(super) fn articles() -> Vec<Value> {
    let mut dice = Dice::new(15);
    let mut texts: Vec<String> = Vec::new();
    let mut articles = Vec::new();
    let common = format!("La grève des tramways dure. {}", text(&mut dice));
    for number in 0..620 {
        let body = match dice.below(12) {
            _ if number % 4 == 3 && number < 4 * PRINTED => common.clone(),
            0 | 1 if !texts.is_empty() => texts[dice.below(texts.len())].clone(),
            2 if !texts.is_empty() => nearly(&texts[dice.below(texts.len())], &mut dice),
            3 => format!("{}.", words(&mut dice, 6)),
            _ => text(&mut dice),
        };
        texts.push(body.clone());
        let length = 1 + dice.below(4);
        let mut article = json!({
            "id": format!("a{number:03}"), "title": words(&mut dice, length), "body": body,
            "source": dice.pick(&SOURCES), "section": dice.pick(&SECTIONS),
            "authors": [dice.pick(&AUTHORS)],
        });
        if !dice.one_in(8) {
            article["date"] = dice.pick(&DATES).into();
        }
        if dice.one_in(2) {
            article["tags"] = json!([dice.pick(&TAGS), dice.pick(&TAGS)]);
        }
        articles.push(article);
    }
    articles
}

/// Returns a text of some sentences.
fn text(dice: &mut Dice) -> String {
    let sentences = (0..3 + dice.below(5)).map(|_| {
        let length = 6 + dice.below(9);
        words(dice, length) + "."
    });
    sentences.collect::<Vec<_>>().join(" ")
}

fn words(dice: &mut Dice, length: usize) -> String {
    let word = |_| if dice.one_in(2) { dice.pick(&SMALL) } else { dice.word(&WORDS) };
    (0..length).map(word).collect::<Vec<_>>().join(" ")
}

/// Returns a text of which a word is another.
fn nearly(text: &str, dice: &mut Dice) -> String {
    let mut words: Vec<&str> = text.split(' ').collect();
    let at = dice.below(words.len());
    words[at] = dice.word(&WORDS);
    words.join(" ")
}
