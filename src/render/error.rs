//! Errors as a terminal has them: what is wrong, and what to type next.
//!
//! It knows the names of commands and options, which the sentences themselves do not.

use std::error::Error as _;
use std::io::{self, Write};

use anstyle::AnsiColor;

use super::caret::caret;
use super::cluster_fault::cluster_advice;
use super::hits::{ALL, HitFormat, Queries};
use super::printable::{in_one_line, printable};
use super::sentence::sentence;
use crate::error::Error;

/// Writes an error and its causes, a line each.
pub(crate) fn write_error(out: &mut dyn Write, error: &Error) -> io::Result<()> {
    let red = AnsiColor::Red.on_default().bold();
    writeln!(out, "{red}error:{red:#} {}", printable(&error_message(error)))?;
    let mut cause = error.source();
    // Where the text of a small file breaks off tells its reader nothing.
    while let Some(error) = cause.filter(|error| !error.is::<serde_json::Error>()) {
        writeln!(out, "  because: {}", in_one_line(&sentence(error)))?;
        cause = error.source();
    }
    Ok(())
}

/// Returns what is wrong and what to do about it, for who typed a command. The causes are
/// not in it.
#[must_use]
pub fn error_message(error: &Error) -> String {
    match error {
        Error::QueriesFormat => {
            format!("--queries writes {}; add --format trec, for example", formats_of_queries())
        }
        Error::QuerySyntax(problem) => {
            format!("{}\n{}", in_one_line(&sentence(error)), caret(problem))
        }
        Error::HitsAsQuery(hits) => {
            let what = sentence(error);
            in_one_line(&format!("{what}; write `limier show {hits}`, or the number without `@`"))
                .into_owned()
        }
        Error::Strict(_) => {
            let what = sentence(error);
            in_one_line(&format!("{what}: mend it, or leave --strict out")).into_owned()
        }
        _ => {
            let advice = advice(error).map_or(String::new(), |advice| format!("; {advice}"));
            in_one_line(&format!("{}{advice}", sentence(error))).into_owned()
        }
    }
}

/// Returns the names of the formats that hold the answers of several queries.
fn formats_of_queries() -> String {
    let holds_many = |format: &&&HitFormat| format.queries != Queries::One && format.hits.is_some();
    let formats = ALL.iter().filter(holds_many);
    let names: Vec<&str> = formats.map(|format| format.name).collect();
    match names.split_last() {
        Some((last, others)) if !others.is_empty() => format!("{} or {last}", others.join(", ")),
        _ => names.concat(),
    }
}

/// Returns what to do next; `None` when the error says itself what to write.
fn advice(error: &Error) -> Option<&'static str> {
    Some(match error {
        Error::Bind { source, .. } if source.kind() == io::ErrorKind::AddrInUse => {
            "another program listens there; name another port with --bind"
        }
        Error::Bind { .. } => "name another address with --bind",
        Error::BindBeyond(_) => {
            "name each with --allow-host NAME, or leave --bind at this machine's own address"
        }
        Error::IndexMissing(_) => {
            "make one with `limier index PATH…`, or name another folder with --index"
        }
        Error::IndexForeign(_) => "name an empty or new folder with --index",
        Error::IndexNewer { .. } => {
            "use the limier that made it, or name another folder with --index"
        }
        Error::IndexOutdated { .. } => {
            "`limier check --repair` makes it anew from its own articles"
        }
        Error::IndexTooOld { .. } => "index the collection again, into another folder with --index",
        Error::IndexDamaged { .. } => {
            "`limier check --repair` makes it whole from what can be read"
        }
        Error::IndexPath(_) => "name another folder with --index",
        Error::IndexBusy { .. } => {
            "wait until it has finished, or index into another folder with --index"
        }
        Error::Fault(_) => "please report it, with the command that you typed",
        Error::NotAppended(_) => "leave out --append, or write md, jsonl, csv, ris or iramuteq",
        Error::OtherColumns(_) => "leave out --append, or name its columns with --columns",
        Error::ExcelFormat => "--excel goes with --format csv; xlsx needs none",
        Error::NotText => "name a file with --output",
        Error::SheetFull { .. } => "take --format csv, or fewer with --limit or --columns",
        Error::WordsAlone => "write --by word, with --near or without",
        Error::KeyTwice(_) => "write it once",
        Error::OtherEnding { .. } => "name the file after one of them, or add --format",
        Error::HitsAmongWords(_) => {
            "write the numbers alone; or `like:@1` for what is like it, or the id as `id:`"
        }
        Error::ManyKeys { .. } => "leave out the others, or count by each on its own",
        Error::DeleteMany(_) => "add --yes to delete them",
        Error::NoLastAnswer(_) => "search first, or name the article by its id or URL",
        Error::HitElsewhere { .. } => "name that one with --index",
        Error::ArticleMissing { .. } => "both are shown by `limier search --format json`",
        Error::AlreadyDeleted(_) => "`limier delete --list` tells when, and --undo takes it back",
        Error::InputMissing(_) => "check its name",
        Error::Read { source, .. } => match source.kind() {
            io::ErrorKind::NotFound => "check its name",
            io::ErrorKind::IsADirectory => "name a file in it",
            io::ErrorKind::InvalidData => "save it as UTF-8",
            io::ErrorKind::PermissionDenied => "see that you may read it, or name a copy of it",
            _ => passing(source).unwrap_or("try again, or name a copy of it"),
        },
        Error::Write { source, .. } => match source.kind() {
            io::ErrorKind::NotFound => "make its folder first",
            _ => passing(source).unwrap_or(
                "see that there is room and that you may write there, or name another place",
            ),
        },
        Error::IndexWrite { .. } => {
            "see that there is room and that you may write there, or name another folder with \
             --index"
        }
        Error::Cluster { fault, .. } => return cluster_advice(fault),
        Error::OutOfTime => "ask for less, or allow more time with --timeout (0 for any)",
        Error::Output(_) => "make room for it, or write it elsewhere",
        Error::Unmounted { .. } => {
            "see that its disk is there, or add --yes to remove their articles"
        }
        Error::OutputTaken { .. } => "name another file to write",
        Error::ToldForeign(_) => "name another file, which is made when it is not there",
        Error::ToldElsewhere(_) => {
            "name another file for this index; without one, all that is found is told as new"
        }
        Error::NewsFormat => {
            "--new tells in text, md, json, jsonl, csv, tsv, ris, iramuteq or atom"
        }
        Error::ArticlesFormat => {
            "`limier export QUERY` writes articles, `--new` with atom what is new in them"
        }
        Error::Stopped => "the same command reads the rest",
        Error::Strict(_)
        | Error::HitsAsQuery(_)
        | Error::PasswordsEmpty(_)
        | Error::UnknownField { .. }
        | Error::BadDefault { .. }
        | Error::QueryEmpty(_)
        | Error::QueryDate(_)
        | Error::QuerySyntax(_)
        | Error::TimeZone(_)
        | Error::BadLine { .. }
        | Error::JudgmentsEmpty(_)
        | Error::QueriesFormat
        | Error::NoSuchHit { .. } => return None,
    })
}

/// Returns what to do about what the system lacked; `None` when it lacked nothing.
fn passing(error: &io::Error) -> Option<&'static str> {
    // As Linux and macOS number them: their kinds have no names yet.
    const TOO_MANY_FILES: [i32; 2] = [23, 24];
    if cfg!(unix) && error.raw_os_error().is_some_and(|code| TOO_MANY_FILES.contains(&code)) {
        return Some("close other programs, or allow more open files with `ulimit -n`");
    }
    match error.kind() {
        io::ErrorKind::OutOfMemory => Some("close other programs, and try again"),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            Some("make room on that disk, and try again: nothing is lost")
        }
        io::ErrorKind::FileTooLarge => {
            Some("allow larger files with `ulimit -f`, and try again: nothing is lost")
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    #[test]
    fn the_library_says_what_is_wrong_and_the_terminal_what_to_type() {
        let error = Error::DeleteMany(2);
        assert_eq!(sentence(&error), "2 articles would be deleted");
        assert_eq!(error_message(&error), "2 articles would be deleted; add --yes to delete them");
        let path = PathBuf::from("a.txt");
        let error = Error::InputMissing(path.clone());
        let message = "a.txt does not exist; nothing was indexed; check its name";
        assert_eq!(error_message(&error), message);
        let read = |kind: io::ErrorKind| {
            error_message(&Error::Read { path: path.clone(), source: kind.into() })
        };
        assert_eq!(read(io::ErrorKind::NotFound), "cannot read a.txt; check its name");
        assert_eq!(read(io::ErrorKind::InvalidData), "cannot read a.txt; save it as UTF-8");
        let error = Error::TimeZone("Paris".to_owned());
        assert_eq!(error_message(&error), sentence(&error), "it says what to write");
    }
}
