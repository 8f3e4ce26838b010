//! `sealpack init`: a submission ready to fill, made without ever changing what exists.

#![allow(clippy::expect_used)]

mod common;

use std::fs;
use std::path::Path;

use calamine::{Reader, Xlsx};
use common::{Folder, outcome, repository, sealpack, snapshot};
use serde_json::{Value, json};

/// Runs `init` on `dir` with the arguments of the issue and `more`.
fn init(lang: &str, dir: &Path, more: &[&str]) -> (i32, String, String) {
    let always = ["--unit", "示例县", "--from", "2025-07-01", "--to", "2026-06-30"];
    outcome(&sealpack(lang).arg("init").arg(dir).args(always).args(more).output().expect("the binary runs"))
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut names: Vec<_> = entries
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("a name in Unicode"))
        .collect();
    names.sort();
    names
}

fn read_json(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).expect("a file")).expect("JSON")
}

fn headers(sheet: &Path) -> Vec<String> {
    let mut book: Xlsx<_> = calamine::open_workbook(sheet).expect("a workbook");
    let range = book.worksheet_range_at(0).expect("a sheet").expect("its cells");
    assert_eq!(range.height(), 1, "an empty sheet has its headers only");
    range.rows().next().expect("a row").iter().map(ToString::to_string).collect()
}

fn findings(dir: &Path) -> Vec<Value> {
    let output = sealpack("en").args(["check", "--format", "json"]).arg(dir).output().expect("it runs");
    let (_, out, err) = outcome(&output);
    let result: Value = serde_json::from_str(&out).unwrap_or_else(|error| panic!("{error}: {err}"));
    result["findings"].as_array().expect("findings").clone()
}

/// The kinds and codes of the built-in profile.
fn profile() -> Value {
    read_json(&repository().join("schemas/profiles/civilized-city/profile.json"))
}

#[test]
fn the_command_of_the_readme_makes_a_whole_submission() {
    let temp = tempfile::tempdir().expect("a folder");
    let dir = temp.path().join("示例县 2026");
    let (code, out, err) = init("zh", &dir, &["--profile", "civilized-city"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains("sealpack check"), "{out}");
    assert_eq!(
        read_json(&dir.join("submission.json")),
        json!({
            "profile": "civilized-city",
            "unit": "示例县",
            "period": {"from": "2025-07-01", "to": "2026-06-30"},
            "lang": "zh",
        })
    );
    let profile = profile();
    let indicators = profile["indicators"].as_array().expect("indicators");
    assert!(indicators.len() >= 16);
    let mut expected: Vec<String> = indicators
        .iter()
        .map(|i| {
            format!("{}-{}", i["code"].as_str().expect("a code"), i["title"]["zh"].as_str().expect("zh"))
        })
        .collect();
    expected.push("submission.json".into());
    expected.sort();
    assert_eq!(names(&dir), expected);
    for folder in expected.iter().filter(|name| *name != "submission.json").map(|name| dir.join(name)) {
        let inside = names(&folder);
        assert!(inside.contains(&"要求.txt".to_owned()), "{inside:?}");
        let pictures = ["实景图片", "媒体截图"].iter().any(|kind| inside.contains(&(*kind).to_owned()));
        assert_eq!(pictures, inside.contains(&"图片说明.xlsx".to_owned()), "{inside:?}");
        let kinds = inside.iter().filter(|name| folder.join(name).is_dir()).count();
        assert!(kinds > 0, "{inside:?}");
        for kind in inside.iter().filter(|name| folder.join(name).is_dir()) {
            assert!(
                ["说明报告", "规范文件", "实景图片", "媒体截图", "统计表格"].contains(&kind.as_str()),
                "{kind}"
            );
        }
    }
    assert_eq!(
        names(&dir.join("A1-公益广告刊播")),
        ["图片说明.xlsx", "媒体截图", "实景图片", "统计表格", "要求.txt", "规范文件", "说明报告"]
    );
}

#[test]
fn the_caption_sheet_has_the_headers_of_the_language_and_is_read_back_by_check() {
    let temp = tempfile::tempdir().expect("a folder");
    let (zh, en) = (temp.path().join("zh"), temp.path().join("en"));
    assert_eq!(init("zh", &zh, &["--indicators", "A1"]).0, 0);
    assert_eq!(init("en", &en, &["--indicators", "A1"]).0, 0);
    assert_eq!(
        headers(&zh.join("A1-公益广告刊播/图片说明.xlsx")),
        ["文件名", "时间", "地点", "人物", "事由", "媒体", "链接"]
    );
    assert_eq!(
        headers(&en.join("A1-Public-service advertising/captions.xlsx")),
        ["file", "date", "place", "people", "event", "media", "url"]
    );
    assert!(findings(&zh).iter().all(|finding| finding["rule"] == "schema"));
}

#[test]
fn in_english_folders_notes_and_sheets_have_english_names() {
    let temp = tempfile::tempdir().expect("a folder");
    let dir = temp.path().join("en");
    assert_eq!(init("en", &dir, &["--indicators", "A1"]).0, 0);
    let folder = dir.join("A1-Public-service advertising");
    assert_eq!(
        names(&folder),
        ["REQUIREMENTS.txt", "captions.xlsx", "documents", "photos", "reports", "screenshots", "tables"]
    );
    assert_eq!(read_json(&dir.join("submission.json"))["lang"], "en");
}

#[test]
fn the_note_says_what_the_schema_of_the_built_in_profile_needs() {
    let temp = tempfile::tempdir().expect("a folder");
    let (zh, en) = (temp.path().join("zh"), temp.path().join("en"));
    assert_eq!(init("zh", &zh, &["--indicators", "A1"]).0, 0);
    assert_eq!(init("en", &en, &["--indicators", "A1"]).0, 0);
    let note = fs::read_to_string(zh.join("A1-公益广告刊播/要求.txt")).expect("the note");
    for part in [
        "A1 公益广告刊播",
        "县委宣传部",
        "县融媒体中心",
        "【说明报告】",
        "恰好 1 份",
        "500–1000",
        "【实景图片】",
        "3–8 张",
    ] {
        assert!(note.contains(part), "{part} is missing in:\n{note}");
    }
    let note =
        fs::read_to_string(en.join("A1-Public-service advertising/REQUIREMENTS.txt")).expect("the note");
    for part in
        ["A1 Public-service advertising", "[Reports]", "exactly 1 file", "500–1000", "[Photos]", "3–8"]
    {
        assert!(note.contains(part), "{part} is missing in:\n{note}");
    }
}

#[test]
fn every_note_of_the_built_in_profile_reads_in_both_languages() {
    let temp = tempfile::tempdir().expect("a folder");
    for (lang, name) in [("zh", "要求.txt"), ("en", "REQUIREMENTS.txt")] {
        let dir = temp.path().join(lang);
        assert_eq!(init(lang, &dir, &[]).0, 0);
        for folder in names(&dir).iter().map(|name| dir.join(name)).filter(|path| path.is_dir()) {
            let note = fs::read_to_string(folder.join(name)).expect("the note");
            assert!(note.contains("\r\n"), "lines end as Windows wants them");
            assert!(!note.contains("demand-") && !note.contains("schemaPointer"), "{note}");
            assert!(!note.contains('{') && !note.contains('$'), "{note}");
            if lang == "en" {
                let head = note.lines().next().expect("a first line");
                assert!(head.is_ascii(), "{head}");
            }
        }
    }
}

/// A profile of one's own with a demand of each sort.
fn own_profile() -> Folder {
    Folder::new(&json!({
        "properties": {
            "reports": {
                "minItems": 1, "maxItems": 2,
                "items": {
                    "properties": {
                        "format": {"enum": ["docx", "pdf"]},
                        "text": {"properties": {"characters": {"minimum": 300}}}
                    }
                }
            },
            "photos": {
                "minItems": 4,
                "items": {
                    "required": ["caption"],
                    "properties": {
                        "bytes": {"maximum": 5_242_880},
                        "caption": {"required": ["date", "place"]},
                        "image": {"properties": {"width": {"minimum": 1000, "x-severity": "warning"}}}
                    }
                },
                "contains": {"properties": {"caption": {"properties": {"event": {"pattern": "前"}}}}},
                "x-message": {"zh": "须有一张整治前的图片", "en": "One photo must show the place before the work"}
            }
        }
    }))
}

#[test]
fn a_profile_of_ones_own_gets_notes_of_its_own() {
    let own = own_profile();
    let dir = own.temp.path().join("mine");
    let profile = own.temp.path().join("profile");
    let (code, _, err) = init("zh", &dir, &["--profile", profile.to_str().expect("a path")]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert_eq!(read_json(&dir.join("submission.json"))["profile"], "../profile");
    assert_eq!(names(&dir), ["A1-公益广告", "B1-文明交通", "submission.json"]);
    assert_eq!(names(&dir.join("A1-公益广告")), ["图片说明.xlsx", "实景图片", "要求.txt", "说明报告"]);
    let note = fs::read_to_string(dir.join("A1-公益广告/要求.txt")).expect("the note").replace("\r\n", "\n");
    insta::assert_snapshot!(note, @r"
    A1 公益广告
    责任单位：县委宣传部

    【说明报告】1–2 份
    - 文件格式：须为以下之一：DOCX、PDF
    - 字数：至少 300 字

    【实景图片】至少 4 张；须有一张整治前的图片
    - 须有图片说明
    - 文件大小：最多 5 MB
    - 图片说明：须有时间、地点
    - 图片宽度：至少 1000 像素（建议）

    本文件由 sealpack 按指标要求生成，不属于申报材料，也不会打包。
    ");

    let english = own.temp.path().join("english");
    assert_eq!(init("en", &english, &["--profile", profile.to_str().expect("a path")]).0, 0);
    let note = fs::read_to_string(english.join("A1-Advertising/REQUIREMENTS.txt")).expect("the note");
    insta::assert_snapshot!(note.replace("\r\n", "\n"), @r"
    A1 Advertising
    Responsible: 县委宣传部

    [Reports] 1–2 files
    - file format: must be one of DOCX, PDF
    - length: at least 300 characters

    [Photos] at least 4 pictures; One photo must show the place before the work
    - needs caption
    - file size: at most 5 MB
    - caption: needs date, place
    - picture width: at least 1000 pixels (recommended)

    Written by sealpack from the indicator's demands. This file is no material and is not packed.
    ");
}

#[test]
fn a_submission_to_a_profile_of_ones_own_is_checked_from_anywhere() {
    let own = own_profile();
    let run = sealpack("en")
        .current_dir(own.temp.path())
        .args([
            "init",
            "mine",
            "--profile",
            "profile",
            "--unit",
            "u",
            "--from",
            "2025-07-01",
            "--to",
            "2026-06-30",
        ])
        .output()
        .expect("the binary runs");
    assert_eq!(outcome(&run).0, 0);
    assert_eq!(read_json(&own.temp.path().join("mine/submission.json"))["profile"], "../profile");
    assert!(findings(&own.temp.path().join("mine")).iter().all(|finding| finding["rule"] == "schema"));
}

#[test]
fn a_unit_that_owes_some_indicators_gets_only_these() {
    let temp = tempfile::tempdir().expect("a folder");
    let dir = temp.path().join("some");
    assert_eq!(init("zh", &dir, &["--indicators", "A1,B2"]).0, 0);
    assert_eq!(names(&dir), ["A1-公益广告刊播", "B2-文明交通", "submission.json"]);
    assert_eq!(read_json(&dir.join("submission.json"))["indicators"], json!(["A1", "B2"]));
    let indicators: Vec<_> = findings(&dir).iter().map(|finding| finding["indicator"].clone()).collect();
    assert!(!indicators.is_empty() && indicators.iter().all(|code| *code == "A1" || *code == "B2"));
}

#[test]
fn an_indicator_that_does_not_exist_is_an_error_that_lists_those_that_do_and_makes_nothing() {
    let temp = tempfile::tempdir().expect("a folder");
    let dir = temp.path().join("wrong");
    let (code, out, err) = init("en", &dir, &["--indicators", "A1,Z9"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("Z9") && err.contains("A1") && err.contains("D5"), "{err}");
    assert!(!dir.exists());
}

#[test]
fn title_and_deadline_are_written_down() {
    let temp = tempfile::tempdir().expect("a folder");
    let dir = temp.path().join("x");
    let more = ["--indicators", "A1", "--title", "2026 年申报", "--deadline", "2026-07-15T09:00:00Z"];
    assert_eq!(init("zh", &dir, &more).0, 0);
    let manifest = read_json(&dir.join("submission.json"));
    assert_eq!(manifest["title"], "2026 年申报");
    assert_eq!(
        manifest["deadline"], "2026-07-15T17:00:00+08:00",
        "the same moment, as China's clocks show it"
    );
    assert!(findings(&dir).iter().all(|finding| finding["rule"] == "schema"));
}

#[test]
fn what_is_made_has_no_finding_but_the_material_that_is_still_missing() {
    let temp = tempfile::tempdir().expect("a folder");
    for lang in ["zh", "en"] {
        let dir = temp.path().join(lang);
        assert_eq!(init(lang, &dir, &[]).0, 0);
        let findings = findings(&dir);
        assert!(!findings.is_empty());
        for finding in findings {
            assert_eq!(finding["rule"], "schema", "{finding}");
            assert_eq!(finding["path"], Value::Null, "{finding}");
        }
    }
}

#[test]
fn run_again_it_changes_nothing() {
    let temp = tempfile::tempdir().expect("a folder");
    let dir = temp.path().join("again");
    assert_eq!(init("zh", &dir, &[]).0, 0);
    let before = snapshot(&dir);
    assert_eq!(init("zh", &dir, &[]).0, 0);
    assert!(before == snapshot(&dir));
    // In another language and without any argument: what submission.json says counts.
    let bare = outcome(&sealpack("en").arg("init").arg(&dir).output().expect("the binary runs"));
    assert_eq!(bare.0, 0, "{}", bare.2);
    assert!(before == snapshot(&dir));
}

#[test]
fn run_again_it_adds_what_is_missing_and_nothing_else() {
    let temp = tempfile::tempdir().expect("a folder");
    let dir = temp.path().join("again");
    assert_eq!(init("zh", &dir, &["--indicators", "A1,A2,B2"]).0, 0);
    let whole = snapshot(&dir);
    let a1 = dir.join("A1-公益广告刊播");
    fs::write(a1.join("实景图片/照片.jpg"), "mine").expect("written");
    fs::write(a1.join("图片说明.xlsx"), "filled in").expect("written");
    fs::remove_file(a1.join("要求.txt")).expect("removed");
    fs::remove_dir(a1.join("说明报告")).expect("removed");
    fs::rename(a1.join("媒体截图"), a1.join("媒体报道")).expect("renamed to another name of the kind");
    fs::rename(dir.join("A2-学雷锋志愿服务"), dir.join("A2 雷锋")).expect("renamed, the code stays");
    fs::remove_dir_all(dir.join("B2-文明交通")).expect("removed");
    let (code, out, _) = init("zh", &dir, &[]);
    assert_eq!(code, 0);
    assert!(out.contains("新建"), "{out}");
    let mut after = snapshot(&dir);
    let at = |path: &str| a1.join(path);
    let mine = after.iter().position(|(path, _)| *path == at("实景图片/照片.jpg")).expect("the photo");
    assert_eq!(after.remove(mine).1, b"mine");
    let sheet = after.iter().position(|(path, _)| *path == at("图片说明.xlsx")).expect("the sheet");
    assert_eq!(after[sheet].1, b"filled in");
    assert!(at("说明报告").is_dir() && at("媒体报道").is_dir());
    assert!(!at("媒体截图").exists() && !dir.join("A2-学雷锋志愿服务").exists(), "no second folder");
    let expected: Vec<_> = whole
        .into_iter()
        .map(|(path, bytes)| {
            let path = path.strip_prefix(&dir).expect("inside").to_string_lossy().into_owned();
            let path = dir.join(path.replace("A2-学雷锋志愿服务", "A2 雷锋"));
            // Every workbook is the same but for the moment it was made.
            let bytes = if path.extension().is_some_and(|e| e == "xlsx") { Vec::new() } else { bytes };
            (path, bytes)
        })
        .collect();
    for (path, bytes) in &mut after {
        if path.extension().is_some_and(|extension| extension == "xlsx") {
            assert!(!bytes.is_empty());
            bytes.clear();
        }
    }
    let mut expected = expected;
    expected.sort();
    after.sort();
    assert!(expected == after, "{expected:?}\n{after:?}");
}

#[test]
fn files_with_the_same_names_are_left_alone() {
    let temp = tempfile::tempdir().expect("a folder");
    let dir = temp.path().join("mine");
    let a1 = dir.join("A1-公益广告刊播");
    fs::create_dir_all(&a1).expect("a folder");
    fs::write(a1.join("要求.txt"), "my own note").expect("written");
    fs::write(a1.join("图片说明.csv"), "文件名\n").expect("written");
    fs::write(a1.join("实景图片"), "a file in the place of a folder").expect("written");
    fs::write(dir.join("other.txt"), "other").expect("written");
    let before = snapshot(&dir);
    let (code, _, err) = init("zh", &dir, &["--indicators", "A1"]);
    // A folder cannot be made where a file lies: that is said, and the file stays.
    assert_eq!(code, 2);
    assert!(err.contains("实景图片"), "{err}");
    fs::remove_file(a1.join("实景图片")).expect("removed");
    assert_eq!(init("zh", &dir, &["--indicators", "A1"]).0, 0);
    let after = snapshot(&dir);
    for (path, bytes) in before.iter().filter(|(path, _)| !path.ends_with("实景图片")) {
        assert!(after.contains(&(path.clone(), bytes.clone())), "{}", path.display());
    }
    assert!(!a1.join("图片说明.xlsx").exists(), "there is a caption sheet already");
}

#[test]
fn an_existing_manifest_counts_and_a_broken_one_is_never_replaced() {
    let temp = tempfile::tempdir().expect("a folder");
    let dir = temp.path().join("mine");
    fs::create_dir_all(&dir).expect("a folder");
    let manifest = dir.join("submission.json");
    let text = r#"{"profile":"civilized-city","unit":"另一个县","period":{"from":"2024-01-01","to":"2024-12-31"},"indicators":["C3"]}"#;
    fs::write(&manifest, text).expect("written");
    assert_eq!(init("zh", &dir, &["--indicators", "A1"]).0, 0);
    assert_eq!(fs::read_to_string(&manifest).expect("read"), text);
    assert_eq!(names(&dir), ["C3-公共厕所", "submission.json"]);
    fs::write(&manifest, "{").expect("written");
    let (code, _, err) = init("zh", &dir, &[]);
    assert_eq!(code, 2);
    assert!(err.contains("submission.json"), "{err}");
    assert_eq!(fs::read_to_string(&manifest).expect("read"), "{");
}

#[test]
fn what_a_new_submission_lacks_is_named_and_nothing_is_made() {
    let temp = tempfile::tempdir().expect("a folder");
    let dir = temp.path().join("new");
    let all = ["--unit", "示例县", "--from", "2025-07-01", "--to", "2026-06-30"];
    for lacking in [0, 2, 4] {
        let rest: Vec<&str> =
            all.chunks(2).filter(|pair| pair[0] != all[lacking]).flatten().copied().collect();
        for lang in ["zh", "en"] {
            let run = sealpack(lang).arg("init").arg(&dir).args(&rest).output().expect("the binary runs");
            let (code, out, err) = outcome(&run);
            assert_eq!((code, out.as_str()), (2, ""), "{}", all[lacking]);
            assert!(err.contains(all[lacking]), "{err}");
            assert!(err.contains('→'), "it says what to do: {err}");
            assert!(!dir.exists());
        }
    }
}

#[test]
fn wrong_values_are_errors_that_make_nothing() {
    let temp = tempfile::tempdir().expect("a folder");
    let dir = temp.path().join("new");
    let unit = ["--unit", "示例县"];
    for (wrong, named) in [
        (vec!["--from", "2026-06-30", "--to", "2025-07-01"], "--from"),
        (vec!["--from", "2025-02-30", "--to", "2026-06-30"], "2025-02-30"),
        (vec!["--from", "2025-07-01", "--to", "2026-06-30", "--profile", "no-such"], "no-such"),
        (vec!["--from", "2025-07-01", "--to", "2026-06-30", "--deadline", "soon"], "soon"),
    ] {
        let run = sealpack("en").arg("init").arg(&dir).args(unit).args(&wrong).output().expect("it runs");
        let (code, out, err) = outcome(&run);
        assert_eq!((code, out.as_str()), (2, ""), "{wrong:?}");
        assert!(err.contains(named), "{err}");
        assert!(!dir.exists(), "{wrong:?}");
    }
    let (code, _, err) = {
        let blank = ["--unit", "  ", "--from", "2025-07-01", "--to", "2026-06-30"];
        outcome(&sealpack("en").arg("init").arg(&dir).args(blank).output().expect("it runs"))
    };
    assert_eq!(code, 2);
    assert!(err.contains("--unit"), "{err}");
}
