//! The first lines of a concordance in the order that is asked for: all are counted, and of the
//! others none is held for long.
//!
//! It knows no query, and finds no occurrence.

use std::cmp::Ordering;
use std::ops::Range;
use std::sync::Arc;

use crate::analysis::{fold, words};
use crate::article::TextField;
use crate::engine::{KwicArticle, KwicLine, KwicOrder};

/// Lines that are held beyond those that are wanted, at least.
const LEAST_SPARE: usize = 1 << 10;

/// The first lines of those added so far.
pub(super) struct FirstLines<'o> {
    order: &'o [KwicOrder],
    most: usize,
    lines: Vec<Ranked>,
    /// Lines that were added.
    count: u64,
    /// The keys of a line behind which none is wanted any more.
    bound: Option<Keys>,
    /// The article whose lines are added.
    article: Arc<KwicArticle>,
    /// The keys of all its lines; `None` when each has its own.
    of_article: Option<Keys>,
}

/// What a line is put in order by, the first first.
type Keys = Arc<[SortKey]>;

/// A line and its place.
struct Ranked {
    keys: Keys,
    /// How many were added before.
    number: u64,
    line: KwicLine,
}

impl Ranked {
    fn cmp(&self, other: &Self) -> Ordering {
        self.keys.cmp(&other.keys).then(self.number.cmp(&other.number))
    }
}

impl<'o> FirstLines<'o> {
    /// Returns none so far, of which at most so many are wanted.
    pub(super) fn new(order: &'o [KwicOrder], most: usize) -> Self {
        Self {
            order,
            most,
            lines: Vec::new(),
            count: 0,
            bound: None,
            article: Arc::default(),
            of_article: None,
        }
    }

    /// Begins an article.
    pub(super) fn begin(&mut self, article: KwicArticle) {
        self.article = Arc::new(article);
        let keys = self.order.iter().map(|by| SortKey::of_article(*by, &self.article));
        self.of_article = keys.collect();
    }

    /// Returns how many were added.
    pub(super) fn count(&self) -> u64 {
        self.count
    }

    /// Tells whether no line of the article is wanted.
    pub(super) fn is_over(&self) -> bool {
        self.of_article.as_ref().is_some_and(|keys| self.is_behind(keys))
    }

    /// Tells whether a line with these keys comes too late; of those with the same keys, the
    /// first to be added come first.
    fn is_behind(&self, keys: &Keys) -> bool {
        self.bound.as_ref().is_some_and(|bound| keys >= bound)
    }

    /// Counts lines that are not wanted.
    pub(super) fn pass(&mut self, lines: usize) {
        self.count += lines as u64;
    }

    /// Adds an occurrence in a sentence of the article.
    pub(super) fn add(&mut self, field: TextField, sentence: &Arc<str>, found: Range<usize>) {
        let (article, sentence) = (Arc::clone(&self.article), Arc::clone(sentence));
        let line = KwicLine { article, field, sentence, found };
        let keys = self.of_article.clone();
        let keys =
            keys.unwrap_or_else(|| self.order.iter().map(|by| SortKey::of(*by, &line)).collect());
        let number = self.count;
        self.count += 1;
        if self.is_behind(&keys) {
            return;
        }
        self.lines.push(Ranked { keys, number, line });
        let spare = (self.most / 4).max(LEAST_SPARE);
        if self.lines.len() >= self.most.saturating_add(spare) {
            self.cut();
        }
    }

    /// Lets go of what is not among the first.
    fn cut(&mut self) {
        let Some(last) = self.most.checked_sub(1).filter(|last| *last < self.lines.len()) else {
            return;
        };
        let (_, last, _) = self.lines.select_nth_unstable_by(last, Ranked::cmp);
        self.bound = Some(Arc::clone(&last.keys));
        self.lines.truncate(self.most);
    }

    /// Adds lines that stand behind all these.
    pub(super) fn append(&mut self, others: Self) {
        let before = self.count;
        self.count += others.count;
        let others = others.lines.into_iter();
        self.lines.extend(others.map(|line| Ranked { number: before + line.number, ..line }));
    }

    /// Returns how many there were, and the first of them in order.
    pub(super) fn finish(mut self) -> (u64, Vec<KwicLine>) {
        self.cut();
        self.lines.sort_unstable_by(Ranked::cmp);
        (self.count, self.lines.into_iter().map(|ranked| ranked.line).collect())
    }
}

/// What a line is put in order by.
#[derive(PartialEq, Eq)]
enum SortKey {
    /// A moment; none comes last.
    Moment(Option<i64>),
    /// A word or a name without accents and capitals, and with them; none comes last.
    Name(Option<(String, String)>),
}

impl SortKey {
    /// Returns the key of all lines of an article; `None` when each has its own.
    fn of_article(by: KwicOrder, article: &KwicArticle) -> Option<Self> {
        let moment = || article.published.as_ref().map(|date| date.seconds);
        match by {
            KwicOrder::Date => Some(Self::Moment(moment())),
            KwicOrder::Latest => Some(Self::Moment(moment().map(i64::wrapping_neg))),
            KwicOrder::Source => {
                let source = Some(&*article.source).filter(|source| !source.is_empty());
                Some(Self::name(source))
            }
            KwicOrder::Left(_) | KwicOrder::Right(_) => None,
        }
    }

    fn of(by: KwicOrder, line: &KwicLine) -> Self {
        let word = match by {
            KwicOrder::Left(place) => {
                let mut words = words_of(line.left());
                words.len().checked_sub(place).map(|at| words.swap_remove(at))
            }
            KwicOrder::Right(place) => words_of(line.right()).into_iter().nth(place - 1),
            by => return Self::of_article(by, &line.article).unwrap_or(Self::Name(None)),
        };
        Self::name(word.as_deref())
    }

    fn name(name: Option<&str>) -> Self {
        Self::Name(name.map(|name| (fold(name).to_lowercase(), name.to_owned())))
    }
}

impl Ord for SortKey {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Moment(one), Self::Moment(other)) => {
                one.is_none().cmp(&other.is_none()).then(one.cmp(other))
            }
            (Self::Name(one), Self::Name(other)) => {
                one.is_none().cmp(&other.is_none()).then_with(|| one.cmp(other))
            }
            (Self::Moment(_), Self::Name(_)) => Ordering::Less,
            (Self::Name(_), Self::Moment(_)) => Ordering::Greater,
        }
    }
}

impl PartialOrd for SortKey {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Returns the words of a text.
fn words_of(text: &str) -> Vec<String> {
    let (mut found, mut term) = (Vec::new(), String::new());
    let mut words = words(text);
    while words.next_into(&mut term).is_some() {
        found.push(term.clone());
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Date;

    /// Adds lines of articles of these days, as many as the day says, and returns the days of
    /// the first `most`, with what stands on their left; they are added in `parts`.
    fn first(order: &[KwicOrder], days: &[u32], most: usize, parts: usize) -> (u64, Vec<String>) {
        let mut lines = FirstLines::new(order, most);
        let days: Vec<(usize, &u32)> = days.iter().enumerate().collect();
        for days in days.chunks(days.len().div_ceil(parts)) {
            let mut own = FirstLines::new(order, most);
            for (number, day) in days {
                let published = Date::from_iso(&format!("2020-01-{day:02}"));
                own.begin(KwicArticle { published, ..KwicArticle::default() });
                for line in 0..**day {
                    if own.is_over() {
                        own.pass(1);
                        continue;
                    }
                    let left = format!("{} {number}", (b'a' + (line % 26) as u8) as char);
                    let sentence = &format!("{left} pont").into();
                    own.add(TextField::Body, sentence, left.len() + 1..left.len() + 5);
                }
            }
            lines.append(own);
        }
        let (count, lines) = lines.finish();
        let told = lines.iter().map(|line| {
            let date = line.article.published.as_ref().expect("a date");
            format!("{} {}{}{}", date.iso, line.left(), line.found(), line.right())
        });
        (count, told.collect())
    }

    #[test]
    fn the_first_of_many_are_those_of_all_put_in_order() {
        let days: Vec<u32> = (0..2_000).map(|number| number * 7 % 28 + 1).collect();
        let orders: [&[KwicOrder]; 3] = [
            &[KwicOrder::Date],
            &[KwicOrder::Left(2), KwicOrder::Date],
            &[KwicOrder::Source, KwicOrder::Left(1)],
        ];
        for order in orders {
            let (count, all) = first(order, &days, usize::MAX, 1);
            assert_eq!((count, all.len() as u64), (u64::from(days.iter().sum::<u32>()), count));
            for (parts, most) in [(1, 1), (1, 100), (1, 5_000), (3, 1), (3, 100), (7, 20_000)] {
                let some = first(order, &days, most, parts);
                assert_eq!(some, (count, all[..most].to_vec()), "{order:?}");
            }
        }
    }

    #[test]
    fn no_more_are_held_than_are_wanted_and_some() {
        let mut lines = FirstLines::new(&[KwicOrder::Date], 10);
        lines.begin(KwicArticle::default());
        for _ in 0..10 * LEAST_SPARE {
            lines.add(TextField::Body, &"pont".into(), 0..4);
            assert!(lines.lines.len() < 10 + LEAST_SPARE);
        }
        assert!(lines.is_over());
    }
}
