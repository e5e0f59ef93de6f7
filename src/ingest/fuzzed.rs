//! What the fuzz targets of formats stand on, built and run with the other tests: they are a
//! crate of their own, which needs another compiler.

use std::fs;
use std::path::Path;

use super::catalog::Catalog;

#[path = "../../fuzz/fuzz_targets/looker.rs"]
mod looker;

/// Formats that only hold files of others: `formats` reaches them.
const ARCHIVES: [&str; 3] = ["zip", "tar", "warc"];

fn names() -> impl Iterator<Item = &'static str> {
    Catalog::default().list().map(|format| format.name)
}

#[test]
fn a_fuzz_target_reads_any_file_in_its_format() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/formats");
    let entries = fs::read_dir(root).expect("the samples");
    let samples: Vec<_> = entries.map(|entry| fs::read(entry.expect("one").path())).collect();
    assert!(samples.len() > 20, "{} samples", samples.len());
    for name in names() {
        let catalog = Catalog::only(name).expect("a format");
        for sample in &samples {
            looker::look_at(name.as_bytes(), sample.as_ref().expect("read"), catalog);
        }
    }
    assert!(Catalog::only("no format").is_none());
}

#[test]
fn each_format_has_a_fuzz_target() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/Cargo.toml");
    let targets = fs::read_to_string(path).expect("the targets");
    for name in names().filter(|name| !ARCHIVES.contains(name)) {
        assert!(targets.contains(&format!("\nname = \"{name}\"\n")), "{name}");
    }
}
