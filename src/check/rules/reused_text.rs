//! `reused-text`: a report that is copied from another one, here or elsewhere.

use serde_json::Value;

use super::reuse::contents;
use super::{Found, KINDS, Rule, SHARE, Subject, place, sentence_at};
use crate::check::reuse::{Copied, LEAST_SHARE, Library, Pool, copies, digest};
use crate::check::{Elsewhere, Finding};
use crate::facts::Text;
use crate::inventory::Material;
use crate::inventory::cache::Topic;
use crate::profile::{Media, RuleSetting, Severity};
use crate::text::Message;

pub(super) struct ReusedText;

/// Other texts that a finding names.
const MOST_RELATED: usize = 20;

/// A text of the submission.
type Own<'a> = (&'a str, &'a Material, &'a Text);

/// The texts of other submissions, and after them one's own.
struct All<'a> {
    pool: Option<&'a Pool>,
    own: Vec<Own<'a>>,
}

impl All<'_> {
    fn strangers(&self) -> usize {
        self.pool.map_or(0, |pool| pool.texts().len())
    }

    fn own(&self, at: usize) -> Option<&Own<'_>> {
        self.own.get(at.checked_sub(self.strangers())?)
    }

    /// Where a text of another submission is kept.
    fn stranger(&self, at: usize) -> Option<(&Pool, usize)> {
        let pool = self.pool?;
        pool.texts().get(at).map(|&at| (pool, at))
    }

    fn content(&self, at: usize) -> Option<[u8; 32]> {
        match self.own(at) {
            Some((_, material, _)) => digest(material.sha256.as_deref()?),
            None => self.stranger(at).and_then(|(pool, at)| pool.content(at)).copied(),
        }
    }
}

impl Library for All<'_> {
    fn count(&self) -> usize {
        self.strangers() + self.own.len()
    }

    fn submission(&self, at: usize) -> usize {
        self.stranger(at).map_or(usize::MAX, |(pool, at)| pool.origin(at))
    }

    fn text(&self, at: usize) -> Option<String> {
        match self.own(at) {
            Some((_, _, text)) => Some(text.content.clone()),
            None => self.stranger(at).and_then(|(pool, at)| pool.trace(at)?.text),
        }
    }
}

impl Rule for ReusedText {
    fn name(&self) -> &'static str {
        "reused-text"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn options(&self) -> &'static [&'static str] {
        &[KINDS, SHARE]
    }

    fn find(&self, subject: &Subject<'_>, found: &mut Found<'_>) {
        let mut own: Vec<Own<'_>> = subject.texts(self, &[Media::Text, Media::Any]).collect();
        own.sort_by(|(_, one, _), (_, other, _)| one.path.cmp(&other.path));
        let pool = subject.elsewhere.filter(|_| !own.is_empty());
        let all = All { pool, own };
        let twins = found.twins(subject);
        let skip = |one: usize, other: usize| {
            let of_twin = all
                .stranger(one)
                .is_some_and(|(pool, at)| twins.iter().any(|(twin, _)| *twin == pool.origin(at)));
            of_twin || (all.content(one).is_some() && all.content(one) == all.content(other))
        };
        let least = match subject.profile.rules.get(self.name()) {
            Some(RuleSetting::On { options, .. }) => options.get(SHARE).and_then(Value::as_f64),
            _ => None,
        };
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "casts of floats saturate"
        )]
        let least = least.map_or(LEAST_SHARE, |share| share as u8);
        let work = || copies(&all, all.strangers(), least, &skip);
        // What others hold is not known here by its content.
        let known = (0..all.count()).map(|at| all.content(at));
        let copies = match contents(known, least.into()).filter(|_| pool.is_none()) {
            Some(contents) => subject.survey.cache.recall(Topic::TextMatches, &contents, work),
            None => work(),
        };
        for group in copies.chunk_by(|one, next| one.second == next.second) {
            let (there, here): (Vec<&Copied>, Vec<&Copied>) =
                group.iter().partition(|copied| copied.first < all.strangers());
            tell(subject, found, &all, here);
            tell_elsewhere(found, &all, there);
        }
    }
}

/// A finding at a text about others of the submission.
fn tell(subject: &Subject<'_>, found: &mut Found<'_>, all: &All<'_>, mut copied: Vec<&Copied>) {
    best_first(&mut copied);
    let Some(best) = copied.first() else { return };
    let (Some(&own), Some((code, _, _))) = (all.own(best.second), all.own(best.first)) else { return };
    let message = message("finding-reused-text", best).with("place", place(subject, found, code));
    let others: Vec<&Own<'_>> = copied.iter().filter_map(|copied| all.own(copied.first)).collect();
    let codes = std::iter::once(own.0).chain(others.iter().map(|(code, _, _)| *code));
    let responsible = found.responsible_for(codes);
    let finding = at(found, own, best, message);
    finding.related = others.iter().take(MOST_RELATED).map(|(_, other, _)| other.path.clone()).collect();
    finding.responsible = responsible;
}

/// A finding at a text about those of other submissions.
fn tell_elsewhere(found: &mut Found<'_>, all: &All<'_>, mut copied: Vec<&Copied>) {
    best_first(&mut copied);
    let Some(best) = copied.first() else { return };
    let Some(&own) = all.own(best.second) else { return };
    let elsewhere = copied.iter().take(MOST_RELATED).filter_map(|copied| {
        let (pool, at) = all.stranger(copied.first)?;
        Some(Elsewhere::of(pool, at, pool.trace(at)?))
    });
    let elsewhere: Vec<Elsewhere> = elsewhere.collect();
    let Some(first) = elsewhere.first() else { return };
    let message = first.named_in(message("finding-reused-text-elsewhere", best));
    at(found, own, best, message).elsewhere = elsewhere;
}

fn best_first(copied: &mut [&Copied]) {
    copied.sort_by_key(|copied| std::cmp::Reverse(copied.of_first.max(copied.of_second)));
}

fn message(key: &str, copied: &Copied) -> Message {
    Message::new(key).with("share", u32::from(copied.of_second)).with("other", u32::from(copied.of_first))
}

fn at<'a>(
    found: &'a mut Found<'_>,
    (code, material, text): Own<'_>,
    copied: &Copied,
    message: Message,
) -> &'a mut Finding {
    let finding = found.at(Some(code), &material.path, message);
    finding.excerpts = vec![sentence_at(&copied.passage, text)];
    finding
}
