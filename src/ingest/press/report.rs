//! Reports: an article as `LexisNexis` and Nexis print it, block by block: the paper, the day,
//! the headline, labels, the text, labels again, the copyright.

use super::label::{Label, is_in_capitals};
use super::{byline, day, language, masthead};
use crate::article::{Article, Date};
use crate::ingest::record::tidy::distinct;
use crate::rejection::Reason;

/// Most blocks before the day.
const MOST_BEFORE_DAY: usize = 8;

/// Most characters of a line that is a day.
const MOST_OF_DAY: usize = 120;

/// Paragraphs that stand together.
pub(in crate::ingest) type Block = Vec<String>;

/// What stands at the head of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ingest) enum ReportForm {
    /// The paper and the day, then the headline; labels are in capitals.
    PaperFirst,
    /// The headline, then the paper and the day; the text starts and ends with a word of its
    /// own.
    HeadlineFirst,
}

/// Returns the article of a report without its mark.
pub(in crate::ingest) fn article(blocks: &[Block], head: ReportForm) -> Result<Article, Reason> {
    let mut report = Report { head, article: Article::default(), body: Vec::new() };
    let day = blocks.iter().take(MOST_BEFORE_DAY).position(|block| report.is_day(block));
    let label = blocks.iter().position(|block| report.label(block).is_some());
    if day.is_none() && label.is_none() {
        return Err(Reason::NotGiven);
    }
    let start = day.map_or_else(|| undated_masthead(label, head), |day| day + 1);
    report.take_masthead(&blocks[..start], day.is_some());
    let rest = &blocks[start..];
    let text = report.take_front(rest);
    report.take_text(&rest[text..]);
    report.into_article()
}

/// Returns how many blocks stand above the headline of a report without a day: where several
/// stand above the first label, the last of them is it.
fn undated_masthead(label: Option<usize>, head: ReportForm) -> usize {
    let above = label.filter(|label| head == ReportForm::PaperFirst && *label <= MOST_BEFORE_DAY);
    above.unwrap_or_default().saturating_sub(1)
}

struct Report {
    head: ReportForm,
    article: Article,
    body: Vec<String>,
}

impl Report {
    /// Returns the label of a block.
    fn label<'b>(&self, block: &'b Block) -> Option<(Label, &'b str)> {
        let line = block.first()?;
        let found = Label::at_head(line)?;
        (self.head == ReportForm::HeadlineFirst || is_in_capitals(line)).then_some(found)
    }

    /// Tells whether a block is the day.
    fn is_day(&self, block: &Block) -> bool {
        self.label(block).is_none() && day_of(block).is_some()
    }

    /// Takes what stands as far as the day.
    fn take_masthead(&mut self, blocks: &[Block], has_day: bool) {
        let (names, day) = blocks.split_at(blocks.len() - usize::from(has_day));
        if let Some(day) = day.first() {
            self.article.published = day_of(day);
        }
        let lines = names.iter().flatten().filter(|line| !is_copyright(line));
        let lines: Vec<&String> = lines.collect();
        let (title, source) = match (self.head, lines.as_slice()) {
            (ReportForm::HeadlineFirst, [.., title, source]) => (Some(*title), Some(*source)),
            (ReportForm::HeadlineFirst, [title]) => (Some(*title), None),
            (_, lines) => (None, lines.first().copied()),
        };
        self.article.title = title.cloned().unwrap_or_default();
        masthead::source(source.map_or("", |source| source)).clone_into(&mut self.article.source);
    }

    /// Takes what stands before the text, and returns how many blocks that is.
    fn take_front(&mut self, blocks: &[Block]) -> usize {
        let is_body = |block: &Block| match self.label(block) {
            Some((label, _)) => label == Label::Body,
            None if self.head == ReportForm::HeadlineFirst => {
                block.len() == 1 && Label::named(&block[0]) == Some(Label::Body)
            }
            None => word(block) == Some(Label::Body),
        };
        // Where a word says that the text starts, all before it is front.
        let announced = blocks.iter().position(is_body);
        let first_label = blocks.iter().position(|block| self.label(block).is_some());
        let labels = blocks[first_label.unwrap_or(blocks.len())..].iter();
        let labels = labels.map_while(|block| Some(self.label(block)?.0));
        // A text may start with a label of its own.
        let last = labels.enumerate().filter(|(_, label)| *label != Label::Other).last();
        let last = first_label.unwrap_or(0) + last.map_or(0, |(at, _)| at);
        let mut at = 0;
        while let Some(block) = blocks.get(at) {
            if announced == Some(at) {
                return at + self.take_announced(block);
            }
            match self.label(block) {
                Some((Label::Other, _)) if at > last && announced.is_none() => return at,
                Some((label, value)) => {
                    let value = joined(value, &block[1..]);
                    self.take_field(label, &value);
                }
                None if is_copyright(&block[0]) => {}
                None if self.head == ReportForm::PaperFirst && is_headline(at, first_label) => {
                    self.take_headline(block);
                }
                None if announced.is_some_and(|start| at < start) => {}
                None => return at,
            }
            at += 1;
        }
        at
    }

    fn take_headline(&mut self, block: &Block) {
        let line = block.join(" ");
        if self.article.title.is_empty() {
            self.article.title = line;
        } else {
            add_line(&mut self.article.description, &line);
        }
    }

    /// Takes the block that says that the text starts, and returns how many blocks are read.
    fn take_announced(&mut self, block: &Block) -> usize {
        if let Some((_, value)) = self.label(block) {
            self.body.extend([value.to_owned()].into_iter().filter(|value| !value.is_empty()));
            self.body.extend_from_slice(&block[1..]);
        }
        1
    }

    /// Takes the text and what follows it.
    fn take_text(&mut self, blocks: &[Block]) {
        let (mut text, behind) = blocks.split_at(self.text_end(blocks));
        // Some papers part the standfirst from the text by words of their own.
        if text.first().and_then(word) == Some(Label::Lead)
            && let Some(start) = text.iter().position(|block| word(block) == Some(Label::Body))
        {
            for block in &text[1..start] {
                add_line(&mut self.article.description, &block.join("\n"));
            }
            text = &text[start + 1..];
        }
        self.body.extend(text.iter().flatten().cloned());
        for block in behind {
            if let Some((label, value)) = self.label(block)
                && matches!(label, Label::Language | Label::Subjects | Label::Address)
            {
                self.take_field(label, &joined(value, &block[1..]));
            }
        }
    }

    /// Returns where the text ends: at the copyright, at a label that stands nowhere else, or
    /// where there are labels only.
    fn text_end(&self, blocks: &[Block]) -> usize {
        let rights = blocks.iter().rposition(|block| is_copyright(&block[0]));
        let text = &blocks[..rights.unwrap_or(blocks.len())];
        let is_word =
            |block: &Block, word: &str| matches!(block.as_slice(), [line] if line == word);
        let before_pictures = |end: usize| {
            text[..end].iter().rposition(|block| is_word(block, "Graphic")).unwrap_or(end)
        };
        if self.head == ReportForm::HeadlineFirst
            // Before that word a line of the text may well look like a label.
            && let Some(end) = text.iter().rposition(|block| is_word(block, "Classification"))
        {
            return before_pictures(end);
        }
        let ends_text =
            |block: &Block| self.label(block).is_some_and(|(label, _)| label.ends_text());
        let end = text.iter().position(ends_text).unwrap_or(text.len());
        let is_label = |block: &&Block| self.label(block).is_some();
        match self.head {
            ReportForm::PaperFirst => end - text[..end].iter().rev().take_while(is_label).count(),
            ReportForm::HeadlineFirst => before_pictures(end),
        }
    }

    fn take_field(&mut self, label: Label, value: &str) {
        let article = &mut self.article;
        match label {
            Label::Title => value.clone_into(&mut article.title),
            Label::Authors => article.authors = byline::people(value),
            Label::Section => article.section = masthead::section(value),
            Label::Lead => {
                // Some papers put the address of the original behind it.
                let (text, url) = value.rsplit_once("; http").map_or((value, ""), |(text, url)| {
                    (text, &value[value.len() - url.len() - "http".len()..])
                });
                add_line(&mut article.description, text);
                if !url.is_empty() && article.url.is_empty() {
                    url.clone_into(&mut article.url);
                }
            }
            Label::Language => article.language = language::code(value),
            Label::Subjects => article.tags = subjects(value),
            Label::Address => value.clone_into(&mut article.url),
            Label::Body | Label::Front | Label::Colophon | Label::Other => {}
        }
    }

    fn into_article(self) -> Result<Article, Reason> {
        let Self { mut article, body, .. } = self;
        article.body = body.join("\n");
        if article.text_bytes() == 0 { Err(Reason::NoText) } else { Ok(article) }
    }
}

/// Returns the day of a block that is one: of a line that starts with it.
fn day_of(block: &Block) -> Option<Date> {
    let mut lines = block.iter().filter(|line| line.chars().count() <= MOST_OF_DAY);
    lines.find_map(|line| {
        let starts = day::starts(line).first() == Some(&0);
        if starts { day::day(line) } else { None }
    })
}

/// Tells whether a line is one of the rights: `Copyright 2010 Le Phare`.
fn is_copyright(line: &str) -> bool {
    let line = line.trim_start();
    let starts = [
        "Copyright",
        "COPYRIGHT",
        "©",
        "(c) ",
        "All Rights",
        "Tous droits",
        "Alle Rechte",
        "Todos los",
    ];
    starts.iter().any(|start| line.starts_with(start))
}

/// Tells whether the block at a place, which has no label, is of the headline: it stands
/// before the labels, or is the first and short where there are none.
fn is_headline(at: usize, first_label: Option<usize>) -> bool {
    const MOST_BEFORE_LABELS: usize = 3;
    match first_label {
        Some(label) if label <= MOST_BEFORE_LABELS => at < label,
        _ => at == 0,
    }
}

/// Returns the label that a block is, one word or two in capitals.
fn word(block: &Block) -> Option<Label> {
    match block.as_slice() {
        [line] if !line.contains(char::is_lowercase) => Label::named(line),
        _ => None,
    }
}

/// Returns subjects without how sure they are: `PONTS (93%); FLEUVES (78%)`.
fn subjects(text: &str) -> Vec<String> {
    let names = text.split(';').map(|subject| {
        let name = subject.trim();
        let name =
            name.rsplit_once(" (").filter(|(_, sure)| sure.ends_with("%)")).map_or(name, |it| it.0);
        name.trim().to_owned()
    });
    distinct(names)
}

fn joined(value: &str, more: &[String]) -> String {
    let lines = [value].into_iter().chain(more.iter().map(String::as_str));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

fn add_line(text: &mut String, line: &str) {
    if !text.is_empty() && !line.is_empty() {
        text.push('\n');
    }
    text.push_str(line);
}
