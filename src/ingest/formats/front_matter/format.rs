//! Texts with front matter: its fields by the names of records, and the text below it.
//!
//! A field that is named as a body never takes the place of the text below.

use std::borrow::Cow;

use super::markdown::{heading, plain};
use super::yaml::parted;
use crate::article::Article;
use crate::error::Result;
use crate::ingest::bytes::encoding;
use crate::ingest::bytes::source::Source;
use crate::ingest::format::{About, Claim, Content, Format, Head, Later, Out};
use crate::ingest::record::field::{Field, FieldNames};
use crate::ingest::record::named_fields::NamedFields;
use crate::read_fault::ReadFault;
use crate::rejection::Reason;

/// Texts with front matter.
pub(in crate::ingest::formats) struct FrontMatter;

impl Format for FrontMatter {
    fn about(&self) -> &'static About {
        &About {
            name: "front-matter",
            version: 3,
            noun: "a text with front matter",
            extensions: &[],
            shared: &["md", "markdown", "txt", "text"],
            help: "the text below fields in YAML (`---`) or TOML (`+++`)",
            content: Content::Prose,
            may_be_empty: false,
        }
    }

    fn claims(&self, head: &Head<'_>) -> Claim {
        head.claim(self.about(), || {
            let start = head.start();
            (start.starts_with(b"---") || start.starts_with(b"+++"))
                && parted(&String::from_utf8_lossy(start)).is_some()
        })
    }

    fn read(&self, mut source: Source<'_>, out: &mut dyn Out) -> Result<()> {
        let whole = source.read_whole();
        let bytes = whole.bytes.len() as u64;
        out.progress(&source, bytes);
        if whole.is_too_large() {
            return out.rejected(&source.origin, Reason::TooLarge);
        }
        if let Some(fault) = whole.fault {
            return out.rejected(&source.origin, Reason::Unreadable(ReadFault::of(&fault)));
        }
        let names = out.names().clone();
        let read: Later = Box::new(move || {
            let text = encoding::decode(&whole.bytes, None);
            match &articles(&text)[..] {
                [one] => vec![(None, article(one, &names))],
                many => (1..).map(Some).zip(many.iter().map(|it| article(it, &names))).collect(),
            }
        });
        out.later(&source.origin, bytes as usize, read)
    }
}

/// Returns the articles in a text: each starts with front matter, of which all have the first
/// name.
fn articles(text: &str) -> Vec<Cow<'_, str>> {
    let name = first_name(text);
    let documents = documents(text, name.as_deref());
    if documents.len() > 1 {
        return documents;
    }
    let mut articles = Vec::new();
    let mut start = 0;
    let mut at = parted(text).map_or(text.len(), |it| text.len() - it.body.len());
    for line in text[at..].split_inclusive('\n') {
        if matches!(line.trim_end(), "---" | "+++")
            && name.is_some()
            && first_name(&text[at..]) == name
        {
            articles.push(Cow::Borrowed(&text[start..at]));
            start = at;
        }
        at += line.len();
    }
    articles.push(Cow::Borrowed(&text[start..]));
    articles
}

/// Returns the documents of a stream of YAML, in which nothing stands between two heads: each
/// has this name first.
fn documents<'t>(text: &'t str, name: Option<&str>) -> Vec<Cow<'t, str>> {
    let mut heads = vec![String::new()];
    for line in text.trim_start_matches('\u{FEFF}').lines() {
        match heads.last_mut() {
            Some(head) if line.trim_end() != "---" => {
                head.push_str(line);
                head.push('\n');
            }
            _ => heads.push(String::new()),
        }
    }
    let filled = heads.iter().filter(|head| !head.trim().is_empty());
    let documents: Vec<String> = filled.map(|head| format!("---\n{head}---\n")).collect();
    let are_heads = documents.iter().all(|it| name.is_some() && first_name(it).as_deref() == name);
    documents.into_iter().filter(|_| are_heads).map(Cow::Owned).collect()
}

/// Returns the first name in the front matter of a text.
fn first_name(text: &str) -> Option<String> {
    parted(text)?.fields().into_iter().next().map(|(name, _)| name)
}

/// Returns the article of a text.
fn article(text: &str, names: &FieldNames) -> Result<Article, Reason> {
    let parted = parted(text);
    let body = parted.as_ref().map_or(text, |it| it.body);
    let mut record = NamedFields::default();
    for (name, values) in parted.map(|it| it.fields()).unwrap_or_default() {
        let Some(target) = names.find(&name) else { continue };
        for value in values {
            record.add(target, &value);
        }
    }
    // A field that is named as a body is some other text.
    record.add((Field::Body, 0), &plain(body));
    record.set_default(Field::Title, heading(body).unwrap_or_default());
    let mut article = record.into_article()?;
    if let Some((first, rest)) = article.body.split_once('\n')
        && first.trim() == article.title
    {
        article.body = rest.trim_start().to_owned();
    }
    Ok(article)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &Article) {
        let found = article(text, &FieldNames::default());
        assert_eq!(found.as_ref(), Ok(expected), "reading {text}");
    }

    #[test]
    fn fields_stand_above_the_text() {
        let mut expected = Article {
            title: "Le pont rouvre".into(),
            body: "Les camions attendent.\n\nEnfin".into(),
            source: "Le Phare".into(),
            authors: vec!["Anne Morel".into(), "Jean Petit".into()],
            tags: vec!["ponts".into(), "crue".into()],
            section: "Vie locale".into(),
            ..Article::default()
        };
        expected.set_published("2020-06-15".into());
        check(
            "---\ntitle: Le pont rouvre\nsitename: \"Le Phare\"\ndate: 2020-06-15 # lundi\n\
             author:\n  - Anne Morel\n  - Jean Petit\ntags: ['ponts', crue]\ncategories: [Vie \
             locale]\ndraft: false\n---\n\n# Le **pont** rouvre\n\nLes camions attendent.\n\n## Enfin\n",
            &expected,
        );
    }

    #[test]
    fn a_heading_is_the_title_where_no_field_is() {
        let article = |text| article(text, &FieldNames::default()).expect("an article");
        let found = article("---\ndate: 2020-06-15\n---\n# Le pont\nIl rouvre.\n");
        assert_eq!((found.title.as_str(), found.body.as_str()), ("Le pont", "Il rouvre."));
        let found = article("---\ntext: autre\n---\nIl rouvre.\n");
        assert_eq!((found.title.as_str(), found.body.as_str()), ("", "Il rouvre."));
    }

    #[test]
    fn front_matter_that_comes_again_starts_another_article() {
        let text = "---\ntitle: Un\ndate: 2020\n---\nA\n\n---\nfin: b\n---\n\n---\ntitle: Deux\n---\nB\n---\nC\n";
        let found = articles(text);
        let starts: Vec<&str> = found.iter().map(|it| &it[4..14]).collect();
        assert_eq!(starts, ["title: Un\n", "title: Deu"]);
        assert_eq!(found.concat(), text);
        assert_eq!(articles("---\ntitle: Un\n---\nA\n---\nB\n").len(), 1);
    }

    #[test]
    fn a_stream_of_documents_has_an_article_in_each() {
        let document = |title: &str| format!("---\ntitle: {title}\ndate: 2020\ntext: Il rouvre.\n");
        let text = document("Un") + &document("Deux") + &document("Trois");
        let found = articles(&text);
        let read = found.iter().map(|it| article(it, &FieldNames::default()).expect("an article"));
        let told: Vec<_> = read.map(|it| (it.title, it.body)).collect();
        let expected = ["Un", "Deux", "Trois"].map(|it| (it.to_owned(), "Il rouvre.".to_owned()));
        assert_eq!(told, expected);
    }

    #[test]
    fn a_text_is_known_by_fields_between_two_lines() {
        let claim = |name: &str, text: &str| {
            FrontMatter.claims(&Head::new(Path::new(name), text.as_bytes()))
        };
        for name in ["a.md", "a.txt", "a"] {
            assert_eq!(claim(name, "\u{FEFF}---\r\ntitle: T\r\n---\r\nUn"), Claim::ByContent);
        }
        for other in ["---\nUn\n---\nDeux", "---\ntitle: T\n", "Un\n---\ntitle: T\n---\n", "------"]
        {
            assert_eq!(claim("a.md", other), Claim::No, "{other}");
        }
        assert_eq!(claim("a.csv", "---\ntitle: T\n---\nUn"), Claim::No);
    }

    #[test]
    fn what_is_blank_or_made_to_harm_is_no_article() {
        let reason = |text: &str| article(text, &FieldNames::default()).expect_err("no article");
        assert_eq!(reason("---\ndate: 2020\n---\n \n"), Reason::NoText);
        let deep = format!("---\ntags: {}\n---\n", "[".repeat(10_000));
        assert_eq!(reason(&deep), Reason::NoText);
        let nested: String = (0..300).map(|depth| " ".repeat(depth) + "a:\n").collect();
        assert_eq!(reason(&format!("---\n{nested}---\n")), Reason::NoText);
    }

    #[test]
    fn fields_may_be_in_toml() {
        let mut expected = Article {
            title: "Le pont : il rouvre".into(),
            body: "Les camions attendent.".into(),
            source: "Le Phare".into(),
            authors: vec!["Anne Morel".into(), "Jean Petit".into()],
            ..Article::default()
        };
        expected.set_published("2023-05-03T08:00:00+02:00".into());
        check(
            "+++\ntitle = \"Le pont : il rouvre\"\ndate = 2023-05-03T08:00:00+02:00\nauthors = [\"Anne Morel\", \"Jean Petit\"]\n\
             [params]\nsource = 'Le Phare'\n+++\n\nLes camions attendent.\n",
            &expected,
        );
    }
}
