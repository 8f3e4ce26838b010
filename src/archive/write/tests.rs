use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use jiff::civil::date;

use super::super::bag::algorithm::{Algorithm, Hasher};
use super::super::zip::Method;
use super::super::zip::read::Archive;
use super::super::zip::write::ZipWriter;
use super::*;
use crate::inventory::Watch;

/// Bytes that do not shrink.
fn noise(len: usize, seed: u32) -> Vec<u8> {
    let mut state = seed | 1;
    let next = || {
        // xorshift32 (Marsaglia 2003)
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state.to_le_bytes()
    };
    std::iter::repeat_with(next).flatten().take(len).collect()
}

/// Content of every sort: nothing, of one piece, of several pieces, of several parts, deflated and more of that than
/// is held in memory, and small content around all of it.
fn contents() -> Vec<(String, Vec<u8>)> {
    let mut all = vec![
        ("b/empty.jpg".to_owned(), Vec::new()),
        ("b/empty.txt".to_owned(), Vec::new()),
        ("b/piece.jpg".to_owned(), noise(1 << 20, 1)),
        ("b/piece-and-byte.jpg".to_owned(), noise((1 << 20) + 1, 2)),
        ("c/many-deflated.dat".to_owned(), noise(18 << 20, 3)),
        ("c/parts.mp4".to_owned(), vec![7; (64 << 20) + 5]),
        ("d/公园.jpg".to_owned(), noise(5_000_000, 4)),
        ("d/说明.txt".to_owned(), "坚持把文明创建作为惠民工程来抓。".repeat(50_000).into_bytes()),
    ];
    for number in 0..40_u32 {
        let len = (number * number * 331 % 70_000) as usize;
        let extension = if number % 3 == 0 { "jpg" } else { "csv" };
        let folder = ["a", "c", "e"][number as usize % 3];
        all.push((format!("{folder}/{number:02}.{extension}"), noise(len, number)));
    }
    all.sort();
    all
}

struct Case {
    folder: tempfile::TempDir,
    payload: Vec<PayloadFile>,
}

impl Case {
    fn new(contents: &[(String, Vec<u8>)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let payload = contents.iter().enumerate().map(|(number, (path, content))| {
            let source = folder.path().join(number.to_string());
            fs::write(&source, content).unwrap();
            PayloadFile { path: path.clone(), source, bytes: content.len() as u64, sha256: [0; 32] }
        });
        Self { payload: payload.collect(), folder }
    }

    fn target(&self) -> PathBuf {
        self.folder.path().join("a.zip")
    }

    /// Writes the archive on so many threads. Gives its digest as it was computed meanwhile, and what was read back.
    fn write(
        &self,
        entries: &[Entry<'_>],
        threads: usize,
        watch: Watch<'_>,
    ) -> Result<(String, Proofs), Error> {
        let options = || fs::File::options().create(true).truncate(true).read(true).write(true).to_owned();
        let file = Arc::new(options().open(self.target()).unwrap());
        let (flush, counter) = (Flush::default(), Counter::new(watch));
        let sums = [Mutex::new(Running::new(Shared::new(Arc::clone(&file)), Algorithm::Sha256))];
        let target = self.target();
        let job = Job {
            top: "x",
            date: form::dos_date(date(2026, 7, 1)).unwrap(),
            entries,
            target: &target,
            file: &file,
            sums: &sums,
            flush: &flush,
            counter: &counter,
        };
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let proofs = pool.install(|| job.write())?;
        let [sum] = sums;
        Ok((sum.into_inner().unwrap().finish(&target, &counter)?.to_string(), proofs))
    }

    fn entries(&self) -> Vec<Entry<'_>> {
        let entry = |file: &'_ PayloadFile| file.path.clone().into();
        self.payload.iter().map(|file| Entry { path: entry(file), content: Content::File(file) }).collect()
    }
}

#[test]
fn any_number_of_threads_writes_what_one_entry_after_the_other_would_be() {
    let contents = contents();
    let mut zip = ZipWriter::new(io::Cursor::new(Vec::new()), date(2026, 7, 1)).unwrap();
    for (path, content) in &contents {
        let mut entry = zip.start(&format!("x/{path}"), content.len() as u64).unwrap();
        entry.write(content).unwrap();
        entry.finish().unwrap();
    }
    let expected = zip.finish().unwrap().into_inner();
    let mut hasher = Hasher::new(Algorithm::Sha256);
    hasher.update(&expected);
    let digest = hasher.finish().to_string();

    let case = Case::new(&contents);
    for threads in [1, 2, 3, 4, 9] {
        let (found, _) = case.write(&case.entries(), threads, Watch::nobody()).unwrap();
        assert!(fs::read(case.target()).unwrap() == expected, "{threads}");
        assert_eq!(found, digest, "{threads}");
    }
    // The same from memory.
    let entries: Vec<Entry<'_>> = contents
        .iter()
        .map(|(path, content)| Entry {
            path: path.into(),
            content: Content::Bytes(content.as_slice().into()),
        })
        .collect();
    for threads in [1, 3] {
        case.write(&entries, threads, Watch::nobody()).unwrap();
        assert!(fs::read(case.target()).unwrap() == expected, "{threads}, from memory");
    }
}

#[test]
fn what_lies_in_the_archive_just_as_it_is_was_read_back_when_it_is_written() {
    let contents = contents();
    let case = Case::new(&contents);
    let (_, proofs) = case.write(&case.entries(), 3, Watch::nobody()).unwrap();
    let archive = Archive::open(&mut fs::File::open(case.target()).unwrap()).unwrap();
    let mut proved = 0;
    for (entry, (path, content)) in archive.entries.iter().zip(&contents) {
        let found = entry.stored().and_then(|(data, bytes, crc)| proofs.find(data, bytes, crc));
        // What is written in parts has nobody who could read it back before all of them are there.
        let expected = Method::of(path) == Method::Stored && content.len() as u64 <= line::PART;
        assert_eq!(found.is_some(), expected, "{path}");
        if let Some(proof) = found {
            let mut hasher = Hasher::new(Algorithm::Sha256);
            hasher.update(content);
            assert_eq!(proof.wrong(&[(Algorithm::Sha256, hasher.finish())]), Some(Vec::new()), "{path}");
            proved += 1;
        }
    }
    assert!(proved > 10);
}

#[test]
fn of_several_things_that_are_wrong_always_the_first_is_told() {
    let contents: Vec<(String, Vec<u8>)> = (0..200)
        .map(|number| (format!("{number:03}.{}", ["txt", "jpg"][number % 2]), noise(9_000, 1)))
        .collect();
    let case = Case::new(&contents);
    for wrong in [40, 41, 42, 43, 150] {
        fs::remove_file(&case.payload[wrong].source).unwrap();
    }
    for round in 0..20 {
        let error = case.write(&case.entries(), 1 + round % 4, Watch::nobody()).unwrap_err();
        assert!(matches!(&error, Error::Changed { path, .. } if *path == case.payload[40].source), "{error}");
    }
}

/// The others wait for the length of what it deflates.
#[test]
fn a_panic_in_one_thread_ends_all() {
    let contents: Vec<(String, Vec<u8>)> =
        (0..100).map(|number| (format!("{number:03}.txt"), noise(100_000, number))).collect();
    let case = Case::new(&contents);
    let panicked = AtomicBool::new(false);
    let done = |_| {
        assert!(panicked.swap(true, Ordering::Relaxed), "the first one panics");
    };
    let watch = Watch { done: &done, interrupted: &|| false };
    let run = std::panic::AssertUnwindSafe(|| case.write(&case.entries(), 4, watch));
    assert!(std::panic::catch_unwind(run).is_err());
}
