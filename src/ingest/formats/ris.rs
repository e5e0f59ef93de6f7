//! RIS, as Zotero, Europresse and libraries write references: a tag of two letters at the head
//! of each line, `TY  - NEWS` first, `ER  -` last; with one blank where a hand wrote them.

use crate::article::Article;
use crate::error::Result;
use crate::ingest::bytes::source::Source;
use crate::ingest::format::{About, Claim, Content, Format, Head, Out};
use crate::ingest::press::byline;
use crate::ingest::press::cut::{Cut, Mark, read_cut};
use crate::ingest::record::field::{FieldNames, RankedField};
use crate::ingest::record::named_fields::NamedFields;
use crate::rejection::Reason;

/// The tags, best first where several fill one field, and a name that this field goes by.
const TAGS: [(&str, &str); 20] = [
    ("ID", "id"),
    ("AN", "id"),
    ("UR", "url"),
    ("TI", "title"),
    ("T1", "title"),
    ("AB", "abstract"),
    ("N2", "abstract"),
    ("DA", "date"),
    ("PY", "date"),
    ("Y1", "date"),
    ("T2", "source"),
    ("JO", "source"),
    ("JF", "source"),
    ("JA", "source"),
    ("PB", "source"),
    ("SE", "section"),
    ("AU", "author"),
    ("A1", "author"),
    ("KW", "tags"),
    ("LA", "language"),
];

/// References in RIS.
pub(in crate::ingest::formats) struct Ris;

impl Format for Ris {
    fn about(&self) -> &'static About {
        &About {
            name: "ris",
            version: 2,
            noun: "references in RIS",
            extensions: &["ris"],
            shared: &["txt", "text"],
            help: "each reference of RIS, `TY  - …` to `ER  -`",
            content: Content::Prose,
            may_be_empty: false,
        }
    }

    fn claims(&self, head: &Head<'_>) -> Claim {
        head.claim(self.about(), || starts_reference(head.start()))
    }

    fn read(&self, source: Source<'_>, out: &mut dyn Out) -> Result<()> {
        let names = out.names().clone();
        let mark = |line: &[u8]| if starts_reference(line) { Mark::Start } else { Mark::Within };
        let read = move |text: &str| article(text, &names);
        read_cut(source, out, Cut { sign: b'\n', mark, read, end: "\nER ".to_owned() })
    }
}

/// Tells whether a reference starts with a line.
fn starts_reference(line: &[u8]) -> bool {
    let line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line);
    line.starts_with(b"TY  - ") || line.starts_with(b"TY - ")
}

/// Returns the article that a reference is of.
fn article(text: &str, names: &FieldNames) -> Result<Article, Reason> {
    let mut record = NamedFields::default();
    let mut values: Vec<(RankedField, String)> = Vec::new();
    // A line without tag goes on with the one before, where that is read.
    let mut is_read = false;
    let is_narrow = text.trim_start_matches('\u{FEFF}').starts_with("TY - ");
    let sign = if is_narrow { " -" } else { "  -" };
    for line in text.lines().map(str::trim) {
        match tagged(line, sign) {
            Some((tag, value)) => {
                let field = field(tag, names);
                is_read = field.is_some();
                values.extend(field.map(|field| (field, value.to_owned())));
            }
            None => {
                if let Some((_, value)) = values.last_mut().filter(|_| is_read && !line.is_empty())
                {
                    value.push('\n');
                    value.push_str(line);
                }
            }
        }
    }
    let (author, _) = names.find("author").unzip();
    let (date, _) = names.find("date").unzip();
    for (field, value) in &values {
        if Some(field.0) == author {
            for name in byline::people(value) {
                record.add(*field, &name);
            }
        } else if Some(field.0) == date {
            // `2019/02/17/`, and `2019///` where there is a year alone.
            record.add(*field, &value.trim_end_matches('/').replace('/', "-"));
        } else {
            record.add(*field, value);
        }
    }
    record.into_article()
}

/// Returns the tag of a line, and its value behind this sign.
fn tagged<'l>(line: &'l str, sign: &str) -> Option<(&'l str, &'l str)> {
    let (tag, rest) = line.split_at_checked(2)?;
    let value = rest.strip_prefix(sign)?;
    let is_tag = tag.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    is_tag.then_some((tag, value.trim()))
}

/// Returns the field that a tag fills; its place among the tags is the rank.
fn field(tag: &str, names: &FieldNames) -> Option<RankedField> {
    let place = TAGS.iter().position(|(known, _)| *known == tag)?;
    names.find(TAGS[place].1).map(|(field, _)| (field, place + 1))
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;
    use std::path::Path;

    use super::*;
    use crate::ingest::test_sink::TestSink;
    use crate::render::said::reason_sentence;

    fn read(text: &str) -> TestSink {
        let input = Box::new(Cursor::new(text.to_owned()));
        TestSink::by(|source, out| Ris.read(source, out), "a.ris", input)
    }

    const ONE: &str = "TY  - NEWS\r\nTI  - Le pont rouvre\r\nAU  - Morel, Anne\r\nAU  - Petit, Jean\r\nPY  - \
                       2019\r\nDA  - 2019/02/17/\r\nT2  - Le Phare\r\nAB  - Les camions\r\nattendent.\r\nKW  - \
                       pont\r\nKW  - quai\r\nN1  - À relire\r\nUR  - https://phare.example/a\r\nLA  - fr\r\nER  - \r\n";

    #[test]
    fn each_reference_is_an_article_with_its_fields() {
        let found = read(&format!("\u{FEFF}{ONE}\r\n{}", ONE.replace("/a", "/b")));
        assert_eq!(found.rejected(), <[String; 0]>::default());
        let found: Vec<&Article> = found.articles().collect();
        assert_eq!(found.len(), 2);
        let one = found[0];
        assert_eq!((one.title.as_str(), one.source.as_str()), ("Le pont rouvre", "Le Phare"));
        assert_eq!(
            (one.authors.join("|"), one.tags.join("|")),
            ("Anne Morel|Jean Petit".to_owned(), "pont|quai".to_owned(),)
        );
        assert_eq!(one.published.as_ref().expect("a day").iso, "2019-02-17");
        assert_eq!(
            (one.description.as_str(), one.language.as_str()),
            ("Les camions\nattendent.", "fr",)
        );
        assert_eq!(found[1].url, "https://phare.example/b");
    }

    #[test]
    fn dates_may_be_of_a_month_or_a_year() {
        for (date, expected) in [("PY  - 2019///", "2019"), ("Y1  - 2019/02//", "2019-02")] {
            let found = read(&format!("TY  - NEWS\nTI  - Le pont\n{date}\nER  - \n"));
            let days =
                found.articles().map(|it| it.published.as_ref().expect("a date").iso.as_str());
            assert_eq!(days.collect::<Vec<_>>(), [expected]);
        }
    }

    #[test]
    fn a_reference_cut_short_is_told() {
        let found = read(&ONE[..60]);
        assert_eq!(found.rejected(), [format!("a.ris:1: {}", reason_sentence(&Reason::NoEnd))]);
        assert_eq!(read("TY  - NEWS\nER  - \n").articles().count(), 0);
    }

    #[test]
    fn references_are_known_by_their_first_line() {
        let claim = |text: &str| Ris.claims(&Head::new(Path::new("a.txt"), text.as_bytes()));
        assert_eq!(claim(ONE), Claim::ByContent);
        assert_eq!(claim("Le pont rouvre\nTY  - NEWS\n"), Claim::No);
    }

    #[test]
    fn tags_may_have_one_blank_behind_them() {
        let one = |title: &str| {
            format!(
                "TY - NEWS\nTI - {title}\nAB - Les camions\nattendent.\nDA - 2019/02/17\nER - \n"
            )
        };
        let text = one("Le pont rouvre") + &one("Le quai ferme");
        let found = read(&text);
        assert_eq!(found.rejected(), <[String; 0]>::default());
        let told: Vec<_> =
            found.articles().map(|it| (it.title.as_str(), it.description.as_str())).collect();
        let text_of = "Les camions\nattendent.";
        assert_eq!(told, [("Le pont rouvre", text_of), ("Le quai ferme", text_of)]);
        let claim = |text: &str| Ris.claims(&Head::new(Path::new("a.txt"), text.as_bytes()));
        assert_eq!(claim(&text), Claim::ByContent);
        let found = read(&ONE.replace("AB  - Les camions", "AB  - Les camions\r\nUN - deux"));
        assert_eq!(
            found.articles().next().expect("one").description,
            "Les camions\nUN - deux\nattendent."
        );
    }
}
