//! Formats: what a file holds, by its name or else by its first bytes.

use std::path::Path;

use super::document::DocumentFormat;
use super::markup;

/// Bytes in which the first element of XML is looked for.
const XML_HEAD_BYTES: usize = 64 << 10;

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// A document, read whole.
    Document(DocumentFormat),
    /// One object, an array, or several documents one after the other.
    Json,
    /// One object a line.
    JsonLines,
    /// Captures of a crawler.
    Warc,
    Tar,
    Zip,
    /// Rows under a header.
    Table,
    /// TREC SGML.
    Trec,
}

impl Format {
    /// Tells whether it is text that is read piece by piece.
    pub(super) fn is_text_stream(self) -> bool {
        matches!(self, Self::Json | Self::JsonLines | Self::Table | Self::Trec)
    }

    /// Tells whether even a file without articles holds something.
    pub(super) fn has_beginning(self) -> bool {
        use DocumentFormat::{Feed, NewsMl};
        matches!(
            self,
            Self::Warc
                | Self::Tar
                | Self::Zip
                | Self::Table
                | Self::Trec
                | Self::Document(Feed | NewsMl)
        )
    }
}

/// Returns the format of a file, or what to call a kind that is not read.
///
/// A name without extension, standard input, and a file named on the command
/// line are judged by their first bytes.
pub(super) fn format(path: &Path, named: bool, head: &[u8]) -> Result<Format, String> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let plain = name.strip_suffix(".gz").or_else(|| name.strip_suffix(".zst")).unwrap_or(&name);
    let extension = extension(plain);
    let container = container(head);
    match extension {
        Some("txt" | "text") => return Ok(Format::Document(DocumentFormat::Text)),
        Some("html" | "htm" | "xhtml") => return Ok(Format::Document(DocumentFormat::Html)),
        Some("json") => return Ok(Format::Json),
        Some("jsonl" | "ndjson") => return Ok(Format::JsonLines),
        Some("warc" | "wet") => return Ok(container.unwrap_or(Format::Warc)),
        Some("tar" | "tgz" | "tzst") => return Ok(container.unwrap_or(Format::Tar)),
        Some("zip" | "wacz") => return Ok(container.unwrap_or(Format::Zip)),
        Some("rss" | "atom" | "rdf") => return Ok(Format::Document(DocumentFormat::Feed)),
        Some("newsml" | "nitf") => return Ok(Format::Document(DocumentFormat::NewsMl)),
        Some("csv" | "tsv" | "tab") => return Ok(Format::Table),
        Some("sgm" | "sgml" | "trec") => return Ok(Format::Trec),
        Some("xml") => return xml_format(head),
        _ => {}
    }
    let foreign = foreign(head);
    let head = text_of(head);
    let judged = named || extension.is_none();
    match (extension, head.first()) {
        _ if judged && container.is_some() => container.ok_or_else(String::new),
        (_, Some(b'{')) if judged && is_lines(head) => Ok(Format::JsonLines),
        (_, Some(b'{' | b'[')) if judged => Ok(Format::Json),
        (_, Some(b'<')) if judged && is_page(head) => Ok(Format::Document(DocumentFormat::Html)),
        (_, Some(b'<')) if judged && xml_format(head).is_ok() => xml_format(head),
        (None, Some(_)) if foreign.is_none() && is_text(head) => {
            Ok(Format::Document(DocumentFormat::Text))
        }
        (None, None) => Ok(Format::Document(DocumentFormat::Text)),
        (Some(extension), _) => Err(format!(".{extension}{}", advice(extension))),
        (None, _) => Err(foreign.unwrap_or("binary files without extension").to_owned()),
    }
}

/// Returns the extension of a name in lower case. What follows the last full stop of a
/// sentence, of a date or of an address is none.
fn extension(name: &str) -> Option<&str> {
    const MOST: usize = 10;
    let (_, extension) = name.rsplit_once('.')?;
    let is_one = (1..=MOST).contains(&extension.len())
        && extension.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && extension.bytes().any(|byte| byte.is_ascii_alphabetic());
    is_one.then_some(extension)
}

/// Returns what must be done first with a kind of files that is not read and may well
/// hold articles.
fn advice(extension: &str) -> &'static str {
    match extension {
        "7z" | "bz2" | "lz4" | "lzma" | "rar" | "tbz" | "tbz2" | "txz" | "xz" | "z" => {
            " (to be unpacked first)"
        }
        "arc" => " (to be converted to WARC first)",
        "mht" | "mhtml" | "maff" | "webarchive" => " (to be saved as HTML first)",
        "doc" | "docx" | "epub" | "odt" | "pdf" | "rtf" => " (to be saved as text first)",
        _ => "",
    }
}

/// Returns the kind of archive that a file is by its first bytes.
fn container(head: &[u8]) -> Option<Format> {
    if text_of(head).starts_with(b"WARC/") {
        Some(Format::Warc)
    } else if head.get(257..262) == Some(b"ustar") {
        Some(Format::Tar)
    } else if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        Some(Format::Zip)
    } else {
        None
    }
}

/// Returns the beginning of a file without mark and blanks.
fn text_of(head: &[u8]) -> &[u8] {
    head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start()
}

/// Tells whether the beginning of what should be a text or a page is none: signs that no
/// text has stand in it again and again. Other formats cannot be read where they are broken,
/// and say so there.
pub(super) fn is_binary(format: Format, head: &[u8]) -> bool {
    const MOST: usize = 50;
    let is_control = |byte: &&u8| matches!(byte, 0..=8 | 14..=25 | 28..=31);
    let is_prose = matches!(format, Format::Document(DocumentFormat::Text | DocumentFormat::Html));
    is_prose && head.iter().filter(is_control).count() * MOST > head.len()
}

/// Returns what a file holds that is surely not of this format.
pub(super) fn foreign_to(format: Format, head: &[u8]) -> Option<&'static str> {
    match format {
        Format::Zip if head.starts_with(b"PK") => None,
        Format::Zip | Format::Tar | Format::Warc if is_page(text_of(head)) => Some("a page"),
        _ => foreign(head),
    }
}

/// Returns what a file holds that is surely neither text nor a page.
fn foreign(head: &[u8]) -> Option<&'static str> {
    const SIGNS: [(&[u8], &str); 13] = [
        (b"%PDF-", "a PDF document"),
        (b"\xFF\xD8\xFF", "a JPEG image"),
        (b"\x89PNG\r\n", "a PNG image"),
        (b"GIF8", "a GIF image"),
        (b"PK\x03\x04", "a zip archive"),
        (b"\x1F\x8B\x08", "gzip in gzip or zstd"),
        (b"\x28\xB5\x2F\xFD", "zstd in gzip or zstd"),
        (b"BZh", "a bzip2 file (to be unpacked first)"),
        (b"\xFD7zXZ\0", "an xz file (to be unpacked first)"),
        (b"7z\xBC\xAF\x27\x1C", "a 7z archive (to be unpacked first)"),
        (b"Rar!\x1A\x07", "a rar archive (to be unpacked first)"),
        (b"filedesc://", "an ARC web archive (to be converted to WARC first)"),
        (b"\0\0\0\0\0\0\0\0", "zero bytes"),
    ];
    SIGNS.iter().find(|(sign, _)| head.starts_with(sign)).map(|(_, name)| *name)
}

/// Returns the format of XML by its first element, or what to call a kind that is not
/// read.
fn xml_format(head: &[u8]) -> Result<Format, String> {
    let head = &head[..head.len().min(XML_HEAD_BYTES)];
    if head.is_empty() {
        return Ok(Format::Document(DocumentFormat::Feed));
    }
    // A character may be cut by the end.
    let (head, _, _) = encoding_rs::UTF_8.decode(head);
    let root = markup::root(&head);
    Ok(match root.as_deref() {
        Some("rss" | "rdf" | "feed" | "entry") => Format::Document(DocumentFormat::Feed),
        Some("newsml" | "newsitem" | "newsmessage" | "nitf") => {
            Format::Document(DocumentFormat::NewsMl)
        }
        Some("html") => Format::Document(DocumentFormat::Html),
        Some(root) if root == "doc" || holds_documents(&head) => Format::Trec,
        Some(root) => return Err(format!("XML with the root `{root}`")),
        None => return Err("XML without an element".to_owned()),
    })
}

/// Tells whether `<doc>` starts an element, in any case.
fn holds_documents(head: &str) -> bool {
    memchr::memchr_iter(b'<', head.as_bytes()).any(|at| {
        let tag = head.as_bytes()[at + 1..].get(..4);
        tag.is_some_and(|tag| {
            tag[..3].eq_ignore_ascii_case(b"doc")
                && (tag[3] == b'>' || tag[3].is_ascii_whitespace())
        })
    })
}

/// Tells whether the first line is a whole object, with more behind it.
fn is_lines(head: &[u8]) -> bool {
    let Some(end) = memchr::memchr(b'\n', head) else { return false };
    serde_json::from_slice::<serde::de::IgnoredAny>(&head[..end]).is_ok()
}

/// Tells whether the beginning of a file, which is a tag, is that of a page.
fn is_page(head: &[u8]) -> bool {
    ["<!doctype html", "<html", "<head", "<meta", "<title"].iter().any(|start| {
        head.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start.as_bytes()))
    })
}

/// Tells whether the beginning of a file looks like text, in whatever encoding: files of
/// programs soon have a sign that no text has.
fn is_text(head: &[u8]) -> bool {
    let is_of_text = |byte: &u8| !byte.is_ascii_control() || b"\t\n\r\x0C\x1A\x1B".contains(byte);
    head.iter().all(is_of_text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, named: bool, head: &[u8], expected: Result<Format, &str>) {
        let expected = expected.map_err(str::to_owned);
        assert_eq!(format(Path::new(path), named, head), expected, "{path}");
    }

    #[test]
    fn the_name_decides_first() {
        check("a.txt", false, b"{}", Ok(Format::Document(DocumentFormat::Text)));
        check("a.JSON", false, b"text", Ok(Format::Json));
        check("a.jsonl.zst", false, b"", Ok(Format::JsonLines));
        check("a.ndjson.gz", false, b"", Ok(Format::JsonLines));
        check("a.warc.gz", false, b"", Ok(Format::Warc));
        check("a.tar.zst", false, b"", Ok(Format::Tar));
        check("a.tgz", false, b"", Ok(Format::Tar));
        check("a.ZIP", false, b"", Ok(Format::Zip));
    }

    #[test]
    fn the_content_decides_where_the_name_does_not() {
        check("-", true, b" \n[{", Ok(Format::Json));
        check("-", true, b"\xEF\xBB\xBF{", Ok(Format::Json));
        check("articles", false, b"{\"id\":1}", Ok(Format::Json));
        check("articles", false, "Élysée".as_bytes(), Ok(Format::Document(DocumentFormat::Text)));
        check("export.data", true, b"{}", Ok(Format::Json));
        check("articles", false, b"L'\xE9t\xE9", Ok(Format::Document(DocumentFormat::Text)));
        check("-", true, b"PK\x03\x04", Ok(Format::Zip));
        check("archive", false, b"WARC/1.0\r\n", Ok(Format::Warc));
        check("-", true, &[&[b'a'; 257][..], b"ustar\0"].concat(), Ok(Format::Tar));
        check("-", true, b"{}\n{", Ok(Format::JsonLines));
        check("-", true, b"{\n}\n{", Ok(Format::Json));
        let page = Format::Document(DocumentFormat::Html);
        check("page", false, b"\n<!DOCTYPE HTML PUBLIC>", Ok(page));
        check("page.php", true, b"<html lang=fr>", Ok(page));
        check("page.php", false, b"<html lang=fr>", Err(".php"));
    }

    #[test]
    fn what_follows_a_full_stop_is_not_always_an_extension() {
        let page = Ok(Format::Document(DocumentFormat::Html));
        check("index.html?p=12", false, b"<!doctype html>", page);
        check("une.html.1", false, b"<html>", page);
        let text = Ok(Format::Document(DocumentFormat::Text));
        check("afp.20200115", false, b"Paris", text);
        check("Le Monde du 3. janvier", false, b"Paris", text);
        check("M. Dupont-Moretti", false, b"Paris", text);
        check("depeches.2020.gz", false, b"{}", Ok(Format::Json));
        check("photo.1", false, b"\xFF\xD8\xFF", Err("a JPEG image"));
    }

    #[test]
    fn the_content_tells_archives_apart() {
        let tar = [&[b'a'; 257][..], b"ustar\0"].concat();
        check("a.zip", false, &tar, Ok(Format::Tar));
        check("a.tar.gz", false, b"PK\x03\x04", Ok(Format::Zip));
        check("a.zip", false, b"WARC/1.1\r\n", Ok(Format::Warc));
        check("a.wacz", false, b"PK\x03\x04", Ok(Format::Zip));
        check("a.warc.wet.gz", false, b"WARC/1.0\r\n", Ok(Format::Warc));
        check("a.txt", false, &tar, Ok(Format::Document(DocumentFormat::Text)));
    }

    #[test]
    fn what_is_no_archive_is_known_by_its_content() {
        let page = b"\n<!DOCTYPE html><title>Connexion</title>";
        assert_eq!(foreign_to(Format::Zip, page), Some("a page"));
        assert_eq!(foreign_to(Format::Warc, page), Some("a page"));
        assert_eq!(foreign_to(Format::Zip, b"PK\x03\x04"), None);
        assert_eq!(foreign_to(Format::Tar, &[0; 512]), Some("zero bytes"));
        assert_eq!(foreign_to(Format::Json, page), None);
    }

    #[test]
    fn xml_is_told_by_its_first_element() {
        let document = |format| Ok(Format::Document(format));
        let feed = b"<?xml version='1.0'?><!-- <html> --><rss version='2.0'>";
        check("a.xml", false, feed, document(DocumentFormat::Feed));
        check("-", true, b"\xEF\xBB\xBF<rdf:RDF>", document(DocumentFormat::Feed));
        check("a.xml", false, b"<NewsML>", document(DocumentFormat::NewsMl));
        check("a.xml", false, b"<corpus><doc title='t'>", Ok(Format::Trec));
        check("depeches", false, b"<DOC>\n<DOCNO>", Ok(Format::Trec));
        check("a.csv", false, b"a,b", Ok(Format::Table));
        check("a.xml", false, b"<urlset>", Err("XML with the root `urlset`"));
        check("a.xml", false, b"texte", Err("XML without an element"));
    }

    #[test]
    fn what_no_text_holds_is_told_from_text() {
        let text = Format::Document(DocumentFormat::Text);
        let noise: Vec<u8> = (0..=255).collect();
        assert!(is_binary(text, &noise) && is_binary(text, b"\x7FELF\0\0\0\x01"));
        assert!(!is_binary(Format::Zip, &noise) && !is_binary(text, b""));
        let page = "Le pont\trouvre.\r\n\x0C".repeat(20) + "\0";
        assert!(!is_binary(text, page.as_bytes()), "one sign that strayed in");
    }

    #[test]
    fn other_kinds_are_named() {
        check("photo.JPG", false, b"\xFF\xD8", Err(".jpg"));
        check("style.css", false, b"{", Err(".css"));
        check("lettre.docx", false, b"PK\x03\x04", Err(".docx (to be saved as text first)"));
        check("a.tar.xz", false, b"\xFD7zXZ\0", Err(".xz (to be unpacked first)"));
        check("a.arc.gz", false, b"filedesc://a", Err(".arc (to be converted to WARC first)"));
        check("depeches", false, b"Rar!\x1A\x07", Err("a rar archive (to be unpacked first)"));
        check("core", false, b"\x7FELF\0", Err("binary files without extension"));
    }
}
