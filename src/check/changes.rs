//! What was done to a picture, in words and to be seen.

use super::Marks;
use super::reuse::{Area, Change, Picture, Which};
use crate::text::Message;

/// Percent by which brightness or contrast must differ to be worth a word.
const LEAST_LIGHT: i16 = 5;

/// What was done to the first picture to get the second, in words.
#[must_use]
pub fn described(first: &Picture, second: &Picture, changes: &[Change]) -> Message {
    let mut said: Vec<Message> = changes.iter().flat_map(change).collect();
    if (first.width, first.height) != (second.width, second.height) {
        let size = |picture: &Picture| format!("{} × {}", picture.width, picture.height);
        said.push(Message::new("change-size").with("from", size(first)).with("to", size(second)));
    }
    if let (Some(from), Some(to)) = (first.format, second.format)
        && from != to
    {
        said.push(
            Message::new("change-format")
                .with("from", from.name().to_uppercase())
                .with("to", to.name().to_uppercase()),
        );
    }
    if said.is_empty() {
        said.push(Message::new("change-compression"));
    }
    Message::List(said)
}

/// Where the second picture differs from the first.
#[must_use]
pub fn marks(changes: &[Change]) -> Option<Marks> {
    let (mut first, mut second) = (Vec::new(), Vec::new());
    let mut add = |which: Which, area: Area| match which {
        Which::First => first.push(area),
        Which::Second => second.push(area),
    };
    for change in changes {
        match change {
            // What is left is to be seen in the one that shows more.
            Change::Cropped { which: Which::First, kept } => add(Which::Second, *kept),
            Change::Cropped { which: Which::Second, kept } => add(Which::First, *kept),
            Change::Framed { which, inside } => add(*which, *inside),
            Change::Covered { first, second } => {
                add(Which::First, *first);
                add(Which::Second, *second);
            }
            Change::Mirrored | Change::Turned(_) | Change::Rotated(_) | Change::Light { .. } => {}
        }
    }
    let any = !first.is_empty() || !second.is_empty();
    any.then_some(Marks { this: second, other: first })
}

fn change(change: &Change) -> Vec<Message> {
    match change {
        Change::Mirrored => vec![Message::new("change-mirrored")],
        Change::Turned(degrees) => {
            vec![Message::new("change-turned").with("degrees", u32::from(*degrees))]
        }
        Change::Rotated(tenths) => {
            vec![Message::new("change-rotated").with("degrees", format!("{:.1}", f64::from(*tenths) / 10.0))]
        }
        Change::Cropped { kept, .. } => {
            let left = f64::from((kept.right - kept.left) * (kept.bottom - kept.top));
            vec![Message::new("change-cropped").with("percent", percent(1.0 - left))]
        }
        Change::Framed { .. } => vec![Message::new("change-framed")],
        Change::Light { brightness, contrast } => {
            let of = |value: i16, more: &str, less: &str| {
                let key = if value > 0 { more } else { less };
                let message = Message::new(key).with("percent", u32::from(value.unsigned_abs()));
                (value.abs() >= LEAST_LIGHT).then_some(message)
            };
            let brightness = of(*brightness, "change-brighter", "change-darker");
            let contrast = of(*contrast, "change-contrast-more", "change-contrast-less");
            brightness.into_iter().chain(contrast).collect()
        }
        Change::Covered { .. } => vec![Message::new("change-covered")],
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "casts of floats saturate")]
fn percent(share: f64) -> u32 {
    ((share * 100.0).round() as u32).max(1)
}
