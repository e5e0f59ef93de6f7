//! The driver: opens each file, asks the catalog what it is, and has it read.
//!
//! It is the output that formats read into. It knows the table and no format.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::beside::Beside;
use super::bytes::meter::Meter;
use super::bytes::source::{Origin, Source};
use super::catalog::{Catalog, Choice};
use super::format::{About, Content, Format, Head, Later, Out, ReadOutcome};
use super::intake::Intake;
use super::open::{as_text, open, unpacked};
use super::place::{Obstacle, Place};
use super::pre::Preprocessor;
use super::record::field::FieldNames;
use super::sink::Sink;
use super::stop::Stop;
use super::threads::panicked;
use crate::article::Article;
use crate::error::Result;
use crate::read_as::ReadAs;
use crate::read_fault::ReadFault;
use crate::rejection::{NotConverted, ProgramFault, Reason};
use crate::unread_kind::{Remedy, UnreadKind};

/// Reads every article of `places` into `sink`, in order; documents (one article or
/// little more a file) in `jobs` threads.
///
/// # Errors
/// What the sink returns; a file that cannot be read is a rejection.
#[cfg(any(test, feature = "internals"))]
pub fn read(
    places: &[Place],
    catalog: Catalog,
    names: &FieldNames,
    jobs: usize,
    sink: &mut dyn Sink,
) -> Result<()> {
    read_by(places, catalog, names, jobs, None, None, sink)
}

/// Reads as [`read`] does, some of the files as a program converts them, until it is to stop.
pub(super) fn read_by(
    places: &[Place],
    catalog: Catalog,
    names: &FieldNames,
    jobs: usize,
    pre: Option<&Preprocessor>,
    stop: Option<&Stop>,
    sink: &mut dyn Sink,
) -> Result<()> {
    let mut driver = Driver { pre, stop, ..Driver::new(catalog, names, jobs, sink) };
    for place in places {
        if driver.intake.wants(place)? {
            driver.read(place)?;
        }
    }
    driver.drain()
}

/// What reads files, one after the other.
pub(super) struct Driver<'a> {
    catalog: Catalog,
    names: &'a FieldNames,
    /// Those of the file that is open, where they are others.
    own_names: Option<FieldNames>,
    pre: Option<&'a Preprocessor>,
    stop: Option<&'a Stop>,
    beside: Beside,
    /// The labels of the formats.
    known: Arc<[String]>,
    intake: Intake<'a>,
    /// Only heads are looked at, of files and of the entries of archives.
    for_heads: bool,
    /// The file that is open and that nothing was read of yet.
    unread: Option<PathBuf>,
    /// How the file is read.
    read_as: ReadAs,
    /// Why a program has made nothing of it that can be read.
    not_converted: Option<Box<NotConverted>>,
}

impl<'a> Driver<'a> {
    pub(super) fn new(
        catalog: Catalog,
        names: &'a FieldNames,
        jobs: usize,
        sink: &'a mut dyn Sink,
    ) -> Self {
        let intake = Intake::new(jobs, sink);
        let known = catalog.labels();
        let read_as = ReadAs::of(&known);
        let beside = Beside::new(catalog);
        Self {
            catalog,
            names,
            own_names: None,
            pre: None,
            stop: None,
            beside,
            known,
            intake,
            for_heads: false,
            unread: None,
            read_as,
            not_converted: None,
        }
    }

    /// Returns one that looks at heads, to tell how files would be read.
    pub(super) fn for_heads(
        catalog: Catalog,
        names: &'a FieldNames,
        sink: &'a mut dyn Sink,
    ) -> Self {
        Self { for_heads: true, ..Self::new(catalog, names, 1, sink) }
    }

    /// Hands over everything that is on the way.
    pub(super) fn drain(&mut self) -> Result<()> {
        self.intake.drain()
    }

    /// Reads every article of a file.
    pub(super) fn read(&mut self, place: &Place) -> Result<()> {
        let origin = Origin { walked: place.walked, ..Origin::file(&place.path) };
        self.own_names = self.intake.own_names(&place.path);
        match &place.obstacle {
            None => match self.open(place, &origin) {
                Ok(mut source) => {
                    let own_names = |describing: &Path| self.intake.own_names(describing);
                    let neighbour = self.beside.of(&place.path, self.names, own_names);
                    source.hints.described = neighbour.described;
                    source.hints.beside = neighbour.others;
                    self.unread = Some(place.path.clone());
                    self.stream(source, place.is_named())?;
                }
                Err(Reason::NotConverted(why)) => self.not_converted = Some(why),
                Err(reason) => self.rejected(&origin, reason)?,
            },
            Some(Obstacle::Unreadable(why)) => {
                self.rejected(&origin, Reason::Unreadable(why.clone()))?;
            }
            Some(Obstacle::LinkOut) => {
                let kind = UnreadKind::with("a link out of the folder", Remedy::FollowLinks);
                self.skipped(&origin, &kind);
            }
            Some(Obstacle::NoFile) => {
                self.skipped(&origin, &"a pipe, socket or device in a folder".into());
            }
        }
        let read_as = std::mem::replace(&mut self.read_as, ReadAs::of(&self.known));
        let is_read = self.unread.take().is_none();
        if let Some(why) = self.not_converted.take() {
            return self.intake.not_converted(&origin, Reason::NotConverted(why), read_as);
        }
        self.intake.end(&place.path, is_read.then_some(read_as))
    }

    /// Opens a file, or what a program makes of it.
    fn open(&mut self, place: &Place, origin: &Origin) -> Result<Source<'static>, Reason> {
        let Some(pre) = self.pre.filter(|pre| !place.is_stdin() && pre.takes(&place.path)) else {
            return open(place, self.stop)
                .map_err(|error| Reason::Unreadable(ReadFault::of(&error)));
        };
        self.read_as.pre = Some(pre.label());
        let text = pre.run(&place.path).map_err(|fault| Reason::NotConverted(fault.into()))?;
        let meter = Meter::new(Some(text.len() as u64));
        let mut source = Source::new(origin.clone(), Box::new(io::Cursor::new(text)), meter);
        source.hints.is_converted = true;
        Ok(source)
    }

    /// Reads a file or an entry of an archive. A parser that panics costs what is left of
    /// it, a sink that does stops everything.
    pub(super) fn stream(&mut self, source: Source<'_>, named: bool) -> Result<()> {
        let origin = source.origin.clone();
        match catch_unwind(AssertUnwindSafe(|| self.unpack(source, named))) {
            Ok(outcome) => outcome,
            Err(panic) if self.intake.is_in_sink() => resume_unwind(panic),
            Err(_) => {
                self.begin()?;
                self.record(&origin, panicked())
            }
        }
    }

    fn unpack(&mut self, source: Source<'_>, named: bool) -> Result<()> {
        let origin = source.origin.clone();
        match unpacked(source).and_then(|source| self.choose(source, named)) {
            Ok((source, choice)) => self.read_as_chosen(source, choice),
            Err(error) => {
                self.begin()?;
                self.unreadable(&origin, &error)
            }
        }
    }

    /// Takes a first look at a stream, and notes what it is.
    fn choose<'s>(
        &mut self,
        mut source: Source<'s>,
        named: bool,
    ) -> io::Result<(Source<'s>, Choice)> {
        let bytes = source.input.fill_buf()?;
        // A name tells what a file was, not what was made of it.
        let path = if source.hints.is_converted { Path::new("") } else { &*source.origin.path };
        let head = Head::new(path, bytes).of_type(source.hints.media_type);
        if source.origin.depth > 0 && source.hints.media_type.is_none() {
            let extension = head.extension().unwrap_or_default();
            if !self.read_as.entries.contains(extension) {
                self.read_as.entries.insert(extension.to_owned());
            }
        }
        let choice = self.catalog.choose(head, named);
        Ok((source, choice))
    }

    fn read_as_chosen(&mut self, source: Source<'_>, choice: Choice) -> Result<()> {
        let (format, reason) = match choice {
            Choice::Unread(_) if source.hints.is_converted => {
                self.not_converted =
                    Some(NotConverted { fault: ProgramFault::NoText, said: None }.into());
                return Ok(());
            }
            Choice::Unread(kind) => {
                self.skipped(&source.origin, &kind);
                return Ok(());
            }
            Choice::Read(format) => (format, None),
            Choice::Empty(format) => (format, Some(Reason::EmptyFile)),
            Choice::Mislabelled(format, kind) => (format, Some(Reason::Mislabelled(kind))),
        };
        self.begin()?;
        self.note(format.about());
        match reason {
            Some(reason) => self.rejected(&source.origin, reason),
            None => self.read_in(format, source),
        }
    }

    /// Reads a stream in a format.
    fn read_in(&mut self, format: &dyn Format, source: Source<'_>) -> Result<()> {
        if format.about().content == Content::Binary {
            return format.read(source, self);
        }
        if self.for_heads {
            return Ok(());
        }
        let origin = source.origin.clone();
        match as_text(source) {
            Ok(source) => format.read(source, self),
            Err(error) => self.unreadable(&origin, &error),
        }
    }

    /// Tells the sink that the file which is open is about to be read.
    fn begin(&mut self) -> Result<()> {
        match self.unread.take() {
            Some(file) => self.intake.begin(&file),
            None => Ok(()),
        }
    }

    fn note(&mut self, about: &About) {
        let label = about.label();
        self.read_as.formats.insert(label);
    }

    fn unreadable(&mut self, origin: &Origin, error: &io::Error) -> Result<()> {
        self.rejected(origin, Reason::Unreadable(ReadFault::of(error)))
    }
}

impl Out for Driver<'_> {
    fn names(&self) -> &FieldNames {
        self.own_names.as_ref().unwrap_or(self.names)
    }

    fn record(&mut self, at: &Origin, record: ReadOutcome) -> Result<()> {
        self.intake.record(at, record)
    }

    fn record_from(
        &mut self,
        at: &Origin,
        number: u64,
        raw: &[u8],
        record: Result<Article, Reason>,
    ) -> Result<()> {
        self.intake.record_from(at, number, raw, record)
    }

    fn decision(&mut self, at: &Origin, line: u64, json: &str) -> Result<()> {
        self.intake.decision(at, line, json)
    }

    fn later(&mut self, at: &Origin, bytes: usize, read: Later) -> Result<()> {
        if self.for_heads { Ok(()) } else { self.intake.later(at, bytes, read) }
    }

    fn entry(&mut self, entry: Source<'_>) -> Result<()> {
        self.stream(entry, false)
    }

    fn skipped(&mut self, at: &Origin, kind: &UnreadKind) {
        self.intake.skipped(&at.path, kind);
    }

    fn unused(&mut self, at: &Origin, columns: &str) {
        self.intake.unused(&at.path, columns);
    }

    fn progress(&mut self, source: &Source<'_>, bytes: u64) {
        self.intake.progress(source, bytes);
    }
}
