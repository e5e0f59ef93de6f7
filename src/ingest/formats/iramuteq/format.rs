//! Corpora of `IRaMuTeQ` and Alceste: `**** *var_value *var_value` above each text, or a number
//! in place of the four stars. Read in a stream, text by text.

use std::cell::Cell;
use std::rc::Rc;

use super::text::article;
use crate::error::Result;
use crate::ingest::bytes::source::Source;
use crate::ingest::format::{About, Claim, Content, Format, Head, Out};
use crate::ingest::press::cut::{Cut, Mark, read_cut};
use crate::ingest::press::starred::is_header;
use crate::rejection::Reason;

/// Corpora of starred texts.
pub(in crate::ingest::formats) struct Iramuteq;

impl Format for Iramuteq {
    fn about(&self) -> &'static About {
        &About {
            name: "iramuteq",
            version: 3,
            noun: "a corpus of IRaMuTeQ",
            extensions: &[],
            shared: &["txt", "text"],
            help: "each text of IRaMuTeQ or Alceste, under `**** *var_value`",
            content: Content::Prose,
            may_be_empty: false,
        }
    }

    fn claims(&self, head: &Head<'_>) -> Claim {
        head.claim(self.about(), || is_corpus(head.start()))
    }

    fn read(&self, source: Source<'_>, out: &mut dyn Out) -> Result<()> {
        let names = out.names().clone();
        let origin = source.origin.clone();
        let above = Rc::new(Cell::new(0));
        let mark = marks(Rc::clone(&above));
        let read = move |text: &str| article(text, &names);
        read_cut(source, out, Cut { sign: b'\n', mark, read, end: String::new() })?;
        match above.get() {
            0 => Ok(()),
            words => out.rejected(&origin, Reason::Outside(words)),
        }
    }
}

/// Returns what tells the lines that start a text, and counts the words above the first.
fn marks(above: Rc<Cell<usize>>) -> impl FnMut(&[u8]) -> Mark {
    let mut is_above = true;
    move |line| {
        let is_start = is_header(line);
        is_above &= !is_start;
        if is_above {
            let words = line.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
            above.set(above.get() + words.count());
        }
        if is_start { Mark::Start } else { Mark::Within }
    }
}

/// Tells whether a text starts as a corpus: with a header, or with words above several. Four
/// stars alone may part the chapters of any text, and start none.
fn is_corpus(head: &[u8]) -> bool {
    let mut lines = head.split(|&byte| byte == b'\n' || byte == b'\r');
    let is_bare = |line: &[u8]| line.trim_ascii() == b"****";
    let is_variable =
        |line: &&[u8]| line.starts_with(b"**** ") && is_header(line) && !is_bare(line);
    let first = lines.next().unwrap_or_default();
    match () {
        () if !is_header(first) => lines.filter(is_variable).nth(1).is_some(),
        () if is_bare(first) => lines.any(|line| is_bare(line) || is_variable(&line)),
        () => true,
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;
    use crate::ingest::test_sink::TestSink;
    use crate::render::said::reason_sentence;

    #[track_caller]
    fn check(corpus: &str, expected: &[&str]) {
        let input = Box::new(Cursor::new(corpus.to_owned()));
        let found = TestSink::by(|source, out| Iramuteq.read(source, out), "a.txt", input);
        let shown = found.lines(|it| format!("{} {}|{}", it.id, it.title, it.body));
        assert_eq!(shown, expected, "reading {corpus}");
    }

    #[test]
    fn each_starred_line_starts_a_text() {
        check(
            "\u{FEFF}**** *titre_Le_pont\r\nIl rouvre.\r\n\r\n**** *titre_Le_quai\r\nIl ferme.\r\n",
            &["a.txt#1 Le pont|Il rouvre.", "a.txt#2 Le quai|Il ferme."],
        );
        check(
            "0001 *titre_Un\nDeux\n0002 *titre_Trois *num_2\nQuatre\n",
            &["a.txt#1 Un|Deux", "a.txt#2 Trois|Quatre"],
        );
    }

    #[test]
    fn words_above_the_first_are_named() {
        check(
            "Mon corpus de presse\n\n**** *num_1\nIl rouvre.\n**** *num_2\nIl ferme.\n",
            &["a.txt#1 |Il rouvre.", "a.txt#2 |Il ferme.", &reason_sentence(&Reason::Outside(4))],
        );
        check(
            "**** \nIl rouvre.\n**** \nIl ferme.\n",
            &["a.txt#1 |Il rouvre.", "a.txt#2 |Il ferme."],
        );
    }

    #[test]
    fn a_line_without_text_costs_itself() {
        check(
            "**** *num_1\n\n**** *num_2\nIl rouvre.",
            &["1: no title and no text", "a.txt#2 |Il rouvre."],
        );
        check("**** *num_1", &["1: no title and no text"]);
    }

    #[test]
    fn a_corpus_is_known_by_its_first_line() {
        let claim = |name: &str, text: &str| {
            Iramuteq.claims(&Head::new(std::path::Path::new(name), text.as_bytes()))
        };
        assert_eq!(claim("a.txt", "\n**** *date_2020\nLe pont"), Claim::ByContent);
        assert_eq!(claim("a", "**** *date_2020\nLe pont"), Claim::ByContent);
        let two = "**** *num_1\nLe pont\n**** *num_2\nLe quai\n";
        assert_eq!(claim("a.txt", &format!("Corpus de presse\n\n{two}")), Claim::ByContent);
        assert_eq!(claim("a.txt", "Le manuel\n**** *num_1\nUn exemple"), Claim::No);
        assert_eq!(claim("a.txt", "**** \nLe pont\n**** \nLe quai\n"), Claim::ByContent);
        assert_eq!(claim("a.txt", "Le pont\n****\nLe quai\n****\nLe port\n"), Claim::No);
        assert_eq!(claim("a.txt", "****\nLe pont *rouvre*"), Claim::No);
        assert_eq!(claim("a.txt", "2020 *enfin* le pont"), Claim::No);
        assert_eq!(claim("a.csv", "**** *date_2020\nLe pont"), Claim::No);
    }

    #[test]
    fn many_texts_are_read_in_a_stream() {
        let many = "**** *num_1\nIl rouvre.\n".repeat(100_000);
        let starred = format!("**** {}\nIl rouvre.", "*a_b ".repeat(100_000));
        for (corpus, count) in [(many, 100_000), (starred, 1)] {
            let input = Box::new(Cursor::new(corpus));
            let found = TestSink::by(|source, out| Iramuteq.read(source, out), "a.txt", input);
            assert_eq!(found.articles().count(), count);
        }
    }
}
