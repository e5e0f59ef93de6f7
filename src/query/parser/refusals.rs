//! Wrong queries: what is said about each, and about which part of it.
//!
//! What must not be refused stands with the other trees, in `tests`.

use super::*;
use crate::render::said::syntax_sentence;

/// Checks the message about a query, and what it is about.
#[track_caller]
fn check_error(text: &str, part: &str, message: &str) {
    let error = parse(text).expect_err(text);
    let found = (&text[error.span.clone()], syntax_sentence(&error.problem));
    assert_eq!(found, (part, message.to_owned()), "{text}");
    assert_eq!(error.text, text);
}

#[test]
fn an_operator_without_a_side_is_refused() {
    let ask = |typed: &str, side: &str, word: &str| {
        format!("`{typed}` has nothing {side} it; add a word there, or write `{word}` if it is one")
    };
    check_error("(chien) (ET chat)", "ET", &ask("ET", "before", "et"));
    check_error("chat OU", "OU", &ask("OU", "behind", "ou"));
    check_error("chat ET OU chien", "ET", &ask("ET", "behind", "et"));
    check_error("chat SAUF", "SAUF", &ask("SAUF", "behind", "sauf"));
    check_error("chat (ET chien)", "ET", &ask("ET", "before", "et"));
    check_error("chat ET !", "ET", &ask("ET", "behind", "et"));
    let near = |side| format!("`NEAR/5` has nothing {side} it; add a word there");
    check_error("NEAR/5 urgence", "NEAR/5", &near("before"));
    check_error("état NEAR/5", "NEAR/5", &near("behind"));
    check_error("a NEAR/5 OU b", "NEAR/5", &near("behind"));
}

#[test]
fn a_wrong_number_is_refused() {
    for typed in ["NEAR/x", "NEAR/0", "NEAR/", "NEAR/1,5", "NEAR/99999999999"] {
        let message = format!(
            "`{typed}` needs a number of words from 1 on, without a blank; write NEAR/5, for example"
        );
        check_error(&format!("état {typed} urgence"), typed, &message);
    }
    for (typed, edits) in [("Macron~3", "3"), ("Macron~0", "0"), ("Macron~20", "20")] {
        let message = format!("`{typed}` asks for {edits} edits; write ~1 or ~2 behind the word");
        check_error(&format!("Le {typed}."), typed, &message);
    }
    let message = "`~99999999999` is too far; write a smaller number, ~5 for example";
    check_error("« a b »~99999999999", "« a b »~99999999999", message);
}

#[test]
fn a_field_without_a_value_is_refused() {
    let nothing = |typed| format!("`{typed}` has nothing behind it; add a value, without a blank");
    check_error("macron auteur:", "auteur:", &nothing("auteur:"));
    check_error("Auteur: \n", "Auteur:", &nothing("Auteur:"));
    check_error("date:", "date:", &nothing("date:"));
    check_error("(date:)", "date:", &nothing("date:"));
    check_error("date:\" \"", "date:\" \"", "`date:` has no date behind it; add one, date:2020");
    check_error(
        "titre:«!»",
        "titre:«!»",
        "`titre:` has no word behind it; add one, without a blank",
    );
    check_error("titre:()", "titre:()", "`titre:()` has no word in it; add one");
    check_error("titre:(a", "titre:(", "the bracket behind `titre:` is never closed; close it");
    check_error("titre:\"a", "titre:\"", "the quote behind `titre:` is never closed; close it");
}

#[test]
fn a_field_in_a_wrong_place_is_refused() {
    check_error(
        "titr:macron",
        "titr:",
        "`titr:` is no field; write `titre:`, or a blank behind the colon if it is text",
    );
    check_error(
        "titre:-macron",
        "titre:-",
        "a sign cannot stand behind `titre:`; write it in front, -titre:…",
    );
    check_error(
        "date:(2019 OU 2021)",
        "date:(",
        "`date:` takes one value; write (date:2019 OU date:2021), for example",
    );
    let nested = "a field inside the brackets of `titre:`; write it outside of them";
    check_error("titre:(a auteur:b)", "auteur:b", nested);
    check_error("titre:(a (date:2020))", "date:2020", nested);
    check_error("titre:(auteur:(b))", "auteur:", nested);
    let words =
        "`NEAR/5` needs words, phrases or groups of words on both sides; take this out of it";
    check_error("titre:a NEAR/5 b", "titre:a", words);
    check_error("a NEAR/5 -b", "b", words);
}

#[test]
fn a_weight_is_refused() {
    let message = |word: &str, weight: &str| {
        format!(
            "weights are not offered: take `^{weight}` away; +{word} must be found, ^{word} asks \
             for a capital"
        )
    };
    check_error("réforme macron^2", "macron^2", &message("macron", "2"));
    check_error("Macron^1.5 retraites", "Macron^1.5", &message("Macron", "1.5"));
    check_error("titre:macron^3.", "macron^3", &message("macron", "3"));
    check_error("\"le monde\"^2", "\"le monde\"^2", &message("\"le monde\"", "2"));
}

#[test]
fn what_other_tools_write_is_pointed_at() {
    for (text, part, write) in [
        ("macron W/5 philippe", "W/5", "NEAR/5"),
        ("macron w/10 philippe", "w/10", "NEAR/10"),
        ("macron PRE/3 philippe", "PRE/3", "NEAR/3"),
        ("macron near/3 philippe", "near/3", "NEAR/3"),
        ("macron NEAR5 philippe", "NEAR5", "NEAR/5"),
        ("macron ADJ5 philippe", "ADJ5", "NEAR/5"),
        ("macron W/S philippe", "W/S", "NEAR/20"),
        ("macron NEAR philippe", "NEAR", "NEAR/5"),
        ("macron PROCHE philippe", "PROCHE", "PROCHE/5"),
        ("macron PRÈS philippe", "PRÈS", "PRÈS/5"),
        ("\"le maire\" NEAR \"le préfet\"", "NEAR", "NEAR/5"),
        ("macron ADJ philippe", "ADJ", "NEAR/1"),
        ("NEAR(macron philippe, 5)", "NEAR(macron philippe, 5)", "état NEAR/5 urgence"),
        ("climat && canicule", "&&", "ET"),
        ("climat || canicule", "||", "OU"),
        ("climat !espagne", "!espagne", "-espagne"),
        ("title=macron", "title=", "title:"),
        ("réforme auteur=\"Anne Morel\"", "auteur=", "auteur:"),
        ("TIT_HEAD=macron", "TIT_HEAD=", "titre:"),
        ("hl=macron", "hl=", "titre:"),
        ("titre:'a b'", "titre:'a b'", "titre:\"a b\""),
        ("auteur:‘Anne Morel’ x", "auteur:‘Anne Morel’", "auteur:\"Anne Morel\""),
        ("macron near5 philippe", "near5", "NEAR/5"),
        ("macron AROUND(3) philippe", "AROUND(3)", "NEAR/3"),
        ("TIT_HEAD= macron", "TIT_HEAD=", "titre:"),
        ("titre= \"gilets jaunes\"", "titre=", "titre:"),
        ("HEADLINE(macron) x", "HEADLINE(macron)", "titre:(macron)"),
        ("date>=2019-01-01 macron", "date>=2019-01-01", "depuis:2019-01-01"),
        ("date>2019", "date>2019", "après:2019"),
        ("macron date<2019", "date<2019", "avant:2019"),
        ("date<=2019", "date<=2019", "date:..2019"),
        ("date:[2019 TO 2020]", "date:[2019 TO 2020]", "date:2019..2020"),
        ("date:[2019-05-01 TO *] x", "date:[2019-05-01 TO *]", "date:2019-05-01.."),
        ("rst=lemonde grève", "rst=", "source:"),
        ("grève rst=\"le monde\"", "rst=", "source:"),
        ("grève and la=fr", "la=", "langue:"),
        ("hd=grève", "hd=", "titre:"),
        ("lp=grève SNCF", "lp=", "chapo:"),
        ("td=grève", "td=", "texte:"),
        ("ns=grève", "ns=", "tag:"),
        ("pd=20190101", "pd=", "date:"),
        ("hlp=grève SNCF", "hlp=grève", "(titre:grève OU chapo:grève)"),
        (
            "SNCF hlp=\"grève en gare\"",
            "hlp=\"grève en gare\"",
            "(titre:\"grève en gare\" OU chapo:\"grève en gare\")",
        ),
        (
            "hlp=(grève or SNCF)",
            "hlp=(grève or SNCF)",
            "(titre:(grève or SNCF) OU chapo:(grève or SNCF))",
        ),
        ("hlead=grève", "hlead=grève", "(titre:grève OU chapo:grève)"),
        ("HLEAD(grève)", "HLEAD(grève)", "(titre:(grève) OU chapo:(grève))"),
        ("TIT_HEAD=grève", "TIT_HEAD=", "titre:"),
        ("LEAD=grève", "LEAD=", "chapo:"),
        ("TEXT=grève", "TEXT=", "texte:"),
        ("TIT_HEAD:grève", "TIT_HEAD:", "titre:"),
        ("pub_name:\"Le Monde\"", "pub_name:", "source:"),
        ("AUT_BY:morel grève", "AUT_BY:", "auteur:"),
        ("atleast5 grève", "atleast5 grève", "grève"),
        ("SNCF atleast3 \"en gare\"", "atleast3 \"en gare\"", "\"en gare\""),
        ("ATLEAST10(grève) SNCF", "ATLEAST10(grève)", "(grève)"),
        ("ATLEAST2 (grève OU gare)", "ATLEAST2 (grève OU gare)", "(grève OU gare)"),
        ("atl3(grève)", "atl3(grève)", "(grève)"),
    ] {
        check_error(text, part, &format!("`{part}` is not read here; write `{write}`"));
    }
    for (name, meant) in [("intitle", "titre"), ("site", "source"), ("Year", "date")] {
        let message = format!(
            "`{name}:` is no field; write `{meant}:`, or a blank behind the colon if it is text"
        );
        check_error(&format!("{name}:2019"), &format!("{name}:"), &message);
    }
}

#[test]
fn a_sign_for_letters_inside_of_a_word_is_pointed_at() {
    for (text, word, sign, ways) in [
        ("cli?at", "cli?at", '?', "cli* or *at or cliat~"),
        ("le c*mat", "c*mat", '*', "*mat"),
        ("pré*dent", "pré*dent", '*', "pré* or *dent"),
        ("+cli?at canicule", "cli?at", '?', "cli* or *at or cliat~"),
        ("titre:cli?at", "cli?at", '?', "cli* or *at or cliat~"),
        ("po?t", "po?t", '?', "po* or pot~"),
        ("Macr?n", "Macr?n", '?', "Macr* or Macrn~"),
        ("vu par Gr?ve", "Gr?ve", '?', "Gr* or *ve or Grve~"),
        ("l'Él*sée", "Él*sée", '*', "Él* or *sée"),
    ] {
        let stands = format!("`{sign}` stands for no letters inside of a word");
        check_error(text, word, &format!("`{word}`: {stands}; write {ways}"));
    }
}

#[test]
fn a_field_that_is_parted_from_its_value_is_pointed_at() {
    let blank = "a blank behind `auteur:`; put the value at the colon, or a blank before it if it \
                 is text";
    check_error("auteur: dupont", "auteur: ", blank);
    check_error("réforme auteur: \"anne morel\"", "auteur: ", blank);
    let any = "`tag:*` names no value; write one behind the colon";
    check_error("tag:*", "tag:*", any);
    let begun = "`titre:*` names no value; write one behind the colon, the beginning of a word as \
                 titre:abc*";
    check_error("titre:*", "titre:*", begun);
}
