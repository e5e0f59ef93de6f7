//! A search for texts in all that a folder holds: in files as they are, in what is compressed
//! in them, and in the dictionaries and columns of an index.

use std::fs;
use std::path::{Path, PathBuf};

use tantivy::Index;
use tantivy::schema::FieldType;
use zstd::stream::read::Decoder;

/// What stored articles are compressed with.
const DICTIONARY: &[u8] = include_bytes!("../../src/index/articles.zdict");

/// The first bytes of what zstd has compressed.
const ZSTD: [u8; 4] = [0x28, 0xB5, 0x2F, 0xFD];

/// Most bytes of a compressed block.
const MAX_BLOCK: usize = 64 << 20;

/// Returns where any of these texts is in the files of a folder, a line each.
pub(crate) fn traces(dir: &Path, texts: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    let mut look = |place: &str, bytes: &[u8]| {
        for text in texts {
            if memchr::memmem::find(bytes, text.as_bytes()).is_some() {
                found.push(format!("{text} in {place}"));
            }
        }
    };
    let entries = walkdir::WalkDir::new(dir).into_iter().map(|entry| entry.unwrap());
    let files: Vec<PathBuf> = entries.map(walkdir::DirEntry::into_path).collect();
    for file in files.iter().filter(|file| file.is_file()) {
        let place = file.strip_prefix(dir).unwrap().display().to_string();
        let bytes = fs::read(file).unwrap();
        look(&place, &bytes);
        look(&place, place.as_bytes());
        for at in memchr::memmem::find_iter(&bytes, &ZSTD) {
            let mut unpacked = Vec::new();
            let decoder = Decoder::with_dictionary(&bytes[at..], DICTIONARY).unwrap();
            let mut decoder = decoder.single_frame();
            std::io::copy(&mut std::io::Read::take(&mut decoder, MAX_BLOCK as u64), &mut unpacked)
                .unwrap_or_default();
            look(&format!("{place}, unpacked"), &unpacked);
        }
        if place.ends_with("meta.json") && !place.contains(".copy") {
            look_into_dictionaries(file.parent().unwrap(), &mut look);
        }
    }
    found
}

/// Looks at every term of an index, and at every value of its columns of texts.
fn look_into_dictionaries(segments: &Path, look: &mut dyn FnMut(&str, &[u8])) {
    let index = Index::open_in_dir(segments).unwrap();
    let schema = index.schema();
    for segment in index.reader().unwrap().searcher().segment_readers() {
        for (field, entry) in schema.fields() {
            if entry.is_indexed() {
                let terms = segment.inverted_index(field).unwrap();
                let mut stream = terms.terms().stream().unwrap();
                while stream.advance() {
                    look(&format!("the terms of {}", entry.name()), stream.key());
                }
            }
            if let (true, FieldType::Str(_)) = (entry.is_fast(), entry.field_type()) {
                let Some(column) = segment.fast_fields().str(entry.name()).unwrap() else {
                    continue;
                };
                let mut stream = column.dictionary().stream().unwrap();
                while stream.advance() {
                    look(&format!("the column {}", entry.name()), stream.key());
                }
            }
        }
    }
}
