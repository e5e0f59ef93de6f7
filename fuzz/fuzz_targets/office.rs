//! Any XML is read as the parts of a DOCX, an XLSX or an ODS, whichever name the target has: the
//! archive is made around it, so that what reads the XML is reached.
//!
//! Zero bytes part an input into the parts of the archive.

#![no_main]

mod looker;

use std::io::Write;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use limier::internals::Catalog;
use rawzip::{CompressionMethod, ZipArchiveWriter};

const FORMAT: &str = env!("CARGO_BIN_NAME");

static CATALOG: LazyLock<Catalog> =
    LazyLock::new(|| Catalog::only(FORMAT).expect("the name of a format"));

/// Names of parts, those that hold the text first.
static PARTS: LazyLock<&[&str]> = LazyLock::new(|| match FORMAT {
    "docx" => &["word/document.xml"],
    "ods" => &["content.xml"],
    _ => &[
        "xl/worksheets/sheet1.xml",
        "xl/sharedStrings.xml",
        "xl/styles.xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
    ],
});

fuzz_target!(|input: &[u8]| {
    let mut archive = ZipArchiveWriter::new(Vec::new());
    for (name, part) in PARTS.iter().zip(input.split(|byte| *byte == 0)) {
        let entry = archive.new_file(name).compression_method(CompressionMethod::STORE);
        let (mut entry, config) = entry.start().expect("an entry");
        let mut writer = config.wrap(&mut entry);
        writer.write_all(part).expect("memory");
        let (_, output) = writer.finish().expect("memory");
        entry.finish(output).expect("memory");
    }
    looker::look_at(b"a.zip", &archive.finish().expect("memory"), *CATALOG);
});
