//! The threads that read files from strangers.

use std::sync::OnceLock;

use clap::Args;
use rayon::{ThreadPool, ThreadPoolBuilder};

use super::Failure;
use crate::text::Message;

const NAME: &str = "sealpack-reader";

/// The threads of a command, as many as the user wants.
#[derive(Debug, Args)]
pub(super) struct Jobs {
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    jobs: Option<u16>,
    /// Started for the first work, and kept for all that follows.
    #[arg(skip)]
    pool: OnceLock<ThreadPool>,
}

impl Jobs {
    /// Runs `work` on so many threads; on as many as there are processors where no number was given.
    pub(super) fn run<T: Send>(&self, work: impl FnOnce() -> T + Send) -> Result<T, Failure> {
        let pool = if let Some(pool) = self.pool.get() {
            pool
        } else {
            let started = self.start()?;
            self.pool.get_or_init(|| started)
        };
        Ok(pool.install(work))
    }

    fn start(&self) -> Result<ThreadPool, Failure> {
        ThreadPoolBuilder::new()
            .num_threads(self.jobs.map_or(0, usize::from))
            .thread_name(|_| NAME.to_owned())
            .build()
            .map_err(|error| Failure::Told(Message::new("error-threads").with("reason", error.to_string())))
    }
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
