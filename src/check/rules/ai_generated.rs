//! `ai-generated`: pictures and documents that say that a model made them.

use super::{Found, Rule, Subject};
use crate::facts::AiLabel;
use crate::facts::provenance::{Evidence, Says, Source};
use crate::inventory::Material;
use crate::profile::Severity;
use crate::text::Message;

pub(super) struct AiGenerated;

impl Rule for AiGenerated {
    fn name(&self) -> &'static str {
        "ai-generated"
    }

    fn severity(&self) -> Severity {
        Severity::Error
    }

    fn options(&self) -> &'static [&'static str] {
        &[super::KINDS]
    }

    fn find(&self, subject: &Subject<'_>, found: &mut Found<'_>) {
        for (code, kind, material) in subject.materials() {
            if !subject.has_kind(self, kind) {
                continue;
            }
            let label = label(material);
            let image = material.facts.image.as_ref();
            let evidence = image.into_iter().flat_map(|image| &image.provenance);
            let others: Vec<Message> = evidence.filter(|found| found.says.is_generated()).map(said).collect();
            let is_suspicion = others.is_empty() && label.is_some_and(|label| label.label == Some(SUSPECTED));
            let list: Vec<Message> = label.map(label_said).into_iter().chain(others).collect();
            if list.is_empty() {
                continue;
            }
            let key = if is_suspicion { "finding-ai-suspected" } else { "finding-ai-generated" };
            let message = Message::new(key).with("list", super::evidence(list));
            let finding = found.at(Some(code), &material.path, message);
            if is_suspicion {
                finding.severity = finding.severity.min(Severity::Warning);
            }
        }
    }
}

/// `Label` of what a service only suspects, having found traces of generation in what somebody handed it.
const SUSPECTED: u8 = 3;

/// The label of a picture, of a text, or of a file that is neither.
fn label(material: &Material) -> Option<&AiLabel> {
    let facts = &material.facts;
    let image = facts.image.as_ref().and_then(|image| image.ai_label.as_ref());
    let text = facts.text.as_ref().and_then(|text| text.ai_label.as_ref());
    image.or(text).or(facts.ai_label.as_ref())
}

fn label_said(label: &AiLabel) -> Message {
    let meaning = match label.label {
        Some(1) => "ai-label-is",
        Some(2) => "ai-label-may-be",
        Some(SUSPECTED) => "ai-label-suspected",
        _ => "ai-label-unknown",
    };
    let mut details = vec![Message::new(meaning)];
    for (key, value) in [
        ("ai-label-producer", &label.producer),
        ("ai-label-content", &label.content_id),
        ("ai-label-propagator", &label.propagator),
        ("ai-label-propagation", &label.propagation_id),
    ] {
        details.extend(value.as_ref().map(|value| Message::new(key).with("value", value)));
    }
    let places = label.places.iter().cloned().map(Message::Plain).collect();
    Message::new("evidence-label")
        .with("places", Message::List(places))
        .with("details", Message::List(details))
}

fn said(evidence: &Evidence) -> Message {
    let in_part = evidence.says == Says::PartlyGenerated;
    let key = match (evidence.source, in_part) {
        (Source::C2pa, false) => "evidence-c2pa-generated",
        (Source::C2pa, true) => "evidence-c2pa-in-part",
        (Source::Iptc, false) => "evidence-iptc-generated",
        (Source::Iptc, true) => "evidence-iptc-in-part",
        (Source::Parameters, _) => "evidence-parameters",
        _ => "evidence-generator",
    };
    let text = |text: &Option<String>| text.as_deref().map_or_else(String::new, super::shortened);
    let program = match &evidence.program {
        Some(program) => Message::Plain(program.clone()),
        None => Message::new("evidence-no-program"),
    };
    Message::new(key)
        .with("place", &evidence.place)
        .with("program", program)
        .with("value", text(&evidence.value))
}
