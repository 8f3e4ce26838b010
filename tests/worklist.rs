//! The work list of `check --format xlsx`, read back by other programs: right types, no formula whatever the
//! submission says, links to its files, and a look that prints.

#![allow(clippy::expect_used)]

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::process::Command;

use calamine::{Data, Reader, Xlsx};
use common::{Folder, example, names, outcome, png, python, sealpack, tool};
use serde_json::json;

const DAY: [&str; 2] = ["--today", "2026-07-01"];

/// Texts that a careless program would take for something else.
const HOSTILE: [&str; 7] = [
    "=cmd|'／c calc'!A1",
    "+1+1",
    "@SUM(1)",
    "-2+3",
    "<script>alert(1)<",
    "<r><t>markup<t><r>",
    "_x0041_ & _x000d_",
];

fn hostile() -> Folder {
    let folder = Folder::new(&json!({"properties": {
        "photos": {"minItems": 30, "x-message": {"zh": "=1+1", "en": "=1+1"}},
        "tables": {"items": {"required": ["nothing"], "x-message": {"zh": "<r><t>x</t></r>", "en": "<r><t>x</t></r>"}}},
    }}));
    folder.manifest(&json!({"unit": "=HYPERLINK(\"http://x\")", "title": "+T&R&\"x", "contact": "@me",
        "deadline": "2026-07-15T17:00:00+08:00"}));
    for (number, name) in (1..).zip(HOSTILE) {
        folder.write(&format!("A1-公益广告/实景图片/{name}.png"), &png(20, 10, number)[..60]);
        let caption = format!("file,event\n{name},\"{name}\"\nnone {name},{name}\n");
        folder.write(&format!("A1-公益广告/captions{number}.csv"), caption.as_bytes());
    }
    folder.write("A1-公益广告/实景图片/same.png", &png(20, 10, 99));
    folder.write("A1-公益广告/实景图片/=same.png", &png(20, 10, 99));
    folder.write("B1-文明交通/统计表格/3# 楼 100%.csv", "一,二\n".as_bytes());
    folder
}

/// A list of `folder` in the file `name` beside it.
fn list(folder: &Folder, lang: &str, name: &str) -> PathBuf {
    let path = folder.temp.path().join(name);
    let run = sealpack(lang).arg("check").arg(&folder.root).arg("-o").arg(&path).args(DAY).output();
    let (code, out, err) = outcome(&run.expect("the binary runs"));
    assert_eq!((code, out.as_str()), (1, ""), "{err}");
    path
}

/// All cells, a sheet each.
fn sheets(path: &Path) -> Vec<(String, Vec<Vec<Data>>)> {
    let bytes = fs::read(path).expect("the list");
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    let names = book.sheet_names();
    let sheet =
        |name: &String| book.worksheet_range(name).expect("a sheet").rows().map(<[_]>::to_vec).collect();
    let cells: Vec<Vec<Vec<Data>>> = names.iter().map(sheet).collect();
    names.into_iter().zip(cells).collect()
}

/// The parts of a workbook.
fn parts(path: &Path) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(fs::File::open(path).expect("the list")).expect("a ZIP");
    let names: Vec<String> = archive.file_names().map(|name| name.expect("a name").into_owned()).collect();
    let read = |name: String| {
        let text = std::io::read_to_string(archive.by_name(&name).expect("a part")).expect("text");
        (name, text)
    };
    names.into_iter().map(read).collect()
}

#[test]
fn what_a_submission_says_stays_text() {
    let folder = hostile();
    for lang in ["zh", "en"] {
        let path = list(&folder, lang, "list.xlsx");
        for (name, part) in parts(&path) {
            assert!(!part.contains("<f>") && !part.contains("<f "), "a formula in {name}");
            assert!(!name.contains("externalLink"), "{name}");
        }
        let sheets = sheets(&path);
        assert_eq!(sheets.len(), 4);
        let texts: Vec<&str> = sheets
            .iter()
            .flat_map(|(_, rows)| rows.iter().flatten())
            .filter_map(|cell| match cell {
                Data::String(text) => Some(text.as_str()),
                _ => None,
            })
            .collect();
        for name in HOSTILE {
            assert!(texts.contains(&format!("{name}.png").as_str()), "{name} as it is: {texts:#?}");
        }
        assert!(texts.contains(&"=1+1") && texts.iter().any(|text| text.trim_end() == "<r><t>x</t></r>"));
    }
}

#[test]
fn numbers_are_numbers_and_dates_are_dates() {
    let folder = hostile();
    let sheets = sheets(&list(&folder, "en", "list.xlsx"));
    let names: Vec<&str> = sheets.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["Findings", "Indicators", "Units", "About"]);
    let column = |sheet: usize, head: &str| -> Vec<Data> {
        let rows = &sheets[sheet].1;
        let place = rows[0].iter().position(|cell| *cell == Data::String(head.to_owned())).expect(head);
        rows[1..].iter().map(|row| row[place].clone()).collect()
    };
    let numbers = column(0, "No.");
    assert!(numbers.len() > 20);
    assert!((1_u32..).zip(&numbers).all(|(n, cell)| *cell == Data::Float(f64::from(n))), "{numbers:?}");
    for head in ["Person", "Due", "Done"] {
        assert!(column(0, head).iter().all(|cell| *cell == Data::Empty), "{head} is to be filled in");
    }
    for head in ["Errors", "Warnings", "Infos", "Files concerned", "Indicators"] {
        assert!(column(2, head).iter().all(|cell| matches!(cell, Data::Float(_))), "{head}");
    }
    assert!(column(1, "Present").contains(&Data::Float(9.0)), "photos");
    let dates = column(3, "Content").iter().filter(|cell| matches!(cell, Data::DateTime(_))).count();
    assert_eq!(dates, 3, "period from and to, and the day of the check");
}

#[test]
fn links_lead_to_the_files_of_the_submission_and_nowhere_else() {
    let folder = hostile();
    let inside = folder.temp.path().join("lists");
    fs::create_dir(&inside).expect("a folder");
    let path = list(&folder, "zh", "lists/list.xlsx");
    let rels = &parts(&path)["xl/worksheets/_rels/sheet1.xml.rels"];
    let target = regex::Regex::new("Target=\"([^\"]*)\"").expect("a pattern");
    let mut met = 0;
    for found in target.captures_iter(rels) {
        let target = found[1].replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">");
        let target = target.replace("&apos;", "'").replace("&quot;", "\"");
        assert!(target.starts_with("./../submission/"), "{target}");
        let decoded = percent(&target);
        assert!(inside.join(&decoded).exists(), "{decoded} is there");
        met += 1;
    }
    assert!(met >= 10, "{rels}");
    assert!(rels.contains("3%23%20楼%20100%25.csv"), "{rels}");
}

/// An address with its encoded characters as they are.
fn percent(text: &str) -> String {
    let mut parts = text.split('%');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        bytes.push(u8::from_str_radix(&part[..2], 16).expect("two digits"));
        bytes.extend_from_slice(&part.as_bytes()[2..]);
    }
    String::from_utf8(bytes).expect("text")
}

#[test]
fn the_same_submission_and_day_give_the_same_bytes() {
    let folder = hostile();
    let first = fs::read(list(&folder, "zh", "first.xlsx")).expect("the list");
    let second = fs::read(list(&folder, "zh", "second.xlsx")).expect("the list");
    assert!(first == second);
    let core = &parts(&folder.temp.path().join("first.xlsx"))["docProps/core.xml"];
    assert!(core.contains("2026-06-30T16:00:00Z"), "the beginning of that day in China: {core}");
}

#[test]
fn each_responsible_unit_gets_its_own_list() {
    let folder = hostile();
    folder.write("stray.txt", b"x");
    let lists = folder.temp.path().join("lists");
    let run = sealpack("zh").arg("check").arg(&folder.root).arg("--per-unit").arg(&lists).args(DAY).output();
    let (code, out, err) = outcome(&run.expect("the binary runs"));
    assert_eq!((code, err.as_str()), (1, ""));
    assert_eq!(names(&lists), ["县公安局.xlsx", "县委宣传部.xlsx", "没有责任单位.xlsx"]);
    for name in names(&lists) {
        assert!(out.contains(&name), "{out}");
    }
    let rows = |name: &str| sheets(&lists.join(name))[0].1.len() - 1;
    let whole = sheets(&list(&folder, "zh", "all.xlsx"))[0].1.len() - 1;
    assert_eq!(rows("县公安局.xlsx") + rows("县委宣传部.xlsx") + rows("没有责任单位.xlsx"), whole);
    let police = sheets(&lists.join("县公安局.xlsx"));
    let codes: Vec<_> = police[1].1[1..].iter().map(|row| row[0].clone()).collect();
    assert!(codes.iter().all(|code| *code == Data::String("B1".to_owned())), "{codes:?}");
    assert_eq!(police[2].1.len(), 2, "only its own line");
}

#[test]
fn both_sides_of_a_file_that_is_used_twice_have_a_row_each() {
    let folder = Folder::new(&json!({}));
    folder.write("A1-公益广告/实景图片/one.png", &png(20, 10, 99));
    folder.write("B1-文明交通/实景图片/other.png", &png(20, 10, 99));
    let path = list(&folder, "en", "list.xlsx");
    let rows = |sheets: &[(String, Vec<Vec<Data>>)]| -> Vec<String> {
        let text = |row: &Vec<Data>| {
            let cells = [0, 2, 4, 6, 7].map(|at| row[at].to_string().replace('\n', " "));
            cells.join(" | ")
        };
        sheets[0].1.iter().skip(1).map(text).collect()
    };
    let said = "The same file was handed in 2 times, byte for byte";
    let first = "A1-公益广告/实景图片/one.png";
    let expected = [
        format!("1 | A1 | 县委宣传部 | one.png | {said} = B1-文明交通/实景图片/other.png"),
        format!("1 | B1 | 县公安局 | other.png | {first}: {said}"),
    ];
    assert_eq!(rows(&sheets(&path)), expected);
    let lists = folder.temp.path().join("lists");
    let mut command = sealpack("en");
    command.arg("check").arg(&folder.root).arg("--per-unit").arg(&lists).args(DAY);
    assert_eq!(outcome(&command.output().expect("the binary runs")).0, 1);
    let own = names(&lists).into_iter().find(|name| name.contains("县公安局")).expect("a list");
    assert_eq!(rows(&sheets(&lists.join(own))), expected[1..]);
}

#[test]
fn units_whose_names_no_system_takes_get_lists_too() {
    let folder = Folder::new(&json!({"properties": {"photos": {"minItems": 1}}}));
    let path = folder.temp.path().join("profile/profile.json");
    let mut profile: serde_json::Value =
        serde_json::from_slice(&fs::read(&path).expect("the profile")).expect("JSON");
    let units = ["a/b", "A:B", "a?b", "con", "..", "没有责任单位"];
    profile["indicators"][0]["responsible"] = json!(units);
    fs::write(&path, profile.to_string()).expect("written");
    let lists = folder.temp.path().join("new/lists");
    let run = sealpack("zh").arg("check").arg(&folder.root).arg("--per-unit").arg(&lists).output();
    assert_eq!(outcome(&run.expect("the binary runs")).0, 1);
    let made = names(&lists);
    assert_eq!(made.len(), units.len() + 1, "{made:?}");
    for name in &made {
        assert_eq!(sealpack::submission::names::fault(name), None, "{name}");
    }
    assert!(made.contains(&"A_B (2).xlsx".to_owned()), "{made:?}");
}

#[test]
fn lists_are_not_put_into_the_submission() {
    let folder = hostile();
    let lists = folder.root.join("new/lists");
    let run = sealpack("en").arg("check").arg(&folder.root).arg("--per-unit").arg(&lists).output();
    let (code, _, err) = outcome(&run.expect("the binary runs"));
    assert_eq!(code, 2);
    assert!(common::says(&err, "lies inside the submission"), "{err}");
    assert!(!folder.root.join("new").exists());
}

/// What openpyxl reads: a line for each thing it must find, so that the test can compare.
const OPENPYXL: &str = r#"
import datetime, json, sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1])
out = {"made": book.properties.created.isoformat(), "sheets": []}
for sheet in book:
    types, links, validations = set(), [], []
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            if isinstance(cell.value, datetime.datetime): types.add("date " + cell.number_format)
            elif cell.value is not None: types.add(cell.data_type)
            if cell.hyperlink: links.append(cell.hyperlink.target)
            if cell.data_type == "s" and not cell.quotePrefix: types.add("unquoted")
    for validation in sheet.data_validations.dataValidation: validations.append([validation.type, validation.formula1])
    setup = sheet.page_setup
    out["sheets"].append({
        "name": sheet.title, "rows": sheet.max_row, "types": sorted(types), "links": len(links), "pane": sheet.freeze_panes,
        "filter": sheet.auto_filter.ref == sheet.dimensions, "heads": [c.value for c in sheet[1]],
        "paper": [setup.paperSize, setup.orientation, setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage],
        "repeat": sheet.print_title_rows, "footer": sheet.oddFooter.center.text, "validations": validations,
        "widths": all(5 <= d.width <= 72 for d in sheet.column_dimensions.values()),
    })
print(json.dumps(out))
"#;

#[test]
fn openpyxl_finds_types_panes_filters_links_and_how_it_prints() {
    let Some(python) = python() else { return };
    let folder = hostile();
    let path = list(&folder, "zh", "list.xlsx");
    let run = Command::new(python).args(["-c", OPENPYXL]).arg(&path).output().expect("python runs");
    let (code, out, err) = outcome(&run);
    assert_eq!(code, 0, "{err}");
    let read: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(read["made"], "2026-06-30T16:00:00");
    let sheets = read["sheets"].as_array().expect("sheets");
    let names: Vec<_> = sheets.iter().map(|sheet| sheet["name"].as_str().expect("a name")).collect();
    assert_eq!(names, ["问题清单", "指标", "责任单位", "说明"]);
    for sheet in sheets {
        assert_eq!(sheet["pane"], "A2", "{sheet}");
        assert_eq!((&sheet["filter"], &sheet["widths"]), (&json!(true), &json!(true)), "{sheet}");
        assert_eq!(sheet["paper"], json!([9, "landscape", 0, true]), "A4, one page wide: {sheet}");
        assert_eq!(sheet["repeat"], "$1:$1");
        assert_eq!(sheet["footer"], "第 &P 页，共 &N 页");
        let types = sheet["types"].as_array().expect("types");
        for kind in types {
            let kind = kind.as_str().expect("a type");
            assert!(["n", "s", "date yyyy-mm-dd"].contains(&kind), "{kind} in {sheet}");
        }
    }
    assert!(sheets[0]["links"].as_u64().expect("a number") >= 10);
    assert_eq!(sheets[0]["validations"], json!([["list", "\"是,否\""]]));
    assert!(sheets[3]["types"].as_array().expect("types").contains(&json!("date yyyy-mm-dd")));
}

#[test]
fn libreoffice_prints_it_legibly_on_a4() {
    let (Some(soffice), Some(pdftotext), Some(pdfinfo)) =
        (tool("soffice"), tool("pdftotext"), tool("pdfinfo"))
    else {
        return;
    };
    let temp = tempfile::tempdir().expect("a folder");
    let height = regex::Regex::new(r#"yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">[^<]{2,}"#);
    let height = height.expect("a pattern");
    for (lang, heads) in [("zh", ["责任单位", "怎么改"]), ("en", ["Responsible", "How"])] {
        let path = temp.path().join(format!("{lang}.xlsx"));
        let mut check = sealpack(lang);
        check.arg("check").args(DAY).arg("-o").arg(&path).arg(example("demo-county-faulty"));
        assert_eq!(outcome(&check.output().expect("the binary runs")).0, 1);
        let profile = format!("-env:UserInstallation=file://{}", temp.path().join("profile").display());
        let run = Command::new(&soffice)
            .args([profile.as_str(), "--headless", "--convert-to", "pdf", "--outdir"])
            .args([temp.path(), &path])
            .output()
            .expect("soffice runs");
        let pdf = path.with_extension("pdf");
        assert!(pdf.exists(), "it was not opened: {}", outcome(&run).2);
        let read = |tool: &Path, args: &[&str]| {
            let run = Command::new(tool).args(args).arg(&pdf).arg("-").output().expect("the tool runs");
            String::from_utf8_lossy(&run.stdout).into_owned()
        };
        let info = Command::new(&pdfinfo).arg(&pdf).output().expect("pdfinfo runs");
        let info = String::from_utf8_lossy(&info.stdout).into_owned();
        assert!(info.contains("841.") && info.contains("595."), "A4, landscape: {info}");
        let text = read(&pdftotext, &["-layout"]);
        let pages: Vec<&str> = text.split('\u{c}').filter(|page| !page.trim().is_empty()).collect();
        let of_findings = pages.iter().filter(|page| heads.iter().all(|head| page.contains(head))).count();
        assert!(of_findings >= 2, "the head is on every page: {text}");
        let boxes = read(&pdftotext, &["-bbox"]);
        let heights: Vec<f64> = height
            .captures_iter(&boxes)
            .map(|found| {
                found[2].parse::<f64>().expect("a number") - found[1].parse::<f64>().expect("a number")
            })
            .collect();
        assert!(heights.len() > 100, "{boxes}");
        let smallest = heights.iter().copied().fold(f64::MAX, f64::min);
        assert!(smallest > 6.0, "letters of {smallest} points");
    }
}
