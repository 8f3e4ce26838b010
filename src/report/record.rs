//! What an archive says of its material: its tag files, and the fields of its `bag-info.txt`.

use std::collections::HashSet;

use super::html::{self, Extras};
use super::{CheckReport, json};
use crate::archive::TagFile;
use crate::archive::bag::info as fields;
use crate::check::{Finding, rules};
use crate::inventory::{Documents, Thumbnails};
use crate::text::Lang;

/// The facts of all files.
pub const INVENTORY: &str = "sealpack/inventory.json";
/// What the check before packing found.
pub const FINDINGS: &str = "sealpack/findings.json";
/// The same for people, as a page.
pub const REPORT: &str = "sealpack/report.html";
/// `submission.json`, byte for byte.
pub const SUBMISSION: &str = "sealpack/submission.json";
/// The file of the area that `submission.json` names, byte for byte.
pub const AREA: &str = "sealpack/area.geojson";
/// The folder of the profile's files, with its slash.
pub const PROFILE: &str = "sealpack/profile/";

/// Everything that is said of the material, in `lang` where it is in words. `thumbnails` are those of the report.
#[must_use]
pub fn tags(report: &CheckReport<'_>, thumbnails: &Thumbnails, lang: Lang) -> Vec<TagFile> {
    let tag = |path: &str, content: Vec<u8>| TagFile { path: path.to_owned(), content };
    let mut tags = vec![
        tag(FINDINGS, json::check(report, lang).into_bytes()),
        tag(INVENTORY, json::pretty(&Documents::of(&report.survey.inventories)).into_bytes()),
        tag(REPORT, page(report, thumbnails, lang).into_bytes()),
        tag(SUBMISSION, report.submission.manifest_bytes.clone()),
    ];
    let area = report.submission.area.as_ref().and_then(|area| area.file.clone());
    tags.extend(area.map(|bytes| tag(AREA, bytes)));
    let files = report.profile.files.iter();
    tags.extend(files.map(|(name, bytes)| tag(&format!("{PROFILE}{name}"), bytes.clone())));
    tags
}

/// The page of the report. It speaks of what is in the archive only, so that it can be made again from that: junk
/// and the like are in the findings.
fn page(report: &CheckReport<'_>, thumbnails: &Thumbnails, lang: Lang) -> String {
    let mut known: HashSet<&str> = HashSet::new();
    for (path, ..) in report.survey.files() {
        known.insert(path);
        known.extend(path.match_indices('/').map(|(end, _)| &path[..end]));
    }
    let is_inside = |finding: &&Finding| {
        let unpacked = rules::by_name(finding.rule).is_some_and(rules::Rule::sees_unpacked);
        !unpacked || finding.path.iter().chain(&finding.related).all(|path| known.contains(path.as_str()))
    };
    let findings: Vec<Finding> = report.findings.iter().filter(is_inside).cloned().collect();
    let report = CheckReport { findings: &findings, ..*report };
    let extras = Extras { thumbnails, all_pictures: false, files: Some("../data"), now: None };
    html::check(&report, &extras, lang)
}

/// The fields of `bag-info.txt` that speak of the submission, in their order.
#[must_use]
pub fn info(report: &CheckReport<'_>) -> Vec<(String, String)> {
    let (manifest, profile) = (&report.submission.manifest, report.profile);
    let mut info = vec![(fields::SOURCE_ORGANIZATION.to_owned(), manifest.unit.clone())];
    info.extend(manifest.contact.clone().map(|contact| ("Contact-Name".to_owned(), contact)));
    info.extend(manifest.title.clone().map(|title| (fields::EXTERNAL_DESCRIPTION.to_owned(), title)));
    info.push((fields::PROFILE.to_owned(), format!("{} {}", profile.name, profile.version)));
    info.push(("Sealpack-Period".to_owned(), format!("{}/{}", manifest.period.from, manifest.period.to)));
    info
}
