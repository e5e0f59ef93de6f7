//! `like:` on tagged articles: those found must bear the tags of the one they are like.
//!
//! The tags are hidden from the index, and beside it stock tantivy answers the same.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fs::File;
use std::io::Read;

use serde_json::Value;
use tantivy::collector::TopDocs;
use tantivy::query::MoreLikeThisQuery;
use tantivy::schema::{STORED, Schema, TEXT, Value as _};
use tantivy::{Index, TantivyDocument};

use crate::shared::data::shared;
use crate::support::{Limier, json_lines};

/// The least part of the answers that must bear one of the tags.
const FLOOR: f64 = 0.64;

/// Most answers that are looked at for each article.
const ANSWERS: usize = 10;

/// One article in so many is asked for by the other engine, which takes its time.
const EVERY: usize = 10;

/// Returns the tags of each article that has some.
fn tags() -> BTreeMap<String, BTreeSet<String>> {
    let mut tags: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let judgments = std::fs::read_to_string(shared("relevance/tags/tags.qrels")).unwrap();
    for line in judgments.lines() {
        let [tag, _, id, _] = line.split(' ').collect::<Vec<_>>()[..] else { panic!("{line}") };
        tags.entry(id.to_owned()).or_default().insert(tag.to_owned());
    }
    tags
}

/// Returns the tagged articles.
fn articles(tags: &BTreeMap<String, BTreeSet<String>>) -> Vec<Value> {
    let file = File::open(shared("relevance/tags/collection.jsonl.zst")).unwrap();
    let mut lines = String::new();
    zstd::Decoder::new(file).unwrap().read_to_string(&mut lines).unwrap();
    let all = lines.lines().map(|line| serde_json::from_str(line).unwrap());
    all.filter(|article: &Value| tags.contains_key(article["id"].as_str().unwrap())).collect()
}

/// Returns how many answers there are, and which part of them bears a tag of the article asked for.
fn share(
    tags: &BTreeMap<String, BTreeSet<String>>,
    answers: impl Iterator<Item = (String, String)>,
) -> (usize, f64) {
    let (mut found, mut right) = (0, 0);
    for (asked, answer) in answers {
        found += 1;
        right += usize::from(!tags[&asked].is_disjoint(&tags[&answer]));
    }
    (found, right as f64 / found as f64)
}

/// Returns what tantivy's own query answers for one article in some, copies left out.
fn of_tantivy(articles: &[Value]) -> Vec<(String, String)> {
    let mut schema = Schema::builder();
    let (id, text) = (schema.add_text_field("id", STORED), schema.add_text_field("text", TEXT));
    let index = Index::create_in_ram(schema.build());
    let mut writer = index.writer_with_num_threads(1, 50_000_000).unwrap();
    let body = |article: &Value| article["body"].as_str().unwrap_or_default().to_owned();
    let whole =
        |article: &Value| format!("{} {}", article["title"].as_str().unwrap(), body(article));
    for article in articles {
        let id_of = article["id"].as_str().unwrap();
        writer.add_document(tantivy::doc!(id => id_of, text => whole(article))).unwrap();
    }
    writer.commit().unwrap();
    let searcher = index.reader().unwrap().searcher();
    let bodies: HashMap<&str, String> =
        articles.iter().map(|article| (article["id"].as_str().unwrap(), body(article))).collect();
    let mut answers = Vec::new();
    for article in articles.iter().step_by(EVERY) {
        let asked = article["id"].as_str().unwrap();
        let query = MoreLikeThisQuery::builder()
            .with_max_query_terms(25)
            .with_document_fields(vec![(text, vec![whole(article).into()])]);
        let top =
            searcher.search(&query, &TopDocs::with_limit(5 * ANSWERS).order_by_score()).unwrap();
        let ids = top.into_iter().map(|(_, address)| {
            let document: TantivyDocument = searcher.doc(address).unwrap();
            document.get_first(id).unwrap().as_str().unwrap().to_owned()
        });
        let others = ids.filter(|id| bodies[id.as_str()] != bodies[asked]);
        answers.extend(others.take(ANSWERS).map(|answer| (asked.to_owned(), answer)));
    }
    answers
}

#[test]
#[ignore = "needs ../shared"]
fn long_articles_that_are_like_one_bear_its_tags() {
    let tags = tags();
    let articles = articles(&tags);
    let limier = Limier::new().file("tagged.jsonl", json_lines(articles.clone())).indexed();
    let queries: String = tags.keys().map(|id| format!("{id}\tlike:{id}\n")).collect();
    let limier = limier.file("like.tsv", queries);
    let call = limier.call("search").args(["--queries", "like.tsv", "-n", "10"]);
    let output = call.args(["--format", "tsv"]).output();
    let answers: Vec<(String, String)> = output
        .stdout
        .lines()
        .map(|line| line.split('\t').collect::<Vec<_>>())
        .filter(|fields| tags.contains_key(fields[0]))
        .map(|fields| (fields[0].to_owned(), fields[3].to_owned()))
        .collect();
    let bodies: HashMap<&str, &str> = articles
        .iter()
        .map(|article| (article["id"].as_str().unwrap(), article["body"].as_str().unwrap()))
        .collect();
    for (asked, answer) in &answers {
        let (one, other) = (bodies[asked.as_str()], bodies[answer.as_str()]);
        assert!(asked != answer && (one != other || one.len() < 200), "{answer} copies {asked}");
    }
    let asked: HashSet<&String> = answers.iter().map(|(asked, _)| asked).collect();
    let (found, part) = share(&tags, answers.iter().cloned());
    let (of_other, other) = share(&tags, of_tantivy(&articles).into_iter());
    println!(
        "{} articles, {} with others like them: {found} answers, {part:.4} bear a tag; tantivy: \
         {of_other} answers to one in {EVERY}, {other:.4}",
        articles.len(),
        asked.len()
    );
    assert!(part >= FLOOR && part > other, "{part}, at least {FLOOR}; {other}");
    assert!(found * 2 > articles.len() * ANSWERS / 2, "few answers: {found}");
}
