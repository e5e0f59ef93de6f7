//! Charts as who does not see them well has them: their text, held against the numbers of csv and
//! against what WCAG 2.2 asks of text and of lines.
//!
//! Each is read as a page that it stands in would be, two of them side by side.

use std::collections::HashSet;

use dom_query::{Document, Selection};
use serde_json::{Value, json};

use crate::support::Limier;

fn collection() -> Limier {
    let record = |number: usize| -> Value {
        let date = format!("20{:02}-{:02}-05", 14 + number % 7, 1 + number % 12);
        json!({
            "id": number.to_string(),
            "title": if number.is_multiple_of(3) { "La grève" } else { "Le pont et la <b>grève</b>" },
            "source": format!("Le Fanal du quartier numéro {}", number % 40),
            "date": if number == 7 { Value::Null } else { json!(date) },
        })
    };
    Limier::with_records((0..200).map(record))
}

/// The charts of an article: lines and bars, with one query or more, with shares and without.
const CHARTS: [&[&str]; 7] = [
    &["grève", "--by", "month"],
    &["grève", "--vs", "pont", "--by", "month", "--share"],
    &["grève", "--vs", "pont", "--by", "source"],
    &["grève", "--by", "year", "--share"],
    &["grève", "--vs", "pont"],
    &["grève", "--vs", "pont", "--vs", "a", "--vs", "b", "--vs", "c", "--vs", "d", "--by", "year"],
    &["grève", "--by", "source", "--by", "year"],
];

/// Returns how light a colour is, from 0 to 1 (WCAG 2.2, relative luminance).
fn luminance(colour: &str) -> f64 {
    let channel = |at: usize| {
        let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

/// Returns how a colour stands out on white, from 1 to 21.
fn contrast(colour: &str) -> f64 {
    1.05 / (luminance(colour) + 0.05)
}

fn attr(of: &Selection<'_>, name: &str) -> String {
    of.attr(name).unwrap_or_default().to_string()
}

fn number(of: &Selection<'_>, name: &str) -> f64 {
    attr(of, name).parse().unwrap()
}

/// Draws a chart.
fn chart(limier: &Limier, args: &[&str]) -> String {
    counted(limier, args, &["--format", "svg"])
}

/// Counts; that some of the queries find nothing is told beside it.
fn counted(limier: &Limier, args: &[&str], how: &[&str]) -> String {
    let drawn = limier.call("count").args(args).args(how).output();
    assert_eq!(drawn.code, 0, "{drawn:?}");
    drawn.stdout
}

#[test]
fn a_chart_is_a_picture_whose_name_and_values_are_told() {
    let limier = collection();
    let mut names = HashSet::new();
    for args in CHARTS {
        let svg = chart(&limier, args);
        let page = Document::from(format!("<article>{svg}</article>"));
        let chart = page.select("svg");
        assert_eq!(attr(&chart, "role"), "img");
        let labels = attr(&chart, "aria-labelledby");
        let labels: Vec<&str> = labels.split(' ').collect();
        assert_eq!(labels.len(), 2);
        let told: Vec<String> = labels
            .iter()
            .map(|id| page.select(&format!("[id='{id}']")).text().to_string())
            .collect();
        assert!(names.insert(labels[0].to_owned()), "an id of another chart");
        assert!(told[0].starts_with("grève"), "{told:?}");
        // Every number of csv is told, by the row that it is of.
        let csv = counted(&limier, args, &["--format", "csv", "-n", "30"]);
        let mut rows = csv::Reader::from_reader(csv.as_bytes());
        for row in rows.records().map(Result::unwrap) {
            // Of a cross table the time names the row, and the other value stands in it.
            let (name, told_of) = match row.len() {
                3 if args.contains(&"source") && args.contains(&"year") => {
                    (&row[1], format!("{} {}", &row[0], &row[2]))
                }
                _ => (&row[0], row[1].to_owned()),
            };
            let name = if name.is_empty() { "undated" } else { name };
            let of_row = told[1].split("; ").flat_map(|part| part.split(". "));
            let of_row = of_row.filter(|part| part.starts_with(&format!("{name}: "))).last();
            let of_row = of_row.unwrap_or_else(|| panic!("{name} in {}", told[1]));
            assert!(of_row.contains(&told_of), "{row:?} in {of_row}");
        }
    }
}

#[test]
fn the_text_of_a_chart_is_large_dark_and_within_it() {
    let limier = collection();
    for args in CHARTS {
        let svg = chart(&limier, args);
        let page = Document::from(svg);
        let chart = page.select("svg");
        let (width, height) = (number(&chart, "width"), number(&chart, "height"));
        assert_eq!(
            attr(&chart, "viewbox") + &attr(&chart, "viewBox"),
            format!("0 0 {width} {height}")
        );
        let below = attr(&page.select("g"), "transform");
        let below: f64 =
            below.trim_end_matches(')').split(' ').next_back().unwrap().parse().unwrap();
        for text in &page.select("text") {
            let said = text.text().to_string();
            assert!(!said.trim().is_empty());
            assert!(contrast(&attr(&text, "fill")) >= 4.5, "{said}");
            let size = text.attr("font-size").map_or(13.0, |size| size.parse().unwrap());
            assert!(size >= 11.0, "{said}");
            let room = 0.58 * size * said.chars().count() as f64;
            let x = number(&text, "x");
            let (from, to) = match &*attr(&text, "text-anchor") {
                "end" => (x - room, x),
                "middle" => (x - room / 2.0, x + room / 2.0),
                _ => (x, x + room),
            };
            assert!(from >= 0.0 && to <= width, "{said}: {from} to {to}");
            let is_within = text.parent().is("g");
            let y = number(&text, "y") + if is_within { below } else { 0.0 };
            assert!(y - size >= 0.0 && y <= height, "{said}: {y}");
        }
        for line in &page.select("polyline") {
            assert!(contrast(&attr(&line, "stroke")) >= 3.0);
        }
        for bar in &page.select("g rect") {
            assert!(contrast(&attr(&bar, "stroke")) >= 3.0);
        }
    }
}

#[test]
fn series_are_told_apart_without_colours() {
    let limier = collection();
    let args = CHARTS[5];
    let svg = chart(&limier, args);
    let page = Document::from(svg);
    let dashes: HashSet<String> =
        page.select("polyline").iter().map(|line| attr(&line, "stroke-dasharray")).collect();
    assert_eq!(dashes.len(), 6);
    let page =
        Document::from(chart(&limier, &["grève", "--vs", "pont", "--vs", "a", "--by", "source"]));
    let mut greys: Vec<f64> =
        page.select("g rect").iter().take(3).map(|bar| luminance(&attr(&bar, "fill"))).collect();
    greys.sort_by(f64::total_cmp);
    for pair in greys.windows(2) {
        assert!((pair[1] + 0.05) / (pair[0] + 0.05) > 1.5, "{greys:?}");
    }
}

#[test]
fn a_cross_table_with_a_time_has_a_line_for_each_name() {
    let limier = Limier::with_records((0..30).map(|at| {
        json!({
            "id": at.to_string(), "title": "La grève", "date": format!("2020-{:02}-05", 1 + at % 3),
            "source": if at % 2 == 0 { "Le Phare" } else { "Le Fanal" }, "tags": ["a", "b"],
        })
    }));
    let svg = |args: &[&str]| {
        limier.call("count").arg("grève").args(args).args(["--format", "svg"]).text()
    };
    for by in [["--by", "month", "--by", "source"], ["--by", "source", "--by", "month"]] {
        let chart = svg(&by);
        assert_eq!(chart.matches("<polyline").count(), 2, "{chart}");
        assert!(
            chart.contains(">Le Fanal</text>") && chart.contains("2020-02: Le Fanal 5"),
            "{chart}"
        );
    }
    let several = "An article with several tags is counted with each";
    assert!(svg(&["--by", "tag"]).contains(several));
    assert!(svg(&["--by", "month", "--by", "tag"]).contains(several));
    let shares = svg(&["--by", "month", "--share"]);
    assert_eq!(shares.matches("fill=\"#ffffff\" stroke=").count(), 3, "{shares}");
    assert!(shares.contains("A ring: a share of fewer than 20 articles"), "{shares}");
    assert!(!svg(&["--by", "month"]).contains("A ring"));
}
