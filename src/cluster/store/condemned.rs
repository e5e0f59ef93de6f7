//! What goes with articles that a person deletes from a cluster: their copies, however signs are
//! written in them.
//!
//! It asks, and deletes nothing.

use std::collections::{BTreeSet, HashMap};

use super::ClusterStore;
use crate::analysis::Signature;
use crate::cluster::signatures::ids_near;
use crate::error::Result;
use crate::index::{Condemned, Deleting, Deletion, Said};

impl ClusterStore {
    /// Returns what goes with the articles that have these ids, as far as they are there.
    ///
    /// # Errors
    /// `Cluster`.
    pub(super) fn condemned(&mut self, ids: &[String], how: Deleting<'_>) -> Result<Condemned> {
        let mut gone = BTreeSet::new();
        let mut deletions: Vec<Deletion> = Vec::new();
        let (mut asked, mut texts) = (Vec::new(), Vec::new());
        for id in ids {
            let Some(row) = self.table.get(id) else { continue };
            let article = self.table.article(id)?;
            texts.extend(Signature::of_forms(&article.body));
            asked.push((id, Said::of(&article, row.text), article.body.is_empty()));
        }
        let mut near = ids_near(&self.client, &self.name, &texts)?;
        let copies = self.copies_of(&asked, &near)?;
        for (id, said, _) in asked {
            if !gone.insert(id.clone()) {
                continue;
            }
            let mut same = copies.get(&said.plain).cloned().unwrap_or_default();
            same.retain(|copy| gone.insert(copy.clone()));
            let article = self.known(id)?;
            let same = same.iter().map(|copy| self.known(copy)).collect::<Result<_>>()?;
            deletions.push(Deletion::of(article, same, said, how));
        }
        near.retain(|id| !gone.contains(id));
        Ok(Condemned { deletions, gone, near })
    }

    /// Returns the ids of the copies of articles that differ from them in nothing but how signs are
    /// written, among those `alike`, and without a body where they have none: by the hash of their
    /// text in plain signs.
    fn copies_of(
        &self,
        articles: &[(&String, Said, bool)],
        alike: &[String],
    ) -> Result<HashMap<u64, BTreeSet<String>>> {
        let told = || articles.iter().filter(|(_, said, _)| said.plain != 0);
        let mut copies: HashMap<u64, BTreeSet<String>> =
            told().map(|(_, said, _)| (said.plain, BTreeSet::new())).collect();
        let has_bare = told().any(|(.., is_bare)| *is_bare);
        let bare = self.table.iter().filter(|(_, row)| has_bare && row.text == 0);
        for id in alike.iter().chain(bare.map(|(id, _)| id)) {
            let Some(row) = self.table.get(id) else { continue };
            let said = Said::of(&self.table.article(id)?, row.text);
            if let Some(copies) = copies.get_mut(&said.plain) {
                copies.insert(id.clone());
            }
        }
        Ok(copies)
    }
}
