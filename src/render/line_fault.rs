//! What is wrong with lines of files that people write, and what such a line looks like.
//!
//! It does not say where they stand.

use crate::line_fault::LineFault;

/// Returns what is wrong with a line.
pub(super) fn line_sentence(fault: LineFault) -> &'static str {
    match fault {
        LineFault::NotUtf8 => "not UTF-8; convert the file",
        LineFault::NoQueryColumn => {
            "no column of queries; call one `query` or `name`, or name it with --query-column"
        }
        LineFault::NoTab => "no tab between a query id and its text",
        LineFault::NoQueryId => "no query id in front of the tab",
        LineFault::NoQueryText => "no query in this row; write one, or take the row out",
        LineFault::QueryIdWithBlanks => "a query id is one word, without blanks",
        LineFault::QueryIdTwice => "this query id stands above already",
        LineFault::JudgmentColumns => "a judgment has four columns: qid, 0, docid, grade",
        LineFault::GradeIsNoNumber => "the grade of a judgment is a whole number",
        LineFault::GradeTooLarge => "the grade is too large",
        LineFault::JudgedTwice => "this article is judged twice for the same query",
        LineFault::HitColumns => "a hit has six columns: qid, Q0, docid, rank, score, tag",
        LineFault::ScoreIsNoNumber => "the score of a hit is a number",
        LineFault::RankedTwice => "this article is ranked twice for the same query",
        LineFault::ExceptionIsNoWord => "an exception is one word, or word, tab, stem",
        LineFault::StemIsNoWord => "a stem is one word: write word, tab, stem",
        LineFault::ExceptionTwice => "this word already has an exception above",
        LineFault::NothingIsSame => {
            "nothing on a side of `=`; write word = word, or word = \"some words\""
        }
        LineFault::SameIsSame => "the same on both sides of `=`",
        LineFault::DeclaredTwice => "one of these is already declared above; write all on one line",
        LineFault::NoDecision => {
            "no decision; write an object like \
             {\"kind\":\"exception\",\"word\":\"Nice\",\"stem\":\"Nice\"}"
        }
    }
}
