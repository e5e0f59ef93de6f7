//! `limier help formats`: which files are read, and what in them is an article.
//!
//! It is made from the table of formats, so that it cannot name one that is not read.

use super::page::{Part, Row};
use crate::cli::input_formats::names;
use crate::ingest::Catalog;

/// Returns the page.
pub(super) fn page() -> Vec<Part> {
    let rows = Catalog::default()
        .list()
        .map(|format| Row::new(names(&format).join(" "), format.help.replace('`', "")));
    vec![
        Part::Text(
            "limier index reads files, folders with all that is in them, and - for standard \
             input. Hidden files, and what the folders of indexes hold, are left out."
                .into(),
        ),
        Part::Table("Kinds of files, and what becomes an article:".into(), rows.collect()),
        Part::Text(
            "Each also as .gz or .zst, in archives up to three deep. Articles of JSON may be inside \
             objects (articles, hits, _source, …) or under keys. What a page says of itself in \
             JSON-LD, OpenGraph, meta tags and microdata counts before what it shows. A metadata.csv \
             whose column id names the texts beside it, without their extension, is joined with them."
                .into(),
        ),
        Part::Text(
            "Files of press databases are known by what they hold, whatever their names; what they \
             hold besides articles (covers, certificates, captions, rights) is left out. Other \
             markup and texts are parted where a mark repeats: elements with a title or a day and \
             a text, records of labelled lines, rules, numbers, headings with days below them."
                .into(),
        ),
        Part::Text(
            "An extension that stands twice is judged by the first bytes, and so are names without \
             one, standard input, and files named on the command line that no kind knows by their \
             name. Other kinds of files are named once and counted."
                .into(),
        ),
        Part::Text(
            "--pre COMMAND makes text or HTML of any other file, as in ripgrep: the command is \
             given the path as its one argument, without a shell, and what it prints, up to 64 MB, \
             is judged by its first bytes. --pre-glob '*.pdf' says for which files it is, all \
             without. It is done when it ends, whatever it leaves running, and killed after 10 \
             minutes or 64 MB of messages. When it fails or prints nothing, the file is rejected \
             with the first line of what it says. What it made stays when a later run comes without it, and it is not \
             run again for files that have not changed. Entries of archives are not given to it."
                .into(),
        ),
        Part::Text(
            "Text is UTF-8, UTF-16, Latin-1, Latin-9, Windows-1252 or Mac Roman; what the bytes \
             show comes before what is declared. A record that is no article is named on standard \
             error as path:line: reason, and the rest goes on; --rejects FILE keeps these \
             records, --strict stops at the first, with nothing indexed. A file that has not \
             changed is read again only when limier has learnt to read it otherwise: in a new \
             format, or better in its own."
                .into(),
        ),
    ]
}
