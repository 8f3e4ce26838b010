//! `no-date`: a picture of which nobody says when it was taken.

use super::{Found, Rule, Subject};
use crate::facts::Format;
use crate::profile::{Media, Severity};
use crate::text::Message;

pub(super) struct NoDate;

impl Rule for NoDate {
    fn name(&self) -> &'static str {
        "no-date"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn find(&self, subject: &Subject<'_>, found: &mut Found<'_>) {
        for (code, kind, material) in subject.materials() {
            let pictures = subject.profile.kind(kind).is_some_and(|kind| kind.media == Media::Image);
            // Of a picture that was not read to its end it is not known what it says.
            let read = material.facts.image.is_some() && material.facts.intact == Some(true);
            if !pictures || !read || material.date.is_some() {
                continue;
            }
            let extensions = material.facts.format.map(Format::extensions).unwrap_or_default();
            let extension = extensions.first().copied().unwrap_or_default();
            found.at(
                Some(code),
                &material.path,
                Message::new("finding-no-date").with("extension", extension),
            );
        }
    }
}
