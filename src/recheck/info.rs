//! Whether everything else that an archive says of its material follows from it.

use std::collections::HashSet;
use std::io;

use jiff::civil::Date;

use super::Read;
use super::beyond::Beyond;
use super::told::{Told, short};
use crate::archive::bag::{DECLARATION, INFO, info};
use crate::archive::{OpenBag, TagFile, Verification, bag_name};
use crate::report::record::{self, FINDINGS, INVENTORY, PROFILE, REPORT};
use crate::text::Message;

/// Files of a bag that are about its bytes; verification has proved them.
const OF_THE_BAG: [&str; 4] = [DECLARATION, INFO, "manifest-sha256.txt", "tagmanifest-sha256.txt"];

/// Tells which fields of `bag-info.txt`, and whether the name of the bag, are not those of the submission.
pub(super) fn compare(
    verification: &Verification,
    bag: &OpenBag,
    read: &Read<'_>,
    date: Date,
    told: &mut Told,
) {
    let rule = "recheck-info";
    let expected = record::info(&read.report);
    let stored = &verification.info;
    let closing = |label: &str| info::CLOSING.iter().any(|known| known.eq_ignore_ascii_case(label));
    let stored: Vec<_> = stored.iter().filter(|(label, _)| !closing(label)).collect();
    for (label, value) in &expected {
        let value = info::one_line(value);
        let there = stored.iter().find(|(name, _)| name == label).map(|(_, value)| value.clone());
        if there.as_ref() != Some(&value) {
            let message = Message::new("recheck-info-field")
                .with("label", label)
                .with("stored", short(&there.unwrap_or_default()))
                .with("read", value);
            told.tell(rule, Some(INFO), message);
        }
    }
    let known = |label: &str| expected.iter().any(|(name, _)| name == label);
    let mut met = HashSet::new();
    for (label, value) in stored {
        if !met.insert(label) || !known(label) {
            let message =
                Message::new("recheck-info-added").with("label", short(label)).with("stored", short(value));
            told.tell(rule, Some(INFO), message);
        }
    }
    let name = bag_name(&read.submission.manifest.unit, date);
    if let Some(stored) = bag.name().filter(|stored| *stored != name) {
        let message = Message::new("recheck-bag-name").with("stored", short(stored)).with("read", name);
        told.tell(rule, None, message);
    }
}

/// Tells which of the other tag files are not those that we make: `expected`, in either of two languages.
pub(super) fn compare_tags(
    bag: &OpenBag,
    expected: &[Vec<TagFile>; 2],
    beyond: &Beyond,
    told: &mut Told,
) -> io::Result<()> {
    let rule = "recheck-report";
    // The page says again what the findings and the inventory say. Where those are not right, or a draft's are not
    // all there, it is not looked at.
    let has_page = !beyond.has_left_out() && !told.has_errors();
    // Those were compared already, each by itself.
    let compared = |path: &str| {
        [INVENTORY, FINDINGS].contains(&path) || path.starts_with(PROFILE) || (path == REPORT && !has_page)
    };
    let [ones, others] = expected;
    for (one, other) in ones.iter().zip(others).filter(|(tag, _)| !compared(&tag.path)) {
        let path = &one.path;
        let stored = bag.read(path, one.content.len().max(other.content.len()) as u64)?;
        if ![one, other].into_iter().any(|tag| stored.as_ref() == Some(&tag.content)) {
            let there = bag.tags().any(|(tag, _)| tag == path);
            let key = if there { "recheck-report-other" } else { "recheck-missing" };
            told.tell(rule, Some(path), Message::new(key));
        }
    }
    let known = |path: &str| OF_THE_BAG.contains(&path) || ones.iter().any(|tag| tag.path == path);
    for (path, _) in bag.tags().filter(|(path, _)| !known(path)) {
        // What is wrong with a profile was said where one was given.
        if !path.starts_with(PROFILE) || told.count("recheck-profile") == 0 {
            told.tell(rule, Some(path), Message::new("recheck-report-added"));
        }
    }
    Ok(())
}
