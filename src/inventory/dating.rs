//! The dates of a material: what its name says, and the best known one.

use jiff::civil::DateTime;
use regex::Regex;

use super::{DateSource, Material};
use crate::facts::captions::{self, Source};
use crate::facts::dates::{self, NameDate};
use crate::profile::Media;
use crate::submission::Period;
use crate::submission::names::stem;

/// Sets what the name says of dates: the date that `pattern` finds in it, else the first one there is. Only
/// pictures are dated by their names: a report's name tells when it was written, which is after the period.
pub(super) fn date_name(material: &mut Material, media: Media, pattern: Option<&Regex>) {
    let stem = stem(material.path.rsplit('/').next().unwrap_or_default());
    if media == Media::Image {
        let found = pattern.and_then(|pattern| captions::from_name(pattern, stem)?.date);
        material.name_date = found.map(|date| NameDate::of(stem, date)).or_else(|| dates::in_name(stem));
        material.impossible_dates = dates::impossible(stem);
    }
    let image = material.facts.image.as_ref();
    material.impossible_dates.extend(image.and_then(|image| image.impossible_date.clone()));
}

/// Sets the best known date and its source (EXIF, else the caption sheet, else the file name), and whether it
/// lies in the period, where there is one. What the name says must be set already.
pub(super) fn date(material: &mut Material, period: Option<Period>) {
    let exif = material.facts.image.as_ref().and_then(|image| image.taken_at).map(DateTime::date);
    let sheet = material.caption.as_ref().filter(|caption| caption.source == Source::Sheet);
    let dated = exif
        .map(|date| (date, DateSource::Exif))
        .or_else(|| sheet.and_then(|caption| caption.date).map(|date| (date, DateSource::Caption)))
        .or_else(|| material.name_date.map(|name| (name.date, DateSource::Name)));
    if let Some((date, source)) = dated {
        material.date = Some(date);
        material.date_source = Some(source);
        material.in_period = period.map(|period| period.contains(date));
    }
}
