//! What holds for any value: a span or a message with advice that can be followed, at once.
//!
//! Values are any text, and pieces of dates in any order.

use proptest::prelude::*;

use super::*;
use crate::calendar::FRENCH_MONTHS;
use crate::render::said::date_sentence;

#[test]
fn long_values_are_refused_at_once_and_shown_short() {
    for text in ["2", "é", "..", "mars ", "\u{fdfa}", "\u{301}"] {
        let text = text.repeat(100_000 / text.len());
        let started = std::time::Instant::now();
        let message = read(DateBound::In, &text).expect_err("far too long");
        assert!(started.elapsed().as_secs() < 5, "{:?}", started.elapsed());
        assert!(message.contains("…` is no date: it is too long for one; write 2020"), "{message}");
        assert!(message.chars().count() < 200, "{message}");
    }
}

/// Signs and words that dates are made of, in any order.
const PIECES: &str = "[0-9]{1,4}|[-/.:, tTzZ+'’hjmsa]|\\.\\.|…|mars|1er|août|sept\\.|dimanche|le ";

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 2_000,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn no_text_fails_otherwise_than_with_a_message(
        text in prop_oneof!["\\PC{0,60}", ".{0,20}", proptest::collection::vec(PIECES, 0..9)
            .prop_map(|pieces| pieces.concat())],
        now in -377_705_023_201_i64..=253_402_207_200,
    ) {
        let now = Timestamp::from_second(now).expect("in range");
        for zone in [&PARIS, &MONTREAL, &TimeZone::UTC] {
            let clock = Clock { now, zone: zone.clone() };
            for bound in BOUNDS {
                match read_date(bound, &text, &clock) {
                    Ok(DateRange { from: Some(from), to: Some(to) }) => prop_assert!(from < to),
                    Ok(range) => prop_assert!(range.from.is_some() || range.to.is_some()),
                    Err(error) => {
                        let message = date_sentence(&error);
                        let (_, advice) = message.rsplit_once("; write ").expect("advice");
                        let is_date = advice.starts_with("2020, ") || advice.contains(':')
                            || read_date(DateBound::In, advice, &clock).is_ok();
                        prop_assert!(is_date, "{message}");
                    }
                }
            }
        }
    }

    #[test]
    fn each_way_to_write_a_day_is_that_day_and_days_follow_one_another(days in 0_i32..219_145) {
        let first = jiff::civil::date(1600, 1, 1);
        let date = first.checked_add(days.days()).expect("in range");
        let month = FRENCH_MONTHS[usize::from(date.month().unsigned_abs() - 1)];
        let day = read(DateBound::In, &date.to_string()).expect("a day");
        for text in [
            date.strftime("%d/%m/%Y").to_string(),
            date.strftime("%A %d %B %Y").to_string(),
            format!("{} {month} {}", date.day(), date.year()),
            format!("{date}..{date}"),
        ] {
            prop_assert_eq!(read(DateBound::In, &text), Ok(day), "{}", text);
        }
        let next = date.tomorrow().expect("in range").to_string();
        let next = read(DateBound::In, &next).expect("a day");
        prop_assert_eq!(day.to, next.from);
    }
}
