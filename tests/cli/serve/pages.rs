//! The pages, as who has no script sees them: every state is an address.
//!
//! What a browser makes of them is tested in `browser/`.

use serde_json::json;

use super::server::{Server, encoded};
use crate::support::{Limier, normalised};

fn archive() -> Limier {
    Limier::with_records((0..30).map(|at| {
        json!({
            "id": format!("n{at}"), "title": format!("Le pont numéro {at}"), "body": format!("Un pont ferme, le {at}.\n\nUn autre pont rouvre."),
            "source": (["Le Monde", "Le Monde diplomatique", "L’Humanité"][at % 3]), "section": (["Europe", "France"][at % 2]),
            "author": "Anne Morel", "tags": ["ponts"], "date": format!("20{}-0{}-11", 18 + at / 10, 1 + at % 9), "url": format!("https://a.example/{at}"),
        })
    }))
}

#[test]
fn a_page_has_hits_facets_and_links_to_the_next() {
    let limier = archive();
    let server = Server::on(&limier);
    let page = server.get("/?q=pont").body;
    assert!(
        page.contains("<title>pont — limier</title>") && page.contains(">30 articles</p>"),
        "{page}"
    );
    assert!(page.contains("Le <mark>pont</mark> numéro"), "{page}");
    assert!(page.contains("href=\"/?q=pont&amp;offset=10\""), "{page}");
    assert!(page.contains("href=\"/?q=pont&amp;is-source=Le+Monde\""), "{page}");
    assert!(page.len() < 60_000, "{} bytes", page.len());
    let all = ["/style.css", "/script.js", "/icon.svg"].map(|path| server.get(path).body.len());
    assert!(page.len() + all.iter().sum::<usize>() < 60_000, "{} and {all:?}", page.len());
    assert!(all[1] < 10_000, "the script");
    let last = server.get("/?q=pont&offset=20").body;
    assert!(
        last.contains("<ol id=\"hits\" start=\"21\">") && !last.contains("rel=\"next\""),
        "{last}"
    );
}

#[test]
fn a_facet_is_this_very_value_and_does_not_narrow_itself() {
    let server = Server::on(&archive());
    let page = server.get("/?q=pont&is-source=Le+Monde").body;
    assert!(page.contains(">10 articles</p>"), "not those of Le Monde diplomatique: {page}");
    assert!(page.contains("is-source=Le+Monde+diplomatique"), "the others can be chosen: {page}");
    let two = server.get("/?q=pont&is-source=Le+Monde&is-source=L%E2%80%99Humanit%C3%A9").body;
    assert!(two.contains(">20 articles</p>"), "{two}");
    let without = server.get("/?q=pont&not-source=Le+Monde&is-section=Europe").body;
    assert!(without.contains(">10 articles</p>"), "{without}");
    let api = server.json("/api/search?q=pont&is-source=Le+Monde");
    assert_eq!(api["total"], 10);
}

#[test]
fn the_timeline_leads_to_each_time() {
    let server = Server::on(&archive());
    let page = server.get("/?q=pont").body;
    assert!(page.contains("href=\"/?q=pont&amp;from=2019-03&amp;to=2019-03\""), "{page}");
    assert!(page.contains("mars 2019 : 1 article, 100,0\u{A0}% des 1"), "{page}");
    let month = server.get("/?q=pont&from=2019-03&to=2019-03").body;
    assert!(month.contains(">1 article</p>"), "{month}");
}

#[test]
fn the_language_is_the_browsers_or_the_one_chosen() {
    let server = Server::on(&archive());
    let english = server.ask("/?q=pont", &["Accept-Language: en-GB,en;q=0.9"]).body;
    assert!(
        english.contains("<html lang=\"en\">") && english.contains("newest first"),
        "{english}"
    );
    assert!(english.contains("href=\"?q=pont&amp;ui=fr\""), "{english}");
    let french = server.ask("/?q=pont&ui=fr", &["Accept-Language: en"]).body;
    assert!(french.contains("<html lang=\"fr\">") && french.contains("plus récents"), "{french}");
    assert!(french.contains("href=\"/?q=pont&amp;ui=fr&amp;sort=-date\""), "it goes on: {french}");
}

#[test]
fn what_is_wrong_with_a_query_is_marked_below_it() {
    let server = Server::on(&archive());
    let answer = server.ask("/?q=pont+ET", &[]);
    assert_eq!(answer.status, 400);
    assert!(answer.body.contains("`ET` n’a rien derrière lui"), "{}", answer.body);
    assert!(answer.body.contains("<pre>pont <mark>ET</mark></pre>"), "{}", answer.body);
    assert!(
        answer.body.contains("value=\"pont ET\"") && answer.body.contains("aria-invalid=\"true\"")
    );
}

#[test]
fn a_date_that_cannot_be_read_is_marked_and_leaves_what_stands_beside() {
    let server = Server::on(&archive());
    let page = |path: &str| {
        let answer = server.ask(path, &[]);
        assert_eq!(answer.status, 400);
        answer.body
    };
    let from = page("/?q=pont&from=nope&to=2020&is-section=Europe");
    let wrong = "aria-invalid=\"true\" aria-describedby=\"wrong-date\"";
    assert_eq!(from.matches(wrong).count(), 1, "{from}");
    assert!(from.contains(&format!("value=\"nope\" placeholder=\"2020-03\" {wrong}")), "{from}");
    assert!(from.contains("id=\"wrong-date\""), "{from}");
    assert!(from.contains("nope – 2020 ✕"), "what was chosen can be taken back: {from}");
    assert!(from.contains("href=\"/?q=pont&amp;is-section=Europe&amp;is-source=Le+Monde\""), "{from}");
    assert!(from.contains("<section class=\"timeline\""), "{from}");
    assert!(!from.contains("id=\"hits\""), "no articles: {from}");
    let to = page("/?from=2020&to=2020-13");
    assert!(to.contains(&format!("value=\"2020-13\" placeholder=\"2020-03\" {wrong}")), "{to}");
}

#[test]
fn an_article_is_read_with_its_matches_each_an_address() {
    let limier = archive();
    let page = Server::on(&limier).get("/article?id=n3&q=pont").body;
    assert!(page.contains("<span class=\"m\" id=\"m1\"><mark>pont</mark>"), "{page}");
    assert!(page.contains("href=\"#m2\"") && page.contains("href=\"#m3\""), "{page}");
    assert!(page.contains("<p id=\"p2\">Un autre "), "paragraphs are kept: {page}");
    assert!(
        page.contains("<a href=\"https://a.example/3\" rel=\"noreferrer noopener external\">"),
        "{page}"
    );
    assert!(page.contains("Anne Morel, « Le pont numéro 3 »"), "{page}");
    assert!(page.contains("href=\"/?q=pont\""), "the way back: {page}");
}

#[test]
fn what_is_found_is_taken_along_as_export_writes_it() {
    let limier = archive();
    let server = Server::on(&limier);
    for format in ["csv", "ris", "md", "iramuteq", "jsonl"] {
        let printed = limier.call("export").args(["pont", "--format", format]).text();
        let answer = server.get(&format!("/export?q=pont&format={format}"));
        assert_eq!(normalised(&answer.body), printed, "{format}");
        assert!(answer.header("content-disposition").unwrap().starts_with("attachment"));
    }
    let sorted = limier.call("export").args(["pont", "--sort", "date", "-n", "5"]).text();
    assert_eq!(normalised(&server.get("/export?q=pont&sort=date&limit=5").body), sorted);
}

#[test]
fn a_word_leads_to_what_it_is_merged_with_and_a_query_to_its_lines() {
    let server = Server::on(&archive());
    let page = server.get("/?q=ponts").body;
    assert!(page.contains("href=\"/word?q=ponts&amp;word=ponts\""), "{page}");
    let word = server.get("/word?word=ponts").body;
    assert!(
        word.contains(&format!("/?q={}", encoded("=pont"))) && word.contains("autre forme"),
        "{word}"
    );
    let lines = server.get("/kwic?q=ponts").body;
    assert!(lines.contains("<mark>pont</mark>") && lines.contains("occurrences · 30"), "{lines}");
}

#[test]
fn an_empty_archive_says_so() {
    let limier = Limier::new().file("empty.jsonl", "");
    limier.index("empty.jsonl").output();
    let server = Server::on(&limier);
    assert!(server.get("/").body.contains("aucun article"));
    assert!(server.get("/?q=pont").body.contains("L’archive est vide."));
}
