//! Kinds of contents that are not read, and what to do with them first.
//!
//! The name of a kind is the kind's own: counts go by it.

use crate::unread_kind::{Remedy, UnreadKind};

/// Returns what a kind is called, and behind it what makes it one that is read.
pub(crate) fn kind_label(kind: &UnreadKind) -> String {
    let Some(remedy) = kind.remedy else { return kind.name.clone().into_owned() };
    let first = match remedy {
        Remedy::Unpack => "to be unpacked first",
        Remedy::ConvertToWarc => "to be converted to WARC first",
        Remedy::SaveAsHtml => "to be saved as HTML first",
        Remedy::SaveAsRis => "to be saved as RIS or CSV first",
        Remedy::SaveAsText => "to be saved as text first, or read with --pre",
        Remedy::GiveProgram => "to be given again",
        Remedy::FollowLinks => "--follow-links reads it",
    };
    format!("{} ({first})", kind.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_to_do_first_stands_behind_the_name() {
        let check = |kind: UnreadKind, expected: &str| assert_eq!(kind_label(&kind), expected);
        check(".mp3".into(), ".mp3");
        check(
            UnreadKind::with(".bib", Remedy::SaveAsRis),
            ".bib (to be saved as RIS or CSV first)",
        );
        check(UnreadKind::with(".rar", Remedy::Unpack), ".rar (to be unpacked first)");
        check(
            UnreadKind::with(".pdf", Remedy::SaveAsText),
            ".pdf (to be saved as text first, or read with --pre)",
        );
    }
}
