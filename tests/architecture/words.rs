//! Which options of the command line a file names in its texts: outside of `cli` and `render`
//! there is none, since a library, a page or another language has no such option.
//!
//! Comments and tests are left out. It knows nothing of what the options are.

/// Returns the texts of a file that name an option, such as `--format`.
pub(crate) fn naming_options(text: &str) -> Vec<&str> {
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or(text);
    let lines = code.lines().map(str::trim_start).filter(|line| !line.starts_with("//"));
    lines.filter(|line| line.split('"').skip(1).step_by(2).any(names_an_option)).collect()
}

/// Tells whether a text has two hyphens in front of a word, and not behind one.
fn names_an_option(text: &str) -> bool {
    let letter = |char: Option<char>| char.is_some_and(|char| char.is_ascii_lowercase());
    text.match_indices("--").any(|(at, sign)| {
        let behind = text[at + sign.len()..].chars().next();
        let before = text[..at].chars().next_back();
        letter(behind) && before.is_none_or(|before| before == ' ' || before == '`')
    })
}

#[test]
fn an_option_is_known_in_a_text_and_nowhere_else() {
    let found = |line: &str| naming_options(line).len();
    assert_eq!(found(r#"let said = "leave --strict out";"#), 1);
    assert_eq!(found(r#"    "`--wait` waits","#), 1);
    assert_eq!(found(r#"/// `--strict` stops: "leave --strict out""#), 0);
    assert_eq!(found(r#"let rule = "<!--comment-->";"#), 0);
    assert_eq!(found(r#"let at = count --strict + "a";"#), 0);
    assert_eq!(found("let a = 1;\n#[cfg(test)]\nmod tests {\n    \"leave --strict out\"\n}"), 0);
}
