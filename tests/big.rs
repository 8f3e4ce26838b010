//! Archives of many gigabytes and of many files: ours and other programs read them, in memory that does not grow
//! with them. Run by hand, with twice 7 GB free where temporary files go, or elsewhere with `TMPDIR`:
//!
//! ```sh
//! cargo test --release --test big -- --ignored --nocapture --test-threads 1
//! ```
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail anywhere")]
#![allow(clippy::print_stdout, reason = "a test says what it measured")]

mod common;

use std::fmt::Write;
use std::fs::{self, File};
use std::path::Path;
use std::process::Command;

use common::packing::Case;
use common::{sealpack, tool};

/// Peak memory of a run that is not counted: what threads and buffers take, in KiB.
const SMALL_CHANGE: u64 = 32 << 10;

/// What a run took.
#[derive(Debug, Clone, Copy)]
struct Cost {
    seconds: f64,
    /// Most memory at any moment, in KiB.
    peak: u64,
}

/// Runs a command that must succeed, and prints what it took; none where a tool is missing.
fn measured(what: &str, command: &Command) -> Option<Cost> {
    let mut timed = Command::new(tool("time")?);
    timed.args(["-f", "%e %M"]).arg(command.get_program()).args(command.get_args());
    timed.env("SEALPACK_LANG", "en").env("NO_COLOR", "1").env("LC_ALL", "C.UTF-8");
    let output = timed.output().unwrap();
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{what}: {text}{}", String::from_utf8_lossy(&output.stdout));
    let (seconds, peak) = text.trim().lines().last()?.split_once(' ')?;
    let cost = Cost { seconds: seconds.parse().unwrap(), peak: peak.parse().unwrap() };
    println!("{what:<28} {:>8.1} s {:>8} KiB", cost.seconds, cost.peak);
    Some(cost)
}

fn packing(case: &Case) -> Command {
    // Whoever checks a film of some gigabytes is told that it is too large to be looked at.
    case.packing(&["--draft", "--force"])
}

fn verifying(archive: &Path) -> Command {
    let mut command = sealpack("en");
    command.arg("verify").arg(archive);
    command
}

/// The archive is read by other programs.
fn others_read(archive: &Path) {
    const PYTHON: &str = "import sys, zipfile\nassert zipfile.ZipFile(sys.argv[1]).testzip() is None";
    for (name, args) in [("unzip", &["-tqq"][..]), ("7z", &["t", "-bd"]), ("python3", &["-c", PYTHON])] {
        if let Some(path) = tool(name) {
            measured(name, Command::new(path).args(args).arg(archive));
        }
    }
}

/// What packing and verifying take with three files of a megabyte.
fn small() -> (Cost, Cost) {
    let case = Case::new(2, 1);
    let pack = measured("pack, 3 MB", &packing(&case)).unwrap();
    (pack, measured("verify, 3 MB", &verifying(&case.target())).unwrap())
}

#[test]
#[ignore = "takes 14 GB of disk and minutes"]
fn six_gigabytes() {
    let (pack, verify) = small();
    // A film, which is stored, and a text, which is deflated; both of the zeros of a sparse file.
    for (name, kind) in [("film.mp4", "stored"), ("log.txt", "deflated")] {
        let case = Case::new(1, 1);
        let file = File::create(case.path("submission/A1/文件").join(name)).unwrap();
        file.set_len(6 << 30).unwrap();
        drop(file);
        println!("6 GiB, {kind}");
        let large = measured("pack", &packing(&case)).unwrap();
        assert!(large.peak < pack.peak + SMALL_CHANGE, "{large:?} {pack:?}");
        println!("{:>50} bytes", fs::metadata(case.target()).unwrap().len());
        let large = measured("verify", &verifying(&case.target())).unwrap();
        assert!(large.peak < verify.peak + SMALL_CHANGE, "{large:?} {verify:?}");
        others_read(&case.target());
    }
}

#[test]
#[ignore = "takes minutes"]
fn seventy_thousand_files() {
    let case = Case::new(0, 0);
    for folder in 0..70 {
        let folder_path = case.path("submission/A1/文件").join(format!("{folder:02}"));
        fs::create_dir(&folder_path).unwrap();
        for file in 0..1000 {
            let mut content = String::new();
            write!(content, "{folder} {file} ").unwrap();
            fs::write(folder_path.join(format!("说明{file:03}.txt")), content).unwrap();
        }
    }
    small();
    println!("70,000 files");
    let pack = measured("pack", &packing(&case)).unwrap();
    println!("{:>50} bytes", fs::metadata(case.target()).unwrap().len());
    let verify = measured("verify", &verifying(&case.target())).unwrap();
    // Each file has its facts when packing, and its entry and digest when verifying.
    assert!(pack.peak < 600 << 10 && verify.peak < 150 << 10, "{pack:?} {verify:?}");
    others_read(&case.target());
}
