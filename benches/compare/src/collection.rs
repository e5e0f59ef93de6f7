//! A collection and the folder where its indexes are made.
//!
//! It names files and removes those of an earlier run; it makes no index.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use crate::texts::Texts;

/// Articles, and where what is made of them lies.
pub struct Collection {
    pub name: String,
    pub articles: PathBuf,
    /// The same ids with other texts.
    pub another_edition: Option<PathBuf>,
    dir: PathBuf,
}

impl Collection {
    /// Returns a collection of a name, its folder made anew.
    pub fn new(work: &Path, name: &str, articles: &Path) -> Result<Self, Box<dyn Error>> {
        let dir = work.join(name);
        if dir.exists() {
            fs::remove_dir_all(&dir)?;
        }
        fs::create_dir_all(&dir)?;
        Ok(Self {
            name: name.to_owned(),
            articles: articles.to_owned(),
            another_edition: None,
            dir,
        })
    }

    pub fn with_another_edition(self, articles: PathBuf) -> Self {
        Self { another_edition: Some(articles), ..self }
    }

    /// Returns where something of a name lies.
    pub fn place(&self, name: &str) -> PathBuf {
        self.dir.join(name)
    }

    /// Removes the index of a name, if there is one.
    pub fn remove(&self, name: &str) -> Result<(), Box<dyn Error>> {
        let place = self.place(name);
        Ok(if place.exists() {
            fs::remove_dir_all(place)?
        })
    }

    /// Writes the articles for peers.
    pub fn texts(&self) -> Result<(), Box<dyn Error>> {
        let [words, lines, columns] =
            ["words.tsv", "lines.tsv", "columns"].map(|it| self.place(it));
        Texts { words: &words, lines: &lines, columns: &columns }.write(&self.articles)
    }

    /// Returns the bytes of an index.
    pub fn bytes(&self, name: &str) -> Result<u64, Box<dyn Error>> {
        let mut bytes = 0;
        for entry in fs::read_dir(self.place(name))? {
            bytes += entry?.metadata()?.len();
        }
        Ok(bytes)
    }
}
