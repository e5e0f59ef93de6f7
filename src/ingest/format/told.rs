//! What is told of records that are no articles: of the first of a file why, of the others how
//! many there are, so that a file of nothing else takes neither memory nor screens.

use crate::article::Article;
use crate::rejection::Reason;

/// Most records of a file that are told one by one to be no articles.
pub(in crate::ingest) const MOST_TOLD: usize = 10_000;

/// Returns the articles among records, and of the others as many as are told, with their number
/// behind all.
pub(in crate::ingest) fn told(
    records: impl Iterator<Item = Result<Article, Reason>>,
) -> Vec<Result<Article, Reason>> {
    let mut rejected = 0;
    let mut more = 0;
    let is_told = |record: &Result<Article, Reason>| {
        rejected += usize::from(record.is_err());
        let is_told = record.is_ok() || rejected <= MOST_TOLD;
        more += usize::from(!is_told);
        is_told
    };
    let mut kept: Vec<_> = records.filter(is_told).collect();
    if more > 0 {
        kept.push(Err(Reason::More(more)));
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_are_kept_and_the_others_counted() {
        let one = || Ok(Article { title: "Le pont".into(), ..Article::default() });
        let few = || std::iter::repeat_n(Err(Reason::NoText), MOST_TOLD);
        let found = told(few().chain([one()]));
        assert_eq!((found.len(), found.last()), (MOST_TOLD + 1, Some(&one())));
        let found = told(few().chain(few()).chain([one()]));
        assert_eq!(found[MOST_TOLD..], [one(), Err(Reason::More(MOST_TOLD))]);
    }
}
