//! Records that are no articles, as sentences: where they stand, why they are none, and what to
//! do about it.
//!
//! Each is made of the fields of its reason alone.

use super::counted::counted;
use super::printable::in_one_line;
use super::read_fault::{fault_sentence, is_all_said};
use super::unread_kind::kind_label;
use crate::path_label::path_label;
use crate::rejection::{JsonKind, NotConverted, PageFault, ProgramFault, Reason, Rejection};

/// Returns where a record stands that is no article, why it is none, and what to do about it.
#[must_use]
pub fn rejection_message(rejection: &Rejection) -> String {
    in_one_line(&placed(rejection, &reason_message(&rejection.reason))).into_owned()
}

/// Returns where a record stands that is no article, and why it is none.
pub(crate) fn rejection_sentence(rejection: &Rejection) -> String {
    placed(rejection, &reason_sentence(&rejection.reason))
}

/// Returns a sentence behind the place of a record.
fn placed(rejection: &Rejection, said: &str) -> String {
    let Rejection { path, line, .. } = rejection;
    let line = line.map_or(String::new(), |line| format!(":{line}"));
    format!("{}{line}: {said}", path_label(path))
}

/// Returns why a record is no article, and what to do about it.
#[must_use]
pub(crate) fn reason_message(reason: &Reason) -> String {
    let why = reason_sentence(reason);
    match next_step(reason) {
        Some(step) => format!("{why}; {step}"),
        None => why,
    }
}

/// Returns why a record is no article.
pub(crate) fn reason_sentence(reason: &Reason) -> String {
    match reason {
        Reason::NoText => "no title and no text".into(),
        Reason::NoDecision => "no decision that can be taken over".into(),
        Reason::BrokenJson(why) => format!("broken JSON: {why}"),
        Reason::EndOfJson(reason) => reason_sentence(reason),
        Reason::RestOfJson(reason) => {
            format!("{}; what follows in this file was not read", reason_sentence(reason))
        }
        Reason::NotAnObject(kind) => {
            format!("{} where an article (a JSON object) was expected", json_label(*kind))
        }
        Reason::WrongType { name, found } => {
            format!("`{name}` is {}, text was expected", json_label(*found))
        }
        Reason::NoArticle(fault) => format!("no article in this page: {}", page_label(*fault)),
        Reason::TooLarge => "larger than 64 MB, too large for one article; split it first".into(),
        Reason::DocumentTooLarge => "larger than 64 MB; split it first, or write JSON Lines (one \
                                     article a line), which have no limit"
            .into(),
        Reason::EmptyFile => "empty file".into(),
        Reason::NoItem => "no item in this file; save it again as a page or as text".into(),
        Reason::NotGiven => {
            "no article: the database gave a notice in its place; download it again".into()
        }
        Reason::NoDocument => "no text in this document; save it again as .docx, or as text".into(),
        Reason::NoWorkbook => "no workbook in this file; save it again as .xlsx, or as .csv".into(),
        Reason::NoTextBeside(name) => format!("no text beside this file is named `{name}`"),
        Reason::TextsApart => "describes texts beside it, which in an archive are read without \
                               it; unpack the archive and index the folder"
            .into(),
        Reason::Several(count) => format!(
            "seems to hold {count} articles, kept as one; split it first, or write JSON Lines \
             (one article a line)"
        ),
        Reason::More(count) => {
            format!("{count} more records are no articles; mend those above first")
        }
        Reason::OfOthers(count) => format!(
            "holds {count} more articles or pages, of another database; put them in a file of \
             their own"
        ),
        Reason::OtherElements(count) => format!(
            "holds {count} more articles in elements of other names, not read; write JSON Lines \
             (one article a line)"
        ),
        Reason::Outside(words) => format!(
            "{} outside of its articles, not read; put them in a file of their own",
            counted(*words as u64, "word", "words")
        ),
        Reason::CutShort => {
            "cut short: the file ends before it is complete; get the file again".into()
        }
        Reason::NoEnd => {
            "the file ends before this document does; what there is of it was kept".into()
        }
        Reason::OwnEntities => {
            "uses entities of its own, which are not expanded; expand them first".into()
        }
        Reason::TooDeep => "elements nested more than 200 deep; save it again as text".into(),
        Reason::TooManyLines => {
            "more than 500,000 short lines, as no letter has; split it first".into()
        }
        Reason::NoTextColumn(names) => format!("no column of text among {names}"),
        Reason::NoHeader(cells) => {
            format!("no header: the first row, {cells}, is taken for it and names no text")
        }
        Reason::TooManyColumns(count) => {
            format!("{count} columns, more than 10,000; perhaps this is no table")
        }
        Reason::RowLength { found, expected } => {
            format!("{found} cells where the header has {expected}")
        }
        Reason::OpenQuote => "a quote that is not closed; what follows it was not read".into(),
        Reason::RowTooLarge => "a row larger than 64 MB, perhaps from a quote that is not \
                                closed; what follows was not read"
            .into(),
        Reason::NotConverted(why) => format!("not converted: {}", not_converted_label(why)),
        Reason::Unreadable(fault) => format!("cannot be read: {}", fault_sentence(fault)),
        Reason::Mislabelled(kind) => {
            format!("holds {}, whatever its name says", kind_label(kind))
        }
        Reason::Encrypted => "encrypted; unpack it with its password first".into(),
        Reason::UnknownCompression(name) => {
            format!("compressed by {name}, which is not read; unpack it first")
        }
        Reason::ArchivesTooDeep(depth) => {
            format!("an archive in {depth} others; unpack it first")
        }
        Reason::ArchiveTooLarge(most) => {
            format!("a zip of more than {most} MB that is no file itself; save or unpack it first")
        }
        Reason::Overlapping => "what follows in it is not read: its entries lie over each other, \
                                as in a bomb; unpack it, and index what is good"
            .into(),
        Reason::Bomb => "what follows in it is not read: it unpacks to far too much; unpack it, \
                         and index what is good"
            .into(),
    }
}

fn json_label(kind: JsonKind) -> &'static str {
    match kind {
        JsonKind::Array => "an array",
        JsonKind::ArrayWithoutText => "a list without text",
        JsonKind::Object => "an object",
        JsonKind::String => "a string",
        JsonKind::Number => "a number",
        JsonKind::Bool => "true or false",
        JsonKind::Null => "null",
    }
}

fn page_label(fault: PageFault) -> &'static str {
    match fault {
        PageFault::OpenTag => "a tag without end",
        PageFault::ManyElements => "more than 400,000 elements",
        PageFault::HomePage => "a home page",
        PageFault::Video => "a video without text",
        PageFault::Template => "a template that was not filled in",
        PageFault::ErrorPage => "an error page",
        PageFault::ListOfArticles => "a list of articles",
        PageFault::LittleText => "too little text",
        PageFault::NoText => "no text",
    }
}

/// Returns why a program made no text, and the first line of its messages.
pub(crate) fn not_converted_label(NotConverted { fault, said }: &NotConverted) -> String {
    let fault = match fault {
        ProgramFault::NotRun { program, why } => format!("{program} cannot be run: {why}"),
        ProgramFault::System(why) | ProgramFault::Ended(why) => why.clone(),
        ProgramFault::LongText(most) => format!("more than {most} MB of text"),
        ProgramFault::ManyMessages(most) => format!("more than {most} MB of messages"),
        ProgramFault::NotDone(seconds) => format!("not done in {seconds} s"),
        ProgramFault::Signal(signal) => format!("killed by signal {signal}"),
        ProgramFault::ExitCode(code) => format!("exit code {code}"),
        ProgramFault::NothingPrinted => "nothing was printed".to_owned(),
        ProgramFault::NoText => "neither text nor a page was printed".to_owned(),
    };
    said.as_ref().map_or_else(|| fault.clone(), |said| format!("{fault}: {said}"))
}

/// Returns what to do about a record that is no article; `None` when the reason says so itself.
fn next_step(reason: &Reason) -> Option<&'static str> {
    Some(match reason {
        Reason::NoText => "add --field body=NAME if its text has another name",
        Reason::NoDecision => "export it again",
        Reason::BrokenJson(_) | Reason::RestOfJson(_) | Reason::EndOfJson(_) => "mend it there",
        Reason::NotAnObject(_) => "write one with a title or a body",
        Reason::WrongType { .. } => "write text there, or name another with --field",
        Reason::NoArticle(_) => "save the page of an article, or its text",
        Reason::EmptyFile | Reason::NoEnd => "get it again",
        Reason::NoTextColumn(_) => "name one with --field, for example --field body=NAME",
        Reason::NoHeader(_) => "put one before it, such as titre;date;texte",
        Reason::NoTextBeside(_) => "put it there, or take this row out",
        Reason::TooManyColumns(_) => "save it with fewer, or as text",
        Reason::RowLength { .. } => "mend that row",
        Reason::OpenQuote | Reason::RowTooLarge => "close it there",
        Reason::NotConverted(_) => "try the command on this file",
        Reason::Unreadable(fault) if !is_all_said(fault) => {
            "see that it is whole and that you may read it"
        }
        Reason::Mislabelled(kind) if kind.remedy.is_none() => {
            "give it the name of what it is, or leave it out"
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read_fault::ReadFault;
    use crate::unread_kind::UnreadKind;

    #[test]
    fn every_rejection_says_what_to_do_next() {
        let broken = || Reason::BrokenJson("expected value".to_owned());
        let reasons = [
            Reason::NoText,
            Reason::NoDecision,
            broken(),
            Reason::RestOfJson(broken().into()),
            Reason::EndOfJson(broken().into()),
            Reason::NotAnObject(JsonKind::Number),
            Reason::WrongType { name: "titre".to_owned(), found: JsonKind::Number },
            Reason::NoArticle(PageFault::LittleText),
            Reason::EmptyFile,
            Reason::NoTextBeside("a".to_owned()),
            Reason::NoEnd,
            Reason::Outside(2),
            Reason::NoTextColumn("`prix`".to_owned()),
            Reason::NoHeader("`1`".to_owned()),
            Reason::TooManyColumns(20_000),
            Reason::RowLength { found: 1, expected: 2 },
            Reason::OpenQuote,
            Reason::RowTooLarge,
            Reason::NotConverted(
                NotConverted { fault: ProgramFault::ExitCode(4), said: None }.into(),
            ),
            Reason::Unreadable(ReadFault::System("Permission denied".to_owned())),
            Reason::Mislabelled(UnreadKind::from("a JPEG image")),
        ];
        for reason in reasons {
            let said = reason_message(&reason);
            let step = said.rsplit_once("; ").map_or("", |(_, step)| step);
            let verb = step.split(' ').next().unwrap_or_default();
            let verbs = [
                "add", "close", "export", "get", "give", "mend", "name", "put", "save", "see",
                "try", "write",
            ];
            assert!(verbs.contains(&verb), "{said}");
            assert!(said.len() <= 150 && !said.contains('\n'), "{said}");
        }
        let reason = Reason::Unreadable(ReadFault::NeedsMemory);
        assert_eq!(reason_message(&reason), reason_sentence(&reason), "it says what to do");
    }
}
