use std::fs;
use std::sync::atomic::{AtomicU64, Ordering};

use jiff::civil::date;
use proptest::prelude::*;
use sha2::{Digest as _, Sha256};
use tempfile::TempDir;

use super::super::verify::{Verification, verify};
use super::super::zip::write::ZipWriter;
use super::*;
use crate::profile::Severity;

const OPTIONS: fn() -> Options<'static> = || Options { force: false, key: None, watch: Watch::nobody() };

fn payload(folder: &Path, path: &str, content: &[u8]) -> PayloadFile {
    let source = folder.join("in").join(path);
    fs::create_dir_all(source.parent().unwrap()).unwrap();
    fs::write(&source, content).unwrap();
    PayloadFile {
        path: path.to_owned(),
        source,
        bytes: content.len() as u64,
        sha256: Sha256::digest(content).into(),
    }
}

fn plan(folder: &Path) -> Plan {
    Plan {
        name: "示例县-20260701".to_owned(),
        date: date(2026, 7, 1),
        payload: vec![
            payload(folder, "submission.json", b"{}"),
            payload(folder, "A2-创建/统计表格/表.csv", "单位,数量\n".repeat(500).as_bytes()),
            payload(folder, "A1-公益广告刊播/实景图片/公园 1.jpg", &[7; 5000]),
            payload(folder, "A1-公益广告刊播/实景图片/100%.jpg", b""),
        ],
        tags: vec![
            TagFile { path: "sealpack/inventory.json".to_owned(), content: b"[]".to_vec() },
            TagFile { path: "sealpack/findings.json".to_owned(), content: b"{\"findings\": []}".to_vec() },
        ],
        info: vec![("Source-Organization".to_owned(), "示例县".to_owned())],
        draft: false,
    }
}

fn folder() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("示例县-20260701.zip");
    (folder, target)
}

fn verified(path: &Path) -> Verification {
    verify(path, Watch::nobody()).unwrap()
}

fn rules(verification: &Verification) -> Vec<&'static str> {
    assert_eq!(
        verification.verified,
        verification.findings.iter().all(|finding| finding.severity != Severity::Error)
    );
    verification.findings.iter().map(|finding| finding.rule).collect()
}

/// A ZIP of files in the given order, with any content.
fn zip_of(files: &[(&str, String)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(io::Cursor::new(Vec::new()), date(2026, 7, 1)).unwrap();
    for (name, content) in files {
        let mut entry = zip.start(name, content.len() as u64).unwrap();
        entry.write(content.as_bytes()).unwrap();
        entry.finish().unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn sha256(content: &str) -> Digest {
    Digest::from(<[u8; 32]>::from(Sha256::digest(content)))
}

/// A bag folder of another program with one payload file.
fn foreign_bag(folder: &Path) -> PathBuf {
    let bag = folder.join("bag");
    fs::create_dir_all(bag.join("data/sub")).unwrap();
    fs::write(bag.join("bagit.txt"), declaration::TEXT).unwrap();
    fs::write(bag.join("data/sub/a.txt"), "a").unwrap();
    fs::write(bag.join("manifest-sha256.txt"), format!("{}  data/sub/a.txt\n", sha256("a"))).unwrap();
    bag
}

#[test]
fn packs_and_verifies() {
    let (folder, target) = folder();
    let plan = plan(folder.path());
    let done = AtomicU64::new(0);
    let progress = |bytes| {
        done.fetch_add(bytes, Ordering::Relaxed);
    };
    let watch = Watch { interrupted: &|| false, done: &progress };
    let packed = pack(&plan, &target, &Options { force: false, key: None, watch }).unwrap();
    assert!(done.into_inner() >= plan.work());
    let bytes = fs::read(&target).unwrap();
    assert_eq!(packed.bytes, bytes.len() as u64);
    assert_eq!((packed.files, packed.payload_bytes), (4, 2 + 5000 + 14 * 500));
    let sum = fs::read_to_string(folder.path().join("示例县-20260701.zip.sha256")).unwrap();
    assert_eq!(sum, format!("{}  示例县-20260701.zip\n", packed.sha256));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3);

    let verification = verified(&target);
    assert_eq!(rules(&verification), Vec::<&str>::new());
    assert!(verification.canonical && !verification.draft);
    assert_eq!((verification.files, verification.bytes), (packed.files, packed.payload_bytes));
    assert_eq!(verification.algorithms, ["sha256"]);
    let label = |label| info::value(&verification.info, label).unwrap().to_owned();
    assert_eq!(label("Source-Organization"), "示例县");
    assert_eq!(label("Payload-Oxum"), "12002.4");
    assert_eq!(label("Bagging-Date"), "2026-07-01");
    assert!(label("Bag-Software-Agent").starts_with("sealpack "));
}

#[test]
fn a_draft_says_so() {
    let (folder, target) = folder();
    let plan = Plan { draft: true, ..plan(folder.path()) };
    pack(&plan, &target, &OPTIONS()).unwrap();
    assert!(verified(&target).draft);
}

#[test]
fn the_same_bytes_from_another_place_order_and_time() {
    let ((first, target), (second, other_target)) = (folder(), folder());
    pack(&plan(first.path()), &target, &OPTIONS()).unwrap();
    let mut other = plan(second.path());
    other.payload.reverse();
    other.tags.reverse();
    let file = File::options().write(true).open(&other.payload[0].source).unwrap();
    file.set_modified(std::time::UNIX_EPOCH).unwrap();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    pool.install(|| pack(&other, &other_target, &OPTIONS())).unwrap();
    assert!(fs::read(target).unwrap() == fs::read(other_target).unwrap());
}

#[test]
fn what_is_there_stays() {
    let (folder, target) = folder();
    let plan = plan(folder.path());
    fs::write(&target, "older").unwrap();
    assert!(matches!(pack(&plan, &target, &OPTIONS()), Err(Error::Exists { .. })));
    assert_eq!(fs::read(&target).unwrap(), b"older");
    pack(&plan, &target, &Options { force: true, ..OPTIONS() }).unwrap();
    assert!(verified(&target).verified);
    pack(&plan, &target, &Options { force: true, ..OPTIONS() }).unwrap();
    fs::remove_file(&target).unwrap();
    assert!(matches!(pack(&plan, &target, &OPTIONS()), Err(Error::Exists { .. })));
}

#[test]
fn a_file_that_changed_is_named() {
    let (folder, target) = folder();
    let plan = plan(folder.path());
    let source = &plan.payload[2].source;
    let attempt = |expected: Change| {
        let error = pack(&plan, &target, &OPTIONS()).unwrap_err();
        match &error {
            Error::Changed { path, change } => assert_eq!((path, *change), (source, expected)),
            other => panic!("{other:?}"),
        }
        assert!(error.to_string().contains("公园 1.jpg"));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "something is left behind");
    };
    fs::write(source, [7; 5001]).unwrap();
    attempt(Change::Grew);
    fs::write(source, [7; 4999]).unwrap();
    attempt(Change::Shrank);
    fs::write(source, [8; 5000]).unwrap();
    attempt(Change::Content);
    fs::remove_file(source).unwrap();
    attempt(Change::Vanished);
    fs::create_dir(source).unwrap();
    attempt(Change::Replaced);
    #[cfg(unix)]
    {
        fs::remove_dir(source).unwrap();
        let elsewhere = folder.path().join("in/same");
        fs::write(&elsewhere, [7; 5000]).unwrap();
        std::os::unix::fs::symlink(&elsewhere, source).unwrap();
        attempt(Change::Replaced);
    }
}

#[test]
fn an_interrupt_leaves_nothing() {
    let (folder, target) = folder();
    let plan = plan(folder.path());
    for stop_after in 0..12 {
        let calls = AtomicU64::new(0);
        let interrupted = || calls.fetch_add(1, Ordering::Relaxed) >= stop_after;
        let watch = Watch { interrupted: &interrupted, done: &|_| {} };
        let result = pack(&plan, &target, &Options { force: false, key: None, watch });
        assert!(matches!(result, Err(Error::Interrupted)));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}

#[test]
fn a_plan_is_checked_first() {
    let (folder, target) = folder();
    let plan = plan(folder.path());
    let refused = |change: &dyn Fn(&mut Plan)| {
        let mut plan = plan.clone();
        change(&mut plan);
        pack(&plan, &target, &OPTIONS()).unwrap_err()
    };
    for path in ["../a", "/a", "a//b", "a\\b", "a\nb", "", "cafe\u{301}.txt"] {
        let error = refused(&|plan| plan.payload[0].path = path.to_owned());
        assert!(matches!(error, Error::BadName { .. }), "{path}");
    }
    for name in ["", "..", "a/b", "c:"] {
        assert!(matches!(refused(&|plan| plan.name = name.to_owned()), Error::BadName { .. }), "{name}");
    }
    let twice = refused(&|plan| plan.payload[0].path = plan.payload[1].path.clone());
    assert!(matches!(twice, Error::BadName { problem: None, .. }));
    let outside = refused(&|plan| plan.tags[0].path = "bagit.txt".to_owned());
    assert!(matches!(outside, Error::BadName { .. }));
    assert!(matches!(refused(&|plan| plan.date = date(1979, 1, 1)), Error::Date { .. }));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    // Names that other systems take for one: our own reading back refuses them.
    let same_elsewhere = refused(&|plan| plan.payload[0].path = "a2-创建/统计表格/表.CSV".to_owned());
    assert!(matches!(same_elsewhere, Error::ReadBack { .. }));
}

#[test]
fn all_damage_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let lines = ["a", "b", "c", "d"].map(|name| line(&sha256(name), &format!("data/{name}.txt")));
    let manifest = lines.concat();
    let bytes = zip_of(&[
        ("x/bag-info.txt", "Payload-Oxum: 4.4\nExternal-Identifier: 1\n".to_owned()),
        ("x/bagit.txt", declaration::TEXT.to_owned()),
        ("x/data/a.txt", "a".to_owned()),
        ("x/data/b.txt", "B".to_owned()),
        ("x/data/c.txt", "C".to_owned()),
        ("x/data/e.txt", "more".to_owned()),
        ("x/fetch.txt", "https://example.org/f 3 data/f.txt\n".to_owned()),
        ("x/manifest-sha256.txt", format!("{manifest}{}  data/f.txt\n", sha256("f"))),
        ("y.txt", "outside".to_owned()),
    ]);
    let path = folder.path().join("x.zip");
    fs::write(&path, bytes).unwrap();
    let verification = verified(&path);
    let found: Vec<(&str, &str)> = verification
        .findings
        .iter()
        .map(|finding| (finding.rule, finding.path.as_deref().unwrap_or_default()))
        .collect();
    assert_eq!(
        found,
        [
            ("payload-oxum", "bag-info.txt"),
            ("digest-mismatch", "data/b.txt"),
            ("digest-mismatch", "data/c.txt"),
            ("missing-file", "data/d.txt"),
            ("extra-file", "data/e.txt"),
            ("incomplete-bag", "data/f.txt"),
            ("extra-file", "y.txt"),
        ]
    );
    assert_eq!((verification.files, verification.bytes), (4, 7));
}

#[test]
fn an_honest_bag_of_another_program() {
    let folder = tempfile::tempdir().unwrap();
    let files = |top: &str| {
        zip_of(&[
            (&format!("{top}bagit.txt"), declaration::TEXT.to_owned()),
            (&format!("{top}data/a.txt"), "a".to_owned()),
            (&format!("{top}manifest-sha256.txt"), format!("{}  data/a.txt\n", sha256("a"))),
        ])
    };
    let path = folder.path().join("x.zip");
    fs::write(&path, files("x/")).unwrap();
    assert!(verified(&path).canonical);
    fs::write(&path, files("")).unwrap();
    let verification = verified(&path);
    assert_eq!(rules(&verification), ["not-canonical"]);
    assert!(verification.verified && !verification.canonical);
}

#[test]
fn whatever_says_that_we_made_it_must_be_ours() {
    let folder = tempfile::tempdir().unwrap();
    let info = "Bag-Software-Agent: sealpack 9.9\n";
    let bytes = zip_of(&[
        ("bag-info.txt", info.to_owned()),
        ("bagit.txt", declaration::TEXT.to_owned()),
        ("data/a.txt", "a".to_owned()),
        ("manifest-sha256.txt", format!("{}  data/a.txt\n", sha256("a"))),
    ]);
    let path = folder.path().join("x.zip");
    fs::write(&path, bytes).unwrap();
    let verification = verified(&path);
    assert_eq!(rules(&verification), ["altered-archive", "bag-manifest"]);
}

#[test]
fn folders() {
    let folder = tempfile::tempdir().unwrap();
    let bag = foreign_bag(folder.path());
    let verification = verified(&bag);
    assert_eq!(rules(&verification), Vec::<&str>::new());
    assert!(!verification.canonical);
    assert_eq!((verification.files, verification.bytes), (1, 1));

    fs::write(bag.join("data/sub/a.txt"), "b").unwrap();
    fs::write(bag.join("data/b.txt"), "b").unwrap();
    fs::write(bag.join(".DS_Store"), "a tag file that no manifest has to list").unwrap();
    assert_eq!(rules(&verified(&bag)), ["extra-file", "digest-mismatch"]);
    fs::remove_file(bag.join("bagit.txt")).unwrap();
    assert_eq!(rules(&verified(&bag)), ["not-a-bag"]);
}

#[cfg(unix)]
#[test]
fn links_in_folders_are_not_followed() {
    let folder = tempfile::tempdir().unwrap();
    let bag = foreign_bag(folder.path());
    fs::rename(bag.join("data/sub/a.txt"), folder.path().join("a.txt")).unwrap();
    std::os::unix::fs::symlink(folder.path().join("a.txt"), bag.join("data/sub/a.txt")).unwrap();
    assert_eq!(rules(&verified(&bag)), ["bag-link", "missing-file"]);
}

#[test]
fn manifests_with_faults() {
    let folder = tempfile::tempdir().unwrap();
    let bag = foreign_bag(folder.path());
    let manifest = bag.join("manifest-sha256.txt");
    let good = format!("{}  data/sub/a.txt\n", sha256("a"));
    for (text, expected) in [
        (format!("{good}{good}"), vec!["bag-manifest"]),
        (format!("{good}{}  data/../bagit.txt\n", sha256("a")), vec!["bag-manifest"]),
        (format!("{good}{}  bagit.txt\n", sha256("a")), vec!["bag-manifest"]),
        (format!("{good}nonsense\n"), vec!["bag-manifest"]),
        (format!("nonsense\n{good}\nnonsense\n"), vec!["bag-manifest", "bag-manifest"]),
        (format!("{good}{}  data/B.txt\n", sha256("a")), vec!["missing-file"]),
        (good.replace("  ", " *./"), vec!["bag-manifest"]),
        (good.replace('\n', "\r"), vec![]),
        (format!("{good}{}", good.replace("a.txt", "A.TXT")), vec!["bag-manifest"]),
        (good.replace("a.txt", "A.TXT"), vec!["missing-file", "extra-file"]),
        (format!("{good}{}  data/Thumbs.db\n", sha256("")), vec!["missing-file"]),
        (good.to_uppercase().replace("DATA/SUB/A.TXT", "data/sub/a.txt"), vec![]),
        (String::new(), vec!["extra-file"]),
    ] {
        fs::write(&manifest, &text).unwrap();
        assert_eq!(rules(&verified(&bag)), expected, "{text}");
    }
    fs::write(&manifest, &good).unwrap();
    fs::write(bag.join("manifest-sha512.txt"), "").unwrap();
    assert_eq!(rules(&verified(&bag)), ["bag-manifest"]);
    fs::rename(bag.join("manifest-sha512.txt"), bag.join("manifest-blake3.txt")).unwrap();
    assert_eq!(rules(&verified(&bag)), ["unsupported-digest"]);
    assert!(verified(&bag).verified);
    fs::remove_file(&manifest).unwrap();
    assert_eq!(rules(&verified(&bag)), ["unsupported-digest"]);
    assert!(!verified(&bag).verified);
    fs::remove_file(bag.join("manifest-blake3.txt")).unwrap();
    assert_eq!(rules(&verified(&bag)), ["bag-manifest"]);
}

#[test]
fn weak_digests_are_checked_and_said_to_be_weak() {
    let folder = tempfile::tempdir().unwrap();
    let bag = foreign_bag(folder.path());
    fs::remove_file(bag.join("manifest-sha256.txt")).unwrap();
    let md5 = "0cc175b9c0f1b6a831c399e269772661  data/sub/a.txt\n";
    fs::write(bag.join("manifest-md5.txt"), md5).unwrap();
    let verification = verified(&bag);
    assert_eq!((rules(&verification), verification.verified), (vec!["weak-digest"], true));
    let sha1 = "86f7e437faa5a7fce15d1ddcb9eaeaea377667b8  data/sub/a.txt\n";
    fs::write(bag.join("manifest-sha1.txt"), sha1).unwrap();
    assert_eq!(verified(&bag).algorithms, ["md5", "sha1"]);
    fs::write(bag.join("manifest-sha1.txt"), sha1.replace('8', "9")).unwrap();
    assert_eq!(rules(&verified(&bag)), ["weak-digest", "digest-mismatch"]);
}

#[test]
fn files_to_fetch_are_never_fetched() {
    let folder = tempfile::tempdir().unwrap();
    let bag = foreign_bag(folder.path());
    let all_there = "https://example.org/a 1 data/sub/a.txt\n";
    for (text, expected) in [
        (all_there.to_owned(), vec!["bag-fetch"]),
        (format!("{all_there}https://example.org/b - data/b.txt\n"), vec!["incomplete-bag"]),
        (format!("{all_there}https://example.org/b\n"), vec!["bag-fetch", "bag-fetch"]),
        (all_there.replace("data/sub", "data/../.."), vec!["bag-fetch", "bag-fetch"]),
        (all_there.replace("data/sub/a.txt", "bagit.txt"), vec!["bag-fetch", "bag-fetch"]),
    ] {
        fs::write(bag.join("fetch.txt"), &text).unwrap();
        let verification = verified(&bag);
        assert_eq!(rules(&verification), expected, "{text}");
        assert_eq!(verification.verified, text == all_there, "{text}");
    }
}

#[test]
fn tag_files_in_other_encodings() {
    let folder = tempfile::tempdir().unwrap();
    let bag = foreign_bag(folder.path());
    fs::write(bag.join("data/材料.txt"), "a").unwrap();
    let manifest = format!("{}  data/sub/a.txt\n{}  data/材料.txt\n", sha256("a"), sha256("a"));
    fs::write(bag.join("bagit.txt"), "BagIt-Version: 1.0\nTag-File-Character-Encoding: GB18030\n").unwrap();
    fs::write(bag.join("manifest-sha256.txt"), encoding_rs::GB18030.encode(&manifest).0).unwrap();
    let info = encoding_rs::GB18030.encode("Source-Organization: 示例县\n").0.into_owned();
    fs::write(bag.join("bag-info.txt"), info).unwrap();
    let verification = verified(&bag);
    assert_eq!(rules(&verification), Vec::<&str>::new());
    assert_eq!(verification.info, [("Source-Organization".to_owned(), "示例县".to_owned())]);
    fs::write(bag.join("bag-info.txt"), b"Source-Organization: \xff\xff\n").unwrap();
    assert_eq!(rules(&verified(&bag)), ["bag-info"]);
}

#[test]
fn tag_files_and_sha512() {
    let folder = tempfile::tempdir().unwrap();
    let bag = foreign_bag(folder.path());
    let digest = |algorithm, content: &str| {
        let mut hasher = Hasher::new(algorithm);
        hasher.update(content.as_bytes());
        hasher.finish()
    };
    fs::write(bag.join("manifest-sha512.txt"), line(&digest(Algorithm::Sha512, "a"), "data/sub/a.txt"))
        .unwrap();
    fs::write(bag.join("tagmanifest-sha512.txt"), line(&digest(Algorithm::Sha512, "x"), "bagit.txt"))
        .unwrap();
    let verification = verified(&bag);
    assert_eq!(rules(&verification), ["digest-mismatch"]);
    assert_eq!(verification.algorithms, ["sha256", "sha512"]);
}

#[test]
fn what_is_no_archive() {
    let (folder, target) = folder();
    pack(&plan(folder.path()), &target, &OPTIONS()).unwrap();
    let sum = folder.path().join("示例县-20260701.zip.sha256");
    let watch = Watch::nobody();
    assert!(matches!(verify(&sum, watch), Err(Error::NotAnArchive { .. })));
    let missing = folder.path().join("missing.zip");
    assert!(matches!(verify(&missing, watch), Err(Error::Read { .. })));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_packed_verifies(
        files in prop::collection::btree_map(
            "[a-c公园%]{1,3}/[a-z一二 %]{1,8}\\.(jpg|txt|json)",
            prop::collection::vec(any::<u8>(), 0..2000),
            0..6,
        )
    ) {
        let (folder, target) = folder();
        let payload = files.iter().enumerate().map(|(number, (path, content))| {
            let source = format!("{number}");
            PayloadFile { path: path.clone(), ..payload(folder.path(), &source, content) }
        });
        let plan = Plan { payload: payload.collect(), ..plan(folder.path()) };
        pack(&plan, &target, &OPTIONS()).unwrap();
        let verification = verified(&target);
        prop_assert!(verification.verified && verification.canonical);
        prop_assert_eq!(verification.files, files.len() as u64);
    }
}
