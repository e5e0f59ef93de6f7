//! What the score of a hit is made of, in parts that a person can follow.
//!
//! The parts of a score add up to it. They are data: a search fills them in, `render` makes the
//! sentence.

/// What a score is made of: the words, what they get for how they stand, what having
/// them brings where others lack some, and what age leaves of it all. Parts add up.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ScoreParts {
    /// Each word that counts, in the order of the query.
    pub words: Vec<WordScore>,
    /// What neighbouring words of the query get for standing together.
    pub near: f32,
    /// What any two words of a query of few get for standing near each other.
    pub together: f32,
    /// What words of a short query get for standing early in the text.
    pub early: f32,
    /// What words get that are there in other forms only.
    pub forms: f32,
    /// What having the words brings, where articles lack some.
    pub coverage: f32,
    /// What words typed with a capital get for those that they have in the article.
    pub capitals: f32,
    /// What age leaves, from 0 to 1; 1 when age does not count.
    pub recency: f32,
}

/// What a word brings.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct WordScore {
    /// Its ordinal among [`Query::terms`] of [`Answer::query`].
    ///
    /// [`Query::terms`]: crate::Query::terms
    /// [`Answer::query`]: crate::Answer::query
    pub word: usize,
    /// How rare it is.
    pub idf: f32,
    /// How often its forms occur in title, standfirst and body.
    pub occurrences: [usize; 3],
    /// Of those in the body, in the lead.
    pub in_lead: usize,
    /// The article is of the time that the word tells of.
    pub published: bool,
    /// A tag of the article has it.
    pub tagged: bool,
    /// No article has it: what is told here is of the word spelled most nearly like it.
    pub near_spelling: bool,
    /// What it brings.
    pub score: f32,
}

impl WordScore {
    /// Returns the score of the word with an ordinal, found nowhere so far.
    pub(crate) fn of(word: usize, idf: f32) -> Self {
        Self { word, idf, ..Self::default() }
    }
}
