//! limier as a library, used from outside: every name of the façade, and the types of all that
//! can be read of an answer.
//!
//! What it holds of scores and snippets is tested beside the code.

use std::collections::BTreeSet;
use std::error::Error as _;
use std::ops::{ControlFlow, Range};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use limier::errors::{
    Absence, AddressFault, ClusterFault, Damage, DateError, DefaultFault, InUse, LineFault,
    Rejection, SyntaxError, Writing, sentence,
};
use limier::jiff::Timestamp;
use limier::jiff::tz::TimeZone;
use limier::{
    Answer, Article, Clock, Copies, CopyOf, Date, Deadline, Detail, Error, FirstIndexed, Forms,
    Fragment, Hint, Hit, Index, Key, Match, Occurrence, Order, Overview, Query, Recency, Request,
    Result, Row, ScoreParts, SnippetOptions, Table, TextField, WordScore, Writer, WriterOptions,
};
use tempfile::TempDir;

/// The present moment of every test.
fn now() -> Timestamp {
    "2024-03-12T08:00:00Z".parse().unwrap()
}

/// Returns an index of three articles, two of them with one text.
fn collection() -> (TempDir, Index) {
    let dir = tempfile::tempdir().unwrap();
    let options = WriterOptions { threads: 1, commit_every: None, ..WriterOptions::default() };
    let mut writer = Writer::open(dir.path(), now(), options).unwrap();
    let camions = "Les camions attendront encore un mois avant de passer le pont.";
    for (id, title, body, source) in [
        ("pont", "Le pont rouvre", camions, "Le Courrier"),
        ("copie", "Le pont rouvre", camions, "La Gazette"),
        ("crue", "La Loire monte", "Les quais sont fermés.", "Le Courrier"),
    ] {
        let article = Article {
            id: id.to_owned(),
            title: title.to_owned(),
            body: body.to_owned(),
            source: source.to_owned(),
            published: Date::from_iso("2024-03-12"),
            ..Article::default()
        };
        assert!(writer.add(article.clone()).unwrap());
        assert!(!writer.add(article).unwrap(), "it takes its own place");
    }
    writer.commit().unwrap();
    writer.add(Article { title: "De trop".to_owned(), ..Article::default() }).unwrap();
    writer.delete("crue").unwrap();
    writer.finish().unwrap();
    let index = Index::open(dir.path()).unwrap();
    assert_eq!((index.len(), index.is_empty()), (3, false));
    (dir, index)
}

fn parse(text: &str) -> Result<Query> {
    Query::parse(text, &Clock { now: now(), zone: TimeZone::UTC })
}

#[test]
fn an_answer_is_read_to_its_last_field() {
    let (_dir, index) = collection();
    let request = Request {
        query: parse("le pont camion").unwrap().in_language(Some("fr")),
        any: false,
        relax: true,
        forms: Forms::Commonest,
        limit: 5,
        offset: 0,
        order: Order::Relevance,
        recency: Some(Recency { days: 30.0, now: now().as_second() }),
        copies: Copies::Grouped(3),
        detail: Detail::Snippet(SnippetOptions { max_fragments: 1, max_chars: 80 }),
        suggestions: 8,
        explain: true,
        zone: TimeZone::UTC,
        deadline: Deadline::default(),
    };
    let answer: Answer = index.top(&request).unwrap();
    assert_eq!(answer.query().terms().collect::<Vec<_>>(), ["pont", "camion"]);
    assert_eq!((answer.query().text.as_str(), answer.total), ("le pont camion", 2));
    assert!(!answer.is_relaxed() && answer.undated() == 0, "{:?}", answer.hints);
    let hit: &Hit = &answer.hits[0];
    let copy: &CopyOf = &hit.copies[0];
    assert_eq!([hit.id.as_str(), &copy.id].iter().collect::<BTreeSet<_>>().len(), 2);
    let marks: &[Range<usize>] = &hit.title_marks;
    assert_eq!(marks, [Range { start: 3, end: 7 }]);
    let fragment: &Fragment = &hit.fragments[0];
    assert_eq!(fragment.field, TextField::Body);
    let parts: &ScoreParts = hit.explanation.as_ref().unwrap();
    let word: &WordScore = &parts.words[0];
    assert_eq!((word.word, word.occurrences), (0, [1, 0, 1]));
    let unknown = index.top(&Request { query: parse("girafe").unwrap(), ..request }).unwrap();
    let said = Hint::UnknownWord { word: "girafe".to_owned(), meant: None };
    assert_eq!(unknown.hints, [said]);
}

#[test]
fn matches_groups_and_articles_are_had_without_a_score() {
    let (_dir, index) = collection();
    let request = Request { query: parse("pont").unwrap(), ..Request::default() };
    let mut found = Vec::new();
    let mut visit = |one: &dyn Match| -> Result<ControlFlow<()>> {
        let article: Article = one.article()?;
        let marks: Vec<Occurrence> = one.occurrences(TextField::Body, &article.body);
        found.push((one.id()?, marks.iter().map(|mark| (mark.from, mark.to)).collect::<Vec<_>>()));
        Ok(ControlFlow::Continue(()))
    };
    index.matches(&request, &mut visit).unwrap();
    found.sort_by(|one, other| one.0.cmp(&other.0));
    assert_eq!(found, [("copie".to_owned(), vec![(57, 61)]), ("pont".to_owned(), vec![(57, 61)])]);

    let table: Table = index.groups(&Request::default(), &[Key::Source]).unwrap();
    let rows: Vec<Row> = table.rows;
    assert_eq!(rows.iter().map(|row| row.count).collect::<Vec<_>>(), [1, 1, 1]);

    let articles: Vec<Article> = index.articles("pont").unwrap();
    assert_eq!(articles[0].source, "Le Courrier");
    assert_eq!(articles[0].first_indexed, FirstIndexed::At(now()));
    let overview: Overview = index.overview().unwrap();
    assert_eq!((overview.articles, overview.undated), (3, 1));
}

/// Returns what an error is about, where it has a type of its own.
fn subject(error: &Error) -> String {
    match error {
        Error::QuerySyntax(SyntaxError { text, span, .. }) => text[span.clone()].to_owned(),
        Error::QueryDate(DateError { value, .. }) => value.clone(),
        Error::Strict(Rejection { file, path, line, record, .. }) => {
            let _: (&Arc<Path>, &PathBuf, Option<u64>, &Option<String>) =
                (file, path, *line, record);
            path.display().to_string()
        }
        Error::IndexDamaged { source, .. } | Error::IndexWrite { source, .. } => {
            let source: &Damage = source;
            sentence(source)
        }
        Error::IndexBusy { by: Some(Writing { pid, since }), .. } => format!("{pid} {since}"),
        Error::Unmounted { why: Absence::OtherDisk, path, .. }
        | Error::OutputTaken { by: InUse::Input, path }
        | Error::BadLine { reason: LineFault::NoDecision, path, .. } => path.display().to_string(),
        Error::BadDefault { problem: DefaultFault::NoDate, field, .. } => field.clone(),
        Error::Cluster { fault: ClusterFault::Address(AddressFault::NoName), .. } => String::new(),
        other => sentence(other),
    }
}

#[test]
fn who_writes_can_be_read() {
    let (dir, _) = collection();
    let now = "2026-11-28T10:00:00Z".parse().unwrap();
    let _first = Writer::open(dir.path(), now, WriterOptions::default()).unwrap();
    let second = Writer::open(dir.path(), now, WriterOptions::default());
    let expected = format!("{} 2026-11-28T10:00:00Z", std::process::id());
    assert_eq!(subject(&second.err().unwrap()), expected);
}

#[test]
fn what_an_error_is_about_can_be_read() {
    assert_eq!(subject(&parse("pont titre:(loire").err().unwrap()), "titre:(");
    let (dir, index) = collection();
    drop(index);
    std::fs::write(dir.path().join("limier.json"), "{").unwrap();
    let error = Index::open(dir.path()).err().unwrap();
    assert_eq!(subject(&error), "its manifest, limier.json, cannot be read");
    assert_eq!(sentence(&error), format!("the index in {} is damaged", dir.path().display()));
    let as_text = format!("IndexDamaged {{ dir: {:?}, source: Damage(Manifest", dir.path());
    assert!(error.to_string().starts_with(&as_text), "{error}");
    assert!(error.source().is_some_and(|source| source.source().is_some()));
    assert!(matches!(Index::open(dir.path().join("x")), Err(Error::IndexMissing(_))));
}

/// The names of the façade: those that `lib.rs` gives to all.
fn names() -> BTreeSet<String> {
    let lib = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs");
    let lib = std::fs::read_to_string(lib).unwrap();
    let (facade, _) = lib.split_once("/// What benches").expect("the internals");
    let uses = facade.split("pub use ").skip(1).filter_map(|rest| rest.split(';').next());
    let names = uses.flat_map(|path| {
        let names = path.rsplit("::").next().unwrap_or(path);
        names.split(|char: char| !char.is_alphanumeric()).map(str::to_owned).collect::<Vec<_>>()
    });
    names.filter(|name| !name.is_empty()).collect()
}

#[test]
fn every_name_of_the_facade_is_used_here() {
    let names = names();
    assert!(names.len() > 25 && names.contains("Damage"), "{names:?}");
    let here = include_str!("library.rs");
    let (_, here) = here.split_once("use tempfile").expect("the code");
    let used: BTreeSet<&str> = here.split(|char: char| !char.is_alphanumeric()).collect();
    let unused: Vec<_> =
        names.iter().filter(|name| !used.contains(name.as_str()) && *name != "jiff").collect();
    assert!(unused.is_empty(), "{unused:?} in src/lib.rs");
}
