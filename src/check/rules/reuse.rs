//! What comparing all pictures with each other shows, and with those of other submissions.

use std::borrow::Cow;
use std::collections::HashSet;

use serde_json::Value;

use super::reused_image::ReusedImage;
use super::{DISTANCE, Rule, Subject};
use crate::check::Elsewhere;
use crate::check::reuse::{self, CANDIDATE, Gallery, Keys, Match, Own, Picture, Pool, Trace, Verdict};
use crate::facts::sketch::Sketch;
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
        let sketches: Vec<&Sketch> =
            own.iter().filter_map(|trace| Some(&trace.picture.as_ref()?.sketch)).collect();
        let all = All { pool, own: Own::new(&sketches) };
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
        let matches = reuse::search(&all, strangers, distance, &skip);
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
