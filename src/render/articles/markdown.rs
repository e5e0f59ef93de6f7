//! Articles as Markdown: a dossier to read, to print, to hand on.
//!
//! What an article has that Markdown or HTML would take for a sign is text in it.

use std::io::{self, Write};

use super::about::About;
use super::form::{ArticleForm, Taking};
use crate::article::Article;
use crate::render::details::{UNDATED, details};
use crate::render::printable::in_one_line;

/// A dossier.
pub(crate) static MARKDOWN_ARTICLES: ArticleForm =
    ArticleForm { about: Some(write_about), ..ArticleForm::of(write_article) };

fn write_about(taking: &Taking<'_>, out: &mut dyn Write) -> io::Result<()> {
    let lines = taking.about.map(About::lines).into_iter().flatten();
    for (name, value) in lines {
        writeln!(out, "> {name}: {}  ", escaped(&value))?;
    }
    writeln!(out)
}

fn write_article(taking: &Taking<'_>, article: &Article, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# {}\n", escaped(&article.title))?;
    let published = article.published.as_ref();
    let facts = details(published, &article.source, &article.section, Some(taking.zone));
    // Of what is not wanted nothing is said, not even that it is not known.
    let says_date = taking.has("published") || taking.has("day");
    let facts = match facts.strip_prefix(UNDATED) {
        Some(rest) if !says_date => rest.trim_start_matches(" · "),
        _ => &facts,
    };
    if !facts.is_empty() {
        writeln!(out, "{}  ", escaped(facts))?;
    }
    if !article.authors.is_empty() {
        writeln!(out, "{}  ", escaped(&article.authors.join(", ")))?;
    }
    let is_web = article.url.starts_with("https://") || article.url.starts_with("http://");
    if is_web && !article.url.contains(|char: char| char.is_whitespace() || "<>".contains(char)) {
        writeln!(out, "<{}>  ", in_one_line(&article.url))?;
    }
    if article.id.is_empty() {
        writeln!(out)?;
    } else {
        writeln!(out, "id: {}\n", escaped(&article.id))?;
    }
    if !article.description.is_empty() && article.description_in_body().is_none() {
        writeln!(out, "**{}**\n", escaped(article.description.trim()))?;
    }
    for paragraph in article.body.lines().filter(|line| !line.trim().is_empty()) {
        writeln!(out, "{}\n", escaped(paragraph.trim()))?;
    }
    writeln!(out, "---\n")
}

/// Returns a line in which no sign means anything.
pub(crate) fn escaped(text: &str) -> String {
    let line = in_one_line(text);
    let mut escaped = String::with_capacity(line.len() + 8);
    for (at, char) in line.char_indices() {
        let is_sign =
            matches!(char, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&');
        let begins = line[..at].trim_start().is_empty() && matches!(char, '#' | '+' | '-' | '=');
        // `1. ` begins a list.
        let numbers = matches!(char, '.' | ')')
            && at > 0
            && line[..at].bytes().all(|byte| byte.is_ascii_digit());
        if is_sign || begins || numbers {
            escaped.push('\\');
        }
        escaped.push(char);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn signs_are_text() {
        let check = |text, expected: &str| assert_eq!(escaped(text), expected);
        check("# Un *titre* <b>", "\\# Un \\*titre\\* \\<b\\>");
        check("- 5 % - 6", "\\- 5 % - 6");
        check("1. Le pont", "1\\. Le pont");
        check("Le 1er. Voilà", "Le 1er. Voilà");
        check("a\n# b", "a # b");
    }
}
