//! A progress bar, where somebody can see it.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::Context;
use crate::text::Message;

/// A bar over `bytes`, labelled with the message `key`; invisible where progress is not shown.
pub(super) fn bar(context: &Context, key: &str, bytes: u64) -> ProgressBar {
    let target = match context.output.shows_progress() {
        true => ProgressDrawTarget::stderr(),
        false => ProgressDrawTarget::hidden(),
    };
    let bar = ProgressBar::with_draw_target(Some(bytes), target);
    let template = "{msg} [{bar:30}] {bytes}/{total_bytes} {eta}";
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style.progress_chars("=> "));
    }
    bar.set_message(Message::new(key).in_lang(context.lang));
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}
