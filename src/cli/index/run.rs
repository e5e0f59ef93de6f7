//! A run of `limier index`: takes what the inputs hold, and knows which files need not
//! be read.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Display;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use indicatif::{ProgressBar, ProgressStyle};

use super::args::IndexArgs;
use super::rejects::Rejects;
use crate::article::Article;
use crate::cli::options::now;
use crate::error::{Error, Result};
use crate::index::{
    Added, Change, Decisions, DryRun, Fingerprint, LocalStore, Run, Store, WriterOptions, absolute,
    file_name,
};
use crate::ingest::{Catalog, Place, Sink, known_again};
use crate::read_as::ReadAs;
use crate::rejection::Rejection;
use crate::render::{Notice, Summary, counted, printable};

/// Examples of unread dates that are printed.
const MAX_EXAMPLES: u64 = 20;

/// Characters of one that are printed.
const MAX_EXAMPLE_CHARS: usize = 80;

/// A run of `limier index`.
pub(super) struct IndexRun<'a> {
    store: Box<dyn Store>,
    args: &'a IndexArgs,
    /// The formats that there are.
    catalog: Catalog,
    rejects: Option<Rejects>,
    progress: ProgressBar,
    /// Files whose articles are to be removed.
    gone: Vec<Arc<str>>,
    /// What is read, absolute.
    roots: Vec<PathBuf>,
    /// The files come to so far.
    visits: HashMap<Arc<str>, Visit>,
    /// Files that had articles taken by files which come before them.
    overtaken: BTreeSet<Arc<str>>,
    /// What has become of the file that is being opened, as far as it was looked at.
    change: Option<Change>,
    /// Files being read.
    open: BTreeMap<PathBuf, OpenFile>,
    /// The file of the last article, as the index names it.
    file: (PathBuf, Arc<str>),
    skipped: BTreeMap<String, u64>,
    /// What exports hold of decisions.
    decisions: Decisions,
    summary: Summary,
}

/// A file that was come to.
struct Visit {
    /// How many came before.
    order: usize,
    /// It has not changed and was not read; how many of its records were rejected before.
    skipped: Option<u64>,
}

/// A file being read.
struct OpenFile {
    name: Arc<str>,
    fingerprint: Fingerprint,
    /// Articles that the index had of it, not yet seen again.
    before: u64,
}

impl<'a> IndexRun<'a> {
    /// Starts a run; `total_bytes` is what there is to read, as far as it is known.
    pub(super) fn start(
        args: &'a IndexArgs,
        dir: &Path,
        catalog: Catalog,
        total_bytes: Option<u64>,
    ) -> Result<Self> {
        let rejects = args.rejects.as_deref().map(Rejects::create).transpose()?;
        let mut store = store(args, dir)?;
        let inputs = store.inputs();
        let roots: Vec<PathBuf> = args.paths.iter().filter_map(|path| absolute(path)).collect();
        let gone = if args.prune { inputs.gone(&roots) } else { Vec::new() };
        inputs.uncover(&gone, args.reading(), |path, then| {
            let place = Place { path: path.to_owned(), named: false, obstacle: None };
            known_again(&place, catalog, then).is_none()
        });
        Ok(Self {
            store,
            gone,
            roots,
            visits: HashMap::new(),
            overtaken: BTreeSet::new(),
            args,
            catalog,
            rejects,
            progress: progress_bar(total_bytes),
            change: None,
            open: BTreeMap::new(),
            file: (PathBuf::new(), "".into()),
            skipped: BTreeMap::new(),
            decisions: Decisions::default(),
            summary: Summary { dry_run: args.dry_run, ..Summary::default() },
        })
    }

    /// Writes a line to standard error, around the progress bar.
    fn say(&self, what: impl Display) {
        let line = what.to_string();
        let line = printable(&line);
        // With standard error gone there is nobody left to tell; the articles count.
        let _ = self.progress.suspend(|| writeln!(io::stderr(), "{line}"));
    }

    /// Returns the places to be read after all others, once: of the files that hold an
    /// article the last one counts, and these were not read.
    pub(super) fn take_overtaken(&mut self, places: &[Place]) -> Vec<Place> {
        let overtaken = std::mem::take(&mut self.overtaken);
        if overtaken.is_empty() {
            return Vec::new();
        }
        let is_overtaken =
            |place: &&Place| file_name(&place.path).is_some_and(|name| overtaken.contains(&name));
        places.iter().filter(is_overtaken).cloned().collect()
    }

    /// Takes note that an article of `file` took the place of one from `origin`.
    fn replace(&mut self, file: &Arc<str>, origin: Arc<str>) {
        if *file == origin || file.is_empty() || origin.is_empty() {
            return;
        }
        let order = |file: &Arc<str>| self.visits.get(file).map(|visit| visit.order);
        let is_later = match (order(file), order(&origin)) {
            (Some(one), Some(other)) => one < other,
            _ => self.roots.iter().any(|root| Path::new(&*origin).starts_with(root)),
        };
        if is_later {
            self.store.inputs().reread(&origin);
            self.overtaken.insert(Arc::clone(&origin));
        }
        self.store.inputs().replace(file, origin);
    }

    /// Takes note that a file is come to.
    fn visit(&mut self, name: &Arc<str>) -> &mut Visit {
        let order = self.visits.len();
        let visit = self.visits.entry(Arc::clone(name)).or_insert(Visit { order, skipped: None });
        if let Some(rejected) = visit.skipped.take() {
            self.summary.unchanged -= 1;
            self.summary.rejected_before -= rejected;
        }
        visit
    }

    /// Forgets a file of a kind that is not read, and removes its articles when it has changed
    /// into one. When it has not changed, it was named itself when it was read; or it was noted
    /// by a limier that noted every file.
    fn forget(&mut self, path: &Path) -> Result<()> {
        let (Some(change), Some(name)) = (self.change.take(), file_name(path)) else {
            return Ok(());
        };
        let is_changed = matches!(change, Change::Changed(_));
        let inputs = self.store.inputs();
        if is_changed || inputs.read_as(&name).is_some_and(|then| then.formats.is_empty()) {
            inputs.remove(&name);
        }
        if is_changed {
            self.summary.removed += self.store.delete_file(&name)?;
        }
        Ok(())
    }

    /// Removes the articles of files that are gone.
    pub(super) fn prune(&mut self) -> Result<()> {
        self.summary.removed += self.store.prune(&self.gone)?;
        for file in self.gone.drain(..) {
            self.store.inputs().remove(&file);
        }
        Ok(())
    }

    /// Commits what was added and notes the run.
    pub(super) fn finish(self) -> Result<Summary> {
        let Self { mut store, args, rejects, progress, skipped, decisions, mut summary, .. } = self;
        if let Some(rejects) = rejects {
            rejects.finish()?;
        }
        if !args.dry_run {
            progress.set_message("writing");
        }
        summary.decisions = decisions.len() as u64;
        if !decisions.is_empty() {
            store.decide(&decisions)?;
        }
        store.finish(Some(Run {
            at: now(),
            inputs: args.paths.iter().map(|path| path.display().to_string()).collect(),
            indexed: summary.indexed,
            replaced: summary.replaced,
            rejected: summary.rejected,
            undated: summary.undated,
        }))?;
        progress.finish_and_clear();
        summary.skipped = skipped.into_iter().collect();
        Ok(summary)
    }
}

impl Sink for IndexRun<'_> {
    fn wants(&mut self, place: &Place) -> Result<bool> {
        let Some(name) = file_name(&place.path) else { return Ok(true) };
        let inputs = self.store.inputs();
        let Some(then) = inputs.read_as(&name) else { return Ok(true) };
        // A file that cannot be read is rejected by who tries to.
        let Ok(change) = inputs.change(&name, &place.path, self.args.reading()) else {
            return Ok(true);
        };
        if let Change::Unchanged(fingerprint) = change
            && !self.args.force
            && let Some(read_as) = known_again(place, self.catalog, then)
        {
            self.visit(&name).skipped = Some(fingerprint.rejected);
            self.summary.unchanged += 1;
            self.summary.rejected_before += fingerprint.rejected;
            self.store.inputs().set(name, fingerprint, read_as);
            return Ok(false);
        }
        self.change = Some(change);
        Ok(true)
    }

    fn begins(&mut self, path: &Path) -> Result<()> {
        let Some(name) = file_name(path) else { return Ok(()) };
        let change = match self.change.take() {
            Some(change) => change,
            None => match self.store.inputs().change(&name, path, self.args.reading()) {
                Ok(change) => change,
                Err(_) => return Ok(()),
            },
        };
        self.visit(&name);
        let (mut fingerprint, is_known) = match change {
            Change::New(fingerprint) => (fingerprint, false),
            Change::Changed(fingerprint) | Change::Unchanged(fingerprint) => (fingerprint, true),
        };
        fingerprint.rejected = 0;
        let before = if is_known { self.store.delete_file(&name)? } else { 0 };
        self.store.inputs().begin(Arc::clone(&name));
        self.open.insert(path.to_owned(), OpenFile { name, fingerprint, before });
        Ok(())
    }

    fn article(&mut self, article: Article, path: &Path) -> Result<()> {
        if self.file.0 != path {
            let name = self.open.get(path).map_or_else(|| "".into(), |file| Arc::clone(&file.name));
            self.file = (path.to_owned(), name);
        }
        self.summary.indexed += 1;
        self.summary.undated += u64::from(article.published.is_none());
        if let Some(date) = &article.unread_date {
            self.summary.dates_unread += 1;
            if self.args.verbose && self.summary.dates_unread <= MAX_EXAMPLES {
                let date: String = date.chars().take(MAX_EXAMPLE_CHARS).collect();
                self.say(Notice::UnreadDate { id: &article.id, date: &date });
            }
        }
        if let Added::Replaced(origin) = self.store.add(article, &self.file.1)? {
            self.summary.replaced += 1;
            let file = Arc::clone(&self.file.1);
            self.replace(&file, origin);
            if let Some(file) = self.open.get_mut(path) {
                file.before = file.before.saturating_sub(1);
            }
        }
        Ok(())
    }

    fn decision(&mut self, json: &str) -> Result<bool> {
        let decisions = Decisions::parse(json, Path::new(""));
        let decisions = decisions.ok().filter(|decisions| decisions.len() == 1);
        Ok(decisions.is_some_and(|decisions| {
            self.decisions.join(&decisions);
            true
        }))
    }

    fn rejected(&mut self, rejection: Rejection) -> Result<()> {
        if self.args.strict {
            self.progress.finish_and_clear();
            return Err(Error::Strict(rejection));
        }
        self.summary.rejected += 1;
        if let Some(file) = self.open.get_mut(&*rejection.file) {
            file.fingerprint.rejected += 1;
        }
        if let Some(rejects) = &mut self.rejects {
            rejects.write(&rejection)?;
        }
        self.say(&rejection);
        Ok(())
    }

    fn finished(&mut self, path: &Path, read: Option<ReadAs>) -> Result<()> {
        let Some(read_as) = read else { return self.forget(path) };
        if let Some(OpenFile { name, fingerprint, before }) = self.open.remove(path) {
            self.summary.removed += before;
            self.overtaken.remove(&name);
            self.store.inputs().set(name, fingerprint, read_as);
        }
        Ok(())
    }

    fn skipped(&mut self, path: &Path, kind: &str) {
        // What is to be done with files of a kind stands in brackets behind it.
        let (name, _) = kind.split_once(" (").unwrap_or((kind, ""));
        let count = self.skipped.entry(name.to_owned()).or_default();
        *count += 1;
        if *count == 1 {
            self.say(Notice::NotRead { path, kind });
        }
    }

    fn unused(&mut self, path: &Path, columns: &str) {
        if self.args.verbose {
            self.say(Notice::UnusedColumns { path, columns });
        }
    }

    fn progress(&mut self, disk_bytes: u64, bytes: u64) {
        self.summary.bytes += bytes;
        self.progress.inc(disk_bytes);
        if !self.progress.is_hidden() {
            self.progress.set_message(counted(self.summary.indexed, "article", "articles"));
        }
    }
}

/// Returns where articles go.
fn store(args: &IndexArgs, dir: &Path) -> Result<Box<dyn Store>> {
    if args.dry_run {
        return Ok(Box::new(DryRun::open(dir)?));
    }
    let options = WriterOptions::default();
    // Nothing is kept before all is read.
    let commit_every = options.commit_every.filter(|_| !args.strict);
    Ok(Box::new(LocalStore::open(dir, &now(), WriterOptions { commit_every, ..options })?))
}

/// Returns a progress bar, hidden unless standard error is a terminal.
fn progress_bar(total_bytes: Option<u64>) -> ProgressBar {
    let (bar, template) = match total_bytes {
        Some(total) => (
            ProgressBar::new(total),
            "{bar:30} {percent:>3} %  {msg}  {binary_bytes_per_sec}, {eta} left",
        ),
        None => (ProgressBar::new_spinner(), "{spinner} {msg}  {binary_bytes_per_sec}"),
    };
    // The templates are constants; a wrong one would show in the first run.
    bar.with_style(ProgressStyle::with_template(template).unwrap_or(ProgressStyle::default_bar()))
}
