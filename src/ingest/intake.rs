//! The intake: articles and rejections on their way to the sink, in the order of
//! the inputs, though several threads read them.
//!
//! Here articles without id get theirs, the URL or else the path, and articles without date
//! the one that their place tells.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::anonymous::is_no_name;
use super::bytes::encoding;
use super::bytes::source::{Origin, Source};
use super::dated::date_of_place;
use super::format::{Later, MOST_TOLD, ReadOutcome};
use super::place::Place;
use super::press::masthead;
use super::record::field::FieldNames;
use super::sink::Sink;
use super::threads::{ReadJob, Threads};
use crate::article::{Article, Date};
use crate::error::Result;
use crate::path_label::path_label;
use crate::read_as::ReadAs;
use crate::rejection::{Reason, Rejection};
use crate::unread_kind::UnreadKind;

/// Most bytes of documents that are read or wait.
const MAX_BYTES_ON_THE_WAY: usize = 32 << 20;

/// Most documents that are read or wait, for each thread.
const MAX_DOCUMENTS_PER_THREAD: usize = 16;

/// Most bytes of an id: the index keeps it as one word.
pub(super) const MAX_ID_BYTES: usize = 65_530;

/// Takes what the inputs hold and hands it to a [`Sink`].
pub(super) struct Intake<'a> {
    sink: &'a mut dyn Sink,
    /// The sink is at work.
    in_sink: bool,
    threads: Threads,
    on_the_way: VecDeque<OnTheWay>,
    bytes_on_the_way: usize,
    /// The last place that was an id, and how many records have stood there.
    last_place: Option<(Arc<Path>, u64, u64)>,
    told: Told,
    /// The last file of many articles of which one had no date, and the date that its place
    /// tells.
    last_dated: Option<(Arc<Path>, Option<Date>)>,
}

/// What was said of the records of a file that are no articles.
#[derive(Default)]
struct Told {
    /// How many of them were told.
    count: usize,
    /// How many were not, and the file where there are any.
    more: u64,
    file: Option<Arc<Path>>,
}

/// What has been taken and not yet handed to the sink.
enum OnTheWay {
    /// Records that a thread reads, with the bytes that they hold.
    Records(Origin, usize, ReadJob),
    /// The end of a file.
    End(PathBuf, Option<ReadAs>),
}

impl<'a> Intake<'a> {
    /// Returns an intake that reads documents in `jobs` threads, by itself when that
    /// is 1.
    pub(super) fn new(jobs: usize, sink: &'a mut dyn Sink) -> Self {
        Self {
            sink,
            in_sink: false,
            threads: Threads::start(jobs),
            on_the_way: VecDeque::new(),
            bytes_on_the_way: 0,
            last_place: None,
            told: Told::default(),
            last_dated: None,
        }
    }

    /// Tells whether the sink is at work.
    pub(super) fn is_in_sink(&self) -> bool {
        self.in_sink
    }

    /// Calls the sink.
    fn sink<T>(&mut self, call: impl FnOnce(&mut dyn Sink) -> T) -> T {
        self.in_sink = true;
        let outcome = call(self.sink);
        self.in_sink = false;
        outcome
    }

    /// Tells whether a file is to be opened.
    pub(super) fn wants(&mut self, place: &Place) -> Result<bool> {
        self.sink(|sink| sink.wants(place))
    }

    /// Returns the names that fields go by in a file, where they are others than those given.
    pub(super) fn own_names(&mut self, file: &Path) -> Option<FieldNames> {
        self.sink(|sink| sink.own_names(file))
    }

    /// Takes note of a file that is about to be read.
    pub(super) fn begin(&mut self, file: &Path) -> Result<()> {
        self.sink(|sink| sink.begins(file))
    }

    /// Takes note of a file of which a program was to make text and has not.
    pub(super) fn not_converted(
        &mut self,
        origin: &Origin,
        reason: Reason,
        read: ReadAs,
    ) -> Result<()> {
        self.drain()?;
        let rejection = rejection(origin, None, reason, None);
        self.sink(|sink| sink.not_converted(rejection, read))
    }

    /// Takes note of the end of a file.
    pub(super) fn end(&mut self, file: &Path, read: Option<ReadAs>) -> Result<()> {
        if self.on_the_way.is_empty() {
            return self.finish(file, read);
        }
        self.on_the_way.push_back(OnTheWay::End(file.to_owned(), read));
        Ok(())
    }

    /// Takes records to read in another thread, which hold so many bytes.
    pub(super) fn later(&mut self, origin: &Origin, bytes: usize, read: Later) -> Result<()> {
        match self.threads.read(read) {
            ReadJob::Done(records) => return self.hand_over(origin, records),
            reading @ ReadJob::OnTheWay(_) => {
                self.on_the_way.push_back(OnTheWay::Records(origin.clone(), bytes, reading));
            }
        }
        self.bytes_on_the_way += bytes;
        let most = MAX_DOCUMENTS_PER_THREAD * self.threads.count();
        while self.on_the_way.len() > most || self.bytes_on_the_way > MAX_BYTES_ON_THE_WAY {
            self.take_first()?;
        }
        Ok(())
    }

    /// Takes a record of a stream; its number is that of its line, or its own.
    pub(super) fn record(&mut self, origin: &Origin, record: ReadOutcome) -> Result<()> {
        self.drain()?;
        self.hand_over(origin, [record])
    }

    /// Takes a record of a stream, read from `raw`.
    pub(super) fn record_from(
        &mut self,
        origin: &Origin,
        number: u64,
        raw: &[u8],
        record: Result<Article, Reason>,
    ) -> Result<()> {
        match record {
            Ok(article) => self.record(origin, (Some(number), Ok(article))),
            Err(reason) => {
                self.drain()?;
                let record = Some(String::from_utf8_lossy(raw).into_owned());
                self.reject(rejection(origin, Some(number), reason, record))
            }
        }
    }

    /// Takes a decision that stands on a line of an export.
    pub(super) fn decision(&mut self, origin: &Origin, line: u64, json: &str) -> Result<()> {
        self.drain()?;
        if self.sink(|sink| sink.decision(json))? {
            return Ok(());
        }
        let record = Some(json.to_owned());
        self.reject(rejection(origin, Some(line), Reason::NoDecision, record))
    }

    /// Takes note of a file or an entry whose kind is not read.
    pub(super) fn skipped(&mut self, path: &Path, kind: &UnreadKind) {
        self.sink(|sink| sink.skipped(path, kind));
    }

    /// Takes note of columns of a table that no field takes.
    pub(super) fn unused(&mut self, path: &Path, columns: &str) {
        self.sink(|sink| sink.unused(path, columns));
    }

    /// Takes note of bytes read from `source` since it was last told of.
    pub(super) fn progress(&mut self, source: &Source<'_>, bytes: u64) {
        self.sink(|sink| sink.progress(source.meter.take_unreported(), bytes));
    }

    /// Hands over everything that is on the way.
    pub(super) fn drain(&mut self) -> Result<()> {
        while !self.on_the_way.is_empty() {
            self.take_first()?;
        }
        Ok(())
    }

    fn take_first(&mut self) -> Result<()> {
        match self.on_the_way.pop_front() {
            None => Ok(()),
            Some(OnTheWay::End(file, read)) => self.finish(&file, read),
            Some(OnTheWay::Records(origin, bytes, reading)) => {
                self.bytes_on_the_way -= bytes;
                self.hand_over(&origin, reading.wait())
            }
        }
    }

    /// Takes note of what is no article: of a file the first ones are told, the others counted.
    fn reject(&mut self, rejection: Rejection) -> Result<()> {
        if self.told.count == MOST_TOLD {
            self.told.more += rejection.records();
            self.told.file = Some(rejection.file);
            return Ok(());
        }
        self.told.count += 1;
        self.sink(|sink| sink.rejected(rejection))
    }

    /// Tells the sink that everything in a file has been handed over, and of how many records
    /// nothing was told.
    fn finish(&mut self, file: &Path, read: Option<ReadAs>) -> Result<()> {
        let Told { file: last, more, .. } = std::mem::take(&mut self.told);
        if let Some(file) = last {
            let reason = Reason::More(more as usize);
            let path = file.to_path_buf();
            let rejection = Rejection { file, path, line: None, reason, record: None };
            self.sink(|sink| sink.rejected(rejection))?;
        }
        self.sink(|sink| sink.finished(file, read))
    }

    fn hand_over(
        &mut self,
        origin: &Origin,
        records: impl IntoIterator<Item = ReadOutcome>,
    ) -> Result<()> {
        for (number, record) in records {
            match record {
                Ok(mut article) => {
                    article.trim();
                    // Tables that were made of exports have it as these have it.
                    let name = masthead::without_issue(&article.source).len();
                    article.source.truncate(name);
                    // What is blank to a person need not be so to its format.
                    if article.text_bytes() == 0 {
                        self.reject(rejection(origin, number, Reason::NoText, None))?;
                        continue;
                    }
                    // As for one without id: by a longer one it could not be found again.
                    if article.id.is_empty() || article.id.len() > MAX_ID_BYTES {
                        article.id = match number {
                            _ if (1..=MAX_ID_BYTES).contains(&article.url.len()) => {
                                article.url.clone()
                            }
                            None => path_label(&origin.path).into_owned(),
                            Some(number) => self.fallback_id(origin, number),
                        };
                    }
                    if article.published.is_none() && article.unread_date.is_none() {
                        article.published = self.date_of_place(origin, number);
                    }
                    article.authors.retain(|name| !is_no_name(name));
                    for text in texts(&mut article) {
                        encoding::mend(text);
                    }
                    self.sink(|sink| sink.article(article, &origin.file))?;
                }
                Err(reason) => self.reject(rejection(origin, number, reason, None))?,
            }
        }
        Ok(())
    }

    /// Returns the date that the place of a record tells.
    fn date_of_place(&mut self, origin: &Origin, number: Option<u64>) -> Option<Date> {
        if number.is_none() {
            return date_of_place(origin, true);
        }
        match &self.last_dated {
            Some((path, date)) if Arc::ptr_eq(path, &origin.path) => date.clone(),
            _ => {
                let date = date_of_place(origin, false);
                self.last_dated = Some((Arc::clone(&origin.path), date.clone()));
                date
            }
        }
    }

    /// Returns the id of a record that has none: its place. Those behind the first on a
    /// line are told apart by their count.
    fn fallback_id(&mut self, origin: &Origin, number: u64) -> String {
        let is_there = |(path, line, _): &&(Arc<Path>, u64, u64)| {
            *line == number && (Arc::ptr_eq(path, &origin.path) || *path == origin.path)
        };
        let count = self.last_place.as_ref().filter(is_there).map_or(1, |(.., count)| count + 1);
        self.last_place = Some((Arc::clone(&origin.path), number, count));
        let path = path_label(&origin.path);
        if count == 1 { format!("{path}#{number}") } else { format!("{path}#{number}.{count}") }
    }
}

fn rejection(
    origin: &Origin,
    line: Option<u64>,
    reason: Reason,
    record: Option<String>,
) -> Rejection {
    let Origin { file, path, .. } = origin;
    Rejection { file: Arc::clone(file), path: path.to_path_buf(), line, reason, record }
}

/// Returns the texts of an article that people have written.
fn texts(article: &mut Article) -> impl Iterator<Item = &mut String> {
    let Article { title, description, body, source, section, authors, tags, .. } = article;
    [title, description, body, source, section].into_iter().chain(authors).chain(tags)
}

#[cfg(test)]
mod tests;
