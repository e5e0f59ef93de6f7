//! Pages that hold several articles, and those that only seem to.
//!
//! A page is cut only where that is sure; else it stays one article, and how many it seems to
//! hold is told.

use std::io::Cursor;

use super::super::format::Html;
use super::*;
use crate::ingest::format::Format;
use crate::ingest::test_sink::TestSink;

mod repeated;
mod short;

/// Returns the titles and the days of the articles in a page.
#[track_caller]
fn held(html: &str) -> Vec<(String, String)> {
    let articles = super::super::article::read(html.as_bytes(), &Hints::default());
    let told = |article: Article| {
        (article.title, article.published.map(|date| date.day().to_owned()).unwrap_or_default())
    };
    articles.expect("articles").articles.into_iter().map(told).collect()
}

#[track_caller]
fn check_one(head: &str, body: &str) {
    assert_eq!(held(&page(head, body)).len(), 1, "the articles of {head}{body}");
}

fn element(title: &str, day: &str) -> String {
    format!("<article><h2>{title}</h2><time datetime={day}>ce jour</time>……</article>")
}

/// Returns a text of more than 100 kB in parts with a heading, a line below it and paragraphs.
fn long(line: fn(u8) -> String) -> String {
    let part =
        |n: u8| format!("<h3>Chapitre du pont {n}</h3><div>{}</div>{}", line(n), "…".repeat(20));
    (1..=12).map(part).collect()
}

#[test]
fn elements_with_a_heading_a_date_and_text_are_articles() {
    let both = element("Le pont rouvre", "2021-03-04") + &element("Le phare ferme", "2021-05-06");
    let expected = [
        ("Le pont rouvre".to_owned(), "2021-03-04".to_owned()),
        ("Le phare ferme".to_owned(), "2021-05-06".to_owned()),
    ];
    assert_eq!(held(&page("<title>Mars</title>", &format!("<main>{both}</main>"))), expected);
    let dated =
        both.replace("<time datetime=2021-03-04>ce jour</time>", "<p>Publié le 4 mars 2021</p>");
    assert_eq!(held(&page("<title>Mars</title>", &dated)), expected);
}

#[test]
fn other_elements_beside_articles_in_a_saved_page_are_articles_too() {
    let articles =
        element("Le pont rouvre", "2021-03-04") + &element("Le phare ferme", "2021-05-06");
    let brief = |title: &str, day: &str| {
        format!("<div class=breve><h3>{title}</h3><time datetime={day}>ce jour</time>…</div>")
    };
    let briefs = brief("Une crue", "2021-03-05") + &brief("Un quai", "2021-03-06");
    let body = format!("{articles}<div>{briefs}</div><section><h2>Nous écrire</h2>Ici.</section>");
    let titles = |body: &str| -> Vec<String> {
        held(&page("", body)).into_iter().map(|(title, _)| title).collect()
    };
    let all = ["Le pont rouvre", "Le phare ferme", "Une crue", "Un quai"];
    assert_eq!(titles(&body), all);
    let unclosed = articles.replace("</article>", "");
    assert_eq!(titles(&unclosed), all[..2]);
    check_seem("", &format!("<div>{briefs}</div>{}", brief("Une école", "2021-03-09")), 3);
    let url = "<link rel=canonical href='https://phare.example/mars'>";
    assert_eq!(held(&page(url, &body)).len(), 2);
}

#[test]
fn an_article_among_others_needs_neither_a_date_nor_a_heading() {
    let dated = element("Le pont rouvre", "2021-03-04") + &element("Le phare ferme", "2021-05-06");
    let undated = "<article><h2>Une crue</h2>……</article>";
    let headless = "<article><time datetime=2021-03-09>ce jour</time>……</article>";
    let neither = "<article>……</article>";
    let found = held(&page("", &format!("{dated}{undated}{headless}{neither}")));
    let found: Vec<(&str, &str)> =
        found.iter().map(|(title, day)| (title.as_str(), day.as_str())).collect();
    let expected = [
        ("Le pont rouvre", "2021-03-04"),
        ("Le phare ferme", "2021-05-06"),
        ("Une crue", ""),
        ("", "2021-03-09"),
        ("", ""),
    ];
    assert_eq!(found, expected);
    let teaser = "<article><h2>Une crue</h2>……<a href=/x>Lire la suite</a></article>";
    assert_eq!(held(&page("", &format!("{dated}{teaser}"))).len(), 2);
}

#[test]
fn the_upper_of_two_headings_is_the_title() {
    let lines = long(|n| format!("{n} mars 2021"));
    let body = lines.replace("<h3>", "<h1>Le pont</h1><h2>").replace("</h3>", "</h2>");
    let found = held(&page("", &body));
    assert_eq!(found.len(), 12);
    assert!(found.iter().all(|(title, _)| title == "Le pont"), "{found:?}");
}

#[test]
fn records_in_lists_and_headings_above_bylines_seem_to_be_articles() {
    let record = |title: &str| {
        format!(
            "<dl><dt>Titre</dt><dd>{title}</dd><dt>Date :</dt><dd>3 mai 2021</dd><dt>Texte</dt><dd>…</dd></dl>"
        )
    };
    check_seem("", &(record("Le pont rouvre") + &record("Le phare ferme")), 2);
    check_seem("", &format!("{}…", record("Le pont rouvre")), 0);
    let signed = |title: &str, day: u8| {
        format!("<h2>{title}</h2><p>Par Anne Morel</p><p>{day} mai 2021</p>…")
    };
    check_seem("", &(signed("Le pont rouvre", 3) + &signed("Le phare ferme", 4)), 2);
}

#[test]
fn the_articles_of_a_page_have_addresses_of_their_own() {
    let head = "<link rel=canonical href='https://phare.example/mars'>\
        <meta property=og:site_name content='Le Phare'>";
    let first = element("<a href='https://phare.example/pont'>Le pont rouvre</a>", "2021-03-04");
    let second = element("Le phare ferme", "2021-05-06").replace("<article", "<article id=p2");
    let html = page(head, &(first + &second));
    let found = super::super::article::read(html.as_bytes(), &Hints::default()).expect("articles");
    let found = found.articles;
    let urls: Vec<&str> = found.iter().map(|article| article.url.as_str()).collect();
    assert_eq!(urls, ["https://phare.example/pont", "https://phare.example/mars#p2"]);
    assert_eq!(found[0].body, format!("{0}\n\n{0}", text()));
    assert!(found.iter().all(|article| article.source == "Le Phare"));
}

#[test]
fn teasers_are_no_articles() {
    let teaser = |n| {
        let end = "<a href=/x>Lire la suite</a>";
        element("Le pont rouvre", &format!("2021-03-0{n}"))
            .replace("</article>", &format!("{end}</article>"))
    };
    check_one("<title>Le pont</title>", &format!("<main>{}{}…</main>", teaser(1), teaser(2)));
    let short =
        "<article><h2>Le pont</h2><time datetime=2021-03-04></time><p>Il rouvre.</p></article>";
    let saved = |title: &str| {
        element(title, "2021-03-04")
            .replace('…', "")
            .replace("</time>", &format!("</time><p>{}</p>", PARAGRAPHS[1]))
    };
    assert_eq!(held(&page("", &(saved("Le pont rouvre") + &saved("Le phare ferme")))).len(), 2);
    check_one("<title>Le pont</title>", &format!("<main>…{}</main>", short.repeat(3)));
}

#[test]
fn articles_that_are_little_of_a_page_leave_it_one() {
    let both = element("Le pont rouvre", "2021-03-04") + &element("Le phare ferme", "2021-05-06");
    check_one("<title>Le port</title>", &format!("<main>{}</main>{both}", "…".repeat(20)));
}

#[test]
fn a_live_report_is_one_article() {
    let posts =
        element("Le pont rouvre", "2021-03-04T10:00") + &element("Il ferme", "2021-03-04T11:00");
    let live = "<script type='application/ld+json'>{\"@type\": \"LiveBlogPosting\", \"headline\": \"Le pont\"}</script>";
    check_one(live, &format!("<main><h1>Le pont</h1>{posts}</main>"));
    let url = "<link rel=canonical href='https://phare.example/direct'>";
    check_one(url, &format!("<main><h1>Le pont</h1>{posts}</main>"));
}

#[test]
fn a_long_page_without_address_is_cut_at_its_headings_with_dates() {
    let dated = long(|n| format!("Le Phare, {n} mars 2021"));
    let found = held(&page("<title>Recueil</title>", &dated));
    assert_eq!(found.len(), 12, "a part each");
    assert_eq!(found[11], ("Chapitre du pont 12".to_owned(), "2021-03-12".to_owned()));
    let url = "<link rel=canonical href='https://phare.example/recueil'>";
    check_one(&format!("<title>Recueil</title>{url}"), &dated);
    // A book has headings without dates.
    check_one("<title>Recueil</title>", &long(|n| format!("Où l'on passe la pile {n}")));
    let small = dated.replace(&"…".repeat(20), "…");
    check_one("<title>Recueil</title>", &small);
    let padded = format!("{small}<div title='{}'></div>", "x".repeat(100_000));
    check_one("<title>Recueil</title>", &padded);
}

/// Checks how many articles a page seems to hold that is read as one.
#[track_caller]
fn check_seem(meta: &str, body: &str, expected: usize) {
    let html = page(meta, body);
    let found = super::super::article::read(html.as_bytes(), &Hints::default());
    let found = found.expect("an article");
    assert_eq!((found.articles.len(), found.seem), (1, expected), "in {meta}{body}");
}

#[test]
fn a_page_that_seems_to_hold_several_articles_says_how_many() {
    let review = "<title>Revue</title>";
    let undated = |title: &str| format!("<article><h2>{title}</h2>…</article>");
    check_seem(review, &(undated("Le pont rouvre") + &undated("Le phare ferme")), 2);
    let block = |title: &str, day: u8| {
        format!("<div class=item><h3>{title}</h3><p class=d>Le Phare, {day} mars 2021</p>…</div>")
    };
    let blocks = block("Le pont rouvre", 4) + &block("Le phare ferme", 6) + &block("Un quai", 9);
    check_seem(review, &blocks, 3);
    let canonical = "<link rel=canonical href='https://phare.example/mars'>";
    check_seem(canonical, &blocks, 3);
    let row = |title: &str, day: u8| {
        format!(
            "<table><tr><td>Jour : 0{day}.03.2021<br>Page : 6<br>Auteur : Anne Morel<br>Titre : {title}</table><h3>{title}</h3><pre>{}</pre>",
            PARAGRAPHS[0]
        )
    };
    check_seem(review, &format!("<h3>Revue</h3>{}{}", row("Le pont", 4), row("Le phare", 6)), 2);
    let bold = blocks.replace("<h3>", "<p><b>").replace("</h3>", "</b></p>");
    check_seem(review, &bold, 3);
}

#[test]
fn the_layouts_in_which_a_page_seems_to_hold_several() {
    let review = "<title>Revue</title>";
    let canonical = "<link rel=canonical href='https://phare.example/mars'>";
    let titles = ["Le pont rouvre", "Le phare ferme", "Un quai sans grue"];
    let each = |part: fn(&str, usize) -> String| -> String {
        titles.iter().zip(4..).map(|(title, day)| part(title, day)).collect()
    };
    let called = each(|title, day| {
        format!(
            "<div><div class=item-titre>{title}</div><span class=d>{day} mars 2021</span>…</div>"
        )
    });
    check_seem(review, &called, 3);
    check_seem(canonical, &called, 3);
    let behind = each(|title, day| format!("<li><b>{title}</b>…<p>Le Phare, {day} mars 2021</p>"));
    check_seem(canonical, &format!("<h1>Revue</h1><ul>{behind}</ul>"), 3);
    let plain = each(|title, day| format!("<p>{title}</p><p>{day} mars 2021</p>…"));
    check_seem(review, &plain, 3);
    let set = each(|title, day| format!("{title}\n{day} mars 2021\n\n{}\n\n", PARAGRAPHS[0]));
    check_seem(review, &format!("<pre>{set}</pre>"), 3);
    let undated = each(|title, _| format!("<article><h2>{title}</h2>{}</article>", "…".repeat(2)));
    check_seem(canonical, &undated, 3);
    let headless =
        each(|title, _| format!("<article><p>{title} : {}</p>…</article>", PARAGRAPHS[0]));
    check_seem(review, &headless, 3);
}

#[test]
fn what_readers_write_and_the_parts_of_one_work_seem_to_hold_no_others() {
    let url = "<link rel=canonical href='https://phare.example/pont'>";
    for meta in ["<title>Le pont</title>", url] {
        let many = |part: fn(u8) -> String| -> String { (4..9).map(part).collect() };
        let comments = many(|day| {
            format!("<li class=comment><h4>Lecteur {day}</h4><p>Le {day} mars 2021</p>…</li>")
        });
        check_seem(meta, &format!("<h1>Le pont</h1><p>3 mars 2021</p>…<ol>{comments}</ol>"), 0);
        let versions = many(|n| format!("<h2>Version 2.{n}</h2><p>{n} mars 2021</p>…"));
        check_seem(meta, &format!("<h1>Notes</h1>{versions}"), 0);
        let posts =
            many(|n| format!("<div><h3>Le point {n}</h3><p>4 mars 2021 à {n}h15</p>…</div>"));
        check_seem(meta, &format!("<h1>La crue</h1><p>4 mars 2021</p>{posts}"), 0);
        let hours = many(|n| format!("<article><p>{n}h15</p><h3>Le point {n}</h3>…</article>"));
        check_seem(meta, &format!("<h1>La crue</h1><p>4 mars 2021</p>{hours}"), 0);
        let changed =
            "<h1>Le pont</h1><p>3 mars 2021</p>…<h2>La pile</h2>…<p>Le Phare, 6 mars 2021</p>";
        check_seem(meta, changed, 0);
    }
    let beside =
        "<title>Le pont rouvre</title><link rel=canonical href='https://phare.example/pont'>";
    let box_of = "<div><h2>Le quai ferme</h2><p>9 mars 2021</p>…</div>";
    check_seem(beside, &format!("<h1>Le pont rouvre</h1><p>4 mars 2021</p>…{box_of}"), 0);
    let dates = "<article><h1>Cinq sorties</h1><p>1er mars 2021</p>……<h3>Le bal</h3><p>Le 4 mars 2021</p>…<h3>Le feu</h3><p>Le 9 mars 2021</p>…</article>";
    check_seem(url, dates, 0);
}

#[test]
fn pages_saved_one_behind_the_other_are_read_each() {
    let said = "<meta property=og:type content=article>";
    let one =
        |title: &str| page(&format!("{said}<title>{title}</title>"), &format!("<h1>{title}</h1>…"));
    let file = format!("{}\n{}", one("Le pont rouvre"), one("Le phare ferme"));
    let found = TestSink::by(
        |source, out| Html.read(source, out),
        "a.html",
        Box::new(Cursor::new(file.into_bytes())),
    );
    assert_eq!(found.lines(|it| it.title.clone()), ["Le pont rouvre", "Le phare ferme"]);
}

#[test]
fn rows_of_a_title_a_date_and_a_text_seem_to_be_articles() {
    let head = "<title>Revue</title>";
    let row = |n: u8| {
        format!("<tr><td>Pont {n}</td><td>0{n}/05/2018</td><td>{}</td></tr>", PARAGRAPHS[0])
    };
    let rows = row(1) + &row(2) + &row(3);
    check_seem(head, &format!("<table>{rows}</table>"), 3);
    let section = |n: u8| {
        format!(
            "<section><header>Pont {n}</header><p class=date>0{n}.05.2018</p><p>{}</p></section>",
            PARAGRAPHS[0]
        )
    };
    let sections = section(1) + &section(2);
    check_seem(head, &sections, 2);
    // What readers write comes behind an article, and what has an address is one.
    check_seem(head, &format!("<h1>Le pont</h1>…{sections}"), 0);
    check_seem("<link rel=canonical href='https://phare.example/une'>", &sections, 0);
}

#[test]
fn teasers_and_live_reports_seem_to_hold_no_others() {
    let head = "<title>Le pont</title>";
    let teaser = |n: u8| {
        format!(
            "<article><h3><a href=/{n}>Le quai {n}</a></h3><p>4 mars 2021</p><p>{}</p></article>",
            PARAGRAPHS[0]
        )
    };
    check_seem(head, &format!("<main><h1>Le pont</h1>…</main>{}{}", teaser(1), teaser(2)), 0);
    let entry = |hour: u8| format!("<h3>Le point {hour}</h3><p>4 mars 2021 à {hour}h</p>…");
    let url = "<link rel=canonical href='https://phare.example/direct'>";
    check_seem(url, &format!("<h1>Le pont</h1>{}{}{}", entry(10), entry(11), entry(12)), 0);
    let said = "<meta property=og:type content=article>";
    check_seem(said, &format!("<h1>Le pont</h1>{}{}", entry(10), entry(12)), 0);
    check_seem(head, "<h1>Le pont</h1><p>4 mars 2021</p>…<h2>La pile</h2>…<h2>Le quai</h2>…", 0);
}

#[test]
fn sections_with_days_for_programs_are_counted() {
    let section = |title: &str, day: &str| {
        format!(
            "<section><h1>{title}</h1><meta itemprop=datePublished content={day}><div>……</div></section>"
        )
    };
    let both = section("Le pont rouvre", "2021-03-04") + &section("Le phare ferme", "2021-05-06");
    check_seem("", &both, 2);
}

#[test]
fn elements_that_open_count_articles_unless_they_ask() {
    let one = |heading: &str| format!("<details><summary>{heading}</summary><p>…</details>");
    let both = one("Le pont rouvre enfin") + &one("Le phare ferme ses portes");
    check_seem("", &both, 2);
    check_seem("", &(one("Qui paie le pont ?") + &one("Quand rouvre le phare ?")), 0);
    check_seem("<link rel=canonical href='https://phare.example/mars'>", &both, 0);
    check_seem("", &format!("<p>{}</p>{both}", "…".repeat(3)), 0);
}

#[test]
fn headings_of_the_first_level_count_articles_where_none_stands_over_them() {
    let one = |level: u8, heading: &str| format!("<h{level}>{heading}</h{level}><p>…<p>……");
    let all = one(2, "Le pont rouvre") + &one(2, "Le phare ferme") + &one(2, "La gare brûle");
    check_seem("", &all, 3);
    check_seem("", &(one(1, "Une année au port") + &all), 0);
    check_seem("", &format!("<p>…{all}"), 0);
    check_seem("<link rel=canonical href='https://phare.example/mars'>", &all, 0);
    let works = one(2, "Chapitre 1") + &one(2, "Chapitre 2") + &one(2, "Chapitre 3");
    check_seem("", &works, 0);
}

#[test]
fn lines_of_a_saved_page_count_articles_as_those_of_a_text_do() {
    let one = |day: u8, title: &str| {
        format!(
            "<div><div>{title}</div><div>Le Phare, {day} mai 2023, p. 4</div></div><div>…<br>…</div>"
        )
    };
    let both = one(3, "Le pont rouvre") + &one(4, "Le phare ferme");
    check_seem("", &both, 2);
    let anchored = |day: u8, title: &str| {
        format!("<li><p><a name=n{day}>{title}</a> ({day}/05/2023)</p><div>…</div></li>")
    };
    check_seem("", &(anchored(3, "Le pont rouvre") + &anchored(4, "Le phare ferme")), 2);
    check_seem("<link rel=canonical href='https://phare.example/mars'>", &both, 0);
}

#[test]
fn titles_in_bold_alone_count_articles_that_have_nothing_to_do_with_each_other() {
    let articles = [
        (
            "Le pont de Recouvrance rouvre aux voitures",
            "Les camions attendaient depuis l'automne, et les riverains de la rive droite ne \
             cachaient plus leur fatigue. Le ruban a été coupé mardi. Douze poutres ont été changées, la charpente \
             repeinte, et le gardien a retrouvé sa cabine.",
        ),
        (
            "À Lorient, les pêcheurs refusent les quotas",
            "Une soixantaine de marins se sont réunis jeudi devant la criée pour demander une \
             rencontre avec le ministre avant la fin du mois. Plusieurs patrons vendraient leur bateau, disent-ils, \
             si rien ne bouge à Bruxelles.",
        ),
        (
            "La bibliothèque de Quimper prête des graines",
            "Tomates anciennes, haricots, courges : chacun prend une enveloppe et rapporte des \
             semences après sa récolte, dit le maraîcher. Deux cents variétés sont rangées dans \
             une armoire près de l'entrée, que des bénévoles tiennent.",
        ),
        (
            "Un incendie détruit l'ancienne minoterie",
            "Le feu a pris vers deux heures dans les étages, inoccupés depuis dix ans. Quarante \
             pompiers ont protégé les maisons voisines. Une enquête est ouverte ; la commune voulait \
             installer là son musée des moulins.",
        ),
    ];
    let saved = |form: fn(&str, &str) -> String| {
        articles.iter().map(|(title, text)| form(title, text)).collect::<String>()
    };
    let forms: [fn(&str, &str) -> String; 5] = [
        |title, text| format!("<p><b>{title}</b></p><p>{text}</p>"),
        |title, text| format!("<p><strong>{title}</strong><br>{text}</p>"),
        |title, text| {
            format!(
                "<p class=MsoNormal><b>{title}</b></p><p class=MsoNormal>{text}</p><p>&nbsp;</p>"
            )
        },
        |title, text| format!("<table><tr><td>{title}</td><td>{text}</td></tr></table>"),
        |title, text| format!("<p>{title}</p><p>{text}</p><hr>"),
    ];
    for form in forms {
        check_seem("<title>Revue</title>", &saved(form), 4);
    }
    let one = saved(|title, text| {
        format!(
            "<p><b>{title}</b></p><p>Le pont de Recouvrance, les voitures, six mois : {text}</p>"
        )
    });
    let one = one.replace("Le pont de Recouvrance rouvre aux voitures", "Les voitures du pont");
    check_seem("<title>Le pont</title>", &one, 0);
}
