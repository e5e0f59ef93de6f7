//! What was deleted does not come back, and what is to be forgotten is nowhere on the disk.
//!
//! It is read again in every way there is: from copies, exports, other folders, a rebuild, a
//! repair.

use std::fs;
use std::io::Write;
use std::process::Stdio;
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};
use unicode_normalization::UnicodeNormalization;

use crate::support::{Limier, json_lines, summary, unsealed};
use crate::traces::traces;

/// The text of the article that is deleted.
const STORY: &str = "Le viaduc de la Serre, fermé depuis mars après la découverte de fissures, \
    rouvrira lundi, a annoncé Xavière Quillembert, préfète de l’Aubrac.";

/// One that stays.
const OTHER: &str = "Le marché de Saint-Chély se tient mardi matin sur la place de la Mairie, de \
    huit heures à midi, comme chaque semaine depuis trente ans.";

fn article(id: &str, body: &str) -> Value {
    let url = format!("https://www.phare.example/{id}");
    json!({"id": id, "url": url, "title": format!("Titre de {id}"), "body": body, "source": "Le Phare"})
}

/// Returns a folder whose index holds two articles.
fn press() -> Limier {
    Limier::with_records([article("serre", STORY), article("marche", OTHER)])
}

fn decisions(limier: &Limier) -> Vec<Value> {
    let text = unsealed(&limier.path("ix/decisions.jsonl"));
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Indexes files, and expects that so many articles were left out.
#[track_caller]
fn leaves_out(limier: &Limier, count: u64, files: &[&str]) {
    let told = limier.call("index").arg("--force").args(files).text();
    assert!(told.contains(&format!("{count} left out: deleted\n")), "{told}");
    assert_eq!(limier.ids("viaduc"), [""; 0]);
}

#[test]
fn what_was_deleted_is_noted_with_when_and_why() {
    let limier = press();
    limier
        .call("delete")
        .args(["serre", "--because", "demande du 3 mars"])
        .stdout("1 article deleted; 1 left in the index\n")
        .run();
    let [decision] = &decisions(&limier)[..] else { panic!("one decision") };
    assert_eq!(decision["kind"], "deleted");
    assert_eq!(decision["id"], "serre");
    assert_eq!(decision["because"], "demande du 3 mars");
    assert_eq!(decision["text"].as_str().unwrap().len(), 16);
    assert_eq!(decision["plain"].as_str().unwrap().len(), 16);
    assert!(decision["at"].as_str().unwrap().ends_with('Z'));
    assert_eq!(decision["done"], true);
}

#[test]
fn it_does_not_come_back_however_it_is_read_again() {
    let limier = press();
    limier.call("export").args(["--output", "all.jsonl"]).run();
    limier.call("delete").arg("serre").text();
    let limier = limier
        .file("changed.jsonl", article("serre", "Un autre texte, corrigé depuis.").to_string())
        .file("copy.jsonl", article("ailleurs", STORY).to_string())
        .file("moved/a/b.txt", format!("Un titre\n\n{STORY}"));
    limier.index("articles.jsonl").stdout("").output();
    assert_eq!(limier.ids("viaduc"), [""; 0], "a file that has not changed");
    leaves_out(&limier, 1, &["articles.jsonl"]);
    leaves_out(&limier, 1, &["all.jsonl"]);
    leaves_out(&limier, 1, &["copy.jsonl"]);
    leaves_out(&limier, 1, &["changed.jsonl"]);
    let replaced =
        json_lines([article("serre", STORY), article("marche", OTHER), article("c", "Trois.")]);
    fs::write(limier.path("articles.jsonl"), replaced).unwrap();
    let told = limier.index("articles.jsonl").args(["--format", "json"]).json();
    assert_eq!((&told["left_out"], &told["indexed"]), (&json!(1), &json!(2)));
    assert_eq!(limier.len(), 2);
}

#[test]
fn a_run_of_nothing_but_what_was_deleted_is_a_success() {
    let limier = press().file("one.jsonl", article("serre", STORY).to_string());
    limier.call("delete").arg("serre").text();
    let expected = summary(0, 0, 0, 0, 1) + "1 left out: deleted\n";
    limier
        .index("one.jsonl")
        .arg("--dry-run")
        .stdout(summary(0, 0, 0, 0, 1) + "nothing was written (--dry-run)\n1 left out: deleted\n")
        .run();
    limier.index("one.jsonl").stdout(expected).run();
}

#[test]
fn another_article_with_its_id_is_not_it() {
    let limier = press();
    limier.call("delete").arg("serre").text();
    let other = json!({"id": "serre", "url": "https://autre.example/1", "title": "Les serres",
        "body": "Les serres du jardin des plantes rouvrent."});
    let limier = limier.file("other.jsonl", other.to_string());
    limier.index("other.jsonl").text();
    assert_eq!(limier.ids("jardin"), ["serre"]);
}

#[test]
fn a_moved_folder_does_not_bring_it_back() {
    let limier = Limier::new()
        .file("presse/une.txt", format!("Un titre\n\n{STORY}"))
        .file("presse/breve.txt", "Une brève\n\nLe viaduc ferme.")
        .file("presse/deux.txt", format!("Autre titre\n\n{OTHER}"));
    limier.index("presse").text();
    limier.call("delete").args(["presse/une.txt", "presse/breve.txt", "--yes"]).text();
    fs::create_dir(limier.path("ailleurs")).unwrap();
    fs::rename(limier.path("presse"), limier.path("ailleurs/presse")).unwrap();
    let told = limier.index("ailleurs").text();
    assert!(told.contains("1 left out: deleted"), "{told}");
    assert_eq!(limier.ids("fissures"), [""; 0]);
    // The index moved: its decisions go with it.
    fs::rename(limier.path("ailleurs/presse"), limier.path("presse")).unwrap();
    fs::rename(limier.path("ix"), limier.path("iy")).unwrap();
    let told = limier.bare("index").args(["presse", "--index", "iy", "--force"]).text();
    assert!(told.contains("2 left out: deleted"), "{told}");
}

#[test]
fn its_copies_go_with_it_and_are_counted() {
    let limier = Limier::with_records([
        article("serre", STORY),
        article("copie", STORY),
        article("marche", OTHER),
    ]);
    limier
        .call("delete")
        .arg("copie")
        .stdout(
            "2 articles deleted, 1 of them a copy of the same text (serre); 1 left in the index\n",
        )
        .run();
    assert_eq!(limier.len(), 1);
    let changed = article("serre", "Le viaduc restera fermé jusqu’à la fin de l’année.");
    let limier = limier.file("changed.jsonl", changed.to_string());
    leaves_out(&limier, 1, &["changed.jsonl"]);
    limier.call("delete").args(["--undo", "serre"]).text();
    limier.index("articles.jsonl").arg("--force").text();
    assert_eq!(limier.len(), 3, "all that one decision was about");
}

#[test]
fn its_copies_are_known_however_their_signs_are_written() {
    let long = format!(
        "{STORY} « C’est un soulagement », dit-elle. {OTHER} Les camions devront \
        passer par la vallée jusqu’à l’été, précise l’entreprise chargée des travaux."
    );
    for (text, others) in [(long.as_str(), OTHER), (STORY, OTHER), (OTHER, STORY)] {
        let signs = text.replace('’', "'").replace(" »", "\u{A0}»").replace(", ", ",\n\n");
        let apart: String = text.nfd().collect();
        let capitals = text.to_uppercase();
        let forms = [("signes", &signs), ("apart", &apart), ("capitales", &capitals)];
        let all = [("serre", text), ("marche", others)].into_iter();
        let all = all.chain(forms.map(|(id, text)| (id, text.as_str())));
        let limier = Limier::with_records(all.map(|(id, text)| article(id, text)));
        let deleted = limier.call("delete").args(["serre", "--format", "json"]).json();
        let gone = json!(["apart", "capitales", "signes"]);
        assert_eq!((&deleted["copied"], &deleted["left"]), (&gone, &json!(1)), "{deleted}");
        // Those that come later are not there either.
        let limier = Limier::with_records([article("serre", text), article("marche", others)]);
        limier.call("delete").arg("serre").text();
        let later = forms.map(|(id, text)| article(&format!("{id} 2"), text));
        let other = article("autre", &text.replace("mar", "jan").replace("mai", "juin"));
        let limier = limier.file("plus.jsonl", json_lines(later.into_iter().chain([other])));
        let told = limier.index("plus.jsonl").text();
        assert!(told.contains("1 indexed") && told.contains("3 left out: deleted"), "{told}");
        // Nor where it was decided in another index.
        let limier =
            limier.file("tout.jsonl", json_lines(forms.map(|(id, text)| article(id, text))));
        limier.bare("index").args(["--index", "iy", "tout.jsonl"]).text();
        limier.bare("export").args(["--index", "ix", "-o", "export.jsonl"]).text();
        limier.bare("index").args(["--index", "iy", "export.jsonl"]).text();
        let left = limier.bare("info").args(["--index", "iy", "--format", "json"]).json();
        assert_eq!(left["articles"], 2, "{left}");
    }
}

#[test]
fn an_article_with_another_figure_sign_or_accent_is_no_copy() {
    let text = "Les prix ont baissé de 2,5 % en mars, dit l’institut : un homme tué sur un \
        chantier, 45 pompiers envoyés, et le pécheur des accords qui s’en va.";
    let others = [("2,5 %", "25 %"), ("2,5 %", "-2,5 %"), ("2,5 %", "2,5 €"), ("tué", "tue")];
    let others = others.into_iter().chain([("45", "4,5"), ("pécheur", "pêcheur")]);
    let others = others.map(|(one, other)| article(other, &text.replace(one, other)));
    let records: Vec<Value> = [article("un", text)].into_iter().chain(others).collect();
    let limier = Limier::with_records(records.clone());
    let deleted = limier.call("delete").args(["un", "--format", "json"]).json();
    assert_eq!((&deleted["copies"], &deleted["left"]), (&json!(0), &json!(6)), "{deleted}");
    assert_eq!(deleted["near"].as_array().map(Vec::len), Some(6), "{deleted}");
    let told = limier.index("articles.jsonl").arg("--force").text();
    assert!(told.contains("1 left out: deleted"), "{told}");
}

#[test]
fn articles_that_say_nearly_the_same_stay_and_are_named() {
    let near = |day: &str| article(day, &format!("{STORY} La visite du {day} est maintenue."));
    let records = [article("serre", STORY), near("lundi"), near("mardi"), article("marche", OTHER)];
    let deleted = "1 article deleted; 3 left in the index\n\
        2 articles stay that say nearly the same; delete what is to go too:\n  lundi\n  mardi\n";
    Limier::with_records(records.clone()).call("delete").arg("serre").stdout(deleted).run();
    let limier = Limier::with_records(records);
    let deleted = limier.call("delete").args(["serre", "lundi", "--yes", "--format", "json"]);
    let expected = json!({"deleted": 2, "copies": 0, "copied": [], "near": ["mardi"], "left": 2});
    assert_eq!(deleted.json(), expected);
    let none = limier.call("delete").args(["--query", "nulle part", "--format", "json"]).code(1);
    assert_eq!(
        none.json(),
        json!({"deleted": 0, "copies": 0, "copied": [], "near": [], "left": 2})
    );
}

#[test]
fn decisions_go_with_an_export() {
    let limier = press();
    limier.call("export").args(["--output", "before.jsonl"]).run();
    limier.call("delete").arg("serre").text();
    limier.call("export").args(["--output", "after.jsonl"]).run();
    // Articles of a run are read before what exports decide is taken over.
    let told = limier.bare("index").args(["after.jsonl", "before.jsonl", "--index", "iy"]).text();
    assert!(told.contains("1 decision taken over from exports"), "{told}");
    assert!(told.contains("1 article in the index"), "{told}");
    let found = limier.bare("search").args(["viaduc", "--index", "iy"]).output();
    assert_eq!(found.code, 1, "{}", found.stdout);
    let again = limier.bare("index").args(["before.jsonl", "--index", "iy", "--force"]).text();
    assert!(again.contains("1 left out: deleted"), "{again}");
}

#[test]
fn what_was_deleted_is_listed_and_taken_back() {
    let limier = press();
    limier.call("delete").arg("--list").stdout("no article was deleted\n").code(1).run();
    limier.call("delete").args(["serre", "--because", "retrait demandé"]).text();
    limier.call("delete").arg("marche").text();
    limier
        .call("delete")
        .arg("--list")
        .stdout("[now]  serre: retrait demandé\n[now]  marche\n")
        .run();
    let listed = limier.call("delete").args(["--list", "--format", "json"]).json();
    let first = &listed["deleted"][0];
    assert_eq!((&first["id"], &first["because"]), (&json!("serre"), &json!("retrait demandé")));
    assert_eq!((&first["forgotten"], &first["copies"]), (&json!(false), &json!([])));
    limier
        .call("delete")
        .arg("serre")
        .stderr(
            "error: `serre` was deleted before; `limier delete --list` tells when, and --undo \
             takes it back\n",
        )
        .code(2)
        .run();
    limier
        .show("serre")
        .stderr(
            "error: `serre` was deleted before; `limier delete --list` tells when, and --undo \
             takes it back\n",
        )
        .code(2)
        .run();
    limier
        .call("delete")
        .args(["--undo", "serre"])
        .stdout(
            "1 deletion taken back; what it was about comes back when its file is read again: \
             `limier index --force PATH`\n",
        )
        .run();
    let refused = limier.call("delete").args(["--undo", "serre", "--query", "pont"]).output();
    assert_eq!(refused.code, 2);
    assert!(refused.stderr.contains("cannot be used with"), "{}", refused.stderr);
    limier
        .call("delete")
        .args(["--undo", "serre"])
        .stdout("no deletion of `serre`\n")
        .code(1)
        .run();
    let told = limier.index("articles.jsonl").arg("--force").text();
    assert!(told.contains("1 left out: deleted"), "{told}");
    assert_eq!(limier.ids("viaduc"), ["serre"]);
}

#[test]
fn a_decision_written_by_hand_is_carried_out_by_who_writes_next() {
    let limier = press();
    let line = r#"{"kind":"deleted","id":"serre","by":"Zoé"}"#;
    fs::write(limier.path("ix/decisions.jsonl"), format!("{line}\n")).unwrap();
    limier.index("articles.jsonl").text();
    assert_eq!(limier.ids("viaduc"), [""; 0]);
    let [decision] = &decisions(&limier)[..] else { panic!("one decision") };
    assert_eq!((&decision["by"], &decision["done"]), (&json!("Zoé"), &json!(true)));
    leaves_out(&limier, 1, &["articles.jsonl"]);
}

#[test]
fn a_rebuild_and_a_repair_do_not_bring_it_back() {
    let limier = press();
    limier.call("delete").arg("serre").text();
    // As an older analyzer left it, with the article in its segments again.
    let kept = fs::read(limier.path("ix/decisions.jsonl")).unwrap();
    limier.call("delete").args(["--undo", "serre"]).text();
    limier.index("articles.jsonl").arg("--force").text();
    assert_eq!(limier.len(), 2);
    fs::write(limier.path("ix/decisions.jsonl"), kept).unwrap();
    let path = limier.path("ix/limier.json");
    let mut manifest: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    manifest["analyzer"] = json!(1);
    // Which neither noted decisions nor commits.
    for key in ["decisions", "commit"] {
        manifest.as_object_mut().unwrap().remove(key);
    }
    fs::write(path, manifest.to_string()).unwrap();
    fs::remove_file(limier.path("ix/.limier.json.copy")).unwrap();
    limier.call("check").arg("--repair").text();
    assert_eq!((limier.ids("viaduc"), limier.len()), (Vec::new(), 1));
}

/// What only the article to be forgotten has.
const RARE: [&str; 5] =
    ["quillembert", "Quillembert", "demain-retirée", "phare.example/demain", "Titre de demain"];

/// Returns a folder whose index holds an article to be forgotten among others, in several
/// segments.
fn with_secret() -> Limier {
    let others = (0..40).map(|number| article(&format!("n{number}"), &format!("{OTHER} {number}")));
    let limier = Limier::with_records(others)
        .file("secret/demain-retirée.json", article("demain-retirée", STORY).to_string())
        .file("copie.jsonl", article("copie", STORY).to_string());
    limier.call("index").args(["secret/demain-retirée.json", "copie.jsonl"]).text();
    limier
}

#[test]
fn of_what_is_to_be_forgotten_nothing_stays_on_the_disk() {
    let limier = with_secret();
    let found = traces(&limier.path("ix"), &RARE);
    for place in ["store, unpacked", "terms of body", "terms of id", "column url", "inputs.jsonl"] {
        assert!(found.iter().any(|found| found.contains(place)), "{place} in {found:?}");
    }
    let words = |limier: &Limier| {
        let info = limier.info().args(["--format", "json"]).json();
        info["distinct_words"].as_u64().unwrap()
    };
    let before = words(&limier);
    limier
        .call("delete")
        .args(["demain-retirée", "--now", "--because", "droit à l’oubli"])
        .stdout(
            "2 articles deleted, 1 of them a copy of the same text (copie); 40 left in the index\n\
             nothing of what was deleted is left in the index folder\n",
        )
        .run();
    assert_eq!(traces(&limier.path("ix"), &RARE), [""; 0]);
    let never_had = Limier::new()
        .file("articles.jsonl", fs::read(limier.path("articles.jsonl")).unwrap())
        .indexed();
    assert_eq!(words(&limier), words(&never_had));
    assert!(words(&limier) < before);
    let [decision] = &decisions(&limier)[..] else { panic!("one decision") };
    assert!(decision.get("id").is_none(), "{decision}");
    assert_eq!(decision["id_hash"].as_array().unwrap().len(), 2);
    // It does not come back, and leaves no trace when its file is read.
    for files in [["secret", "copie.jsonl"], ["secret/demain-retirée.json", "copie.jsonl"]] {
        leaves_out(&limier, 2, &files);
        assert_eq!(traces(&limier.path("ix"), &RARE), [""; 0]);
    }
    fs::rename(limier.path("secret"), limier.path("ailleurs")).unwrap();
    leaves_out(&limier, 2, &["ailleurs", "copie.jsonl"]);
    assert_eq!(traces(&limier.path("ix"), &RARE), [""; 0]);
    let list = limier.call("delete").arg("--list").text();
    assert!(list.contains("forgotten") && list.ends_with(": droit à l’oubli\n"), "{list}");
    limier.call("check").text();
    limier.call("delete").args(["--undo", "demain-retirée"]).text();
    limier.call("index").args(["--force", "ailleurs"]).text();
    assert_eq!(limier.ids("quillembert"), ["demain-retirée"]);
}

#[test]
fn what_was_deleted_before_can_be_forgotten_too() {
    for args in [&["--now"][..], &["--now", "demain-retirée"]] {
        let limier = with_secret();
        limier.call("delete").args(["demain-retirée"]).text();
        limier
            .call("delete")
            .args(args)
            .stdout(
                "0 articles deleted; 40 left in the index\n\
                 nothing of what was deleted is left in the index folder\n",
            )
            .run();
        assert_eq!(traces(&limier.path("ix"), &RARE), [""; 0]);
    }
    let limier = press();
    limier.call("delete").arg("--now").stdout("no article was deleted\n").code(1).run();
}

/// Kills a command that is to forget an article so many milliseconds after it has decided, or
/// before it may have.
fn kill(limier: &Limier, after_decision: Option<u64>) {
    let mut command = limier.command();
    command.args(["delete", "demain-retirée", "--now", "--index", "ix"]);
    let mut child = command.stdout(Stdio::null()).spawn().unwrap();
    if let Some(milliseconds) = after_decision {
        while !limier.path("ix/decisions.jsonl").exists() {
            assert!(child.try_wait().unwrap().is_none(), "it ended undecided");
            thread::yield_now();
        }
        thread::sleep(Duration::from_millis(milliseconds));
    }
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn a_kill_leaves_it_undecided_or_to_who_writes_next() {
    let (mut undecided, mut left) = (0, 0);
    let moments = [None; 4].into_iter().chain((0..32).step_by(4).map(Some));
    for moment in moments {
        let limier = with_secret();
        kill(&limier, moment);
        let state = format!("killed {moment:?} ms after the decision");
        if !limier.path("ix/decisions.jsonl").exists() {
            undecided += 1;
            assert_eq!(limier.ids("quillembert").len(), 1, "{state}");
            continue;
        }
        let [decision] = &decisions(&limier)[..] else { panic!("one decision: {state}") };
        if decision.get("done").is_none() {
            left += 1;
            limier.call("index").arg("articles.jsonl").text();
            assert_eq!(decisions(&limier)[0]["done"], true, "{state}");
        }
        assert_eq!(traces(&limier.path("ix"), &RARE), [""; 0], "{state}");
    }
    assert!(undecided > 0 && left > 0, "{undecided} undecided, {left} left");
}

#[test]
fn what_is_deleted_is_what_is_there_when_others_have_written() {
    let limier =
        Limier::with_articles([("pont", "Le pont", "Il rouvre."), ("quai", "Le quai", "")]);
    let start = |args: &[&str]| {
        let mut command = limier.command();
        command.args(args).args(["--index", crate::support::INDEX]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().unwrap()
    };
    let mut writer = start(&["index", "-"]);
    let mut input = writer.stdin.take().unwrap();
    input.write_all(b"{\"id\": \"autre\", \"title\": \"Un autre pont\"}\n").unwrap();
    let lock = limier.path("ix/.tantivy-writer.lock");
    while !fs::read_to_string(&lock).is_ok_and(|by| by.contains(&writer.id().to_string())) {
        thread::sleep(Duration::from_millis(5));
    }
    let delete = start(&["delete", "--query", "pont", "--yes", "--wait", "60"]);
    thread::sleep(Duration::from_millis(300));
    drop(input);
    assert!(writer.wait().unwrap().success());
    let output = delete.wait_with_output().unwrap();
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(told.starts_with("2 articles deleted; 1 left in the index"), "{told}");
    assert_eq!(limier.ids("pont OU quai"), ["quai"]);
}

#[test]
fn an_article_without_a_body_takes_its_copies_along_and_does_not_come_back_as_another() {
    let text = "Le tribunal a condamné hier un notaire à deux ans de prison avec sursis.";
    let article = |id: &str, title: &str, description: &str| json!({"id": id, "title": title, "description": description, "source": id});
    let limier = Limier::with_records([
        article("a", "Condamnation d’un notaire", text),
        article("b", "Condamnation d’un notaire", text),
        article("c", "Un autre titre", text),
    ]);
    limier
        .call("delete")
        .args(["a", "--yes"])
        .stdout("2 articles deleted, 1 of them a copy of the same text (b); 1 left in the index\n")
        .run();
    let again = json_lines([
        article("d", "Condamnation d’un  notaire", text),
        article("e", "Un titre encore", text),
    ]);
    let limier = limier.file("encore.jsonl", again);
    let output = limier.index("encore.jsonl").output();
    assert!(output.stdout.contains("1 left out: deleted"), "{output:?}");
    assert_eq!(limier.ids("notaire"), ["c", "e"]);
}

#[test]
fn an_address_that_no_column_holds_tells_no_place() {
    let url = format!("https://exemple.fr/{}", "x".repeat(70_000));
    let limier =
        Limier::with_records([json!({"id": "k", "title": "Pont", "url": url, "body": "Court."})]);
    limier.call("delete").arg("k").text();
    let output = limier.call("index").args(["--force", "articles.jsonl"]).output();
    assert!(output.stdout.contains("1 left out: deleted"), "{output:?}");
}

#[test]
fn a_deletion_that_was_not_carried_out_is_told_and_carried_out_by_a_repair() {
    let limier = Limier::with_articles([("a", "Le pont", "Il rouvre."), ("b", "Le pont", "Non.")]);
    fs::write(limier.path("ix/decisions.jsonl"), "{\"kind\":\"deleted\",\"id\":\"a\"}\n").unwrap();
    let check = limier.call("check").output();
    assert_eq!(check.code, 1, "{check:?}");
    assert!(check.stdout.contains("1 deletion is not carried out to the end: "), "{check:?}");
    assert_eq!(limier.call("check").args(["--format", "json"]).code(1).json()["undone"], 1);
    let repair = limier.call("check").arg("--repair").output();
    assert_eq!(repair.code, 0, "{repair:?}");
    assert!(
        repair.stdout.contains("deletions that had been decided were carried out\n"),
        "{repair:?}"
    );
    assert_eq!(limier.ids("pont"), ["b"]);
    limier.call("check").text();
}

#[test]
fn a_folder_of_something_else_stays_as_it_is() {
    let limier = Limier::new().file("ix/photo.txt", "une photo");
    for args in [&["a"][..], &["a", "--now"], &["--undo", "a"], &["--list"]] {
        assert_eq!(limier.call("delete").args(args).output().code, 2, "{args:?}");
    }
    let names = fs::read_dir(limier.path("ix")).unwrap().map(|it| it.unwrap().file_name());
    assert_eq!(names.collect::<Vec<_>>(), ["photo.txt"]);
}
