//! What stands between and behind the paragraphs.
//!
//! Both ways: what is no text must go, and what only looks like it must stay.

use super::*;

const TITLE: &str = "<title>Le vieux pont rouvre lundi</title>";

#[test]
fn what_readers_write_is_no_text_however_long() {
    let comment =
        format!("<div><b>Lecteur</b><p>{}</p></div>", PARAGRAPHS[1].replace("Les", "Vos"));
    for class in ["forum", "reactions", "comments-content", "commentaires"] {
        check_text(&format!(
            "<article><h1>Le vieux pont rouvre lundi</h1>…<div class={class}>{}</div></article>",
            comment.repeat(12)
        ));
    }
    // A page of readers only keeps what it has.
    let forum = format!("<div class=forum>{}</div>", comment.repeat(3));
    assert!(article(TITLE, &forum).body.contains("plus de dix-neuf tonnes"));
}

#[test]
fn quotes_set_apart_from_the_text_are_read_once() {
    let quote = "« On revit », sourit Maud Ferlin";
    for tag in ["blockquote", "div class=article__quote", "p class='exergue'"] {
        let end = tag.split(' ').next().unwrap_or(tag);
        check_text(&format!("<article>…<{tag}>{quote}</{end}></article>"));
    }
    let other = "« Enfin », soupire le maire de la rive droite.";
    let found = article(TITLE, &format!("<article>…<blockquote>{other}</blockquote></article>"));
    assert_eq!(found.body, format!("{}\n\n{other}", text()));
}

#[test]
fn a_line_alone_before_paragraphs_stays_a_line() {
    let body =
        format!("<div>Le chantier<br>en trois dates<br><br>{}</div>", PARAGRAPHS.join("<br><br>"));
    let expected = format!("Le chantier\nen trois dates\n\n{}", text());
    assert_eq!(article(TITLE, &body).body, expected);
}

#[test]
fn words_that_open_something_stay_in_their_line() {
    let line =
        "La <a class=related href=/d>dalle</a> et la <span class=modal>pile</span> tiennent.";
    let found = article(
        TITLE,
        &format!("<article>…<p>{line}</p><div class=modal>Bonjour à vous.</div></article>"),
    );
    assert_eq!(found.body, format!("{}\n\nLa dalle et la pile tiennent.", text()));
}

#[test]
fn signatures_are_no_text() {
    let head = format!("{TITLE}<meta name=author content='Léa Roy, Max Bé'>");
    for line in ["Léa Roy", "Léa Roy (à Nîmes)", "Par Léa Roy et Max Bé", "Max Bé avec AFP"]
    {
        let found = article(&head, &format!("<article>…<p>{line}</p></article>"));
        assert_eq!(found.body, text(), "without {line}");
    }
    let found = article(&head, "<article>…<p>Léa Roy, elle, se tait.</p></article>");
    assert_eq!(found.body, format!("{}\n\nLéa Roy, elle, se tait.", text()));
}

#[test]
fn an_opening_printed_twice_is_read_once_unless_it_is_most_of_the_text() {
    let found = article(TITLE, &format!("<article><p>{}</p>……</article>", PARAGRAPHS[0]));
    assert_eq!(found.body, format!("{0}\n\n{0}", text()));
    let twice = format!("<p>{}</p>", PARAGRAPHS[0]).repeat(2);
    let found = article(TITLE, &format!("<article>{twice}</article>"));
    assert_eq!(found.body, format!("{0}\n\n{0}", PARAGRAPHS[0]));
}

#[test]
fn the_place_at_the_head_of_a_paragraph_stays() {
    let place = format!(
        "<article><p> <span class=dateline>NÎMES —</span> {}</p>…</article>",
        PARAGRAPHS[0]
    );
    assert_eq!(article(TITLE, &place).body, format!("NÎMES — {}\n\n{}", PARAGRAPHS[0], text()));
}

#[test]
fn buttons_and_notices_between_the_paragraphs_are_no_text() {
    for line in [
        "Lecture : 4 min",
        "4 minutes de lecture",
        "Copier le lien",
        "Commenter",
        "&gt; Lire aussi : le pont de bois",
        "<b>&gt;&gt; À lire aussi : <a href=/x>Le pont de bois</a></b>",
        "» LIRE AUSSI - Le pont de bois sera démoli",
        "&gt;&gt; VIDÉO. Le pont de bois",
        "Vous avez aimé cet article ? Partagez-le !",
        "Ce contenu a été bloqué car vous n’avez pas accepté les cookies.",
        "Tags : pont, crue",
    ] {
        check_text(&format!("<article>…<p>{line}</p></article>"));
        check_text(&format!(
            "<article><h1>Le vieux pont rouvre lundi</h1><p>{line}</p>…</article>"
        ));
    }
    for line in
        ["Réagir face à la crue, un métier.", "Commenter n’est pas bâtir.", "En 4 min, sa lecture."]
    {
        let found = article(TITLE, &format!("<article>…<p>{line}</p></article>"));
        assert_eq!(found.body, format!("{}\n\n{line}", text()));
    }
}

#[test]
fn what_is_said_of_pictures_is_no_text() {
    let long = "Le pont, le jour de la crue, avec les pompiers. ".repeat(8);
    for caption in [
        format!("<div><span class=figcaption>{long}</span></div>"),
        format!("<span class=legend>{long}</span>"),
        "<div id=photocontainer><img src=a.jpg><p>Le pont vu de la rive.</p></div>".to_owned(),
        "<p>Le pont en crue, photo: Archives de la ville</p>".to_owned(),
        "<p>- Le pont en 2008. REUTERS/Léa Roy -</p>".to_owned(),
    ] {
        let found = article(TITLE, &format!("<article>………{caption}</article>")).body;
        assert_eq!(found, vec![text(); 3].join("\n\n"), "without {caption}");
    }
    for line in ["Sa photo : un pont sous la neige.", "Le film <b>Reuters/Roy</b> sort lundi."] {
        let found = article(TITLE, &format!("<article>…<p>{line}</p></article>")).body;
        assert!(found.len() > text().len(), "the line {line} is text");
    }
}

#[test]
fn boxes_forms_and_what_stands_beside_are_no_text() {
    let side = format!("<p>{}</p>", PARAGRAPHS[1].replace("camions", "bateaux")).repeat(4);
    for side in
        ["div id=aside", "div class='column sidebar'"].map(|tag| format!("<{tag}>{side}</div>"))
    {
        check_text(&format!("<div><div>…</div>{side}</div>"));
    }
    for around in [
        "<form><p>Votre adresse, pour recevoir chaque matin nos nouvelles</p></form>",
        "<div class=embedContents><div>Revivez la réouverture avec le maire</div></div>",
        "<div class=account-paywall><p>Trois articles par mois sont gratuits</p></div>",
        "<p class=notice>Les billets n'engagent que leurs auteurs.</p>",
        "<p>📨 S’abonner à nos lettres</p>",
        "<p>Connectez-vous <a href=/c>ici</a></p>",
        "<div>ADVERTISING - ne pas effacer</div>",
    ] {
        check_text(&format!("<article>…{around}</article>"));
    }
    let around_both = format!("<div class=article-aside-bottom>{}</div>", "…");
    check_text(&around_both);
}

#[test]
fn a_box_in_a_line_parts_what_stands_around_it() {
    let lines = "<div>Le pont rouvre.<div class=embed>Voir le film</div>Enfin.</div>";
    let found = article(TITLE, &format!("<article>…{lines}</article>")).body;
    assert_eq!(found, format!("{}\n\nLe pont rouvre.\n\nEnfin.", text()));
}

#[test]
fn the_words_of_a_heading_in_its_id_are_no_class() {
    let heading = "<h2 id=pub-et-partage-du-pont>Pub et partage du pont</h2>";
    let found = article(TITLE, &format!("<article>…{heading}…</article>")).body;
    assert!(found.contains("Pub et partage du pont"), "found {found}");
}

#[test]
fn lines_that_only_look_like_pointers_stay() {
    for line in ["&gt; La pile centrale tient.", "Lire ce rapport prend une heure."] {
        let found = article(TITLE, &format!("<article>…<p>{line}</p></article>")).body;
        assert!(found.len() > text().len(), "the line {line} is text");
    }
}

#[test]
fn who_said_a_quote_that_is_printed_twice_goes_with_it() {
    let quote = "« On revit », sourit Maud Ferlin";
    let block = format!("<blockquote><p>{quote}</p><cite>Maud Ferlin</cite></blockquote>");
    check_text(&format!("<article>…{block}</article>"));
}
