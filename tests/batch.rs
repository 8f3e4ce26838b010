//! `sealpack batch`: many submissions and archives, results of each and of all, and runs that are stopped.

#![allow(clippy::expect_used)]
#![allow(clippy::print_stderr, reason = "a test says what it skips")]

mod common;

use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use calamine::{Data, Reader, Xlsx};
use common::{Folder, names, outcome, png, refused_by, sealpack, snapshot};
use serde_json::{Value, json};
use tempfile::TempDir;

const DAY: [&str; 2] = ["--today", "2026-07-01"];

/// A folder with submissions and archives of all sorts.
struct Night {
    temp: TempDir,
}

impl Night {
    /// One that is fine, one with warnings, one with errors, one whose `submission.json` is broken, an archive that
    /// verifies, one that is cut, and a folder that is nothing.
    fn new() -> Self {
        let night = Self { temp: tempfile::tempdir().expect("a folder") };
        night.submission("a fine", &[7]);
        night.submission("b warned", &[9]);
        fs::write(night.items().join("b warned/Thumbs.db"), "x").expect("written");
        night.submission("c wrong", &[11, 12]);
        fs::write(night.items().join("c wrong/A1-公益广告/实景图片/9.png"), &png(20, 10, 11)[..60])
            .expect("written");
        night.submission("d broken", &[13]);
        fs::write(night.items().join("d broken/submission.json"), "{\"unit\":").expect("written");
        let archive = night.items().join("e good.zip");
        night.pack("a fine", &archive);
        let whole = fs::read(&archive).expect("the archive");
        fs::write(night.items().join("f cut.zip"), &whole[..whole.len() / 2]).expect("written");
        fs::create_dir(night.items().join("g nothing")).expect("made");
        night
    }

    fn items(&self) -> PathBuf {
        self.temp.path().join("in")
    }

    fn out(&self) -> PathBuf {
        self.temp.path().join("out")
    }

    /// A submission with photos of these seeds.
    fn submission(&self, name: &str, seeds: &[u8]) {
        let schema = json!({"properties": {"photos": {"minItems": 1}}});
        let folder = Folder::new(&schema);
        folder.manifest(&json!({"unit": name, "deadline": "2026-07-15T17:00:00+08:00"}));
        for (number, seed) in seeds.iter().enumerate() {
            folder.write(&format!("A1-公益广告/实景图片/{number}.png"), &png(20, 10, *seed));
            folder.write(&format!("B1-文明交通/实景图片/{number}.png"), &png(20, 10, seed + 100));
        }
        fs::create_dir_all(self.items()).expect("made");
        fs::rename(&folder.root, self.items().join(name)).expect("moved");
        // All have the same profile, which lies beside them.
        let profile = self.items().join("profile");
        if !profile.exists() {
            fs::rename(folder.temp.path().join("profile"), &profile).expect("moved");
        }
    }

    fn pack(&self, name: &str, archive: &Path) {
        let mut command = sealpack("en");
        command
            .arg("pack")
            .arg(self.items().join(name))
            .arg("-o")
            .arg(archive)
            .args(["--date", "2026-07-01"]);
        let run = command.output().expect("the binary runs");
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    }

    fn command(&self, out: &Path) -> Command {
        let mut command = sealpack("en");
        command.current_dir(self.temp.path()).args(["batch", "in", "--out"]).arg(out).args(DAY);
        command
    }

    fn run(&self, args: &[&str]) -> (i32, String, String) {
        outcome(&self.command(&self.out()).args(args).output().expect("the binary runs"))
    }

    fn summary(&self) -> Value {
        read(&self.out().join("summary.json"))
    }

    /// The states of the items by the last part of their path.
    fn states(&self) -> Vec<(String, String)> {
        let summary = self.summary();
        let items = summary["items"].as_array().expect("items").iter();
        let text = |value: &Value| value.as_str().expect("a text").to_owned();
        let name = |item: &Value| text(&item["path"]).rsplit(['/', '\\']).next().expect("a name").to_owned();
        items.map(|item| (name(item), text(&item["state"]))).collect()
    }
}

fn read(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).expect("a file")).expect("JSON")
}

fn summaries(out: &Path) -> Vec<Vec<u8>> {
    ["summary.json", "summary.html", "summary.xlsx"]
        .map(|name| fs::read(out.join(name)).expect("a summary"))
        .into()
}

const STATES: [(&str, &str); 7] = [
    ("d broken", "failed"),
    ("g nothing", "failed"),
    ("c wrong", "errors"),
    ("f cut.zip", "errors"),
    ("b warned", "warnings"),
    ("a fine", "fine"),
    ("e good.zip", "fine"),
];

fn pairs(states: &[(&str, &str)]) -> Vec<(String, String)> {
    states.iter().map(|(name, state)| ((*name).to_owned(), (*state).to_owned())).collect()
}

#[test]
fn each_item_gets_its_verdict_and_none_stops_the_others() {
    let night = Night::new();
    let before = snapshot(&night.items());
    let (code, out, err) = night.run(&[]);
    assert_eq!(code, 1, "{err}");
    assert_eq!(night.states(), pairs(&STATES));
    assert_eq!(snapshot(&night.items()), before, "inputs are only read");
    insta::assert_snapshot!(out, @r"
    not checked  –          in/d broken
        in/d broken/submission.json is not JSON at line 1, column 8
    not checked  –          in/g nothing
        in/g nothing has no submission.json, and no submission or archive lies in it
    errors       1 error    in/c wrong
    errors       1 error    in/f cut.zip
    warnings     1 warning  in/b warned
    fine         –          in/a fine
    fine         –          in/e good.zip

    One group of materials is used in several submissions: see summary.html
    7 items: 2 could not be checked, 2 with errors, 1 with warnings, 2 fine · 11
    files, 4.6 KB · 2 errors, 1 warning
    ");
    let err = err.replace(&night.out().display().to_string(), "OUT");
    insta::assert_snapshot!(err, @r"
    [1/7] in/a fine  No problems found
    [2/7] in/b warned  1 warning
    [3/7] in/c wrong  1 error
    [4/7] in/d broken  in/d broken/submission.json is not JSON at line 1, column 8
    [5/7] in/e good.zip  No problems found
    [6/7] in/f cut.zip  1 error
    [7/7] in/g nothing  in/g nothing has no submission.json, and no submission or archive lies in it
    Summary: OUT/summary.html
    ");
}

#[test]
fn results_of_items_and_of_all_are_as_their_schemas_say() {
    let night = Night::new();
    night.run(&[]);
    assert_eq!(refused_by("batch.schema.json", &night.summary()), Vec::<String>::new());
    let lines = fs::read_to_string(night.out().join("results.jsonl")).expect("the lines");
    assert_eq!(lines.lines().count(), STATES.len());
    for line in lines.lines() {
        let line: Value = serde_json::from_str(line).expect("JSON");
        assert_eq!(refused_by("batch-result.schema.json", &line), Vec::<String>::new(), "{line:#}");
        let Some(files) = line["files"].as_object() else {
            assert_eq!(line["state"], "failed");
            continue;
        };
        let file = |kind: &str| night.out().join(files[kind].as_str().expect("a path"));
        let schema = if line["kind"] == "archive" { "verify.schema.json" } else { "check.schema.json" };
        assert_eq!(refused_by(schema, &read(&file("json"))), Vec::<String>::new());
        assert!(fs::read_to_string(file("html")).expect("a page").contains("Content-Security-Policy"));
        assert!(fs::read(file("xlsx")).expect("a work list").starts_with(b"PK"));
        let traces = file("json").with_extension("traces.jsonl");
        for trace in fs::read_to_string(traces).expect("traces").lines() {
            let trace: Value = serde_json::from_str(trace).expect("JSON");
            assert_eq!(refused_by("batch-trace.schema.json", &trace), Vec::<String>::new(), "{trace:#}");
        }
    }
    // What a single check says is what the batch says of it.
    let mut command = sealpack("en");
    command.args(["check", "--format", "json"]).arg(night.items().join("c wrong")).args(DAY);
    let (_, alone, _) = outcome(&command.output().expect("the binary runs"));
    assert_eq!(alone, fs::read_to_string(night.out().join("items/c wrong.json")).expect("a result"));
    // Those that could not be looked at have no results that could be taken for theirs.
    assert!(!names(&night.out().join("items")).iter().any(|name| name.contains("broken")));
}

#[test]
fn links_of_an_items_page_lead_to_its_files() {
    let night = Night::new();
    night.run(&[]);
    let page = fs::read_to_string(night.out().join("items/c wrong.html")).expect("a page");
    assert!(page.contains("href=\"./../../in/c%20wrong/"), "{page}");
    let page = fs::read_to_string(night.out().join("summary.html")).expect("a page");
    for link in ["items/c%20wrong.html", "items/c%20wrong.xlsx", "items/f%20cut.zip.json"] {
        assert!(page.contains(&format!("href=\"{link}\"")), "{link}");
    }
}

#[test]
fn the_workbook_of_all_has_its_items_worst_first_with_links_and_numbers() {
    let night = Night::new();
    night.run(&[]);
    let bytes = fs::read(night.out().join("summary.xlsx")).expect("the workbook");
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    assert_eq!(book.sheet_names(), ["Items", "By rule", "Units", "Units by item", "Used again"]);
    let items = book.worksheet_range("Items").expect("the sheet");
    let rows: Vec<Vec<Data>> = items.rows().map(<[Data]>::to_vec).collect();
    assert_eq!(rows.len(), 1 + STATES.len());
    assert_eq!(rows[1][1], Data::String("Not checked".to_owned()));
    assert_eq!(rows[3][3], Data::String("c wrong.html".to_owned()));
    assert_eq!(rows[3][4], Data::String("c wrong".to_owned()));
    assert!(matches!(rows[3][5], Data::Float(errors) if errors >= 1.0), "{:?}", rows[3]);
    assert!(
        matches!(&rows[1][11], Data::String(reason) if reason.contains("submission.json")),
        "{:?}",
        rows[1]
    );
    let rules = book.worksheet_range("By rule").expect("the sheet");
    assert!(rules.rows().any(|row| row[0] == Data::String("damaged".to_owned())));
}

#[test]
fn what_has_not_changed_is_not_looked_at_again() {
    let night = Night::new();
    night.run(&[]);
    let first = summaries(&night.out());
    let (code, _, err) = night.run(&[]);
    assert_eq!(code, 1);
    assert_eq!(summaries(&night.out()), first);
    assert!(err.contains("5 of 7 items unchanged"), "{err}");
    // Those that could not be looked at are tried again.
    assert!(err.contains("d broken") && err.contains("g nothing") && !err.contains("a fine  "), "{err}");
    // One changes, and it alone is looked at again.
    fs::remove_file(night.items().join("b warned/Thumbs.db")).expect("removed");
    let (_, _, err) = night.run(&[]);
    assert!(err.contains("4 of 7 items unchanged") && err.contains("b warned  No problems"), "{err}");
    // A file of the same length with its old time is another file.
    let photo = night.items().join("a fine/A1-公益广告/实景图片/0.png");
    let time = fs::metadata(&photo).and_then(|data| data.modified()).expect("a time");
    let mut bytes = fs::read(&photo).expect("read");
    let last = bytes.len() - 20;
    bytes[last] ^= 1;
    fs::write(&photo, &bytes).expect("written");
    fs::File::options().write(true).open(&photo).and_then(|file| file.set_modified(time)).expect("put back");
    if cfg!(unix) {
        let (_, _, err) = night.run(&[]);
        assert!(err.contains("a fine  1 error"), "{err}");
    }
    // Another profile, another language, and whoever wants it: all are looked at again.
    let schema = night.items().join("profile/indicator.schema.json");
    fs::write(schema, json!({"properties": {"photos": {"minItems": 9}}}).to_string()).expect("written");
    let (_, _, err) = night.run(&[]);
    assert!(err.contains("a fine  ") && err.contains("2 of 7 items unchanged"), "{err}");
    let (_, _, err) = night.run(&["--fresh"]);
    assert!(!err.contains("unchanged") && err.contains("[7/7]"), "{err}");
    let (_, _, err) = night.run(&["--lang", "zh"]);
    assert!(!err.contains("没有变化") && err.contains("[7/7]"), "{err}");
    // A result that was taken away is made again.
    fs::remove_file(night.out().join("items/a fine.html")).expect("removed");
    let (_, _, err) = night.run(&["--lang", "zh"]);
    assert!(err.contains("a fine  ") && night.out().join("items/a fine.html").exists(), "{err}");
}

#[test]
fn the_next_day_only_what_depends_on_the_day_is_looked_at_again() {
    let night = Night { temp: tempfile::tempdir().expect("a folder") };
    night.submission("now", &[7]);
    night.submission("future", &[9]);
    let photos = night.items().join("future/A1-公益广告/实景图片");
    fs::rename(photos.join("0.png"), photos.join("2026-12-24_公园_活动.png")).expect("renamed");
    let (_, _, err) = night.run(&[]);
    assert!(err.contains("future  1 error, 1 warning"), "{err}");
    let run = |day: &str| {
        let mut command = sealpack("en");
        command.current_dir(night.temp.path()).args(["batch", "in", "--out", "out", "--today", day]);
        outcome(&command.output().expect("the binary runs")).2
    };
    let err = run("2026-07-02");
    assert!(err.contains("1 of 2 items unchanged") && err.contains("future  "), "{err}");
    let err = run("2026-06-30");
    assert!(!err.contains("unchanged"), "a day before could see more in the future: {err}");
}

/// Kills a run after `delay` for as long as it takes to be in its midst.
fn kill_after(command: &mut Command, delay: Duration) {
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts");
    std::thread::sleep(delay);
    let _ = child.kill();
    child.wait().expect("it ended");
}

#[test]
fn a_run_that_was_killed_goes_on_and_ends_as_if_nothing_had_happened() {
    let night = Night::new();
    for number in 0..12 {
        night.submission(&format!("h more {number}"), &[number * 3, number * 3 + 1]);
    }
    let whole = night.temp.path().join("whole");
    night.command(&whole).output().expect("the binary runs");
    let wanted = summaries(&whole);
    for (number, delay) in [5, 20, 40, 60, 80, 110, 140, 180, 230, 300].into_iter().enumerate() {
        let out = night.temp.path().join(format!("killed {number}"));
        kill_after(&mut night.command(&out), Duration::from_millis(delay));
        kill_after(&mut night.command(&out), Duration::from_millis(delay));
        // As if the last line had only half been written.
        let results = out.join("results.jsonl");
        if let Ok(bytes) = fs::read(&results)
            && number % 2 == 0
        {
            fs::write(&results, &bytes[..bytes.len() - bytes.len().min(7)]).expect("cut");
        }
        let run = night.command(&out).output().expect("the binary runs");
        assert_eq!(run.status.code(), Some(1), "{}", String::from_utf8_lossy(&run.stderr));
        assert!(summaries(&out) == wanted, "after {delay} ms");
        assert_eq!(snapshot(&out.join("items")).len(), snapshot(&whole.join("items")).len());
    }
}

/// Killed at any of its first steps, a run leaves a folder that the next one takes for its own.
#[test]
#[cfg(target_os = "linux")]
fn a_run_that_was_killed_while_it_made_its_folder_goes_on() {
    let Some(strace) = common::tool("strace") else { return };
    if !Command::new(&strace).args(["-o", "/dev/null", "true"]).status().is_ok_and(|status| status.success())
    {
        eprintln!("NOT TESTED: nothing can be traced here");
        return;
    }
    let night = Night::new();
    let mut died = 0;
    // strace counts each call for itself.
    let made = (1..=3).map(|nth| ("mkdir,mkdirat", nth));
    for (call, nth) in made.chain((1..=4).map(|nth| ("open,openat", nth))) {
        let out = night.temp.path().join(format!("killed at {call} {nth}"));
        let run = night.command(&out);
        let mut traced = Command::new(&strace);
        traced.args(["-f", "-qq", "-o", "/dev/null", "-e", &format!("trace={call}")]);
        traced.args(["-e", &format!("inject={call}:signal=KILL:when={nth}")]);
        for path in [out.clone(), out.join("items"), out.join(".sealpack-batch")] {
            traced.arg("-P").arg(path);
        }
        traced.current_dir(night.temp.path()).arg(run.get_program()).args(run.get_args());
        traced.envs(run.get_envs().filter_map(|(name, value)| Some((name, value?))));
        let (code, ..) = outcome(&traced.output().expect("strace runs"));
        died += u32::from(code != 1);
        let (code, _, err) = outcome(&night.command(&out).output().expect("the binary runs"));
        assert_eq!(code, 1, "killed at {call} {nth}: {err}");
    }
    assert!(died >= 4, "{died}");
}

#[test]
fn a_list_may_come_from_notepad_or_from_another_program() {
    let night = Night::new();
    night.submission("县教育局", &[50]);
    let wanted = [night.items().join("县教育局"), night.items().join("e good.zip")];
    let lines: Vec<String> = wanted.iter().map(|path| path.display().to_string()).collect();
    let text = lines.join("\r\n") + "\r\n\r\n";
    let list = night.temp.path().join("list.txt");
    let encoded = [
        text.clone().into_bytes(),
        format!("\u{feff}{text}").into_bytes(),
        encoding_rs::GB18030.encode(&text).0.into_owned(),
    ];
    for bytes in encoded {
        fs::write(&list, &bytes).expect("written");
        let mut command = sealpack("en");
        command.arg("batch").arg("--list").arg(&list).arg("--out").arg(night.out()).args(DAY);
        let (code, out, err) = outcome(&command.output().expect("the binary runs"));
        assert_eq!(code, 0, "{err}");
        assert!(out.contains("2 items: 2 fine"), "{out}");
    }
    let mut command = sealpack("en");
    command.arg("batch").args(["--list", "-", "--out"]).arg(night.out()).args(DAY);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("it starts");
    child.stdin.take().expect("its input").write_all(text.as_bytes()).expect("written");
    let out = child.wait_with_output().expect("it ended");
    assert!(String::from_utf8_lossy(&out.stdout).contains("2 items: 2 fine"));
    fs::write(&list, "\n \n").expect("written");
    let mut command = sealpack("en");
    command.arg("batch").arg("--list").arg(&list).arg("--out").arg(night.out());
    let (code, _, err) = outcome(&command.output().expect("the binary runs"));
    assert!(code == 2 && err.contains("There is no folder or archive to check"), "{err}");
}

#[test]
fn the_same_item_named_twice_is_one_and_names_do_not_collide() {
    let night = Night { temp: tempfile::tempdir().expect("a folder") };
    night.submission("one", &[7]);
    fs::create_dir(night.items().join("below")).expect("made");
    night.submission("two", &[9]);
    fs::rename(night.items().join("two"), night.items().join("below/one")).expect("moved");
    let manifest = night.items().join("below/one/submission.json");
    let text = fs::read_to_string(&manifest).expect("read").replace("../profile", "../../profile");
    fs::write(manifest, text).expect("written");
    let mut command = night.command(&night.out());
    command.arg(night.items().join("one")).arg(night.items().join("one/../one"));
    let (code, out, err) = outcome(&command.output().expect("the binary runs"));
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("2 items: 2 fine"), "{out}");
    let found = names(&night.out().join("items"));
    let pages: Vec<&String> = found.iter().filter(|name| name.contains(".html")).collect();
    assert_eq!(pages, ["below_one.html", "one.html"]);
    let mut command = sealpack("en");
    command.arg("batch").arg(night.items().join("one")).arg(night.items().join("below/one"));
    command.args(DAY).arg("--out").arg(night.temp.path().join("two"));
    assert_eq!(command.output().expect("the binary runs").status.code(), Some(0));
    let found = names(&night.temp.path().join("two/items"));
    let pages: Vec<&String> = found.iter().filter(|name| name.contains(".html")).collect();
    assert_eq!(pages, ["one (2).html", "one.html"]);
}

#[test]
fn folders_in_which_results_would_do_harm_are_refused() {
    let night = Night::new();
    let refused = |out: &Path, what: &str| {
        let (code, _, err) = outcome(&night.command(out).output().expect("the binary runs"));
        assert!(code == 2 && common::says(&err, what), "{err}");
    };
    let foreign = night.temp.path().join("foreign");
    fs::create_dir(&foreign).expect("made");
    fs::write(foreign.join("summary.xlsx"), "mine").expect("written");
    refused(&foreign, "holds other things than the results of a batch");
    assert_eq!(snapshot(&foreign).len(), 1);
    refused(&night.items().join("a fine/out"), "lies inside the submission");
    let file = night.temp.path().join("file");
    fs::write(&file, "mine").expect("written");
    refused(&file, "Cannot write");
    // Results among the items are no item themselves.
    let among = night.items().join("results");
    for _ in 0..2 {
        let (code, out, err) = outcome(&night.command(&among).output().expect("the binary runs"));
        assert!(code == 1 && out.contains("7 items"), "{out}{err}");
    }
}

#[test]
fn two_runs_do_not_write_into_one_folder_at_once() {
    let night = Night::new();
    night.run(&[]);
    let lock = fs::File::options().write(true).open(night.out().join(".sealpack-batch")).expect("the lock");
    lock.lock().expect("locked");
    let (code, _, err) = night.run(&[]);
    assert!(code == 2 && err.contains("Another batch is writing"), "{err}");
}

#[test]
fn strict_counts_warnings() {
    let night = Night { temp: tempfile::tempdir().expect("a folder") };
    night.submission("warned", &[9]);
    fs::write(night.items().join("warned/Thumbs.db"), "x").expect("written");
    assert_eq!(night.run(&[]).0, 0);
    assert_eq!(night.run(&["--strict"]).0, 1);
}

#[cfg(unix)]
#[test]
fn a_folder_without_permission_and_a_link_are_told_and_nothing_else() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let night = Night { temp: tempfile::tempdir().expect("a folder") };
    night.submission("fine", &[7]);
    night.submission("elsewhere", &[9]);
    fs::rename(night.items().join("elsewhere"), night.temp.path().join("elsewhere")).expect("moved");
    symlink(night.temp.path().join("elsewhere"), night.items().join("linked")).expect("linked");
    let locked = night.items().join("locked");
    fs::create_dir(&locked).expect("made");
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o000)).expect("set");
    let may_read_everything = fs::read_dir(&locked).is_ok();
    let (code, out, err) = night.run(&[]);
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o755)).expect("set");
    assert_eq!(code, 1, "{err}");
    assert!(common::says(&out, "linked is a link") && out.contains("1 fine"), "{out}");
    if may_read_everything {
        eprintln!("NOT TESTED: this user (root) may read everything");
    } else {
        assert!(common::says(&out, "Permission denied"), "{out}");
    }
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_the_run_in_order_and_says_how_to_go_on() {
    let night = Night { temp: tempfile::tempdir().expect("a folder") };
    for number in 0..40 {
        night.submission(&format!("{number:02}"), &[number, number + 50]);
    }
    let mut command = night.command(&night.out());
    let child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("it starts");
    let results = night.out().join("results.jsonl");
    while fs::metadata(&results).map_or(0, |data| data.len()) == 0 {
        std::thread::sleep(Duration::from_millis(5));
    }
    let pid = child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &pid]).status().expect("kill").success());
    let run = child.wait_with_output().expect("it ended");
    let err = String::from_utf8_lossy(&run.stderr).into_owned();
    if run.status.code() == Some(0) {
        eprintln!("NOT TESTED: the run had ended before it could be interrupted");
        return;
    }
    assert_eq!(run.status.code(), Some(130), "{err}");
    assert!(err.contains("the same command goes on from here"), "{err}");
    assert_eq!(night.run(&[]).0, 0);
}

#[test]
fn archives_can_be_checked_again_and_need_seals_where_signers_are_given() {
    let night = Night { temp: tempfile::tempdir().expect("a folder") };
    night.submission("a", &[7]);
    night.pack("a", &night.items().join("a.zip"));
    let (code, _, err) = night.run(&["--recheck"]);
    assert_eq!(code, 0, "{err}");
    let state = |what: &str| {
        let summary = night.summary();
        let items = summary["items"].as_array().expect("items").clone();
        let archive = items.into_iter().find(|item| item["kind"] == "archive").expect("the archive");
        archive["archive"][what].clone()
    };
    assert_eq!(state("recheck"), "agrees");
    let signers = night.temp.path().join("signers");
    fs::write(&signers, "").expect("written");
    let mut command = night.command(&night.out());
    let (code, _, err) = outcome(&command.arg("--signers").arg(&signers).output().expect("the binary runs"));
    assert_eq!(code, 1, "{err}");
    assert_eq!((state("seal"), state("verified")), (json!("none"), json!(false)));
}
