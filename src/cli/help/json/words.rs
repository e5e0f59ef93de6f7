//! What `limier word`, `limier lexicon` and `limier eval` print for programs.
//! What articles hold is not told here.

use super::object::Object;

/// The objects, in the order of the page.
pub(super) const OBJECTS: &[Object] = &[
    Object {
        name: "limier word --format json",
        keys: &[
            ("word", "the word"),
            ("count", "how often it occurs"),
            ("capitalised", "of these, with one capital, in front"),
            ("capitals", "of these, in capitals"),
            ("stem", "what its forms have in common"),
            ("acronym", "whether it is one here"),
            ("name", "whether it is one here"),
            ("exception", "whether a person set its stem"),
            ("stop_word", "whether it is left out of plain queries"),
            ("family", "the forms that a search finds"),
            ("kept_out", "what looks like a form and is none"),
            ("near", "words spelled nearly the same"),
        ],
    },
    Object {
        name: "a word in family, kept_out or near",
        keys: &[
            ("word", "the word"),
            ("count", "how often it occurs"),
            ("capitalised", "of these, with one capital, in front"),
            ("capitals", "of these, in capitals"),
            (
                "relation",
                "in family: typed, accents, joined, declared, stem, other_accents or spelling",
            ),
            ("reason", "in kept_out: exception, acronym, name or other_word"),
            ("distance", "in near: by how many letters"),
        ],
    },
    Object {
        name: "limier lexicon --format json",
        keys: &[
            ("distinct_words", "distinct words"),
            ("exceptions", "words whose stem a person set"),
            ("declared", "lists of words and phrases that a person declared to be the same"),
        ],
    },
    Object {
        name: "an exception of the lexicon",
        keys: &[("word", "the word"), ("stem", "its stem; the word itself is left alone")],
    },
    Object {
        name: "limier eval --format json",
        keys: &[
            ("queries", "judged queries"),
            ("answered", "of these, with hits"),
            ("hits", "hits of all queries"),
            ("relevant", "relevant articles of all queries"),
            ("relevant_found", "of these, found"),
            ("mrr_10", "mean of MRR@10"),
            ("ndcg_10", "mean of nDCG@10"),
            ("p_20", "mean of P@20"),
            ("map", "mean of MAP"),
            ("recall_10", "mean of R@10"),
            ("recall_100", "mean of R@100"),
            ("comparison", "under --compare: each measure beside the other run, as below"),
            ("per_query", "under --per-query: the judged queries"),
        ],
    },
    Object {
        name: "a measure in comparison",
        keys: &[
            ("against", "mean of the other run"),
            ("difference", "how much more"),
            ("wins", "queries with more"),
            ("losses", "queries with less"),
            ("ties", "queries with the same"),
            ("p_value", "how likely chance alone makes such a difference"),
        ],
    },
    Object {
        name: "a query in per_query",
        keys: &[
            ("qid", "its id"),
            ("query", "its text, or null"),
            ("first_relevant", "rank of the first relevant article, or null"),
            ("mrr_10", "MRR@10"),
            ("ndcg_10", "nDCG@10"),
            ("p_20", "P@20"),
            ("map", "MAP"),
            ("recall_10", "R@10"),
            ("recall_100", "R@100"),
        ],
    },
];
