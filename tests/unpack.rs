//! `sealpack unpack`: the whole archive into a new folder, or nothing.

#![allow(clippy::unwrap_used, reason = "what fails here is a failed test")]

mod common;

use std::fs;
use std::path::Path;

use common::forge::{Entry, zip};
use common::{bag, example, outcome, sealpack};

fn unpack(archive: &Path, to: &Path) -> (i32, String, String) {
    outcome(&sealpack("en").arg("unpack").arg(archive).arg(to).output().unwrap())
}

fn packed(folder: &Path) -> std::path::PathBuf {
    let archive = folder.join("示例县.zip");
    let packed = sealpack("en")
        .args(["pack", "--date", "2026-07-01", "-o"])
        .arg(&archive)
        .arg(example("demo-county"))
        .output();
    assert_eq!(packed.unwrap().status.code(), Some(0));
    archive
}

#[test]
fn everything_comes_out_as_it_was_sealed() {
    let folder = tempfile::tempdir().unwrap();
    let archive = packed(folder.path());
    let to = folder.path().join("解开");
    let (code, out, err) = unpack(&archive, &to);
    assert_eq!(code, 0, "{out}{err}");
    assert!(out.contains("  verified"), "{out}");
    assert!(out.contains("Unpacked into"), "{out}");
    for (name, content) in bag::entries(&archive) {
        let (_, below) = name.split_once('/').unwrap();
        assert!(fs::read(to.join(below)).unwrap() == content, "{name}");
    }
    let (code, out, _) = outcome(&sealpack("en").arg("verify").arg(&to).output().unwrap());
    assert_eq!(code, 0, "{out}");
    let mut left: Vec<_> =
        fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    left.sort();
    assert_eq!(left, ["示例县.zip", "示例县.zip.sha256", "解开"]);
}

#[test]
fn an_archive_larger_than_allowed_is_neither_read_nor_unpacked() {
    let folder = tempfile::tempdir().unwrap();
    let entry = Entry::stored("示例/data/a", b"a");
    let archive = folder.path().join("a.zip");
    fs::write(&archive, zip(&[entry, Entry::stored("示例/bagit.txt", &[b'x'; 3000])])).unwrap();
    let whole = packed(folder.path());
    let to = folder.path().join("解开");
    for (command, arguments) in [("verify", vec![]), ("unpack", vec![to.as_os_str()])] {
        for file in [&archive, &whole] {
            let run =
                sealpack("en").arg(command).arg(file).args(&arguments).args(["--max-size", "2KB"]).output();
            let (code, out, _) = outcome(&run.unwrap());
            assert_eq!(code, 1, "{out}");
            assert!(out.contains("larger-than-allowed") && out.contains("2 KB"), "{out}");
            assert!(!to.exists());
        }
        let run =
            sealpack("en").arg(command).arg(&whole).args(&arguments).args(["--max-size", "1GB"]).output();
        assert_eq!(outcome(&run.unwrap()).0, 0);
    }
    let (code, _, err) =
        outcome(&sealpack("en").args(["verify", "a.zip", "--max-size", "much"]).output().unwrap());
    assert_eq!(code, 2);
    assert!(err.contains("--max-size") && err.contains("much"), "{err}");
}

#[test]
fn what_is_there_is_never_touched() {
    let folder = tempfile::tempdir().unwrap();
    let archive = packed(folder.path());
    for name in ["folder", "file"] {
        let to = folder.path().join(name);
        if name == "folder" {
            fs::create_dir(&to).unwrap();
        } else {
            fs::write(&to, "mine").unwrap();
        }
        let (code, _, err) = unpack(&archive, &to);
        assert_eq!(code, 2);
        assert!(err.contains(name) && err.contains('→'), "{err}");
    }
    assert_eq!(fs::read(folder.path().join("file")).unwrap(), b"mine");
    assert_eq!(fs::read_dir(folder.path().join("folder")).unwrap().count(), 0);
}

#[test]
fn what_is_not_verified_is_not_unpacked() {
    let folder = tempfile::tempdir().unwrap();
    let archive = packed(folder.path());
    let mut bytes = fs::read(&archive).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    let hostile = zip(&[
        Entry::stored("bag/bagit.txt", b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"),
        Entry::stored("bag/../../escaped", b"x"),
    ]);
    for (name, bytes) in [("damaged.zip", bytes), ("hostile.zip", hostile)] {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        let to = folder.path().join("out");
        let (code, out, err) = unpack(&path, &to);
        assert_eq!(code, 1, "{out}{err}");
        assert!(out.contains("NOT VERIFIED") && out.contains("Nothing was unpacked"), "{out}");
        assert!(!to.exists());
    }
    assert!(!folder.path().join("escaped").exists());
}

/// An archive whose bag lies at the top, as other programs make it.
#[test]
fn a_bag_at_the_top_of_the_archive_comes_out_as_well() {
    let folder = tempfile::tempdir().unwrap();
    let manifest = "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb  data/一/a.txt\n";
    let archive = folder.path().join("foreign.zip");
    let entries = [
        Entry::stored("bagit.txt", b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"),
        Entry::stored("data/", b""),
        Entry::stored("data/一/a.txt", b"a"),
        Entry::stored("manifest-sha256.txt", manifest.as_bytes()),
    ];
    fs::write(&archive, zip(&entries)).unwrap();
    let to = folder.path().join("out");
    assert_eq!(unpack(&archive, &to).0, 0);
    assert_eq!(fs::read(to.join("data/一/a.txt")).unwrap(), b"a");
}

/// A full disk: nothing stays behind.
#[cfg(target_os = "linux")]
#[test]
fn a_place_that_cannot_be_written_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let archive = packed(folder.path());
    let (code, _, err) = unpack(&archive, Path::new("/proc/sealpack-out"));
    assert_eq!(code, 2);
    assert!(err.contains("/proc/sealpack-out"), "{err}");
}
