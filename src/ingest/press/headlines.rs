//! Texts that headings alone part, one blank line or none between two articles: no mark, no day.
//!
//! An article with headings of its own looks the same, so the parts are only counted, and only
//! where their words show that they are strangers. Questions, chapters and hours are none.

use std::collections::HashSet;
use std::ops::Range;

use super::gaps::is_own_heading;
use super::kinship::are_strangers;
use super::line::{LEAST_TEXT, Line};
use super::mark::Marked;
use super::wrapping::Wrapping;
use crate::calendar::folded;

/// Fewest articles.
const LEAST_COUNTED: usize = 3;

/// Most characters of a line at the head of an article.
const MOST_OF_HEAD: usize = 150;

/// Fewest words of headings, on average and of each.
const LEAST_WORDS: f64 = 4.0;
const LEAST_OF_EACH: usize = 2;

/// The headings within an article are shorter than its own: below this part of it they part none.
const LEAST_OF_FIRST: f64 = 0.5;

/// Most kinship of articles: of three, of more, and of those whose heads are alike.
const MOST_KINSHIP: [f64; 3] = [0.16, 0.25, 0.6];

/// An article that headings part from others.
struct Part {
    /// The lines of its head.
    head: Range<usize>,
    /// The line after its text.
    end: usize,
}

/// Finds the articles of a text that headings part.
pub(super) fn headlines(text: &str, lines: &[Line<'_>]) -> Option<Marked> {
    let wrapping = Wrapping::of(lines);
    let is_head =
        |at: usize| !wrapping.is_of_paragraph(lines, at) && may_stand_in_head(lines[at].text);
    let mut parts: Vec<Part> = Vec::new();
    for at in 0..lines.len() {
        match parts.last_mut() {
            Some(part) if is_head(at) && part.head.end == at => part.head.end = at + 1,
            _ if is_head(at) => parts.push(Part { head: at..at + 1, end: at + 1 }),
            Some(part) => part.end = at + 1,
            None => return None,
        }
    }
    // What stands below the last text is of its article.
    let signed = parts.pop_if(|part| part.head.end == lines.len()).is_some();
    if parts.len() < LEAST_COUNTED {
        return None;
    }
    let heading = |part: &Part| {
        let head = lines[part.head.clone()].iter().map(|line| line.text);
        head.filter(|line| is_own_heading(bare(line))).max_by_key(|line| words(line))
    };
    let headings: Vec<&str> = parts.iter().map(heading).collect::<Option<_>>()?;
    let texts = parts.iter().map(|part| {
        let (start, end) = (lines[part.head.end].start, lines[part.end - 1].end);
        &text[start..end]
    });
    let parted: Vec<(&str, &str)> = headings.iter().copied().zip(texts).collect();
    let are_long = parted.iter().all(|(_, text)| text.len() >= LEAST_TEXT);
    let are_echoes =
        parts[1..].iter().all(|part| part.head.len() > 1) && (signed || parts[0].head.len() > 1);
    let most = match parts.len() {
        _ if are_echoes => MOST_KINSHIP[2],
        LEAST_COUNTED => MOST_KINSHIP[0],
        _ => MOST_KINSHIP[1],
    };
    (are_long && are_headlines(&headings) && are_strangers(&parted, most))
        .then_some(Marked::Perhaps(parts.len()))
}

/// Tells whether a line may stand at the head of an article: it is short and no sentence.
fn may_stand_in_head(line: &str) -> bool {
    line.chars().count() <= MOST_OF_HEAD
        && !line.ends_with(['.', ';', ',', ':', '…'])
        && !is_quote(line)
}

fn is_quote(line: &str) -> bool {
    line.starts_with(['"', '«', '“']) && line.ends_with(['"', '»', '”'])
}

/// Tells whether headings are of articles, by their form alone.
fn are_headlines(headings: &[&str]) -> bool {
    let counts: Vec<usize> = headings.iter().map(|heading| words(heading)).collect();
    let mean = |counts: &[usize]| counts.iter().sum::<usize>() as f64 / counts.len() as f64;
    let own: HashSet<_> = headings.iter().map(|heading| folded(heading)).collect();
    let forms: HashSet<_> = headings.iter().map(|heading| form(heading)).collect();
    let asking = headings.iter().filter(|heading| heading.ends_with('?')).count();
    own.len() == headings.len()
        && forms.len() == 1
        && asking * 2 < headings.len()
        && mean(&counts) >= LEAST_WORDS
        && counts.iter().all(|count| *count >= LEAST_OF_EACH)
        && mean(&counts[1..]) >= LEAST_OF_FIRST * counts[0] as f64
}

/// Returns the sign or the number with which a heading starts, a letter standing for any.
fn form(heading: &str) -> char {
    match heading.chars().next() {
        Some(first) if first.is_alphabetic() || "\"«“".contains(first) => 'a',
        Some(first) if first.is_ascii_digit() && bare(heading).len() < heading.len() => '1',
        Some(first) if first.is_ascii_digit() => 'a',
        first => first.unwrap_or('a'),
    }
}

/// Returns a heading without the number of an item of a list: `3. Le pont rouvre`.
fn bare(heading: &str) -> &str {
    let rest = heading.trim_start_matches(|char: char| char.is_ascii_digit());
    let rest =
        if rest.len() < heading.len() { rest.strip_prefix(['.', ')', '-', '°']) } else { None };
    rest.filter(|rest| rest.starts_with(' ')).map_or(heading, str::trim_start)
}

fn words(line: &str) -> usize {
    line.split_whitespace().filter(|word| word.contains(char::is_alphabetic)).count()
}

#[cfg(test)]
mod tests {
    use super::super::line::lines;
    use super::*;

    const TITLES: [&str; 4] = [
        "Le pont de Recouvrance rouvre aux voitures",
        "À Lorient, les pêcheurs refusent les quotas",
        "La bibliothèque de Quimper prête des graines",
        "Un incendie détruit l'ancienne minoterie",
    ];
    const TEXTS: [&str; 4] = [
        "Les camions attendaient depuis l'automne, et les riverains de la rive droite ne cachaient \
         plus leur fatigue. Le ruban a été coupé mardi.",
        "Une soixantaine de marins se sont réunis jeudi devant la criée pour demander une rencontre \
         avec le ministre avant la fin du mois.",
        "Tomates anciennes, haricots, courges : chacun prend une enveloppe et rapporte des semences \
         après sa récolte, dit le maraîcher.",
        "Le feu a pris vers deux heures dans les étages, inoccupés depuis dix ans. Quarante pompiers \
         ont protégé les maisons voisines.",
    ];

    #[track_caller]
    fn check(text: &str, expected: Option<usize>) {
        assert_eq!(headlines(text, &lines(text)), expected.map(Marked::Perhaps), "in {text}");
    }

    /// Returns articles, each as `form` puts a title and a text.
    fn several(form: impl Fn(&str, &str) -> String) -> String {
        let both = TITLES.iter().zip(TEXTS);
        both.map(|(title, text)| form(title, text)).collect()
    }

    #[test]
    fn headings_right_above_their_texts_count_strangers() {
        check(&several(|title, text| format!("{title}\n{text}\n\n")), Some(4));
        check(&several(|title, text| format!("{title}\n\n{text}\n\n")), Some(4));
        check(&several(|title, text| format!("{title}\n{text}\n")), Some(4));
        check(&several(|title, text| format!("• {title}\n{text}\n\n")), Some(4));
        check(&several(|title, text| format!("# {title}\n\n{text}\n\n")), Some(4));
        check(
            &several(|title, text| format!("{title}\nLe Phare\n{text}\nAnne Morel\n\n")),
            Some(4),
        );
    }

    #[test]
    fn the_sections_of_an_article_are_of_it() {
        let sections = [
            "Le pont de Recouvrance rouvre aux voitures",
            "Les camions du pont attendaient la réouverture",
            "Les voitures de Recouvrance gagnent dix minutes",
            "Le pont coûtera encore quatre millions",
        ];
        let section = |(title, text): (&&str, &str)| {
            format!("{title}\nLes voitures passent le pont de Recouvrance. {text}\n\n")
        };
        let article = sections.iter().zip(TEXTS).map(section).collect::<Vec<_>>().concat();
        check(&article, None);
        // The headings of an article are shorter than its own.
        let short = several(|title, text| match title {
            title if title == TITLES[0] => format!("{title} après six mois de travaux\n{text}\n\n"),
            title => {
                format!("{}\n{text}\n\n", title.split(' ').take(3).collect::<Vec<_>>().join(" "))
            }
        });
        check(&short, None);
    }

    #[test]
    fn questions_chapters_and_lists_below_a_title_are_no_articles() {
        check(&several(|title, text| format!("{title} ?\n{text}\n\n")), None);
        check(&several(|title, text| format!("Chapitre {title}\n{text}\n\n")), None);
        check(&several(|title, text| format!("{title} :\n{text}\n\n")), None);
        let list = several(|title, text| format!("• {title}\n{text}\n\n"));
        check(&format!("Quatre nouvelles de la semaine\n{}\n\n{list}", TEXTS[0]), None);
        check(&format!("{}\n\n{list}", TEXTS[0]), None);
    }

    #[test]
    fn texts_may_be_wrapped_and_poems_are_not() {
        let wrapped = several(|title, text| {
            let mut lines = format!("{title}\n");
            let mut width = 0;
            for word in text.split(' ') {
                if width + 1 + word.chars().count() > 60 {
                    lines.push('\n');
                    width = 0;
                }
                lines += if width > 0 { " " } else { "" };
                lines += word;
                width += 1 + word.chars().count();
            }
            lines + "\n\n"
        });
        check(&wrapped, Some(4));
        let verses = "Je vais le long du fleuve\nvers la maison de bois\nque nul ne sait\noù dort\n\
                      la lampe\n";
        check(&TITLES.map(|title| format!("{title}\n{verses}\n")).concat(), None);
    }
}
