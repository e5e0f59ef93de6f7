//! The time of a day and its zone, behind a date.
//!
//! It reads no day; an unknown zone takes the hour away and leaves the day.

use jiff::civil::Time;
use jiff::tz::Offset;

use super::phrase::Word;

/// A time, local without offset; `None` when its zone is not known, which leaves
/// the day.
type Moment = Option<(Time, Option<Offset>)>;

/// A time that does not exist.
#[derive(Debug)]
pub(super) struct NoSuchTime;

/// Reads the time at the head of the words that follow a day, and returns how many
/// they are: `T16:40:00Z`, `à 16h40`, `, 4:40 PM`, `16:40:00 +0200`.
pub(super) fn time(words: &[Word<'_>]) -> Option<(Result<Moment, NoSuchTime>, usize)> {
    let is_glue = |word: &&Word<'_>| word.is(&["a", "at", "t", ",", "-", "|", "(", "·", "•", ":"]);
    let glue = words.iter().take(3).take_while(is_glue).count();
    let is_iso = glue == 1 && words[0].is(&["t"]) && !words[0].is_apart;
    let ((mut hour, minute, second), mut used) = clock(&words[glue..], is_iso)?;
    used += glue;
    if let Some((is_afternoon, length)) = half(&words[used..]).filter(|_| hour <= 12) {
        hour = hour % 12 + if is_afternoon { 12 } else { 0 };
        used += length;
    }
    let Ok(time) = Time::new(hour as i8, minute as i8, second.min(59) as i8, 0) else {
        return Some((Err(NoSuchTime), used));
    };
    let (moment, length) = match zone(&words[used..]) {
        Zone::Unsaid => (Some((time, None)), 0),
        Zone::Offset(offset, length) => (Some((time, Some(offset))), length),
        Zone::Unknown => (None, 0),
    };
    Some((Ok(moment), used + length))
}

/// Hour, minute and second, and how many words they are.
fn clock(words: &[Word<'_>], is_iso: bool) -> Option<((i16, i16, i16), usize)> {
    let first = words.first()?;
    let is = |at: usize, signs: &[&str]| words.get(at).is_some_and(|word| word.is(signs));
    let pair = |at: usize| words.get(at)?.number(2..=2);
    if is_iso && matches!(first.text.len(), 2 | 4 | 6) && first.is_figures() && !is(1, &[":"]) {
        let part = |at: usize| first.text.get(at..at + 2).map_or(Some(0), |part| part.parse().ok());
        let fraction = if is(1, &[".", ","]) { 2 } else { 0 };
        return Some(((part(0)?, part(2)?, part(4)?), 1 + fraction));
    }
    let hour = first.number(1..=2)?;
    // `16.40`, which is no head of `16.40.2020`.
    let goes_on = is(3, &["."]) && words.get(4).is_some_and(Word::is_figures);
    if is(1, &["."]) && !goes_on && !words[1].is_apart && words.get(2).is_some_and(|w| !w.is_apart)
    {
        return pair(2).map(|minute| ((hour, minute, 0), 3));
    }
    if is(1, &[":"]) {
        let minute = pair(2)?;
        let Some(second) = pair(4).filter(|_| is(3, &[":"])) else {
            return Some(((hour, minute, 0), 3));
        };
        let is_fraction = is(5, &[".", ","])
            && words.get(6).is_some_and(|word| word.is_figures() && !word.is_apart);
        return Some(((hour, minute, second), if is_fraction { 7 } else { 5 }));
    }
    if is(1, &["h", "heures", "heure"]) {
        return Some(match pair(2) {
            Some(minute) => ((hour, minute, 0), 3),
            None => ((hour, 0, 0), 2),
        });
    }
    half(&words[1..]).map(|_| ((hour, 0, 0), 1))
}

/// `AM` and `p.m.`: whether it is the afternoon, and how many words it is.
fn half(words: &[Word<'_>]) -> Option<(bool, usize)> {
    match words {
        [word, ..] if word.is(&["am", "pm"]) => Some((word.is(&["pm"]), 1)),
        [half, dot, m, rest @ ..] if half.is(&["a", "p"]) && dot.is(&["."]) && m.is(&["m"]) => {
            let end = rest.first().is_some_and(|word| word.is(&["."]));
            Some((half.is(&["p"]), 3 + usize::from(end)))
        }
        _ => None,
    }
}

/// What stands behind a time.
enum Zone {
    Unsaid,
    /// With how many words it is.
    Offset(Offset, usize),
    Unknown,
}

fn zone(words: &[Word<'_>]) -> Zone {
    let opening = usize::from(words.first().is_some_and(|word| word.is(&["(", "["])));
    let words = &words[opening..];
    let Some(word) = words.first() else { return Zone::Unsaid };
    // `America/Montreal`, `Etc/UTC`.
    if let [area, slash, place, ..] = words
        && slash.is(&["/"])
        && !(area.is_figures() || slash.is_apart || place.is_apart)
    {
        return match named(&place.text) {
            // `CET/CEST`: of the two one.
            Some(_) if named(&area.text).is_some() => Zone::Unknown,
            Some(named) => Zone::Offset(named, opening + 3),
            None if place.is(&["paris", "brussels", "bruxelles", "zurich"]) => Zone::Unsaid,
            None => Zone::Unknown,
        };
    }
    if word.is(&["+", "-"]) {
        let least = if word.is_apart { 4 } else { 2 };
        return offset(words, least)
            .map_or(Zone::Unsaid, |(offset, used)| Zone::Offset(offset, used + opening));
    }
    if word.is(&["heure"]) {
        let is_paris = words.iter().take(4).any(|word| word.is(&["paris", "francaise"]));
        return if is_paris { Zone::Unsaid } else { Zone::Unknown };
    }
    if !word.is_capitals && !word.is(&["z", "utc", "gmt"]) {
        return Zone::Unsaid;
    }
    match named(&word.text) {
        Some(named) => {
            let (offset, used) = offset(&words[1..], 1).unwrap_or((named, 0));
            Zone::Offset(offset, opening + 1 + used)
        }
        None if matches!(word.text.len(), 3 | 4) => Zone::Unknown,
        // The hours of America without their season.
        None if word.is(&["et", "ct", "mt", "pt", "at"]) => Zone::Unknown,
        None => Zone::Unsaid,
    }
}

/// `+02:00`, `-0500`, `+02`, `+2`, and how many words it is; the hours with their
/// minutes have so many figures at least.
fn offset(words: &[Word<'_>], least: usize) -> Option<(Offset, usize)> {
    let [sign, figures, rest @ ..] = words else { return None };
    if figures.is_apart || !sign.is(&["+", "-"]) {
        return None;
    }
    let minutes = match rest {
        [colon, minutes, ..] if colon.is(&[":"]) => minutes.number(2..=2),
        _ => None,
    };
    let (hours, minutes, used) = match (figures.text.len(), minutes) {
        (1 | 2, Some(minutes)) => (figures.number(1..=2)?, minutes, 4),
        (4, None) => (figures.number(4..=4)? / 100, figures.number(4..=4)? % 100, 2),
        (1 | 2, None) if figures.text.len() >= least => (figures.number(1..=2)?, 0, 2),
        _ => return None,
    };
    if hours > 15 || minutes > 59 {
        return None;
    }
    let seconds = i32::from(hours) * 3600 + i32::from(minutes) * 60;
    let offset = Offset::from_seconds(if sign.is(&["-"]) { -seconds } else { seconds }).ok()?;
    Some((offset, used))
}

/// Returns the offset of a zone, for names that mean one place only.
fn named(name: &str) -> Option<Offset> {
    let hours = match name {
        "z" | "ut" | "tu" | "utc" | "gmt" | "wet" => 0,
        "cet" | "met" | "west" => 1,
        "cest" | "mest" | "eet" => 2,
        "eest" => 3,
        "edt" | "hae" => -4,
        "est" | "hne" | "cdt" => -5,
        "cst" | "mdt" => -6,
        "mst" | "pdt" => -7,
        "pst" => -8,
        _ => return None,
    };
    Some(Offset::constant(hours))
}
