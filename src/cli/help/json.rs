//! `limier help json`: the objects that commands print for programs, and their keys.
//!
//! Keys are a contract: they grow, they do not change. A test holds this list against
//! what the commands print.

use super::page::{Part, Row};

/// An object that a command prints.
struct Object {
    /// The command, or where the object stands in another one.
    name: &'static str,
    /// Its keys and what they hold, in their order.
    keys: &'static [(&'static str, &'static str)],
}

const OBJECTS: &[Object] = &[
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
    Object {
        name: "limier show --format json",
        keys: &[
            ("id", "its id"),
            ("url", "where it was published, or null"),
            ("title", "the headline"),
            ("title_derived", "whether it was made from the opening words"),
            ("description", "the standfirst, or null"),
            ("body", "the text, or null"),
            ("published", "when, ISO 8601, perhaps only `1904-10` or `1904`, or null"),
            ("modified", "when it was last changed, or null"),
            ("added", "when it was first indexed, or null"),
            ("source", "newspaper, agency or site, or null"),
            ("section", "part of the paper, or null"),
            ("authors", "who wrote it"),
            ("tags", "key words given by editors"),
            ("language", "its language, ISO 639-1, or null"),
            ("also", "other articles with its text"),
        ],
    },
    Object {
        name: "a copy in also of show",
        keys: &[
            ("id", "its id"),
            ("title", "the headline"),
            ("url", "where it was published, or null"),
            ("published", "when, likewise, or null"),
            ("source", "newspaper, agency or site, or null"),
        ],
    },
    Object {
        name: "limier index --format json",
        keys: &[
            ("indexed", "articles written, replaced ones included"),
            ("replaced", "articles that took the place of one with the same id"),
            ("rejected", "records that were no article"),
            ("undated", "articles without a date of publication"),
            ("dates_unread", "of these, with a date that could not be read"),
            ("unchanged", "files that were as when they were last read"),
            ("rejected_before", "records rejected in these then"),
            ("removed", "articles that their files hold no more"),
            ("left_out", "articles that a person deleted, and that stay so; where there are any"),
            (
                "ids_shared",
                "ids of several articles, each with a mark behind it; where there are any",
            ),
            ("stopped", "whether a signal stopped it before its end"),
            ("decisions", "what persons decided, taken over from an export; where there is any"),
            ("dry_run", "whether nothing was written"),
            ("skipped", "kinds of files that are not read, each with how many"),
            ("total", "articles in the index"),
            ("bytes", "bytes read"),
            ("seconds", "how long it took"),
            ("mb_per_second", "how fast"),
            ("search", "under --search: the answer"),
        ],
    },
    Object {
        name: "a line of limier index --rejects",
        keys: &[
            ("path", "the file"),
            ("line", "the line or the place of the record, or null"),
            ("reason", "why it is no article"),
            ("record", "the record as it stands, or null"),
        ],
    },
    Object {
        name: "limier info --format json",
        keys: &[
            ("index", "the folder"),
            ("articles", "articles"),
            ("undated", "of these, without a date of publication"),
            ("language_unsure", "of these, whose language is a guess"),
            ("distinct_words", "distinct words"),
            ("years", "articles by year"),
            ("sources", "articles by source"),
            ("languages", "articles by language"),
            ("copies", "articles that repeat the text of another"),
            ("segments", "parts the index consists of"),
            ("bytes", "size of all files"),
            ("manifest", "what the index says of itself"),
        ],
    },
    Object {
        name: "copies of info",
        keys: &[
            ("same", "articles with the text of another"),
            ("same_groups", "groups that they are"),
            ("near", "articles with nearly the text of another"),
            ("near_groups", "groups that they are"),
        ],
    },
    Object {
        name: "manifest of info",
        keys: &[
            ("format", "version of the files of the index"),
            ("analyzer", "version of what makes words of texts"),
            ("limier", "version of limier that made it"),
            ("created", "when, ISO 8601"),
            ("id", "what tells it from any other index"),
            ("generation", "how often it was made anew from its own articles, when it was"),
            ("runs", "the last runs of limier index, oldest first"),
        ],
    },
    Object {
        name: "a run of the manifest",
        keys: &[
            ("at", "when it ended"),
            ("inputs", "what was read, as it was named"),
            ("indexed", "articles written"),
            ("replaced", "of these, in place of one with the same id"),
            ("rejected", "records that were no article"),
            ("undated", "articles without a date of publication"),
        ],
    },
    Object {
        name: "limier check --format json",
        keys: &[
            ("index", "the folder"),
            ("articles", "articles; when files are damaged, those that can be read for sure"),
            ("files", "files that its segments must have"),
            ("damaged", "those that are not as they were written"),
            ("affected", "articles that cannot be read: their ids, or else their places"),
            ("format", "version of the files of the index"),
            ("analyzer", "version of what makes words of texts"),
            ("limier", "version of limier that made it"),
            ("current", "whether this limier makes them so"),
            ("repaired_from_format", "under --repair: the version that was made anew, or null"),
            ("repaired", "under --repair: what was done, or null"),
        ],
    },
    Object {
        name: "what limier check --repair did",
        keys: &[
            ("restored", "small files that were made again from their copies"),
            ("damaged", "files for which the index was made anew from its own articles"),
            ("lost", "articles that could not be read: their ids, or else their places"),
            ("files_read_again", "whether the next limier index reads all files again"),
            ("may_have_deleted", "whether articles deleted before may be there again"),
        ],
    },
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
        name: "limier delete ID --format json",
        keys: &[
            ("deleted", "how many articles left the index"),
            ("copies", "how many of these only have the text of one that was named"),
            ("near", "ids of articles that stay and say nearly the same"),
            ("left", "how many articles are left"),
        ],
    },
    Object {
        name: "limier delete --list --format json",
        keys: &[("index", "the folder"), ("deleted", "the decisions, oldest first")],
    },
    Object {
        name: "a decision in deleted",
        keys: &[
            ("id", "the id of the article, or null where it is forgotten"),
            ("id_hash", "a hash of it, where it is forgotten; null otherwise"),
            ("copies", "the ids of copies that went with it, likewise"),
            ("at", "when it was decided, ISO 8601, or null"),
            ("because", "why, or null"),
            ("forgotten", "whether nothing of it may stay on the disk (--now)"),
            ("done", "whether the index is so; if not, the next limier index makes it so"),
        ],
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
    Object {
        name: "the first line of limier export --about, which is no article",
        keys: &[("exported_by", "limier"), ("about", "what there is to say of the articles below")],
    },
    Object {
        name: "about in that line",
        keys: &[
            ("query", "the query as typed; empty for all articles"),
            ("read_as", "how it was read, a line a word, then what every article meets"),
            ("articles", "how many there are below"),
            ("exported", "when, ISO 8601"),
            ("limier", "the version that wrote it"),
            ("index", "the collection: its name, its articles, when it changed, its id"),
        ],
    },
    Object {
        name: "index in about",
        keys: &[
            ("name", "the name of its folder"),
            ("articles", "how many it had"),
            ("changed", "when it last changed before, ISO 8601"),
            ("id", "what tells it from every other"),
        ],
    },
    Object {
        name: "a line of limier export with what a person decided, in front of the articles",
        keys: &[
            ("exported_by", "limier: the rest is read back as it stands"),
            (
                "decision",
                "kind, word and stem, or words that are the same, or what is known of an article \
                 that was deleted, and at: when",
            ),
        ],
    },
    Object {
        name: "a line of limier export with an article",
        keys: &[
            ("exported_by", "limier: the rest is read back as it stands"),
            ("id", "its id"),
            ("url", "where it was published"),
            ("title", "the headline, if the input gave one"),
            ("description", "the standfirst"),
            ("body", "the text"),
            ("published", "when, ISO 8601, perhaps only `1904-10` or `1904`"),
            ("modified", "when it was last changed"),
            ("source", "newspaper, agency or site"),
            ("section", "part of the paper"),
            ("language", "its language, when that is sure"),
            ("authors", "who wrote it"),
            ("tags", "key words given by editors"),
            ("added", "when it was first indexed"),
            ("queries", "under --queries: the ids of those that find it"),
        ],
    },
];

/// Returns the page.
pub(super) fn page() -> Vec<Part> {
    let intro = "Commands print one object under --format json, search also one line a hit under \
                 --format jsonl. Keys grow and do not change; what is not known is null.";
    let objects = OBJECTS.iter().map(|object| {
        let rows = object.keys.iter().map(|(key, holds)| Row::new(*key, *holds));
        Part::Table(object.name.into(), rows.collect())
    });
    [Part::Text(intro.into())].into_iter().chain(objects).collect()
}
