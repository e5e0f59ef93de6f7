//! Texts of Gallica, as HTML or as text: a notice in lines with labels, a remark on how the text
//! was recognised, and the text.

use memchr::memmem;

use crate::article::Article;
use crate::error::Result;
use crate::ingest::bytes::encoding;
use crate::ingest::bytes::source::Source;
use crate::ingest::format::{About, Claim, Content, Format, Head, Out};
use crate::ingest::markup::prose;
use crate::ingest::press::language;
use crate::ingest::record::tidy::distinct;
use crate::rejection::Reason;

/// Labels that every notice has.
const LABELS: [&str; 2] = ["Titre : ", "Identifiant : ark:/"];

/// Most lines of a notice.
const MOST_LINES: usize = 200;

/// How the remark starts that ends a notice.
const REMARK: &str = "Le texte affiché peut comporter";

/// Texts of Gallica.
pub(super) struct Gallica;

impl Format for Gallica {
    fn about(&self) -> &'static About {
        &About {
            name: "gallica",
            version: 1,
            noun: "a text of Gallica",
            extensions: &[],
            shared: &["html", "htm", "txt", "text"],
            help: "a text of Gallica, with the facts of its notice",
            content: Content::Prose,
            may_be_empty: false,
        }
    }

    fn claims(&self, head: &Head<'_>) -> Claim {
        let holds = |label: &&str| memmem::find(head.text(), label.as_bytes()).is_some();
        head.claim(self.about(), || LABELS.iter().all(holds))
    }

    fn read(&self, source: Source<'_>, out: &mut dyn Out) -> Result<()> {
        out.whole(source, Reason::TooLarge, |bytes, _| {
            let text = encoding::decode(bytes, None);
            let is_page = text.trim_start_matches('\u{FEFF}').trim_start().starts_with('<');
            vec![(None, if is_page { article(&prose(&text)) } else { article(&text) })]
        })
    }
}

/// Returns the article that a notice and a text are.
fn article(text: &str) -> Result<Article, Reason> {
    let mut article = Article::default();
    let (mut date, mut is_series) = (String::new(), false);
    let mut body = text;
    let mut at = 0;
    for line in text.split_inclusive('\n').take(MOST_LINES) {
        at += line.len();
        let line = line.trim();
        if line.starts_with(REMARK) {
            body = &text[at..];
            break;
        }
        let Some((label, value)) = line.split_once(" : ") else { continue };
        let value = value.trim();
        match label {
            "Titre" if article.title.is_empty() => value.clone_into(&mut article.title),
            "Auteur" | "Auteur du texte" => article.authors.push(value.to_owned()),
            "Date d'édition" | "Date d’édition" if date.is_empty() => {
                value.clone_into(&mut date);
            }
            "Langue" if article.language.is_empty() => article.language = language::code(value),
            "Type" => is_series |= value.contains("série") || value.contains("périodique"),
            "Identifiant" if value.starts_with("ark:/") => {
                article.url = format!("https://gallica.bnf.fr/{value}");
                // The notice ends where nothing is said of how the text was recognised.
                body = &text[at..];
            }
            _ => {}
        }
    }
    if is_series {
        // `Le Figaro (Paris. 1854)`, `Journal des débats : politiques et littéraires`
        let name = article.title.split([':', '(']).next().unwrap_or_default().trim();
        name.clone_into(&mut article.source);
    }
    article.authors = distinct(std::mem::take(&mut article.authors).into_iter());
    body.trim().clone_into(&mut article.body);
    article.set_published(date);
    if article.body.is_empty() { Err(Reason::NoText) } else { Ok(article) }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    const NOTICE: &str = "Rappel de votre demande:\nTitre : Le Phare (Sainte-Ormelle. 1854)\nAuteur : Morel, \
                          Anne\nDate d'édition : 1904-10\nType : publication en série imprimée\nLangue : \
                          français\nIdentifiant : ark:/12148/bpt6k1\nSource : Bibliothèque\nTitre : x\nLe texte \
                          affiché peut comporter un certain nombre d'erreurs.\n";

    #[test]
    fn a_notice_stands_above_the_text() {
        let mut expected = Article {
            url: "https://gallica.bnf.fr/ark:/12148/bpt6k1".into(),
            title: "Le Phare (Sainte-Ormelle. 1854)".into(),
            body: "Le pont rouvre.\nAuteur : personne".into(),
            source: "Le Phare".into(),
            authors: vec!["Morel, Anne".into()],
            language: "fr".into(),
            ..Article::default()
        };
        expected.set_published("1904-10".into());
        let text = format!("{NOTICE}\nLe pont rouvre.\nAuteur : personne\n");
        assert_eq!(article(&text).as_ref(), Ok(&expected));
        assert_eq!(article(NOTICE), Err(Reason::NoText));
    }

    #[test]
    fn a_text_is_known_by_its_notice() {
        let claim =
            |name: &str, text: &str| Gallica.claims(&Head::new(Path::new(name), text.as_bytes()));
        for name in ["a.txt", "a.html", "a"] {
            assert_eq!(claim(name, NOTICE), Claim::ByContent, "{name}");
        }
        assert_eq!(claim("a.txt", "Titre : Le Phare\nLe pont rouvre."), Claim::No);
    }
}
