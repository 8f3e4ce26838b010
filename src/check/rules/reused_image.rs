//! `reused-image`: the same picture again, altered. `similar-image`: the same place at another moment, for a person
//! to look at.

use super::reuse::stranger;
use super::{DISTANCE, Found, KINDS, Rule, Subject, place};
use crate::check::changes::{described, marks};
use crate::check::reuse::{Change, Picture, Trace, Verdict};
use crate::check::{Elsewhere, Finding};
use crate::profile::Severity;
use crate::text::Message;

pub(super) struct ReusedImage;
pub(super) struct SimilarImage;

/// Other pictures that a finding names.
const MOST_RELATED: usize = 20;

impl Rule for ReusedImage {
    fn name(&self) -> &'static str {
        "reused-image"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn options(&self) -> &'static [&'static str] {
        &[DISTANCE, KINDS]
    }

    fn find(&self, subject: &Subject<'_>, found: &mut Found<'_>) {
        let reuse = found.reuse(subject);
        for group in reuse.groups() {
            let Some(second) = &group.picture.picture else { continue };
            if let Some((first, verdict)) = group.here.first()
                && let Some((changes, certainty)) = same(verdict)
                && let Some(picture) = &first.picture
            {
                let others = group.here.iter().filter(|(_, verdict)| same(verdict).is_some());
                let others: Vec<&Trace> = others.map(|(other, _)| *other).collect();
                let message = message("finding-reused-image", (picture, second), changes, certainty)
                    .with("place", place(subject, found, &first.indicator));
                tell(found, group.picture, &others, message).marks = marks(changes);
            }
            if let Some((first, verdict)) = group.there.first()
                && let Some((changes, certainty)) = same(verdict)
                && let Some((_, picture)) = stranger(subject, *first)
            {
                let message =
                    message("finding-reused-image-elsewhere", (&picture, second), changes, certainty);
                let others = group.there.iter().filter(|(_, verdict)| same(verdict).is_some());
                let finding = tell_elsewhere(subject, found, group.picture, others, message);
                finding.marks = marks(changes);
            }
        }
    }
}

impl Rule for SimilarImage {
    fn name(&self) -> &'static str {
        "similar-image"
    }

    fn severity(&self) -> Severity {
        Severity::Info
    }

    fn find(&self, subject: &Subject<'_>, found: &mut Found<'_>) {
        let reuse = found.reuse(subject);
        for group in reuse.groups() {
            // One that is another one is told already.
            if let Some((first, Verdict::Similar { share })) = group.here.first() {
                let others: Vec<&Trace> = group.here.iter().map(|(other, _)| *other).collect();
                let message = Message::new("finding-similar-image")
                    .with("place", place(subject, found, &first.indicator))
                    .with("share", u32::from(*share));
                tell(found, group.picture, &others, message);
            }
            if let Some((_, Verdict::Similar { share })) = group.there.first() {
                let message =
                    Message::new("finding-similar-image-elsewhere").with("share", u32::from(*share));
                tell_elsewhere(subject, found, group.picture, group.there.iter(), message);
            }
        }
    }
}

/// What was done to one picture to get the other, and how sure that is, where they are one.
fn same(verdict: &Verdict) -> Option<(&[Change], u8)> {
    match verdict {
        Verdict::Same { changes, certainty } => Some((changes, *certainty)),
        Verdict::Similar { .. } | Verdict::Different => None,
    }
}

fn message(key: &str, (first, second): (&Picture, &Picture), changes: &[Change], certainty: u8) -> Message {
    Message::new(key)
        .with("changes", described(first, second, changes))
        .with("certainty", u32::from(certainty))
}

/// A finding at a picture about those it has to do with, for all units that answer for one of them.
fn tell<'a>(
    found: &'a mut Found<'_>,
    picture: &Trace,
    others: &[&Trace],
    message: Message,
) -> &'a mut Finding {
    let codes = std::iter::once(picture).chain(others.iter().copied()).map(|trace| trace.indicator.as_str());
    let responsible = found.responsible_for(codes);
    let finding = found.at(Some(&picture.indicator), &picture.path, message);
    finding.related = others.iter().take(MOST_RELATED).map(|other| other.path.clone()).collect();
    finding.responsible = responsible;
    finding
}

/// A finding at a picture about those of other submissions that it has to do with. The message gets the name of the
/// first one's submission and its place there.
fn tell_elsewhere<'a, 'b>(
    subject: &Subject<'_>,
    found: &'a mut Found<'_>,
    picture: &Trace,
    others: impl Iterator<Item = &'b (usize, &'b Verdict)>,
    message: Message,
) -> &'a mut Finding {
    let others = others.take(MOST_RELATED).filter_map(|(other, _)| Some(stranger(subject, *other)?.0));
    let others: Vec<Elsewhere> = others.collect();
    let message = match others.first() {
        Some(first) => first.named_in(message),
        None => message,
    };
    let finding = found.at(Some(&picture.indicator), &picture.path, message);
    finding.elsewhere = others;
    finding
}
