//! `placeholder-text`: leftovers of a template in a text.

use super::{Found, Rule, Subject, excerpts, quoted, sentence};
use crate::profile::{Media, Severity};
use crate::text::Message;

pub(super) struct PlaceholderText;

impl Rule for PlaceholderText {
    fn name(&self) -> &'static str {
        "placeholder-text"
    }

    fn severity(&self) -> Severity {
        Severity::Error
    }

    fn options(&self) -> &'static [&'static str] {
        &[super::KINDS]
    }

    fn find(&self, subject: &Subject<'_>, found: &mut Found<'_>) {
        for (code, material, text) in subject.texts(self, &[Media::Text, Media::Any]) {
            if text.placeholders.is_empty() {
                continue;
            }
            let places: usize = text.placeholders.iter().map(|leftover| leftover.count).sum();
            let list = text.placeholders.iter().map(|leftover| quoted(leftover, text));
            let message =
                Message::new("finding-placeholder-text").with("places", places).with("list", excerpts(list));
            found.at(Some(code), &material.path, message).excerpts =
                text.placeholders.iter().map(|leftover| sentence(leftover, text)).collect();
        }
    }
}
