//! What a bag says about itself, checked against the files that are there (RFC 8493, section 3).

use std::collections::HashSet;
use std::io::{self, Read};
use std::path::Path;

use super::super::Error;
use super::super::finding::VerifyFinding;
use super::super::zip::Fault;
use super::algorithm::{Algorithm, Digest};
use super::declaration::{self, Declaration, DeclarationFault, Version};
use super::encoding::Encoding;
use super::listing::Sort;
use super::place::{Files, Place};
use super::{DECLARATION, FETCH, INFO, PAYLOAD, fetch, info};
use crate::text::Message;

/// Largest declaration, metadata and list of files to fetch that are read, in bytes.
const LARGEST_TEXT: u64 = 16 << 20;

/// Malformed lines after which a file is given up.
pub(super) const MOST_MALFORMED: usize = 100;

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
    /// Listed payload files that are not there and not missed: what systems leave in folders.
    pub(super) leavings: u64,
}

impl Bag<'_> {
    /// Everything but the digests.
    pub(crate) fn check(&self) -> Result<Checked, Error> {
        let mut checked = Checked { expected: vec![Vec::new(); self.files.list.len()], ..Checked::default() };
        let Some(declared) = self.declaration(&mut checked.findings)? else { return Ok(checked) };
        self.info(declared.encoding, &mut checked)?;
        let to_fetch = self.to_fetch(declared.encoding, &mut checked.findings)?;
        let manifests = self.manifests();
        let sort = |of_tags| Sort { declared, of_tags, to_fetch: &to_fetch };
        let payload = self.listing(&manifests, &sort(false), &mut checked)?;
        let tags = self.listing(&manifests, &sort(true), &mut checked)?;
        self.unlisted(declared.version, &payload, &tags, &mut checked);
        weakness(&mut checked);
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

    /// The content of a small file in UTF-8; none where it is not there or could not be read.
    fn text(
        &self,
        path: &str,
        encoding: Encoding,
        findings: &mut Vec<VerifyFinding>,
    ) -> Result<Option<Vec<u8>>, Error> {
        let Some(file) = self.files.find(path).and_then(|index| self.files.list.get(index)) else {
            return Ok(None);
        };
        if file.bytes > LARGEST_TEXT {
            findings
                .push(VerifyFinding::error("bag-info", Message::new("verify-tag-file-too-large")).of(path));
            return Ok(None);
        }
        let mut bytes = Vec::new();
        let read = self
            .place
            .open(file)
            .and_then(|file| encoding.reader(file.take(LARGEST_TEXT)).read_to_end(&mut bytes));
        match read {
            Ok(_) => Ok(Some(bytes)),
            Err(error) => {
                findings.push(self.blame(path, error)?);
                Ok(None)
            }
        }
    }

    fn declaration(&self, findings: &mut Vec<VerifyFinding>) -> Result<Option<Declaration>, Error> {
        let Some(bytes) = self.text(DECLARATION, Encoding::Utf8, findings)? else {
            if findings.is_empty() {
                findings.push(VerifyFinding::error("not-a-bag", Message::new("verify-not-a-bag")));
            }
            return Ok(None);
        };
        let message = match declaration::parse(&bytes) {
            Ok(declared) => {
                if declared.version < Version::V0_97 {
                    let message = Message::new("verify-old-version").with("version", declared.version.name());
                    findings.push(VerifyFinding::warning("bag-version", message).of(DECLARATION));
                }
                return Ok(Some(declared));
            }
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

    fn info(&self, encoding: Encoding, checked: &mut Checked) -> Result<(), Error> {
        let Some(bytes) = self.text(INFO, encoding, &mut checked.findings)? else { return Ok(()) };
        let parsed =
            String::from_utf8(bytes).map_err(|_| Message::new("verify-info-encoding")).and_then(|text| {
                info::parse(&text).map_err(|line| Message::new("verify-info-line").with("line", line))
            });
        match parsed {
            Ok(fields) => checked.info = fields,
            Err(message) => checked.findings.push(VerifyFinding::error("bag-info", message).of(INFO)),
        }
        checked.ours = info::own_version(&checked.info).is_some();
        Ok(())
    }

    /// The files that are still to be fetched from elsewhere; each is a finding.
    fn to_fetch(
        &self,
        encoding: Encoding,
        findings: &mut Vec<VerifyFinding>,
    ) -> Result<HashSet<String>, Error> {
        let Some(bytes) = self.text(FETCH, encoding, findings)? else { return Ok(HashSet::new()) };
        let text = String::from_utf8_lossy(&bytes);
        let mut absent = HashSet::new();
        let rule = "bag-fetch";
        for (count, line) in fetch::parse(&text).enumerate() {
            let finding = match line {
                _ if count >= MOST_MALFORMED && findings.len() >= MOST_MALFORMED => break,
                Err(line) => VerifyFinding::error(rule, Message::new("verify-fetch-line").with("line", line)),
                Ok(fetch) if !fetch.path.starts_with(PAYLOAD) || !is_inside(&fetch.path) => {
                    let message = Message::new("verify-fetch-outside").with("line", fetch.line);
                    VerifyFinding::error(rule, message.with("file", fetch.path))
                }
                Ok(fetch) => {
                    if self.files.find(&fetch.path).is_none() && absent.insert(fetch.path.clone()) {
                        let message = Message::new("verify-incomplete-bag");
                        findings.push(VerifyFinding::error("incomplete-bag", message).of(&fetch.path));
                    }
                    continue;
                }
            };
            findings.push(finding.of(FETCH));
        }
        if absent.is_empty() {
            findings.push(VerifyFinding::info(rule, Message::new("verify-fetch-list")).of(FETCH));
        }
        Ok(absent)
    }

    fn oxum(&self, checked: &mut Checked) {
        let Some(stated) = info::value(&checked.info, info::PAYLOAD_OXUM) else { return };
        let (files, bytes) = self.payload();
        let message = match info::parse_oxum(stated) {
            Some(oxum) if oxum == (bytes, files) => return,
            // Without what systems leave in folders, whose size nobody knows any more.
            Some((stated, count))
                if stated >= bytes && count == files + checked.leavings && count > files =>
            {
                return;
            }
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

/// Says so where nothing but weak digests protects the payload.
fn weakness(checked: &mut Checked) {
    if let Some(algorithm) = checked.algorithms.first()
        && checked.algorithms.iter().all(|algorithm| algorithm.is_weak())
    {
        let message = Message::new("verify-weak-digest").with("algorithm", algorithm.label());
        checked.findings.push(VerifyFinding::info("weak-digest", message));
    }
}

/// Whether a path of a manifest leads down into the bag. Files are only ever looked up among those that are
/// there, so such a path could do no harm; it is refused for other programs' sake.
pub(super) fn is_inside(path: &str) -> bool {
    let drive = matches!(path.as_bytes(), [letter, b':', ..] if letter.is_ascii_alphabetic());
    !drive && !path.starts_with('~') && path.split('/').all(|part| !matches!(part, "" | "." | ".."))
}
