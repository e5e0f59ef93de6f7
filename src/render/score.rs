//! What the score of a hit is made of, as one line or as JSON.

use serde_json::{Value, json};

use super::counted::counted;
use crate::engine::{ScoreParts, WordScore};
use crate::query::Query;

/// Returns a score in parts: `5.20 grève (2 in the title, 3 in the text, 2 of these in
/// the lead; rarity 4.1) + …`.
pub(super) fn score_line(parts: &ScoreParts, query: &Query) -> String {
    let mut terms: Vec<String> = Vec::new();
    for part in parts.words.iter().filter(|part| part.occurrences != [0; 3]) {
        let WordScore { word, idf, occurrences: [title, description, body], in_lead, score } =
            *part;
        let mut places = Vec::new();
        for (count, field) in [(title, "title"), (description, "standfirst"), (body, "text")] {
            if count > 0 {
                places.push(format!("{} in the {field}", counted(count, "time", "times")));
            }
        }
        if in_lead > 0 {
            places.push(format!("{in_lead} of these in the lead"));
        }
        let term = query.words.get(word).map_or("", |word| &word.term);
        terms.push(format!("{score:.2} {term} ({}; rarity {idf:.1})", places.join(", ")));
    }
    if parts.near > 0.005 {
        terms.push(format!("{:.2} side by side", parts.near));
    }
    if parts.coverage > 0.005 {
        terms.push(format!("{:.2} for the words it has", parts.coverage));
    }
    if parts.capitals > 0.005 {
        terms.push(format!("{:.2} for capitals", parts.capitals));
    }
    let sum =
        if terms.is_empty() { "0: no word that counts".to_owned() } else { terms.join(" + ") };
    if parts.recency < 1.0 { format!("({sum}) × {:.3} for its age", parts.recency) } else { sum }
}

/// Returns a score in parts, as one object.
pub(super) fn score_json(parts: &ScoreParts, query: &Query) -> Value {
    let words = parts.words.iter().map(|part| {
        let WordScore { word, idf, occurrences: [title, description, body], in_lead, score } =
            *part;
        json!({
            "word": query.words.get(word).map(|word| &word.term),
            "score": score, "idf": idf, "in_lead": in_lead,
            "title": title, "description": description, "body": body,
        })
    });
    json!({
        "words": words.collect::<Vec<_>>(),
        "near": parts.near,
        "coverage": parts.coverage,
        "capitals": parts.capitals,
        "recency": parts.recency,
    })
}
