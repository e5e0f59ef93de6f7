//! The reports of Nexis in a document: each ends with words of its own, the first stands
//! behind a cover.

use super::paragraph::Paragraph;
use crate::article::Article;
use crate::ingest::press::count::is_count;
use crate::ingest::press::day;
use crate::ingest::press::label::Label;
use crate::ingest::press::report::{self, Block, ReportForm};
use crate::rejection::Reason;

/// Words that end a report.
const ENDS: [&str; 8] = [
    "End of Document",
    "Fin du document",
    "Ende des Dokuments",
    "Fine documento",
    "Fine del documento",
    "Fin del documento",
    "Fim do documento",
    "Einde van document",
];

/// Most characters of a line that is a day.
const MOST_OF_DAY: usize = 100;

/// Returns the reports of a document, none when it holds no end of one.
pub(super) fn articles(paragraphs: &[Paragraph]) -> Vec<Result<Article, Reason>> {
    if paragraphs.iter().any(|line| is_count(&line.text)) {
        let parts = paragraphs.split(|line| is_count(&line.text)).skip(1);
        return parts.map(|part| report::article(&blocks(part), ReportForm::PaperFirst)).collect();
    }
    let is_end = |line: &Paragraph| ENDS.iter().any(|end| line.text.eq_ignore_ascii_case(end));
    let ends = paragraphs.iter().filter(|line| is_end(line)).count();
    let mut reports = Vec::new();
    if ends == 0 {
        return reports;
    }
    for (number, part) in paragraphs.split(is_end).enumerate() {
        let lines = blocks(part);
        if number < ends {
            reports.push(report::article(&lines[start(part)..], ReportForm::HeadlineFirst));
        } else if lines.iter().any(|block| is_day(&block[0])) {
            // A document cut short keeps what there is.
            reports.push(report::article(&lines[start(part)..], ReportForm::HeadlineFirst));
            reports.push(Err(Reason::NoEnd));
        }
    }
    reports
}

/// Returns the block with which the headline of a report starts, behind a cover: two before
/// the last day that stands above the labels.
fn start(part: &[Paragraph]) -> usize {
    let lines: Vec<&Paragraph> = part.iter().filter(|line| !line.text.is_empty()).collect();
    let is_text = |line: &&Paragraph| {
        let is_word = Label::named(&line.text) == Some(Label::Body);
        let label = Label::at_head(&line.text).map(|(label, _)| label);
        is_word || matches!(label, Some(Label::Section | Label::Authors)) || is_length(&line.text)
    };
    let text = lines.iter().position(is_text).unwrap_or(lines.len());
    let is_day = |line: &&Paragraph| line.text.lines().next().is_some_and(is_day);
    let Some(day) = lines[..text].iter().rposition(is_day) else { return 0 };
    let heading = lines[..day].iter().rposition(|line| line.is_heading());
    heading.filter(|heading| day - heading <= 4).unwrap_or(day.saturating_sub(2))
}

fn is_length(text: &str) -> bool {
    Label::at_head(text).is_some_and(|(label, _)| label == Label::Front)
}

/// Tells whether a line starts with a day: that of the cover stands behind a label.
fn is_day(line: &str) -> bool {
    line.chars().count() <= MOST_OF_DAY
        && day::starts(line).first() == Some(&0)
        && day::day(line).is_some()
}

/// Returns paragraphs as blocks, without empty ones.
fn blocks(paragraphs: &[Paragraph]) -> Vec<Block> {
    let filled = paragraphs.iter().filter(|line| !line.text.is_empty());
    filled.map(|line| line.text.lines().map(str::to_owned).collect()).collect()
}
