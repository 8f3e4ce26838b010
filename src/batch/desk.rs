//! The folder of a batch: what is done, and where results go.

use std::collections::HashMap;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::one::Looked;
use super::{BatchError, Item, Options};
use crate::check::rules::{self, Rule};
use crate::report;
use crate::report::batch::{FORMAT_VERSION, Files, Outcome, State};

/// What is done, a line each (JSON Lines).
const RESULTS: &str = "results.jsonl";
/// The folder of the items' own results.
const ITEMS: &str = "items";
/// Held by the run that writes into the folder.
const LOCK: &str = ".sealpack-batch";
/// Longest line that is read, in bytes.
const LONGEST_LINE: u64 = 4 << 20;

/// A line of `results.jsonl` (`schemas/batch-result.schema.json`).
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Line {
    format_version: u32,
    /// A digest of what the result depends on.
    input: String,
    #[serde(flatten)]
    outcome: Outcome,
}

/// The folder, held against other runs.
pub(super) struct Desk {
    folder: PathBuf,
    _lock: File,
}

impl Desk {
    /// Makes the folder where there is none. One with other things in it than a batch's is refused: results replace
    /// what has their names.
    pub(super) fn open(folder: &Path) -> Result<Self, BatchError> {
        let is_used = fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some());
        if is_used && fs::symlink_metadata(folder.join(LOCK)).is_err() {
            return Err(BatchError::Foreign(folder.to_owned()));
        }
        let make = |folder: PathBuf| {
            fs::create_dir_all(&folder).map_err(|source| BatchError::Write { path: folder, source })
        };
        make(folder.to_owned())?;
        // First of all that comes into it: a run that is stopped here leaves nothing that the next one would not know.
        let path = folder.join(LOCK);
        let failed = |source| BatchError::Write { path: path.clone(), source };
        let options = OpenOptions::new().write(true).create(true).truncate(false).open(&path);
        let lock = options.map_err(failed)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(BatchError::Busy(folder.to_owned())),
            // Some network drives have no locks; then nothing tells two runs apart.
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {}
            Err(TryLockError::Error(error)) => return Err(failed(error)),
        }
        make(folder.join(ITEMS))?;
        for place in [folder.to_owned(), folder.join(ITEMS)] {
            report::sweep(&place);
        }
        Ok(Self { folder: folder.to_owned(), _lock: lock })
    }

    /// The outcomes of those `items` that need not be looked at again. What else was done is forgotten.
    pub(super) fn known(
        &self,
        items: &[Item],
        options: &Options<'_>,
    ) -> Result<Vec<Option<Outcome>>, BatchError> {
        let mut lines = self.lines()?;
        let known: Vec<Option<Line>> = items
            .iter()
            .map(|item| lines.remove(&item.shown()).filter(|line| self.holds(line, item, options)))
            .collect();
        let mut kept = Vec::new();
        for line in known.iter().flatten() {
            kept.extend(written(line));
        }
        self.replace(RESULTS, &kept)?;
        Ok(known.into_iter().map(|line| line.map(|line| line.outcome)).collect())
    }

    /// The lines that can be read, by their item. The last line of a run that was killed may be cut.
    fn lines(&self) -> Result<HashMap<String, Line>, BatchError> {
        let path = self.folder.join(RESULTS);
        let failed = |source| BatchError::Read { path: path.clone(), source };
        let mut file = match File::open(&path) {
            Ok(file) => BufReader::new(file),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(HashMap::new()),
            Err(error) => return Err(failed(error)),
        };
        let mut lines = HashMap::new();
        let mut text = Vec::new();
        loop {
            text.clear();
            if file.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut text).map_err(failed)? == 0 {
                break;
            }
            if let Ok(line) = serde_json::from_slice::<Line>(&text) {
                lines.insert(line.outcome.path.clone(), line);
            }
        }
        Ok(lines)
    }

    /// Whether a result still holds: nothing that it depends on has changed, and its files are there.
    fn holds(&self, line: &Line, item: &Item, options: &Options<'_>) -> bool {
        let outcome = &line.outcome;
        let sees_today = |rule: &str| {
            rules::by_name(rule).is_some_and(Rule::sees_today) || options.trust.signers.is_some()
        };
        let dated = outcome.rules.iter().any(|count| sees_today(&count.rule));
        let is_there = |name: &str| self.folder.join(name).is_file();
        !options.fresh
            && line.format_version == FORMAT_VERSION
            && line.input == item.input
            // What could not be read may be there again.
            && outcome.state != State::Failed
            // With time a day ceases to be in the future, never the other way.
            && (outcome.made == options.today || (outcome.made < options.today && !dated))
            && outcome.files.as_ref().is_some_and(|files| {
                let names = [&files.json, &files.html, &files.xlsx, &traces(item)];
                *files == self.files(item) && names.map(|name| is_there(name)) == [true; 4]
            })
    }

    /// The files of an item's own results.
    #[expect(clippy::unused_self, reason = "only who has the folder names what is in it")]
    pub(super) fn files(&self, item: &Item) -> Files {
        let file = |extension: &str| format!("{ITEMS}/{}.{extension}", item.name);
        Files { json: file("json"), html: file("html"), xlsx: file("xlsx") }
    }

    /// The path of a file in the folder.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Writes the results of an item, and only then that it is done.
    pub(super) fn write(&self, item: &Item, looked: Looked) -> Result<Outcome, BatchError> {
        let Looked { mut outcome, results } = looked;
        let files = self.files(item);
        match results {
            Some(results) => {
                self.replace(&files.json, results.json.as_bytes())?;
                self.replace(&files.html, results.html.as_bytes())?;
                self.replace(&files.xlsx, &results.xlsx)?;
                self.replace(&traces(item), &lines(&results.traces))?;
                outcome.files = Some(files);
            }
            None => {
                // What an earlier run wrote is not true any more.
                for name in [&files.json, &files.html, &files.xlsx, &traces(item)] {
                    let _ = fs::remove_file(self.folder.join(name));
                }
            }
        }
        let line = Line { format_version: FORMAT_VERSION, input: item.input.clone(), outcome };
        let path = self.folder.join(RESULTS);
        let append = || {
            let mut file = OpenOptions::new().append(true).create(true).open(&path)?;
            file.write_all(&written(&line))?;
            file.sync_data()
        };
        append().map_err(|source| BatchError::Write { path: path.clone(), source })?;
        Ok(line.outcome)
    }

    /// What the materials of an item are recognised by, a line each; nothing where it could not be looked at.
    pub(super) fn traces(&self, item: &Item) -> Result<Option<File>, BatchError> {
        match File::open(self.folder.join(traces(item))) {
            Ok(file) => Ok(Some(file)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(self.cannot_read(item, error)),
        }
    }

    /// Why what the materials of an item are recognised by could not be read.
    pub(super) fn cannot_read(&self, item: &Item, source: io::Error) -> BatchError {
        BatchError::Read { path: self.folder.join(traces(item)), source }
    }

    /// Replaces a file in the folder.
    pub(super) fn replace(&self, name: &str, bytes: &[u8]) -> Result<(), BatchError> {
        let path = self.folder.join(name);
        report::replace(&path, bytes).map_err(|source| BatchError::Write { path, source })
    }

    /// Why a file in the folder could not be made.
    pub(super) fn cannot_write(
        &self,
        name: &str,
        error: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> BatchError {
        BatchError::Write { path: self.folder.join(name), source: io::Error::other(error) }
    }
}

/// The file with what the materials of an item are recognised by.
fn traces(item: &Item) -> String {
    format!("{ITEMS}/{}.traces.jsonl", item.name)
}

/// Values as lines of JSON.
fn lines(values: &[impl Serialize]) -> Vec<u8> {
    values.iter().flat_map(written).collect()
}

fn written(line: &impl Serialize) -> Vec<u8> {
    // Our lines have text keys and finite numbers only, so they always become JSON.
    let mut text = serde_json::to_vec(line).unwrap_or_default();
    text.push(b'\n');
    text
}
