//! What `limier count` and `limier kwic` print for programs, and what a server says of errors.
//! What is searched is not told here.

use super::object::Object;

/// The objects, in the order of the page.
pub(super) const OBJECTS: &[Object] = &[
    Object {
        name: "limier count --format json",
        keys: &[
            ("queries", "the queries, in their order"),
            ("by", "the keys that it is counted by"),
            ("of", "under --share: how many articles there are, or null"),
            ("rows", "what is counted by the keys"),
        ],
    },
    Object {
        name: "what /api/… of limier serve says of what it cannot answer",
        keys: &[
            ("error", "what is wrong"),
            ("query", "the query as typed, where a part of it is wrong"),
            ("span", "where that part begins and ends, in characters"),
            ("parameter", "the parameter that cannot be"),
        ],
    },
    Object {
        name: "a query of count",
        keys: &[
            ("query", "the query as typed"),
            ("total", "articles found"),
            ("only_tagged", "of these, those that have a word as a tag only, where that may be"),
            ("qid", "under --queries: its id"),
            ("row", "under --queries: what the other columns of its row hold"),
            ("share", "under --share: which part they are of all, from 0 to 1"),
        ],
    },
    Object {
        name: "a row of count --by month, also a line of --format jsonl",
        keys: &[
            ("month", "the value of the key, under its name, or null"),
            ("counts", "articles that each query finds"),
            ("of", "under --share: how many articles there are"),
            ("shares", "under --share: which part each count is of these"),
        ],
    },
    Object {
        name: "a row of count --by word, also a line of --format jsonl",
        keys: &[
            ("word", "the commonest form of a word"),
            ("counts", "articles found that have it, in one form or another"),
            ("of", "articles that have it, found or not"),
            ("shares", "which part of these is found"),
            ("log_likelihood", "how surely it is no chance (Dunning 1993)"),
            ("log_ratio", "how many times oftener than the others they have it, as a power of two"),
        ],
    },
    Object {
        name: "limier kwic --format json",
        keys: &[
            ("query", "the query as typed"),
            ("occurrences", "how many there are"),
            ("articles", "how many articles are found"),
            ("without", "of these, those without an occurrence in their text"),
            ("lines", "the occurrences, in order"),
        ],
    },
    Object {
        name: "a line of kwic, also of --format jsonl",
        keys: &[
            ("id", "the id of the article"),
            ("published", "when it was published, or null"),
            ("source", "newspaper, agency or site, or null"),
            ("title", "its headline"),
            ("field", "where it stands: title, description or body"),
            ("left", "what stands before it in its sentence"),
            ("match", "the occurrence"),
            ("right", "what stands behind it"),
            ("qid", "under --queries: the id of the query"),
            ("row", "under --queries: what the other columns of its row hold"),
        ],
    },
];
