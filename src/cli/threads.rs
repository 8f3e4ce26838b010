//! The threads that read files from strangers.

use super::Failure;
use crate::text::Message;

const NAME: &str = "sealpack-reader";

/// Runs `work` on `jobs` threads; on as many as there are processors where none are given.
pub(super) fn with_jobs<T: Send>(jobs: Option<usize>, work: impl FnOnce() -> T + Send) -> Result<T, Failure> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(jobs.unwrap_or(0))
        .thread_name(|_| NAME.to_owned())
        .build()
        .map_err(|error| Failure::Told(Message::new("error-threads").with("reason", error.to_string())))?;
    Ok(pool.install(work))
}

/// Keeps a panic inside a format's reader from being printed: it becomes a `damaged` finding for that file,
/// and nothing else. Panics elsewhere are told as usual.
pub(super) fn quiet_readers() {
    let told = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().name() != Some(NAME) {
            told(panic);
        }
    }));
}
