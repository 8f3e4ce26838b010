//! What honest programs write is never refused for its structure: it is whole, and merely not in our form.

#![allow(clippy::unwrap_used, reason = "what fails here is a failed test")]
#![allow(clippy::print_stdout, reason = "the count belongs into the log of CI")]

mod common;

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;

use common::forge::{Entry, zip};
use common::{outcome, sealpack, tool};
use serde_json::Value;
use sha2::{Digest, Sha256};

/// The programs, and what they are asked to do: to make `out.zip` of the folder `bag`.
const PROGRAMS: &[(&str, &[&str])] = &[
    (
        "zip",
        &[
            "-r out.zip bag",
            "-r -0 out.zip bag",
            "-r -9 out.zip bag",
            "-r -X out.zip bag",
            "-r -D out.zip bag",
        ],
    ),
    (
        "zip",
        &["-r -fd out.zip bag", "-r -fd -0 out.zip bag", "-r -fz out.zip bag", "-r -UN=UTF8 out.zip bag"],
    ),
    ("zip", &["-r - bag > out.zip", "-r -0 - bag > out.zip", "-r - bag | cat > out.zip"]),
    ("zip", &["-r -z out.zip bag < bag/bagit.txt"]),
    ("7z", &["a -tzip out.zip bag", "a -tzip -mx0 out.zip bag", "a -tzip -mx9 out.zip bag"]),
    ("7z", &["a -tzip -mcu=on out.zip bag", "a -tzip -mtc=on out.zip bag", "a -tzip -so x bag > out.zip"]),
    ("jar", &["cMf out.zip bag", "c0Mf out.zip bag"]),
    (
        "bsdtar",
        &["--format zip -cf out.zip bag", "--format zip --options zip:compression=store -cf out.zip bag"],
    ),
    ("bsdtar", &["--format zip --options zip:hdrcharset=UTF-8 -cf out.zip bag"]),
    ("bsdtar", &["--format zip --options zip:zip64 -cf out.zip bag"]),
    (
        "python3",
        &[
            "-m zipfile -c out.zip bag",
            "-c 'import shutil; shutil.make_archive(\"out\", \"zip\", \".\", \"bag\")'",
        ],
    ),
];

/// A whole bag in `folder`; its payload is compressible, not compressible and empty.
fn bag(folder: &Path, names: [&str; 3]) {
    let data = folder.join("bag/data");
    let noise: Vec<u8> = (0..60_000_u32).map(|n| n.wrapping_mul(2_654_435_761).to_be_bytes()[0]).collect();
    let mut manifest = String::new();
    for (name, content) in names.into_iter().zip([&b"text ".repeat(5_000)[..], &noise, b""]) {
        let path = data.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        let digest = Sha256::digest(content);
        let digest = digest.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"));
        writeln!(manifest, "{digest}  data/{name}").unwrap();
    }
    let declaration = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
    fs::write(folder.join("bag/bagit.txt"), declaration).unwrap();
    fs::write(folder.join("bag/manifest-sha256.txt"), manifest).unwrap();
}

fn verify(path: &Path) -> (i32, Vec<Value>) {
    let output = sealpack("en").args(["verify", "--format", "json"]).arg(path).output().unwrap();
    let (code, out, err) = outcome(&output);
    let result: Value = serde_json::from_str(&out).unwrap_or_else(|error| panic!("{error}: {err}"));
    (code, result["archives"][0]["findings"].as_array().unwrap().clone())
}

#[test]
fn archives_of_other_programs_are_whole_and_not_canonical() {
    let plain = ["a.txt", "photos/b.jpg", "c/empty.txt"];
    let chinese = ["说明报告/情况说明.txt", "实景图片/2026-03-05_人民广场.jpg", "空文件.txt"];
    let mut count = 0;
    for names in [plain, chinese] {
        for (program, arguments) in PROGRAMS {
            let Some(path) = tool(program) else { continue };
            for arguments in *arguments {
                let folder = tempfile::tempdir().unwrap();
                bag(folder.path(), names);
                let line = format!("'{}' {arguments}", path.display());
                let made = Command::new("sh")
                    .args(["-c", &line])
                    .env("LC_ALL", "C.UTF-8")
                    .current_dir(folder.path())
                    .output()
                    .unwrap();
                assert!(made.status.success(), "{line}: {}", String::from_utf8_lossy(&made.stderr));
                let (code, findings) = verify(&folder.path().join("out.zip"));
                let rules: Vec<&str> = findings.iter().map(|f| f["rule"].as_str().unwrap()).collect();
                assert_eq!((code, rules.as_slice()), (0, &["not-canonical"][..]), "{line}: {findings:#?}");
                count += 1;
            }
        }
    }
    println!("{count} archives of other programs: all whole, none canonical");
    assert!(count >= 40 || std::env::var_os("SEALPACK_REQUIRE_TOOLS").is_none(), "only {count}");
}

/// A Mac takes names apart into letters and marks. The manifest may have them either way.
#[test]
fn names_from_a_mac_are_whole_and_not_canonical() {
    let decomposed = "bag/data/re\u{301}sume\u{301}.txt";
    let digest = "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb";
    let declaration = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mac.zip");
    for listed in ["data/r\u{e9}sum\u{e9}.txt", "data/re\u{301}sume\u{301}.txt"] {
        let manifest = format!("{digest}  {listed}\n");
        // In our form but for the name.
        let entries = [
            Entry::deflated("bag/bagit.txt", declaration.as_bytes()),
            Entry::deflated(decomposed, b"a"),
            Entry::deflated("bag/manifest-sha256.txt", manifest.as_bytes()),
        ];
        fs::write(&path, zip(&entries)).unwrap();
        let (code, findings) = verify(&path);
        assert_eq!((code, findings.len()), (0, 1), "{findings:#?}");
        assert_eq!(findings[0]["rule"], "not-canonical");
        assert!(findings[0]["message"].as_str().unwrap().contains("NFC"), "{findings:#?}");
        let strict = sealpack("en").args(["verify", "--strict"]).arg(&path).output().unwrap();
        assert_eq!(outcome(&strict).0, 1);
    }
}

/// Java's own library deflates the nothing that is in a folder.
#[test]
fn a_folder_whose_nothing_is_deflated_is_a_folder() {
    let manifest = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  data/a.txt\n";
    let declaration = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("java.zip");
    for (nothing, expected) in [(b"\x03\x00", "not-canonical"), (b"\x01\x00", "zip-folder-content")] {
        let entries = [
            Entry::deflated("bag/", b"").with(|entry| entry.data = nothing.to_vec()).streamed(),
            Entry::deflated("bag/bagit.txt", declaration.as_bytes()).streamed(),
            Entry::deflated("bag/data/a.txt", b"").streamed(),
            Entry::deflated("bag/manifest-sha256.txt", manifest.as_bytes()).streamed(),
        ];
        fs::write(&path, zip(&entries)).unwrap();
        let rules: Vec<Value> = verify(&path).1.into_iter().map(|finding| finding["rule"].clone()).collect();
        assert_eq!(rules, [expected]);
    }
}

/// Names in the code page of an old Chinese Windows mean something else on every other machine.
#[test]
fn names_in_gbk_are_refused_and_said_to_be() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("gbk.zip");
    let gbk = encoding_rs::GBK.encode("bag/data/说明.txt").0.into_owned();
    let entry = Entry::deflated("x", b"text").with(|entry| entry.both(|header| header.name = gbk.clone()));
    fs::write(&path, zip(&[entry])).unwrap();
    let (code, findings) = verify(&path);
    assert_eq!((code, &findings[0]["rule"]), (1, &Value::from("zip-name-encoding")));
    let message = findings[0]["message"].as_str().unwrap();
    assert!(message.contains("not Unicode"), "{message}");
    assert!(message.contains("GBK"), "{message}");
    assert_eq!(findings[0]["path"], "bag/data/说明.txt");
}
