//! Disks that fail and files that change in the middle of `pack`, `seal` and `unpack`: a clear error that names the
//! file, what was there before untouched, and no temporary file that is not named.
//!
//! System calls are made to fail by strace; counts of calls are those of one thread.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail anywhere")]
#![allow(clippy::print_stderr, reason = "a test says what it could not test")]

mod common;

use std::fs::{self, File, OpenOptions};
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};

use common::packing::{Case, Disk, Random, SEALED};
use common::{keys, names, outcome, says, sealpack, tool};
use jiff::civil::date;
use sealpack::archive::{Change, Error, Options, PayloadFile, Plan, pack, verify};
use sealpack::inventory::Watch;
use sha2::{Digest, Sha256};

/// strace, where it is there and may trace.
fn strace() -> Option<PathBuf> {
    let strace = tool("strace")?;
    let traces = Command::new(&strace).args(["-o", "/dev/null", "true"]).status().unwrap().success();
    if !traces {
        eprintln!("NOT TESTED: nothing can be traced here");
    }
    traces.then_some(strace)
}

/// Runs a command whose system calls fail as `faults` say; calls for `paths` only, if any are given.
fn faulty(strace: &Path, command: &Command, faults: &[String], paths: &[&Path]) -> (i32, String, String) {
    let mut traced = Command::new(strace);
    traced.args(["-f", "-qq", "-o", "/dev/null"]);
    let calls: Vec<&str> = faults.iter().map(|fault| fault.split_once(':').unwrap().0).collect();
    traced.args(["-e", &format!("trace={}", calls.join(","))]);
    for fault in faults {
        traced.args(["-e", &format!("inject={fault}")]);
    }
    for path in paths {
        traced.arg("-P").arg(path);
    }
    traced.arg(command.get_program()).args(command.get_args());
    traced.env("SEALPACK_LANG", "en").env("NO_COLOR", "1").env_remove("SSH_AUTH_SOCK");
    outcome(&traced.output().unwrap())
}

/// All names of a call, with or without a folder's descriptor.
const RENAME: &str = "rename,renameat,renameat2,link,linkat";
const UNLINK: &str = "unlink,unlinkat,rmdir";

/// A folder with an older sealed archive, and a changed submission that is to take its place.
struct Replacing {
    case: Case,
    key: PathBuf,
    old: [Vec<u8>; 3],
}

impl Replacing {
    fn new() -> Self {
        let case = Case::new(3, 1);
        let key = keys::plain(case.temp.path(), "key", 1);
        let mut replacing = Self { case, key, old: [const { Vec::new() }; 3] };
        let (code, _, err) = outcome(&replacing.packing().output().unwrap());
        assert_eq!(code, 0, "{err}");
        replacing.old = replacing.there();
        let changed = replacing.case.path("submission/A1/文件/0.xz");
        fs::write(changed, Random(9).bytes(1 << 20)).unwrap();
        replacing
    }

    fn packing(&self) -> Command {
        self.case.packing(&["--force", "--sign", self.key.to_str().unwrap()])
    }

    fn there(&self) -> [Vec<u8>; 3] {
        SEALED.map(|name| fs::read(self.case.out().join(name)).unwrap())
    }

    fn is_untouched(&self, what: &str) {
        assert_eq!(names(&self.case.out()), SEALED, "{what}");
        assert!(self.there() == self.old, "{what}");
    }

    /// Puts the older archive back.
    fn restore(&self) {
        self.case.clear();
        for (name, bytes) in SEALED.iter().zip(&self.old) {
            fs::write(self.case.out().join(name), bytes).unwrap();
        }
    }

    fn part(&self, name: &str) -> PathBuf {
        self.case.out().join(format!(".{name}.sealpack-part"))
    }
}

#[test]
fn whatever_fails_before_the_rename_the_older_archive_and_its_seal_stay() {
    let Some(strace) = strace() else { return };
    let replacing = Replacing::new();
    let mut count = 0;
    for (name, own) in SEALED.iter().zip([true, false, false]) {
        let part = replacing.part(name);
        // The archive's entries are written to their places.
        let write = if own { "pwrite64" } else { "write" };
        let mut faults = vec![
            ("openat", "ENOSPC", 1, "not enough disk space"),
            ("openat", "EACCES", 1, "No permission"),
            ("openat", "EROFS", 1, "No permission"),
            ("flock", "EIO", 1, "cannot be written"),
            ("ftruncate", "EIO", 1, "cannot be written"),
            (write, "ENOSPC", 1, "not enough disk space"),
            (write, "EDQUOT", 1, "not enough disk space"),
            (write, "EFBIG", 1, "larger than this disk allows"),
            (write, "EIO", 1, "cannot be written"),
            ("fsync", "EIO", 1, "cannot be written"),
            ("fsync", "ENOSPC", 1, "not enough disk space"),
        ];
        if own {
            faults.extend([
                (write, "ENOSPC", 2, "not enough disk space"),
                (write, "EIO", 3, "cannot be written"),
                ("pread64", "EIO", 1, "cannot be read"),
                (RENAME, "EIO", 1, "cannot be written"),
                (RENAME, "EACCES", 1, "No permission"),
            ]);
        }
        for (call, error, nth, expected) in faults {
            let fault = format!("{call}:error={error}:when={nth}");
            let what = format!("{name}: {fault}");
            let (code, out, err) = faulty(&strace, &replacing.packing(), &[fault], &[&part]);
            assert_eq!((code, out.as_str()), (2, ""), "{what}: {err}");
            assert!(says(&err, expected) && says(&err, &format!("out/{name}")), "{what}: {err}");
            replacing.is_untouched(&what);
            count += 1;
        }
    }
    println!("{count} faults");
    let (code, _, err) = outcome(&replacing.packing().output().unwrap());
    assert_eq!((code, names(&replacing.case.out())), (0, SEALED.map(str::to_owned).to_vec()), "{err}");
}

/// A sum or seal that cannot be moved out of the way, or a folder that cannot be written to the disk.
#[test]
fn what_belongs_to_the_older_archive_comes_back() {
    let Some(strace) = strace() else { return };
    let replacing = Replacing::new();
    let out = replacing.case.out();
    let cases = [
        (RENAME, out.join("a.zip.sha256")),
        (RENAME, out.join("a.zip.sig")),
        ("fsync", out.clone()),
        ("openat", out.clone()),
    ];
    for (call, path) in cases {
        let fault = format!("{call}:error=EIO:when=1");
        let what = format!("{}: {fault}", path.display());
        let (code, _, err) = faulty(&strace, &replacing.packing(), &[fault], &[&path]);
        assert_eq!(code, 2, "{what}: {err}");
        assert!(says(&err, "cannot be written") && says(&err, "out/a.zip"), "{what}: {err}");
        replacing.is_untouched(&what);
    }
}

/// What fails behind the rename leaves the new archive whole, and it is said that it is.
#[test]
fn what_fails_behind_the_rename_is_said_of_the_archive_that_is_there() {
    let Some(strace) = strace() else { return };
    let replacing = Replacing::new();
    let out = replacing.case.out();
    let cases = [
        // The folder, after the archive has taken its place.
        ("fsync", 2, out.clone(), "the disk did not confirm it", &SEALED[..]),
        (RENAME, 1, replacing.part("a.zip.sha256"), "whole and in its place", &["a.zip", "a.zip.sig"]),
        (RENAME, 1, replacing.part("a.zip.sig"), "whole and in its place", &["a.zip", "a.zip.sha256"]),
        (
            UNLINK,
            1,
            out.join(".a.zip.sig.sealpack-old"),
            "whole and in its place",
            &[".a.zip.sig.sealpack-old", "a.zip", "a.zip.sha256", "a.zip.sig"],
        ),
    ];
    for (call, nth, path, expected, left) in cases {
        replacing.restore();
        let fault = format!("{call}:error=EIO:when={nth}");
        let what = format!("{}: {fault}", path.display());
        let (code, _, err) = faulty(&strace, &replacing.packing(), &[fault], &[&path]);
        assert_eq!(code, 2, "{what}: {err}");
        assert!(says(&err, expected) && says(&err, "out/a.zip"), "{what}: {err}");
        let there = names(&out);
        assert_eq!(there, left, "{what}: {err}");
        assert!(
            there.iter().all(|name| SEALED.contains(&name.as_str()) || says(&err, name)),
            "{what}: {err}"
        );
        assert!(fs::read(replacing.case.target()).unwrap() != replacing.old[0], "{what}");
        replacing.case.is_whole_or_absent();
        // The next run puts everything in order.
        assert_eq!(outcome(&replacing.packing().output().unwrap()).0, 0);
        assert_eq!(names(&out), SEALED);
    }
}

#[test]
fn a_temporary_file_that_cannot_be_removed_is_named() {
    let Some(strace) = strace() else { return };
    let replacing = Replacing::new();
    let part = replacing.part("a.zip");
    let faults = ["fsync:error=EIO:when=1".to_owned(), format!("{UNLINK}:error=EROFS")];
    let (code, _, err) = faulty(&strace, &replacing.packing(), &faults, &[&part]);
    assert_eq!(code, 2, "{err}");
    assert!(says(&err, "cannot be written") && says(&err, "out/.a.zip.sealpack-part"), "{err}");
    assert_eq!(names(&replacing.case.out()), [".a.zip.sealpack-part", "a.zip", "a.zip.sha256", "a.zip.sig"]);
    assert!(replacing.there() == replacing.old);
    assert_eq!(outcome(&replacing.packing().output().unwrap()).0, 0);
    assert_eq!(names(&replacing.case.out()), SEALED);
}

/// A disk that says that it wrote, and did not: only reading back shows it.
#[test]
fn a_write_that_never_reached_the_disk_is_noticed() {
    let Some(strace) = strace() else { return };
    let replacing = Replacing::new();
    for nth in [1, 2, 4] {
        let fault = format!("pwrite64:retval=1:when={nth}");
        let (code, _, err) = faulty(&strace, &replacing.packing(), &[fault], &[&replacing.part("a.zip")]);
        assert_eq!(code, 2, "{nth}: {err}");
        assert!(says(&err, "did not read back as it should") && says(&err, "out/a.zip"), "{nth}: {err}");
        replacing.is_untouched(&nth.to_string());
    }
}

/// Runs the command where no file may be longer than this many blocks of 512 bytes; the write that reaches the limit
/// is a short one.
fn limited(command: &Command, blocks: u64) -> (i32, String, String) {
    let mut shell = Command::new("sh");
    shell.args(["-c", &format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$@\""), "sh"]);
    shell.arg(command.get_program()).args(command.get_args());
    shell.env("SEALPACK_LANG", "en").env("NO_COLOR", "1").env_remove("SSH_AUTH_SOCK");
    outcome(&shell.output().unwrap())
}

#[test]
fn a_file_that_may_not_become_so_long_is_named() {
    let replacing = Replacing::new();
    for blocks in [0, 1, 3_001, 8_000] {
        let (code, _, err) = limited(&replacing.packing(), blocks);
        assert_eq!(code, 2, "{blocks}: {err}");
        assert!(says(&err, "larger than this disk allows") && says(&err, "out/a.zip"), "{blocks}: {err}");
        replacing.is_untouched(&blocks.to_string());
    }
}

#[test]
fn signals_at_any_step_end_the_run_in_order() {
    let Some(strace) = strace() else { return };
    let replacing = Replacing::new();
    let (mut stopped, mut done) = (0, 0);
    for signal in ["INT", "TERM"] {
        for (call, nth) in
            [("openat", 1), ("pwrite64", 1), ("pwrite64", 2), ("fsync", 1), ("pread64", 1), (RENAME, 1)]
        {
            let fault = format!("{call}:signal={signal}:when={nth}");
            // One thread, or each would be sent the signal, and the second one ends a run at once.
            let mut packing = replacing.packing();
            packing.args(["--jobs", "1"]);
            let (code, _, err) = faulty(&strace, &packing, &[fault], &[&replacing.part("a.zip")]);
            match code {
                130 => {
                    assert!(!err.is_empty());
                    replacing.is_untouched(&format!("{signal} at {call} {nth}"));
                    stopped += 1;
                }
                // It came too late to be heeded: then everything is done.
                0 => {
                    assert_eq!(names(&replacing.case.out()), SEALED);
                    replacing.case.is_whole_or_absent();
                    replacing.restore();
                    done += 1;
                }
                code => panic!("{signal} at {call} {nth}: {code} {err}"),
            }
        }
    }
    println!("{stopped} runs stopped, {done} done");
    assert!(stopped > 0);
}

#[test]
fn a_seal_that_cannot_be_written_is_named_and_not_there() {
    let Some(strace) = strace() else { return };
    let case = Case::new(1, 0);
    case.undisturbed();
    let key = keys::plain(case.temp.path(), "key", 1);
    let mut sealing = sealpack("en");
    sealing.arg("seal").arg(case.target()).arg("--key").arg(&key);
    let (part, target) = (case.out().join(".a.zip.sig.sealpack-part"), case.target());
    let cases = [
        ("openat", "EACCES", &part, "No permission"),
        ("write", "ENOSPC", &part, "not enough disk space"),
        ("fsync", "EIO", &part, "cannot be written"),
        (RENAME, "EIO", &part, "cannot be written"),
        ("pread64", "EIO", &target, "cannot be read"),
    ];
    let before = fs::read(&target).unwrap();
    for (call, error, path, expected) in cases {
        let fault = format!("{call}:error={error}:when=1");
        let (code, _, err) = faulty(&strace, &sealing, std::slice::from_ref(&fault), &[path]);
        assert_eq!(code, 2, "{fault}: {err}");
        assert!(says(&err, expected) && says(&err, "out/a.zip"), "{fault}: {err}");
        assert_eq!(names(&case.out()), ["a.zip", "a.zip.sha256"], "{fault}");
    }
    let fault = "fsync:error=EIO".to_owned();
    let (code, _, err) = faulty(&strace, &sealing, &[fault], &[&case.out()]);
    assert_eq!((code, says(&err, "the disk did not confirm it")), (2, true), "{err}");
    assert_eq!(names(&case.out()), SEALED);
    assert!(fs::read(&target).unwrap() == before);
}

/// An archive, and the command that unpacks it to `out/unpacked`.
fn unpacking() -> (Case, Command) {
    let case = Case::new(3, 1);
    case.undisturbed();
    fs::rename(case.target(), case.path("a.zip")).unwrap();
    case.clear();
    let mut command = sealpack("en");
    command.arg("unpack").arg(case.path("a.zip")).arg(case.path("out/unpacked"));
    (case, command)
}

#[test]
fn whatever_fails_nothing_is_unpacked() {
    let Some(strace) = strace() else { return };
    let (case, command) = unpacking();
    let archive = case.path("a.zip");
    let nowhere: &[&Path] = &[];
    let cases: [(&str, &str, u32, &[&Path], &str); 8] = [
        ("mkdir,mkdirat", "ENOSPC", 1, nowhere, "not enough disk space"),
        ("mkdir,mkdirat", "EACCES", 2, nowhere, "No permission"),
        ("fsync", "EIO", 1, nowhere, "cannot be written"),
        ("fsync", "ENOSPC", 2, nowhere, "not enough disk space"),
        (RENAME, "EIO", 1, nowhere, "cannot be written"),
        ("openat", "EIO", 1, &[&archive], "cannot be read"),
        ("pread64", "EIO", 1, &[&archive], "cannot be read"),
        ("pread64", "EIO", 5, &[&archive], "cannot be read"),
    ];
    for (call, error, nth, paths, expected) in cases {
        let fault = format!("{call}:error={error}:when={nth}");
        let (code, out, err) = faulty(&strace, &command, std::slice::from_ref(&fault), paths);
        assert_eq!((code, out.as_str()), (2, ""), "{fault}: {err}");
        let named = says(&err, "out/unpacked") || says(&err, "a.zip");
        assert!(says(&err, expected) && named, "{fault}: {err}");
        assert_eq!(names(&case.out()), [""; 0], "{fault}");
    }
    for (blocks, code) in [(1, 2), (2_047, 2), (1 << 20, 0)] {
        let (found, _, err) = limited(&command, blocks);
        assert_eq!(found, code, "{blocks}: {err}");
        if code != 0 {
            assert!(says(&err, "larger than this disk allows") && says(&err, "out/unpacked"), "{err}");
            assert_eq!(names(&case.out()), [""; 0]);
        }
    }
    assert_eq!(names(&case.out()), ["unpacked"]);
}

#[test]
fn a_folder_that_the_disk_does_not_confirm_is_there_and_said_to_be() {
    let Some(strace) = strace() else { return };
    let (case, command) = unpacking();
    let (code, _, err) = faulty(&strace, &command, &["fsync:error=EIO".to_owned()], &[&case.out()]);
    assert_eq!((code, says(&err, "the disk did not confirm it")), (2, true), "{err}");
    assert_eq!(names(&case.out()), ["unpacked"]);
    assert_eq!(outcome(&sealpack("en").arg("verify").arg(case.path("out/unpacked")).output().unwrap()).0, 0);
}

#[test]
fn a_temporary_folder_that_cannot_be_removed_is_named() {
    let Some(strace) = strace() else { return };
    let (case, command) = unpacking();
    let faults = ["fsync:error=EIO:when=1".to_owned(), format!("{UNLINK}:error=EROFS")];
    let (code, _, err) = faulty(&strace, &command, &faults, &[]);
    assert_eq!(code, 2, "{err}");
    let left = names(&case.out());
    assert!(left.len() == 1 && says(&err, &left[0]), "{left:?}: {err}");
}

#[test]
fn signals_while_unpacking_leave_nothing() {
    let Some(strace) = strace() else { return };
    let (case, mut command) = unpacking();
    command.args(["--jobs", "1"]);
    let archive = case.path("a.zip");
    let archive: &[&Path] = &[&archive];
    let mut stopped = 0;
    for signal in ["INT", "TERM"] {
        for (call, nth) in
            [("pread64", 2), ("pread64", 40), ("mkdir,mkdirat", 1), ("mkdir,mkdirat", 3), ("fsync", 1)]
        {
            let fault = format!("{call}:signal={signal}:when={nth}");
            let paths = if call == "pread64" { archive } else { &[] };
            let (code, _, err) = faulty(&strace, &command, std::slice::from_ref(&fault), paths);
            match code {
                130 => {
                    assert_eq!(names(&case.out()), [""; 0], "{fault}");
                    stopped += 1;
                }
                0 => {
                    assert_eq!(names(&case.out()), ["unpacked"], "{fault}");
                    case.clear();
                }
                code => panic!("{fault}: {code} {err}"),
            }
        }
    }
    assert!(stopped > 0);
}

#[test]
fn on_a_full_disk_nothing_is_unpacked() {
    let (case, command) = unpacking();
    let Some(disk) = Disk::mounted(case.out()) else { return };
    let (code, _, err) = outcome(&{ command }.output().unwrap());
    assert_eq!(code, 2, "{err}");
    assert!(says(&err, "not enough disk space") && says(&err, "out/unpacked"), "{err}");
    assert_eq!(names(&disk.place), [""; 0]);
}

const PIECES: usize = 4;

/// A plan of two files of several pieces, and where its archive goes.
fn plan() -> (tempfile::TempDir, Plan, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("out")).unwrap();
    let payload = ["一.xz", "二.xz"].map(|name| {
        let source = folder.path().join(name);
        let content = Random(5).bytes(PIECES << 20);
        fs::write(&source, &content).unwrap();
        let sha256 = Sha256::digest(&content).into();
        PayloadFile { path: name.to_owned(), source, bytes: content.len() as u64, sha256 }
    });
    let plan = Plan {
        name: "示例县-20260701".to_owned(),
        date: date(2026, 7, 1),
        payload: payload.into(),
        tags: Vec::new(),
        info: Vec::new(),
        draft: false,
    };
    let target = folder.path().join("out/a.zip");
    (folder, plan, target)
}

/// Packs, and disturbs it once the first piece of the first file has been read.
fn disturbed(plan: &Plan, target: &Path, disturb: impl Fn() + Sync) -> Result<(), Error> {
    let done = AtomicBool::new(false);
    let watch = Watch {
        interrupted: &|| false,
        done: &|bytes| {
            if bytes >= 1 << 20 && !done.swap(true, Ordering::Relaxed) {
                disturb();
            }
        },
    };
    // One thread, so that the second file is not read before the first one.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    pool.install(|| pack(plan, target, &Options { force: true, key: None, watch })).map(drop)
}

#[test]
fn a_file_that_changes_while_it_is_packed_is_named() {
    type Disturb = fn(&Path);
    const FIRST: usize = 0;
    const NEXT: usize = 1;
    let cases: [(usize, Disturb, Change); 9] = [
        (FIRST, |path| append(path), Change::Grew),
        (
            FIRST,
            |path| OpenOptions::new().write(true).open(path).unwrap().set_len(2 << 20).unwrap(),
            Change::Shrank,
        ),
        (
            FIRST,
            |path| OpenOptions::new().write(true).open(path).unwrap().set_len(0).unwrap(),
            Change::Shrank,
        ),
        (FIRST, |path| overwrite(path), Change::Content),
        (NEXT, |path| append(path), Change::Grew),
        (NEXT, |path| fs::remove_file(path).unwrap(), Change::Vanished),
        (NEXT, |path| overwrite(path), Change::Content),
        (
            NEXT,
            |path| replace(path, |to| std::os::unix::fs::symlink("/dev/zero", to).unwrap()),
            Change::Replaced,
        ),
        // Opening it would wait for a writer for ever.
        (NEXT, |path| replace(path, pipe), Change::Replaced),
    ];
    for (number, (which, disturb, expected)) in cases.into_iter().enumerate() {
        let (folder, plan, target) = plan();
        fs::write(&target, "older").unwrap();
        let source = &plan.payload[which].source;
        let error = disturbed(&plan, &target, || disturb(source)).unwrap_err();
        match &error {
            Error::Changed { path, change } => assert_eq!((path, *change), (source, expected), "{number}"),
            other => panic!("{number}: {other}"),
        }
        assert!(error.to_string().contains(source.to_str().unwrap()));
        assert_eq!(names(&folder.path().join("out")), ["a.zip"], "{number}");
        assert_eq!(fs::read(&target).unwrap(), b"older", "{number}");
    }
}

fn append(path: &Path) {
    OpenOptions::new().append(true).open(path).unwrap().write_all(b"x").unwrap();
}

/// Other bytes in the last piece, of the same length.
fn overwrite(path: &Path) {
    let mut file = OpenOptions::new().write(true).open(path).unwrap();
    file.seek(SeekFrom::End(-1)).unwrap();
    let last = Random(5).bytes(PIECES << 20).pop().unwrap();
    file.write_all(&[!last]).unwrap();
}

fn replace(path: &Path, by: impl Fn(&Path)) {
    fs::remove_file(path).unwrap();
    by(path);
}

fn pipe(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

/// Whoever removes or replaces a file that is already open does not reach what was checked.
#[test]
fn a_file_that_is_replaced_while_it_is_read_is_packed_as_it_was_checked() {
    let cases: [fn(&Path); 2] = [
        |path| fs::remove_file(path).unwrap(),
        |path| {
            let other = path.with_extension("new");
            fs::write(&other, "another file").unwrap();
            fs::rename(other, path).unwrap();
        },
    ];
    for disturb in cases {
        let (_folder, plan, target) = plan();
        disturbed(&plan, &target, || disturb(&plan.payload[0].source)).unwrap();
        let verification = verify(&target, Watch::nobody()).unwrap();
        assert!(verification.verified && verification.canonical, "{:?}", verification.findings);
    }
}

/// `/proc/self/mem` looks like an empty file, and gives EIO where it is read.
#[test]
fn a_file_that_cannot_be_read_any_more_is_named() {
    let (folder, mut plan, target) = plan();
    let source = PathBuf::from("/proc/self/mem");
    assert!(File::open(&source).is_ok());
    let sha256 = Sha256::digest(b"").into();
    plan.payload.push(PayloadFile { path: "三.xz".to_owned(), source, bytes: 0, sha256 });
    let error =
        pack(&plan, &target, &Options { force: false, key: None, watch: Watch::nobody() }).unwrap_err();
    assert!(matches!(&error, Error::Read { path, .. } if path.ends_with("self/mem")), "{error}");
    assert_eq!(names(&folder.path().join("out")), [""; 0]);
}

/// A file that gives an error when the check reads it is a finding; when packing reads it, an error.
#[test]
fn a_source_on_a_failing_disk_is_never_packed() {
    let Some(strace) = strace() else { return };
    let case = Case::new(1, 0);
    let source = case.path("submission/A1/文件/0.xz");
    for call in ["openat", "read", "statx"] {
        let fault = format!("{call}:error=EIO:when=1");
        let (code, out, err) = faulty(&strace, &case.packing(&[]), std::slice::from_ref(&fault), &[&source]);
        assert!(matches!(code, 1 | 2), "{fault}: {code} {out}{err}");
        assert!(says(&format!("{out}{err}"), "0.xz"), "{fault}: {out}{err}");
        assert_eq!(names(&case.out()), [""; 0], "{fault}");
    }
}
