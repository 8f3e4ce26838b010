//! The report of a check as one HTML page.
//!
//! The page holds all it needs and asks nothing of any network, which its Content-Security-Policy enforces: only
//! its own style and script, known by their digests, and pictures inside it. All that comes from files is
//! escaped by the templates. Without its script it is a list; the script adds filters.

mod batch;
mod figure;
mod frame;
mod verification;
mod view;

pub use batch::batch;
pub use verification::verification;

use askama::Template;
use jiff::Timestamp;

use super::time_left::time_left;
use super::{CheckReport, compared_with, history, sanitize, sentence};
use crate::check;
use crate::inventory::Thumbnails;
use crate::profile::Severity;
use crate::text::{Lang, Message};

use frame::Frame;
use view::{Album, Choice, Fixed, Row, Section, View};

const SCRIPT: &str = concat!(include_str!("filters.js"), include_str!("check.js"));

/// What a page shows besides the findings.
#[derive(Clone, Copy)]
pub struct Extras<'a> {
    /// Thumbnails by the path of their picture. One that is wanted and not here could not be made.
    pub thumbnails: &'a Thumbnails,
    /// Whether all pictures are shown, not only those that something is wrong with.
    pub all_pictures: bool,
    /// Where the submission lies as seen from the page: `../data`. Without it nothing links to its files.
    pub files: Option<&'a str>,
    /// The moment from which the time to the deadline counts. Without it the page does not tell it.
    pub now: Option<Timestamp>,
}

#[derive(Template)]
#[template(path = "check.html", config = "src/report/html/askama.toml")]
struct Page<'a> {
    frame: Frame,
    rows: Vec<Row>,
    severities: Vec<Choice>,
    rules: Vec<Choice>,
    units: Vec<Choice>,
    statuses: Vec<Choice>,
    fixed: Vec<Fixed>,
    sections: Vec<Section<'a>>,
    albums: Vec<Album>,
}

/// The page of a check, in `lang`.
#[must_use]
pub fn check(report: &CheckReport<'_>, extras: &Extras<'_>, lang: Lang) -> String {
    let view = View::new(report, extras, lang);
    let manifest = &report.submission.manifest;
    let said = |message: &Message| sanitize(&message.in_lang(lang));
    let title = match &manifest.title {
        Some(title) => Message::new("html-title-of").with("unit", &manifest.unit).with("title", title),
        None => Message::new("html-title").with("unit", &manifest.unit),
    };
    let profile = report.profile.title.in_lang(lang);
    let about = Message::new("html-about")
        .with("from", manifest.period.from.to_string())
        .with("to", manifest.period.to.to_string())
        .with("profile", profile);
    let mut frame = Frame::new(&title.in_lang(lang), SCRIPT, lang);
    frame.about.push(said(&about));
    frame.about.extend(deadline(report, extras.now, lang));
    frame.about.extend(history::summary(report).map(|summary| said(&summary)));
    frame.about.extend(compared_with(report).iter().map(said));
    frame.verdict = verdict(report, lang);
    frame.made_by = said(&Message::Plain(format!(
        "{} · {} {}",
        frame.made_by, report.profile.name, report.profile.version
    )));
    view.add_cards(&mut frame);
    let page = Page {
        frame,
        rows: view.rows(),
        severities: view.severities(),
        rules: view.rules(),
        units: view.units(),
        statuses: view.statuses(),
        fixed: view.fixed(),
        albums: view.albums(),
        sections: view.sections(),
    };
    // Writing into a string cannot fail, and the templates have no filter that does.
    page.render().unwrap_or_default()
}

fn deadline(report: &CheckReport<'_>, now: Option<Timestamp>, lang: Lang) -> Option<String> {
    let manifest = &report.submission.manifest;
    let moment = manifest.deadline()?;
    // As it is written, which is the time of the place where the deadline holds.
    let written: String = manifest.deadline.as_deref()?.chars().take(16).collect();
    let message = Message::new("html-deadline").with("moment", written.replace(['T', 't'], " "));
    let said = match now {
        Some(now) => {
            Message::new("html-deadline-left").with("deadline", message).with("left", time_left(moment, now))
        }
        None => message,
    };
    Some(sanitize(&said.in_lang(lang)))
}

fn verdict(report: &CheckReport<'_>, lang: Lang) -> (&'static str, String) {
    let [errors, warnings, infos] = check::count(report.findings);
    let counts = [(Severity::Error, errors), (Severity::Warning, warnings), (Severity::Info, infos)];
    let said = counts
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(severity, count)| Message::new(format!("count-{}", severity.name())).with("n", count));
    let said: Vec<Message> = said.collect();
    match (errors, warnings) {
        _ if said.is_empty() => ("good", sentence(&Message::new("check-clean"), lang)),
        (0, 0) => ("good", sentence(&Message::List(said), lang)),
        (0, _) => ("warning", sentence(&Message::List(said), lang)),
        _ => ("error", sentence(&Message::List(said), lang)),
    }
}

/// A path as a part of an address (RFC 3986, section 2).
#[must_use]
pub fn address(path: &str) -> String {
    use std::fmt::Write;
    path.bytes().fold(String::with_capacity(path.len()), |mut text, byte| {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                text.push(char::from(byte));
            }
            byte => {
                let _ = write!(text, "%{byte:02X}");
            }
        }
        text
    })
}
