//! `sealpack check --watch`: every change is checked, a broken submission.json is survived, Ctrl-C ends it.
#![cfg(unix)]
#![allow(clippy::expect_used, clippy::unwrap_used)]

mod common;

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use common::{CACHE, Folder, cache, outcome, png, sealpack};
use serde_json::json;

/// Longer than any machine takes.
const LIMIT: Duration = Duration::from_mins(1);

/// A run that watches.
struct Watching {
    child: Child,
    lines: Receiver<String>,
}

impl Watching {
    fn start(folder: &Folder, arguments: &[&str]) -> Self {
        // Both streams in one, so that lines come in the order in which they were written.
        let mut child = Command::new("sh")
            .args(["-c", "exec \"$@\" 2>&1", "sh", env!("CARGO_BIN_EXE_sealpack"), "check", "--watch"])
            .arg(&folder.root)
            .args(arguments)
            .envs([("SEALPACK_LANG", "en"), ("NO_COLOR", "1")])
            .env(CACHE, cache())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let stdout = child.stdout.take().unwrap();
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                let _ = sender.send(line);
            }
        });
        Self { child, lines }
    }

    /// The lines up to one that says `what`.
    fn until(&self, what: &str) -> Vec<String> {
        let mut lines = Vec::new();
        loop {
            let line =
                self.lines.recv_timeout(LIMIT).unwrap_or_else(|_| panic!("no “{what}” after {lines:#?}"));
            let found = line.contains(what);
            lines.push(line);
            if found {
                return lines;
            }
        }
    }

    /// Sends the signal of Ctrl-C and returns the exit code and what was still said.
    fn end(mut self) -> (Option<i32>, Vec<String>) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
        let code = self.child.wait().unwrap().code();
        (code, self.lines.iter().collect())
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

/// Puts a file in place in one step, so that it is one change however slow the machine.
fn put(folder: &Folder, path: &str, bytes: &[u8]) {
    let whole = folder.write("../whole", bytes);
    fs::rename(whole, folder.root.join(path)).unwrap();
}

const PHOTO: &str = "实景图片/2026-03-05_人民广场_公益广告.png";

fn folder() -> Folder {
    let folder = Folder::new(&json!({"properties": {"photos": {"minItems": 1}}}));
    folder.write(&format!("A1-公益广告/{PHOTO}"), &png(8, 8, 1));
    folder
}

#[test]
fn a_file_that_is_added_changes_the_verdict_and_ctrl_c_ends_with_the_last_one() {
    let folder = folder();
    let run = Watching::start(&folder, &[]);
    let first = run.until("Watching");
    assert!(first.iter().any(|line| line.contains("1 error")), "{first:#?}");
    assert!(!first.concat().contains('\u{1b}'), "no terminal, so nothing to clear");
    put(&folder, &format!("B1-文明交通/{PHOTO}"), &png(8, 8, 2));
    let second = run.until("Watching");
    assert!(second.iter().any(|line| line.contains("No problems found")), "{second:#?}");
    assert!(second.last().unwrap().contains("0 new, 1 fixed"), "{second:#?}");
    fs::remove_file(folder.root.join(format!("A1-公益广告/{PHOTO}"))).unwrap();
    let third = run.until("Watching");
    assert!(third.last().unwrap().contains("1 new, 0 fixed"), "{third:#?}");
    assert_eq!(run.end().0, Some(1));
    let run = Watching::start(&folder, &["--only", "B1"]);
    run.until("Watching");
    assert_eq!(run.end().0, Some(0));
}

#[test]
fn a_broken_submission_json_is_told_and_watched_on_and_the_profile_is_read_again() {
    let folder = folder();
    let manifest = fs::read(folder.root.join("submission.json")).unwrap();
    let run = Watching::start(&folder, &[]);
    run.until("Watching");
    put(&folder, "submission.json", b"{\"profile\": ");
    let told = run.until("Watching");
    assert!(told.iter().any(|line| line.contains("is not JSON")), "{told:#?}");
    put(&folder, "submission.json", &manifest);
    let again = run.until("Watching");
    assert!(again.last().unwrap().contains("Nothing new"), "compared with the last verdict: {again:#?}");
    put(&folder, "../profile/indicator.schema.json", b"{}");
    let lenient = run.until("Watching");
    assert!(lenient.last().unwrap().contains("0 new, 1 fixed"), "{lenient:#?}");
    put(&folder, "../profile/profile.json", b"{");
    let told = run.until("Watching");
    assert!(told.iter().any(|line| line.contains("profile.json")), "{told:#?}");
    assert_eq!(run.end().0, Some(0), "the code of the last check that came to an end");
}

#[test]
fn its_own_reading_and_its_result_are_no_changes() {
    let folder = folder();
    let target = folder.temp.path().join("report.json");
    let run = Watching::start(&folder, &["-o", target.to_str().unwrap()]);
    run.until("Watching");
    assert!(target.is_file());
    // A second check would have to come before the one that this asks for.
    put(&folder, "A1-公益广告/说明报告/a.txt", b"x");
    let lines = run.until("Watching");
    assert_eq!(lines.len(), 1, "{lines:#?}");
    let (code, rest) = run.end();
    assert_eq!(code, Some(1));
    assert!(rest.is_empty(), "{rest:#?}");
    let result: serde_json::Value = serde_json::from_slice(&fs::read(&target).unwrap()).unwrap();
    assert_eq!(result["summary"]["materials"], 2, "the file holds the last result");

    for inside in ["report.json", "../profile/report.json"] {
        let mut run = sealpack("en");
        run.arg("check").arg(&folder.root).arg("--watch").arg("-o").arg(folder.root.join(inside));
        let (code, out, err) = outcome(&run.output().unwrap());
        assert_eq!((code, out.as_str()), (2, ""), "{err}");
        assert!(common::says(&err, "folder that is watched"), "{err}");
        assert!(!folder.root.join(inside).exists());
    }
}

#[test]
fn a_folder_that_is_not_there_is_an_error_at_once() {
    let folder = folder();
    let run = sealpack("en").arg("check").arg(folder.root.join("none")).arg("--watch").output().unwrap();
    let (code, out, err) = outcome(&run);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("none"), "{err}");
}
