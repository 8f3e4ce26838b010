//! The README and the pages of `docs/` are true: their commands run, and show what the pages say they show.
//!
//! A page marks what is tested by a comment before a fenced block:
//!
//! - `<!-- tested -->` before `sh`: every command succeeds; with `exits N` the last one ends with that code.
//!   `then filled`: afterwards the submission that was made gets the material of the clean example. Where the
//!   next block is `text`, with nothing between them, it is what the commands print.
//! - `<!-- tested: file PATH -->`: the block is the content of that file.
//! - `<!-- tested: stored extensions -->`, `<!-- tested: bytes of an archive -->`: tables that have a test of their own.
//!
//! All commands of a page run one after the other, as a reader would run them, in a folder that holds the
//! repository's `examples` and `schemas`.

#![allow(clippy::expect_used)]

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::process::Command;

use common::{outcome, repository, sealpack};
use regex::Regex;
use serde_json::Value;
use tempfile::TempDir;

/// Every page for users and contributors, with the language of its commands.
const PAGES: [(&str, &str); 7] = [
    ("README.md", "en"),
    ("README.zh-CN.md", "zh"),
    ("CONTRIBUTING.md", "en"),
    ("CHANGELOG.md", "en"),
    ("docs/profiles.md", "en"),
    ("docs/archive-format.md", "en"),
    ("docs/cache.md", "en"),
];

/// Commands that are shown and not run here: they build, install or test the project itself.
const NOT_RUN: [&str; 5] = [
    ".ci/run",
    "cargo install --path .",
    "cargo test",
    "cargo test --test readme",
    "cargo test --release --test big -- --ignored --nocapture --test-threads 1",
];

fn page(name: &str) -> String {
    let text = fs::read_to_string(repository().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    text.replace("\r\n", "\n")
}

/// A fenced block.
#[derive(Debug)]
struct Block {
    /// `sh`, `text`, `json`.
    sort: String,
    /// What the comment right before it says after `tested`; none where there is no such comment.
    tested: Option<String>,
    /// Whether only blank lines are between it and the block before.
    follows: bool,
    content: String,
}

fn blocks(page: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut lines = page.lines();
    let (mut tested, mut follows) = (None, false);
    while let Some(line) = lines.next() {
        if let Some(sort) = line.strip_prefix("```") {
            let inside: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            let content = if inside.is_empty() { String::new() } else { inside.join("\n") + "\n" };
            blocks.push(Block { sort: sort.to_owned(), tested: tested.take(), follows, content });
            follows = true;
        } else if let Some(comment) = line.strip_prefix("<!-- tested") {
            let said = comment.strip_suffix("-->").expect("a comment on one line");
            tested = Some(said.trim().trim_start_matches(':').trim().to_owned());
            follows = false;
        } else if !line.trim().is_empty() {
            assert!(tested.is_none(), "no block follows the comment before: {line}");
            follows = false;
        }
    }
    blocks
}

/// The words of a command line; quotation marks hold words together.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let (mut word, mut open, mut quoted) = (String::new(), false, None);
    for c in line.chars() {
        match c {
            '"' | '\'' if quoted.is_none() => (quoted, open) = (Some(c), true),
            _ if quoted == Some(c) => quoted = None,
            ' ' if quoted.is_none() => {
                if std::mem::take(&mut open) {
                    words.push(std::mem::take(&mut word));
                }
            }
            '|' | '&' | ';' | '$' | '*' | '\\' if quoted.is_none() => {
                panic!("too much of a shell for this test: {line}")
            }
            _ => {
                word.push(c);
                open = true;
            }
        }
    }
    assert!(quoted.is_none(), "a quotation mark is open: {line}");
    words.extend(open.then_some(word));
    words
}

/// A reader who runs a page's commands.
struct Reader {
    temp: TempDir,
    folder: PathBuf,
    lang: &'static str,
}

impl Reader {
    fn new(lang: &'static str) -> Self {
        let temp = tempfile::tempdir().expect("a temporary folder");
        for name in ["examples/demo-county", "examples/demo-county-faulty", "schemas"] {
            copy(&repository().join(name), &temp.path().join(name));
        }
        Self { folder: temp.path().to_owned(), temp, lang }
    }

    /// Runs one command. Gives its exit code and what it printed; none where a tool is not installed.
    fn run(&mut self, line: &str) -> Option<(i32, String)> {
        let words = words(line);
        let mut words: Vec<&str> = words.iter().map(String::as_str).collect();
        let mut redirected = |sign: &str| {
            let at = words.iter().position(|word| *word == sign)?;
            words.drain(at..at + 2).nth(1).map(|name| self.folder.join(name))
        };
        let (input, output) = (redirected("<"), redirected(">"));
        let mut command = match words.as_slice() {
            ["cd", to] => {
                let to = self.folder.join(to);
                self.folder = to.canonicalize().unwrap_or_else(|error| panic!("{line}: {error}"));
                return Some((0, String::new()));
            }
            ["cat", path] => {
                let text = fs::read_to_string(self.folder.join(path));
                let text = text.unwrap_or_else(|error| panic!("{line}: {error}"));
                // Notes have the line ends of Windows, where they are read most.
                return Some((0, text.replace("\r\n", "\n")));
            }
            ["sealpack", rest @ ..] | ["cargo", "run", "--release", "--", rest @ ..] => {
                let mut command = sealpack(self.lang);
                command.args(rest);
                command
            }
            [tool, rest @ ..] => {
                let mut command = Command::new(common::tool(tool)?);
                command.args(rest).env("LC_ALL", "C.UTF-8");
                command
            }
            [] => panic!("an empty command"),
        };
        if let Some(input) = input {
            command.stdin(fs::File::open(input).unwrap_or_else(|error| panic!("{line}: {error}")));
        }
        let (code, out, err) = outcome(&command.current_dir(&self.folder).output().expect("it runs"));
        assert!(code <= 1, "{line}: {code}\n{out}{err}");
        let Some(output) = output else { return Some((code, out)) };
        fs::write(output, out).unwrap_or_else(|error| panic!("{line}: {error}"));
        Some((code, String::new()))
    }

    /// Runs all commands of a block. Gives what they printed; none where a tool is not installed.
    fn follow(&mut self, block: &Block) -> Option<String> {
        let expected = block.tested.as_deref().and_then(|said| said.strip_prefix("exits "));
        let expected = expected.map_or(0, |code| code.parse().expect("an exit code"));
        let lines: Vec<&str> = block.content.lines().collect();
        let mut printed = String::new();
        for (index, line) in lines.iter().enumerate() {
            let (code, out) = self.run(line)?;
            let expected = if index + 1 == lines.len() { expected } else { 0 };
            assert_eq!(code, expected, "{line}\n{out}");
            printed.push_str(&out);
        }
        if block.tested.as_deref() == Some("then filled") {
            self.fill();
        }
        Some(printed)
    }

    /// Puts the material of the clean example into the submission that was made, indicator by indicator.
    fn fill(&self) {
        let example = self.folder.join("examples/demo-county");
        let top = common::names(&self.folder).into_iter().map(|name| self.folder.join(name));
        let made: Vec<PathBuf> = top.filter(|path| path.join("submission.json").is_file()).collect();
        let [made] = made.as_slice() else { panic!("one submission was made: {made:?}") };
        let folders: Vec<String> =
            common::names(made).into_iter().filter(|name| made.join(name).is_dir()).collect();
        assert!(!folders.is_empty(), "it has folders");
        for folder in folders {
            let code = folder.split('-').next().expect("a code");
            let names = common::names(&example);
            let from = names.iter().find(|name| name.starts_with(&format!("{code}-")));
            copy(&example.join(from.expect("the example answers it")), &made.join(&folder));
        }
    }
}

/// Copies a folder into another one.
fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from) {
        let entry = entry.expect("an entry");
        let to = to.join(entry.path().strip_prefix(from).expect("below the folder"));
        if entry.file_type().is_dir() {
            fs::create_dir_all(&to).expect("a folder");
        } else {
            fs::copy(entry.path(), &to).expect("a copy");
        }
    }
}

/// Follows a page from its beginning to its end. Gives the number of blocks that were run.
fn follow(name: &str, lang: &'static str) -> usize {
    let page = blocks(&page(name));
    let mut reader = Reader::new(lang);
    let mut run = 0;
    for (index, block) in page.iter().enumerate() {
        let Some(tested) = block.tested.as_deref() else { continue };
        if let Some(path) = tested.strip_prefix("file ") {
            let path = reader.temp.path().join(path);
            fs::create_dir_all(path.parent().expect("a parent")).expect("its folder");
            fs::write(path, &block.content).expect("the file is written");
            continue;
        }
        if block.sort != "sh" {
            continue;
        }
        let Some(printed) = reader.follow(block) else { continue };
        run += 1;
        let shown = page.get(index + 1).filter(|next| next.follows && next.sort == "text");
        // A drawing of folders is no output.
        if let Some(shown) = shown.filter(|shown| !shown.content.contains("├──")) {
            assert_eq!(
                shown.content, printed,
                "{name} shows after\n{}\nwhat is no longer true",
                block.content
            );
        }
    }
    run
}

#[test]
fn what_the_english_readme_says_is_true() {
    assert!(follow("README.md", "en") >= 5);
}

#[test]
fn what_the_chinese_readme_says_is_true() {
    assert!(follow("README.zh-CN.md", "zh") >= 5);
}

#[test]
fn what_the_page_on_profiles_says_is_true() {
    assert!(follow("docs/profiles.md", "en") >= 3);
}

#[test]
fn what_the_page_on_the_archive_says_is_true() {
    follow("docs/archive-format.md", "en");
}

#[test]
fn every_command_on_a_page_is_run_or_known_not_to_be() {
    for (name, _) in PAGES {
        for block in blocks(&page(name)).iter().filter(|block| block.sort == "sh" && block.tested.is_none()) {
            for line in block.content.lines() {
                assert!(NOT_RUN.contains(&line), "{name} shows a command that nothing tests: {line}");
            }
        }
    }
}

#[test]
fn both_readmes_have_the_same_sections_and_commands() {
    let shape = |name: &str| -> Vec<String> {
        let text = page(name);
        let mut inside = false;
        let mut shape = Vec::new();
        for line in text.lines() {
            if line.starts_with("```") {
                inside = !inside;
                shape.push(line.to_owned());
            } else if let Some((level, _)) = line.split_once("# ").filter(|_| !inside) {
                shape.push(format!("{level}#"));
            } else if !inside && line.starts_with("|--") {
                shape.push(line.to_owned());
            } else if !inside && line.starts_with("- ") {
                shape.push("-".to_owned());
            }
        }
        shape
    };
    let commands = |name: &str| -> Vec<(Option<String>, String)> {
        let blocks = blocks(&page(name));
        blocks
            .into_iter()
            .filter(|block| block.sort == "sh")
            .map(|block| (block.tested, block.content))
            .collect()
    };
    assert_eq!(shape("README.md"), shape("README.zh-CN.md"));
    assert_eq!(commands("README.md"), commands("README.zh-CN.md"));
}

#[test]
fn every_link_between_pages_leads_somewhere() {
    let link = Regex::new(r"\]\(([^)#]+)[^)]*\)").expect("a pattern");
    let mut count = 0;
    for (name, _) in PAGES {
        let page_path = repository().join(name);
        let text = page(name);
        for found in link.captures_iter(&text).filter(|found| !found[1].contains("://")) {
            let target = page_path.parent().expect("a folder").join(&found[1]);
            assert!(target.exists(), "{name} links to {}, which is not there", &found[1]);
            let outside =
                Path::new(&found[1]).components().filter(|part| *part == Component::ParentDir).count();
            assert!(outside < name.split('/').count(), "{name} links out of the repository: {}", &found[1]);
            count += 1;
        }
    }
    assert!(count > 10, "links were found");
}

/// The words of a page that are set as code.
fn code_words(name: &str) -> BTreeSet<String> {
    let code = Regex::new("`([^`\n]+)`").expect("a pattern");
    code.captures_iter(&page(name)).map(|found| found[1].to_owned()).collect()
}

#[test]
fn the_page_on_profiles_names_every_rule_with_its_severity_and_every_fact() {
    let page = page("docs/profiles.md");
    for rule in sealpack::check::rules::ALL {
        let row = format!("| `{}` | {} |", rule.name(), rule.severity().name());
        assert!(page.contains(&row), "no row: {row}");
    }
    let schema = fs::read(repository().join("schemas/inventory.schema.json")).expect("the schema");
    let schema: Value = serde_json::from_slice(&schema).expect("JSON");
    let known = code_words("docs/profiles.md");
    let properties = |pointer: &str| -> Vec<String> {
        let object = schema.pointer(pointer).and_then(Value::as_object);
        object.unwrap_or_else(|| panic!("{pointer} is not there")).keys().cloned().collect()
    };
    for pointer in [
        "/properties",
        "/$defs/material/properties",
        "/$defs/caption/properties",
        "/$defs/image/properties",
        "/$defs/image/properties/gps/properties",
        "/$defs/text/properties",
        "/$defs/table/properties",
        "/$defs/sheet/properties",
    ] {
        for fact in properties(pointer) {
            assert!(known.contains(&fact), "the page does not name `{fact}` of {pointer}");
        }
    }
}

#[test]
fn the_changelog_names_every_command_and_rule() {
    let text = page("CHANGELOG.md");
    for command in ["init", "check", "inventory", "pack", "verify", "unpack", "diff", "explain"] {
        assert!(text.contains(&format!("`sealpack {command}`")), "{command}");
    }
    for rule in sealpack::check::rules::ALL {
        assert!(text.contains(&format!("`{}`", rule.name())), "{}", rule.name());
    }
}

#[test]
fn the_page_on_the_archive_lists_the_extensions_that_are_stored() {
    let page = blocks(&page("docs/archive-format.md"));
    let list = page.iter().find(|block| block.tested.as_deref() == Some("stored extensions"));
    let listed: BTreeSet<&str> = list.expect("the list").content.split_whitespace().collect();
    let stored: BTreeSet<&str> = sealpack::archive::zip::COMPRESSED_FORMATS.iter().copied().collect();
    assert_eq!(listed, stored);
}

#[test]
fn the_page_on_the_archive_shows_every_byte_of_one() {
    use sealpack::archive::zip::write::ZipWriter;
    let page = blocks(&page("docs/archive-format.md"));
    let table = page.iter().find(|block| block.tested.as_deref() == Some("bytes of an archive"));
    let mut shown: Vec<u8> = Vec::new();
    for line in table.expect("the table").content.lines() {
        let [offset, bytes] = line.splitn(3, "  ").take(2).collect::<Vec<_>>()[..] else { panic!("{line}") };
        assert_eq!(offset, format!("{:04X}", shown.len()), "{line}");
        shown.extend(bytes.split(' ').map(|byte| u8::from_str_radix(byte, 16).expect("a byte")));
    }
    let date = jiff::civil::date(2026, 7, 1);
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()), date).expect("memory");
    for (name, content) in [("a.jpg", &b"abc"[..]), ("\u{e9}.txt", b"")] {
        let mut entry = zip.start(name, content.len() as u64).expect("an entry");
        entry.write(content).expect("its content");
        entry.finish().expect("its end");
    }
    assert_eq!(shown, zip.finish().expect("an end").into_inner());
}

#[test]
fn the_page_on_the_archive_draws_the_bag_that_is_written() {
    let drawing = blocks(&page("docs/archive-format.md"));
    let drawing = drawing.iter().find(|block| block.content.contains("├──")).expect("the drawing");
    let drawn: BTreeSet<String> = drawing
        .content
        .lines()
        .skip(1)
        .filter_map(|line| line.trim_start_matches(['│', '├', '└', '─', ' ']).split_whitespace().next())
        .map(str::to_owned)
        .collect();
    let temp = tempfile::tempdir().expect("a temporary folder");
    let target = temp.path().join("demo.zip");
    let example = common::example("demo-county");
    let args = ["pack", "--date", "2026-07-01", "--output"];
    let output = sealpack("en").args(args).arg(&target).arg(example).output().expect("the binary runs");
    let (code, out, err) = outcome(&output);
    assert_eq!(code, 0, "{out}{err}");
    let mut written = BTreeSet::new();
    for (name, _) in common::bag::entries(&target) {
        let inside = name.strip_prefix("示例县-20260701/").expect("in the bag");
        let mut parts = inside.split('/');
        match (parts.next().expect("a part"), parts.next(), parts.next()) {
            (top, None, _) => written.insert(top.to_owned()),
            ("sealpack", Some(file), None) => {
                written.insert("sealpack/".to_owned()) | written.insert(file.to_owned())
            }
            ("sealpack", Some(folder), _) => written.insert(format!("{folder}/")),
            (top, ..) => written.insert(format!("{top}/")),
        };
    }
    assert_eq!(drawn, written);
}
