//! What a user may not read or write is said, and is no harm otherwise.
//!
//! The superuser may do everything: for him these tests run `limier` as `nobody`, whom
//! some machines do not have. They are ignored unless asked for, as the gate does:
//! `cargo test --test cli -- --ignored unprivileged::`.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use crate::support::Limier;

/// Says who may do what with a file or folder, as in `chmod`.
fn permit(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

#[test]
#[ignore = "needs a user who is not root"]
fn a_folder_that_cannot_be_written_is_said() {
    let limier = Limier::new().file("a.txt", "Le pont rouvre").file("locked/.keep", "");
    let limier = limier.unprivileged();
    permit(&limier.path("locked"), 0o555);
    limier
        .bare("index")
        .args(["a.txt", "--index", "locked/ix"])
        .stderr(
            "error: cannot write locked/ix; see that there is room and that you may write there, \
             or name another place\n\
             \x20 because: Permission denied (os error 13)\n",
        )
        .code(2)
        .run();
    permit(&limier.path("locked"), 0o755);
}

#[test]
#[ignore = "needs a user who is not root"]
fn an_index_that_cannot_be_written_can_be_searched() {
    let limier = Limier::new().file("a.txt", "Le pont rouvre").indexed().unprivileged();
    let index = limier.path("ix");
    for entry in fs::read_dir(&index).unwrap() {
        permit(&entry.unwrap().path(), 0o444);
    }
    permit(&index, 0o555);
    assert_eq!(limier.index("a.txt").arg("--force").output().code, 2, "it can be written");
    assert_eq!(limier.ids("pont"), ["a.txt"]);
    permit(&index, 0o755);
}

#[test]
#[ignore = "needs a user who is not root"]
fn a_file_that_may_not_be_read_is_named() {
    let limier = Limier::new().file("d/a.txt", "Le quai").file("d/b.txt", "Le pont rouvre");
    let limier = limier.unprivileged();
    permit(&limier.path("d/a.txt"), 0o000);
    let output = limier.index("d").output();
    assert!(output.stderr.starts_with("d/a.txt: cannot be read: Permission denied"));
    assert_eq!((output.stderr.lines().count(), output.code), (1, 1));
    assert_eq!(limier.ids("pont"), ["d/b.txt"]);
}

#[test]
#[ignore = "needs a user who is not root"]
fn what_lies_below_a_folder_that_may_not_be_read_is_not_gone() {
    let limier =
        Limier::new().file("docs/a.txt", "Le pont rouvre").file("docs/in/b.txt", "Le quai");
    let limier = limier.unprivileged();
    limier.index("docs").text();
    permit(&limier.path("docs/in"), 0o000);
    let output = limier.index("docs").arg("--prune").output();
    permit(&limier.path("docs/in"), 0o755);
    assert!(output.stderr.contains("Permission denied"), "{output:?}");
    assert_eq!(limier.len(), 2);
}
