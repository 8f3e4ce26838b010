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
