//! `check --since`: what is new, what is fixed, what is still open and for how long.

#![allow(clippy::expect_used)]

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::{Folder, outcome, png, refused_by, says, sealpack};
use serde_json::{Value, json};

const PHOTOS: &str = "A1-公益广告/实景图片";

/// A submission in which something is wrong with two pictures and one is missing.
fn folder() -> Folder {
    let schema = json!({"properties": {"photos": {
        "minItems": 4,
        "items": {"properties": {"image": {"properties": {"width": {"minimum": 100}}}}},
    }}});
    let folder = Folder::new(&schema);
    folder.write(&format!("{PHOTOS}/m.png"), &png(20, 10, 1));
    folder.write(&format!("{PHOTOS}/n.png"), &png(20, 10, 2));
    folder
}

fn check(folder: &Folder, lang: &str, args: &[&str]) -> (i32, String, String) {
    let run = sealpack(lang).arg("check").arg(&folder.root).args(args).output();
    outcome(&run.expect("the binary runs"))
}

/// Saves a result beside the submission.
fn save(folder: &Folder, name: &str, day: &str, args: &[&str]) -> PathBuf {
    let path = folder.temp.path().join(name);
    let path_text = path.to_str().expect("a path");
    let (code, _, err) = check(folder, "zh", &[&["-o", path_text, "--today", day], args].concat());
    assert!(code < 2, "{err}");
    path
}

fn compared(folder: &Folder, since: &Path, day: &str, args: &[&str]) -> Value {
    let since = since.to_str().expect("a path");
    let args = [&["--format", "json", "--since", since, "--today", day], args].concat();
    let (code, out, err) = check(folder, "en", &args);
    assert!(code < 2, "{err}");
    let result: Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(refused_by("check.schema.json", &result), Vec::<String>::new());
    result
}

/// What is said of the findings: status, day, rule and path or pointer.
fn said(result: &Value) -> Vec<String> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let of = |f: &Value| {
        let place = if f["path"].is_null() { &f["pointer"] } else { &f["path"] };
        let place = text(place);
        let place = place.rsplit('/').next().unwrap_or_default();
        format!("{} {} {} {place}", text(&f["status"]), text(&f["since"]), text(&f["rule"]))
    };
    result["findings"].as_array().expect("findings").iter().map(of).collect()
}

#[test]
fn each_finding_is_new_or_open_since_its_day_over_weeks() {
    let folder = folder();
    let first = save(&folder, "1.json", "2026-06-01", &["--only", "A1"]);
    let first = compared(&folder, &first, "2026-06-01", &["--only", "A1"]);
    assert_eq!(first["compared"], json!({"made": "2026-06-01", "new": 0, "open": 3, "fixed": 0}));
    let first = save(&folder, "1.json", "2026-06-01", &[]);
    // A picture that sorts before the others changes their places in the list, but not what they are.
    folder.write(&format!("{PHOTOS}/a.png"), &png(30, 10, 3));
    fs::remove_file(folder.root.join(PHOTOS).join("n.png")).expect("removed");
    let result = compared(&folder, &first, "2026-06-08", &[]);
    assert_eq!(result["made"], "2026-06-08");
    assert_eq!(result["compared"], json!({"made": "2026-06-01", "new": 1, "open": 3, "fixed": 1}));
    assert_eq!(
        said(&result),
        [
            "open 2026-06-01 schema photos",
            "new 2026-06-08 schema a.png",
            "open 2026-06-01 schema m.png",
            "open 2026-06-01 schema photos",
        ]
    );
    assert_eq!(result["fixed"][0]["path"], format!("{PHOTOS}/n.png"));
    assert_eq!(result["fixed"][0]["since"], "2026-06-01");
    // The next week starts from that result and remembers what it remembered.
    let second = folder.temp.path().join("2.json");
    fs::write(&second, result.to_string()).expect("written");
    let result = compared(&folder, &second, "2026-06-15", &[]);
    assert_eq!(
        said(&result),
        [
            "open 2026-06-01 schema photos",
            "open 2026-06-08 schema a.png",
            "open 2026-06-01 schema m.png",
            "open 2026-06-01 schema photos",
        ]
    );
    assert_eq!(result["fixed"], json!([]));
}

#[test]
fn people_are_told_in_every_form() {
    let folder = folder();
    let first = save(&folder, "1.json", "2026-06-01", &[]);
    fs::remove_file(folder.root.join(PHOTOS).join("n.png")).expect("removed");
    folder.write("stray.txt", b"x");
    let since = ["--since", first.to_str().expect("a path"), "--today", "2026-06-15"];
    let (_, text, _) = check(&folder, "zh", &since);
    for words in ["（新增）", "（未改，已 14 天）", "新增 1，未改 3，已改正 1；未改的最久已 14 天", "n.png"]
    {
        assert!(says(&text, words), "{words}: {text}");
    }
    let (_, text, _) = check(&folder, "en", &since);
    for words in ["(new)", "(open for 14 days)", "1 new, 3 still open, 1 fixed", "n.png"] {
        assert!(says(&text, words), "{words}: {text}");
    }
    let (_, page, _) = check(&folder, "zh", &[&["--format", "html"][..], &since].concat());
    for part in [
        "data-status=\"new\"",
        "data-status=\"open\"",
        "name=\"status\"",
        "未改，已 14 天",
        "已改正",
        "n.png",
    ] {
        assert!(page.contains(part), "{part}");
    }
    let (_, page, _) = check(&folder, "zh", &["--format", "html"]);
    assert!(!page.contains("data-status=") && !page.contains("name=\"status\""), "nothing was compared");
}

#[test]
fn what_was_not_looked_at_is_not_fixed() {
    let folder = folder();
    folder.write("stray.txt", b"x");
    let first = save(&folder, "1.json", "2026-06-01", &[]);
    let result = compared(&folder, &first, "2026-06-02", &["--only", "A1"]);
    assert_eq!(result["only"], json!(["A1"]));
    assert_eq!(result["compared"], json!({"made": "2026-06-01", "new": 0, "open": 3, "fixed": 0}));
}

#[test]
fn a_result_that_cannot_be_compared_with_is_refused() {
    let folder = folder();
    let good = save(&folder, "good.json", "2026-06-01", &[]);
    let value: Value = serde_json::from_slice(&fs::read(&good).expect("read")).expect("JSON");
    let changed = |pointer: &str, to: Value| {
        let mut value = value.clone();
        *value.pointer_mut(pointer).expect("the place") = to;
        value.to_string()
    };
    let mut undated = value.clone();
    undated.as_object_mut().expect("an object").remove("made");
    for (content, words) in [
        ("{".to_owned(), "no result of sealpack check"),
        (r#"{"formatVersion": 1, "archives": []}"#.to_owned(), "no result of sealpack check"),
        (undated.to_string(), "no result of sealpack check"),
        (format!("[{}]", "\"\",".repeat(1_000_001)), "too large"),
        (changed("/formatVersion", json!(2)), "no result of sealpack check"),
        (changed("/findings/0/rule", json!("\u{1b}[31m")), "no result of sealpack check"),
        (changed("/submission/unit", json!("邻县")), "unit is “邻县”, here “示例县”"),
        (changed("/submission/profile", json!("x")), "profile is “x”, here “test-profile”"),
        (changed("/submission/period/to", json!("2027-06-30")), "2025-07-01/2027-06-30"),
        (changed("/made", json!("2026-06-03")), "later than this check"),
    ] {
        let path = folder.temp.path().join("other.json");
        fs::write(&path, &content).expect("written");
        let path = path.to_str().expect("a path");
        let (code, out, err) = check(&folder, "en", &["--since", path, "--today", "2026-06-02"]);
        assert_eq!((code, out.as_str()), (2, ""), "{words}");
        assert!(says(&err, words), "{words}: {err}");
        assert!(err.contains('→'), "it says what to do: {err}");
    }
    let part = save(&folder, "part.json", "2026-06-01", &["--only", "A1"]);
    let (code, _, err) = check(&folder, "en", &["--since", part.to_str().expect("a path")]);
    assert_eq!(code, 2);
    assert!(says(&err, "some indicators only: A1"), "{err}");
    let (code, _, err) = check(&folder, "zh", &["--since", "/nowhere/x.json"]);
    assert_eq!(code, 2);
    assert!(says(&err, "无法读取 /nowhere/x.json"), "{err}");
}

#[test]
fn the_result_in_an_archive_depends_on_its_date_only() {
    let folder = folder();
    let findings = |name: &str| {
        let zip = folder.temp.path().join(name);
        let mut pack = sealpack("zh");
        pack.args(["pack", "--draft", "--date", "2026-07-01", "-o"]).arg(&zip).arg(&folder.root);
        assert_eq!(outcome(&pack.output().expect("the binary runs")).0, 0);
        let mut archive = zip::ZipArchive::new(fs::File::open(&zip).expect("the archive")).expect("a ZIP");
        let names: Vec<String> = archive.file_names().map(|n| n.expect("a name").into_owned()).collect();
        let name = names.iter().find(|name| name.ends_with("/findings.json")).expect("findings");
        std::io::read_to_string(archive.by_name(name).expect("findings")).expect("text")
    };
    let first = findings("a.zip");
    assert_eq!(first, findings("b.zip"));
    let value: Value = serde_json::from_str(&first).expect("JSON");
    assert_eq!(value["made"], "2026-07-01");
    // It serves as an earlier result too.
    let earlier = folder.temp.path().join("earlier.json");
    fs::write(&earlier, &first).expect("written");
    let result = compared(&folder, &earlier, "2026-07-02", &[]);
    assert_eq!(result["compared"]["new"], 0);
}
