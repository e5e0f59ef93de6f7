//! Searching an index in a folder: the engine that reads one commit and writes nothing.
//!
//! A request becomes a plan; the plan is run over the segments into a collector; the best
//! become a page, and its hits are read. How they look is not known here. Who asks opens it by
//! `index_folder.rs`, which opens the store that writes as well.

mod absent;
mod accumulators;
mod arrivals;
mod blocks;
mod candidates;
mod capitals;
mod collect;
mod copies;
mod counting;
mod coverage;
mod cursor;
mod dates;
#[cfg(test)]
mod exhaustive;
mod expand;
mod filter;
mod first_lines;
mod groups;
mod hints;
mod hits;
mod hundred;
mod ideas;
mod index_folder;
#[cfg(any(test, feature = "internals"))]
mod internals;
mod joined;
mod joined_words;
mod kwic;
mod like;
mod listed;
mod local;
mod local_match;
mod marking;
mod matcher;
mod maxscore;
mod merged;
mod near_words;
mod nears;
mod page;
mod pairs;
mod periods;
mod phrased;
mod places;
mod placing;
mod plan;
mod published;
mod ranking;
#[cfg(test)]
mod scan;
mod score;
mod sentence;
mod snippet;
mod term_map;
#[cfg(test)]
mod test_index;
mod text_matcher;
mod time;
mod top;
mod tops;
mod typed_value;
mod weight;
mod window;
mod words;

pub(crate) use kwic::concordance;

#[cfg(any(test, feature = "internals"))]
pub use internals::snippet;
#[cfg(any(test, feature = "internals"))]
pub(crate) use weight::weight_of;

pub(crate) use index_folder::IndexFolder;
#[cfg(feature = "cluster")]
pub(crate) use {
    absent::absent,
    arrivals::new_among,
    capitals::add_places,
    coverage::{Coverage, enough, lacks_phrases, some_have},
    expand::{expand, most_words, with_declared},
    hints::hints_of_words,
    ideas::{Marked, ideas, own_words, printed_by},
    joined_words::{Pairs, joined, with_spare},
    like::{Marks, with_likes},
    listed::Beside,
    marking::{as_article, marking_words, may_mark},
    matcher::Matcher,
    near_words::near_words,
    phrased::quoted,
    places::{Span, in_order, near as near_spans, place, repeated, together},
    plan::whole_condition,
    score::{Occurrences, Occurring, explain, scores},
    typed_value::{Typed, folded_terms, labels},
    weight::{
        K1, Statistics, TYPED, TYPED_K1, Weights, fields_of, length_and_weight, normed,
        words_of_tags,
    },
};
