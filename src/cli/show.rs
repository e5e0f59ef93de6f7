//! `limier show`: prints a whole article.

use std::path::Path;

use clap::Args;

use super::open::open;
use super::options::OutputForm;
use super::outcome::Outcome;
use super::output::{output_width, print};
use crate::error::Result;
use crate::render::{entry_json, write_article};

/// Show a whole article, and who else has its text
#[derive(Debug, Args)]
pub(super) struct ShowArgs {
    /// Id or URL of the article, as the search gives it
    id: String,
    /// How to print it
    #[arg(long, value_enum, default_value_t = OutputForm::Text)]
    format: OutputForm,
}

pub(super) fn run(args: &ShowArgs, dir: &Path) -> Result<Outcome> {
    for (at, entry) in open(dir)?.articles(&args.id)?.iter().enumerate() {
        print(args.format.is_text(), |out, _| match args.format {
            OutputForm::Text => {
                if at > 0 {
                    writeln!(out)?;
                }
                write_article(out, entry, output_width())
            }
            OutputForm::Json => writeln!(out, "{}", entry_json(entry)),
        })?;
    }
    Ok(Outcome::Complete)
}
