//! Styled text in lines of a width, each of which can be shown by itself.
//!
//! Breaks stand between words. A colour or a link that goes over a break is closed before it and
//! opened behind it, as pagers show lines out of their order. It knows no colours.

use textwrap::{Options, WordSplitter, wrap};

/// What ends every style, and every link.
const PLAIN: &str = "\u{1B}[0m";
const UNLINKED: &str = "\u{1B}]8;;\u{1B}\\";

/// Returns `text` in lines of at most `width` columns, or more where a word is longer.
pub(super) fn lines(text: &str, width: usize) -> Vec<String> {
    self_contained(broken(text, width))
}

/// Returns the first `most` (at least one) of the lines of `text`; where more follow, the last
/// ends in `…`.
pub(super) fn first_lines(text: &str, width: usize, most: usize) -> Vec<String> {
    let mut lines = broken(text, width);
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            let shorter = broken(last, width.saturating_sub(2)).swap_remove(0);
            *last = format!("{} …", shorter.trim_end_matches([' ', '…']));
        }
    }
    self_contained(lines)
}

/// Returns `text` with breaks between words.
fn broken(text: &str, width: usize) -> Vec<String> {
    let options =
        Options::new(width.max(1)).break_words(false).word_splitter(WordSplitter::NoHyphenation);
    wrap(text, options).into_iter().map(String::from).collect()
}

/// Returns lines with what each opens closed at its end, and opened again in the next.
fn self_contained(lines: Vec<String>) -> Vec<String> {
    let (mut style, mut link) = (String::new(), String::new());
    let each = |line: String| {
        let opened = format!("{link}{style}");
        for sequence in sequences(&line) {
            match sequence {
                PLAIN => style.clear(),
                UNLINKED => link.clear(),
                sequence if sequence.starts_with("\u{1B}]") => sequence.clone_into(&mut link),
                sequence => style.push_str(sequence),
            }
        }
        let plain = if style.is_empty() { "" } else { PLAIN };
        let unlinked = if link.is_empty() { "" } else { UNLINKED };
        format!("{opened}{line}{plain}{unlinked}")
    };
    lines.into_iter().map(each).collect()
}

/// Returns what a terminal obeys in a line: styles and links, as they are made here.
fn sequences(line: &str) -> impl Iterator<Item = &str> {
    line.match_indices('\u{1B}').filter_map(|(at, _)| {
        let rest = &line[at..];
        let length = match rest.as_bytes().get(1)? {
            b'[' => rest.find('m')? + 1,
            b']' => rest.find("\u{1B}\\")? + 2,
            _ => return None,
        };
        Some(&rest[..length])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn breaks_stand_between_words_whatever_colours_there_are() {
        let text = "un \u{1B}[1mdeux trois\u{1B}[0m quatre";
        assert_eq!(
            lines(text, 8),
            ["un \u{1B}[1mdeux\u{1B}[0m", "\u{1B}[1mtrois\u{1B}[0m", "quatre"]
        );
        assert_eq!(lines("aujourd’hui porte-avions", 6), ["aujourd’hui", "porte-avions"]);
    }

    #[test]
    fn a_link_over_a_break_is_two() {
        let text = "\u{1B}]8;;https://a.fr/\u{1B}\\\u{1B}[1mun deux\u{1B}[0m\u{1B}]8;;\u{1B}\\";
        let link = |word: &str| {
            format!("\u{1B}]8;;https://a.fr/\u{1B}\\\u{1B}[1m{word}\u{1B}[0m\u{1B}]8;;\u{1B}\\")
        };
        assert_eq!(lines(text, 4), [link("un"), link("deux")]);
    }

    #[test]
    fn a_text_that_is_cut_says_so() {
        assert_eq!(first_lines("un deux trois quatre", 9, 1), ["un deux …"]);
        assert_eq!(first_lines("un deux trois quatre", 9, 2), ["un deux", "trois …"]);
        assert_eq!(first_lines("un deux", 9, 1), ["un deux"]);
        assert_eq!(
            first_lines("\u{1B}[1mun deux trois\u{1B}[0m", 7, 1),
            ["\u{1B}[1mun …\u{1B}[0m"]
        );
    }
}
