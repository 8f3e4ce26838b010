//! What the tests through the binary share.
#![allow(unreachable_pub, reason = "a test file is a crate of its own")]
#![allow(clippy::expect_used, reason = "a test may fail anywhere")]
#![allow(clippy::print_stderr, reason = "a test says what it skips")]
#![allow(clippy::cast_possible_truncation, reason = "the pictures of tests are small")]
#![allow(dead_code, reason = "each test file uses its own part of this")]

pub mod bag;
pub mod browser;
pub mod forge;
pub mod keys;
#[cfg(unix)]
pub mod packing;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::{Value, json};

/// The binary, speaking Chinese or English whatever the machine's locale, without colours.
pub fn sealpack(lang: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sealpack"));
    for name in ["LC_ALL", "LC_MESSAGES", "LANG", "SOURCE_DATE_EPOCH", "TERM"] {
        command.env_remove(name);
    }
    command.env_remove("SEALPACK_PASSPHRASE").env_remove("SSH_AUTH_SOCK");
    command.env("SEALPACK_LANG", lang).env("NO_COLOR", "1").env(CACHE, cache());
    command
}

/// The environment variable that names the folder of the cache.
pub const CACHE: &str = "SEALPACK_CACHE_DIR";

/// The cache of all tests, and of nobody else. That they share one proves every time that it changes nothing.
pub fn cache() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("cache")
}

/// Runs the binary in English and returns exit code, standard output and standard error.
pub fn run(args: &[&str]) -> (i32, String, String) {
    outcome(&sealpack("en").args(args).output().expect("the binary runs"))
}

/// Exit code, standard output and standard error of a run.
pub fn outcome(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("output is UTF-8");
    (output.status.code().unwrap_or(-1), text(&output.stdout), text(&output.stderr))
}

/// The root of the repository.
pub fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// An example submission.
pub fn example(name: &str) -> PathBuf {
    repository().join("examples").join(name)
}

/// The path of an independent tool, or nothing where it is missing, which is said loudly. With
/// `SEALPACK_REQUIRE_TOOLS` set, as in CI, a missing tool is a failure.
pub fn tool(name: &str) -> Option<PathBuf> {
    let paths = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&paths).map(|folder| folder.join(name)).find(|path| path.is_file());
    if found.is_none() {
        assert!(std::env::var_os("SEALPACK_REQUIRE_TOOLS").is_none(), "the tool {name} is missing");
        eprintln!("NOT TESTED: the tool {name} is not installed");
    }
    found
}

/// The path of a Python that has openpyxl.
pub fn python() -> Option<PathBuf> {
    let python = tool("python3")?;
    let has = Command::new(&python).args(["-c", "import openpyxl"]).output().expect("python runs");
    if !has.status.success() {
        assert!(std::env::var_os("SEALPACK_REQUIRE_TOOLS").is_none(), "openpyxl is missing");
        eprintln!("NOT TESTED: python3 has no openpyxl");
        return None;
    }
    Some(python)
}

/// A submission made on the spot.
pub struct Folder {
    /// Removed with everything in it at the end.
    pub temp: tempfile::TempDir,
    /// The submission.
    pub root: PathBuf,
}

impl Folder {
    /// A submission to a profile of its own with the indicators `A1` and `B1`, each wanting at least one
    /// photo; `schema` replaces that demand.
    pub fn new(schema: &Value) -> Self {
        let temp = tempfile::tempdir().expect("a temporary folder");
        let root = temp.path().join("submission");
        let folder = Self { temp, root };
        let kind = |zh: &str, en: &str, media: &str, folders: [&str; 2]| json!({"title": {"zh": zh, "en": en}, "media": media, "folders": folders});
        let indicator = |code: &str, zh: &str, en: &str, unit: &str| json!({"code": code, "title": {"zh": zh, "en": en}, "responsible": [unit], "schema": "indicator.schema.json"});
        let profile = json!({
            "name": "test-profile",
            "version": "1",
            "title": {"zh": "测试规范", "en": "Test profile"},
            "kinds": {
                "reports": kind("说明报告", "Reports", "text", ["reports", "说明报告"]),
                "photos": kind("实景图片", "Photos", "image", ["photos", "实景图片"]),
                "tables": kind("统计表格", "Tables", "table", ["tables", "统计表格"]),
            },
            "captionFromName": "^(?<date>\\d{4}-\\d{2}-\\d{2})_(?<place>[^_]+)_(?<event>[^_]+)(?:_\\d+)?$",
            "indicators": [
                indicator("A1", "公益广告", "Advertising", "县委宣传部"),
                indicator("B1", "文明交通", "Traffic", "县公安局"),
            ],
            // Most pictures of tests have no date, and most tests are about something else.
            "rules": {"no-date": "off"},
        });
        folder.write("../profile/profile.json", profile.to_string().as_bytes());
        folder.write("../profile/indicator.schema.json", schema.to_string().as_bytes());
        folder.manifest(&json!({}));
        for indicator in ["A1-公益广告", "B1-文明交通"] {
            for kind in ["说明报告", "实景图片", "统计表格"] {
                std::fs::create_dir_all(folder.root.join(indicator).join(kind)).expect("a folder");
            }
        }
        folder
    }

    /// Replaces the rules of the profile.
    pub fn rules(&self, rules: &Value) {
        let path = self.temp.path().join("profile/profile.json");
        let bytes = std::fs::read(&path).expect("the profile");
        let mut profile: Value = serde_json::from_slice(&bytes).expect("JSON");
        profile["rules"] = rules.clone();
        std::fs::write(&path, profile.to_string()).expect("written");
    }

    /// Writes `submission.json`, with the fields of `changes` replaced.
    pub fn manifest(&self, changes: &Value) {
        let mut manifest = json!({
            "profile": "../profile",
            "unit": "示例县",
            "period": {"from": "2025-07-01", "to": "2026-06-30"},
        });
        for (name, value) in changes.as_object().expect("an object") {
            manifest[name] = value.clone();
        }
        self.write("submission.json", manifest.to_string().as_bytes());
    }

    /// Writes a file below the submission.
    pub fn write(&self, path: &str, bytes: &[u8]) -> PathBuf {
        let path = self.root.join(path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("its folder");
        std::fs::write(&path, bytes).expect("the file is written");
        path
    }

    /// The findings of a check as JSON, and the exit code.
    pub fn check(&self, args: &[&str]) -> (i32, Value) {
        let output = sealpack("en")
            .args(["check", "--format", "json"])
            .arg(&self.root)
            .args(args)
            .output()
            .expect("the binary runs");
        let (code, out, err) = outcome(&output);
        (code, serde_json::from_str(&out).unwrap_or_else(|error| panic!("{error}: {out}{err}")))
    }

    /// The rules and paths of the findings of a check.
    pub fn found(&self) -> Vec<(String, String)> {
        let (_, result) = self.check(&[]);
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let findings = result["findings"].as_array().expect("findings");
        findings.iter().map(|finding| (text(&finding["rule"]), text(&finding["path"]))).collect()
    }
}

/// A PNG of `width` × `height` whose pixels depend on `seed`.
pub fn png(width: u32, height: u32, seed: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgb);
    let mut writer = encoder.write_header().expect("a header");
    let pixels = pixels(width, height, seed);
    writer.write_image_data(&pixels).expect("pixels");
    writer.finish().expect("an end");
    bytes
}

/// A JPEG of `width` × `height` whose pixels depend on `seed`.
pub fn jpeg(width: u16, height: u16, seed: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    jpeg_encoder::Encoder::new(&mut bytes, 80)
        .encode(&pixels(width.into(), height.into(), seed), width, height, jpeg_encoder::ColorType::Rgb)
        .expect("a picture");
    bytes
}

fn pixels(width: u32, height: u32, seed: u8) -> Vec<u8> {
    let size = (width * height * 3) as usize;
    let mut state = u32::from(seed).wrapping_mul(0x9E37_79B9) | 1;
    (0..size)
        .map(|at| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let slope = (at / 3) as u32 % width * 200 / width;
            (slope + (state >> 28)) as u8
        })
        .collect()
}

/// All files below `folder` with their bytes, to see that nothing was changed.
pub fn snapshot(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files: Vec<_> = walkdir::WalkDir::new(folder)
        .into_iter()
        .map(|entry| entry.expect("an entry"))
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| (entry.path().to_owned(), std::fs::read(entry.path()).expect("a file")))
        .collect();
    files.sort();
    files
}

/// Nothing, or what `value` has that the published schema `schemas/NAME` refuses.
pub fn refused_by(name: &str, value: &Value) -> Vec<String> {
    let schema = schema(name).expect("a schema");
    let validator = jsonschema::options()
        .with_retriever(Published)
        .should_validate_formats(true)
        .build(&schema)
        .expect("it compiles");
    validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

/// Hands out the published schemas by the last part of their addresses.
struct Published;

impl jsonschema::Retrieve for Published {
    fn retrieve(
        &self,
        uri: &jsonschema::Uri<String>,
    ) -> Result<Value, Box<dyn std::error::Error + Send + Sync>> {
        Ok(schema(uri.path().as_str().rsplit('/').next().unwrap_or_default())?)
    }
}

fn schema(name: &str) -> std::io::Result<Value> {
    let bytes = std::fs::read(repository().join("schemas").join(name))?;
    Ok(serde_json::from_slice(&bytes)?)
}

/// The names in a folder, sorted.
pub fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// Whether a text for people says this, wherever its lines are broken.
pub fn says(text: &str, what: &str) -> bool {
    let joined = |text: &str| text.split_whitespace().collect::<String>();
    joined(text).contains(&joined(what))
}
