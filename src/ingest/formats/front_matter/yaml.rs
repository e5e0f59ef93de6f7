//! The part of YAML that front matter is written in: names with values on a line, lists,
//! blocks of lines, and names of people in objects. Nothing refers to anything, so that it
//! takes time in proportion to its length, whatever it says.

use super::scalar::texts;

/// Most bytes of front matter.
const MOST_BYTES: usize = 64 << 10;

/// Names that an object in a list is known by.
const NAMES: [&str; 4] = ["name", "nom", "title", "label"];

/// A text in parts.
pub(super) struct Parted<'t> {
    /// What stands between a name and its value: `:`, or `=` in TOML.
    sign: char,
    head: &'t str,
    /// What stands below the front matter.
    pub(super) body: &'t str,
}

/// Returns the front matter at the head of a text and what stands below it; `None` where there
/// is none.
pub(super) fn parted(text: &str) -> Option<Parted<'_>> {
    let text = text.trim_start_matches('\u{FEFF}').trim_start();
    let (first, rest) = text.split_once('\n')?;
    let (sign, ends): (char, &[&str]) = match first.trim_end() {
        "---" => (':', &["---", "..."]),
        "+++" => ('=', &["+++"]),
        _ => return None,
    };
    let mut at = 0;
    for line in rest.split_inclusive('\n') {
        if ends.contains(&line.trim_end()) {
            let (head, body) = (&rest[..at], &rest[at + line.len()..]);
            let has_field = head.lines().any(|line| pair(line, sign).is_some());
            return has_field.then_some(Parted { sign, head, body });
        }
        at += line.len();
        if at > MOST_BYTES {
            return None;
        }
    }
    None
}

impl Parted<'_> {
    /// Returns the names of front matter with their values, in order.
    pub(super) fn fields(&self) -> Vec<(String, Vec<String>)> {
        let lines: Vec<&str> = self.head.lines().map(str::trim_end).collect();
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(line) = lines.get(at) {
            at += 1;
            let Some((name, value)) = pair(line, self.sign) else { continue };
            // A list may stand as far left as its name.
            let is_below = |line: &&&str| {
                line.is_empty() || line.starts_with([' ', '\t']) || line.starts_with("- ")
            };
            let below = lines[at..].iter().take_while(is_below).count();
            let block = &lines[at..at + below];
            at += below;
            found.push((name.to_owned(), values(value, block)));
        }
        found
    }
}

/// Returns the name and the value of a line that starts with a name and a sign.
fn pair(line: &str, sign: char) -> Option<(&str, &str)> {
    let (name, value) = line.split_once(sign)?;
    let is_name = name.starts_with(|char: char| char.is_alphanumeric() || "\"'_".contains(char))
        && !name.contains(['[', '{', '#']);
    let is_apart = sign == '=' || value.is_empty() || value.starts_with([' ', '\t']);
    (is_name && is_apart).then(|| (name.trim_matches(['"', '\'', ' ']), value.trim()))
}

/// Returns the values of a name: what stands behind it and in the lines below.
fn values(value: &str, below: &[&str]) -> Vec<String> {
    let lines = || below.iter().map(|line| line.trim());
    if value.starts_with(['|', '>']) {
        let sign = if value.starts_with('|') { "\n" } else { " " };
        return vec![lines().collect::<Vec<_>>().join(sign).trim().to_owned()];
    }
    let plain = value.split('#').next().unwrap_or_default().trim();
    if !plain.is_empty() {
        // The text or the list goes on below.
        let rest = lines().filter(|line| !line.is_empty());
        return texts(&std::iter::once(value).chain(rest).collect::<Vec<_>>().join(" "));
    }
    let items = lines().filter_map(|line| line.strip_prefix('-'));
    let mut found: Vec<String> = items.flat_map(|item| named(item.trim())).collect();
    if found.is_empty() {
        let names =
            lines().filter_map(|line| pair(line, ':')).filter(|(name, _)| NAMES.contains(name));
        found.extend(names.flat_map(|(_, value)| texts(value)));
    }
    found
}

/// Returns what an element of a list says, that of an object by its name.
fn named(item: &str) -> Vec<String> {
    match pair(item, ':') {
        Some((name, value)) if NAMES.contains(&name) => texts(value),
        Some((name, _)) if name.bytes().all(|byte| byte.is_ascii_lowercase()) => Vec::new(),
        _ => texts(item),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(head: &str, expected: &[(&str, &[&str])]) {
        let found = Parted { sign: ':', head, body: "" }.fields();
        let found: Vec<(&str, Vec<&str>)> = found
            .iter()
            .map(|(name, values)| (name.as_str(), values.iter().map(String::as_str).collect()))
            .collect();
        let expected: Vec<_> =
            expected.iter().map(|(name, values)| (*name, values.to_vec())).collect();
        assert_eq!(found, expected, "of {head}");
    }

    #[test]
    fn values_stand_behind_names_or_below_them() {
        check(
            "title: Le pont\ndate: \nlang: fr",
            &[("title", &["Le pont"]), ("date", &[]), ("lang", &["fr"])],
        );
        check(
            "tags:\n- ponts\n- crue\ntitle: T",
            &[("tags", &["ponts", "crue"]), ("title", &["T"])],
        );
        check("tags: [ponts,\n  crue]\n", &[("tags", &["ponts", "crue"])]);
        check("title: Le pont\n  rouvre", &[("title", &["Le pont rouvre"])]);
    }

    #[test]
    fn blocks_of_lines_are_one_text() {
        check(
            "a: |\n  Un\n\n  Deux\nb: >-\n  Un\n  deux\n",
            &[("a", &["Un\n\nDeux"]), ("b", &["Un deux"])],
        );
    }

    #[test]
    fn people_in_objects_go_by_their_names() {
        check("author:\n  name: Anne Morel\n  email: a@b.fr\n", &[("author", &["Anne Morel"])]);
        check(
            "author:\n  - name: Anne Morel\n    email: a\n  - email: b\n  - Jean: Petit",
            &[("author", &["Anne Morel", "Jean: Petit"])],
        );
    }

    #[test]
    fn what_is_no_name_is_passed_over() {
        check("# note: un\nhttps://phare.fr\n\n{a: b}\nun texte", &[]);
        let whole = |text: &str| parted(text).map(|it| (it.head.to_owned(), it.body.to_owned()));
        assert_eq!(whole("---\na: b\n---\ntexte"), Some(("a: b\n".into(), "texte".into())));
        assert_eq!(whole("+++\na = 1\n+++\ntexte"), Some(("a = 1\n".into(), "texte".into())));
        assert_eq!(whole("---\na: b\n...\n"), Some(("a: b\n".into(), String::new())));
        assert_eq!(whole("+++\na: b\n+++\n"), None);
        assert_eq!(whole(&format!("---\na: b\n{}---\n", "b: c\n".repeat(20_000))), None);
    }
}
