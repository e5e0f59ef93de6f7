//! The language of a page: the one that was chosen, or what the browser asks for.
//!
//! It says nothing itself: the words are in `words.rs`.

use super::words::{ENGLISH, FRENCH, Words};

/// A language of pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Tongue {
    French,
    English,
}

impl Tongue {
    /// Returns the language of a code; `None` for one that pages are not in.
    pub(crate) fn of(code: &str) -> Option<Self> {
        match code {
            "fr" => Some(Self::French),
            "en" => Some(Self::English),
            _ => None,
        }
    }

    /// Returns the language that was chosen, or the one that a browser likes best of what its
    /// header `Accept-Language` names (RFC 9110, 12.5.4); French where it names neither.
    pub(crate) fn chosen(code: Option<&str>, accepted: Option<&str>) -> Self {
        if let Some(chosen) = code.and_then(Self::of) {
            return chosen;
        }
        let mut best = (0.0, Self::French);
        for part in accepted.unwrap_or_default().split(',').take(32) {
            let (name, weight) = part.split_once(';').unwrap_or((part, ""));
            let weight =
                weight.trim().strip_prefix("q=").map_or(Some(1.0), |weight| weight.parse().ok());
            let name = name.trim().to_ascii_lowercase();
            let code = name.split('-').next().unwrap_or_default();
            if let (Some(tongue), Some(weight)) = (Self::of(code), weight)
                && weight > best.0
            {
                best = (weight, tongue);
            }
        }
        best.1
    }

    /// Returns its code.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::French => "fr",
            Self::English => "en",
        }
    }

    /// Returns the other one.
    pub(crate) fn other(self) -> Self {
        match self {
            Self::French => Self::English,
            Self::English => Self::French,
        }
    }

    /// Returns its words.
    pub(crate) fn words(self) -> &'static Words {
        match self {
            Self::French => &FRENCH,
            Self::English => &ENGLISH,
        }
    }

    /// Returns a noun as a number wants it: in French 0 and 1 are one, in English 1 alone is.
    pub(super) fn counted(self, count: u64, one: &'static str, many: &'static str) -> &'static str {
        let is_one = match self {
            Self::French => count < 2,
            Self::English => count == 1,
        };
        if is_one { one } else { many }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_what_was_chosen_or_what_the_browser_likes_best() {
        let check = |code, accepted, expected| {
            assert_eq!(Tongue::chosen(code, accepted), expected, "{code:?} {accepted:?}");
        };
        check(None, None, Tongue::French);
        check(None, Some("en-GB,en;q=0.9,fr;q=0.8"), Tongue::English);
        check(None, Some("de, fr-CA;q=0.7, en;q=0.3"), Tongue::French);
        check(None, Some("de;q=1, en;q=0.1"), Tongue::English);
        check(None, Some("EN"), Tongue::English);
        check(None, Some("en;q=0, ;;,q=x;"), Tongue::French);
        check(Some("en"), Some("fr"), Tongue::English);
        check(Some("xx"), Some("en"), Tongue::English);
    }
}
