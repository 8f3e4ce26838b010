//! The best known date of a material.

use super::{DateSource, Material};
use crate::facts::captions::Source;
use crate::facts::dates;
use crate::profile::Media;
use crate::submission::Period;
use crate::submission::names::stem;

/// Sets date, source and whether it lies in the period: EXIF, else the caption sheet, else the file name. Only
/// pictures are dated by their names: a report's name tells when it was written, which is after the period.
pub(super) fn date(material: &mut Material, media: Media, period: Period) {
    let exif =
        material.facts.image.as_ref().and_then(|image| image.taken_at).map(jiff::civil::DateTime::date);
    let caption = material.caption.as_ref();
    let written =
        |source| caption.filter(|caption| caption.source == source).and_then(|caption| caption.date);
    let name = || {
        let pattern = written(Source::Name);
        pattern.or_else(|| {
            let name = material.path.rsplit('/').next().filter(|_| media == Media::Image)?;
            dates::in_name(stem(name))
        })
    };
    let dated = exif
        .map(|date| (date, DateSource::Exif))
        .or_else(|| written(Source::Sheet).map(|date| (date, DateSource::Caption)))
        .or_else(|| name().map(|date| (date, DateSource::Name)));
    if let Some((date, source)) = dated {
        material.date = Some(date);
        material.date_source = Some(source);
        material.in_period = Some(period.contains(date));
    }
}
