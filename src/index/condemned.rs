//! What goes with articles that a person deletes: their copies, however signs are written in them.
//!
//! It reads a commit, and deletes nothing.

use std::collections::{BTreeSet, HashMap};

use tantivy::DocAddress;

use super::committed::Committed;
use super::copies::Signatures;
use super::deleted::known;
use super::deletion::{Deleting, Deletion};
use super::holders::Holders;
use super::reader::IndexReader;
use super::said::Said;
use crate::analysis::Signature;
use crate::error::Result;

/// What goes when articles are deleted.
#[derive(Default)]
pub(crate) struct Condemned {
    /// To be noted: each with the copies that go with it.
    pub(crate) deletions: Vec<Deletion>,
    /// The ids of all that go.
    pub(crate) gone: BTreeSet<String>,
    /// The ids of those that stay and say nearly the same, sorted.
    pub(crate) near: Vec<String>,
}

/// An article that is asked for.
struct Asked {
    at: DocAddress,
    said: Said,
    /// There is too little of it to know near ones.
    is_short: bool,
}

/// Returns what goes with the articles that have these ids, as far as they are there.
///
/// # Errors
/// `IndexDamaged` when something of them cannot be read.
pub(super) fn condemned(
    committed: &mut Committed,
    ids: &[String],
    how: Deleting<'_>,
) -> Result<Condemned> {
    let signatures = Signatures::open(&committed.reader)?;
    let (mut asked, mut texts) = (Vec::new(), Vec::new());
    for id in ids {
        let Some(at) = committed.with_id(id)? else { continue };
        let article = committed.reader.article(at)?.to_article();
        texts.extend(Signature::of_forms(&article.body));
        let text = signatures.of(at);
        let said = Said::of(&article, text.exact);
        asked.push(Asked { at, said, is_short: !text.has_sketch() });
    }
    let alike = committed.reader.near(&texts, &signatures);
    let copies = copies_of(&asked, &alike, &signatures, &committed.reader)?;
    let Condemned { mut deletions, mut gone, mut near } = Condemned::default();
    for Asked { at, said, .. } in asked {
        let article = known(committed, at)?;
        if !gone.insert(article.id.clone()) {
            continue;
        }
        let same = committed.reader.same_text_as(at, &signatures)?;
        let same = same.iter().chain(copies.get(&said.plain).into_iter().flatten());
        let same: BTreeSet<DocAddress> = same.copied().collect();
        let mut copies = Vec::new();
        for copy in same {
            copies.push(known(committed, copy)?);
        }
        copies.retain(|copy| gone.insert(copy.id.clone()));
        deletions.push(Deletion::of(article, copies, said, how));
    }
    for address in alike {
        near.push(committed.reader.id(address)?);
    }
    near.sort_unstable();
    near.retain(|id| !gone.contains(id));
    Ok(Condemned { deletions, gone, near })
}

/// Returns where the copies of articles are that differ from them in nothing but how signs are
/// written, among those `alike`, and among all short ones where one of them is: by the hash of
/// their text in plain signs.
fn copies_of(
    articles: &[Asked],
    alike: &[DocAddress],
    signatures: &Signatures,
    reader: &IndexReader,
) -> Result<HashMap<u64, Vec<DocAddress>>> {
    let told = || articles.iter().filter(|article| article.said.plain != 0);
    let mut copies: HashMap<u64, Vec<DocAddress>> =
        told().map(|article| (article.said.plain, Vec::new())).collect();
    let has_short = told().any(|article| article.is_short);
    let short = if has_short { reader.without_sketch(signatures) } else { Vec::new() };
    for address in alike.iter().chain(&short) {
        let article = reader.article(*address)?.to_article();
        let said = Said::of(&article, signatures.of(*address).exact);
        if let Some(copies) = copies.get_mut(&said.plain) {
            copies.push(*address);
        }
    }
    Ok(copies)
}
