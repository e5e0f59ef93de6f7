//! The authors that a page shows.
//!
//! Each name stands beside others that are not those of the article.

use super::*;

const TITLE: &str = "<h1>Le vieux pont rouvre lundi</h1>";

#[track_caller]
fn check_authors(head: &str, body: &str, expected: &[&str]) {
    let found = article(head, body).authors;
    assert_eq!(found, expected, "the authors of {head}{body}");
}

#[test]
fn lines_that_are_called_authors_name_them() {
    for line in [
        "<p class=article-author>Léa Roy</p>",
        "<p id=articleSign> Léa Roy </p>",
        "<div class=auteur>Interview &gt; Léa Roy</div>",
        "<address class='author vcard'><span class=fn>Léa Roy</span></address>",
        "<span class=byline>Par&nbsp;Léa Roy</span> <time>4 mars 2021</time>",
        "<div itemprop=Author>Léa Roy</div>",
    ] {
        check_authors("", &format!("<article>{TITLE}{line}…</article>"), &["Léa Roy"]);
        check_authors("", &format!("<article>{TITLE}…{line}</article>"), &["Léa Roy"]);
    }
    let one_word = |word: &str| format!("<article>{TITLE}<p class=author>{word}</p>…</article>");
    check_authors("", &one_word("AFP"), &["AFP"]);
    check_authors("", &one_word("Belga"), &["Belga"]);
    check_authors("", &one_word("Suivre"), &[]);
}

#[test]
fn lines_that_say_so_name_authors() {
    for line in [
        "Auteur : Léa Roy",
        "Un texte de Léa Roy d'Enquêtes",
        "Propos recueillis par Léa Roy",
        "Par Léa Roy envoyée spéciale à Nîmes",
        "<dt>Auteur</dt><dd>Léa Roy</dd>",
    ] {
        check_authors("", &format!("<article>{TITLE}<div>{line}</div>…</article>"), &["Léa Roy"]);
    }
    let two = "<div>Par <b>LÉA ROY</b>, <b>MAX BÉ</b> Envoyés spéciaux à Nîmes</div>";
    check_authors("", &format!("<article>{TITLE}{two}…</article>"), &["LÉA ROY", "MAX BÉ"]);
    let film = "<p>« La Crue », un film produit par Les Grandes Eaux</p>";
    check_authors("", &format!("<article>{TITLE}{film}…</article>"), &[]);
}

#[test]
fn the_authors_of_other_articles_are_not_those_of_this_one() {
    let other = "<h3><a href=/x>Le phare</a></h3><p class=author>Max Bé</p>";
    check_authors("", &format!("<article>{TITLE}…</article><div>{other}</div>"), &[]);
    let comment = "<p class=comment-author>Max Bé</p>";
    check_authors("", &format!("<article>{TITLE}…</article>{comment}"), &[]);
}

#[test]
fn who_is_shown_is_believed_before_the_site() {
    let site = "<meta property=og:site_name content='Le Phare'>";
    let url = "<link rel=canonical href='https://www.lephare.example/pont'>";
    let body = format!("<article>{TITLE}<p>Par Léa Roy et Max Bé</p>…</article>");
    for said in ["Le Phare", "lephare.example", "LePhare", "roy_l", "Le Phare (www.phare.example)"]
    {
        let head = format!("{site}{url}<meta name=author content='{said}'>");
        check_authors(&head, &body, &["Léa Roy", "Max Bé"]);
    }
    let said = |names: &str| format!("{site}<meta name=author content='{names}'>");
    check_authors(&said("Léa Roy"), &body, &["Léa Roy", "Max Bé"]);
    check_authors(&said("Zoé Li"), &body, &["Zoé Li"]);
    check_authors(&said("Le Phare"), &format!("<article>{TITLE}…</article>"), &["Le Phare"]);
    check_authors(&said("Le Phare et AFP"), &body, &["Le Phare", "AFP"]);
    check_authors(&said("Entretien avec Zoé Li"), &body, &["Léa Roy", "Max Bé"]);
}
