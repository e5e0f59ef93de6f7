//! Any file of any name is read as articles and rejections; a panic, which a run survives,
//! counts as a crash here.
//!
//! The first line of an input is the name of the file, which picks its format; the rest is
//! what is in it.

#![no_main]

mod looker;

use libfuzzer_sys::fuzz_target;
use limier::internals::Catalog;

fuzz_target!(|input: &[u8]| {
    let at = input.iter().take(40).position(|byte| *byte == b'\n').unwrap_or(0);
    let bytes = input[at..].strip_prefix(b"\n").unwrap_or(input);
    looker::look_at(&input[..at], bytes, Catalog::default());
});
