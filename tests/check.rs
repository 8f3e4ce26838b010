//! `sealpack check`: every rule, the forms of its result, and files made to do harm.

#![allow(clippy::expect_used, clippy::unwrap_used)]
#![allow(clippy::print_stderr, reason = "what could not be tested is said loudly")]

mod common;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use common::{Folder, jpeg, outcome, png, sealpack, snapshot};
use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr;

const A: &str = "A1-公益广告";
const B: &str = "B1-文明交通";

/// A submission that nothing is wrong with: no demands, one photo.
fn clean() -> Folder {
    let folder = Folder::new(&json!({}));
    folder.write(&photo("2026-03-05_人民广场_公益广告.png"), &png(8, 8, 1));
    folder
}

fn photo(name: &str) -> String {
    format!("{A}/实景图片/{name}")
}

fn report(name: &str) -> String {
    format!("{A}/说明报告/{name}")
}

/// The findings of a check, each of which must say in both languages what is wrong, how to fix it, and who.
fn findings(folder: &Folder) -> Vec<Value> {
    let mut last: Vec<Value> = Vec::new();
    for lang in ["zh", "en"] {
        let run = sealpack(lang).args(["check", "--format", "json"]).arg(&folder.root).output().unwrap();
        let (code, out, err) = outcome(&run);
        let result: Value = serde_json::from_str(&out).unwrap_or_else(|error| panic!("{error}: {err}"));
        last.clone_from(result["findings"].as_array().expect("findings"));
        for finding in &last {
            let message = finding["message"].as_str().expect("a message");
            let fix = finding["fix"].as_str().unwrap_or_else(|| panic!("no fix: {finding}"));
            for text in [message, fix] {
                assert!(
                    !text.is_empty() && !text.starts_with("finding-") && !text.contains("{$"),
                    "{finding}"
                );
            }
            let responsible = finding["responsible"].as_array().expect("responsible");
            match finding["indicator"].as_str() {
                Some(code) => {
                    let unit = if code == "A1" { "县委宣传部" } else { "县公安局" };
                    assert_eq!(responsible.first(), Some(&json!(unit)), "{finding}");
                }
                None => assert!(responsible.is_empty(), "{finding}"),
            }
        }
        let errors = last.iter().any(|finding| finding["severity"] == "error");
        assert_eq!(code, i32::from(errors), "{err}");
    }
    last
}

fn rules_and_paths(findings: &[Value]) -> Vec<(&str, Option<&str>)> {
    findings.iter().map(|f| (f["rule"].as_str().expect("a rule"), f["path"].as_str())).collect()
}

/// That exactly these findings come, in this order.
#[track_caller]
fn expect(folder: &Folder, expected: &[(&str, Option<&str>)]) -> Vec<Value> {
    let findings = findings(folder);
    assert_eq!(rules_and_paths(&findings), expected, "{findings:#?}");
    findings
}

/// A JPEG that says when it was taken: an APP1 segment with a TIFF directory (EXIF 2.32, section 4.5.4).
fn photo_taken(moment: &str, seed: u8) -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0".to_vec();
    tiff.extend(b"\x01\0\x69\x87\x04\0\x01\0\0\0\x1a\0\0\0\0\0\0\0");
    tiff.extend(b"\x01\0\x03\x90\x02\0\x14\0\0\0\x2c\0\0\0\0\0\0\0");
    assert_eq!(tiff.len(), 0x2c);
    tiff.extend(moment.as_bytes());
    tiff.push(0);
    let length = u16::try_from(2 + 6 + tiff.len()).unwrap();
    let plain = jpeg(16, 16, seed);
    let mut bytes = plain[..2].to_vec();
    bytes.extend(b"\xff\xe1");
    bytes.extend(length.to_be_bytes());
    bytes.extend(b"Exif\0\0");
    bytes.extend(&tiff);
    bytes.extend(&plain[2..]);
    bytes
}

/// A small Word document.
fn docx(text: &str) -> Vec<u8> {
    zip_of(&[
        (
            "[Content_Types].xml",
            br#"<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#,
        ),
        (
            "_rels/.rels",
            br#"<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#,
        ),
        ("word/document.xml", document_xml(text).as_bytes()),
    ])
}

fn document_xml(text: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>"#
    )
}

fn zip_of(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A compound file, as of old office programs, with one empty stream of this name ([MS-CFB]).
fn compound(stream: &str) -> Vec<u8> {
    let words = |words: &[u32]| words.iter().flat_map(|word| word.to_le_bytes()).collect::<Vec<u8>>();
    let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    bytes.extend([0; 16]);
    bytes.extend(words(&[
        0x0003_003e,
        0x0009_fffe,
        6,
        0,
        0,
        1,
        1,
        0,
        4096,
        0xffff_fffe,
        0,
        0xffff_fffe,
        0,
        0,
    ]));
    bytes.resize(512, 0xff);
    bytes.extend(words(&[0xffff_fffd, 0xffff_fffe]));
    bytes.resize(1024, 0xff);
    for (name, kind, child) in [("Root Entry", 5, 1), (stream, 2, u32::MAX)] {
        let start = bytes.len();
        bytes.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
        bytes.resize(start + 64, 0);
        bytes.extend(u16::try_from(2 * name.len() + 2).unwrap().to_le_bytes());
        bytes.extend([kind, 1]);
        bytes.extend(words(&[u32::MAX, u32::MAX, child]));
        bytes.resize(start + 128, 0);
    }
    bytes.resize(1536, 0);
    bytes
}

/// A small OFD, with one more file inside.
fn ofd(text: &str, other: &str) -> Vec<u8> {
    let page = format!(
        r#"<Page><Content><Layer><TextObject Boundary="20 20 170 9" Size="5"><TextCode X="0" Y="5">{text}</TextCode></TextObject></Layer></Content></Page>"#
    );
    zip_of(&[
        ("OFD.xml", b"<OFD><DocBody><DocRoot>Doc_0/Document.xml</DocRoot></DocBody></OFD>"),
        (
            "Doc_0/Document.xml",
            br#"<Document><Pages><Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></Pages></Document>"#,
        ),
        ("Doc_0/Pages/Page_0/Content.xml", page.as_bytes()),
        (other, b"<x/>"),
    ])
}

fn xlsx(cell: &str) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    book.add_worksheet().write_string(0, 0, cell).unwrap();
    book.save_to_buffer().unwrap()
}

#[test]
fn a_clean_submission_has_no_finding_and_exit_code_0() {
    let folder = clean();
    folder.write(&report("报告.docx"), &docx("正文"));
    folder.write(&format!("{B}/统计表格/表.xlsx"), &xlsx("数"));
    folder.write(&format!("{A}/图片说明.csv"), "文件名,事由\n".as_bytes());
    folder.write(&format!("{A}/要求.txt"), b"a note");
    expect(&folder, &[]);
}

#[test]
fn missing_indicator_names_code_and_title() {
    let folder = clean();
    fs::remove_dir_all(folder.root.join(B)).unwrap();
    let findings = expect(&folder, &[("missing-indicator", None)]);
    assert_eq!(findings[0]["indicator"], "B1");
    let message = findings[0]["message"].as_str().unwrap();
    assert!(message.contains("B1") && message.contains("Traffic"), "{message}");
    folder.manifest(&json!({"indicators": ["A1"]}));
    expect(&folder, &[]);
}

#[test]
fn unknown_indicator_for_a_strange_folder_one_not_owed_and_a_listed_code_that_does_not_exist() {
    let folder = clean();
    folder.write("其他材料/说明.txt", b"x");
    expect(&folder, &[("unknown-indicator", Some("其他材料"))]);
    folder.manifest(&json!({"indicators": ["A1", "Z9"]}));
    let findings = expect(
        &folder,
        &[
            ("unknown-indicator", Some(B)),
            ("unknown-indicator", Some("submission.json")),
            ("unknown-indicator", Some("其他材料")),
        ],
    );
    let message = |at: usize| findings[at]["message"].as_str().unwrap();
    assert!(message(0).contains("does not answer indicator B1"), "{}", message(0));
    assert!(message(1).contains("Z9"), "{}", message(1));
    assert!(message(2).contains("no indicator"), "{}", message(2));
}

#[test]
fn misplaced_file_at_the_top_in_an_indicator_in_a_strange_folder_and_in_a_second_folder() {
    let folder = clean();
    folder.write("总说明.txt", b"top");
    folder.write(&format!("{A}/报告.txt"), b"in the indicator");
    folder.write(&format!("{A}/杂项/a.txt"), b"strange 1");
    folder.write(&format!("{A}/杂项/更深/b.txt"), b"strange 2");
    folder.write("A1-另一个/实景图片/c.png", &png(8, 8, 9));
    let findings = expect(
        &folder,
        &[
            ("misplaced-file", Some("总说明.txt")),
            ("misplaced-file", Some(&format!("{A}/报告.txt"))),
            ("misplaced-file", Some(&format!("{A}/杂项"))),
            ("misplaced-file", Some("A1-另一个")),
        ],
    );
    let text = |at: usize, what: &str| findings[at][what].as_str().unwrap();
    assert!(text(0, "message").contains("top of the submission"));
    assert!(text(1, "fix").contains("photos"), "the folders it can go to are named");
    assert!(text(2, "message").contains("2 files"), "{}", text(2, "message"));
    assert!(text(3, "message").contains(A), "the first folder is named: {}", text(3, "message"));
}

#[test]
fn a_second_folder_of_an_indicator_names_the_first() {
    let folder = clean();
    folder.write("A1/实景图片/c.png", &png(8, 8, 9));
    let findings = expect(&folder, &[("misplaced-file", Some(A))]);
    assert!(findings[0]["message"].as_str().unwrap().contains("“A1”"));
}

#[test]
fn folders_of_kinds_may_have_folders_of_their_own_and_empty_ones_harm_nobody() {
    let folder = clean();
    folder.write(&photo("三月/2026-03-06_公园_宣传.png"), &png(8, 8, 2));
    fs::create_dir_all(folder.root.join(A).join("空文件夹")).unwrap();
    expect(&folder, &[]);
}

#[test]
fn a_note_or_caption_sheet_in_the_wrong_place_is_misplaced() {
    let folder = clean();
    folder.write("要求.txt", b"top");
    folder.write("图片说明.csv", "文件名\n".as_bytes());
    expect(&folder, &[("misplaced-file", Some("图片说明.csv")), ("misplaced-file", Some("要求.txt"))]);
}

#[test]
fn junk_file_is_a_warning_wherever_it_lies() {
    let folder = clean();
    folder.write("Thumbs.db", b"x");
    folder.write(&format!("{A}/.DS_Store"), b"x");
    folder.write(&report("~$报告.docx"), b"x");
    folder.write(&photo("desktop.ini"), b"x");
    folder.write(&photo("._a.jpg"), b"x");
    folder.write(&photo("下载.tmp"), b"x");
    folder.write("__MACOSX/a/b.jpg", b"x");
    let findings = findings(&folder);
    assert_eq!(findings.len(), 7, "{findings:#?}");
    assert!(findings.iter().all(|f| f["rule"] == "junk-file" && f["severity"] == "warning"));
    assert_eq!(folder.check(&[]).0, 0, "warnings alone do not fail a check");
    assert_eq!(folder.check(&["--strict"]).0, 1, "unless they count");
}

#[test]
fn unsafe_name_for_every_sort_of_name_that_breaks_elsewhere() {
    let folder = clean();
    let mut names = vec!["aux.png", "100%达标.png"];
    if cfg!(unix) {
        names.extend([
            "照片 .png ",
            "句点.",
            "时间:地点.png",
            "问?.png",
            "右\u{202e}gnp.exe",
            "零\u{200b}宽.png",
            "换\n行.png",
        ]);
    }
    for (seed, name) in (10..).zip(&names) {
        folder.write(&photo(name), &png(8, 8, seed));
    }
    let found = findings(&folder);
    let unsafe_names: Vec<&Value> = found.iter().filter(|f| f["rule"] == "unsafe-name").collect();
    let mut expected: Vec<String> = names.iter().map(|n| photo(n)).collect();
    let mut paths: Vec<String> =
        unsafe_names.iter().map(|f| f["path"].as_str().unwrap().to_owned()).collect();
    expected.sort();
    paths.sort();
    assert_eq!(paths, expected);
    let severity = |name: &str| &unsafe_names.iter().find(|f| f["path"] == *photo(name)).unwrap()["severity"];
    assert_eq!(severity("aux.png"), "error");
    assert_eq!(severity("100%达标.png"), "warning");
}

#[test]
fn unsafe_name_for_a_path_that_is_too_long_for_windows() {
    let folder = clean();
    let deep = photo(&format!("{0}/{0}/{1}.png", "很长的文件夹名称".repeat(8), "很长的文件名称".repeat(10)));
    folder.write(&deep, &png(8, 8, 2));
    expect(&folder, &[("unsafe-name", Some(&deep))]);
}

#[cfg(target_os = "linux")]
#[test]
fn unsafe_name_for_a_name_in_an_unknown_encoding() {
    use std::os::unix::ffi::OsStringExt;
    let folder = clean();
    let name = std::ffi::OsString::from_vec(encoding_rs::GB18030.encode("人民广场.png").0.into_owned());
    fs::write(folder.root.join(A).join("实景图片").join(name), png(8, 8, 3)).unwrap();
    let findings = findings(&folder);
    assert_eq!(findings.len(), 1, "{findings:#?}");
    assert_eq!(findings[0]["rule"], "unsafe-name");
    assert!(findings[0]["message"].as_str().unwrap().contains("encoding"));
    assert!(findings[0]["path"].as_str().unwrap().contains('\u{fffd}'));
}

/// Whether this file system tells names apart that differ in case only.
fn case_matters(folder: &Folder) -> bool {
    folder.write("case", b"");
    let same = folder.root.join("CASE").exists();
    fs::remove_file(folder.root.join("case")).unwrap();
    if same {
        eprintln!("NOT TESTED: this file system does not tell upper from lower case");
    }
    !same
}

#[test]
fn name_collision_for_names_that_differ_in_case_only() {
    let folder = clean();
    if !case_matters(&folder) {
        return;
    }
    folder.write(&photo("Park.png"), &png(8, 8, 2));
    folder.write(&photo("park.PNG"), &png(8, 8, 3));
    let findings = expect(&folder, &[("name-collision", Some(&photo("Park.png")))]);
    assert_eq!(findings[0]["related"], json!([photo("park.PNG")]));
}

#[test]
fn name_collision_for_names_that_only_their_encoding_tells_apart() {
    let folder = clean();
    if !case_matters(&folder) {
        return;
    }
    folder.write(&photo("caf\u{e9}.png"), &png(8, 8, 2));
    folder.write(&photo("cafe\u{301}.png"), &png(8, 8, 3));
    let findings = expect(&folder, &[("name-collision", Some(&photo("caf\u{e9}.png")))]);
    assert!(findings[0]["message"].as_str().unwrap().contains("look the same"));
}

#[test]
fn name_collision_of_folders_is_told_once() {
    let folder = clean();
    if !case_matters(&folder) {
        return;
    }
    folder.write(&photo("March/a.png"), &png(8, 8, 2));
    folder.write(&photo("march/a.png"), &png(8, 8, 3));
    folder.write(&photo("march/b.png"), &png(8, 8, 4));
    expect(&folder, &[("name-collision", Some(&photo("March")))]);
}

#[cfg(unix)]
#[test]
fn link_to_a_file_a_folder_and_nowhere_is_never_followed() {
    use std::os::unix::fs::symlink;
    let folder = clean();
    let outside = folder.temp.path().join("outside");
    fs::create_dir(&outside).unwrap();
    fs::write(outside.join("secret.png"), png(8, 8, 7)).unwrap();
    symlink(outside.join("secret.png"), folder.root.join(photo("a.png"))).unwrap();
    symlink(&outside, folder.root.join(photo("b"))).unwrap();
    symlink("nowhere", folder.root.join("c")).unwrap();
    symlink(".", folder.root.join(A).join("d")).unwrap();
    expect(
        &folder,
        &[
            ("link", Some("c")),
            ("link", Some(&format!("{A}/d"))),
            ("link", Some(&photo("a.png"))),
            ("link", Some(&photo("b"))),
        ],
    );
    let output = sealpack("en").arg("inventory").arg(&folder.root).output().unwrap();
    assert!(!outcome(&output).1.contains("secret"));
}

#[cfg(unix)]
#[test]
fn link_for_special_files_which_are_never_opened() {
    let folder = clean();
    let socket = folder.root.join(photo("管道.png"));
    // A socket's path is limited to some 100 bytes; from its folder a short name is enough.
    let Ok(_listener) = std::os::unix::net::UnixListener::bind(&socket) else {
        eprintln!("NOT TESTED: no socket can be made at {}", socket.display());
        return;
    };
    expect(&folder, &[("link", Some(&photo("管道.png")))]);
}

#[test]
fn empty_file_has_no_other_finding() {
    let folder = clean();
    folder.write(&photo("2026-03-06_公园_宣传.jpg"), b"");
    folder.write(&report("报告.docx"), b"");
    expect(
        &folder,
        &[
            ("empty-file", Some(&photo("2026-03-06_公园_宣传.jpg"))),
            ("empty-file", Some(&report("报告.docx"))),
        ],
    );
}

#[cfg(unix)]
#[test]
fn unreadable_for_files_and_folders_without_permission() {
    use std::os::unix::fs::PermissionsExt;
    let folder = clean();
    let file = folder.write(&photo("x.png"), &png(8, 8, 2));
    fs::set_permissions(&file, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(&file).is_ok() {
        eprintln!("NOT TESTED: this user (root) may read everything");
        return;
    }
    let inner = folder.root.join(B).join("实景图片");
    fs::set_permissions(&inner, fs::Permissions::from_mode(0o000)).unwrap();
    let found = findings(&folder);
    fs::set_permissions(&inner, fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(
        rules_and_paths(&found),
        [("unreadable", Some(&*photo("x.png"))), ("unreadable", Some(&*format!("{B}/实景图片")))]
    );
}

#[test]
fn format_mismatch_tells_the_true_format_and_the_right_extension() {
    let folder = clean();
    folder.write(&photo("2026-03-06_公园_宣传.jpg"), &png(8, 8, 2));
    folder.write(&photo("2026-03-07_公园_宣传.png"), b"no picture at all \x00\x01\x02\xff");
    let found = expect(
        &folder,
        &[
            ("format-mismatch", Some(&photo("2026-03-06_公园_宣传.jpg"))),
            ("format-mismatch", Some(&photo("2026-03-07_公园_宣传.png"))),
        ],
    );
    let text = |at: usize, what: &str| found[at][what].as_str().unwrap();
    assert!(text(0, "message").contains(".jpg") && text(0, "message").contains("PNG"));
    assert!(text(0, "fix").contains(".png"));
    assert!(text(1, "message").contains("nor any format we know"), "{}", text(1, "message"));
}

#[test]
fn unsupported_format_says_how_to_convert() {
    let folder = clean();
    let cases: [(&str, &[u8], &str); 5] = [
        ("a.mp4", b"\0\0\0\x18ftypisom\0\0\0\0isommp42", "convert"),
        ("b.heic", b"\0\0\0\x18ftypheic\0\0\0\0heicmif1", "Most Compatible"),
        ("c.rar", b"Rar!\x1a\x07\x01\0", "Unpack"),
        ("d.xyz", b"\x01\x02\x03\x04\xfe\xff\0", "Save it in one of these formats"),
        ("e.pdf", b"%PDF-1.4\n", ""),
    ];
    for (name, bytes, _) in &cases {
        folder.write(&photo(name), bytes);
    }
    let texts: [(&str, Vec<u8>, &str, &str); 9] = [
        ("f.rtf", b"{\\rtf1 text}".to_vec(), "RTF", "DOCX"),
        ("g.doc", compound("WordDocument"), "DOC", "DOCX"),
        ("h.wps", compound("WordDocument"), "WPS", "DOCX"),
        ("i.xls", compound("Workbook"), "XLS", "export it as PDF"),
        ("j.et", compound("Workbook"), "ET", "export it as PDF"),
        ("k.ppt", compound("PowerPoint Document"), "PPT", "PowerPoint"),
        ("l.dps", compound("PowerPoint Document"), "DPS", "PowerPoint"),
        ("m.xlsx", xlsx("单位"), "XLSX", "folder for tables"),
        ("n.pptx", zip_of(&[("_rels/.rels", b"<x/>"), ("ppt/presentation.xml", b"<x/>")]), "PPTX", "PDF"),
    ];
    for (name, bytes, ..) in &texts {
        folder.write(&report(name), bytes);
    }
    let found = findings(&folder);
    let of = |path: &str| {
        let finding = found.iter().find(|f| f["rule"] == "unsupported-format" && f["path"] == path);
        let finding = finding.unwrap_or_else(|| panic!("{path} is missing: {found:#?}"));
        ["message", "fix"].map(|what| finding[what].as_str().unwrap().to_owned())
    };
    for (name, _, part) in &cases {
        let [_, fix] = of(&photo(name));
        assert!(fix.contains(part), "{name}: {fix}");
    }
    for (name, _, format, part) in &texts {
        let [message, fix] = of(&report(name));
        let named = message.split(' ').any(|word| word == *format);
        assert!(named && fix.contains(part) && fix.matches(". ").count() == 0, "{name}: {message} {fix}");
    }
}

#[test]
fn ofd_is_taken_as_a_text() {
    let folder = clean();
    folder.write(&report("a.ofd"), &ofd("我县广泛开展公益广告宣传。", "Doc_0/Res/a.xml"));
    folder.write(&report("b.ofd"), &ofd("XX县于2026年3月开展活动。", "Doc_0/Res/b.xml"));
    folder.write(&report("c.ofd"), &ofd("我县", "Encryptions.xml"));
    let [placeholder, encrypted] = [("placeholder-text", report("b.ofd")), ("damaged", report("c.ofd"))];
    let found = expect(&folder, &[(placeholder.0, Some(&placeholder.1)), (encrypted.0, Some(&encrypted.1))]);
    let message = found[1]["message"].as_str().unwrap();
    assert!(message.contains("password") || message.contains("encrypted"), "{message}");
}

/// The places to cut `length` bytes at: each of the first and last few, and many between.
fn cuts(length: usize, from: usize) -> Vec<usize> {
    let mut cuts: Vec<usize> = (from..length).filter(|at| at % (length / 40).max(1) == 0).collect();
    cuts.extend((length.saturating_sub(4)..length).filter(|at| *at >= from));
    cuts.sort_unstable();
    cuts.dedup();
    cuts
}

/// That `bytes` are whole, and damaged wherever they are cut.
fn damaged_at_every_cut(extension: &str, bytes: &[u8], from: usize, place: fn(&str) -> String) {
    let folder = clean();
    folder.write(&place(&format!("whole.{extension}")), bytes);
    let mut expected = Vec::new();
    for at in cuts(bytes.len(), from) {
        let path = place(&format!("cut-at-{at:06}.{extension}"));
        folder.write(&path, &bytes[..at]);
        expected.push(path);
    }
    assert!(expected.len() > 20);
    let found = findings(&folder);
    let mut damaged: Vec<&str> =
        found.iter().filter(|f| f["rule"] == "damaged").map(|f| f["path"].as_str().unwrap()).collect();
    damaged.sort_unstable();
    assert_eq!(damaged, expected);
    // A file that is damaged is told so and not sent to be renamed or converted as well.
    let others: Vec<_> = rules_and_paths(&found).into_iter().filter(|f| f.0 != "damaged").collect();
    assert!(others.is_empty(), "{others:#?}");
}

#[test]
fn damaged_wherever_a_jpeg_is_cut() {
    damaged_at_every_cut("jpg", &jpeg(160, 120, 5), 4, photo);
}

#[test]
fn damaged_wherever_a_jpeg_with_exif_is_cut() {
    damaged_at_every_cut("jpg", &photo_taken("2026:03:05 09:12:33", 4), 4, photo);
}

#[test]
fn damaged_wherever_a_png_is_cut() {
    damaged_at_every_cut("png", &png(120, 90, 5), 8, photo);
}

#[test]
fn damaged_wherever_a_docx_is_cut() {
    // Text that does not deflate to nothing.
    let text: String =
        (0u32..900).map(|n| char::from_u32(0x4e00 + n.wrapping_mul(7919) % 20_000).unwrap()).collect();
    damaged_at_every_cut("docx", &docx(&text), 60, report);
}

#[test]
fn damaged_wherever_a_pdf_is_cut() {
    damaged_at_every_cut("pdf", &pdf(), 30, report);
}

#[test]
fn damaged_when_bits_flip_in_a_picture_or_document() {
    let folder = clean();
    let mut expected = Vec::new();
    for (name, bytes) in [
        (photo("flip.png"), png(64, 64, 3)),
        (report("flip.docx"), docx("一些正文文字")),
        (format!("{A}/统计表格/flip.xlsx"), xlsx("数")),
    ] {
        let mut bytes = bytes;
        let middle = bytes.len() / 2;
        bytes[middle] ^= 0x10;
        folder.write(&name, &bytes);
        expected.push(name);
    }
    let found = findings(&folder);
    let mut damaged: Vec<_> = rules_and_paths(&found).into_iter().filter(|f| f.0 == "damaged").collect();
    damaged.sort_unstable();
    expected.sort();
    assert_eq!(damaged.iter().map(|f| f.1.unwrap()).collect::<Vec<_>>(), expected);
}

/// A one-page PDF with a right cross-reference table.
fn pdf() -> Vec<u8> {
    let content = "BT /F1 12 Tf 72 720 Td (A report about advertising) Tj ET";
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
    ];
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut offsets = Vec::new();
    for (number, object) in (1..).zip(&objects) {
        offsets.push(out.len());
        write!(out, "{number} 0 obj\n{object}\nendobj\n").unwrap();
    }
    let table = out.len();
    write!(out, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).unwrap();
    for offset in offsets {
        writeln!(out, "{offset:010} 00000 n ").unwrap();
    }
    write!(out, "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF", objects.len() + 1).unwrap();
    out
}

#[test]
fn damaged_for_caption_sheets_that_are_broken_or_have_no_column_for_files() {
    let folder = clean();
    let whole = xlsx("文件名");
    folder.write(&format!("{A}/图片说明.xlsx"), &whole[..whole.len() / 2]);
    folder.write(&format!("{B}/captions.csv"), b"a,b\n1,2\n");
    let found = expect(
        &folder,
        &[
            ("damaged", Some(&format!("{A}/图片说明.xlsx"))),
            ("caption-problem", Some(&format!("{B}/captions.csv"))),
        ],
    );
    assert!(found[1]["message"].as_str().unwrap().contains("no column for the file name"));
}

#[test]
fn outside_period_by_the_camera_the_caption_and_the_name() {
    let folder = clean();
    folder.write(&photo("exif.jpg"), &photo_taken("2025:06:30 23:59:59", 4));
    folder.write(&photo("2026-07-01_公园_宣传.png"), &png(8, 8, 2));
    folder.write(&photo("sheet.png"), &png(8, 8, 3));
    folder.write(&photo("IMG_20240102_030405.png"), &png(8, 8, 5));
    folder.write(&format!("{A}/图片说明.csv"), "文件名,时间\nsheet.png,2024年1月2日\n".as_bytes());
    let found = expect(
        &folder,
        &[
            ("outside-period", Some(&photo("2026-07-01_公园_宣传.png"))),
            ("outside-period", Some(&photo("IMG_20240102_030405.png"))),
            ("outside-period", Some(&photo("exif.jpg"))),
            ("outside-period", Some(&photo("sheet.png"))),
        ],
    );
    let message = |at: usize| found[at]["message"].as_str().unwrap();
    assert!(message(0).contains("2026-07-01 (file name) is after"), "{}", message(0));
    assert!(message(1).contains("2024-01-02 (file name) is before"), "{}", message(1));
    assert!(message(2).contains("2025-06-30 (camera) is before"), "{}", message(2));
    assert!(message(3).contains("2024-01-02 (caption) is before"), "{}", message(3));
}

#[test]
fn outside_period_takes_both_end_days_as_inside_and_the_camera_before_the_name() {
    let folder = clean();
    folder.write(&photo("2025-07-01_公园_宣传.png"), &png(8, 8, 2));
    folder.write(&photo("2026-06-30_公园_宣传.png"), &png(8, 8, 3));
    folder.write(&photo("2024-01-01_公园_宣传.jpg"), &photo_taken("2026:06:30 23:59:59", 4));
    expect(&folder, &[("date-conflict", Some(&photo("2024-01-01_公园_宣传.jpg")))]);
}

/// The findings of `rule` on the day 2026-07-01 in Chinese: path, severity and message.
fn told(folder: &Folder, rule: &str) -> Vec<(String, String, String)> {
    let args = ["check", "--format", "json", "--today", "2026-07-01"];
    let run = sealpack("zh").args(args).arg(&folder.root).output().unwrap();
    let result: Value = serde_json::from_str(&outcome(&run).1).unwrap();
    let findings = result["findings"].as_array().unwrap().iter().filter(|f| f["rule"] == rule);
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    findings.map(|f| (text(&f["path"]), text(&f["severity"]), text(&f["message"]))).collect()
}

#[test]
fn date_conflict_where_camera_caption_and_name_disagree_by_more_than_a_day() {
    let folder = clean();
    folder.write(&photo("2026-03-07_公园_宣传.jpg"), &photo_taken("2026:03:05 23:59:59", 4));
    folder.write(&photo("2026-03-08_公园_宣传.jpg"), &photo_taken("2026:03:07 00:00:00", 5));
    folder.write(&photo("2026-03-09_公园_宣传.jpg"), &photo_taken("2026:03:10 00:00:00", 6));
    folder.write(&photo("三处.jpg"), &photo_taken("2026:01:01 00:00:00", 7));
    folder.write(&photo("IMG_20260309_091233.png"), &png(8, 8, 5));
    let sheet = "文件名,时间\n三处.jpg,2026年1月3日\nIMG_20260309_091233.png,2026-03-05\n";
    folder.write(&format!("{A}/图片说明.csv"), sheet.as_bytes());
    let found = expect(
        &folder,
        &[
            ("date-conflict", Some(&photo("2026-03-07_公园_宣传.jpg"))),
            ("date-conflict", Some(&photo("IMG_20260309_091233.png"))),
            ("date-conflict", Some(&photo("三处.jpg"))),
        ],
    );
    let message = |at: usize| found[at]["message"].as_str().unwrap();
    assert_eq!(message(0), "The dates disagree: camera 2026-03-05, file name 2026-03-07");
    assert_eq!(message(1), "The dates disagree: caption 2026-03-05, file name 2026-03-09");
    assert_eq!(message(2), "The dates disagree: camera 2026-01-01, caption 2026-01-03");
    assert!(found.iter().all(|finding| finding["severity"] == "warning"));
}

#[test]
fn date_conflict_lets_programs_save_later_than_the_event_and_never_earlier() {
    let folder = clean();
    let names = [
        ("微信图片_20260320091233.png", "2026-03-05"),
        ("Screenshot_20260320-091233.png", "2026-03-05"),
        ("屏幕截图 2026-03-20 091233.png", "2026-03-05"),
        ("mmexport1772674353000.png", "2026-01-05"),
        ("mmexport1772674353001.png", "2026-05-05"),
        ("wx_camera_1772674353000.png", "2026-01-05"),
        ("QQ图片20260320091233.png", "2026-03-22"),
        ("截图20260320.png", "2026-03-21"),
    ];
    let mut sheet = "文件名,时间\n".to_owned();
    for (seed, (name, caption)) in (20..).zip(names) {
        folder.write(&photo(name), &png(8, 8, seed));
        sheet.extend([name, ",", caption, "\n"]);
    }
    folder.write(&format!("{A}/图片说明.csv"), sheet.as_bytes());
    folder.write(&photo("微信图片_20260401091233.jpg"), &photo_taken("2026:03:05 09:12:33", 4));
    let paths = ["QQ图片20260320091233.png", "mmexport1772674353001.png", "wx_camera_1772674353000.png"];
    let expected: Vec<_> = paths.iter().map(|name| photo(name)).collect();
    let expected: Vec<_> = expected.iter().map(|path| ("date-conflict", Some(path.as_str()))).collect();
    expect(&folder, &expected);
}

#[test]
fn date_conflict_for_dates_in_the_future_of_today() {
    let folder = clean();
    folder.manifest(&json!({"period": {"from": "2025-07-01", "to": "2030-06-30"}}));
    folder.write(&photo("2026-07-01_公园_宣传.png"), &png(8, 8, 2));
    folder.write(&photo("2026-07-02_公园_宣传.png"), &png(8, 8, 3));
    folder.write(&photo("2027-03-05_公园_宣传.jpg"), &photo_taken("2026:03:05 09:12:33", 4));
    folder.write(&photo("2027-03-06_公园_宣传.jpg"), &photo_taken("2027:03:06 09:12:33", 5));
    let rows = [
        ("2026-07-02_公园_宣传.png", "日期晚于今天（2026-07-01）：文件名 2026-07-02"),
        (
            "2027-03-05_公园_宣传.jpg",
            "日期互相矛盾：拍摄时间 2026-03-05、文件名 2027-03-05；其中文件名 2027-03-05 晚于今天（2026-07-01）",
        ),
        ("2027-03-06_公园_宣传.jpg", "日期晚于今天（2026-07-01）：拍摄时间 2027-03-06、文件名 2027-03-06"),
    ];
    let expected = rows.map(|(name, said)| (photo(name), "warning".to_owned(), said.to_owned()));
    assert_eq!(told(&folder, "date-conflict"), expected);
    let (_, later) = folder.check(&["--today", "2027-03-06"]);
    assert_eq!(later["summary"]["warnings"], 1, "{later}");
}

#[test]
fn date_conflict_notes_days_that_do_not_exist_as_info() {
    let folder = clean();
    folder.write(&photo("2026-02-30_公园_宣传.png"), &png(8, 8, 2));
    folder.write(&photo("IMG_20261345_091233.jpg"), &photo_taken("2026:13:45 09:12:33", 4));
    folder.write(&photo("13812345678.png"), &png(8, 8, 3));
    let rows = [
        ("2026-02-30_公园_宣传.png", "文件名里的日期 2026-02-30 不存在，未采用"),
        ("IMG_20261345_091233.jpg", "文件名里的日期 20261345 不存在，未采用"),
        ("IMG_20261345_091233.jpg", "拍摄时间里的日期 2026:13:45 不存在，未采用"),
    ];
    let expected = rows.map(|(name, said)| (photo(name), "info".to_owned(), said.to_owned()));
    assert_eq!(told(&folder, "date-conflict"), expected);
    folder.rules(&json!({"date-conflict": "error"}));
    assert_eq!(told(&folder, "date-conflict")[0].1, "info", "a profile's severity is that of conflicts");
    folder.rules(&json!({"date-conflict": "off"}));
    assert_eq!(told(&folder, "date-conflict"), []);
}

#[test]
fn no_date_for_whole_pictures_that_nobody_dates() {
    let folder = clean();
    folder.rules(&json!({}));
    folder.write(&photo("无日期照片.png"), &png(8, 8, 2));
    folder.write(&photo("有说明.png"), &png(8, 8, 3));
    folder.write(&photo("有拍摄时间.jpg"), &photo_taken("2026:03:05 09:12:33", 4));
    let whole = jpeg(64, 64, 1);
    folder.write(&photo("截断.jpg"), &whole[..whole.len() / 2]);
    folder.write(&photo("空.jpg"), b"");
    folder.write(&photo("手机.heic"), b"\0\0\0\x18ftypheic\0\0\0\0mif1heic");
    folder.write(&report("报告.txt"), b"text");
    folder.write(&format!("{A}/图片说明.csv"), "文件名,时间\n有说明.png,2026年3月5日\n".as_bytes());
    let said = "图片没有日期：拍摄信息、图片说明和文件名里都没有".to_owned();
    assert_eq!(told(&folder, "no-date"), [(photo("无日期照片.png"), "warning".to_owned(), said)]);
    let mut findings = findings(&folder).into_iter();
    let finding = findings.find(|finding| finding["rule"] == "no-date").unwrap();
    assert!(finding["fix"].as_str().unwrap().contains("2026-03-05_place_event.png"));
}

#[test]
fn duplicate_file_names_all_places_and_all_units() {
    let folder = clean();
    let bytes = png(8, 8, 2);
    folder.write(&photo("a.png"), &bytes);
    folder.write(&photo("b.png"), &bytes);
    folder.write(&format!("{B}/实景图片/c.png"), &bytes);
    let found = expect(&folder, &[("duplicate-file", Some(&photo("a.png")))]);
    assert_eq!(found[0]["related"], json!([photo("b.png"), format!("{B}/实景图片/c.png")]));
    assert_eq!(found[0]["responsible"], json!(["县委宣传部", "县公安局"]));
    assert!(found[0]["message"].as_str().unwrap().contains("3 times"));
}

#[test]
fn placeholder_text_counts_the_places_and_shows_some_of_them() {
    let folder = clean();
    let text = "活动于X月X日在县城举行，由某某同志负责。活动于X月X日结束。王某某到场。";
    folder.write(&report("a.docx"), &docx(text));
    let found = expect(&folder, &[("placeholder-text", Some(&report("a.docx")))]);
    assert_eq!(
        found[0]["message"],
        "3 template leftovers: “活动于「X月X日」在县城举行，由某某同…”, “…月X日在县城举行，由「某某同志」负责。”"
    );
    let folder = clean();
    let many = ["县", "市", "镇", "乡", "村", "局"].map(|place| format!("XX{place}已完成任务。"));
    folder.write(&report("a.txt"), many.concat().as_bytes());
    let message = findings(&folder)[0]["message"].as_str().unwrap().to_owned();
    assert!(
        message.starts_with("6 ") && message.contains("XX村") && message.ends_with("and more"),
        "{message}"
    );
}

#[test]
fn year_outside_period_takes_every_year_of_the_period_and_a_late_signature() {
    let folder = clean();
    let text = "2025年3月和2026年12月。\n2023年全县工作取得成效，2024年也是。";
    folder.write(&report("a.txt"), text.as_bytes());
    let found = expect(&folder, &[("year-outside-period", Some(&report("a.txt")))]);
    assert_eq!(found[0]["severity"], "warning");
    assert_eq!(
        found[0]["message"],
        "It speaks of years outside the period (2025-07-01 to 2026-06-30), 2023, 2024: \
         “「2023年」全县工作取得成效，2…”, “…年全县工作取得成效，「2024年」也是。”"
    );
    for (date, found) in [("2027年1月5日", 0), ("2028年1月5日", 1), ("2024年1月5日", 1)] {
        let folder = clean();
        folder.write(&report("a.txt"), format!("全县工作取得成效。\n示例县文明办\n{date}\n").as_bytes());
        assert_eq!(findings(&folder).len(), found, "{date}");
    }
}

#[test]
fn personal_data_is_masked_in_every_output() {
    let folder = clean();
    let (id, mobile, card) = ("11010519491231002X", "13800138000", "6222020200000000014");
    let text = format!("联系人身份证号{id}，手机{mobile}。手机{mobile}，银行卡号{card}。");
    folder.write(&report("a.docx"), &docx(&text));
    folder.write(&format!("{A}/统计表格/名册.csv"), format!("姓名,电话\n张德顺,{mobile}\n").as_bytes());
    let sheet = format!("文件名,时间,地点,人物,事由\n照片.png,2026-03-05,人民广场,张德顺{mobile},{id}\n");
    folder.write(&format!("{A}/captions.csv"), sheet.as_bytes());
    folder.write(&photo("照片.png"), &png(8, 8, 9));
    let found = expect(
        &folder,
        &[
            ("personal-data", Some(&photo("照片.png"))),
            ("personal-data", Some(&format!("{A}/统计表格/名册.csv"))),
            ("personal-data", Some(&report("a.docx"))),
        ],
    );
    assert_eq!(
        found[0]["message"],
        "The caption holds personal data: mobile number 138****8000, identity number 110*************2X"
    );
    assert_eq!(
        found[2]["message"],
        "The text holds personal data: identity number “联系人身份证号「110*************2X」，手机138****…”, \
         mobile number “…*****2X，手机「138****8000」。” (2 times), \
         bank card “…*8000，银行卡号「***************0014」。”"
    );
    let archive = folder.temp.path().join("a.zip");
    let pack = sealpack("zh").arg("pack").arg(&folder.root).arg("-o").arg(&archive).output().unwrap();
    assert_eq!(outcome(&pack).0, 0);
    let mut outputs: Vec<(String, Vec<u8>)> = ["check", "inventory"]
        .iter()
        .flat_map(|command| ["zh", "en"].map(|lang| (*command, lang)))
        .map(|(command, lang)| {
            (command.to_owned(), sealpack(lang).arg(command).arg(&folder.root).output().unwrap().stdout)
        })
        .collect();
    outputs.extend(common::bag::entries(&archive).into_iter().filter(|(name, _)| !name.contains("/data/")));
    assert!(outputs.iter().any(|(name, _)| name.ends_with("inventory.json")));
    for (name, bytes) in outputs {
        let text = String::from_utf8(bytes).unwrap();
        for number in [id, mobile, card] {
            assert!(!text.contains(number), "{name} shows {number}");
        }
    }
}

#[test]
fn a_profile_keeps_rules_of_texts_to_some_kinds() {
    let folder = clean();
    folder.write(&report("a.txt"), "XX县2023年取得成效，电话13800138000。".as_bytes());
    let path = folder.temp.path().join("profile/profile.json");
    let mut profile: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    let mut with = |rules: Value| {
        profile["rules"] = rules;
        fs::write(&path, profile.to_string()).unwrap();
    };
    let rules = ["placeholder-text", "year-outside-period", "personal-data"];
    let settings = |kinds: &str| rules.map(|rule| (rule.to_owned(), json!({"kinds": [kinds]})));
    with(settings("reports").into_iter().collect());
    assert_eq!(findings(&folder).len(), 3);
    with(settings("photos").into_iter().collect());
    expect(&folder, &[]);
    for (rule, setting, said) in [
        ("personal-data", json!({"kinds": ["report"]}), "reports, photos, tables"),
        ("personal-data", json!({"kinds": "reports"}), "reports, photos, tables"),
        ("personal-data", json!({"kind": ["reports"]}), "no option kind"),
        ("junk-file", json!({"kinds": ["reports"]}), "no option kinds"),
    ] {
        with(json!({rule: setting}));
        let (code, _, err) = outcome(&sealpack("en").arg("check").arg(&folder.root).output().unwrap());
        assert!(code == 2 && common::says(&err, said), "{err}");
    }
}

#[test]
fn a_profile_switches_rules_off_and_changes_their_severity() {
    let folder = clean();
    folder.write("Thumbs.db", b"x");
    folder.write(&photo("a.png"), b"");
    folder.rules(&json!({"junk-file": "off", "empty-file": {"severity": "info"}}));
    let found = expect(&folder, &[("empty-file", Some(&photo("a.png")))]);
    assert_eq!(found[0]["severity"], "info");
    folder.rules(&json!({"junk-files": "off"}));
    let (code, _, err) = common::run(&["check", folder.root.to_str().unwrap()]);
    assert_eq!(code, 2);
    assert!(err.contains("junk-files") && err.contains("junk-file,"), "{err}");
}

/// A submission with a finding of nearly every rule.
fn faulty() -> Folder {
    let folder = Folder::new(&json!({
        "properties": {
            "photos": {
                "minItems": 3,
                "items": {
                    "required": ["caption"],
                    "properties": {"image": {"properties": {"width": {"minimum": 1000, "x-severity": "warning"}}}}
                }
            },
            "reports": {"minItems": 1, "x-severity": "info"}
        }
    }));
    folder.rules(&json!({}));
    folder.manifest(&json!({"deadline": "2026-07-15T17:00:00+08:00"}));
    folder.write("Thumbs.db", b"x");
    folder.write("其他/a.txt", b"x");
    folder.write("说明.txt", b"y");
    folder.write(&photo("2026-03-05_人民广场_公益广告.png"), &png(8, 8, 1));
    folder.write(&photo("2026-03-06_人民广场_公益广告.png"), &png(8, 8, 1));
    folder.write(&photo("2024-03-05_人民广场_公益广告.png"), &png(8, 8, 2));
    let whole = jpeg(64, 64, 1);
    folder.write(&photo("截断.jpg"), &whole[..whole.len() / 2]);
    folder.write(&photo("假的.jpg"), &png(8, 8, 3));
    folder.write(&report("报告.docx"), b"");
    folder.write(&format!("{A}/散放.txt"), b"z");
    folder.write(&format!("{B}/实景图片/aux.png"), &png(8, 8, 4));
    folder
}

fn text_of(folder: &Folder, lang: &str, more: &[&str]) -> String {
    let run =
        sealpack(lang).arg("check").arg(&folder.root).args(["--today", "2026-07-01"]).args(more).output();
    let (code, out, err) = outcome(&run.unwrap());
    assert_eq!((code, err.as_str()), (1, ""));
    out
}

#[test]
fn the_text_for_people_in_chinese() {
    insta::assert_snapshot!("check_zh", text_of(&faulty(), "zh", &[]));
}

#[test]
fn the_text_for_people_in_english() {
    insta::assert_snapshot!("check_en", text_of(&faulty(), "en", &[]));
}

#[test]
fn no_line_of_the_text_is_wider_than_80_columns() {
    let folder = faulty();
    for n in 0..3 {
        let name =
            format!("2026-03-0{}_人民广场与文化公园之间的步行街_公益广告牌更新以后的样子_{n}.png", n + 1);
        folder.write(&photo(&name), b"");
    }
    for lang in ["zh", "en"] {
        for line in text_of(&folder, lang, &[]).lines() {
            let width = line.width();
            let words = line.split_whitespace().count();
            assert!(width <= 80 || words == 1, "{width} columns: {line}");
        }
    }
}

#[test]
fn findings_come_sorted_by_the_profiles_indicators_then_path_then_rule() {
    let folder = faulty();
    let path = folder.temp.path().join("profile/profile.json");
    let mut profile: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    profile["indicators"].as_array_mut().unwrap().reverse();
    fs::write(&path, profile.to_string()).unwrap();
    let found = findings(&folder);
    let key = |f: &Value| {
        let order = match f["indicator"].as_str() {
            None => 0,
            Some("B1") => 1,
            Some(_) => 2,
        };
        let text = |name: &str| f[name].as_str().map(str::to_owned);
        (order, text("path"), text("rule"))
    };
    let keys: Vec<_> = found.iter().map(key).collect();
    assert!(keys.is_sorted(), "{keys:#?}");
    assert!(keys.iter().any(|k| k.0 == 0) && keys.iter().any(|k| k.0 == 1) && keys.iter().any(|k| k.0 == 2));
}

#[test]
fn the_result_does_not_depend_on_the_number_of_threads() {
    let folder = faulty();
    for seed in 0..30 {
        folder.write(&photo(&format!("2026-04-{:02}_公园_宣传.png", seed + 1)), &png(40, 30, seed + 50));
    }
    let run = |jobs: &str, format: &str| {
        let run = sealpack("zh")
            .args(["check", "--today", "2026-07-01", "--format", format, "--jobs", jobs])
            .arg(&folder.root)
            .output();
        outcome(&run.unwrap())
    };
    for format in ["text", "json"] {
        let one = run("1", format);
        assert!(one.1.len() > 1000);
        assert_eq!(one, run("2", format));
        assert_eq!(one, run("4", format));
        assert_eq!(one, run("64", format));
    }
}

#[test]
fn only_narrows_the_check_to_some_indicators() {
    let folder = faulty();
    let (code, result) = folder.check(&["--only", "B1"]);
    assert_eq!(code, 1);
    let found = result["findings"].as_array().unwrap();
    assert!(!found.is_empty() && found.iter().all(|f| f["indicator"] == "B1"), "{found:#?}");
    assert_eq!(result["summary"]["indicators"], 1);
    let (_, both) = folder.check(&["--only", "A1,B1"]);
    let all = folder.check(&[]).1;
    let of_indicators: Vec<&Value> =
        all["findings"].as_array().unwrap().iter().filter(|f| !f["indicator"].is_null()).collect();
    assert_eq!(both["findings"].as_array().unwrap().iter().collect::<Vec<_>>(), of_indicators);
    let (code, _, err) = common::run(&["check", folder.root.to_str().unwrap(), "--only", "Z9"]);
    assert_eq!(code, 2);
    assert!(err.contains("Z9") && err.contains("A1, B1"), "{err}");
}

#[test]
fn strict_makes_warnings_count_but_notes_never() {
    let folder = Folder::new(&json!({"properties": {"photos": {"minItems": 1, "x-severity": "warning"}}}));
    assert_eq!(folder.check(&[]).0, 0);
    assert_eq!(folder.check(&["--strict"]).0, 1);
    let folder = Folder::new(&json!({"properties": {"photos": {"minItems": 1, "x-severity": "info"}}}));
    assert_eq!(folder.check(&["--strict"]).0, 0);
    assert_eq!(folder.check(&[]).1["summary"]["infos"], 2);
}

#[test]
fn the_result_goes_to_a_file_where_one_is_named() {
    let folder = faulty();
    let path = folder.temp.path().join("result.json");
    let run = |format: &str, to: &Path| {
        sealpack("zh").args(["check", "--format", format, "-o"]).arg(to).arg(&folder.root).output().unwrap()
    };
    let (code, out, err) = outcome(&run("json", &path));
    assert_eq!((code, out.as_str(), err.as_str()), (1, "", ""));
    let shown = sealpack("zh").args(["check", "--format", "json"]).arg(&folder.root).output().unwrap();
    assert_eq!(fs::read(&path).unwrap(), shown.stdout);
    // The next result replaces it.
    assert_eq!(outcome(&run("text", &path)).0, 1);
    assert!(fs::read_to_string(&path).unwrap().starts_with("示例县 · 2025-07-01"));
    let nowhere = folder.temp.path().join("no/such/folder.json");
    let (code, _, err) = outcome(&run("json", &nowhere));
    assert_eq!(code, 2);
    assert!(err.contains("folder.json"), "{err}");
    assert_eq!(outcome(&run("json", Path::new("-"))).1.into_bytes(), shown.stdout);
}

#[test]
fn what_cannot_be_checked_is_exit_code_2_with_a_way_on() {
    let folder = clean();
    let temp = folder.temp.path().to_owned();
    fs::create_dir(temp.join("empty")).unwrap();
    let broken = |name: &str, manifest: &str| -> PathBuf {
        let dir = temp.join(name);
        fs::create_dir(&dir).unwrap();
        fs::write(dir.join("submission.json"), manifest).unwrap();
        dir
    };
    let good = r#"{"profile": "PROFILE", "unit": "u", "period": {"from": "2025-07-01", "to": "2026-06-30"}}"#;
    for dir in [
        temp.join("nowhere"),
        temp.join("empty"),
        folder.root.join("submission.json"),
        broken("syntax", "{\"profile\": \"civilized-city\","),
        broken("field", &good.replace("unit", "unti")),
        broken("profile-name", &good.replace("PROFILE", "no-such-profile")),
        broken("no-object", "[]"),
    ] {
        for lang in ["zh", "en"] {
            let (code, out, err) = outcome(&sealpack(lang).arg("check").arg(&dir).output().unwrap());
            assert_eq!((code, out.as_str()), (2, ""), "{}", dir.display());
            assert!(err.lines().count() >= 2 && err.contains('→'), "{err}");
        }
    }
    for arguments in [
        vec!["check"],
        vec!["check", ".", "--format", "yaml"],
        vec!["check", ".", "--jobs", "0"],
        vec!["check", ".", "--today", "yesterday"],
        vec!["check", ".", "--nonsense"],
        vec!["chekc", "."],
    ] {
        let (code, out, err) = common::run(&arguments);
        assert_eq!((code, out.as_str()), (2, ""), "{arguments:?}");
        assert!(!err.is_empty());
    }
}

#[test]
fn the_time_to_the_deadline_counts_from_today() {
    let folder = clean();
    folder.manifest(&json!({"deadline": "2026-07-15T17:00:00+08:00"}));
    let run = |today: &str| {
        let run = sealpack("en").arg("check").arg(&folder.root).args(["--today", today]).output().unwrap();
        outcome(&run).1
    };
    for (today, words) in [
        ("2026-07-01", "14 days 17 hours to the deadline"),
        ("2026-07-15", "17 hours 0 minutes to the deadline"),
        ("2026-07-16", "the deadline has passed"),
    ] {
        let text = run(today);
        assert!(text.split_whitespace().collect::<Vec<_>>().join(" ").contains(words), "{text}");
    }
}

#[cfg(unix)]
#[test]
fn nothing_that_a_terminal_obeys_reaches_it_from_names_captions_and_manifests() {
    let folder = Folder::new(&json!({
        "properties": {"photos": {"items": {"properties": {"caption": {"properties": {"event": {"maxLength": 2, "enum": ["x"]}}}}}}}
    }));
    folder.manifest(&json!({"unit": "县\u{1b}[2J\u{202e}x", "title": "t\u{7}"}));
    folder.write(&photo("a\u{1b}[31m\u{202e}\u{9b}b.png"), b"");
    folder.write("top\u{7}\r\n.txt", b"x");
    folder.write(&photo("p.png"), &png(8, 8, 1));
    let captions = "文件名,事由,地点\np.png,\"红\u{1b}[31m\u{202e}色\u{9b}事由\",x\n";
    folder.write(&format!("{A}/图片说明.csv"), captions.as_bytes());
    for lang in ["zh", "en"] {
        let run = sealpack(lang).arg("check").arg(&folder.root).output().unwrap();
        let (_, out, err) = outcome(&run);
        for text in [&out, &err] {
            let bad = text.chars().find(|c| {
                (c.is_control() && *c != '\n') || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            });
            assert_eq!(bad, None, "{text:?}");
        }
        assert!(out.contains("<U+001B>") && out.contains("<U+202E>"), "{out}");
    }
    // JSON escapes them and keeps the true name.
    let (_, result) = folder.check(&[]);
    let paths: Vec<_> = result["findings"].as_array().unwrap().iter().map(|f| f["path"].clone()).collect();
    assert!(paths.contains(&json!(photo("a\u{1b}[31m\u{202e}\u{9b}b.png"))), "{paths:?}");
}

#[cfg(unix)]
#[test]
fn error_messages_about_strange_paths_are_harmless_too() {
    let (code, _, err) = common::run(&["check", "no\u{1b}[31m\u{202e}where"]);
    assert_eq!(code, 2);
    assert!(!err.contains('\u{1b}') && !err.contains('\u{202e}'), "{err:?}");
    let (code, _, err) = common::run(&["check", ".", "--no\u{1b}[31m\u{202e}where"]);
    assert_eq!(code, 2);
    assert!(!err.contains('\u{1b}') && !err.contains('\u{202e}'), "{err:?}");
}

#[cfg(unix)]
#[test]
fn a_reader_that_has_gone_is_no_error() {
    let folder = faulty();
    for format in ["text", "json"] {
        let mut child = sealpack("en")
            .args(["check", "--format", format])
            .arg(&folder.root)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert!(output.status.code().is_some_and(|code| code != 2), "{:?}", output.status);
        assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    }
}

#[test]
fn a_check_changes_nothing() {
    let folder = faulty();
    let state = |path: &Path| {
        let mut state: Vec<_> = walkdir::WalkDir::new(path)
            .into_iter()
            .map(Result::unwrap)
            .map(|entry| (entry.path().to_owned(), entry.metadata().unwrap().modified().unwrap()))
            .collect();
        state.sort();
        state
    };
    let (bytes, times) = (snapshot(folder.temp.path()), state(folder.temp.path()));
    folder.check(&[]);
    text_of(&folder, "zh", &[]);
    assert!(bytes == snapshot(folder.temp.path()));
    assert_eq!(times, state(folder.temp.path()));
}

#[test]
fn the_totals_are_those_of_the_materials() {
    let folder = clean();
    folder.write(&report("报告.docx"), &docx("正文"));
    folder.write("Thumbs.db", b"xxxxxxxxxxxxxxxx");
    let bytes = png(8, 8, 1).len() + docx("正文").len();
    let (_, result) = folder.check(&[]);
    let expected =
        json!({"indicators": 2, "materials": 2, "bytes": bytes, "errors": 0, "warnings": 1, "infos": 0});
    assert_eq!(result["summary"], expected);
    assert_eq!(result["submission"]["unit"], "示例县");
}

// Files made to do harm. How much memory and time they take is measured elsewhere.

fn chunk(kind: [u8; 4], data: &[u8]) -> Vec<u8> {
    let body = [&kind[..], data].concat();
    let length = u32::try_from(data.len()).unwrap();
    [&length.to_be_bytes()[..], &body, &crc32fast::hash(&body).to_be_bytes()].concat()
}

/// A PNG with a valid header of any size and hardly any pixels.
fn png_claiming(width: u32, height: u32) -> Vec<u8> {
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
    let mut data = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    data.write_all(&vec![0; 100_000]).unwrap();
    let parts = [
        b"\x89PNG\r\n\x1a\n".to_vec(),
        chunk(*b"IHDR", &header),
        chunk(*b"IDAT", &data.finish().unwrap()),
        chunk(*b"IEND", &[]),
    ];
    parts.concat()
}

#[test]
fn pictures_that_claim_absurd_sizes_are_damaged() {
    let folder = clean();
    folder.write(&photo("a.png"), &png_claiming(60_000, 60_000));
    folder.write(&photo("b.png"), &png_claiming(u32::MAX, u32::MAX));
    folder.write(&photo("c.png"), &png_claiming(0, 0));
    let mut huge = jpeg(16, 16, 1);
    let frame = huge.windows(2).position(|pair| pair == [0xff, 0xc0]).expect("a frame header");
    huge[frame + 5..frame + 9].copy_from_slice(&[0xff, 0xff, 0xff, 0xff]);
    folder.write(&photo("d.jpg"), &huge);
    let found = expect(
        &folder,
        &[
            ("damaged", Some(&photo("a.png"))),
            ("damaged", Some(&photo("b.png"))),
            ("damaged", Some(&photo("c.png"))),
            ("damaged", Some(&photo("d.jpg"))),
        ],
    );
    assert!(found[0]["message"].as_str().unwrap().contains("too many pixels"));
}

/// Raw deflate data of `total` zeros: one flushed block of a mebibyte, repeated.
fn deflated_zeros(total: u64) -> Vec<u8> {
    const BLOCK: usize = 1 << 20;
    let mut compress = flate2::Compress::new(flate2::Compression::best(), false);
    let mut block = Vec::with_capacity(BLOCK);
    compress.compress_vec(&vec![0; BLOCK], &mut block, flate2::FlushCompress::Full).unwrap();
    assert_eq!(compress.total_in(), BLOCK as u64);
    let mut data = block.repeat(usize::try_from(total / BLOCK as u64).unwrap());
    // An empty stored block, marked as the last (RFC 1951, section 3.2.4).
    data.extend(b"\x01\0\0\xff\xff");
    data
}

/// The CRC-32 of `total` zeros, a whole number of mebibytes.
fn crc_of_zeros(total: u64) -> u32 {
    let mut block = crc32fast::Hasher::new();
    block.update(&vec![0; 1 << 20]);
    let mut all = crc32fast::Hasher::new();
    for _ in 0..total >> 20 {
        all.combine(&block);
    }
    all.finalize()
}

/// A Word document whose text is `total` zeros, declared as `claimed` (ZIP64 where it needs to be).
fn bomb(total: u64, claimed: u64) -> Vec<u8> {
    let types: &[u8] = b"<Types/>";
    let entries = [
        ("[Content_Types].xml", 0, types.to_vec(), crc32fast::hash(types), types.len() as u64),
        ("word/document.xml", 8, deflated_zeros(total), crc_of_zeros(total), claimed),
    ];
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, method, data, crc, claimed) in entries {
        let (claim, extra) = match u32::try_from(claimed) {
            Ok(claim) => (claim, Vec::new()),
            Err(_) => (u32::MAX, [&b"\x01\0\x08\0"[..], &claimed.to_le_bytes()].concat()),
        };
        let common = [
            &[if extra.is_empty() { 20 } else { 45 }, 0, 0, 0, method, 0, 0, 0, 0x21, 0][..],
            &crc.to_le_bytes(),
            &u32::try_from(data.len()).unwrap().to_le_bytes(),
            &claim.to_le_bytes(),
            &u16::try_from(name.len()).unwrap().to_le_bytes(),
            &u16::try_from(extra.len()).unwrap().to_le_bytes(),
        ]
        .concat();
        let start = u32::try_from(out.len()).unwrap().to_le_bytes();
        let central = [b"PK\x01\x02\x2d\0", &common[..], &[0; 10], &start, name.as_bytes(), &extra];
        directory.extend(central.concat());
        out.extend([b"PK\x03\x04", &common[..], name.as_bytes(), &extra, &data].concat());
    }
    let start = u32::try_from(out.len()).unwrap();
    out.extend(&directory);
    out.extend(b"PK\x05\x06\0\0\0\0\x02\0\x02\0");
    out.extend(u32::try_from(directory.len()).unwrap().to_le_bytes());
    out.extend(start.to_le_bytes());
    out.extend([0, 0]);
    out
}

#[test]
fn documents_that_inflate_to_gigabytes_are_damaged() {
    const TEN_GIGABYTES: u64 = 10_000 << 20;
    let folder = clean();
    folder.write(&report("claims-it.docx"), &bomb(TEN_GIGABYTES, TEN_GIGABYTES));
    folder.write(&report("hides-it.docx"), &bomb(TEN_GIGABYTES, 1000));
    folder.write(&report("claims-more.docx"), &bomb(1 << 20, TEN_GIGABYTES));
    assert!(fs::metadata(folder.root.join(report("claims-it.docx"))).unwrap().len() < 11_000_000);
    let found = expect(
        &folder,
        &[
            ("damaged", Some(&report("claims-it.docx"))),
            ("damaged", Some(&report("claims-more.docx"))),
            ("damaged", Some(&report("hides-it.docx"))),
        ],
    );
    assert!(found[0]["message"].as_str().unwrap().contains("unpacks to a size that makes no sense"));
}

#[test]
fn the_documents_that_inflate_are_otherwise_in_order() {
    let bytes = bomb(2 << 20, 2 << 20);
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut entry = archive.by_name("word/document.xml").unwrap();
    let read =
        std::io::copy(&mut entry, &mut std::io::sink()).expect("it inflates, and its checksum is right");
    assert_eq!(read, 2 << 20);
}

#[test]
fn a_caption_sheet_that_inflates_to_gigabytes_is_damaged() {
    let folder = clean();
    folder.write(&format!("{A}/图片说明.xlsx"), &bomb(2000 << 20, 2000 << 20));
    expect(&folder, &[("damaged", Some(&format!("{A}/图片说明.xlsx")))]);
}

/// Numbers that look random and are always the same.
fn noise(seed: u64, length: usize) -> Vec<u8> {
    let mut state = seed | 1;
    std::iter::repeat_with(|| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()[3]
    })
    .take(length)
    .collect()
}

#[test]
fn garbage_behind_every_signature_is_a_finding_and_never_a_crash() {
    let folder = clean();
    let heads: [(&str, &[u8]); 8] = [
        ("jpg", b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0"),
        ("png", b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR"),
        ("docx", b"PK\x03\x04\x14\0\0\0\x08\0"),
        ("xlsx", b"PK\x05\x06"),
        ("pdf", b"%PDF-1.7\n"),
        ("doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("txt", b""),
        ("rtf", b"{\\rtf1"),
    ];
    let mut written = Vec::new();
    for (extension, head) in heads {
        for seed in 1..=12u64 {
            let bytes = [head, &noise(seed * 77, 40 << seed.min(8))].concat();
            for kind in ["说明报告", "实景图片", "统计表格"] {
                let path = format!("{A}/{kind}/{seed:02}-{kind}.{extension}");
                folder.write(&path, &[bytes.as_slice(), kind.as_bytes()].concat());
                written.push(path);
            }
        }
    }
    let found = findings(&folder);
    for path in &written {
        assert!(found.iter().any(|f| f["path"] == *path), "{path} passes for good");
    }
}

#[test]
fn documents_nested_without_end_or_inside_each_other_are_findings() {
    let folder = clean();
    let deep = format!(
        r#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}"#,
        "<w:p><w:r>".repeat(200_000)
    );
    folder.write(&report("deep.docx"), &zip_of(&[("word/document.xml", deep.as_bytes())]));
    let entities = r#"<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&c;</w:t></w:r></w:p></w:body></w:document>"#;
    folder.write(&report("entities.docx"), &zip_of(&[("word/document.xml", entities.as_bytes())]));
    let inner = docx("inner");
    folder.write(&report("zip-in-zip.docx"), &zip_of(&[("word/inner.docx", &inner)]));
    let arrays = format!("%PDF-1.4\n1 0 obj\n{}", "[".repeat(500_000));
    folder.write(&report("arrays.pdf"), arrays.as_bytes());
    let dictionaries = format!("%PDF-1.4\n1 0 obj\n{}", "<</A".repeat(200_000));
    folder.write(&report("dictionaries.pdf"), dictionaries.as_bytes());
    let found = findings(&folder);
    for name in ["arrays.pdf", "deep.docx", "dictionaries.pdf", "zip-in-zip.docx"] {
        let path = report(name);
        assert!(found.iter().any(|f| f["path"] == *path && f["severity"] == "error"), "{path}: {found:#?}");
    }
}

#[test]
fn a_manifest_or_profile_made_to_do_harm_is_an_error() {
    let folder = clean();
    folder.write("submission.json", "[".repeat(500_000).as_bytes());
    assert_eq!(common::run(&["check", folder.root.to_str().unwrap()]).0, 2);
    let folder = clean();
    let deep = "{\"not\":".repeat(100_000);
    folder.write("../profile/indicator.schema.json", deep.as_bytes());
    let (code, _, err) = common::run(&["check", folder.root.to_str().unwrap()]);
    assert_eq!(code, 2);
    assert!(err.contains("indicator.schema.json"), "{err}");
}

#[test]
fn a_schema_that_refers_to_itself_neither_hangs_nor_crashes() {
    let folder = Folder::new(&json!({
        "$ref": "#/$defs/a",
        "$defs": {
            "a": {"properties": {"photos": {"minItems": 1, "items": {"$ref": "#/$defs/b"}}}},
            "b": {"anyOf": [{"required": ["x"]}, {"properties": {"deeper": {"$ref": "#/$defs/b"}}, "required": ["y"]}]}
        }
    }));
    folder.write(&photo("2026-03-05_人民广场_公益广告.png"), &png(8, 8, 1));
    let (code, result) = folder.check(&[]);
    assert_eq!(code, 1);
    assert_eq!(result["summary"]["errors"], 2, "{result}");
}

#[test]
fn caption_problem_names_worksheet_and_row() {
    let folder = clean();
    folder.write(&format!("{A}/实景图片/2026-03-05_人民广场_活动_9.jpg"), &jpeg(1600, 1200, 9));
    let rows = [
        "文件名,时间,地点,人物,事由,媒体,链接",
        "2026-03-05_人民广场_活动_9.jpg,2026-03-05,人民广场,,活动,,",
        "没有的照片.jpg,2026-03-05,人民广场,,活动,,",
        "2026-03-05 人民广场 活动 9.png,2026-03-05,人民广场,,活动,,",
        "2026-03-05_人民广场_活动_9,2026-03-06,文化馆,,活动,,",
    ];
    folder.write(&format!("{A}/captions.csv"), rows.join("\r\n").as_bytes());
    let sheet = format!("{A}/captions.csv");
    let found = expect(&folder, &[("caption-problem", Some(sheet.as_str())); 3]);
    let said: Vec<&str> = found.iter().map(|finding| finding["message"].as_str().unwrap()).collect();
    assert_eq!(
        said,
        [
            "Row 3: there is no file “没有的照片.jpg” in this indicator",
            "Row 4: there is no file “2026-03-05 人民广场 活动 9.png” in this indicator; there is “2026-03-05_人民广场_活动_9.jpg”",
            "Row 5: “2026-03-05_人民广场_活动_9” has a caption already (Row 2), which is the one that counts",
        ]
    );
    assert_eq!(found[0]["severity"], "warning");

    folder.write(&sheet, "文件名,时间,事由\n2026-03-05_人民广场_活动_9.jpg,昨天上午,活动\n".as_bytes());
    let found = expect(&folder, &[("caption-problem", Some(&sheet))]);
    let message = found[0]["message"].as_str().unwrap();
    assert_eq!(message, "Row 2: the date of “2026-03-05_人民广场_活动_9.jpg” cannot be read: “昨天上午”");
}

#[test]
fn caption_problem_of_a_row_twice_in_two_worksheets() {
    let folder = clean();
    let name = "2026-03-05_人民广场_活动_9.jpg";
    folder.write(&format!("{A}/实景图片/{name}"), &jpeg(1600, 1200, 9));
    let mut book = rust_xlsxwriter::Workbook::new();
    for title in ["照片", "补充"] {
        let sheet = book.add_worksheet().set_name(title).unwrap();
        sheet.write_string(0, 0, "文件名").unwrap();
        sheet.write_string(1, 0, name).unwrap();
        sheet.write_string(0, 1, "事由").unwrap();
        sheet.write_string(1, 1, "活动").unwrap();
    }
    folder.write(&format!("{A}/图片说明.xlsx"), &book.save_to_buffer().unwrap());
    let found = expect(&folder, &[("caption-problem", Some(&format!("{A}/图片说明.xlsx")))]);
    let message = found[0]["message"].as_str().unwrap();
    assert!(message.starts_with("Worksheet “补充”, row 2: "), "{message}");
    assert!(message.contains("(Worksheet “照片”, row 2)"), "{message}");
}

/// At least twelve rows and these headers.
#[test]
fn a_schema_can_ask_for_rows_and_headers_of_a_table() {
    let headers = json!({"allOf": [{"contains": {"const": "乡镇"}}, {"contains": {"const": "人次"}}]});
    let folder = Folder::new(&json!({"properties": {"tables": {"items": {
        "required": ["table"],
        "properties": {"table": {"properties": {
            "rows": {"minimum": 12},
            "sheets": {"contains": {"required": ["header"], "properties": {"header": headers}}},
        }}},
    }}}}));
    folder.write(&format!("{A}/统计表格/统计.csv"), "乡镇,数量\n河口镇,3\n".as_bytes());
    let table = format!("{A}/统计表格/统计.csv");
    let found = expect(&folder, &[("schema", Some(&table)), ("schema", Some(&table))]);
    assert_eq!(found[0]["message"], "Rows: at least 12 rows, now 1 row");
    let contains = found[1]["message"].as_str().unwrap();
    assert!(contains.contains("worksheet") && contains.contains("人次"), "{contains}");
}

/// A JPEG with a position.
fn placed(latitude: f64, longitude: f64, seed: u8) -> Vec<u8> {
    // TIFF, big endian: a GPS directory with four fields, whose degrees are millionths.
    let degrees = |value: f64| {
        let number = format!("{:.0}", value * 1e6).parse::<u32>().unwrap();
        [number.to_be_bytes(), 1_000_000_u32.to_be_bytes(), [0; 4], [0, 0, 0, 1], [0; 4], [0, 0, 0, 1]]
            .concat()
    };
    let entry = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
        [&tag.to_be_bytes()[..], &kind.to_be_bytes(), &count.to_be_bytes(), &value].concat()
    };
    let mut tiff = b"MM\0\x2a\0\0\0\x08\0\x01".to_vec();
    tiff.extend(entry(0x8825, 4, 1, 26_u32.to_be_bytes()));
    tiff.extend([0; 4]);
    tiff.extend([0, 4]);
    tiff.extend(entry(1, 2, 2, *b"N\0\0\0"));
    tiff.extend(entry(2, 5, 3, 80_u32.to_be_bytes()));
    tiff.extend(entry(3, 2, 2, *b"E\0\0\0"));
    tiff.extend(entry(4, 5, 3, 104_u32.to_be_bytes()));
    tiff.extend([0; 4]);
    tiff.extend(degrees(latitude));
    tiff.extend(degrees(longitude));
    let plain = common::jpeg(40, 30, seed);
    let length = u16::try_from(tiff.len() + 8).unwrap().to_be_bytes();
    [&plain[..2], b"\xff\xe1", &length, b"Exif\0\0", &tiff, &plain[2..]].concat()
}

#[test]
fn outside_area_tells_how_far_from_a_box_or_a_file_with_a_border() {
    let folder = clean();
    let (inside, near, far) = ("2026-03-05_公园_一.jpg", "2026-03-06_公园_二.jpg", "2026-03-07_外地_三.jpg");
    folder.write(&photo(inside), &placed(33.5, 119.5, 1));
    // Some 900 m east of the border.
    folder.write(&photo(near), &placed(33.5, 120.0097, 2));
    folder.write(&photo(far), &placed(33.5, 121.0, 3));
    assert!(folder.found().is_empty(), "no area is named: {:?}", folder.found());
    let border = r#"{"type":"Feature","properties":{},"geometry":{"type":"Polygon",
        "coordinates":[[[119,33],[120,33],[120,34],[119,34],[119,33]]]}}"#;
    folder.write("border.geojson", border.as_bytes());
    for area in [json!([119, 33, 120, 34]), json!("border.geojson")] {
        folder.manifest(&json!({"area": area}));
        if area.is_array() {
            fs::remove_file(folder.root.join("border.geojson")).unwrap();
        } else {
            folder.write("border.geojson", border.as_bytes());
        }
        let found = expect(&folder, &[("outside-area", Some(&photo(far)))]);
        let said = found[0]["message"].as_str().unwrap();
        assert!(said.contains("93 km outside"), "{said}");
        assert_eq!(found[0]["severity"], "warning");
    }
    folder.rules(&json!({"outside-area": {"tolerance": 100}, "no-date": "off"}));
    expect(&folder, &[("outside-area", Some(&photo(near))), ("outside-area", Some(&photo(far)))]);
    // What was packed says the same when it is checked again.
    let archive = folder.temp.path().join("a.zip");
    let mut command = common::sealpack("en");
    command.arg("pack").arg(&folder.root).arg("-o").arg(&archive).args(["--date", "2026-07-01"]);
    assert!(command.output().unwrap().status.success());
    let run = common::sealpack("en").args(["verify", "--recheck"]).arg(&archive).output().unwrap();
    let (code, out, err) = common::outcome(&run);
    assert_eq!(code, 0, "{out}{err}");
}

#[test]
fn an_area_that_cannot_be_used_is_told_before_anything_is_read() {
    let folder = clean();
    for (area, what) in [
        (json!("no-such.geojson"), "Cannot read"),
        (json!([119, 33, 119, 34]), "not in degrees"),
        (json!([33, 119, 34, 120]), "not in degrees"),
        (json!({"type": "Polygon"}), "four numbers"),
    ] {
        folder.manifest(&json!({"area": area}));
        let run = common::sealpack("en").arg("check").arg(&folder.root).output().unwrap();
        let (code, _, err) = common::outcome(&run);
        assert!(code == 2 && common::says(&err, what), "{area}: {err}");
    }
    folder.manifest(&json!({"area": [119, 33, 120, 34]}));
    folder.rules(&json!({"outside-area": {"tolerance": "far"}}));
    let run = common::sealpack("en").arg("check").arg(&folder.root).output().unwrap();
    let (code, _, err) = common::outcome(&run);
    assert!(code == 2 && common::says(&err, "is no number"), "{err}");
}
