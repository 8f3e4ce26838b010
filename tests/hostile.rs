//! What a stranger may put in our way.

#![allow(clippy::unwrap_used, reason = "what fails here is a failed test")]

mod common;

use common::{Folder, outcome, sealpack, snapshot};
use serde_json::{Value, json};

fn run(args: &[&std::path::Path], command: &str) -> (i32, String, String) {
    outcome(&sealpack("en").arg(command).args(args).output().unwrap())
}

/// A profile whose names would lead out of the submission.
fn profile_with(code: &str, folder: &str) -> Folder {
    let made = Folder::new(&json!({}));
    let path = made.temp.path().join("profile/profile.json");
    let mut profile: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    profile["indicators"][0]["code"] = json!(code);
    profile["kinds"]["photos"]["folders"] = json!([folder]);
    std::fs::write(&path, profile.to_string()).unwrap();
    made
}

#[test]
fn names_of_a_profile_never_lead_out_of_the_submission() {
    for (code, folder) in
        [("../../evil", "photos"), ("A/1", "photos"), ("A1", "../../../evil"), ("A1", "a\\b")]
    {
        let made = profile_with(code, folder);
        let before = snapshot(made.temp.path());
        for command in ["init", "check"] {
            let (exit, _, err) = run(&[&made.root], command);
            assert_eq!(exit, 2, "{command} {code} {folder}: {err}");
            assert!(err.contains("profile.json") && err.contains("folder"), "{err}");
        }
        assert_eq!(snapshot(made.temp.path()), before);
    }
}

#[cfg(unix)]
#[test]
fn a_pipe_in_the_place_of_a_file_ends_at_once() {
    let made = Folder::new(&json!({}));
    let manifest = made.root.join("submission.json");
    std::fs::remove_file(&manifest).unwrap();
    let Some(mkfifo) = common::tool("mkfifo") else { return };
    assert!(std::process::Command::new(mkfifo).arg(&manifest).status().unwrap().success());
    for (command, path) in [("check", &made.root), ("pack", &made.root), ("verify", &manifest)] {
        let (exit, _, err) = run(&[path], command);
        assert_eq!(exit, 2, "{command}: {err}");
        assert!(err.contains("submission.json"), "{command}: {err}");
    }
}

#[cfg(unix)]
#[test]
fn a_manifest_that_is_a_link_is_not_followed() {
    let made = Folder::new(&json!({}));
    let manifest = made.root.join("submission.json");
    let elsewhere = made.temp.path().join("elsewhere.json");
    std::fs::rename(&manifest, &elsewhere).unwrap();
    std::os::unix::fs::symlink(&elsewhere, &manifest).unwrap();
    let (exit, _, err) = run(&[&made.root], "check");
    assert_eq!(exit, 2, "{err}");
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_early_changes_no_verdict() {
    let made = Folder::new(&json!({"properties": {"photos": {"minItems": 1}}}));
    let mut child =
        sealpack("en").arg("check").arg(&made.root).stdout(std::process::Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(1));
}

/// A gigabyte of zeros in a megabyte of archive, right in every other way: it is read to its end, and not kept.
#[cfg(target_os = "linux")]
#[test]
fn what_inflates_a_lot_takes_no_memory() {
    use std::io::Write;

    use common::forge::{Entry, zip};
    use flate2::write::DeflateEncoder;
    use sha2::{Digest, Sha256};

    const PIECE: usize = 1 << 20;
    const PIECES: usize = 1 << 10;
    let zeros = vec![0; PIECE];
    // Deflated data that ends on a byte can be repeated; the empty block at the end is the last one.
    let mut encoder = DeflateEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(&zeros).unwrap();
    encoder.flush().unwrap();
    let piece = encoder.get_ref().clone();
    let data = [piece.repeat(PIECES), vec![3, 0]].concat();
    assert!(data.len() < PIECES * PIECE / 500);
    let (mut sha256, mut crc) = (Sha256::new(), crc32fast::Hasher::new());
    for _ in 0..PIECES {
        sha256.update(&zeros);
        crc.update(&zeros);
    }
    let crc = crc.finalize();
    let digest: Vec<String> = sha256.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    let manifest = format!("{}  data/a.txt\n", digest.concat());
    let bomb = |size: usize| {
        let payload = Entry::deflated("bag/data/a.txt", b"").with(|entry| {
            entry.data.clone_from(&data);
            entry.both(|header| {
                header.crc = crc;
                header.size = u32::try_from(size).unwrap();
                header.compressed = u32::try_from(data.len()).unwrap();
            });
        });
        zip(&[
            Entry::deflated("bag/bagit.txt", b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"),
            payload,
            Entry::deflated("bag/manifest-sha256.txt", manifest.as_bytes()),
        ])
    };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.zip");
    for (size, expected, said) in [
        (PIECES * PIECE, 0, "verified"),
        // Inflating stops where the size is passed that the archive declares.
        (1000, 1, "error[zip-damaged-data]"),
    ] {
        std::fs::write(&path, bomb(size)).unwrap();
        let mut command = std::process::Command::new("sh");
        // Half of what the file inflates to, with all that the program, its threads and their stacks may claim.
        command.args(["-c", "ulimit -v 524288; exec \"$@\"", "sh"]);
        command.arg(sealpack("en").get_program()).args(["verify", "--lang", "en", "--jobs", "2"]).arg(&path);
        let (code, out, err) = outcome(&command.output().unwrap());
        assert_eq!(code, expected, "{out}{err}");
        assert!(out.contains(said), "{out}{err}");
    }
}
