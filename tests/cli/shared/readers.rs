//! What is taken along of the corpus, read back by others.
//!
//! Its lines hold what a site has published: thousands of articles with all that is in them.

use crate::readers::check_exports;
use crate::shared::data::corpus_lines;
use crate::support::Limier;

/// Lines of the corpus that are read back.
const LINES: usize = 4_000;

#[test]
#[ignore = "needs ../shared and Python"]
fn long_the_corpus_is_read_back_by_others() {
    let limier = Limier::new().file("corpus.jsonl", corpus_lines(LINES).join("\n"));
    limier.index("corpus.jsonl").output();
    assert!(limier.len() > 3_900);
    check_exports(&limier);
}
