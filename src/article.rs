//! The article: a news item as read from an input, before it is indexed.
//!
//! It owns the names and the meaning of the fields. It knows no format and no
//! index.

use std::fmt;

use jiff::Timestamp;
use jiff::civil;

use crate::calendar::PARIS;

/// A news item. Empty strings and lists mean that the input did not say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Article {
    /// Identifies the article in the index; the same id again replaces it.
    pub id: String,
    /// Where it was published.
    pub url: String,
    /// The headline.
    pub title: String,
    /// The title was made from the opening words, the input gave none.
    pub title_derived: bool,
    /// The standfirst.
    pub description: String,
    /// The text.
    pub body: String,
    /// When it was published; `None` when the input does not say or cannot be read.
    pub published: Option<Date>,
    /// What the input says of the publication date when that cannot be read; it is
    /// told of and not kept in the index.
    pub unread_date: Option<String>,
    /// When it was last changed.
    pub modified: Option<Date>,
    /// Newspaper, agency or site.
    pub source: String,
    /// The source was made from the address, the input gave none.
    pub source_derived: bool,
    /// Part of the paper.
    pub section: String,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Key words given by editors.
    pub tags: Vec<String>,
    /// ISO 639-1 code.
    pub language: String,
    /// The language is a guess, and not a sure one.
    pub language_unsure: bool,
    /// When an index first had it; what a collection or an export tells, not an input.
    pub first_indexed: FirstIndexed,
}

/// When an index first had an article.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum FirstIndexed {
    /// When it is added, unless the index has it already.
    #[default]
    Now,
    /// Nobody knows: older versions did not keep it.
    Unknown,
    /// Then.
    At(Timestamp),
}

impl FirstIndexed {
    /// Returns the moment, where it is known.
    #[must_use]
    pub fn moment(self) -> Option<Timestamp> {
        match self {
            Self::At(moment) => Some(moment),
            Self::Now | Self::Unknown => None,
        }
    }
}

/// A field whose words are searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TextField {
    /// The headline.
    Title,
    /// The standfirst.
    Description,
    /// The text.
    Body,
}

impl TextField {
    /// All of them, in the order of an article.
    pub const ALL: [TextField; 3] = [TextField::Title, TextField::Description, TextField::Body];

    /// Returns its name in output for programs.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            TextField::Title => "title",
            TextField::Description => "description",
            TextField::Body => "body",
        }
    }
}

/// A year, a month, a day or a moment, with the precision of the input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Date {
    /// ISO 8601: `1904`, `1904-10`, `2020-07-03` or `2020-07-03T00:59:02+02:00`.
    pub iso: String,
    /// Seconds since 1970 in UTC; the first second of what lasts a day or longer.
    pub seconds: i64,
}

/// Half a day in seconds: no day starts so far from the one of UTC.
const HALF_DAY: i64 = 43_200;

impl Date {
    /// Reads a date in the form of [`Self::iso`]; days begin in Paris.
    #[must_use]
    pub fn from_iso(iso: &str) -> Option<Self> {
        let moment = match first_day(iso) {
            Some(day) => day.to_zoned(PARIS.clone()).ok()?.timestamp(),
            None => iso.parse::<Timestamp>().ok()?,
        };
        Some(Self { iso: iso.to_owned(), seconds: moment.as_second() })
    }

    /// Returns how many days it lasts: a year, a month or a day; `None` for a moment.
    #[must_use]
    pub fn days(&self) -> Option<u16> {
        let first = first_day(&self.iso)?;
        Some(match self.iso.len() {
            4 => first.days_in_year().unsigned_abs(),
            7 => first.days_in_month().unsigned_abs().into(),
            _ => 1,
        })
    }

    /// Returns the number, from 1 January 1970, of the day that starts at this second in the
    /// zone in which the days of dates begin.
    #[must_use]
    pub(crate) fn day_number(seconds: i64) -> i64 {
        (seconds + HALF_DAY).div_euclid(2 * HALF_DAY)
    }

    /// Returns the day as `2020-07-03`, in the time zone of the input; the month or the year
    /// when that is all there is.
    #[must_use]
    pub fn day(&self) -> &str {
        self.iso.get(..10).unwrap_or(&self.iso)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.iso)
    }
}

/// Returns the first day of a year, a month or a day in ISO 8601.
fn first_day(iso: &str) -> Option<civil::Date> {
    let part = |range: std::ops::Range<usize>| {
        let figures = iso.get(range)?;
        let is_number = figures.bytes().all(|byte| byte.is_ascii_digit());
        figures.parse().ok().filter(|_| is_number)
    };
    let is_parted = |at: usize| iso.as_bytes().get(at) == Some(&b'-');
    let year = part(0..4)?;
    let (month, day) = match iso.len() {
        4 => (1, 1),
        7 if is_parted(4) => (part(5..7)?, 1),
        10 if is_parted(4) && is_parted(7) => (part(5..7)?, part(8..10)?),
        _ => return None,
    };
    civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// The name and value in front of an article that limier has exported.
pub(crate) const EXPORT: (&str, &str) = ("exported_by", "limier");

/// What an article that limier has exported calls the moment when it was first indexed.
pub(crate) const ADDED: &str = "added";

/// What a line of an export begins with that holds a decision about its articles, and no
/// article; the decision and a closing brace follow.
pub(crate) const EXPORTED_DECISION: &str = r#"{"exported_by":"limier","decision":"#;

/// What a line of an export begins with that tells of all its articles, and holds none; what it
/// tells and a closing brace follow.
pub(crate) const EXPORTED_ABOUT: &str = r#"{"exported_by":"limier","about":"#;

/// Most characters of a title made from the opening words.
const DERIVED_TITLE_CHARS: usize = 80;

impl Article {
    /// Gives an article without title its opening words as one, and marks it.
    ///
    /// The words come from the standfirst or else from the body, whole, and end
    /// in `…` where the text goes on.
    pub fn derive_title(&mut self) {
        if !self.title.is_empty() {
            return;
        }
        let text = if self.description.is_empty() { &self.body } else { &self.description };
        let mut title = String::new();
        let mut chars = 0;
        let mut words = text.split_whitespace();
        for word in words.by_ref() {
            chars += word.chars().count() + 1;
            if chars > DERIVED_TITLE_CHARS && !title.is_empty() {
                title.push('…');
                break;
            }
            if !title.is_empty() {
                title.push(' ');
            }
            title.extend(word.chars().take(DERIVED_TITLE_CHARS));
            if word.ends_with(['.', '!', '?']) && word.chars().count() > 2 {
                break;
            }
        }
        self.title = title;
        self.title_derived = !self.title.is_empty();
    }

    /// Takes off the blanks around its texts, of whatever kind.
    pub fn trim(&mut self) {
        for text in [
            &mut self.id,
            &mut self.url,
            &mut self.title,
            &mut self.description,
            &mut self.body,
            &mut self.source,
            &mut self.section,
        ] {
            let trimmed = text.trim();
            if trimmed.len() < text.len() {
                *text = trimmed.to_owned();
            }
        }
    }

    /// Returns the text of a field, as it was given: none for a title made from the
    /// opening words.
    #[must_use]
    pub fn text(&self, field: TextField) -> &str {
        match field {
            TextField::Title if self.title_derived => "",
            TextField::Title => &self.title,
            TextField::Description => &self.description,
            TextField::Body => &self.body,
        }
    }

    /// Returns how many bytes its texts have.
    #[must_use]
    pub fn text_bytes(&self) -> usize {
        self.title.len() + self.description.len() + self.body.len()
    }

    /// Returns where in the body, in bytes, the standfirst ends when it only repeats
    /// the opening of the body.
    ///
    /// Many exports fill the standfirst so; blanks count as equal whatever their
    /// kind and number. Such a standfirst needs no place of its own in the index.
    #[must_use]
    pub fn description_in_body(&self) -> Option<usize> {
        let (mut opening, mut body) = (self.description.as_str(), self.body.as_str());
        if opening.is_empty() {
            return None;
        }
        loop {
            let same = opening.bytes().zip(body.bytes()).take_while(|(one, other)| one == other);
            let same = opening.floor_char_boundary(same.count());
            let (opening_rest, body_rest) = (&opening[same..], &body[same..]);
            if opening_rest.is_empty() {
                let whole_word = !body_rest.starts_with(char::is_alphanumeric);
                return whole_word.then_some(self.body.len() - body_rest.len());
            }
            let next = (opening_rest.trim_start(), body_rest.trim_start());
            // Where they differ there must be a blank in both, there or just before,
            // and something must follow in both.
            let shared_blank = opening[..same].ends_with(char::is_whitespace);
            let blank = |rest: &str, next: &str| rest.len() > next.len() || shared_blank;
            let differ = next.0.starts_with(|char| !next.1.starts_with(char));
            if differ || !blank(opening_rest, next.0) || !blank(body_rest, next.1) {
                return None;
            }
            (opening, body) = next;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn derived(body: &str) -> String {
        let mut article = Article { body: body.to_owned(), ..Article::default() };
        article.derive_title();
        assert_eq!(article.title_derived, !body.trim().is_empty());
        article.title
    }

    #[test]
    fn a_title_is_made_from_the_first_sentence_or_the_opening_words() {
        assert_eq!(derived("Le pont rouvre. Les camions attendent."), "Le pont rouvre.");
        assert_eq!(derived("M. Dupont est là. Il parle."), "M. Dupont est là.");
        assert_eq!(
            derived(&"mot ".repeat(60)),
            format!("{}…", "mot ".repeat(20).trim_end()),
            "whole words, at most 80 characters"
        );
        assert_eq!(derived(" \n "), "");
    }

    #[test]
    fn a_stored_date_is_read_back() {
        let seconds = |iso: &str| Date::from_iso(iso).map(|date| (date.iso, date.seconds));
        let check = |iso: &str, expected: i64| {
            assert_eq!(seconds(iso), Some((iso.to_owned(), expected)));
        };
        check("1970-01-02", 82_800);
        check("2020-07-03T00:59:02+02:00", 1_593_730_742);
        check("2020-07-02T22:59:02+00:00", 1_593_730_742);
        check("1850-01-01T12:00:00+00:09:21", -3_786_782_961);
        check("2020-07", 1_593_554_400);
        check("1904", -2_082_845_361);
        for wrong in [
            "",
            "202",
            "20-7",
            "+020",
            "2020-13",
            "2020-00",
            "2020/07",
            "juillet",
            "2020-07-32",
            "2020-07-03T00:59:02",
        ] {
            assert_eq!(seconds(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn a_date_without_hour_lasts_days() {
        let days = |iso: &str| Date::from_iso(iso).expect("a date").days();
        assert_eq!((days("2020"), days("1900")), (Some(366), Some(365)));
        assert_eq!((days("2020-02"), days("2020-02-03")), (Some(29), Some(1)));
        assert_eq!(days("2020-07-03T00:59:02+02:00"), None);
    }

    #[test]
    fn a_day_has_the_number_of_its_date() {
        let number = |iso: &str| Date::day_number(Date::from_iso(iso).expect("a date").seconds);
        assert_eq!((number("1970-01-01"), number("1970-01-02"), number("1969")), (0, 1, -365));
        for year in 1600..=2200 {
            for month in 1..=12 {
                let day = civil::Date::constant(year, month, 28);
                let since = (day - civil::Date::constant(1970, 1, 1)).get_days();
                assert_eq!(number(&day.to_string()), i64::from(since), "{day}");
            }
        }
    }

    #[test]
    fn a_title_that_was_given_stays() {
        let mut article =
            Article { title: "Crue".into(), body: "La Loire monte.".into(), ..Article::default() };
        article.derive_title();
        assert_eq!((article.title.as_str(), article.title_derived), ("Crue", false));
    }

    #[test]
    fn a_standfirst_that_opens_the_body_is_recognised() {
        let opens = |description: &str, body: &str| {
            let article = Article {
                description: description.into(),
                body: body.into(),
                ..Article::default()
            };
            article.description_in_body().map(|end| body[..end].to_owned())
        };
        for (description, body, opening) in [
            ("Le pont\u{A0}rouvre", "Le pont rouvre\n\naprès", "Le pont rouvre"),
            ("Le pont\n\n\nrouvre à", "Le pont\nrouvre  à 9 h", "Le pont\nrouvre  à"),
            ("Le pont", "Le pont", "Le pont"),
            ("Le pont", "Le pont.", "Le pont"),
        ] {
            assert_eq!(opens(description, body).as_deref(), Some(opening), "{description:?}");
        }
        for (description, body) in [
            ("", "Le pont rouvre"),
            ("Le pont", ""),
            ("Le pont", "Le pontons"),
            ("Le pont rouvre", "Le pontrouvre"),
            ("Le pontrouvre", "Le pont rouvre"),
            ("Le pont é", "Le pont è"),
            ("Le port rouvre", "Le pont rouvre"),
            ("Le pont rouvre lundi", "Le pont rouvre"),
        ] {
            assert_eq!(opens(description, body), None, "{description:?} and {body:?}");
        }
    }
}
