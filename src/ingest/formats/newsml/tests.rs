//! Tests of the XML of agencies, on small dispatches.
//!
//! They are written in the tests, in each of the vocabularies.

use std::path::Path;

use super::format::{NewsMl, read};
use crate::article::Article;
use crate::ingest::format::{Claim, Format, Head};
use crate::rejection::Reason;

#[track_caller]
fn check(document: &str) -> Vec<Article> {
    let articles =
        read(document.as_bytes()).into_iter().map(|(_, record)| record.expect("an article"));
    articles.collect()
}

/// `NewsML` 1.2 around the components of one item.
fn item(components: &str) -> String {
    format!(
        "<NewsML><NewsEnvelope><DateAndTime>20200615T150000Z</DateAndTime></NewsEnvelope>\
         <NewsItem xml:lang='fr'><Identification><NewsIdentifier><ProviderId>phare.example</ProviderId>\
         <DateId>20200615T144000Z</DateId><NewsItemId>PONT</NewsItemId><RevisionId>2</RevisionId>\
         <PublicIdentifier>urn:newsml:phare.example:20200615T144000Z:PONT:2</PublicIdentifier>\
         </NewsIdentifier></Identification><NewsManagement><FirstCreated>20200615T144000Z</FirstCreated>\
         <ThisRevisionCreated>20200615T150000Z</ThisRevisionCreated></NewsManagement>{components}\
         </NewsItem></NewsML>"
    )
}

/// A component with a headline and a text.
fn story(attributes: &str, headline: &str, text: &str) -> String {
    format!(
        "<NewsComponent {attributes}><NewsLines><HeadLine>{headline}</HeadLine>\
         <ByLine>Par Anne Morel</ByLine><KeywordLine>pont</KeywordLine></NewsLines>\
         <AdministrativeMetadata><Provider><Party FormalName='APO'/></Provider></AdministrativeMetadata>\
         <DescriptiveMetadata><SubjectCode><Subject FormalName='04000000'/></SubjectCode>\
         <SubjectCode><Subject FormalName='Transports'/></SubjectCode></DescriptiveMetadata>\
         <ContentItem><DataContent><nitf><body><body.head><hedline><hl1>x</hl1></hedline></body.head>\
         <body.content><p>{text}</p><p>Fin.</p><media><media-caption>Photo</media-caption></media>\
         </body.content></body></nitf></DataContent></ContentItem></NewsComponent>"
    )
}

#[test]
fn a_component_with_headline_and_text_is_an_article() {
    let found = &check(&item(&story("", "Le pont", "Il rouvre.")))[0];
    assert_eq!(found.id, "urn:newsml:phare.example:20200615T144000Z:PONT");
    assert_eq!((found.title.as_str(), found.body.as_str()), ("Le pont", "Il rouvre.\nFin."));
    assert_eq!(found.published.as_ref().expect("a date").iso, "2020-06-15T14:40:00+00:00");
    assert_eq!(found.modified.as_ref().expect("a date").iso, "2020-06-15T15:00:00+00:00");
    assert_eq!((found.source.as_str(), found.section.as_str()), ("APO", "Transports"));
    assert_eq!(
        (found.authors.join("|"), found.tags.join("|")),
        ("Anne Morel".into(), "pont".into())
    );
    assert_eq!(found.language, "fr");
}

#[test]
fn revisions_share_their_id_even_where_each_has_its_date() {
    let first = item(&story("", "Le pont", "Il rouvre."));
    let dated = first.replace("<DateId>20200615T144000Z", "<DateId>20200615T150000Z");
    assert_eq!(check(&first)[0].id, check(&dated)[0].id);
}

#[test]
fn several_stories_of_an_item_are_told_apart() {
    let both = story("Duid='a' xml:lang='fr'", "Le pont", "Il rouvre.")
        + &story("xml:lang='nl'", "De brug", "Hij gaat open.");
    let found = check(&item(&format!("<NewsComponent>{both}</NewsComponent>")));
    let told: Vec<_> =
        found.iter().map(|article| (&article.id[46..], &*article.language)).collect();
    assert_eq!(told, [("#a", "fr"), ("#2", "nl")]);
}

#[test]
fn texts_of_parts_fill_the_article_and_captions_do_not() {
    let part = |role: &str, text: &str| {
        format!(
            "<NewsComponent><Role FormalName='{role}'/><ContentItem><DataContent>{text}\
                 </DataContent></ContentItem></NewsComponent>"
        )
    };
    let found = check(&item(&format!(
        "<NewsComponent><NewsLines><HeadLine>Le pont</HeadLine></NewsLines>{}{}{}{}</NewsComponent>",
        part("Title", "Le pont"),
        part("Lead", "Enfin"),
        part("Body", "Un &lt;b&gt;jour&lt;/b&gt;."),
        part("Caption", "Photo"),
    )));
    assert_eq!((found[0].title.as_str(), found[0].description.as_str()), ("Le pont", "Enfin"));
    assert_eq!(found[0].body, "Un jour.");
}

#[test]
fn a_message_of_the_second_generation_holds_items() {
    let item = |guid: &str, content: &str| {
        format!(
            "<newsItem guid='{guid}' version='3' xml:lang='fr-FR'><itemMeta><provider literal='APO'/>\
             <versionCreated>2020-06-15T15:00:00Z</versionCreated><firstCreated>2020-06-15T14:40:00Z\
             </firstCreated></itemMeta><contentMeta><headline>Le pont</headline><by>Par A. Morel</by>\
             <description role='abstract'>Enfin</description><keyword>pont</keyword>\
             <subject qcode='medtop:1'><name>Transports</name></subject></contentMeta>\
             <contentSet>{content}</contentSet></newsItem>"
        )
    };
    let page = "<inlineXML><html><head><title>x</title></head><body><h1>Le pont</h1><p>Il rouvre.</p>\
                </body></html></inlineXML>";
    let nitf = "<inlineXML><nitf><body><body.content><p>Il rouvre.</p></body.content></body></nitf></inlineXML>";
    let plain = "<inlineData>Il rouvre.</inlineData>";
    let message = [("a", page), ("b", nitf), ("c", plain)]
        .map(|(guid, content)| item(guid, content))
        .concat();
    let found = check(&format!("<newsMessage><itemSet>{message}</itemSet></newsMessage>"));
    assert_eq!(found.iter().map(|article| &*article.id).collect::<Vec<_>>(), ["a", "b", "c"]);
    for article in found {
        assert_eq!((article.title.as_str(), article.body.as_str()), ("Le pont", "Il rouvre."));
        assert_eq!((article.description.as_str(), article.source.as_str()), ("Enfin", "APO"));
        assert_eq!((article.section.as_str(), article.tags), ("Transports", vec!["pont".into()]));
        assert_eq!(article.authors, ["A. Morel"]);
        assert_eq!(article.published.expect("a date").iso, "2020-06-15T14:40:00+00:00");
    }
}

#[test]
fn nitf_stands_alone() {
    let found = &check(
        "<nitf><head><title>x</title><tobject><tobject.subject tobject.subject.type='Transports'/>\
         </tobject><docdata><doc-id id-string='apo.1'/><date.issue norm='20200615T164000+0200'/>\
         <key-list><keyword key='pont'/></key-list></docdata><pubdata name='Le Phare'/></head><body>\
         <body.head><hedline><hl1>Le pont</hl1></hedline><byline>par <person>A. Morel</person></byline>\
         <abstract><p>Enfin</p></abstract></body.head><body.content><p>Il rouvre.</p></body.content>\
         </body></nitf>",
    )[0];
    assert_eq!((found.id.as_str(), found.title.as_str()), ("apo.1", "Le pont"));
    assert_eq!((found.description.as_str(), found.body.as_str()), ("Enfin", "Il rouvre."));
    assert_eq!((found.source.as_str(), found.section.as_str()), ("Le Phare", "Transports"));
    assert_eq!((found.authors.join("|"), found.tags.join("|")), ("A. Morel".into(), "pont".into()));
    assert_eq!(found.published.as_ref().expect("a date").iso, "2020-06-15T16:40:00+02:00");
}

#[test]
fn nitf_has_headings_in_its_text_and_titles_of_its_authors() {
    let document = |second: &str| {
        format!(
            "<nitf baselang='fr-CA'><body><body.head><hedline><hl1>Le pont</hl1>{second}</hedline>\
             <byline>Par Anne Morel<byttl>Grand reporter</byttl></byline></body.head><body.content>\
             <p>Il rouvre.</p><hl2>La suite</hl2><p>Enfin.</p></body.content></body></nitf>"
        )
    };
    for (second, expected) in [("", ""), ("<hl2>Le pont</hl2>", ""), ("<hl2>Tôt</hl2>", "Tôt")] {
        let found = &check(&document(second))[0];
        assert_eq!(found.description, expected, "with {second}");
        assert_eq!(found.body, "Il rouvre.\nLa suite\nEnfin.");
        assert_eq!((found.authors.join("|"), found.language.as_str()), ("Anne Morel".into(), "fr"));
    }
}

#[test]
fn the_head_of_a_page_is_no_text_of_its_item() {
    let found = &check(
        "<newsItem guid='a'><contentMeta><headline>Le pont</headline></contentMeta><contentSet>\
         <inlineXML><html><body><header><ul><li>Transports</li></ul><h1>Le pont</h1></header>\
         <section><p>Il rouvre.</p><p>Enfin.</p></section></body></html></inlineXML></contentSet>\
         </newsItem>",
    )[0];
    assert_eq!(found.body, "Il rouvre.\nEnfin.");
}

#[test]
fn what_holds_no_text_or_is_cut_says_so() {
    let reasons = |document: &str| {
        read(document.as_bytes())
            .into_iter()
            .filter_map(|(_, record)| record.err())
            .collect::<Vec<_>>()
    };
    assert_eq!(reasons("<newsMessage/>"), [Reason::NoItem]);
    assert_eq!(reasons(&item("")), [Reason::NoText]);
    let whole = item(&story("", "Le pont", "Il rouvre."));
    assert_eq!(reasons(&whole[..whole.len() - 30]), [Reason::CutShort]);
}

#[test]
fn a_headline_below_another_is_the_standfirst() {
    let found = &check(
        "<newsItem guid='a' xml:lang='fr'><contentMeta><headline role='hld:subHeadline'>Tôt</headline>\
         <headline>Le pont</headline><subject><name xml:lang='en'>Bridges</name>\
         <name xml:lang='fr-FR'>Ponts</name></subject></contentMeta></newsItem>",
    )[0];
    assert_eq!((found.title.as_str(), found.description.as_str()), ("Le pont", "Tôt"));
    assert_eq!(found.section, "Ponts");
}

#[test]
fn an_item_of_the_time_before_has_its_text_by_itself() {
    let found = &check(
        "<newsitem itemid='7' date='1996-08-20' xml:lang='fr'><title>FRANCE: Le pont.</title>\
         <headline>Le pont.</headline><text><p>Il rouvre.</p><p>Enfin.</p></text></newsitem>",
    )[0];
    assert_eq!((found.id.as_str(), found.title.as_str()), ("7", "Le pont."));
    assert_eq!(found.body, "Il rouvre.\nEnfin.");
    assert_eq!(found.published.as_ref().expect("a date").iso, "1996-08-20");
}

#[test]
fn files_of_a_document_type_are_passed_over() {
    let document = item(&story("", "Le pont", "Il rouvre."));
    let head =
        "<!DOCTYPE NewsML PUBLIC 'urn:newsml' 'a.dtd' [<!ENTITY % nitf SYSTEM 'b.dtd'> %nitf; ]>";
    assert_eq!(check(&format!("{head}{document}")), check(&document));
}

#[test]
fn a_picture_beside_a_text_hides_nothing() {
    let content = |media: &str, text: &str| {
        format!(
            "<ContentItem><MediaType FormalName='{media}'/><DataContent>{text}</DataContent></ContentItem>"
        )
    };
    let found = check(&item(&format!(
        "<NewsComponent><NewsLines><HeadLine>Le pont</HeadLine></NewsLines><NewsComponent>{}{}</NewsComponent>\
         <NewsComponent>{}</NewsComponent></NewsComponent>",
        content("Text", "Il rouvre."),
        content("Photo", "iVBORw0KGgo="),
        content("Photo", "iVBORw0KGgo="),
    )));
    assert_eq!(found.iter().map(|article| &*article.body).collect::<Vec<_>>(), ["Il rouvre."]);
}

#[test]
fn of_contents_that_say_the_same_one_is_taken() {
    let contents = "<ContentItem><DataContent><p>Il rouvre.</p></DataContent></ContentItem>\
                    <ContentItem><DataContent>Il rouvre.</DataContent></ContentItem>";
    for (equivalents, expected) in [("yes", "Il rouvre."), ("no", "Il rouvre.\nIl rouvre.")] {
        let found = check(&item(&format!(
            "<NewsComponent EquivalentsList='{equivalents}'><NewsLines><HeadLine>Le pont</HeadLine>\
             </NewsLines>{contents}</NewsComponent>"
        )));
        assert_eq!(found[0].body, expected);
    }
}

#[test]
fn documents_of_nitf_in_others_or_one_behind_the_other_are_articles() {
    let one = |title: &str, day: u8| {
        format!(
            "<nitf><head><docdata><date.issue norm='2023050{day}T100000Z'/></docdata></head><body><body.head>\
             <hedline><hl1>{title}</hl1></hedline></body.head><body.content><p>Il rouvre.</p></body.content></body></nitf>"
        )
    };
    let both = one("Le pont", 3) + "<?xml version='1.0'?>" + &one("Le quai", 4);
    let wrapped = format!("<dispatches>{both}</dispatches>");
    for file in [&both, &wrapped] {
        let found = check(file);
        let found: Vec<_> = found
            .iter()
            .map(|it| (it.title.as_str(), it.published.as_ref().map_or("", |date| date.day())))
            .collect();
        assert_eq!(found, [("Le pont", "2023-05-03"), ("Le quai", "2023-05-04")], "in {file}");
        let head = Head::new(Path::new("a.xml"), file.as_bytes());
        assert_eq!(NewsMl.claims(&head), Claim::ByContent);
    }
    let cut = &both[..both.len() - 20];
    assert_eq!(
        read(cut.as_bytes()).last().map(|(_, last)| last.clone()),
        Some(Err(Reason::CutShort))
    );
}
