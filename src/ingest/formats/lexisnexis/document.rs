//! A document of `LexisNexis` as blocks: the elements of a page, or lines without blank ones
//! between them.

use crate::article::Article;
use crate::ingest::markup::{between, prose};
use crate::ingest::press::count::is_count;
use crate::ingest::press::line::{self, HEAD_LINES, lines};
use crate::ingest::press::plain;
use crate::ingest::press::report::{self, Block, ReportForm};
use crate::rejection::Reason;

/// Bytes of a document of a page before the end of the comment that it starts in.
const COMMENT_BYTES: usize = 200;

/// Returns the article of a part of a page.
pub(super) fn of_page(markup: &str) -> Result<Article, Reason> {
    let comment = memchr::memmem::find(markup.as_bytes(), b"-->");
    let start = comment.filter(|at| *at < COMMENT_BYTES).map_or(0, |at| at + "-->".len());
    let lines = |part: &str| -> Block {
        let text = prose(part);
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        lines.map(str::to_owned).collect()
    };
    article(between(&markup[start..], "div").into_iter().map(lines))
}

/// Returns the article of some lines.
pub(super) fn of_text(text: &str) -> Result<Article, Reason> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut is_apart = true;
    for line in text.lines().map(str::trim) {
        if line.is_empty() {
            is_apart = true;
            continue;
        }
        match blocks.last_mut().and_then(|block| block.last_mut()) {
            Some(last) if !is_apart => {
                last.push(' ');
                last.push_str(line);
            }
            _ => blocks.push(vec![line.to_owned()]),
        }
        is_apart = false;
    }
    match article(blocks.into_iter()) {
        // Others count their texts so as well.
        Err(Reason::NotGiven) if has_day(text) => plain::of_part(without_count(text)),
        article => article,
    }
}

/// Tells whether the head of a text gives a day.
fn has_day(text: &str) -> bool {
    lines(text).iter().take(HEAD_LINES).any(|line| line::has_day(line.text))
}

/// Returns a text without the line that counts it.
fn without_count(text: &str) -> &str {
    match text.trim_start().split_once('\n') {
        Some((first, rest)) if is_count(first) => rest,
        _ => text,
    }
}

fn article(blocks: impl Iterator<Item = Block>) -> Result<Article, Reason> {
    let mut blocks: Vec<Block> = blocks.filter(|block| !block.is_empty()).collect();
    if blocks.first().is_some_and(|block| is_count(&block[0])) {
        blocks[0].remove(0);
        blocks.retain(|block| !block.is_empty());
    }
    report::article(&blocks, ReportForm::PaperFirst)
}
