//! `sealpack check --watch`: checks again whenever something changes, until the user ends it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::{Context, Exit, Failure, clock, interrupted};
use crate::check::Finding;
use crate::profile::builtin_names;
use crate::submission::Submission;
use crate::text::{Lang, Message};

/// How long nothing must have changed before the next check: programs save in several steps.
const QUIET: Duration = Duration::from_millis(300);
/// How often it is looked whether the user wants to end.
const TICK: Duration = Duration::from_millis(100);

/// Runs `check` now and after every change below `dir` or of its profile. `output` is the file that `check` writes.
/// The exit code is that of the last check that came to an end.
pub(super) fn watch(
    dir: &Path,
    output: Option<&Path>,
    context: &Context,
    check: impl Fn() -> Result<(Exit, Vec<Finding>), Failure>,
) -> Result<Exit, Failure> {
    let (sender, changes) = channel();
    let mut last: Option<(Exit, Known)> = None;
    let mut failed = Exit::CouldNotRun;
    loop {
        // Set up anew each time, and before anything is read: the profile may be another one now, folders may have
        // been replaced, and no change is to be missed.
        let watched = Watched::new(dir, &sender)?;
        watched.refuse_inside(output)?;
        context.output.clear();
        let news = match check() {
            Ok((exit, findings)) => {
                let known = known(&findings);
                let news = last.as_ref().map(|(_, before)| changes_since(before, &known));
                last = Some((exit, known));
                news.unwrap_or_else(|| Message::new("watch-first"))
            }
            Err(Failure::Interrupted) => return Err(Failure::Interrupted),
            // A file that is being written, a comma that is missing: the next change may mend it.
            Err(failure) => {
                failed = failure.tell(context);
                Message::new("watch-failed")
            }
        };
        let status = Message::new("watch-status")
            .with("time", clock::time_of_day())
            .with("news", news)
            .with("path", dir.display().to_string());
        context.output.note(&crate::report::sanitize(&status.in_lang(context.lang)));
        if !wait(&changes) {
            return Ok(last.map_or(failed, |(exit, _)| exit));
        }
        drop(watched);
    }
}

/// Waits until something has changed and no more changes follow; not, if the user wants to end.
fn wait(changes: &Receiver<()>) -> bool {
    let mut latest: Option<Instant> = None;
    while !interrupted() {
        match changes.recv_timeout(TICK) {
            Ok(()) => latest = Some(Instant::now()),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return false,
        }
        if latest.is_some_and(|at| at.elapsed() >= QUIET) {
            return true;
        }
    }
    false
}

/// Folders whose changes are told as long as this lives.
struct Watched {
    _watcher: RecommendedWatcher,
    folders: Vec<PathBuf>,
}

impl Watched {
    fn new(dir: &Path, sender: &Sender<()>) -> Result<Self, Failure> {
        let sender = sender.clone();
        let tell = move |event: notify::Result<Event>| {
            // An error can mean that changes were lost: look again.
            if event.map_or(true, |event| changes_content(event.kind)) {
                let _ = sender.send(());
            }
        };
        let cannot = |path: &Path, error: &notify::Error| {
            let message = Message::new("error-watch").with("path", path.display().to_string());
            Failure::Told(message.with("reason", error.to_string()))
        };
        let mut watcher = notify::recommended_watcher(tell).map_err(|error| cannot(dir, &error))?;
        watcher.watch(dir, RecursiveMode::Recursive).map_err(|error| cannot(dir, &error))?;
        let mut folders = vec![dir.to_owned()];
        if let Some(folder) = profile_folder(dir) {
            watcher.watch(&folder, RecursiveMode::NonRecursive).map_err(|error| cannot(&folder, &error))?;
            folders.push(folder);
        }
        Ok(Self { _watcher: watcher, folders })
    }

    /// Refuses to write where each writing would be a change.
    fn refuse_inside(&self, output: Option<&Path>) -> Result<(), Failure> {
        let Some(output) = output else { return Ok(()) };
        let folder =
            output.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let Ok(folder) = folder.canonicalize() else { return Ok(()) };
        let inside =
            |watched: &PathBuf| watched.canonicalize().is_ok_and(|watched| folder.starts_with(watched));
        if self.folders.iter().any(inside) {
            let message = Message::new("error-watch-output").with("path", output.display().to_string());
            return Err(Failure::Told(message));
        }
        Ok(())
    }
}

/// Whether what is read may differ after such an event. Our own reading is an event too.
fn changes_content(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
        EventKind::Access(_) => false,
        _ => true,
    }
}

/// The folder of the profile that the submission in `dir` names, where it is not built in and is there.
fn profile_folder(dir: &Path) -> Option<PathBuf> {
    let name = Submission::manifest(dir).ok()?.0.profile;
    let folder = dir.join(&name);
    (!builtin_names().contains(&name) && folder.is_dir()).then_some(folder)
}

/// How often each finding was made. Its place in a list is no part of it: that changes when other files come and go.
type Known = BTreeMap<(&'static str, Option<String>, Option<String>, String), usize>;

fn known(findings: &[Finding]) -> Known {
    let mut known = Known::new();
    for finding in findings {
        let message = finding.message.in_lang(Lang::En);
        let key = (finding.rule, finding.indicator.clone(), finding.path.clone(), message);
        *known.entry(key).or_default() += 1;
    }
    known
}

fn changes_since(before: &Known, now: &Known) -> Message {
    let more = |than: &Known, of: &Known| -> usize {
        of.iter().map(|(key, count)| count.saturating_sub(than.get(key).copied().unwrap_or_default())).sum()
    };
    match (more(before, now), more(now, before)) {
        (0, 0) => Message::new("watch-same"),
        (new, fixed) => Message::new("watch-changes").with("new", new).with("fixed", fixed),
    }
}
