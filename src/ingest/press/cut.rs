//! Files of many articles, cut where a mark repeats: read in a stream, so that memory is
//! bounded by an article, and handed over to be read in other threads.

use std::io::{self, BufRead, Read};
use std::mem;
use std::sync::Arc;

use super::others::Others;
use crate::article::Article;
use crate::error::Result;
use crate::ingest::bytes::encoding;
use crate::ingest::bytes::meter::MAX_RECORD_BYTES;
use crate::ingest::bytes::source::Source;
use crate::ingest::format::Out;
use crate::read_fault::ReadFault;
use crate::rejection::Reason;

/// Bytes of articles that are handed over together.
const BATCH_BYTES: usize = 256 << 10;

/// What an article counts for in a batch at least: the memory of what is made of it.
const LEAST_BYTES: usize = 512;

/// What a piece of a stream does to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ingest) enum Mark {
    /// It is in an article.
    Within,
    /// An article starts with it.
    Start,
    /// An article may start with it: what follows tells.
    MayStart,
    /// An article has started with the last piece that one may start with.
    Started,
    /// One article ends before it and another starts with it, though no mark did before.
    Between,
    /// An article ends with it.
    End,
    /// An article ends before it; it stands around those that follow, up to the next such
    /// piece, and is put before each.
    Around,
}

/// How a file is cut.
pub(in crate::ingest) struct Cut<M, R> {
    /// What ends a piece: a line end, or the sign `<` of the next tag.
    pub(in crate::ingest) sign: u8,
    /// Tells what a piece does, which has the sign at its end and not at its head.
    pub(in crate::ingest) mark: M,
    /// Reads an article.
    pub(in crate::ingest) read: R,
    /// What the last article holds unless the end of the file cuts it; empty when that
    /// cannot be told.
    pub(in crate::ingest) end: String,
}

/// Reads every article of a stream. What stands before the first mark is none when that
/// starts an article; what stands behind the last that ends one is read if it can be.
pub(in crate::ingest) fn read_cut<M, R>(
    mut source: Source<'_>,
    out: &mut dyn Out,
    cut: Cut<M, R>,
) -> Result<()>
where
    M: FnMut(&[u8]) -> Mark,
    R: Fn(&str) -> Result<Article, Reason> + Send + Sync + 'static,
{
    let Cut { sign, mut mark, read, end } = cut;
    let head = source.input.fill_buf().unwrap_or_default();
    let label = encoding::label(head).map(str::to_owned);
    let charset = source.hints.charset.clone().or(label);
    let reader = Reader { charset, read, end };
    let mut batch = Batch::new(reader);
    let mut open = Open { sign, ..Open::default() };
    let mut piece = Vec::new();
    let mut unreported = 0;
    let fault = loop {
        piece.clear();
        let read = (&mut source.input).take(MAX_RECORD_BYTES).read_until(sign, &mut piece);
        match read {
            Ok(0) => break None,
            Ok(count) => unreported += count as u64,
            Err(error) => break Some(error),
        }
        let mark = mark(&piece);
        batch.take(open.take(&piece, mark), &source, out)?;
        if mark == Mark::End {
            batch.take(open.close(), &source, out)?;
        }
        if unreported > 1 << 20 {
            out.progress(&source, mem::take(&mut unreported));
        }
    };
    out.progress(&source, unreported);
    finish(batch, open, fault, &source, out)
}

/// Reads what the end of a stream leaves.
fn finish<R>(
    mut batch: Batch<R>,
    mut open: Open,
    fault: Option<io::Error>,
    source: &Source<'_>,
    out: &mut dyn Out,
) -> Result<()>
where
    R: Fn(&str) -> Result<Article, Reason> + Send + Sync + 'static,
{
    if open.others.is_last_page() {
        batch.take(open.leave(), source, out)?;
        open.bytes.clear();
    }
    let is_sure = open.is_started;
    let last = open.end();
    batch.flush(source, out)?;
    if let Some(last) = last {
        let (outcome, is_whole) = batch.reader.last(last);
        // Without a mark it need not be an article.
        if is_sure || outcome.is_ok() {
            batch.count += 1;
            let has_end = is_sure && is_whole && !open.others.is_in_page();
            let is_cut = outcome.is_ok() && fault.is_none() && !has_end;
            let number = Some(batch.count);
            out.record(&source.origin, (number, outcome))?;
            if is_cut {
                out.record(&source.origin, (number, Err(Reason::NoEnd)))?;
            }
        }
    }
    let reason = match fault {
        Some(error) => Some(Reason::Unreadable(ReadFault::of(&error))),
        None => (batch.count == 0).then_some(Reason::NoItem),
    };
    let others = Some(open.others.count()).filter(|count| *count > 0).map(Reason::OfOthers);
    reason.into_iter().chain(others).try_for_each(|reason| out.rejected(&source.origin, reason))
}

/// An article being gathered; at first what stands before one.
#[derive(Default)]
struct Open {
    bytes: Vec<u8>,
    is_started: bool,
    /// It is too large: the rest of it is passed over.
    is_too_large: bool,
    /// What ends a piece.
    sign: u8,
    /// A piece that stands around articles.
    around: Vec<u8>,
    others: Others,
    /// Where the last piece is that an article may start with.
    may_start: usize,
}

impl Open {
    /// Takes a piece, and returns what ends before it.
    fn take(&mut self, piece: &[u8], mark: Mark) -> Option<Result<Vec<u8>, Reason>> {
        let is_tag = self.sign == b'<';
        let is_start = matches!(mark, Mark::Start | Mark::Started);
        let is_page = is_tag && self.others.see_tag(piece, is_start);
        if !is_tag {
            self.others.see_line(piece, mark != Mark::Within);
        }
        if mark == Mark::MayStart {
            self.may_start = self.bytes.len() - usize::from(is_tag && self.bytes.ends_with(b"<"));
        }
        let ended = match mark {
            Mark::Start => self.start(),
            Mark::Started => self.started(),
            Mark::Between => self.close(),
            _ if is_page => self.leave(),
            Mark::Within | Mark::MayStart | Mark::End => None,
            Mark::Around => {
                let piece = piece.strip_suffix(&[self.sign]).unwrap_or(piece);
                self.around = [&[self.sign], piece].concat();
                self.leave()
            }
        };
        self.push(piece);
        ended
    }

    fn push(&mut self, piece: &[u8]) {
        if (self.bytes.len() + piece.len()) as u64 > MAX_RECORD_BYTES {
            self.is_too_large = true;
            self.bytes = Vec::new();
        } else if !self.is_too_large {
            self.bytes.extend_from_slice(piece);
        }
    }

    /// Ends what is open and starts an article, with the sign before its first piece when
    /// that is the first of a tag.
    fn start(&mut self) -> Option<Result<Vec<u8>, Reason>> {
        let ended = self.leave();
        self.is_started = true;
        self.bytes.splice(0..0, self.around.iter().copied());
        ended
    }

    /// Ends what is open before the last piece that an article may start with.
    fn started(&mut self) -> Option<Result<Vec<u8>, Reason>> {
        let article = self.bytes.split_off(self.may_start.min(self.bytes.len()));
        let is_started = mem::replace(&mut self.is_started, true);
        let ended = self.end().filter(|_| is_started);
        self.is_started = true;
        self.bytes = article;
        ended
    }

    /// Ends what is open when a mark has started it, and drops it otherwise.
    fn leave(&mut self) -> Option<Result<Vec<u8>, Reason>> {
        let is_started = self.is_started;
        self.close().filter(|_| is_started)
    }

    /// Ends what is open, and leaves the sign before the next piece to what follows when that
    /// is the first of a tag.
    fn close(&mut self) -> Option<Result<Vec<u8>, Reason>> {
        if self.sign == b'<' {
            self.bytes.pop_if(|byte| *byte == b'<');
        }
        let ended = self.end();
        if self.sign == b'<' {
            self.bytes.push(b'<');
        }
        ended
    }

    /// Ends what is open; nothing says that an article follows.
    fn end(&mut self) -> Option<Result<Vec<u8>, Reason>> {
        self.is_started = false;
        let bytes = mem::take(&mut self.bytes);
        if mem::take(&mut self.is_too_large) {
            return Some(Err(Reason::TooLarge));
        }
        (!bytes.trim_ascii().is_empty()).then_some(Ok(bytes))
    }
}

/// Reads an article from its bytes.
struct Reader<R> {
    charset: Option<String>,
    read: R,
    end: String,
}

impl<R> Reader<R>
where
    R: Fn(&str) -> Result<Article, Reason>,
{
    fn read(&self, bytes: &[u8]) -> Result<Article, Reason> {
        (self.read)(&encoding::decode(bytes, self.charset.as_deref()))
    }

    /// Reads the last article of a file, and tells whether its end is there.
    fn last(&self, last: Result<Vec<u8>, Reason>) -> (Result<Article, Reason>, bool) {
        match last {
            Ok(bytes) => {
                let is_whole = memchr::memmem::find(&bytes, self.end.as_bytes()).is_some();
                (self.read(&bytes), is_whole)
            }
            Err(reason) => (Err(reason), true),
        }
    }
}

/// Articles to be handed over together.
struct Batch<R> {
    reader: Arc<Reader<R>>,
    articles: Vec<Vec<u8>>,
    bytes: usize,
    /// Articles handed over before and in it.
    count: u64,
}

impl<R> Batch<R>
where
    R: Fn(&str) -> Result<Article, Reason> + Send + Sync + 'static,
{
    fn new(reader: Reader<R>) -> Self {
        Self { reader: Arc::new(reader), articles: Vec::new(), bytes: 0, count: 0 }
    }

    fn take(
        &mut self,
        ended: Option<Result<Vec<u8>, Reason>>,
        source: &Source<'_>,
        out: &mut dyn Out,
    ) -> Result<()> {
        match ended {
            None => return Ok(()),
            Some(Ok(article)) => {
                self.count += 1;
                self.bytes += article.len().max(LEAST_BYTES);
                self.articles.push(article);
            }
            Some(Err(reason)) => {
                self.flush(source, out)?;
                self.count += 1;
                return out.record(&source.origin, (Some(self.count), Err(reason)));
            }
        }
        if self.bytes >= BATCH_BYTES { self.flush(source, out) } else { Ok(()) }
    }

    fn flush(&mut self, source: &Source<'_>, out: &mut dyn Out) -> Result<()> {
        if self.articles.is_empty() {
            return Ok(());
        }
        let articles = mem::take(&mut self.articles);
        let first = self.count + 1 - articles.len() as u64;
        let reader = Arc::clone(&self.reader);
        let read = move || {
            let outcomes = articles.iter().map(|bytes| reader.read(bytes));
            (first..).map(Some).zip(outcomes).collect()
        };
        out.later(&source.origin, mem::take(&mut self.bytes), Box::new(read))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::test_sink::TestSink;
    use crate::render::said::reason_sentence;

    fn one(text: &str) -> Result<Article, Reason> {
        let text = text.trim().trim_end_matches('!').trim();
        let article = Article { title: text.to_owned(), ..Article::default() };
        if text.is_empty() { Err(Reason::NoText) } else { Ok(article) }
    }

    /// Cuts lines at those that start with `=`, or behind those that end in `!`.
    #[track_caller]
    fn check(input: impl Into<Vec<u8>>, expected: &[&str]) {
        let mark = |line: &[u8]| match line.trim_ascii_end() {
            [b'=', ..] => Mark::Start,
            b"?" => Mark::MayStart,
            b"??" => Mark::Started,
            [.., b'!'] => Mark::End,
            _ => Mark::Within,
        };
        let input = Box::new(io::Cursor::new(input.into()));
        let read = |source: Source<'_>, out: &mut crate::ingest::driver::Driver<'_>| {
            read_cut(source, out, Cut { sign: b'\n', mark, read: one, end: ".".to_owned() })
        };
        let found = TestSink::by(read, "a", input);
        let shown = found.lines(|it| {
            let head: String = it.title.chars().take(12).collect();
            format!("{} {}", it.id, head.replace('\n', " "))
        });
        assert_eq!(shown, expected);
    }

    #[test]
    fn articles_start_at_a_mark_or_end_behind_one() {
        check("cover\n=1.\na\n=2.\n", &["a#1 =1. a", "a#2 =2."]);
        check("1\nb!\n\n2!\n", &["a#1 1 b", "a#2 2"]);
        check("cover\n?\n1\n??\n?\nb\n?\n2\n??\n.\n", &["a#1 ? 1 ?? ? b", "a#2 ? 2 ?? ."]);
    }

    #[test]
    fn the_last_one_may_lack_its_end() {
        let cut = format!("2: {}", reason_sentence(&Reason::NoEnd));
        check("=1.\n=2\n", &["a#1 =1.", "a#2 =2", &cut]);
        check("1!\n2\n", &["a#1 1", "a#2 2", &cut]);
        check("1!\n \n", &["a#1 1"]);
    }

    #[test]
    fn what_holds_none_says_so() {
        check("", &[&reason_sentence(&Reason::NoItem)]);
        check(" \n", &[&reason_sentence(&Reason::NoItem)]);
    }

    #[test]
    fn the_encoding_of_the_head_is_that_of_every_article() {
        let mut bytes = b"<meta charset=macintosh>\n=1.\n=\x8et\x8e.\n".to_vec();
        bytes.extend(b"=3.\n".repeat(3));
        check(bytes, &["a#1 =1.", "a#2 =été.", "a#3 =3.", "a#4 =3.", "a#5 =3."]);
    }

    #[test]
    fn an_article_that_is_too_large_costs_itself() {
        let line = "mot ".repeat(1 << 20) + "\n";
        let large = format!("=1.\n=2\n{}=3.\n", line.repeat(17));
        check(
            large,
            &["a#1 =1.", &format!("2: {}", reason_sentence(&Reason::TooLarge)), "a#3 =3."],
        );
        let many = "=mot.\n".repeat(200_000);
        let input = Box::new(io::Cursor::new(many.into_bytes()));
        let mark = |_: &[u8]| Mark::Start;
        let read = |source: Source<'_>, out: &mut crate::ingest::driver::Driver<'_>| {
            read_cut(source, out, Cut { sign: b'\n', mark, read: one, end: String::new() })
        };
        assert_eq!(TestSink::by(read, "a", input).articles().count(), 200_000);
    }
}
