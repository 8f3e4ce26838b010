//! Every JSON that sealpack writes has a schema in `schemas/`, and keeps to it.

#![allow(clippy::expect_used)]

mod common;

use std::fs;
use std::path::Path;

use common::{Folder, bag, outcome, png, repository, sealpack};
use jsonschema::{Draft, Resource, Validator};
use sealpack::check::rules;
use serde_json::{Value, json};

fn read(path: &Path) -> Value {
    let bytes = fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_slice(&bytes).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The files of `schemas/`.
fn schemas() -> Vec<(String, Value)> {
    let entries = fs::read_dir(repository().join("schemas")).expect("the folder");
    let files = entries.map(|entry| entry.expect("an entry").path());
    let files = files.filter(|path| path.extension().is_some_and(|extension| extension == "json"));
    let mut schemas: Vec<_> = files
        .map(|path| (path.file_name().expect("a name").to_string_lossy().into_owned(), read(&path)))
        .collect();
    schemas.sort_by(|a, b| a.0.cmp(&b.0));
    schemas
}

fn validator(name: &str) -> Validator {
    let schemas = schemas();
    let mut registry = jsonschema::Registry::new();
    for (_, schema) in &schemas {
        let id = schema["$id"].as_str().expect("an $id").to_owned();
        registry = registry.add(id, Resource::from_contents(schema.clone())).expect("added");
    }
    let registry = registry.prepare().expect("a registry");
    let schema = &schemas.iter().find(|(file, _)| file == name).expect("the schema").1;
    jsonschema::options()
        .with_draft(Draft::Draft202012)
        .should_validate_formats(true)
        .with_registry(&registry)
        .build(schema)
        .unwrap_or_else(|error| panic!("{name}: {error}"))
}

#[track_caller]
fn valid(schema: &str, document: &Value) {
    let validator = validator(schema);
    let errors: Vec<_> =
        validator.iter_errors(document).map(|e| format!("{} at {}", e, e.instance_path())).collect();
    assert!(errors.is_empty(), "{schema}: {errors:#?}\n{document:#}");
}

/// The standard output of a run as JSON.
fn output(args: &[&str], path: &Path) -> Value {
    let run = sealpack("zh").args(args).arg(path).output().expect("the binary runs");
    let (_, out, err) = outcome(&run);
    serde_json::from_str(&out).unwrap_or_else(|error| panic!("{error}: {out}{err}"))
}

/// A submission with files good and bad.
fn folder() -> Folder {
    let folder = Folder::new(&json!({"properties": {"photos": {"minItems": 3, "x-severity": "warning"}}}));
    folder.manifest(
        &json!({"title": "标题", "deadline": "2026-07-15T17:00:00+08:00", "contact": "某人", "lang": "zh"}),
    );
    let a = "A1-公益广告/实景图片";
    folder.write(&format!("{a}/2026-03-05_人民广场_公益广告.png"), &png(20, 10, 1));
    folder.write(&format!("{a}/2024-03-05_人民广场_公益广告.png"), &png(20, 10, 2));
    folder.write(&format!("{a}/again.png"), &png(20, 10, 2));
    let whole = png(20, 10, 3);
    folder.write(&format!("{a}/cut.png"), &whole[..whole.len() - 20]);
    folder.write(&format!("{a}/empty.png"), b"");
    folder.write(&format!("{a}/unknown.png"), b"\x01\x02\x03\xff");
    folder.write(
        "A1-公益广告/图片说明.csv",
        "文件名,时间,地点,人物,事由,媒体,链接\nagain.png,2026-01-02,a,b,c,d,e\n".as_bytes(),
    );
    folder.write("A1-公益广告/说明报告/报告.txt", "说明 text".as_bytes());
    folder.write("Thumbs.db", b"x");
    folder.write("top.txt", b"x");
    folder.write("B1-文明交通/统计表格/表.csv", "一,二\n".as_bytes());
    folder
}

#[test]
fn every_schema_is_one_and_has_an_address_after_its_file() {
    assert!(schemas().len() >= 7);
    for (name, schema) in schemas() {
        assert_eq!(schema["$id"], format!("https://sealpack.dev/schemas/{name}"));
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        jsonschema::draft202012::meta::validate(&schema).unwrap_or_else(|error| panic!("{name}: {error}"));
        validator(&name);
    }
}

#[test]
fn the_schemas_refuse_what_is_not_in_them() {
    for name in [
        "check",
        "diff",
        "explain",
        "file",
        "inventories",
        "profile",
        "profile-list",
        "profile-show",
        "profile-test",
        "submission",
        "verify",
        "finding",
    ] {
        let schema = format!("{name}.schema.json");
        assert!(!validator(&schema).is_valid(&json!({})), "{schema}");
        assert!(!validator(&schema).is_valid(&json!({"formatVersion": 1, "surprise": true})), "{schema}");
    }
}

#[test]
fn the_result_of_check() {
    let folder = folder();
    let result = output(&["check", "--format", "json"], &folder.root);
    assert!(result["findings"].as_array().expect("findings").len() > 6);
    valid("check.schema.json", &result);
    let clean = output(&["check", "--format", "json", "--only", "B1"], &folder.root);
    valid("check.schema.json", &clean);
    let earlier = folder.temp.path().join("earlier.json");
    fs::write(&earlier, result.to_string()).expect("written");
    fs::remove_file(folder.root.join("top.txt")).expect("removed");
    folder.write("new.txt", b"x");
    let earlier = earlier.to_str().expect("a path");
    let compared = output(&["check", "--format", "json", "--since", earlier], &folder.root);
    assert_eq!((&compared["compared"]["new"], &compared["compared"]["fixed"]), (&json!(1), &json!(1)));
    valid("check.schema.json", &compared);
}

#[test]
fn both_forms_of_inventory() {
    let folder = folder();
    let all = output(&["inventory"], &folder.root);
    assert_eq!(all["inventories"].as_array().expect("a list").len(), 2);
    valid("inventories.schema.json", &all);
    for code in ["A1", "B1"] {
        let one = output(&["inventory", "--only", code], &folder.root);
        assert_eq!(one["indicator"], code);
        valid("inventory.schema.json", &one);
        assert!(all["inventories"].as_array().expect("a list").contains(&one));
    }
}

#[test]
fn the_facts_of_one_file() {
    let folder = folder();
    let outside = folder.temp.path().join("outside.png");
    fs::write(&outside, png(20, 10, 1)).expect("written");
    let alone = output(&["inventory", "--format", "json"], &outside);
    assert_eq!(alone.get("indicator"), None);
    valid("file.schema.json", &alone);
    let inventory = output(&["inventory", "--only", "A1"], &folder.root);
    for photo in inventory["photos"].as_array().expect("photos") {
        let path = folder.root.join(photo["path"].as_str().expect("a path"));
        let one = output(&["inventory", "--format", "json"], &path);
        valid("file.schema.json", &one);
        assert_eq!((&one["indicator"], &one["kind"]), (&json!("A1"), &json!("photos")));
        assert_eq!(one["file"], *photo, "the same facts as in the inventory");
    }
}

#[test]
fn the_result_of_verify_for_archives_good_and_bad() {
    let folder = folder();
    let zip = folder.temp.path().join("a.zip");
    let packed = sealpack("zh")
        .args(["pack", "--draft", "--date", "2026-07-01", "-o"])
        .arg(&zip)
        .arg(&folder.root)
        .output()
        .expect("the binary runs");
    let (code, _, err) = outcome(&packed);
    assert_eq!(code, 0, "{err}");
    let good = output(&["verify", "--format", "json"], &zip);
    assert_eq!(good["archives"][0]["verified"], true);
    assert_eq!(good["archives"][0]["draft"], true);
    valid("verify.schema.json", &good);
    let mut bytes = fs::read(&zip).expect("the archive");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    let bad = folder.temp.path().join("bad.zip");
    fs::write(&bad, &bytes).expect("written");
    let bad = output(&["verify", "--format", "json"], &bad);
    assert_eq!(bad["archives"][0]["verified"], false);
    assert!(!bad["archives"][0]["findings"].as_array().expect("findings").is_empty());
    valid("verify.schema.json", &bad);
}

#[test]
fn the_result_of_diff_whatever_is_compared() {
    let folder = folder();
    let zip = folder.temp.path().join("a.zip");
    let packed = sealpack("zh").args(["pack", "--draft", "-o"]).arg(&zip).arg(&folder.root).output();
    assert_eq!(outcome(&packed.expect("the binary runs")).0, 0);
    let foreign = folder.temp.path().join("foreign.zip");
    fs::write(&foreign, bag::zip_of(&bag::foreign())).expect("written");
    let diff = |old: &Path| {
        let args = ["diff", "--format", "json", old.to_str().expect("a path")];
        let result = output(&args, &folder.root);
        valid("diff.schema.json", &result);
        result
    };
    assert_eq!(diff(&zip)["same"], true);
    assert_eq!(diff(&foreign)["findings"], Value::Null);
    folder.manifest(&json!({"unit": "另一县", "indicators": ["A1", "B1"]}));
    let a = folder.root.join("A1-公益广告/实景图片");
    fs::rename(a.join("again.png"), folder.root.join("B1-文明交通/实景图片/again.png")).expect("renamed");
    fs::remove_file(folder.root.join("top.txt")).expect("removed");
    folder.write("A1-公益广告/说明报告/报告.txt", b"other");
    folder.write("A1-公益广告/说明报告/更多.txt", b"more");
    fs::write(folder.temp.path().join("profile/indicator.schema.json"), "{}").expect("written");
    let result = diff(&zip);
    let counts = json!({"added": 1, "removed": 1, "changed": 1, "moved": 1});
    for (sort, count) in counts.as_object().expect("an object") {
        assert_eq!(&result["summary"][sort], count, "{sort}");
    }
    assert_eq!(result["submission"].as_array().expect("a list").len(), 6, "{result:#}");
    assert_eq!(result["profileFiles"], json!([{"name": "indicator.schema.json", "change": "changed"}]));
}

#[test]
fn what_an_archive_holds_besides_the_material() {
    let folder = folder();
    let zip = folder.temp.path().join("a.zip");
    let run = sealpack("zh").args(["pack", "--draft", "-o"]).arg(&zip).arg(&folder.root).output();
    assert_eq!(outcome(&run.expect("the binary runs")).0, 0);
    let mut archive = zip::ZipArchive::new(fs::File::open(&zip).expect("the archive")).expect("a ZIP");
    let top = archive
        .file_names()
        .next()
        .expect("a file")
        .expect("its name")
        .split('/')
        .next()
        .expect("a folder")
        .to_owned();
    for (file, schema) in [
        ("findings.json", "check.schema.json"),
        ("inventory.json", "inventories.schema.json"),
        ("submission.json", "submission.schema.json"),
        ("profile/profile.json", "profile.schema.json"),
    ] {
        let entry = archive.by_name(&format!("{top}/sealpack/{file}")).expect(file);
        valid(schema, &serde_json::from_reader(entry).expect(file));
    }
}

#[test]
fn submission_json_as_init_writes_it() {
    let temp = tempfile::tempdir().expect("a folder");
    for (number, more) in
        [vec![], vec!["--indicators", "A1,B2", "--title", "t", "--deadline", "2026-07-15T17:00:00+08:00"]]
            .iter()
            .enumerate()
    {
        let dir = temp.path().join(number.to_string());
        let run = sealpack("zh")
            .arg("init")
            .arg(&dir)
            .args(["--unit", "示例县", "--from", "2025-07-01", "--to", "2026-06-30"])
            .args(more)
            .output()
            .expect("the binary runs");
        assert_eq!(outcome(&run).0, 0);
        valid("submission.schema.json", &read(&dir.join("submission.json")));
    }
}

#[test]
fn the_manifests_that_sealpack_refuses_are_refused_by_their_schema_too() {
    let good = json!({"profile": "p", "unit": "u", "period": {"from": "2025-07-01", "to": "2026-06-30"}});
    valid("submission.schema.json", &good);
    let validator = validator("submission.schema.json");
    for (field, value) in [
        ("unit", json!(" ")),
        ("unit", json!(3)),
        ("period", json!({"from": "2025-07-01"})),
        ("period", json!({"from": "2025-02-30", "to": "2026-06-30"})),
        ("deadline", json!("tomorrow")),
        ("indicators", json!([])),
        ("indicators", json!([1])),
        ("lang", json!("fr")),
        ("surprise", json!(1)),
    ] {
        let mut wrong = good.clone();
        wrong[field] = value;
        let parsed = sealpack::submission::Manifest::parse(wrong.to_string().as_bytes(), Path::new("x"));
        assert!(parsed.is_err(), "{wrong}");
        assert!(!validator.is_valid(&wrong), "{wrong}");
    }
}

#[test]
fn every_profile_of_the_repository_keeps_to_its_schema() {
    let folder = repository().join("schemas/profiles");
    let mut count = 0;
    for entry in fs::read_dir(folder).expect("the folder") {
        let profile = read(&entry.expect("an entry").path().join("profile.json"));
        valid("profile.schema.json", &profile);
        count += 1;
    }
    assert!(count >= 1);
    valid("profile.schema.json", &read(&Folder::new(&json!({})).temp.path().join("profile/profile.json")));
}

#[test]
fn the_profile_schema_knows_every_rule() {
    let schema = read(&repository().join("schemas/profile.schema.json"));
    let names = schema["properties"]["rules"]["propertyNames"]["enum"].as_array().expect("names");
    assert_eq!(names.len(), rules::ALL.len(), "it knows no others");
    for rule in rules::ALL {
        assert!(names.contains(&json!(rule.name())), "{} is missing", rule.name());
    }
}

#[test]
fn the_inventory_schema_knows_every_format_and_reason() {
    let schema = read(&repository().join("schemas/inventory.schema.json"));
    let material = &schema["$defs"]["material"]["properties"];
    let formats = material["format"]["enum"].as_array().expect("formats");
    for extension in [
        "jpg", "png", "gif", "bmp", "tif", "webp", "heic", "avif", "docx", "xlsx", "pptx", "wps", "et",
        "dps", "odt", "ods", "ofd", "pdf", "rtf", "txt", "zip", "rar", "7z", "mp4",
    ] {
        let format = sealpack::facts::Format::of_extension(extension).expect(extension);
        assert!(formats.contains(&json!(format.name())), "{}", format.name());
    }
    assert_eq!(formats.len(), 24);
    let reasons = material["damage"]["properties"]["reason"]["enum"].as_array().expect("reasons");
    for reason in reasons {
        let read: sealpack::facts::Reason = serde_json::from_value(reason.clone()).expect("a reason");
        assert_eq!(json!(read.name()), *reason);
    }
}
