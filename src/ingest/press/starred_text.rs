//! A text of such a corpus: its starred variables as fields or key words, its themes, and what
//! is left as the body. Underscores stand for blanks.

use crate::article::Article;
use crate::ingest::record::field::{Field, FieldNames, RankedField};
use crate::ingest::record::named_fields::NamedFields;
use crate::rejection::Reason;

/// Key words, whatever variable they come from.
const TAGS: RankedField = (Field::Tags, 1);

/// The name that a title has when it stands in a line below.
const TITLE: RankedField = (Field::Title, usize::MAX);

/// A day in figures, year first, which says more than a date by another name.
const DAY: RankedField = (Field::Published, 1);

/// A month so, which says less.
const MONTH: RankedField = (Field::Published, usize::MAX);

/// What these go by.
const DAYS: [(&str, RankedField); 2] = [("amj", DAY), ("am", MONTH)];

/// Returns the article that a text is, its header the first line.
pub(in crate::ingest) fn article(text: &str, names: &FieldNames) -> Result<Article, Reason> {
    let mut lines = text.trim_start_matches('\u{FEFF}').trim_start().lines();
    let mut record = NamedFields::default();
    // What stands before the first star is a number, or nothing.
    for variable in lines.next().unwrap_or_default().split('*').skip(1) {
        let variable = variable.trim();
        let (name, value) = variable.split_once('_').unwrap_or((variable, ""));
        match field(name, names) {
            Some(target) if target.0 == Field::Published => record.add(target, &parted(value)),
            // Some write the whole day: `*jour_2020-06-15`.
            Some((Field::Month, _)) if is_whole(value) => record.add(MONTH, &parted(value)),
            Some((Field::Day, _)) if is_whole(value) => record.add(DAY, &parted(value)),
            Some(target) if !value.is_empty() => record.add(target, &spaced(value)),
            _ => record.add(TAGS, variable),
        }
    }
    let mut body = String::with_capacity(text.len());
    for line in lines.map(str::trim_end) {
        if let Some(theme) = line.strip_prefix("-*") {
            record.add(TAGS, theme.trim());
        } else if let Some(title) = starred(line).filter(|_| body.is_empty()) {
            record.add(TITLE, &spaced(title));
        } else if !(body.is_empty() && line.is_empty()) {
            body.push_str(line);
            body.push('\n');
        }
    }
    if let Some(target) = names.find("body") {
        record.add(target, &body);
    }
    record.into_article()
}

/// Returns the field that a variable fills. Texts are often numbered by variables that
/// are named as one: `*texte_12`.
fn field(name: &str, names: &FieldNames) -> Option<RankedField> {
    let day = DAYS.iter().find(|(day, _)| name.eq_ignore_ascii_case(day));
    let (field, rank) = names.find(name).or(day.map(|(_, target)| *target))?;
    let is_numbered = rank > 0 && matches!(field, Field::Body | Field::Description | Field::Tags);
    (!is_numbered).then_some((field, rank))
}

/// Returns what a line holds that is a variable by itself, as a title is given.
fn starred(line: &str) -> Option<&str> {
    let title = line.strip_prefix('*')?;
    title.starts_with(char::is_alphanumeric).then_some(title).filter(|title| !title.contains('*'))
}

fn spaced(value: &str) -> String {
    value.replace('_', " ")
}

/// Tells whether a value starts with a year, as the part of a date that is no year does not.
fn is_whole(value: &str) -> bool {
    value.get(..4).is_some_and(|year| year.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Returns figures that stand together or with underscores with what parts a date: `20200615`
/// and `2020_06_15` give `2020-06-15`, `202006` gives `2020-06`.
fn parted(value: &str) -> String {
    let are_figures = value.bytes().all(|byte| byte.is_ascii_digit());
    match value.len() {
        8 if are_figures => format!("{}-{}-{}", &value[..4], &value[4..6], &value[6..]),
        6 if are_figures => format!("{}-{}", &value[..4], &value[4..]),
        _ if value.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_') => {
            value.replace('_', "-")
        }
        _ => spaced(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &Article) {
        let found = article(text, &FieldNames::default());
        assert_eq!(found.as_ref(), Ok(expected), "reading {text}");
    }

    #[test]
    fn variables_with_known_names_are_fields_and_others_key_words() {
        let mut article = Article {
            title: "Le pont rouvre".into(),
            body: "Les camions attendent.\nEnfin.".into(),
            source: "Le Phare".into(),
            authors: vec!["Anne Morel".into()],
            section: "Vie locale".into(),
            language: "fr".into(),
            tags: vec!["texte_12".into(), "type_reportage long".into(), "relu".into()],
            ..Article::default()
        };
        article.set_published("2020-06-15".into());
        check(
            "**** *source_Le_Phare *amj_20200615 *titre_Le_pont_rouvre *auteur_Anne_Morel \
             *rubrique_Vie_locale *langue_français *texte_12 *type_reportage long *relu\n\n\
             Les camions attendent.\nEnfin.\n",
            &article,
        );
    }

    #[test]
    fn a_line_with_a_star_may_be_the_title_and_others_are_themes() {
        let article = Article {
            title: "Lecture et télévision".into(),
            body: "Il *rouvre*.\n*Enfin".into(),
            tags: vec!["travaux".into(), "quai".into()],
            ..Article::default()
        };
        let text = "**** \n\n*Lecture_et_télévision\n-*travaux\nIl *rouvre*.\n-*quai\n*Enfin";
        check(text, &article);
    }

    #[test]
    fn the_most_exact_of_several_dates_counts() {
        for (variables, expected) in [
            ("*am_2020_06 *annee_2020 *date_2020 *amj_20200615", "2020-06-15"),
            ("*annee_2020 *am_202006 *date_15_juin_2020", "2020-06-15"),
            ("*am_202006 *annee_2020", "2020-06"),
            ("*date_1969", "1969"),
            ("*annee_2020 *mois_2020_06 *jour_2020-06-15", "2020-06-15"),
            ("*jour_15 *mois_septembre *annee_2020", "2020-09-15"),
        ] {
            let found = article(&format!("**** {variables}\nUn"), &FieldNames::default());
            let published = found.expect("an article").published.map(|date| date.iso);
            assert_eq!(published.as_deref(), Some(expected), "{variables}");
        }
    }
}
