//! Syntax of queries that cannot be read: which part is wrong, and what to write.
//!
//! Where the part stands is shown by `caret`.

use super::date_error::date_sentence;
use crate::syntax_error::{Side, SyntaxProblem};

/// Returns what is wrong with a part of a query.
pub(crate) fn syntax_sentence(problem: &SyntaxProblem) -> String {
    match problem {
        SyntaxProblem::NoSide { operator, side } => {
            let side = match side {
                Side::Before => "before",
                Side::Behind => "behind",
            };
            format!("`{operator}` has nothing {side} it; add a word there{}", or_as_word(operator))
        }
        SyntaxProblem::NoDistance { typed, name } => format!(
            "`{typed}` needs a number of words from 1 on, without a blank; write {name}5, for \
             example"
        ),
        SyntaxProblem::NearWhat(near) => format!(
            "`{near}` needs words, phrases or groups of words on both sides; take this out of it"
        ),
        SyntaxProblem::Edits { typed, edits } => {
            format!("`{typed}` asks for {edits} edits; write ~1 or ~2 behind the word")
        }
        SyntaxProblem::Slop(slop) => {
            format!("`~{slop}` is too far; write a smaller number, ~5 for example")
        }
        SyntaxProblem::Weight { word, weight } => format!(
            "weights are not offered: take `^{weight}` away; +{word} must be found, ^{word} asks \
             for a capital"
        ),
        SyntaxProblem::Foreign { typed, write } => {
            format!("`{typed}` is not read here; write `{write}`")
        }
        SyntaxProblem::InsideWord { typed, sign, ways } => format!(
            "`{typed}`: `{sign}` stands for no letters inside of a word; write {}",
            ways.join(" or ")
        ),
        SyntaxProblem::ManyNears { near, most } => {
            format!("more than {most} times `{near}` in a row; split the query")
        }
        SyntaxProblem::Deep(most) => {
            format!("nested more than {most} levels deep; take brackets away")
        }
        SyntaxProblem::ManyCapitals(most) => {
            format!("more than {most} times `^` in a query; take the others away")
        }
        SyntaxProblem::Long(most) => {
            format!("a query of more than {most} bytes; shorten it, or split it")
        }
        SyntaxProblem::ManyWords(most) => {
            format!("more than {most} words, values and dates in a query; split it")
        }
        SyntaxProblem::ManyValues(most) => {
            format!("more than {most} values and dates in a query; split it")
        }
        SyntaxProblem::ManyPatterns(most) => {
            format!("more than {most} words with `*` or `~` in a query; split it")
        }
        SyntaxProblem::UnknownField { name, meant } => format!(
            "`{name}:` is no field; write `{meant}:`, or a blank behind the colon if it is text"
        ),
        SyntaxProblem::BlankBehindField(field) => format!(
            "a blank behind `{field}`; put the value at the colon, or a blank before it if it is \
             text"
        ),
        SyntaxProblem::AnyValue { field, is_text: true } => format!(
            "`{field}*` names no value; write one behind the colon, the beginning of a word as \
             {field}abc*"
        ),
        SyntaxProblem::AnyValue { field, is_text: false } => {
            format!("`{field}*` names no value; write one behind the colon")
        }
        SyntaxProblem::NoValue(field) => {
            format!("`{field}` has nothing behind it; add a value, without a blank")
        }
        SyntaxProblem::NoWord(field) => {
            format!("`{field}` has no word behind it; add one, without a blank")
        }
        SyntaxProblem::EmptyGroup(field) => format!("`{field}` has no word in it; add one"),
        SyntaxProblem::NoDate(field) => {
            format!("`{field}` has no date behind it; add one, {field}2020")
        }
        SyntaxProblem::DateGroup(field) => {
            format!("`{field}` takes one value; write ({field}2019 OU {field}2021), for example")
        }
        SyntaxProblem::OpenBracket(field) => {
            format!("the bracket behind `{field}` is never closed; close it")
        }
        SyntaxProblem::OpenQuote(field) => {
            format!("the quote behind `{field}` is never closed; close it")
        }
        SyntaxProblem::SignBehindField { field, sign } => {
            format!("a sign cannot stand behind `{field}`; write it in front, {sign}{field}…")
        }
        SyntaxProblem::NestedField(field) => {
            format!("a field inside the brackets of `{field}`; write it outside of them")
        }
        SyntaxProblem::NoArticle => {
            "no article has this id or address; take one that `limier search --format json` shows, \
             or in a terminal @1 for the first hit of the last answer"
                .to_owned()
        }
        SyntaxProblem::Date(error) => date_sentence(error),
    }
}

/// Returns the other way out for an operator that may be a word: `ET`, not `NEAR/5`.
fn or_as_word(operator: &str) -> String {
    if operator.contains('/') {
        return String::new();
    }
    format!(", or write `{}` if it is one", operator.to_lowercase())
}
