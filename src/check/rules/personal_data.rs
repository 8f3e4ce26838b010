//! `personal-data`: identity numbers, mobile numbers and bank cards in texts and captions.

use super::{Found, Rule, Subject, excerpts, quoted, sentence};
use crate::facts::mention::Mention;
use crate::facts::personal::{Kind, PersonalNumber};
use crate::profile::{Media, Severity};
use crate::text::Message;

pub(super) struct PersonalData;

impl Rule for PersonalData {
    fn name(&self) -> &'static str {
        "personal-data"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn options(&self) -> &'static [&'static str] {
        &[super::KINDS]
    }

    fn find(&self, subject: &Subject<'_>, found: &mut Found<'_>) {
        for (code, material, text) in
            subject.texts(self, &[Media::Text, Media::Table, Media::Image, Media::Any])
        {
            if !text.personal_data.is_empty() {
                let list = text
                    .personal_data
                    .iter()
                    .map(|number| named(number).with("number", quoted(number, text)));
                let message = Message::new("finding-personal-data").with("list", excerpts(list));
                found.at(Some(code), &material.path, message).excerpts =
                    text.personal_data.iter().map(|number| sentence(number, text)).collect();
            }
        }
        for (code, kind, material) in subject.materials() {
            let numbers = material.caption.iter().flat_map(|caption| &caption.personal_data);
            let list: Vec<Message> =
                numbers.map(|number| named(number).with("number", &number.what.masked)).collect();
            if !list.is_empty() && subject.has_kind(self, kind) {
                let message =
                    Message::new("finding-personal-data-caption").with("list", excerpts(list.into_iter()));
                found.at(Some(code), &material.path, message);
            }
        }
    }
}

/// What a number is and how often it stands there; how it is shown is to be added.
fn named(number: &Mention<PersonalNumber>) -> Message {
    let key = match number.what.kind {
        Kind::IdCard => "personal-id-card",
        Kind::Mobile => "personal-mobile",
        Kind::BankCard => "personal-bank-card",
    };
    Message::new(key).with("times", number.count)
}
