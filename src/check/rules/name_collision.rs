//! `name-collision`: names that one system takes for the same.

use std::collections::BTreeMap;

use super::{Found, Rule, Subject};
use crate::profile::Severity;
use crate::submission::names::folded;
use crate::submission::{Item, Role};
use crate::text::Message;

pub(super) struct NameCollision;

impl Rule for NameCollision {
    fn name(&self) -> &'static str {
        "name-collision"
    }

    fn severity(&self) -> Severity {
        Severity::Error
    }

    fn sees_unpacked(&self) -> bool {
        true
    }

    fn find(&self, subject: &Subject<'_>, found: &mut Found<'_>) {
        let mut groups: BTreeMap<String, Vec<&Item>> = BTreeMap::new();
        // A folder that cannot be entered is there twice: as what it is and as what cannot be read.
        let readable = |item: &&Item| !matches!(item.role, Role::Unreadable(_));
        for item in subject.submission.items.iter().filter(readable) {
            groups.entry(folded(&item.path)).or_default().push(item);
        }
        for group in groups.values() {
            // What lies in colliding folders collides with them; the folders say it.
            let [first, others @ ..] = group.as_slice() else { continue };
            if others.is_empty() || others.iter().all(|other| parent(&other.path) != parent(&first.path)) {
                continue;
            }
            let message = if others.iter().any(|other| other.path != first.path) {
                Message::new("finding-name-case")
            } else {
                Message::new("finding-name-normalisation")
            };
            let finding = found.at(first.indicator.as_deref(), &first.path, message);
            finding.related = others.iter().map(|other| other.path.clone()).collect();
        }
    }
}

fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(parent, _)| parent)
}
