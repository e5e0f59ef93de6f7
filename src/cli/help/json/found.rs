//! What `limier search` prints for programs: answers, hits and what is new.
//! What is counted is not told here.

use super::object::Object;

/// The objects, in the order of the page.
pub(super) const OBJECTS: &[Object] = &[
    Object {
        name: "limier search --format json",
        keys: &[
            ("query", "the query as typed"),
            ("total", "articles found, all pages together"),
            ("total_all_words", "of these, with all that was asked"),
            ("relaxed", "whether articles with some of the words were added"),
            ("words", "the words looked for"),
            ("left_out", "stop words that were left out"),
            ("without_phrases", "whether phrases were looked for as words"),
            ("undated", "articles that would be hits if they had a date"),
            ("unknown", "words that no article has"),
            (
                "suggestions",
                "for each of these, and for rare words, the word that may have been meant",
            ),
            ("language", "the language asked for, or null"),
            ("took_ms", "how long it took"),
            ("hits", "the hits, best first"),
            ("reading", "under --explain-query: how the query was read"),
        ],
    },
    Object {
        name: "a hit, also a line of --format jsonl",
        keys: &[
            ("rank", "its place among all hits, from 1"),
            ("id", "its id"),
            ("score", "comparable within one answer only"),
            ("title", "the headline"),
            ("title_derived", "whether it was made from the opening words"),
            ("title_highlights", "what matched in it: pairs of character offsets"),
            ("url", "where it was published, or null"),
            ("published", "when, ISO 8601, perhaps only `1904-10` or `1904`, or null"),
            ("added", "when it was first indexed, or null"),
            ("source", "newspaper, agency or site, or null"),
            ("section", "part of the paper, or null"),
            ("authors", "who wrote it"),
            ("language", "its language, ISO 639-1, or null"),
            ("all_words", "whether it has all that was asked"),
            ("lacks", "words that it has in no form, and phrases, in quotes, that it has not"),
            ("tagged", "its tags that have a word which its text lacks"),
            ("fragments", "what is shown of its text"),
            ("also", "other articles with its text"),
            ("explanation", "under --explain: what the score is made of"),
            ("qid", "under --queries: the id of the query"),
            ("row", "under --queries: what the other columns of its row hold"),
        ],
    },
    Object {
        name: "limier search --new STATE --format json",
        keys: &[
            ("queries", "the queries that have news, in their order"),
            ("count", "hits of all of them"),
        ],
    },
    Object {
        name: "a query of --new",
        keys: &[
            ("qid", "under --queries: its id, or null"),
            ("query", "the query as typed"),
            ("hits", "the hits that are new, as those of search"),
        ],
    },
    Object {
        name: "a fragment of a hit",
        keys: &[
            ("text", "the text, every blank a space"),
            ("highlights", "what matched: pairs of character offsets into the text"),
            ("byte_offset", "where it starts in the stored field, in bytes"),
            ("char_offset", "the same in characters"),
            ("byte_highlights", "what matched, in bytes of the stored field"),
            ("char_highlights", "the same in characters"),
            ("field", "title, description or body"),
        ],
    },
    Object {
        name: "a copy in also of a hit",
        keys: &[
            ("id", "its id"),
            ("title", "the headline"),
            ("url", "where it was published, or null"),
            ("published", "when, likewise, or null"),
            ("source", "newspaper, agency or site, or null"),
            ("same_text", "whether the text is the same, not nearly so"),
            ("found", "whether the query finds it too"),
        ],
    },
    Object {
        name: "reading of an answer",
        keys: &[
            ("words", "the words looked for, each as below"),
            ("condition", "what every hit meets, as a query, or null"),
        ],
    },
    Object {
        name: "a word of a reading",
        keys: &[
            ("word", "the word as typed"),
            ("found", "how many words of the collection it stands for"),
            ("forms", "those that are looked for"),
            ("date", "the time it tells of, as one of the year or day of a date, or null"),
        ],
    },
    Object {
        name: "explanation of a hit",
        keys: &[
            ("words", "the words that count, each as below"),
            ("near", "what words get for standing side by side"),
            ("together", "what any two of a few words get for standing near each other"),
            ("early", "what words of a short query get for standing early in the text"),
            ("forms", "what words get that are there in other forms only"),
            ("coverage", "what having the words brings where articles lack some"),
            ("capitals", "what words typed with a capital get for those they have in the article"),
            ("recency", "what age leaves, from 0 to 1"),
        ],
    },
    Object {
        name: "a word of an explanation",
        keys: &[
            ("word", "the word"),
            ("score", "what it brings"),
            ("idf", "how rare it is, shared with words of its family in the query"),
            ("in_lead", "how often it stands in the opening words"),
            ("title", "how often in the title"),
            ("description", "how often in the standfirst"),
            ("body", "how often in the body"),
            ("published", "whether the article was published when the word says"),
            ("tagged", "whether a tag of the article has the word"),
            ("near_spelling", "whether no article has it, and this is of its near spelling"),
        ],
    },
];
