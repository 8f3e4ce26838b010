//! What is used in more than one of all submissions.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::io::{BufRead, BufReader};

use super::desk::Desk;
use super::{BatchError, Item, Options, View};
use crate::against;
use crate::check::reuse::{
    self, CANDIDATE, Gallery, LEAST_SHARE, Library, Match, Origin, Pool, Trace, Verdict,
};
use crate::check::rules::{self, Rule};
use crate::check::{described, marks};
use crate::facts::sketch::Sketch;
use crate::inventory::Watch;
use crate::profile::Severity;
use crate::report::batch::{Outcome, Reused, Side};
use crate::text::{Lang, Message};

/// Everything that was read, and which of it are no items of the batch.
pub(super) struct All {
    pool: Pool,
    /// So many of its submissions, and of its pictures, come first and are only compared with.
    past: usize,
    past_pictures: usize,
    /// Pairs of submissions that are most likely two states of one, with the number of files they have in common.
    twins: BTreeMap<(usize, usize), usize>,
}

impl All {
    /// Reads what the batch is compared with, and what its items are recognised by.
    pub(super) fn read(
        desk: &Desk,
        items: &[Item],
        outcomes: &[Outcome],
        options: &Options<'_>,
        view: &dyn View,
    ) -> Result<Self, BatchError> {
        let watch = Watch { done: &|_| {}, interrupted: &|| view.interrupted() };
        let mut pool = against::read(options.against, None, options.cache, &Unseen, watch)?;
        let (past, past_pictures) = (pool.origins().len(), pool.pictures().len());
        for (item, outcome) in items.iter().zip(outcomes) {
            let Some(file) = desk.traces(item)? else { continue };
            pool.open(Origin { name: item.shown(), unit: outcome.unit.clone() });
            for line in BufReader::new(file).lines() {
                let line = line.map_err(|error| desk.cannot_read(item, error))?;
                let trace: Trace =
                    serde_json::from_str(&line).map_err(|error| desk.cannot_read(item, error.into()))?;
                pool.add(&trace).map_err(|error| against::AgainstError::memory(&error))?;
            }
        }
        let mut all = Self { pool, past, past_pictures, twins: BTreeMap::new() };
        all.twins = all.twins();
        Ok(all)
    }

    /// Submissions that are most likely two states of one.
    fn twins(&self) -> BTreeMap<(usize, usize), usize> {
        let mut contents: BTreeMap<usize, HashSet<[u8; 32]>> = BTreeMap::new();
        for (content, places) in self.pool.contents() {
            for &at in places {
                contents.entry(self.pool.origin(at)).or_default().insert(*content);
            }
        }
        let mut twins = BTreeMap::new();
        for (&one, contents) in contents.range(self.past..) {
            for (other, files) in self.pool.twins(contents) {
                if one != other {
                    twins.insert((one.min(other), one.max(other)), files);
                }
            }
        }
        twins
    }

    /// Whether two materials are to be compared: of two submissions, at least one of which is an item of the batch,
    /// and which are not two states of one.
    fn compares(&self, one: usize, other: usize) -> bool {
        let (one, other) = (self.pool.origin(one), self.pool.origin(other));
        let pair = (one.min(other), one.max(other));
        one != other && pair.1 >= self.past && !self.twins.contains_key(&pair)
    }

    /// What is used in more than one submission, in the order of the rules.
    pub(super) fn reused(&self, lang: Lang) -> Result<Vec<Reused>, BatchError> {
        let mut found = self.same_submissions(lang);
        found.extend(self.same_files(lang));
        found.extend(self.same_pictures(lang));
        found.extend(self.same_texts(lang));
        match self.pool.trouble() {
            Some(error) => Err(against::AgainstError::memory(error).into()),
            None => Ok(found),
        }
    }

    fn same_submissions(&self, lang: Lang) -> Vec<Reused> {
        let side = |origin: usize| {
            let known = self.pool.origins().get(origin)?;
            Some(Side {
                item: known.name.clone(),
                past: origin < self.past,
                unit: known.unit.clone(),
                indicator: None,
                responsible: known.unit.iter().cloned().collect(),
                path: None,
                changes: None,
                sketch: None,
                marks: Vec::new(),
            })
        };
        let one = |(&(one, other), &files): (&(usize, usize), &usize)| {
            let (first, second) = (side(one)?, side(other)?);
            // A folder and the archive that was made of it lie side by side in many batches.
            let of_one_unit = first.unit.is_some() && first.unit == second.unit;
            let key = if of_one_unit { "batch-same-submission" } else { "batch-copied-submission" };
            let message = Message::new(key).with("files", files);
            let told = reused("duplicate-file", &message, vec![first, second], lang);
            Some(if of_one_unit { Reused { severity: Severity::Info, ..told } } else { told })
        };
        self.twins.iter().filter_map(one).collect()
    }

    fn same_files(&self, lang: Lang) -> Vec<Reused> {
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for (_, places) in self.pool.contents() {
            // One file of each submission: what is twice in one of them is told there.
            let mut met = BTreeSet::new();
            let group = places.iter().copied().filter(|&at| met.insert(self.pool.origin(at)));
            let group: Vec<usize> = group.collect();
            let later = |place: usize| group.iter().skip(place + 1);
            let told = group.iter().enumerate();
            let mut pairs = told.flat_map(|(place, &one)| later(place).map(move |&other| (one, other)));
            if pairs.any(|(one, other)| self.compares(one, other)) {
                groups.push(group);
            }
        }
        groups.sort_unstable();
        let told = groups.into_iter().map(|group| {
            let sides: Vec<Side> = group.iter().filter_map(|&at| self.side(at, None)).collect();
            let message = Message::new("batch-same-file").with("n", sides.len());
            reused("duplicate-file", &message, sides, lang)
        });
        told.collect()
    }

    fn same_pictures(&self, lang: Lang) -> Vec<Reused> {
        let ranked = Ranked::new(&self.pool, self.past_pictures);
        let skip = |one: usize, other: usize| {
            let (Some(one), Some(other)) = (ranked.place(one), ranked.place(other)) else { return true };
            !self.compares(one, other) || self.pool.content(one) == self.pool.content(other)
        };
        let matches = reuse::search(&ranked, self.past_pictures, CANDIDATE, &skip);
        let (same, similar): (Vec<&Match>, Vec<&Match>) =
            matches.iter().partition(|found| matches!(found.verdict, Verdict::Same { .. }));
        let groups = joined(same.iter().map(|found| (found.first, found.second)));
        let mut told: Vec<Reused> =
            groups.iter().map(|group| self.one_picture(group, &same, &ranked, lang)).collect();
        told.extend(similar.into_iter().filter_map(|found| {
            let Verdict::Similar { share } = found.verdict else { return None };
            let sides = [found.first, found.second].map(|number| self.side(ranked.place(number)?, None));
            let [Some(first), Some(second)] = sides else { return None };
            let message = Message::new("batch-similar-picture").with("share", u32::from(share));
            Some(reused("similar-image", &message, vec![first, second], lang))
        }));
        told
    }

    /// One picture in several submissions. The first of the group is rather the original.
    fn one_picture(&self, group: &[usize], matches: &[&Match], ranked: &Ranked<'_>, lang: Lang) -> Reused {
        let within = matches.iter().filter(|found| group.contains(&found.second));
        let least = within.map(|found| certainty(&found.verdict)).min().unwrap_or_default();
        let first = group.first().copied().unwrap_or_default();
        let original = ranked.place(first).and_then(|at| self.pool.trace(at)?.picture);
        let changes_to = |number: usize| {
            let found = matches.iter().find(|found| (found.first, found.second) == (first, number))?;
            match &found.verdict {
                Verdict::Same { changes, .. } => Some(changes.as_slice()),
                Verdict::Similar { .. } | Verdict::Different => None,
            }
        };
        let one = |&number: &usize| {
            let at = ranked.place(number)?;
            let changes = changes_to(number).and_then(|changes| {
                let picture = self.pool.trace(at)?.picture?;
                Some(described(original.as_ref()?, &picture, changes).in_lang(lang))
            });
            self.side(at, changes)
        };
        let mut sides: Vec<Side> = group.iter().filter_map(one).collect();
        if let (&[_, second], [one, other]) = (group, sides.as_mut_slice())
            && let Some(marks) = changes_to(second).and_then(marks)
        {
            one.marks = marks.other;
            other.marks = marks.this;
        }
        let message =
            Message::new("batch-same-picture").with("n", sides.len()).with("certainty", u32::from(least));
        reused("reused-image", &message, sides, lang)
    }

    fn same_texts(&self, lang: Lang) -> Vec<Reused> {
        let texts = self.pool.texts();
        let asking = texts.partition_point(|&at| self.pool.origin(at) < self.past);
        let place = |number: usize| texts.get(number).copied();
        let skip = |one: usize, other: usize| {
            let (Some(one), Some(other)) = (place(one), place(other)) else { return true };
            !self.compares(one, other) || self.pool.content(one) == self.pool.content(other)
        };
        let copies = reuse::copies(&Texts(&self.pool), asking, LEAST_SHARE, &skip);
        let groups = joined(copies.iter().map(|copied| (copied.first, copied.second)));
        let told = groups.into_iter().map(|group| {
            let sides = group.iter().filter_map(|&number| {
                let own = copies.iter().filter(|copied| copied.second == number);
                let share = own.map(|copied| copied.of_second).max();
                let share =
                    share.map(|share| Message::new("batch-text-share").with("share", u32::from(share)));
                self.side(place(number)?, share.map(|share| share.in_lang(lang)))
            });
            let sides: Vec<Side> = sides.collect();
            let message = Message::new("batch-same-text").with("n", sides.len());
            reused("reused-text", &message, sides, lang)
        });
        told.collect()
    }

    /// The material at a place.
    fn side(&self, at: usize, changes: Option<String>) -> Option<Side> {
        let trace = self.pool.trace(at)?;
        let origin = self.pool.origin(at);
        let known = self.pool.origins().get(origin)?;
        Some(Side {
            item: known.name.clone(),
            past: origin < self.past,
            unit: known.unit.clone(),
            indicator: Some(trace.indicator),
            responsible: if trace.units.is_empty() {
                known.unit.iter().cloned().collect()
            } else {
                trace.units
            },
            path: Some(trace.path),
            changes,
            sketch: trace.picture.map(|picture| picture.sketch),
            marks: Vec::new(),
        })
    }
}

/// Nobody follows what is read at the end.
struct Unseen;

impl against::View for Unseen {
    fn planned(&self, _: usize) {}
    fn done(&self) {}
}

fn certainty(verdict: &Verdict) -> u8 {
    match verdict {
        Verdict::Same { certainty, .. } => *certainty,
        Verdict::Similar { .. } | Verdict::Different => 0,
    }
}

/// A finding of a rule, with the rule's usual weight.
fn reused(rule: &'static str, message: &Message, sides: Vec<Side>, lang: Lang) -> Reused {
    Reused {
        rule,
        severity: rules::by_name(rule).map_or(Severity::Warning, Rule::severity),
        message: message.in_lang(lang),
        fix: message.fix().and_then(|fix| fix.try_in_lang(lang)),
        sides,
    }
}

/// The groups of what is linked, directly or through others; each in ascending order, as they are themselves.
fn joined(links: impl Iterator<Item = (usize, usize)>) -> Vec<Vec<usize>> {
    fn root(parents: &mut BTreeMap<usize, usize>, of: usize) -> usize {
        let mut at = of;
        while let Some(&parent) = parents.get(&at).filter(|parent| **parent != at) {
            at = parent;
        }
        parents.insert(of, at);
        at
    }
    let mut parents = BTreeMap::new();
    for (one, other) in links {
        let (one, other) = (root(&mut parents, one), root(&mut parents, other));
        parents.insert(one.max(other), one.min(other));
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for one in parents.keys().copied().collect::<Vec<_>>() {
        groups.entry(root(&mut parents, one)).or_default().push(one);
    }
    groups.into_values().collect()
}

/// Pictures in the order in which they are compared: those that are only compared with, then the others, the one that
/// shows most first, since it is rather the original.
struct Ranked<'a> {
    pool: &'a Pool,
    places: Vec<usize>,
}

impl<'a> Ranked<'a> {
    fn new(pool: &'a Pool, past: usize) -> Self {
        let mut places = pool.pictures().to_vec();
        if let Some(items) = places.get_mut(past..) {
            items.sort_by_key(|&at| (Reverse(pool.pixels(at)), at));
        }
        Self { pool, places }
    }

    fn place(&self, number: usize) -> Option<usize> {
        self.places.get(number).copied()
    }
}

impl Gallery for Ranked<'_> {
    fn count(&self) -> usize {
        self.places.len()
    }

    fn sketch(&self, at: usize) -> Option<Cow<'_, Sketch>> {
        self.pool.sketch(self.place(at)?).map(Cow::Owned)
    }
}

/// The texts of all submissions.
struct Texts<'a>(&'a Pool);

impl Library for Texts<'_> {
    fn count(&self) -> usize {
        self.0.texts().len()
    }

    fn text(&self, at: usize) -> Option<String> {
        self.0.trace(*self.0.texts().get(at)?)?.text
    }

    fn submission(&self, at: usize) -> usize {
        self.0.texts().get(at).map_or(usize::MAX, |&at| self.0.origin(at))
    }
}

#[cfg(test)]
mod tests {
    use super::joined;

    #[test]
    fn what_is_linked_through_others_belongs_together() {
        let links = [(4, 9), (1, 2), (9, 7), (2, 5), (1, 5)];
        assert_eq!(joined(links.into_iter()), [vec![1, 2, 5], vec![4, 7, 9]]);
        assert!(joined(std::iter::empty()).is_empty());
    }
}
