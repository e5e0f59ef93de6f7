//! Clauses that ask for what is about the same as an article: the words that mark it become
//! words of the query.
//!
//! It knows no index: who asks says what marks an article, and which are its copies.

use std::borrow::Cow;

use crate::engine::Request;
use crate::error::Result;
use crate::query::{Capital, Condition, Like, Likened, Meaning, Query, QueryWord, Role};
use crate::syntax_error::{SyntaxError, SyntaxProblem};

/// What articles that are like another one have.
#[derive(Debug, Clone, Default)]
pub(crate) struct Marks {
    /// The words that mark it, each with what it counts, in thousandths.
    pub(crate) words: Vec<(String, u16)>,
    /// The ids of the article and of its copies.
    pub(crate) apart: Vec<String>,
}

/// Returns a request whose clauses of this kind have their words; `marks` tells of an article what
/// marks it, nothing of one that is not there.
///
/// # Errors
/// `QuerySyntax` for an article that is not there.
pub(crate) fn with_likes<'r>(
    request: Cow<'r, Request>,
    marks: &mut dyn FnMut(&Likened) -> Result<Option<Marks>>,
) -> Result<Cow<'r, Request>> {
    if !request.query.is_like_any() {
        return Ok(request);
    }
    let mut request = request.into_owned();
    mark(&mut request.query, marks)?;
    if let Some(query) = &mut request.query.without_phrases {
        mark(query, marks)?;
    }
    Ok(Cow::Owned(request))
}

fn mark(query: &mut Query, marks: &mut dyn FnMut(&Likened) -> Result<Option<Marks>>) -> Result<()> {
    if let Some(condition) = query.condition.take() {
        query.condition = Some(marked(condition, Role::Scored, query, marks)?);
    }
    Ok(())
}

/// Returns a condition with the words of its clauses, which are added to those of the query.
fn marked(
    condition: Condition,
    role: Role,
    query: &mut Query,
    marks: &mut dyn FnMut(&Likened) -> Result<Option<Marks>>,
) -> Result<Condition> {
    let mut each = |conditions: Vec<Condition>| -> Result<Vec<Condition>> {
        conditions.into_iter().map(|condition| marked(condition, role, query, marks)).collect()
    };
    Ok(match condition {
        Condition::All(conditions) => Condition::All(each(conditions)?),
        Condition::Any(conditions) => Condition::Any(each(conditions)?),
        Condition::Not(condition) => {
            Condition::Not(Box::new(marked(*condition, Role::Unscored, query, marks)?))
        }
        Condition::Like(like) => {
            let Some(Marks { words, apart }) = marks(&like.what)? else {
                let problem = SyntaxProblem::NoArticle;
                return Err(SyntaxError::new(&query.text, like.span, problem).into());
            };
            let words = words.into_iter().map(|word| add(query, word, role, &like)).collect();
            // Who wants none that are like it does not want the article itself.
            let apart = if role == Role::Scored { apart } else { Vec::new() };
            Condition::Like(Like { words, apart, ..like })
        }
        other => other,
    })
}

/// Adds a word to those of a query, and returns its ordinal.
fn add(query: &mut Query, (term, worth): (String, u16), role: Role, like: &Like) -> usize {
    query.words.push(QueryWord {
        term,
        span: like.span.clone(),
        meaning: Meaning::Marking,
        field: None,
        role,
        capital: Capital::Any,
        published: None,
        worth,
    });
    query.words.len() - 1
}
