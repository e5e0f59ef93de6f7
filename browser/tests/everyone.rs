//! The pages for everyone: axe-core finds nothing at WCAG 2.2 AA, on light pages and on dark ones.
//!
//! `npm install` puts axe-core beside this crate; it is asked nothing else.

use limier_browser::{Archive, Browser, Kind, in_repository, run};
use serde_json::{Value, json};

/// Every kind of page, in both languages.
const PAGES: &[&str] = &[
    "/",
    "/?ui=en",
    "/?q=pont",
    "/?q=pont&ui=en",
    "/?q=pont&not-source=a&from=2020&to=2024&more=source",
    "/?q=pont&offset=10",
    "/?q=pont+ET",
    "/?q=zzzz",
    "/kwic?q=pont",
    "/word?word=gr%C3%A8ve",
    "/article?id=nope",
    "/?q=pont&from=nope",
    "/?q=pont&offset=900",
    "/help?q=pont",
    "/help?ui=en",
];

async fn check(kind: Kind) {
    let axe = std::fs::read_to_string(in_repository("browser/node_modules/axe-core/axe.min.js"));
    let axe = axe.expect("axe-core: npm install --prefix browser");
    let archive = Archive::of_samples();
    let browser = Browser::open(kind).await;
    browser.goto(&format!("{}/?q=pont", archive.origin)).await;
    let article =
        browser.find("#hits a.hit").await.attr("href").await.expect("a page").expect("one");
    let pages = PAGES
        .iter()
        .map(|page| (*page).to_owned())
        .chain([article.clone(), format!("{article}#m1")]);
    for path in pages {
        browser.goto(&format!("{}{path}", archive.origin)).await;
        if kind.is_dark {
            let ground = browser
                .script("return getComputedStyle(document.documentElement).backgroundColor")
                .await;
            assert_eq!(ground, "rgb(21, 23, 26)", "it is dark");
        }
        // What is folded is looked at, too.
        browser.script("document.querySelectorAll('details').forEach((details) => { details.open = true; })").await;
        browser.script(&axe).await;
        let run = "const done = arguments[arguments.length - 1]; axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }).then((found) => done([found.passes.length, found.violations.map((one) => [one.id, one.nodes.map((node) => node.html + ' ' + node.failureSummary)])]))";
        let found = browser.page.execute_async(run, Vec::new()).await.expect("an answer of axe");
        assert!(found[0].as_u64().is_some_and(|passes| passes > 10), "{path}: {found}");
        assert_eq!(found[1], json!([]), "{path}: {:#}", found[1]);
        let _: &Value = &found;
    }
    browser.shot(if kind.is_dark { "article-dark" } else { "article-light" }).await;
    browser.goto(&format!("{}/?q=pont", archive.origin)).await;
    browser.shot(if kind.is_dark { "dark" } else { "light" }).await;
    browser.close().await;
}

#[test]
#[ignore = "needs a browser"]
fn axe_finds_nothing_on_light_pages() {
    run(check(Kind::default()));
}

#[test]
#[ignore = "needs a browser"]
fn axe_finds_nothing_on_dark_pages() {
    run(check(Kind { is_dark: true, ..Kind::default() }));
}

#[test]
#[ignore = "needs a browser"]
fn axe_finds_nothing_on_narrow_pages() {
    run(check(Kind { is_narrow: true, ..Kind::default() }));
}
