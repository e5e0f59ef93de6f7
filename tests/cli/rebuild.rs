//! An index that an older version made (`tests/fixtures/index-4`): it is read as it is, with the
//! families of today, and made anew from its own articles when it is written to, or when
//! asked.

use std::fs;
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use crate::support::{ANALYZER_VERSION, FORMAT_VERSION, Limier, in_repository, unsealed};

/// Returns what is said before an index is made anew for this reason.
fn announced(what: &str, found: u32, known: u32) -> String {
    format!(
        "making the index in ix anew from its own articles: it has {what} {found}, this limier \
         makes {known}\n"
    )
}

/// Returns a folder whose index is of format 4. Its articles came from `/presse`, which is
/// gone, and from standard input.
pub(crate) fn of_format_4() -> Limier {
    let files = fs::read_dir(in_repository("tests/fixtures/index-4")).unwrap();
    files.fold(Limier::new(), |limier, entry| {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        limier.file(&format!("ix/{name}"), fs::read(path).unwrap())
    })
}

/// Returns all that commands tell of what an index holds, its versions and sizes aside.
fn answers(limier: &Limier) -> Vec<String> {
    let mut info = limier.info().args(["--format", "json"]).json();
    let info = info.as_object_mut().unwrap();
    for changed in ["bytes", "segments"] {
        info.remove(changed);
    }
    let manifest = info.remove("manifest").unwrap();
    let searches =
        ["pont", "grévistes", "pêche", "sarine OU trévignac", "langue:en", "tag:travaux"];
    let found = searches.into_iter().map(|query| {
        limier.search(query).args(["--format", "tsv", "--explain-query"]).output().stdout
    });
    let told = [
        limier.call("export").text(),
        limier.call("lexicon").text(),
        limier.show("pont").text(),
        limier.show("crue").args(["--format", "json"]).text(),
        serde_json::to_string(info).unwrap(),
        manifest["runs"].to_string(),
        manifest["created"].to_string(),
    ];
    found.chain(told).collect()
}

#[test]
fn an_index_of_the_version_before_is_read_as_it_is() {
    let limier = of_format_4();
    assert_eq!(limier.ids("pont"), ["pont", "doublon"]);
    assert_eq!(limier.ids("grève"), ["breve", "pont"], "its exceptions hold");
    let export = limier.call("export").text();
    assert!(
        export.contains(
            "
{\"exported_by\":\"limier\",\"id\":\"pont\","
        ),
        "{export}"
    );
    assert!(!limier.path("ix/decisions.jsonl").exists());
    limier
        .call("check")
        .stdout(format!(
            "5 articles in ix, 21 files as they were written\n\
             format 4, analyzer 1; this limier makes format {FORMAT_VERSION}, \
             analyzer {ANALYZER_VERSION}: the next `limier index PATH…` or `limier check \
             --repair` makes the index anew from its own articles; until then, CO₂, 20h30, \
             80km/h and étudiant·e·s are found as it was made\n",
        ))
        .code(1)
        .run();
    let told = limier.info().text();
    assert!(told.contains("`limier check --repair` makes the index anew"), "{told}");
    assert!(told.contains("étudiant·e·s are found as it was made"), "{told}");
}

#[test]
fn made_anew_it_answers_the_same() {
    let limier = of_format_4();
    let before = answers(&limier);
    limier
        .call("check")
        .arg("--repair")
        .stdout(format!(
            "made anew from its own articles; it had format 4\n\
             5 articles in ix, 7 files as they were written\n\
             format {FORMAT_VERSION}, analyzer {ANALYZER_VERSION}, as this limier makes them\n",
        ))
        .run();
    assert_eq!(answers(&limier), before);
    assert!(!limier.info().text().contains("--repair"), "there is nothing to be made anew");
    let again = limier.call("check").args(["--repair", "--format", "json"]).json();
    assert_eq!(
        again,
        json!({
            "index": "ix", "articles": 5, "files": 7, "format": FORMAT_VERSION,
            "analyzer": ANALYZER_VERSION,
            "limier": env!("CARGO_PKG_VERSION"), "current": true, "repaired_from_format": null,
            "damaged": [], "affected": [], "undone": 0, "repaired": null,
        })
    );
    let decisions = unsealed(&limier.path("ix/decisions.jsonl"));
    assert_eq!(
        decisions,
        "{\"kind\":\"exception\",\"word\":\"gréviste\",\"stem\":\"grève\"}\n\
         {\"kind\":\"exception\",\"word\":\"pêche\",\"stem\":\"pêche\"}\n"
    );
    assert!(!limier.path("ix/exceptions.tsv").exists());
}

#[test]
fn it_is_completed_without_its_sources() {
    let limier = of_format_4().file(
        "more.jsonl",
        r#"{"id": "pont", "url": "https://phare.example/pont", "title": "Le pont ferme"}"#,
    );
    let summary = limier.index("more.jsonl").stderr(announced("format", 4, FORMAT_VERSION)).text();
    assert!(summary.starts_with("1 indexed, 1 replaced, 0 rejected"), "{summary}");
    assert!(summary.ends_with("5 articles in the index\n"), "{summary}");
    assert_eq!(limier.ids("crue OU sarine"), ["crue"]);
    assert!(limier.index("more.jsonl").text().ends_with("1 file unchanged\n"));
    // It still knows which article came from which file, and that the file is gone.
    let pruned = limier.bare("index").args(["--index", "ix", "--prune", "--yes", "/presse"]).text();
    assert!(pruned.contains("3 articles removed\n"), "{pruned}");
    assert_eq!(limier.len(), 2, "one from more.jsonl, one from standard input");
}

#[test]
fn it_is_made_anew_before_anything_is_deleted_from_it() {
    let limier = of_format_4();
    limier
        .call("delete")
        .arg("crue")
        .stderr(announced("format", 4, FORMAT_VERSION))
        .stdout("1 article deleted; 4 left in the index\n")
        .run();
    limier.call("check").text();
}

#[test]
fn one_whose_words_alone_are_older_says_so() {
    let limier = Limier::with_articles([("pont", "Le pont rouvre", "Les camions attendent.")])
        .file("more.jsonl", r#"{"id": "crue", "title": "La crue"}"#);
    let older = |analyzer: u32| {
        let path = limier.path("ix/limier.json");
        let mut manifest: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        manifest["analyzer"] = json!(analyzer);
        fs::write(path, manifest.to_string()).unwrap();
    };
    older(ANALYZER_VERSION - 1);
    let said = announced("analyzer", ANALYZER_VERSION - 1, ANALYZER_VERSION);
    limier.index("more.jsonl").stderr(said).text();
    older(ANALYZER_VERSION - 1);
    let repaired = limier.call("check").arg("--repair").text();
    let said =
        format!("made anew from its own articles; it had analyzer {}\n", ANALYZER_VERSION - 1);
    assert!(repaired.starts_with(&said), "{repaired}");
}

#[test]
fn a_dry_run_leaves_it_as_it_is() {
    let limier = of_format_4().file(
        "more.jsonl",
        r#"{"id": "pont", "url": "https://phare.example/pont", "title": "Le pont ferme"}"#,
    );
    let summary = limier.index("more.jsonl").arg("--dry-run").text();
    assert!(summary.starts_with("1 indexed, 1 replaced"), "{summary}");
    limier.call("check").code(1).text();
}

#[test]
fn exceptions_set_on_it_replace_those_it_had() {
    let limier = of_format_4().file("none.tsv", "");
    let text = limier.call("lexicon").args(["--exceptions", "none.tsv"]).text();
    assert!(text.ends_with("no exception\n"), "{text}");
    limier.call("check").arg("--repair").text();
    assert!(limier.call("lexicon").text().ends_with("no exception\n"));
}

#[test]
fn one_that_is_damaged_is_not_made_anew_before_that_is_asked_for() {
    let limier = of_format_4().file("more.txt", "Le pont rouvre");
    let store = fs::read_dir(limier.path("ix")).unwrap().map(|entry| entry.unwrap().path());
    let mut stores: Vec<_> = store
        .filter(|path| path.extension().is_some_and(|extension| extension == "store"))
        .collect();
    stores.sort_unstable();
    let mut bytes = fs::read(&stores[0]).unwrap();
    bytes[20] ^= 0xFF;
    fs::write(&stores[0], bytes).unwrap();
    let name = stores[0].file_name().unwrap().to_string_lossy().into_owned();
    for call in [limier.call("check"), limier.index("more.txt")] {
        let output = call.output();
        assert!(output.stderr.contains(&name), "{}", output.stderr);
        assert_eq!(output.code, 2);
    }
    assert!(limier.path("ix/meta.json").exists());
    assert!(!limier.path("ix/segments-1").exists());
    let checked = limier.call("check").output().stdout;
    let lost = limier.call("check").args(["--repair", "--format", "json"]).code(1).json();
    let lost = lost["repaired"]["lost"].as_array().unwrap();
    assert!(!lost.is_empty() && checked.contains(lost[0].as_str().unwrap()), "{checked}");
    assert_eq!(limier.len() + lost.len() as u64, 5);
    limier.call("check").text();
}

#[test]
fn a_kill_while_it_is_made_anew_leaves_the_old_or_the_new() {
    let before = answers(&of_format_4());
    let mut left = [0, 0];
    for milliseconds in (0..40).step_by(4) {
        let limier = of_format_4();
        let mut command = limier.command();
        command.args(["check", "--repair", "--index", "ix"]);
        let mut child = command.stdout(std::process::Stdio::null()).spawn().unwrap();
        thread::sleep(Duration::from_millis(milliseconds));
        child.kill().unwrap();
        child.wait().unwrap();
        left[usize::from(limier.path("ix/decisions.jsonl").exists())] += 1;
        assert_eq!(answers(&limier), before, "killed after {milliseconds} ms");
        limier.call("check").arg("--repair").text();
        assert_eq!(answers(&limier), before, "repaired after {milliseconds} ms");
    }
    assert!(left[0] > 0, "none was killed before the end");
}
