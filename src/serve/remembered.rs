//! Answers that were given, to be given again: to the same question, of the same commit, and in
//! the same minute where they depend on the present moment.
//!
//! They take so much memory at most; what was not asked for longest goes first. Nothing is
//! answered here, and no request waits for another's answer.

use std::sync::{Mutex, PoisonError};

use axum::body::Bytes;
use axum::http::{StatusCode, Uri};
use lru::LruCache;

use super::asked::Asked;
use super::reply::{Reply, Tag};
use crate::render::page::Tongue;

/// Most bytes of an answer that is kept.
const LARGEST: usize = 128 << 10;

/// Most bytes of all of them.
const MOST: usize = 64 << 20;

/// Bytes of an answer besides its text and its question, about.
const BESIDES: usize = 256;

/// All that an answer depends on, but for the moment.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Question {
    /// The commit.
    stamp: u64,
    tongue: Tongue,
    /// How the server is called by who asks: some answers have addresses.
    base: String,
    /// What is asked for.
    target: String,
}

impl Question {
    /// Returns the question of a request for an address.
    pub(super) fn of(asked: &Asked, uri: &Uri) -> Self {
        Self {
            stamp: asked.snapshot.stamp,
            tongue: asked.tongue,
            base: asked.base.clone(),
            target: uri.path_and_query().map(ToString::to_string).unwrap_or_default(),
        }
    }
}

/// An answer that was given.
struct Given {
    kind: &'static str,
    body: Bytes,
    file: Option<String>,
    tag: Tag,
}

/// Answers that were given.
pub(super) struct Remembered(Mutex<Memory>);

struct Memory {
    given: LruCache<Question, Given>,
    bytes: usize,
}

impl Remembered {
    pub(super) fn new() -> Self {
        Self(Mutex::new(Memory { given: LruCache::unbounded(), bytes: 0 }))
    }

    /// Returns the answer to a question with its tag, if it was given and holds in this minute.
    pub(super) fn get(&self, question: &Question, minute: i64) -> Option<(Reply, Tag)> {
        let mut memory = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let given = memory.given.get(question)?;
        if given.tag.minute.is_some_and(|then| then != minute) {
            return None;
        }
        let reply =
            Reply { file: given.file.clone(), ..Reply::new(given.kind, given.body.clone()) };
        Some((reply, given.tag.clone()))
    }

    /// Keeps an answer, unless it is large or tells that there is none.
    pub(super) fn keep(&self, question: Question, reply: &Reply, tag: &Tag) {
        if reply.status != StatusCode::OK || reply.body.len() > LARGEST {
            return;
        }
        let Reply { kind, body, file, .. } = reply;
        // What it was written to is larger than it is.
        let body = Bytes::copy_from_slice(body);
        let given = Given { kind, body, file: file.clone(), tag: tag.clone() };
        let mut memory = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        memory.bytes += size(&question, &given);
        if let Some((question, before)) = memory.given.push(question, given) {
            memory.bytes -= size(&question, &before);
        }
        while memory.bytes > MOST {
            let Some((question, last)) = memory.given.pop_lru() else { break };
            memory.bytes -= size(&question, &last);
        }
    }
}

/// Returns how many bytes an answer takes, about.
fn size(question: &Question, given: &Given) -> usize {
    BESIDES + given.body.len() + question.target.len() + question.base.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::serve::reply::JSON;

    fn question(stamp: u64, target: &str) -> Question {
        let (tongue, base, target) = (Tongue::English, String::new(), target.to_owned());
        Question { stamp, tongue, base, target }
    }

    fn tag(minute: Option<i64>) -> Tag {
        Tag { text: "W/\"1\"".to_owned(), minute }
    }

    #[test]
    fn an_answer_is_given_again_to_the_same_question_alone() {
        let remembered = Remembered::new();
        let reply = Reply { file: Some("a.csv".to_owned()), ..Reply::new(JSON, "one") };
        remembered.keep(question(1, "/?q=a"), &reply, &tag(None));
        let (given, known) = remembered.get(&question(1, "/?q=a"), 7).expect("it was kept");
        assert_eq!((&*given.body, given.file.as_deref()), (&b"one"[..], Some("a.csv")));
        assert_eq!(known, tag(None));
        let french = Question { tongue: Tongue::French, ..question(1, "/?q=a") };
        let elsewhere = Question { base: "http://b".to_owned(), ..question(1, "/?q=a") };
        for other in [question(2, "/?q=a"), question(1, "/?q=b"), french, elsewhere] {
            assert!(remembered.get(&other, 7).is_none(), "{other:?}");
        }
    }

    #[test]
    fn an_answer_that_depends_on_the_moment_holds_for_its_minute() {
        let remembered = Remembered::new();
        remembered.keep(question(1, "/"), &Reply::new(JSON, "now"), &tag(Some(7)));
        assert!(remembered.get(&question(1, "/"), 7).is_some());
        assert!(remembered.get(&question(1, "/"), 8).is_none());
    }

    #[test]
    fn what_is_no_answer_or_large_is_not_kept() {
        let remembered = Remembered::new();
        let fault = Reply::new(JSON, "busy").with_status(StatusCode::SERVICE_UNAVAILABLE);
        let large = Reply::new(JSON, vec![b'x'; LARGEST + 1]);
        for reply in [fault, large] {
            remembered.keep(question(1, "/"), &reply, &tag(None));
            assert!(remembered.get(&question(1, "/"), 0).is_none());
        }
    }

    #[test]
    fn no_more_is_kept_than_there_is_room_for_and_what_was_asked_for_last_stays() {
        let remembered = Remembered::new();
        let keep = |name: &str| {
            let reply = Reply::new(JSON, vec![b'x'; LARGEST]);
            remembered.keep(question(1, name), &reply, &tag(None));
        };
        let has = |name: &str| remembered.get(&question(1, name), 0).is_some();
        keep("first");
        for number in 0..2 * MOST / LARGEST {
            keep(&number.to_string());
            // Kept twice it takes its room once.
            keep(&number.to_string());
            assert!(has("first"), "{number}");
        }
        assert!(!has("0"));
        let memory = remembered.0.lock().expect("nobody panicked");
        assert!(memory.bytes <= MOST && memory.bytes > MOST - 2 * LARGEST, "{}", memory.bytes);
        assert_eq!(
            memory.bytes,
            memory.given.iter().map(|(question, given)| size(question, given)).sum::<usize>()
        );
    }
}
