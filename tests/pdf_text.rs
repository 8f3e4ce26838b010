//! The text of PDFs by the programs that offices use: our paragraphs against those that were written into them,
//! and our characters against another reader's. `tests/data/pdf/make.py` makes the files. And what an independent
//! program encrypts is read, or refused for that reason.

#![allow(clippy::expect_used)]

mod common;

use std::path::PathBuf;
use std::process::Command;

use common::{repository, tool};
use sealpack::facts::{self, Damage, Facts, Reason};

const MADE_BY: [&str; 8] =
    ["cairo", "chromium", "fpdf2", "ghostscript", "libreoffice", "reportlab", "vertical", "weasyprint"];

fn file(name: &str) -> PathBuf {
    repository().join("tests/data/pdf").join(name)
}

fn read(maker: &str) -> Facts {
    facts::read(&std::fs::read(file(&format!("{maker}.pdf"))).expect("a file"))
}

fn characters(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace() && *c != '\u{c}').count()
}

#[test]
fn paragraphs_are_those_that_were_written() {
    for maker in MADE_BY {
        let expected = std::fs::read_to_string(file(&format!("{maker}.txt"))).expect("its text");
        let facts = read(maker);
        assert_eq!((facts.intact, facts.scanned), (Some(true), Some(false)), "{maker}");
        let text = facts.text.expect("text");
        assert_eq!(text.content, expected.trim_end(), "{maker}");
        assert_eq!(text.characters, characters(&expected) as u64, "{maker}");
    }
}

#[test]
fn characters_agree_with_pdftotext() {
    let Some(pdftotext) = tool("pdftotext") else { return };
    for maker in MADE_BY {
        let output = Command::new(&pdftotext)
            .args(["-enc", "UTF-8"])
            .arg(file(&format!("{maker}.pdf")))
            .arg("-")
            .output()
            .expect("pdftotext runs");
        let theirs = characters(&String::from_utf8(output.stdout).expect("UTF-8")) as f64;
        let ours = read(maker).text.expect("text").characters as f64;
        assert!((ours - theirs).abs() <= 0.02 * theirs, "{maker}: {ours}, pdftotext {theirs}");
    }
}

#[test]
fn encrypted_files_read_without_a_password_or_not_at_all() {
    let Some(qpdf) = tool("qpdf") else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let (plain, locked) = (file("vertical.pdf"), folder.path().join("locked.pdf"));
    let expected = read("vertical").text.expect("text").content;
    for method in [
        ["40", "--print=n"].as_slice(),
        &["128", "--use-aes=n"],
        &["128", "--use-aes=n", "--force-V4"],
        &["128", "--use-aes=y"],
        &["128", "--use-aes=y", "--cleartext-metadata"],
        &["256", "--force-R5"],
        &["256"],
        &["256", "--print=none", "--extract=n", "--modify=none"],
    ] {
        for objects in ["disable", "generate"] {
            for password in ["", "secret"] {
                let made = Command::new(&qpdf)
                    .args([
                        "--allow-weak-crypto",
                        &format!("--object-streams={objects}"),
                        "--encrypt",
                        password,
                        "owner",
                    ])
                    .args(method)
                    .arg("--")
                    .args([&plain, &locked])
                    .status()
                    .expect("qpdf runs");
                assert!(made.success(), "{method:?}");
                let facts = facts::read(&std::fs::read(&locked).expect("a file"));
                let said = (facts.text.map(|text| text.content), facts.damage);
                let expected = match password {
                    "" => (Some(expected.clone()), None),
                    _ => (None, Some(Damage::whole(Reason::Encrypted))),
                };
                assert_eq!(said, expected, "{method:?}, {objects} object streams, password {password:?}");
            }
        }
    }
}
