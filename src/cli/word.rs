//! `limier word`: what the collection makes of a word.
//!
//! It explains each of several words by itself, and changes nothing about them.

use std::path::Path;

use clap::Args;

use super::open::open;
use super::options::{LANGUAGE, OutputForm, parse_language};
use super::outcome::Outcome;
use super::output::print;
use super::terminal::Terminal;
use crate::error::{Error, Result};
use crate::lexicon::Explanation;
use crate::query::Query;
use crate::render::{explanation_json, write_explanation, write_json};

/// Show what a word is merged with in this collection, what it is not, and near spellings
#[derive(Debug, Args)]
pub(super) struct WordArgs {
    /// The word; each one by itself when there are several
    #[arg(required = true, value_name = "WORD")]
    words: Vec<String>,
    /// Language whose inflection counts, by its two letters
    #[arg(long, value_name = LANGUAGE, value_parser = parse_language, default_value = "fr")]
    lang: String,
    /// How to print it; as JSON, an object a word
    #[arg(long, value_enum, default_value_t = OutputForm::Text)]
    format: OutputForm,
}

pub(super) fn run(args: &WordArgs, dir: &Path, terminal: &Terminal) -> Result<Outcome> {
    let engine = open(dir)?;
    let text = args.words.join(" ");
    let words = Query::words_of(&text);
    if words.is_empty() {
        return Err(Error::QueryEmpty(text));
    }
    let explanations: Vec<Explanation> =
        words.iter().map(|word| engine.word(word, &args.lang)).collect::<Result<_>>()?;
    print(terminal, args.format.is_text(), |out| {
        for (index, explanation) in explanations.iter().enumerate() {
            match args.format {
                OutputForm::Text => {
                    if index > 0 {
                        writeln!(out)?;
                    }
                    write_explanation(out, explanation)?;
                }
                OutputForm::Json => write_json(out, &explanation_json(explanation))?,
            }
        }
        Result::<()>::Ok(())
    })?;
    let is_known = explanations.iter().any(|explanation| !explanation.family.is_unknown());
    Ok(if is_known { Outcome::Complete } else { Outcome::Partial })
}
