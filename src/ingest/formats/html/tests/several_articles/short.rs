//! Pages whose articles are short: each is one where it has a heading and a date.
//!
//! What leads to an article elsewhere is none.

use super::{held, page};

fn short(n: usize) -> String {
    format!(
        "<article><h2>Brève {n}</h2><time datetime=2019-03-{n:02}>{n} mars 2019</time>\
         <p>Un feu de cave, {n} blessés.</p></article>"
    )
}

fn long(n: usize) -> String {
    short(n).replace("<p>", "…<p>")
}

#[test]
fn an_article_with_a_heading_and_a_date_is_one_however_short() {
    let lengths = |lengths: &[bool]| -> String {
        let parts = (1..).zip(lengths);
        parts.map(|(n, is_long)| if *is_long { long(n) } else { short(n) }).collect()
    };
    for all in [
        lengths(&[true, false, true]),
        lengths(&[[true; 9].as_slice(), &[false]].concat()),
        lengths(&[[true; 5], [false; 5]].concat()),
        lengths(&[false; 10]),
    ] {
        let found = held(&page("<title>Brèves</title>", &all));
        assert_eq!(found.len(), all.matches("<article>").count(), "{found:?} in {all}");
    }
}

#[test]
fn short_articles_of_a_page_with_an_address_stand_beside_long_ones() {
    let url = "<link rel=canonical href='https://phare.example/mars'>";
    let body = long(1).replace('…', "……") + &short(2) + &long(3).replace('…', "……");
    assert_eq!(held(&page(url, &body)).len(), 3);
    let teaser = short(2).replace("Brève 2", "<a href=/x>Brève 2</a>");
    let body = long(1).replace('…', "……") + &teaser + &long(3).replace('…', "……");
    assert_eq!(held(&page(url, &body)).len(), 2);
}
