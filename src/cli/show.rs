//! `limier show`: prints a whole article.

use std::io::Write;
use std::path::Path;

use clap::Args;

use super::{ForPrograms, Form, Outcome, output_width};
use crate::error::Result;
use crate::index::{IndexReader, Signatures};
use crate::render::{article_json, write_article};

/// Show a whole article, and who else has its text
#[derive(Debug, Args)]
pub(super) struct ShowArgs {
    /// Id or URL of the article, as the search gives it
    id: String,
    /// How to print it
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
}

pub(super) fn run(args: &ShowArgs, dir: &Path) -> Result<Outcome> {
    let reader = IndexReader::open(dir)?;
    let signatures = Signatures::open(&reader)?;
    for (at, address) in reader.named(&args.id)?.into_iter().enumerate() {
        let article = reader.article(address)?;
        let copies = reader.same_text_as(address, &signatures)?;
        let copies = copies.into_iter().map(|copy| reader.article(copy));
        let copies = copies.collect::<Result<Vec<_>>>()?;
        match args.format {
            Form::Text => {
                let mut out = anstream::stdout().lock();
                if at > 0 {
                    writeln!(out)?;
                }
                write_article(&mut out, &article, &copies, output_width())?;
            }
            Form::Json => {
                let mut out = ForPrograms::new();
                writeln!(out, "{}", article_json(&article, &copies))?;
                out.flush()?;
            }
        }
    }
    Ok(Outcome::Complete)
}
