//! Many submissions and archives in one run: each is checked or verified as it is, with results of its own, and all
//! of them have a summary.
//!
//! The folder of a batch holds `results.jsonl`, to which each item's outcome is added as it ends, `items/` with the
//! items' own results, and the summaries. What is done is written before it counts as done, so a run that is stopped
//! or killed goes on where it was: an item is looked at again only where its input, or what else its result depends
//! on, has changed. Nothing of an item stays in memory but its numbers.

mod across;
mod desk;
mod error;
mod find;
mod input;
mod one;

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::Date;

use crate::archive::Trust;
use crate::inventory::cache::Cabinet;
use crate::profile::Profile;
use crate::report::batch::{Outcome, Summary};
use crate::report::{Pictures, html, xlsx};
use crate::text::Lang;

use across::All;
use desk::Desk;
pub use error::BatchError;
pub use find::Item;

/// What a batch does with its items.
#[derive(Clone, Copy)]
pub struct Options<'a> {
    /// The folder for results.
    pub out: &'a Path,
    /// The language of results.
    pub lang: Lang,
    /// The day after which the future begins.
    pub today: Date,
    /// The moment from which the time to deadlines counts.
    pub now: Timestamp,
    /// Which pictures the items' pages show.
    pub pictures: Pictures,
    /// Whose seals archives need.
    pub trust: Trust<'a>,
    /// Archives whose files have more bytes than this altogether are not read.
    pub largest: Option<u64>,
    /// Whether the content of archives is checked again, and against which profile where not the stored one.
    pub recheck: Option<Option<&'a Profile>>,
    /// Other submissions and archives that the items are compared with.
    pub against: &'a [PathBuf],
    /// What is known from before of files of submissions.
    pub cache: &'a Cabinet,
    /// Whether items are looked at again whose input has not changed.
    pub fresh: bool,
    /// Whatever else results depend on: the bytes of the list of signers.
    pub depends: &'a [u8],
}

/// Who follows a batch.
pub trait View: Sync {
    /// The items are known. `reused` of them are not looked at again; the others have so many bytes.
    fn planned(&self, items: usize, reused: usize, bytes: u64);
    /// An item begins.
    fn begins(&self, item: &Item);
    /// So many bytes more of it are read.
    fn read(&self, bytes: u64);
    /// It ends.
    fn ends(&self, item: &Item, outcome: &Outcome);
    /// Whether the run is to end.
    fn interrupted(&self) -> bool;
}

/// Looks at everything that `paths` name, and writes the results. Reads on the threads of the pool that it runs in.
pub fn run(paths: &[PathBuf], options: &Options<'_>, view: &dyn View) -> Result<Summary, BatchError> {
    let desk = Desk::open(options.out)?;
    let items = find::items(paths, options, view)?;
    let mut outcomes = desk.known(&items, options)?;
    let open = || items.iter().zip(&outcomes).filter(|(_, known)| known.is_none());
    let bytes = open().map(|(item, _)| item.bytes).fold(0, u64::saturating_add);
    view.planned(items.len(), items.len() - open().count(), bytes);
    for (item, known) in items.iter().zip(&mut outcomes).filter(|(_, known)| known.is_none()) {
        view.begins(item);
        let looked = one::look(item, &desk, options, view)?;
        let outcome = desk.write(item, looked)?;
        view.ends(item, &outcome);
        *known = Some(outcome);
    }
    let outcomes: Vec<Outcome> = outcomes.into_iter().flatten().collect();
    let reused = All::read(&desk, &items, &outcomes, options, view)?.reused(options.lang)?;
    let summary = Summary::new(options.today, outcomes, reused);
    desk.replace("summary.json", summary.json().as_bytes())?;
    desk.replace("summary.html", html::batch(&summary, options.lang).as_bytes())?;
    let book =
        xlsx::batch(&summary, options.lang).map_err(|error| desk.cannot_write("summary.xlsx", error))?;
    desk.replace("summary.xlsx", &book)?;
    Ok(summary)
}
