//! What values look like under names that say nothing: a day, and beside it a title.
//!
//! It knows no element that is an article.

use crate::article::Article;
use crate::ingest::date::parse_date;
use crate::ingest::markup::Element;
use crate::ingest::record::element::field_of;
use crate::ingest::record::field::FieldNames;

/// Most bytes of a day with its hour.
const DAY_BYTES: usize = 40;

/// Most bytes of a title.
const TITLE_BYTES: usize = 200;

/// Tells whether a value is a day.
pub(super) fn is_day(value: &str) -> bool {
    let value = value.trim();
    let has_figure = || value.bytes().any(|byte| byte.is_ascii_digit());
    value.len() <= DAY_BYTES && has_figure() && parse_date(value).is_some()
}

/// Gives an article without a date the first day that stands in its element under a name that
/// says nothing, and where it has no title either the first few words that do.
pub(super) fn fill(article: &mut Article, element: Element<'_, '_>, names: &FieldNames) {
    if article.published.is_some() || article.unread_date.is_some() {
        return;
    }
    let attributes = element.attributes().filter(|(name, _)| names.find(name).is_none());
    let attributes = attributes.map(|(_, value)| value.trim().to_owned());
    let is_unnamed =
        |it: &Element<'_, '_>| it.children().next().is_none() && field_of(*it, names).is_none();
    let elements = element.descendants().filter(is_unnamed).map(Element::line);
    let values: Vec<String> = attributes.chain(elements).collect();
    let Some(day) = values.iter().find(|value| is_day(value)) else { return };
    article.published = parse_date(day);
    let is_title =
        |value: &&String| value.len() <= TITLE_BYTES && value.contains(' ') && !is_day(value);
    if article.title.is_empty()
        && let Some(title) = values.iter().find(is_title)
    {
        article.title.clone_from(title);
    }
}
