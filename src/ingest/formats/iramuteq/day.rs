//! The day of a text, from variables that name its parts.

/// What the variables of a text say of its day, as they write it.
#[derive(Debug, Default)]
pub(super) struct Day {
    day: Option<String>,
    written: Option<String>,
    month: Option<String>,
    /// Year, month and day in variables of their own.
    parts: [Option<String>; 3],
}

impl Day {
    /// Takes a variable that is a part of a day; `false` when it is none.
    pub(super) fn take(&mut self, name: &str, value: &str) -> bool {
        let slot = match name.to_lowercase().as_str() {
            "amj" | "aammjj" | "aaaammjj" => &mut self.day,
            "am" | "aamm" | "aaaamm" => &mut self.month,
            "annee" | "année" | "an" | "year" => &mut self.parts[0],
            "mois" | "month" => &mut self.parts[1],
            "jour" | "day" => &mut self.parts[2],
            _ => return false,
        };
        slot.get_or_insert_with(|| parted(value));
        true
    }

    /// Takes a date that a variable gives as a whole.
    pub(super) fn take_written(&mut self, value: &str) {
        self.written.get_or_insert_with(|| parted(value));
    }

    /// Returns the date, the most exact first.
    pub(super) fn text(self) -> Option<String> {
        let [year, month, day] = self.parts;
        let of_parts = || {
            let mut parts = vec![year?];
            parts.extend(month);
            if parts.len() == 2 {
                parts.extend(day);
            }
            // `2020-6-5`, or `5 juin 2020` from the last part to the first.
            let are_figures = parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
            parts.reverse();
            Some(if are_figures { iso(&parts) } else { parts.join(" ") })
        };
        self.day.or(self.written).or(self.month).or_else(of_parts)
    }
}

/// Returns a day of figures, given from its last part to its first.
fn iso(parts: &[String]) -> String {
    let parts: Vec<_> = parts.iter().rev().map(|part| format!("{part:0>2}")).collect();
    parts.join("-")
}

/// Returns figures that stand together or with underscores with what parts a date: `20200615`
/// and `2020_06_15` give `2020-06-15`, `202006` gives `2020-06`.
fn parted(value: &str) -> String {
    let figures = value.bytes().all(|byte| byte.is_ascii_digit());
    match value.len() {
        8 if figures => format!("{}-{}-{}", &value[..4], &value[4..6], &value[6..]),
        6 if figures => format!("{}-{}", &value[..4], &value[4..]),
        _ if value.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_') => {
            value.replace('_', "-")
        }
        _ => value.replace('_', " "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(variables: &[(&str, &str)], expected: Option<&str>) {
        let mut day = Day::default();
        for (name, value) in variables {
            match *name {
                "date" => day.take_written(value),
                name => assert!(day.take(name, value), "{name}"),
            }
        }
        assert_eq!(day.text().as_deref(), expected, "of {variables:?}");
    }

    #[test]
    fn the_most_exact_variable_counts() {
        check(&[("annee", "2020"), ("am", "2020_06"), ("amj", "2020_06_15")], Some("2020-06-15"));
        check(&[("annee", "2020"), ("date", "15_juin_2020")], Some("15 juin 2020"));
        check(&[("am", "202006"), ("annee", "2020")], Some("2020-06"));
        check(&[("date", "1969")], Some("1969"));
        check(&[("date", "2020-06-15")], Some("2020-06-15"));
    }

    #[test]
    fn parts_are_put_together() {
        check(&[("jour", "5"), ("mois", "6"), ("annee", "2020")], Some("2020-06-05"));
        check(&[("jour", "5"), ("mois", "juin"), ("annee", "2020")], Some("5 juin 2020"));
        check(&[("mois", "06"), ("annee", "2020")], Some("2020-06"));
        check(&[("jour", "lundi"), ("annee", "2020")], Some("2020"));
        check(&[("mois", "06")], None);
    }

    #[test]
    fn other_variables_are_none() {
        assert!(!Day::default().take("source", "2020"));
    }
}
