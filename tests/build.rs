//! The page as it is built from the sources.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn build(arguments: &[&str], out: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_kavichki")).arg("build").args(arguments).arg("--out").arg(out).output().unwrap()
}

fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.insert(path.clone(), std::fs::read(&path).unwrap());
        }
    }
    found
}

#[test]
fn two_builds_are_the_same_to_the_byte_and_tell_nothing_of_the_builder() {
    let folder = std::env::temp_dir().join(format!("kavichki-build-{}", std::process::id()));
    let (one, two) = (folder.join("deep/one"), folder.join("two"));
    for out in [&one, &two, &two] {
        let output = build(&[], out);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    let relative = |out: &Path| -> BTreeMap<PathBuf, Vec<u8>> {
        files(out).into_iter().map(|(path, bytes)| (path.strip_prefix(out).unwrap().to_owned(), bytes)).collect()
    };
    let (one, two) = (relative(&one), relative(&two));
    assert_eq!(one.keys().collect::<Vec<_>>(), two.keys().collect::<Vec<_>>());
    assert!(one == two, "the bytes differ");

    let index = String::from_utf8_lossy(&one[Path::new("index.html")]).into_owned();
    for reference in index.split(['"']).filter(|text| text.contains('/') && !text.contains([' ', '<', '>'])) {
        assert!(!reference.starts_with('/') && (!reference.contains(':')), "{reference} is not relative");
    }
    let root = env!("CARGO_MANIFEST_DIR").as_bytes();
    for (path, bytes) in &one {
        assert!(!bytes.windows(root.len()).any(|window| window == root), "{} names the builder's folder", path.display());
    }
    // Nothing half-written is left beside it.
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 2);
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn what_stands_in_the_way_is_named_and_left_alone() {
    let folder = std::env::temp_dir().join(format!("kavichki-foreign-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("thesis.txt"), "years of work").unwrap();
    let output = build(&[], &folder);
    assert_eq!(output.status.code(), Some(1));
    let message = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(message.contains("thesis.txt") && message.contains("nothing was changed"), "{message}");
    assert_eq!(files(&folder).len(), 1);
    std::fs::remove_dir_all(folder).unwrap();
}

/// A toolchain without the target, and a rustup that cannot help.
#[cfg(unix)]
#[test]
fn a_target_that_is_missing_and_cannot_be_had_is_said_in_words() {
    use std::os::unix::fs::PermissionsExt;
    let folder = std::env::temp_dir().join(format!("kavichki-target-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    for (name, script) in [("rustc", "#!/bin/sh\necho /nowhere/at/all\n"), ("rustup", "#!/bin/sh\necho 'no network' >&2\nexit 1\n")] {
        let path = folder.join(name);
        std::fs::write(&path, script).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    }
    let paths = format!("{}:/usr/bin:/bin", folder.display());
    let output =
        Command::new(env!("CARGO_BIN_EXE_kavichki")).args(["build", "--out"]).arg(folder.join("out")).env("PATH", paths).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let message = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(message.contains("no network") && message.contains("wasm32-unknown-unknown"), "{message}");
    std::fs::remove_dir_all(folder).unwrap();
}
