//! Markdown as plain text: without the signs of headings, emphasis and links, which anything
//! may lack. What is no pair of signs is text.

/// Returns the first heading, where it stands before all text.
pub(super) fn heading(text: &str) -> Option<&str> {
    let first = text.lines().map(str::trim).find(|line| !line.is_empty())?;
    let title = without_marks(first);
    (title.len() < first.len() && first.starts_with('#')).then_some(title)
}

/// Returns text without signs of Markdown.
pub(super) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for line in text.lines() {
        inline(without_marks(line.trim_end()), &mut plain);
        plain.push('\n');
    }
    plain
}

/// Returns a line without the signs of a heading or a quotation before it.
fn without_marks(line: &str) -> &str {
    let level = line.bytes().take_while(|&byte| byte == b'#').count();
    if (1..=6).contains(&level) && line[level..].starts_with(' ') {
        return line[level..].trim().trim_end_matches('#').trim_end();
    }
    line.strip_prefix("> ").unwrap_or(line)
}

/// Adds what a line says: the texts of links without their addresses, no pictures, and no
/// signs around emphasis.
fn inline(line: &str, plain: &mut String) {
    let mut rest = line;
    while let Some(at) = rest.find(['*', '[', '!', '\\', '_']) {
        let (before, sign) = rest.split_at(at);
        plain.push_str(before);
        if let Some((text, after)) = link(sign.strip_prefix('!').unwrap_or(sign)) {
            if !sign.starts_with('!') {
                inline(text, plain);
            }
            rest = after;
        } else if let Some((text, after)) = emphasis(sign, before) {
            inline(text, plain);
            rest = after;
        } else {
            let escaped = sign
                .strip_prefix('\\')
                .filter(|rest| rest.starts_with(|char: char| char.is_ascii_punctuation()));
            let kept = escaped.unwrap_or(sign);
            let length = kept.chars().next().map_or(0, char::len_utf8);
            plain.push_str(&kept[..length]);
            rest = &kept[length..];
        }
    }
    plain.push_str(rest);
}

/// Returns the text of a link at the head of `text`, and what follows it.
fn link(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix('[')?;
    // Looking no further than the next bracket keeps lines of nothing else short work.
    let (inner, rest) = inner.split_at(inner.find(['[', ']'])?);
    let address = rest.strip_prefix("](")?;
    let (_, rest) = address.split_at(address.find([')', '(', '['])?);
    Some((inner, rest.strip_prefix(')')?))
}

/// Returns the text between two signs of emphasis, the first at the head of `text`, and what
/// follows the second.
fn emphasis<'t>(text: &'t str, before: &str) -> Option<(&'t str, &'t str)> {
    let sign = text.chars().next().filter(|sign| "*_".contains(*sign))?;
    let length = text.chars().take_while(|char| *char == sign).count();
    if length > 3 || before.ends_with(char::is_alphanumeric) {
        return None;
    }
    let (signs, inner) = text.split_at(length);
    let opens = |char: char| char.is_alphanumeric() || "«\"“'‘*_[".contains(char);
    if !inner.starts_with(opens) {
        return None;
    }
    let end = inner.find(signs)?;
    let after = &inner[end + length..];
    let closes = !inner[..end].ends_with(char::is_whitespace)
        && !after.starts_with(|char: char| char == sign || char.is_alphanumeric());
    closes.then_some((&inner[..end], after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(markdown: &str, expected: &str) {
        assert_eq!(plain(markdown).trim_end(), expected, "of {markdown}");
    }

    #[test]
    fn signs_around_text_are_left_out() {
        check("## **Le pont** rouvre ##", "Le pont rouvre");
        check("> Il *«rouvre»*, [dit-elle](https://phare.fr/a).", "Il «rouvre», dit-elle.");
        check("Un ![pont](pont.jpg) de _pierre_, ***vieux***.", "Un  de pierre, vieux.");
        check(r"5 \* 3, \a", r"5 * 3, \a");
    }

    #[test]
    fn signs_that_are_no_pair_are_text() {
        for text in
            ["son livre (*) et (*)", "5 * 3 * 2", "a*b*c", "[1] et (2)", "un_nom_long", "#un"]
        {
            check(text, text);
        }
        for sign in ["*a", "[", "[a](", "**a _b ", "!["] {
            let line = sign.repeat(100_000);
            check(line.trim_end(), line.trim_end());
        }
    }

    #[test]
    fn a_heading_before_all_text_is_known() {
        assert_eq!(heading("\n# Le pont \nIl"), Some("Le pont"));
        assert_eq!(heading("Il\n# Le pont"), None);
    }
}
