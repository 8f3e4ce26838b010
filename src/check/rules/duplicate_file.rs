//! `duplicate-file`: the same bytes twice in a submission, or in another one as well.

use std::collections::BTreeMap;

use super::{Found, KINDS, Rule, Subject};
use crate::check::Elsewhere;
use crate::check::reuse::Pool;
use crate::profile::Severity;
use crate::text::Message;

pub(super) struct DuplicateFile;

/// Files of other submissions that a finding names.
const MOST_ELSEWHERE: usize = 20;

impl Rule for DuplicateFile {
    fn name(&self) -> &'static str {
        "duplicate-file"
    }

    fn severity(&self) -> Severity {
        Severity::Error
    }

    fn options(&self) -> &'static [&'static str] {
        &[KINDS]
    }

    fn find(&self, subject: &Subject<'_>, found: &mut Found<'_>) {
        let mut groups: BTreeMap<[u8; 32], Vec<(&str, &str)>> = BTreeMap::new();
        for (content, code, material) in subject.contents(self) {
            groups.entry(content).or_default().push((code, &material.path));
        }
        for group in groups.values() {
            let [(code, path), others @ ..] = group.as_slice() else { continue };
            if others.is_empty() {
                continue;
            }
            let responsible = found.responsible_for(group.iter().map(|(code, _)| *code));
            let message = Message::new("finding-duplicate-file").with("copies", group.len());
            let finding = found.at(Some(code), path, message);
            finding.related = others.iter().map(|(_, path)| (*path).to_owned()).collect();
            finding.responsible = responsible;
        }
        let Some(pool) = subject.elsewhere else { return };
        let twins = found.twins(subject);
        for &(origin, files) in twins {
            let Some(origin) = pool.origins().get(origin) else { continue };
            let message = Message::new("finding-duplicate-submission")
                .with("origin", &origin.name)
                .with("files", files)
                .with("all", groups.len());
            found.about(None, message);
        }
        for (content, group) in &groups {
            let Some((code, path)) = group.first() else { continue };
            let elsewhere = elsewhere(pool, content, twins);
            let Some(first) = elsewhere.first() else { continue };
            let message = first.named_in(Message::new("finding-duplicate-file-elsewhere"));
            let finding = found.at(Some(code), path, message);
            finding.elsewhere = elsewhere;
        }
    }
}

/// The files of other submissions with this content, other states of this one aside.
fn elsewhere(pool: &Pool, content: &[u8; 32], twins: &[(usize, usize)]) -> Vec<Elsewhere> {
    let places = pool.with_content(content).iter().copied();
    let places = places.filter(|&at| twins.iter().all(|(twin, _)| *twin != pool.origin(at)));
    places.take(MOST_ELSEWHERE).filter_map(|at| Some(Elsewhere::of(pool, at, pool.trace(at)?))).collect()
}
