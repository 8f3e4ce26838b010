//! `sealpack inventory`: the facts, and above all the captions, as they come out of real files.

#![allow(clippy::expect_used, clippy::unwrap_used)]

mod common;

use common::{Folder, jpeg, outcome, png, run, sealpack, snapshot};
use serde_json::{Value, json};

const A: &str = "A1-公益广告";
const SHEET: &str = "文件名,时间,地点,人物,事由,媒体,链接\n照片.png,2026年3月5日,人民广场,志愿者,\"宣传,动员\",人民网,https://example.org/a\n";

fn folder() -> Folder {
    let folder = Folder::new(&json!({}));
    folder.write(&format!("{A}/实景图片/照片.png"), &png(30, 20, 1));
    folder
}

fn inventory(folder: &Folder, code: &str) -> Value {
    let run = sealpack("zh").args(["inventory", "--only", code]).arg(&folder.root).output().unwrap();
    let (code, out, err) = outcome(&run);
    assert_eq!(code, 0, "{err}");
    serde_json::from_str(&out).unwrap()
}

/// The photo whose path ends with `name`.
fn photo(folder: &Folder, name: &str) -> Value {
    let photos = inventory(folder, "A1")["photos"].clone();
    let photos = photos.as_array().unwrap();
    let photo = photos.iter().find(|photo| photo["path"].as_str().unwrap().ends_with(name));
    photo.unwrap_or_else(|| panic!("no {name} in {photos:#?}")).clone()
}

fn whole_caption() -> Value {
    json!({
        "date": "2026-03-05", "place": "人民广场", "people": "志愿者", "event": "宣传,动员",
        "media": "人民网", "url": "https://example.org/a", "source": "sheet",
    })
}

#[test]
fn one_indicators_document_has_every_kind_and_every_fact_of_a_picture() {
    let folder = folder();
    let bytes = png(30, 20, 1);
    let digest = sha256(&bytes);
    assert_eq!(
        inventory(&folder, "A1"),
        json!({
            "formatVersion": 1,
            "indicator": "A1",
            "folder": A,
            "unit": "示例县",
            "period": {"from": "2025-07-01", "to": "2026-06-30"},
            "reports": [],
            "photos": [{
                "path": format!("{A}/实景图片/照片.png"),
                "bytes": bytes.len(),
                "sha256": digest,
                "format": "png",
                "intact": true,
                "image": {"width": 30, "height": 20, "megapixels": 0.0},
            }],
            "tables": [],
        })
    );
}

fn sha256(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    let digits = Sha256::digest(bytes).iter().flat_map(|byte| [byte >> 4, byte & 15]).collect::<Vec<u8>>();
    digits.into_iter().filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
}

#[test]
fn a_text_is_counted_as_office_software_counts() {
    let folder = folder();
    folder.write(&format!("{A}/说明报告/a.txt"), "今年，共办 3 场 events。\n第二段".as_bytes());
    let report = &inventory(&folder, "A1")["reports"][0];
    // Without spaces 18 characters; 字数: 11 of Chinese with its punctuation, `3` and `events`.
    let text = "今年，共办3场events。第二段";
    assert_eq!(report["text"]["characters"], text.chars().count());
    assert_eq!(report["text"]["words"], text.chars().filter(|c| !c.is_ascii()).count() + 2);
    assert_eq!(report["text"]["content"].as_str().unwrap().trim_end(), "今年，共办 3 场 events。\n第二段");
}

#[test]
fn captions_from_csv_in_every_encoding_of_an_office() {
    let encodings = [
        SHEET.as_bytes().to_vec(),
        format!("\u{feff}{SHEET}").into_bytes(),
        encoding_rs::GB18030.encode(SHEET).0.into_owned(),
        SHEET.replace('\n', "\r\n").into_bytes(),
    ];
    for (number, bytes) in encodings.iter().enumerate() {
        for name in ["图片说明.csv", "captions.csv", "Captions.CSV"] {
            let folder = folder();
            folder.write(&format!("{A}/{name}"), bytes);
            assert_eq!(photo(&folder, "照片.png")["caption"], whole_caption(), "encoding {number}, {name}");
        }
    }
}

#[test]
fn captions_from_xlsx_with_columns_in_any_order_and_english_headers() {
    let folder = folder();
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let cells = [
        ("url", "https://example.org/a"),
        ("event", "宣传,动员"),
        ("date", "2026-03-05"),
        ("people", "志愿者"),
        ("file", "照片.png"),
        ("place", "人民广场"),
        ("media", "人民网"),
        ("remarks", "nobody reads this"),
    ];
    for (column, (header, value)) in (0u16..).zip(cells) {
        sheet.write_string(0, column, header).unwrap();
        sheet.write_string(1, column, value).unwrap();
    }
    folder.write(&format!("{A}/captions.xlsx"), &book.save_to_buffer().unwrap());
    assert_eq!(photo(&folder, "照片.png")["caption"], whole_caption());
}

#[test]
fn a_date_cell_and_a_cell_far_away_are_read_right() {
    let folder = folder();
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_string(0, 0, "文件名").unwrap();
    sheet.write_string(0, 1, "时间").unwrap();
    sheet.write_string(1, 0, "照片.png").unwrap();
    let date = rust_xlsxwriter::ExcelDateTime::from_ymd(2026, 3, 5).unwrap();
    let format = rust_xlsxwriter::Format::new().set_num_format("yyyy\"年\"m\"月\"d\"日\"");
    sheet.write_datetime_with_format(1, 1, &date, &format).unwrap();
    sheet.write_string(1_048_575, 16_383, "far away").unwrap();
    folder.write(&format!("{A}/图片说明.xlsx"), &book.save_to_buffer().unwrap());
    assert_eq!(photo(&folder, "照片.png")["caption"], json!({"date": "2026-03-05", "source": "sheet"}));
    assert_eq!(folder.found(), []);
}

#[test]
fn the_sheet_that_init_made_works_when_it_is_filled_in() {
    let folder = Folder::new(&json!({"properties": {"photos": {"minItems": 1}}}));
    let run = sealpack("zh").arg("init").arg(&folder.root).output().unwrap();
    assert_eq!(outcome(&run).0, 0);
    folder.write(&format!("{A}/实景图片/照片.png"), &png(30, 20, 1));
    let path = folder.root.join(A).join("图片说明.xlsx");
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(&path).unwrap();
    let range = calamine::Reader::worksheet_range_at(&mut book, 0).unwrap().unwrap();
    let headers: Vec<String> = range.rows().next().unwrap().iter().map(ToString::to_string).collect();
    let values =
        ["照片.png", "2026-03-05", "人民广场", "志愿者", "宣传,动员", "人民网", "https://example.org/a"];
    let mut filled = rust_xlsxwriter::Workbook::new();
    let sheet = filled.add_worksheet();
    for (column, (header, value)) in (0u16..).zip(headers.iter().zip(values)) {
        sheet.write_string(0, column, header).unwrap();
        sheet.write_string(1, column, value).unwrap();
    }
    filled.save(&path).unwrap();
    assert_eq!(photo(&folder, "照片.png")["caption"], whole_caption());
}

#[test]
fn a_row_names_its_file_by_name_by_name_without_extension_or_by_path() {
    for file in [
        "照片.png",
        "照片",
        "照片.PNG",
        "实景图片/照片.png",
        "实景图片\\照片.png",
        "A1-公益广告/实景图片/照片.png",
    ] {
        let folder = folder();
        folder.write(&format!("{A}/图片说明.csv"), format!("文件名,地点\n{file},广场\n").as_bytes());
        assert_eq!(photo(&folder, "照片.png")["caption"]["place"], "广场", "{file}");
    }
}

#[test]
fn a_row_speaks_only_of_files_of_its_own_indicator() {
    let folder = folder();
    folder.write("B1-文明交通/实景图片/照片.png", &png(30, 20, 2));
    folder.write(&format!("{A}/图片说明.csv"), "文件名,地点\n照片.png,广场\n".as_bytes());
    assert_eq!(photo(&folder, "照片.png")["caption"]["place"], "广场");
    assert_eq!(inventory(&folder, "B1")["photos"][0]["caption"], Value::Null);
}

#[test]
fn where_two_rows_name_a_file_the_first_counts() {
    let folder = folder();
    folder.write(&format!("{A}/图片说明.csv"), "文件名,地点\n照片.png,一\n照片.png,二\n".as_bytes());
    assert_eq!(photo(&folder, "照片.png")["caption"]["place"], "一");
}

#[test]
fn captions_from_file_names_where_no_sheet_has_a_row() {
    let folder = folder();
    folder.write(&format!("{A}/实景图片/2026-03-05_人民广场_公益广告_2.png"), &png(30, 20, 2));
    folder.write(&format!("{A}/实景图片/2026-03-06_公园_宣传.png"), &png(30, 20, 3));
    folder.write(&format!("{A}/图片说明.csv"), "文件名,地点\n2026-03-06_公园_宣传.png,车站\n".as_bytes());
    let named = photo(&folder, "公益广告_2.png");
    let caption = json!({"date": "2026-03-05", "place": "人民广场", "event": "公益广告", "source": "name"});
    assert_eq!(named["caption"], caption);
    assert_eq!((&named["date"], &named["dateSource"]), (&json!("2026-03-05"), &json!("name")));
    let listed = photo(&folder, "宣传.png");
    assert_eq!(listed["caption"], json!({"place": "车站", "source": "sheet"}));
    assert_eq!((&listed["date"], &listed["dateSource"]), (&json!("2026-03-06"), &json!("name")));
    assert_eq!(listed["inPeriod"], true);
    assert_eq!(photo(&folder, "照片.png")["caption"], Value::Null);
    assert_eq!(photo(&folder, "照片.png")["date"], Value::Null, "what is not known is absent");
}

#[test]
fn a_name_is_the_same_in_either_normalisation_and_case() {
    let folder = folder();
    folder.write(&format!("{A}/实景图片/Cafe\u{301}.PNG"), &png(30, 20, 2));
    folder.write(&format!("{A}/图片说明.csv"), "文件名,地点\ncaf\u{e9}.png,广场\n".as_bytes());
    let photo = photo(&folder, "Caf\u{e9}.PNG");
    assert_eq!(photo["caption"]["place"], "广场");
}

#[test]
fn a_broken_sheet_gives_no_captions_and_stops_nobody() {
    for bytes in [&b"PK\x03\x04 cut"[..], b"\0\x01\x02\xff", b"a,b\n", b"", b"\xef\xbb\xbf"] {
        let folder = folder();
        folder.write(&format!("{A}/图片说明.csv"), bytes);
        folder.write(&format!("{A}/captions.xlsx"), bytes);
        assert_eq!(photo(&folder, "照片.png")["caption"], Value::Null);
    }
}

#[test]
fn a_good_sheet_counts_beside_a_broken_one() {
    let folder = folder();
    folder.write(&format!("{A}/captions.xlsx"), b"PK\x03\x04 cut");
    folder.write(&format!("{A}/图片说明.csv"), SHEET.as_bytes());
    assert_eq!(photo(&folder, "照片.png")["caption"], whole_caption());
}

#[test]
fn damaged_and_empty_files_are_in_the_inventory_without_invented_facts() {
    let folder = folder();
    let whole = jpeg(40, 30, 1);
    folder.write(&format!("{A}/实景图片/cut.jpg"), &whole[..whole.len() / 2]);
    folder.write(&format!("{A}/实景图片/empty.jpg"), b"");
    let cut = photo(&folder, "cut.jpg");
    assert_eq!((&cut["intact"], &cut["format"]), (&json!(false), &json!("jpeg")));
    assert_eq!(cut["damage"]["reason"], "ends-early");
    let empty = photo(&folder, "empty.jpg");
    assert_eq!(empty["bytes"], 0);
    assert_eq!(empty["sha256"], "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assert_eq!(empty.as_object().unwrap().len(), 3, "{empty}");
}

#[test]
fn all_indicators_in_the_profiles_order_or_only_one() {
    let folder = folder();
    let (code, out, _) = run(&["inventory", folder.root.to_str().unwrap()]);
    assert_eq!(code, 0);
    let all: Value = serde_json::from_str(&out).unwrap();
    let codes: Vec<_> =
        all["inventories"].as_array().unwrap().iter().map(|i| i["indicator"].clone()).collect();
    assert_eq!(codes, ["A1", "B1"]);
    assert_eq!(all["inventories"][0], inventory(&folder, "A1"));
}

#[test]
fn an_indicator_without_a_folder_or_without_a_place_in_the_profile_is_an_error() {
    let folder = folder();
    std::fs::remove_dir_all(folder.root.join("B1-文明交通")).unwrap();
    let root = folder.root.to_str().unwrap();
    for code in ["B1", "Z9"] {
        let (exit, out, err) = run(&["inventory", root, "--only", code]);
        assert_eq!((exit, out.as_str()), (2, ""));
        assert!(err.contains(code) && err.contains('→'), "{err}");
    }
}

#[test]
fn the_output_goes_to_a_file_does_not_depend_on_threads_and_changes_nothing() {
    let folder = folder();
    for seed in 0..20 {
        folder.write(&format!("{A}/实景图片/{seed:02}.png"), &png(40, 30, seed + 20));
    }
    let root = folder.root.to_str().unwrap();
    let before = snapshot(&folder.root);
    let one = run(&["inventory", root, "--jobs", "1"]);
    assert_eq!(one, run(&["inventory", root, "--jobs", "2"]));
    assert_eq!(one, run(&["inventory", root, "--jobs", "4"]));
    let target = folder.temp.path().join("inventory.json");
    let (code, out, err) = run(&["inventory", root, "-o", target.to_str().unwrap()]);
    assert_eq!((code, out.as_str(), err.as_str()), (0, "", ""));
    assert_eq!(std::fs::read_to_string(target).unwrap(), one.1);
    assert!(before == snapshot(&folder.root));
}

#[test]
fn findings_do_not_fail_an_inventory() {
    let folder = Folder::new(&json!({"properties": {"photos": {"minItems": 9}}}));
    folder.write("top.txt", b"misplaced");
    assert_eq!(run(&["inventory", folder.root.to_str().unwrap()]).0, 0);
}
