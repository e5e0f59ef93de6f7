//! Wrapped texts, whose paragraphs are broken into lines of one width.
//!
//! It tells which lines go on, and joins none. The verses of a poem are not wrapped.

use super::line::Line;

/// Most characters of the lines of a wrapped text.
const MOST_OF_LINE: usize = 120;

/// Fewest lines by which wrapping is known.
const LEAST_LINES: usize = 5;

/// How a text is wrapped.
pub(super) struct Wrapping {
    /// The characters of its longest line; 0 where it is not wrapped.
    width: usize,
}

impl Wrapping {
    /// Returns how lines are wrapped: nearly all within paragraphs are as long as their next word
    /// allows.
    pub(super) fn of(lines: &[Line<'_>]) -> Self {
        let width = lines.iter().map(|line| line.text.chars().count()).max().unwrap_or(0);
        let found = Self { width };
        let is_within = |at: &usize| !lines[*at].is_apart && !lines[*at + 1].is_apart;
        let within: Vec<usize> = (0..lines.len().saturating_sub(1)).filter(is_within).collect();
        let full = within.iter().filter(|at| found.goes_on(lines, **at)).count();
        let is_wrapped =
            width <= MOST_OF_LINE && within.len() >= LEAST_LINES && full * 10 >= within.len() * 9;
        if is_wrapped { found } else { Self { width: 0 } }
    }

    /// Tells whether a line is one of several of a paragraph.
    pub(super) fn is_of_paragraph(&self, lines: &[Line<'_>], at: usize) -> bool {
        self.width > 0 && (self.goes_on(lines, at) || at > 0 && self.goes_on(lines, at - 1))
    }

    /// Tells whether a line has no room for the first word of the next.
    fn goes_on(&self, lines: &[Line<'_>], at: usize) -> bool {
        let Some(next) = lines.get(at + 1).filter(|next| !next.is_apart) else { return false };
        let word = next.text.split_whitespace().next().unwrap_or_default();
        lines[at].text.chars().count() + 1 + word.chars().count() > self.width
    }
}

#[cfg(test)]
mod tests {
    use super::super::line::lines;
    use super::*;

    fn of_paragraph(text: &str) -> Vec<bool> {
        let lines = lines(text);
        let wrapping = Wrapping::of(&lines);
        (0..lines.len()).map(|at| wrapping.is_of_paragraph(&lines, at)).collect()
    }

    #[test]
    fn lines_that_are_full_go_on() {
        let text = "Le pont\nLes camions attendent que\nle pont rouvre enfin, et\n\
                    personne ne sait quand ce\nsera, ni le maire, ni les\ningénieurs du port, ni les\n\
                    marins.\n";
        assert_eq!(of_paragraph(text), [false, true, true, true, true, true, true]);
        let verses =
            "Le pont\nLes camions\nattendent que le pont\nrouvre\nenfin, et personne\nne\nsait\n";
        assert_eq!(of_paragraph(verses), [false; 7]);
    }
}
