//! Archives: their entries are articles as files in folders are, and no entry does
//! harm to another.

use std::io::Write;

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder};
use rawzip::{CompressionMethod, ZipArchiveWriter};
use serde_json::Value;

use crate::support::{Limier, summary};

const FILES: [(&str, &str); 5] = [
    ("presse/2020/a.txt", "Le pont rouvre\n\nLes camions attendent.\n"),
    ("presse/2020/b.txt", "La gare ferme\n\nLes trains passent.\n"),
    ("presse/c.jsonl", "{\"id\": \"c1\", \"title\": \"Le pont\"}\n{\"title\": \"La rive\"}\n"),
    ("presse/d.json", "[{\"id\": \"d\", \"title\": \"Le pont\"}]"),
    ("presse/.cache/e.txt", "Le pont caché\n"),
];

pub(crate) fn gz(content: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

pub(crate) fn zip<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Vec<u8> {
    let mut archive = ZipArchiveWriter::new(Vec::new());
    for (name, content) in files {
        let file = archive.new_file(name).compression_method(CompressionMethod::DEFLATE);
        let (mut entry, config) = file.start().unwrap();
        let encoder = DeflateEncoder::new(&mut entry, Compression::default());
        let mut writer = config.wrap(encoder);
        writer.write_all(content).unwrap();
        let (encoder, descriptor) = writer.finish().unwrap();
        encoder.finish().unwrap();
        entry.finish(descriptor).unwrap();
    }
    archive.finish().unwrap()
}

pub(crate) fn tar<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Vec<u8> {
    let mut archive = tar::Builder::new(Vec::new());
    for (name, content) in files {
        let mut header = tar::Header::new_gnu();
        // Written by hand: the builder refuses names that climb out.
        header.as_gnu_mut().unwrap().name[..name.len()].copy_from_slice(name.as_bytes());
        header.set_size(content.len() as u64);
        header.set_mode(0o644);
        header.set_cksum();
        archive.append(&header, content).unwrap();
    }
    archive.into_inner().unwrap()
}

fn files() -> impl Iterator<Item = (&'static str, &'static [u8])> {
    FILES.into_iter().map(|(name, content)| (name, content.as_bytes()))
}

/// Returns every article but for its id.
fn articles(limier: &Limier) -> Vec<Value> {
    let ids = limier.ids("pont OU gare OU rive");
    let mut articles: Vec<Value> = ids.iter().map(|id| limier.article(id)).collect();
    for article in &mut articles {
        article.as_object_mut().unwrap().remove("id");
    }
    articles.sort_by_key(Value::to_string);
    articles
}

#[test]
fn an_archive_of_a_folder_holds_the_articles_of_the_folder() {
    let folder = files().fold(Limier::new(), |limier, (name, content)| limier.file(name, content));
    folder.index("presse").stdout(summary(5, 0, 0, 3, 5)).run();
    let expected = articles(&folder);
    assert_eq!(expected.len(), 5);
    let tarred = tar(files());
    for (name, archive) in [
        ("presse.zip", zip(files())),
        ("presse.tar", tarred.clone()),
        ("presse.tar.gz", gz(&tarred)),
        ("presse.tgz", gz(&tarred)),
        ("presse.tar.zst", zstd::encode_all(&tarred[..], 3).unwrap()),
        ("presse.zip.gz", gz(&zip(files()))),
    ] {
        let limier = Limier::new().file(name, archive).indexed();
        assert_eq!(articles(&limier), expected, "{name}");
        let text = limier.article(&format!("{name}/presse/2020/a.txt"));
        assert_eq!(text["title"], "Le pont rouvre", "{name}");
        assert_eq!(limier.article(&format!("{name}/presse/c.jsonl#2"))["title"], "La rive");
    }
}

#[test]
fn archives_come_from_standard_input() {
    for archive in [zip(files()), tar(files()), gz(&tar(files()))] {
        let limier = Limier::new();
        limier.index("-").stdin(archive).stdout(summary(5, 0, 0, 3, 5)).run();
        assert_eq!(limier.article("-/presse/2020/b.txt")["title"], "La gare ferme");
    }
}

#[test]
fn entries_may_be_compressed_and_archives_themselves() {
    let lines = gz(b"{\"id\": \"c1\", \"title\": \"Le pont\"}\n");
    let inner = tar([("c.jsonl.gz", &lines[..]), ("a.txt", b"Le pont rouvre")]);
    let middle = zip([("deux.tar.gz", &gz(&inner)[..])]);
    let limier = Limier::new().file("un.tar", tar([("milieu.zip", &middle[..])])).indexed();
    let mut ids = limier.ids("pont");
    ids.sort();
    assert_eq!(ids, ["c1", "un.tar/milieu.zip/deux.tar.gz/a.txt"]);
}

#[test]
fn archives_in_too_many_archives_are_refused() {
    let deep = (0..4).fold(tar([("a.txt", &b"Le pont"[..])]), |inner, _| {
        tar([("b.txt", &b"Le quai"[..]), ("x.tar", &inner[..])])
    });
    let limier = Limier::new().file("x.tar", deep);
    limier
        .index("x.tar")
        .stdout(summary(3, 0, 1, 3, 3))
        .stderr("x.tar/x.tar/x.tar/x.tar: an archive in 3 others; unpack it first\n")
        .code(1)
        .run();
}

#[test]
fn no_entry_leaves_its_archive() {
    let names = ["../../sortie.txt", "/absolu.txt", "a/../../b.txt"];
    let files = || names.map(|name| (name, &b"Le pont rouvre"[..]));
    let limier = Limier::new().file("d/x.tar", tar(files())).file("d/y.tgz", gz(&tar(files())));
    limier.index("d").stdout(summary(6, 0, 0, 6, 6)).run();
    let mut ids = limier.ids("pont");
    ids.sort();
    assert_eq!(
        ids,
        [
            "d/x.tar/a/b.txt",
            "d/x.tar/absolu.txt",
            "d/x.tar/sortie.txt",
            "d/y.tgz/a/b.txt",
            "d/y.tgz/absolu.txt",
            "d/y.tgz/sortie.txt",
        ]
    );
    assert!(!limier.path("d/sortie.txt").exists() && !limier.path("sortie.txt").exists());
}

#[test]
fn an_entry_that_cannot_be_read_costs_that_entry() {
    let mut archive = zip(["a.txt", "b.txt", "c.txt", "d.txt"].map(|name| (name, &b"Le pont"[..])));
    // The directory lists the entries in the order of their names: general purpose
    // flags are at 8 of a record, the method at 10, the checksum at 16.
    let records: Vec<usize> = memchr::memmem::find_iter(&archive, b"PK\x01\x02").collect();
    archive[records[0] + 8] |= 1;
    archive[records[1] + 10] = 14;
    archive[records[2] + 16] ^= 0xFF;
    let limier = Limier::new().file("x.zip", archive);
    limier
        .index("x.zip")
        .stdout(summary(1, 0, 3, 1, 1))
        .stderr(
            "x.zip/a.txt: encrypted; unpack it with its password first\n\
             x.zip/b.txt: compressed by lzma, which is not read; unpack it first\n\
             x.zip/c.txt: cannot be read: damaged: its size or checksum is not as it should be; see \
             that it is whole and that you may read it\n",
        )
        .code(1)
        .run();
    assert_eq!(limier.ids("pont"), ["x.zip/d.txt"]);
}

#[test]
fn archives_cut_short_say_so() {
    let [tarred, zipped] = [tar(files()), zip(files())];
    let limier = Limier::new()
        .file("d/a.tar", &tarred[..512 + 20])
        .file("d/b.tar.gz", &gz(&tarred)[..60])
        .file("d/c.zip", &zipped[..zipped.len() - 30])
        .file("d/d.txt", "Le pont rouvre");
    let output = limier.index("d").output();
    let lines: Vec<&str> = output.stderr.lines().collect();
    assert_eq!(lines.len(), 3, "{lines:?}");
    assert_eq!(
        lines[0],
        "d/a.tar/presse/2020/a.txt: cannot be read: the archive ends in the middle of it; see that it is \
         whole and that you may read it"
    );
    assert!(lines[1].starts_with("d/b.tar.gz"), "{lines:?}");
    assert_eq!(
        lines[2],
        "d/c.zip: cannot be read: no zip file, or one cut short: it has no directory; \
         download it again or repair it"
    );
    assert_eq!((output.code, limier.ids("pont")), (1, vec!["d/d.txt".to_owned()]));
}

#[test]
fn of_a_wacz_the_captures_are_read() {
    let text = "<p>Le pont de Nantes rouvre lundi après trois mois de travaux, dit la préfecture.";
    let page = format!("<title>Le pont</title><h1>Le pont rouvre</h1>{}", text.repeat(9));
    let block = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}");
    let warc = format!(
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://le-phare.example/a\r\n\
         Content-Type: application/http\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n",
        block.len()
    );
    let lists = "{\"title\": \"Pages\"}\n{\"id\": \"1\", \"title\": \"Le pont\"}\n";
    let wacz = zip([
        ("archive/data.warc.gz", &gz(warc.as_bytes())[..]),
        ("pages/pages.jsonl", lists.as_bytes()),
        ("datapackage.json", b"{\"title\": \"Le pont\"}"),
    ]);
    let limier =
        Limier::new().file("d/a.wacz", &wacz).file("d/b.WACZ", zip([("a.wacz", &wacz[..])]));
    limier.index("d").stdout(summary(2, 1, 0, 2, 1)).run();
    assert_eq!(limier.ids("pont"), ["https://le-phare.example/a"]);
}
