//! Real exports: feeds, tables, the XML of agencies, text from a scan.
//!
//! For each file the number of articles is given, and all that is said of the rest.

use crate::shared::data::files;
use crate::support::{Limier, summary};

/// Checks how many articles each file of a folder holds and what is said of it, and that
/// no markup is left in them.
#[track_caller]
fn check(folder: &str, expected: &[(&str, u64, u64, &str)]) {
    let files = files(&format!("formats/{folder}"));
    assert_eq!(files.len(), expected.len(), "files in {folder}");
    for ((name, content), (expected_name, articles, undated, stderr)) in files.iter().zip(expected)
    {
        assert_eq!(name, expected_name);
        let limier = Limier::new().file(name, content);
        let rejected = stderr.lines().count() as u64;
        limier
            .index(name)
            .stdout(summary(*articles, 0, rejected, *undated, *articles))
            .stderr(*stderr)
            .code(i32::from(rejected > 0))
            .run();
        for id in limier.ids("de OU le OU la OU het OU van") {
            let article = limier.article(&id);
            for field in ["title", "description", "body"] {
                let text = article[field].as_str().unwrap_or_default();
                for sign in ["<p", "</", "<!", "&lt;", "&amp;", "&quot;", "&#", "]]>"] {
                    assert!(!text.contains(sign), "{sign} in the {field} of {id}");
                }
            }
        }
    }
}

#[test]
#[ignore = "needs ../shared"]
fn real_feeds_are_read() {
    check(
        "rss",
        &[
            ("empty.xml", 0, 0, "empty.xml: empty file; get it again\n"),
            ("lemonde-a.xml", 18, 0, ""),
            ("lemonde-b.xml", 20, 0, ""),
        ],
    );
}

#[test]
#[ignore = "needs ../shared"]
fn real_tables_are_read() {
    check("tsv", &[("bbc_afrique_60.tsv", 60, 60, "")]);
}

#[test]
#[ignore = "needs ../shared"]
fn real_dispatches_are_read() {
    check(
        "newsml",
        &[
            ("afp_belga.xml", 1, 0, ""),
            ("belga_newsml_1_2.xml", 2, 0, ""),
            ("globenewswire_fr.xml", 1, 0, ""),
        ],
    );
}

#[test]
#[ignore = "needs ../shared"]
fn real_xml_that_is_not_well_formed_is_read() {
    let cut = "LaLibreContrast.xml:240: the file ends before this document does; what there is of it \
               was kept; get it again\n";
    check("xml_sloppy", &[("LaLibreContrast.xml", 36, 36, cut)]);
}

#[test]
#[ignore = "needs ../shared"]
fn real_text_from_a_scan_is_read() {
    // Its name says the day.
    check("ocr_txt", &[("KB_JB567_1908-08-23_01-00001.txt", 1, 0, "")]);
}
