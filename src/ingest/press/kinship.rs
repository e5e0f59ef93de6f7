//! How much texts below headings have to do with each other: what one article says at its head
//! comes back in all of it, and hardly in another.
//!
//! It compares words and knows no layout.

use std::collections::HashSet;

use crate::calendar::folded;

/// Most texts that are compared.
const MOST_PARTS: usize = 40;

/// Fewest letters of a word that tells what a text is about, and how many of it count.
const LEAST_LETTERS: usize = 5;
const STEM_LETTERS: usize = 7;

/// From this part of common words on texts are one form, filled in again and again.
const SAME: f64 = 0.7;

type Words = HashSet<String>;

/// Tells whether headings with their texts have no more to do with each other than `most`: 0
/// where none has a word of another, about 0.2 for articles of one day, 0.7 and more for the
/// sections of one article. Texts of nearly the same words are no sections either.
pub(super) fn are_strangers(parts: &[(&str, &str)], most: f64) -> bool {
    let parts = &parts[..parts.len().min(MOST_PARTS)];
    let mut headings: Vec<Words> = parts.iter().map(|(heading, _)| words(heading)).collect();
    // Labels and signs, which each of them has, say nothing.
    let everywhere = headings.iter().skip(1).fold(headings.first().cloned(), |common, other| {
        common.map(|common| common.intersection(other).cloned().collect())
    });
    for heading in &mut headings {
        heading.retain(|word| !everywhere.as_ref().is_some_and(|common| common.contains(word)));
    }
    let texts: Vec<Words> = parts
        .iter()
        .zip(&headings)
        .map(|((_, text), heading)| words(text).union(heading).cloned().collect())
        .collect();
    let first = headings.first().map_or(0.0, |heading| recurrence(heading, 0, &texts));
    let all = (0..).zip(&headings).map(|(own, heading)| recurrence(heading, own, &texts));
    let all = all.sum::<f64>() / headings.len().max(1) as f64;
    let neighbours = texts.windows(2).map(|two| {
        let least = two[0].len().min(two[1].len());
        ratio(two[0].intersection(&two[1]).count(), least)
    });
    let adjacent = neighbours.sum::<f64>() / (texts.len().max(2) - 1) as f64;
    adjacent >= SAME || 2.0 * adjacent + all + first <= most
}

/// Returns which part of the words of a heading texts other than its `own` have, on average.
fn recurrence(heading: &Words, own: usize, texts: &[Words]) -> f64 {
    let others = (0..).zip(texts).filter(|(at, _)| *at != own);
    let hits = others.map(|(_, text)| heading.intersection(text).count()).sum();
    ratio(hits, heading.len() * texts.len().saturating_sub(1))
}

fn ratio(hits: usize, all: usize) -> f64 {
    if all == 0 { 0.0 } else { hits as f64 / all as f64 }
}

/// Returns the beginnings of the longer words of a text, folded.
fn words(text: &str) -> Words {
    let folded = folded(text);
    let words = folded.split(|char: char| !char.is_alphabetic());
    let long = words.filter(|word| word.chars().nth(LEAST_LETTERS - 1).is_some());
    long.map(|word| word.chars().take(STEM_LETTERS).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const BRIDGE: (&str, &str) = (
        "Le pont rouvre aux voitures",
        "Les camions attendaient depuis l'automne, et les riverains ne cachaient plus leur fatigue.",
    );
    const QUOTAS: (&str, &str) = (
        "À Lorient, les pêcheurs refusent les quotas",
        "Une soixantaine de marins se sont réunis jeudi devant la criée et demandent un ministre.",
    );
    const SEEDS: (&str, &str) = (
        "La bibliothèque prête des graines",
        "Tomates anciennes, haricots, courges : chacun prend une enveloppe et rapporte sa récolte.",
    );

    #[test]
    fn articles_of_one_day_are_strangers() {
        assert!(are_strangers(&[BRIDGE, QUOTAS, SEEDS], 0.16));
    }

    #[test]
    fn the_sections_of_an_article_speak_of_its_title() {
        let parts = [
            BRIDGE,
            ("Un chantier de six mois", "Pour que les voitures passent, le pont a douze poutres."),
            ("Les riverains soulagés", "Les camions évitaient le pont, les voitures attendaient."),
        ];
        assert!(!are_strangers(&parts, 0.6));
    }

    #[test]
    fn labels_and_forms_say_nothing() {
        let labelled =
            [BRIDGE, QUOTAS, SEEDS].map(|(title, text)| (format!("Objet : {title}"), text));
        let labelled: Vec<_> =
            labelled.iter().map(|(title, text)| (title.as_str(), *text)).collect();
        assert!(are_strangers(&labelled, 0.16));
        let form = [BRIDGE.0, QUOTAS.0, SEEDS.0].map(|title| (title, BRIDGE.1));
        assert!(are_strangers(&form, 0.16));
    }
}
