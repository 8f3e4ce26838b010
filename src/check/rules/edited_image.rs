//! `edited-image`: pictures that an editing program made or saved.

use jiff::civil::Date;

use super::{Found, Rule, Subject, shortened};
use crate::facts::Image;
use crate::facts::provenance::{Evidence, Says, Source};
use crate::profile::Severity;
use crate::text::Message;

pub(super) struct EditedImage;

impl Rule for EditedImage {
    fn name(&self) -> &'static str {
        "edited-image"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn options(&self) -> &'static [&'static str] {
        &[super::KINDS]
    }

    fn find(&self, subject: &Subject<'_>, found: &mut Found<'_>) {
        for (code, kind, material) in subject.materials() {
            let Some(image) = &material.facts.image else { continue };
            let evidence = image.provenance.iter().filter(|found| found.says == Says::Edited);
            let list: Vec<Message> = evidence.map(|evidence| said(evidence, image)).collect();
            if !list.is_empty() && subject.has_kind(self, kind) {
                let message = Message::new("finding-edited-image").with("list", super::evidence(list));
                found.at(Some(code), &material.path, message);
            }
        }
    }
}

fn said(evidence: &Evidence, image: &Image) -> Message {
    let key = match evidence.source {
        Source::C2pa => "evidence-c2pa-edited",
        Source::Iptc => "evidence-iptc-edited",
        Source::Photoshop => "evidence-photoshop",
        Source::Thumbnail => "evidence-thumbnail",
        Source::Changed => "evidence-changed",
        Source::Software | Source::Parameters => "evidence-editor",
    };
    let value = evidence.value.as_deref().unwrap_or_default();
    let message = Message::new(key).with("place", &evidence.place).with("value", shortened(value));
    match evidence.source {
        Source::Changed => message.with("days", days_after(image, value)),
        _ => match &evidence.program {
            Some(program) => message.with("program", program),
            None => message.with("program", Message::new("evidence-no-program")),
        },
    }
}

/// Days from the day on which a picture was taken to that of its change.
fn days_after(image: &Image, changed: &str) -> i64 {
    let days = image
        .taken_at
        .zip(changed.parse::<Date>().ok())
        .and_then(|(taken, changed)| taken.date().until(changed).ok().map(|span| span.get_days()));
    days.unwrap_or_default().into()
}
