//! Links the program at a fixed address where the linker can: of a search of some milliseconds
//! one in ten went into moving 46,000 addresses to where the program was loaded.
//!
//! It looks at the target and at nothing else.

use std::env;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let is = |name: &str, value: &str| env::var(name).is_ok_and(|it| it == value);
    if is("CARGO_CFG_TARGET_OS", "linux") && is("CARGO_CFG_TARGET_ENV", "gnu") {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
}
