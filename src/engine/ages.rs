//! How old articles are, as far as it takes something off their scores.
//!
//! It is the same for every engine, and reads no date itself.

use super::request::Recency;

/// What age takes off scores, in a collection whose first and last article are known.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ages {
    /// Days after which a score has halved.
    pub(crate) days: f64,
    /// The second from which age counts: now, or when the last article was published.
    pub(crate) newest: i64,
    /// When the first article was published; those without a date are taken for as old.
    pub(crate) oldest: i64,
}

impl Ages {
    /// Most times that a score is halved: what is older counts as little.
    pub(crate) const MOST_HALVED: f64 = 100.0;

    /// Returns what age takes off scores where the first and the last article were published then.
    pub(crate) fn new(Recency { days, now }: Recency, span: Option<[i64; 2]>) -> Self {
        let [oldest, newest] = span.unwrap_or([now, now]);
        Self { days, newest: newest.min(now), oldest }
    }

    /// Returns what is left of the score of an article that was published then, of 1.
    pub(crate) fn factor(&self, published: Option<i64>) -> f32 {
        let published = published.unwrap_or(self.oldest);
        let age = self.newest.saturating_sub(published).max(0) as f64 / 86_400.0;
        0.5_f64.powf((age / self.days).min(Self::MOST_HALVED)) as f32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn age_counts_from_the_last_article_and_what_has_no_date_is_as_old_as_the_first() {
        let day = |day: i64| day * 86_400;
        let ages = Ages::new(Recency { days: 10.0, now: day(5_000) }, Some([day(100), day(1_000)]));
        let factor = |published| ages.factor(published);
        assert!((factor(Some(day(1_000))) - 1.0).abs() < 1e-6);
        assert!((factor(Some(day(990))) - 0.5).abs() < 1e-6);
        assert!(factor(None) > 0.0 && factor(None) <= factor(Some(day(150))));
        // What is not yet published is of today.
        let ages = Ages::new(Recency { days: 10.0, now: day(500) }, Some([day(100), day(1_000)]));
        assert!((ages.factor(Some(day(900))) - 1.0).abs() < 1e-6);
        assert!((ages.factor(Some(day(490))) - 0.5).abs() < 1e-6);
        assert!((Ages::new(Recency { days: 1.0, now: 9 }, None).factor(None) - 1.0).abs() < 1e-6);
    }
}
