//! Checks the content of an archive again: its files are read where they lie, their facts are held against the
//! stored profile or a given one, and what comes of it is compared with what the archive says of itself.
//!
//! Whoever changes an archive can write all its digests anew. What is stored about the files must still be what
//! the files say: a falsified inventory, or findings that were left out, do not stand up to this. Files that were
//! never packed cannot be looked at again; what follows from that, `beyond` says.

mod beyond;
mod cost;
mod difference;
mod findings;
mod info;
mod inventory;
mod profile;
mod stored;
mod told;

use std::collections::{BTreeMap, HashSet};
use std::io;
use std::path::Path;

use jiff::civil::Date;

use crate::archive::bag::{PAYLOAD, info as fields};
use crate::archive::{Error, OpenBag, Recheck, Verification};
use crate::check::{self, Finding, Subject};
use crate::inventory::{Inventory, Survey, Watch};
use crate::profile::{Profile, Severity};
use crate::report::record::{self, AREA, FINDINGS, INVENTORY, SUBMISSION};
use crate::report::{CheckReport, Pictures};
use crate::submission::{Area, AreaError, LARGEST_AREA, Manifest, Submission};
use crate::text::{Explain, Lang, Message};
use beyond::Beyond;
use stored::Stored;
use told::Told;

/// Largest `submission.json` that is read, in bytes.
const LARGEST_MANIFEST: u64 = 1 << 20;

/// Why there is no answer.
enum Stop {
    /// The archive does not hold what is needed: this.
    Impossible(Message),
    /// The work could not be done.
    Failed(Error),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

impl Stop {
    /// What is stored at `path` cannot be used.
    fn unusable(path: &str, reason: Message) -> Self {
        Self::Impossible(Message::new("recheck-unusable").with("path", path).with("reason", reason))
    }
}

/// What was read of the material, and all that follows from it.
struct Read<'a> {
    submission: &'a Submission,
    profile: &'a Profile,
    survey: &'a Survey,
    findings: &'a [Finding],
    report: CheckReport<'a>,
}

/// Checks the content of the bag that was verified again, against `profile` where one is given, else against the one
/// in it. `bag` is none where it is not whole.
pub fn recheck(
    verification: Verification,
    bag: Option<&OpenBag>,
    profile: Option<&Profile>,
    watch: Watch<'_>,
) -> Result<Verification, Error> {
    let impossible = |verification: Verification, reason| {
        let mut told = Told::default();
        told.tell("recheck-impossible", None, reason);
        verification.rechecked(Recheck::Impossible, told.findings())
    };
    let Some(bag) = bag else { return Ok(impossible(verification, Message::new("recheck-unsound"))) };
    let Some(version) = verification.own_version() else {
        return Ok(impossible(verification, Message::new("recheck-not-ours")));
    };
    let mut told = Told::of_version(version);
    match again(&verification, bag, profile, &mut told, watch) {
        Ok(()) => {
            let findings = told.findings();
            let differs = findings.iter().any(|finding| finding.severity == Severity::Error);
            let recheck = if differs { Recheck::Differs } else { Recheck::Agrees };
            Ok(verification.rechecked(recheck, findings))
        }
        Err(Stop::Impossible(reason)) => {
            told.tell("recheck-impossible", None, reason);
            Ok(verification.rechecked(Recheck::Impossible, told.findings()))
        }
        Err(Stop::Failed(error)) => Err(error),
    }
}

fn again(
    verification: &Verification,
    bag: &OpenBag,
    given: Option<&Profile>,
    told: &mut Told,
    watch: Watch<'_>,
) -> Result<(), Stop> {
    let failed = |path: &str, error: io::Error| match error.kind() {
        io::ErrorKind::Interrupted => Stop::Failed(Error::Interrupted),
        _ => Stop::Failed(Error::Read { path: verification.path.join(path), source: error }),
    };
    let bytes = bag.read(SUBMISSION, LARGEST_MANIFEST).map_err(|error| failed(SUBMISSION, error))?;
    let bytes = bytes.ok_or_else(|| Stop::Impossible(Message::new("recheck-no-submission")))?;
    let manifest = Manifest::parse(&bytes, Path::new(SUBMISSION))
        .map_err(|error| Stop::unusable(SUBMISSION, error.message()))?;
    let date = fields::value(&verification.info, fields::BAGGING_DATE).and_then(|date| date.parse().ok());
    let date: Date = date.ok_or_else(|| Stop::Impossible(Message::new("recheck-no-date")))?;
    let inside = profile::files(bag).map_err(|error| failed("sealpack", error))?;
    let stored_profile;
    let profile = if let Some(given) = given {
        profile::compare(&inside, &given.files, told);
        given
    } else {
        profile::compare_built_in(&inside, &manifest.profile, told);
        stored_profile = profile::stored(inside)?;
        &stored_profile
    };
    let read_document = |path| Stored::read(bag, path, watch).map_err(|error| failed(path, error));
    let (inventory, findings) = (read_document(INVENTORY)?, read_document(FINDINGS)?);
    let layout = profile.layout();
    let folders = inventory::folders(&inventory, &layout);
    let payload = bag.payload();
    let paths: Vec<String> = payload.iter().map(|file| file.path.clone()).collect();
    let area = area(bag, &manifest).map_err(|error| failed(AREA, error))??;
    let name = &verification.path;
    let submission = Submission::of_files(name, (manifest, bytes), &layout, area, payload, &folders)
        .map_err(|_| Stop::Impossible(Message::new("recheck-too-deep")))?;
    let survey = Survey::take(&submission, profile, watch).map_err(|_| Stop::Failed(Error::Interrupted))?;
    if let Some((path, reason)) = unreadable(&survey) {
        return Err(failed(&format!("{PAYLOAD}{path}"), io::Error::other(reason)));
    }
    let subject = Subject { submission: &submission, profile, survey: &survey, today: date, elsewhere: None };
    let found = check::check(&subject)
        .map_err(|mistake| Stop::unusable("sealpack/profile/profile.json", mistake.message()))?;
    let report = CheckReport::new(&submission, profile, &survey, &found, date);
    let read = Read { submission: &submission, profile, survey: &survey, findings: &found, report };
    never_packed(&paths, &survey, told);
    let beyond = Beyond::of(&read, &inventory, &findings, verification.draft);
    inventory::compare(&inventory, &read, &beyond, told);
    let lang = findings::compare(&findings, &read, &beyond, told);
    info::compare(verification, bag, &read, date, told);
    let thumbnails =
        report.thumbnails(Pictures::Problems, watch).map_err(|_| Stop::Failed(Error::Interrupted))?;
    // Findings without words do not tell the language of the page.
    let langs = if found.is_empty() { [Lang::Zh, Lang::En] } else { [lang; 2] };
    let tags = langs.map(|lang| record::tags(&report, &thumbnails, lang));
    info::compare_tags(bag, &tags, &beyond, told).map_err(|error| failed("sealpack", error))?;
    let errors = check::count(&found)[0] + beyond.errors();
    if errors > 0 && !verification.draft {
        told.tell("recheck-errors", None, Message::new("recheck-has-errors").with("errors", errors));
    }
    beyond.tell(told);
    Ok(())
}

/// The area that the stored `submission.json` names.
fn area(bag: &OpenBag, manifest: &Manifest) -> io::Result<Result<Option<Area>, Stop>> {
    let unusable = |error: AreaError| Stop::unusable(AREA, error.message());
    if !manifest.area.as_ref().is_some_and(serde_json::Value::is_string) {
        return Ok(Area::read(manifest, Path::new("")).map_err(unusable));
    }
    let missing = || Stop::unusable(AREA, Message::new("recheck-no-area"));
    Ok(match bag.read(AREA, LARGEST_AREA)? {
        Some(bytes) => Area::parse(bytes, Path::new(AREA)).map(Some).map_err(unusable),
        None => Err(missing()),
    })
}

/// A file that could not be read, and why.
fn unreadable(survey: &Survey) -> Option<(String, String)> {
    let materials = survey.inventories.iter().flat_map(Inventory::materials);
    let materials = materials.map(|(_, material)| (&material.path, &material.unreadable));
    let others = survey.sheets.iter().map(|sheet| &sheet.file).chain(&survey.others);
    let mut all = materials.chain(others.map(|file| (&file.path, &file.unreadable)));
    all.find_map(|(path, reason)| Some((path.clone(), reason.clone()?)))
}

/// Tells of files in the payload that we never pack, and which so belong to nothing that was checked.
fn never_packed(paths: &[String], survey: &Survey, told: &mut Told) {
    let counted: HashSet<&str> = survey.files().map(|(path, ..)| path).collect();
    for path in paths.iter().filter(|path| !counted.contains(path.as_str())) {
        told.tell("recheck-payload", Some(&in_bag(path)), Message::new("recheck-never-packed"));
    }
}

/// The path in the bag of what has this path in the submission.
fn in_bag(path: &str) -> String {
    if path == crate::submission::MANIFEST { SUBMISSION.to_owned() } else { format!("{PAYLOAD}{path}") }
}

/// Files by their name.
type Files = BTreeMap<String, Vec<u8>>;
