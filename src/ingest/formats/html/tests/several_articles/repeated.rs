//! Pages whose articles stand in elements that only repeat.
//!
//! None is left out or merged without a word.

use super::super::super::article;
use super::page;
use crate::ingest::bytes::source::Hints;

const TEXT: &str = "Les camions attendent encore que le pont sur le fleuve rouvre, et personne ne \
                    sait quand ce sera, dit la mairie de Sainte-Ormelle.";

const TITLES: [&str; 3] = ["Le pont rouvre", "Le phare ferme", "Un quai sans grue"];

/// Returns three parts, one for each title.
fn each(part: impl Fn(usize, &str) -> String) -> String {
    (0..).zip(TITLES).map(|(n, title)| part(n, title)).collect()
}

/// Returns how many articles a page holds, how many it seems to hold that are kept as one, and
/// the text of the first.
#[track_caller]
fn read(body: &str) -> (usize, usize, String) {
    let html = page("<title>Revue</title>", body);
    let found = article::read(html.as_bytes(), &Hints::default()).expect("an article");
    (found.articles.len(), found.seem, found.articles[0].body.clone())
}

#[test]
fn what_is_kept_as_one_is_all_of_the_text() {
    let bodies = [
        each(|n, title| {
            format!(
                "<div class=fiche><div class=titre>{title}</div><div class=date>1{n}/03/2019</div>\
                 <div class=texte><p>{n} {TEXT}</p><p>{TEXT} {n}</p></div></div>"
            )
        }),
        each(|n, title| {
            format!(
                "<dl><dt>Titre</dt><dd>{title}</dd><dt>Date</dt><dd>1{n}/03/2019</dd>\
                 <dt>Texte</dt><dd><p>{n} {TEXT}</p><p>{TEXT} {n}</p></dd></dl>"
            )
        }),
    ];
    for body in bodies {
        let (articles, seem, text) = read(&body);
        assert!(articles == 3 || seem == 3, "{articles} articles, {seem} seem in {body}");
        let part =
            |n| text.contains(&format!("{n} {TEXT}")) && text.contains(&format!("{TEXT} {n}"));
        assert!(part(0) && (articles == 3 || part(1) && part(2)), "{text:?} of {body}");
    }
}

#[test]
fn quotes_below_their_papers_and_rows_of_labels_are_counted() {
    let quotes = each(|n, _| {
        format!(
            "<blockquote><cite>La Voix, 1{n} mars 2019</cite><p>{n} {TEXT} {TEXT}</p></blockquote>"
        )
    });
    let rows = each(|n, title| {
        format!(
            "<tr><th>Titre</th><td>{title}</td></tr><tr><th>Date</th><td>1{n}/03/2019</td></tr>\
             <tr><th>Texte</th><td>{n} {TEXT} {TEXT}</td></tr>"
        )
    });
    let tables = each(|n, title| {
        format!(
            "<table><tr><td>Titre</td><td>{title}</td></tr><tr><td>Date</td><td>1{n}/03/2019</td>\
             </tr><tr><td>Texte</td><td>{n} {TEXT} {TEXT}</td></tr></table>"
        )
    });
    for body in [quotes, format!("<table>{rows}</table>"), tables] {
        let (articles, seem, text) = read(&body);
        assert_eq!((articles, seem), (1, 3), "in {body}");
        assert!((0..3).all(|n| text.contains(&format!("{n} {TEXT}"))), "{text:?} of {body}");
    }
    let one = format!("<h1>Le pont</h1><p>{TEXT}</p><blockquote><p>{TEXT}</p></blockquote>");
    assert_eq!(read(&one.repeat(2)).1, 0);
}
