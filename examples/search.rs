//! Searches an index and prints the best articles, with what matched in brackets.
//!
//! `cargo run --example search -- index/ grève SNCF`

use std::env;
use std::error::Error;

use limier::jiff::Timestamp;
use limier::{Clock, Detail, Fragment, Index, Query, Request, SnippetOptions};

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = env::args().skip(1).collect();
    let [dir, words @ ..] = args.as_slice() else {
        return Err("usage: search INDEX WORD…".into());
    };

    // One commit of the index: it does not change while it is open, whatever is written to
    // the folder meanwhile.
    let index = Index::open(dir)?;

    // A query is read before there is anything to search: `depuis:30j` asks for a moment,
    // and `date:2020-03-15` for the place where that day begins.
    let clock = Clock::in_paris(Timestamp::now());
    let query = Query::parse(&words.join(" "), &clock)?;

    // All that can be asked has a value by default.
    let snippet = SnippetOptions { max_fragments: 1, max_chars: 160 };
    let request =
        Request { query, limit: 5, detail: Detail::Snippet(snippet), ..Request::default() };

    // The best, with exact totals; counts and exports stand on `matches` and `groups`.
    let answer = index.top(&request)?;
    println!("{} articles", answer.total);
    for hit in &answer.hits {
        let day = hit.published.as_ref().map_or("undated", |date| date.day());
        println!("{}. {} ({day})", hit.rank, hit.title);
        for fragment in &hit.fragments {
            println!("   {}", marked(fragment));
        }
    }
    Ok(())
}

/// Returns a fragment with what matched in brackets; offsets are in characters.
fn marked(fragment: &Fragment) -> String {
    let mut text = String::new();
    for (at, char) in fragment.text.chars().enumerate() {
        if fragment.highlights.iter().any(|mark| mark.start == at) {
            text.push('[');
        }
        text.push(char);
        if fragment.highlights.iter().any(|mark| mark.end == at + 1) {
            text.push(']');
        }
    }
    text
}
