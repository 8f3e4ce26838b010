//! `sealpack inventory`: the facts, and above all the captions, as they come out of real files.

#![allow(clippy::expect_used, clippy::unwrap_used)]

mod common;

use std::fs;
use std::path::Path;

use common::{Folder, jpeg, outcome, png, run, sealpack, snapshot};
use sealpack::inventory::{Survey, Watch};
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
                "image": {
                    "width": 30,
                    "height": 20,
                    "megapixels": 0.0,
                    "pdq": "b7a77267823a6445e150afa7c6adade4e32b3d5a0246ae6725f15662b4c43a07",
                    "pdqQuality": 56,
                },
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

/// What is said of the file `name` in the folder of `folder`, run from there.
fn said(folder: &Path, name: &str, lang: &str) -> String {
    let run = sealpack(lang).args(["inventory", name]).current_dir(folder).output().unwrap();
    let (code, out, err) = outcome(&run);
    assert_eq!((code, err.as_str()), (0, ""), "{name}");
    out
}

/// Files of every sort, in no submission.
fn assorted() -> tempfile::TempDir {
    let temp = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| std::fs::write(temp.path().join(name), bytes).unwrap();
    let whole = jpeg(40, 30, 1);
    write("IMG_20260305_091233.jpg", &whole);
    write("cut.jpg", &whole[..whole.len() / 2]);
    write("2026-02-30_公园_宣传.png", &png(30, 20, 1));
    write("假的.jpg", &png(30, 20, 1));
    write("手机.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic");
    write("未知.xyz", b"\x01\x02\x03\xff");
    write("乱码.docx", b"\x01\x02\x03\xff");
    write("空.docx", b"");
    write("报告.txt", "今年，共办 3 场 events。\n第二段\u{202e}。".as_bytes());
    write("长.txt", "文明创建为民惠民。\n\n".repeat(40).as_bytes());
    temp
}

#[test]
fn what_is_known_of_one_picture_in_chinese() {
    let files = assorted();
    let said = |name| said(files.path(), name, "zh");
    insta::assert_snapshot!(said("IMG_20260305_091233.jpg"), @r"
    IMG_20260305_091233.jpg
      文件格式        JPEG（作为图片读取）
      文件大小        787 字节
      文件完好        是
      SHA-256  3ac19304cde0421b7db1ba870fe219ec5977f28ba472ee98d9dcac51a41255b3
      日期            2026-03-05（文件名）
      文件名中的日期  2026-03-05
      图片信息
        图片宽度      40 像素
        图片高度      30 像素
        图片像素      0 万像素
        PDQ 指纹  6a9fc1ac91406d1c58c74a30a9a7a44756aac6c6804cfd9d3d36b41bfa976bb9
        PDQ 质量      42
    ");
    insta::assert_snapshot!(said("cut.jpg"), @r"
    cut.jpg
      文件格式    JPEG（作为图片读取）
      文件大小    393 字节
      文件完好    否
      损坏原因    文件不完整：后面的内容丢失了（在第 393 字节之后发现）
                  → 从原来的设备重新拷贝；微信传来的请对方以文件方式重发。
      SHA-256     9421787896538eb419b3aece1afebd15041db662b9ac6267a3bad32377e49ea4
      图片信息
        图片宽度  40 像素
        图片高度  30 像素
        图片像素  0 万像素
    ");
    insta::assert_snapshot!(said("2026-02-30_公园_宣传.png"), @r"
    2026-02-30_公园_宣传.png
      文件格式      PNG（作为图片读取）
      文件大小      1.1 KB（1167 字节）
      文件完好      是
      SHA-256       c2fb787d0c084fdf0ce0402ea515ae8a61d05cdd267ef8e8071bd7867aa43f41
      不存在的日期  2026-02-30
      图片信息
        图片宽度    30 像素
        图片高度    20 像素
        图片像素    0 万像素
        PDQ 指纹    b7a77267823a6445e150afa7c6adade4e32b3d5a0246ae6725f15662b4c43a07
        PDQ 质量    56
    ");
    insta::assert_snapshot!(said("假的.jpg"), @r"
    假的.jpg
      文件格式    PNG（作为图片读取）
                  扩展名是 .jpg，内容却是 PNG
                  → 把扩展名改成 .png，或用原来的软件另存为 .jpg。
      文件大小    1.1 KB（1167 字节）
      文件完好    是
      SHA-256     c2fb787d0c084fdf0ce0402ea515ae8a61d05cdd267ef8e8071bd7867aa43f41
      图片信息
        图片宽度  30 像素
        图片高度  20 像素
        图片像素  0 万像素
        PDQ 指纹  b7a77267823a6445e150afa7c6adade4e32b3d5a0246ae6725f15662b4c43a07
        PDQ 质量  56
    ");
    insta::assert_snapshot!(said("手机.heic"), @r"
    手机.heic
      文件格式  HEIC
                不支持 HEIC 格式（手机的高效率照片）
                → 在手机相机设置里改为“兼容性最佳”，或把照片导出为 JPEG。
      文件大小  24 字节
      文件完好  否
      损坏原因  文件不完整：后面的内容丢失了（在第 24 字节之后发现）
                → 从原来的设备重新拷贝；微信传来的请对方以文件方式重发。
      SHA-256   99fa2182f97726a156cf1b7b591a8988b928f7f8c6e1f32c9e0182bbcfce36fc
    ");
}

#[test]
fn what_is_known_of_one_file_of_another_sort_in_chinese() {
    let files = assorted();
    let said = |name| said(files.path(), name, "zh");
    insta::assert_snapshot!(said("未知.xyz"), @r"
    未知.xyz
      文件格式  认不出
                → 用原来的软件打开，另存为常用的格式。
      文件大小  4 字节
      SHA-256   3e6f9aae16382bf563d8991b6da1b92213911f0dd5deea3ecaccf2f35a56794a
    ");
    insta::assert_snapshot!(said("乱码.docx"), @r"
    乱码.docx
      文件格式  认不出
                扩展名是 .docx，内容却不是这种格式，也认不出是什么格式
                → 从原来的设备或发送人处重新取得这个文件。
      文件大小  4 字节
      SHA-256   3e6f9aae16382bf563d8991b6da1b92213911f0dd5deea3ecaccf2f35a56794a
    ");
    insta::assert_snapshot!(said("空.docx"), @r"
    空.docx
      文件大小  0 字节
                文件是空的（0 字节）
                → 重新拷贝原文件。
      SHA-256   e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
    ");
    insta::assert_snapshot!(said("报告.txt"), @r"
    报告.txt
      文件格式            TXT（作为文字、表格读取）
      文件大小            47 字节
      文件完好            是
      SHA-256  230b71aa739eba02dbda23976d074b5e6b60a776628f9ffe095f1a742cc1314f
      文字内容
        字数              18 字
        字数（按词）      13 字
        正文
          今年，共办 3 场 events。
          第二段<U+202E>。
        模板遗留文字      无
        正文所述年份      无
        正文里的个人信息  无
    ");
    insta::assert_snapshot!(said("长.txt"), @r"
    长.txt
      文件格式            TXT（作为文字、表格读取）
      文件大小            1.1 KB（1160 字节）
      文件完好            是
      SHA-256  53f3062c28a2e5e431391710b826947ce3717ebd76a8572d1c7af099fc5d3204
      文字内容
        字数              360 字
        字数（按词）      360 字
        正文
          文明创建为民惠民。
          文明创建为民惠民。
          文明创建为民惠民。
          文明创建为民惠民。
          文明创建为民惠民。
          以下还有 315 字
        模板遗留文字      无
        正文所述年份      无
        正文里的个人信息  无
    ");
}

#[test]
fn what_is_known_of_one_file_in_english() {
    let files = assorted();
    let said = |name| said(files.path(), name, "en");
    insta::assert_snapshot!(said("cut.jpg"), @r"
    cut.jpg
      File format       JPEG (read as picture)
      File size         393 bytes
      File is intact    no
      Damage            The file is incomplete: its end is missing (noticed after
                        byte 393)
                        → Copy it again from the device it came from; if it came by
                          chat, have it sent again as a file.
      SHA-256  9421787896538eb419b3aece1afebd15041db662b9ac6267a3bad32377e49ea4
      Picture
        Picture width   40 pixels
        Picture height  30 pixels
        Picture size    0 megapixels
    ");
    insta::assert_snapshot!(said("手机.heic"), @r"
    手机.heic
      File format     HEIC
                      HEIC is not supported (a phone's high-efficiency photo)
                      → Set the phone's camera to “Most Compatible”, or export the
                        photo as JPEG.
      File size       24 bytes
      File is intact  no
      Damage          The file is incomplete: its end is missing (noticed after byte
                      24)
                      → Copy it again from the device it came from; if it came by
                        chat, have it sent again as a file.
      SHA-256  99fa2182f97726a156cf1b7b591a8988b928f7f8c6e1f32c9e0182bbcfce36fc
    ");
    insta::assert_snapshot!(said("未知.xyz"), @r"
    未知.xyz
      File format  not known
                   → Open it in the program that made it and save it in a common
                     format.
      File size    4 bytes
      SHA-256      3e6f9aae16382bf563d8991b6da1b92213911f0dd5deea3ecaccf2f35a56794a
    ");
    insta::assert_snapshot!(said("报告.txt"), @r"
    报告.txt
      File format           TXT (read as text, table)
      File size             47 bytes
      File is intact        yes
      SHA-256  230b71aa739eba02dbda23976d074b5e6b60a776628f9ffe095f1a742cc1314f
      Text
        Length              18 characters
        Length in words     13 words
        Content
          今年，共办 3 场 events。
          第二段<U+202E>。
        Template leftovers  none
        Years spoken of     none
        Personal data       none
    ");
}

#[test]
fn a_file_of_a_submission_is_told_with_its_caption_and_its_place() {
    let folder = folder();
    folder.write(&format!("{A}/图片说明.csv"), SHEET.as_bytes());
    let path = format!("{A}/实景图片/照片.png");
    insta::assert_snapshot!(said(&folder.root, &path, "zh"), @r"
    A1-公益广告/实景图片/照片.png
      A1 公益广告 · 实景图片
      文件格式          PNG（作为图片读取）
      文件大小          1.1 KB（1167 字节）
      文件完好          是
      SHA-256  c2fb787d0c084fdf0ce0402ea515ae8a61d05cdd267ef8e8071bd7867aa43f41
      日期              2026-03-05（图片说明）
      在材料时限内      是
      图片说明
        时间            2026-03-05
        地点            人民广场
        人物            志愿者
        事由            宣传,动员
        媒体名称        人民网
        链接            https://example.org/a
        图片说明的来源  图片说明表
      图片信息
        图片宽度        30 像素
        图片高度        20 像素
        图片像素        0 万像素
        PDQ 指纹  b7a77267823a6445e150afa7c6adade4e32b3d5a0246ae6725f15662b4c43a07
        PDQ 质量        56
    ");
    let inside = said(&folder.root.join(A).join("实景图片"), "照片.png", "zh");
    assert_eq!(inside, said(&folder.root, &path, "zh"), "wherever it is seen from");
    // What is no material, and what lies in a submission that cannot be read, is a file like any other.
    assert!(said(&folder.root, &format!("{A}/图片说明.csv"), "en").contains("read as text"));
    folder.write("submission.json", b"{");
    assert!(!said(&folder.root, &path, "zh").contains("人民广场"));
}

#[test]
fn a_submission_as_text_lists_its_files_by_indicator_and_kind() {
    let folder = folder();
    folder.write("B1-文明交通/统计表格/表.csv", "一,二\n".as_bytes());
    folder.write(&format!("{A}/实景图片/空.png"), b"");
    let root = folder.root.to_str().unwrap();
    let (code, out, err) = run(&["inventory", "--format", "text", root]);
    assert_eq!((code, err.as_str()), (0, ""));
    insta::assert_snapshot!(out, @r"
    示例县 · 2025-07-01 to 2026-06-30 · test-profile 1

    A1 Advertising  县委宣传部
      Photos (2)
        A1-公益广告/实景图片/照片.png
          File format       PNG (read as picture)
          File size         1.1 KB (1167 bytes)
          File is intact    yes
          SHA-256  c2fb787d0c084fdf0ce0402ea515ae8a61d05cdd267ef8e8071bd7867aa43f41
          Picture
            Picture width   30 pixels
            Picture height  20 pixels
            Picture size    0 megapixels
            PDQ hash  b7a77267823a6445e150afa7c6adade4e32b3d5a0246ae6725f15662b4c43a07
            PDQ quality     56
        A1-公益广告/实景图片/空.png
          File size  0 bytes
                     The file is empty (0 bytes)
                     → Copy the original again.
          SHA-256  e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855

    B1 Traffic  县公安局
      Tables (1)
        B1-文明交通/统计表格/表.csv
          File format           TXT (read as text, table)
          File size             8 bytes
          File is intact        yes
          SHA-256  cc5e72f42e4317a1b5b1a3e6e7851e7038b5455176d275f28e51af34ba93398e
          Text
            Length              3 characters
            Length in words     3 words
            Content
              一,二
            Template leftovers  none
            Years spoken of     none
            Personal data       none
    ");
    let (_, only, _) = run(&["inventory", "--format", "text", "--only", "B1", root]);
    assert!(only.contains("表.csv") && !only.contains("照片.png"), "{only}");
}

#[test]
fn no_line_about_a_file_is_wider_than_80_columns() {
    use unicode_width::UnicodeWidthStr;
    let files = assorted();
    for lang in ["zh", "en"] {
        for entry in std::fs::read_dir(files.path()).unwrap() {
            let name = entry.unwrap().file_name();
            for line in said(files.path(), name.to_str().unwrap(), lang).lines() {
                assert!(line.width() <= 80, "{line}");
                assert!(!line.contains('\u{202e}'), "{line}");
            }
        }
    }
}

#[test]
fn what_is_no_file_or_cannot_be_read_is_exit_code_2_with_a_way_on() {
    let files = assorted();
    let at = |name: &str| files.path().join(name).to_str().unwrap().to_owned();
    let fails = |args: &[&str]| {
        let (code, out, err) = run(&[&["inventory"], args].concat());
        assert_eq!((code, out.as_str()), (2, ""));
        assert!(err.contains('→'), "{err}");
        err
    };
    assert!(fails(&[&at("nowhere.jpg")]).contains("nowhere.jpg"));
    assert!(fails(&[&at("cut.jpg"), "--only", "A1"]).contains("--only"));
    assert!(fails(&[files.path().to_str().unwrap()]).contains("submission.json"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let socket = std::os::unix::net::UnixListener::bind(at("socket")).unwrap();
        assert!(fails(&[&at("socket")]).contains("socket"));
        drop(socket);
        assert!(fails(&[&at("cut.jpg/inside")]).contains("inside"));
        std::fs::set_permissions(at("cut.jpg"), std::fs::Permissions::from_mode(0o000)).unwrap();
        // Whoever may read everything, reads this too.
        if std::fs::read(at("cut.jpg")).is_err() {
            assert!(fails(&[&at("cut.jpg")]).contains("cut.jpg"));
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_whose_name_is_no_text_is_read_all_the_same() {
    use std::os::unix::ffi::OsStringExt;
    let temp = tempfile::tempdir().unwrap();
    let name = std::ffi::OsString::from_vec(b"\xd5\xd5\xc6\xac.png".to_vec());
    std::fs::write(temp.path().join(&name), png(30, 20, 1)).unwrap();
    let run =
        sealpack("en").args(["inventory", "--format", "json"]).arg(temp.path().join(name)).output().unwrap();
    let (code, out, _) = outcome(&run);
    let facts: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, &facts["file"]["format"]), (0, &json!("png")));
}

#[test]
fn a_film_is_read_first_and_is_told_of_block_by_block() {
    let folder = Folder::new(&json!({}));
    folder.write("A1-公益广告/实景图片/a.png", &png(40, 30, 1));
    folder.write("B1-文明交通/实景图片/z.mp4", b"");
    let film = fs::File::options().write(true).open(folder.root.join("B1-文明交通/实景图片/z.mp4")).unwrap();
    film.set_len(300 << 20).unwrap();
    let (submission, profile) = sealpack::profile::open(&folder.root).unwrap();
    let told = std::sync::Mutex::new(Vec::new());
    let watch = Watch { done: &|bytes| told.lock().unwrap().push(bytes), interrupted: &|| false };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    let survey = pool.install(|| Survey::take(&submission, &profile, watch)).unwrap();
    let told = told.into_inner().unwrap();
    assert_eq!(told[..300], [1 << 20; 300]);
    assert_eq!(told.iter().sum::<u64>(), submission.items.iter().map(|item| item.bytes).sum::<u64>());
    // What is found keeps its order.
    let paths: Vec<&str> = survey.files().map(|(path, ..)| path).collect();
    assert_eq!(paths, ["A1-公益广告/实景图片/a.png", "B1-文明交通/实景图片/z.mp4"]);
}
