//! Dates of queries that cannot be read: what is wrong with them, and what to write.
//!
//! It names no option: a date stands in a query or beside it.

use crate::calendar::YEARS;
use crate::date_error::{ClockUnit, DateError, DateProblem};

/// Returns what is wrong with a date.
pub(crate) fn date_sentence(error: &DateError) -> String {
    format!("`{}` is no date: {}", error.value, problem(&error.problem))
}

fn problem(problem: &DateProblem) -> String {
    match problem {
        DateProblem::Unreadable(examples) => {
            format!("its form is unknown; write {}", listed(examples))
        }
        DateProblem::TooLong(examples) => {
            format!("it is too long for one; write {}", listed(examples))
        }
        DateProblem::RangeElsewhere => "a range goes with date:; write date:2019..2020".to_owned(),
        DateProblem::EmptyRange => "neither side of the range has one; write 2019..2020".to_owned(),
        DateProblem::ManySides => "a range has two sides; write 2019..2020".to_owned(),
        DateProblem::Backwards { from, to } => {
            format!("the range ends before it starts; write {to}..{from}")
        }
        DateProblem::LengthElsewhere(length) => {
            format!("a length of time goes with depuis:; write depuis:{length}")
        }
        DateProblem::OutsideYears => {
            format!("years go from {} to {}; write 2020, for example", YEARS.start(), YEARS.end())
        }
        DateProblem::ShortYearAlone => {
            "a year has four figures; write 2020, or depuis:30j for thirty days".to_owned()
        }
        DateProblem::ShortYear(nearest) => format!("its year needs four figures; write {nearest}"),
        DateProblem::NoYear(nearest) => format!("it has no year; write {nearest}"),
        DateProblem::NoSuchMonth { month, nearest } => {
            format!("there is no month {month}; write {nearest}")
        }
        DateProblem::MonthFirst(nearest) => format!("the day comes first; write {nearest}"),
        DateProblem::NoSuchDay { month, nearest } => {
            let (name, days) = (month.strftime("%B %Y"), month.days_in_month());
            format!("{name} has {days} days; write {nearest}")
        }
        DateProblem::OtherWeekday(day) => format!("{day} is a {:?}; write {day}", day.weekday()),
        DateProblem::NoSuchTime { unit, number } => {
            let unit = match unit {
                ClockUnit::Hour => "hour",
                ClockUnit::Minute => "minute",
                ClockUnit::Second => "second",
            };
            format!("there is no {unit} {number}; write 2020-03-15T14:30")
        }
    }
}

/// Returns `a, b or c`.
fn listed(examples: &[&str]) -> String {
    match examples {
        [first @ .., last] if !first.is_empty() => format!("{} or {last}", first.join(", ")),
        _ => examples.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_are_listed() {
        assert_eq!(listed(&["2020", "hier", "30j"]), "2020, hier or 30j");
        assert_eq!(listed(&["2020"]), "2020");
    }
}
