//! Inputs read into a store: which files need not be read, which articles leave, and what
//! became of all.
//!
//! A file is known again by its fingerprint and by the formats that it was read in. Of several
//! files that hold an article the last one counts, and the store ends as if all had been read
//! anew. Nothing is printed here: see [`Watch`].

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::again::known_again;
use super::beside::Beside;
use super::defaults::fill;
use super::driver::read_by;
use super::open_file::OpenFile;
use super::place::Place;
use super::record::field::FieldNames;
use super::sink::Sink;
use super::update_options::{Prune, UpdateOptions};
use super::visits::Visits;
use super::watch::{UpdateCounts, Watch};
use crate::article::Article;
use crate::error::{Error, Result};
use crate::index::{Added, Change, Decisions, FileId, Inputs, Store, absolute, file_id, file_name};
use crate::read_as::{Defaults, ReadAs};
use crate::rejection::Rejection;
use crate::unread_kind::{Remedy, UnreadKind};

/// Brings a store up to date with the inputs at `places`, which were found below `roots`.
/// What it ends with is for the caller to commit.
///
/// # Errors
/// Those of the store and of `watch`; `Unmounted` before anything is read, where all of a root
/// seems to be gone; `Strict` for a record that is no article, where each
/// must be one.
pub fn update(
    mut places: Vec<Place>,
    roots: &[PathBuf],
    options: UpdateOptions<'_>,
    store: &mut dyn Store,
    watch: &mut dyn Watch,
) -> Result<UpdateCounts> {
    let UpdateOptions { catalog, names, pre, jobs, stop, .. } = options;
    let mut update = Update::start(roots, options, store, watch)?;
    // Those that are read again may in their turn overtake others after them.
    while !places.is_empty() {
        match read_by(&places, catalog, names, jobs, pre, Some(stop), &mut update) {
            Err(Error::Stopped) => return update.stopped(),
            read => read?,
        }
        places = update.take_overtaken(&places);
    }
    update.finish()
}

/// A store that is brought up to date.
struct Update<'a> {
    options: UpdateOptions<'a>,
    beside: Beside,
    store: &'a mut dyn Store,
    watch: &'a mut dyn Watch,
    /// Files whose articles are to be removed.
    gone: Vec<Arc<str>>,
    /// The files come to so far.
    visits: Visits,
    /// Files that had articles taken by files which come before them.
    overtaken: BTreeSet<Arc<str>>,
    /// What has become of files that are being opened, as far as they were looked at: the end
    /// of one that is not read may come after the beginnings of others.
    changes: BTreeMap<PathBuf, Change>,
    /// What this file is, whatever its name.
    file_id: Option<FileId>,
    /// How many articles each file that was read again holds no more.
    left: BTreeMap<Arc<str>, u64>,
    /// Files being read.
    open: BTreeMap<PathBuf, OpenFile>,
    /// The file of the last article, as the index names it.
    file: (PathBuf, Arc<str>),
    /// What exports hold of decisions.
    decisions: Decisions,
    counts: UpdateCounts,
}

impl<'a> Update<'a> {
    fn start(
        roots: &[PathBuf],
        options: UpdateOptions<'a>,
        store: &'a mut dyn Store,
        watch: &'a mut dyn Watch,
    ) -> Result<Self> {
        let roots: Vec<PathBuf> = roots.iter().filter_map(|root| absolute(root)).collect();
        let inputs = store.inputs();
        let gone = if options.prune == Prune::No { Vec::new() } else { inputs.gone(&roots) };
        if options.prune == Prune::Gone
            && let Some((path, why, files)) = inputs.unmounted(&roots, &gone)
        {
            return Err(Error::Unmounted { path, why, files });
        }
        let mut beside = Beside::new(options.catalog);
        let visits = Visits::new(roots);
        if options.prune != Prune::No {
            for file in inputs.keeping(|path| visits.is_below_roots(path)) {
                inputs.reread(&file);
            }
        }
        let reading = |inputs: &Inputs, path: &Path, then: &ReadAs| {
            options.reading(Some(then), path, &mut beside, inputs)
        };
        let stays = |path: &Path, then: &ReadAs| options.is_left(path, then);
        inputs.uncover(&gone, reading, stays, |path, then| {
            let place = Place { path: path.to_owned(), walked: 1, obstacle: None };
            options.pre_of(path).is_some_and(|pre| then.pre != Some(pre))
                || known_again(&place, options.catalog, then).is_none()
                || (has_others(options.defaults, then) && visits.is_below_roots(path))
        });
        Ok(Self {
            options,
            beside,
            store,
            watch,
            gone,
            visits,
            overtaken: BTreeSet::new(),
            changes: BTreeMap::new(),
            file_id: None,
            left: BTreeMap::new(),
            open: BTreeMap::new(),
            file: (PathBuf::new(), "".into()),
            decisions: Decisions::default(),
            counts: UpdateCounts::default(),
        })
    }

    /// Returns the places to be read after all others, once: of the files that hold an
    /// article the last one counts, and these were not read.
    fn take_overtaken(&mut self, places: &[Place]) -> Vec<Place> {
        self.visits.begin_round();
        let overtaken = std::mem::take(&mut self.overtaken);
        if overtaken.is_empty() {
            return Vec::new();
        }
        let (visits, inputs) = (&mut self.visits, self.store.inputs());
        let mut is_overtaken = |place: &&Place| {
            visits.name_of(&place.path, inputs).is_some_and(|name| overtaken.contains(&name))
        };
        places.iter().filter(&mut is_overtaken).cloned().collect()
    }

    /// Takes note that an article of `file` took the place of one from `origin`.
    fn replace(&mut self, file: &Arc<str>, origin: Arc<str>) {
        if *file == origin || file.is_empty() || origin.is_empty() {
            return;
        }
        if self.visits.comes_later(file, &origin) {
            self.overtake(&origin);
        }
        self.store.inputs().replace(file, origin);
    }

    /// Takes note that a file is to be read again after all others.
    fn overtake(&mut self, file: &Arc<str>) {
        self.store.inputs().reread(file);
        self.overtaken.insert(Arc::clone(file));
    }

    /// Takes note that a file is read under this name.
    fn visit(&mut self, name: &Arc<str>) {
        self.come_to(name);
        if let Some(rejected) = self.visits.read(name) {
            self.counts.unchanged -= 1;
            self.counts.rejected_before -= rejected;
        }
    }

    /// Takes note of the name of the file that is come to.
    fn come_to(&mut self, name: &Arc<str>) {
        let file = self.file_id.take();
        self.visits.set_name(file, name);
    }

    /// Returns the name by which the index knows a file, or is to know it.
    fn name_of(&mut self, path: &Path) -> Option<Arc<str>> {
        self.visits.name_of(path, self.store.inputs())
    }

    /// Tells whether a file was come to already, by this link or another. What the index has of
    /// it by this one, from a time when it was read twice, is removed.
    fn is_come_to(&mut self, path: &Path) -> Result<bool> {
        let Some(known) = self.visits.name(self.file_id.as_ref()) else { return Ok(false) };
        let own = file_name(path).filter(|name| name != known);
        if let Some(name) = own.filter(|name| self.store.inputs().read_as(name).is_some()) {
            for origin in self.store.inputs().take_replaced(&name) {
                self.overtake(&origin);
            }
            self.store.inputs().remove(&name);
            self.counts.removed += self.store.delete_file(&name)?;
        }
        Ok(true)
    }

    /// Forgets a file of a kind that is not read, and removes its articles when it has changed
    /// into one. When it has not changed, it was named itself when it was read; or it was noted
    /// by a limier that noted every file.
    fn forget(&mut self, path: &Path) -> Result<()> {
        let (Some(change), Some(name)) = (self.changes.remove(path), self.name_of(path)) else {
            return Ok(());
        };
        let is_changed = matches!(change, Change::Changed(_));
        let inputs = self.store.inputs();
        if inputs.read_as(&name).is_some_and(|then| then.pre.is_some()) {
            return Ok(());
        }
        if is_changed || inputs.read_as(&name).is_some_and(|then| then.formats.is_empty()) {
            inputs.remove(&name);
        }
        if is_changed {
            self.counts.removed += self.store.delete_file(&name)?;
        }
        Ok(())
    }

    /// Goes on, unless reading is to stop.
    fn go_on(&self) -> Result<()> {
        if self.options.stop.is_asked() { Err(Error::Stopped) } else { Ok(()) }
    }

    /// Returns what became of what was read. Files that were not read to their end are known as
    /// changed, and none is known to be gone.
    fn stopped(mut self) -> Result<UpdateCounts> {
        self.gone.clear();
        for OpenFile { name, .. } in std::mem::take(&mut self.open).into_values() {
            self.store.end_file(&name, false)?;
        }
        // They may be in files that were not read any more.
        for (name, left) in std::mem::take(&mut self.left) {
            if left > 0 {
                self.store.end_file(&name, false)?;
                self.store.inputs().reread(&name);
                self.counts.removed -= left;
            }
        }
        self.counts.is_stopped = true;
        self.finish()
    }

    /// Removes the articles of files that are gone, takes decisions over, and returns what
    /// became of all.
    fn finish(mut self) -> Result<UpdateCounts> {
        for (name, left) in std::mem::take(&mut self.left) {
            // Some may have come from other files since.
            let left_now = self.store.end_file(&name, true)?;
            self.counts.removed = self.counts.removed - left + left_now;
        }
        self.counts.removed += self.store.prune(&self.gone)?;
        for file in self.gone.drain(..) {
            self.store.inputs().remove(&file);
        }
        self.store.inputs().note_disks(self.visits.roots());
        self.counts.ids_shared = self.store.shared_ids();
        self.counts.decisions = self.decisions.len() as u64;
        if !self.decisions.is_empty() {
            self.store.decide(&self.decisions)?;
        }
        Ok(self.counts)
    }
}

/// Tells whether other defaults are given than those a file was read with.
fn has_others(given: &Defaults, then: &ReadAs) -> bool {
    !given.is_empty() && *given != then.defaults
}

impl Sink for Update<'_> {
    fn wants(&mut self, place: &Place) -> Result<bool> {
        self.go_on()?;
        self.file_id = file_id(&place.path);
        self.changes.remove(&place.path);
        if self.is_come_to(&place.path)? {
            return Ok(false);
        }
        let Some(name) = self.name_of(&place.path) else { return Ok(true) };
        let inputs = self.store.inputs();
        let Some(then) = inputs.read_as(&name) else { return Ok(true) };
        let reading = self.options.reading(Some(then), &place.path, &mut self.beside, inputs);
        let is_left = self.options.is_left(&place.path, then);
        let is_other = has_others(self.options.defaults, then)
            || self.options.pre_of(&place.path) != then.pre
            || self.options.force;
        // A file that cannot be read is rejected by who tries to.
        let Ok(change) = inputs.change(&name, &place.path, reading) else {
            return Ok(true);
        };
        if is_left && !matches!(change, Change::Unchanged(_)) {
            self.come_to(&name);
            let name = "changed since a program made text of it";
            self.skipped(&place.path, &UnreadKind::with(name, Remedy::GiveProgram));
            return Ok(false);
        }
        if let Change::Unchanged(fingerprint) = change
            && (is_left || !is_other)
            && let Some(read_as) = if is_left {
                Some(then.clone())
            } else {
                known_again(place, self.options.catalog, then)
            }
        {
            self.come_to(&name);
            self.visits.skip(&name, fingerprint.rejected);
            self.counts.unchanged += 1;
            self.counts.rejected_before += fingerprint.rejected;
            self.store.inputs().set(name, fingerprint, read_as);
            return Ok(false);
        }
        self.changes.insert(place.path.clone(), change);
        Ok(true)
    }

    fn own_names(&mut self, path: &Path) -> Option<FieldNames> {
        let name = self.name_of(path)?;
        self.options.own_names(self.store.inputs().read_as(&name))
    }

    fn begins(&mut self, path: &Path) -> Result<()> {
        let Some(name) = self.name_of(path) else { return Ok(()) };
        let inputs = self.store.inputs();
        let reading = self.options.reading(inputs.read_as(&name), path, &mut self.beside, inputs);
        let change = match self.changes.remove(path) {
            Some(change) => change,
            None => match inputs.change(&name, path, reading) {
                Ok(change) => change,
                Err(_) => return Ok(()),
            },
        };
        self.visit(&name);
        let (mut fingerprint, is_known) = match change {
            Change::New(fingerprint) => (fingerprint, false),
            Change::Changed(fingerprint) | Change::Unchanged(fingerprint) => (fingerprint, true),
        };
        (fingerprint.rejected, fingerprint.keeps) = (0, false);
        let then = self.store.inputs().read_as(&name).cloned().unwrap_or_default();
        let stay =
            self.options.prune == Prune::No && self.options.catalog.hold_the_latest(&then.formats);
        if stay {
            self.store.keep_file(&name);
            fingerprint.keeps = is_known;
        }
        if is_known && !stay {
            self.store.reread_file(&name)?;
        }
        let inputs = self.store.inputs();
        let noted = inputs.read_as(&name).filter(|_| self.options.defaults.is_empty());
        let defaults = noted.map_or(self.options.defaults, |then| &then.defaults).clone();
        let fields = self.options.fields(Some(&then)).to_owned();
        let pre = self.options.pre_of(path);
        let given = ReadAs { fields, defaults, pre, ..then };
        inputs.begin(Arc::clone(&name), given.clone());
        let open = OpenFile::new(name, given, fingerprint);
        self.open.insert(path.to_owned(), open);
        Ok(())
    }

    fn article(&mut self, mut article: Article, path: &Path) -> Result<()> {
        if self.options.stop.is_cut() {
            return Err(Error::Stopped);
        }
        let open = self.open.get(path);
        fill(&mut article, open.map_or(self.options.defaults, |file| &file.given.defaults));
        if self.file.0 != path {
            let name = self.open.get(path).map_or_else(|| "".into(), |file| Arc::clone(&file.name));
            self.file = (path.to_owned(), name);
        }
        let is_undated = article.published.is_none();
        let unread = article.unread_date.take().map(|date| (article.id.clone(), date));
        let added = self.store.add(article, &self.file.1)?;
        if added == Added::LeftOut {
            self.counts.left_out += 1;
            return Ok(());
        }
        self.counts.indexed += 1;
        if let Some(file) = self.open.get_mut(path) {
            file.articles += 1;
        }
        self.counts.undated += u64::from(is_undated);
        if let Some((id, date)) = unread {
            self.counts.dates_unread += 1;
            self.watch.unread_date(&id, &date);
        }
        match added {
            Added::Replaced(origin) => {
                self.counts.replaced += 1;
                let file = Arc::clone(&self.file.1);
                self.replace(&file, origin);
            }
            Added::Again => self.counts.replaced += 1,
            Added::New | Added::LeftOut => {}
        }
        self.go_on()
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
        self.go_on()?;
        if self.options.strict {
            return Err(Error::Strict(rejection));
        }
        let records = rejection.records();
        self.counts.rejected += records;
        if let Some(file) = self.open.get_mut(&*rejection.file) {
            file.fingerprint.rejected += records;
            file.is_cut |= rejection.reason.may_pass();
            file.is_broken |= rejection.reason.is_of_file();
        }
        self.watch.rejected(&rejection)
    }

    fn not_converted(&mut self, rejection: Rejection, read: ReadAs) -> Result<()> {
        let path = &*rejection.file;
        if let Some(name) = self.name_of(path) {
            let inputs = self.store.inputs();
            let reading = self.options.reading(None, path, &mut self.beside, inputs);
            let has_articles = inputs.read_as(&name).is_some_and(|then| !then.formats.is_empty());
            // It is tried again only when there is something to lose.
            if !has_articles
                && !rejection.reason.may_pass()
                && let Ok(change) = inputs.change(&name, path, reading)
            {
                let (Change::New(mut fingerprint)
                | Change::Changed(mut fingerprint)
                | Change::Unchanged(mut fingerprint)) = change;
                let defaults = self.options.defaults.clone();
                let fields = self.options.fields.to_owned();
                fingerprint.rejected = 1;
                inputs.set(name, fingerprint, ReadAs { fields, defaults, ..read });
            }
        }
        self.changes.remove(path);
        self.rejected(rejection)
    }

    fn finished(&mut self, path: &Path, read: Option<ReadAs>) -> Result<()> {
        self.go_on()?;
        let Some(read_as) = read else { return self.forget(path) };
        if let Some(file) = self.open.remove(path) {
            let is_whole = file.is_whole();
            let OpenFile { name, given, fingerprint, is_cut, .. } = file;
            let left = self.store.end_file(&name, is_whole)?;
            if is_whole {
                // It may have been read before in this run.
                let before = match left {
                    0 => self.left.remove(&name),
                    left => self.left.insert(Arc::clone(&name), left),
                };
                self.counts.removed = self.counts.removed - before.unwrap_or(0) + left;
            } else if left > 0 {
                self.watch.stay(path, left);
            }
            self.overtaken.remove(&name);
            if is_cut {
                // As after a kill: it counts as changed.
                return Ok(());
            }
            let ReadAs { fields, defaults, .. } = given;
            self.store.inputs().set(name, fingerprint, ReadAs { fields, defaults, ..read_as });
        }
        Ok(())
    }

    fn skipped(&mut self, path: &Path, kind: &UnreadKind) {
        let count = self.counts.skipped.entry(kind.name.to_string()).or_default();
        *count += 1;
        if *count == 1 {
            self.watch.not_read(path, kind);
        }
    }

    fn unused(&mut self, path: &Path, columns: &str) {
        self.watch.unused(path, columns);
    }

    fn progress(&mut self, disk_bytes: u64, bytes: u64) {
        self.counts.bytes += bytes;
        self.watch.progress(disk_bytes, self.counts.indexed);
    }
}
