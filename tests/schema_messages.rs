//! What schemas refuse, in words: every keyword of the JSON Schema 2020-12 applicator and validation
//! vocabularies, through the binary. No message is a validator's.

#![allow(clippy::expect_used, clippy::unwrap_used)]

mod common;

use std::fmt::Write;
use std::fs;

use common::{Folder, outcome, png, sealpack};
use serde_json::{Value, json};

const A: &str = "A1-公益广告";

/// Keywords that can refuse (JSON Schema 2020-12, core, applicator, unevaluated, validation, format), and
/// `false` for the schema that refuses everything.
const KEYWORDS: [&str; 34] = [
    "type",
    "enum",
    "const",
    "multipleOf",
    "maximum",
    "exclusiveMaximum",
    "minimum",
    "exclusiveMinimum",
    "maxLength",
    "minLength",
    "pattern",
    "maxItems",
    "minItems",
    "uniqueItems",
    "contains",
    "maxContains",
    "minContains",
    "maxProperties",
    "minProperties",
    "required",
    "dependentRequired",
    "properties",
    "items",
    "additionalProperties",
    "patternProperties",
    "propertyNames",
    "unevaluatedItems",
    "unevaluatedProperties",
    "not",
    "anyOf",
    "oneOf",
    "if",
    "format",
    "false",
];

/// Two photos with captions and a report of 24 characters, to a profile that consists of `schema`.
fn folder(schema: &Value) -> Folder {
    let folder = Folder::new(schema);
    folder.manifest(&json!({"indicators": ["A1"]}));
    fs::remove_dir_all(folder.root.join("B1-文明交通")).unwrap();
    folder.write(&format!("{A}/实景图片/2026-03-05_人民广场_公益广告.png"), &png(64, 48, 1));
    folder.write(&format!("{A}/实景图片/2026-03-06_文化公园_志愿服务.png"), &png(64, 48, 2));
    folder.write(
        &format!("{A}/说明报告/说明.txt"),
        "关于公益广告刊播情况的说明，共有二十四个字在这里".as_bytes(),
    );
    folder
}

fn findings(folder: &Folder, lang: &str) -> Vec<Value> {
    let run = sealpack(lang).args(["check", "--format", "json"]).arg(&folder.root).output().unwrap();
    let (_, out, err) = outcome(&run);
    let result: Value = serde_json::from_str(&out).unwrap_or_else(|error| panic!("{error}: {err}"));
    result["findings"].as_array().unwrap().clone()
}

/// The refusals of `schema`, each as `keyword pointer path: message` in Chinese and in English below. All are
/// held against what every refusal must be like.
#[track_caller]
fn refusals(schema: &Value) -> String {
    let folder = folder(schema);
    let (zh, en) = (findings(&folder, "zh"), findings(&folder, "en"));
    assert_eq!(zh.len(), en.len());
    let document = sealpack("en").args(["inventory", "--only", "A1"]).arg(&folder.root).output().unwrap();
    let document: Value = serde_json::from_slice(&document.stdout).unwrap();
    let mut text = String::new();
    for (zh, en) in zh.iter().zip(&en) {
        assert_eq!(zh["rule"], "schema", "{zh}");
        let of = |finding: &Value, name: &str| finding[name].as_str().unwrap_or_default().to_owned();
        let pointer = of(zh, "pointer");
        assert!(document.pointer(&pointer).is_some(), "{pointer} is nowhere in the inventory");
        points_at_the_keyword(schema, &of(zh, "schemaPointer"), &of(zh, "keyword"));
        for finding in [zh, en] {
            let message = of(finding, "message");
            assert!(!message.is_empty() && !of(finding, "fix").is_empty(), "{finding}");
            for raw in [
                " is not ",
                "does not match",
                "was expected",
                "required property",
                "is shorter",
                "is longer",
                "not valid under",
                "demand-",
                "have-",
                "{$",
                "{ $",
            ] {
                assert!(!message.contains(raw), "a validator's or programmer's words: {message}");
            }
        }
        let place = of(zh, "path").rsplit('/').next().unwrap_or_default().to_owned();
        let place = if place.is_empty() { String::new() } else { format!(" ({place})") };
        writeln!(text, "{} {pointer}{place}", of(zh, "keyword")).expect("a line");
        writeln!(text, "  {}\n  {}", of(zh, "message"), of(en, "message")).expect("two lines");
    }
    text
}

/// That a schema pointer leads to its keyword in the profile's file.
#[track_caller]
fn points_at_the_keyword(schema: &Value, schema_pointer: &str, keyword: &str) {
    let (file, pointer) = schema_pointer.split_once('#').expect("a file and a pointer");
    assert_eq!(file, "indicator.schema.json");
    assert!(schema.pointer(pointer).is_some(), "{schema_pointer} leads nowhere");
    assert!(KEYWORDS.contains(&keyword), "{keyword} is no keyword");
    // A schema that is `false` has no keyword of its own; where a property lacks, its name may follow.
    let mut tokens = pointer.rsplit('/');
    let found = tokens.next() == Some(keyword) || tokens.next() == Some(keyword);
    assert!(found || schema.pointer(pointer) == Some(&json!(false)), "{keyword}: {schema_pointer}");
}

fn photos(demands: &Value) -> Value {
    json!({"properties": {"photos": demands}})
}

fn each_photo(demands: &Value) -> Value {
    photos(&json!({"items": demands}))
}

/// Demands on a property of the first photo alone.
fn first_photo(demands: &Value) -> Value {
    photos(&json!({"prefixItems": [demands]}))
}

fn report(demands: &Value) -> Value {
    json!({"properties": {"reports": {"items": demands}}})
}

#[test]
fn min_items_and_max_items() {
    insta::assert_snapshot!(refusals(&photos(&json!({"minItems": 3}))), @r"
    minItems /photos
      实景图片：至少 3 张，现有 2 张
      Photos: at least 3 pictures, now 2 pictures
    ");
    insta::assert_snapshot!(refusals(&photos(&json!({"maxItems": 1}))), @r"
    maxItems /photos
      实景图片：最多 1 张，现有 2 张
      Photos: at most 1 picture, now 2 pictures
    ");
    insta::assert_snapshot!(refusals(&json!({"properties": {"tables": {"minItems": 1}}})), @r"
    minItems /tables
      统计表格：至少 1 份，现有 0 份
      Tables: at least 1 file, now 0 files
    ");
}

#[test]
fn minimum_and_maximum() {
    let schema = first_photo(&json!({
        "properties": {"image": {"properties": {"width": {"minimum": 1000}, "megapixels": {"minimum": 1.5}}}}
    }));
    insta::assert_snapshot!(refusals(&schema), @r"
    minimum /photos/0/image/megapixels (2026-03-05_人民广场_公益广告.png)
      图片像素：至少 150 万像素，现有 0 万像素
      Picture size: at least 1.5 megapixels, now 0 megapixels
    minimum /photos/0/image/width (2026-03-05_人民广场_公益广告.png)
      图片宽度：至少 1000 像素，现有 64 像素
      Picture width: at least 1000 pixels, now 64 pixels
    ");
    let schema = first_photo(&json!({
        "properties": {"bytes": {"maximum": 1}, "image": {"properties": {"height": {"maximum": 40}}}}
    }));
    insta::assert_snapshot!(refusals(&schema), @r"
    maximum /photos/0/bytes (2026-03-05_人民广场_公益广告.png)
      文件大小：最多 1 B，现有 5.3 KB
      File size: at most 1 B, now 5.3 KB
    maximum /photos/0/image/height (2026-03-05_人民广场_公益广告.png)
      图片高度：最多 40 像素，现有 48 像素
      Picture height: at most 40 pixels, now 48 pixels
    ");
    let schema = report(&json!({
        "properties": {"text": {"properties": {"characters": {"minimum": 500}, "words": {"minimum": 500}}}}
    }));
    insta::assert_snapshot!(refusals(&schema), @r"
    minimum /reports/0/text/characters (说明.txt)
      字数：至少 500 字，现有 24 字
      Length: at least 500 characters, now 24 characters
    minimum /reports/0/text/words (说明.txt)
      字数（按词）：至少 500 字，现有 24 字
      Length in words: at least 500 words, now 24 words
    ");
}

#[test]
fn exclusive_minimum_and_exclusive_maximum() {
    let schema = first_photo(&json!({
        "properties": {
            "image": {
                "properties": {"width": {"exclusiveMinimum": 64}, "height": {"exclusiveMaximum": 48}}
            }
        }
    }));
    insta::assert_snapshot!(refusals(&schema), @r"
    exclusiveMaximum /photos/0/image/height (2026-03-05_人民广场_公益广告.png)
      图片高度：须小于 48 像素，现有 48 像素
      Picture height: must be less than 48 pixels, now 48 pixels
    exclusiveMinimum /photos/0/image/width (2026-03-05_人民广场_公益广告.png)
      图片宽度：须大于 64 像素，现有 64 像素
      Picture width: must be more than 64 pixels, now 64 pixels
    ");
}

#[test]
fn multiple_of() {
    let schema =
        first_photo(&json!({"properties": {"image": {"properties": {"width": {"multipleOf": 60}}}}}));
    insta::assert_snapshot!(refusals(&schema), @r"
    multipleOf /photos/0/image/width (2026-03-05_人民广场_公益广告.png)
      图片宽度：须为 60 的倍数，现有 64 像素
      Picture width: must be a multiple of 60, now 64 pixels
    ");
}

#[test]
fn min_length_and_max_length() {
    let schema = first_photo(&json!({
        "properties": {"caption": {"properties": {"place": {"minLength": 5}, "event": {"maxLength": 3}}}}
    }));
    insta::assert_snapshot!(refusals(&schema), @r"
    maxLength /photos/0/caption/event (2026-03-05_人民广场_公益广告.png)
      图片说明的事由：最多 3 个字符，现有 4 个字符
      Caption's event: at most 3 characters, now 4 characters
    minLength /photos/0/caption/place (2026-03-05_人民广场_公益广告.png)
      图片说明的地点：至少 5 个字符，现有 4 个字符
      Caption's place: at least 5 characters, now 4 characters
    ");
}

#[test]
fn pattern() {
    let schema =
        first_photo(&json!({"properties": {"caption": {"properties": {"event": {"pattern": "^整治"}}}}}));
    insta::assert_snapshot!(refusals(&schema), @r"
    pattern /photos/0/caption/event (2026-03-05_人民广场_公益广告.png)
      图片说明的事由：须符合 ^整治，现为 “公益广告”
      Caption's event: must match ^整治; it is “公益广告”
    ");
}

#[test]
fn format() {
    let schema = first_photo(&json!({
        "properties": {"caption": {"properties": {"place": {"format": "date"}, "event": {"format": "uri"}}}}
    }));
    insta::assert_snapshot!(refusals(&schema), @r"
    format /photos/0/caption/event (2026-03-05_人民广场_公益广告.png)
      图片说明的事由：须为网址，现为 “公益广告”
      Caption's event: must be a web address; it is “公益广告”
    format /photos/0/caption/place (2026-03-05_人民广场_公益广告.png)
      图片说明的地点：须为日期（如 2026-03-05），现为 “人民广场”
      Caption's place: must be a date (such as 2026-03-05); it is “人民广场”
    ");
}

#[test]
fn kinds_of_values() {
    let schema = first_photo(&json!({
        "properties": {
            "caption": {"type": "string"},
            "bytes": {"type": ["string", "null"]},
            "intact": {"type": "array"}
        }
    }));
    insta::assert_snapshot!(refusals(&schema), @r"
    type /photos/0/bytes (2026-03-05_人民广场_公益广告.png)
      文件大小：须为空、文字，现为 5427
      File size: must be nothing, text; it is 5427
    type /photos/0/caption (2026-03-05_人民广场_公益广告.png)
      图片说明：须为文字，现为 一组内容
      Caption: must be text; it is a group of values
    type /photos/0/intact (2026-03-05_人民广场_公益广告.png)
      文件完好：须为列表，现为 “是”
      File is intact: must be a list; it is yes
    ");
}

#[test]
fn one_of_some_values() {
    let schema = first_photo(&json!({
        "properties": {
            "format": {"enum": ["jpeg", "gif"]},
            "intact": {"enum": [false]},
            "caption": {"properties": {"place": {"enum": ["广场", "公园"]}}}
        }
    }));
    insta::assert_snapshot!(refusals(&schema), @r"
    enum /photos/0/caption/place (2026-03-05_人民广场_公益广告.png)
      图片说明的地点：须为以下之一：“广场”、“公园”，现为 “人民广场”
      Caption's place: must be one of “广场”, “公园”; it is “人民广场”
    enum /photos/0/format (2026-03-05_人民广场_公益广告.png)
      文件格式：须为以下之一：JPEG、GIF，现为 PNG
      File format: must be one of JPEG, GIF; it is PNG
    enum /photos/0/intact (2026-03-05_人民广场_公益广告.png)
      文件完好：须为 “否”，现为 “是”
      File is intact: must be no; it is yes
    ");
}

#[test]
fn constants() {
    let schema = first_photo(&json!({
        "properties": {
            "format": {"const": "jpeg"},
            "bytes": {"const": 7},
            "intact": {"const": false},
            "caption": {"const": {}},
            "sha256": {"const": null}
        }
    }));
    insta::assert_snapshot!(refusals(&schema), @r"
    const /photos/0/bytes (2026-03-05_人民广场_公益广告.png)
      文件大小：须为 7，现为 5427
      File size: must be 7; it is 5427
    const /photos/0/caption (2026-03-05_人民广场_公益广告.png)
      图片说明：须为 一组内容，现为 一组内容
      Caption: must be a group of values; it is a group of values
    const /photos/0/format (2026-03-05_人民广场_公益广告.png)
      文件格式：须为 JPEG，现为 PNG
      File format: must be JPEG; it is PNG
    const /photos/0/intact (2026-03-05_人民广场_公益广告.png)
      文件完好：须为 “否”，现为 “是”
      File is intact: must be no; it is yes
    const /photos/0/sha256 (2026-03-05_人民广场_公益广告.png)
      SHA-256：须为 “空”，现为 “c285b48a9998afc402c7c0c1c94292fbf6a46f8…”
      SHA-256: must be nothing; it is “c285b48a9998afc402c7c0c1c94292fbf6a46f8…”
    ");
}

#[test]
fn unique_items() {
    // The same value twice can only be made of lists that the profile itself compares.
    let same = each_photo(&json!({"properties": {"image": {"properties": {"width": {"const": 64}}}}}));
    assert_eq!(refusals(&same), "");
    let folder = folder(&photos(&json!({"uniqueItems": true})));
    assert!(findings(&folder, "en").is_empty());
    let profile = load(&folder);
    let document = json!({"photos": [{"path": "a"}, {"path": "a"}]});
    assert_eq!(profile.schemas.errors("indicator.schema.json", &document).len(), 1);
}

#[test]
fn contains_and_how_often() {
    let square = json!({"properties": {"caption": {"properties": {"event": {"pattern": "整治前"}}, "required": ["event"]}}, "required": ["caption"]});
    insta::assert_snapshot!(refusals(&photos(&json!({"contains": square}))), @r"
    contains /photos
      实景图片：须有至少 1 张满足：须有图片说明、图片说明：须有事由、图片说明的事由：须符合 整治前
      Photos: needs at least 1 picture with: needs caption, caption: needs event, caption's event: must match 整治前
    ");
    insta::assert_snapshot!(refusals(&photos(&json!({"contains": square, "minContains": 2}))), @r"
    minContains /photos
      实景图片：须有至少 2 张满足：须有图片说明、图片说明：须有事由、图片说明的事由：须符合 整治前
      Photos: needs at least 2 pictures with: needs caption, caption: needs event, caption's event: must match 整治前
    ");
    let small = json!({"properties": {"image": {"properties": {"width": {"maximum": 100}}}}});
    insta::assert_snapshot!(refusals(&photos(&json!({"contains": small, "maxContains": 1}))), @r"
    maxContains /photos
      实景图片：最多只能有 1 张满足：图片宽度：最多 100 像素
      Photos: may have at most 1 picture with: picture width: at most 100 pixels
    ");
}

#[test]
fn min_properties_and_max_properties() {
    let schema =
        first_photo(&json!({"properties": {"caption": {"minProperties": 9}, "image": {"maxProperties": 1}}}));
    insta::assert_snapshot!(refusals(&schema), @r"
    minProperties /photos/0/caption (2026-03-05_人民广场_公益广告.png)
      图片说明：至少 9 项，现有 4 项
      Caption: at least 9 properties, now 4 properties
    maxProperties /photos/0/image (2026-03-05_人民广场_公益广告.png)
      图片信息：最多 1 项，现有 6 项
      Picture: at most 1 property, now 6 properties
    ");
}

#[test]
fn required() {
    insta::assert_snapshot!(refusals(&json!({"required": ["photos", "videos", "screenshots"]})), @r"
    required 
      缺少videos、screenshots
      Missing: videos, screenshots
    ");
    let schema = first_photo(&json!({
        "required": ["text", "date", "inPeriod", "damage"],
        "properties": {"caption": {"required": ["people", "url", "date"]}}
    }));
    insta::assert_snapshot!(refusals(&schema), @r"
    required /photos/0 (2026-03-05_人民广场_公益广告.png)
      缺少文字内容、损坏原因
      Missing: text, damage
    required /photos/0/caption (2026-03-05_人民广场_公益广告.png)
      图片说明：缺少人物、链接
      Caption: missing people, link
    ");
    let schema =
        report(&json!({"required": ["image"], "properties": {"text": {"required": ["title", "pages"]}}}));
    insta::assert_snapshot!(refusals(&schema), @r"
    required /reports/0 (说明.txt)
      缺少图片信息
      Missing: picture
    required /reports/0/text (说明.txt)
      文字内容：缺少标题、页数
      Text: missing title, pages
    ");
}

#[test]
fn dependent_required() {
    let caption = json!({"dependentRequired": {"url": ["media"], "place": ["people", "media"]}});
    let text = refusals(&first_photo(&json!({"properties": {"caption": caption}})));
    assert!(text.starts_with("dependentRequired /photos/0/caption "), "{text}");
    for word in ["地点", "人物", "媒体名称", "place", "people", "name of the medium"] {
        assert!(text.contains(word), "{word}: {text}");
    }
    let text = refusals(&first_photo(&json!({"dependentRequired": {"caption": ["damage"]}})));
    assert!(text.contains("图片说明") && text.contains("损坏原因"), "{text}");
    let words = json!({"zh": "有地点就要有人物", "en": "A place needs people"});
    let given = json!({"dependentRequired": {"place": ["people"]}, "x-message": words});
    let text = refusals(&first_photo(&json!({"properties": {"caption": given}})));
    assert!(text.contains("有地点就要有人物"), "{text}");
}

#[test]
fn dependent_schemas() {
    let schema = first_photo(
        &json!({"properties": {"caption": {"dependentSchemas": {"place": {"required": ["people"]}}}}}),
    );
    insta::assert_snapshot!(refusals(&schema), @r"
    required /photos/0/caption (2026-03-05_人民广场_公益广告.png)
      图片说明：缺少人物
      Caption: missing people
    ");
}

#[test]
fn additional_properties() {
    let schema = first_photo(&json!({
        "properties": {
            "caption": {"properties": {"date": true, "source": true}, "additionalProperties": false}
        }
    }));
    insta::assert_snapshot!(refusals(&schema), @r"
    additionalProperties /photos/0/caption (2026-03-05_人民广场_公益广告.png)
      图片说明：不应有 地点、事由
      Caption: must not have place, event
    ");
    let schema = first_photo(&json!({"properties": {"image": {"additionalProperties": {"maximum": 50}}}}));
    insta::assert_snapshot!(refusals(&schema), @r"
    maximum /photos/0/image/pdqQuality (2026-03-05_人民广场_公益广告.png)
      PDQ 质量：最多 50，现有 83
      PDQ quality: at most 50, now 83
    maximum /photos/0/image/width (2026-03-05_人民广场_公益广告.png)
      图片宽度：最多 50 像素，现有 64 像素
      Picture width: at most 50 pixels, now 64 pixels
    ");
}

#[test]
fn unevaluated_properties() {
    let schema = first_photo(&json!({
        "properties": {
            "caption": {
                "allOf": [{"properties": {"date": true, "source": true}}],
                "unevaluatedProperties": false
            }
        }
    }));
    insta::assert_snapshot!(refusals(&schema), @r"
    unevaluatedProperties /photos/0/caption (2026-03-05_人民广场_公益广告.png)
      图片说明：不应有 地点、事由
      Caption: must not have place, event
    ");
}

#[test]
fn pattern_properties() {
    let caption = json!({"patternProperties": {"^pl": {"maxLength": 2}}});
    insta::assert_snapshot!(refusals(&first_photo(&json!({"properties": {"caption": caption}}))), @r"
    maxLength /photos/0/caption/place (2026-03-05_人民广场_公益广告.png)
      图片说明的地点：最多 2 个字符，现有 4 个字符
      Caption's place: at most 2 characters, now 4 characters
    ");
}

#[test]
fn items_that_must_not_be_there() {
    insta::assert_snapshot!(refusals(&photos(&json!({"prefixItems": [true], "items": false}))), @r"
    items /photos/1 (2026-03-06_文化公园_志愿服务.png)
      实景图片：不应有
      Photos: must not be there
    ");
    let schema = photos(&json!({"prefixItems": [true], "unevaluatedItems": false}));
    insta::assert_snapshot!(refusals(&schema), @r"
    unevaluatedItems /photos
      实景图片：有多余的项
      Photos: has items too many
    ");
    insta::assert_snapshot!(refusals(&photos(&json!({"items": false}))), @r"
    items /photos/0 (2026-03-05_人民广场_公益广告.png)
      实景图片：不应有
      Photos: must not be there
    items /photos/1 (2026-03-06_文化公园_志愿服务.png)
      实景图片：不应有
      Photos: must not be there
    ");
}

#[test]
fn property_names() {
    let schema = first_photo(
        &json!({"properties": {"caption": {"propertyNames": {"enum": ["date", "source", "event"]}}}}),
    );
    insta::assert_snapshot!(refusals(&schema), @r"
    propertyNames /photos/0/caption (2026-03-05_人民广场_公益广告.png)
      图片说明：不应有名为 “place” 的项
      Caption: must not have anything named “place”
    ");
}

#[test]
fn a_schema_that_is_false() {
    insta::assert_snapshot!(refusals(&first_photo(&json!({"properties": {"caption": false}}))), @r"
    false /photos/0/caption (2026-03-05_人民广场_公益广告.png)
      图片说明：不应有
      Caption: must not be there
    ");
    insta::assert_snapshot!(refusals(&json!({"properties": {"photos": false}})), @r"
    false /photos
      实景图片：不应有
      Photos: must not be there
    ");
}

#[test]
fn not() {
    let schema = first_photo(&json!({"properties": {"format": {"not": {"const": "png"}}}}));
    insta::assert_snapshot!(refusals(&schema), @r"
    not /photos/0/format (2026-03-05_人民广场_公益广告.png)
      文件格式：不得有以下情况：文件格式：须为 PNG
      File format: must not be so: file format: must be PNG
    ");
    insta::assert_snapshot!(refusals(&first_photo(&json!({"not": {"required": ["caption"]}}))), @r"
    not /photos/0 (2026-03-05_人民广场_公益广告.png)
      实景图片：不得有以下情况：须有图片说明
      Photos: must not be so: needs caption
    ");
    insta::assert_snapshot!(refusals(&photos(&json!({"not": {"minItems": 2}}))), @r"
    not /photos
      实景图片：不得有以下情况：实景图片：至少 2 张
      Photos: must not be so: Photos: at least 2 pictures
    ");
}

#[test]
fn any_of() {
    let schema = first_photo(&json!({
        "properties": {
            "image": {
                "anyOf": [
                    {"properties": {"width": {"minimum": 1000}}},
                    {"properties": {"height": {"minimum": 800}}}
                ]
            }
        }
    }));
    insta::assert_snapshot!(refusals(&schema), @r"
    anyOf /photos/0/image (2026-03-05_人民广场_公益广告.png)
      图片信息：须满足其中一项：图片宽度：至少 1000 像素；或者 图片高度：至少 800 像素
      Picture: must meet one of: picture width: at least 1000 pixels; or picture height: at least 800 pixels
    ");
    let schema = json!({
        "anyOf": [
            {"properties": {"photos": {"minItems": 5}}},
            {"properties": {"tables": {"minItems": 1}}}
        ]
    });
    insta::assert_snapshot!(refusals(&schema), @r"
    anyOf 
      指标材料：须满足其中一项：实景图片：至少 5 张；或者 统计表格：至少 1 份
      Material of the indicator: must meet one of: Photos: at least 5 pictures; or Tables: at least 1 file
    ");
}

#[test]
fn one_of_none_and_one_of_several() {
    let schema =
        first_photo(&json!({"properties": {"format": {"oneOf": [{"const": "jpeg"}, {"const": "gif"}]}}}));
    insta::assert_snapshot!(refusals(&schema), @r"
    oneOf /photos/0/format (2026-03-05_人民广场_公益广告.png)
      文件格式：须只满足其中一项：文件格式：须为 JPEG；或者 文件格式：须为 GIF
      File format: must meet exactly one of: file format: must be JPEG; or file format: must be GIF
    ");
    let schema = first_photo(&json!({
        "properties": {
            "image": {
                "oneOf": [
                    {"properties": {"width": {"minimum": 10}}},
                    {"properties": {"height": {"minimum": 10}}}
                ]
            }
        }
    }));
    insta::assert_snapshot!(refusals(&schema), @r"
    oneOf /photos/0/image (2026-03-05_人民广场_公益广告.png)
      图片信息：同时满足了多项，只能满足其中一项：图片宽度：至少 10 像素；或者 图片高度：至少 10 像素
      Picture: meets several, but may meet only one of: picture width: at least 10 pixels; or picture height: at least 10 pixels
    ");
}

#[test]
fn all_of() {
    insta::assert_snapshot!(refusals(&photos(&json!({"allOf": [{"minItems": 3}, {"maxItems": 1}]}))), @r"
    minItems /photos
      实景图片：至少 3 张，现有 2 张
      Photos: at least 3 pictures, now 2 pictures
    maxItems /photos
      实景图片：最多 1 张，现有 2 张
      Photos: at most 1 picture, now 2 pictures
    ");
}

#[test]
fn if_then_else() {
    let schema = photos(&json!({"if": {"minItems": 1}, "then": {"minItems": 5}, "else": {"maxItems": 0}}));
    insta::assert_snapshot!(refusals(&schema), @r"
    minItems /photos
      实景图片：至少 5 张，现有 2 张
      Photos: at least 5 pictures, now 2 pictures
    ");
    let schema = photos(&json!({"if": {"minItems": 5}, "then": {"minItems": 6}, "else": {"maxItems": 1}}));
    insta::assert_snapshot!(refusals(&schema), @r"
    maxItems /photos
      实景图片：最多 1 张，现有 2 张
      Photos: at most 1 picture, now 2 pictures
    ");
}

#[test]
fn references() {
    let schema = json!({
        "properties": {"photos": {"items": {"$ref": "#/$defs/photo"}}},
        "$defs": {
            "photo": {"properties": {"caption": {"$ref": "#/$defs/caption"}}},
            "caption": {"required": ["people"]}
        }
    });
    insta::assert_snapshot!(refusals(&schema), @r"
    required /photos/0/caption (2026-03-05_人民广场_公益广告.png)
      图片说明：缺少人物
      Caption: missing people
    required /photos/1/caption (2026-03-06_文化公园_志愿服务.png)
      图片说明：缺少人物
      Caption: missing people
    ");
    let anchored = json!({
        "properties": {"photos": {"$ref": "#many"}},
        "$defs": {"many": {"$anchor": "many", "minItems": 3}}
    });
    insta::assert_snapshot!(refusals(&anchored), @r"
    minItems /photos
      实景图片：至少 3 张，现有 2 张
      Photos: at least 3 pictures, now 2 pictures
    ");
}

#[test]
fn facts_of_the_whole_indicator() {
    let schema = json!({"properties": {"unit": {"pattern": "市$"}, "folder": {"maxLength": 3}}});
    insta::assert_snapshot!(refusals(&schema), @r"
    maxLength /folder
      文件夹：最多 3 个字符，现有 7 个字符
      Folder: at most 3 characters, now 7 characters
    pattern /unit
      申报单位：须符合 市$，现为 “示例县”
      Unit: must match 市$; it is “示例县”
    ");
}

#[test]
fn a_fact_that_sealpack_has_no_word_for_is_named_as_it_is() {
    let schema = first_photo(
        &json!({"required": ["weather"], "properties": {"caption": {"required": ["photographer"]}}}),
    );
    insta::assert_snapshot!(refusals(&schema), @r"
    required /photos/0 (2026-03-05_人民广场_公益广告.png)
      缺少weather
      Missing: weather
    required /photos/0/caption (2026-03-05_人民广场_公益广告.png)
      图片说明：缺少photographer
      Caption: missing photographer
    ");
}

#[test]
fn long_values_are_shortened() {
    let schema =
        report(&json!({"properties": {"text": {"properties": {"content": {"const": "长".repeat(300)}}}}}));
    let text = refusals(&schema);
    assert!(text.contains('…') && text.chars().count() < 400, "{text}");
}

#[test]
fn the_schemas_own_words_replace_ours() {
    let words = json!({"zh": "实景图片太少", "en": "Too few photos"});
    let schema = photos(&json!({"minItems": 3, "x-message": words}));
    insta::assert_snapshot!(refusals(&schema), @r"
    minItems /photos
      实景图片太少
      Too few photos
    ");
    // They stand in the object of the keyword that refuses, and speak for no other.
    let outer = photos(&json!({"allOf": [{"minItems": 3}], "x-message": words}));
    assert!(!refusals(&outer).contains("实景图片太少"));
    let required = first_photo(&json!({"required": ["text", "damage"], "x-message": words}));
    assert_eq!(refusals(&required).matches("Too few photos").count(), 1, "two missing facts, told once");
    for keyword in ["anyOf", "oneOf", "allOf"] {
        let schema = photos(&json!({keyword: [{"minItems": 3, "x-message": words}]}));
        let found = refusals(&schema);
        assert!(!found.is_empty(), "{keyword}");
        assert!(keyword != "allOf" || found.contains("实景图片太少"), "{keyword}: {found}");
    }
}

#[test]
fn the_schemas_own_severity_lowers_ours_and_never_raises_it() {
    for (severity, expected, code) in [("info", "info", 0), ("warning", "warning", 0), ("error", "error", 1)]
    {
        let folder = folder(&photos(&json!({"minItems": 3, "x-severity": severity})));
        let (exit, result) = folder.check(&[]);
        assert_eq!((exit, &result["findings"][0]["severity"]), (code, &json!(expected)));
        let path = folder.temp.path().join("profile/profile.json");
        let mut profile: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        profile["rules"] = json!({"schema": "info"});
        fs::write(&path, profile.to_string()).unwrap();
        assert_eq!(folder.check(&[]).1["findings"][0]["severity"], "info");
    }
}

#[test]
fn what_is_missing_in_one_place_is_told_together_and_the_same_is_told_once() {
    let schema = each_photo(&json!({
        "properties": {"caption": {"required": ["people", "media"]}},
        "allOf": [{"properties": {"caption": {"required": ["people", "media"]}}}]
    }));
    let folder = folder(&schema);
    let found = findings(&folder, "en");
    assert_eq!(found.len(), 2, "one for each photo: {found:#?}");
}

#[test]
fn findings_in_another_file_of_the_profile_point_there() {
    let folder = folder(&photos(&json!({"$ref": "common%20parts.json#/$defs/many"})));
    let common = json!({"$defs": {"many": {"minItems": 3}}});
    folder.write("../profile/common parts.json", common.to_string().as_bytes());
    let found = findings(&folder, "en");
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0]["schemaPointer"], "common parts.json#/$defs/many/minItems");
}

fn load(folder: &Folder) -> sealpack::profile::Profile {
    sealpack::profile::Profile::named("../profile", &folder.root).expect("the profile")
}

#[test]
fn paths_with_slashes_and_tildes_in_property_names_are_escaped() {
    let schema =
        first_photo(&json!({"properties": {"caption": {"propertyNames": {"not": {"const": "event"}}}}}));
    let text = refusals(&schema);
    assert!(text.contains("/photos/0/caption"), "{text}");
    let folder = folder(&json!({"properties": {"a/b~c": {"minItems": 1}}}));
    let profile = load(&folder);
    let document = json!({"a/b~c": []});
    let errors = profile.schemas.errors("indicator.schema.json", &document);
    assert_eq!(errors[0].instance_path().to_string(), "/a~1b~0c");
}
