//! The arguments of `limier index`.
//!
//! It says what is asked for and opens no input.

use std::path::PathBuf;

use clap::Args;

use crate::cli::input_formats;
use crate::cli::options::{OutputForm, Waiting};
use crate::cores::cores;
use crate::error::Result;
use crate::index::is_index;
use crate::ingest::{
    self, Catalog, FieldNames, FileGlob, Place, Preprocessor, Prune, Stop, UpdateOptions,
};
use crate::read_as::Defaults;

/// Index articles: files, folders, `-` for standard input
///
/// Folders are walked. A file that is as it was when it was last read is not read again; an
/// article whose id is already in the index replaces it.
#[derive(Debug, Args)]
#[command(after_long_help = input_formats::help())]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub(in crate::cli) struct IndexArgs {
    /// Files, folders, or `-` for standard input
    #[arg(required = true, value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// Name of a field in the input, when it is not a common one: `body=texte`,
    /// `title=metadata.title`; it stays with the files until other names are given for them
    #[arg(long = "field", value_name = "FIELD=NAME", value_parser = parse_pair)]
    pub(super) fields: Vec<(String, String)>,
    /// What articles of these files lack, for example `source="Le Soir"` or
    /// `date=1908-08-23`; it stays with the files until other defaults are given for them
    #[arg(long = "default", value_name = "FIELD=VALUE", value_parser = parse_default)]
    pub(super) defaults: Vec<(String, String)>,
    /// Program that makes text or HTML of a file: it is given the path as its one argument,
    /// without a shell, and prints to standard output; after 10 minutes it is killed. What it made
    /// stays when a later run comes without it. Entries of archives are not given to it
    #[arg(long, value_name = "COMMAND")]
    pub(super) pre: Option<PathBuf>,
    /// The files that --pre is for, all without: `*.pdf`; with `!` in front those that it is not
    /// for
    #[arg(long, value_name = "GLOB", requires = "pre", value_parser = FileGlob::parse)]
    pub(super) pre_glob: Vec<FileGlob>,
    /// File of exceptions to stemming, kept with the index: `word<TAB>stem` a line, or `word`
    /// alone to leave it as it is (see `limier lexicon`)
    #[arg(long, value_name = "FILE")]
    pub(super) exceptions: Option<PathBuf>,
    /// Stop at the first bad record, with nothing indexed
    #[arg(long)]
    pub(super) strict: bool,
    /// Read everything and say what would be indexed, without writing
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Remove the articles of files below PATH that are gone, and of items that left a feed
    #[arg(long)]
    pub(super) prune: bool,
    /// Prune also when nothing is left below PATH, as when its disk is not there
    #[arg(long, requires = "prune")]
    pub(super) yes: bool,
    /// Read files to which links in a folder lead that are elsewhere
    #[arg(long)]
    pub(super) follow_links: bool,
    /// Read files again that have not changed
    #[arg(long)]
    pub(super) force: bool,
    /// Write what was rejected to a file, a JSON object a line: path, line, reason, record
    #[arg(long, value_name = "FILE")]
    pub(super) rejects: Option<PathBuf>,
    /// Print examples of dates that could not be read, and columns of tables that no field
    /// takes
    #[arg(long, short)]
    pub(super) verbose: bool,
    /// Threads that read documents; by default as many as there are processors
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=64))]
    pub(super) jobs: Option<u16>,
    /// Run this search right after
    #[arg(long, value_name = "QUERY", conflicts_with = "dry_run")]
    pub(super) search: Option<String>,
    /// How to print the summary
    #[arg(long, value_enum, default_value_t = OutputForm::Text)]
    pub(super) format: OutputForm,
    #[command(flatten)]
    pub(super) waiting: Waiting,
}

fn parse_pair(argument: &str) -> Result<(String, String), String> {
    match argument.split_once('=') {
        Some((field, name)) if !field.is_empty() && !name.is_empty() => {
            Ok((field.to_owned(), name.to_owned()))
        }
        _ => Err("write it as FIELD=NAME, for example body=texte".to_owned()),
    }
}

fn parse_default(argument: &str) -> Result<(String, String), String> {
    let pair = argument.split_once('=').filter(|(field, _)| !field.is_empty());
    let pair = pair.map(|(field, value)| (field.to_owned(), value.to_owned()));
    pair.ok_or_else(|| "write it as FIELD=VALUE, for example source=\"Le Soir\"".to_owned())
}

impl IndexArgs {
    /// Returns how inputs are read into the index.
    pub(super) fn update<'o>(
        &self,
        catalog: Catalog,
        (names, fields): (&'o FieldNames, &'o [String]),
        defaults: &'o Defaults,
        pre: Option<&'o Preprocessor>,
        stop: &'o Stop,
    ) -> UpdateOptions<'o> {
        UpdateOptions {
            catalog,
            names,
            defaults,
            pre,
            fields,
            jobs: self.jobs(),
            force: self.force,
            prune: match (self.prune, self.yes) {
                (false, _) => Prune::No,
                (true, false) => Prune::Gone,
                (true, true) => Prune::All,
            },
            strict: self.strict,
            stop,
        }
    }

    fn jobs(&self) -> usize {
        self.jobs.map_or_else(cores, usize::from)
    }

    /// Returns what makes text of files before they are read.
    pub(super) fn preprocessor(&self) -> Option<Preprocessor> {
        let globs = self.pre_glob.clone();
        self.pre.clone().map(|command| Preprocessor::new(command, globs))
    }

    /// Returns what is given for what articles lack.
    pub(super) fn defaults(&self) -> Result<Defaults> {
        ingest::defaults(pairs(&self.defaults))
    }

    /// Returns the names that were given for fields, as they were.
    pub(super) fn fields(&self) -> Vec<String> {
        self.fields.iter().map(|(field, name)| format!("{field}={name}")).collect()
    }

    /// Returns the names that fields go by.
    pub(super) fn names(&self) -> Result<FieldNames> {
        FieldNames::from_pairs(pairs(&self.fields))
    }

    /// Returns the places to read. Under `--prune` a path may be gone.
    pub(super) fn places(&self) -> Result<Vec<Place>> {
        let is_there = |path: &&PathBuf| !self.prune || **path == *"-" || path.exists();
        let paths: Vec<PathBuf> = self.paths.iter().filter(is_there).cloned().collect();
        // What an index holds comes from other files.
        ingest::places(&paths, self.follow_links, is_index)
    }
}

fn pairs(pairs: &[(String, String)]) -> impl Iterator<Item = (&str, &str)> {
    pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()))
}
