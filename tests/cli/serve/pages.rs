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
    assert!(
        from.contains("href=\"/?q=pont&amp;is-section=Europe&amp;is-source=Le+Monde\""),
        "{from}"
    );
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
    assert_eq!(page.matches("<a class=\"step\"").count(), 4, "each leads on and back: {page}");
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

#[test]
fn a_long_query_is_answered_by_a_page_that_is_not() {
    let server = Server::on(&archive());
    let page = server.get(&format!("/?q=pont+OU+{}", "x".repeat(7_000))).body;
    assert!(
        page.contains("trop longue pour être affinée") && page.contains("class=\"hit\""),
        "{page}"
    );
    assert!(page.len() < 250_000, "{} bytes", page.len());
    assert!(!server.get("/?q=pont").body.contains("trop longue"));
}

#[test]
fn a_page_behind_the_last_leads_to_the_last() {
    let server = Server::on(&archive());
    for offset in [30, 45, 100_000] {
        let page = server.get(&format!("/?q=pont&no-group=1&offset={offset}")).body;
        assert!(page.contains("s’arrêtent avant cette page"), "{page}");
        assert!(page.contains("href=\"/?q=pont&amp;no-group=1&amp;offset=20\">Aller"), "{page}");
    }
    assert!(!server.get("/?q=pont&offset=20").body.contains("s’arrêtent"));
    let lines = server.get("/kwic?q=pont&offset=900").body;
    assert!(lines.contains("href=\"/kwic?q=pont\">Aller"), "{lines}");
}

#[test]
fn a_concordance_goes_on_to_the_next_page() {
    let limier = Limier::with_records((0..5).map(|at| {
        json!({"id": format!("n{at}"), "title": "T", "body": format!("Un pont {at}. ").repeat(50)})
    }));
    let server = Server::on(&limier);
    let marks = |path: &str| {
        let page = server.get(path).body;
        let lines = page.matches("<mark>pont</mark>").count();
        (page, lines)
    };
    let (first, lines) = marks("/kwic?q=pont");
    assert_eq!(lines, 100);
    assert!(first.contains("rel=\"next\" href=\"/kwic?q=pont&amp;offset=100\""), "{first}");
    assert!(!first.contains("rel=\"prev\""), "{first}");
    let (last, lines) = marks("/kwic?q=pont&offset=200");
    assert_eq!(lines, 50);
    assert!(last.contains("<ol class=\"kwic\" start=\"201\">"), "{last}");
    assert!(last.contains("rel=\"prev\"") && !last.contains("rel=\"next\""), "{last}");
    assert!(
        !last.contains("/article?id=n4&amp;q=pont&amp;offset"),
        "hits have other places: {last}"
    );
}

#[test]
fn what_is_in_another_language_says_so() {
    let limier = Limier::with_records([
        json!({"id": "1", "title": "The bridge", "body": "The bridge is open to the people of the town, and that is good.", "language": "en"}),
        json!({"id": "2", "title": "Le bridge", "body": "Un bridge pour tous les gens de la ville.", "language": "fr"}),
    ]);
    let server = Server::on(&limier);
    let page = server.get("/?q=bridge").body;
    let hit = |id: &str| format!("href=\"/article?id={id}&amp;q=bridge\"");
    assert!(page.contains(&format!("{} lang=\"en\">The", hit("1"))), "{page}");
    assert!(page.contains("<p class=\"snippet\" lang=\"en\">"), "{page}");
    assert!(page.contains(&format!("{}>Le", hit("2"))), "{page}");
    let english = server.get("/?q=bridge&ui=en").body;
    assert!(
        english.contains("lang=\"fr\">Le") && !english.contains("lang=\"en\">The"),
        "{english}"
    );
}

#[test]
fn help_is_a_link_away_and_leads_back() {
    let server = Server::on(&archive());
    let page = server.get("/?q=pont").body;
    assert!(page.contains("href=\"/help?q=pont\">Aide</a>"), "{page}");
    let help = server.get("/help?q=pont").body;
    assert!(help.contains("href=\"/?q=pont\""), "{help}");
    assert!(help.contains("NEAR/5") && help.contains("<kbd>n · p</kbd>"), "{help}");
}

#[test]
fn the_top_of_the_timeline_says_what_it_stands_for() {
    let server = Server::on(&archive());
    let shares = server.get("/?q=pont").body;
    assert!(shares.contains("<p class=\"scale\">Le plus haut : 100,0\u{A0}%</p>"), "{shares}");
    let all = server.get("/").body;
    assert!(all.contains("<p class=\"scale\">Le plus haut : 2 articles</p>"), "{all}");
}

#[test]
fn a_share_of_few_articles_is_an_outline_and_no_peak() {
    let month = |month: &'static str, bridges: usize, all: usize| {
        (0..all).map(move |at| {
            let title = if at < bridges { "Le pont" } else { "Le port" };
            json!({"id": format!("{month}-{at}"), "title": title, "date": format!("{month}-10"), "body": format!("Dit {at}.")})
        })
    };
    let articles = month("2019-01", 5, 25).chain(month("2019-02", 1, 2));
    let limier = Limier::with_records(articles.chain(month("2019-03", 3, 30)));
    let page = Server::on(&limier).get("/?q=pont").body;
    assert!(page.contains("<p class=\"scale\">Le plus haut : 20,0\u{A0}%</p>"), "{page}");
    assert_eq!(page.matches("<rect class=\"bar few\"").count(), 1, "{page}");
    assert!(page.contains("En contour : une part de moins de 20 articles."), "{page}");
}

#[test]
fn an_article_keeps_what_leads_back_to_its_place() {
    let server = Server::on(&archive());
    let page =
        server.get("/?q=pont&is-section=Europe&sort=date&no-group=1&ui=en&more=tag&offset=10");
    let kept =
        "&amp;q=pont&amp;is-section=Europe&amp;sort=date&amp;no-group=1&amp;ui=en&amp;offset=10";
    let page = page.body;
    let links: Vec<&str> = page.split("class=\"hit\" href=\"").skip(1).collect();
    assert_eq!(links.len(), 5);
    for link in links {
        let link = link.split('"').next().unwrap();
        assert!(link.starts_with("/article?id=n") && link.ends_with(kept), "{link}");
        let article = server.get(&link.replace("&amp;", "&")).body;
        let back = kept.strip_prefix("&amp;").unwrap();
        assert!(article.contains(&format!("href=\"/?{back}\">← ")), "{article}");
    }
}

#[test]
fn what_is_wrong_is_tied_to_its_field() {
    let server = Server::on(&archive());
    let page = server.ask("/?q=pont+ET", &[]).body;
    let (_, field) = page.split_once("<input id=\"q\"").unwrap();
    let (field, _) = field.split_once('>').unwrap();
    assert!(field.contains("aria-invalid=\"true\" aria-describedby=\"wrong\""), "{field}");
    assert_eq!(page.matches("id=\"wrong\"").count(), 1, "{page}");
    let well = server.get("/?q=pont").body;
    assert!(!well.contains("aria-invalid"), "{well}");
}

#[test]
fn facets_count_what_has_all_the_words_and_say_so() {
    let limier = Limier::with_records([
        json!({"id": "1", "title": "Le pont", "body": "Un phare.", "source": "A", "date": "2020-01-01"}),
        json!({"id": "2", "title": "Le pont", "body": "Rien.", "source": "B", "date": "2021-01-01"}),
        json!({"id": "3", "title": "Un pont", "body": "Encore.", "source": "B", "date": "2022-01-01"}),
    ]);
    let server = Server::on(&limier);
    let page = server.get("/?q=pont+phare").body;
    assert!(
        page.contains(">1 article avec tous les mots ; 2 articles avec une partie</p>"),
        "{page}"
    );
    assert!(page.contains("Comptés : les articles avec tous les mots."), "{page}");
    assert!(page.contains("is-source=A\""), "{page}");
    assert!(!page.contains("is-source=B\""), "those of B have some of the words: {page}");
    let all = server.get("/?q=pont").body;
    assert!(!all.contains("Comptés :") && all.contains("is-source=B\""), "{all}");
}
