//! `sealpack diff`: what changed between two archives or folders, in any mix.

#![allow(clippy::unwrap_used, reason = "what fails here is a failed test")]

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::{Folder, bag, example, outcome, png, refused_by, sealpack};
use serde_json::{Value, json};
use tempfile::TempDir;

/// Compares in `folder`, whose files are named as they lie there.
fn diff(folder: &Path, lang: &str, args: &[&str]) -> (i32, String, String) {
    let mut command = sealpack(lang);
    outcome(
        &command.arg("diff").args(["--today", "2026-07-01"]).args(args).current_dir(folder).output().unwrap(),
    )
}

fn json(folder: &Path, old: &str, new: &str) -> (i32, Value) {
    let (code, out, err) = diff(folder, "en", &["--format", "json", old, new]);
    let value = serde_json::from_str(&out).unwrap_or_else(|error| panic!("{error}: {out}{err}"));
    assert_eq!(refused_by("diff.schema.json", &value), Vec::<String>::new());
    (code, value)
}

fn pack(lang: &str, submission: &Path, archive: &Path, args: &[&str]) {
    let mut command = sealpack("en");
    command
        .args(["--lang", lang, "pack", "--date", "2026-07-01", "-o"])
        .arg(archive)
        .arg(submission)
        .args(args);
    let (code, out, err) = outcome(&command.output().unwrap());
    assert_eq!(code, 0, "{out}{err}");
}

fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from) {
        let entry = entry.unwrap();
        let to = to.join(entry.path().strip_prefix(from).unwrap());
        if entry.file_type().is_dir() {
            fs::create_dir_all(&to).unwrap();
        } else {
            fs::copy(entry.path(), &to).unwrap();
        }
    }
}

fn rename(folder: &Path, from: &str, to: &str) {
    fs::rename(folder.join(from), folder.join(to)).unwrap();
}

/// A folder with the archive of the clean example, `old.zip`, and a copy of the example, `demo`, that was changed
/// where `changed`.
fn demo(changed: bool) -> TempDir {
    let temp = tempfile::tempdir().unwrap();
    pack("zh", &example("demo-county"), &temp.path().join("old.zip"), &[]);
    let demo = temp.path().join("demo");
    copy(&example("demo-county"), &demo);
    if changed {
        change(&demo);
    }
    temp
}

fn change(demo: &Path) {
    let photos = "A1-公益广告刊播/实景图片";
    rename(
        demo,
        &format!("{photos}/2026-03-05_人民广场_大型公益广告牌.jpg"),
        "A2-学雷锋志愿服务/实景图片/2026-03-05_人民广场_大型公益广告牌.jpg",
    );
    rename(
        demo,
        "C5-垃圾分类/photos/2026-05-20_实验小学_垃圾分类进课堂_3.jpg",
        "C5-垃圾分类/photos/2026-05-20_实验小学_分类课.jpg",
    );
    fs::remove_file(demo.join("B1-诚信建设/实景图片/IMG_20260416_093355.jpg")).unwrap();
    fs::write(demo.join("A1-公益广告刊播/公益广告点位.txt"), "人民广场").unwrap();
    let sheet = demo.join("C1-背街小巷整治/captions.csv");
    let mut captions = fs::read(&sheet).unwrap();
    captions.extend(b"\n");
    fs::write(sheet, captions).unwrap();
    let manifest = demo.join("submission.json");
    let text = fs::read_to_string(&manifest).unwrap();
    fs::write(manifest, text.replace("示例县", "样例县")).unwrap();
}

#[test]
fn a_folder_and_its_archive_are_the_same() {
    let temp = demo(false);
    let (code, out, _) = diff(temp.path(), "en", &["old.zip", "demo"]);
    assert_eq!(code, 0);
    insta::assert_snapshot!(out, @r"
    No differences: 40 files, 2.1 MB
      old  old.zip (archive): 40 files, 2.1 MB
      new  demo (submission folder): 40 files, 2.1 MB
    ");
    let (code, out, _) = diff(temp.path(), "zh", &["demo", "old.zip"]);
    assert_eq!(code, 0);
    insta::assert_snapshot!(out, @r"
    没有差异：40 个文件，2.1 MB
      旧  demo（申报文件夹）：40 个文件，2.1 MB
      新  old.zip（归档）：40 个文件，2.1 MB
    ");
    let (code, value) = json(temp.path(), "old.zip", "demo");
    assert_eq!((code, &value["same"], &value["indicators"]), (0, &json!(true), &json!([])));
}

#[test]
fn every_sort_of_change_is_shown_in_english() {
    let temp = demo(true);
    let (code, out, _) = diff(temp.path(), "en", &["old.zip", "demo"]);
    assert_eq!(code, 1);
    assert!(out.lines().all(|line| unicode_width::UnicodeWidthStr::width(line) <= 80), "{out}");
    insta::assert_snapshot!(out, @r"
    Differences: submission.json changed, 1 file added, 1 file removed, 1 file
    changed, 2 files moved or renamed, 2 new findings
      old  old.zip (archive): 40 files, 2.1 MB
      new  demo (submission folder): 40 files, 2.1 MB

    submission.json
      ~ unit: 示例县 → 样例县

    A1 Public-service advertising
      + A1-公益广告刊播/公益广告点位.txt  12 B
      > A1-公益广告刊播/实景图片/2026-03-05_人民广场_大型公益广告牌.jpg
        → A2-学雷锋志愿服务/实景图片/2026-03-05_人民广场_大型公益广告牌.jpg
          101.2 KB

    A2 Lei Feng volunteer service
      > A1-公益广告刊播/实景图片/2026-03-05_人民广场_大型公益广告牌.jpg
        → A2-学雷锋志愿服务/实景图片/2026-03-05_人民广场_大型公益广告牌.jpg
          101.2 KB

    B1 Integrity building
      - B1-诚信建设/实景图片/IMG_20260416_093355.jpg  86.3 KB

    C1 Backstreet renovation
      ~ C1-背街小巷整治/captions.csv  419 B → 420 B

    C5 Garbage sorting
      > C5-垃圾分类/photos/2026-05-20_实验小学_垃圾分类进课堂_3.jpg
        → C5-垃圾分类/photos/2026-05-20_实验小学_分类课.jpg  84.7 KB

    New findings
      + A1-公益广告刊播/公益广告点位.txt
        error[misplaced-file]: This file is in no folder of a kind of material
          → Move it into one of: reports, documents, photos, screenshots, tables.
      + B1-诚信建设/captions.csv
        warning[caption-problem]: Row 2: there is no file “IMG_20260416_093355.jpg”
                                  in this indicator
          → Put the file into its folder, correct the name in this row, or delete
            the row.
    ");
}

#[test]
fn every_sort_of_change_is_shown_in_chinese() {
    let temp = demo(true);
    let (code, out, _) = diff(temp.path(), "zh", &["old.zip", "demo"]);
    assert_eq!(code, 1);
    assert!(out.lines().all(|line| unicode_width::UnicodeWidthStr::width(line) <= 80), "{out}");
    insta::assert_snapshot!(out, @r"
    有差异：submission.json 有改动、新增 1 个文件、删除 1 个文件、修改 1 个文件、移
    动或改名 2 个文件、新出现 2 个问题
      旧  old.zip（归档）：40 个文件，2.1 MB
      新  demo（申报文件夹）：40 个文件，2.1 MB

    submission.json
      ~ 申报单位：示例县 → 样例县

    A1 公益广告刊播
      + A1-公益广告刊播/公益广告点位.txt  12 B
      > A1-公益广告刊播/实景图片/2026-03-05_人民广场_大型公益广告牌.jpg
        → A2-学雷锋志愿服务/实景图片/2026-03-05_人民广场_大型公益广告牌.jpg
          101.2 KB

    A2 学雷锋志愿服务
      > A1-公益广告刊播/实景图片/2026-03-05_人民广场_大型公益广告牌.jpg
        → A2-学雷锋志愿服务/实景图片/2026-03-05_人民广场_大型公益广告牌.jpg
          101.2 KB

    B1 诚信建设
      - B1-诚信建设/实景图片/IMG_20260416_093355.jpg  86.3 KB

    C1 背街小巷整治
      ~ C1-背街小巷整治/captions.csv  419 B → 420 B

    C5 垃圾分类
      > C5-垃圾分类/photos/2026-05-20_实验小学_垃圾分类进课堂_3.jpg
        → C5-垃圾分类/photos/2026-05-20_实验小学_分类课.jpg  84.7 KB

    新出现的问题
      + A1-公益广告刊播/公益广告点位.txt
        错误[misplaced-file]：文件没有放进材料类别文件夹
          → 移进以下文件夹之一：说明报告、规范文件、实景图片、媒体截图、统计表格。
      + B1-诚信建设/captions.csv
        警告[caption-problem]：第 2 行：本指标里没有文件“IMG_20260416_093355.jpg”
          → 把文件放进对应的文件夹，或改正这一行的文件名，或删掉这一行。
    ");
}

#[test]
fn back_is_the_mirror_and_threads_change_nothing() {
    let temp = demo(true);
    let (code, way) = json(temp.path(), "old.zip", "demo");
    let (code_back, back) = json(temp.path(), "demo", "old.zip");
    assert_eq!((code, code_back), (1, 1));
    let count = |value: &Value, of: [&str; 6]| of.map(|name| value["summary"][name].clone());
    assert_eq!(
        count(&way, ["added", "removed", "changed", "moved", "findingsGone", "findingsNew"]),
        count(&back, ["removed", "added", "changed", "moved", "findingsNew", "findingsGone"])
    );
    assert_eq!(way["findings"]["new"].as_array().unwrap().len(), 2);
    let one = diff(temp.path(), "en", &["-j", "1", "old.zip", "demo"]);
    assert_eq!(one, diff(temp.path(), "en", &["-j", "4", "old.zip", "demo"]));
    let (code, out, _) = diff(temp.path(), "en", &["-o", "said.txt", "old.zip", "demo"]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert_eq!(fs::read_to_string(temp.path().join("said.txt")).unwrap(), one.1);
}

/// A submission with one error, and the archives of it: a draft in Chinese and, after the error was made good, a
/// final one in English.
fn draft_and_final() -> Folder {
    let folder = Folder::new(&json!({"properties": {"photos": {"minItems": 1}}}));
    folder.manifest(&json!({"indicators": ["A1"]}));
    fs::remove_dir_all(folder.root.join("B1-文明交通")).unwrap();
    folder.write("A1-公益广告/实景图片/a.png", &png(20, 10, 1));
    folder.write("A1-公益广告/实景图片/b.png", &png(20, 10, 2)[..60]);
    folder.write("A1-公益广告/说明报告/报告.txt", "2019年的说明".as_bytes());
    pack("zh", &folder.root, &folder.temp.path().join("draft.zip"), &["--draft"]);
    folder.write("A1-公益广告/实景图片/b.png", &png(20, 10, 2));
    rename(&folder.root, "A1-公益广告/说明报告/报告.txt", "A1-公益广告/说明报告/说明.txt");
    pack("en", &folder.root, &folder.temp.path().join("final.zip"), &[]);
    folder
}

#[test]
fn between_a_draft_and_the_final_archive_an_error_is_gone_and_a_warning_stayed_in_another_language() {
    let folder = draft_and_final();
    let (code, out, _) = diff(folder.temp.path(), "en", &["draft.zip", "final.zip"]);
    assert_eq!(code, 1);
    insta::assert_snapshot!(out, @r"
    Differences: it is no longer a draft, 1 file changed, 1 file moved or renamed, 1
    finding gone
      old  draft.zip (archive, a draft): 3 files, 540 B
      new  final.zip (archive): 3 files, 938 B

    A1 Advertising
      ~ A1-公益广告/实景图片/b.png  60 B → 458 B
      > A1-公益广告/说明报告/报告.txt
        → A1-公益广告/说明报告/说明.txt  16 B

    Findings gone
      - A1-公益广告/实景图片/b.png
        error[damaged]: 文件不完整：后面的内容丢失了
    ");
    let (_, value) = json(folder.temp.path(), "draft.zip", "final.zip");
    assert_eq!((&value["old"]["draft"], &value["new"]["draft"]), (&json!(true), &json!(false)));
    assert_eq!((&value["old"]["findings"], &value["new"]["findings"]), (&json!(2), &json!(1)));
}

#[test]
fn an_unpacked_archive_is_the_same_as_the_archive_and_as_the_submission() {
    let folder = draft_and_final();
    let temp = folder.temp.path();
    let to = temp.join("unpacked");
    let run = sealpack("en").arg("unpack").arg(temp.join("final.zip")).arg(&to).output().unwrap();
    assert_eq!(outcome(&run).0, 0);
    for other in ["final.zip", "submission", "unpacked"] {
        let (code, value) = json(temp, "unpacked", other);
        assert_eq!((code, &value["same"]), (0, &json!(true)), "{value:#}");
        assert_eq!(value["old"]["form"], "bag");
    }
    let (_, out, _) = diff(temp, "zh", &["draft.zip", "unpacked"]);
    insta::assert_snapshot!(out, @r"
    有差异：不再是草稿、修改 1 个文件、移动或改名 1 个文件、消除 1 个问题
      旧  draft.zip（归档，草稿）：3 个文件，540 B
      新  unpacked（解开的归档）：3 个文件，938 B

    A1 公益广告
      ~ A1-公益广告/实景图片/b.png  60 B → 458 B
      > A1-公益广告/说明报告/报告.txt
        → A1-公益广告/说明报告/说明.txt  16 B

    已消除的问题
      - A1-公益广告/实景图片/b.png
        错误[damaged]：文件不完整：后面的内容丢失了
    ");
}

/// A bag made by hand, with SHA-512 only and decomposed names.
fn foreign(folder: &Path, files: &[(&str, &[u8])]) -> PathBuf {
    use sha2::Digest;
    use std::fmt::Write;
    let root = folder.join("foreign");
    let mut manifest = String::new();
    for (path, content) in files {
        let to = root.join("data").join(path);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::write(to, content).unwrap();
        for byte in sha2::Sha512::digest(content) {
            write!(manifest, "{byte:02x}").unwrap();
        }
        writeln!(manifest, "  data/{path}").unwrap();
    }
    fs::write(root.join("bagit.txt"), "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n").unwrap();
    fs::write(root.join("manifest-sha512.txt"), manifest).unwrap();
    root
}

#[test]
fn of_a_bag_of_another_program_the_files_are_compared_and_the_findings_are_not_known() {
    let folder = draft_and_final();
    let temp = folder.temp.path();
    let (a, b) = (png(20, 10, 1), png(20, 10, 2));
    folder.write("A1-公益广告/实景图片/Café.png", b"coffee");
    let files: [(&str, &[u8]); 4] = [
        ("A1-公益广告/实景图片/a.png", &a),
        ("A1-公益广告/实景图片/B.png", &b),
        ("A1-公益广告/实景图片/Cafe\u{301}.png", b"coffee"),
        ("记录.txt", b"more"),
    ];
    foreign(temp, &files);
    let (code, out, _) = diff(temp, "en", &["foreign", "submission"]);
    assert_eq!(code, 1);
    insta::assert_snapshot!(out, @r"
    Differences: 1 file added, 1 file removed, 1 file moved or renamed
      old  foreign (bag folder): 4 files, 932 B
      new  submission (submission folder): 4 files, 944 B
      Not compared, because “foreign” has none that can be read: submission.json,
      profile, findings

    Files that belong to no indicator
      - 记录.txt  4 B

    A1 Advertising
      + A1-公益广告/说明报告/说明.txt  16 B
      > A1-公益广告/实景图片/B.png
        → A1-公益广告/实景图片/b.png  458 B
    ");
    let (_, out, _) = diff(temp, "zh", &["foreign", "foreign"]);
    insta::assert_snapshot!(out, @r"
    没有差异：4 个文件，932 B
      旧  foreign（解开的归档）：4 个文件，932 B
      新  foreign（解开的归档）：4 个文件，932 B
      没有比较申报信息、规范、检查结果：“foreign”里没有，或无法读取
      没有比较申报信息、规范、检查结果：“foreign”里没有，或无法读取
    ");
    let (_, value) = json(temp, "foreign", "submission");
    assert_eq!((&value["findings"], &value["old"]["findings"]), (&Value::Null, &Value::Null));
    assert_eq!((&value["old"]["unit"], &value["old"]["draft"]), (&Value::Null, &Value::Null));
}

#[test]
fn what_does_not_verify_is_not_compared() {
    let folder = draft_and_final();
    let temp = folder.temp.path();
    let mut bytes = fs::read(temp.join("final.zip")).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(temp.join("damaged.zip"), bytes).unwrap();
    fs::write(temp.join("no-bag.zip"), bag::zip_of(&[("a/b.txt".to_owned(), b"x".to_vec())])).unwrap();
    fs::copy(temp.join("final.zip"), temp.join("sealed.zip")).unwrap();
    fs::write(temp.join("sealed.zip.sig"), "-----BEGIN SSH SIGNATURE-----\n").unwrap();
    let bag = foreign(temp, &[("a.txt", b"a")]);
    fs::write(bag.join("data/a.txt"), "b").unwrap();
    for bad in ["damaged.zip", "no-bag.zip", "sealed.zip", "foreign"] {
        for (old, new) in [(bad, "submission"), ("final.zip", bad)] {
            let (code, out, err) = diff(temp, "en", &[old, new]);
            assert_eq!((code, out.as_str()), (2, ""), "{err}");
            assert!(common::says(&err, &format!("“{bad}” does not verify")), "{err}");
            assert!(common::says(&err, &format!("sealpack verify \"{bad}\"")), "{err}");
        }
        let verify = sealpack("en").arg("verify").arg(temp.join(bad)).output().unwrap();
        assert_eq!(outcome(&verify).0, 1, "{bad}: verify says what is wrong");
    }
    let (_, _, err) = diff(temp, "zh", &["damaged.zip", "submission"]);
    insta::assert_snapshot!(err, @r#"
    错误：“damaged.zip”验证未通过，没有比较
      → 看看它有什么问题：sealpack verify "damaged.zip"
    "#);
}

#[test]
fn what_is_neither_archive_nor_folder_of_either_sort_is_told_before_any_work() {
    let folder = draft_and_final();
    let temp = folder.temp.path();
    fs::create_dir(temp.join("empty")).unwrap();
    fs::write(temp.join("text.zip"), "no archive").unwrap();
    for (path, said) in [
        ("empty", "neither a submission"),
        ("nowhere", "cannot be found"),
        ("text.zip", "is not a ZIP archive"),
    ] {
        let (code, out, err) = diff(temp, "en", &["final.zip", path]);
        assert_eq!((code, out.as_str()), (2, ""));
        assert!(common::says(&err, said) && err.contains(path) && err.contains('→'), "{err}");
    }
}

#[test]
fn an_archive_without_material_can_be_compared() {
    let folder = draft_and_final();
    let temp = folder.temp.path();
    fs::remove_dir_all(folder.root.join("A1-公益广告/实景图片")).unwrap();
    fs::remove_dir_all(folder.root.join("A1-公益广告/说明报告")).unwrap();
    pack("en", &folder.root, &temp.join("empty.zip"), &["--draft"]);
    assert_eq!(json(temp, "empty.zip", "submission").0, 0);
    let (_, value) = json(temp, "empty.zip", "final.zip");
    assert_eq!((&value["old"]["files"], &value["summary"]["added"]), (&json!(0), &json!(3)));
}

#[test]
fn what_is_never_packed_is_no_file_and_its_finding_is_told() {
    let folder = draft_and_final();
    let temp = folder.temp.path();
    folder.write("A1-公益广告/实景图片/Thumbs.db", b"x");
    folder.write("A1-公益广告/要求.txt", b"x");
    let (code, value) = json(temp, "final.zip", "submission");
    assert_eq!(
        (code, &value["summary"]["added"], &value["summary"]["findingsNew"]),
        (1, &json!(0), &json!(1))
    );
    assert_eq!(value["findings"]["new"][0]["rule"], "junk-file");
}

#[test]
fn names_and_words_from_strangers_do_nothing_to_a_terminal() {
    let folder = draft_and_final();
    let temp = folder.temp.path();
    foreign(temp, &[("A1-公益广告/\u{1b}[31mred\u{202e}.txt", b"x")]);
    let (code, out, err) = diff(temp, "en", &["submission", "foreign"]);
    assert_eq!(code, 1, "{err}");
    assert!(out.contains("<U+001B>[31mred<U+202E>.txt") && !out.contains('\u{1b}'), "{out}");
}

#[test]
fn a_finding_follows_its_file_and_a_changed_profile_is_told() {
    let folder = draft_and_final();
    let temp = folder.temp.path();
    rename(&folder.root, "A1-公益广告/实景图片/a.png", "A1-公益广告/实景图片/c.png");
    rename(&folder.root, "A1-公益广告/说明报告/说明.txt", "A1-公益广告/说明报告/2.txt");
    let (_, value) = json(temp, "final.zip", "submission");
    assert_eq!(
        (&value["summary"]["moved"], &value["findings"]),
        (&json!(2), &json!({"gone": [], "new": []}))
    );
    assert_eq!(value["new"]["findings"], 1, "the report speaks of a year outside the period");
    folder.rules(&json!({"no-date": "off", "year-outside-period": "off"}));
    let path = temp.join("profile/profile.json");
    let profile = fs::read_to_string(&path).unwrap();
    fs::write(path, profile.replace("\"version\":\"1\"", "\"version\":\"2\"")).unwrap();
    let (code, out, _) = diff(temp, "en", &["final.zip", "submission"]);
    assert_eq!(code, 1);
    insta::assert_snapshot!(out, @r"
    Differences: the profile changed, 2 files moved or renamed, 1 finding gone
      old  final.zip (archive): 3 files, 938 B
      new  submission (submission folder): 3 files, 938 B

    Profile
      ~ test-profile 1 → test-profile 2
      ~ profile.json

    A1 Advertising
      > A1-公益广告/实景图片/a.png
        → A1-公益广告/实景图片/c.png  464 B
      > A1-公益广告/说明报告/说明.txt
        → A1-公益广告/说明报告/2.txt  16 B

    Findings gone
      - A1-公益广告/说明报告/说明.txt
        warning[year-outside-period]: It speaks of years outside the period
                                      (2025-07-01 to 2026-06-30), 2019: “「2019年」
                                      的说明”
    ");
}
