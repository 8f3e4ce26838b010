//! `outside-area`: a picture taken far from the area that the submission is about.

use serde_json::Value;

use super::{Found, Rule, Subject, TOLERANCE};
use crate::profile::{RuleSetting, Severity};
use crate::text::Message;

pub(super) struct OutsideArea;

/// Metres by which a place may lie outside unless a profile says otherwise: Chinese maps, from which areas are drawn,
/// are shifted against WGS 84 by up to 700 m (GCJ-02), and receivers err by some ten.
const USUAL: f64 = 1000.0;

impl Rule for OutsideArea {
    fn name(&self) -> &'static str {
        "outside-area"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn options(&self) -> &'static [&'static str] {
        &[TOLERANCE]
    }

    fn find(&self, subject: &Subject<'_>, found: &mut Found<'_>) {
        let Some(area) = &subject.submission.area else { return };
        let tolerance = match subject.profile.rules.get(self.name()) {
            Some(RuleSetting::On { options, .. }) => options.get(TOLERANCE).and_then(Value::as_f64),
            _ => None,
        };
        let tolerance = tolerance.unwrap_or(USUAL);
        for (code, _, material) in subject.materials() {
            let Some(gps) = material.facts.image.as_ref().and_then(|image| image.gps) else { continue };
            let metres = area.distance(gps.latitude, gps.longitude);
            if metres <= tolerance {
                continue;
            }
            let message = Message::new("finding-outside-area")
                .with("kilometres", kilometres(metres))
                .with("latitude", format!("{:.5}", gps.latitude))
                .with("longitude", format!("{:.5}", gps.longitude));
            found.at(Some(code), &material.path, message);
        }
    }
}

/// Kilometres with two digits that mean something, so that no rounding of a processor shows: 1.2, 34, 560.
fn kilometres(metres: f64) -> String {
    let kilometres = metres / 1000.0;
    if kilometres < 9.95 {
        return format!("{kilometres:.1}");
    }
    let mut unit = 1.0;
    while kilometres / unit >= 99.5 {
        unit *= 10.0;
    }
    format!("{:.0}", (kilometres / unit).round() * unit)
}

#[cfg(test)]
mod tests {
    use super::kilometres;

    #[test]
    fn two_digits() {
        let said = [1234.0, 9949.0, 9951.0, 34_400.0, 99_400.0, 99_600.0, 1_234_567.0].map(kilometres);
        assert_eq!(said, ["1.2", "9.9", "10", "34", "99", "100", "1200"]);
    }
}
