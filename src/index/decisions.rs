//! What people decided about an index: all of it that its inputs cannot tell again.
//!
//! A file of JSON Lines beside tantivy's, a decision a line, to be read by people too.
//! Kinds that a newer limier knows are kept as they stand, and so are keys of the others.

use std::collections::HashMap;
use std::path::Path;
use std::time::Duration;

use super::decision::{Decision, Exception, Same};
use super::deletion::{Deleting, Deletion, KeyHash};
use super::files::{DECISIONS, EXCEPTIONS};
use super::lock::WriteLock;
use super::manifest::Manifest;
use super::tantivy_index::tidy;
use super::{decision_file, seal, sealed_file};
use crate::error::{Error, Result};
use crate::lexicon::Exceptions;
use crate::line_fault::LineFault;

/// What the line of an article that was deleted begins with, as it is written here.
const DELETED: &str = "{\"kind\":\"deleted\",";

/// The decisions about an index, in the order in which they were made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Decisions(Vec<Decision>);

impl Decisions {
    /// Reads the decisions about the index in `dir`: none when there is no file of them,
    /// and no exceptions of format 4.
    ///
    /// # Errors
    /// `BadLine` for a line that is no decision, `IndexDamaged` when a file is not as it was
    /// written, `Read` when the system refuses it.
    pub(crate) fn read(dir: &Path) -> Result<Self> {
        let older = dir.join(EXCEPTIONS);
        // First of all: who removes them has made decisions of them before.
        let exceptions = decision_file::read_if_there(dir, &older);
        if let Some(text) = decision_file::read(dir)? {
            return Self::parse_in(dir, &text, |_| true);
        }
        let mut decisions = Self::default();
        if let Some((text, _)) = exceptions? {
            decisions.set_exceptions(&Exceptions::parse(&text, &older)?, "");
        }
        Ok(decisions)
    }

    /// Reads the exceptions to stemming that were decided: who searches asks for nothing else,
    /// and many articles may have been deleted.
    ///
    /// # Errors
    /// Those of [`Self::read`].
    pub(super) fn read_exceptions(dir: &Path) -> Result<Exceptions> {
        let Some(text) = decision_file::read(dir)? else {
            return Ok(Self::read(dir)?.exceptions());
        };
        let is_asked = |line: &str| !line.starts_with(DELETED);
        Ok(Self::parse_in(dir, &text, is_asked)?.exceptions())
    }

    /// Reads the lines of a file of an index, which are damaged when none of them were written
    /// there: a line that is no decision is one of a person only below those that are.
    fn parse_in(dir: &Path, text: &str, is_asked: impl Fn(&str) -> bool) -> Result<Self> {
        let path = dir.join(DECISIONS);
        Self::parse_lines(text, &path, is_asked).map_err(|error| {
            match sealed_file::text_of_copy(&path) {
                Ok(Some(copy)) if !text.as_bytes().starts_with(&copy) => {
                    decision_file::not_as_written(dir, &path)
                }
                _ => error,
            }
        })
    }

    /// Reads lines of decisions; `path` is their place in messages.
    ///
    /// # Errors
    /// `BadLine` for one that is none.
    pub(crate) fn parse(text: &str, path: &Path) -> Result<Self> {
        Self::parse_lines(text, path, |_| true)
    }

    fn parse_lines(text: &str, path: &Path, is_asked: impl Fn(&str) -> bool) -> Result<Self> {
        // Lines may have been added by hand below a checksum.
        let is_decision =
            |line: &str| !line.trim().is_empty() && !seal::is_checksum(line) && is_asked(line);
        let lines = text.lines().enumerate().filter(|(_, line)| is_decision(line));
        let decisions = lines.map(|(index, line)| {
            let bad = || Error::BadLine {
                path: path.to_owned(),
                line: index + 1,
                reason: LineFault::NoDecision,
            };
            Decision::parse(line).ok_or_else(bad)
        });
        decisions.collect::<Result<_>>().map(Self)
    }

    /// Returns those decisions about the index in `dir` that can be read of a damaged file and its
    /// damaged copy.
    ///
    /// # Errors
    /// `Read` when the system refuses one of them.
    pub(super) fn salvage(dir: &Path) -> Result<Self> {
        let mut decisions = Self::default();
        let path = dir.join(DECISIONS);
        for path in [sealed_file::copy_of(&path), path] {
            let rest = sealed_file::rest(&path).map_err(|source| Error::Read { path, source })?;
            let lines = rest.lines().filter(|line| !seal::is_checksum(line));
            lines.filter_map(Decision::parse).for_each(|decision| decisions.put(decision));
        }
        Ok(decisions)
    }

    /// Writes the decisions about the index in `dir`, whole or not at all.
    ///
    /// # Errors
    /// `Write` when they cannot be written, `Read` when those there cannot be read.
    pub(super) fn write(&self, dir: &Path) -> Result<()> {
        let text: String = self.lines().map(|line| line + "\n").collect();
        decision_file::write(dir, &text)
    }

    /// Changes the decisions about the index in `dir`, which is there; they are in force for
    /// every reader opened from now on. `now` is in ISO 8601.
    ///
    /// # Errors
    /// Those of [`Manifest::read`], `IndexBusy` when another process writes, and those of
    /// [`Self::read`] and [`Self::write`].
    pub(crate) fn revise(
        dir: &Path,
        now: &str,
        wait: Duration,
        change: impl FnOnce(&mut Self),
    ) -> Result<()> {
        Manifest::read(dir)?;
        let _lock = WriteLock::take(dir, now, wait)?;
        // What was left of others may take the room for what is decided; damage is no matter here.
        let _ = Manifest::read(dir).and_then(|manifest| tidy(dir, &manifest));
        let mut decisions = Self::read(dir)?;
        change(&mut decisions);
        decisions.write(dir)
    }

    /// Returns each decision as a JSON object on a line, without its end.
    pub(crate) fn lines(&self) -> impl Iterator<Item = String> {
        self.0.iter().map(Decision::line)
    }

    /// Tells whether nothing was decided.
    #[must_use]
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the exceptions to stemming, and what was declared to be the same.
    #[must_use]
    pub(crate) fn exceptions(&self) -> Exceptions {
        let stems = self.0.iter().filter_map(|decision| match decision {
            Decision::Exception(Exception { word, stem, .. }) => Some((word.clone(), stem.clone())),
            _ => None,
        });
        let declared = self.0.iter().filter_map(|decision| match decision {
            Decision::Same(Same { words, .. }) => Some(words.clone()),
            _ => None,
        });
        Exceptions::new(stems, declared.collect())
    }

    /// Adds decisions that were made elsewhere. Of two about the same the later one counts,
    /// and of two of the same moment the one from elsewhere: but an article that was deleted
    /// at that moment is.
    pub(crate) fn join(&mut self, others: &Self) {
        for other in &others.0 {
            let mut known = self.0.iter().filter(|known| known.is_about_the_same(other));
            let counts = |known: &Decision| match other {
                Decision::Deleted(_) => other.at() > known.at(),
                _ => other.at() >= known.at(),
            };
            if !known.all(counts) {
                continue;
            }
            self.put(match other {
                Decision::Deleted(deletion) => Decision::Deleted(deletion.taken_over()),
                other => other.clone(),
            });
        }
    }

    /// Puts a decision in the place of the first that is about the same, and of all others:
    /// words declared the same may be those of several.
    fn put(&mut self, decision: Decision) {
        let mut is_placed = false;
        self.0.retain_mut(|known| {
            if !known.is_about_the_same(&decision) {
                return true;
            }
            known.clone_from(&decision);
            !std::mem::replace(&mut is_placed, true)
        });
        if !is_placed {
            self.0.push(decision);
        }
    }

    /// Returns which articles were deleted.
    pub(crate) fn deletions(&self) -> impl Iterator<Item = &Deletion> {
        self.0.iter().filter_map(|decision| match decision {
            Decision::Deleted(deletion) => Some(deletion),
            _ => None,
        })
    }

    fn deletions_mut(&mut self) -> impl Iterator<Item = &mut Deletion> {
        self.0.iter_mut().filter_map(|decision| match decision {
            Decision::Deleted(deletion) => Some(deletion),
            _ => None,
        })
    }

    /// Deletes articles: each decision takes the place of those about the same.
    pub(crate) fn delete(&mut self, deletions: impl IntoIterator<Item = Deletion>) {
        // Only those with the same first id can be about the same.
        let mut by_id: HashMap<Option<KeyHash>, Vec<usize>> = HashMap::new();
        for (at, decision) in self.0.iter().enumerate() {
            if let Decision::Deleted(known) = decision {
                by_id.entry(known.ids().next()).or_default().push(at);
            }
        }
        let mut is_gone = vec![false; self.0.len()];
        for deletion in deletions {
            let alike = by_id.entry(deletion.ids().next()).or_default();
            let decision = Decision::Deleted(deletion);
            let mut same = alike
                .iter()
                .filter(|at| !is_gone[**at] && self.0[**at].is_about_the_same(&decision));
            let Some(&first) = same.next() else {
                alike.push(self.0.len());
                is_gone.push(false);
                self.0.push(decision);
                continue;
            };
            let others: Vec<usize> = same.copied().collect();
            for at in others {
                is_gone[at] = true;
            }
            self.0[first] = decision;
        }
        let mut is_gone = is_gone.into_iter();
        self.0.retain(|_| !is_gone.next().unwrap_or(false));
    }

    /// Decides of articles deleted before that nothing of them may stay: of those with these
    /// ids, of all without.
    pub(crate) fn forget(&mut self, ids: &[String], how: Deleting<'_>) {
        let is_meant =
            |deletion: &&mut Deletion| ids.is_empty() || ids.iter().any(|id| deletion.is_of(id));
        self.deletions_mut().filter(is_meant).for_each(|deletion| deletion.forget(how));
    }

    /// Tells whether a person deleted the article with this id.
    #[must_use]
    pub(crate) fn has_deleted(&self, id: &str) -> bool {
        self.deletions().any(|deletion| deletion.is_of(id))
    }

    /// Takes deletions of an article back, and returns how many.
    pub(crate) fn undelete(&mut self, id: &str) -> usize {
        let before = self.len();
        self.0.retain(|decision| match decision {
            Decision::Deleted(deletion) => !deletion.is_of(id),
            _ => true,
        });
        before - self.len()
    }

    /// Notes that the index is as these decisions want it.
    pub(crate) fn set_done(&mut self) {
        self.deletions_mut().for_each(|deletion| deletion.done = true);
    }

    /// Notes that it is not known whether the index is as these decisions want it.
    pub(super) fn set_undone(&mut self) {
        self.deletions_mut().for_each(|deletion| deletion.done = false);
    }

    /// Returns how many deletions are not carried out to their end.
    #[must_use]
    pub(crate) fn undone(&self) -> usize {
        self.deletions().filter(|deletion| !deletion.done).count()
    }

    /// Returns how many they are.
    #[must_use]
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// Puts these exceptions in place of all there were; those that stay keep the moment
    /// at which they were decided.
    pub(crate) fn set_exceptions(&mut self, exceptions: &Exceptions, now: &str) {
        let is_kept = |decision: &Decision| match decision {
            Decision::Exception(Exception { word, stem, .. }) => {
                exceptions.stem(word) == Some(stem)
            }
            Decision::Same(Same { words, .. }) => exceptions.declared().contains(words),
            Decision::Deleted(_) | Decision::Unknown(_) => true,
        };
        self.0.retain(is_kept);
        let known = self.exceptions();
        let new = exceptions.iter().filter(|(word, _)| known.stem(word).is_none());
        self.0.extend(new.map(|(word, stem)| Decision::exception(word, stem, now)));
        let new = exceptions.declared().iter().filter(|words| !known.declared().contains(words));
        self.0.extend(new.map(|words| Decision::same(words, now)));
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io;

    use super::super::faults::watch;
    use super::*;

    const UNKNOWN: &str = r#"{"kind": "joined", "words": ["Crédit", "Lyonnais"], "at": "2027"}"#;

    fn exceptions(text: &str) -> Exceptions {
        Exceptions::parse(text, Path::new("x")).expect("exceptions")
    }

    #[test]
    fn what_is_written_is_read_and_unknown_kinds_stay_as_they_stand() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        assert_eq!(Decisions::read(dir.path()).expect("no file"), Decisions::default());
        fs::write(dir.path().join(DECISIONS), format!("{UNKNOWN}\n\n")).expect("writable");
        let mut decisions = Decisions::read(dir.path()).expect("a decision");
        decisions.set_exceptions(&exceptions("Collectivités\tcollectivité\nNice\n"), "2026");
        decisions.write(dir.path()).expect("a writable folder");
        let text = fs::read_to_string(dir.path().join(DECISIONS)).expect("a file");
        let exception =
            r#"{"kind":"exception","word":"collectivités","stem":"collectivité","at":"2026"}"#;
        assert_eq!(text.lines().take(2).collect::<Vec<_>>(), [UNKNOWN, exception]);
        let read = Decisions::read(dir.path()).expect("decisions");
        assert_eq!(read, decisions);
        assert_eq!(read.exceptions().stem("nice"), Some("nice"));
    }

    #[test]
    fn what_a_newer_limier_says_of_a_decision_stays_with_it() {
        let lines = [
            r#"{"kind":"exception","word":"nice","stem":"nice","at":"2027","by":{"who":["é",1.5]}}"#,
            r#"{"kind":"same","words":["daesh","daech"],"at":"2027","language":"fr"}"#,
        ];
        let mut decisions = Decisions::parse(&lines.join("\n"), Path::new("x")).expect("decisions");
        decisions.set_exceptions(&exceptions("nice\ndaesh = daech\n"), "2028");
        assert_eq!(decisions.lines().collect::<Vec<_>>(), lines, "they are set again");
        let mut joined = Decisions::default();
        joined.set_exceptions(&exceptions("nice\tnic\n"), "2026");
        joined.join(&decisions);
        assert_eq!(joined.lines().collect::<Vec<_>>(), lines, "they come from elsewhere");
    }

    #[test]
    fn what_is_declared_the_same_is_kept_and_taken_back() {
        let mut decisions = Decisions::default();
        decisions.set_exceptions(&exceptions("daesh = daech = \"l’État islamique\"\n"), "2026");
        let line = r#"{"kind":"same","words":["daesh","daech","état islamique"],"at":"2026"}"#;
        assert_eq!(decisions.lines().collect::<Vec<_>>(), [line]);
        let read = Decisions::parse(line, Path::new("x")).expect("a decision");
        assert_eq!(read, decisions);
        assert_eq!(read.exceptions().declared(), [["daesh", "daech", "état islamique"]]);
        decisions.set_exceptions(&exceptions("daesh = daech\n"), "2027");
        let line = r#"{"kind":"same","words":["daesh","daech"],"at":"2027"}"#;
        assert_eq!(decisions.lines().collect::<Vec<_>>(), [line]);
        // Of two about one word the later counts.
        let mut joined = read;
        joined.join(&decisions);
        assert_eq!(joined, decisions);
        let two = concat!(
            "{\"kind\":\"same\",\"words\":[\"daesh\",\"ei\"],\"at\":\"2027\"}\n",
            "{\"kind\":\"same\",\"words\":[\"daech\",\"isis\"],\"at\":\"2027\"}\n",
        );
        let mut several = Decisions::parse(two, Path::new("x")).expect("decisions");
        several.join(&decisions);
        assert_eq!(several, decisions, "all that it is about go");
        for bad in [r#"{"kind":"same"}"#, r#"{"kind":"same","words":["daesh"]}"#] {
            assert!(Decisions::parse(bad, Path::new("x")).is_err(), "{bad}");
        }
    }

    #[test]
    fn exceptions_replace_all_there_were_and_those_that_stay_keep_their_moment() {
        let mut decisions = Decisions::parse(UNKNOWN, Path::new("x")).expect("a decision");
        decisions.set_exceptions(&exceptions("nice\npêche\n"), "2026");
        decisions.set_exceptions(&exceptions("nice\npêche\tpêcher\n"), "2027");
        let lines: Vec<_> = decisions.lines().collect();
        let line = |word, stem, at| {
            format!(r#"{{"kind":"exception","word":"{word}","stem":"{stem}","at":"{at}"}}"#)
        };
        let expected = [line("nice", "nice", "2026"), line("pêche", "pêcher", "2027")];
        assert_eq!((lines[0].as_str(), &lines[1..]), (UNKNOWN, &expected[..]));
        decisions.set_exceptions(&Exceptions::default(), "2028");
        assert_eq!(decisions.lines().collect::<Vec<_>>(), [UNKNOWN]);
    }

    #[test]
    fn of_two_decisions_about_a_word_the_later_one_counts() {
        let line = |word: &str, stem: &str, at: &str| {
            format!(
                "{{\"kind\":\"exception\",\"word\":\"{word}\",\"stem\":\"{stem}\",\"at\":\"{at}\"}}"
            )
        };
        let parse = |lines: &[String]| {
            Decisions::parse(&lines.join("\n"), Path::new("x")).expect("decisions")
        };
        let mut decisions = parse(&[
            line("nice", "nice", "2026"),
            line("pêche", "pêche", "2026"),
            line("livre", "livre", "2026"),
            UNKNOWN.to_owned(),
        ]);
        decisions.join(&parse(&[
            line("nice", "nic", "2025"),
            line("pêche", "pêcher", "2027"),
            line("livre", "livrer", "2026"),
            line("tour", "tour", "2020"),
            UNKNOWN.to_owned(),
        ]));
        let expected = [
            line("nice", "nice", "2026"),
            line("pêche", "pêcher", "2027"),
            line("livre", "livrer", "2026"),
            UNKNOWN.to_owned(),
            line("tour", "tour", "2020"),
        ];
        assert_eq!(decisions.lines().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn exceptions_of_format_4_are_decisions() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        fs::write(dir.path().join(EXCEPTIONS), "# noms\nNice\n").expect("a writable folder");
        let decisions = Decisions::read(dir.path()).expect("exceptions");
        let line = r#"{"kind":"exception","word":"nice","stem":"nice"}"#;
        assert_eq!(decisions.lines().collect::<Vec<_>>(), [line]);
        Decisions::default().write(dir.path()).expect("a writable folder");
        assert!(Decisions::read(dir.path()).expect("decisions").0.is_empty(), "taken back");
    }

    #[test]
    fn an_error_of_the_system_at_a_copy_is_no_damage() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        Decisions::default().write(dir.path()).expect("a writable folder");
        fs::remove_file(dir.path().join(DECISIONS)).expect("a file");
        let watched = watch(dir.path(), |_, path| match path.extension() {
            Some(kind) if kind == "copy" => Err(io::Error::from_raw_os_error(5)),
            _ => Ok(()),
        });
        let read = Decisions::read(dir.path());
        drop(watched);
        let is_of_copy = |path: &Path| *path == sealed_file::copy_of(&dir.path().join(DECISIONS));
        assert!(matches!(&read, Err(Error::Read { path, .. }) if is_of_copy(path)), "{read:?}");
    }

    #[test]
    fn a_line_that_is_no_decision_is_named() {
        for line in [
            "garbage",
            r#"{"word": "nice"}"#,
            r#"{"kind": "exception", "word": "nice"}"#,
            r#"{"kind": "exception", "word": "deux mots", "stem": "nice"}"#,
        ] {
            let parsed = Decisions::parse(&format!("{UNKNOWN}\n{line}"), Path::new("x"));
            assert!(matches!(parsed, Err(Error::BadLine { line: 2, .. })), "{line}: {parsed:?}");
        }
    }
}
