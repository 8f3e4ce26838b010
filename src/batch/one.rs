//! One item: what it says, and its results.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use super::desk::Desk;
use super::{BatchError, Item, Options, View};
use crate::against;
use crate::archive::{self, Verification};
use crate::check::reuse::Trace;
use crate::check::{self, Subject};
use crate::inventory::{Interrupted, Survey, Watch};
use crate::items::ItemKind;
use crate::profile;
use crate::recheck::recheck;
use crate::report::batch::Outcome;
use crate::report::html::{self, Extras};
use crate::report::xlsx::{self, Whose};
use crate::report::{CheckReport, Pictures, json, seen_from};
use crate::text::{Explain, Message};

/// What became of an item, and its own results where it could be looked at.
pub(super) struct Looked {
    pub(super) outcome: Outcome,
    pub(super) results: Option<Results>,
}

/// The results of one item.
pub(super) struct Results {
    pub(super) json: String,
    pub(super) html: String,
    pub(super) xlsx: Vec<u8>,
    /// What its materials are recognised by.
    pub(super) traces: Vec<Trace>,
}

/// Why there are none.
enum Stop {
    Interrupted,
    /// It cannot be looked at, for this reason.
    Because(Message),
}

impl<E: Explain> From<E> for Stop {
    fn from(error: E) -> Self {
        Self::Because(error.message())
    }
}

impl From<Interrupted> for Stop {
    fn from(_: Interrupted) -> Self {
        Self::Interrupted
    }
}

/// Looks at an item. Whatever is wrong with it is part of its outcome.
pub(super) fn look(
    item: &Item,
    desk: &Desk,
    options: &Options<'_>,
    view: &dyn View,
) -> Result<Looked, BatchError> {
    let watch = Watch { done: &|bytes| view.read(bytes), interrupted: &|| view.interrupted() };
    let work = || match (&item.trouble, item.kind) {
        (Some(trouble), _) => Err(Stop::Because(trouble.clone())),
        (None, ItemKind::Submission) => submission(item, desk, options, watch),
        (None, ItemKind::Archive | ItemKind::Unknown) => archive(item, options, watch),
    };
    // A fault of ours in one item must not end the night's run.
    let looked = catch_unwind(AssertUnwindSafe(work));
    let looked = looked.unwrap_or_else(|_| Err(Stop::Because(Message::new("error-batch-broke"))));
    match looked {
        Ok(looked) => Ok(looked),
        Err(Stop::Interrupted) => Err(BatchError::Interrupted),
        Err(Stop::Because(why)) => {
            let outcome = Outcome::failed(&item.shown(), item.kind, options.today, &why, options.lang);
            Ok(Looked { outcome, results: None })
        }
    }
}

fn submission(item: &Item, desk: &Desk, options: &Options<'_>, watch: Watch<'_>) -> Result<Looked, Stop> {
    let (submission, profile) = profile::open(&item.path)?;
    let survey = Survey::take_knowing(&submission, &profile, options.cache.of(&item.path), watch)?;
    let subject = Subject {
        submission: &submission,
        profile: &profile,
        survey: &survey,
        today: options.today,
        elsewhere: None,
    };
    let findings = check::check(&subject)?;
    let report = CheckReport::new(&submission, &profile, &survey, &findings, options.today);
    let silent = Watch { done: &|_| {}, ..watch };
    let thumbnails = report.thumbnails(options.pictures, silent)?;
    let files = seen_from(&desk.path(&desk.files(item).html), &item.path);
    let links = files.as_deref().map(html::address);
    let page = Extras {
        thumbnails: &thumbnails,
        all_pictures: options.pictures == Pictures::All,
        files: links.as_deref(),
        now: Some(options.now),
    };
    let list = xlsx::Extras { files: files.as_deref(), now: options.now, whose: Whose::All };
    let results = Results {
        json: json::check(&report, options.lang),
        html: html::check(&report, &page, options.lang),
        xlsx: xlsx::check(&report, &list, options.lang).map_err(|error| no_book(&item.path, &error))?,
        traces: against::traces(&survey, &profile).collect(),
    };
    Ok(Looked { outcome: Outcome::checked(&item.shown(), &report), results: Some(results) })
}

fn archive(item: &Item, options: &Options<'_>, watch: Watch<'_>) -> Result<Looked, Stop> {
    let verified = verified(&item.path, options, watch);
    let verification = verified.map_err(|error| match error {
        archive::Error::Interrupted => Stop::Interrupted,
        error => error.into(),
    })?;
    let lang = options.lang;
    let results = Results {
        json: json::verify(std::slice::from_ref(&verification), lang),
        html: html::verification(&verification, lang),
        xlsx: xlsx::verification(&verification, options.today, lang)
            .map_err(|error| no_book(&item.path, &error))?,
        // Whatever else is wrong with it is told already.
        traces: against::archived(&item.path).unwrap_or_default(),
    };
    let outcome = Outcome::verified(&item.shown(), &verification, options.today);
    Ok(Looked { outcome, results: Some(results) })
}

fn verified(path: &Path, options: &Options<'_>, watch: Watch<'_>) -> Result<Verification, archive::Error> {
    let (verification, bag) = archive::verify_open(path, &options.trust, options.largest, watch)?;
    match options.recheck {
        Some(profile) => recheck(verification, bag.as_ref(), profile, watch),
        None => Ok(verification),
    }
}

fn no_book(path: &Path, error: &dyn std::error::Error) -> Stop {
    let path = path.display().to_string();
    Stop::Because(Message::new("error-cannot-write").with("path", path).with("reason", error.to_string()))
}
