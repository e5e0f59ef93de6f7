//! Saved web pages and old encodings.
//!
//! What is in a page is tested beside its reader; here is what a run makes of it.

use serde_json::json;

use crate::support::{Limier, summary};

const PAGE: &str = "<!DOCTYPE html><html lang=fr><head><title>Le vieux pont rouvre - Le Phare</title>
    <meta property=og:site_name content='Le Phare'><meta name=author content='Léa Roy'>
    <meta property=article:published_time content='2021-03-04T06:30:00+01:00'>
    <link rel=canonical href='https://phare.example/pont'></head>
    <body><nav><a href=/>Accueil</a></nav><article><h1>Le vieux pont rouvre</h1>
    <p>Le vieux pont de Sainte-Ormelle rouvre lundi, après sept mois de travaux.</p>
    <p>Les camions, eux, attendront l'été&nbsp;: la pile centrale est abîmée.</p></article></body></html>";

#[test]
fn a_page_is_an_article() {
    let limier = Limier::new().file("pont.html", PAGE).indexed();
    assert_eq!(
        limier.said("https://phare.example/pont"),
        json!({
            "id": "https://phare.example/pont", "url": "https://phare.example/pont",
            "title": "Le vieux pont rouvre",
            "body": "Le vieux pont de Sainte-Ormelle rouvre lundi, après sept mois de travaux.\n\n\
                     Les camions, eux, attendront l'été\u{A0}: la pile centrale est abîmée.",
            "published": "2021-03-04T06:30:00+01:00", "source": "Le Phare", "authors": ["Léa Roy"],
            "language": "fr",
        })
    );
}

#[test]
fn a_page_without_article_is_rejected_with_its_reason() {
    let limier = Limier::new().file("a.html", PAGE).file("b.html", "<title>404</title>");
    limier
        .call("index")
        .args(["a.html", "b.html"])
        .stdout(summary(1, 0, 1, 0, 1))
        .stderr("b.html: no article in this page: an error page; save the page of an article, or its text\n")
        .code(1)
        .run();
}

#[test]
fn a_page_of_several_articles_gives_each_of_them() {
    let text = "<p>Le vieux pont de Sainte-Ormelle rouvre lundi, après sept mois de travaux.</p>";
    let article = |title: &str, day: &str| {
        let text = text.repeat(8);
        format!("<article><h2>{title}</h2><p>Publié le {day} mars 2021</p>{text}</article>")
    };
    let page = format!("<title>Mars</title>{}{}", article("Le pont", "4"), article("Le quai", "8"));
    let limier = Limier::new().file("mars.html", page);
    limier.call("index").arg("mars.html").stdout(summary(2, 0, 0, 0, 2)).run();
    let quai = limier.article("mars.html#2");
    assert_eq!((&quai["title"], &quai["published"]), (&json!("Le quai"), &json!("2021-03-08")));
    assert_eq!(limier.article("mars.html#1")["title"], "Le pont");
}

#[test]
fn old_encodings_are_read() {
    let text = "Été à Nîmes\n\nL'œuvre coûte 20 €.\n";
    let utf16: Vec<u8> =
        "\u{FEFF}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let windows = b"\xC9t\xE9 \xE0 N\xEEmes\n\nL'\x9Cuvre co\xFBte 20 \x80.\n";
    let limier = Limier::new().file("a.txt", utf16).file("b.txt", windows).indexed();
    for id in ["a.txt", "b.txt"] {
        let article = limier.article(id);
        assert_eq!(article["title"], "Été à Nîmes");
        assert_eq!(article["body"], "L'œuvre coûte 20 €.");
    }
}
