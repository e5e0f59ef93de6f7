//! What the score of a hit is made of, as one line or as JSON.
//!
//! It explains a score and never makes one.

use serde_json::{Value, json};

use super::counted::counted;
use crate::engine::{ScoreParts, WordScore};
use crate::query::Query;

/// Returns a score in parts: `5.20 grève (2 in the title, 3 in the text, 2 of these in
/// the lead; rarity 4.1) + …`.
pub(super) fn score_line(parts: &ScoreParts, query: &Query) -> String {
    let mut terms: Vec<String> = Vec::new();
    for part in parts.words.iter().filter(|part| part.score > 0.0) {
        let WordScore { word, idf, occurrences: [title, description, body], .. } = *part;
        let mut places = Vec::new();
        if part.near_spelling {
            places.push("the word spelled nearly so".to_owned());
        }
        for (count, field) in [(title, "title"), (description, "standfirst"), (body, "text")] {
            if count > 0 {
                places.push(format!("{} in the {field}", counted(count, "time", "times")));
            }
        }
        if part.in_lead > 0 {
            places.push(format!("{} of these in the lead", part.in_lead));
        }
        if part.published {
            places.push("published then".to_owned());
        }
        if part.tagged {
            places.push("in a tag".to_owned());
        }
        let term = query.words.get(word).map_or("", |word| &word.term);
        terms.push(format!("{:.2} {term} ({}; rarity {idf:.1})", part.score, places.join(", ")));
    }
    let parts_of_all = [
        (parts.near, "side by side"),
        (parts.together, "near each other"),
        (parts.early, "early in the text"),
        (parts.forms, "in other forms"),
        (parts.capitals, "for capitals"),
        (parts.coverage, "for the words it has"),
    ];
    let counting = parts_of_all.into_iter().filter(|(worth, _)| *worth > 0.005);
    terms.extend(counting.map(|(worth, what)| format!("{worth:.2} {what}")));
    let sum =
        if terms.is_empty() { "0: no word that counts".to_owned() } else { terms.join(" + ") };
    if parts.recency < 1.0 { format!("({sum}) × {:.3} for its age", parts.recency) } else { sum }
}

/// Returns a score in parts, as one object.
pub(super) fn score_json(parts: &ScoreParts, query: &Query) -> Value {
    let words = parts.words.iter().map(|part| {
        let [title, description, body] = part.occurrences;
        json!({
            "word": query.words.get(part.word).map(|word| &word.term),
            "score": part.score, "idf": part.idf, "in_lead": part.in_lead,
            "title": title, "description": description, "body": body,
            "published": part.published, "tagged": part.tagged, "near_spelling": part.near_spelling,
        })
    });
    json!({
        "words": words.collect::<Vec<_>>(),
        "near": parts.near,
        "together": parts.together,
        "early": parts.early,
        "forms": parts.forms,
        "coverage": parts.coverage,
        "capitals": parts.capitals,
        "recency": parts.recency,
    })
}
