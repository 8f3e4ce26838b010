//! Sample inventories beside a profile: `samples/CODE/NAME.valid.json` must pass, `NAME.invalid.json` must not.
//!
//! They are for whoever changes the profile: no submission is checked with them, and no archive holds them.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::error::Fault;
use super::folder::{LARGEST_FILE, is_json};
use super::{ProfileError, builtin};
use crate::submission::json;

/// Name of the folder of samples.
pub(super) const SAMPLES: &str = "samples";

/// A sample inventory.
#[derive(Debug)]
pub struct Sample {
    /// The file, as seen from the profile's folder.
    pub file: String,
    /// The code of the indicator that it is for.
    pub code: String,
    /// Whether it must pass; else it must be refused.
    pub valid: bool,
    content: Content,
    profile: PathBuf,
}

#[derive(Debug)]
enum Content {
    File(PathBuf),
    Bytes(&'static [u8]),
}

impl Sample {
    /// The inventory.
    pub fn document(&self) -> Result<Value, ProfileError> {
        let read = match &self.content {
            Content::Bytes(bytes) => json::parse(bytes).map_err(Fault::Json),
            Content::File(path) => read(path).and_then(|bytes| json::parse(&bytes).map_err(Fault::Json)),
        };
        read.map_err(|fault| ProfileError::new(&self.profile, &self.file, "", fault))
    }
}

fn read(path: &Path) -> Result<Vec<u8>, Fault> {
    let size = std::fs::metadata(path).map_err(Fault::Io)?.len();
    if size > LARGEST_FILE {
        return Err(Fault::TooLarge);
    }
    std::fs::read(path).map_err(Fault::Io)
}

/// Sorts files into samples and what is none.
struct Collector<'a> {
    profile: &'a Path,
    codes: Vec<&'a str>,
    samples: Vec<Sample>,
    errors: Vec<ProfileError>,
}

impl Collector<'_> {
    fn take(&mut self, code: &str, name: &str, content: Content) {
        let file = format!("{SAMPLES}/{code}/{name}");
        let lower = name.to_lowercase();
        let valid = [(".valid.json", true), (".invalid.json", false)]
            .into_iter()
            .find_map(|(end, valid)| lower.ends_with(end).then_some(valid));
        match valid {
            Some(_) if !self.codes.contains(&code) => {
                self.errors.push(ProfileError::new(
                    self.profile,
                    &file,
                    "",
                    Fault::SampleCode(code.to_owned()),
                ));
            }
            Some(valid) => {
                let profile = self.profile.to_owned();
                self.samples.push(Sample { file, code: code.to_owned(), valid, content, profile });
            }
            // Notes may lie beside them; a sample that nobody tries must not.
            None if is_json(name) => {
                self.errors.push(ProfileError::new(self.profile, &file, "", Fault::SampleName));
            }
            None => {}
        }
    }

    fn io(&mut self, file: &str, error: std::io::Error) {
        self.errors.push(ProfileError::new(self.profile, file, "", Fault::Io(error)));
    }

    /// The entries of a folder: name, path and whether it is a folder. Links are left out.
    fn entries(&mut self, folder: &Path, file: &str) -> Vec<(String, PathBuf, bool)> {
        let entries = std::fs::read_dir(folder).and_then(Iterator::collect::<Result<Vec<_>, _>>);
        let entries = entries.unwrap_or_else(|error| {
            self.io(file, error);
            Vec::new()
        });
        let known = entries.into_iter().filter_map(|entry| {
            let sort = entry.file_type().ok().filter(|sort| !sort.is_symlink())?;
            Some((entry.file_name().into_string().ok()?, entry.path(), sort.is_dir()))
        });
        let mut known: Vec<_> = known.collect();
        known.sort();
        known
    }

    fn folder(&mut self, folder: &Path) {
        for (code, path, is_folder) in self.entries(folder, SAMPLES) {
            if !is_folder {
                if is_json(&code) {
                    let file = format!("{SAMPLES}/{code}");
                    self.errors.push(ProfileError::new(self.profile, &file, "", Fault::SamplePlace));
                }
                continue;
            }
            for (name, path, is_folder) in self.entries(&path, &format!("{SAMPLES}/{code}")) {
                if !is_folder {
                    self.take(&code, &name, Content::File(path));
                }
            }
        }
    }
}

/// The samples of a profile in `folder`, or of the built-in one called `path`, and what is wrong with their places.
pub(super) fn collect(
    path: &Path,
    folder: Option<&Path>,
    codes: Vec<&str>,
) -> (Vec<Sample>, Vec<ProfileError>) {
    let mut collector = Collector { profile: path, codes, samples: Vec::new(), errors: Vec::new() };
    match folder.map(|folder| folder.join(SAMPLES)) {
        Some(samples) if samples.is_dir() => collector.folder(&samples),
        Some(_) => {}
        None => {
            for (code, name, bytes) in builtin::samples(&path.to_string_lossy()) {
                collector.take(code, name, Content::Bytes(bytes));
            }
        }
    }
    (collector.samples, collector.errors)
}
