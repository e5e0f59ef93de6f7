//! The articles of a plain text: nearly always one, or as many as its marks part.
//!
//! The first line that is not empty is the title when it is short and more text
//! follows; otherwise the title is derived later from the opening words.

use std::mem;

use super::addressed::is_address;
use super::byline::{announces, is_person, people};
use super::dateline::beside_day;
use super::document_number::is_number;
use super::line::{HEAD_LINES, LEAST_TEXT, is_dateline, is_day, is_rule};
use super::mark::{is_sign, numbered_heading};
use super::parts::{Parts, label, parts};
use super::{clipping, masthead, starred_text};
use crate::article::Article;
use crate::ingest::format::ReadOutcome;
use crate::ingest::record::description::Description;
use crate::ingest::record::field::{Field, FieldNames};
use crate::ingest::record::named_fields::NamedFields;
use crate::rejection::Reason;

/// Most characters of a first line that is taken for a title.
pub(in crate::ingest) const MAX_TITLE_CHARS: usize = 150;

/// Returns the articles of a text; one that only seems to hold several is kept whole, and
/// their number is a reason beside it.
pub(in crate::ingest) fn articles(text: &str) -> Vec<ReadOutcome> {
    several(text, || article(text).ok_or(Reason::NoText))
}

/// Returns the articles of a text that is `one` unless its marks part it.
pub(in crate::ingest) fn several(
    text: &str,
    one: impl FnOnce() -> Result<Article, Reason>,
) -> Vec<ReadOutcome> {
    match parts(text) {
        Parts::One => vec![(None, clipping::sure_article(text).map_or_else(one, Ok))],
        Parts::Cut(parts) => cut(text, &parts, of_part),
        Parts::Clippings(parts) => {
            let read = |part: &str| clipping::article(part).map_or_else(|| of_part(part), Ok);
            cut(text, &parts, |part| read(without_rules(part)))
        }
        Parts::Starred(parts) => {
            let names = FieldNames::default();
            cut(text, &parts, |part| starred_text::article(part, &names))
        }
        Parts::Perhaps(count) => vec![(None, one()), (None, Err(Reason::Several(count)))],
    }
}

/// Returns the articles that are parts of a text, and how many words stand outside of them
/// where these are a text of their own.
fn cut(
    text: &str,
    parts: &[&str],
    read: impl Fn(&str) -> Result<Article, Reason>,
) -> Vec<ReadOutcome> {
    let mut rest = text;
    let mut outside = 0;
    let is_word = |word: &&str| word.contains(char::is_alphanumeric);
    let mut take = |between: &str| {
        if between.len() >= LEAST_TEXT {
            outside += between.split_whitespace().filter(is_word).count();
        }
    };
    for &part in parts {
        let (before, behind) = rest.split_once(part).unwrap_or(("", rest));
        take(before);
        rest = behind;
    }
    take(rest);
    let outside = Some(outside).filter(|words| *words > 0);
    let outside = outside.map(|words| (None, Err(Reason::Outside(words))));
    (1..).map(Some).zip(parts.iter().map(|part| read(part))).chain(outside).collect()
}

/// Returns the article that `text` is, without id, or `None` when it is blank.
fn article(text: &str) -> Option<Article> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let (title, body) = match text.split_once('\n') {
        Some((first, rest)) if first.trim().chars().count() <= MAX_TITLE_CHARS => {
            (first.trim(), rest.trim())
        }
        _ => ("", text),
    };
    Some(Article { title: title.to_owned(), body: body.to_owned(), ..Article::default() })
}

/// Returns the article that `text` is, with what is said of it elsewhere: where that names the
/// title, the first line is none.
pub(in crate::ingest) fn described(
    text: &str,
    description: &Description,
) -> Result<Article, Reason> {
    let article = if description.has_title() {
        Some(Article { body: text.trim().to_owned(), ..Article::default() })
    } else {
        article(text)
    };
    let is_text = |article: &Article| article.text_bytes() > 0;
    description.article(&article.filter(is_text).ok_or(Reason::NoText)?)
}

/// Returns the article of a part of a text: of labelled lines, or of a heading with a day
/// near it.
pub(in crate::ingest) fn of_part(part: &str) -> Result<Article, Reason> {
    let names = FieldNames::default();
    let part = without_rules(part);
    let first = part.trim_start().lines().next().unwrap_or_default();
    if label(first, &names).is_some() {
        return labelled(part, &names);
    }
    if let Some(found) = clipping::sure_article(part) {
        return Ok(found);
    }
    let (address, part) = match part.split_once('\n') {
        Some((first, rest)) if is_address(first.trim()) => (first.trim(), rest.trim_start()),
        _ => ("", part),
    };
    let (part, number) = without_number(part);
    let head = || part.lines().take(HEAD_LINES).map(str::trim);
    let said = said_of_article(part);
    let [day, byline, paper] = said;
    let kept = part.lines().enumerate().filter(|(at, _)| !said.contains(&Some(*at)));
    let kept: Vec<&str> = kept.map(|(_, line)| line).collect();
    let mut article = article(&kept.join("\n")).ok_or(Reason::NoText)?;
    // The mark that parts the articles may stand in the line of the title.
    let title = article.title.trim_matches(|char: char| is_sign(char) || char == ' ');
    let title = numbered_heading(title).map_or(title, |(_, heading)| heading);
    article.title = title.to_owned();
    number.clone_into(&mut article.id);
    address.clone_into(&mut article.url);
    match day.and_then(|at| head().nth(at)) {
        Some(line) if is_day(line) => article.set_published(line.to_owned()),
        Some(line) => {
            masthead::take_header(&mut article, line);
            let before = mem::take(&mut article.section);
            match beside_day(line) {
                Some(beside) => {
                    article.source = beside.source;
                    article.authors = beside.authors;
                }
                // The day is a month or a year.
                None => article.source = before,
            }
        }
        None => {}
    }
    if let Some(line) = paper.and_then(|at| head().nth(at))
        && article.source.is_empty()
    {
        line.clone_into(&mut article.source);
    }
    if let Some(line) = byline.and_then(|at| head().nth(at))
        && article.authors.is_empty()
    {
        article.authors = people(line);
    }
    Ok(article)
}

/// Returns where the lines at the head of a part stand that give the day, the authors and the
/// paper of its article.
fn said_of_article(part: &str) -> [Option<usize>; 3] {
    let lines: Vec<&str> = part.lines().take(HEAD_LINES).map(str::trim).collect();
    let is = |at: usize, holds: fn(&str) -> bool| lines.get(at).is_some_and(|line| holds(line));
    let day = lines.iter().position(|line| is_day(line));
    let Some(day) = day.or_else(|| lines.iter().position(|line| is_dateline(line))) else {
        return [None; 3];
    };
    let led = (1..lines.len()).find(|at| is(*at, announces));
    let behind = (day + 1..lines.len()).find(|at| !lines[*at].is_empty());
    let byline = led.or(behind.filter(|at| is(*at, is_person)));
    // Between the title and the day stands the name of the paper.
    let second = (0..day).filter(|at| !lines[*at].is_empty()).nth(1);
    let paper = second.filter(|at| byline != Some(*at) && is(*at, is_paper));
    [Some(day), byline, paper]
}

/// Tells whether a line may be the name of a paper and nothing else.
fn is_paper(line: &str) -> bool {
    const MOST: usize = 40;
    line.len() <= MOST
        && line.starts_with(char::is_uppercase)
        && !line.ends_with(['.', '!', '?', ':', '…'])
        && !announces(line)
}

/// Returns a part without the rules that start or end it.
fn without_rules(part: &str) -> &str {
    let mut part = part.trim();
    while let Some((text, _)) = part.rsplit_once('\n').filter(|(_, last)| is_rule(last.trim())) {
        part = text.trim_end();
    }
    while let Some((_, text)) = part.split_once('\n').filter(|(first, _)| is_rule(first.trim())) {
        part = text.trim_start();
    }
    part
}

/// Returns a part without the line of the number by which a database knows it, and that.
fn without_number(part: &str) -> (&str, &str) {
    let (text, last) = part.rsplit_once('\n').unwrap_or(("", part));
    let number = last.split_whitespace().find(|word| is_number(word));
    number.map_or((part, ""), |number| (text, number))
}

/// Returns the article of lines with labels, and of the text behind them.
fn labelled(part: &str, names: &FieldNames) -> Result<Article, Reason> {
    let mut record = NamedFields::default();
    let mut lines = part.trim().lines().map(str::trim).peekable();
    while let Some(line) = lines.next_if(|line| line.is_empty() || label(line, names).is_some()) {
        let Some((name, value)) = line.split_once(':') else { continue };
        let Some(field) = names.find(name.trim()) else { continue };
        let is_body = field.0 == Field::Body;
        let more: Vec<&str> = if is_body { lines.by_ref().collect() } else { Vec::new() };
        record.add(field, &[&[value.trim()], more.as_slice()].concat().join("\n"));
    }
    let mut rest = lines.collect::<Vec<_>>().join("\n");
    if !record.has_title()
        && let Some(found) = article(&rest)
    {
        record.set_default(Field::Title, &found.title);
        rest = found.body;
    }
    if let Some(body) = names.find("body").filter(|_| !rest.is_empty()) {
        record.add(body, &rest);
    }
    record.into_article()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, title: &str, body: &str) {
        let article = article(text).expect("some text");
        assert_eq!((article.title.as_str(), article.body.as_str()), (title, body));
    }

    #[test]
    fn a_short_first_line_before_more_text_is_the_title() {
        check(
            "\n\n Grève à Lyon \r\n\r\nLes trains…\nrestent.\n",
            "Grève à Lyon",
            "Les trains…\nrestent.",
        );
    }

    #[test]
    fn a_lone_or_long_first_line_is_the_body() {
        check("Grève à Lyon\n", "", "Grève à Lyon");
        let long = "mot ".repeat(60);
        check(&format!("{long}\nsuite"), "", &format!("{long}\nsuite"));
    }

    #[test]
    fn a_part_has_its_day_or_its_labels() {
        let found = of_part("Le pont rouvre\n3 mai 2023\n\nLes camions.\n").expect("an article");
        assert_eq!((found.title.as_str(), found.body.as_str()), ("Le pont rouvre", "Les camions."));
        assert_eq!(found.published.expect("a day").iso, "2023-05-03");
        let found =
            of_part("Le pont\n3 mai 2023\nIl rouvre.\nnews·20230503·PH·1\n").expect("an article");
        assert_eq!((found.id.as_str(), found.body.as_str()), ("news·20230503·PH·1", "Il rouvre."));
        let found = of_part(
            "Titre : Le pont\nDate : 3 mai 2023\nAuteur : Anne Morel\n\nIl rouvre.\nEnfin.",
        )
        .expect("an article");
        assert_eq!((found.title.as_str(), found.body.as_str()), ("Le pont", "Il rouvre.\nEnfin."));
        assert_eq!(
            (found.published.expect("a day").iso, found.authors.join("")),
            ("2023-05-03".into(), "Anne Morel".into())
        );
    }

    #[test]
    fn records_without_a_title_have_it_above_their_text() {
        let record = |day: u8, title: &str| {
            format!(
                "Journal : Le Phare\nDate : {day} mai 2023\n{title}\nLes camions attendent encore \
                 que le pont sur le fleuve rouvre, et personne ne sait quand.\n\n"
            )
        };
        let found = articles(&(record(3, "Le pont rouvre") + &record(4, "Le quai ferme")));
        let told: Vec<_> = found.iter().flat_map(|(_, it)| it).collect();
        assert_eq!(told.len(), 2, "{found:?}");
        assert_eq!(
            (told[1].title.as_str(), told[1].source.as_str()),
            ("Le quai ferme", "Le Phare")
        );
        assert_eq!(articles("Journal : Le Phare\nDate : 3 mai 2023\nJournal : Le Quai\n").len(), 1);
    }

    #[test]
    fn a_title_may_stand_above_the_paper_and_the_day() {
        let text = "Les camions attendent encore que le pont sur le fleuve rouvre, et personne ne sait quand ce sera.";
        let told = |head: &str| {
            let found = of_part(&format!("{head}\n\n{text}")).expect("an article");
            assert_eq!(found.body, text, "below {head}");
            [found.title, found.source, found.authors.join(", ")]
        };
        let expected = ["Le pont rouvre", "Le Phare", "Anne Morel"];
        assert_eq!(told("Le pont rouvre\n\nLe Phare, 3 mai 2023, p. 4\n\nAnne Morel"), expected);
        assert_eq!(told("Le pont rouvre\nLe Phare\n3 mai 2023\nPar Anne Morel"), expected);
        let part = |title: &str, day: u8| {
            format!(
                "{title}\n\nLe Phare, {day} mai 2023, p. 4\n\nAnne Morel\n\n{text}\n\n{text}\n\n"
            )
        };
        let of_days = |days: [u8; 2]| {
            articles(&(part("Le pont rouvre", days[0]) + &part("Le quai ferme", days[1])))
        };
        assert_eq!(of_days([3, 3])[1], (None, Err(Reason::Several(2))));
        let found = of_days([3, 4]);
        let titles: Vec<_> = found.iter().flat_map(|(_, it)| it).map(|it| &*it.title).collect();
        assert_eq!(titles.len(), found.len(), "{found:?}");
        assert_eq!(titles, ["Le pont rouvre", "Le quai ferme"]);
    }

    #[test]
    fn what_parts_articles_is_of_none() {
        let found = of_part("[2] Le pont\nLe Phare du 3 mai 2023\nIl rouvre.\n#####\n");
        let found = found.expect("an article");
        assert_eq!((found.title.as_str(), found.body.as_str()), ("Le pont", "Il rouvre."));
        assert_eq!(found.source, "Le Phare");
        let found = of_part("Titre : Le pont\nDate : 3 mai 2023\n\nIl rouvre.\n\n=====\n");
        assert_eq!(found.expect("an article").body, "Il rouvre.");
    }

    #[test]
    fn words_before_the_first_part_are_named() {
        let preface = "Les textes ont été relevés un par un dans la presse de la ville et des \
                       environs, de mai à juin.";
        let part = |n: u8| {
            format!(
                "@@@@ Le pont {n}\n{n} mai 2023\nLes camions attendent encore que le pont sur le fleuve rouvre, et nul ne sait.\n"
            )
        };
        let found = articles(&format!("{preface}\n{}{}", part(3), part(4)));
        let titles: Vec<_> = found.iter().flat_map(|(_, it)| it).map(|it| &*it.title).collect();
        assert_eq!(titles, ["Le pont 3", "Le pont 4"]);
        assert_eq!(found[2], (None, Err(Reason::Outside(21))));
        assert_eq!(articles(&(part(3) + &part(4))).len(), 2);
    }

    #[test]
    fn a_corpus_behind_a_long_preface_is_read_as_one() {
        let preface = "Une ligne de la préface du corpus.\n".repeat(4);
        let texts = "**** *source_Le_Phare *date_2023-05-03\nIl rouvre.\n**** *num_2\nIl ferme.\n";
        let found = articles(&format!("{preface}{texts}"));
        let [(_, Ok(one)), (_, Ok(two)), (None, Err(reason))] = &found[..] else {
            panic!("{found:?}")
        };
        assert_eq!((one.source.as_str(), two.body.trim()), ("Le Phare", "Il ferme."));
        assert_eq!(*reason, Reason::Outside(28));
    }

    #[test]
    fn a_blank_file_has_no_article() {
        assert_eq!(article(" \n "), None);
    }

    /// Returns what is read of two articles below a headline and such a line each.
    #[track_caller]
    fn below_headlines(line: impl Fn(u8) -> String, rule: &str) -> Vec<Article> {
        let part = |title: &str, day: u8| {
            format!("{title}\n{}\n\nLe maire a annoncé la {title}.\n", line(day))
        };
        let text = part("fermeture du pont", 12) + rule + &part("reprise du quai", 13);
        let found = articles(&text);
        let found: Vec<Article> = found.into_iter().flat_map(|(_, it)| it).collect();
        assert_eq!(found.len(), 2, "{found:?} in {text}");
        for (article, title) in found.iter().zip(["fermeture du pont", "reprise du quai"]) {
            let body = format!("Le maire a annoncé la {title}.");
            assert_eq!((article.title.as_str(), &article.body), (title, &body), "in {text}");
        }
        found
    }

    #[test]
    fn the_line_below_the_headline_has_the_day_the_paper_and_the_authors() {
        for (line, source, author) in [
            ("La Voix du Nord, mardi 12 mars 2019, p. 4", "La Voix du Nord", ""),
            ("Publié le 12 mars 2019 par Jean Petit", "", "Jean Petit"),
            ("Le 12 mars 2019 - La Voix", "La Voix", ""),
            ("Paris, le 12 mars 2019", "", ""),
            ("La Voix, le 12 mars 2019", "La Voix", ""),
            ("(Ouest-France, 12/03/2019)", "Ouest-France", ""),
            ("[Le Figaro] 12 mars 2019", "Le Figaro", ""),
            ("La Voix du 12 mars 2019, Anne Morel", "La Voix", "Anne Morel"),
            ("La Voix - mardi 12 mars 2019 à 10h30 - Par Anne Morel", "La Voix", "Anne Morel"),
            ("12 mars 2019 | La Voix", "La Voix", ""),
        ] {
            let [one, two] = &below_headlines(
                |day| {
                    line.replace("12", &day.to_string())
                        .replace("mardi", if day == 12 { "mardi" } else { "mercredi" })
                },
                "\n=====\n\n",
            )[..] else {
                unreachable!()
            };
            let told = [one.source.as_str(), &one.authors.join("|"), &one.section];
            assert_eq!(told, [source, author, ""], "of {line}");
            let days = [one, two].map(|it| it.published.as_ref().map_or("", |date| date.day()));
            assert_eq!(days, ["2019-03-12", "2019-03-13"], "of {line}");
        }
    }

    #[test]
    fn a_rule_is_no_text() {
        for rule in ["=====", "-----", "*****"] {
            let rule = format!("\n{rule}\n\n");
            below_headlines(|day| format!("La Voix du Nord, {day} mars 2019, p. 4"), &rule);
        }
    }

    #[test]
    fn articles_below_addresses_are_parted() {
        let part =
            |n: u8| format!("https://phare.example/{n}\nLe pont {n}\n\nIl rouvre lundi {n}.\n\n");
        let found = articles(&(part(1) + &part(2) + &part(3)));
        let told = found.iter().flat_map(|(_, it)| it);
        let told: Vec<_> =
            told.map(|it| [it.url.as_str(), it.title.as_str(), it.body.as_str()]).collect();
        assert_eq!(told.len(), 3, "{found:?}");
        assert_eq!(told[2], ["https://phare.example/3", "Le pont 3", "Il rouvre lundi 3."]);
        let links = "https://phare.example/1\nhttps://phare.example/2\n";
        assert_eq!(articles(&format!("{links}Le pont rouvre, dit la page.\n")).len(), 1);
        assert_eq!(articles(&format!("Le pont\nIl rouvre.\n{links}")).len(), 1);
    }
}
