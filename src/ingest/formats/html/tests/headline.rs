//! What stands around the headline: labels, bylines, standfirsts.
//!
//! What such a line says becomes a field, and never a line of the text.

use super::*;

#[test]
fn a_byline_gives_a_date_and_is_no_text() {
    let body = "<article><h1>Le vieux pont rouvre lundi</h1><p>Publié le 04/03/2021</p>…</article>";
    check_text(body);
    check_date("", body, "2021-03-04");
    let dateline =
        "<article><p>Sainte-Ormelle, le 04/03/2021</p>…<address>Le Phare</address></article>";
    check_text(dateline);
    check_date("", dateline, "2021-03-04");
    check_date("", "<article><p>Mis à jour le 04/03/2021</p>…</article>", "");
}

#[test]
fn dates_shown_near_the_headline_are_read() {
    let title = "<h1>Le vieux pont rouvre lundi</h1>";
    let check = |line: &str, expected: &str| {
        for class in ["byline", "infos", "author_date"] {
            check_date(
                "",
                &format!("<main>{title}<div class={class}>{line}</div>…</main>"),
                expected,
            );
            let around = format!("<div>{title}<div class={class}>{line}</div></div><div>…</div>");
            check_date("", &around, expected);
        }
    };
    check("Publié le dimanche 10 mai 2020 à 22h53", "2020-05-10T22:53:00+02:00");
    check("Par Léa Roy, le 3 août 2019", "2019-08-03");
    check("Léa Roy, Rédaction du Phare, le 3 août 2019", "2019-08-03");
    check("Édition du 3 août 2019", "2019-08-03");
    check("3 août 2019 à 7:30 - mise à jour 4 août 2019 à 8:00", "2019-08-03T07:30:00+02:00");
    check("<span>Modifié le 12/05/2020</span> <span>Publié le 10/05/2020</span>", "2020-05-10");
    check(
        "Créé le 10/05/2020 22:53 Dernière mise à jour le 12/05/2020 09:00",
        "2020-05-10T22:53:00+02:00",
    );
    check("Publié le 10 mai 2020 à 16 h 53 HAE", "2020-05-10T16:53:00-04:00");
    check("Mis à jour le 5 janvier 2021 à 10:00", "");
    check("La foire du samedi 12 juin 2021", "");
    check("Date limite : 3 mai 2021", "");
    check("<a href=/x>Le 3 août 2019, le pont fermait</a>", "");
    let chapo = format!("<p>{}</p>", PARAGRAPHS[0]);
    let below = |line: &str| format!("<article>{title}{chapo}<p>{line}</p>{chapo}</article>…");
    check_date("", &below("Publié le 3 août 2019"), "2019-08-03");
    check_date("", &below("Le 3 août 2019"), "");
    let around = "<header>24 novembre 2026</header>";
    check_date("", &format!("{around}<main>{title}…</main>"), "");
    let behind = format!("{around}<main>{title}…<p>Publié le 1er mars 2022</p></main>");
    check_date("", &behind, "2022-03-01");
}

#[test]
fn bylines_name_authors_and_changes_that_are_not_said_otherwise() {
    let check = |line: &str, authors: &[&str], modified: &str| {
        let body = format!("<main><h1>Le vieux pont rouvre lundi</h1><p>{line}</p>…</main>");
        let found = article("", &body);
        assert_eq!(found.authors, authors, "the authors of {line}");
        let date = found.modified.map(|date| date.iso);
        assert_eq!(date.unwrap_or_default(), modified, "the change of {line}");
        assert_eq!(found.body, text());
    };
    check("Par Léa Roy et Max Bé, le 3 août 2019", &["Léa Roy", "Max Bé"], "");
    check(
        "dimanche 10 mai 2020, par <a href=/j>Awa de La Tour-d'Ile</a>",
        &["Awa de La Tour-d'Ile"],
        "",
    );
    check("Écrit par Léa Roy avec une agence", &["Léa Roy"], "");
    check("Publié par la rédaction le 3 août 2019", &[], "");
    check("Par Léa Roy - Publié le 3 août 2019", &["Léa Roy"], "");
    check("Publié le 3 août 2019, mis à jour le 4 août 2019", &[], "2019-08-04");
    check("Modifié le 4 août 2019 Publié le 3 août 2019", &[], "2019-08-04");
    let said = "<meta name=author content='Par Max Bé'><meta property=article:modified_time content=2021-03-04>";
    let found = article(said, "<h1>Le pont</h1><p>Par Léa Roy, modifié le 3 mars 2021</p>…");
    assert_eq!(found.authors, ["Max Bé"]);
    assert_eq!(found.modified, parse_date("2021-03-04"));
}

#[test]
fn a_heading_below_the_headline_is_the_standfirst() {
    let given = "<meta name=description content='Le pont rouvre.'><title>Le vieux pont rouvre lundi</title>";
    let body = format!(
        "<article><header><h1>Le vieux pont rouvre lundi</h1><h2>{}</h2></header><div>……</div></article>",
        PARAGRAPHS[2].replace("sourit", "dit")
    );
    let found = article(given, &body);
    assert_eq!(found.description, PARAGRAPHS[2].replace("sourit", "dit"));
    assert_eq!(found.body, format!("{0}\n\n{0}", text()));
}

#[test]
fn labels_above_the_headline_are_no_text() {
    check_text("<article><span>Région</span><h1>Le vieux pont rouvre lundi</h1>…</article>");
    check_text(
        "<article><p>Exclusif</p><header><h1>Le vieux pont rouvre lundi</h1></header>…</article>",
    );
}

#[test]
fn a_date_said_to_be_that_of_a_change_is_not_that_of_the_publication() {
    let time =
        |day: u8, text: &str| format!("<time datetime=2021-03-0{day}T10:00:00Z>{text}</time>");
    let check = |line: String, published: &str, modified: &str| {
        let found = article("", &format!("<main><h1>Le pont</h1><p>{line}</p>…</main>"));
        let iso = |date: Option<Date>| date.map(|date| date.iso).unwrap_or_default();
        assert_eq!(iso(found.published), published, "the publication of {line}");
        assert_eq!(iso(found.modified), modified, "the change of {line}");
    };
    let (old, new) = ("2021-03-04T10:00:00+00:00", "2021-03-05T10:00:00+00:00");
    let (first, second) = (time(4, "4 mars"), time(5, "5 mars"));
    check(format!("Mis à jour le {second}, publié le {first}"), old, new);
    check(format!("Publié le {first} et modifié le {second}"), old, new);
    check(
        format!("<span>Mis à jour</span> <b>{second}</b> · <span>Publié</span> {first}"),
        old,
        new,
    );
    check(time(5, "Mis à jour le 5 mars") + &time(4, "Publié le 4 mars"), old, new);
    check(format!("Mis à jour le {second}"), "", new);
    let classed = second.replace("<time", "<time class='updated'");
    check(format!("{classed} {first}"), old, new);
    check(first.replace("<time", "<time class='published updated'"), old, "");
}

#[test]
fn what_is_called_a_standfirst_is_the_standfirst() {
    let chapo = "Sept mois après la crue, les voitures passent à nouveau.";
    for around in [
        format!("<p class=chapo>{chapo}</p>…"),
        format!("<div class='field-chapo'><p>{chapo}</p></div>…"),
        format!("<p class=fig-standfirst>{chapo}</p><p>{chapo}</p>…"),
    ] {
        let body = format!("<article><h1>Le vieux pont rouvre lundi</h1>{around}</article>");
        let found = article("<meta name=description content='Le pont.'>", &body);
        assert_eq!((found.description.as_str(), found.body), (chapo, text()), "in {around}");
    }
}

#[test]
fn links_name_authors_sections_and_tags() {
    let body = "<article><h1>Le vieux pont rouvre lundi</h1><p>Par <a rel=author href=/l>Léa Roy</a>, dans \
        <a rel='category tag' href=/r>Région</a></p>…<p><a rel=tag href=/p>pont</a> <a rel=tag href=/c>crue</a></p>\
        </article><div><a rel=author href=/m>Max Bé</a> <a rel=category href=/s>Sport</a> <a rel=tag href=/v>vélo</a></div>";
    let found = article("", body);
    assert_eq!((found.authors, found.section.as_str()), (vec!["Léa Roy".into()], "Région"));
    assert_eq!(found.tags, ["pont", "crue"]);
    let found =
        article("", "<h1>Le pont</h1><p>Par <a href=/l>Léa Roy</a> et <a href=/m>Max Bé</a></p>…");
    assert_eq!(found.authors, ["Léa Roy", "Max Bé"]);
}

#[test]
fn a_date_that_depends_on_today_is_none_and_no_text() {
    let body = "<article><h1>Le vieux pont rouvre lundi</h1><p>Il y a 3 heures</p>…</article>";
    check_text(body);
    check_date("", body, "");
}

#[test]
fn the_date_may_stand_above_the_headline_or_below_the_standfirst() {
    let title = "<h1>Le vieux pont rouvre lundi</h1>";
    let above = |line: &str| format!("<main><div>{line}</div><section>{title}</section>…</main>");
    check_date("", &above("Publié le 3 août 2019"), "2019-08-03");
    check_date("", &above("Région | Par Léa Roy | 3 août 2019"), "2019-08-03");
    check_date("", &above("<span class=date>3 août 2019</span>"), "2019-08-03");
    let apart = |line: &str| format!("<header><p>{line}</p></header><main>{title}…</main>");
    check_date("", &apart("Publié le 3 août 2019"), "2019-08-03");
    check_date("", &apart("Région | Par Léa Roy | 3 août 2019"), "2019-08-03");
    check_date("", &apart("3 août 2019"), "");
    let below = |line: &str| {
        format!("<article>{title}<h2>{}</h2><div>{line}</div>…</article>", PARAGRAPHS[0])
    };
    check_date("", &below("<p class=date>3 août 2019</p>"), "2019-08-03");
    check_date("", &below("<p>samedi 3 août 2019</p>"), "2019-08-03");
}

#[test]
fn a_date_at_the_headline_is_believed_before_one_elsewhere_in_the_page() {
    let list = "<ul><li><time datetime=2021-05-06>6 mai</time></li><li><time datetime=2021-05-07></time></li></ul>";
    let own =
        "<h1>Le vieux pont rouvre lundi</h1><ul><li>4 mars 2021</li><li>Par Léa Roy</li></ul>";
    check_date("", &format!("<main>{own}…<div>{list}</div></main>"), "2021-03-04");
    let time = "<time datetime='2021-03-09T10:00Z'>Publié le 4 mars 2021</time>";
    check_date("", &format!("<h1>Le vieux pont rouvre lundi</h1><div>{time}</div>…"), "2021-03-04");
}

#[test]
fn the_headline_shown_is_that_of_the_title_without_labels() {
    let pont = "Le vieux pont rouvre lundi";
    let title = |said: &str| format!("<meta property=og:title content='{said}'>");
    let shown = format!("<h1>{pont}</h1>…");
    check_title(&title(&format!("{pont} | Chroniques")), &shown, pont);
    check_title(&title(&format!("{pont} | LP | 23.05.2011")), &shown, pont);
    check_title(&title(&format!("Vidéo : {pont}")), &shown, pont);
    let label = format!("<h1>{pont} <span>Abonnés</span></h1>…");
    check_title(&title(&format!("{pont} | Chroniques")), &label, pont);
    let other = "<h1>Le vieux pont</h1>…";
    let long = "Le vieux pont | Pourquoi il ne rouvre que lundi";
    check_title(&title(long), other, long);
    check_title(&title(&format!("{pont} : deux avis")), other, &format!("{pont} : deux avis"));
    let site = "<meta property=og:site_name content='Phare hebdo - Le Phare du soir'>";
    let twice = format!("{site}{}", title(&format!("{pont} | Phare hebdo - Le Phare du soir")));
    check_title(&twice, "…", pont);
}
