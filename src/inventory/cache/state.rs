//! In which state a file is, as far as the system tells without opening it.

use std::fs::{self, Metadata};
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use borsh::{BorshDeserialize, BorshSerialize};

/// The coarsest clock of a file system in use (FAT), and a file may change again within one tick of it.
const TICK: Duration = Duration::from_secs(2);

/// The state of a file. As long as it is the same, the file is taken for unchanged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub(super) struct State {
    /// Size in bytes.
    pub(super) bytes: u64,
    /// When its content was changed, as programs may say as they like, in nanoseconds since 1970.
    modified: i128,
    /// When anything of it was changed, as the system says, where it does; in nanoseconds since 1970.
    changed: Option<i128>,
    /// The file's number and the device's, where the system tells.
    place: Option<(u64, u64)>,
}

impl State {
    /// The state of the file at `path`. Nothing for what is no file.
    pub(super) fn of(path: &Path) -> Option<Self> {
        let metadata = fs::symlink_metadata(path).ok().filter(Metadata::is_file)?;
        let modified = nanoseconds(metadata.modified().ok()?);
        let (changed, place) = beyond(&metadata);
        Some(Self { bytes: metadata.len(), modified, changed, place })
    }

    /// Whether a file in this state would be in another one if it were changed from `now` on. One that was changed
    /// a moment ago could be changed again at what its file system takes for the same moment.
    pub(super) fn is_settled(&self, now: SystemTime) -> bool {
        let ticks = i128::try_from(TICK.as_nanos()).unwrap_or_default();
        self.changed.unwrap_or(self.modified).saturating_add(ticks) < nanoseconds(now)
    }
}

/// Nanoseconds since 1970, negative before.
fn nanoseconds(time: SystemTime) -> i128 {
    let of = |duration: Duration| i128::try_from(duration.as_nanos()).unwrap_or(i128::MAX);
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => of(after),
        Err(before) => -of(before.duration()),
    }
}

#[cfg(unix)]
fn beyond(metadata: &Metadata) -> (Option<i128>, Option<(u64, u64)>) {
    use std::os::unix::fs::MetadataExt;
    let changed = i128::from(metadata.ctime()) * 1_000_000_000 + i128::from(metadata.ctime_nsec());
    (Some(changed), Some((metadata.ino(), metadata.dev())))
}

#[cfg(not(unix))]
fn beyond(_: &Metadata) -> (Option<i128>, Option<(u64, u64)>) {
    (None, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_changed_a_moment_ago_is_not_settled() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let state = State::of(file.path()).unwrap();
        let now = SystemTime::now();
        assert!(!state.is_settled(now));
        assert!(state.is_settled(now + TICK * 2));
        assert!(State::of(file.path().parent().unwrap()).is_none());
    }

    #[cfg(unix)]
    #[test]
    fn a_time_that_was_put_back_hides_no_change() {
        let file = tempfile::NamedTempFile::new().unwrap();
        fs::write(file.path(), "one").unwrap();
        let before = State::of(file.path()).unwrap();
        let modified = fs::metadata(file.path()).unwrap().modified().unwrap();
        std::thread::sleep(Duration::from_millis(20));
        fs::write(file.path(), "two").unwrap();
        file.as_file().set_modified(modified).unwrap();
        let after = State::of(file.path()).unwrap();
        assert_eq!((before.bytes, before.modified), (after.bytes, after.modified));
        assert_ne!(before, after);
    }
}
