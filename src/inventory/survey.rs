//! Reading all files of a submission on all cores, with the same result whatever their number.

use std::collections::HashMap;
use std::io;
use std::sync::atomic::{AtomicU64, Ordering};

use rayon::prelude::*;
use thiserror::Error;

use super::cache::{Cache, Topic};
use super::labels::Labels;
use super::{CaptionProblem, Inventory, Material, OtherFile, Sheet, Watch, dating};
use crate::facts::captions::{self, SheetFault};
use crate::facts::{self, Damage, Facts, Reason, digest};
use crate::profile::{Media, Profile};
use crate::submission::{IndicatorFolder, Item, Role, Source, Submission};

/// The user stopped the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("interrupted")]
pub struct Interrupted;

/// All that was read of a submission.
#[derive(Debug, Clone, Default)]
pub struct Survey {
    /// The inventories of the indicators that have a folder, in the profile's order.
    pub inventories: Vec<Inventory>,
    /// The caption sheets.
    pub sheets: Vec<Sheet>,
    /// What is wrong with their rows, by indicator in the profile's order.
    pub caption_problems: Vec<(String, CaptionProblem)>,
    /// Files that are packed without being material or caption sheet.
    pub others: Vec<OtherFile>,
    /// What is known of its files from before.
    pub cache: Cache,
}

/// What became of one item.
enum Taken {
    Material(String, Box<Material>),
    Sheet(Sheet),
    Other(OtherFile),
}

impl Survey {
    /// Reads every file of `submission` that counts, every byte of it.
    pub fn take(submission: &Submission, profile: &Profile, watch: Watch<'_>) -> Result<Self, Interrupted> {
        Self::take_knowing(submission, profile, Cache::none(), watch)
    }

    /// The same, but for files of which is known from before what they say, as long as they seem unchanged.
    pub fn take_knowing(
        submission: &Submission,
        profile: &Profile,
        cache: Cache,
        watch: Watch<'_>,
    ) -> Result<Self, Interrupted> {
        let work = |(at, item): (usize, &Item)| {
            if (watch.interrupted)() {
                return Err(Interrupted);
            }
            let told = AtomicU64::new(0);
            let read = |bytes| {
                told.fetch_add(bytes, Ordering::Relaxed);
                (watch.done)(bytes);
            };
            let taken = take(item, &cache, Watch { done: &read, interrupted: watch.interrupted })?;
            // What is known of it was not read.
            (watch.done)(item.bytes.saturating_sub(told.into_inner()));
            Ok((at, taken))
        };
        let mut taken = in_turn(submission).par_bridge().map(work).collect::<Result<Vec<_>, _>>()?;
        taken.sort_unstable_by_key(|(at, _)| *at);
        let taken = taken.into_iter().map(|(_, taken)| taken).collect();
        Ok(Self { cache, ..Self::assemble(submission, profile, taken) })
    }

    fn assemble(submission: &Submission, profile: &Profile, taken: Vec<Option<Taken>>) -> Self {
        let mut survey = Self::default();
        let mut materials: HashMap<&str, Vec<(String, Material)>> = HashMap::new();
        for (item, taken) in submission.items.iter().zip(taken) {
            match taken {
                Some(Taken::Material(kind, material)) => {
                    let code = item.indicator.as_deref().unwrap_or_default();
                    materials.entry(code).or_default().push((kind, *material));
                }
                Some(Taken::Sheet(sheet)) => survey.sheets.push(sheet),
                Some(Taken::Other(file)) => survey.others.push(file),
                None => {}
            }
        }
        let folders = submission.folders.iter();
        let folders: Vec<_> = folders
            .map(|folder| (folder, materials.remove(folder.code.as_str()).unwrap_or_default()))
            .collect();
        let of_folder =
            |(folder, materials)| labelled(submission, profile, &survey.sheets, folder, materials);
        let labelled: Vec<_> = folders.into_par_iter().map(of_folder).collect();
        for (inventory, problems) in labelled {
            let code = &inventory.indicator;
            survey.caption_problems.extend(problems.into_iter().map(|problem| (code.clone(), problem)));
            survey.inventories.push(inventory);
        }
        survey
    }

    /// Every file whose content belongs to the submission: path, where its bytes are, size and hash.
    pub fn files(&self) -> impl Iterator<Item = (&str, &Source, u64, Option<&str>)> {
        let materials = self.inventories.iter().flat_map(Inventory::materials).map(|(_, material)| {
            (material.path.as_str(), &material.source, material.bytes, material.sha256.as_deref())
        });
        let others = self.sheets.iter().map(|sheet| &sheet.file).chain(&self.others);
        let others =
            others.map(|file| (file.path.as_str(), &file.source, file.bytes, file.sha256.as_deref()));
        materials.chain(others)
    }
}

/// The inventory of the indicator in `folder`, its materials by kind and with their captions and dates; and what is wrong
/// with the rows of its caption sheets.
fn labelled(
    submission: &Submission,
    profile: &Profile,
    sheets: &[Sheet],
    folder: &IndicatorFolder,
    materials: Vec<(String, Material)>,
) -> (Inventory, Vec<CaptionProblem>) {
    let labels = Labels::of(&folder.code, &folder.path, sheets);
    let mut kinds: Vec<(String, Vec<Material>)> =
        profile.kinds.iter().map(|kind| (kind.name.clone(), Vec::new())).collect();
    for (kind, mut material) in materials {
        let media = profile.kind(&kind).map_or(Media::Any, |kind| kind.media);
        let pattern = profile.caption_from_name.as_ref();
        material.caption = labels.caption(&material.path, media, pattern);
        dating::date_name(&mut material, media, pattern);
        dating::date(&mut material, Some(submission.manifest.period));
        if let Some((_, list)) = kinds.iter_mut().find(|(name, _)| *name == kind) {
            list.push(material);
        }
    }
    // A row cannot mean a folder, a note, or what a program left behind.
    let paths: Vec<&str> = submission
        .items
        .iter()
        .filter(|item| item.indicator.as_deref() == Some(&folder.code))
        .filter(|item| item.is_content() || item.is_refused())
        .map(|item| item.path.as_str())
        .collect();
    let inventory = Inventory {
        indicator: folder.code.clone(),
        folder: folder.path.clone(),
        unit: submission.manifest.unit.clone(),
        period: submission.manifest.period,
        kinds,
    };
    (inventory, labels.problems(&paths))
}

/// The items in the order in which they are read. What one thread is busy with for long comes first, or the others would
/// wait for it at the end.
fn in_turn(submission: &Submission) -> impl Iterator<Item = (usize, &Item)> + Send {
    let is_long = |item: &Item| item.bytes > digest::LARGEST_EXAMINED;
    let all = || submission.items.iter().enumerate();
    all().filter(move |(_, item)| is_long(item)).chain(all().filter(move |(_, item)| !is_long(item)))
}

fn take(item: &Item, cache: &Cache, watch: Watch<'_>) -> Result<Option<Taken>, Interrupted> {
    Ok(Some(match &item.role {
        Role::Material { kind } => Taken::Material(kind.clone(), Box::new(material(item, cache, watch)?)),
        Role::CaptionSheet => Taken::Sheet(sheet(item, cache, watch)?),
        Role::Misplaced(_) if item.is_content() => {
            Taken::Other(other(item, &stop(cache.stamp(&item.source, &step(watch)), watch)?))
        }
        _ => return Ok(None),
    }))
}

fn material(item: &Item, cache: &Cache, watch: Watch<'_>) -> Result<Material, Interrupted> {
    let known = Material {
        path: item.path.clone(),
        source: item.source.clone(),
        bytes: item.bytes,
        ..Material::default()
    };
    read(known, cache, watch)
}

/// Reads what the content of a material says, whose place is known already.
pub(super) fn read(mut material: Material, cache: &Cache, watch: Watch<'_>) -> Result<Material, Interrupted> {
    let read = cache.read_once(Topic::Facts, &material.source, &step(watch), |bytes| match bytes {
        Some([]) => Facts::default(),
        Some(bytes) => facts::read(bytes),
        None => facts::judged(Some(Damage::whole(Reason::TooLarge))),
    });
    match stop(read, watch)? {
        Ok((stamp, facts)) => {
            material.bytes = stamp.bytes;
            material.sha256 = Some(stamp.sha256);
            material.facts = facts;
        }
        Err(reason) => material.unreadable = Some(reason),
    }
    Ok(material)
}

fn sheet(item: &Item, cache: &Cache, watch: Watch<'_>) -> Result<Sheet, Interrupted> {
    let read = cache.read_once(Topic::Captions, &item.source, &step(watch), |bytes| match bytes {
        Some(bytes) => std::panic::catch_unwind(|| captions::read(bytes))
            .unwrap_or(Err(SheetFault::Damaged(Damage::whole(Reason::ReaderFailed)))),
        None => Err(SheetFault::Damaged(Damage::whole(Reason::TooLarge))),
    });
    let (stamp, rows) = match stop(read, watch)? {
        Ok((stamp, rows)) => (Ok(stamp), rows),
        Err(reason) => (Err(reason), Ok(Vec::new())),
    };
    let indicator = item.indicator.clone().unwrap_or_default();
    Ok(Sheet { file: other(item, &stamp), indicator, rows })
}

fn other(item: &Item, stamp: &Result<digest::Stamp, String>) -> OtherFile {
    OtherFile {
        path: item.path.clone(),
        source: item.source.clone(),
        bytes: stamp.as_ref().map_or(item.bytes, |stamp| stamp.bytes),
        sha256: stamp.as_ref().ok().map(|stamp| stamp.sha256.clone()),
        unreadable: stamp.as_ref().err().cloned(),
    }
}

/// Tells what is read, and asks for a stop.
fn step(watch: Watch<'_>) -> impl Fn(u64) -> bool + Sync {
    move |bytes| {
        (watch.done)(bytes);
        (watch.interrupted)()
    }
}

/// Tells a stop by the user from a file that cannot be read.
fn stop<T>(read: io::Result<T>, watch: Watch<'_>) -> Result<Result<T, String>, Interrupted> {
    match read {
        Ok(read) => Ok(Ok(read)),
        Err(_) if (watch.interrupted)() => Err(Interrupted),
        Err(error) => Ok(Err(error.to_string())),
    }
}
