//! Copies of a text: one hit for all of them, and how many there are.
//!
//! Two stories and a variant of one are all the texts there are.

use std::fs;

use serde_json::{Value, json};

use crate::support::Limier;

/// An agency's story.
const STORY: &str = "Le tribunal de commerce d'Alençon a placé mardi en redressement judiciaire la \
    fonderie Béraud, qui emploie 214 personnes dans l'Orne. L'entreprise, fondée en 1931, a perdu \
    en un an ses deux principaux clients, constructeurs de tracteurs. « Nous croyons à un \
    repreneur », a déclaré son directeur, Alain Béraud, à la sortie de l'audience. Les syndicats, \
    qui manifestaient devant le palais de justice, redoutent la suppression d'une centaine de \
    postes. Une prochaine audience est fixée au 14 octobre.";

/// The same, as another paper printed it.
fn variant() -> String {
    STORY
        .replace(
            "a placé mardi en redressement judiciaire",
            "a prononcé mardi le redressement judiciaire de",
        )
        .replace("214 personnes", "214 salariés")
        .replace("Nous croyons à un repreneur", "Nous croyons toujours à un repreneur")
        .replace(" Une prochaine audience est fixée au 14 octobre.", "")
}

/// Another story of that day.
const OTHER: &str = "Devant le tribunal d'Alençon, ils étaient trois cents à attendre la décision. \
    « Mon père y a travaillé, j'y travaille, mon fils y est apprenti », dit Josiane, mouleuse. La \
    fonderie Béraud est en redressement judiciaire depuis mardi ; à midi, au café de la Halle, on \
    ne parlait que du repreneur allemand que tout le monde attend et que personne n'a vu.";

fn press() -> Limier {
    let article = |id: &str, title: &str, body: &str, source: &str, day: &str| json!({"id": id, "title": title, "body": body, "source": source, "published": day});
    Limier::with_records([
        article(
            "agence",
            "La fonderie Béraud en redressement",
            STORY,
            "Agence Hexagone",
            "2024-09-10",
        ),
        article(
            "phare",
            "Orne : la fonderie Béraud en redressement",
            STORY,
            "Le Phare",
            "2024-09-11",
        ),
        article("echo", "Béraud attend un repreneur", &variant(), "L'Écho de l'Orne", "2024-09-11"),
        article("reportage", "À Alençon, l'attente des fondeurs", OTHER, "Le Phare", "2024-09-11"),
    ])
}

/// What is told when the variant is deleted.
const ECHO_DELETED: &str = "1 article deleted; 3 left in the index\n\
    2 articles stay that say nearly the same; delete what is to go too:\n  agence\n  phare\n";

fn ids(hits: &Value) -> Vec<String> {
    let ids = hits.as_array().unwrap().iter();
    ids.map(|hit| hit["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn copies_are_one_hit_that_names_them_all() {
    let limier = press();
    let found = limier.search("fonderie Béraud redressement").args(["--format", "json"]).json();
    assert_eq!(found["total"], 4, "articles are counted one by one");
    let hits = &found["hits"];
    assert_eq!(ids(hits).len(), 2, "the agency's story and the report: {hits}");
    let also =
        &hits.as_array().unwrap().iter().find(|hit| hit["id"] != "reportage").unwrap()["also"];
    assert_eq!(also.as_array().unwrap().len(), 2);
    let all: Vec<_> = ids(hits).into_iter().chain(ids(also)).collect();
    for id in ["agence", "phare", "echo", "reportage"] {
        assert!(all.iter().any(|found| found == id), "{id} in {all:?}");
    }
    let text = limier.search("fonderie Béraud redressement").text();
    let also = text.lines().find(|line| line.trim().starts_with("also: ")).unwrap();
    assert!(also.contains("(L'Écho de l'Orne, 2024-09-11, nearly the same)"), "{text}");
    assert!(
        also.contains("(Le Phare, 2024-09-11)") || also.contains("(Agence Hexagone, 2024-09-10)")
    );
}

#[test]
fn the_same_text_elsewhere_is_named_though_the_query_does_not_find_it() {
    let limier = press();
    let found = limier.search("fonderie source:hexagone").args(["--format", "json"]).json();
    assert_eq!((&found["total"], &found["hits"][0]["id"]), (&json!(1), &json!("agence")));
    let also = &found["hits"][0]["also"];
    assert_eq!(ids(also), ["phare"]);
    assert_eq!((&also[0]["same_text"], &also[0]["found"]), (&json!(true), &json!(false)));
    let text = limier.search("fonderie source:hexagone").text();
    assert!(text.ends_with("    also: phare (Le Phare, 2024-09-11)\n"), "{text}");
    let shown = limier.show("agence").text();
    assert!(shown.contains("\nalso: phare (Le Phare, 2024-09-11)\n"), "{shown}");
    assert_eq!(ids(&limier.article("agence")["also"]), ["phare"]);
    // What is gone is no copy any more.
    let other = json!({"id": "phare", "title": "Orne", "body": OTHER, "source": "Le Phare"});
    limier.index("-").stdin(other.to_string()).output();
    let found = limier.search("fonderie source:hexagone").args(["--format", "json"]).json();
    assert_eq!(found["hits"][0]["also"], json!([]));
}

#[test]
fn of_many_copies_a_person_is_shown_some() {
    let record = |id: u32| json!({"id": id, "title": "La fonderie Béraud", "body": STORY});
    let limier = Limier::with_records((10..30).map(record));
    let text = limier.search("fonderie").text();
    assert!(
        text.ends_with("    also: 11, 12, 13, 14, 15, 16, 17, 18, 19, 20 and 9 more\n"),
        "{text}"
    );
    let found = limier.search("fonderie").args(["--format", "json"]).json();
    assert_eq!(found["hits"][0]["also"].as_array().unwrap().len(), 19);
}

#[test]
fn every_copy_is_a_hit_when_that_is_asked_for() {
    let limier = press();
    let search = || limier.search("fonderie Béraud redressement");
    let found = search().args(["--no-group", "--format", "json"]).json();
    assert_eq!(found["hits"].as_array().unwrap().len(), 4);
    assert!(found["hits"].as_array().unwrap().iter().all(|hit| hit["also"] == json!([])));
    assert!(!search().arg("--no-group").text().contains("also: "));
    assert_eq!(search().args(["--format", "trec"]).text().lines().count(), 4);
    // A filter of the source still finds the copy that came from there.
    let phare = search().args(["--source", "Le Phare", "--format", "json"]).json();
    assert!(ids(&phare["hits"]).contains(&"phare".to_owned()), "{phare}");
}

#[test]
fn pages_go_on_where_the_groups_of_the_last_one_ended() {
    let limier = press();
    let page = |offset: &str| {
        let args = ["-n", "1", "--offset", offset, "--format", "json"];
        limier.search("fonderie Béraud redressement").args(args).output()
    };
    let hits =
        |offset| serde_json::from_str::<Value>(&page(offset).stdout).unwrap()["hits"].clone();
    assert_eq!((hits("0")[0]["rank"].clone(), hits("1")[0]["rank"].clone()), (json!(1), json!(2)));
    assert_ne!(hits("0")[0]["id"], hits("1")[0]["id"]);
    assert_eq!((hits("2"), page("2").code), (json!([]), 1));
}

#[test]
fn info_counts_copies() {
    let info = press().info().args(["--format", "json"]).json();
    let expected = json!({"same": 1, "same_groups": 1, "near": 1, "near_groups": 1});
    assert_eq!(info["copies"], expected);
    let text = press().info().text();
    assert!(text.contains("         1  with the text of another article, in 1 group\n"), "{text}");
    assert!(
        text.contains("         1  more with nearly the text of another, in 1 group\n"),
        "{text}"
    );
}

#[test]
fn an_export_indexes_again_to_the_same() {
    let limier = press()
        .file("extra.txt", "Un pont sans titre ni date, et bien court pour deviner sa langue.")
        .file("balises.txt", "Le pont\n\nEn HTML on écrit <p>un pont</p> ou A&amp;B<br>, dit Zoé.")
        .file(
            "page.html",
            "<html><head><title>Le pont</title><meta property=og:type content=article><meta name=author content='Par Pont, Jean'>\
             <link rel=canonical href=https://phare.example/pont></head><body><article><h1>Le \
             pont</h1><p>Le vieux pont de Sainte-Ormelle rouvre lundi, après sept longs mois de \
             travaux.</p><p>Les camions, eux, attendront l'été : la pile centrale est abîmée.</p></article>\
             </body></html>",
        );
    limier.index("extra.txt").args(["balises.txt", "page.html"]).output();
    let export = limier.exported();
    assert_eq!(export.lines().count(), 7);
    let copy = Limier::new().file("export.jsonl", export.clone());
    copy.index("export.jsonl").output();
    assert_eq!(copy.exported(), export);
    for query in ["fonderie Béraud redressement", "pont", "source:phare", "date:2024-09-11", "p"] {
        let answer = |limier: &Limier| {
            let mut json = limier.search(query).args(["--format", "json"]).json();
            json["took_ms"] = json!(0);
            json
        };
        assert_eq!(answer(&limier), answer(&copy), "{query}");
    }
    limier.call("export").args(["--output", "out.jsonl"]).run();
    assert_eq!(fs::read_to_string(limier.path("out.jsonl")).unwrap(), export);
}

#[test]
fn what_was_deleted_or_replaced_leaves_no_trace_in_the_answers() {
    let limier = press().file(
        "replaced.json",
        json!({"id": "echo", "title": "Le pont", "body": STORY}).to_string(),
    );
    limier.index("replaced.json").output();
    limier.call("delete").arg("reportage").output();
    let copy = Limier::new().file("export.jsonl", limier.exported());
    copy.index("export.jsonl").output();
    for query in ["fonderie", "pont repreneur", "source:phare"] {
        let hits = |limier: &Limier| limier.search(query).args(["--format", "jsonl"]).text();
        assert_eq!(hits(&limier), hits(&copy), "{query}");
    }
    let words =
        |limier: &Limier| limier.info().args(["--format", "json"]).json()["distinct_words"].clone();
    assert_eq!(words(&limier), words(&copy));
}

#[test]
fn articles_are_deleted_by_id_or_by_query() {
    let limier = press();
    limier.call("delete").arg("echo").stdout(ECHO_DELETED).run();
    assert!(!limier.ids("fonderie").contains(&"echo".to_owned()));
    limier
        .call("delete")
        .args(["phare", "oups"])
        .stderr("error: no article with the id or URL `oups` in ix; both are shown by `limier search --format json`\n")
        .code(2)
        .run();
    let many = || limier.call("delete").args(["--query", "fonderie"]);
    many().stderr("error: 3 articles would be deleted; add --yes to delete them\n").code(2).run();
    assert_eq!(limier.len(), 3);
    many().arg("--yes").stdout("3 articles deleted; 0 left in the index\n").run();
    many().stdout("0 articles deleted; 0 left in the index\n").code(1).run();
}

#[test]
fn only_what_has_all_the_words_is_deleted() {
    let limier = press();
    limier
        .call("delete")
        .args(["--query", "fonderie apprenti", "--yes"])
        .stdout("1 article deleted; 3 left in the index\n")
        .run();
}

#[test]
fn copies_come_in_the_order_of_their_ids_wherever_they_are_in_the_index() {
    let record = |id: &str| json!({"id": id, "title": "La fonderie Béraud", "body": STORY});
    for order in [["a", "b", "c"], ["c", "b", "a"], ["b", "c", "a"]] {
        let limier = Limier::with_records(order.map(record));
        assert_eq!(limier.ids("fonderie"), ["a"]);
        let search =
            |args: &[&str]| limier.search("fonderie").args(["--format", "tsv"]).args(args).text();
        let column = |table: &str, column: usize| -> Vec<String> {
            let cells = table.lines().skip(1).filter_map(|line| line.split('\t').nth(column));
            cells.map(str::to_owned).collect()
        };
        assert_eq!(column(&search(&["--no-group"]), 2), ["a", "b", "c"]);
        assert_eq!(
            (column(&search(&[]), 2), column(&search(&[]), 7)),
            (vec!["a".into()], vec!["b|c".into()])
        );
    }
}

#[test]
fn days_of_a_query_to_delete_begin_in_the_zone_that_is_asked_for() {
    let record = json!({"id": "a", "title": "Le pont", "published": "2024-09-10T23:30:00Z"});
    let limier = Limier::with_records([record]);
    let delete = |zone: &str| {
        let query = ["--query", "date:2024-09-10", "--tz", zone];
        limier.call("delete").args(query).output().stdout
    };
    assert_eq!(delete("Europe/Paris"), "0 articles deleted; 1 left in the index\n");
    assert_eq!(delete("UTC"), "1 article deleted; 0 left in the index\n");
}

#[test]
fn an_article_named_twice_is_one_to_delete() {
    let limier = press();
    let deleted = limier.call("delete").args(["echo", "echo"]).text();
    assert_eq!(deleted, ECHO_DELETED);
    let refused = limier.call("delete").output();
    assert!(refused.stderr.contains("--query"), "{}", refused.stderr);
}

/// Returns how many rows a format has, and what stands for the copies of the first.
fn rows(limier: &Limier, format: &str, args: &[&str]) -> (usize, String) {
    let args = [&["--format", format], args].concat();
    let out = limier.search("fonderie Béraud redressement").args(args).text();
    let ids_of = |hit: &Value| ids(&hit["also"]).join("|");
    match format {
        "text" => (
            out.lines().filter(|line| line.get(2..4) == Some(". ")).count(),
            out.lines().filter_map(|line| line.trim().strip_prefix("also: ")).collect(),
        ),
        "json" => {
            let hits = serde_json::from_str::<Value>(&out).unwrap()["hits"].clone();
            (ids(&hits).len(), ids_of(&hits[0]))
        }
        "jsonl" => (
            out.lines().count(),
            ids_of(&serde_json::from_str(out.lines().next().unwrap()).unwrap()),
        ),
        _ => (
            out.lines().count() - 1,
            out.lines().nth(1).unwrap().rsplit([',', '\t']).next().unwrap().to_owned(),
        ),
    }
}

#[test]
fn a_row_is_a_group_in_every_format_and_an_article_where_that_is_asked_for() {
    let limier = press();
    for format in ["text", "json", "jsonl", "tsv", "csv"] {
        let (count, also) = rows(&limier, format, &[]);
        assert_eq!(count, 2, "{format}");
        let others = ["agence", "phare", "echo"].iter().filter(|id| also.contains(**id)).count();
        assert_eq!(others, 2, "{format}: {also}");
        let (count, also) = rows(&limier, format, &["--no-group"]);
        assert_eq!((count, also.as_str()), (4, ""), "{format}");
    }
    let lines =
        |command: &str, args: &[&str]| limier.call(command).args(args).text().lines().count();
    assert_eq!(lines("search", &["fonderie Béraud redressement", "--format", "trec"]), 4);
    assert_eq!(lines("export", &[]), 4);
}

#[test]
fn a_copy_far_down_the_answer_is_told_with_the_hit_on_every_page() {
    // The last two are one text; by date a hundred others stand between the first and it.
    let record = |id: u32| {
        let body = match id {
            0 | 110 | 111 => STORY.to_owned(),
            id => format!(
                "La fonderie numéro {id} a {} ouvriers, {} fours et {} clients.",
                id * 7,
                id * 3,
                id * 11
            ),
        };
        json!({"id": format!("a{id:03}"), "title": format!("Fonderie {id}"), "body": body, "date": format!("{}-01-01", 1800 + id)})
    };
    let limier = Limier::with_records((0..112).map(record));
    for sort in ["date", "-date", "relevance"] {
        let mut first = None;
        for size in ["7", "50", "1000"] {
            let step: usize = size.parse().unwrap();
            let mut hits = Vec::new();
            for offset in (0..112).step_by(step) {
                let offset = offset.to_string();
                let args = ["--sort", sort, "-n", size, "--offset", &offset, "--format", "json"];
                let page = limier.search("fonderie").args(args).output().stdout;
                let page: Value = serde_json::from_str(&page).unwrap();
                assert_eq!(page["total"], 112, "{sort} {size} {offset}");
                hits.extend(page["hits"].as_array().unwrap().clone());
            }
            assert_eq!(hits.len(), 110, "{sort} {size}");
            let with: Vec<&Value> = hits.iter().filter(|hit| hit["also"] != json!([])).collect();
            assert_eq!(with.len(), 1, "{sort} {size}");
            let also = with[0]["also"].as_array().unwrap();
            assert!(also.len() == 2 && also.iter().all(|copy| copy["found"] == true), "{also:?}");
            let row = (with[0]["rank"].clone(), with[0]["id"].clone(), ids(&with[0]["also"]));
            assert_eq!(first.get_or_insert_with(|| row.clone()), &row, "{sort} {size}");
        }
    }
}

#[test]
fn a_copy_that_has_all_the_words_stands_for_those_that_lack_some() {
    let article =
        |id: &str, title: &str, body: &str| json!({"id": id, "title": title, "body": body});
    let limier = Limier::with_records([
        article("lacks", "Fonderie : fonderie, la fonderie", STORY),
        article("whole", "Une usine à vendre", STORY),
        article("other", "La fonderie de Caen", "À Caen la fonderie embauche vingt personnes."),
    ]);
    let found = limier.search("fonderie vendre").args(["--format", "json"]).json();
    let hits = found["hits"].as_array().unwrap();
    let hit = hits.iter().find(|hit| hit["id"] != "other").unwrap();
    assert_eq!((&hit["id"], &hit["all_words"]), (&json!("whole"), &json!(true)));
    assert_eq!(
        (ids(&hit["also"]), &hit["also"][0]["found"]),
        (vec!["lacks".to_owned()], &json!(true))
    );
    let list = limier.search("fonderie vendre").args(["--format", "jsonl"]).json_lines();
    assert_eq!((list.len(), &list[0]["id"]), (1, &json!("whole")));
    assert_eq!(list[0]["also"][0]["found"], false, "it has not all that was asked");
}
