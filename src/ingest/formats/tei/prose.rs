//! Text in lines, as such markup parts them. Lines of the printed page are none, unless two
//! ends stand together; words in elements of their own are parted as in print.

/// Signs that no blank stands before, where words are elements.
const CLOSING: [char; 5] = ['.', ',', ')', ']', '…'];

/// Signs that no blank stands behind.
const OPENING: [char; 4] = ['(', '[', '\'', '\u{2019}'];

/// Text in lines, with single blanks.
#[derive(Debug, Default)]
pub(super) struct Prose {
    text: String,
    /// A line has ended since the last word.
    is_over: bool,
    /// A blank stands behind the last word.
    is_apart: bool,
    /// Ends of printed lines since the last word.
    breaks: u8,
    /// Words are elements: the blanks between them say nothing.
    has_words: bool,
}

impl Prose {
    /// Adds text, its entities decoded.
    pub(super) fn add(&mut self, text: &str) {
        let is_blank = |char: char| char.is_whitespace() && char != '\u{A0}';
        for part in text.split_inclusive(is_blank) {
            let word = part.trim_end_matches(is_blank);
            if !word.is_empty() {
                self.part(word);
                self.text.push_str(word);
                (self.is_over, self.is_apart, self.breaks) = (false, false, 0);
            }
            self.is_apart |= word.len() < part.len();
        }
    }

    /// Puts what parts a word from the last one.
    fn part(&mut self, word: &str) {
        if self.text.is_empty() || !(self.is_over || self.is_apart) {
            return;
        }
        let is_tight = self.has_words
            && !self.is_over
            && (word.starts_with(CLOSING) || self.text.ends_with(OPENING));
        if !is_tight {
            self.text.push(if self.is_over { '\n' } else { ' ' });
        }
    }

    /// Ends a line.
    pub(super) fn end_line(&mut self) {
        self.is_over = true;
    }

    /// Ends a word that is an element.
    pub(super) fn end_word(&mut self) {
        self.has_words = true;
        self.is_apart = true;
    }

    /// Ends a line of the printed page, in a word or between two.
    pub(super) fn break_line(&mut self, is_in_word: bool) {
        if is_in_word {
            self.is_apart = false;
            return;
        }
        self.is_apart = true;
        self.breaks = self.breaks.saturating_add(1);
        self.is_over |= self.breaks > 1;
    }

    /// Tells whether there is no text yet.
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Returns how many bytes there are.
    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    /// Returns the lines.
    pub(super) fn into_text(self) -> String {
        self.text
    }

    /// Returns the text in one line.
    pub(super) fn into_line(self) -> String {
        self.text.replace('\n', " ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printed_lines_end_where_two_ends_stand_together() {
        let mut prose = Prose::default();
        prose.add("Le pont\n  rou");
        prose.break_line(true);
        prose.add("vre");
        prose.break_line(false);
        prose.add("lundi.");
        prose.break_line(false);
        prose.break_line(false);
        prose.add(" Enfin. ");
        assert_eq!(prose.into_text(), "Le pont rouvre lundi.\nEnfin.");
    }

    #[test]
    fn words_are_parted_as_in_print() {
        let mut prose = Prose::default();
        for word in ["L'", "été", "(", "long", ")", ",", "enfin", "!"] {
            prose.add(word);
            prose.end_word();
        }
        assert_eq!(prose.into_line(), "L'été (long), enfin !");
    }
}
