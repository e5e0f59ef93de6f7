//! Articles as a corpus for `IRaMuTeQ`: a line of stars and variables above each text.
//!
//! As its documentation has it (<http://www.iramuteq.org/documentation>): `**** *variable_value`,
//! without blanks or accents in a value. No line of a text starts with a star.

use std::io::{self, Write};

use super::form::{ArticleForm, Taking};
use crate::analysis::fold;
use crate::article::Article;
use crate::render::details::day;
use crate::render::printable::in_one_line;

/// A corpus.
pub(crate) static IRAMUTEQ_ARTICLES: ArticleForm = ArticleForm::of(write_article);

fn write_article(taking: &Taking<'_>, article: &Article, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "****")?;
    let mut variable = |name: &str, value: &str| -> io::Result<()> {
        let value = variable_value(value);
        if value.is_empty() { Ok(()) } else { write!(out, " *{name}_{value}") }
    };
    variable("id", &article.id)?;
    variable("source", &article.source)?;
    if let Some(date) = &article.published {
        let day = day(date, Some(taking.zone));
        variable("annee", day.get(..4).unwrap_or_default())?;
        if let Some(month) = day.get(..7) {
            variable("am", &month.replace('-', "_"))?;
        }
        if day.len() == 10 {
            variable("date", &day)?;
        }
    }
    variable("section", &article.section)?;
    variable("auteur", article.authors.first().map_or("", String::as_str))?;
    variable("langue", &article.language)?;
    if let Some(about) = taking.about {
        let beginning = |text: &str| text.chars().take(ABOUT).collect::<String>();
        variable("requete", &beginning(&about.query))?;
        variable("lue", &beginning(&about.read_as.join(" ")))?;
        variable("export", about.exported.get(..10).unwrap_or_default())?;
        variable("index", &about.index)?;
        variable("etat", about.changed.get(..10).unwrap_or_default())?;
    }
    writeln!(out)?;
    let description =
        if article.description_in_body().is_some() { "" } else { &article.description };
    let title = if article.title_derived { "" } else { article.title.as_str() };
    for line in [title, description, &article.body].into_iter().flat_map(str::lines) {
        // A line of stars would be another text.
        let line = in_one_line(line);
        let line = line.trim_start_matches(['*', ' ']).trim_end();
        // `-*` begins a theme.
        let line = line.strip_prefix("-*").unwrap_or(line);
        if line.contains('_') {
            let words = line.split(' ').map(unstarred).collect::<Vec<_>>();
            writeln!(out, "{}", words.join(" "))?;
        } else if !line.is_empty() {
            writeln!(out, "{line}")?;
        }
    }
    writeln!(out)
}

/// Characters of what was asked that a variable has at most.
const ABOUT: usize = 120;

/// Returns a word of a text that is no variable: `_rire_` would be one.
fn unstarred(word: &str) -> &str {
    if word.starts_with('_') && word.ends_with('_') { word.trim_matches('_') } else { word }
}

/// Returns a value as a variable has it: letters without accents and digits, `_` between words;
/// dates keep their hyphens.
fn variable_value(value: &str) -> String {
    let folded = fold(value).to_lowercase();
    let is_date = folded.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let is_kept = |char: char| char.is_ascii_alphanumeric() || char == '-' && is_date;
    let words = folded.split(|char| !is_kept(char)).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("_")
}
