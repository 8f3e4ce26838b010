//! `date-conflict`: EXIF, caption and file name disagree, or speak of the future.

use jiff::civil::Date;

use super::{Found, Rule, Subject};
use crate::facts::captions::Source;
use crate::facts::dates::Moment;
use crate::inventory::{DateSource, Material};
use crate::profile::Severity;
use crate::text::Message;

pub(super) struct DateConflict;

/// Days by which two dates of one picture may differ: a camera's clock may be in another zone, and an evening
/// ends after midnight.
const TOLERANCE: i32 = 1;

/// One of the dates of a material.
struct Dated {
    source: DateSource,
    date: Date,
    moment: Moment,
}

impl Rule for DateConflict {
    fn name(&self) -> &'static str {
        "date-conflict"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn sees_today(&self) -> bool {
        true
    }

    fn find(&self, subject: &Subject<'_>, found: &mut Found<'_>) {
        for (code, _, material) in subject.materials() {
            let dates = dates(material);
            let future: Vec<&Dated> = dates.iter().filter(|dated| dated.date > subject.today).collect();
            let said = |list: Vec<&Dated>| Message::List(list.into_iter().map(Dated::said).collect());
            let message = match (disagree(&dates), future.is_empty()) {
                (false, true) => None,
                (false, false) => Some(Message::new("finding-date-future").with("future", said(future))),
                (true, true) => Some(Message::new("finding-date-conflict")),
                (true, false) => {
                    Some(Message::new("finding-date-conflict-future").with("future", said(future)))
                }
            };
            if let Some(message) = message {
                let message = message.with("dates", said(dates.iter().collect()));
                found.at(Some(code), &material.path, message.with("today", subject.today.to_string()));
            }
            note_impossible(code, material, found);
        }
    }
}

/// All that is known of when a material was made, once for each source.
fn dates(material: &Material) -> Vec<Dated> {
    let image = material.facts.image.as_ref();
    let exif = image.and_then(|image| {
        let moment = if image.is_screenshot { Moment::Saved } else { Moment::Taken };
        Some(Dated { source: DateSource::Exif, date: image.taken_at?.date(), moment })
    });
    let sheet = material.caption.as_ref().filter(|caption| caption.source == Source::Sheet);
    let sheet = sheet.and_then(|caption| {
        Some(Dated { source: DateSource::Caption, date: caption.date?, moment: Moment::Taken })
    });
    let name = material.name_date.map(|name| Dated {
        source: DateSource::Name,
        date: name.date,
        moment: name.moment,
    });
    exif.into_iter().chain(sheet).chain(name).collect()
}

/// Whether two of the dates cannot both be true. A file may be saved long after what it shows.
fn disagree(dates: &[Dated]) -> bool {
    dates.iter().any(|earlier| {
        dates.iter().any(|later| {
            let days = earlier.date.until(later.date).map_or(0, |span| span.get_days());
            days > TOLERANCE && later.moment == Moment::Taken
        })
    })
}

/// Says of days that do not exist that they were passed over.
fn note_impossible(code: &str, material: &Material, found: &mut Found<'_>) {
    let exif = material.facts.image.as_ref().and_then(|image| image.impossible_date.as_ref());
    for written in &material.impossible_dates {
        let source = if Some(written) == exif { DateSource::Exif } else { DateSource::Name };
        let message =
            Message::new("finding-date-impossible").with("date", written).with("source", source.message());
        let finding = found.at(Some(code), &material.path, message);
        finding.severity = finding.severity.min(Severity::Info);
    }
}

impl Dated {
    fn said(&self) -> Message {
        Message::new("date-of-source")
            .with("source", self.source.message())
            .with("date", self.date.to_string())
    }
}
