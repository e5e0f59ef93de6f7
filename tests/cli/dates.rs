//! Dates of articles: months and years alone, and what finds, sorts and shows them.
//!
//! The ids are the dates, so that an answer reads as a list of them.

use serde_json::json;

use crate::rebuild::of_format_4;
use crate::support::Limier;

/// Returns articles with dates of every precision, of which the ids are the dates.
fn archive() -> Limier {
    let dates = ["1904", "octobre 1904", "1904-10-03", "1905-01", "1905-01-01T12:00:00+00:00"];
    let records = dates.map(|date| json!({"id": date, "title": "Le pont", "date": date}));
    Limier::with_records(records.into_iter().chain([json!({"id": "none", "title": "Le pont"})]))
}

#[track_caller]
fn check(limier: &Limier, query: &str, expected: &[&str]) {
    let output = limier.search(query).args(["--sort", "date", "--format", "tsv"]).output();
    let rows = output.stdout.lines().skip(1);
    let ids: Vec<_> = rows.filter_map(|line| line.split('\t').nth(2)).collect();
    assert_eq!(ids, expected, "{query}");
}

#[test]
fn a_month_or_a_year_is_found_by_what_holds_all_of_it() {
    let limier = archive();
    check(&limier, "date:1904", &["1904", "octobre 1904", "1904-10-03"]);
    check(&limier, "date:1904-10", &["octobre 1904", "1904-10-03"]);
    check(&limier, "date:1904-10-03", &["1904-10-03"]);
    check(&limier, "date:1904-01..1904-10", &["octobre 1904", "1904-10-03"]);
    check(
        &limier,
        "date:1904-02..1905",
        &["octobre 1904", "1904-10-03", "1905-01", "1905-01-01T12:00:00+00:00"],
    );
    check(
        &limier,
        "since:1904-06",
        &["octobre 1904", "1904-10-03", "1905-01", "1905-01-01T12:00:00+00:00"],
    );
    check(&limier, "since:1904-10-02", &["1904-10-03", "1905-01", "1905-01-01T12:00:00+00:00"]);
    check(&limier, "before:1904-10-15", &["1904-10-03"]);
    check(&limier, "before:1905", &["1904", "octobre 1904", "1904-10-03"]);
    check(&limier, "after:1904", &["1905-01", "1905-01-01T12:00:00+00:00"]);
    check(&limier, "pont SAUF date:1904", &["1905-01", "1905-01-01T12:00:00+00:00", "none"]);
}

#[test]
fn options_of_dates_hold_them_likewise() {
    let limier = archive();
    let found = |args: &[&str]| limier.search("pont").args(args).args(["--format", "tsv"]).text();
    assert_eq!(found(&["--from", "1904", "--to", "1904"]).lines().count(), 1 + 3);
    assert_eq!(found(&["--from", "1904-02", "--to", "1904"]).lines().count(), 1 + 2);
    assert_eq!(found(&["--to", "1904-11"]).lines().count(), 1 + 2);
}

#[test]
fn options_of_dates_the_wrong_way_round_are_told() {
    let limier = archive();
    let wrong =
        "error: `1905-02..1904` is no date: the range ends before it starts; write 1904..1905-02\n";
    for command in ["search", "count", "kwic", "export"] {
        let call = limier.call(command).args(["pont", "--from", "1905-02", "--to", "1904"]);
        call.code(2).stderr(wrong).run();
    }
}

#[test]
fn a_date_without_hour_is_the_same_in_every_zone() {
    let limier = archive();
    for zone in ["America/Montreal", "Europe/Paris", "Pacific/Auckland"] {
        let found = limier.search("date:1904").args(["--tz", zone, "--format", "tsv"]).text();
        assert_eq!(found.lines().count(), 1 + 3, "{zone}: {found}");
        let found = limier.search("date:1904-10-03").args(["--tz", zone]).text();
        assert!(found.contains("1904-10-03"), "{zone}: {found}");
    }
}

#[test]
fn dates_are_shown_and_exported_as_they_were_given() {
    let limier = archive();
    let text = limier.search("date:1904-10").args(["--no-snippet"]).text();
    assert!(text.contains("1904-10\n") && text.contains("1904-10-03\n"), "{text}");
    assert_eq!(limier.article("octobre 1904")["published"], "1904-10");
    assert_eq!(limier.article("1904")["published"], "1904");
    let info = limier.info().args(["--format", "json"]).json();
    assert_eq!((&info["years"]["1904"], &info["years"]["1905"]), (&json!(3), &json!(2)));
    assert_eq!(info["undated"], 1);
    let export = limier.exported();
    assert!(export.contains(r#""published":"1904-10","#), "{export}");
    let again = Limier::new().file("export.jsonl", &export).indexed();
    let sorted = |export: &str| {
        let mut lines: Vec<_> = export.lines().map(str::to_owned).collect();
        lines.sort_unstable();
        lines
    };
    assert_eq!(sorted(&again.exported()), sorted(&export));
    check(&again, "date:1904-10", &["octobre 1904", "1904-10-03"]);
}

#[test]
fn they_come_where_they_start_in_the_order_of_dates() {
    let limier = archive();
    let ids = ["1904", "octobre 1904", "1904-10-03", "1905-01", "1905-01-01T12:00:00+00:00"];
    check(&limier, "pont date:1600..2200", &ids);
    let recent = limier.search("pont date:1904").args(["--recency", "100000", "--explain"]);
    assert!(recent.text().contains("1904-10-03"));
}

#[test]
fn columns_of_a_table_are_a_date() {
    let table = "titre;année;mois;jour\nUn;1944;8;25\nDeux;1944;août;\nTrois;1944;;\n";
    let limier = Limier::new().file("a.csv", table).indexed();
    let published = |line: u32| limier.article(&format!("a.csv#{line}"))["published"].clone();
    assert_eq!([2, 3, 4].map(published), ["1944-08-25", "1944-08", "1944"]);
}

#[test]
fn an_index_that_knew_days_only_knows_months_when_it_is_made_anew() {
    let limier = of_format_4();
    let days = |limier: &Limier| {
        let found = limier.search("date:2000..2100").args(["--format", "tsv"]).output().stdout;
        let zone = ["--tz", "America/Montreal", "--format", "tsv"];
        let days: Vec<String> =
            found.lines().filter_map(|line| line.split('\t').nth(3)).map(str::to_owned).collect();
        let is_there =
            |day: &String| limier.search(&format!("date:{day}")).args(zone).output().code == 0;
        days.into_iter()
            .filter(|day| day.len() == 10)
            .map(|day| (is_there(&day), day))
            .collect::<Vec<_>>()
    };
    assert!(days(&limier).iter().any(|(is_there, _)| !is_there));
    let more = limier.file("more.jsonl", r#"{"id": "an", "title": "Le pont", "date": "2018"}"#);
    more.index("more.jsonl").output();
    let days = days(&more);
    assert!(!days.is_empty() && days.iter().all(|(is_there, _)| *is_there), "{days:?}");
    check(&more, "date:2018", &["an"]);
    check(&more, "date:2018-01", &[]);
}

#[test]
fn the_name_of_a_file_or_its_folders_are_a_date_where_no_other_is_given() {
    const TEXT: &str = "Paris est libre\n\nLa foule est dans les rues.";
    let limier = Limier::new()
        .file("presse/lemonde_1944-08-25.txt", TEXT)
        .file("presse/1944/08/26/p1.txt", TEXT)
        .file("presse/19440827.txt", TEXT)
        .file("presse/export_2024-01-05.txt", TEXT)
        .file("presse/vieux_1944-08-28.jsonl", "{\"id\": \"a\", \"title\": \"Un\"}\n{\"id\": \"b\", \"title\": \"Deux\", \"date\": \"1950\"}\n{\"id\": \"c\", \"title\": \"Trois\", \"date\": \"hier\"}\n")
        .file("presse/articles_2024-01-05.jsonl", "{\"id\": \"d\", \"title\": \"Quatre\"}\n");
    let folder = limier.path("presse");
    for path in ["presse", folder.to_str().unwrap()] {
        limier.index(path).arg("--force").output();
        let export = limier.call("export").json_lines();
        let mut dates: Vec<_> = export
            .iter()
            .map(|article| {
                let id = article["id"].as_str().unwrap().rsplit('/').next().unwrap();
                format!("{id} {}", article["published"].as_str().unwrap_or("-"))
            })
            .collect();
        dates.sort_unstable();
        dates.dedup();
        assert_eq!(
            dates,
            [
                "19440827.txt 1944-08-27",
                "a 1944-08-28",
                "b 1950",
                "c -",
                "d -",
                "export_2024-01-05.txt -",
                "lemonde_1944-08-25.txt 1944-08-25",
                "p1.txt 1944-08-26",
            ]
        );
    }
}

#[test]
fn a_day_is_that_of_the_zone_for_what_has_an_hour_and_its_own_for_what_has_none() {
    let article = |(id, date): (&str, &str)| json!({"id": id, "title": "Le pont", "date": date});
    let dates = [
        ("day", "2023-11-19"),
        ("eve", "2023-11-18T23:30:00Z"),
        ("late", "2023-11-19T23:30:00Z"),
        ("next", "2023-11-20T03:30:00Z"),
    ];
    let limier = Limier::with_records(dates.map(article));
    for (zone, day, expected) in [
        ("Europe/Paris", "2023-11-19", &["day", "eve"][..]),
        ("UTC", "2023-11-19", &["day", "late"]),
        ("America/Montreal", "2023-11-19", &["day", "late", "next"]),
        ("Pacific/Auckland", "2023-11-19", &["day", "eve"]),
        ("Pacific/Auckland", "2023-11-20", &["late", "next"]),
        ("America/Montreal", "2023-11-18", &["eve"]),
    ] {
        let query = format!("date:{day}");
        let found = limier.search(&query).args(["--tz", zone, "--format", "tsv"]).text();
        let rows = found.lines().skip(1);
        let mut ids: Vec<_> = rows.filter_map(|line| line.split('\t').nth(2)).collect();
        ids.sort_unstable();
        assert_eq!(ids, expected, "{day} in {zone}");
    }
}
