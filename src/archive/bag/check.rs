//! What a bag says about itself, checked against the files that are there (RFC 8493, section 3).

use std::collections::HashSet;
use std::io::{self, BufReader, Read};
use std::path::Path;

use super::super::Error;
use super::super::finding::VerifyFinding;
use super::super::zip::{Fault, LARGEST_DIRECTORY};
use super::declaration::{self, DeclarationFault, Version};
use super::manifest::{self, Algorithm, Digest, Line, LineFault};
use super::place::{Files, Place};
use super::{DECLARATION, FETCH, INFO, PAYLOAD, info};
use crate::text::Message;

/// Largest declaration, metadata and list of files to fetch that are read, in bytes.
const LARGEST_TEXT: u64 = 16 << 20;

/// Largest manifest that is read, in bytes: as large as the largest directory of a ZIP file.
const LARGEST_MANIFEST: u64 = LARGEST_DIRECTORY;

/// A bag as verification sees it.
pub(crate) struct Bag<'a> {
    /// The file or folder, for errors.
    pub(crate) path: &'a Path,
    pub(crate) place: &'a Place,
    pub(crate) files: &'a Files,
}

/// What a bag says about itself.
#[derive(Default)]
pub(crate) struct Checked {
    pub(crate) findings: Vec<VerifyFinding>,
    /// The fields of `bag-info.txt`.
    pub(crate) info: Vec<(String, String)>,
    /// Whether the bag says that we made it.
    pub(crate) ours: bool,
    /// The digests that each file must have, in the order of the files.
    pub(crate) expected: Vec<Vec<(Algorithm, Digest)>>,
    /// The algorithms of the payload manifests that were read.
    pub(crate) algorithms: Vec<Algorithm>,
}

/// A manifest in the bag.
struct Manifest {
    file: usize,
    name: String,
    of_tags: bool,
    algorithm: Option<Algorithm>,
}

/// What was read from the manifests of one sort, payload or tags.
struct Listing {
    /// For each manifest that was read to its end: its name, and which files it lists.
    whole: Vec<(String, Vec<bool>)>,
    /// Whether every manifest could be read to its end.
    all_whole: bool,
}

impl Bag<'_> {
    /// Everything but the digests.
    pub(crate) fn check(&self) -> Result<Checked, Error> {
        let mut checked = Checked { expected: vec![Vec::new(); self.files.list.len()], ..Checked::default() };
        let Some(version) = self.declaration(&mut checked.findings)? else { return Ok(checked) };
        self.info(&mut checked)?;
        let to_fetch = self.to_fetch(&mut checked.findings)?;
        let manifests = self.manifests();
        let payload = self.listing(&manifests, false, &to_fetch, &mut checked)?;
        let tags = self.listing(&manifests, true, &to_fetch, &mut checked)?;
        self.unlisted(version, &payload, &tags, &mut checked);
        self.oxum(&mut checked);
        Ok(checked)
    }

    /// Number and size in bytes of the payload files.
    pub(crate) fn payload(&self) -> (u64, u64) {
        let files = self.files.list.iter().filter(|file| file.path.starts_with(PAYLOAD));
        files.fold((0, 0_u64), |(count, bytes), file| (count + 1, bytes.saturating_add(file.bytes)))
    }

    /// Turns a failure to read into a finding where the archive is to blame.
    pub(crate) fn blame(&self, path: &str, error: io::Error) -> Result<VerifyFinding, Error> {
        match Fault::from_read(error) {
            Ok(fault) => Ok(VerifyFinding { path: Some(path.to_owned()), ..VerifyFinding::fault(&fault) }),
            Err(error) => Err(Error::read(&self.path.join(path), error)),
        }
    }

    /// The content of a small file; none where it is not there or could not be read.
    fn text(&self, path: &str, findings: &mut Vec<VerifyFinding>) -> Result<Option<Vec<u8>>, Error> {
        let Some(file) = self.files.find(path).and_then(|index| self.files.list.get(index)) else {
            return Ok(None);
        };
        if file.bytes > LARGEST_TEXT {
            findings
                .push(VerifyFinding::error("bag-info", Message::new("verify-tag-file-too-large")).of(path));
            return Ok(None);
        }
        let mut bytes = Vec::new();
        let read = self.place.open(file).and_then(|file| file.take(LARGEST_TEXT).read_to_end(&mut bytes));
        match read {
            Ok(_) => Ok(Some(bytes)),
            Err(error) => {
                findings.push(self.blame(path, error)?);
                Ok(None)
            }
        }
    }

    fn declaration(&self, findings: &mut Vec<VerifyFinding>) -> Result<Option<Version>, Error> {
        let Some(bytes) = self.text(DECLARATION, findings)? else {
            if findings.is_empty() {
                findings.push(VerifyFinding::error("not-a-bag", Message::new("verify-not-a-bag")));
            }
            return Ok(None);
        };
        let message = match declaration::parse(&bytes) {
            Ok(version) => return Ok(Some(version)),
            Err(DeclarationFault::Malformed) => Message::new("verify-declaration-malformed"),
            Err(DeclarationFault::Version(version)) => {
                Message::new("verify-declaration-version").with("version", version)
            }
            Err(DeclarationFault::Encoding(encoding)) => {
                Message::new("verify-declaration-encoding").with("encoding", encoding)
            }
        };
        findings.push(VerifyFinding::error("bag-declaration", message).of(DECLARATION));
        Ok(None)
    }

    fn info(&self, checked: &mut Checked) -> Result<(), Error> {
        let Some(bytes) = self.text(INFO, &mut checked.findings)? else { return Ok(()) };
        let parsed =
            String::from_utf8(bytes).map_err(|_| Message::new("verify-info-not-utf8")).and_then(|text| {
                info::parse(&text).map_err(|line| Message::new("verify-info-line").with("line", line))
            });
        match parsed {
            Ok(fields) => checked.info = fields,
            Err(message) => checked.findings.push(VerifyFinding::error("bag-info", message).of(INFO)),
        }
        let agent = info::value(&checked.info, info::SOFTWARE_AGENT).unwrap_or_default();
        checked.ours = agent.split(' ').next() == Some("sealpack");
        Ok(())
    }

    /// The files that are still to be fetched from elsewhere; each is a finding.
    fn to_fetch(&self, findings: &mut Vec<VerifyFinding>) -> Result<HashSet<String>, Error> {
        let bytes = self.text(FETCH, findings)?.unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes);
        // URL, length, path (2.2.3).
        let path = |line: &str| Some(line.splitn(3, [' ', '\t']).nth(2)?.trim().to_owned());
        let absent: HashSet<String> =
            text.lines().filter_map(path).filter(|path| self.files.find(path).is_none()).collect();
        findings.extend(absent.iter().map(|path| {
            VerifyFinding::error("incomplete-bag", Message::new("verify-incomplete-bag")).of(path)
        }));
        Ok(absent)
    }

    fn manifests(&self) -> Vec<Manifest> {
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
    fn listing(
        &self,
        manifests: &[Manifest],
        of_tags: bool,
        to_fetch: &HashSet<String>,
        checked: &mut Checked,
    ) -> Result<Listing, Error> {
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
                to_fetch,
                missing: &mut missing,
                listed: vec![false; self.files.list.len()],
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
        for line in manifest::lines(reading.algorithm, BufReader::with_capacity(1 << 16, source)) {
            match line {
                Ok(line) => self.take_line(reading, line, checked),
                Err(LineFault::Read(error)) => {
                    checked.findings.push(self.blame(name, error)?);
                    return Ok(false);
                }
                Err(LineFault::Malformed(number)) => {
                    checked.findings.push(fault(Message::new("verify-manifest-line").with("line", number)));
                    return Ok(false);
                }
                Err(LineFault::TooLong) => {
                    checked.findings.push(fault(Message::new("verify-manifest-too-long")));
                    return Ok(false);
                }
            }
        }
        Ok(true)
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
        let Some(index) = self.files.find(&line.path).or_else(|| self.files.find(&line.written)) else {
            if !reading.to_fetch.contains(&line.path) && reading.missing.insert(line.path.clone()) {
                let message = Message::new("verify-missing-file");
                checked.findings.push(VerifyFinding::error("missing-file", message).of(&line.path));
            }
            return;
        };
        if let Some(listed) = reading.listed.get_mut(index)
            && std::mem::replace(listed, true)
        {
            checked.findings.push(fault("verify-manifest-twice"));
            return;
        }
        if let Some(expected) = checked.expected.get_mut(index) {
            expected.push((reading.algorithm, line.digest));
        }
    }

    /// Finds the files that the manifests should list and do not.
    fn unlisted(&self, version: Version, payload: &Listing, tags: &Listing, checked: &mut Checked) {
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

    fn oxum(&self, checked: &mut Checked) {
        let Some(stated) = info::value(&checked.info, info::PAYLOAD_OXUM) else { return };
        let (files, bytes) = self.payload();
        let message = match info::parse_oxum(stated) {
            Some(oxum) if oxum == (bytes, files) => return,
            Some((stated_bytes, stated_files)) => Message::new("verify-payload-oxum")
                .with("stated-bytes", stated_bytes)
                .with("stated-files", stated_files)
                .with("bytes", bytes)
                .with("files", files),
            None => Message::new("verify-payload-oxum-malformed").with("value", stated),
        };
        checked.findings.push(VerifyFinding::error("payload-oxum", message).of(INFO));
    }
}

/// One manifest while it is read.
struct Reading<'a> {
    manifest: &'a Manifest,
    algorithm: Algorithm,
    to_fetch: &'a HashSet<String>,
    missing: &'a mut HashSet<String>,
    listed: Vec<bool>,
}

/// Whether a path of a manifest leads down into the bag. Files are only ever looked up among those that are
/// there, so such a path could do no harm; it is refused for other programs' sake.
fn is_inside(path: &str) -> bool {
    let drive = matches!(path.as_bytes(), [letter, b':', ..] if letter.is_ascii_alphabetic());
    !drive && !path.starts_with('~') && path.split('/').all(|part| !matches!(part, "" | "." | ".."))
}
