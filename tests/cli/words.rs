//! `limier word`, `limier lexicon` and `--lang`: what counts as the same word.
//!
//! The collections are of a few lines, so that every count can be checked there.

use super::support::Limier;

/// A collection with an acronym, a name, several accents, and a few plurals.
fn press() -> Limier {
    Limier::with_articles([
        ("oms", "L’OMS alerte", "L’OMS et l’O.M.S. : la même. L’OM a gagné, l’OM encore."),
        ("grève", "La grève", "La grève, les grèves, un gréviste et des grévistes."),
        ("pêche", "La pêche", "La pêche est ouverte ; le péché non."),
        ("paris", "Paris", "Paris, Paris, Paris, Paris et Paris."),
        ("pari", "Un jeu", "Un pari, le pari, ce pari, mon pari, leur pari."),
    ])
}

#[test]
fn a_word_is_explained_with_its_counts() {
    press()
        .call("word")
        .arg("grève")
        .stdout(
            "grève: 2 times; stem grev\n\n\
             family: a search finds all of these\n\
             \x20        2  grève   as typed\n\
             \x20        1  grèves  inflected\n",
        )
        .run();
    press()
        .call("word")
        .arg("O.M.S.")
        .stdout(
            "oms: 3 times, 0 with a capital, 3 in capitals; an acronym, which has no other form\n\n\
             family: a search finds all of these\n\
             \x20        3  oms  as typed\n\n\
             kept out\n\
             \x20        2  om  an acronym\n",
        )
        .run();
}

#[test]
fn a_word_is_explained_to_programs() {
    let word = |word: &str| press().call("word").args([word, "--format", "json"]).json();
    let oms = word("OMS");
    assert_eq!((oms["acronym"].as_bool(), oms["stem"].is_null()), (Some(true), true));
    assert_eq!(oms["kept_out"][0]["word"], "om");
    assert_eq!(oms["kept_out"][0]["reason"], "acronym");
    let paris = word("Paris");
    assert_eq!((paris["name"].as_bool(), paris["count"].as_u64()), (Some(true), Some(6)));
    assert_eq!(paris["kept_out"][0]["word"], "pari");
    let peche = word("pêche");
    assert_eq!(peche["family"].as_array().unwrap().len(), 1);
    assert_eq!(peche["kept_out"][0]["word"], "péché");
    assert_eq!(peche["kept_out"][0]["reason"], "other_word");
    let unknown = word("pèchè");
    assert_eq!(unknown["family"][1]["relation"], "other_accents");
}

#[test]
fn a_word_of_no_article_gets_near_spellings() {
    let text = press().call("word").arg("greeve").code(1).text();
    assert!(text.starts_with("greeve: in no article; stem greev\n"), "{text}");
    assert!(text.contains("near spellings\n         2  grève   1 letter\n"), "{text}");
    press()
        .call("word")
        .arg("…")
        .code(2)
        .stderr("error: `…` has no word to search for; type at least one\n")
        .run();
}

#[test]
fn exceptions_are_in_force_at_once_and_kept() {
    let limier = press().file("exceptions.tsv", "# métiers\ngréviste\tgrève\npêche\n");
    assert_eq!(limier.ids("grévistes"), ["grève"]);
    assert_eq!(
        limier.call("word").args(["grévistes", "--format", "json"]).json()["family"][0]["word"],
        "grévistes"
    );
    limier
        .call("lexicon")
        .args(["--exceptions", "exceptions.tsv"])
        .stdout("28 distinct words, 2 exceptions\n  gréviste  grève\n  pêche     left alone\n")
        .run();
    let family = |word: &str| {
        let json = limier.call("word").args([word, "--format", "json"]).json();
        let forms = json["family"].as_array().unwrap().iter();
        forms.map(|form| form["word"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(family("gréviste"), ["gréviste", "grève", "grèves", "grévistes"]);
    assert_eq!(family("grèves"), ["grèves", "grève", "gréviste", "grévistes"]);
    assert_eq!(limier.ids("grévistes"), limier.ids("grève"));
    // Indexing again keeps them.
    let limier = limier.file("more.jsonl", r#"{"id": "more", "body": "Encore une grève."}"#);
    limier.index("more.jsonl").text();
    let json = limier.call("lexicon").args(["--format", "json"]).json();
    assert_eq!(json["exceptions"][0]["word"], "gréviste");
    // An empty file takes them back.
    let limier = limier.file("none.tsv", "");
    let text = limier.call("lexicon").args(["--exceptions", "none.tsv"]).text();
    assert!(text.ends_with("distinct words, no exception\n"), "{text}");
}

#[test]
fn exceptions_can_be_given_when_indexing() {
    let limier = Limier::new()
        .file("a.jsonl", r#"{"id": "a", "body": "Des grévistes devant la gare."}"#)
        .file("exceptions.tsv", "grévistes\tgrève\n")
        .file("bad.tsv", "deux mots\n");
    limier
        .index("a.jsonl")
        .args(["--exceptions", "bad.tsv"])
        .code(2)
        .stderr("error: bad.tsv:1: an exception is one word, or word, tab, stem\n")
        .run();
    assert!(!limier.path("ix").exists(), "nothing is written for a bad file");
    limier.index("a.jsonl").args(["--exceptions", "exceptions.tsv"]).text();
    // What is not indexed under --strict changes no exceptions either.
    let limier = limier.file("broken.jsonl", "{").file("other.tsv", "grève\n");
    let strict = ["--strict", "--exceptions", "other.tsv"];
    limier
        .index("broken.jsonl")
        .args(strict)
        .code(2)
        .stderr(
            "error: broken.jsonl:1: broken JSON: EOF while parsing an object; nothing was indexed: mend it, or leave --strict out\n",
        )
        .run();
    assert_eq!(limier.ids("grève"), ["a"]);
}

#[test]
fn a_language_chooses_articles_and_inflection() {
    let limier = Limier::new()
        .file(
            "a.jsonl",
            "{\"id\": \"en\", \"language\": \"en\", \"body\": \"The bridging loan and the bridge.\"}\n\
             {\"id\": \"fr\", \"language\": \"fr\", \"body\": \"Le bridge est un jeu de cartes.\"}\n\
             {\"id\": \"de\", \"language\": \"de-CH\", \"body\": \"Die Freiheiten am Fluss.\"}\n",
        )
        .indexed();
    let ids = |query: &str, lang: &str| {
        let hits = limier.search(query).args(["--lang", lang, "--format", "jsonl"]).json_lines();
        hits.iter().map(|hit| hit["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(limier.ids("bridge").len(), 2);
    assert_eq!(ids("bridge", "en"), ["en"]);
    assert_eq!(ids("bridges", "EN"), ["en"]);
    assert_eq!(ids("bridge", "fr"), ["fr"]);
    assert_eq!(ids("Freiheit", "de"), ["de"]);
    limier.search("Freiheit").code(1).stdout("no article for Freiheit\n").run();
    limier
        .search("bridge")
        .args(["--lang", "es"])
        .code(1)
        .stdout("no article is in es; `limier info` lists the languages\n")
        .run();
    limier
        .search("strike")
        .args(["--lang", "en"])
        .code(1)
        .stdout("no article for strike (in en)\n")
        .run();
    let stderr = limier.search("bridge").args(["--lang", "english"]).output();
    assert_eq!(stderr.code, 2);
    assert!(stderr.stderr.contains("write its two letters, for example en"), "{}", stderr.stderr);
    let json = limier.call("word").args(["bridges", "--lang", "en", "--format", "json"]).json();
    assert_eq!(
        (json["stem"].as_str(), json["family"].as_array().unwrap().len()),
        (Some("bridg"), 3)
    );
}

/// A collection that names one thing in four ways.
fn of_daesh() -> Limier {
    Limier::with_articles([
        ("daesh", "Syrie", "Un chef de Daesh a été tué."),
        ("daech", "Irak", "Daech recule dans le nord."),
        ("ei", "Raqqa", "L’État islamique a revendiqué l’attaque."),
        ("etat", "Mossoul", "L’Etat islamique y était depuis deux ans."),
        ("apart", "Droit", "Un État qui n’est pas islamique, dit-il."),
        ("other", "Sport", "Le derby a été reporté."),
    ])
    .file("same.txt", "daesh = daech = \"état islamique\"\n")
}

#[test]
fn what_is_declared_the_same_is_found_both_ways_and_as_a_phrase() {
    let limier = of_daesh();
    assert_eq!(limier.ids("daech"), ["daech"]);
    limier
        .call("lexicon")
        .args(["--exceptions", "same.txt"])
        .stdout("35 distinct words, no exception\n  daesh = daech = \"état islamique\"\n")
        .run();
    let found = |query: &str| {
        let mut ids = limier.ids(query);
        ids.sort();
        ids
    };
    let all = ["daech", "daesh", "ei", "etat"];
    for query in
        ["daech", "Daesh", "\"état islamique\"", "« Etat islamique »", "\"daesh\"", "+daech"]
    {
        assert_eq!(found(query), all, "{query}");
    }
    // The words by themselves stand for it where they are side by side.
    let both = ["apart", "daech", "daesh", "ei", "etat"];
    assert_eq!(found("état islamique"), both);
    assert_eq!(found("islamique"), ["apart", "ei", "etat"]);
    assert_eq!(found("titre:daech"), [""; 0]);
    assert_eq!(found("=daech"), ["daech"]);
    assert_eq!(found("chef -daech"), [""; 0]);
    assert_eq!(found("derby OU \"état islamique\""), ["daech", "daesh", "ei", "etat", "other"]);
    // It is marked, too.
    let found = limier.search("daech").args(["--format", "json"]).json();
    let mut hits = found["hits"].as_array().unwrap().iter();
    let hit = hits.find(|hit| hit["id"] == "etat").unwrap();
    assert_eq!(hit["fragments"][0]["highlights"], serde_json::json!([[2, 16]]), "Etat islamique");
    let kept = std::fs::read_to_string(limier.path("ix/decisions.jsonl")).unwrap();
    assert!(kept.starts_with(
        "{\"kind\":\"same\",\"words\":[\"daesh\",\"daech\",\"état islamique\"],\"at\":\""
    ));
    // An acronym and its words, with stop words in them.
    let limier = Limier::with_articles([
        ("long", "Santé", "L’Organisation mondiale de la santé alerte."),
        ("short", "Santé", "L’OMS alerte, selon l’OMS."),
        ("apart", "Santé", "La santé mondiale, une organisation."),
    ])
    .file("same.txt", "OMS = Organisation mondiale de la santé\n");
    limier.call("lexicon").args(["--exceptions", "same.txt"]).text();
    assert_eq!(limier.ids("OMS"), ["short", "long"]);
    assert_eq!(limier.ids("\"Organisation mondiale de la santé\"").len(), 2);
    assert_eq!(limier.ids("organisation mondiale de la santé"), ["short", "long", "apart"]);
    let json = limier.call("lexicon").args(["--format", "json"]).json();
    assert_eq!(json["declared"][0][1], "organisation mondiale de la santé");
}
