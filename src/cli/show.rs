//! `limier show`: prints a whole article.

use std::io::Write;
use std::path::Path;

use clap::Args;

use super::{ForPrograms, Form, Outcome, output_width};
use crate::error::Result;
use crate::index::IndexReader;
use crate::render::{article_json, write_article};

/// Show a whole article
#[derive(Debug, Args)]
pub(super) struct ShowArgs {
    /// Id of the article, as the search gives it
    id: String,
    /// How to print it
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
}

pub(super) fn run(args: &ShowArgs, dir: &Path) -> Result<Outcome> {
    let article = IndexReader::open(dir)?.article_with_id(&args.id)?;
    match args.format {
        Form::Text => write_article(&mut anstream::stdout().lock(), &article, output_width())?,
        Form::Json => {
            let mut out = ForPrograms::new();
            writeln!(out, "{}", article_json(&article))?;
            out.flush()?;
        }
    }
    Ok(Outcome::Complete)
}
