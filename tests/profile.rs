//! `sealpack profile list|show|test`: the built-in profile holds, and every mistake of another one is told at once.

#![allow(clippy::expect_used, clippy::unwrap_used)]

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use common::{example, outcome, refused_by, repository, sealpack, tool};
use serde_json::{Value, json};
use tempfile::TempDir;

fn profile(lang: &str, args: &[&str]) -> (i32, String, String) {
    outcome(&sealpack(lang).arg("profile").args(args).output().expect("the binary runs"))
}

fn json_of(args: &[&str]) -> (i32, Value) {
    let (code, out, err) = profile("en", &[args, &["--format", "json"]].concat());
    (code, serde_json::from_str(&out).unwrap_or_else(|error| panic!("{error}: {out}{err}")))
}

/// A profile without a mistake, with one indicator and two samples.
struct Custom(TempDir);

impl Custom {
    fn new() -> Self {
        let custom = Self(tempfile::tempdir().unwrap());
        let title = |zh: &str, en: &str| json!({"zh": zh, "en": en});
        custom.write(
            "profile.json",
            &json!({
                "name": "fire-safety",
                "version": "1",
                "title": title("消防", "Fire safety"),
                "kinds": {"photos": {"title": title("图片", "Photos"), "media": "image", "folders": ["photos", "图片"]}},
                "captionFromName": "^(?<date>[0-9-]+)_(?<event>.+)$",
                "indicators": [{"code": "F1", "title": title("演练", "Drill"), "responsible": ["安全处"], "schema": "F1.schema.json"}],
                "rules": {"no-date": "off", "personal-data": {"kinds": ["photos"]}},
            }),
        );
        custom.write(
            "F1.schema.json",
            &json!({
                "$schema": "https://json-schema.org/draft/2020-12/schema",
                "properties": {"photos": {"minItems": 1, "x-message": title("缺图片", "No photo"), "items": {"$ref": "common.json#/$defs/photo"}}},
            }),
        );
        custom.write(
            "common.json",
            &json!({"$defs": {"photo": {"required": ["caption"], "x-severity": "warning"}}}),
        );
        custom.write("samples/F1/one.valid.json", &json!({"photos": [{"caption": {}}]}));
        custom.write("samples/F1/none.invalid.json", &json!({"photos": []}));
        custom
    }

    fn path(&self) -> &str {
        self.0.path().to_str().unwrap()
    }

    fn write(&self, name: &str, content: &Value) {
        self.bytes(name, content.to_string().as_bytes());
    }

    fn bytes(&self, name: &str, content: &[u8]) {
        let path = self.0.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    /// Replaces what stands at a place of a file, or adds it.
    fn set(&self, name: &str, pointer: &str, value: Value) {
        let path = self.0.path().join(name);
        let mut document: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        match document.pointer_mut(parent).unwrap() {
            Value::Array(list) => list.push(value),
            object => object[key] = value,
        }
        fs::write(path, document.to_string()).unwrap();
    }

    /// The mistakes: `file#pointer` and message.
    fn mistakes(&self) -> Vec<(String, String)> {
        let (code, result) = json_of(&["test", self.path()]);
        let refused = refused_by("profile-test.schema.json", &result);
        assert!(refused.is_empty(), "{refused:#?}");
        let list = result["mistakes"].as_array().unwrap();
        assert_eq!((code, result["valid"].as_bool()), (i32::from(!list.is_empty()), Some(list.is_empty())));
        let text = |mistake: &Value, name: &str| mistake[name].as_str().unwrap().to_owned();
        list.iter()
            .map(|m| {
                assert!(!text(m, "fix").is_empty(), "{m}");
                (format!("{}#{}", text(m, "file"), text(m, "pointer")), text(m, "message"))
            })
            .collect()
    }

    fn places(&self) -> Vec<String> {
        self.mistakes().into_iter().map(|(place, _)| place).collect()
    }
}

#[test]
fn the_built_in_profile_passes_its_own_test_by_name_and_as_a_folder() {
    let folder = repository().join("schemas/profiles/civilized-city");
    for name in ["civilized-city", folder.to_str().unwrap()] {
        let (code, result) = json_of(&["test", name]);
        assert_eq!((code, result["valid"].as_bool()), (0, Some(true)), "{result:#}");
        assert_eq!(result["withoutSamples"], json!([]), "every indicator has samples");
        assert_eq!(result["summary"]["samples"], samples(&folder).len());
    }
    for lang in ["zh", "en"] {
        let (code, out, err) = profile(lang, &["test", "civilized-city"]);
        assert_eq!((code, err.as_str()), (0, ""), "{out}");
    }
}

/// The files of samples below a profile's folder.
fn samples(folder: &Path) -> Vec<PathBuf> {
    let files =
        walkdir::WalkDir::new(folder.join("samples")).into_iter().map(|entry| entry.unwrap().into_path());
    files.filter(|path| path.is_file()).collect()
}

#[test]
fn the_samples_of_the_built_in_profile_are_inventories_and_another_validator_agrees() {
    let folder = repository().join("schemas/profiles/civilized-city");
    let all = samples(&folder);
    for path in &all {
        let document: Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
        let code = path.parent().unwrap().file_name().unwrap().to_str().unwrap();
        assert_eq!(document["indicator"], code, "{}", path.display());
    }
    let Some(tool) = tool("check-jsonschema") else { return };
    let codes: std::collections::BTreeSet<&Path> = all.iter().map(|path| path.parent().unwrap()).collect();
    for folder_of_code in codes {
        let code = folder_of_code.file_name().unwrap().to_str().unwrap();
        let schema = folder.join(format!("{code}.schema.json"));
        let mine: Vec<_> = all.iter().filter(|path| path.parent() == Some(folder_of_code)).collect();
        let run = Command::new(&tool)
            .args(["--output-format", "json", "--no-cache", "--schemafile"])
            .arg(&schema)
            .args(&mine)
            .output()
            .unwrap();
        let result: Value = serde_json::from_slice(&run.stdout).unwrap();
        let errors = result["errors"].as_array().unwrap();
        for path in mine {
            let refused = errors.iter().any(|error| error["filename"] == path.to_str().unwrap());
            let name = path.to_str().unwrap();
            assert_eq!(refused, name.ends_with(".invalid.json"), "{name}: {result:#}");
        }
    }
}

#[test]
fn a_custom_profile_without_a_mistake_passes() {
    let custom = Custom::new();
    assert_eq!(custom.mistakes(), []);
    // Notes beside the samples are nobody's business.
    custom.bytes("samples/F1/README.md", b"x");
    custom.bytes("samples/README.md", b"x");
    assert_eq!(custom.mistakes(), []);
}

#[test]
fn all_mistakes_are_told_in_one_run_each_with_file_and_pointer() {
    let custom = Custom::new();
    custom.set("profile.json", "/name", json!("Fire Safety"));
    custom.set("profile.json", "/surprise", json!(1));
    custom.set("profile.json", "/title", json!({"zh": "消防"}));
    custom.set("profile.json", "/captionFromName", json!("(?<date>[0-9"));
    custom.set(
        "profile.json",
        "/kinds/tables",
        json!({"title": {"zh": "表", "en": "T"}, "media": "sheet", "folders": ["表"]}),
    );
    custom.set(
        "profile.json",
        "/kinds/again",
        json!({"title": {"zh": "又", "en": "Again"}, "media": "image", "folders": ["图片", "a/b"]}),
    );
    custom.set(
        "profile.json",
        "/indicators/-",
        json!({"code": "f1", "title": {"zh": "又", "en": "A"}, "schema": "none.json"}),
    );
    custom.set("profile.json", "/indicators/-", json!({"code": "F2"}));
    custom.set(
        "profile.json",
        "/rules",
        json!({"no-date": "maybe", "no-such-rule": "off", "link": {"kinds": []}, "personal-data": {"kinds": ["videos"]}}),
    );
    custom.set("F1.schema.json", "/properties/photos/minItems", json!("three"));
    custom.set("F1.schema.json", "/properties/photos/maxItem", json!(3));
    custom.set("F1.schema.json", "/properties/photos/x-message", json!({"en": "No photo"}));
    custom.set("F1.schema.json", "/properties/reports", json!({"$ref": "../secret.json"}));
    custom.set("F1.schema.json", "/properties/tables", json!({"$ref": "#/$defs/none"}));
    custom.set("common.json", "/$defs/photo/x-severity", json!("fatal"));
    custom.set("common.json", "/$defs/photo/properties", json!({"path": {"pattern": "("}}));
    custom.bytes("unused.json", b"{");
    custom.write("samples/F1/unclear.json", &json!({}));
    custom.write("samples/F9/a.valid.json", &json!({}));
    custom.write("samples/a.valid.json", &json!({}));
    let places = custom.places();
    let expected = [
        "profile.json#/surprise",
        "profile.json#/title",
        "profile.json#/kinds/tables/media",
        "profile.json#/kinds/again/folders/0",
        "profile.json#/kinds/again/folders/1",
        "profile.json#/captionFromName",
        "profile.json#/indicators/1/code",
        "profile.json#/indicators/2/title",
        "profile.json#/indicators/2/schema",
        "profile.json#/rules/no-date",
        "profile.json#/indicators/1/schema",
        "profile.json#/rules/link",
        "profile.json#/rules/no-such-rule",
        "profile.json#/rules/personal-data",
        "profile.json#/name",
        "profile.json#/indicators/1",
        "profile.json#/indicators/2",
        "F1.schema.json#/properties/photos/minItems",
        "F1.schema.json#/properties/reports/$ref",
        "F1.schema.json#/properties/tables/$ref",
        "F1.schema.json#/properties/photos/x-message",
        "F1.schema.json#/properties/photos/maxItem",
        "common.json#/$defs/photo/properties/path/pattern",
        "common.json#/$defs/photo/x-severity",
        "unused.json#",
        "samples/F1/unclear.json#",
        "samples/F9/a.valid.json#",
        "samples/a.valid.json#",
    ];
    let sorted = |places: &[String]| {
        let mut places = places.to_vec();
        places.sort();
        places
    };
    assert_eq!(sorted(&places), sorted(&expected.map(str::to_owned)), "{:#?}", custom.mistakes());
    let is_profile = |place: &String| place.starts_with("profile.json");
    assert!(
        places.iter().rposition(is_profile) < places.iter().position(|p| !is_profile(p)),
        "in order of files"
    );
    for lang in ["zh", "en"] {
        let (code, out, err) = profile(lang, &["test", custom.path()]);
        assert_eq!((code, err.as_str()), (1, ""));
        for place in &expected {
            assert!(out.contains(place.trim_end_matches('#')), "{place}: {out}");
        }
        assert!(!out.contains("error-profile") && !out.contains("expected-"), "{out}");
    }
}

#[test]
fn loading_stops_at_what_the_test_tells_first() {
    let custom = Custom::new();
    custom.set("F1.schema.json", "/properties/photos/items", json!({"$ref": "common.json#/$defs/other"}));
    custom.set("common.json", "/$defs/photo/minItems", json!(-1));
    let (code, out, err) = profile("en", &["show", custom.path()]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(common::says(&err, "A $ref of") && common::says(&err, "common.json#/$defs/other"), "{err}");
    let (_, message) = &custom.mistakes()[0];
    assert!(message.contains("#/$defs/other"), "{message}");
}

#[test]
fn references_inside_the_folder_and_anchors_resolve() {
    let custom = Custom::new();
    custom.set("common.json", "/$defs/caption", json!({"$anchor": "caption", "required": ["caption"]}));
    for reference in
        ["common.json#caption", "common.json", "#/properties/photos", "#", "./common.json#/$defs/photo"]
    {
        custom.set("F1.schema.json", "/properties/photos/items", json!({"not": {"$ref": reference}}));
        let places = custom.places();
        let unresolved: Vec<_> = places.iter().filter(|place| place.ends_with("$ref")).collect();
        assert!(unresolved.is_empty(), "{reference}: {places:?}");
    }
    for reference in
        ["common.json#other", "common.json#/$defs/other", "/etc/passwd", "https://example.org/a.json"]
    {
        custom.set("F1.schema.json", "/properties/photos/items", json!({"not": {"$ref": reference}}));
        let places = custom.places();
        assert!(
            places.contains(&"F1.schema.json#/properties/photos/items/not/$ref".to_owned()),
            "{places:?}"
        );
    }
}

#[test]
fn a_broken_file_that_is_referred_to_is_named_itself() {
    let custom = Custom::new();
    custom.bytes("common.json", b"{\"$defs\": ");
    let mistakes = custom.mistakes();
    assert_eq!(mistakes.len(), 1, "{mistakes:?}");
    assert_eq!(mistakes[0].0, "common.json#");
    assert!(mistakes[0].1.contains("line 1"), "{mistakes:?}");
}

#[test]
fn codes_and_kinds_that_hide_each_other_are_told() {
    let custom = Custom::new();
    let indicator = json!({"code": "F1-Drill", "title": {"zh": "又", "en": "A"}, "responsible": ["x"], "schema": "F1.schema.json"});
    custom.set("profile.json", "/indicators/-", indicator);
    let kind = json!({"title": {"zh": "又", "en": "A"}, "media": "image", "folders": ["Photos2"]});
    custom.set("profile.json", "/kinds/photos2", kind);
    let kind = json!({"title": {"zh": "又", "en": "A"}, "media": "image", "folders": ["photos2"]});
    custom.set("profile.json", "/kinds/others", kind);
    let mistakes = custom.mistakes();
    let places: Vec<&str> = mistakes.iter().map(|(place, _)| place.as_str()).collect();
    assert_eq!(places, ["profile.json#/kinds/others/folders/0", "profile.json#/indicators/0/code"]);
    assert!(mistakes[1].1.contains("F1-Drill"), "{mistakes:?}");
    let kind = json!({"title": {"zh": "又", "en": "A"}, "media": "image", "folders": ["rest"]});
    custom.set("profile.json", "/kinds/others", kind);
    let kind = json!({"title": {"zh": "又", "en": "A"}, "media": "image", "folders": ["OTHERS"]});
    custom.set("profile.json", "/kinds/photos2", kind);
    assert_eq!(custom.places(), ["profile.json#/indicators/0/code", "profile.json#/kinds/others"]);
}

#[test]
fn samples_that_come_out_otherwise_are_told_with_the_demand() {
    let custom = Custom::new();
    custom.write("samples/F1/no-caption.valid.json", &json!({"photos": [{"caption": {}}, {}]}));
    custom.write("samples/F1/many.invalid.json", &json!({"photos": [{"caption": {}}]}));
    custom.bytes("samples/F1/broken.valid.json", b"{");
    let mistakes = custom.mistakes();
    let places: Vec<&str> = mistakes.iter().map(|(place, _)| place.as_str()).collect();
    let names = ["broken.valid.json#", "many.invalid.json#", "no-caption.valid.json#/photos/1"];
    assert_eq!(places, names.map(|name| format!("samples/F1/{name}")));
    assert!(mistakes[1].1.contains("F1.schema.json"), "{mistakes:?}");
    assert!(mistakes[2].1.contains("common.json#/$defs/photo/required"), "{mistakes:?}");
    assert!(mistakes[2].1.contains("caption"), "{mistakes:?}");
}

#[test]
fn a_profile_that_is_not_there_or_no_json_is_told() {
    let custom = Custom::new();
    let (code, out, err) = profile("en", &["test", &format!("{}/none", custom.path())]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("no profile"), "{err}");
    for (content, says) in [(&b"{\"name\": "[..], "JSON"), (b"\xff\xfe", "UTF-8"), (b"[]", "braces")] {
        custom.bytes("profile.json", content);
        let mistakes = custom.mistakes();
        let own: Vec<_> = mistakes.iter().filter(|(place, _)| place == "profile.json#").collect();
        assert!(own.len() == 1 && own[0].1.contains(says), "{mistakes:?}");
    }
}

#[test]
fn no_archive_holds_samples() {
    let temp = tempfile::tempdir().unwrap();
    let target = temp.path().join("a.zip");
    let run = sealpack("en").arg("pack").arg(example("demo-county")).arg("-o").arg(&target).output().unwrap();
    assert_eq!(outcome(&run).0, 0);
    let bytes = fs::read(&target).unwrap();
    let has = |name: &[u8]| bytes.windows(name.len()).any(|window| window == name);
    assert!(has(b"sealpack/profile/A1.schema.json"));
    assert!(!has(b"just-enough") && !has(b"samples/"));
}

#[test]
fn list_and_show_in_both_forms() {
    let (code, list) = json_of(&["list"]);
    assert_eq!((code, refused_by("profile-list.schema.json", &list)), (0, vec![]));
    assert_eq!(list["profiles"][0]["name"], "civilized-city");
    let (code, shown) = json_of(&["show", "civilized-city"]);
    assert_eq!((code, refused_by("profile-show.schema.json", &shown)), (0, vec![]));
    let source: Value = serde_json::from_slice(
        &fs::read(repository().join("schemas/profiles/civilized-city/profile.json")).unwrap(),
    )
    .unwrap();
    for same in ["name", "version", "title", "captionFromName", "indicators", "rules"] {
        assert_eq!(shown[same], source[same], "{same}");
    }
    for indicator in source["indicators"].as_array().unwrap() {
        let code = indicator["code"].as_str().unwrap();
        let (exit, shown) = json_of(&["show", "civilized-city", code]);
        assert_eq!((exit, refused_by("profile-show.schema.json", &shown)), (0, vec![]));
        assert!(shown["requirements"].as_array().unwrap().len() > 5);
        for lang in ["zh", "en"] {
            let (exit, out, _) = profile(lang, &["show", "civilized-city", code]);
            assert_eq!(exit, 0);
            assert!(out.starts_with(code) && !out.contains("demand-"), "{out}");
            let widest = out.lines().map(unicode_width::UnicodeWidthStr::width).max();
            assert!(widest <= Some(80), "{out}");
        }
    }
    let custom = Custom::new();
    let (code, shown) = json_of(&["show", custom.path()]);
    assert_eq!((code, refused_by("profile-show.schema.json", &shown)), (0, vec![]));
    assert_eq!(
        shown["rules"],
        json!({"no-date": {"severity": "off"}, "personal-data": {"kinds": ["photos"]}})
    );
    let (code, out, err) = profile("en", &["show", "civilized-city", "Z9"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("Z9") && err.contains("A1"), "{err}");
}

#[test]
fn what_list_and_show_say_in_chinese() {
    insta::assert_snapshot!(profile("zh", &["list"]).1, @r"
    civilized-city 2026.1  文明城市（文明县城）网上申报
      21 个指标，5 类材料

    sealpack profile show 规范名，查看一份规范的详细内容。自定义规范用它的文件夹来指
    定。
    ");
    let custom = Custom::new();
    insta::assert_snapshot!(profile("zh", &["show", custom.path()]).1, @r#"
    fire-safety 1  消防

    材料类别
      photos  图片（图片），文件夹：photos、图片

    指标
      F1  演练  安全处

    从文件名读取图片说明
      ^(?<date>[0-9-]+)_(?<event>.+)$

    与默认不同的规则
      no-date  关闭
      personal-data  警告  kinds ["photos"]

    在规范名后面加上指标编号，查看这个指标的要求。
    "#);
    insta::assert_snapshot!(profile("zh", &["show", custom.path(), "F1"]).1, @r"
    F1 演练  安全处

    【图片】至少 1 张
    - 须有图片说明（建议）
    ");
}
