//! Tests of the tokenizer: terms, positions and byte offsets of texts that are given.
//!
//! What holds of random ones is in `properties`.

use std::iter;

use super::*;

pub(super) fn list(text: &str) -> Vec<(String, Token)> {
    let mut words = words(text);
    let mut term = String::new();
    iter::from_fn(|| words.next_into(&mut term).map(|word| (term.clone(), word))).collect()
}

pub(super) fn terms(text: &str) -> Vec<String> {
    list(text).into_iter().map(|(term, _)| term).collect()
}

/// Checks the words of `text`, each `term from..to`; their positions are 0, 1, 2, …
#[track_caller]
fn check(text: &str, expected: &str) {
    let words = list(text);
    let found: Vec<_> =
        words.iter().map(|(term, word)| format!("{term} {}..{}", word.from, word.to)).collect();
    assert_eq!(found.join(", "), expected, "the words of {text:?}");
    let positions = words.iter().map(|(_, word)| word.position);
    assert!(positions.eq(0..words.len() as u32), "a gap in the positions of {text:?}");
}

/// Checks how the only word of `text` is written.
#[track_caller]
fn check_case(text: &str, expected: Case) {
    let words = list(text);
    assert_eq!(words.len(), 1, "the words of {text:?}");
    assert_eq!(words[0].1.case, expected, "the case of {text:?}");
}

#[test]
fn a_text_without_words_has_none() {
    for text in ["", " ", "\n\t", "« … »", "’'\"", "--_.,;:!?", "º ª", "\u{FEFF}", "\u{301}", "😀"]
    {
        check(text, "");
    }
}

#[test]
fn elided_articles_are_no_words() {
    check("L’avocat d'Amiens", "avocat 4..10, amiens 13..19");
    check("qu'il n’a", "il 3..5, a 10..11");
    check("lorsqu'il", "il 7..9");
    check("jusqu’où", "où 8..11");
    check("puisqu'elle", "elle 7..11");
    check("presqu’il", "il 9..11");
    check("ç’a", "a 5..6");
    check("va-t'en", "va 0..2, en 5..7");
    check("l'C", "c 2..3");
}

#[test]
fn elision_does_not_look_at_case() {
    check("L’ÉTAT", "état 4..9");
    check("QU'IL", "il 3..5");
    check("Jusqu'Où", "où 6..9");
}

#[test]
fn every_sign_used_as_an_apostrophe_elides() {
    for sign in ["'", "’", "‘", "ʼ", "＇", "´", "`"] {
        let from = 1 + sign.len();
        check(&format!("l{sign}avocat"), &format!("avocat {from}..{}", from + 6));
    }
}

#[test]
fn an_article_is_elided_before_signs_and_a_word() {
    check("l'« affaire »", "affaire 5..12");
    check("l’\"Obs\"", "obs 5..8");
    check("l'“Obs”", "obs 5..8");
    check("l''accord", "accord 3..9");
    check("(l') accord", "accord 5..11");
    check("d'(ex-)ministres", "ex 3..5, ministres 7..16");
    check("l'#amuf d'@EPhi", "amuf 3..7, ephi 11..15");
    check("l' avocat", "avocat 3..9");
    check("l'\u{200B}État", "état 5..10");
}

#[test]
fn a_single_letter_that_is_not_elided_is_a_word() {
    check("vitamine C", "vitamine 0..8, c 9..10");
    check("vitamine D", "vitamine 0..8, d 9..10");
    check("vitamine T", "vitamine 0..8, t 9..10");
    check("'C' et 'D'.", "c 1..2, et 4..6, d 8..9");
    check("l'", "l 0..1");
    check("« l' »", "l 3..4");
    check("l'. Et", "l 0..1, et 4..6");
}

#[test]
fn some_words_have_an_apostrophe_inside() {
    check("aujourd'hui", "aujourd'hui 0..11");
    check("Aujourd’hui", "aujourd'hui 0..13");
    check("d’aujourd'\u{AD}hui", "aujourd'hui 4..17");
    check("presqu'île", "presqu'île 0..11");
    check("Presqu’i\u{302}le", "presqu'île 0..14");
    check("quelqu'un", "quelqu'un 0..9");
    check("prud'hommes", "prud'hommes 0..11");
    check("l’entr'acte", "entr'acte 4..13");
    check("grand'mère", "grand'mère 0..11");
}

#[test]
fn an_irish_name_is_one_word_however_it_is_typed() {
    check("O'Connor", "o'connor 0..8");
    check("d’O’CONNOR", "o'connor 4..14");
    check("o'connor", "o'connor 0..8");
}

#[test]
fn any_other_apostrophe_separates_words() {
    check("Trump's", "trump 0..5, s 6..7");
    check("Ch’ti", "ch 0..2, ti 5..7");
    check("les 'Verts'", "les 0..3, verts 5..10");
}

#[test]
fn an_acronym_loses_its_full_stops() {
    check("C.G.T.", "cgt 0..6");
    check("S.N.C.F.", "sncf 0..8");
    check("S.N.C.F", "sncf 0..7");
    check("U.S.A.", "usa 0..6");
    check("CGT", "cgt 0..3");
    check("c.g.t.", "cgt 0..6");
    check("de l’O.M.S. à", "de 0..2, oms 7..13, à 14..16");
    check("É.N.A.", "éna 0..7");
    check("E\u{301}.N.E\u{301}.", "éné 0..10");
}

#[test]
fn an_initial_is_no_acronym() {
    check("M. Macron", "m 0..1, macron 3..9");
    check("M.Macron", "m 0..1, macron 2..8");
    check("J.-C.", "j 0..1, c 3..4");
    check("J.K. Rowling", "jk 0..4, rowling 5..12");
    check("U.S.Army", "us 0..4, army 4..8");
    check("Plan B. Fin", "plan 0..4, b 5..6, fin 8..11");
}

#[test]
fn the_parts_of_a_hyphenated_word_are_words() {
    check("Saint-Étienne", "saint 0..5, étienne 6..14");
    check("porte-avions", "porte 0..5, avions 6..12");
    check("porte\u{2011}avions", "porte 0..5, avions 8..14");
    check("Covid-19", "covid 0..5, 19 6..8");
}

#[test]
fn the_euphonic_t_is_no_word() {
    check("a-t-il annoncé", "a 0..1, il 4..6, annoncé 7..15");
    check("va-t-on", "va 0..2, on 5..7");
    check("a-t-elle", "a 0..1, elle 4..8");
    check("vont-t-ils", "vont 0..4, ils 7..10");
    check("A-T-ON", "a 0..1, on 4..6");
    check("a t-il", "a 0..1, il 4..6");
    check("a\u{2011}t\u{2011}il", "a 0..1, il 8..10");
}

#[test]
fn any_other_t_is_a_word() {
    check("un T-shirt", "un 0..2, t 3..4, shirt 5..10");
    check("char T-34", "char 0..4, t 5..6, 34 7..9");
    check("la-t-ilôt", "la 0..2, t 3..4, ilôt 5..10");
}

#[test]
fn letters_stay_as_they_are_written() {
    check("cœur", "cœur 0..5");
    check("ex æquo", "ex 0..2, æquo 3..8");
    check("Łódź", "łódź 0..7");
    check("Erdoğan", "erdoğan 0..8");
    check("ŒUVRE", "œuvre 0..6");
    check("北京 Київ", "北京 0..6, київ 7..15");
    check("हिन्दी", "हिन्दी 0..18");
}

#[test]
fn thousands_in_groups_are_one_number() {
    for space in [" ", "\u{A0}", "\u{202F}", "\u{2009}", ".", "'", "’"] {
        let to = 5 + space.len();
        check(&format!("25{space}000 €"), &format!("25000 0..{to}"));
    }
    check("25000", "25000 0..5");
    check("1 250 000", "1250000 0..9");
    check("1\u{A0}250\u{202F}000", "1250000 0..12");
    check("1.250.000", "1250000 0..9");
}

#[test]
fn decimals_stay_with_their_number() {
    check("1,5 %", "1,5 0..3");
    check("1.5", "1,5 0..3");
    check("1.5.", "1,5 0..3");
    check("0,25", "0,25 0..4");
    check("1 250,50 €", "1250,50 0..8");
    check("1,5M€", "1,5 0..3, m 3..4");
}

#[test]
fn numbers_side_by_side_stay_apart() {
    check("en 2019 300 personnes", "en 0..2, 2019 3..7, 300 8..11, personnes 12..21");
    check("06 12 34 56 78", "06 0..2, 12 3..5, 34 6..8, 56 9..11, 78 12..14");
    check("06.12.34.56.78", "06 0..2, 12 3..5, 34 6..8, 56 9..11, 78 12..14");
    // A number does not start with a zero; what follows looks like millions.
    check("0 800 123 456", "0 0..1, 800123456 2..13");
    check("1, 2 et 3", "1 0..1, 2 3..4, et 5..7, 3 8..9");
}

#[test]
fn dates_versions_and_addresses_are_no_decimals() {
    check("12.05.2020", "12 0..2, 05 3..5, 2020 6..10");
    check("192.168.0.1", "192 0..3, 168 4..7, 0 8..9, 1 10..11");
    check("0.809.401.401", "0 0..1, 809 2..5, 401 6..9, 401 10..13");
    check("1,2,3", "1 0..1, 2 2..3, 3 4..5");
}

#[test]
fn digits_and_letters_make_one_word() {
    check("20h30", "20h30 0..5");
    check("G7", "g7 0..2");
    check("A320neo", "a320neo 0..7");
    check("1er", "1er 0..3");
    check("XXIe", "xxie 0..4");
}

#[test]
fn what_is_raised_or_lowered_is_its_plain_letter() {
    check("CO₂", "co2 0..5");
    check("45 m²", "45 0..2, m2 3..6");
    check("le XXIᵉ siècle", "le 0..2, xxie 3..9, siècle 10..17");
    check("le 1ᵉʳ mai", "le 0..2, 1er 3..9, mai 10..13");
    check("Mᵐᵉ Dupont", "mme 0..7, dupont 8..14");
    check("10⁹", "109 0..5");
    check("½ ①", "½ 0..2, ① 3..6");
}

#[test]
fn a_time_is_one_word_however_it_is_written() {
    for (text, to) in
        [("20h30", 5), ("20:30", 5), ("20 h 30", 7), ("20\u{A0}h\u{202F}30", 10), ("20H30", 5)]
    {
        check(text, &format!("20h30 0..{to}"));
    }
    check("à 20 h, puis", "à 0..2, 20h 3..7, puis 9..13");
    check("20h", "20h 0..3");
    check("8 h 05", "8h05 0..6");
    check("16:9, 2:1", "16 0..2, 9 3..4, 2 6..7, 1 8..9");
    check("12:20:30", "12 0..2, 20 3..5, 30 6..8");
    check("20 h 300", "20h 0..4, 300 5..8");
    check("20 hommes, 5 H1N1", "20 0..2, hommes 3..9, 5 11..12, h1n1 13..17");
    check("99:30", "99 0..2, 30 3..5");
}

#[test]
fn a_unit_stands_apart_from_its_number() {
    check("80km/h", "80 0..2, km 2..4, h 5..6");
    check("80 km/h", "80 0..2, km 3..5, h 6..7");
    check("45m²", "45 0..2, m2 2..5");
    check("500MW", "500 0..3, mw 3..5");
    check("4G M6 A320neo 14e", "4g 0..2, m6 3..5, a320neo 6..13, 14e 14..17");
}

#[test]
fn inclusive_writing_is_one_word() {
    check("étudiant·e·s grévistes", "étudiants 0..15, grévistes 16..26");
    check("Les étudiant(e)s.", "les 0..3, étudiants 4..17");
    check("l’enseignant.e.s.", "enseignants 4..18");
    check("salarié-e-s et salarié/e/s", "salariés 0..12, et 13..15, salariés 16..28");
    check("acteur·rice·s", "acteurs 0..15");
    check("tous·tes, heureux·ses", "tous 0..9, heureux 11..23");
    check("né(e) en", "né 0..6, en 7..9");
    check("un(e) élève(s)", "un 0..5, élève 6..16");
    check_case("ÉTUDIANT·E·S", Case::Capitals);
}

#[test]
fn a_numero_sign_separates() {
    check("n°1", "n 0..1, 1 3..4");
    check("nᵒ 1", "n 0..1, 1 5..6");
    check("nº 5", "n 0..1, 5 4..5");
    check("n.º 5", "n 0..1, 5 5..6");
}

#[test]
fn hashtags_and_handles_lose_their_sign() {
    check("#MeToo", "metoo 1..6");
    check("@EmmanuelMacron", "emmanuelmacron 1..15");
    check("@le_monde", "le_monde 1..9");
    check("#gilets_jaunes", "gilets 1..7, jaunes 8..14");
    check("le_monde", "le 0..2, monde 3..8");
}

#[test]
fn a_host_name_is_one_word() {
    check("www.lemonde.fr", "www.lemonde.fr 0..14");
    check("www.musee.example", "www.musee.example 0..17");
    check("sur LeMonde.fr.", "sur 0..3, lemonde.fr 4..14");
    check("lemonde.fr.il", "lemonde.fr 0..10, il 11..13");
    check("l’E\u{301}quipe.fr", "équipe.fr 4..15");
    check("https://www.lemonde.fr/a", "https 0..5, www.lemonde.fr 8..22, a 23..24");
    check("jean@lemonde.fr", "jean 0..4, lemonde.fr 5..15");
}

#[test]
fn a_forgotten_space_makes_no_host_name() {
    check("fin.Le", "fin 0..3, le 4..6");
    check("fin.le", "fin 0..3, le 4..6");
    check("Français.la", "français 0..9, la 10..12");
    check("cap.coté", "cap 0..3, coté 4..9");
    check("cap.cote\u{301}", "cap 0..3, coté 4..10");
    check("fin.co\u{302}te", "fin 0..3, côte 4..10");
}

#[test]
fn decomposed_accents_are_composed() {
    check("E\u{301}cole", "école 0..7");
    check("l’e\u{301}te\u{301}", "été 4..11");
    check("か\u{3099}", "が 0..6");
}

#[test]
fn invisible_characters_vanish() {
    check("anti\u{AD}consti\u{AD}tution", "anticonstitution 0..20");
    check("mot\u{200B}clé", "motclé 0..10");
    check("\u{FEFF}Le monde", "le 3..5, monde 6..11");
    check("\u{202B}Le monde", "le 3..5, monde 6..11");
    check("e\u{34F}\u{301}", "é 0..5");
    check("l\u{2060}’avocat", "avocat 7..13");
}

#[test]
fn typographic_ligatures_are_spelled_out() {
    check("ﬁn ﬂeur", "fin 0..4, fleur 5..11");
    check("eﬀet aﬃche souﬄe", "effet 0..6, affiche 7..14, souffle 15..22");
    check("ﬁ\u{301}", "fí 0..5");
}

#[test]
fn case_is_told_apart() {
    for (text, case) in [
        ("marche", Case::Lower),
        ("iPhone", Case::Lower),
        ("2024", Case::Lower),
        ("25 000", Case::Lower),
        ("XXIe", Case::Lower),
        ("c.g.t.", Case::Lower),
        ("北京", Case::Lower),
        ("lemonde.fr", Case::Lower),
        ("Marche", Case::Capitalised),
        ("Élysée", Case::Capitalised),
        ("E\u{301}lyse\u{301}e", Case::Capitalised),
        ("L’Élysée", Case::Capitalised),
        ("Aujourd’hui", Case::Capitalised),
        ("M", Case::Capitalised),
        ("OMS", Case::Capitals),
        ("G7", Case::Capitals),
        ("C.G.T.", Case::Capitals),
        ("ÉLYSÉE", Case::Capitals),
        ("E\u{301}N", Case::Capitals),
        ("l’ONU", Case::Capitals),
        ("AUJOURD’HUI", Case::Capitals),
        ("O’CONNOR", Case::Capitals),
        ("@ME_TOO", Case::Capitals),
    ] {
        check_case(text, case);
    }
}

#[test]
fn a_long_term_is_cut_between_characters() {
    let digits = "1".repeat(300);
    for text in [
        "a".repeat(300),
        "é".repeat(300),
        format!("a{}", "é".repeat(300)),
        format!("{digits},5"),
        "A.".repeat(300),
        format!("{}.fr", "a".repeat(249)),
        format!("aujourd'hui{}", "é".repeat(300)),
        "ꝏ".repeat(300),
        "Ⱥ".repeat(300),
    ] {
        let words = list(&text);
        assert_eq!(words.len(), 1, "the words of {text}");
        let (term, word) = &words[0];
        // A character has four bytes at most.
        assert!((MAX_TERM_BYTES - 3..=MAX_TERM_BYTES).contains(&term.len()), "{term}");
        assert_eq!((word.from, word.to), (0, text.len()), "the offsets cover all of it");
    }
}

#[test]
fn a_long_chain_of_labels_is_no_host_name() {
    let words = list(&format!("{}fr", "aa.".repeat(300)));
    assert!(words.len() > 200);
    assert!(words.iter().all(|(term, _)| term.len() <= MAX_TERM_BYTES));
}

#[test]
fn letters_are_counted_as_they_are_one_by_one() {
    let check = |bytes: &[u8]| {
        let expected = bytes.iter().take_while(|byte| byte.is_ascii_lowercase()).count();
        assert_eq!(lower_letters(bytes), expected, "{bytes:?}");
    };
    for byte in 0..=u8::MAX {
        for letters in [0, 1, 6, 7, 8, 9, 17] {
            for before in [b'a', b'm', b'z'] {
                let mut bytes = vec![before; letters];
                check(&bytes);
                bytes.push(byte);
                check(&bytes);
                bytes.extend([byte, b'a', b'z', b'k', b'A', 0xFF, 0, b'b', b'{', b'`']);
                check(&bytes);
            }
        }
    }
}
