//! `duplicate-file`: the same bytes twice in a submission.

use std::collections::BTreeMap;

use super::{Found, Rule, Subject};
use crate::profile::Severity;
use crate::text::Message;

pub(super) struct DuplicateFile;

impl Rule for DuplicateFile {
    fn name(&self) -> &'static str {
        "duplicate-file"
    }

    fn severity(&self) -> Severity {
        Severity::Error
    }

    fn find(&self, subject: &Subject<'_>, found: &mut Found<'_>) {
        let mut groups: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
        for (code, _, material) in subject.materials().filter(|(_, _, material)| material.bytes > 0) {
            if let Some(sha256) = &material.sha256 {
                groups.entry(sha256).or_default().push((code, &material.path));
            }
        }
        for group in groups.values() {
            let [(code, path), others @ ..] = group.as_slice() else { continue };
            if others.is_empty() {
                continue;
            }
            let mut responsible = found.responsible(code).to_vec();
            for unit in others.iter().flat_map(|(code, _)| found.responsible(code)) {
                if !responsible.contains(unit) {
                    responsible.push(unit.clone());
                }
            }
            let message = Message::new("finding-duplicate-file").with("copies", group.len());
            let finding = found.at(Some(code), path, message);
            finding.related = others.iter().map(|(_, path)| (*path).to_owned()).collect();
            finding.responsible = responsible;
        }
    }
}
