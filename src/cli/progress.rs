//! A progress bar, where somebody can see it.

use std::fmt::Write;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use super::Context;
use crate::check::file_size;
use crate::text::Message;

/// A bar over a number of things that is told later, labelled with the message `key`; invisible where progress is not
/// shown.
pub(super) fn items(context: &Context, key: &str) -> ProgressBar {
    let style = || ProgressStyle::with_template("{msg} [{bar:30}] {pos}/{len} {eta}").ok();
    started(context, key, 0, style)
}

/// A bar over `bytes`, labelled with the message `key`; invisible where progress is not shown.
pub(super) fn bar(context: &Context, key: &str, bytes: u64) -> ProgressBar {
    let style = || {
        let style = ProgressStyle::with_template("{msg} [{bar:30}] {done}/{all} {eta}").ok()?;
        let done = |state: &ProgressState, out: &mut dyn Write| {
            let _ = out.write_str(&file_size(state.pos()));
        };
        let all = |state: &ProgressState, out: &mut dyn Write| {
            let _ = out.write_str(&file_size(state.len().unwrap_or_default()));
        };
        Some(style.with_key("done", done).with_key("all", all))
    };
    started(context, key, bytes, style)
}

/// A bar of that `length` and `style`. What nobody sees is neither drawn nor kept ready to be drawn, which takes two
/// milliseconds.
fn started(
    context: &Context,
    key: &str,
    length: u64,
    style: impl FnOnce() -> Option<ProgressStyle>,
) -> ProgressBar {
    if !context.output.shows_progress() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(Some(length), ProgressDrawTarget::stderr());
    if let Some(style) = style() {
        bar.set_style(style.progress_chars("=> "));
    }
    bar.set_message(Message::new(key).in_lang(context.lang));
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}
