//! The store in a cluster: what a run reads, written as it comes, and noted when all of it is
//! there.
//!
//! A killed run leaves articles whose file is not noted as read; the next one reads it again.
//! Two that write at once disturb each other in nothing but the ids of articles that share one.

mod condemned;
mod run;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use jiff::Timestamp;

use super::client::Client;
use super::document::{KnownBy, complete};
use super::loader::{Loader, Work};
use super::notes;
use super::purge::purge;
use super::rebuild::rebuild;
use super::recount::{Recount, recount};
use super::state::{self, State};
use super::table::{Row, Table};
use super::words::{Tally, add_lengths};
use crate::analysis::Signature;
use crate::article::{Article, FirstIndexed};
use crate::cluster_fault::ClusterFault;
use crate::error::{Error, Result};
use crate::index::{
    Added, Condemned, CopiesOfDeleted, Decisions, Deleted, Deleting, FirstSeen, Forgotten, Holders,
    Ids, IndexingRun, Inputs, Known, Store, WriterOptions, keys_of, without_mark,
};
use crate::lexicon::Exceptions;

/// A collection in a cluster that is written to.
pub(super) struct ClusterStore {
    client: Arc<Client>,
    name: String,
    place: PathBuf,
    state: State,
    table: Table,
    ids: Ids,
    deleted: Deleted,
    forgotten: Forgotten,
    inputs: Inputs,
    /// What is noted of files in the cluster.
    noted: BTreeMap<Arc<str>, String>,
    loader: Loader,
    /// Articles that are to go when all is written, unless they come again.
    doomed: BTreeSet<String>,
    /// Of the files that are read again, the ids that have not come again: they go at the end.
    reread: HashMap<Arc<str>, BTreeSet<String>>,
    /// What was added and is not in the table.
    added: HashMap<String, Row>,
    /// Lengths of the first texts together, and how many these are, until averages are settled.
    sample: Option<([u64; 3], u64)>,
    uncommitted_bytes: usize,
    options: WriterOptions,
    /// Nothing is sent before all is read.
    held: Option<Vec<(Article, Arc<str>, FirstSeen)>>,
    /// The present moment, in seconds.
    now: u64,
    /// The number of the run; `None` when it is over.
    run: Option<u64>,
    start: (u64, Instant),
    version: u64,
    tally: Tally,
    stale: u64,
    has_due: bool,
}

impl ClusterStore {
    /// Opens a collection to write to, which is made when there is none. `now` is in ISO 8601.
    ///
    /// # Errors
    /// `Cluster`, and those of reading its state.
    pub(super) fn open(
        client: Client,
        name: &str,
        place: PathBuf,
        now: &str,
        options: WriterOptions,
    ) -> Result<Self> {
        let client = Arc::new(client);
        let mut state = match state::read(&client, name, &place) {
            Err(Error::IndexMissing(_)) => {
                state::create(&client, name, now)?;
                state::read(&client, name, &place)?.state
            }
            held => held?.state,
        };
        if state.is_old() {
            rebuild(&client, name, &place)?;
            state = state::read(&client, name, &place)?.state;
        }
        notes::refresh(&client, name)?;
        let table = Table::read(&client, name)?;
        let inputs = notes::inputs(&client, name)?;
        let decisions = notes::decisions(&client, name, &place)?;
        let moment = now.parse::<Timestamp>().map_or(0, Timestamp::as_microsecond);
        let base = u64::try_from(moment).unwrap_or(0).max(table.latest + 1);
        let run = format!("{base:x}-{:x}", std::process::id());
        let loader = Loader::start(&client, name, &run);
        if let Some(averages) = state.averages {
            loader.set_averages(averages);
        }
        let noted = inputs.entries().unwrap_or_default();
        let has_due = decisions.deletions().any(|deletion| !deletion.done);
        let mut store = Self {
            sample: state.averages.is_none().then_some(([0; 3], 0)),
            held: options.commit_every.is_none().then(Vec::new),
            deleted: Deleted::by(decisions.deletions()),
            forgotten: Forgotten::by(decisions.deletions()),
            client,
            name: name.to_owned(),
            place,
            state,
            table,
            ids: Ids::default(),
            inputs,
            noted,
            loader,
            doomed: BTreeSet::new(),
            reread: HashMap::new(),
            added: HashMap::new(),
            uncommitted_bytes: 0,
            options,
            now: u64::try_from(moment / 1_000_000).unwrap_or(0),
            run: None,
            start: (base, Instant::now()),
            version: base,
            tally: Tally::default(),
            stale: 0,
            has_due,
        };
        store.begin_run()?;
        // Somebody was killed between the decision and what it wants.
        store.delete_due()?;
        Ok(store)
    }

    fn change_state(&mut self, change: impl FnMut(&mut State)) -> Result<()> {
        self.state = state::change(&self.client, &self.name, &self.place, change)?;
        Ok(())
    }

    /// Returns when the collection is to have first had an article: what came with a run that
    /// never ended comes with this one, as nobody knows who was told of it.
    fn settled(&self, first: FirstSeen) -> FirstSeen {
        match self.run {
            Some(run) if !self.state.runs.is_ended(first.commit) => {
                FirstSeen { commit: run, ..first }
            }
            _ => first,
        }
    }

    /// Returns a moment that is later than all before it.
    fn next_version(&mut self) -> u64 {
        let (base, start) = self.start;
        let now = base + u64::try_from(start.elapsed().as_micros()).unwrap_or(0);
        self.version = now.max(self.version + 1);
        self.version
    }

    /// Writes an article under the id that it is known by.
    fn put(&mut self, mut article: Article, file: &Arc<str>, first: FirstSeen) -> Result<()> {
        let added =
            first.added.and_then(|added| Timestamp::from_second(added.try_into().ok()?).ok());
        article.first_indexed = added.map_or(FirstIndexed::Unknown, FirstIndexed::At);
        let first = self.settled(first);
        let row = Row {
            file: Arc::clone(file),
            first,
            known: KnownBy::of(&article),
            text: Signature::of(&article.body).exact,
        };
        self.doomed.remove(&article.id);
        for ids in self.reread.values_mut() {
            ids.remove(&article.id);
        }
        self.added.insert(article.id.clone(), row);
        self.uncommitted_bytes += article.text_bytes();
        let version = self.next_version();
        if let Some(sample) = &mut self.sample {
            add_lengths(sample, &article);
            if self.loader.is_filled_by(&article) {
                self.settle_averages()?;
            }
        }
        let (article, arrival) = (Box::new(article), first.commit);
        self.loader.push(Work::Put { article, file: Arc::clone(file), version, arrival })?;
        Ok(())
    }

    /// Settles how long texts are on average, before any is weighed by it.
    fn settle_averages(&mut self) -> Result<()> {
        let Some((sums, articles @ 1..)) = self.sample else { return Ok(()) };
        let averages = sums.map(|sum| sum as f32 / articles as f32);
        self.change_state(|state| {
            state.averages.get_or_insert(averages);
        })?;
        self.loader.set_averages(self.state.averages.unwrap_or(averages));
        self.sample = None;
        Ok(())
    }

    /// Sends what waits, and has it in the table when it is there.
    fn write(&mut self) -> Result<()> {
        self.settle_averages()?;
        for id in std::mem::take(&mut self.doomed) {
            let version = self.next_version();
            self.stale += 1;
            self.table.remove(&id);
            self.added.remove(&id);
            self.loader.push(Work::Remove { id, version })?;
        }
        // What is read again is not there any more for what comes.
        for id in self.reread.values().flatten() {
            self.table.remove(id);
        }
        self.loader.flush()?;
        for (id, row) in self.added.drain() {
            self.table.insert(id, row);
        }
        let (tally, written) = self.loader.take();
        self.tally.absorb(tally);
        self.stale += written.replaced + written.newer;
        self.ids.commit();
        self.uncommitted_bytes = 0;
        Ok(())
    }

    /// Gives articles that share an id, or do so no more, the ids that they are known by.
    fn settle_ids(&mut self) -> Result<()> {
        let renamed = self.ids.settle(&mut self.table)?;
        if renamed.is_empty() {
            return Ok(());
        }
        for one in &renamed {
            self.doomed.insert(one.from.clone());
        }
        for mut one in renamed {
            complete(&mut one.article);
            self.put(one.article, &one.file, one.first)?;
        }
        self.write()
    }

    fn keep_inputs(&mut self) -> Result<()> {
        let nonsense = || self.client.error(ClusterFault::Nonsense("list of files"));
        let left = self.forgotten.taken_from(&self.inputs);
        let now = left.as_ref().unwrap_or(&self.inputs).entries().map_err(|_| nonsense())?;
        notes::keep_inputs(&self.client, &self.name, &self.noted, &now)?;
        self.noted = now;
        Ok(())
    }

    /// Returns what an article is known by, whose id may have a mark.
    fn known(&mut self, id: &str) -> Result<Known> {
        let at = id.to_owned();
        let mut identity = self.table.identity(&at, id)?;
        if let Some(base) = without_mark(id) {
            let of_base = self.table.identity(&at, base)?;
            if [of_base.place, of_base.text].iter().any(|mark| mark.marked(base) == id) {
                identity = of_base;
            }
        }
        Ok(Known { id: at, keys: keys_of(id, identity) })
    }

    /// Dooms what was decided to be deleted and is there.
    fn delete_due(&mut self) -> Result<()> {
        if !self.has_due {
            return Ok(());
        }
        let decisions = notes::decisions(&self.client, &self.name, &self.place)?;
        let due = Deleted::by(decisions.deletions().filter(|deletion| !deletion.done));
        if due.is_empty() {
            return Ok(());
        }
        let ids: Vec<(String, u64)> =
            self.table.iter().map(|(id, row)| (id.clone(), row.text)).collect();
        for (id, body) in ids {
            let known = self.known(&id)?;
            if due.is_about(&known) || due.is_said(body, || self.table.article(&id))? {
                self.doomed.insert(id);
            }
        }
        Ok(())
    }

    fn decide_on(&mut self, change: &mut dyn FnMut(&mut Decisions)) -> Result<()> {
        let decisions = notes::decide(&self.client, &self.name, &self.place, change)?;
        self.deleted = Deleted::by(decisions.deletions());
        self.forgotten = Forgotten::by(decisions.deletions());
        self.has_due = decisions.deletions().any(|deletion| !deletion.done);
        Ok(())
    }

    /// Sees to it that nothing stays of what is to be forgotten: no word, no name, no byte.
    fn purge(&mut self) -> Result<()> {
        let decisions = notes::decisions(&self.client, &self.name, &self.place)?;
        if !decisions.deletions().any(|deletion| deletion.forget && !deletion.done) {
            return Ok(());
        }
        let forgotten = Forgotten::by(decisions.deletions());
        self.change_state(|state| {
            state.manifest.runs.iter_mut().for_each(|run| forgotten.leave(run));
        })?;
        recount(&self.client, &self.name, &self.place, Recount::Always)?;
        purge(&self.client, &self.name)?;
        purge(&self.client, &state::state_index(&self.name))
    }
}

impl Drop for ClusterStore {
    fn drop(&mut self) {
        let Some(number) = self.run.take() else { return };
        // Nobody is to be told of less than what can be found by now. Where this cannot be noted,
        // the run stays open, which does no harm.
        let _ = self.loader.flush();
        let _ = notes::refresh(&self.client, &self.name)
            .and_then(|()| self.change_state(|state| state.runs.give_up(number)));
    }
}

impl Store for ClusterStore {
    fn inputs(&mut self) -> &mut Inputs {
        &mut self.inputs
    }

    fn add(&mut self, mut article: Article, file: &Arc<str>) -> Result<Added> {
        complete(&mut article);
        let body = || Signature::of(&article.body).exact;
        if !self.deleted.is_empty() && self.deleted.has(&article, file, body()) {
            return Ok(Added::LeftOut);
        }
        let table = (!self.table.is_empty()).then_some(&mut self.table);
        let first = FirstSeen::new(&article, self.now, self.run.unwrap_or(0));
        let (added, first) = self.ids.take(&mut article, file, first, table)?;
        match &mut self.held {
            Some(held) => held.push((article, Arc::clone(file), first)),
            None => self.put(article, file, first)?,
        }
        if self.options.commit_every.is_some_and(|bytes| self.uncommitted_bytes >= bytes) {
            self.commit()?;
        }
        Ok(added)
    }

    fn delete(&mut self, id: &str) -> Result<()> {
        self.doomed.insert(id.to_owned());
        Ok(())
    }

    fn delete_for_good(&mut self, ids: &[String], how: Deleting<'_>) -> Result<CopiesOfDeleted> {
        let Condemned { deletions, gone, near } = self.condemned(ids, how)?;
        self.decide_on(&mut |decisions| {
            if how.forget {
                decisions.forget(ids, how);
            }
            decisions.delete(deletions.iter().cloned());
        })?;
        let copies = gone.iter().filter(|id| !ids.contains(id)).cloned().collect();
        self.doomed.extend(gone);
        Ok(CopiesOfDeleted { gone: copies, near })
    }

    fn delete_file(&mut self, file: &str) -> Result<u64> {
        let ids = self.table.ids_of(file)?;
        let added = self.added.iter().filter(|(_, row)| &*row.file == file);
        self.doomed.extend(added.map(|(id, _)| id.clone()));
        self.ids.leave(file, Some(&self.table))?;
        let count = ids.len() as u64;
        // What another file took over meanwhile stays.
        let is_its = |id: &String| self.added.get(id).is_none_or(|row| &*row.file == file);
        self.doomed.extend(ids.into_iter().filter(is_its));
        Ok(count)
    }

    fn reread_file(&mut self, file: &Arc<str>) -> Result<()> {
        let others = std::mem::take(&mut self.doomed);
        self.delete_file(file)?;
        let its = std::mem::replace(&mut self.doomed, others);
        // They go at the end of the run, when it is known that the file holds them no more.
        self.reread.entry(Arc::clone(file)).or_default().extend(its);
        Ok(())
    }

    fn end_file(&mut self, file: &str, is_whole: bool) -> Result<u64> {
        let left = match self.reread.get(file) {
            Some(ids) => ids.len() as u64,
            None => 0,
        };
        if !is_whole || left == 0 {
            self.reread.remove(file);
        }
        Ok(left)
    }

    fn keep_file(&mut self, file: &Arc<str>) {
        self.ids.stay(file);
    }

    fn prune(&mut self, gone: &[Arc<str>]) -> Result<u64> {
        if !gone.is_empty() {
            self.commit()?;
        }
        let mut count = 0;
        for file in gone {
            count += self.table.count_of(file);
            self.delete_file(file)?;
        }
        Ok(count)
    }

    fn decide(&mut self, decisions: &Decisions) -> Result<()> {
        self.decide_on(&mut |all| all.join(decisions))
    }

    fn set_exceptions(&mut self, exceptions: &Exceptions, now: &str) -> Result<()> {
        self.decide_on(&mut |decisions| decisions.set_exceptions(exceptions, now))
    }

    fn shared_ids(&self) -> u64 {
        self.ids.shared()
    }

    fn commit(&mut self) -> Result<()> {
        for (article, file, first) in self.held.take().into_iter().flatten() {
            self.put(article, &file, first)?;
        }
        self.ids.keep_departed(&self.table)?;
        self.write()?;
        self.settle_ids()?;
        // A file is noted when its articles and their words are there, and not before.
        self.keep_words(None)?;
        self.keep_inputs()
    }

    fn finish(mut self: Box<Self>, mut run: Option<IndexingRun>) -> Result<()> {
        self.doomed.extend(std::mem::take(&mut self.reread).into_values().flatten());
        self.commit()?;
        self.delete_due()?;
        self.write()?;
        if let Some(run) = &mut run {
            self.forgotten.leave(run);
        }
        self.keep_words(run.as_ref())?;
        notes::refresh(&self.client, &self.name)?;
        self.end_run()?;
        if self.has_due {
            self.purge()?;
            self.decide_on(&mut Decisions::set_done)?;
        }
        recount(&self.client, &self.name, &self.place, Recount::WhereWorth)
    }
}
