//! What an archive says of its material: its tag files, and the fields of its `bag-info.txt`.

use super::{CheckReport, json};
use crate::archive::TagFile;
use crate::inventory::{Inventory, documents};
use crate::text::Lang;

/// The facts of all files.
pub const INVENTORY: &str = "sealpack/inventory.json";
/// What the check before packing found.
pub const FINDINGS: &str = "sealpack/findings.json";
/// `submission.json`, byte for byte.
pub const SUBMISSION: &str = "sealpack/submission.json";
/// The folder of the profile's files, with its slash.
pub const PROFILE: &str = "sealpack/profile/";

/// Everything that is said of the material, in `lang` where it is in words.
#[must_use]
pub fn tags(report: &CheckReport<'_>, inventories: &[Inventory], lang: Lang) -> Vec<TagFile> {
    let tag = |path: &str, content: Vec<u8>| TagFile { path: path.to_owned(), content };
    let mut tags = vec![
        tag(FINDINGS, json::check(report, lang).into_bytes()),
        tag(INVENTORY, json::pretty(&documents(inventories)).into_bytes()),
        tag(SUBMISSION, report.submission.manifest_bytes.clone()),
    ];
    let files = report.profile.files.iter();
    tags.extend(files.map(|(name, bytes)| tag(&format!("{PROFILE}{name}"), bytes.clone())));
    tags
}

/// The fields of `bag-info.txt` that speak of the submission, in their order.
#[must_use]
pub fn info(report: &CheckReport<'_>) -> Vec<(String, String)> {
    let (manifest, profile) = (&report.submission.manifest, report.profile);
    let mut info = vec![("Source-Organization".to_owned(), manifest.unit.clone())];
    info.extend(manifest.contact.clone().map(|contact| ("Contact-Name".to_owned(), contact)));
    info.extend(manifest.title.clone().map(|title| ("External-Description".to_owned(), title)));
    info.push(("Sealpack-Profile".to_owned(), format!("{} {}", profile.name, profile.version)));
    info.push(("Sealpack-Period".to_owned(), format!("{}/{}", manifest.period.from, manifest.period.to)));
    info
}
