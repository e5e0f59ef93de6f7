//! Errors as sentences: what is wrong, in lower case, with the thing it is about.
//!
//! They are for whoever asks, at a terminal or not: no command and no option is named. Each is
//! made of the fields of its error alone.

use std::net::SocketAddr;
use std::ops::Range;
use std::path::Path;

use super::cluster_fault::cluster_sentence;
use super::date_error::date_sentence;
use super::line_fault::line_sentence;
use super::rejection::rejection_sentence;
use super::syntax_error::syntax_sentence;
use crate::error::{Absence, Cause, Damage, DefaultFault, Error, InUse, Writing};
use crate::path_label::path_label;

/// Returns what an error says to people, in English, or what a cause of it says; the words of
/// the system as they are. It has no full stop, and no cause within.
#[must_use]
pub fn sentence(error: &(dyn std::error::Error + 'static)) -> String {
    if let Some(error) = error.downcast_ref() {
        return error_sentence(error);
    }
    error.downcast_ref().map_or_else(|| error.to_string(), damage_sentence)
}

#[expect(clippy::too_many_lines, reason = "one arm for each error")]
fn error_sentence(error: &Error) -> String {
    match error {
        Error::Bind { bind, .. } => format!("cannot listen on {bind}"),
        Error::BindBeyond(bind) => beyond(*bind),
        Error::PasswordsEmpty(path) => no_password(path),
        Error::IndexMissing(dir) => format!("no index in {}", path_label(dir)),
        Error::IndexForeign(dir) => {
            format!("{} holds files that are no limier index", path_label(dir))
        }
        Error::IndexNewer { dir, what, found, known } => format!(
            "the index in {} has {what} {found}, this limier knows {known} at most",
            path_label(dir)
        ),
        Error::IndexOutdated { dir, what, found, known } => format!(
            "the index in {} has {what} {found}, this limier needs {known}",
            path_label(dir)
        ),
        Error::IndexTooOld { dir, found, oldest } => format!(
            "the index in {} has format {found}, this limier reads {oldest} and later",
            path_label(dir)
        ),
        Error::IndexDamaged { dir, .. } => format!("the index in {} is damaged", path_label(dir)),
        Error::IndexPath(dir) => {
            format!("{} cannot be a folder: a file is in the way", path_label(dir))
        }
        Error::IndexBusy { dir, by } => {
            format!("another limier {}writes to {}", writing_label(by.as_ref()), path_label(dir))
        }
        Error::IndexWrite { dir, .. } => format!("cannot write the index in {}", path_label(dir)),
        Error::InputMissing(path) => {
            format!("{} does not exist; nothing was indexed", path_label(path))
        }
        Error::Read { path, .. } => format!("cannot read {}", path_label(path)),
        Error::Write { path, .. } => format!("cannot write {}", path_label(path)),
        Error::Stopped => "stopped before all was read".to_owned(),
        Error::Unmounted { path, why, files } => format!(
            "{} {}; files indexed from there that would leave the index: {files}",
            path_label(path),
            absence(*why)
        ),
        Error::OutputTaken { path, by } => format!("{} is {}", path_label(path), owner(*by)),
        Error::Strict(rejection) => {
            format!("{}; nothing was indexed", rejection_sentence(rejection))
        }
        Error::UnknownField { name, known } => {
            format!("unknown field `{name}`; the fields are {known}")
        }
        Error::BadDefault { field, value, problem } => {
            format!("`{value}` for the field `{field}` {}", default_fault(*problem))
        }
        Error::BadLine { path, line, reason } => {
            format!("{}:{line}: {}", path_label(path), line_sentence(*reason))
        }
        Error::JudgmentsEmpty(path) => {
            format!("{} holds no judgment; write one a line: qid 0 docid grade", path_label(path))
        }
        Error::ToldForeign(path) => {
            format!("{} does not note what was told of an index", path_label(path))
        }
        Error::ToldElsewhere(path) => {
            format!("{} notes what was told of another index", path_label(path))
        }
        Error::NewsFormat => "this format cannot tell what is new".to_owned(),
        Error::ArticlesFormat => "this format holds articles and no hits".to_owned(),
        Error::QueriesFormat => "this format cannot hold the answers of several queries".to_owned(),
        Error::NotAppended(path) => {
            format!("nothing can be added to {} in this format", path_label(path))
        }
        Error::OtherColumns(path) => format!("{} has other columns", path_label(path)),
        Error::ExcelFormat => "this format is not written otherwise for Excel".to_owned(),
        Error::NotText => "this format is no text, which a terminal could show".to_owned(),
        Error::SheetFull { rows, columns } => {
            format!("a sheet has {rows} rows and {columns} columns at most")
        }
        Error::WordsAlone => {
            "words are counted of one query, not by groups, and by no other key beside them; only \
             words are counted near it"
                .to_owned()
        }
        Error::KeyTwice(key) => format!("a table is counted by {key} once"),
        Error::OtherEnding { ending, formats } => {
            format!("no format is called `{ending}`; there are {}", formats.join(", "))
        }
        Error::HitsAmongWords(hit) => {
            format!("`{hit}` is a hit of the last answer, and the rest of the query is none")
        }
        Error::ManyKeys { given, most } => {
            format!("a table is counted by {most} keys at most, not by {given}")
        }
        Error::Fault(said) => format!("limier stopped on a fault ({said})"),
        Error::Output(_) => "cannot write the output".to_owned(),
        Error::QueryEmpty(query) => {
            format!("`{query}` has no word to search for; type at least one")
        }
        Error::QueryDate(error) => date_sentence(error),
        Error::QuerySyntax(error) => syntax_sentence(&error.problem),
        Error::TimeZone(name) => {
            format!(
                "unknown time zone `{name}`; write a name like Europe/Paris or America/Montreal"
            )
        }
        Error::DeleteMany(count) => format!("{count} articles would be deleted"),
        Error::ArticleMissing { name, dir } => {
            format!("no article with the id or URL `{name}` in {}", path_label(dir))
        }
        Error::AlreadyDeleted(name) => format!("`{name}` was deleted before"),
        Error::HitsAsQuery(hits) => format!("`{hits}` names hits, and is no query"),
        Error::NoLastAnswer(name) => {
            format!("no answer was shown in this terminal that `{name}` could be a hit of")
        }
        Error::NoSuchHit { name, ranks, query } => format!(
            "`{name}` is no hit of the last answer in this terminal, to `{query}`, which has {}",
            ranks_label(ranks)
        ),
        Error::HitElsewhere { name, index } => format!(
            "`{name}` is a hit in another index: the last answer in this terminal is of {}",
            path_label(index)
        ),
        Error::Cluster { place, fault } => cluster_sentence(&path_label(place), fault),
        Error::OutOfTime => "the search took longer than it may".to_owned(),
    }
}

fn beyond(bind: SocketAddr) -> String {
    format!("{bind} is reached from other machines, by names that must be known")
}

fn no_password(path: &Path) -> String {
    format!("{} holds no password; write one a line, or name:password", path_label(path))
}

/// Returns what was found in an index that cannot be read or written.
fn damage_sentence(damage: &Damage) -> String {
    match &damage.0 {
        Cause::Library => "the index library gave up".to_owned(),
        Cause::System { path, source } => format!("{}: {source}", path_label(path)),
        Cause::Io(error) => error.to_string(),
        Cause::OutOfTime => error_sentence(&Error::OutOfTime),
        Cause::Manifest(_) => "its manifest, limier.json, cannot be read".to_owned(),
        Cause::Inputs(_) => "its list of files, inputs.jsonl, cannot be read".to_owned(),
        Cause::Checksum(path) => format!("its file {} is not as it was written", path_label(path)),
        Cause::Gone(path) => format!("its file {} is missing", path_label(path)),
        Cause::Article => "what it stores of an article is not as it was written".to_owned(),
        Cause::Contents => "its files cannot be read".to_owned(),
        Cause::Segments => "its list of segments, meta.json, is missing".to_owned(),
        Cause::Schema => "its fields are not those of limier".to_owned(),
    }
}

fn absence(why: Absence) -> &'static str {
    match why {
        Absence::Missing => "does not exist",
        Absence::Empty => "is empty",
        Absence::OtherDisk => "is on another disk than it was",
    }
}

fn owner(by: InUse) -> &'static str {
    match by {
        InUse::Input => "one of the inputs",
        InUse::Index => "in the folder of the index",
    }
}

fn default_fault(fault: DefaultFault) -> &'static str {
    match fault {
        DefaultFault::Empty => "is empty",
        DefaultFault::NoDate => "is no date; write 1908-08-23, 1908-08 or 1908",
        DefaultFault::NoLanguage => "is no language; write fr, for example",
        DefaultFault::Second => "is a second one; a field has one",
    }
}

/// Returns who writes, with a blank behind.
fn writing_label(by: Option<&Writing>) -> String {
    let label = by.map(|Writing { pid, since }| format!("(process {pid}, since {since}) "));
    label.unwrap_or_default()
}

/// Returns the hits with these ranks.
fn ranks_label(ranks: &Range<usize>) -> String {
    match ranks.len() {
        0 => "none".to_owned(),
        1 => format!("@{}", ranks.start),
        _ => format!("@{} to @{}", ranks.start, ranks.end - 1),
    }
}
