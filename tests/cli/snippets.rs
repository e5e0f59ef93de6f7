//! Snippets: what is marked, where fragments start and end, and the offsets that
//! programs are given.

use serde_json::{Value, json};

use crate::support::Limier;

/// Returns the fragments that a query shows of the one article with this body.
#[track_caller]
fn fragments(limier: &Limier, query: &str) -> Vec<Value> {
    let found = limier.search(query).args(["--format", "json"]).json();
    assert_eq!(found["total"], 1);
    found["hits"][0]["fragments"].as_array().unwrap().clone()
}

/// Returns what is marked in a fragment, by characters.
fn marked(fragment: &Value) -> Vec<String> {
    let text: Vec<char> = fragment["text"].as_str().unwrap().chars().collect();
    let offset = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
    let highlights = fragment["highlights"].as_array().unwrap();
    let ranges: Vec<_> = highlights.iter().map(|pair| offset(&pair[0])..offset(&pair[1])).collect();
    assert!(ranges.is_sorted_by(|one, next| one.end <= next.start), "{ranges:?}");
    ranges.into_iter().map(|range| text[range].iter().collect()).collect()
}

/// A text that a snippet cannot show whole, with several bytes in many characters.
const LONG: &str = "L’été s’achève à Évian, où l’« œuvre » de l’avocat a été saluée. \
    Le maire s'est réjoui, sans un mot de plus, de la tournure prise par les évènements. \
    Personne n'a voulu commenter la décision du conseil, réuni à huis clos toute la journée. \
    À Genève, l'avocate de la défense — 25\u{A0}000\u{202F}€ d’honoraires — s'est tue.\n\n\
    Les débats reprendront lundi, après une journée de repos, à la même heure et au même lieu. \
    Nul ne sait encore combien de temps ils dureront, ni qui sera entendu à la barre.";

#[test]
fn the_noun_is_marked_without_its_article() {
    let limier = Limier::with_articles([(
        "a",
        "Titre",
        "Voici l’avocat, l'AVOCAT, d’avocats, « avocat » et porte-avocat.",
    )]);
    let answer = limier.search("l'avocat").text();
    let line = answer.lines().nth(4).unwrap();
    assert_eq!(
        line.trim(),
        "Voici l’**avocat**, l'**AVOCAT**, d’**avocats**, « **avocat** » et porte-**avocat**."
    );
}

#[test]
fn highlights_are_character_offsets_into_the_text() {
    let limier = Limier::with_articles([("a", "Titre", LONG)]);
    let fragments = fragments(&limier, "avocat honoraires");
    let marked: Vec<_> = fragments.iter().flat_map(marked).collect();
    assert_eq!(marked, ["avocate", "honoraires"]);
}

#[test]
fn byte_offsets_point_into_the_stored_text() {
    let limier = Limier::with_articles([("a", "Titre", LONG)]);
    let article = limier.article("a");
    let body = article["body"].as_str().unwrap();
    let fragments = fragments(&limier, "saluée débats");
    assert_eq!(fragments.len(), 2, "{fragments:?}");
    for fragment in fragments {
        assert_eq!(fragment["field"], "body");
        let offset = usize::try_from(fragment["byte_offset"].as_u64().unwrap()).unwrap();
        let text = fragment["text"].as_str().unwrap();
        // Blanks of the stored text are shown as plain spaces, sign for sign.
        let stored: String = body[offset..].chars().take(text.chars().count()).collect();
        assert_eq!(stored.replace('\n', " "), text);
        assert!(!marked(&fragment).is_empty(), "{fragment}");
    }
}

#[test]
fn highlights_are_offsets_into_the_stored_text_as_well() {
    let limier = Limier::with_articles([("a", "L’été d’un avocat", LONG)]);
    let body = limier.article("a")["body"].as_str().unwrap().to_owned();
    let found = limier.search("avocat débats honoraires").args(["--format", "json"]).json();
    let hit = &found["hits"][0];
    assert_eq!(hit["title_highlights"], json!([[11, 17]]));
    let mut seen = Vec::new();
    for fragment in hit["fragments"].as_array().unwrap() {
        let offset = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
        let pairs = |name: &str| {
            let pairs = fragment[name].as_array().unwrap().iter();
            pairs.map(|pair| offset(&pair[0])..offset(&pair[1])).collect::<Vec<_>>()
        };
        let before = &body[..offset(&fragment["byte_offset"])];
        assert_eq!(offset(&fragment["char_offset"]), before.chars().count());
        let (bytes, chars) = (pairs("byte_highlights"), pairs("char_highlights"));
        assert_eq!((bytes.len(), chars.len()), (marked(fragment).len(), marked(fragment).len()));
        for ((bytes, chars), marked) in bytes.iter().zip(chars).zip(marked(fragment)) {
            let by_chars: String = body.chars().skip(chars.start).take(chars.len()).collect();
            assert_eq!((&body[bytes.clone()], by_chars.as_str()), (&*marked, &*marked));
            seen.push(marked);
        }
    }
    assert_eq!(seen, ["avocate", "honoraires", "débats"]);
}

#[test]
fn headlines_are_links_on_terminals_that_have_them() {
    let limier = Limier::with_records([
        json!({"id": "a", "title": "Le pont", "url": "https://exemple.fr/été"}),
        json!({"id": "b", "title": "Un pont", "url": "javascript:alert(1)"}),
    ]);
    let forced = || limier.search("pont").env("CLICOLOR_FORCE", "1");
    let linked = forced().env("FORCE_HYPERLINK", "1").text();
    let link = "\u{1B}]8;;https://exemple.fr/%C3%A9t%C3%A9\u{1B}\\";
    assert_eq!(linked.matches("\u{1B}]8;;").count(), 2, "one link, and its end: {linked:?}");
    assert!(linked.contains(link), "{linked:?}");
    assert!(!forced().env("FORCE_HYPERLINK", "0").text().contains("\u{1B}]8"));
    let piped = limier.search("pont").env("FORCE_HYPERLINK", "1").text();
    assert!(!piped.contains('\u{1B}'), "no escapes without colours: {piped:?}");
}

#[test]
fn fragments_of_a_text_stand_in_its_order_with_a_sign_between() {
    let limier = Limier::with_articles([("a", "Titre", LONG)]);
    let answer = limier.search("débats saluée").text();
    let snippet = answer.lines().nth(4).unwrap().trim();
    let (first, second) = snippet.split_once(" … ").unwrap();
    assert!(first.ends_with("a été **saluée**."), "{first}");
    assert!(second.starts_with("Les **débats** reprendront lundi"), "{second}");
}

#[test]
fn a_sentence_that_is_too_long_is_cut_between_words() {
    let words = |range: std::ops::Range<usize>| {
        range.map(|number| format!("éléphant{number} ")).collect::<String>()
    };
    let body = format!("{}avocat {}", words(0..60), words(60..120));
    let limier = Limier::with_articles([("a", "Titre", body.as_str())]);
    let fragments = fragments(&limier, "avocat");
    assert_eq!(fragments.len(), 1, "{fragments:?}");
    let text = fragments[0]["text"].as_str().unwrap();
    let chars = text.chars().count();
    assert!((200..=280).contains(&chars), "{chars} characters");
    let known: Vec<&str> = body.split_whitespace().collect();
    for word in text.split(' ') {
        assert!(known.contains(&word), "{word:?} is no whole word");
    }
    assert_eq!(marked(&fragments[0]), ["avocat"]);
    let answer = limier.search("avocat").text();
    let line = answer.lines().nth(4).unwrap().trim();
    assert!(line.starts_with("… éléphant") && line.ends_with(" …"), "both cuts show: {line}");
}

#[test]
fn limits_count_characters_not_bytes() {
    // A sentence of 252 characters in 315 bytes fits whole.
    let body = format!("Élève {}avocat.", "élève été ".repeat(24));
    assert!(body.len() > 280 && body.chars().count() <= 280);
    let limier = Limier::with_articles([("a", "Titre", body.as_str())]);
    assert_eq!(fragments(&limier, "avocat")[0]["text"], body);
}

#[test]
fn a_match_in_the_title_alone_shows_the_standfirst() {
    let limier = Limier::with_records([json!({
        "id": "a", "title": "L’avocat se tait", "chapo": "Le procès continue lundi.",
        "body": "La salle est pleine.",
    })]);
    let fragments = fragments(&limier, "avocat");
    assert_eq!(fragments.len(), 1);
    assert_eq!(fragments[0]["field"], "description");
    assert_eq!(fragments[0]["text"], "Le procès continue lundi.");
    assert_eq!(fragments[0]["highlights"], json!([]));
    assert_eq!(fragments[0]["byte_offset"], 0);
    let answer = limier.search("avocat").text();
    assert!(answer.contains(" 1. L’**avocat** se tait\n"), "{answer}");
}

#[test]
fn a_match_in_the_title_alone_shows_the_opening_without_a_standfirst() {
    let limier = Limier::with_articles([("a", "L’avocat se tait", "La salle est pleine.")]);
    let fragments = fragments(&limier, "avocat");
    assert_eq!(fragments[0]["field"], "body");
    assert_eq!(fragments[0]["text"], "La salle est pleine.");
}

#[test]
fn an_article_with_nothing_but_a_title_has_no_fragment() {
    let limier = Limier::with_articles([("a", "L’avocat se tait", "")]);
    assert_eq!(fragments(&limier, "avocat"), [Value::Null; 0]);
    limier
        .search("avocat")
        .stdout("1 article for avocat\n\n 1. L’**avocat** se tait\n    undated\n    a\n")
        .run();
}

#[test]
fn words_that_are_to_be_near_each_other_are_marked_and_shown_where_they_are() {
    let filler = "Le conseil a débattu du budget de la voirie et des écoles. ".repeat(8);
    let body = format!(
        "La police a vu arriver hier soir des centaines de gilets. {filler}\
         Des heurts entre gilets et police ont duré. {filler}"
    );
    let limier = Limier::with_articles([("a", "Séance", body.as_str())]);
    let near = limier.search("gilets NEAR/2 police").text();
    assert!(near.contains("Des heurts entre **gilets** et **police** ont duré."), "{near}");
    assert!(!near.contains("arriver"), "{near}");
    let far = limier.search("gilets NEAR/9 police").text();
    assert!(far.contains("La **police** a vu"), "{far}");
}

#[test]
fn of_words_near_each_other_only_those_that_are_near_are_marked() {
    let body = "Le maire parle. Une usine ferme à Brest, le maire se tait et l'usine de Tours \
                embauche : police, gilets, jaunes, police encore. Au port, la grue du port tombe.";
    let limier = Limier::with_articles([("a", "Séance", body)]);
    for (query, expected) in [
        ("maire NEAR/3 usine", "maire usine"),
        ("usine NEAR/2 Tours", "usine Tours"),
        ("\"gilets jaunes\" NEAR/2 police", "police gilets, jaunes police"),
        ("police NEAR/1 gilets", "police gilets"),
        ("\"le maire\" NEAR/3 usine", "Le maire usine"),
        ("\"le maire\" NEAR/1 parle NEAR/2 usine", "Le maire parle usine"),
        ("usine NEAR/4 Brest", "usine Brest"),
        ("grue NEAR/2 port", "port grue port"),
        ("(maire NEAR/2 tait) usine", "usine maire tait usine"),
    ] {
        let found: Vec<String> = fragments(&limier, query).iter().flat_map(marked).collect();
        assert_eq!(found.join(" "), expected, "{query}");
    }
}
