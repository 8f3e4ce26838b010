//! The cache: it changes how long a check takes and nothing else, and only checks have one.
#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]
#![allow(clippy::print_stderr, reason = "a test says what it skips")]

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use common::{CACHE, Folder, example, jpeg, outcome, png, refused_by, says, sealpack, snapshot};
use sealpack::facts::captions::{self, Row, SheetFault};
use sealpack::facts::digest::hex;
use sealpack::facts::{self, Damage, Facts, Reason};
use sealpack::inventory::cache::{Cabinet, Topic};
use sealpack::inventory::{Survey, Watch};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

const PHOTO: &str = "A1-公益广告/实景图片/2026-03-05_人民广场_公益广告.png";
const DAY: [&str; 2] = ["--today", "2026-07-01"];

/// A folder for a cache that no other test uses.
struct Cache(tempfile::TempDir);

impl Cache {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn folder(&self) -> PathBuf {
        self.0.path().join("cache")
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = sealpack("en");
        command.env(CACHE, self.folder()).args(arguments);
        command
    }

    /// What a check of a folder says.
    fn check(&self, folder: &Path, arguments: &[&str]) -> (i32, String, String) {
        let mut command = self.command(&["check"]);
        outcome(&command.arg(folder).args(DAY).args(arguments).output().unwrap())
    }

    /// The findings of a check: rules and paths.
    fn found(&self, folder: &Path, arguments: &[&str]) -> Vec<(String, String)> {
        let (_, out, err) = self.check(folder, &[&["--format", "json"], arguments].concat());
        let result: Value = serde_json::from_str(&out).unwrap_or_else(|error| panic!("{error}: {out}{err}"));
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let findings = result["findings"].as_array().unwrap();
        findings.iter().map(|finding| (text(&finding["rule"]), text(&finding["path"]))).collect()
    }

    fn info(&self) -> Value {
        let (code, out, err) =
            outcome(&self.command(&["cache", "info", "--format", "json"]).output().unwrap());
        assert_eq!((code, err.as_str()), (0, ""));
        let info = serde_json::from_str(&out).unwrap();
        assert_eq!(refused_by("cache.schema.json", &info), Vec::<String>::new(), "{info:#}");
        info
    }

    /// The only drawer.
    fn drawer(&self) -> PathBuf {
        let mut drawers = fs::read_dir(self.folder()).unwrap().map(|entry| entry.unwrap().path());
        drawers.find(|path| path.extension().is_some_and(|extension| extension == "facts")).unwrap()
    }
}

/// A submission without faults.
fn good() -> Folder {
    let folder = Folder::new(&json!({"properties": {"photos": {"minItems": 1}}}));
    folder.write(PHOTO, &png(40, 30, 1));
    folder.write("B1-文明交通/实景图片/2026-03-06_路口_文明劝导.jpg", &jpeg(48, 32, 2));
    folder.write("B1-文明交通/captions.csv", "文件名,地点\n2026-03-06_路口_文明劝导,路口\n".as_bytes());
    folder
}

/// Until files that were changed just now are remembered.
fn settle() {
    std::thread::sleep(Duration::from_millis(2_100));
}

/// Changes a file but neither its size nor its time.
fn change_unseen(path: &Path, bytes: &[u8]) {
    let metadata = fs::metadata(path).unwrap();
    assert_eq!(metadata.len(), bytes.len() as u64);
    fs::write(path, bytes).unwrap();
    fs::File::options().write(true).open(path).unwrap().set_modified(metadata.modified().unwrap()).unwrap();
    assert_eq!(fs::metadata(path).unwrap().modified().unwrap(), metadata.modified().unwrap());
}

/// A picture of the same length that is damaged.
fn damaged(picture: &[u8]) -> Vec<u8> {
    let mut bytes = picture.to_vec();
    let end = bytes.len() - 30;
    bytes[end] ^= 0xff;
    bytes
}

#[test]
fn a_check_says_the_same_with_and_without_a_cache_in_every_form_on_any_number_of_threads() {
    for name in ["demo-county", "demo-county-faulty"] {
        let folder = example(name);
        let out = tempfile::tempdir().unwrap();
        let result = |cache: &Cache, form: &str, arguments: &[&str]| {
            let file = out.path().join(format!("result.{form}"));
            let arguments = [&["--format", form, "-o", file.to_str().unwrap()], arguments].concat();
            let (code, printed, err) = cache.check(&folder, &arguments);
            assert_eq!((printed.as_str(), err.as_str()), ("", ""));
            (code, fs::read(file).unwrap())
        };
        let forms = ["text", "json", "html", "xlsx", "sarif"];
        let expected = forms.map(|form| result(&Cache::new(), form, &["--no-cache", "-j", "4"]));
        for jobs in ["1", "2", "3", "4"] {
            let cache = Cache::new();
            // The first one finds nothing in the cache.
            for (form, expected) in forms.iter().zip(&expected).chain(forms.iter().zip(&expected)) {
                assert!(result(&cache, form, &["-j", jobs]) == *expected, "{name} {form} {jobs}");
            }
            for (form, expected) in forms.iter().zip(&expected) {
                let found = result(&cache, form, &["--no-cache", "-j", jobs]);
                assert!(found == *expected, "{name} {form} {jobs}, nothing known");
            }
        }
    }
}

#[test]
fn an_archive_an_inventory_and_a_verification_are_the_same_with_and_without_a_cache_on_any_number_of_threads()
{
    let (folder, out) = (example("demo-county-faulty"), tempfile::tempdir().unwrap());
    let cache = Cache::new();
    let target = out.path().join("archive.zip");
    let packed = |arguments: &[&str]| {
        let options = ["pack", "--draft", "--force", "--date", "2026-07-01", "-o", target.to_str().unwrap()];
        let mut command = cache.command(&options);
        let (code, said, err) = outcome(&command.arg(&folder).args(arguments).output().unwrap());
        assert_eq!(code, 0, "{err}");
        (said, fs::read(&target).unwrap(), fs::read(out.path().join("archive.zip.sha256")).unwrap())
    };
    let shown = |command: &[&str], path: &Path, jobs: &str| {
        outcome(&cache.command(command).arg(path).args(["-j", jobs]).output().unwrap())
    };
    let expected = packed(&["--no-cache", "-j", "4"]);
    let (inventory, verification) = (&["inventory"], &["verify", "--format", "json"]);
    let expected_inventory = shown(inventory, &folder, "4");
    let expected_verification = shown(verification, &target, "4");
    assert_eq!(expected_verification.0, 0);
    for jobs in ["1", "2", "3", "4"] {
        assert!(packed(&["--no-cache", "-j", jobs]) == expected, "{jobs}, nothing known");
        assert!(packed(&["-j", jobs]) == expected, "{jobs}");
        assert!(shown(inventory, &folder, jobs) == expected_inventory, "{jobs}");
        assert_eq!(shown(verification, &target, jobs), expected_verification, "{jobs}");
    }
}

#[test]
fn a_batch_says_the_same_with_and_without_a_cache() {
    let cache = Cache::new();
    let results = |arguments: &[&str]| {
        let out = tempfile::tempdir().unwrap();
        let mut command = cache.command(&["batch", "--out"]);
        command
            .arg(out.path())
            .args(DAY)
            .args(arguments)
            .args([example("demo-county"), example("demo-county-faulty")]);
        let (code, said, _) = outcome(&command.output().unwrap());
        let files = snapshot(out.path()).into_iter();
        let files = files.map(|(path, bytes)| (path.strip_prefix(out.path()).unwrap().to_owned(), bytes));
        (code, said.replace(out.path().to_str().unwrap(), ""), files.collect::<Vec<_>>())
    };
    let expected = results(&["--no-cache"]);
    assert!(!cache.folder().exists(), "nothing is kept");
    assert!(results(&[]) == expected);
    assert_eq!(cache.info()["submissions"], 2);
    for jobs in ["1", "2", "3", "4"] {
        assert!(results(&["-j", jobs]) == expected, "{jobs}");
        assert!(results(&["-j", jobs, "--no-cache"]) == expected, "{jobs}, nothing known");
    }
}

/// Tells the cache lies about the content of a file.
fn lie(cache: &Cache, folder: &Path, bytes: &[u8]) {
    let lies =
        Facts { intact: Some(false), damage: Some(Damage::whole(Reason::Checksum)), ..facts::read(bytes) };
    let of = Cabinet::new(cache.folder()).of(folder);
    of.recall(Topic::Facts, &hex(&Sha256::digest(bytes)), || lies);
}

#[test]
fn whatever_proves_does_not_believe_the_cache() {
    let (cache, folder) = (Cache::new(), good());
    let photo = fs::read(folder.root.join(PHOTO)).unwrap();
    lie(&cache, &folder.root, &photo);
    assert_eq!(cache.found(&folder.root, &[]), [("damaged".to_owned(), PHOTO.to_owned())]);
    assert_eq!(cache.found(&folder.root, &["--no-cache"]), []);
    let archive = folder.temp.path().join("a.zip");
    let out = folder.temp.path().join("out");
    let lied = fs::read(cache.drawer()).unwrap();
    for (expected, arguments) in [
        (1, vec!["batch".as_ref(), folder.root.as_os_str(), "--out".as_ref(), out.as_os_str()]),
        (
            0,
            vec![
                "batch".as_ref(),
                folder.root.as_os_str(),
                "--no-cache".as_ref(),
                "--fresh".as_ref(),
                "--out".as_ref(),
                out.as_os_str(),
            ],
        ),
        // It has read the very bytes of which the cache lies.
        (1, vec!["pack".as_ref(), folder.root.as_os_str(), "-o".as_ref(), archive.as_os_str()]),
        (
            0,
            vec![
                "pack".as_ref(),
                folder.root.as_os_str(),
                "--no-cache".as_ref(),
                "-o".as_ref(),
                archive.as_os_str(),
            ],
        ),
        (0, vec!["verify".as_ref(), archive.as_os_str(), "--recheck".as_ref()]),
        (0, vec!["diff".as_ref(), archive.as_os_str(), folder.root.as_os_str()]),
    ] {
        let (code, out, err) = outcome(&cache.command(&[]).args(&arguments).output().unwrap());
        assert_eq!(code, expected, "{arguments:?}: {out}{err}");
    }
    let (_, inventory, _) = outcome(&cache.command(&["inventory"]).arg(&folder.root).output().unwrap());
    assert!(!inventory.contains("damage"), "{inventory}");
    assert_eq!(cache.found(&folder.root, &[]).len(), 1, "they did not mend it either");
    assert!(!lied.is_empty());
}

#[test]
fn a_file_that_was_changed_with_its_time_put_back_is_seen_by_whatever_seals_and_proves() {
    let (cache, folder) = (Cache::new(), good());
    let photo = folder.root.join(PHOTO);
    let bytes = fs::read(&photo).unwrap();
    settle();
    assert_eq!(cache.found(&folder.root, &[]), []);
    assert_eq!(cache.found(&folder.root, &[]), []);
    let archive = folder.temp.path().join("a.zip");
    let packed = cache.command(&["pack"]).arg(&folder.root).arg("-o").arg(&archive).output().unwrap();
    assert_eq!(packed.status.code(), Some(0));
    let inside = |folder: &Path| folder.join("data").join(PHOTO);
    let unpacked = folder.temp.path().join("unpacked");
    assert_eq!(
        cache.command(&["unpack"]).arg(&archive).arg(&unpacked).output().unwrap().status.code(),
        Some(0)
    );

    change_unseen(&photo, &damaged(&bytes));
    let again = folder.temp.path().join("b.zip");
    let (code, out, _) =
        outcome(&cache.command(&["pack"]).arg(&folder.root).arg("-o").arg(&again).output().unwrap());
    assert_eq!(code, 1, "{out}");
    assert!(says(&out, PHOTO) && !again.exists(), "{out}");
    let (_, inventory, _) = outcome(&cache.command(&["inventory"]).arg(&folder.root).output().unwrap());
    assert!(inventory.contains(&hex(&Sha256::digest(damaged(&bytes)))), "{inventory}");
    change_unseen(&inside(&unpacked), &damaged(&bytes));
    for arguments in [&["verify"][..], &["verify", "--recheck"]] {
        let (code, out, _) = outcome(&cache.command(arguments).arg(&unpacked).output().unwrap());
        assert_eq!(code, 1, "{out}");
        assert!(says(&out, PHOTO), "{out}");
    }
    // The system tells when a file's record was changed, so that a check sees it too.
    #[cfg(unix)]
    assert_eq!(cache.found(&folder.root, &[]), [("damaged".to_owned(), PHOTO.to_owned())]);
}

#[test]
fn a_file_that_is_changed_again_at_once_is_seen() {
    let (cache, folder) = (Cache::new(), good());
    let photo = folder.root.join(PHOTO);
    let bytes = fs::read(&photo).unwrap();
    for _ in 0..10 {
        assert_eq!(cache.found(&folder.root, &[]), []);
        change_unseen(&photo, &damaged(&bytes));
        assert_eq!(cache.found(&folder.root, &[]).len(), 1);
        change_unseen(&photo, &bytes);
    }
}

/// A report of many sentences; those with another seed have no sentence in common.
fn report(seed: u32) -> String {
    let character = |at: u32| char::from_u32(0x4E00 + (seed * 997 + at * at * 31 + at * 7) % 3000).unwrap();
    (0..600).map(|at| if at % 17 == 16 { '。' } else { character(at) }).collect()
}

#[test]
fn what_is_known_of_copied_texts_is_not_said_of_others() {
    let folder = Folder::new(&json!({}));
    let (first, second) = ("A1-公益广告/说明报告/a.txt", "B1-文明交通/说明报告/b.txt");
    folder.write(first, report(1).as_bytes());
    folder.write(second, format!("{}本年度。", report(1)).as_bytes());
    settle();
    let cache = Cache::new();
    let copied = vec![("reused-text".to_owned(), second.to_owned())];
    for _ in 0..2 {
        assert_eq!(cache.found(&folder.root, &[]), copied);
    }
    folder.write(second, report(2).as_bytes());
    assert_eq!(cache.found(&folder.root, &[]), []);
    folder.write(first, format!("{}又一年。", report(2)).as_bytes());
    assert_eq!(cache.found(&folder.root, &[]), copied);
}

#[test]
fn a_broken_cache_is_no_cache() {
    let (cache, folder) = (Cache::new(), good());
    let expected = cache.check(&folder.root, &["--no-cache"]);
    assert_eq!(expected.2, "");
    cache.check(&folder.root, &[]);
    let whole = fs::read(cache.drawer()).unwrap();
    let half = whole.len() / 2;
    for (what, bytes) in [
        ("empty", Vec::new()),
        ("cut", whole[..half].to_vec()),
        ("without its beginning", whole[half..].to_vec()),
        ("longer", [&whole[..], b"x"].concat()),
        ("zeros", vec![0; whole.len()]),
        ("text", b"no drawer ".repeat(half / 5)),
        ("other contents", [&[7; 1000], &whole[1000..]].concat()),
    ] {
        fs::write(cache.drawer(), bytes).unwrap();
        assert_eq!(cache.check(&folder.root, &[]), expected, "{what}");
        cache.info();
    }
    fs::remove_dir_all(cache.folder()).unwrap();
    fs::write(cache.folder(), "a file where the folder should be").unwrap();
    assert_eq!(cache.check(&folder.root, &[]), expected);
    assert_eq!(cache.info()["usable"], false);
    let (code, out, _) = outcome(&cache.command(&["cache", "info"]).output().unwrap());
    assert_eq!(code, 0);
    assert!(out.contains("checks work without a cache"), "{out}");
}

#[test]
fn checks_at_the_same_time_do_not_disturb_each_other() {
    let (cache, folder) = (Cache::new(), example("demo-county-faulty"));
    let expected = cache.check(&folder, &["--no-cache"]);
    for round in 0..3 {
        let start = |only: Option<&str>| {
            let mut command = cache.command(&["check"]);
            command.arg(&folder).args(DAY).args(only.map(|code| ["--only", code]).iter().flatten());
            command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
        };
        let whole: Vec<_> = (0..6).map(|_| start(None)).collect();
        let parts: Vec<_> = ["A1", "A2", "C1"].into_iter().map(|code| start(Some(code))).collect();
        for run in whole {
            assert_eq!(outcome(&run.wait_with_output().unwrap()), expected, "round {round}");
        }
        for run in parts {
            assert_eq!(outcome(&run.wait_with_output().unwrap()).2, "");
        }
    }
    let files = fs::read_dir(cache.folder()).unwrap().count();
    assert_eq!(files, 2, "one drawer, the tag, and nothing left behind");
}

#[test]
fn a_check_of_one_indicator_leaves_what_is_known_of_others() {
    let (cache, folder) = (Cache::new(), good());
    settle();
    cache.check(&folder.root, &[]);
    assert_eq!(cache.info()["files"], 3);
    folder.write(PHOTO, &png(40, 30, 7));
    settle();
    cache.check(&folder.root, &["--only", "A1"]);
    assert_eq!(cache.info()["files"], 3);
}

#[test]
fn a_submission_is_the_same_however_its_folder_is_named() {
    let (cache, folder) = (Cache::new(), good());
    settle();
    cache.check(&folder.root, &[]);
    let before = fs::read(cache.drawer()).unwrap();
    let expected = cache.check(&folder.root, &["--format", "json"]);
    let mut here = cache.command(&["check", ".", "--format", "json"]);
    assert_eq!(outcome(&here.args(DAY).current_dir(&folder.root).output().unwrap()), expected);
    assert_eq!(cache.info()["submissions"], 1);
    assert!(fs::read(cache.drawer()).unwrap() == before, "there was nothing new");
}

#[test]
fn submissions_that_are_compared_with_are_known_too() {
    let (cache, folder, other) = (Cache::new(), good(), good());
    other.write("B1-文明交通/实景图片/2026-03-07_公园_另一张.jpg", &jpeg(64, 48, 5));
    let against = ["--format", "json", "--against", other.root.to_str().unwrap()];
    let expected = cache.check(&folder.root, &[&against[..], &["--no-cache"]].concat());
    for _ in 0..2 {
        assert_eq!(cache.check(&folder.root, &against), expected);
        assert_eq!(cache.info()["submissions"], 2);
    }
}

#[test]
fn a_cache_inside_the_submission_is_not_used() {
    let folder = good();
    for place in ["cache", "A1-公益广告/实景图片/deep/cache"] {
        let mut command = sealpack("en");
        command.env(CACHE, folder.root.join(place)).arg("check").arg(&folder.root);
        assert_eq!(command.output().unwrap().status.code(), Some(0));
        assert!(!folder.root.join(place).exists());
    }
}

#[test]
fn a_run_that_is_stopped_keeps_what_it_read() {
    let cache = Cache::new();
    let dir = example("demo-county");
    let (submission, profile) = sealpack::profile::open(&dir).unwrap();
    let asked = AtomicUsize::new(0);
    let interrupted = || asked.fetch_add(1, Ordering::Relaxed) > 12;
    let watch = Watch { done: &|_| {}, interrupted: &interrupted };
    let of = Cabinet::new(cache.folder()).of(&dir);
    assert!(Survey::take_knowing(&submission, &profile, of, watch).is_err());
    let files = cache.info()["files"].as_u64().unwrap();
    assert!((1..10).contains(&files), "{files}");
}

#[test]
fn clearing_removes_what_is_ours_and_nothing_else() {
    let (cache, folder) = (Cache::new(), good());
    settle();
    cache.check(&folder.root, &[]);
    let info = cache.info();
    assert_eq!((&info["submissions"], &info["files"], &info["usable"]), (&json!(1), &json!(3), &json!(true)));
    assert_eq!(info["folder"], cache.folder().to_str().unwrap());
    assert!(info["bytes"].as_u64() > Some(100) && info["oldest"].is_string());
    fs::write(cache.folder().join("holiday.jpg"), "mine").unwrap();
    let (code, out, err) = outcome(&cache.command(&["cache", "clear"]).output().unwrap());
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.starts_with("3 files of 1 submission forgotten"), "{out}");
    assert_eq!(common::names(&cache.folder()), ["holiday.jpg"]);
    let (code, out, _) = outcome(&cache.command(&["cache", "clear"]).output().unwrap());
    assert_eq!(code, 0);
    assert!(out.starts_with("0 files of 0 submissions forgotten; 0 B freed"), "{out}");
    fs::remove_file(cache.folder().join("holiday.jpg")).unwrap();
    cache.check(&folder.root, &[]);
    cache.command(&["cache", "clear"]).output().unwrap();
    assert!(!cache.folder().exists());
    assert_eq!(cache.info()["usable"], true);
    assert!(!cache.folder().exists(), "asking makes none");
}

#[cfg(unix)]
#[test]
fn the_cache_is_where_the_system_has_those_of_programs() {
    let home = tempfile::tempdir().unwrap();
    let folder = |variables: &[(&str, &Path)]| {
        let mut command = sealpack("en");
        command.env_remove(CACHE).env_remove("XDG_CACHE_HOME").env("HOME", home.path());
        command.envs(variables.iter().copied()).args(["cache", "info", "--format", "json"]);
        let (code, out, _) = outcome(&command.output().unwrap());
        assert_eq!(code, 0);
        serde_json::from_str::<Value>(&out).unwrap()["folder"].as_str().map(PathBuf::from)
    };
    let usual = if cfg!(target_os = "macos") { "Library/Caches/sealpack" } else { ".cache/sealpack" };
    assert_eq!(folder(&[]), Some(home.path().join(usual)));
    if !cfg!(target_os = "macos") {
        let named = home.path().join("xdg");
        assert_eq!(folder(&[("XDG_CACHE_HOME", &named)]), Some(named.join("sealpack")));
        assert_eq!(folder(&[("XDG_CACHE_HOME", Path::new("relative"))]), Some(home.path().join(usual)));
    }
    assert_eq!(folder(&[(CACHE, &home.path().join("named"))]), Some(home.path().join("named")));
    assert_eq!(folder(&[(CACHE, Path::new(""))]), Some(home.path().join(usual)));
}

/// All files of the examples, of the tests' data, and of the corpus where there is one.
fn files() -> Vec<PathBuf> {
    let mut roots = vec![common::repository().join("examples"), common::repository().join("tests/data")];
    match std::env::var_os("SEALPACK_CORPUS") {
        Some(corpus) => roots.push(corpus.into()),
        None => eprintln!("NOT TESTED: SEALPACK_CORPUS names no test data"),
    }
    let entries = roots.iter().flat_map(walkdir::WalkDir::new).map(Result::unwrap);
    entries.filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path).collect()
}

#[test]
fn all_that_files_say_is_kept_as_it_was() {
    let mut met = [0; 6];
    let labelled =
        "---\nAIGC:\n  Label: \"1\"\n  ContentProducer: 某服务\n---\n2026年3月，电话13800138000。\n";
    let made = [(PathBuf::from("labelled.md"), labelled.as_bytes().to_vec())];
    let found = files().into_iter().map(|path| (path.clone(), fs::read(path).unwrap()));
    for (path, bytes) in found.chain(made) {
        let facts = facts::read(&bytes);
        let kept = borsh::to_vec(&facts).unwrap();
        let back: Facts = borsh::from_slice(&kept).unwrap();
        assert_eq!(back, facts, "{}", path.display());
        assert_eq!(json!(back), json!(facts), "{}", path.display());
        assert_eq!(borsh::to_vec(&back).unwrap(), kept);
        let image = facts.image.as_ref();
        let has = [
            image.is_some_and(|image| image.taken_at.is_some() && image.sketch.is_some()),
            image.is_some_and(|image| !image.provenance.is_empty()),
            facts.text.as_ref().is_some_and(|text| text.ai_label.is_some() && !text.personal_data.is_empty()),
            facts.text.as_ref().is_some_and(|text| !text.placeholders.is_empty() && !text.years.is_empty()),
            facts.table.is_some(),
            facts.damage.is_some(),
        ];
        met.iter_mut().zip(has).for_each(|(met, has)| *met += usize::from(has));
        let extension = path.extension().unwrap_or_default().to_string_lossy();
        if ["csv", "xlsx", "xls", "ods"].contains(&extension.as_ref()) {
            let rows = captions::read(&bytes);
            let kept = borsh::to_vec(&rows).unwrap();
            assert_eq!(borsh::from_slice::<Result<Vec<Row>, SheetFault>>(&kept).unwrap(), rows);
        }
    }
    assert!(met.iter().all(|met| *met > 0), "too little was met to prove anything: {met:?}");
}

#[test]
fn no_bytes_become_facts_that_make_a_check_fail() {
    let photo =
        fs::read(files().into_iter().find(|path| path.extension().is_some_and(|e| e == "jpg")).unwrap());
    let kept = borsh::to_vec(&facts::read(&photo.unwrap())).unwrap();
    let mut read = 0;
    for at in (0..kept.len()).step_by(3) {
        for bit in [1, 0x80] {
            let mut bytes = kept.clone();
            bytes[at] ^= bit;
            let Ok(facts) = borsh::from_slice::<Facts>(&bytes) else { continue };
            read += 1;
            let Some(sketch) = facts.image.and_then(|image| image.sketch) else { continue };
            assert_eq!(sketch.levels().len(), sketch.width() * sketch.height());
            if at % 300 == 0 {
                let _ = sealpack::check::reuse::Keys::of(&sketch);
            }
        }
    }
    assert!(read > 100, "some are read: {read}");
}
