//! `sealpack verify`, through the binary.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail anywhere")]

mod common;

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use common::{Folder, bag, jpeg, names, outcome, png, refused_by, says, sealpack, snapshot};
use serde_json::{Value, json};

const BAG: &str = "示例县-20260701";
const PHOTO: &str = "data/A1-公益广告/实景图片/2026-03-05_人民广场_公益广告牌.png";
const OTHER: &str = "data/B1-文明交通/实景图片/2026-03-06_路口_文明劝导.jpg";
const MANIFEST: &str = "manifest-sha256.txt";
const INFO: &str = "bag-info.txt";

/// An archive, alone in its folder but for its sum.
struct Sealed {
    folder: Folder,
    archive: PathBuf,
}

impl Sealed {
    fn new() -> Self {
        let folder = Folder::new(&json!({}));
        let root = &folder.root;
        for (path, bytes) in [(PHOTO, png(40, 30, 1)), (OTHER, jpeg(48, 32, 2))] {
            folder.write(path.strip_prefix("data/").unwrap(), &bytes);
        }
        let archive = folder.temp.path().join("out/a.zip");
        fs::create_dir(archive.parent().unwrap()).unwrap();
        let mut command = sealpack("en");
        command.arg("pack").arg(root).args(["--date", "2026-07-01", "-o"]).arg(&archive);
        let (code, _, err) = outcome(&command.output().unwrap());
        assert_eq!(code, 0, "{err}");
        Self { folder, archive }
    }

    /// Where other files of a test go.
    fn place(&self, name: &str) -> PathBuf {
        self.folder.temp.path().join(name)
    }

    /// The bag as a folder.
    fn unpacked(&self, name: &str) -> PathBuf {
        bag::unpack(&self.archive, &self.place(name))
    }

    /// A file with these bytes.
    fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.place(name);
        fs::write(&path, bytes).unwrap();
        path
    }

    /// The archive's bytes.
    fn bytes(&self) -> Vec<u8> {
        fs::read(&self.archive).unwrap()
    }
}

/// Verifies with these arguments: exit code, the archives of the JSON result, and what was said on standard error.
fn verify(args: &[impl AsRef<OsStr>]) -> (i32, Vec<Value>, String) {
    let output = sealpack("en").args(["verify", "--format", "json"]).args(args).output().unwrap();
    let (code, out, err) = outcome(&output);
    let result: Value = serde_json::from_str(&out).unwrap_or_else(|error| panic!("{error}: {err}"));
    assert_eq!(refused_by("verify.schema.json", &result), [""; 0]);
    (code, result["archives"].as_array().unwrap().clone(), err)
}

/// Exit code and result for one archive.
fn one(path: &Path) -> (i32, Value) {
    let (code, archives, err) = verify(&[path]);
    assert_eq!(archives.len(), 1, "{err}");
    (code, archives[0].clone())
}

/// Rules and paths of the findings; the path is empty where there is none.
fn found(verification: &Value) -> Vec<(&str, &str)> {
    let text = |value: &'_ Value| value.as_str().unwrap_or_default().to_owned().leak() as &str;
    let findings = verification["findings"].as_array().unwrap();
    findings.iter().map(|finding| (text(&finding["rule"]), text(&finding["path"]))).collect()
}

/// Standard output and error of a verification for people.
fn said(args: &[impl AsRef<OsStr>]) -> (i32, String, String) {
    outcome(&sealpack("en").arg("verify").args(args).output().unwrap())
}

#[test]
fn a_good_archive_verifies_with_its_counts() {
    let sealed = Sealed::new();
    let (code, verification) = one(&sealed.archive);
    let bytes: usize = bag::entries(&sealed.archive)
        .iter()
        .filter(|(name, _)| name.starts_with(&format!("{BAG}/data/")))
        .map(|(_, content)| content.len())
        .sum();
    let expected = json!({
        "path": sealed.archive, "verified": true, "canonical": true, "draft": false, "seal": "none", "signer": null,
        "recheck": "none", "algorithms": ["sha256"], "files": 2, "bytes": bytes, "findings": [],
    });
    assert_eq!((code, verification), (0, expected));
    let (code, out, err) = said(&[&sealed.archive]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains("verified") && !out.contains("NOT"), "{out}");
    assert!(says(&out, "2 files") && says(&out, "sha256"), "{out}");
    assert_eq!(said(&[OsStr::new("--strict"), sealed.archive.as_os_str()]).0, 0);
}

#[test]
fn an_unpacked_archive_verifies() {
    let sealed = Sealed::new();
    let (code, verification) = one(&sealed.unpacked("folder"));
    assert_eq!((code, found(&verification)), (0, vec![]));
    assert_eq!((&verification["files"], &verification["canonical"]), (&json!(2), &json!(false)));
}

#[test]
fn the_language_is_the_one_asked_for() {
    let sealed = Sealed::new();
    let output = sealpack("zh").arg("verify").arg(&sealed.archive).output().unwrap();
    let (code, out, _) = outcome(&output);
    assert_eq!(code, 0);
    assert!(!out.contains("verified") && out.contains('个'), "{out}");
}

fn edit(path: &Path, change: impl FnOnce(String) -> String) {
    fs::write(path, change(fs::read_to_string(path).unwrap())).unwrap();
}

fn flip(path: &Path) {
    let mut bytes = fs::read(path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(path, bytes).unwrap();
}

/// Writes the tag manifest anew, so that a change of a tag file does not show there.
fn retag(bag: &Path) {
    let lines = snapshot(bag).into_iter().filter_map(|(path, bytes)| {
        let name = path.strip_prefix(bag).unwrap().to_str().unwrap().replace('\\', "/");
        let listed = !name.starts_with("data/") && !name.starts_with("tagmanifest");
        listed.then(|| format!("{}  {name}\n", bag::sha256(&bytes)))
    });
    let text: String = lines.collect();
    fs::write(bag.join("tagmanifest-sha256.txt"), text).unwrap();
}

#[test]
fn every_damage_to_an_unpacked_bag_is_found() {
    type Damage = (fn(&Path), &'static [(&'static str, &'static str)]);
    const EXTRA: &str = "data/A1-公益广告/实景图片/extra.png";
    const OXUM: (&str, &str) = ("payload-oxum", INFO);
    let damages: &[Damage] = &[
        (|bag| flip(&bag.join(PHOTO)), &[("digest-mismatch", PHOTO)]),
        (
            |bag| edit(&bag.join(MANIFEST), |text| text.replacen(['0', '1', '2', '3'], "4", 1)),
            &[("digest-mismatch", PHOTO), ("digest-mismatch", MANIFEST)],
        ),
        (|bag| fs::remove_file(bag.join(PHOTO)).unwrap(), &[OXUM, ("missing-file", PHOTO)]),
        (|bag| fs::write(bag.join(EXTRA), "").unwrap(), &[OXUM, ("extra-file", EXTRA)]),
        (|bag| fs::write(bag.join("note.txt"), "").unwrap(), &[("extra-file", "note.txt")]),
        (
            |bag| fs::remove_file(bag.join("sealpack/inventory.json")).unwrap(),
            &[("missing-file", "sealpack/inventory.json")],
        ),
        (|bag| flip(&bag.join("sealpack/findings.json")), &[("digest-mismatch", "sealpack/findings.json")]),
        (
            |bag| {
                edit(&bag.join(INFO), |text| text.replace("Payload-Oxum: ", "Payload-Oxum: 1"));
                retag(bag);
            },
            &[OXUM],
        ),
        (|bag| fs::remove_file(bag.join("bagit.txt")).unwrap(), &[("not-a-bag", "")]),
        (
            |bag| fs::rename(bag.join(PHOTO), bag.join(EXTRA)).unwrap(),
            &[("missing-file", PHOTO), ("extra-file", EXTRA)],
        ),
        (
            |bag| {
                fs::remove_file(bag.join(MANIFEST)).unwrap();
                retag(bag);
            },
            &[("bag-manifest", "")],
        ),
        (
            |bag| {
                fs::write(bag.join("bagit.txt"), "BagIt-Version: 9.0\nTag-File-Character-Encoding: UTF-8\n")
                    .unwrap();
                retag(bag);
            },
            &[("bag-declaration", "bagit.txt")],
        ),
        // All at once.
        (
            |bag| {
                flip(&bag.join(PHOTO));
                fs::rename(bag.join(OTHER), bag.join(EXTRA)).unwrap();
                fs::write(bag.join("note.txt"), "").unwrap();
            },
            &[
                ("digest-mismatch", PHOTO),
                ("missing-file", OTHER),
                ("extra-file", EXTRA),
                ("extra-file", "note.txt"),
            ],
        ),
    ];
    let sealed = Sealed::new();
    for (number, (damage, expected)) in damages.iter().enumerate() {
        let folder = sealed.unpacked(&number.to_string());
        damage(&folder);
        let (code, verification) = one(&folder);
        assert_eq!((code, &verification["verified"]), (1, &json!(false)), "{expected:?}");
        let (mut found, mut expected) = (found(&verification), expected.to_vec());
        found.sort_unstable();
        expected.sort_unstable();
        assert_eq!(found, expected);
        let (code, out, _) = said(&[&folder]);
        assert_eq!(code, 1);
        assert!(out.contains("NOT VERIFIED"), "{out}");
        assert!(expected.iter().all(|(rule, _)| out.contains(&format!("error[{rule}]"))), "{out}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_in_an_unpacked_bag_is_not_followed() {
    let sealed = Sealed::new();
    let folder = sealed.unpacked("folder");
    let elsewhere = sealed.place("elsewhere.png");
    fs::rename(folder.join(PHOTO), &elsewhere).unwrap();
    std::os::unix::fs::symlink(&elsewhere, folder.join(PHOTO)).unwrap();
    let (code, verification) = one(&folder);
    assert_eq!(code, 1);
    assert!(found(&verification).contains(&("bag-link", PHOTO)), "{verification}");
}

/// Where `needle` begins.
fn position(bytes: &[u8], needle: &[u8]) -> usize {
    bytes.windows(needle.len()).position(|window| window == needle).unwrap()
}

#[test]
fn every_damage_to_an_archive_is_found() {
    let sealed = Sealed::new();
    let good = sealed.bytes();
    let entries = bag::entries(&sealed.archive);
    let content = |path: &str| &entries.iter().find(|(name, _)| name.ends_with(path)).unwrap().1;
    let changed = |change: &dyn Fn(&mut Vec<u8>)| {
        let mut bytes = good.clone();
        change(&mut bytes);
        bytes
    };
    let without = |path: &str| -> Vec<_> {
        entries.iter().filter(|(name, _)| !name.ends_with(path)).cloned().collect()
    };
    let renamed = |from: &str, to: &str| -> Vec<_> {
        entries.iter().map(|(name, content)| (name.replace(from, to), content.clone())).collect()
    };
    let photo = position(&good, content(PHOTO));
    let damaged: Vec<(&str, Vec<u8>, (&str, &str))> = vec![
        ("flipped", changed(&|bytes| bytes[photo + 100] ^= 1), ("zip-checksum", PHOTO)),
        ("appended", changed(&|bytes| bytes.push(0)), ("zip-after-end", "")),
        ("prepended", changed(&|bytes| bytes.insert(0, b'P')), ("zip-directory-place", "")),
        ("cut", changed(&|bytes| bytes.truncate(bytes.len() - 1)), ("zip-no-end", "")),
        ("half", changed(&|bytes| bytes.truncate(bytes.len() / 2)), ("zip-no-end", "")),
        ("without bagit.txt", bag::zip_of(&without("/bagit.txt")), ("not-a-bag", "")),
        ("without a photo", bag::zip_of(&without(PHOTO)), ("missing-file", PHOTO)),
        ("renamed", bag::zip_of(&renamed("公益广告牌", "牌")), ("missing-file", PHOTO)),
        ("outside", bag::zip_of(&renamed(&format!("{BAG}/data"), "other/data")), ("extra-file", "other/")),
    ];
    for (name, bytes, (rule, path)) in damaged {
        let (code, verification) = one(&sealed.file(name, &bytes));
        assert_eq!((code, &verification["verified"]), (1, &json!(false)), "{name}");
        let found = found(&verification);
        assert!(found.iter().any(|(r, at)| *r == rule && at.contains(path)), "{name}: {found:?}");
    }
}

#[test]
fn an_archive_cut_anywhere_never_verifies() {
    let sealed = Sealed::new();
    let good = sealed.bytes();
    let step = good.len() / 60;
    let cuts: Vec<PathBuf> =
        (0..60).map(|number| sealed.file(&format!("{number}.zip"), &good[..number * step])).collect();
    let (code, archives, err) = verify(&cuts);
    assert_eq!(code, 1, "{err}");
    assert!(archives.iter().all(|archive| archive["verified"] == false));
    // What was cut too short to look like an archive is named on standard error.
    assert_eq!(archives.len() + err.matches("error: ").count(), cuts.len(), "{err}");
    assert!(archives.len() > 50, "{err}");
}

#[test]
fn a_changed_byte_anywhere_is_noticed() {
    let sealed = Sealed::new();
    let good = sealed.bytes();
    let step = good.len() / 150;
    let files: Vec<PathBuf> = (0..150)
        .map(|number| {
            let mut bytes = good.clone();
            bytes[number * step] ^= 1 << (number % 8);
            sealed.file(&format!("{number}.zip"), &bytes)
        })
        .collect();
    let (code, archives, err) = verify(&files);
    assert_eq!(code, 1);
    let content = bag::entries(&sealed.archive);
    let unnoticed: Vec<&str> = archives
        .iter()
        .filter(|archive| archive["verified"] != false)
        .map(|archive| archive["path"].as_str().unwrap())
        .collect();
    // Compressed data may say the same in two ways: a repetition of what stands in two places before.
    assert!(unnoticed.len() <= 2, "{unnoticed:?}");
    for path in unnoticed {
        assert_eq!(bag::entries(Path::new(path)), content, "{path}");
    }
    assert_eq!(archives.len() + err.matches("error: ").count(), files.len(), "{err}");
}

#[test]
fn two_damages_are_both_reported() {
    let sealed = Sealed::new();
    let entries = bag::entries(&sealed.archive);
    let mut bytes = sealed.bytes();
    for path in [PHOTO, OTHER] {
        let content = &entries.iter().find(|(name, _)| name.ends_with(path)).unwrap().1;
        let at = position(&bytes, content);
        bytes[at + content.len() / 2] ^= 1;
    }
    let (code, verification) = one(&sealed.file("damaged.zip", &bytes));
    assert_eq!(code, 1);
    let expected = [PHOTO, OTHER].map(|path| ("zip-checksum", path));
    assert_eq!(found(&verification), expected);
}

/// Whoever says that we sealed it must show our form, or somebody changed something.
#[test]
fn our_own_bag_packed_again_by_another_program_is_refused() {
    let sealed = Sealed::new();
    let again = bag::zip_of(&bag::entries(&sealed.archive));
    let (code, verification) = one(&sealed.file("again.zip", &again));
    assert_eq!(code, 1);
    let rules: Vec<&str> = found(&verification).iter().map(|(rule, _)| *rule).collect();
    assert_eq!(rules, ["altered-archive"]);
}

/// The bag of another program is whole; only who asks for our form refuses it.
fn is_honest(archive: &Path) {
    let (code, verification) = one(archive);
    assert_eq!((code, found(&verification)), (0, vec![("not-canonical", "")]), "{}", archive.display());
    assert_eq!(verification["findings"][0]["severity"], "warning");
    assert_eq!((&verification["verified"], &verification["canonical"]), (&json!(true), &json!(false)));
    assert_eq!(verification["files"], 1);
    let (code, archives, _) = verify(&[OsStr::new("--strict"), archive.as_os_str()]);
    assert_eq!((code, &archives[0]["verified"]), (1, &json!(true)));
}

#[test]
fn an_honest_bag_of_another_program_verifies_unless_strict() {
    let temp = tempfile::tempdir().unwrap();
    let archive = temp.path().join("rust.zip");
    fs::write(&archive, bag::zip_of(&bag::foreign())).unwrap();
    is_honest(&archive);
    bag::unpack(&archive, temp.path());
    if let Some(python) = common::tool("python3") {
        const SCRIPT: &str = "import zipfile, os\n\
            with zipfile.ZipFile('python.zip', 'w', zipfile.ZIP_DEFLATED) as archive:\n\
            \x20   for folder, _, names in os.walk('bag'):\n\
            \x20       archive.write(folder)\n\
            \x20       for name in names: archive.write(os.path.join(folder, name))";
        let run = Command::new(python).args(["-c", SCRIPT]).current_dir(temp.path()).output().unwrap();
        assert!(run.status.success(), "{run:?}");
        is_honest(&temp.path().join("python.zip"));
    }
}

#[test]
fn a_damaged_bag_of_another_program_is_refused() {
    let temp = tempfile::tempdir().unwrap();
    let archive = temp.path().join("a.zip");
    let mut entries = bag::foreign();
    entries[1].1[0] ^= 1;
    fs::write(&archive, bag::zip_of(&entries)).unwrap();
    let (code, verification) = one(&archive);
    assert_eq!(code, 1);
    assert!(found(&verification).contains(&("digest-mismatch", "data/说明报告.txt")), "{verification}");
}

#[test]
fn what_is_no_archive_or_not_there_could_not_be_verified() {
    let temp = tempfile::tempdir().unwrap();
    let text = temp.path().join("照片.zip");
    fs::write(&text, "no archive at all, though its name says so").unwrap();
    let empty = temp.path().join("empty.zip");
    fs::write(&empty, "").unwrap();
    for path in [&text, &empty, &temp.path().join("missing.zip")] {
        let (code, out, err) = said(&[path]);
        assert_eq!((code, out.as_str()), (2, ""), "{err}");
        let name = path.file_name().unwrap().to_str().unwrap();
        assert!(err.starts_with("error: ") && says(&err, name), "{err}");
    }
    let (code, out, err) = outcome(&sealpack("en").arg("verify").output().unwrap());
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(!err.is_empty());
}

#[test]
fn a_folder_that_is_no_bag_is_not_verified() {
    let temp = tempfile::tempdir().unwrap();
    let (code, verification) = one(temp.path());
    assert_eq!((code, found(&verification)), (1, vec![("not-a-bag", "")]));
}

#[test]
fn of_several_all_are_reported_and_the_worst_decides() {
    let sealed = Sealed::new();
    let mut bytes = sealed.bytes();
    bytes.push(0);
    let bad = sealed.file("bad.zip", &bytes);
    let missing = sealed.place("missing.zip");
    let text = sealed.file("text.zip", b"no archive");
    let good = &sealed.archive;
    let verdicts = |paths: &[&PathBuf]| {
        let (code, archives, err) = verify(paths);
        let archives: Vec<bool> = archives.iter().map(|a| a["verified"].as_bool().unwrap()).collect();
        (code, archives, err)
    };
    assert_eq!(verdicts(&[good, good]).1, [true, true]);
    assert_eq!(verdicts(&[good, good]).0, 0);
    let (code, archives, err) = verdicts(&[good, &bad, good]);
    assert_eq!((code, archives, err.as_str()), (1, vec![true, false, true], ""));
    let (code, archives, err) = verdicts(&[&missing, good, &text]);
    assert_eq!((code, archives), (2, vec![true]));
    assert!(says(&err, "missing.zip") && says(&err, "text.zip"), "{err}");
    let (code, archives, err) = verdicts(&[&missing, &bad, good]);
    assert_eq!((code, archives), (1, vec![false, true]));
    assert!(says(&err, "missing.zip"), "{err}");
    let (_, out, _) = said(&[good, &bad]);
    assert!(says(&out, "a.zip") && says(&out, "bad.zip"), "{out}");
}

#[test]
fn the_result_does_not_depend_on_the_number_of_threads() {
    let sealed = Sealed::new();
    let folder = sealed.unpacked("folder");
    flip(&folder.join(PHOTO));
    flip(&folder.join(OTHER));
    flip(&folder.join("sealpack/findings.json"));
    let with = |jobs: &str| {
        let mut command = sealpack("en");
        command.args(["verify", "--format", "json", "--jobs", jobs]).arg(&folder).arg(&sealed.archive);
        outcome(&command.output().unwrap())
    };
    assert_eq!(with("1").0, 1);
    assert_eq!(with("1"), with("4"));
}

#[test]
fn verifying_writes_nothing() {
    let sealed = Sealed::new();
    let folder = sealed.unpacked("folder");
    let out = sealed.archive.parent().unwrap();
    let before = snapshot(sealed.folder.temp.path());
    let mut command = sealpack("en");
    let output = command.arg("verify").arg(&sealed.archive).arg(&folder).current_dir(out).output().unwrap();
    assert_eq!(outcome(&output).0, 0);
    assert!(snapshot(sealed.folder.temp.path()) == before);
    assert_eq!(names(out), ["a.zip", "a.zip.sha256"]);
}

/// Not even for a moment, and nowhere.
#[cfg(target_os = "linux")]
#[test]
fn verifying_opens_nothing_for_writing() {
    let sealed = Sealed::new();
    let Some(strace) = common::tool("strace") else { return };
    let log = sealed.place("trace");
    let folder = sealed.unpacked("folder");
    let damaged = sealed.file("damaged.zip", &sealed.bytes()[1..]);
    let changes = "open,openat,openat2,creat,mkdir,mkdirat,mknod,mknodat,link,linkat,symlink,symlinkat,rename,\
                   renameat,renameat2,unlink,unlinkat,rmdir,truncate,ftruncate,chmod,fchmod,fchmodat,utimensat,\
                   memfd_create,setxattr,fallocate";
    let mut command = Command::new(strace);
    command.args(["-f", "-qq", "-o"]).arg(&log).args(["-e", &format!("trace={changes}")]);
    command.arg(sealpack("en").get_program()).arg("verify").args([&sealed.archive, &folder, &damaged]);
    let output = command.output().unwrap();
    let traced = fs::read_to_string(&log).unwrap_or_default();
    if !traced.contains("a.zip") {
        // Where nothing may be traced, only that is to blame.
        assert!(!output.status.success());
        return;
    }
    for line in traced.lines().filter(|line| !line.contains("+++") && !line.contains("---")) {
        let reads = line.contains("O_RDONLY") && !line.contains("O_CREAT") && !line.contains("O_TRUNC");
        assert!(reads || line.contains(" resumed>"), "{line}");
    }
}

/// An archive of another program with one more entry, whose name is exchanged for one that no writer gives.
fn with_name(name: &str) -> Vec<u8> {
    let placeholder = "#".repeat(name.len());
    let mut entries = bag::foreign();
    entries.push((placeholder.clone(), b"outside".to_vec()));
    let mut bytes = bag::zip_of(&entries);
    for _ in 0..2 {
        let at = position(&bytes, placeholder.as_bytes());
        bytes[at..at + name.len()].copy_from_slice(name.as_bytes());
    }
    bytes
}

#[test]
fn hostile_names_are_refused_and_lead_nowhere() {
    let temp = tempfile::tempdir().unwrap();
    let inside = temp.path().join("inside");
    fs::create_dir(&inside).unwrap();
    let hostile = [
        "../evil.txt",
        "bag/data/../../../evil.txt",
        "/evil.txt",
        "C:/evil.txt",
        "bag\\data\\evil.txt",
        "bag/data/\u{1b}[2Jevil",
        "bag/data/a\nb",
        "bag/data//evil",
        "bag/data/./evil",
        "BAG/DATA/说明报告.txt",
        "bag/data",
    ];
    for (number, name) in hostile.iter().enumerate() {
        let archive = inside.join(format!("{number}.zip"));
        fs::write(&archive, with_name(name)).unwrap();
        let (code, verification) = one(&archive);
        assert_eq!((code, &verification["verified"]), (1, &json!(false)), "{name:?}");
        let rules: Vec<&str> = found(&verification).iter().map(|(rule, _)| *rule).collect();
        let named = ["zip-unsafe-name", "zip-same-name", "zip-file-and-folder"];
        assert!(matches!(rules.as_slice(), [rule] if named.contains(rule)), "{name:?}: {rules:?}");
        let (code, out, err) = said(&[&archive]);
        assert_eq!(code, 1, "{name:?}");
        assert!(!format!("{out}{err}").contains('\u{1b}'), "{name:?}: {out:?}{err:?}");
    }
    assert_eq!(names(temp.path()), ["inside"]);
    assert_eq!(names(&inside).len(), hostile.len());
}

#[cfg(unix)]
#[test]
fn names_from_the_command_line_are_shown_without_what_a_terminal_obeys() {
    let sealed = Sealed::new();
    let name = "\u{1b}[31mred\u{202e}.zip";
    let archive = sealed.file(name, &sealed.bytes());
    let text = sealed.file(&format!("text{name}"), b"no archive");
    let missing = sealed.place(&format!("missing{name}"));
    let (code, out, err) = said(&[&archive, &text, &missing]);
    assert_eq!(code, 2);
    let harmless = |text: &str| !text.contains(['\u{1b}', '\u{202e}']);
    assert!(harmless(&out) && harmless(&err), "{out:?}{err:?}");
    assert!(says(&out, "<U+001B>") && says(&err, "<U+001B>"), "{out:?}{err:?}");
}

#[test]
fn the_result_can_go_to_a_file() {
    let sealed = Sealed::new();
    let file = sealed.place("result.json");
    let mut command = sealpack("en");
    command.args(["verify", "--format", "json", "-o"]).arg(&file).arg(&sealed.archive);
    let (code, out, _) = outcome(&command.output().unwrap());
    assert_eq!((code, out.as_str()), (0, ""));
    let result: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    assert_eq!(result["archives"][0]["verified"], true);
}
