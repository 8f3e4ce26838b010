//! Bags: their declarations, metadata, manifests and lists of files to fetch, as a whole and each by itself.
#![no_main]

use std::fs;
use std::io::Read;
use std::sync::LazyLock;

use rayon::{ThreadPool, ThreadPoolBuilder};
use sealpack::archive::bag::algorithm::Algorithm;
use sealpack::archive::bag::encoding::Encoding;
use sealpack::archive::bag::{declaration, info, manifest};
use sealpack::archive::{Error, verify};
use sealpack::inventory::Watch;
use sealpack::profile::Severity;
use sealpack::report::json;
use sealpack::text::Lang;
use sealpack_fuzz::bag::{files, sha256, zip};

/// Most that any encoding makes of one byte, in bytes of UTF-8.
const MOST_DECODED: usize = 4;

static FOLDER: LazyLock<tempfile::TempDir> = LazyLock::new(|| tempfile::tempdir().expect("a folder"));
/// Of one thread, or most of the time would be spent waking others.
static POOL: LazyLock<ThreadPool> =
    LazyLock::new(|| ThreadPoolBuilder::new().num_threads(1).build().expect("a thread"));

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    if input.starts_with(b"=== ") { as_a_whole(input) } else { each_by_itself(input) }
});

fn as_a_whole(input: &[u8]) {
    let (archive, files) = zip(files(input));
    let path = FOLDER.path().join("bag.zip");
    fs::write(&path, archive).expect("written");
    let verification = match POOL.install(|| verify(&path, Watch::nobody())) {
        Ok(verification) => verification,
        Err(Error::NotAnArchive { .. }) => return,
        Err(error) => panic!("{error}"),
    };
    let wrong = verification.findings.iter().any(|finding| finding.severity == Severity::Error);
    assert_eq!(verification.verified, !wrong);
    for lang in [Lang::Zh, Lang::En] {
        assert!(!json::verify(std::slice::from_ref(&verification), lang).is_empty());
    }
    if !verification.verified {
        return;
    }
    let payload = files.iter().filter(|(name, _)| name.starts_with("data/"));
    assert_eq!(verification.files, payload.clone().count() as u64);
    assert_eq!(verification.bytes, payload.clone().map(|(_, content)| content.len() as u64).sum::<u64>());
    // What is verified by SHA-256 has its digest in the manifest, whatever the manifest's encoding makes of paths.
    let manifest = files.iter().find(|(name, _)| name == "manifest-sha256.txt");
    if let Some((_, manifest)) = manifest.filter(|_| verification.algorithms == ["sha256"]) {
        let digits: Vec<u8> =
            manifest.iter().filter(|byte| **byte != 0).map(u8::to_ascii_lowercase).collect();
        for (name, content) in payload {
            let digest = sha256(content);
            assert!(digits.windows(64).any(|window| window == digest.as_bytes()), "{name} is in no manifest");
        }
    }
}

fn each_by_itself(input: &[u8]) {
    let _ = declaration::parse(input);
    if let Ok(fields) = info::parse(&String::from_utf8_lossy(input)) {
        // Our own labels have letters; one of control characters alone would be written empty.
        if fields.iter().all(|(label, _)| !label.contains(char::is_control)) {
            let again = info::parse(&info::write(&fields)).expect("what we write can be read");
            assert_eq!(again.len(), fields.len());
        }
        for (_, value) in &fields {
            let _ = info::parse_oxum(value);
        }
    }
    for line in manifest::lines(Algorithm::Sha256, input).flatten() {
        if line.path == line.written || line.path.contains(['%', '\r', '\n']) {
            let written = manifest::line(&line.digest, &line.path);
            let again: Vec<_> = manifest::lines(Algorithm::Sha256, written.as_bytes()).flatten().collect();
            let paths: Vec<&str> = again.iter().map(|line| line.path.as_str()).collect();
            let tidy = line.path.trim_start_matches([' ', '\t', '*', '.', '/']) == line.path;
            assert!(!tidy || paths == [line.path.as_str()], "{line:?} becomes {paths:?}");
        }
    }
    for name in ["UTF-8", "UTF-16", "ISO-8859-1", "GB18030"] {
        let mut text = Vec::new();
        let mut reader = Encoding::named(name).expect("known").reader(input);
        reader.read_to_end(&mut text).expect("memory");
        assert!(text.len() <= input.len() * MOST_DECODED + MOST_DECODED);
    }
}
