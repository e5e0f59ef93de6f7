//! `NewsML` 1.2: items of components, some of which are stories.
//!
//! A story is a component with a headline and a text that no component within it has
//! a headline for; captions of pictures belong to none.

use super::name::is_readable;
use super::nitf;
use crate::article::Article;
use crate::ingest::date::parse_date;
use crate::ingest::markup::Element;
use crate::ingest::record::tidy::{distinct, person};
use crate::language_code::language_code;

/// A story and its texts.
type Story<'a, 't> = (Element<'a, 't>, Vec<Element<'a, 't>>);

/// Returns the articles of an item, in order.
pub(super) fn articles(item: Element<'_, '_>, document: Element<'_, '_>) -> Vec<Article> {
    let mut stories = Vec::new();
    for top in item.children().filter(|child| child.is("NewsComponent")) {
        gather(top, (top, &mut None), &mut stories);
    }
    let id = id(item);
    let item_article = of_item(item, document);
    let is_alone = stories.len() == 1;
    let article = |(number, (story, texts)): (usize, Story<'_, '_>)| {
        let part = || story.attribute("Duid").map_or_else(|| number.to_string(), Into::into);
        let id = match &id {
            None => String::new(),
            Some(id) if is_alone => id.clone(),
            Some(id) => format!("{id}#{}", part()),
        };
        Article { id, ..article(&item_article, story, &texts) }
    };
    (1..).zip(stories).map(article).collect()
}

/// Gives every text of a component to the nearest component around it with a headline,
/// here with its place among the stories when it has one.
fn gather<'a, 't>(
    component: Element<'a, 't>,
    around: (Element<'a, 't>, &mut Option<usize>),
    stories: &mut Vec<Story<'a, 't>>,
) {
    let mut own = None;
    let (story, place) =
        if headline(component).is_empty() { around } else { (component, &mut own) };
    // The contents of such a component say the same in several forms.
    let is_one = component.attribute("EquivalentsList").is_some_and(|is| is == "yes");
    let mut is_filled = false;
    for child in component.children() {
        if child.is("NewsComponent") && !is_picture(child) {
            gather(child, (story, place), stories);
        } else if child.is("ContentItem") && !is_picture(child) && !child.text().is_empty() {
            if is_one && std::mem::replace(&mut is_filled, true) {
                continue;
            }
            let place = *place.get_or_insert_with(|| {
                stories.push((story, Vec::new()));
                stories.len() - 1
            });
            stories[place].1.push(child);
        }
    }
}

/// Tells whether a component or a content is a picture, a film or the caption of one.
fn is_picture(part: Element<'_, '_>) -> bool {
    const PICTURES: [&str; 9] = [
        "photo",
        "picture",
        "image",
        "caption",
        "graphic",
        "video",
        "audio",
        "thumbnail",
        "quicklook",
    ];
    let named = |element: Element<'_, '_>| {
        let name = element.attribute("FormalName").unwrap_or_default().to_lowercase();
        PICTURES.contains(&&*name)
    };
    let mut contents = part.children().filter(|child| child.is("ContentItem")).peekable();
    let are_pictures = contents.peek().is_some() && contents.all(is_picture);
    let says_so = ["Role", "MediaType"].into_iter().filter_map(|name| about(part, name)).any(named);
    says_so || are_pictures
}

/// Returns what an item says of all its stories.
fn of_item(item: Element<'_, '_>, document: Element<'_, '_>) -> Article {
    let text = |name: &str| item.find(name).map(Element::line).unwrap_or_default();
    let first = |names: &[&str]| {
        names.iter().map(|name| text(name)).find(|text| !text.is_empty()).unwrap_or_default()
    };
    let (created, revised) = (text("FirstCreated"), text("ThisRevisionCreated"));
    let mut published = first(&["FirstCreated", "DateId", "DateLineDate"]);
    if published.is_empty() {
        published = document.find("DateAndTime").map(Element::text).unwrap_or_default();
    }
    let mut article = Article {
        modified: Some(revised).filter(|date| *date != created).and_then(|date| parse_date(&date)),
        source: first(&["CreditLine", "ProviderId"]),
        tags: distinct(std::iter::once(first(&["SlugLine", "NameLabel"]))),
        ..Article::default()
    };
    article.set_published(published);
    article
}

/// Returns what describes a component; by the rules of the format it stands before its
/// contents.
fn about<'a, 't>(component: Element<'a, 't>, name: &str) -> Option<Element<'a, 't>> {
    let is_content = |child: &Element<'_, '_>| child.is("NewsComponent") || child.is("ContentItem");
    component.children().take_while(|child| !is_content(child)).find(|child| child.is(name))
}

fn article(item: &Article, story: Element<'_, '_>, texts: &[Element<'_, '_>]) -> Article {
    let mut article = Article { title: headline(story), ..item.clone() };
    add_texts(&mut article, texts);
    // What a component does not say, the one around it does.
    let near = |name: &str, read: fn(Element<'_, '_>) -> String| {
        let found = story.around().take_while(|outer| !outer.is("NewsItem"));
        let mut found = found.filter_map(|outer| about(outer, name)).map(read);
        found.find(|text| !text.is_empty()).unwrap_or_default()
    };
    let source = near("AdministrativeMetadata", |administrative| {
        let names =
            ["Provider", "Source"].into_iter().filter_map(|name| administrative.child(name));
        names
            .filter_map(|name| name.find("Party"))
            .find_map(|party| party.attribute("FormalName"))
            .unwrap_or_default()
            .into_owned()
    });
    if !source.is_empty() {
        article.source = source;
    }
    let words = key_words(story);
    if !words.is_empty() {
        article.tags = words;
    }
    article.authors = authors(story);
    article.section = near("DescriptiveMetadata", |descriptive| {
        let mut names =
            descriptive.descendants().filter(|child| child.name().starts_with("Subject"));
        names
            .find_map(|name| name.attribute("FormalName").filter(|name| is_readable(name)))
            .unwrap_or_default()
            .into_owned()
    });
    let language = story.around().find_map(|outer| outer.attribute("lang"));
    let stated = || {
        near("DescriptiveMetadata", |descriptive| {
            let language =
                descriptive.child("Language").and_then(|language| language.attribute("FormalName"));
            language.unwrap_or_default().into_owned()
        })
    };
    article.language = language_code(&language.map_or_else(stated, Into::into));
    article
}

/// Adds the texts of a story to the fields that their roles name.
fn add_texts(article: &mut Article, texts: &[Element<'_, '_>]) {
    for text in texts {
        let role = text.parent().and_then(|parent| about(parent, "Role"));
        let role = role.and_then(|role| role.attribute("FormalName")).unwrap_or_default();
        let prose = match text.find("nitf") {
            Some(nitf) => nitf::body(nitf),
            None => text.find("DataContent").unwrap_or(*text).prose(),
        };
        let field = match role.to_lowercase().as_str() {
            "title" | "headline" => &mut article.title,
            "lead" | "abstract" | "summary" | "subtitle" | "introduction" => {
                &mut article.description
            }
            _ => &mut article.body,
        };
        if role.eq_ignore_ascii_case("title") && !field.is_empty() {
            continue;
        }
        if !field.is_empty() && !prose.is_empty() {
            field.push('\n');
        }
        field.push_str(&prose);
    }
}

/// Returns what all revisions of an item share: its provider, date and name.
fn id(item: Element<'_, '_>) -> Option<String> {
    let text = |name: &str| item.find(name).map(Element::text).filter(|text| !text.is_empty());
    let Some(name) = text("NewsItemId") else {
        // `urn:newsml:exemple.fr:20190121:nom:2` ends in its revision.
        let public = text("PublicIdentifier")?;
        return Some(public.rsplit_once(':').map_or(public.clone(), |(id, _)| id.to_owned()));
    };
    let provider = text("ProviderId").unwrap_or_default();
    // Some agencies give each revision its own date where the first one's is asked for.
    let date = match (text("DateId"), text("FirstCreated")) {
        (Some(date), Some(first)) if text("ThisRevisionCreated").as_ref() == Some(&date) => {
            if parse_date(&date) == parse_date(&first) {
                date
            } else {
                first
            }
        }
        (date, first) => date.or(first).unwrap_or_default(),
    };
    Some(format!("urn:newsml:{provider}:{date}:{name}"))
}

fn headline(component: Element<'_, '_>) -> String {
    let headline = about(component, "NewsLines").and_then(|lines| lines.child("HeadLine"));
    headline.map(Element::line).unwrap_or_default()
}

fn authors(story: Element<'_, '_>) -> Vec<String> {
    let bylines = story.descendants().filter(|element| element.is("ByLine"));
    let bylines = distinct(bylines.map(|byline| person(&byline.line())));
    if !bylines.is_empty() {
        return bylines;
    }
    let administrative = about(story, "AdministrativeMetadata");
    let creator = administrative.and_then(|administrative| administrative.child("Creator"));
    let parties = creator.into_iter().flat_map(Element::children).filter(|party| {
        party.is("Party") && party.attribute("Topic").is_none_or(|topic| topic == "AUTHOR")
    });
    distinct(parties.filter_map(|party| party.attribute("FormalName")).map(Into::into))
}

fn key_words(story: Element<'_, '_>) -> Vec<String> {
    let words = story.descendants().filter_map(|element| {
        if element.is("KeywordLine") {
            return Some(element.line());
        }
        let is_keyword = element.is("Property") && element.attribute("FormalName")? == "Keyword";
        is_keyword.then(|| element.attribute("Value")).flatten().map(Into::into)
    });
    distinct(words)
}
