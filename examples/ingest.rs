//! Makes an index of articles that a program has in hand, and counts them by month.
//!
//! `cargo run --example ingest -- example-index`

use std::env;
use std::error::Error;

use limier::jiff::Timestamp;
use limier::{Article, Date, Index, Key, Request, Writer, WriterOptions};

fn main() -> Result<(), Box<dyn Error>> {
    let dir = env::args().nth(1).ok_or("usage: ingest INDEX")?;

    // The folder is made when it is not there. Nothing in the library reads a clock.
    let mut writer = Writer::open(&dir, Timestamp::now(), WriterOptions::default())?;

    // Only a title, a standfirst or a body is needed, and an id: the same id again replaces
    // the article. What the source does not say stays empty.
    let articles = [
        ("pont", "Le pont rouvre", "2024-03-12", "Les camions attendront encore un mois."),
        ("crue", "La Loire monte", "2024-03-30", "Les quais sont fermés depuis ce matin."),
        ("halle", "La halle est sauvée", "2024-04-02", "Le conseil a voté les travaux."),
    ];
    for (id, title, day, body) in articles {
        writer.add(Article {
            id: id.to_owned(),
            title: title.to_owned(),
            body: body.to_owned(),
            published: Date::from_iso(day),
            ..Article::default()
        })?;
    }

    // Commits; what is not committed is lost, and readers see all of a commit or nothing.
    writer.finish()?;

    // The exact set of what matches, counted by a key; an empty query is every article.
    let months = Index::open(&dir)?.groups(&Request::default(), &[Key::Month])?;
    for row in &months.rows {
        println!("{:?} {}", row.values, row.count);
    }
    Ok(())
}
