//! Texts whose articles start with a line of their address each, from the first line on.
//!
//! Where a heading stands below each they are parted; else they are counted where all are of one
//! site: addresses stand within articles, too.

use std::collections::HashSet;

use super::line::{Line, is_heading};
use super::mark::Marked;
use crate::ingest::record::tidy::host;

/// Fewest bytes of text below an address.
const LEAST_TEXT: usize = 20;

/// Most bytes of an address.
const MOST_OF_ADDRESS: usize = 1000;

/// Finds the articles of a text that starts with an address.
pub(super) fn addressed(lines: &[Line<'_>]) -> Option<Marked> {
    lines.first().filter(|line| is_address(line.text))?;
    let starts: Vec<usize> =
        (0..lines.len()).filter(|&at| lines[at].is_apart && is_address(lines[at].text)).collect();
    let ends = starts.iter().skip(1).copied().chain([lines.len()]);
    let parts: Vec<&[Line<'_>]> =
        starts.iter().zip(ends).map(|(&start, end)| &lines[start..end]).collect();
    let has_text = |part: &&[Line<'_>]| {
        let text = part[1..].iter().filter(|line| !is_address(line.text));
        text.map(|line| line.text.len()).sum::<usize>() >= LEAST_TEXT
    };
    let has_heading = |part: &&[Line<'_>]| part.len() > 2 && is_heading(part[1].text);
    let addresses: HashSet<&str> = parts.iter().map(|part| part[0].text).collect();
    let hosts: HashSet<Option<&str>> = addresses.iter().map(|address| host(address)).collect();
    let are_parts = parts.len() > 1 && addresses.len() == parts.len();
    match () {
        () if !are_parts || !parts.iter().all(has_text) => None,
        () if parts.iter().all(has_heading) => {
            let place = |part: &&[Line<'_>]| part[0].start..part[part.len() - 1].end;
            Some(Marked::Cut(parts.iter().map(place).collect()))
        }
        () => (hosts.len() == 1).then_some(Marked::Perhaps(parts.len())),
    }
}

/// Tells whether a line is an address and nothing else.
pub(super) fn is_address(line: &str) -> bool {
    let rest = line.strip_prefix("https://").or_else(|| line.strip_prefix("http://"));
    line.len() <= MOST_OF_ADDRESS
        && rest.is_some_and(|rest| rest.contains('.') && !rest.contains(char::is_whitespace))
}

#[cfg(test)]
mod tests {
    use super::super::line::lines;
    use super::*;

    #[test]
    fn articles_of_one_site_are_counted_where_no_headings_stand_below_their_addresses() {
        let part = |site: &str, n: u8| {
            format!("https://{site}/{n}\n\nLes camions attendent encore, dit-on le {n}.\n\n")
        };
        let count = |text: &str| addressed(&lines(text));
        let all = part("phare.example", 1) + &part("phare.example", 2);
        assert_eq!(count(&all), Some(Marked::Perhaps(2)));
        assert_eq!(count(&(part("phare.example", 1) + &part("quai.example", 2))), None);
        assert_eq!(count(&part("phare.example", 1)), None);
        assert_eq!(count(&format!("Le pont\n\n{all}")), None);
    }
}
