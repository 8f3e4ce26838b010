//! What other submissions and archives hold, to find what is used again.
//!
//! Of an archive only its inventory is read: that tells what every picture shows and what every text says, so nothing
//! is decoded again. A submission is read as `check` reads it.

mod document;
mod error;

use std::collections::HashSet;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use crate::archive;
use crate::check::reuse::{Origin, Pool, Trace};
use crate::inventory::cache::Cabinet;
use crate::inventory::{Interrupted, Survey, Watch};
use crate::items::{self, Item, ItemKind};
use crate::profile::{self, Profile};
use crate::text::Explain;

pub use error::AgainstError;

/// The file of an archive that says what its files say.
const INVENTORY: &str = "sealpack/inventory.json";
/// Largest inventory that is read, in bytes: that of some 50,000 pictures.
const LARGEST: u64 = 256 << 20;

/// Who follows.
pub trait View {
    /// So many items there are.
    fn planned(&self, items: usize);
    /// One more is done.
    fn done(&self);
}

/// Reads what the submissions and archives that `paths` name hold; `own`, the submission that is compared with them,
/// is not among them. Of files of submissions `cabinet` may know what they say. What is named and cannot be read is an error; what lies in a folder that is named and cannot be
/// read is skipped, and told.
pub fn read(
    paths: &[PathBuf],
    own: Option<&Path>,
    cabinet: &Cabinet,
    view: &dyn View,
    watch: Watch<'_>,
) -> Result<Pool, AgainstError> {
    let own = own.and_then(|own| own.canonicalize().ok());
    let mut found: Vec<(Item, bool)> = Vec::new();
    let mut met = HashSet::new();
    for named in paths {
        for item in items::items(named, None) {
            let real = item.path.canonicalize().unwrap_or_else(|_| item.path.clone());
            if own.as_ref() != Some(&real) && met.insert(real) {
                let is_named = item.path == *named;
                found.push((item, is_named));
            }
        }
    }
    view.planned(found.len());
    let mut pool = Pool::default();
    for (item, is_named) in found {
        if (watch.interrupted)() {
            return Err(AgainstError::Interrupted);
        }
        match one(&item, cabinet, watch) {
            Ok(held) => {
                pool.open(Origin { name: item.path.display().to_string(), unit: held.unit });
                for trace in held.traces {
                    pool.add(&trace).map_err(|error| AgainstError::memory(&error))?;
                }
            }
            Err(AgainstError::Interrupted) => return Err(AgainstError::Interrupted),
            Err(error) if is_named => return Err(error),
            Err(error) => pool.skip(item.path.display().to_string(), error.message()),
        }
        view.done();
    }
    Ok(pool)
}

/// What a submission or an archive holds.
struct Held {
    unit: Option<String>,
    traces: Vec<Trace>,
}

fn one(item: &Item, cabinet: &Cabinet, watch: Watch<'_>) -> Result<Held, AgainstError> {
    if let Some(trouble) = &item.trouble {
        return Err(AgainstError::Because(trouble.clone()));
    }
    match item.kind {
        ItemKind::Submission => {
            let (submission, profile) = profile::open(&item.path)?;
            let silent = Watch { done: &|_| {}, ..watch };
            let survey = Survey::take_knowing(&submission, &profile, cabinet.of(&item.path), silent)
                .map_err(|Interrupted| AgainstError::Interrupted)?;
            let unit = Some(submission.manifest.unit.clone());
            Ok(Held { unit, traces: traces(&survey, &profile).collect() })
        }
        ItemKind::Archive | ItemKind::Unknown => held(&item.path),
    }
}

/// What the materials of a submission are recognised by.
pub fn traces<'a>(survey: &'a Survey, profile: &'a Profile) -> impl Iterator<Item = Trace> + 'a {
    survey.inventories.iter().flat_map(|inventory| {
        let units = profile.responsible(&inventory.indicator);
        inventory.materials().map(move |(_, material)| Trace::of(&inventory.indicator, units, material))
    })
}

/// What the materials of an archive are recognised by, as its inventory says.
pub fn archived(path: &Path) -> Result<Vec<Trace>, AgainstError> {
    held(path).map(|held| held.traces)
}

fn held(path: &Path) -> Result<Held, AgainstError> {
    let document = archive::stated(path, INVENTORY)?;
    let document = document.ok_or_else(|| AgainstError::NoInventory(path.to_owned()))?;
    let mut held = Held { unit: None, traces: Vec::new() };
    let mut take = |unit: &str, trace| {
        held.unit.get_or_insert_with(|| unit.to_owned());
        held.traces.push(trace);
    };
    let unusable = |error: serde_json::Error| AgainstError::Inventory {
        path: path.to_owned(),
        reason: error.to_string(),
    };
    document::read(BufReader::new(document.take(LARGEST)), &mut take).map_err(unusable)?;
    Ok(held)
}
