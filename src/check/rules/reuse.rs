//! What comparing all pictures with each other shows, and with those of other submissions.

use std::borrow::Cow;
use std::collections::HashSet;

use serde_json::Value;
use sha2::{Digest, Sha256};

use super::reused_image::ReusedImage;
use super::{DISTANCE, Rule, Subject};
use crate::check::Elsewhere;
use crate::check::reuse::{self, CANDIDATE, Gallery, Keys, Match, Own, Picture, Pool, Trace, Verdict};
use crate::facts::digest::hex;
use crate::facts::sketch::Sketch;
use crate::inventory::cache::Topic;
use crate::profile::{Media, RuleSetting};

/// What comparing all pictures has shown.
pub(super) struct Reuse {
    /// Pictures of other submissions have the first numbers, those of this one follow.
    strangers: usize,
    own: Vec<Trace>,
    matches: Vec<Match>,
}

/// The pictures that are one with a picture, or like it, the best match first.
pub(super) struct Group<'a> {
    /// The picture.
    pub(super) picture: &'a Trace,
    /// Others of the same submission.
    pub(super) here: Vec<(&'a Trace, &'a Verdict)>,
    /// Others of other submissions, by their numbers.
    pub(super) there: Vec<(usize, &'a Verdict)>,
}

impl Reuse {
    /// Compares the pictures of a submission. The one that shows most comes first: it is rather the original.
    pub(super) fn of(subject: &Subject<'_>, twins: &HashSet<usize>) -> Self {
        let is_picture =
            |kind: &str| subject.profile.kind(kind).is_some_and(|kind| kind.media == Media::Image);
        let looks = |kind: &str| is_picture(kind) && subject.has_kind(&ReusedImage, kind);
        let all = subject.materials().filter(|(_, kind, _)| looks(kind));
        let mut own: Vec<Trace> = all
            .map(|(code, _, material)| Trace::of(code, subject.profile.responsible(code), material))
            .filter(|trace| trace.picture.is_some())
            .collect();
        let pixels = |trace: &Trace| trace.picture.as_ref().map_or(0, Picture::pixels);
        own.sort_by(|a, b| (pixels(b), b.bytes).cmp(&(pixels(a), a.bytes)).then_with(|| a.path.cmp(&b.path)));
        let pool = subject.elsewhere.filter(|_| !own.is_empty());
        let distance = match subject.profile.rules.get(ReusedImage.name()) {
            Some(RuleSetting::On { options, .. }) => options.get(DISTANCE).and_then(Value::as_u64),
            _ => None,
        };
        let distance = distance.and_then(|bits| u32::try_from(bits).ok()).unwrap_or(CANDIDATE);
        let strangers = pool.map_or(0, |pool| pool.pictures().len());
        let work = || compare(subject, &own, pool, twins, distance);
        // What others hold is not known here by its content.
        let known = own.iter().map(|trace| trace.sha256.as_deref().and_then(reuse::digest));
        let matches = match contents(known, distance).filter(|_| pool.is_none()) {
            Some(contents) => subject.survey.cache.recall(Topic::PictureMatches, &contents, work),
            None => work(),
        };
        Self { strangers, own, matches }
    }

    /// The matches of each picture that comes second.
    pub(super) fn groups(&self) -> impl Iterator<Item = Group<'_>> {
        self.matches.chunk_by(|one, next| one.second == next.second).filter_map(|group| {
            let mut sorted: Vec<&Match> = group.iter().collect();
            sorted.sort_by_key(|found| match found.verdict {
                Verdict::Same { certainty, .. } => (0, 100 - certainty),
                Verdict::Similar { share } => (1, 100 - share.min(100)),
                Verdict::Different => (2, 0),
            });
            let own = |at: usize| self.own.get(at.checked_sub(self.strangers)?);
            let there = sorted.iter().filter(|found| found.first < self.strangers);
            Some(Group {
                picture: own(group.first()?.second)?,
                here: sorted.iter().filter_map(|found| Some((own(found.first)?, &found.verdict))).collect(),
                there: there.map(|found| (found.first, &found.verdict)).collect(),
            })
        })
    }
}

/// Compares pictures with each other, and with those of others.
fn compare(
    subject: &Subject<'_>,
    own: &[Trace],
    pool: Option<&Pool>,
    twins: &HashSet<usize>,
    distance: u32,
) -> Vec<Match> {
    let sketches: Vec<&Sketch> =
        own.iter().filter_map(|trace| Some(&trace.picture.as_ref()?.sketch)).collect();
    let keys = |at: usize, sketch: &Sketch| match own.get(at).and_then(|trace| trace.sha256.as_deref()) {
        Some(sha256) => subject.survey.cache.recall(Topic::PictureKeys, sha256, || Keys::of(sketch)),
        None => Keys::of(sketch),
    };
    let all = All { pool, own: Own::new(&sketches, keys) };
    let strangers = all.strangers();
    // Whoever has the same bytes is a duplicate, which another rule tells.
    let skip = |one: usize, other: usize| {
        let is_stranger = |at: usize| at < strangers;
        let of_twin = |at: usize| all.origin(at).is_some_and(|origin| twins.contains(&origin));
        let content = |at: usize| match at.checked_sub(strangers) {
            Some(own_at) => own.get(own_at)?.sha256.as_deref().and_then(reuse::digest),
            None => all.place(at).and_then(|(pool, at)| pool.content(at)).copied(),
        };
        (is_stranger(one) && is_stranger(other))
            || of_twin(one)
            || (content(one).is_some() && content(one) == content(other))
    };
    reuse::search(&all, strangers, distance, &skip)
}

/// A digest of all that the matches of one's own files depend on: what they hold, and how near is near enough.
pub(super) fn contents(own: impl Iterator<Item = Option<[u8; 32]>>, limit: u32) -> Option<String> {
    let mut sha256 = Sha256::new();
    sha256.update(limit.to_le_bytes());
    for content in own {
        sha256.update(content?);
    }
    Some(hex(&sha256.finalize()))
}

/// The picture of another submission that has this number.
pub(super) fn stranger(subject: &Subject<'_>, number: usize) -> Option<(Elsewhere, Picture)> {
    let pool = subject.elsewhere?;
    let at = *pool.pictures().get(number)?;
    let trace = pool.trace(at)?;
    let picture = trace.picture.clone()?;
    Some((Elsewhere::of(pool, at, trace), picture))
}

/// The pictures of other submissions, and after them one's own.
struct All<'a> {
    pool: Option<&'a Pool>,
    own: Own<'a>,
}

impl<'a> All<'a> {
    fn strangers(&self) -> usize {
        self.pool.map_or(0, |pool| pool.pictures().len())
    }

    /// Where a picture of another submission is kept.
    fn place(&self, at: usize) -> Option<(&'a Pool, usize)> {
        let pool = self.pool?;
        pool.pictures().get(at).map(|&at| (pool, at))
    }

    fn origin(&self, at: usize) -> Option<usize> {
        self.place(at).map(|(pool, at)| pool.origin(at))
    }
}

impl Gallery for All<'_> {
    fn count(&self) -> usize {
        self.strangers() + self.own.count()
    }

    fn sketch(&self, at: usize) -> Option<Cow<'_, Sketch>> {
        match at.checked_sub(self.strangers()) {
            Some(own) => self.own.sketch(own),
            None => self.place(at).and_then(|(pool, at)| pool.sketch(at)).map(Cow::Owned),
        }
    }

    fn keys(&self, at: usize) -> Option<Cow<'_, Keys>> {
        match at.checked_sub(self.strangers()) {
            Some(own) => self.own.keys(own),
            None => self.sketch(at).map(|sketch| Cow::Owned(Keys::of(&sketch))),
        }
    }
}
