//! Tests of dates: every form that inputs write, and what is no date.
//!
//! Whatever the text, reading it ends without a panic; whatever the form, a moment reads back.

use jiff::Timestamp;
use jiff::civil::Date as Day;
use proptest::prelude::*;

use super::parse::{dated, parse_date};
use crate::calendar::PARIS;
use crate::calendar::YEARS;

/// 15 June 2020, 16:40 in Paris.
const MOMENT: &str = "2020-06-15T16:40:00+02:00";

#[track_caller]
fn check(expected: &str, texts: &[&str]) {
    for text in texts {
        let date = parse_date(text);
        assert_eq!(date.as_ref().map(|date| &*date.iso), Some(expected), "reading {text:?}");
    }
}

#[track_caller]
fn check_none(texts: &[&str]) {
    for text in texts {
        assert_eq!(parse_date(text), None, "reading {text:?}");
    }
}

#[test]
fn seconds_are_counted_in_utc_and_days_start_in_paris() {
    let seconds = |text: &str| parse_date(text).expect("a date").seconds;
    assert_eq!(seconds("2020-07-03"), 1_593_727_200);
    assert_eq!(seconds("2020-07-03T00:59:02+02:00"), 1_593_730_742);
    assert_eq!(seconds("2020-07-02T22:59:02Z"), 1_593_730_742);
    assert_eq!(seconds("1593730742"), 1_593_730_742);
}

#[test]
fn iso_dates_keep_their_precision_and_zone() {
    check("2020-06-15", &["2020-06-15", " 2020-06-15\n", "20200615", "2020/06/15"]);
    check(
        "2020-06-15T16:40:00+00:00",
        &[
            "2020-06-15T16:40Z",
            "2020-06-15T16:40:00.000Z",
            "2020-06-15T16:40:00,5Z",
            "20200615T164000Z",
            "20200615T164000+0000",
            "2020-06-15 16:40:00 UTC",
            "2020-06-15 16:40:00 GMT",
            "2020-06-15t16:40:00z",
            "2020-06-15T16:40:00-00:00",
        ],
    );
    check(
        MOMENT,
        &[
            "2020-06-15T16:40:00+02:00",
            "2020-06-15T16:40+0200",
            "2020-06-15T16:40:00+02",
            "2020-06-15 16:40:00 +0200",
            "20200615T164000+0200",
        ],
    );
    check("2020-06-15T16:40:00-04:00", &["2020-06-15T16:40:00-04:00", "20200615T1640-0400"]);
}

#[test]
fn a_row_of_figures_may_have_blanks() {
    check("2023-10-23T11:49:00+02:00", &["2023 10 23T11:49:00", "2023 10 23 11:49"]);
    check("2023-10-23T11:49:00+00:00", &["2023 10 23T11:49:00Z"]);
    check("2023-10-23", &["2023 10 23", " 2023 10 23 "]);
    check_none(&[
        "2023 10 23 12",
        "2023 13 01",
        "2023 1 2",
        "en 2023 10 23 morts",
        "2023 10 23 morts",
    ]);
}

#[test]
fn hours_without_zone_are_those_of_paris() {
    check(
        MOMENT,
        &[
            "2020-06-15 16:40",
            "2020-06-15T16:40:00",
            "20200615T164000",
            "202006151640",
            "20200615164000",
            "2020-06-15T16:40:00[Europe/Paris]",
        ],
    );
    check("2020-01-15T16:40:00+01:00", &["2020-01-15T16:40"]);
}

#[test]
fn feeds_write_their_own_rfc_2822() {
    check(
        "2022-11-28T17:58:18+00:00",
        &[
            "Mon, 28 Nov 2022 17:58:18 GMT",
            "Mon, 28 Nov 2022 17:58:18 +0000",
            "28 Nov 2022 17:58:18 Z",
            "Mon, 28 Nov 22 17:58:18 UT",
            "Tue, 28 Nov 2022 17:58:18 GMT",
            "Monday, 28-Nov-22 17:58:18 GMT",
            "lun., 28 nov. 2022 17:58:18 +0000",
        ],
    );
    check("2022-11-28T17:58:18-05:00", &["Mon, 28 Nov 2022 17:58:18 EST"]);
    check("2022-11-28T17:58:18+01:00", &["Mon, 28 Nov 2022 17:58:18 CET", "28 Nov 2022 17:58:18"]);
    check("2022-11-08T07:58:00+01:00", &["Tue, 8 Nov 2022 7:58 +0100 (CET)"]);
    check("2022-11-08T07:58:00+02:00", &["Tue, 8 Nov 2022 07:58:00 GMT+2"]);
}

#[test]
fn a_year_may_stand_behind_the_time() {
    check("2022-11-28T17:58:18+01:00", &["Mon Nov 28 17:58:18 2022", "Nov 28 17:58:18 CET 2022"]);
    check(
        "2022-11-28T17:58:18+00:00",
        &["Mon Nov 28 17:58:18 +0000 2022", "Mon Nov 28 17:58:18 UTC 2022"],
    );
    check("2022-11-08T07:58:00+01:00", &["Tue Nov  8 07:58:00 2022"]);
    check_none(&["Nov 31 17:58:18 2022", "Nov 28 25:58:18 2022"]);
}

#[test]
fn a_time_may_stand_before_its_day() {
    check(
        MOMENT,
        &[
            "16:40 15/06/2020",
            "16h40 - 15.06.2020",
            "à 16h40, le lundi 15 juin 2020",
            "Publié à 16 h 40 le 15 juin 2020",
            "4:40 PM, June 15, 2020",
            "16:40, lun. 15 juin 2020, modifié le 16 juin 2020",
        ],
    );
    check("2020-06-15T16:40:00+00:00", &["16:40 GMT, 15 June 2020"]);
    check("2020-06-15T08:00:00+02:00", &["16:40 - 15/06/2020 08:00"]);
    check_none(&["16:40 31/02/2020", "10 mai 20 h 30"]);
}

#[test]
fn six_figures_are_a_date_where_only_the_year_can_stand_first() {
    check("1994-01-01", &["940101"]);
    check_none(&["200615", "010494", "941301", "19940"]);
}

#[test]
fn the_day_comes_before_the_month() {
    check("2020-07-03", &["03/07/2020", "3/7/2020", "03.07.2020", "03-07-2020", "03/07/20"]);
    check(
        MOMENT,
        &[
            "15/06/2020 16:40",
            "15/06/2020 à 16h40",
            "15/06/2020 - 16 h 40",
            "15.06.2020, 16:40",
            "15/06/2020 à 16:40:00",
            "le 15/06/20 à 16H40",
            "15.06.2020 16.40",
            "20200615 16:40",
        ],
    );
    check("2020-06-15T16:40:00+00:00", &["15 juin 2020 à 16h40 TU"]);
}

#[test]
fn bylines_are_read() {
    check(
        "2020-05-10T22:53:00+02:00",
        &[
            "publié le dimanche 10 mai 2020 à 22h53",
            "10 mai 2020, 22:53",
            "PUBLIÉ LE 10 MAI 2020 À 22H53",
            "Par Jeanne Morel, publié le 10/05/2020 à 22h53, mis à jour le 11/05/2020 à 8h",
            "Mis à jour le 11 mai 2020 à 08h00 - Publié le 10 mai 2020 à 22h53",
            "10 mai 2020 à 22:53, modifié le 11 mai 2020",
            "Posté le 10 mai 2020 (22h53)",
            "Mis à jour le 10 mai 2020 à 22 heures 53",
        ],
    );
    check("2019-09-01", &["Le 1er sept. 2019", "1ᵉʳ septembre 2019", "01 SEPT 2019"]);
    check("2019-09-01", &["1 er septembre 2019", "1° sept. 2019", "1. September 2019"]);
    check("2019-01-21", &["Paris, 21 jan 2019 (AFP)", "lundi 21 janv. 2019"]);
    check(
        "2020-02-03",
        &["3 février 2020", "3 fevrier 2020", "3 févr. 2020", "3 fe\u{301}vrier 2020"],
    );
    check("2020-08-03", &["lundi 3 août 2020", "Lundi 3\u{A0}Août 2020"]);
    check("2020-03-10", &["mar. 10 mars 2020", "mar. 10/03/2020"]);
}

#[test]
fn english_dates_are_read() {
    check(
        "2020-06-15",
        &["June 15, 2020", "15 June 2020", "Jun. 15th, 2020", "the 15th of June 2020"],
    );
    check(MOMENT, &["Jun 15, 2020 4:40 PM", "June 15, 2020 at 4:40 p.m.", "15 June 2020 4:40pm"]);
    check("2020-06-15T00:05:00+02:00", &["Jun 15, 2020 12:05 AM"]);
    check(
        "2020-06-15T16:40:00-04:00",
        &["June 15, 2020 at 4:40 p.m. EDT", "15 Jun 2020 4:40PM EDT"],
    );
}

#[test]
fn the_order_of_figures_is_not_sure_before_half_a_day() {
    check_none(&["6/5/2020 4:40 PM", "06/05/2020, 4:40 p.m.", "6/15/2020 4:40 PM"]);
    check("2020-06-15T16:40:00+02:00", &["15/06/2020 4:40 PM"]);
    check("2020-06-06T16:40:00+02:00", &["06/06/2020 4:40 PM", "6-Jun-2020 4:40 PM"]);
    check("2020-06-05T16:40:00+02:00", &["2020-06-05 4:40 PM"]);
}

#[test]
fn the_beginning_of_the_time_of_computers_is_no_date() {
    check_none(&[
        "1970-01-01",
        "1970-01-01T00:00:00Z",
        "01/01/1970 00:00",
        "1969-12-31T19:00-05:00",
    ]);
    check("1970-01-02", &["2 janvier 1970"]);
}

#[test]
fn unix_time_starts_in_1990() {
    check(
        "2020-07-02T22:59:02+00:00",
        &["1593730742", "1593730742123", "1593730742.5", "1593730742123456"],
    );
    check_none(&["0", "1", "12345", "599999999", "99999999999", "-1593730742", "1593730742.1.2"]);
}

#[test]
fn an_hour_of_an_unknown_zone_is_left_out() {
    check("2020-06-15", &["15/06/2020 16:40 IST", "15 juin 2020 à 16h40 heure de Québec"]);
    check("2020-06-15", &["Mon, 15 Jun 2020 16:40:00 ET", "2020-06-15T16:40[America/Montreal]"]);
    check("2020-06-15", &["15 juin 2020 16:40 CET/CEST"]);
    check("2020-06-15T16:40:00+00:00", &["15 Jun 2020 16:40 Etc/UTC"]);
    check(MOMENT, &["15 juin 2020 à 16h40 (heure de Paris)"]);
}

#[test]
fn what_is_no_sure_date_is_none() {
    check_none(&["", "hier", "2020", "2020-06", "juin 2020", "12:30", "à 16h40", "10 mai"]);
    check_none(&["2020-13-01", "31/02/2020", "06/15/2020", "32 mai 2020", "2020-06-15T25:00:00"]);
    check_none(&["1970-01-01T00:00:00Z", "1970-01-01 01:00:00+01:00", "0000-00-00 00:00:00"]);
    check_none(&["20-06-15", "15/06/55", "10 mai 20 h 30", "1.2.3.2020", "2020-06-15-16-40"]);
    check_none(&["10/05/2020 11/05/2020", "publié le 10/05/2020, publié le 11/05/2020"]);
    check_none(&["du 10 au 12 mai 2020", "samedi 9 et dimanche 10 mai 2020", "2020-W25-1"]);
    check_none(&["15/06/1200", "15 juin 9999", &format!("15 juin 2020 {}", "x".repeat(400))]);
}

/// Every form a moment in Paris is written in, with whether it has seconds.
const FORMS: [&str; 12] = [
    "%Y-%m-%dT%H:%M:%S%:z",
    "%Y-%m-%d %H:%M:%S %z",
    "%Y%m%dT%H%M%S%z",
    "%a, %d %b %Y %H:%M:%S %z",
    "%A, %-d %B %Y %-H:%M:%S %z",
    "%d/%m/%Y à %Hh%M",
    "%d.%m.%Y %H:%M",
    "publié le %-d/%-m/%Y à %-H h %M",
    "%B %-d, %Y %-I:%M %p",
    "%-d %b. %Y - %H:%M",
    "%Y-%m-%d %H:%M",
    "%d-%m-%Y %H:%M:%S",
];

proptest! {
    #[test]
    fn reading_never_panics(text in "\\PC{0,60}") {
        let _ = parse_date(&text);
    }

    #[test]
    fn what_looks_like_a_date_never_panics(
        text in "([0-9]{1,8}|[-/.,:+() TZh]|à|mai|juin|publié le|GMT|PM|1er){0,14}",
    ) {
        if let Some(date) = parse_date(&text) {
            let year: i16 = date.iso[..4].parse().expect("a year");
            prop_assert!(YEARS.contains(&year));
        }
    }

    #[test]
    fn every_form_reads_back(seconds in 172_800_i64..4_000_000_000) {
        // A whole minute: some forms have no seconds.
        let moment = Timestamp::from_second(seconds / 60 * 60).expect("a time");
        let zoned = moment.to_zoned(PARIS.clone());
        let is_told_twice = PARIS.to_ambiguous_timestamp(zoned.datetime()).is_ambiguous();
        for form in FORMS {
            if form.contains('z') || !is_told_twice {
                let text = zoned.strftime(form).to_string();
                prop_assert_eq!(parse_date(&text), dated(&zoned), "reading {}", text);
            }
        }
    }

    #[test]
    fn every_day_reads_back(days in -134_000_i32..84_000) {
        let day = Day::constant(1970, 1, 1) + jiff::ToSpan::days(days);
        prop_assume!(days != 0);
        let iso = day.to_string();
        for form in ["%Y-%m-%d", "%Y%m%d", "%d/%m/%Y", "%-d.%-m.%Y", "%-d %B %Y", "%B %-d, %Y"] {
            let text = day.strftime(form).to_string();
            prop_assert_eq!(parse_date(&text).map(|date| date.iso), Some(iso.clone()), "{}", text);
        }
    }
}
