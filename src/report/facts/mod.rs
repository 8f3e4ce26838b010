//! What is known of files, for people: a line for each fact, in the order of the inventory.
//!
//! The lines are made from the JSON document, so that a new fact appears by its name in the message tables.
//! Only what needs more than its name and its unit has words of its own here.

mod lines;
mod values;

use lines::{Line, lines};

use super::terminal::{group_head, head, line};
use super::{Paint, sanitize};
use crate::inventory::{Inventory, Material};
use crate::profile::{Indicator, Kind, Profile};
use crate::submission::Submission;
use crate::text::{Lang, Message};

/// Columns between a fact's name and what it is.
const GAP: usize = 2;

/// What is known of one file, and as what it is handed in, where it is.
#[must_use]
pub fn file(material: &Material, place: Option<(&Indicator, &Kind)>, lang: Lang, paint: Paint) -> String {
    let mut out = String::new();
    line(&mut out, &paint.wrap("", &paint.bold(&sanitize(&material.path))));
    if let Some((indicator, kind)) = place {
        let place = Message::new("shown-place")
            .with("code", &indicator.code)
            .with("title", Message::Given(indicator.title.clone()))
            .with("kind", Message::Given(kind.title.clone()));
        line(&mut out, &paint.wrap("  ", &paint.dim(&sanitize(&place.in_lang(lang)))));
    }
    one(&mut out, material, 2, lang, paint);
    out
}

/// What is known of the files of a submission, by indicator and kind.
#[must_use]
pub fn submission(
    submission: &Submission,
    profile: &Profile,
    inventories: &[Inventory],
    lang: Lang,
    paint: Paint,
) -> String {
    let mut out = String::new();
    line(&mut out, &head(&submission.manifest, profile, lang, paint));
    for inventory in inventories {
        out.push('\n');
        line(&mut out, &group_head(profile.indicator(&inventory.indicator), lang, paint));
        for (name, materials) in inventory.kinds.iter().filter(|(_, materials)| !materials.is_empty()) {
            let title = profile.kind(name).map_or(name.as_str(), |kind| kind.title.in_lang(lang));
            let title = Message::new("shown-kind").with("title", title).with("n", materials.len());
            line(&mut out, &paint.wrap("  ", &paint.bold(&sanitize(&title.in_lang(lang)))));
            for material in materials {
                line(&mut out, &paint.wrap("    ", &sanitize(&material.path)));
                one(&mut out, material, 6, lang, paint);
            }
        }
    }
    out
}

/// The facts of one file, `indent` columns from the margin. All that they are stands in one column.
fn one(out: &mut String, material: &Material, indent: usize, lang: Lang, paint: Paint) {
    let lines = lines(material, lang);
    let width = |line: &Line| match line {
        Line::Fact { depth, name, .. } => 2 * depth + textwrap::core::display_width(name),
        _ => 0,
    };
    let names = lines.iter().map(width).max().unwrap_or_default();
    let column = indent + names + GAP;
    let spaces = |count: usize| " ".repeat(count);
    for shown in &lines {
        let text = match shown {
            Line::Head(depth, name) => paint.wrap(&spaces(indent + 2 * depth), &paint.bold(name)),
            Line::Fact { name, depth, value } => {
                let pad = spaces(names.saturating_sub(width(shown)) + GAP);
                let first = format!("{}{}{pad}", spaces(indent + 2 * depth), paint.dim(name));
                // A digest is to be copied: it stands out of line rather than on two.
                let digest = format!("{}{}  {value}", spaces(indent + 2 * depth), paint.dim(name));
                match column + value.len() > paint.width && is_digest(value) {
                    true => digest,
                    false => paint.wrap(&first, value),
                }
            }
            Line::More(text) => paint.wrap(&spaces(column), text),
            Line::Fix(text) => paint.wrap(&format!("{}→ ", spaces(column)), text),
            Line::Text(text) => paint.wrap(&spaces(indent + 4), text),
            Line::Rest(text) => paint.wrap(&spaces(indent + 4), &paint.dim(text)),
        };
        line(out, &text);
    }
}

/// Whether these are 256 bits in hexadecimal: a SHA-256 or a PDQ hash.
fn is_digest(value: &str) -> bool {
    value.len() == 64 && value.bytes().all(|byte| byte.is_ascii_hexdigit())
}
