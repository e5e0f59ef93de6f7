//! Text of articles as markup: every sign of it is text, and what matches is marked.
//!
//! What a browser would obey, as the sign that turns the direction of a line, is shown as a sign
//! that says so.

use std::ops::Range;

use maud::{Markup, html};

use crate::render::printable;

/// Returns a text in which what matches is marked, by characters, sorted, disjoint.
pub(super) fn marked(text: &str, marks: &[Range<usize>]) -> Markup {
    let mut chars = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    let mut at = 0;
    let mut byte = |char: usize| {
        let found = chars.nth(char - at);
        at = char + 1;
        found.unwrap_or(text.len())
    };
    let mut ends = Vec::with_capacity(marks.len());
    for mark in marks {
        let start = byte(mark.start);
        // A mark that is empty, or out of order, is none.
        if mark.end > mark.start {
            ends.push(start..byte(mark.end));
        }
    }
    let starts = [0].into_iter().chain(ends.iter().map(|mark| mark.end));
    let last = ends.last().map_or(0, |mark| mark.end);
    html! {
        @for (from, mark) in starts.zip(&ends) {
            (printable(&text[from..mark.start]))
            mark { (printable(&text[mark.clone()])) }
        }
        (printable(&text[last..]))
    }
}

/// Returns an address of an article where it is one of the web; no other is followed.
pub(super) fn web_address(url: &str) -> Option<&str> {
    let is_web = ["https://", "http://"].iter().any(|scheme| {
        url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    });
    let is_one = !url.contains(|char: char| char.is_whitespace() || char.is_control());
    (is_web && is_one).then_some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_matches_is_marked_and_nothing_is_markup() {
        let check = |text, marks: &[(usize, usize)], expected: &str| {
            let marks: Vec<_> = marks.iter().map(|(start, end)| *start..*end).collect();
            assert_eq!(marked(text, &marks).into_string(), expected);
        };
        check("l’été <b>", &[(2, 5)], "l’<mark>été</mark> &lt;b&gt;");
        check("été", &[(0, 1), (1, 3)], "<mark>é</mark><mark>té</mark>");
        check("a\"&'", &[], "a&quot;&amp;'");
        check("\u{202E}a", &[(0, 1)], "<mark>\u{FFFD}</mark>a");
        check("ab", &[(1, 9)], "a<mark>b</mark>");
        check("", &[(0, 1)], "<mark></mark>");
    }

    #[test]
    fn only_an_address_of_the_web_is_followed() {
        assert!(web_address("https://example.org/a?b=<c>").is_some());
        assert!(web_address("HTTP://example.org").is_some());
        for url in
            ["javascript:alert(1)", "data:text/html,x", " https://a", "https://a b", "//a", ""]
        {
            assert_eq!(web_address(url), None, "{url}");
        }
    }
}
