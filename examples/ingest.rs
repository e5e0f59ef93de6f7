//! Makes an index of articles that a program has in hand, and counts them by month.
//!
//! `cargo run --example ingest -- example-index`

use std::env;
use std::error::Error;
use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;
use limier::{Article, Date, Engine, Index, Key, LocalStore, Request, Store, WriterOptions};

fn main() -> Result<(), Box<dyn Error>> {
    let dir = env::args().nth(1).ok_or("usage: ingest INDEX")?;
    let dir = Path::new(&dir);

    // The folder is made when it is not there. Nothing in the library reads a clock.
    let now = Timestamp::now().to_string();
    let mut store = Box::new(LocalStore::open(dir, &now, WriterOptions::default())?);

    // Only a title, a standfirst or a body is needed, and an id: the same id again replaces
    // the article. What the source does not say stays empty.
    let articles = [
        ("pont", "Le pont rouvre", "2024-03-12", "Les camions attendront encore un mois."),
        ("crue", "La Loire monte", "2024-03-30", "Les quais sont fermés depuis ce matin."),
        ("halle", "La halle est sauvée", "2024-04-02", "Le conseil a voté les travaux."),
    ];
    for (id, title, day, body) in articles {
        let article = Article {
            id: id.to_owned(),
            title: title.to_owned(),
            body: body.to_owned(),
            published: Date::from_iso(day),
            ..Article::default()
        };
        // The file it comes from, so that it can be read again; none here.
        store.add(article, &Arc::from(""))?;
    }

    // Commits; what is not committed is lost, and readers see all of a commit or nothing.
    store.finish(None)?;

    // The exact set of what matches, counted by a key; an empty query is every article.
    let months = Index::open(dir)?.groups(&Request::default(), &[Key::Month])?;
    for row in &months.rows {
        println!("{:?} {}", row.values, row.count);
    }
    Ok(())
}
