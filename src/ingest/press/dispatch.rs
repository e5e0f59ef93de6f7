//! The lines with which the texts of agencies start: `NANTES, 3 mai 2023 (AFP) - Le pont …`.
//! Several in a text are several dispatches.
//!
//! It parts none: what stands above such a line may be of the dispatch or of the one before.

use super::line::{LEAST_TEXT, Line};
use super::mark::Marked;
use crate::calendar::{folded, month_number};

/// Most bytes of the place and the day, and of the name of an agency.
const MOST_OF_PLACE: usize = 60;
const MOST_OF_AGENCY: usize = 20;

/// Counts the dispatches of a text.
pub(super) fn dispatches(lines: &[Line<'_>]) -> Option<Marked> {
    let starts: Vec<&Line<'_>> = lines.iter().filter(|line| opens_dispatch(line.text)).collect();
    let ends = starts.iter().skip(1).map(|line| line.start);
    let ends = ends.chain(lines.last().map(|line| line.end));
    let are_long = starts.iter().zip(ends).all(|(line, end)| end - line.start >= LEAST_TEXT);
    (starts.len() > 1 && are_long).then_some(Marked::Perhaps(starts.len()))
}

/// Tells whether a line opens with a place, a day and an agency in brackets.
fn opens_dispatch(line: &str) -> bool {
    let Some((place, rest)) = line.split_once(" (") else { return false };
    let Some((agency, text)) = rest.split_once(')') else { return false };
    let is_agency = agency.len() <= MOST_OF_AGENCY
        && agency.starts_with(char::is_uppercase)
        && agency.chars().all(|char| char.is_alphanumeric() || " -/.".contains(char));
    let is_text = text.trim_start().starts_with(['-', '–', '—']);
    let Some((town, day)) = place.split_once(',').filter(|_| place.len() <= MOST_OF_PLACE) else {
        return false;
    };
    let day = folded(day);
    let mut words = day.split_whitespace();
    let has_day = day.bytes().any(|byte| byte.is_ascii_digit());
    let is_day = has_day && words.any(|word| month_number(word.trim_end_matches('.')).is_some());
    is_agency && is_text && is_day && town.starts_with(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::super::line::lines;
    use super::*;

    const TEXT: &str = "Les camions attendent encore que le pont sur le fleuve rouvre, et personne \
                        ne sait quand ce sera.\n";

    #[test]
    fn lines_of_agencies_count_dispatches() {
        let one = |place: &str| format!("Le pont rouvre\n\n{place} - {TEXT}\nabc/def\n\n");
        let text = one("NANTES, 3 mai 2023 (AFP)") + &one("Paris, 4 mai (Reuters)");
        assert_eq!(dispatches(&lines(&text)), Some(Marked::Perhaps(2)));
        assert_eq!(dispatches(&lines(&one("NANTES, 3 mai 2023 (AFP)"))), None);
        let quoted = format!("{TEXT}Le maire, en mai 2023 (PS) - il l'a dit - , rouvre.\n{TEXT}");
        assert_eq!(dispatches(&lines(&quoted)), None);
    }
}
