//! Lines that are rows of a table without a head: the same sign parts them, and each has a day
//! in the same place.
//!
//! What the other cells are nobody says, so that the rows are only counted.

use super::line::{LEAST_TEXT, Line, is_day};
use super::mark::Marked;

/// Signs between cells.
const SIGNS: [&str; 5] = ["\t", ";", "|", " - ", " – "];

/// Fewest cells of a row, and most that stand before its day.
const LEAST_CELLS: usize = 3;
const MOST_BEFORE: usize = 6;

/// Counts the rows of a text that are all of a table.
pub(super) fn rows(lines: &[Line<'_>]) -> Option<Marked> {
    let are_long = lines.len() > 1 && lines.iter().all(|line| line.text.len() >= LEAST_TEXT);
    let has_day = |line: &Line<'_>, sign: &str, at: usize| {
        let mut cells = line.text.split(sign);
        let day = cells.nth(at);
        day.is_some_and(|cell| is_day(cell.trim())) && at + cells.count() + 1 >= LEAST_CELLS
    };
    let are_rows = |sign: &str| {
        let all_have_day = |at: usize| lines.iter().all(|line| has_day(line, sign, at));
        (0..MOST_BEFORE).any(all_have_day)
    };
    (are_long && SIGNS.into_iter().any(are_rows)).then_some(Marked::Perhaps(lines.len()))
}

#[cfg(test)]
mod tests {
    use super::super::line::lines;
    use super::*;

    const TEXT: &str = "Les camions attendent encore que le pont sur le fleuve rouvre, et personne \
                        ne sait quand ce sera.";

    #[track_caller]
    fn check(text: &str, expected: Option<usize>) {
        assert_eq!(rows(&lines(text)), expected.map(Marked::Perhaps), "in {text}");
    }

    #[test]
    fn rows_have_a_day_in_the_same_place() {
        for sign in [";", " | ", "\t", " - "] {
            let row = |title: &str, day: u8| [title, &format!("2023-05-0{day}"), TEXT].join(sign);
            let rows = [row("Le pont", 3), row("Le quai; la gare", 4)];
            let expected = if sign == ";" { None } else { Some(2) };
            check(&rows.join("\n"), expected);
            check(&row("Le pont", 3), None);
            check(&[rows[0].as_str(), TEXT].join("\n"), None);
        }
        check(&format!("Le pont;2023-05-03;{TEXT}\nLe quai;2023-05-04;{TEXT}"), Some(2));
        check(&format!("3 mai 2023;{TEXT}\n4 mai 2023;{TEXT}"), None);
    }
}
