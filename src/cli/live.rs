//! How a batch is followed: two bars on a terminal, else a line for each item that ends.

use std::fmt::Write;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use super::{Context, interrupted};
use crate::batch::{Item, View};
use crate::check::file_size;
use crate::report::batch::{Outcome, State, terminal};
use crate::report::sanitize;
use crate::text::Message;

/// The view of a batch.
pub(super) struct Live<'a> {
    context: &'a Context,
    bars: Option<Bars>,
    counts: Counts,
}

struct Bars {
    all: ProgressBar,
    current: ProgressBar,
}

/// How far it is.
struct Counts {
    items: AtomicUsize,
    ended: AtomicUsize,
    /// Items with errors, or that could not be looked at.
    bad: AtomicUsize,
    /// Bytes of the items that ended.
    bytes: AtomicU64,
    /// Bytes read of the current one, which can be more than it has: some are read twice.
    read: AtomicU64,
}

impl<'a> Live<'a> {
    pub(super) fn new(context: &'a Context) -> Self {
        let counts = Counts {
            items: AtomicUsize::new(0),
            ended: AtomicUsize::new(0),
            bad: AtomicUsize::new(0),
            bytes: AtomicU64::new(0),
            read: AtomicU64::new(0),
        };
        let bars = context.output.shows_progress().then(|| Bars::new(context));
        Self { context, bars, counts }
    }

    /// Takes the bars away.
    pub(super) fn end(&self) {
        if let Some(bars) = &self.bars {
            bars.current.finish_and_clear();
            bars.all.finish_and_clear();
        }
    }

    /// The line over all: items, errors so far.
    fn tell(&self) {
        let Some(bars) = &self.bars else { return };
        let count = |count: &AtomicUsize| count.load(Ordering::Relaxed);
        let message = Message::new("batch-progress")
            .with("ended", count(&self.counts.ended))
            .with("items", count(&self.counts.items))
            .with("bad", count(&self.counts.bad));
        bars.all.set_message(message.in_lang(self.context.lang));
    }
}

impl Bars {
    fn new(context: &Context) -> Self {
        let bars = MultiProgress::with_draw_target(ProgressDrawTarget::stderr());
        let bar = |template: &str| {
            let bar = bars.add(ProgressBar::new(0));
            if let Ok(style) = ProgressStyle::with_template(template) {
                bar.set_style(style.progress_chars("=> ").with_key("rate", rate).with_key("read", read));
            }
            bar.enable_steady_tick(Duration::from_millis(200));
            bar
        };
        let all = bar("{msg} [{bar:20}] {rate} {eta}");
        all.set_message(Message::new("batch-searching").in_lang(context.lang));
        Self { all, current: bar("{read} {wide_msg}") }
    }
}

fn rate(state: &ProgressState, out: &mut dyn Write) {
    // A rate beyond any disk's is no rate.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a speed for people")]
    let rate = state.per_sec().clamp(0.0, 1e12) as u64;
    let _ = write!(out, "{}/s", file_size(rate));
}

fn read(state: &ProgressState, out: &mut dyn Write) {
    let _ = write!(out, "{} / {}", file_size(state.pos()), file_size(state.len().unwrap_or_default()));
}

impl View for Live<'_> {
    fn planned(&self, items: usize, reused: usize, bytes: u64) {
        self.counts.items.store(items, Ordering::Relaxed);
        self.counts.ended.store(reused, Ordering::Relaxed);
        if let Some(bars) = &self.bars {
            bars.all.set_length(bytes);
            bars.all.reset_eta();
        }
        if reused > 0 && self.context.output.says_more() {
            let message = Message::new("batch-reused").with("n", reused).with("items", items);
            self.note(&message.in_lang(self.context.lang));
        }
        self.tell();
    }

    fn begins(&self, item: &Item) {
        self.counts.read.store(0, Ordering::Relaxed);
        if let Some(bars) = &self.bars {
            bars.current.set_position(0);
            bars.current.set_length(item.bytes);
            bars.current.set_message(sanitize(&item.shown()));
        }
    }

    fn read(&self, bytes: u64) {
        let Some(bars) = &self.bars else { return };
        let whole = bars.current.length().unwrap_or_default();
        let read = self.counts.read.fetch_add(bytes, Ordering::Relaxed).saturating_add(bytes).min(whole);
        bars.current.set_position(read);
        bars.all.set_position(self.counts.bytes.load(Ordering::Relaxed).saturating_add(read));
    }

    fn ends(&self, item: &Item, outcome: &Outcome) {
        let before = self.counts.bytes.fetch_add(item.bytes, Ordering::Relaxed);
        let ended = self.counts.ended.fetch_add(1, Ordering::Relaxed) + 1;
        if outcome.state >= State::Errors {
            self.counts.bad.fetch_add(1, Ordering::Relaxed);
        }
        match &self.bars {
            Some(bars) => bars.all.set_position(before.saturating_add(item.bytes)),
            None if self.context.output.says_more() => {
                let said = terminal::ended(outcome, self.context.lang, self.context.output.paint_err());
                let items = self.counts.items.load(Ordering::Relaxed);
                self.context.output.note(&format!("[{ended}/{items}] {said}"));
            }
            None => {}
        }
        self.tell();
    }

    fn interrupted(&self) -> bool {
        interrupted()
    }
}

impl Live<'_> {
    /// Says something beside the bars.
    fn note(&self, text: &str) {
        match &self.bars {
            Some(bars) => bars.all.suspend(|| self.context.output.note(text)),
            None => self.context.output.note(text),
        }
    }
}
