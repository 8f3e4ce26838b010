//! What lies in the cache, for people and machines (`schemas/cache.schema.json`).

use std::path::Path;
use std::time::SystemTime;

use jiff::Timestamp;
use serde_json::json;

use super::{Paint, sanitize};
use crate::check::file_size;
use crate::inventory::cache::{LARGEST, Stock};
use crate::report::json::pretty;
use crate::text::{Lang, Message};

/// Version of this form.
const FORMAT_VERSION: u32 = 1;

/// What there is to say of the cache.
#[derive(Debug)]
pub struct State<'a> {
    /// Its folder, where one is known.
    pub folder: Option<&'a Path>,
    /// Whether something can be kept in it.
    pub usable: bool,
    /// What lies in it.
    pub stock: Stock,
}

/// For people.
#[must_use]
pub fn text(state: &State<'_>, lang: Lang, paint: Paint) -> String {
    let mut out = String::new();
    let mut line = |message: Message| {
        out.push_str(&paint.wrap("", &sanitize(&message.in_lang(lang))));
        out.push('\n');
    };
    let Some(folder) = state.folder else {
        line(Message::new("cache-no-folder"));
        return out;
    };
    line(Message::new("cache-folder").with("path", folder.display().to_string()));
    line(told("cache-stock", &state.stock).with("limit", file_size(LARGEST)));
    if let Some(oldest) = state.stock.oldest {
        line(Message::new("cache-oldest").with("time", day(oldest)));
    }
    if !state.usable {
        line(Message::new("cache-unusable"));
    }
    line(Message::new("cache-about"));
    out
}

/// For people: what was removed.
#[must_use]
pub fn cleared(stock: &Stock, lang: Lang, paint: Paint) -> String {
    paint.wrap("", &told("cache-cleared", stock).in_lang(lang)) + "\n"
}

/// For machines.
#[must_use]
pub fn json(state: &State<'_>) -> String {
    let Stock { submissions, files, bytes, oldest } = &state.stock;
    let mut document = json!({
        "formatVersion": FORMAT_VERSION,
        "usable": state.usable,
        "submissions": submissions,
        "files": files,
        "bytes": bytes,
        "limit": LARGEST,
    });
    if let Some(folder) = state.folder {
        document["folder"] = folder.display().to_string().into();
    }
    if let Some(oldest) = oldest.and_then(|oldest| Timestamp::try_from(oldest).ok()) {
        document["oldest"] = oldest.to_string().into();
    }
    pretty(&document)
}

fn told(key: &str, stock: &Stock) -> Message {
    Message::new(key)
        .with("submissions", stock.submissions)
        .with("files", stock.files)
        .with("size", file_size(stock.bytes))
}

/// The day of a moment by UTC.
fn day(time: SystemTime) -> String {
    Timestamp::try_from(time).map_or_else(|_| String::new(), |time| time.strftime("%Y-%m-%d").to_string())
}
