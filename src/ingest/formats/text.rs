//! Plain text: one article a file.
//!
//! The first line that is not empty is the title when it is short and more text
//! follows; otherwise the title is derived later from the opening words.

use crate::article::Article;
use crate::error::Result;
use crate::ingest::bytes::encoding;
use crate::ingest::bytes::source::Source;
use crate::ingest::format::{About, Claim, Content, Format, Head, Out};
use crate::ingest::kind;
use crate::rejection::Reason;

/// Plain text.
pub(super) struct Text;

impl Format for Text {
    fn about(&self) -> &'static About {
        &About {
            name: "text",
            version: 1,
            noun: "text",
            extensions: &["txt", "text"],
            shared: &[],
            help: "the text; its first line is the title when it is short",
            content: Content::Prose,
            may_be_empty: true,
        }
    }

    /// Anything without extension may be text that looks like it.
    fn claims(&self, head: &Head<'_>) -> Claim {
        match head.claim(self.about(), || false) {
            Claim::No if head.extension().is_none() && is_text(head) => Claim::Possible,
            claim => claim,
        }
    }

    fn read(&self, source: Source<'_>, out: &mut dyn Out) -> Result<()> {
        out.whole(source, Reason::TooLarge, |bytes, _| {
            vec![(None, article(&encoding::decode(bytes, None)).ok_or(Reason::NoText))]
        })
    }
}

/// Tells whether the beginning of a file looks like text, in whatever encoding: files of
/// programs soon have a sign that no text has.
fn is_text(head: &Head<'_>) -> bool {
    let is_of_text = |byte: &u8| !byte.is_ascii_control() || b"\t\n\r\x0C\x1A\x1B".contains(byte);
    kind::foreign(head.bytes()).is_none() && head.start().iter().all(is_of_text)
}

/// Most characters of a first line that is taken for a title.
pub(in crate::ingest) const MAX_TITLE_CHARS: usize = 150;

/// Returns the article that `text` is, without id, or `None` when it is blank.
fn article(text: &str) -> Option<Article> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let (title, body) = match text.split_once('\n') {
        Some((first, rest)) if first.trim().chars().count() <= MAX_TITLE_CHARS => {
            (first.trim(), rest.trim())
        }
        _ => ("", text),
    };
    Some(Article { title: title.to_owned(), body: body.to_owned(), ..Article::default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, title: &str, body: &str) {
        let article = article(text).expect("some text");
        assert_eq!((article.title.as_str(), article.body.as_str()), (title, body));
    }

    #[test]
    fn a_short_first_line_before_more_text_is_the_title() {
        check(
            "\n\n Grève à Lyon \r\n\r\nLes trains…\nrestent.\n",
            "Grève à Lyon",
            "Les trains…\nrestent.",
        );
    }

    #[test]
    fn a_lone_or_long_first_line_is_the_body() {
        check("Grève à Lyon\n", "", "Grève à Lyon");
        let long = "mot ".repeat(60);
        check(&format!("{long}\nsuite"), "", &format!("{long}\nsuite"));
    }

    #[test]
    fn a_blank_file_has_no_article() {
        assert_eq!(article(" \n "), None);
    }
}
