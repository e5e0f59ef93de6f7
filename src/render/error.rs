//! Errors as sentences for a terminal: what is wrong, and what to type next.
//!
//! It knows the names of commands and options, which the library's own messages do not.

use crate::error::Error;

/// Returns what is wrong and what to do about it, for who typed a command. The causes are
/// not in it.
#[must_use]
pub fn error_message(error: &Error) -> String {
    match error {
        Error::QueriesFormat => {
            "--queries writes trec, jsonl or tsv; add --format trec, for example".to_owned()
        }
        Error::Strict(_) => format!("{error} (--strict)"),
        _ => match advice(error) {
            Some(advice) => format!("{error}; {advice}"),
            None => error.to_string(),
        },
    }
}

/// Returns what to type next; `None` when the error says all there is.
fn advice(error: &Error) -> Option<&'static str> {
    Some(match error {
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
        Error::IndexDamaged { .. } => "delete the folder and index the collection again",
        Error::IndexPath(_) => "name another folder with --index",
        Error::IndexBusy(_) => {
            "wait until it has finished, or index into another folder with --index"
        }
        Error::Fault { .. } => "please report it, with the command that you typed",
        Error::DeleteMany(_) => "add --yes to delete them",
        Error::ArticleMissing { .. } => "both are shown by `limier search --format json`",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    #[test]
    fn the_library_says_what_is_wrong_and_the_terminal_what_to_type() {
        let error = Error::DeleteMany(2);
        assert_eq!(error.to_string(), "2 articles would be deleted");
        assert_eq!(error_message(&error), "2 articles would be deleted; add --yes to delete them");
        let error = Error::InputMissing(PathBuf::from("a.txt"));
        assert_eq!(error_message(&error), error.to_string());
    }
}
