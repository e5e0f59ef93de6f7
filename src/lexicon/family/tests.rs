//! Tests of families, on lexicons made from a line of text.
//!
//! Each lexicon is that of the words in its line, so that every count can be seen there.

use std::collections::BTreeMap;
use std::path::Path;

use tantivy::directory::OwnedBytes;

use super::super::{CaseTally, Exceptions, LexiconBuilder, SegmentLexicon};
use super::*;
use crate::analysis::words;

fn segment(text: &str) -> SegmentLexicon {
    let mut totals = BTreeMap::<String, u32>::new();
    let mut cases = CaseTally::default();
    let mut term = String::new();
    let mut words = words(text);
    while let Some(word) = words.next_into(&mut term) {
        *totals.entry(term.clone()).or_default() += 1;
        cases.count(&term, word);
    }
    cases.end_of_text();
    let mut builder = LexiconBuilder::default();
    for (word, total) in totals {
        builder.push(&word, cases.counts(&word, total), None);
    }
    let mut file = Vec::new();
    builder.write(&mut file, [0; 3]).expect("writing to memory succeeds");
    SegmentLexicon::open(OwnedBytes::new(file)).expect("what was written can be read")
}

/// Returns the lexicon of a text, with the exceptions of a file's text.
pub(in crate::lexicon) fn lexicon_with(text: &str, exceptions: &str) -> Lexicon {
    let exceptions = Exceptions::parse(exceptions, Path::new("")).expect("good exceptions");
    Lexicon::new(vec![segment(text)], exceptions)
}

fn lexicon(text: &str) -> Lexicon {
    lexicon_with(text, "")
}

#[track_caller]
fn check(text: &str, typed: &str, expected: &str) {
    let family = lexicon(text).family(typed, "fr");
    let forms: Vec<&str> = family.forms.iter().map(|form| form.term.as_str()).collect();
    assert_eq!(forms.join(" "), expected, "family of {typed}");
}

#[test]
fn a_word_meets_its_inflected_forms() {
    check("grève grèves gréviste SNCF", "grève", "grève grèves");
}

#[test]
fn a_word_without_accents_meets_the_accented_ones_and_their_forms() {
    check("président présidents préside", "president", "president président présidents");
    check("abordée aborder", "abordee", "abordee abordée aborder");
}

#[test]
fn a_rare_name_hides_no_commoner_word_from_who_types_without_accents() {
    let names = "Le film Elephant Man. ".repeat(5);
    check(
        &format!("{names}{}", "un éléphant, des éléphants. ".repeat(6)),
        "elephant",
        "elephant éléphant éléphants",
    );
    let names = "La ville de Limoges. ".repeat(5);
    check(&format!("{names}il a été limogé, ils sont limogés"), "limoges", "limoges");
}

#[test]
fn a_stop_word_is_found_without_its_accent() {
    let text = format!("Etes memes {}", "vous êtes le même. ".repeat(11));
    check(&text, "etes", "etes êtes");
    check("né ne ne ne", "né", "né");
}

#[test]
fn accents_that_were_typed_are_those_that_are_found() {
    check("pêche péché péché", "pêche", "pêche");
    check("pêche péché péché", "péché", "péché");
    check("pêche péché péché", "peche", "peche péché pêche");
    check("marche marchés marché", "marché", "marché marchés");
    check("tâche tache tâches taches", "tâche", "tâche tâches");
    check("élève élevé élèves élevés", "élève", "élève élèves");
    check("jeûne jeune", "jeûne", "jeûne");
    check("côte cote coté", "cote", "cote coté côte");
    check("événement évènement", "événement", "événement évènement");
    check("sécheresse sècheresse", "sècheresse", "sècheresse sécheresse");
    // What no article has was meant to be one of these.
    check("pêche péché péché", "péche", "péche péché pêche");
    assert_eq!(lexicon("pêche").family("péche", "fr").forms[1].relation, Relation::OtherAccents);
}

#[test]
fn capitals_that_are_printed_bare_make_no_acronym() {
    let text = "GREVE : a. GREVE : b. Une grève, la grève et les grèves";
    check(text, "grève", "grève greve grèves");
    check(text, "greve", "greve grève grèves");
    check(text, "grèves", "grèves greve grève");
    for (capitals, word) in [
        ("METEO", "météo"),
        ("DECES", "décès"),
        ("ENQUETE", "enquête"),
        ("SECURITE", "sécurité"),
        ("RENTREE", "rentrée"),
        ("PENURIE", "pénurie"),
    ] {
        let bare = capitals.to_lowercase();
        let text = format!("{capitals} : a. Une {word} et des {word}");
        check(&text, word, &format!("{word} {bare}"));
        check(&text, &bare, &format!("{bare} {word}"));
    }
    // A short word may be one.
    check("AME, une âme. L’AME, son âme.", "âme", "âme");
}

#[test]
fn a_capital_printed_without_its_accent_is_the_same_word() {
    check("état etat états étât", "état", "état etat états");
}

#[test]
fn plain_plurals_meet_and_words_that_only_look_like_one_do_not() {
    check("vidéo vidéos", "vidéos", "vidéos vidéo");
    check("feu feux", "feu", "feu feux");
    check("élu élus élue", "élu", "élu élue élus");
    for (one, other) in [("mois", "moi"), ("fois", "foi"), ("cours", "cour")] {
        check(&format!("{one} {other}"), one, one);
        check(&format!("{one} {other}"), other, other);
    }
}

#[test]
fn forms_of_an_irregular_verb_meet() {
    check("pris pris prendre prennent", "prend", "prend pris prendre prennent");
    check("recevoir reçu", "recu", "recu reçu recevoir");
    check("devant doit", "devant", "devant");
    check("vive vécu", "vive", "vive");
}

#[test]
fn third_persons_plural_meet_their_verb_and_nouns_do_not() {
    check("porter portent porte", "portent", "portent porte porter");
    check("porter portent porte", "porter", "porter porte portent");
    check("étudie étudient étudier étudié", "étudient", "étudient étudie étudier étudié");
    check("étudie étudient étudier", "étudier", "étudier étudie étudient");
    check("président présidents présider", "président", "président présidents");
    check("préside président présidents présider", "préside", "préside présider");
    check("Russie russie", "russie", "russie");
}

#[test]
fn feminines_meet_masculines() {
    check("danseur danseurs danseuse", "danseuses", "danseuses danseur danseurs danseuse");
    check("conducteur conductrice", "conductrice", "conductrice conducteur");
    check("blanc blanche", "blanche", "blanche blanc");
    check("ingénieur ingénieuse", "ingénieur", "ingénieur");
}

#[test]
fn a_slip_is_the_word_it_was_meant_to_be() {
    let chomage = format!("CHOMAGE {} chômeur", "chômage ".repeat(20));
    check(&chomage, "chomage", "chomage chômage");
    let electricite = "électricité ".repeat(20);
    check(&electricite, "électricite", "électricite électricité");
    // A rare misprint lends no forms.
    check(&format!("foïs foi {}", "fois ".repeat(40)), "fois", "fois foïs");
    // A word of its own is no slip.
    check("côté côte", "côte", "côte");
}

#[test]
fn stop_words_are_no_forms_of_other_words() {
    check("né ne nés", "né", "né nés");
    check("sûr sur", "sûr", "sûr");
}

#[test]
fn a_stop_word_finds_itself_in_its_spellings() {
    check("mais mai maïs", "mai", "mai");
    check("mais mai maïs", "maïs", "maïs");
    check("mais mai maïs", "mais", "mais");
    check("après apres âpres", "apres", "apres après");
    check("six si scie", "six", "six");
}

/// Words whose families must agree: names, slips, verbs, and words spelled alike.
const AGREEING: &str = "porte portes porter porté portent portons paye paie payer payé payons \
    essaye essaie essayer essai gère gérer gérant gent demande demander demandons nécessité \
    nécessiter nécessitent osé oser osent marche marché marchés marcher marchent pêche péché \
    étude étudier étudient étudiants Etat État états état égalité egalité dur dure durer durée \
    démission démissionner démissionné chef cheffe chefs maître maitre maîtresse Vienne venir \
    vient venu Paris pari paris OMS om km kilomètres télévision tv récent récemment dissous \
    dissoudre connaissance connaissent paraître paraitre paru vue vu voir Limoges limogés";

#[test]
fn if_a_word_finds_another_that_finds_the_word() {
    let lexicon = lexicon(&AGREEING.repeat(3));
    let family = |word: &str| lexicon.family(word, "fr").forms;
    let mut pairs = 0;
    for (word, _) in lexicon.words() {
        // Who types no accents finds all; who types them, those.
        for form in family(word).iter().filter(|form| fold(&form.term) != word) {
            pairs += 1;
            assert!(family(&form.term).iter().any(|it| it.term == word), "{word}, {}", form.term);
        }
    }
    assert!(pairs > 150, "{pairs} pairs");
}

mod shared {
    use super::*;

    /// The same on all words of the corpus. Rare ones with a slip of the accents are left out,
    /// and names that are rarer than a word without its accents (`Etal`, `étal`), and a few that stand between two words (`comparaît`, of `comparaître`, `comparer`) are
    /// suffered.
    #[test]
    #[ignore = "needs ../shared"]
    fn families_of_the_corpus_agree() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/corpus/articles.jsonl.zst");
        let articles = std::fs::read(path).expect("the corpus is beside the project");
        let articles = zstd::decode_all(&*articles).expect("a whole file");
        let lexicon = lexicon(std::str::from_utf8(&articles).expect("text"));
        let families: BTreeMap<&str, Vec<Form>> =
            lexicon.words().map(|(word, _)| (word, lexicon.family(word, "fr").forms)).collect();
        let is_rare = |word: &str, counts: Counts| {
            let is_bare_name = fold(word) == word && lexicon.kind(word) == Kind::Name;
            let others = lexicon.spellings(word).into_iter().map(|(_, other)| other.total);
            others
                .into_iter()
                .any(|other| is_rare_beside(counts, other) || is_bare_name && counts.total < other)
        };
        let (mut pairs, mut one_way) = (0, Vec::new());
        for (word, family) in &families {
            for form in &family[1..] {
                pairs += 1;
                let finds_back =
                    |form: &Form| families[&*form.term].iter().any(|it| it.term == *word);
                if !finds_back(form)
                    && fold(&form.term) != *word
                    && !is_rare(word, family[0].counts)
                    && !is_rare(&form.term, form.counts)
                {
                    one_way.push(format!("{word} finds {}", form.term));
                }
            }
        }
        assert!(one_way.len() * 5000 <= pairs, "{} of {pairs}: {one_way:?}", one_way.len());
    }
}

#[test]
fn exceptions_come_before_capitals() {
    let text = "SNCF, SNCF, cheminot, cheminots, Macron, Macron, Macron, Macron, Macron";
    let check = |exceptions: &str, typed: &str, expected: &str| {
        let family = lexicon_with(text, exceptions).family(typed, "fr");
        let forms: Vec<&str> = family.forms.iter().map(|form| form.term.as_str()).collect();
        assert_eq!(forms.join(" "), expected, "family of {typed}");
    };
    check("sncf\tcheminot", "sncf", "sncf cheminot cheminots");
    check("sncf\tcheminot", "cheminots", "cheminots sncf cheminot");
    check("macron\tcheminot", "macron", "macron cheminot cheminots");
}

#[test]
fn accents_that_french_has_not_are_no_others_than_none() {
    let text = "M. Sánchez, M. Sanchez, M. Sanchez, M. Sanchez, le péché, la pêche, la pêche";
    check(text, "sánchez", "sánchez sanchez");
    check(text, "sanchez", "sanchez sánchez");
    check(text, "péché", "péché");
}

#[test]
fn a_capital_without_its_accent_makes_no_name() {
    check("Etat Etat Etat Etat Etat état état états", "etat", "etat état états");
}

#[test]
fn an_acronym_is_its_own_family_whatever_the_case() {
    check("OMS, OMS, oms, OM, OM", "oms", "oms");
    check("OMS, OMS, oms, OM, OM", "om", "om");
    check("SNCF", "sncf", "sncf");
}

#[test]
fn a_name_is_no_form_of_a_common_word() {
    let text = "Paris Paris Paris Paris Paris le pari un pari des pari ce pari du pari";
    check(text, "paris", "paris");
    check(text, "pari", "pari");
}

#[test]
fn a_slip_makes_no_word_of_a_name() {
    let crime = "un crime, des crimes, le crime et les crimes. ".repeat(8);
    let names = |capitals: usize, others: usize| {
        let name = "vers la Crimée et ".repeat(capitals) + &"la crimée et ".repeat(others);
        let family = lexicon(&format!("{crime}{name}")).family("crimée", "fr");
        family.forms.len() == 1
    };
    assert!(names(42, 1) && names(19, 1));
    assert!(!names(40, 3) && !names(10, 1), "more than a slip, or too few to tell");
}

#[test]
fn exceptions_set_stems() {
    let text = "collection collections collectivité collectivités grève grèves gréviste pars";
    let check = |exceptions: &str, typed: &str, expected: &str| {
        let family = lexicon_with(text, exceptions).family(typed, "fr");
        let forms: Vec<&str> = family.forms.iter().map(|form| form.term.as_str()).collect();
        assert_eq!(forms.join(" "), expected, "family of {typed}");
    };
    // A stem that no word has: the word itself, and its other number.
    let apart = "collectivité\tcollectivité\ncollectivités\tcollectivité";
    check(apart, "collectivités", "collectivités collectivité");
    check(apart, "collectivité", "collectivité collectivités");
    check(apart, "collection", "collection collections");
    // The stem of other words.
    check("gréviste\tgrev", "gréviste", "gréviste grève grèves");
    check("gréviste\tgrev", "grèves", "grèves grève gréviste");
    check("gréviste\tgrève", "gréviste", "gréviste grève grèves");
    check("gréviste\tgrève", "grève", "grève grèves gréviste");
    check("gréviste\tgrève", "grèves", "grèves grève gréviste");
    // A word to leave alone.
    check("grèves", "grève", "grève");
    check("grèves", "grèves", "grèves");
    check("grèves", "gréviste", "gréviste");
}

#[test]
fn other_languages_have_their_own_stemmer() {
    let check = |text: &str, language: &str, typed: &str, expected: &str| {
        let family = lexicon(text).family(typed, language);
        let forms: Vec<&str> = family.forms.iter().map(|form| form.term.as_str()).collect();
        assert_eq!(forms.join(" "), expected, "family of {typed} in {language}");
    };
    let text = "bridge bridges bridging bride";
    check(text, "en", "bridges", "bridges bridge bridging");
    check(text, "fr", "bridges", "bridges bridge");
    check("Haus Häuser Hausse", "de", "häuser", "häuser haus");
    check("casa casas caso", "es", "casa", "casa casas caso");
    check("peche pêche peches", "zh", "peche", "peche pêche");
}

#[test]
fn names_are_no_forms_of_each_other() {
    let text = "et Nicolas et Nicole ".repeat(8);
    check(&text, "nicolas", "nicolas");
    check(&text, "nicole", "nicole");
}

#[test]
fn an_unknown_word_is_its_own_family() {
    let family = lexicon("grève").family("zzz", "fr");
    assert_eq!(family.forms.len(), 1);
    assert!(family.is_unknown());
}

#[test]
fn segments_are_seen_as_one() {
    let lexicon = Lexicon::new(
        vec![segment("grève train"), segment("grève grèves greve")],
        Exceptions::default(),
    );
    let family = lexicon.family("greve", "fr");
    let forms: Vec<_> =
        family.forms.iter().map(|form| (form.term.as_str(), form.counts.total)).collect();
    assert_eq!(forms, [("greve", 1), ("grève", 2), ("grèves", 1)]);
    assert_eq!(lexicon.distinct_words(), 4);
}

#[test]
fn a_century_is_not_the_next() {
    let lexicon = lexicon(&"au XVIIe et au XVIIIe, au 17e et au 18e, au XVIIème ".repeat(8));
    let forms = |word: &str| -> Vec<String> {
        lexicon.family(word, "fr").forms.into_iter().map(|form| form.term).collect()
    };
    assert_eq!(forms("xviie"), ["xviie", "xviième"]);
    assert_eq!(forms("xviiie"), ["xviiie"]);
    assert_eq!(forms("17e"), ["17e"]);
}

/// Returns the pairs of a file of `tests/fixtures/words`.
fn pairs(file: &str) -> Vec<(&str, &str)> {
    let pair = |line| {
        let mut columns = str::split(line, '\t');
        (columns.next().unwrap_or_default(), columns.next().unwrap_or_default())
    };
    file.lines().map(pair).collect()
}

/// Returns how `typed` finds `printed` where each word of the pair stands eight times.
fn relation(typed: &str, printed: &str) -> Option<Relation> {
    // In the middle of sentences: a capital there is the word's own.
    let text = format!("et {typed} ou {printed} ").repeat(8);
    let term = |text: &str| {
        let mut term = String::new();
        let mut words = words(text);
        assert!(words.next_into(&mut term).is_some(), "{text} has a word");
        term
    };
    let family = lexicon(&text).family(&term(typed), "fr");
    let printed = term(printed);
    family.forms.iter().find(|form| form.term == printed).map(|form| form.relation)
}

#[test]
fn words_that_are_one_meet() {
    let pairs = pairs(include_str!("../../../tests/fixtures/words/meet.tsv"));
    assert!(pairs.len() >= 100);
    // Accents that were typed and are not printed (`president`) may make another word.
    let is_met = |typed: &str, printed: &str| {
        relation(typed, printed).is_some() || typed != printed && fold(typed) == printed
    };
    let apart: Vec<_> =
        pairs.iter().filter(|(one, other)| !is_met(one, other) || !is_met(other, one)).collect();
    assert!(apart.is_empty(), "{} of {} pairs do not meet: {apart:?}", apart.len(), pairs.len());
}

#[test]
fn words_that_are_two_do_not_meet() {
    let pairs = pairs(include_str!("../../../tests/fixtures/words/apart.tsv"));
    assert!(pairs.len() >= 60);
    let met: Vec<_> = pairs
        .iter()
        .filter(|(one, other)| relation(one, other).or_else(|| relation(other, one)).is_some())
        .collect();
    assert!(met.is_empty(), "{} of {} pairs meet: {met:?}", met.len(), pairs.len());
}
