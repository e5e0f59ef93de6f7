//! Dates that are months or years.
//!
//! A span that is shorter than such a date does not find it.

use crate::shared::data::shared;
use crate::support::Limier;

#[test]
#[ignore = "needs ../shared"]
fn a_month_and_a_year_are_found_by_what_holds_all_of_them() {
    let limier = Limier::new();
    limier.index(shared("cases/days.jsonl").to_str().unwrap()).output();
    let found = |query: &str| {
        let mut ids = limier.ids(query);
        ids.sort_unstable();
        ids
    };
    assert_eq!(found("date:2018"), ["month", "year"]);
    assert_eq!(found("date:2018-05"), ["month"]);
    assert_eq!(found("date:2018-05-03"), [""; 0]);
}
