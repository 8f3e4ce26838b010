//! What past archives and other submissions hold is found again: `check --against`, and across a batch.

#![allow(clippy::expect_used)]

mod common;
mod pictures;

use std::fs;
use std::path::{Path, PathBuf};

use common::{Folder, outcome, refused_by, sealpack};
use image::{RgbImage, imageops};
use pictures::{Motif, Take, alter, paint};
use serde_json::{Value, json};

/// A submission with these photos, as JPEGs of a quality, for the indicator A1.
fn submission(photos: &[(&str, RgbImage, u8)]) -> Folder {
    let folder = Folder::new(&json!({}));
    for (name, picture, quality) in photos {
        folder.write(&format!("A1-公益广告/实景图片/{name}"), &alter::jpeg(picture, *quality));
    }
    folder
}

fn street(seed: u64) -> RgbImage {
    paint(Motif::Street, seed, Take::plain(seed))
}

fn park(seed: u64) -> RgbImage {
    paint(Motif::Park, seed, Take::plain(seed))
}

/// Packs a submission.
fn pack(folder: &Folder, archive: &Path) {
    let mut command = sealpack("en");
    command.arg("pack").arg(&folder.root).arg("-o").arg(archive).args(["--date", "2026-07-01"]);
    let (code, _, err) = outcome(&command.output().expect("the binary runs"));
    assert_eq!(code, 0, "{err}");
}

fn cropped(picture: &RgbImage) -> RgbImage {
    let (width, height) = picture.dimensions();
    imageops::crop_imm(picture, width / 20, height / 25, width * 9 / 10, height * 9 / 10).to_image()
}

/// The rules of the findings about other submissions, each with the path here and there.
fn elsewhere(result: &Value) -> Vec<(String, String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let findings = result["findings"].as_array().expect("findings").iter();
    findings
        .filter(|finding| finding.get("elsewhere").is_some())
        .map(|finding| {
            (text(&finding["rule"]), text(&finding["path"]), text(&finding["elsewhere"][0]["path"]))
        })
        .collect()
}

fn photo(name: &str) -> String {
    format!("A1-公益广告/实景图片/{name}")
}

fn found(rule: &str, here: &str, there: &str) -> (String, String, String) {
    (rule.to_owned(), photo(here), photo(there))
}

#[test]
fn altered_pictures_and_same_files_of_a_past_archive_are_found_though_its_pictures_cannot_be_decoded() {
    let past = submission(&[
        ("whole.jpg", street(1), 90),
        ("part.jpg", cropped(&park(2)), 90),
        ("same.jpg", street(3), 90),
        ("other.jpg", park(4), 90),
    ]);
    let archive = past.temp.path().join("2025.zip");
    pack(&past, &archive);
    // Whatever lies in the archive besides the inventory is of no account.
    let mut bytes = fs::read(&archive).expect("the archive");
    let whole = fs::read(past.root.join(photo("whole.jpg"))).expect("a photo");
    let at = bytes.windows(whole.len()).position(|window| window == whole).expect("it is stored");
    bytes[at..at + whole.len()].fill(0);
    fs::write(&archive, bytes).expect("written");

    let mirrored = imageops::flip_horizontal(&cropped(&street(1)));
    let now = submission(&[
        ("a.jpg", mirrored, 60),
        ("b.jpg", park(2), 80),
        ("c.jpg", street(3), 90),
        ("d.jpg", park(5), 90),
    ]);
    let archive = archive.display().to_string();
    let (code, result) = now.check(&["--against", &archive]);
    assert_eq!(code, 1);
    assert_eq!(refused_by("check.schema.json", &result), Vec::<String>::new());
    assert_eq!(
        elsewhere(&result),
        [
            found("reused-image", "a.jpg", "whole.jpg"),
            found("reused-image", "b.jpg", "part.jpg"),
            found("duplicate-file", "c.jpg", "same.jpg"),
        ]
    );
    assert_eq!(result["against"], json!({"items": 1, "materials": 4, "skipped": []}));
    let first = &result["findings"][0];
    assert_eq!(first["elsewhere"][0]["origin"], *archive);
    assert_eq!(first["elsewhere"][0]["units"], json!(["示例县"]));
    let message = first["message"].as_str().expect("a message");
    assert!(message.contains("2025.zip again (A1, 示例县): mirrored, cropped by about"), "{message}");
    // Alone it is without fault.
    assert!(now.check(&[]).1["findings"].as_array().expect("findings").is_empty());
}

#[test]
fn pages_show_both_pictures_and_lists_name_both_places() {
    let past = submission(&[("old.jpg", street(1), 90)]);
    let archive = past.temp.path().join("2025.zip");
    pack(&past, &archive);
    let now = submission(&[("new.jpg", cropped(&street(1)), 70)]);
    let page = now.temp.path().join("report.html");
    let mut command = sealpack("en");
    command.arg("check").arg(&now.root).arg("--against").arg(&archive).arg("-o").arg(&page);
    let (code, _, err) = outcome(&command.output().expect("the binary runs"));
    assert_eq!((code, err.as_str()), (0, ""));
    let page = fs::read_to_string(page).expect("the page");
    assert_eq!(page.matches("<figure>").count(), 2);
    assert!(page.contains("2025.zip: A1-公益广告/实景图片/old.jpg"));
    // What is left of the old one is marked in it.
    assert_eq!(page.matches("<rect ").count(), 1);
    assert!(page.contains("Compared with one archive or submission (1 materials)"));
    let mut command = sealpack("zh");
    command.arg("check").arg(&now.root).arg("--against").arg(&archive);
    let (_, out, _) = outcome(&command.output().expect("the binary runs"));
    assert!(out.contains("2025.zip"), "{out}");
    assert!(out.contains("已与 1 份归档和申报比对（共 1 份材料）"), "{out}");
}

#[test]
fn folders_are_searched_and_what_cannot_be_read_there_is_told() {
    let past = submission(&[("old.jpg", street(1), 90)]);
    let now = submission(&[("new.jpg", street(1), 70)]);
    let folder = now.temp.path().to_owned();
    pack(&past, &folder.join("2024.zip"));
    fs::create_dir(folder.join("older")).expect("made");
    fs::copy(folder.join("2024.zip"), folder.join("older/2023.zip")).expect("copied");
    fs::write(folder.join("text.zip"), "no archive").expect("written");
    let cut = fs::read(folder.join("2024.zip")).expect("the archive");
    fs::write(folder.join("cut.zip"), &cut[..cut.len() / 2]).expect("written");
    // The submission itself lies there too, and is not compared with itself.
    let folder = folder.display().to_string();
    let (_, result) = now.check(&["--against", &folder]);
    assert_eq!(result["against"]["items"], 2);
    let skipped = result["against"]["skipped"].as_array().expect("a list");
    let names: Vec<&str> =
        skipped.iter().filter_map(|one| one["path"].as_str()?.rsplit(['/', '\\']).next()).collect();
    assert_eq!(names, ["cut.zip", "text.zip"]);
    let finding = &result["findings"][0];
    assert_eq!(finding["elsewhere"].as_array().expect("a list").len(), 2);
    // What is named must be there.
    for (name, lang, words) in [
        ("text.zip", "en", "is not a ZIP archive"),
        ("cut.zip", "zh", "cut.zip"),
        ("gone.zip", "zh", "gone.zip"),
    ] {
        let mut command = sealpack(lang);
        command.arg("check").arg(&now.root).arg("--against").arg(Path::new(&folder).join(name));
        let (code, out, err) = outcome(&command.output().expect("the binary runs"));
        assert_eq!((code, out.as_str()), (2, ""), "{name}");
        assert!(err.contains(words) && err.contains('→'), "{err}");
    }
}

#[test]
fn another_state_of_the_same_submission_is_told_once() {
    let photos: Vec<(String, RgbImage)> =
        (0..6).map(|seed| (format!("{seed}.jpg"), street(10 + seed))).collect();
    let photos: Vec<(&str, RgbImage, u8)> =
        photos.iter().map(|(name, picture)| (name.as_str(), picture.clone(), 85)).collect();
    let past = submission(&photos);
    let now = submission(&photos);
    now.write(&photo("7.jpg"), &alter::jpeg(&park(1), 80));
    let (_, result) = now.check(&["--against", &past.root.display().to_string()]);
    let findings = result["findings"].as_array().expect("findings");
    assert_eq!(findings.len(), 1, "{findings:#?}");
    assert_eq!(findings[0]["rule"], "duplicate-file");
    let message = findings[0]["message"].as_str().expect("a message");
    assert!(message.starts_with("6 of 7 files are also in "), "{message}");
}

#[test]
fn hostile_inventories_are_refused() {
    let now = submission(&[("new.jpg", street(1), 70)]);
    let bag = now.temp.path().join("bag");
    fs::create_dir_all(bag.join("sealpack")).expect("made");
    fs::write(bag.join("bagit.txt"), "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
        .expect("written");
    let inventory = bag.join("sealpack/inventory.json");
    let sketch = |text: &str| {
        json!({"formatVersion": 1, "inventories": [{"indicator": "A1", "unit": "县", "photos": [
            {"path": "a.jpg", "bytes": 1, "image": {"width": 9, "height": 9, "pdqQuality": 100, "sketch": text}}]}]})
        .to_string()
    };
    let deep = format!("{{\"inventories\": {}", "[".repeat(1_000_000));
    for content in ["", "{}x", "[1]", &deep, &sketch("YGA="), &sketch(&"A".repeat(1 << 20))] {
        fs::write(&inventory, content).expect("written");
        let mut command = sealpack("en");
        command.arg("check").arg(&now.root).arg("--against").arg(&bag);
        let (code, _, err) = outcome(&command.output().expect("the binary runs"));
        assert_eq!(code, 2);
        assert!(err.contains("inventory") && err.contains("sealpack verify"), "{err}");
    }
    fs::remove_file(&inventory).expect("removed");
    let mut command = sealpack("en");
    command.arg("check").arg(&now.root).arg("--against").arg(&bag);
    let (code, _, err) = outcome(&command.output().expect("the binary runs"));
    assert_eq!(code, 2);
    assert!(err.contains("has no inventory"), "{err}");
}

/// A report about nothing in particular, some 900 characters long; another seed, another report.
fn report(seed: u32) -> Vec<String> {
    let mut state = u64::from(seed).wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut any = move |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 40) % below
    };
    let mut sentence = || {
        let count = 15 + any(20);
        let word =
            |_| char::from_u32(0x4E00 + u32::try_from(any(3000)).expect("small")).expect("a character");
        format!("{}。", (0..count).map(word).collect::<String>())
    };
    (0..36).map(|_| sentence()).collect()
}

/// A copy with other figures in which every fourth sentence was written anew.
fn rewritten(report: &[String], seed: u32) -> String {
    let other = self::report(seed);
    let each = report.iter().zip(&other).enumerate();
    each.map(|(at, (own, new))| if at % 4 == 0 { new.as_str() } else { own.as_str() }).collect()
}

fn text(code: &str, name: &str) -> String {
    format!("{code}/说明报告/{name}")
}

#[test]
fn copied_reports_are_found_here_and_in_a_past_archive() {
    let past = submission(&[]);
    past.write(&text("A1-公益广告", "old.txt"), report(1).concat().as_bytes());
    let archive = past.temp.path().join("2025.zip");
    pack(&past, &archive);
    let now = submission(&[]);
    now.write(&text("A1-公益广告", "own.txt"), report(2).concat().as_bytes());
    now.write(&text("A1-公益广告", "new.txt"), rewritten(&report(1), 7).as_bytes());
    now.write(&text("B1-文明交通", "copy.txt"), rewritten(&report(2), 8).as_bytes());
    let (code, result) = now.check(&["--against", &archive.display().to_string()]);
    assert_eq!(code, 0, "warnings");
    assert_eq!(refused_by("check.schema.json", &result), Vec::<String>::new());
    let findings = result["findings"].as_array().expect("findings");
    assert_eq!(findings.len(), 2, "{findings:#?}");
    assert_eq!(findings[0]["path"], text("A1-公益广告", "new.txt"));
    assert_eq!(findings[0]["elsewhere"][0]["path"], text("A1-公益广告", "old.txt"));
    let message = findings[0]["message"].as_str().expect("a message");
    assert!(message.contains("of the text also stands in a document of 2025.zip (A1, 示例县;"), "{message}");
    assert_eq!(findings[1]["path"], text("B1-文明交通", "copy.txt"));
    assert_eq!(findings[1]["related"], json!([text("A1-公益广告", "own.txt")]));
    assert_eq!(findings[1]["responsible"], json!(["县公安局", "县委宣传部"]));
    // A profile may ask for more.
    now.rules(&json!({"reused-text": {"share": 90}}));
    assert_eq!(now.check(&[]).1["findings"], json!([]));
    now.rules(&json!({"reused-text": {"kinds": ["photos"]}}));
    assert_eq!(now.check(&[]).1["findings"], json!([]));
}

/// Runs a batch over the folder `all`, in `place`.
fn batch(place: &Path, out: &str, args: &[&str]) -> (i32, Value, Vec<Vec<u8>>) {
    let mut command = sealpack("en");
    command.current_dir(place).args(["batch", "all", "--out", out, "--today", "2026-07-01"]).args(args);
    let (code, _, err) = outcome(&command.output().expect("the binary runs"));
    assert!(code < 2, "{err}");
    let read = |name: &str| fs::read(place.join(out).join(name)).expect("a summary");
    let files: Vec<Vec<u8>> = ["summary.json", "summary.html", "summary.xlsx"].map(read).into();
    let summary = serde_json::from_slice(&files[0]).expect("JSON");
    (code, summary, files)
}

/// Moves submissions to one folder, with their profile.
fn together(submissions: &[(&str, &Folder)]) -> (tempfile::TempDir, PathBuf) {
    let temp = tempfile::tempdir().expect("a folder");
    let all = temp.path().join("all");
    fs::create_dir(&all).expect("made");
    for (name, folder) in submissions {
        fs::rename(&folder.root, all.join(name)).expect("moved");
        let profile = all.join("profile");
        if !profile.exists() {
            fs::rename(folder.temp.path().join("profile"), profile).expect("moved");
        }
    }
    (temp, all)
}

/// Of each group its rule, and the items and paths of its sides.
fn groups(summary: &Value) -> Vec<(String, Vec<String>)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().replace('\\', "/");
    let side = |side: &Value| {
        let path = text(&side["path"]);
        format!("{} {}", text(&side["item"]), path.rsplit('/').next().unwrap_or_default())
    };
    let all = summary["reused"].as_array().expect("groups").iter();
    all.map(|group| {
        let sides = group["sides"].as_array().expect("sides").iter();
        (text(&group["rule"]), sides.map(side).collect())
    })
    .collect()
}

#[test]
fn what_several_submissions_of_a_batch_use_is_found_whatever_their_order() {
    let one = submission(&[("1.jpg", street(1), 90), ("2.jpg", park(2), 90), ("x.jpg", street(8), 85)]);
    let other = submission(&[("1.jpg", cropped(&street(1)), 70), ("y.jpg", street(8), 85)]);
    let third = submission(&[("3.jpg", imageops::rotate90(&park(2)), 70), ("1.jpg", street(1), 75)]);
    let past = submission(&[("old.jpg", imageops::flip_horizontal(&park(2)), 90)]);
    one.write(&text("B1-文明交通", "r.txt"), report(1).concat().as_bytes());
    third.write(&text("B1-文明交通", "s.txt"), rewritten(&report(1), 9).as_bytes());
    let (temp, all) = together(&[("a", &one), ("b", &other), ("c", &third)]);
    pack(&past, &temp.path().join("2025.zip"));
    let (code, summary, first) = batch(temp.path(), "out", &["--against", "2025.zip"]);
    assert_eq!(code, 1);
    assert_eq!(refused_by("batch.schema.json", &summary), Vec::<String>::new());
    let expected = [
        ("duplicate-file", vec!["all/a x.jpg", "all/b y.jpg"]),
        ("reused-image", vec!["2025.zip old.jpg", "all/a 2.jpg", "all/c 3.jpg"]),
        ("reused-image", vec!["all/a 1.jpg", "all/c 1.jpg", "all/b 1.jpg"]),
        ("reused-text", vec!["all/a r.txt", "all/c s.txt"]),
    ];
    let expected: Vec<(String, Vec<String>)> = expected
        .into_iter()
        .map(|(rule, sides)| (rule.to_owned(), sides.into_iter().map(ToOwned::to_owned).collect()))
        .collect();
    assert_eq!(groups(&summary), expected);
    assert_eq!(summary["summary"]["reused"], 4);
    let sides = summary["reused"][2]["sides"].as_array().expect("sides");
    let changes = sides[2]["changes"].as_str().expect("changes");
    assert!(changes.contains("cropped by about"), "{changes}");
    assert_eq!(sides[0]["responsible"], json!(["县委宣传部"]));
    let page = String::from_utf8(first[1].clone()).expect("a page");
    assert_eq!(page.matches("<figure>").count(), 8);

    // A second run looks at nothing again and says the same, and so does one with one thread, or from the beginning.
    assert_eq!(batch(temp.path(), "out", &["--against", "2025.zip"]).2, first);
    assert_eq!(batch(temp.path(), "out", &["--against", "2025.zip", "--fresh", "--jobs", "1"]).2, first);
    // An item that changes is compared anew.
    fs::remove_file(all.join("b").join(photo("y.jpg"))).expect("removed");
    let (code, summary, _) = batch(temp.path(), "out", &[]);
    assert_eq!(code, 0, "warnings only");
    let rules: Vec<String> = groups(&summary).into_iter().map(|(rule, _)| rule).collect();
    assert_eq!(rules, ["reused-image", "reused-image", "reused-text"]);
    assert_eq!(batch(temp.path(), "out", &["--strict"]).0, 1);
}

#[test]
fn a_submission_that_lies_beside_its_archive_is_told_once() {
    let photos: Vec<RgbImage> = (0..5).map(|seed| street(20 + seed)).collect();
    let names = ["0.jpg", "1.jpg", "2.jpg", "3.jpg", "4.jpg"];
    let photos: Vec<(&str, RgbImage, u8)> =
        names.iter().zip(photos).map(|(name, picture)| (*name, picture, 85)).collect();
    let one = submission(&photos);
    let archive = one.temp.path().join("a.zip");
    pack(&one, &archive);
    let (temp, all) = together(&[("a", &one)]);
    fs::copy(&archive, all.join("a.zip")).expect("copied");
    let (code, summary, _) = batch(temp.path(), "out", &["--strict"]);
    assert_eq!(code, 0, "that is no fault");
    assert_eq!(groups(&summary).len(), 1);
    let message = summary["reused"][0]["message"].as_str().expect("a message");
    assert!(message.starts_with("5 files of these two of one unit are the same"), "{message}");
}
