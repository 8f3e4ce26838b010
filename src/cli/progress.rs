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
    let bar = ProgressBar::with_draw_target(Some(0), target(context));
    if let Ok(style) = ProgressStyle::with_template("{msg} [{bar:30}] {pos}/{len} {eta}") {
        bar.set_style(style.progress_chars("=> "));
    }
    started(bar, context, key)
}

/// A bar over `bytes`, labelled with the message `key`; invisible where progress is not shown.
pub(super) fn bar(context: &Context, key: &str, bytes: u64) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(bytes), target(context));
    let template = "{msg} [{bar:30}] {done}/{all} {eta}";
    if let Ok(style) = ProgressStyle::with_template(template) {
        let style = style
            .with_key("done", |state: &ProgressState, out: &mut dyn Write| {
                let _ = out.write_str(&file_size(state.pos()));
            })
            .with_key("all", |state: &ProgressState, out: &mut dyn Write| {
                let _ = out.write_str(&file_size(state.len().unwrap_or_default()));
            });
        bar.set_style(style.progress_chars("=> "));
    }
    started(bar, context, key)
}

fn target(context: &Context) -> ProgressDrawTarget {
    match context.output.shows_progress() {
        true => ProgressDrawTarget::stderr(),
        false => ProgressDrawTarget::hidden(),
    }
}

fn started(bar: ProgressBar, context: &Context, key: &str) -> ProgressBar {
    bar.set_message(Message::new(key).in_lang(context.lang));
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}
