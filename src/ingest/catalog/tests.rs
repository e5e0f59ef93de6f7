//! Tests of what files are by their names and their first bytes.
//!
//! No file is opened: a name and some bytes are all that a first look has.

use std::path::Path;

use super::*;
use crate::render::said::kind_label;

/// Checks that a file is read in the format of this name, or what is said of it.
#[track_caller]
fn check(path: &str, named: bool, head: &[u8], expected: Result<&str, &str>) {
    let choice = Catalog::default().choose(Head::new(Path::new(path), head), named);
    let found = match choice {
        Choice::Read(format) | Choice::Empty(format) => Ok(format.about().name),
        Choice::Mislabelled(_, kind) | Choice::Unread(kind) => Err(kind_label(&kind)),
    };
    assert_eq!(found, expected.map_err(str::to_owned), "{path}");
}

#[test]
fn the_name_decides_first() {
    check("a.txt", false, b"{}", Ok("text"));
    check("a.JSON", false, b"text", Ok("json"));
    check("a.json", true, b"{}\n{}", Ok("json"));
    check("a.jsonl.zst", false, b"", Ok("json-lines"));
    check("a.ndjson.gz", false, b"", Ok("json-lines"));
    check("a.warc.gz", false, b"", Ok("warc"));
    check("a.tar.zst", false, b"", Ok("tar"));
    check("a.tgz", false, b"", Ok("tar"));
    check("a.ZIP", false, b"", Ok("zip"));
    check("a.csv", false, b"a,b", Ok("table"));
    check("a.sgml", false, b"", Ok("trec"));
    check("a.rss", false, b"<html>", Ok("feed"));
}

#[test]
fn the_content_decides_where_the_name_does_not() {
    check("-", true, b" \n[{", Ok("json"));
    check("-", true, b"\xEF\xBB\xBF{", Ok("json"));
    check("articles", false, b"{\"id\":1}", Ok("json"));
    check("articles", false, "Élysée".as_bytes(), Ok("text"));
    check("articles", false, b"", Ok("text"));
    check("export.data", true, b"{}", Ok("json"));
    check("export.data", true, b"texte", Ok("text"));
    check("articles", false, b"L'\xE9t\xE9", Ok("text"));
    check("-", true, b"PK\x03\x04", Ok("zip"));
    check("archive", false, b"WARC/1.0\r\n", Ok("warc"));
    check("-", true, &[&[b'a'; 257][..], b"ustar\0"].concat(), Ok("tar"));
    check("-", true, b"{}\n{", Ok("json-lines"));
    check("-", true, b"{\n}\n{", Ok("json"));
    check("page", false, b"\n<!DOCTYPE HTML PUBLIC>", Ok("html"));
    check("page.php", true, b"<html lang=fr>", Ok("html"));
    check("page.php", false, b"<html lang=fr>", Err(".php"));
    check("index.html?p=12", false, b"<!doctype html>", Ok("html"));
    check("depeches.2020.gz", false, b"{}", Ok("json"));
    check("M. Dupont-Moretti", false, b"Paris", Ok("text"));
}

#[test]
fn what_a_text_surely_holds_counts_more_than_its_name() {
    check("a.txt", false, b"{\"title\": \"Un\"}\n{\"title\": \"Deux\"}\n", Ok("json-lines"));
    check("a.txt", false, b"[\n {\"title\": \"Un\", \"text\": \"De", Ok("json"));
    check("a.txt", false, b"titre\tdate\ttexte\nUn\t2014-03-01\tDeux\n", Ok("table"));
    check("a.text", false, b"titre;date;texte\nUn;2014-03-01;\"Deux; trois\"\n", Ok("table"));
    check("a.txt", false, b"\xEF\xBB\xBF<!DOCTYPE html><html><article>", Ok("html"));
    for text in [
        "[Mis à jour] Le pont rouvre\n",
        "{ le pont }\n",
        "<p>Le pont</p>\n",
        "<Le pont>\n",
        "Titre :\tLe pont\nDate :\t3 mai 2023\n",
        "Le pont,\tle quai\tet le texte\nUn\tdeux\n",
    ] {
        check("a.txt", false, text.as_bytes(), Ok("text"));
    }
}

#[test]
fn the_content_tells_archives_apart() {
    let tar = [&[b'a'; 257][..], b"ustar\0"].concat();
    check("a.zip", false, &tar, Ok("tar"));
    check("a.tar.gz", false, b"PK\x03\x04", Ok("zip"));
    check("a.zip", false, b"WARC/1.1\r\n", Ok("warc"));
    check("a.wacz", false, b"PK\x03\x04", Ok("zip"));
    check("lettre.docx", false, b"PK\x03\x04", Ok("docx"));
    check("lettre.docx", false, b"texte", Ok("docx"));
    let word = |first: &str| {
        [b"PK\x03\x04", &[0; 26][..], first.as_bytes(), b"PK\x03\x04 word/styles.xml"].concat()
    };
    check("-", true, &word("_rels/.rels"), Ok("docx"));
    check("rapports.zip", false, &word("[Content_Types].xml"), Ok("docx"));
    check("rapports.zip", false, &word("2023/article.html"), Ok("zip"));
    check("a.warc.wet.gz", false, b"WARC/1.0\r\n", Ok("warc"));
    check("a.wet", true, b"", Ok("warc"));
    check("a.txt", false, &[&b"texte "[..], &tar].concat(), Ok("text"));
    // The name of its first entry opens a tar file of old.
    check("a.tar", false, b"[2020].txt\0\0\0\0", Ok("tar"));
}

#[test]
fn xml_is_told_by_its_first_element() {
    let feed = b"<?xml version='1.0'?><!-- <html> --><rss version='2.0'>";
    check("a.xml", false, feed, Ok("feed"));
    check("a.xml", false, b"", Ok("feed"));
    check("-", true, b"\xEF\xBB\xBF<rdf:RDF>", Ok("feed"));
    check("a.xml", false, b"<NewsML>", Ok("newsml"));
    check("a.xml", false, b"<corpus><doc title='t'>", Ok("trec"));
    check("a.xml", false, b"<?xml version='1.0'?><html>", Ok("html"));
    check("depeches", false, b"<DOC>\n<DOCNO>", Ok("trec"));
    check("a.xml", false, b"<urlset>", Err("XML with the root `urlset`"));
    check("a.xml", false, b"<title>", Err("XML with the root `title`"));
    check("a.xml", false, b"texte", Err("XML without an element"));
}

#[test]
fn what_is_not_what_its_name_says_is_known_by_its_content() {
    let page = b"\n<!DOCTYPE html><title>Connexion</title>";
    check("a.zip", false, page, Err("a page"));
    check("a.warc", false, page, Err("a page"));
    check("a.json", false, page, Ok("json"));
    check("a.tar", false, &[0; 512], Err("zero bytes"));
    check("a.txt", false, b"PK\x03\x04", Err("a zip archive"));
    check(
        "a.txt",
        false,
        b"{\\rtf1\\ansi Le pont",
        Err("an RTF document (to be saved as text first, or read with --pre)"),
    );
    check(
        "a",
        true,
        b"{\\rtf1\\ansi Le pont",
        Err("an RTF document (to be saved as text first, or read with --pre)"),
    );
    check("a.html", false, b"%PDF-1.4", Err("a PDF document"));
    let noise: Vec<u8> = (0..=255).collect();
    check("a.txt", false, &noise, Err("binary data"));
    check("a.html", false, b"<html>\0\0\0\x01", Err("binary data"));
    check("a.zip", false, &noise, Ok("zip"));
    let page = "Le pont\trouvre.\r\n\x0C".repeat(20) + "\0";
    // One sign that strayed in.
    check("a.txt", false, page.as_bytes(), Ok("text"));
}

#[test]
fn other_kinds_are_named() {
    check("photo.JPG", false, b"\xFF\xD8", Err(".jpg"));
    check("photo.1", false, b"\xFF\xD8\xFF", Err("a JPEG image"));
    check("style.css", false, b"{", Err(".css"));
    check(
        "lettre.odt",
        false,
        b"PK\x03\x04",
        Err(".odt (to be saved as text first, or read with --pre)"),
    );
    check("a.tar.xz", false, b"\xFD7zXZ\0", Err(".xz (to be unpacked first)"));
    check("a.arc.gz", false, b"filedesc://a", Err(".arc (to be converted to WARC first)"));
    check("depeches", false, b"Rar!\x1A\x07", Err("a rar archive (to be unpacked first)"));
    check("core", false, b"\x7FELF\0", Err("binary files without extension"));
}

#[test]
fn references_of_bibtex_are_named_whatever_the_name() {
    let said = Err("BibTeX references (to be saved as RIS or CSV first)");
    check("a.txt", false, b"\n@Article{morel2023,\n  title = {Le pont}}", said);
    check("-", true, b"@misc {morel, title = {Le pont}}", said);
    check("a.bib", false, b"", Err(".bib (to be saved as RIS or CSV first)"));
    check("a.txt", false, b"@phare le pont rouvre {lundi}", Ok("text"));
}

#[test]
fn every_format_has_a_name_and_names_of_its_own() {
    let abouts: Vec<_> = Catalog::default().abouts().collect();
    for (at, about) in abouts.iter().enumerate() {
        for other in &abouts[at + 1..] {
            assert_ne!(about.name, other.name);
            for extension in about.extensions {
                assert!(!other.extensions.contains(extension), "{extension} is of two formats");
            }
        }
        assert!(about.version > 0 && !about.noun.is_empty() && !about.help.is_empty());
    }
}

#[test]
fn text_in_a_file_that_was_named_is_text_whatever_its_name() {
    let text = "Titre\n\nLe maire a fermé le marché.\n".as_bytes();
    for name in ["x.log", "x.foo", "x.dat", "x.asc", "x.md", "x.pdf"] {
        check(name, true, text, Ok("text"));
    }
    check("x.log", true, b"L'\xE9t\xE9", Ok("text"));
    for (name, bytes, kind) in [
        ("x.log", &b"a\0b\x01"[..], ".log"),
        ("x.pdf", b"%PDF-1.4\n", ".pdf (to be saved as text first, or read with --pre)"),
        ("x.svg", b"<svg/>", ".svg"),
        ("x.rtf", b"{\\rtf1 texte", ".rtf (to be saved as text first, or read with --pre)"),
        ("a.xml", b"<urlset>", "XML with the root `urlset`"),
    ] {
        check(name, true, bytes, Err(kind));
    }
    check("x.log", false, text, Err(".log"));
    check("x.md", false, text, Err(".md"));
}

#[test]
fn books_and_documents_are_no_archives_whether_named_or_not() {
    let book = |kind: &str| {
        [b"PK\x03\x04", &[0; 26][..], b"mimetype", kind.as_bytes(), b"PK\x03\x04"].concat()
    };
    let epub = book("application/epub+zip");
    let odt = book("application/vnd.oasis.opendocument.text");
    let remedy = "(to be saved as text first, or read with --pre)";
    for named in [true, false] {
        check("a.epub", named, &epub, Err(&format!(".epub {remedy}")));
        check("a.odt", named, &odt, Err(&format!(".odt {remedy}")));
        check("a.epub", named, b"PK\x03\x04", Err(&format!(".epub {remedy}")));
        check("a.zip", named, &epub, Err(&format!("an EPUB book {remedy}")));
        check("a", named, &odt, Err(&format!("an ODT document {remedy}")));
    }
    check("-", true, &epub, Err(&format!("an EPUB book {remedy}")));
}
