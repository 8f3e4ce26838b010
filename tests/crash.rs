//! `sealpack pack` killed, interrupted, without room, and twice at once: the target holds a whole archive or what
//! it held before.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail anywhere")]
#![allow(clippy::print_stderr, reason = "a test says what it could not test")]

mod common;

use std::fs;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Instant;

use common::packing::{Case, Disk, LEFTOVERS, Random, SEALED, WHOLE};
use common::{keys, names, outcome, says};

/// Moments spread over a run, as parts of its time: a random one in each twentieth.
fn moments() -> Vec<f64> {
    let mut random = Random(20);
    (0..20).map(|number| (f64::from(number) + random.fraction()) / 20.0).collect()
}

#[test]
fn killed_at_any_moment_there_is_a_whole_archive_or_none() {
    let case = Case::new(56, 4);
    let (expected, mut took) = case.undisturbed();
    let (mut killed, mut left_over, mut published) = (0, 0, 0);
    for moment in moments() {
        case.clear();
        killed += u32::from(case.killed(&[], took.mul_f64(moment)));
        case.only_known_names();
        let there = case.is_whole_or_absent();
        published += u32::from(there);
        left_over += u32::from(names(&case.out()).iter().any(|name| LEFTOVERS.contains(&name.as_str())));
        // The next run takes over what the killed one left; what it finished, it keeps unless told otherwise.
        if there {
            let (code, _, err) = outcome(&case.packing(&[]).output().unwrap());
            assert_eq!(code, 2, "{err}");
            assert!(says(&err, "already there"), "{err}");
        }
        let args: &[&str] = if there { &["--force"] } else { &[] };
        let again = Instant::now();
        let (code, _, err) = outcome(&case.packing(args).output().unwrap());
        // Other tests come and go beside this one, so that a run's time is only good for the next one.
        took = again.elapsed();
        assert_eq!(code, 0, "{err}");
        assert_eq!(names(&case.out()), WHOLE, "killed at {moment}");
        assert!(fs::read(case.target()).unwrap() == expected);
    }
    eprintln!(
        "of 20 runs of {took:?} {killed} were killed: {left_over} left something, {published} an archive"
    );
    assert!(killed >= 5 && left_over > 0, "the runs are over too soon: {killed}, {left_over}");
}

#[test]
fn killed_at_any_moment_an_older_archive_is_there_or_the_new_one() {
    let case = Case::new(32, 2);
    let (new, took) = case.undisturbed();
    let small = Case::new(1, 0);
    let (old, _) = small.undisturbed();
    let old_sum = fs::read(small.path("out/a.zip.sha256")).unwrap();
    for moment in moments() {
        case.clear();
        fs::write(case.target(), &old).unwrap();
        fs::write(case.path("out/a.zip.sha256"), &old_sum).unwrap();
        case.killed(&["--force"], took.mul_f64(moment));
        case.only_known_names();
        let there = fs::read(case.target()).unwrap();
        assert!(there == old || there == new, "killed at {moment}");
        // Verified, and no sum of the other one beside it.
        case.is_whole();
    }
    case.undisturbed();
}

#[test]
fn killed_at_any_moment_no_seal_stands_beside_another_archive() {
    let case = Case::new(32, 2);
    let key = keys::plain(case.temp.path(), "key", 1);
    let sealing = ["--force", "--sign", key.to_str().unwrap()];
    let sealed = |case: &Case| {
        let start = Instant::now();
        let (code, _, err) = outcome(&case.packing(&sealing).output().unwrap());
        assert_eq!(code, 0, "{err}");
        assert_eq!(names(&case.out()), SEALED);
        (SEALED.map(|name| fs::read(case.out().join(name)).unwrap()), start.elapsed())
    };
    let (new, took) = sealed(&case);
    let small = Case::new(1, 0);
    let (old, _) = sealed(&small);
    for moment in moments() {
        case.clear();
        for (name, bytes) in SEALED.iter().zip(&old) {
            fs::write(case.out().join(name), bytes).unwrap();
        }
        case.killed(&sealing, took.mul_f64(moment));
        case.only_known_names();
        let there = fs::read(case.target()).unwrap();
        let expected = [&old, &new].into_iter().find(|files| files[0] == there).expect("one of the two");
        if let Ok(seal) = fs::read(case.path("out/a.zip.sig")) {
            assert!(seal == expected[2], "killed at {moment}");
        }
        case.is_whole();
    }
    // The next run cleans up, with a seal or without.
    sealed(&case);
    fs::remove_file(case.path("out/a.zip.sig")).unwrap();
    fs::write(case.out().join(LEFTOVERS[2]), "half a seal").unwrap();
    case.undisturbed();
}

/// What a run does last: the old archive's companions go, the new archive comes, then its own.
#[test]
fn killed_between_its_last_steps_a_run_leaves_no_wrong_seal() {
    let case = Case::new(1, 0);
    let key = keys::plain(case.temp.path(), "key", 1);
    let Some(strace) = common::tool("strace") else { return };
    if !Command::new(&strace).args(["-o", "/dev/null", "true"]).status().unwrap().success() {
        eprintln!("NOT TESTED: nothing can be traced here");
        return;
    }
    let sealing = ["--force", "--sign", key.to_str().unwrap()];
    let (code, _, err) = outcome(&case.packing(&sealing).output().unwrap());
    assert_eq!(code, 0, "{err}");
    let old = SEALED.map(|name| fs::read(case.out().join(name)).unwrap());
    fs::write(case.path("submission/A1/文件/0.xz"), Random(9).bytes(1 << 20)).unwrap();
    let mut published = 0;
    for call in ["unlink,unlinkat", "rename,renameat,renameat2"] {
        for nth in 1..=3 {
            case.clear();
            for (name, bytes) in SEALED.iter().zip(&old) {
                fs::write(case.out().join(name), bytes).unwrap();
            }
            let packing = case.packing(&sealing);
            let mut command = Command::new(&strace);
            command.args(["-f", "-qq", "-o", "/dev/null", "-e", &format!("trace={call}")]);
            command.args(["-e", &format!("inject={call}:signal=KILL:when={nth}")]);
            command.arg(packing.get_program()).args(packing.get_args());
            command.env("SEALPACK_LANG", "en").stdout(Stdio::null()).stderr(Stdio::null());
            command.status().unwrap();
            case.only_known_names();
            case.is_whole();
            published += u32::from(fs::read(case.target()).unwrap() != old[0]);
        }
    }
    assert!(published > 0);
}

/// Killed between its last two steps, a run leaves the archive in its place and what was to become its sum.
#[test]
fn what_a_killed_run_left_beside_its_archive_is_cleaned_up_or_named() {
    let case = Case::new(1, 0);
    case.undisturbed();
    fs::remove_file(case.path("out/a.zip.sha256")).unwrap();
    fs::write(case.out().join(LEFTOVERS[1]), "half a su").unwrap();
    let (code, _, err) = outcome(&case.packing(&[]).output().unwrap());
    assert_eq!(code, 2, "{err}");
    assert!(!names(&case.out()).contains(&LEFTOVERS[1].to_owned()) || says(&err, LEFTOVERS[1]), "{err}");
    case.undisturbed();
}

/// Waits until the run writes its archive. The part of it that is checked may be over too soon to be met.
fn until_it_writes(case: &Case, child: &mut Child) -> bool {
    let part = case.out().join(LEFTOVERS[0]);
    loop {
        if fs::metadata(&part).is_ok_and(|metadata| metadata.len() > 1 << 20) {
            return true;
        }
        if child.try_wait().unwrap().is_some() {
            return false;
        }
        std::thread::yield_now();
    }
}

/// Sends a signal to a run that is writing; how it ended and what it said.
fn signalled(case: &Case, signal: &str, args: &[&str]) -> (ExitStatus, String) {
    for _ in 0..5 {
        let mut child = case.packing(args).spawn().unwrap();
        if until_it_writes(case, &mut child) {
            let sent = Command::new("sh").args(["-c", &format!("kill -{signal} {}", child.id())]).status();
            assert!(sent.unwrap().success());
            let output = child.wait_with_output().unwrap();
            if output.status.code() != Some(0) {
                return (output.status, outcome(&output).2);
            }
        }
        let _ = fs::remove_file(case.target());
        let _ = fs::remove_file(case.path("out/a.zip.sha256"));
    }
    panic!("every run was over before SIG{signal} reached it");
}

#[test]
fn interrupted_nothing_is_left() {
    let case = Case::new(24, 16);
    for signal in ["INT", "TERM"] {
        let (status, err) = signalled(&case, signal, &[]);
        assert_eq!(status.code(), Some(130), "{signal}: {err}");
        assert_eq!(names(&case.out()), [""; 0], "{signal}");
        assert!(!err.is_empty());
    }
    fs::write(case.target(), "older").unwrap();
    let (status, _) = signalled(&case, "INT", &["--force"]);
    assert_eq!(status.code(), Some(130));
    assert_eq!(names(&case.out()), ["a.zip"]);
    assert_eq!(fs::read(case.target()).unwrap(), b"older");
}

#[test]
fn of_two_runs_for_one_target_one_wins() {
    let case = Case::new(8, 2);
    let (expected, _) = case.undisturbed();
    for _ in 0..3 {
        case.clear();
        let runs = [(); 2].map(|()| case.packing(&[]).spawn().unwrap());
        let mut ends = runs.map(|child| outcome(&child.wait_with_output().unwrap()));
        ends.sort();
        let [(first, ..), (second, out, err)] = &ends;
        assert_eq!((*first, *second), (0, 2), "{ends:?}");
        assert_eq!(out, "");
        assert!(says(err, "Another run") || says(err, "already there"), "{err}");
        assert_eq!(names(&case.out()), WHOLE);
        assert!(fs::read(case.target()).unwrap() == expected);
        case.is_whole();
    }
}

#[test]
fn a_folder_that_does_not_exist_is_named() {
    let case = Case::new(1, 0);
    let target = case.path("no such folder/a.zip");
    let (code, out, err) = outcome(&case.packing_to(&target, &[]).output().unwrap());
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(says(&err, "no such folder/a.zip") && says(&err, "does not exist"), "{err}");
    assert!(!case.path("no such folder").exists());
}

#[test]
fn a_folder_that_cannot_be_written_to_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let case = Case::new(1, 0);
    fs::set_permissions(case.out(), fs::Permissions::from_mode(0o555)).unwrap();
    // Who may do everything is not stopped by that.
    if fs::write(case.path("out/probe"), "").is_ok() {
        eprintln!("NOT TESTED: no folder is read-only for this user");
        return;
    }
    let (code, out, err) = outcome(&case.packing(&[]).output().unwrap());
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(says(&err, "a.zip") && says(&err, "permission"), "{err}");
    assert_eq!(names(&case.out()), [""; 0]);
}

#[test]
fn on_a_full_disk_nothing_is_left_and_what_was_there_stays() {
    let case = Case::new(2, 0);
    let Some(disk) = Disk::mounted(case.out()) else { return };
    let full = |args: &[&str]| {
        let (code, out, err) = outcome(&case.packing(args).output().unwrap());
        assert_eq!((code, out.as_str()), (2, ""), "{err}");
        assert!(says(&err, "not enough disk space") && says(&err, "out/a.zip"), "{err}");
        assert!(says(&err, "Free some space"), "{err}");
    };
    full(&[]);
    assert_eq!(names(&disk.place), [""; 0]);
    fs::write(case.target(), "older").unwrap();
    fs::write(case.path("out/a.zip.sha256"), "older sum").unwrap();
    full(&["--force"]);
    assert_eq!(fs::read(case.target()).unwrap(), b"older");
    assert_eq!(fs::read(case.path("out/a.zip.sha256")).unwrap(), b"older sum");
    assert_eq!(names(&disk.place), WHOLE);
}

/// The last page of the disk goes to the archive, and none is left for its sum.
#[test]
fn on_a_disk_full_but_for_the_sum_what_was_there_stays_too() {
    const PAGE: u64 = 4096;
    let pages = |bytes: u64| bytes.div_ceil(PAGE) * PAGE;
    let case = Case::new(0, 0);
    fs::write(case.path("submission/A1/文件/a.xz"), Random(3).bytes(64 << 10)).unwrap();
    let (archive, _) = case.undisturbed();
    case.clear();
    let Some(disk) = Disk::mounted(case.out()) else { return };
    let fill = |others: u64| {
        let free = Disk::SIZE - pages(archive.len() as u64) - others;
        fs::write(disk.place.join("filler"), vec![1; usize::try_from(free).unwrap()]).unwrap();
    };
    fill(0);
    let (code, _, err) = outcome(&case.packing(&[]).output().unwrap());
    assert_eq!(code, 2, "{err}");
    assert!(says(&err, "not enough disk space"), "{err}");
    assert_eq!(names(&disk.place), ["filler"], "{err}");
    // An older archive and its sum have a page each.
    fill(2 * PAGE);
    fs::write(case.target(), "older").unwrap();
    fs::write(case.path("out/a.zip.sha256"), "older sum").unwrap();
    assert_eq!(outcome(&case.packing(&["--force"]).output().unwrap()).0, 2);
    assert_eq!(fs::read(case.target()).unwrap(), b"older");
    assert_eq!(fs::read(case.path("out/a.zip.sha256")).unwrap(), b"older sum");
    assert_eq!(names(&disk.place), ["a.zip", "a.zip.sha256", "filler"]);
}
