//! The decision that an article is deleted for good: what it is known by, whatever file it
//! comes in. That is hashes, also where its id stands beside them for people. They have no key,
//! which would have to lie beside them and go with every export. Ids are short, and some hashes
//! of short texts can be turned back: these are SHA-256, cut to 128 bits. Who guesses an id can
//! see whether it is one of them, as can who has the text.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::published_at::{Identity, without_mark};
use super::said::Said;

/// An article that a person deleted, with the copies of its text that went with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Deletion {
    kind: DeletionKind,
    /// Its id as it was, unless that is to be forgotten.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// The ids of its copies.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub copies: Vec<String>,
    /// The hashes of these ids, where they are to be forgotten: its own first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub id_hash: Vec<String>,
    /// The hashes of what each is known by: its id and where it was published.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    known_by: Vec<String>,
    /// The hash of what it said, 16 digits; empty where that is too short to tell.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    text: String,
    /// That of it in plain signs; earlier versions gave none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    plain: String,
    /// When it was decided, ISO 8601; empty when nobody knows.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub at: String,
    /// Why, as a person put it; empty when nobody did.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub because: String,
    /// Nothing of it may stay on the disk.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub forget: bool,
    /// The index is as was decided.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub done: bool,
    /// What a newer limier says of it.
    #[serde(flatten)]
    others: Map<String, Value>,
}

/// How the kind of a deletion is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum DeletionKind {
    #[serde(rename = "deleted")]
    Deleted,
}

/// How a person deletes articles.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Deleting<'a> {
    /// When, ISO 8601.
    pub now: &'a str,
    /// Why; empty when nobody says.
    pub because: &'a str,
    /// Nothing of them may stay on the disk.
    pub forget: bool,
}

/// What an article is known by.
pub(crate) struct Known {
    pub(crate) id: String,
    pub(crate) keys: Vec<KeyHash>,
}

/// The hash of an id, or of one with the mark of where it was published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct KeyHash(u128);

impl KeyHash {
    pub(crate) fn of(key: &str) -> Self {
        let mut half = [0; 16];
        half.copy_from_slice(&Sha256::digest(key.as_bytes())[..16]);
        Self(u128::from_be_bytes(half))
    }

    fn parse(digits: &str) -> Option<Self> {
        u128::from_str_radix(digits, 16).ok().map(Self)
    }

    fn digits(self) -> String {
        format!("{:032x}", self.0)
    }
}

/// Returns what an article of an index is known by, whose id may have a mark.
///
/// A mark stands for where it was published, or for its text where that tells more; an article
/// without one is known by both, as it might have had either.
pub(crate) fn keys_of(id: &str, identity: Identity) -> Vec<KeyHash> {
    let Identity { place, text } = identity;
    if let Some(base) = without_mark(id)
        && [place, text].iter().any(|mark| mark.marked(base) == id)
    {
        return vec![KeyHash::of(id)];
    }
    let mut keys = [place, text].map(|mark| KeyHash::of(&mark.marked(id))).to_vec();
    keys.dedup();
    keys
}

impl Deletion {
    /// Returns the deletion of an article, which said this, and of the copies of its text.
    pub(crate) fn of(article: Known, copies: Vec<Known>, said: Said, how: Deleting<'_>) -> Self {
        let digits = |hash: u64| if hash == 0 { String::new() } else { format!("{hash:016x}") };
        let mut keys = article.keys;
        keys.extend(copies.iter().flat_map(|copy| &copy.keys));
        let mut deletion = Self {
            kind: DeletionKind::Deleted,
            id: article.id,
            copies: copies.into_iter().map(|copy| copy.id).collect(),
            id_hash: Vec::new(),
            known_by: keys.into_iter().map(KeyHash::digits).collect(),
            text: digits(said.text),
            plain: digits(said.plain),
            at: how.now.to_owned(),
            because: how.because.to_owned(),
            forget: false,
            done: false,
            others: Map::new(),
        };
        if how.forget {
            deletion.forget(how);
        }
        deletion
    }

    /// Tells whether an article could be known by it.
    pub(super) fn is_valid(&self) -> bool {
        let are_hashes =
            |hashes: &[String]| hashes.iter().all(|digits| KeyHash::parse(digits).is_some());
        let is_named = !self.id.is_empty() || !self.id_hash.is_empty();
        is_named
            && are_hashes(&self.id_hash)
            && are_hashes(&self.known_by)
            && (self.text.is_empty() || self.text().is_some())
            && (self.plain.is_empty() || self.plain().is_some())
    }

    /// Returns the hash of the text; `None` when it is too short to tell.
    pub(super) fn text(&self) -> Option<u64> {
        u64::from_str_radix(&self.text, 16).ok()
    }

    /// Returns the hash of the text in plain signs; `None` when it is too short to tell, or an
    /// earlier version decided it.
    pub(super) fn plain(&self) -> Option<u64> {
        u64::from_str_radix(&self.plain, 16).ok()
    }

    /// Returns the hashes of the ids that it is about, its own first; also of these without
    /// what may be a mark, and of the rest of a path that leads upwards.
    pub(super) fn ids(&self) -> impl Iterator<Item = KeyHash> {
        let hashes = self.id_hash.iter().filter_map(|digits| KeyHash::parse(digits));
        self.in_the_clear().flat_map(forms_of).map(KeyHash::of).chain(hashes)
    }

    /// Returns what articles are known by that it is about: by their ids alone when it says no
    /// more.
    pub(super) fn keys(&self) -> impl Iterator<Item = KeyHash> {
        let keys = self.known_by.iter().filter_map(|digits| KeyHash::parse(digits));
        keys.chain(self.ids().filter(|_| self.known_by.is_empty()))
    }

    fn in_the_clear(&self) -> impl Iterator<Item = &str> {
        [&self.id].into_iter().chain(&self.copies).map(String::as_str).filter(|id| !id.is_empty())
    }

    /// Tells whether a person means it by an id, or by the hash that is listed in its place.
    pub(super) fn is_of(&self, id: &str) -> bool {
        let hash = KeyHash::of(id).digits();
        self.in_the_clear().any(|known| known == id)
            || self.id_hash.iter().any(|known| known == id || *known == hash)
    }

    /// Tells whether it is about the same article as another one.
    pub(super) fn is_about_the_same(&self, other: &Self) -> bool {
        let first = |deletion: &Self| deletion.ids().next();
        let is_alike = |one: &Self, other: &Self| {
            one.known_by.is_empty() || one.known_by.iter().any(|key| other.known_by.contains(key))
        };
        first(self) == first(other) && (other.known_by.is_empty() || is_alike(self, other))
    }

    /// Leaves hashes in the place of ids, and is to be carried out so that nothing stays.
    pub(super) fn forget(&mut self, how: Deleting<'_>) {
        if self.forget {
            return;
        }
        self.id_hash = self.ids().map(KeyHash::digits).collect();
        if self.known_by.is_empty() {
            self.known_by.clone_from(&self.id_hash);
        }
        self.id.clear();
        self.copies.clear();
        how.now.clone_into(&mut self.at);
        if !how.because.is_empty() {
            how.because.clone_into(&mut self.because);
        }
        (self.forget, self.done) = (true, false);
    }

    /// Returns it as it is taken over by another index.
    pub(super) fn taken_over(&self) -> Self {
        Self { done: false, ..self.clone() }
    }
}

/// Returns an id, that without what may be a mark, and as a path that leads nowhere first.
fn forms_of(id: &str) -> impl Iterator<Item = &str> {
    let base = without_mark(id);
    let path = base.unwrap_or(id);
    let inner = path.trim_start_matches("../").trim_start_matches("./");
    [id].into_iter().chain(base).chain([inner].into_iter().filter(move |inner| *inner != path))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::decisions::Decisions;
    use super::*;
    use crate::article::Article;

    const HOW: Deleting<'_> = Deleting { now: "2026", because: "", forget: false };

    fn deletion(id: &str, url: &str, how: Deleting<'_>) -> Deletion {
        let article = Article { id: id.to_owned(), url: url.to_owned(), ..Article::default() };
        let keys = keys_of(id, Identity::of(&article, "/x/a.jsonl"));
        let said = Said { text: 0x0123_4567, plain: 0xAB };
        Deletion::of(Known { id: id.to_owned(), keys }, Vec::new(), said, how)
    }

    fn parse(lines: &str) -> Decisions {
        Decisions::parse(lines, Path::new("x")).expect("decisions")
    }

    fn joined(one: &str, other: &str) -> Vec<String> {
        let mut decisions = parse(one);
        decisions.join(&parse(other));
        decisions.lines().collect()
    }

    fn line(deletion: &Deletion) -> String {
        serde_json::to_string(deletion).expect("texts")
    }

    #[test]
    fn it_is_a_line_that_people_can_read_and_keeps_what_a_newer_limier_says() {
        let mut deletion = deletion("pont", "https://a.example/1", HOW);
        let key = "b3c874608025f07f1746d5c3af02b57a";
        let expected = format!(
            "{{\"kind\":\"deleted\",\"id\":\"pont\",\"known_by\":[\"{key}\"],\
             \"text\":\"0000000001234567\",\"plain\":\"00000000000000ab\",\"at\":\"2026\"}}"
        );
        assert_eq!(line(&deletion), expected, "hashes are the same on every machine");
        let newer = line(&deletion).replace("\"at\"", "\"by\":[\"é\"],\"at\"");
        let kept: Vec<_> = parse(&newer).lines().collect();
        assert!(kept[0].ends_with(r#""at":"2026","by":["é"]}"#), "{kept:?}");
        deletion.forget(Deleting { now: "2027", because: "droit", forget: true });
        let text = line(&deletion);
        assert!(
            !text.contains("pont") && text.contains(r#""at":"2027","because":"droit""#),
            "{text}"
        );
        assert!(deletion.is_of("pont") && deletion.is_of(&deletion.id_hash[0]));
        assert!(!deletion.is_of("port"));
    }

    #[test]
    fn what_no_article_could_be_known_by_is_no_decision() {
        for line in [
            r#"{"kind":"deleted"}"#,
            r#"{"kind":"deleted","id":""}"#,
            r#"{"kind":"deleted","id":"a","known_by":["x"]}"#,
            r#"{"kind":"deleted","id":"a","text":"x"}"#,
            r#"{"kind":"deleted","id":"a","plain":"x"}"#,
            r#"{"kind":"deleted","id_hash":["x"]}"#,
        ] {
            assert!(Decisions::parse(line, Path::new("x")).is_err(), "{line}");
        }
    }

    #[test]
    fn of_two_about_an_article_the_later_counts_and_what_is_forgotten_stays_so() {
        let clear = line(&deletion("pont", "https://a.example/1", HOW));
        let other = line(&deletion("pont", "https://b.example/1", HOW));
        let now = Deleting { now: "2027", because: "", forget: true };
        let forgotten = line(&deletion("pont", "https://a.example/1", now));
        assert_eq!(joined(&clear, &forgotten), [forgotten.as_str()]);
        assert_eq!(joined(&forgotten, &clear), [forgotten.as_str()]);
        assert_eq!(joined(&clear, &other), [clear.as_str(), &other], "another article");
        let by_hand = r#"{"kind":"deleted","id":"pont"}"#;
        assert_eq!(joined(by_hand, &clear), [clear.as_str()]);
        // What is carried out here is to be carried out there.
        let done = clear.replace("\"at\":\"2026\"", "\"at\":\"2026\",\"done\":true");
        assert_eq!(joined(&done, &clear), [done.as_str()]);
        assert_eq!(joined("", &done), [clear.as_str()]);
    }

    #[test]
    fn deletions_take_the_place_of_those_about_the_same_and_of_no_others() {
        let of = |id: &str, site: &str, now: &'static str| {
            deletion(id, &format!("https://{site}.example/1"), Deleting { now, ..HOW })
        };
        let by_hand = r#"{"kind":"deleted","id":"pont"}"#;
        let same = r#"{"kind":"same","words":["daesh","daech"]}"#;
        let (pont, viaduc) = (line(&of("pont", "a", "2026")), line(&of("viaduc", "a", "2026")));
        let mut decisions = parse(&[by_hand, same, &pont, &viaduc].join("\n"));
        let new = [of("pont", "a", "2027"), of("viaduc", "b", "2027"), of("quai", "a", "2027")];
        let again = [of("quai", "a", "2028"), of("viaduc", "b", "2028")];
        decisions.delete(new.iter().chain(&again).cloned());
        let kept: Vec<String> = decisions.lines().collect();
        let [quai, other] = again.map(|deletion| line(&deletion));
        assert_eq!(kept, [line(&new[0]).as_str(), same, &viaduc, &other, &quai]);
    }

    #[test]
    fn an_article_is_known_by_its_id_with_any_mark_that_it_might_have() {
        let identity = |source: &str, title: &str| {
            let (source, title) = (source.to_owned(), title.to_owned());
            Identity::of(&Article { title, source, ..Article::default() }, "/x/a.jsonl")
        };
        let keys = keys_of("1", identity("A", "pont"));
        assert_eq!(keys.len(), 2);
        let marked = identity("A", "pont").text.marked("1");
        assert_eq!(keys_of(&marked, identity("A", "pont")), [keys[1]]);
        let same_place = keys_of("1", identity("A", "port"));
        assert_eq!((same_place[0], same_place[1] == keys[1]), (keys[0], false));
        assert!(!keys.contains(&keys_of("1", identity("B", "quai"))[0]));
    }
}
