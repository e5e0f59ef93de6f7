//! Dates of queries that cannot be read, in French: what is wrong, and what to write.
//!
//! It says what `date_error.rs` says in English.

use crate::calendar::{FRENCH_MONTHS, YEARS};
use crate::date_error::{ClockUnit, DateError, DateProblem};

/// Returns what is wrong with a date, in French.
pub(super) fn date_sentence_in_french(error: &DateError) -> String {
    format!("`{}` n’est pas une date : {}", error.value, problem(&error.problem))
}

fn problem(problem: &DateProblem) -> String {
    match problem {
        DateProblem::Unreadable(examples) => {
            format!("sa forme est inconnue ; écrivez {}", examples.join(" ou "))
        }
        DateProblem::TooLong(examples) => {
            format!("elle est trop longue ; écrivez {}", examples.join(" ou "))
        }
        DateProblem::RangeElsewhere => {
            "une période va avec date: ; écrivez date:2019..2020".to_owned()
        }
        DateProblem::EmptyRange => {
            "la période n’a de date d’aucun côté ; écrivez 2019..2020".to_owned()
        }
        DateProblem::ManySides => "une période a deux côtés ; écrivez 2019..2020".to_owned(),
        DateProblem::Backwards { from, to } => {
            format!("la période finit avant de commencer ; écrivez {to}..{from}")
        }
        DateProblem::LengthElsewhere(length) => {
            format!("une durée va avec depuis: ; écrivez depuis:{length}")
        }
        DateProblem::OutsideYears => {
            let (first, last) = (YEARS.start(), YEARS.end());
            format!("les années vont de {first} à {last} ; écrivez 2020, par exemple")
        }
        DateProblem::ShortYearAlone => {
            "une année a quatre chiffres ; écrivez 2020, ou depuis:30j pour trente jours".to_owned()
        }
        DateProblem::ShortYear(nearest) => {
            format!("son année veut quatre chiffres ; écrivez {nearest}")
        }
        DateProblem::NoYear(nearest) => format!("elle n’a pas d’année ; écrivez {nearest}"),
        DateProblem::NoSuchMonth { month, nearest } => {
            format!("il n’y a pas de mois {month} ; écrivez {nearest}")
        }
        DateProblem::MonthFirst(nearest) => {
            format!("le jour vient en premier ; écrivez {nearest}")
        }
        DateProblem::NoSuchDay { month, nearest } => {
            let at = usize::from(month.month().unsigned_abs().clamp(1, 12)) - 1;
            let (name, year, days) = (FRENCH_MONTHS[at], month.year(), month.days_in_month());
            format!("{name} {year} a {days} jours ; écrivez {nearest}")
        }
        DateProblem::OtherWeekday(day) => {
            let name = match day.weekday().to_monday_zero_offset() {
                0 => "lundi",
                1 => "mardi",
                2 => "mercredi",
                3 => "jeudi",
                4 => "vendredi",
                5 => "samedi",
                _ => "dimanche",
            };
            format!("le {day} est un {name} ; écrivez {day}")
        }
        DateProblem::NoSuchTime { unit, number } => {
            let unit = match unit {
                ClockUnit::Hour => "d’heure",
                ClockUnit::Minute => "de minute",
                ClockUnit::Second => "de seconde",
            };
            format!("il n’y a pas {unit} {number} ; écrivez 2020-03-15T14:30")
        }
    }
}
