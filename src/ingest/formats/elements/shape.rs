//! What values look like under names that say nothing: a day, and beside it a title.
//!
//! It knows no element that is an article.

use super::names::{NO_TEXT, RUNNING};
use crate::article::Article;
use crate::ingest::date::parse_date;
use crate::ingest::markup::{Element, is_one};
use crate::ingest::record::element::field_of;
use crate::ingest::record::field::{Field, FieldNames};

/// Most bytes of a day with its hour.
const DAY_BYTES: usize = 40;

/// Most bytes of a title.
const TITLE_BYTES: usize = 200;

/// Bytes of a text beside the body that is one of the article.
const LEAST_TEXT: usize = 40;

/// Adds to an article what stands beside the element that is its body, under a name that says
/// nothing: a text, or above it a few words that are the title of one without.
pub(super) fn take_beside(article: &mut Article, element: Element<'_, '_>, names: &FieldNames) {
    let is_body =
        |it: &Element<'_, '_>| field_of(*it, names).is_some_and(|(field, _)| field == Field::Body);
    let Some(body) = element.descendants().find(is_body) else { return };
    let mut is_above = true;
    for one in body.parent().into_iter().flat_map(Element::children) {
        is_above &= !is_body(&one);
        let is_text = field_of(one, names).is_none()
            && !is_one(one.name(), &NO_TEXT)
            && one.descendants().all(|inner| is_one(inner.name(), &RUNNING));
        let text = if is_text { one.prose() } else { String::new() };
        let may_be_title = is_above && article.title.is_empty() && text.len() <= TITLE_BYTES;
        if is_day(&text) || text.starts_with('©') || !text.contains(' ') {
            continue;
        }
        if may_be_title {
            article.title = text;
        } else if text.len() >= LEAST_TEXT {
            article.body.push('\n');
            article.body.push_str(&text);
        }
    }
}

/// Tells whether a value is a day.
pub(super) fn is_day(value: &str) -> bool {
    let value = value.trim();
    let has_figure = || value.bytes().any(|byte| byte.is_ascii_digit());
    value.len() <= DAY_BYTES && has_figure() && parse_date(value).is_some()
}

/// Gives an article without a date the first day that stands in its element under a name that
/// says nothing, and where it has no title either the first few words that do; a text that is
/// all of the element starts behind them.
pub(super) fn fill(article: &mut Article, element: Element<'_, '_>, names: &FieldNames) {
    let is_dated = article.published.is_some() || article.unread_date.is_some();
    let attributes = element.attributes().filter(|(name, _)| names.find(name).is_none());
    let attributes = attributes.map(|(_, value)| value.trim().to_owned());
    let is_unnamed =
        |it: &Element<'_, '_>| it.children().next().is_none() && field_of(*it, names).is_none();
    let elements = element.descendants().filter(is_unnamed).map(Element::line);
    let values: Vec<String> = attributes.chain(elements).collect();
    if !is_dated {
        let Some(day) = values.iter().find(|value| is_day(value)) else { return };
        article.published = parse_date(day);
    }
    let is_title = |value: &&String| {
        value.len() <= TITLE_BYTES
            && value.contains(' ')
            && !is_day(value)
            && (!is_dated || article.body.starts_with(*value))
    };
    if article.title.is_empty()
        && let Some(title) = values.iter().find(is_title)
    {
        article.title.clone_from(title);
        let is_said = |text: &String| *text == article.title || is_day(text);
        if article.body.starts_with(&article.title) {
            let texts = element.children().map(Element::prose).filter(|text| !is_said(text));
            article.body = texts.collect::<Vec<_>>().join("\n");
        }
    }
}
