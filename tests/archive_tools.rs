//! Archives against the tools that people have: what we pack they read, what they pack we verify.
//!
//! A tool that is not installed is named on stderr and its test ends, or fails where `SEALPACK_REQUIRE_TOOLS`
//! is set; `bagit.py` is looked for on the path, or where `BAGIT_PY` says.

#![expect(clippy::unwrap_used, reason = "a test may fail anywhere")]

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use jiff::civil::date;
use sealpack::archive::{Options, PayloadFile, Plan, TagFile, Verification, pack, verify};
use sealpack::inventory::Watch;
use sha2::{Digest, Sha256};
use tempfile::TempDir;

const NAME: &str = "示例县-20260701";
const FILES: &[(&str, &[u8])] = &[
    ("A1-公益广告刊播/实景图片/2026-03-05_人民广场_公益广告牌.jpg", &[0xFF; 70_000]),
    ("A1-公益广告刊播/图片说明.csv", "文件名,时间,地点\n一.jpg,2026-03-05,人民广场\n".as_bytes()),
    ("A2 志愿服务/说明报告/志愿服务 (终稿).docx", b"PK\x05\x06 only looks like a document"),
    ("A2 志愿服务/empty.txt", b""),
];

/// Packs the files into a new folder.
fn packed() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let payload = FILES.iter().map(|(path, content)| {
        let source = folder.path().join("in").join(path);
        fs::create_dir_all(source.parent().unwrap()).unwrap();
        fs::write(&source, content).unwrap();
        let sha256 = Sha256::digest(content).into();
        PayloadFile { path: (*path).to_owned(), source, bytes: content.len() as u64, sha256 }
    });
    let plan = Plan {
        name: NAME.to_owned(),
        date: date(2026, 7, 1),
        payload: payload.collect(),
        tags: vec![TagFile { path: "sealpack/说明.json".to_owned(), content: b"{}".to_vec() }],
        info: vec![("Source-Organization".to_owned(), "示例县".to_owned())],
        draft: false,
    };
    let target = folder.path().join(format!("{NAME}.zip"));
    pack(&plan, &target, &Options { force: false, key: None, watch: Watch::nobody() }).unwrap();
    (folder, target)
}

/// Runs a tool in a folder; none where it is not installed.
fn run(folder: &Path, tool: &str, arguments: &[&str]) -> Option<Output> {
    // A tool given with its path is there, or its test fails.
    let tool = if tool.contains(['/', '\\']) { PathBuf::from(tool) } else { common::tool(tool)? };
    Some(Command::new(tool).args(arguments).current_dir(folder).env("LC_ALL", "C.UTF-8").output().unwrap())
}

/// Runs a tool that must succeed; gives what it printed.
fn succeed(folder: &Path, tool: &str, arguments: &[&str]) -> Option<String> {
    let output = run(folder, tool, arguments)?;
    let text = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
    assert!(output.status.success(), "{tool} {arguments:?}: {text}");
    Some(text)
}

fn verified(path: &Path) -> Verification {
    let verification = verify(path, Watch::nobody()).unwrap();
    assert!(verification.verified, "{:?}", verification.findings);
    assert_eq!(verification.files, FILES.len() as u64);
    verification
}

fn has_all_files(bag: &Path) {
    for (path, content) in FILES {
        assert!(fs::read(bag.join("data").join(path)).unwrap() == *content, "{path}");
    }
}

#[test]
fn unzip_reads_it() {
    let (folder, target) = packed();
    let archive = target.to_str().unwrap();
    if succeed(folder.path(), "unzip", &["-t", archive]).is_some() {
        succeed(folder.path(), "unzip", &["-q", archive, "-d", "out"]);
        has_all_files(&folder.path().join("out").join(NAME));
        assert!(!verified(&folder.path().join("out").join(NAME)).canonical);
    }
}

#[test]
fn seven_zip_reads_it() {
    let (folder, target) = packed();
    let archive = target.to_str().unwrap();
    if let Some(text) = succeed(folder.path(), "7z", &["t", archive]) {
        assert!(!text.contains("WARNING"), "{text}");
        succeed(folder.path(), "7z", &["x", "-oout", archive]);
        has_all_files(&folder.path().join("out").join(NAME));
    }
}

#[test]
fn python_reads_it() {
    const SCRIPT: &str = "import sys, zipfile\n\
        archive = zipfile.ZipFile(sys.argv[1])\n\
        assert archive.testzip() is None\n\
        archive.extractall('out')";
    let (folder, target) = packed();
    if succeed(folder.path(), "python3", &["-c", SCRIPT, target.to_str().unwrap()]).is_some() {
        has_all_files(&folder.path().join("out").join(NAME));
    }
}

#[test]
fn sha256sum_checks_it() {
    let (folder, target) = packed();
    let sum = format!("{NAME}.zip.sha256");
    if succeed(folder.path(), "sha256sum", &["--strict", "-c", &sum]).is_none()
        || succeed(folder.path(), "unzip", &["-q", target.to_str().unwrap()]).is_none()
    {
        return;
    }
    for (manifest, count) in [("manifest-sha256.txt", FILES.len()), ("tagmanifest-sha256.txt", 4)] {
        let bag = folder.path().join(NAME);
        let text = succeed(&bag, "sha256sum", &["--strict", "-c", manifest]).unwrap_or_default();
        assert_eq!(text.matches(": OK").count(), count, "{text}");
    }
}

#[test]
fn bagit_py_checks_it() {
    let (folder, target) = packed();
    let tool = std::env::var("BAGIT_PY").unwrap_or_else(|_| "bagit.py".to_owned());
    if succeed(folder.path(), "unzip", &["-q", target.to_str().unwrap()]).is_some() {
        succeed(folder.path(), &tool, &["--validate", NAME]);
    }
}

/// Archives of the same bag by other tools: whole, but not in our form.
#[test]
fn archives_of_other_tools_verify() {
    const PYTHON: &str = "import shutil\nshutil.make_archive('python', 'zip', '.', 'bag')";
    // Written to a pipe, so with data descriptors.
    const STREAM: &str = "import sys, os, zipfile\n\
        out = open('stream.zip', 'wb', buffering=0)\n\
        class Pipe:\n\
        \x20   def write(self, data): return out.write(data)\n\
        \x20   def flush(self): pass\n\
        with zipfile.ZipFile(Pipe(), 'w', zipfile.ZIP_DEFLATED) as archive:\n\
        \x20   for folder, _, names in os.walk('bag'):\n\
        \x20       for name in names: archive.write(os.path.join(folder, name))";
    let (folder, target) = packed();
    if succeed(folder.path(), "unzip", &["-q", target.to_str().unwrap()]).is_none() {
        return;
    }
    // A bag of another program, which does not say that it is ours.
    let bag = folder.path().join("bag");
    fs::rename(folder.path().join(NAME), &bag).unwrap();
    fs::remove_file(bag.join("bag-info.txt")).unwrap();
    fs::remove_file(bag.join("tagmanifest-sha256.txt")).unwrap();
    let tools: &[(&str, &str, &[&str])] = &[
        ("zip.zip", "zip", &["-qr", "zip.zip", "bag"]),
        ("comment.zip", "sh", &["-c", "echo 一句话 | zip -qrz comment.zip bag"]),
        ("7z.zip", "7z", &["a", "-tzip", "7z.zip", "bag"]),
        ("python.zip", "python3", &["-c", PYTHON]),
        ("stream.zip", "python3", &["-c", STREAM]),
    ];
    for (name, tool, arguments) in tools {
        if succeed(folder.path(), tool, arguments).is_some() {
            let verification = verified(&folder.path().join(name));
            let rules: Vec<&str> = verification.findings.iter().map(|finding| finding.rule).collect();
            assert_eq!((rules, verification.canonical), (vec!["not-canonical"], false), "{name}");
        }
    }
}
