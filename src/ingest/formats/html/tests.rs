//! Tests of pages: what of a page is its article, and what is said of those that hold none.
//!
//! Most pages are three paragraphs and what is put around them; real ones are read in
//! `tests/cli/shared`.

use crate::article::{Article, Date};
use crate::ingest::bytes::source::Hints;
use crate::ingest::date::parse_date;
use crate::rejection::Reason;
use crate::render::said::reason_sentence;

mod author_names;
mod end_of_article;
mod headline;
mod several_articles;
mod shown_authors;
mod structured_data;
mod surroundings_of_text;

/// Three paragraphs, as every article of these tests has them.
const PARAGRAPHS: [&str; 3] = [
    "Le vieux pont de Sainte-Ormelle rouvre lundi à la circulation, après sept mois de travaux, \
     a annoncé la mairie. Les piétons, eux, l'empruntaient déjà depuis le printemps.",
    "Les camions de plus de dix-neuf tonnes devront encore patienter : la pile centrale, abîmée \
     par la crue de janvier, n'a pas été jugée assez solide par les ingénieurs du département.",
    "« On revit », sourit Maud Ferlin, qui tient la boulangerie de la rive gauche. Elle avait \
     perdu, dit-elle, le tiers de ses clients, et pensait fermer avant l'été.",
];

fn text() -> String {
    PARAGRAPHS.join("\n\n")
}

/// Returns a page with this head and this body, `…` in it being the paragraphs.
fn page(head: &str, body: &str) -> String {
    let paragraphs: Vec<String> =
        PARAGRAPHS.iter().map(|text| format!("<p>{text}</p>\n")).collect();
    format!(
        "<!DOCTYPE html><html><head><meta charset=utf-8>{head}</head><body>{}</body></html>",
        body.replace('…', &paragraphs.concat())
    )
}

/// Returns the article of a page that holds one.
fn read(bytes: &[u8], hints: &Hints) -> Result<Article, Reason> {
    let mut articles = super::article::read(bytes, hints)?.articles;
    assert_eq!(articles.len(), 1, "the articles of one page");
    Ok(articles.remove(0))
}

fn read_page(html: &str) -> Result<Article, Reason> {
    read(html.as_bytes(), &Hints::default())
}

/// Returns the article of a page around the three paragraphs.
#[track_caller]
fn article(head: &str, body: &str) -> Article {
    read_page(&page(head, body)).expect("an article")
}

#[track_caller]
fn check_text(body: &str) {
    let head = "<title>Le vieux pont rouvre lundi</title>";
    assert_eq!(article(head, body).body, text(), "the text of {body}");
}

#[track_caller]
fn check_title(head: &str, body: &str, expected: &str) {
    assert_eq!(article(head, body).title, expected, "the title of {head}{body}");
}

#[track_caller]
fn check_date(head: &str, body: &str, expected: &str) {
    let published = article(head, body).published.map(|date| date.iso);
    assert_eq!(published.unwrap_or_default(), expected, "the date of {head}{body}");
}

#[track_caller]
fn check_rejected(html: &str, expected: &str) {
    let reason = read_page(html).map(|article| article.title).expect_err("no article");
    assert_eq!(reason_sentence(&reason), format!("no article in this page: {expected}"));
}

#[test]
fn json_ld_tells_everything() {
    let head = r#"<title>Le pont</title><script type="application/ld+json">
        {"@context": "https://schema.org", "@type": ["NewsArticle", "Article"],
         "headline": "Le vieux pont rouvre &amp; respire", "description": "Sept mois de travaux.",
         "datePublished": "2021-03-04T06:30:00+01:00", "dateModified": "2021-03-05T10:00:00+01:00",
         "author": [{"@type": "Person", "name": "Léa Roy"}, {"@type": "Person", "name": "Max Bé"}],
         "publisher": {"@type": "Organization", "name": "Le Phare"}, "articleSection": "Région",
         "keywords": ["pont", "travaux"], "inLanguage": "fr-FR",
         "mainEntityOfPage": {"@type": "WebPage", "@id": "https://phare.example/pont"}}</script>"#;
    let found = article(head, "<article>…</article>");
    let date = |text: &str| parse_date(text);
    let expected = Article {
        url: "https://phare.example/pont".into(),
        title: "Le vieux pont rouvre & respire".into(),
        description: "Sept mois de travaux.".into(),
        body: text(),
        published: date("2021-03-04T06:30:00+01:00"),
        modified: date("2021-03-05T10:00:00+01:00"),
        source: "Le Phare".into(),
        section: "Région".into(),
        authors: vec!["Léa Roy".into(), "Max Bé".into()],
        tags: vec!["pont".into(), "travaux".into()],
        language: "fr".into(),
        ..Article::default()
    };
    assert_eq!(found, expected);
}

#[test]
fn opengraph_tells_everything() {
    let head = r#"<title>Le pont - Le Phare</title><meta property="og:site_name" content="Le Phare">
        <meta property="og:title" content="Le vieux pont rouvre | Le Phare">
        <meta property="og:description" content="Sept mois de travaux.">
        <meta property="og:url" content="https://phare.example/pont">
        <meta property="og:locale" content="fr_FR"><meta property="og:type" content="article">
        <meta property="article:published_time" content="2021-03-04T06:30:00+01:00">
        <meta property="article:modified_time" content="2021-03-05T10:00:00+01:00">
        <meta property="article:author" content="https://reseau.example/phare">
        <meta property="article:author" content="Léa Roy">
        <meta property="article:section" content="Région">
        <meta property="article:tag" content="pont"><meta property="article:tag" content="crue">"#;
    let found = article(head, "<div class=content>…</div>");
    assert_eq!(found.title, "Le vieux pont rouvre");
    assert_eq!(found.description, "Sept mois de travaux.");
    assert_eq!((found.source.as_str(), found.section.as_str()), ("Le Phare", "Région"));
    assert_eq!(
        (found.authors, found.tags),
        (vec!["Léa Roy".into()], vec!["pont".into(), "crue".into()])
    );
    assert_eq!((found.url.as_str(), found.language.as_str()), ("https://phare.example/pont", "fr"));
    assert_eq!(found.published, parse_date("2021-03-04T06:30:00+01:00"));
    assert_eq!(found.modified, parse_date("2021-03-05T10:00:00+01:00"));
}

#[test]
fn named_tags_and_dublin_core_tell_much() {
    let head = r#"<meta name="DC.title" content="Le vieux pont rouvre"><meta name="author" content="Léa Roy">
        <meta name="description" content="Sept mois de travaux."><meta name="keywords" content="pont, crue">
        <meta name="DC.date.issued" content="2021-03-04"><meta name="DC.publisher" content="Le Phare">
        <link rel="canonical" href="https://phare.example/pont">"#;
    let found = article(head, "<div>…</div>");
    assert_eq!((found.title.as_str(), found.source.as_str()), ("Le vieux pont rouvre", "Le Phare"));
    assert_eq!(
        (found.authors, found.tags),
        (vec!["Léa Roy".into()], vec!["pont".into(), "crue".into()])
    );
    assert_eq!(found.description, "Sept mois de travaux.");
    assert_eq!(found.published, parse_date("2021-03-04"));
    assert_eq!(found.url, "https://phare.example/pont");
}

#[test]
fn a_site_without_name_is_called_as_in_the_title_of_the_page_or_by_its_host() {
    let source = |head: &str| article(head, "<h1>Le vieux pont rouvre</h1>…").source;
    assert_eq!(source("<title>Le vieux pont rouvre | Région | Le Phare</title>"), "Le Phare");
    let url = "<link rel=canonical href='https://www.phare.example/pont'>";
    assert_eq!(source(&format!("<title>Le pont</title>{url}")), "phare.example");
    assert_eq!(source("<title>Le vieux pont rouvre</title>"), "");
    let said = "<div itemprop=publisher><meta itemprop=name content='Le Phare'></div>";
    assert_eq!(
        article("<title>Le vieux pont rouvre</title>", &format!("{said}…")).source,
        "Le Phare"
    );
}

#[test]
fn titles_lose_the_name_of_the_site() {
    let pont = "Le vieux pont rouvre lundi";
    for title in [
        "Le vieux pont rouvre lundi | Le Phare",
        "Le vieux pont rouvre lundi - Le Phare",
        "Le vieux pont rouvre lundi – Le Phare de l'Ouest",
        "Le Phare > Région > Le vieux pont rouvre lundi",
    ] {
        check_title(&format!("<title>{title}</title>"), "…", pont);
    }
    check_title("<title>Le Phare - Accueil</title>", &format!("<h1>{pont}</h1>…"), pont);
    check_title(
        "<title>Tour de l'Ouest - la course ira-t-elle au bout ?</title>",
        "…",
        "Tour de l'Ouest - la course ira-t-elle au bout ?",
    );
    let site = |name: &str| format!("<meta property=og:site_name content='{name}'>");
    let named =
        format!("{}<meta property=og:title content='{pont} - Le Phare.fr'>", site("Le Phare"));
    check_title(&named, "…", pont);
    let short = format!("{}<meta property=og:title content='{pont} | F3'>", site("F3"));
    check_title(&short, "…", pont);
    let section = "<meta property=article:section content=Région>";
    let both = format!(
        "{}<meta property=og:title content='{pont} - Région - Le Phare'>",
        site("Le Phare")
    );
    check_title(&(both.clone() + section), "…", pont);
    check_title(&both, "…", &format!("{pont} - Région"));
    let bold = format!("<table><tr><td><font size=5><b>{pont}</b></font><p>…</table>");
    check_title(&format!("<title>Le Phare - {pont}</title>"), &bold, pont);
    let logo = format!("<h1>Le Phare</h1><h2>{pont}</h2>…");
    check_title(&format!("<title>Le Phare : {pont}</title>"), &logo, pont);
    check_title("<title>« Le pont » rouvre-t-il ?</title>", "…", "« Le pont » rouvre-t-il ?");
}

#[test]
fn a_title_that_was_cut_gives_way_to_a_whole_one() {
    let head = r#"<script type="application/ld+json">{"@type": "Article", "headline": "Le vieux pont…"}</script>
        <meta property="og:title" content="Le vieux pont rouvre">"#;
    check_title(head, "…", "Le vieux pont rouvre");
}

#[test]
fn dates_are_believed_in_order() {
    let meta = "<meta property='article:published_time' content='2021-03-04T06:30:00+01:00'>";
    let json = |date: &str| {
        format!(
            "<script type='application/ld+json'>{{\"@type\": \"Article\", \"datePublished\": \"{date}\"}}</script>"
        )
    };
    let time = "<time datetime='2021-02-01'>1er février</time>…";
    check_date(&(json("2021-03-03") + meta), time, "2021-03-03");
    check_date(&(json("2021-03-04") + meta), time, "2021-03-04T06:30:00+01:00");
    check_date(&(json("bientôt") + meta), time, "2021-03-04T06:30:00+01:00");
}

#[test]
fn a_date_near_the_headline_counts_and_those_of_other_articles_do_not() {
    let others = "<ul><li><time datetime=2021-05-06>6 mai</time></li><li><time datetime=2021-05-07></time></li></ul>";
    let own =
        "<h1>Le vieux pont rouvre</h1><div><time datetime='2021-03-04T06:30'>4 mars</time></div>";
    check_date(
        "",
        &format!("{others}<article><header>{own}</header>…</article>{others}"),
        "2021-03-04T06:30:00+01:00",
    );
    check_date("", &format!("<div><h1>Le vieux pont rouvre</h1>…</div>{others}"), "");
    let own = own.replace("<time datetime", "<span itemprop=datePublished content");
    check_date("", &format!("{others}<article>{own}…</article>"), "2021-03-04T06:30:00+01:00");
}

#[test]
fn the_address_and_the_title_may_hold_the_date() {
    check_date(
        "<link rel=canonical href='https://phare.example/2021/03/04/pont.html'>",
        "…",
        "2021-03-04",
    );
    check_date("<title>2021/03/04 > Le vieux pont rouvre lundi</title>", "…", "2021-03-04");
    check_date("<link rel=canonical href='https://phare.example/2021/99/04/pont.html'>", "…", "");
}

#[test]
fn the_address_may_hold_the_date_in_several_forms() {
    let check = |path: &str, expected: &str| {
        let head = format!("<link rel=canonical href='https://phare.example/{path}'>");
        check_date(&head, "…", expected);
    };
    check("2021-03-04-pont.html", "2021-03-04");
    check("article?id=LP20210304_0012", "2021-03-04");
    check("2021_03_04/pont", "2021-03-04");
    check("20210304/pont", "2021-03-04");
    check("pont-20990101", "2099-01-01");
    check("art-20219904", "");
    check("2021/pont-03/04", "");
    check("120210304/pont", "");
}

#[test]
fn the_day_of_a_canadian_page_is_the_one_there() {
    let meta =
        |hour: &str| format!("<meta property=article:published_time content='2021-03-04T{hour}'>");
    let at = |host: &str| format!("<link rel=canonical href='https://{host}/pont'>");
    check_date(&(meta("00:23Z") + &at("phare.ca")), "…", "2021-03-03T19:23:00-05:00");
    check_date(&(meta("00:23Z") + &at("phare.example")), "…", "2021-03-04T00:23:00+00:00");
    check_date(&(meta("00:23+01:00") + &at("phare.ca")), "…", "2021-03-04T00:23:00+01:00");
}

#[test]
fn the_language_is_that_of_the_text_where_the_page_is_wrong() {
    let language = |said: &str, body: &str| {
        let html =
            page("<title>Le pont</title>", body).replace("<html>", &format!("<html lang={said}>"));
        read_page(&html).expect("an article").language
    };
    let english = "<p>The old bridge opens again on Monday after seven months of work, said the \
        mayor, and the people of the left bank are glad that they no longer have to take the long \
        way around the hill in order to buy their bread in the morning.</p>"
        .repeat(2);
    assert_eq!(language("en", "…"), "fr");
    assert_eq!(language("fr", "…"), "fr");
    assert_eq!(language("fr", &english), "en");
    assert_eq!(language("", "…"), "");
}

#[test]
fn a_template_is_no_article() {
    let refused = "a template that was not filled in";
    let published = "<meta property=article:published_time content=2021-03-04>";
    check_rejected(&page("<title>{{ article.title }}</title>", "…"), refused);
    check_rejected(&page(published, "<h1>Le pont</h1><p>{{article.body}}</p>"), refused);
    let code = "<article>…<p>Le gabarit écrit {{ titre }} tel quel.</p></article>";
    assert!(article(published, code).body.ends_with("{{ titre }} tel quel."));
}

#[test]
fn what_stands_around_the_text_is_left_out() {
    check_text(
        "<nav><a href=/>Accueil</a></nav><article>…</article><footer>Mentions légales</footer>",
    );
    check_text("<article><h1>Le vieux pont rouvre lundi</h1>…</article>");
    check_text("<article>…<p>Lire aussi : <a href=/x>Le pont de bois</a></p></article>");
    check_text(
        "<article>…<p><a href=/x>Un autre pont ferme</a></p><h2>Sur le même sujet</h2></article>",
    );
    check_text(
        "<article><figure><img src=a.jpg><figcaption>Le pont. © Léa Roy</figcaption></figure>…</article>",
    );
    check_text(
        "<article>…<div class=newsletter-box><p>Recevez chaque matin nos nouvelles.</p></div></article>",
    );
    check_text(
        "<article>…</article><script>let a = '<p>non</p>';</script><style>p { color: red }</style>",
    );
    check_text("<article>…<aside><p>Trois ponts à voir dans la région.</p></aside></article>");
    check_text(
        "<div class=cookie-banner><p>Nous utilisons des cookies, avec votre accord.</p></div><main>…</main>",
    );
    check_text("<main>…</main><section id=comments><p>Bravo, enfin, dit un lecteur.</p></section>");
    check_text("<article>…<p>© Le Phare</p></article>");
    check_text("<article><span itemprop=author>Léa Roy</span>…<p>Léa Roy</p></article>");
    check_text(
        "<article>…<p>Il vous reste 90 % de cet article à lire. La suite est pour les abonnés.</p></article>",
    );
    check_text(
        "<article>…<p>À lire aussi. <a href=/x>Le pont de bois</a>, une enquête à lire en entier ici.</p></article>",
    );
}

#[test]
fn sentences_that_open_like_something_else_stay() {
    for sentence in [
        "À lire ce rapport, on comprend que rien n'ira vite.",
        "Le rapport, publié le 4 mars 2021, est sévère.",
        "Il vous reste trois jours pour le voir.",
        "Par chance, personne ne passait.",
    ] {
        let found = article("", &format!("<article><p>{sentence}</p>…</article>")).body;
        assert_eq!(found, format!("{sentence}\n\n{}", text()));
    }
}

#[test]
fn headings_lists_and_lines_stay() {
    let found = article(
        "",
        "<article>…<h2>Un long chantier</h2><ul><li>En janvier, la crue.</li>\
        <li>En mars, <b>les</b> grues.</li></ul><p>Un vers,<br>et un autre&nbsp;: fin.</p></article>",
    );
    assert_eq!(
        found.body,
        text()
            + "\n\nUn long chantier\n\nEn janvier, la crue.\n\nEn mars, les grues.\n\n\
         Un vers,\net un autre\u{A0}: fin."
    );
}

#[test]
fn a_standfirst_is_no_part_of_the_text() {
    let found = article(
        "<meta name=description content='Sept mois de travaux.'>",
        "<article><p>Sept mois de travaux.</p>…</article>",
    );
    assert_eq!((found.description.as_str(), found.body), ("Sept mois de travaux.", text()));
}

#[test]
fn a_standfirst_in_bold_is_found() {
    let bold = &PARAGRAPHS[0].replace("lundi", "mardi");
    let found = article("", &format!("<article><p><strong>{bold}</strong></p>……</article>"));
    assert_eq!(
        (found.description.as_str(), found.body),
        (bold.as_str(), format!("{0}\n\n{0}", text()))
    );
}

#[test]
fn old_pages_of_tables_and_fonts_are_read() {
    let body = format!(
        "<TABLE width=600><TR><TD><A HREF=a.htm>Une</A><BR><A HREF=b.htm>Sport</A></TD><TD>\
         <FONT SIZE=5><B>Le vieux pont rouvre</B></FONT><P><FONT SIZE=2>{}</FONT></TD></TR></TABLE>",
        PARAGRAPHS.join("<BR><BR>")
    );
    let (bytes, ..) = encoding_rs::WINDOWS_1252.encode(&body);
    let found =
        read(&[b"<TITLE>Le vieux pont rouvre</TITLE>", &*bytes].concat(), &Hints::default());
    let found = found.expect("an article");
    assert_eq!((found.title.as_str(), found.body), ("Le vieux pont rouvre", text()));
}

#[test]
fn the_address_is_what_the_page_says_or_where_it_was_fetched() {
    let hints = Hints { url: Some("https://phare.example/p?id=3".into()), ..Hints::default() };
    let url = |head: &str| read(page(head, "…").as_bytes(), &hints).map(|article| article.url);
    assert_eq!(url("").as_deref(), Ok("https://phare.example/p?id=3"));
    let canonical = "<link rel=canonical href='https://phare.example/pont'>";
    assert_eq!(url(canonical).as_deref(), Ok("https://phare.example/pont"));
    let archived =
        "<link rel=canonical href='https://archive.example/web/2021/https://phare.example/pont'>";
    assert_eq!(url(archived).as_deref(), Ok("https://phare.example/pont"));
    for comment in [
        "<!-- saved from url=(0026)https://phare.example/pont -->",
        "<!--\n Page saved with SingleFile \n url: https://phare.example/pont \n saved date: -->",
    ] {
        let saved = read_page(&(comment.to_owned() + &page("", "…"))).expect("an article");
        assert_eq!(saved.url, "https://phare.example/pont");
    }
    let home = "<link rel=canonical href='https://phare.example/'>";
    assert_eq!(url(home).as_deref(), Ok("https://phare.example/p?id=3"));
}

#[test]
fn what_is_no_article_is_said() {
    let teasers: Vec<String> = (0..9)
        .map(|n| {
            format!(
                "<div><h2><a href=/{n}>Une nouvelle de plus</a></h2><p>{}</p></div>",
                PARAGRAPHS[n % 3]
            )
        })
        .collect();
    check_rejected(
        &page("<title>Région</title>", &format!("<main>{}</main>", teasers.concat())),
        "a list of articles",
    );
    let home = "<title>Le Phare</title><meta property=og:url content=https://phare.example/>";
    check_rejected(&page(home, "…"), "a home page");
    check_rejected(&page(&home.replace("example/", "example/fr/"), "…"), "a home page");
    check_rejected(&page("<title>Erreur 404 - Page introuvable</title>", "…"), "an error page");
    check_rejected(
        &page("<title>Vidéo</title>", "<video src=a.mp4></video><p>Regardez.</p>"),
        "too little text",
    );
    let published = "<meta property=article:published_time content=2021-03-04><title>Vidéo</title>";
    check_rejected(&page(published, "<video src=a.mp4></video>"), "no text");
    for video in [
        "<meta property=og:type content=video.other>",
        "<script type='application/ld+json'>{\"@type\": \"VideoObject\"}</script>",
    ] {
        let head = format!("{video}{published}<meta name=description content='Un film du pont.'>");
        check_rejected(&page(&head, "<div class=player></div>"), "a video without text");
        assert_eq!(article(&head, "…").body, text());
    }
    check_rejected("", "too little text");
}

#[test]
fn hostile_pages_are_read_or_refused_in_no_time() {
    let many = |text: &str| page("<title>Le pont</title>", &(text.repeat(50_000) + "…"));
    for text in
        ["<div>", "<b>", "<table><tr><td>", "<a href=x>", "<ul><li>", "</p>", "<svg>", "&", "<"]
    {
        let _ = read_page(&many(text));
    }
    for name in ["title", "textarea", "xmp", "iframe", "noembed", "noframes", "plaintext", "style"]
    {
        let _ = read_page(&format!("<{name}>{}", "Le pont rouvre. ".repeat(5000)));
    }
    let authors: Vec<String> = (0..50_000).map(|n| format!("<p>Léa R{n:x}</p>")).collect();
    let names = authors.concat().replace("<p>", "").replace("</p>", ", ");
    let _ = read_page(&page(&format!("<meta name=author content='{names}'>"), &authors.concat()));
    let article =
        format!("<article><h2>À lire aussi</h2><p class=author>Léa Roy</p>{}</article>", "…");
    for part in [article.as_str(), "<h2>À lire aussi</h2>", "<div class=ads><h3>Le pont</h3></div>"]
    {
        let _ = read_page(&page("<title>Le pont</title>", &part.repeat(5_000)));
    }
    let fonts: Vec<String> = (0..5000).map(|size| format!("<p><font size={size}>x")).collect();
    let _ = read_page(&fonts.concat());
    let attributes: Vec<String> = (0..50_000).map(|name| format!(" a{name}=1")).collect();
    check_rejected(&format!("<p{}>", attributes.concat()), "a tag without end");
    check_rejected(&"<br>x".repeat(250_000), "more than 400,000 elements");
}

#[test]
fn any_bytes_make_no_panic() {
    for bytes in [
        &b"\xFF\xFE<"[..],
        b"<",
        b"<html",
        b"<!--",
        b"<title>",
        b"<p>\0\xE9",
        b"<script>",
        b"<![CDATA[",
    ] {
        let _ = read(bytes, &Hints::default());
    }
}
