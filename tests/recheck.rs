//! `sealpack verify --recheck`, through the binary.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail anywhere")]

mod common;

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use common::bag::{self, Files};
use common::{Folder, example, jpeg, outcome, png, refused_by, says, sealpack, snapshot};
use serde_json::{Value, json};

const INVENTORY: &str = "sealpack/inventory.json";
const FINDINGS: &str = "sealpack/findings.json";
const PROFILE: &str = "sealpack/profile/profile.json";
const SCHEMA: &str = "sealpack/profile/indicator.schema.json";
const INFO: &str = "bag-info.txt";
const PHOTO: &str = "A1-公益广告/实景图片/2026-03-05_人民广场_公益广告牌.png";
const OTHER: &str = "B1-文明交通/实景图片/2026-03-06_路口_文明劝导.jpg";

/// A demand that is met by one photo.
fn one_photo() -> Value {
    json!({"properties": {"photos": {"type": "array", "minItems": 1}}})
}

/// A submission, and what is packed from it.
struct Case {
    folder: Folder,
}

impl Case {
    /// A submission without faults.
    fn good() -> Self {
        let folder = Folder::new(&one_photo());
        folder.write(PHOTO, &png(40, 30, 1));
        folder.write(OTHER, &jpeg(48, 32, 2));
        let captions = "文件名,时间,地点,事由\n2026-03-06_路口_文明劝导,2026-03-06,路口,劝导\n";
        folder.write("B1-文明交通/captions.csv", captions.as_bytes());
        Self { folder }
    }

    /// The same with errors and warnings: a photo out of the period, a duplicate in another indicator, a row of
    /// a caption sheet without a file.
    fn faulty() -> Self {
        let case = Self::good();
        case.folder.write("A1-公益广告/实景图片/2024-01-01_旧_照片.png", &png(40, 30, 9));
        case.folder.write("B1-文明交通/实景图片/2026-03-05_人民广场_副本.png", &png(40, 30, 1));
        case.folder.write("A1-公益广告/图片说明.csv", "文件名,地点\n没有.jpg,公园\n".as_bytes());
        case
    }

    fn pack(&self, args: &[&str]) -> PathBuf {
        let archive = self.place("a.zip");
        let mut command = sealpack("en");
        command.arg("pack").arg(&self.folder.root).args(["--date", "2026-07-01", "--force", "-o"]);
        let (code, out, err) = outcome(&command.arg(&archive).args(args).output().unwrap());
        assert_eq!(code, 0, "{out}{err}");
        archive
    }

    fn place(&self, name: &str) -> PathBuf {
        self.folder.temp.path().join(name)
    }

    /// The archive after somebody changed it and covered that up.
    fn forged(&self, args: &[&str], change: impl FnOnce(&mut Files)) -> PathBuf {
        let (top, mut files) = bag::taken_apart(&self.pack(args));
        change(&mut files);
        bag::cover_up(&mut files);
        self.file("forged.zip", &bag::ours(&top, &files))
    }

    fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.place(name);
        fs::write(&path, bytes).unwrap();
        path
    }

    /// What a change of the good archive leads to.
    fn found_after(&self, change: impl FnOnce(&mut Files)) -> Vec<(String, String)> {
        let (code, result) = recheck(&self.forged(&[], change), &[]);
        assert_eq!(code, i32::from(!rules(&result).is_empty()), "{result}");
        rules(&result)
    }
}

/// Exit code and result of a check of the content of one archive; without `--recheck` it must verify.
fn recheck(archive: &Path, args: &[&str]) -> (i32, Value) {
    let (code, _, err) = outcome(&sealpack("en").arg("verify").arg(archive).output().unwrap());
    assert_eq!((code, err.as_str()), (0, ""), "only --recheck sees it");
    rechecked("en", archive, args)
}

fn rechecked(lang: &str, archive: &Path, args: &[&str]) -> (i32, Value) {
    let mut command = sealpack(lang);
    command.args(["verify", "--recheck", "--format", "json"]).arg(archive).args(args);
    let (code, out, err) = outcome(&command.output().unwrap());
    let result: Value = serde_json::from_str(&out).unwrap_or_else(|error| panic!("{error}: {err}"));
    assert_eq!(refused_by("verify.schema.json", &result), [""; 0]);
    (code, result["archives"][0].clone())
}

/// Rules and paths of the errors and warnings, each pair once.
fn rules(result: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let findings = result["findings"].as_array().unwrap().iter();
    let findings = findings.filter(|finding| finding["severity"] != "info");
    let mut rules: Vec<_> = findings.map(|f| (text(&f["rule"]), text(&f["path"]))).collect();
    rules.sort();
    rules.dedup();
    rules
}

/// All messages in one text.
fn messages(result: &Value) -> String {
    let findings = result["findings"].as_array().unwrap().iter();
    findings.map(|finding| finding["message"].as_str().unwrap()).collect::<Vec<_>>().join("\n")
}

fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter().map(|(rule, path)| ((*rule).to_owned(), (*path).to_owned())).collect()
}

fn data(path: &str) -> String {
    format!("data/{path}")
}

/// Changes a JSON document of the bag and writes it as sealpack does.
fn edit(files: &mut Files, path: &str, change: impl FnOnce(&mut Value)) {
    let mut document: Value = serde_json::from_slice(&files[path]).unwrap();
    change(&mut document);
    let text = serde_json::to_string_pretty(&document).unwrap() + "\n";
    files.insert(path.to_owned(), text.into_bytes());
}

fn replace(files: &mut Files, path: &str, from: &str, to: &str) {
    let text = String::from_utf8(files[path].clone()).unwrap();
    assert!(text.contains(from), "{text}");
    files.insert(path.to_owned(), text.replacen(from, to, 1).into_bytes());
}

#[test]
fn the_example_agrees_as_archive_and_as_folder_in_every_language() {
    for (name, draft) in [("demo-county", None), ("demo-county-faulty", Some("--draft"))] {
        for (written, read) in [("zh", "en"), ("en", "zh")] {
            let temp = tempfile::tempdir().unwrap();
            let archive = temp.path().join("a.zip");
            let mut command = sealpack("zh");
            command.arg("pack").arg(example(name)).args(["--date", "2026-07-01", "--lang", written, "-o"]);
            let (code, _, err) = outcome(&command.arg(&archive).args(draft).output().unwrap());
            assert_eq!(code, 0, "{err}");
            let folder = bag::unpack(&archive, &temp.path().join("folder"));
            let before = snapshot(temp.path());
            for place in [&archive, &folder] {
                let (code, result) = rechecked(read, place, &["--jobs", "1"]);
                assert_eq!((code, &result["recheck"]), (0, &json!("agrees")), "{result}");
                assert_eq!(rules(&result), [], "{result}");
                assert_eq!(rechecked(read, place, &["--jobs", "4"]).1, result);
                assert_eq!(rechecked(read, place, &["--profile", "civilized-city"]).1, result);
            }
            assert_eq!(snapshot(temp.path()), before, "nothing is written");
        }
    }
}

#[test]
fn every_falsified_fact_is_found() {
    type Change = (fn(&mut Value), &'static str, &'static str);
    let case = Case::good();
    let changes: &[Change] = &[
        (|a1| a1["photos"][0]["date"] = json!("2026-03-04"), PHOTO, "2026-03-04"),
        (
            |a1| a1["photos"][0]["image"]["width"] = json!(4000),
            PHOTO,
            "picture width: 4000 in the inventory, 40",
        ),
        (
            |a1| a1["photos"][0]["image"]["camera"] = json!("Nikon"),
            PHOTO,
            "camera: “Nikon” in the inventory, but",
        ),
        (
            |a1| drop(a1["photos"][0].as_object_mut().unwrap().remove("date")),
            PHOTO,
            "the inventory does not say so",
        ),
        (|a1| a1["photos"][0]["sha256"] = json!("00"), PHOTO, "SHA-256"),
        (|a1| a1["photos"][0]["caption"]["place"] = json!("公园"), PHOTO, "caption's place: “公园”"),
        (|a1| a1["photos"][0]["intact"] = json!("yes"), PHOTO, "file is intact"),
        (|a1| drop(a1["photos"].as_array_mut().unwrap().remove(0)), PHOTO, "does not list"),
    ];
    for (change, path, message) in changes {
        let archive = case
            .forged(&[], |files| edit(files, INVENTORY, |document| change(&mut document["inventories"][0])));
        let (code, result) = recheck(&archive, &[]);
        assert_eq!((code, &result["recheck"]), (1, &json!("differs")));
        assert_eq!(rules(&result), pairs(&[("recheck-inventory", &data(path))]), "{message}");
        assert!(messages(&result).contains(message), "{message}: {result}");
    }
}

#[test]
fn every_falsified_part_of_the_inventory_is_found() {
    type Change = (fn(&mut Value), &'static [&'static str]);
    let case = Case::good();
    let changes: &[Change] = &[
        (|d| d["inventories"][0]["unit"] = json!("模范县"), &[INVENTORY]),
        (|d| d["inventories"][0]["period"]["from"] = json!("2020-01-01"), &[INVENTORY]),
        (|d| d["inventories"][0]["folder"] = json!("A2"), &[INVENTORY]),
        (|d| d["inventories"][0]["folder"] = json!("A1-另一个"), &[INVENTORY]),
        (|d| d["inventories"][0]["note"] = json!("fine"), &[INVENTORY]),
        (|d| drop(d["inventories"][0].as_object_mut().unwrap().remove("tables")), &[INVENTORY]),
        (|d| drop(d["inventories"].as_array_mut().unwrap().remove(0)), &[INVENTORY]),
        (|d| d["inventories"].as_array_mut().unwrap().reverse(), &[INVENTORY]),
        (|d| *d = json!([]), &[INVENTORY]),
        (|d| d["formatVersion"] = json!(2), &[INVENTORY]),
        (|d| d["checked"] = json!(true), &[INVENTORY]),
        (
            |d| {
                let invented = json!({"path": "A1-公益广告/实景图片/new.jpg", "bytes": 3});
                d["inventories"][0]["photos"].as_array_mut().unwrap().push(invented);
            },
            &["data/A1-公益广告/实景图片/new.jpg"],
        ),
        (|d| d["inventories"][0]["photos"].as_array_mut().unwrap().push(json!(7)), &[INVENTORY]),
        (
            |d| {
                let photo = d["inventories"][0]["photos"].as_array_mut().unwrap().remove(0);
                d["inventories"][1]["photos"].as_array_mut().unwrap().insert(0, photo);
            },
            &["data/A1-公益广告/实景图片/2026-03-05_人民广场_公益广告牌.png"],
        ),
        (
            |d| {
                let twice = d["inventories"][1].clone();
                d["inventories"].as_array_mut().unwrap().push(twice);
            },
            &[INVENTORY],
        ),
    ];
    for (number, (change, paths)) in changes.iter().enumerate() {
        let expected: Vec<_> = paths.iter().map(|path| ("recheck-inventory", *path)).collect();
        let mut expected = pairs(&expected);
        let found: Vec<_> = case.found_after(|files| edit(files, INVENTORY, change));
        expected.retain(|pair| !found.contains(pair));
        assert!(expected.is_empty(), "{number}: {found:?}");
    }
}

#[test]
fn what_only_other_programs_would_read_is_found() {
    let case = Case::good();
    for path in [INVENTORY, FINDINGS] {
        let rule = if path == INVENTORY { "recheck-inventory" } else { "recheck-findings" };
        let expected = pairs(&[(rule, path)]);
        // The last of two names counts for us, the first for others.
        let twice = |files: &mut Files| replace(files, path, "{", "{\n  \"formatVersion\": 9,");
        assert_eq!(case.found_after(twice), expected);
        assert_eq!(case.found_after(|files| files.get_mut(path).unwrap().push(b' ')), expected);
        assert_eq!(case.found_after(|files| drop(files.remove(path))), expected);
        assert_eq!(case.found_after(|files| drop(files.insert(path.to_owned(), b"no".to_vec()))), expected);
        let many = || format!("[{}1]", "1,".repeat(2_000_000)).into_bytes();
        assert_eq!(case.found_after(|files| drop(files.insert(path.to_owned(), many()))), expected);
    }
}

/// The first finding of a rule.
fn of<'a>(list: &'a mut [Value], rule: &str) -> &'a mut Value {
    list.iter_mut().find(|finding| finding["rule"] == rule).unwrap()
}

#[test]
fn every_falsified_finding_is_found() {
    type Change = (fn(&mut Vec<Value>), &'static str);
    let case = Case::faulty();
    let (code, honest) = recheck(&case.pack(&["--draft"]), &[]);
    assert_eq!((code, &honest["recheck"], honest["draft"].as_bool()), (0, &json!("agrees"), Some(true)));
    let changes: &[Change] = &[
        (|list| list.retain(|finding| finding["rule"] != "duplicate-file"), "not stored: The same"),
        (
            |list| list.retain(|finding| finding["rule"] != "caption-problem"),
            "caption-problem (warning) is not",
        ),
        (
            |list| of(list, "outside-period")["severity"] = json!("info"),
            "severity: “info” is stored, “error”",
        ),
        (|list| of(list, "outside-period")["message"] = json!("很好"), "message: “很好” is stored"),
        (|list| of(list, "duplicate-file")["related"] = json!([]), "related: a list of 0"),
        (|list| of(list, "outside-period")["responsible"] = json!(["某局"]), "responsible.0"),
        (|list| of(list, "outside-period")["fix"] = Value::Null, "fix"),
        (|list| list.push(of(&mut list.clone(), "outside-period").clone()), "is not found"),
        (
            |list| list.push(json!({"rule": "schema", "message": "x"})),
            "schema that is stored is not found: x",
        ),
        (Vec::clear, "not stored"),
        (|list| list.reverse(), "another order"),
        (|list| list.push(json!(1)), "is not found"),
    ];
    for (change, message) in changes {
        let archive = case.forged(&["--draft"], |files| {
            edit(files, FINDINGS, |document| {
                let list = document["findings"].as_array_mut().unwrap();
                change(list);
                let count = |severity: &str| list.iter().filter(|f| f["severity"] == severity).count();
                let [errors, warnings, infos] = ["error", "warning", "info"].map(count);
                for (name, n) in [("errors", errors), ("warnings", warnings), ("infos", infos)] {
                    document["summary"][name] = json!(n);
                }
            });
        });
        let (code, result) = recheck(&archive, &[]);
        assert_eq!((code, &result["recheck"]), (1, &json!("differs")), "{message}");
        assert!(rules(&result).iter().all(|(rule, _)| rule == "recheck-findings"), "{result}");
        assert!(messages(&result).contains(message), "{message}: {}", messages(&result));
    }
}

#[test]
fn the_head_of_the_findings_is_compared() {
    let case = Case::good();
    let changes: &[fn(&mut Value)] = &[
        |d| d["summary"]["materials"] = json!(200),
        |d| d["summary"]["errors"] = json!(-1),
        |d| d["submission"]["unit"] = json!("模范县"),
        |d| d["submission"]["profileVersion"] = json!("2"),
        |d| d["submission"] = Value::Null,
        |d| d["approved"] = json!(true),
        |d| d["findings"] = json!("none"),
        |d| d["findings"] = Value::Null,
    ];
    for change in changes {
        let found = case.found_after(|files| edit(files, FINDINGS, change));
        assert_eq!(found, pairs(&[("recheck-findings", FINDINGS)]));
    }
}

#[test]
fn changed_material_is_found() {
    let case = Case::good();
    let found = case.found_after(|files| drop(files.insert(data(PHOTO), png(40, 30, 7))));
    // The size of all material is in the head of the findings, too.
    assert_eq!(found, pairs(&[("recheck-findings", FINDINGS), ("recheck-inventory", &data(PHOTO))]));
    let found = case.found_after(|files| drop(files.remove(&data(OTHER))));
    assert!(found.contains(&("recheck-inventory".into(), data(OTHER))), "{found:?}");
    assert!(found.contains(&("recheck-errors".into(), String::new())), "{found:?}");
    let new = "data/A1-公益广告/实景图片/new.png";
    let found = case.found_after(|files| drop(files.insert(new.to_owned(), png(40, 30, 8))));
    assert!(found.contains(&("recheck-inventory".into(), new.to_owned())), "{found:?}");
    // Captions are material's facts, too.
    let sheet = "data/B1-文明交通/captions.csv";
    let found = case.found_after(|files| replace(files, sheet, ",路口,", ",公园,"));
    assert_eq!(found, pairs(&[("recheck-inventory", &data(OTHER))]));
}

#[test]
fn what_is_never_packed_is_found_in_the_payload() {
    let case = Case::good();
    for hidden in [
        "data/A1-公益广告/Thumbs.db",
        "data/A1-公益广告/要求.txt",
        "data/A1-公益广告/实景图片/~$x.docx",
        "data/A1-公益广告/__MACOSX/deep/x.jpg",
        "data/.DS_Store",
    ] {
        let found = case.found_after(|files| drop(files.insert(hidden.to_owned(), b"x".to_vec())));
        assert!(found.contains(&("recheck-payload".into(), hidden.to_owned())), "{found:?}");
    }
    // Below a folder that is misplaced, all at once, and a second submission.json.
    let found = case.found_after(|files| drop(files.insert("data/submission.json".into(), b"{}".to_vec())));
    assert!(!found.is_empty());
}

#[test]
fn an_archive_with_errors_is_a_draft() {
    let case = Case::faulty();
    let archive = case.forged(&["--draft"], |files| replace(files, INFO, "Sealpack-Draft: true\n", ""));
    let (code, result) = recheck(&archive, &[]);
    assert_eq!((code, &result["draft"]), (1, &json!(false)));
    assert_eq!(rules(&result), pairs(&[("recheck-errors", "")]));
    assert!(messages(&result).contains("2 errors"), "{result}");
}

#[test]
fn a_loosened_profile_is_found_against_the_right_one() {
    let case = Case::good();
    case.folder.write("A1-公益广告/实景图片/2024-01-01_旧_照片.png", &png(40, 30, 9));
    // The forger checks and packs with a profile that lets it pass.
    let right = case.place("right");
    copy(&case.place("profile"), &right);
    case.folder.rules(&json!({"no-date": "off", "outside-period": "off"}));
    let archive = case.pack(&[]);
    let (code, result) = recheck(&archive, &[]);
    assert_eq!((code, &result["recheck"]), (0, &json!("agrees")), "nothing in it says that it is another");
    let (code, result) = recheck(&archive, &["--profile", right.to_str().unwrap()]);
    let old = data("A1-公益广告/实景图片/2024-01-01_旧_照片.png");
    assert_eq!(code, 1);
    assert_eq!(
        rules(&result),
        pairs(&[("recheck-errors", ""), ("recheck-findings", &old), ("recheck-profile", PROFILE)])
    );
}

#[test]
fn stricter_and_looser_profiles_give_other_findings() {
    let case = Case::faulty();
    let archive = case.pack(&["--draft"]);
    let other = case.place("other");
    copy(&case.place("profile"), &other);
    let args = ["--profile", other.to_str().unwrap()];
    assert_eq!(recheck(&archive, &args).1["recheck"], "agrees");
    fs::write(other.join("indicator.schema.json"), r#"{"properties": {"photos": {"minItems": 9}}}"#).unwrap();
    let (code, result) = recheck(&archive, &args);
    assert_eq!(code, 1);
    let folders = ["data/A1-公益广告", "data/B1-文明交通"];
    let expected: Vec<_> = folders.iter().map(|folder| ("recheck-findings", *folder)).collect();
    assert_eq!(rules(&result), pairs(&[expected, vec![("recheck-profile", SCHEMA)]].concat()));
    assert!(messages(&result).contains("at least 9"), "{result}");
    // A looser one does not lead to what is stored.
    fs::write(other.join("indicator.schema.json"), one_photo().to_string()).unwrap();
    let profile = fs::read_to_string(other.join("profile.json")).unwrap();
    let profile = profile.replace(r#""no-date":"off""#, r#""no-date":"off","duplicate-file":"off""#);
    fs::write(other.join("profile.json"), profile).unwrap();
    let (code, result) = recheck(&archive, &args);
    assert_eq!(code, 1);
    assert_eq!(rules(&result), pairs(&[("recheck-findings", &data(PHOTO)), ("recheck-profile", PROFILE)]));
}

#[test]
fn a_built_in_profile_cannot_be_replaced() {
    let temp = tempfile::tempdir().unwrap();
    let archive = temp.path().join("a.zip");
    let mut command = sealpack("zh");
    command.arg("pack").arg(example("demo-county")).args(["--date", "2026-07-01", "-o"]).arg(&archive);
    assert_eq!(outcome(&command.output().unwrap()).0, 0);
    let (top, mut files) = bag::taken_apart(&archive);
    files.get_mut(PROFILE).unwrap().push(b'\n');
    bag::cover_up(&mut files);
    fs::write(&archive, bag::ours(&top, &files)).unwrap();
    let (code, result) = recheck(&archive, &[]);
    assert_eq!((code, rules(&result)), (1, pairs(&[("recheck-profile", PROFILE)])));
    // Another version may have had another one.
    replace(&mut files, INFO, concat!("sealpack ", env!("CARGO_PKG_VERSION")), "sealpack 9.9.9");
    bag::cover_up(&mut files);
    fs::write(&archive, bag::ours(&top, &files)).unwrap();
    let (code, result) = recheck(&archive, &[]);
    assert_eq!((code, &result["findings"][0]["severity"]), (0, &json!("warning")), "{result}");
    assert_eq!(recheck(&archive, &["--strict"]).0, 1);
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}

#[test]
fn everything_else_that_an_archive_says_is_compared() {
    let case = Case::good();
    let info = pairs(&[("recheck-info", INFO)]);
    assert_eq!(case.found_after(|files| replace(files, INFO, ": 示例县", ": 模范县")), info);
    assert_eq!(case.found_after(|files| replace(files, INFO, "2025-07-01/", "2020-01-01/")), info);
    assert_eq!(
        case.found_after(|files| replace(files, INFO, "Payload-Oxum", "Approved: yes\nPayload-Oxum")),
        info
    );
    let twice = |files: &mut Files| replace(files, INFO, "Source-", "Source-Organization: 示例县\nSource-");
    assert_eq!(case.found_after(twice), info);
    let none = |files: &mut Files| replace(files, INFO, "Sealpack-Period: ", "Period: ");
    assert_eq!(case.found_after(none), info);
    for extra in ["sealpack/report.html", "sealpack/profile/extra.json", "报告.html"] {
        let found = case.found_after(|files| drop(files.insert(extra.to_owned(), b"fine".to_vec())));
        assert_eq!(found, pairs(&[("recheck-report", extra)]));
    }
    let (_, files) = bag::taken_apart(&case.pack(&[]));
    let renamed = case.file("b.zip", &bag::ours("模范县-20260701", &files));
    let (code, result) = recheck(&renamed, &[]);
    assert_eq!((code, rules(&result)), (1, pairs(&[("recheck-info", "")])));
    // A longer period brings other facts with it.
    let period = |files: &mut Files| replace(files, "sealpack/submission.json", "2025-07-01", "2020-07-01");
    let found = case.found_after(period);
    assert_eq!(
        found,
        pairs(&[("recheck-findings", FINDINGS), ("recheck-info", INFO), ("recheck-inventory", INVENTORY)])
    );
}

#[test]
fn a_difference_from_another_version_says_so() {
    let case = Case::good();
    let ours = concat!("sealpack ", env!("CARGO_PKG_VERSION"));
    let archive = case.forged(&[], |files| replace(files, INFO, ours, "sealpack 9.9.9"));
    assert_eq!(recheck(&archive, &[]).0, 0, "what agrees needs no excuse");
    let archive = case.forged(&[], |files| {
        replace(files, INFO, ours, "sealpack 9.9.9");
        edit(files, INVENTORY, |document| document["inventories"][0]["photos"][0]["bytes"] = json!(1));
    });
    let (code, result) = recheck(&archive, &[]);
    assert_eq!((code, rules(&result)), (1, pairs(&[("recheck-inventory", &data(PHOTO))])));
    assert!(messages(&result).contains("sealpack 9.9.9 wrote the archive"), "{result}");
}

#[test]
fn what_cannot_be_checked_again_is_not_passed() {
    type Change = (fn(&mut Files), &'static str);
    let case = Case::good();
    let impossible = |archive: &Path, part: &str| {
        let (code, result) = rechecked("en", archive, &[]);
        assert_eq!((code, &result["recheck"]), (1, &json!("impossible")), "{result}");
        assert!(rules(&result).contains(&("recheck-impossible".into(), String::new())), "{result}");
        assert!(messages(&result).contains(part), "{part}: {result}");
    };
    let foreign = case.file("foreign.zip", &bag::zip_of(&bag::foreign()));
    impossible(&foreign, "did not make");
    let mut damaged = fs::read(case.pack(&[])).unwrap();
    let middle = damaged.len() / 2;
    damaged[middle] ^= 1;
    impossible(&case.file("damaged.zip", &damaged), "not whole");
    let changes: &[Change] = &[
        (|files| drop(files.remove("sealpack/submission.json")), "submission.json is missing"),
        (
            |files| drop(files.insert("sealpack/submission.json".into(), b"{".to_vec())),
            "sealpack/submission.json",
        ),
        (|files| replace(files, INFO, "Bagging-Date: 2026-07-01", "Bagging-Date: today"), "has no date"),
        (|files| drop(files.insert(PROFILE.into(), b"{}".to_vec())), "sealpack/profile"),
        (|files| drop(files.remove(SCHEMA)), "indicator.schema.json"),
        (|files| files.retain(|path, _| !path.starts_with("sealpack/profile/")), "profile is missing"),
        (|files| replace(files, PROFILE, "no-date", "no-data"), "no-data"),
        (|files| drop(files.insert(SCHEMA.into(), br##"{"not": {"$ref": "#"}}"##.to_vec())), "circle"),
        (
            |files| {
                let deep = format!("data/{}x", "a/".repeat(15_000));
                files.insert(deep, Vec::new());
            },
            "nested too deep",
        ),
    ];
    for (change, part) in changes {
        impossible(&case.forged(&[], change), part);
    }
    // With a profile from elsewhere it is possible, and not as it should be.
    let archive = case.forged(&[], |files| drop(files.insert(PROFILE.into(), b"{}".to_vec())));
    let profile = case.place("profile");
    let (code, result) = recheck(&archive, &["--profile", profile.to_str().unwrap()]);
    assert_eq!((code, rules(&result)), (1, pairs(&[("recheck-profile", PROFILE)])));
}

#[test]
fn what_was_never_packed_is_no_difference() {
    let case = Case::good();
    let folder = &case.folder;
    folder.write("A1-公益广告/Thumbs.db", b"x");
    folder.write("A1-公益广告/要求.txt", "三张照片".as_bytes());
    folder.write("A1-公益广告/实景图片/._2026-03-05_人民广场_公益广告牌.png", b"x");
    fs::create_dir_all(folder.root.join("A1-公益广告/空")).unwrap();
    let archive = case.pack(&[]);
    let (code, result) = recheck(&archive, &[]);
    assert_eq!((code, &result["recheck"], rules(&result)), (0, &json!("agrees"), vec![]), "{result}");
    assert!(messages(&result).contains("2 stored findings are about what was never packed"), "{result}");
    // A finding about a file that is there is none of them.
    let forged = case.forged(&[], |files| {
        edit(files, FINDINGS, |document| document["findings"][0]["path"] = json!(PHOTO));
    });
    assert_eq!(rules(&recheck(&forged, &[]).1), pairs(&[("recheck-findings", &data(PHOTO))]));
}

#[test]
fn an_indicator_without_a_file_was_still_there() {
    let folder = Folder::new(&json!({}));
    folder.write(PHOTO, &png(40, 30, 1));
    folder.write("B1-文明交通/要求.txt", b"x");
    let case = Case { folder };
    let (code, result) = recheck(&case.pack(&[]), &[]);
    assert_eq!((code, &result["recheck"]), (0, &json!("agrees")), "{result}");
    let forged = case.forged(&[], |files| {
        edit(files, INVENTORY, |document| drop(document["inventories"].as_array_mut().unwrap().remove(1)));
    });
    let found = rules(&recheck(&forged, &[]).1);
    assert!(found.contains(&("recheck-errors".into(), String::new())), "{found:?}");
}

/// Names that cannot be packed are possible on this system only.
#[cfg(target_os = "linux")]
#[test]
fn what_was_left_out_of_a_draft_is_no_difference() {
    use std::os::unix::ffi::OsStrExt;
    let case = Case::faulty();
    let folder = &case.folder;
    folder.write("A1-公益广告/实景图片/a:b.png", &png(40, 30, 1));
    folder.write("A1-公益广告/其他/c?.png", &png(40, 30, 3));
    folder.write("A1-公益广告/其他/d.png", &png(40, 30, 4));
    folder.write("B1-文明交通/实景图片/Park.png", &png(40, 30, 5));
    folder.write("B1-文明交通/实景图片/park.png", &png(40, 30, 6));
    let photos = folder.root.join("B1-文明交通/实景图片");
    fs::write(photos.join(OsStr::from_bytes(b"\xd5\xd5.jpg")), jpeg(48, 32, 8)).unwrap();
    std::os::unix::fs::symlink("/etc/passwd", photos.join("link.jpg")).unwrap();
    fs::create_dir(folder.root.join("Z9-无")).unwrap();
    fs::create_dir(folder.root.join("A1-第二")).unwrap();
    let archive = case.pack(&["--draft"]);
    let (code, result) = recheck(&archive, &[]);
    assert_eq!((code, &result["recheck"], rules(&result)), (0, &json!("agrees"), vec![]), "{result}");
    assert!(messages(&result).contains("left out of this draft"), "{result}");
    // The same is no excuse where it is no draft,
    let forged = case.forged(&["--draft"], |files| replace(files, INFO, "Sealpack-Draft: true\n", ""));
    let found = rules(&recheck(&forged, &[]).1);
    assert!(found.contains(&("recheck-inventory".into(), data("A1-公益广告/实景图片/a:b.png"))), "{found:?}");
    // nor for a file with an ordinary name that was taken out.
    let forged = case.forged(&["--draft"], |files| drop(files.remove(&data(OTHER))));
    let found = rules(&recheck(&forged, &[]).1);
    assert!(found.contains(&("recheck-inventory".into(), data(OTHER))), "{found:?}");
    // What can be found again still is.
    let forged = case.forged(&["--draft"], |files| {
        edit(files, FINDINGS, |document| {
            let list = document["findings"].as_array_mut().unwrap();
            list.retain(|finding| finding["rule"] != "outside-period");
        });
    });
    let found = rules(&recheck(&forged, &[]).1);
    assert!(
        found.iter().any(|(rule, path)| rule == "recheck-findings" && path.contains("2024-01-01")),
        "{found:?}"
    );
}

#[test]
fn the_day_that_counts_is_that_of_the_archive() {
    let case = Case::good();
    case.folder.rules(&json!({"no-date": "off", "outside-period": "off"}));
    case.folder.write("A1-公益广告/实景图片/2026-08-01_公园_将来.png", &png(40, 30, 4));
    let archive = case.pack(&[]);
    let (_, files) = bag::taken_apart(&archive);
    assert!(String::from_utf8_lossy(&files[FINDINGS]).contains("date-conflict"));
    assert_eq!(recheck(&archive, &[]).1["recheck"], "agrees");
}

#[test]
fn no_end_of_differences_is_told_in_part() {
    let case = Case::good();
    let archive = case.forged(&[], |files| {
        edit(files, INVENTORY, |document| {
            let list = document["inventories"][0]["photos"].as_array_mut().unwrap();
            list.extend((0..20_000).map(|n| json!({"path": format!("A1/{n}.jpg")})));
        });
    });
    let (code, result) = recheck(&archive, &[]);
    let findings = result["findings"].as_array().unwrap();
    assert_eq!((code, findings.len()), (1, 501));
    assert!(messages(&result).contains("19,500 more of the same"), "{}", findings[0]);
}

#[test]
fn people_are_told_in_their_language() {
    let case = Case::good();
    let archive = case.pack(&[]);
    let said = |lang: &str, archive: &Path| {
        let output = sealpack(lang).args(["verify", "--recheck"]).arg(archive).output().unwrap();
        outcome(&output)
    };
    let (code, out, err) = said("en", &archive);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(says(&out, "Content checked again: it is as the archive says"), "{out}");
    assert!(says(&said("zh", &archive).1, "已重新检查内容：与归档所记一致"));
    let forged = case.forged(&[], |files| {
        edit(files, INVENTORY, |document| document["inventories"][0]["photos"][0]["bytes"] = json!(1));
    });
    let (code, out, _) = said("zh", &forged);
    assert_eq!(code, 1);
    assert!(says(&out, "与归档所记不符") && says(&out, "清单写的是 1，文件实际是"), "{out}");
}

#[test]
fn a_profile_needs_recheck_and_must_exist() {
    let case = Case::good();
    let archive = case.pack(&[]);
    let run =
        |args: &[&str]| outcome(&sealpack("en").arg("verify").arg(&archive).args(args).output().unwrap());
    assert_eq!(run(&["--profile", "civilized-city"]).0, 2);
    let (code, out, err) = run(&["--recheck", "--profile", "no-such"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("no-such"), "{err}");
}
