//! What the reading of dates promises: spans, bounds, zones and messages.
//!
//! Nothing here depends on the clock; what holds for any text is in `properties`.

mod properties;

use jiff::Timestamp;
use jiff::tz::{self, TimeZone};

use super::*;
use crate::calendar::PARIS;
use crate::render::said::date_sentence;

static MONTREAL: TimeZone = tz::get!("America/Montreal");
static APIA: TimeZone = tz::get!("Pacific/Apia");
static SAO_PAULO: TimeZone = tz::get!("America/Sao_Paulo");

/// A Sunday: 10:00 in Paris.
const NOW: &str = "2020-05-10T08:00:00Z";

const BOUNDS: [DateBound; 4] =
    [DateBound::In, DateBound::Since, DateBound::Before, DateBound::After];

fn at(text: &str) -> i64 {
    text.parse::<Timestamp>().expect("a time").as_second()
}

fn read_at(now: &str, zone: &TimeZone, bound: DateBound, value: &str) -> Result<DateRange, String> {
    let now = now.parse().expect("a time");
    let clock = Clock { now, zone: zone.clone() };
    read_date(bound, value, &clock).map_err(|error| date_sentence(&error))
}

fn read(bound: DateBound, value: &str) -> Result<DateRange, String> {
    read_at(NOW, &PARIS, bound, value)
}

/// What is read when a range goes from one time to another, of which one may be empty.
#[expect(clippy::unnecessary_wraps, reason = "compared with what is read")]
fn range(from: &str, to: &str) -> Result<DateRange, String> {
    let side = |text: &str| (!text.is_empty()).then(|| at(text));
    Ok(DateRange { from: side(from), to: side(to) })
}

/// `date:` with each of the values is from one day to another in Paris.
#[track_caller]
fn check(values: &[&str], from: &str, to: &str) {
    let start = |day: &str| {
        let day: Date = day.parse().expect("a day");
        Some(day.to_zoned(PARIS.clone()).expect("in range").timestamp().as_second())
    };
    let range = DateRange { from: start(from), to: start(to) };
    for value in values {
        assert_eq!(read(DateBound::In, value), Ok(range), "{value}");
    }
}

#[track_caller]
fn refused(bound: DateBound, value: &str, problem: &str) {
    assert_eq!(read(bound, value), Err(format!("`{value}` is no date: {problem}")));
}

#[test]
fn years_months_and_days_are_read_in_numbers() {
    check(&["2020", " 2020 ", "２０２０"], "2020-01-01", "2021-01-01");
    check(&["2020-03", "2020-3", "03/2020", "3/2020", "2020/03"], "2020-03-01", "2020-04-01");
    let days = ["2020-03-05", "05/03/2020", "5/3/2020", "05.03.2020", "05-03-2020", "20200305"];
    check(&days, "2020-03-05", "2020-03-06");
    check(&["2020\u{2011}03\u{2011}05", "2020/03/05"], "2020-03-05", "2020-03-06");
    check(&["2020-12", "12/2020"], "2020-12-01", "2021-01-01");
    check(&["29/02/2020"], "2020-02-29", "2020-03-01");
    check(&["1600"], "1600-01-01", "1601-01-01");
    check(&["2200-12-31"], "2200-12-31", "2201-01-01");
}

#[test]
fn months_are_read_by_name() {
    let names = [
        "janvier janv. janv jan January",
        "février fevrier FÉVRIER févr. fév. fe\u{301}vrier Feb.",
        "mars Mars mar. March",
        "avril avr. April",
        "mai May",
        "juin June",
        "juillet juil. juill. July",
        "août aout AOÛT August aug.",
        "septembre sept. sept sep. September",
        "octobre oct. October",
        "novembre nov. November",
        "décembre decembre déc. dec. December",
    ];
    for (month, names) in (1..).zip(names) {
        let first = jiff::civil::date(2019, month, 1);
        let after = first.checked_add(1.month()).expect("in range");
        let (first, second, after) =
            (first.to_string(), format!("2019-{month:02}-02"), after.to_string());
        for name in names.split(' ') {
            check(&[&format!("{name} 2019"), &format!("2019 {name}")], &first, &after);
            check(&[&format!("1er {name} 2019"), &format!("{name} 1st, 2019")], &first, &second);
        }
    }
}

#[test]
fn days_are_read_as_people_write_them() {
    let days = ["10 mai 2020", "dimanche 10 mai 2020", "Dim. 10 mai 2020", "le 10 mai 2020"];
    check(&days, "2020-05-10", "2020-05-11");
    check(&["May 10, 2020", "Sunday, 10 May 2020", "10-mai-2020"], "2020-05-10", "2020-05-11");
    check(&["1er sept. 2019", "1ᵉʳ\u{a0}sept.\u{202f}2019"], "2019-09-01", "2019-09-02");
    check(&["mar. 10 mars 2020", "mar 10 2020"], "2020-03-10", "2020-03-11");
    check(&["dimanche mai 2020", "en mai 2020", "mai-2020"], "2020-05-01", "2020-06-01");
}

#[test]
fn weeks_are_read_as_tables_have_them() {
    check(&["2020-W20", "2020-w20"], "2020-05-11", "2020-05-18");
    check(&["2020-W53"], "2020-12-28", "2021-01-04");
    check(&["2020-W01"], "2019-12-30", "2020-01-06");
}

#[test]
fn words_count_from_today_in_the_zone() {
    check(&["aujourd'hui", "Aujourd’hui", "aujourdhui", "today"], "2020-05-10", "2020-05-11");
    check(&["hier", "yesterday"], "2020-05-09", "2020-05-10");
    check(&["avant-hier", "avant hier"], "2020-05-08", "2020-05-09");
    check(&["cette semaine", "this week"], "2020-05-04", "2020-05-11");
    check(&["ce mois", "ce mois-ci"], "2020-05-01", "2020-06-01");
    check(&["cette année", "cette annee"], "2020-01-01", "2021-01-01");
    // Half past midnight in Paris is the day before in Montréal.
    let today = |zone| read_at("2020-05-09T22:30:00Z", zone, DateBound::In, "aujourd'hui");
    assert_eq!(today(&PARIS), range("2020-05-10T00:00+02:00", "2020-05-11T00:00+02:00"));
    assert_eq!(today(&MONTREAL), range("2020-05-09T00:00-04:00", "2020-05-10T00:00-04:00"));
    let week = read_at("2020-05-10T22:00:00Z", &PARIS, DateBound::In, "cette semaine");
    assert_eq!(week, range("2020-05-11T00:00+02:00", "2020-05-18T00:00+02:00"));
}

#[test]
fn ranges_count_their_end_whole() {
    check(&["2020-03-01..2020-03-15", "1er mars 2020 .. 15 mars 2020"], "2020-03-01", "2020-03-16");
    check(&["2019..2020-03", "2019...03/2020", "2019…mars 2020"], "2019-01-01", "2020-04-01");
    check(&["sept. 2019..déc. 2019"], "2019-09-01", "2020-01-01");
    check(&["2020-03-15..2020-03", "2020-03-15..mars 2020"], "2020-03-15", "2020-04-01");
    check(&["avant-hier..hier"], "2020-05-08", "2020-05-10");
    assert_eq!(read(DateBound::In, "..2019"), range("", "2020-01-01T00:00+01:00"));
    assert_eq!(read(DateBound::In, "2020.."), range("2020-01-01T00:00+01:00", ""));
    let backwards = "the range ends before it starts; write 2019..2020";
    refused(DateBound::In, "2020..2019", backwards);
    let next = "the range ends before it starts; write 2020-03-01..2020-03-02";
    refused(DateBound::In, "2020-03-02..2020-03-01", next);
    refused(DateBound::In, "..", "neither side of the range has one; write 2019..2020");
    refused(DateBound::In, "2018..2019..2020", "a range has two sides; write 2019..2020");
    let elsewhere = "a range goes with date:; write date:2019..2020";
    for bound in &BOUNDS[1..] {
        refused(*bound, "2019..2020", elsewhere);
    }
}

#[test]
fn bounds_are_the_ends_of_the_date() {
    let (start, end) = ("2020-03-01T00:00+01:00", "2020-04-01T00:00+02:00");
    for value in ["2020-03", "mars 2020", "03/2020"] {
        assert_eq!(read(DateBound::In, value), range(start, end));
        assert_eq!(read(DateBound::Since, value), range(start, ""));
        assert_eq!(read(DateBound::Before, value), range("", start));
        assert_eq!(read(DateBound::After, value), range(end, ""));
    }
}

#[test]
fn lengths_go_back_to_the_start_of_a_day() {
    for (values, from) in [
        ("0j", "2020-05-10T00:00+02:00"),
        ("30j 30d 30_jours 30jours 30_days", "2020-04-10T00:00+02:00"),
        ("2s 2w 2_semaines 2_weeks", "2020-04-26T00:00+02:00"),
        ("6m 6_mois 6_months", "2019-11-10T00:00+01:00"),
        ("1a 1y 1_an 1an 1_année 1_year 12m", "2019-05-10T00:00+02:00"),
        ("400_ans", "1620-05-10T00:00+00:09:21"),
    ] {
        for value in values.split(' ') {
            let value = value.replace('_', " ");
            assert_eq!(read(DateBound::Since, &value), range(from, ""), "{value}");
        }
    }
    // The last day of a shorter month; the day before the clocks change.
    let read = |now, value| read_at(now, &PARIS, DateBound::Since, value);
    assert_eq!(read("2020-08-31T12:00:00Z", "6m"), range("2020-02-29T00:00+01:00", ""));
    assert_eq!(read("2020-02-29T12:00:00Z", "1a"), range("2019-02-28T00:00+01:00", ""));
    assert_eq!(read("2020-03-29T22:00:00Z", "1j"), range("2020-03-29T00:00+01:00", ""));
    let added = |value: &str| read_at("2020-08-31T12:34:56Z", &PARIS, DateBound::Added, value);
    for value in ["3h", "3 heures", "3 Hours"] {
        assert_eq!(added(value), range("2020-08-31T11:34:56+02:00", ""), "{value}");
    }
    assert!(added("9999999999999999999h").is_err());
    assert!(read("2020-08-31T12:34:56Z", "3h").is_err(), "a day of publication has no hours");
    refused(DateBound::In, "30j", "a length of time goes with depuis:; write depuis:30j");
    refused(DateBound::Before, "2 ans", "a length of time goes with depuis:; write depuis:2ans");
    for value in ["500a", "99999999j", "9999999999999999999999999m"] {
        refused(DateBound::Since, value, "years go from 1600 to 2200; write 2020, for example");
    }
}

#[test]
fn days_are_as_long_as_the_zone_has_them() {
    let hours = |zone: &TimeZone, day| {
        let range = read_at(NOW, zone, DateBound::In, day).expect("a day");
        (range.to.unwrap_or(0) - range.from.unwrap_or(0)) / 3600
    };
    assert_eq!(hours(&PARIS, "2020-03-29"), 23);
    assert_eq!(hours(&PARIS, "2020-10-25"), 25);
    assert_eq!(hours(&MONTREAL, "2020-03-08"), 23);
    assert_eq!(hours(&TimeZone::UTC, "2020-03-29"), 24);
    // No midnight there: the day starts at one.
    assert_eq!(hours(&SAO_PAULO, "2018-11-04"), 23);
    // A day that never was holds nothing.
    assert_eq!(hours(&APIA, "2011-12-30"), 0);
    assert_eq!(hours(&APIA, "2011-12-30..2011-12-30"), 0);
    let day = |zone| read_at(NOW, zone, DateBound::In, "2020-10-25");
    assert_eq!(day(&PARIS), range("2020-10-25T00:00+02:00", "2020-10-26T00:00+01:00"));
    assert_eq!(day(&MONTREAL), range("2020-10-25T00:00-04:00", "2020-10-26T00:00-04:00"));
    assert_eq!(day(&TimeZone::UTC), range("2020-10-25T00:00Z", "2020-10-26T00:00Z"));
}

#[test]
fn hours_are_those_of_the_zone_unless_they_say_theirs() {
    for (values, from, to) in [
        (&["2020-03-15T14:30", "2020-03-15 14:30", "15/03/2020 14:30"][..], "14:30:00", "14:31:00"),
        (&["2020-03-15T14:30:05", "2020-03-15T14:30:05+01:00"], "14:30:05", "14:30:06"),
        (&["2020-03-15T14", "2020-03-15T13Z", "2020-03-15T08-0500"], "14:00:00", "15:00:00"),
        (&["2020-03-15T23:59"], "23:59:00", "24:00:00"),
    ] {
        let time = |clock: &str| match clock {
            "24:00:00" => "2020-03-16T00:00+01:00".to_owned(),
            _ => format!("2020-03-15T{clock}+01:00"),
        };
        for value in values {
            assert_eq!(read(DateBound::In, value), range(&time(from), &time(to)), "{value}");
        }
    }
    // Skipped by the clocks: an hour later. Twice on the clocks: from first to last.
    let skipped = range("2020-03-29T03:30+02:00", "2020-03-29T03:31+02:00");
    assert_eq!(read(DateBound::In, "2020-03-29T02:30"), skipped);
    let twice = range("2020-10-25T02:30+02:00", "2020-10-25T02:31+01:00");
    assert_eq!(read(DateBound::In, "2020-10-25T02:30"), twice);
    let midnight = range("2020-03-14T14:00Z", "2020-03-15T00:00+01:00");
    assert_eq!(read(DateBound::In, "2020-03-14T15:00..2020-03-14"), midnight);
}

#[test]
fn what_is_no_date_is_refused_with_what_to_write() {
    for (value, problem) in [
        ("2020-13", "there is no month 13; write 2020-12"),
        ("2020-00", "there is no month 0; write 2020-01"),
        ("2020-13..2021", "there is no month 13; write 2020-12"),
        ("15/13/2020", "there is no month 13; write 2020-12-15"),
        ("03/15/2020", "the day comes first; write 2020-03-15"),
        ("32/03/2020", "March 2020 has 31 days; write 2020-03-31"),
        ("32 août 2020", "August 2020 has 31 days; write 2020-08-31"),
        ("2020-03-00", "March 2020 has 31 days; write 2020-03-01"),
        ("2019-02-29", "February 2019 has 28 days; write 2019-02-28"),
        ("29 février 2100", "February 2100 has 28 days; write 2100-02-28"),
        ("15/3/20", "its year needs four figures; write 2020-03-15"),
        ("15/03", "its year needs four figures; write 15/03/2020"),
        ("15 mars 20", "its year needs four figures; write 2020-03-15"),
        ("14/07/16", "its year needs four figures; write 2016-07-14"),
        ("14.07.98", "its year needs four figures; write 1998-07-14"),
        ("1-2-20", "its year needs four figures; write 2020-02-01"),
        ("31/02/19", "its year needs four figures; write 2019-02-28"),
        ("14 juillet 16", "its year needs four figures; write 2016-07-14"),
        ("1er sept. 44", "its year needs four figures; write 1944-09-01"),
        ("15 mars", "it has no year; write 2020-03-15"),
        ("1er septembre", "it has no year; write 2020-09-01"),
        ("mars", "it has no year; write 2020-03"),
        ("20", "a year has four figures; write 2020, or depuis:30j for thirty days"),
        ("lundi 10 mai 2020", "2020-05-10 is a Sunday; write 2020-05-10"),
        ("2020-03-15T25:00", "there is no hour 25; write 2020-03-15T14:30"),
        ("2020-03-15T14:60", "there is no minute 60; write 2020-03-15T14:30"),
        ("1599", "years go from 1600 to 2200; write 2020, for example"),
        ("01/01/2201", "years go from 1600 to 2200; write 2020, for example"),
    ] {
        refused(DateBound::In, value, problem);
    }
}

#[test]
fn what_looks_like_no_date_is_refused_with_examples() {
    let form = "its form is unknown; write 2020, 2020-03, 2020-03-15, \"15 mars 2020\"";
    for value in [
        "",
        "demain",
        "20200",
        "2020-003",
        "2020-03-15-01",
        "2e mars 2020",
        "mars mai 2020",
        "15 16 mars 2020",
        "2020-03-15T",
        "2020-03T14:30",
        "2020-03-15T1:2:3:4",
        "2020-03-15T14:30+1",
        "2020-03-15T14:30+25:00",
        "2020-03-15T14:30[Europe/Paris]",
        "2020..demain",
        "...2020-",
        "30x",
        "-2020",
        "12:30",
        "٢٠٢٠",
    ] {
        refused(DateBound::In, value, &format!("{form}, hier or 2019..2020"));
    }
    refused(DateBound::Since, "30x", &format!("{form}, hier, 30j, 2s, 6m or 1a"));
    refused(DateBound::After, "x", &format!("{form} or hier"));
}
