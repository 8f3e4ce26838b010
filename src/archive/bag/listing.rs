//! What the manifests of a bag list, held against the files that are there (RFC 8493, 2.1.3, 2.2.1 and 3).

use std::collections::HashSet;
use std::io::{BufReader, Read};

use super::super::Error;
use super::super::finding::VerifyFinding;
use super::super::zip::LARGEST_DIRECTORY;
use super::PAYLOAD;
use super::algorithm::Algorithm;
use super::check::{Bag, Checked, MOST_MALFORMED, is_inside};
use super::declaration::{Declaration, Version};
use super::manifest::{self, Line, LineFault, Mark};
use crate::profile::Severity;
use crate::submission::layout::is_junk;
use crate::text::Message;

/// Largest manifest that is read, in bytes: as large as the largest directory of a ZIP file.
const LARGEST_MANIFEST: u64 = LARGEST_DIRECTORY;

/// A manifest in the bag.
pub(super) struct Manifest {
    file: usize,
    name: String,
    of_tags: bool,
    algorithm: Option<Algorithm>,
}

/// What was read from the manifests of one sort, payload or tags.
pub(super) struct Listing {
    /// For each manifest that was read to its end: its name, and which files it lists.
    whole: Vec<(String, Vec<bool>)>,
    /// Whether every manifest could be read to its end.
    all_whole: bool,
}

/// The manifests of the payload, or those of the tag files.
pub(super) struct Sort<'a> {
    pub(super) declared: Declaration,
    pub(super) of_tags: bool,
    pub(super) to_fetch: &'a HashSet<String>,
}

/// One manifest while it is read.
struct Reading<'a> {
    manifest: &'a Manifest,
    algorithm: Algorithm,
    declared: Declaration,
    to_fetch: &'a HashSet<String>,
    /// Paths that are not there, in any of the manifests.
    missing: &'a mut HashSet<String>,
    listed: Vec<bool>,
    /// Lines whose path is that of a file but for case.
    other_case: Vec<(usize, Line)>,
    /// The first line with a mark.
    marked: Option<(usize, Mark)>,
}

impl Reading<'_> {
    /// Notes a file that is listed and not there.
    fn absent(&mut self, path: &str, checked: &mut Checked) {
        if self.to_fetch.contains(path) || !self.missing.insert(path.to_owned()) {
            return;
        }
        let name = path.rsplit('/').next().unwrap_or(path);
        let finding = if is_junk(name) && !checked.ours && !self.manifest.of_tags {
            checked.leavings += 1;
            VerifyFinding::warning("missing-file", Message::new("verify-missing-leaving"))
        } else {
            VerifyFinding::error("missing-file", Message::new("verify-missing-file"))
        };
        checked.findings.push(finding.of(path));
    }
}

impl Bag<'_> {
    /// The manifests in the bag, of all algorithms.
    pub(super) fn manifests(&self) -> Vec<Manifest> {
        let manifest = |(file, name): (usize, &str)| {
            let stem = name.strip_suffix(".txt")?;
            let (of_tags, algorithm) = match stem.strip_prefix("tagmanifest-") {
                Some(algorithm) => (true, algorithm),
                None => (false, stem.strip_prefix("manifest-")?),
            };
            let algorithm = Algorithm::from_name(algorithm);
            Some(Manifest { file, name: name.to_owned(), of_tags, algorithm })
        };
        let names = self.files.list.iter().map(|file| file.path.as_str()).enumerate();
        names.filter_map(manifest).collect()
    }

    /// Reads all manifests of one sort.
    pub(super) fn listing(
        &self,
        manifests: &[Manifest],
        sort: &Sort<'_>,
        checked: &mut Checked,
    ) -> Result<Listing, Error> {
        let Sort { declared, of_tags, to_fetch } = *sort;
        let mut listing = Listing { whole: Vec::new(), all_whole: true };
        let sort: Vec<&Manifest> = manifests.iter().filter(|manifest| manifest.of_tags == of_tags).collect();
        let some_known = sort.iter().any(|manifest| manifest.algorithm.is_some());
        let mut missing = HashSet::new();
        for manifest in &sort {
            let Some(algorithm) = manifest.algorithm else {
                let message = Message::new("verify-unsupported-digest");
                let rule = "unsupported-digest";
                let finding = if some_known {
                    VerifyFinding::warning(rule, message)
                } else {
                    VerifyFinding::error(rule, message)
                };
                checked.findings.push(finding.of(&manifest.name));
                continue;
            };
            if !of_tags {
                checked.algorithms.push(algorithm);
            }
            let mut reading = Reading {
                manifest,
                algorithm,
                declared,
                to_fetch,
                missing: &mut missing,
                listed: vec![false; self.files.list.len()],
                other_case: Vec::new(),
                marked: None,
            };
            if self.read_manifest(&mut reading, checked)? {
                listing.whole.push((manifest.name.clone(), reading.listed));
            } else {
                listing.all_whole = false;
            }
        }
        if sort.is_empty() && (!of_tags || checked.ours) {
            let key = if of_tags { "verify-no-tag-manifest" } else { "verify-no-manifest" };
            checked.findings.push(VerifyFinding::error("bag-manifest", Message::new(key)));
        }
        // Without a manifest that we can read nothing is known to be extra.
        listing.all_whole &= some_known;
        Ok(listing)
    }

    /// Reads one manifest; whether it could be read to its end.
    fn read_manifest(&self, reading: &mut Reading<'_>, checked: &mut Checked) -> Result<bool, Error> {
        let name = &reading.manifest.name;
        let fault = |message| VerifyFinding::error("bag-manifest", message).of(name);
        let Some(file) = self.files.list.get(reading.manifest.file) else { return Ok(false) };
        if file.bytes > LARGEST_MANIFEST {
            checked.findings.push(fault(Message::new("verify-manifest-too-long")));
            return Ok(false);
        }
        // A folder's file may have grown since it was looked at.
        let source = match self.place.open(file) {
            Ok(source) => source.take(LARGEST_MANIFEST),
            Err(error) => {
                checked.findings.push(self.blame(name, error)?);
                return Ok(false);
            }
        };
        let source = BufReader::with_capacity(1 << 16, reading.declared.encoding.reader(source));
        let mut malformed = 0;
        for line in manifest::lines(reading.algorithm, source) {
            match line {
                Ok(line) => self.take_line(reading, line, checked),
                Err(LineFault::Read(error)) => {
                    checked.findings.push(self.blame(name, error)?);
                    return Ok(false);
                }
                Err(LineFault::Malformed(number)) => {
                    checked.findings.push(fault(Message::new("verify-manifest-line").with("line", number)));
                    malformed += 1;
                    if malformed == MOST_MALFORMED {
                        return Ok(false);
                    }
                }
                Err(LineFault::TooLong) => {
                    checked.findings.push(fault(Message::new("verify-manifest-too-long")));
                    return Ok(false);
                }
            }
        }
        self.judge_other_case(reading, checked);
        if let Some((line, mark)) = reading.marked {
            let key = match mark {
                Mark::Binary => "verify-manifest-binary",
                Mark::DotSlash => "verify-manifest-dot-slash",
            };
            let message = Message::new(key).with("line", line);
            checked.findings.push(VerifyFinding::warning("bag-manifest", message).of(name));
        }
        Ok(malformed == 0)
    }

    fn take_line(&self, reading: &mut Reading<'_>, line: Line, checked: &mut Checked) {
        let manifest = reading.manifest;
        let rule = "bag-manifest";
        let fault = |key: &str| {
            let message = Message::new(key).with("manifest", &manifest.name).with("line", line.number);
            VerifyFinding::error(rule, message).of(&line.path)
        };
        let payload = line.path.starts_with(PAYLOAD);
        if payload == manifest.of_tags || !is_inside(&line.path) {
            checked.findings.push(fault("verify-manifest-outside"));
            return;
        }
        if let Some(mark) = line.mark {
            reading.marked.get_or_insert((line.number, mark));
        }
        let Some(index) = self.files.find(&line.path).or_else(|| self.files.find(&line.written)) else {
            match self.files.find_folded(&line.path).filter(|_| !checked.ours) {
                Some(index) => reading.other_case.push((index, line)),
                None => reading.absent(&line.path, checked),
            }
            return;
        };
        let Some(expected) = checked.expected.get_mut(index) else { return };
        if let Some(listed) = reading.listed.get_mut(index)
            && std::mem::replace(listed, true)
        {
            let same = expected.contains(&(reading.algorithm, line.digest.clone()));
            let finding = fault("verify-manifest-twice");
            checked.findings.push(match same && reading.declared.version < Version::V1_0 {
                true => VerifyFinding { severity: Severity::Warning, ..finding },
                false => finding,
            });
            return;
        }
        expected.push((reading.algorithm, line.digest));
    }

    /// Judges the paths of a manifest that are those of files but for case: on a system that tells no cases apart
    /// they are the same file, if the manifest also lists that one with the same digest.
    fn judge_other_case(&self, reading: &mut Reading<'_>, checked: &mut Checked) {
        for (index, line) in std::mem::take(&mut reading.other_case) {
            let expected = checked.expected.get(index).map(Vec::as_slice).unwrap_or_default();
            match self.files.list.get(index) {
                Some(file) if expected.contains(&(reading.algorithm, line.digest)) => {
                    let message = Message::new("verify-manifest-other-case")
                        .with("manifest", &reading.manifest.name)
                        .with("line", line.number)
                        .with("file", &file.path);
                    checked.findings.push(VerifyFinding::warning("bag-manifest", message).of(&line.path));
                }
                _ => reading.absent(&line.path, checked),
            }
        }
    }

    /// Finds the files that the manifests should list and do not.
    pub(super) fn unlisted(
        &self,
        version: Version,
        payload: &Listing,
        tags: &Listing,
        checked: &mut Checked,
    ) {
        for (index, file) in self.files.list.iter().enumerate() {
            let is_payload = file.path.starts_with(PAYLOAD);
            if !is_payload && (!checked.ours || file.path.starts_with("tagmanifest-")) {
                continue;
            }
            let listing = if is_payload { payload } else { tags };
            let lists = |(_, listed): &&(String, Vec<bool>)| listed.get(index).copied().unwrap_or(false);
            let known = listing.whole.iter().filter(lists).count();
            if known == 0 && listing.all_whole {
                let key = if is_payload { "verify-extra-file" } else { "verify-extra-tag-file" };
                checked.findings.push(VerifyFinding::error("extra-file", Message::new(key)).of(&file.path));
            } else if known > 0 && version == Version::V1_0 {
                for (name, _) in listing.whole.iter().filter(|manifest| !lists(manifest)) {
                    let message = Message::new("verify-manifest-not-listed").with("manifest", name);
                    checked.findings.push(VerifyFinding::error("bag-manifest", message).of(&file.path));
                }
            }
        }
    }
}
