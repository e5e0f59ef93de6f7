//! What stands behind the text: other articles, boxes, polls, dates.
//!
//! The same lines are tried between the paragraphs, where less may go.

use super::*;

const TITLE: &str = "<title>Le vieux pont rouvre lundi</title>";

/// A paragraph that is none of the article's.
const OTHER: &str = "<p>Le phare de la pointe sera repeint en blanc au printemps, a décidé le \
    conseil du port, qui n'en avait plus parlé depuis dix ans et que rien ne pressait.</p>";

#[track_caller]
fn check_dropped(line: &str) {
    check_text(&format!("<article>…{line}</article>"));
}

#[track_caller]
fn check_kept(line: &str, expected: &str) {
    let found = article(TITLE, &format!("<article>…{line}</article>")).body;
    assert_eq!(found, format!("{}\n\n{expected}", text()), "with {line}");
}

#[test]
fn what_stands_behind_the_element_of_the_article_is_no_text() {
    check_text(&format!("<main><article>…</article><section>{OTHER}</section></main>"));
    check_text(&format!("<div><div itemprop=articleBody>…</div><div>{OTHER}</div></div>"));
    for name in ["entry-content", "articleBody", "post_text"] {
        let body = format!("<div><div class={name}>………</div><div>{OTHER}</div></div>");
        assert_eq!(article(TITLE, &body).body, vec![text(); 3].join("\n\n"), "in {name}");
    }
}

#[test]
fn two_articles_of_one_page_stay_and_so_does_a_text_in_two_elements() {
    let both = format!("<main><article>{OTHER}{OTHER}</article><article>…</article></main>");
    let found = article(TITLE, &both).body;
    assert!(found.contains("repeint en blanc") && found.contains(&text()), "found {found}");
    let halves = "<div><div class=article-text>…</div><div class=article-text>…</div></div>";
    assert_eq!(article(TITLE, halves).body, format!("{0}\n\n{0}", text()));
}

#[test]
fn other_articles_under_a_heading_that_says_so_are_no_text() {
    let item =
        |n| format!("<li><h3><a href=/{n}>Le phare sera repeint au printemps</a></h3>{OTHER}</li>");
    let list = format!("<ul>{}{}{}</ul>", item(1), item(2), item(3));
    for label in ["Articles liés", "Sur le même sujet :", "À lire aussi", "Les plus lus"] {
        check_dropped(&format!("<h2>{label}</h2>{list}"));
        check_dropped(&format!("<div><div><h2>{label}</h2></div>{list}</div>"));
    }
    // Between the paragraphs only the list goes.
    let inside = format!("<article>…<h2>À lire aussi</h2>{list}{OTHER}</article>");
    assert!(article(TITLE, &inside).body.ends_with("rien ne pressait."));
    let linked = OTHER.replace("le conseil du port", "<a href=/c>le conseil du port</a>");
    let found =
        article(TITLE, &format!("<article>…<h2>Pour aller plus loin</h2>{linked}</article>"));
    assert!(found.body.ends_with("rien ne pressait."), "found {}", found.body);
}

#[test]
fn polls_are_no_text() {
    let answers = "<ul><li>amusant</li><li>énervant</li><li>sans intérêt</li></ul>";
    check_dropped(&format!("<h2>Que pensez-vous de cet article ?</h2>{answers}"));
    check_dropped("<p>Cette page vous a-t-elle été utile ?</p>");
    check_kept("<p>Que pensez-vous du pont ?</p>", "Que pensez-vous du pont ?");
}

#[test]
fn rows_of_boxes_are_no_text() {
    let boxes: Vec<String> = ["Grue", "Pelle", "Treuil"]
        .iter()
        .map(|name| format!("<div><h3>{name} à louer</h3><p>Livraison comprise</p></div>"))
        .collect();
    check_dropped(&format!("<div><h2>Nos outils de chantier</h2>{}</div>", boxes.concat()));
    check_kept(
        "<h2>À savoir</h2><p>Entrée libre le lundi</p>",
        "À savoir\n\nEntrée libre le lundi",
    );
}

#[test]
fn dates_behind_the_text_are_no_text_but_dates() {
    for line in ["Publié le 04/03/2021 à 7h", "Date 04.03.2021", "jeudi 4 mars 2021"] {
        let body = format!("<article>…<p>{line}</p></article>");
        check_text(&body);
        let published = article(TITLE, &body).published.expect("a date");
        assert_eq!(published.day(), "2021-03-04", "behind the text: {line}");
    }
    check_kept(
        "<p>4 mars 2021 : la crue emporte une pile</p>",
        "4 mars 2021 : la crue emporte une pile",
    );
    check_kept(
        "<p>Publié le 4 mars 2021, le rapport est sévère.</p>",
        "Publié le 4 mars 2021, le rapport est sévère.",
    );
}

#[test]
fn sources_that_are_links_stay() {
    let head = format!("{TITLE}<link rel=canonical href='https://www.phare.example/pont'>");
    let check = |line: &str, is_kept: bool| {
        let found = article(&head, &format!("<article>…<p>{line}</p></article>")).body;
        assert_eq!(found != text(), is_kept, "the line {line} in {found}");
    };
    check("<a href='https://ponts.example/essais'>Essais de charge des ponts de pierre</a>", true);
    check("<a href='https://photo.phare.example/pont'>Le pont en cent photos</a>", false);
    check("<a href='https://ponts.example/'>Essais</a>", false);
    check("<a href='https://reseau.example/p'>Le chantier du pont sur Facebook</a>", false);
    check("Renseignements : <a href=/mairie>www.mairie.example</a>.", true);
    check("<a href=/mairie>Le site de la mairie de Sainte-Ormelle</a>", false);
}
