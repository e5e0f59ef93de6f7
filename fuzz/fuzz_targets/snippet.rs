//! A snippet of any text for any query keeps to its limits, and marks what is there.
//!
//! The first line of an input is the query, the rest the text.

#![no_main]

use jiff::Timestamp;
use libfuzzer_sys::fuzz_target;
use limier::internals::snippet;
use limier::{Clock, Query, SnippetOptions};

fuzz_target!(|input: &str| {
    let (query, body) = input.split_once('\n').unwrap_or((input, ""));
    let Ok(query) = Query::parse(query, &Clock::in_paris(Timestamp::UNIX_EPOCH)) else { return };
    for options in [SnippetOptions::default(), SnippetOptions { max_fragments: 5, max_chars: 40 }] {
        let fragments = snippet(&query, body, options);
        assert!(fragments.len() <= options.max_fragments);
        let mut end = 0;
        for fragment in &fragments {
            let chars = fragment.text.chars().count();
            assert!(end <= fragment.byte_offset, "{fragments:?} overlap");
            assert!(body.get(fragment.byte_offset..).is_some(), "{fragment:?} cuts a character");
            end = fragment.byte_offset + 1;
            let mut last = 0;
            for mark in &fragment.highlights {
                assert!(last <= mark.start && mark.start < mark.end && mark.end <= chars);
                last = mark.end;
            }
            for mark in &fragment.byte_highlights {
                assert!(body.get(mark.clone()).is_some(), "{fragment:?} marks half a character");
            }
        }
    }
});
