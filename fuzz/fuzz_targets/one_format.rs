//! Any bytes are read in the format whose name the target has: one source for all of them.
//!
//! What must hold of all that is found is asserted by `looker`.

#![no_main]

mod looker;

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use limier::internals::Catalog;

static CATALOG: LazyLock<Catalog> =
    LazyLock::new(|| Catalog::only(env!("CARGO_BIN_NAME")).expect("the name of a format"));

fuzz_target!(|bytes: &[u8]| looker::look_at(b"a.txt", bytes, *CATALOG));
