//! Tests of feeds: what each vocabulary says, and feeds as they should not be.
//!
//! A sloppy feed costs nothing, a broken one what follows the break.

use super::item::read;
use crate::article::Article;
use crate::rejection::Reason;

#[track_caller]
fn check(feed: &str) -> Vec<Result<Article, Reason>> {
    read(feed.as_bytes()).into_iter().map(|(_, record)| record).collect()
}

#[track_caller]
fn one(feed: &str) -> Article {
    let found = check(feed);
    let [Ok(article)] = &found[..] else { panic!("one article expected, found {found:?}") };
    article.clone()
}

/// RSS 2.0 around items.
fn rss(items: &str) -> String {
    format!(
        "<?xml version='1.0'?><rss version='2.0'><channel><title>Le Phare de l'Ouest</title>\
         <link>https://phare.example/</link><language>fr-FR</language>{items}</channel></rss>"
    )
}

#[test]
fn an_item_of_rss_is_an_article() {
    let found = one(&rss("<item><title><![CDATA[Le pont rouvre <i>enfin</i>]]></title>\
        <link>https://phare.example/1</link><guid isPermaLink='false'>phare-1</guid>\
        <pubDate>Mon, 15 Jun 2020 16:40:00 +0200</pubDate><category>Bretagne</category>\
        <category>Transports</category><dc:creator>Anne Morel</dc:creator>\
        <description>&lt;p&gt;Les camions &amp;amp; les bus attendent.&lt;/p&gt;</description>\
        <content:encoded><![CDATA[<p>Le pont rouvre.</p><script>x()</script><p>Enfin&nbsp;!</p>]]>\
        </content:encoded><media:title>Photo</media:title></item>"));
    assert_eq!(found.id, "phare-1");
    assert_eq!(found.url, "https://phare.example/1");
    assert_eq!(found.title, "Le pont rouvre enfin");
    assert_eq!(found.description, "Les camions & les bus attendent.");
    assert_eq!(found.body, "Le pont rouvre.\nEnfin\u{A0}!");
    assert_eq!(found.published.expect("a date").iso, "2020-06-15T16:40:00+02:00");
    assert_eq!(found.authors, ["Anne Morel"]);
    assert_eq!(found.tags, ["Bretagne", "Transports"]);
    assert_eq!((found.source.as_str(), found.language.as_str()), ("Le Phare de l'Ouest", "fr"));
}

#[test]
fn a_lone_description_is_the_body() {
    let found = one(&rss("<item><title>T</title><description>Le pont</description></item>"));
    assert_eq!((found.body.as_str(), found.description.as_str()), ("Le pont", ""));
}

#[test]
fn an_entry_of_atom_is_an_article() {
    let entry = "<entry xml:lang='fr'><id>tag:1</id><title type='html'>L&amp;#39;été</title>\
        <link rel='self' href='https://a.example/x'/><link href='https://a.example/1'/>\
        <published>2020-06-15T16:40:00Z</published><updated>2020-06-16T08:00:00Z</updated>\
        <author><name>A. Bé</name></author><category term='meteo' label='Météo'/>\
        <summary>Chaud</summary><content type='xhtml'><div><p>Un</p><p>Deux</p></div></content></entry>";
    for feed in [
        format!("<feed xmlns='http://www.w3.org/2005/Atom'><title>Le Ciel</title>{entry}</feed>"),
        format!("<a:feed><a:title>Le Ciel</a:title>{entry}</a:feed>")
            .replace("<entry", "<a:entry")
            .replace("</entry", "</a:entry"),
    ] {
        let found = one(&feed);
        assert_eq!((found.id.as_str(), found.url.as_str()), ("tag:1", "https://a.example/1"));
        assert_eq!((found.title.as_str(), found.body.as_str()), ("L'été", "Un\nDeux"));
        assert_eq!((found.description.as_str(), found.source.as_str()), ("Chaud", "Le Ciel"));
        assert_eq!((found.authors, found.tags), (vec!["A. Bé".into()], vec!["Météo".into()]));
        assert_eq!(found.modified.expect("a date").day(), "2020-06-16");
    }
}

#[test]
fn items_of_rss_1_stand_beside_the_channel() {
    let found =
        one("<rdf:RDF><channel><title>Le Quai</title><dc:language>fr</dc:language></channel>\
        <item rdf:about='https://q.example/1'><title>Crue</title><dc:date>2020-06-15</dc:date>\
        <dc:subject>Eau</dc:subject></item></rdf:RDF>");
    assert_eq!((found.id.as_str(), found.source.as_str()), ("https://q.example/1", "Le Quai"));
    assert_eq!(
        (found.published.expect("a date").iso.as_str(), found.tags),
        ("2020-06-15", vec!["Eau".into()])
    );
}

#[test]
fn sloppy_markup_costs_nothing() {
    let found =
        one(&rss("<item><title>Thé & café à l&eacute;t&eacute;, 3 < 4</title><link>u</link>\
        <pubDate>hier soir</pubDate></item>"));
    assert_eq!(found.title, "Thé & café à lété, 3 < 4");
    assert_eq!(found.unread_date.as_deref(), Some("hier soir"));
}

#[test]
fn a_feed_cut_short_keeps_the_items_before_the_cut() {
    let whole = rss("<item><title>Un</title></item><item><title>Deux</title></item>");
    for (end, articles) in [("</channel>", 2), ("ux</title>", 1), ("n</title>", 0)] {
        let cut = &whole[..whole.find(end).expect("a place")];
        let found = check(cut);
        assert_eq!(found.iter().filter(|record| record.is_ok()).count(), articles, "{cut}");
        assert_eq!(found.last(), Some(&Err(Reason::CutShort)), "{cut}");
    }
}

#[test]
fn a_feed_without_items_says_so() {
    assert_eq!(check(&rss("")), [Err(Reason::NoItem)]);
    assert_eq!(check(&rss("<item><link>u</link></item>")), [Err(Reason::NoText)]);
}

#[test]
fn the_declared_encoding_counts_unless_the_text_is_utf_8() {
    let item = rss("<item><title>Été</title></item>");
    let latin: Vec<u8> =
        item.replace("?>", " encoding='ISO-8859-15'?>").chars().map(|char| char as u8).collect();
    let [(_, Ok(found))] = &read(&latin)[..] else { panic!("one article") };
    assert_eq!(found.title, "Été");
    assert_eq!(one(&item.replace("?>", " encoding='ISO-8859-1'?>")).title, "Été");
}

#[test]
fn other_vocabularies_count_where_its_own_says_nothing() {
    let found = one(&rss("<item><dc:title>Le pont</dc:title><media:title>Photo</media:title>\
        <itunes:summary>Il rouvre.</itunes:summary><media:content><media:credit>A. B.</media:credit>\
        </media:content><atom:updated>2020-06-15</atom:updated></item>"));
    assert_eq!((found.title.as_str(), found.body.as_str()), ("Le pont", "Il rouvre."));
    assert_eq!(found.published.expect("a date").iso, "2020-06-15");
    let found = one(&rss("<item><dc:title>x</dc:title><title>Le pont</title>\
        <dc:description>y</dc:description><description>Il rouvre.</description></item>"));
    assert_eq!((found.title.as_str(), found.body.as_str()), ("Le pont", "Il rouvre."));
}

#[test]
fn items_of_another_prefix_than_the_root_are_found() {
    let found = one("<rdf:RDF><r:channel><r:title>Le Quai</r:title></r:channel>\
        <r:item rdf:about='https://q.example/1'><r:title>Crue</r:title></r:item></rdf:RDF>");
    assert_eq!((found.title.as_str(), found.source.as_str()), ("Crue", "Le Quai"));
}

#[test]
fn an_entry_may_be_a_document_by_itself() {
    let found = one("<entry><id>1</id><title>Crue</title></entry>");
    assert_eq!((found.id.as_str(), found.title.as_str(), found.source.as_str()), ("1", "Crue", ""));
}

#[test]
fn an_excerpt_is_no_body() {
    let excerpt = "<excerpt:encoded>Tôt</excerpt:encoded>";
    let body = "<content:encoded>Il rouvre.</content:encoded>";
    for item in
        [format!("{excerpt}{body}"), format!("{body}{excerpt}<description>Tôt</description>")]
    {
        let found = one(&rss(&format!("<item>{item}</item>")));
        assert_eq!((found.description.as_str(), found.body.as_str()), ("Tôt", "Il rouvre."));
    }
}

#[test]
fn a_summary_beside_a_description_is_the_standfirst() {
    let found =
        one(&rss("<item><summary>Tôt</summary><description>Il rouvre.</description></item>"));
    assert_eq!((found.description.as_str(), found.body.as_str()), ("Tôt", "Il rouvre."));
}

#[test]
fn what_describes_a_film_is_its_text() {
    let found = one("<feed><entry><title>Le pont</title><media:group><media:title>x</media:title>\
        <media:description>Il rouvre.</media:description></media:group></entry></feed>");
    assert_eq!((found.title.as_str(), found.body.as_str()), ("Le pont", "Il rouvre."));
}

#[test]
fn a_file_in_letters_is_no_text() {
    for attribute in ["type='application/octet-stream'", "type='image/png'", "mode='base64'"] {
        let found = one(&format!(
            "<feed><entry><title>Le pont</title><content {attribute}>TGUgcG9udA==</content></entry></feed>"
        ));
        assert_eq!(found.body, "", "with {attribute}");
    }
}

#[test]
fn pictures_and_drafts_of_wordpress_are_no_articles() {
    let item = |title: &str, kind: &str, status: &str| {
        format!(
            "<item><title>{title}</title><wp:post_type><![CDATA[{kind}]]></wp:post_type>\
             <wp:status>{status}</wp:status></item>"
        )
    };
    let items = [
        item("Le pont", "post", "publish"),
        item("pont.jpg", "attachment", "inherit"),
        item("Accueil", "nav_menu_item", "publish"),
        item("Le quai", "post", "draft"),
        item("La rédaction", "page", "publish"),
        "<item><title>Le pont</title><wp:post_id>1</wp:post_id></item>".to_owned(),
        "<item><title>Le port</title><x:status>draft</x:status></item>".to_owned(),
    ];
    let found = check(&rss(&items.concat()));
    let titles: Vec<_> = found.into_iter().map(|found| found.expect("an article").title).collect();
    assert_eq!(titles, ["Le pont", "La rédaction", "Le port"]);
}

#[test]
fn feeds_one_behind_the_other_are_read_each_with_its_name() {
    let item = "<item><title>Le pont</title><description>Il rouvre.</description></item>";
    let other = rss(item).replace("Le Phare de l'Ouest", "L'Aube");
    let found = check(&format!("{}\n{other}", rss(item)));
    let sources: Vec<_> =
        found.iter().map(|record| record.as_ref().map(|it| it.source.as_str())).collect();
    assert_eq!(sources, [Ok("Le Phare de l'Ouest"), Ok("L'Aube")]);
}
