//! `limier help fields`: the names that the fields of an article go by in files.
//!
//! Names come from the table by which records are read; only what stands around it is written
//! here.

use super::page::{Part, Row};
use crate::ingest::FieldNames;

/// What stands above the table: how names are matched.
const ABOVE: &str = "Only a title, a standfirst or a body is needed. Names are matched whatever their \
     capitals, accents and what joins their words (publishedAt, Date de publication); of \
     several the first that is not empty counts. --field body=texte names one that is not \
     listed, --field title=metadata.title one inside an object; it is remembered with the \
     files that it was given for, until other names are. Under --verbose columns of \
     a table that fill no field are named.";

/// What stands below it, a paragraph each: what values are taken for.
const BELOW: [&str; 7] = [
    "Without an id the URL is one, or else the path and the line. Without a title the \
     opening words are one, which is not searched. Without a source the title of the feed \
     or the host of the URL is one. Without a language it is detected, French when unsure.",
    "The same id with the same address, or with the same source where neither has an \
     address, is a new version of the article; but without addresses one file may repeat \
     an id, and only the same title and text are the same article there. Other articles \
     of one id (one guid for all items of a feed) are kept apart by a mark behind it, \
     id@1a2b3c4d5e, made from the address or else the source, or the title and text where \
     a file repeats it; the summary counts such ids, and limier show ID shows all of them.",
    "An object stands for its name, value, $date or the like. Key words in one text are \
     split at ; | or , and authors at ; or et. Paragraphs of HTML become lines.",
    "Dates are read as they are found: ISO 8601, RFC 2822, 15/06/2020 (day first), French \
     and English dates (publié le dimanche 10 mai 2020 à 22h53), Unix time. One that is \
     not sure (06/15/2020, 1 January 1970) leaves the article undated, and counted.",
    "A month or a year alone (octobre 1904, 1904-10, 1904) is a date too: date:1904 finds \
     it, as does every range that holds all of it, and it is shown as 1904-10 or 1904. A \
     year, a month and a day may stand in fields of their own; they count where no date \
     is given.",
    "Where nothing gives a date, the name of the file or its folders do: \
     lemonde_1944-08-25.txt, 1944/08/25/p1.txt, 19440825.txt, and a folder that is a \
     month or a year. A day of 1990 or later counts for a file that is one article, and \
     not beside a time of day or behind a word such as export or scan, which tell when \
     the file was made. Unknown, Inconnu, N/A, Anonyme and the like are no authors.",
    "--default source=\"Le Soir\" --default date=1908-08-23 gives what the files of a \
     run lack: title, description, published, modified, source, section, author, tags, \
     language. It is remembered with these files, and counts whenever they are read \
     again, until other defaults are given for them.",
];

/// Returns the page.
pub(super) fn page() -> Vec<Part> {
    let rows = FieldNames::known().filter_map(|names| {
        let (field, others) = names.split_first()?;
        Some(Row::new(*field, others.join(" ")))
    });
    let table = Part::Table("Fields, and the other names they go by:".into(), rows.collect());
    let below = BELOW.map(|text| Part::Text(text.into()));
    [Part::Text(ABOVE.into()), table].into_iter().chain(below).collect()
}
