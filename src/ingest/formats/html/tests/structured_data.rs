//! Structured data, in the shapes that sites give them.
//!
//! It fills in what a page does not show, and is no article that the page lacks.

use super::*;

#[test]
fn json_ld_comes_in_many_shapes() {
    let node = r#"{"@type": "ReportageNewsArticle", "headline": "Le vieux pont rouvre"}"#;
    for json in [
        format!("[{{\"@type\": \"WebSite\", \"name\": \"Le Phare\"}}, {node}]"),
        format!("{{\"@context\": \"https://schema.org\", \"@graph\": [{node}]}}"),
        format!("{{\"@type\": \"WebPage\", \"mainEntity\": {node}}}"),
        format!("<!-- {node} -->"),
        format!("//<![CDATA[\n{node}\n//]]>"),
        node.replace("vieux pont", "vieux\npont"),
        node.replace("ReportageNewsArticle", "https://schema.org/LiveBlogPosting"),
        format!("{{\"@type\": \"BreadcrumbList\"}} {node}"),
        node.replace('}', ", \"keywords\": [\"a,]\", ] ,\n}"),
        node.replace('"', "&quot;"),
        node.replace('}', ", \"description\": \"L\\'été, enfin\"}"),
    ] {
        let head = format!("<script type='application/ld+json'>{json}</script>");
        check_title(&head, "…", "Le vieux pont rouvre");
    }
    let broken =
        "<script type='application/ld+json'>{\"headline\": </script><h1>Le vieux pont</h1>";
    check_title(broken, "…", "Le vieux pont");
}

#[test]
fn references_in_json_ld_are_followed() {
    let head = r##"<script type="application/ld+json">{"@graph": [
        {"@type": "Article", "headline": "Le pont", "author": {"@id": "#lea"}, "publisher": {"@id": "#phare"},
         "isPartOf": {"@id": "#page"}}, {"@type": "Person", "@id": "#lea", "name": "Léa Roy"},
        {"@type": "Organization", "@id": "#phare", "name": "Le Phare"}]}</script>"##;
    let found = article(head, "…");
    assert_eq!((found.authors, found.source.as_str()), (vec!["Léa Roy".into()], "Le Phare"));
}

#[test]
fn of_several_articles_in_json_ld_that_of_the_title_counts() {
    let head = r#"<title>Le vieux pont rouvre - Le Phare</title><script type="application/ld+json">
        [{"@type": "NewsArticle", "headline": "Une autre nouvelle", "datePublished": "2021-01-01"},
         {"@type": "NewsArticle", "headline": "Le vieux pont rouvre", "datePublished": "2021-03-04"}]</script>"#;
    check_title(head, "…", "Le vieux pont rouvre");
    check_date(head, "…", "2021-03-04");
}

#[test]
fn the_text_in_json_ld_counts_when_the_page_shows_less() {
    let body = text().replace("\n\n", "\\n\\n");
    let head = format!(
        "<script type='application/ld+json'>{{\"@type\": \"NewsArticle\", \"headline\": \"Le pont\", \
         \"articleBody\": \"{body}\"}}</script>"
    );
    let shown = page(&head, "<p>Le vieux pont rouvre lundi.</p><p>Il vous reste 90 % à lire.</p>");
    assert_eq!(read_page(&shown).expect("an article").body, text());
    assert_eq!(article(&head, "…").body, text());
}

#[test]
fn a_page_that_tells_of_several_articles_in_json_ld_and_shows_none_tells_of_none() {
    let head = r#"<title>Région - Le Phare</title><script type="application/ld+json">
        [{"@type": "NewsArticle", "headline": "Une nouvelle", "datePublished": "2021-01-01"},
         {"@type": "NewsArticle", "headline": "Une autre", "url": "https://phare.example/autre",
          "datePublished": "2021-03-04"}]</script>"#;
    check_date(head, "…", "");
    let own = format!("{head}<link rel=canonical href='https://phare.example/autre'>");
    check_title(&own, "…", "Une autre");
}

#[test]
fn the_way_to_the_page_tells_its_section() {
    let section = |names: &[&str]| {
        let steps = names.iter().map(|name| format!("{{\"item\": {{\"name\": \"{name}\"}}}}"));
        let steps: Vec<String> = steps.collect();
        let head = format!(
            "<title>Le pont rouvre</title><meta property=og:site_name content='Le Phare'><script type='application/ld+json'>{{\"@type\": \"BreadcrumbList\", \
             \"itemListElement\": [{}]}}</script>",
            steps.join(", ")
        );
        article(&head, "…").section
    };
    assert_eq!(section(&["Accueil", "Région", "Ouest", "Le pont rouvre"]), "Région");
    assert_eq!(section(&["Région", "Le pont rouvre"]), "Région");
    assert_eq!(section(&["Accueil", "Le pont rouvre"]), "");
    assert_eq!(section(&["Accueil"]), "");
    assert_eq!(section(&["Le Phare", "Région", "Le pont rouvre"]), "Région");
}
