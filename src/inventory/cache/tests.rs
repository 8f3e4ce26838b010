use std::fs::{self, File, FileTimes};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use super::*;

const NOBODY: Step<'_> = &|_| false;

/// A folder with a submission and a cache.
struct Case {
    temp: tempfile::TempDir,
    examined: AtomicUsize,
}

impl Case {
    fn new() -> Self {
        let case = Self { temp: tempfile::tempdir().unwrap(), examined: AtomicUsize::new(0) };
        fs::create_dir(case.root()).unwrap();
        case
    }

    fn root(&self) -> PathBuf {
        self.temp.path().join("submission")
    }

    fn cabinet(&self) -> Cabinet {
        Cabinet::new(self.temp.path().join("cache"))
    }

    fn write(&self, name: &str, content: &str) -> PathBuf {
        let path = self.root().join(name);
        fs::write(&path, content).unwrap();
        path
    }

    /// What a file says, which here is its content, and how often it was asked for that.
    fn read(&self, cache: &Cache, path: &Path) -> (String, usize) {
        let before = self.examined.load(Ordering::Relaxed);
        let source = Source::Disk(path.to_owned());
        let (stamp, content) = cache
            .read_once(Topic::Facts, &source, NOBODY, |bytes| {
                self.examined.fetch_add(1, Ordering::Relaxed);
                String::from_utf8(bytes.unwrap().to_vec()).unwrap()
            })
            .unwrap();
        assert_eq!(stamp.bytes, content.len() as u64);
        assert_eq!(stamp, cache.stamp(&source, NOBODY).unwrap());
        (content, self.examined.load(Ordering::Relaxed) - before)
    }

    fn read_anew(&self, path: &Path) -> (String, usize) {
        self.read(&self.cabinet().of(&self.root()), path)
    }

    /// The only drawer.
    fn drawer(&self) -> PathBuf {
        let entries = fs::read_dir(self.temp.path().join("cache")).unwrap();
        let mut drawers =
            entries.map(|entry| entry.unwrap().path()).filter(|path| path.extension().is_some());
        drawers.find(|path| path.extension().unwrap() == "facts").unwrap()
    }
}

/// Until a file that was changed just now counts as settled.
fn settle() {
    std::thread::sleep(Duration::from_millis(2_100));
}

#[test]
fn what_is_unchanged_is_not_read_and_what_is_changed_is() {
    let case = Case::new();
    let path = case.write("a.txt", "one");
    settle();
    assert_eq!(case.read_anew(&path), ("one".to_owned(), 1));
    assert_eq!(case.read_anew(&path), ("one".to_owned(), 0));
    // Not even opened: its bytes might be anywhere.
    let known = case.cabinet().of(&case.root());
    let state = State::of(&path).unwrap();
    assert!(known.0.as_ref().unwrap().stamp(&path, &state).is_some());
    case.write("a.txt", "two");
    assert_eq!(case.read_anew(&path), ("two".to_owned(), 1));
    // What it says is known, but not that it says it: it was changed a moment ago.
    assert_eq!(case.read_anew(&path), ("two".to_owned(), 0));
    case.write("a.txt", "six");
    assert_eq!(case.read_anew(&path), ("six".to_owned(), 1));
}

#[test]
fn the_same_content_is_known_under_any_name_and_in_any_folder() {
    let case = Case::new();
    let path = case.write("a.txt", "one");
    assert_eq!(case.read_anew(&path).1, 1);
    let moved = case.root().join("b.txt");
    fs::rename(&path, &moved).unwrap();
    assert_eq!(case.read_anew(&moved), ("one".to_owned(), 0));
    let elsewhere = case.temp.path().join("copy");
    fs::create_dir(&elsewhere).unwrap();
    let copy = elsewhere.join("c.txt");
    fs::copy(&moved, &copy).unwrap();
    assert_eq!(case.read(&case.cabinet().of(&elsewhere), &copy), ("one".to_owned(), 0));
    // It is in the copy's own drawer now, whatever becomes of the other.
    assert_eq!(case.cabinet().stock().submissions, 2);
    fs::remove_file(case.drawer()).unwrap();
    assert_eq!(case.read(&case.cabinet().of(&elsewhere), &copy).1 + case.read_anew(&moved).1, 0);
}

#[test]
fn without_a_cache_every_byte_is_read() {
    let case = Case::new();
    let path = case.write("a.txt", "one");
    for cache in [Cache::none(), Cabinet::none().of(&case.root())] {
        assert_eq!(case.read(&cache, &path), ("one".to_owned(), 1));
    }
    assert!(!case.temp.path().join("cache").exists());
}

#[test]
fn a_drawer_that_is_cut_changed_or_of_others_knows_nothing() {
    let case = Case::new();
    let path = case.write("a.txt", "one");
    case.read_anew(&path);
    let drawer = case.drawer();
    let whole = fs::read(&drawer).unwrap();
    assert_eq!(whole.len() as u64, fs::metadata(&drawer).unwrap().len());
    for end in 0..whole.len() {
        fs::write(&drawer, &whole[..end]).unwrap();
        assert_eq!(case.read_anew(&path), ("one".to_owned(), 1), "cut at {end}");
    }
    for at in 0..whole.len() {
        let mut changed = whole.clone();
        changed[at] ^= 0x41;
        fs::write(&drawer, changed).unwrap();
        assert_eq!(case.read_anew(&path), ("one".to_owned(), 1), "changed at {at}");
    }
    fs::write(&drawer, &whole).unwrap();
    assert_eq!(case.read_anew(&path), ("one".to_owned(), 0));
    fs::remove_file(&drawer).unwrap();
    fs::create_dir(&drawer).unwrap();
    assert_eq!(case.read_anew(&path), ("one".to_owned(), 1));
}

#[test]
fn what_one_run_did_not_look_at_stays_for_the_next() {
    let case = Case::new();
    let (one, other) = (case.write("a.txt", "one"), case.write("b.txt", "other"));
    case.read_anew(&one);
    case.read_anew(&other);
    assert_eq!((case.read_anew(&one).1, case.read_anew(&other).1), (0, 0));
}

#[test]
fn what_stays_is_the_same_however_much_lies_between() {
    let case = Case::new();
    let content = |number: usize, state: usize| format!("{number} {state} ").repeat(1 + number * 500);
    let write = |number: usize, state: usize| case.write(&format!("{number}.txt"), &content(number, state));
    let paths: Vec<PathBuf> = (0..60).map(|number| write(number, 0)).collect();
    let read = |state: &dyn Fn(usize) -> (usize, usize)| {
        let cache = case.cabinet().of(&case.root());
        for (number, path) in paths.iter().enumerate() {
            let (state, times) = state(number);
            assert!(case.read(&cache, path) == (content(number, state), times), "{number}");
        }
    };
    read(&|_| (0, 1));
    for state in 1..5 {
        let is_changed = |number: usize| number % 7 == state;
        paths.iter().enumerate().filter(|(number, _)| is_changed(*number)).for_each(|(number, _)| {
            write(number, state);
        });
        let last = |number: usize| if (1..=state).contains(&(number % 7)) { number % 7 } else { 0 };
        read(&|number| (last(number), usize::from(is_changed(number))));
        read(&|number| (last(number), 0));
    }
}

#[test]
fn runs_at_the_same_time_do_not_disturb_each_other() {
    let case = Case::new();
    let paths: Vec<PathBuf> = (0..40).map(|n| case.write(&format!("{n}.txt"), &n.to_string())).collect();
    std::thread::scope(|scope| {
        for run in 0..8 {
            let (case, paths) = (&case, &paths);
            scope.spawn(move || {
                for round in 0..10 {
                    let cache = case.cabinet().of(&case.root());
                    for path in paths.iter().skip(run * round % 7) {
                        let expected = path.file_stem().unwrap().to_str().unwrap();
                        assert_eq!(case.read(&cache, path).0, expected);
                    }
                }
            });
        }
    });
    let left = fs::read_dir(case.temp.path().join("cache")).unwrap().count();
    assert_eq!(left, 2, "a drawer and the tag");
}

#[test]
fn beyond_its_limit_what_was_not_used_for_longest_goes_first() {
    let case = Case::new();
    let folder = case.temp.path().join("cache");
    fs::create_dir(&folder).unwrap();
    let sparse = |name: &str, bytes: u64, age: u64| {
        let file = File::create(folder.join(name)).unwrap();
        file.set_len(bytes).unwrap();
        let time = SystemTime::now() - Duration::from_secs(age);
        file.set_times(FileTimes::new().set_modified(time)).unwrap();
    };
    let drawer = |digit: char| format!("{}.facts", digit.to_string().repeat(32));
    sparse(&drawer('a'), LARGEST / 2, 300);
    sparse(&drawer('b'), LARGEST / 2, 200);
    sparse(&drawer('c'), LARGEST / 4, 100);
    sparse("new-left", 1, 100_000);
    sparse("new-busy", 1, 10);
    sparse("holiday.jpg", LARGEST, 400);
    case.read_anew(&case.write("a.txt", "one"));
    let is_there = |name: &str| folder.join(name).exists();
    assert_eq!(
        ["a", "b", "c"].map(|digit| is_there(&format!("{}.facts", digit.repeat(32)))),
        [false, true, true]
    );
    assert_eq!(["new-left", "new-busy", "holiday.jpg"].map(is_there), [false, true, true]);
    assert_eq!(case.cabinet().stock().submissions, 3);
    case.cabinet().clear().unwrap();
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1, "the holiday");
}

#[cfg(unix)]
#[test]
fn only_the_owner_can_read_it() {
    use std::os::unix::fs::PermissionsExt;
    let case = Case::new();
    case.read_anew(&case.write("a.txt", "one"));
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&case.temp.path().join("cache")), mode(&case.drawer())), (0o700, 0o600));
}
