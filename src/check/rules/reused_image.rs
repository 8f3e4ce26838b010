//! `reused-image`: the same picture again, altered. `similar-image`: the same place at another moment, for a person
//! to look at.

use serde_json::Value;

use super::{DISTANCE, Found, KINDS, Rule, Subject};
use crate::check::reuse::{self, CANDIDATE, Change, Match, Verdict};
use crate::facts::Format;
use crate::inventory::Material;
use crate::profile::{Media, RuleSetting, Severity};
use crate::text::Message;

pub(super) struct ReusedImage;
pub(super) struct SimilarImage;

/// Other pictures that a finding names.
const MOST_RELATED: usize = 20;
/// Pictures in which there is less to see, of 100, are not compared: blank pages are all alike.
const LEAST_QUALITY: u8 = 10;
/// Percent by which brightness or contrast must differ to be worth a word.
const LEAST_LIGHT: i16 = 5;

/// A picture that was compared with all others.
pub(super) struct Picture {
    code: String,
    path: String,
    sha256: Option<String>,
    width: u32,
    height: u32,
    bytes: u64,
    format: Option<Format>,
}

/// What comparing all pictures with each other has shown.
pub(super) struct Reuse {
    pictures: Vec<Picture>,
    matches: Vec<Match>,
}

impl Reuse {
    /// Compares the pictures of a submission. The one that shows most comes first: it is rather the original.
    pub(super) fn of(subject: &Subject<'_>) -> Self {
        let is_picture =
            |kind: &str| subject.profile.kind(kind).is_some_and(|kind| kind.media == Media::Image);
        let looks = |kind: &str| is_picture(kind) && subject.has_kind(&ReusedImage, kind);
        let all = subject.materials().filter(|(_, kind, _)| looks(kind));
        let mut all: Vec<_> = all.filter_map(|(code, _, material)| one(code, material)).collect();
        let pixels = |picture: &Picture| u64::from(picture.width) * u64::from(picture.height);
        all.sort_by(|(a, _), (b, _)| {
            (pixels(b), b.bytes).cmp(&(pixels(a), a.bytes)).then_with(|| a.path.cmp(&b.path))
        });
        let (pictures, sketches): (Vec<Picture>, Vec<_>) = all.into_iter().unzip();
        let distance = match subject.profile.rules.get(ReusedImage.name()) {
            Some(RuleSetting::On { options, .. }) => options.get(DISTANCE).and_then(Value::as_u64),
            _ => None,
        };
        let distance = distance.and_then(|bits| u32::try_from(bits).ok()).unwrap_or(CANDIDATE);
        // Whoever has the same bytes is a duplicate, which another rule tells.
        let copies = |one: usize, other: usize| match (pictures.get(one), pictures.get(other)) {
            (Some(one), Some(other)) => one.sha256.is_some() && one.sha256 == other.sha256,
            _ => false,
        };
        let matches = reuse::search(&sketches, distance, copies);
        Self { pictures, matches }
    }

    /// The matches of each picture that comes second, the best first.
    fn groups(&self) -> impl Iterator<Item = (&Picture, Vec<(&Picture, &Verdict)>)> {
        self.matches.chunk_by(|one, next| one.second == next.second).filter_map(|group| {
            let second = self.pictures.get(group.first()?.second)?;
            let mut firsts: Vec<_> = group
                .iter()
                .filter_map(|found| Some((self.pictures.get(found.first)?, &found.verdict)))
                .collect();
            firsts.sort_by_key(|(_, verdict)| match verdict {
                Verdict::Same { certainty, .. } => (0, 100 - certainty),
                Verdict::Similar { share } => (1, 100 - share.min(&100)),
                Verdict::Different => (2, 0),
            });
            Some((second, firsts))
        })
    }
}

fn one<'a>(code: &str, material: &'a Material) -> Option<(Picture, &'a crate::facts::sketch::Sketch)> {
    let image = material.facts.image.as_ref()?;
    image.pdq.as_ref().filter(|pdq| pdq.quality >= LEAST_QUALITY)?;
    let picture = Picture {
        code: code.to_owned(),
        path: material.path.clone(),
        sha256: material.sha256.clone(),
        width: image.width,
        height: image.height,
        bytes: material.bytes,
        format: material.facts.format,
    };
    Some((picture, image.sketch.as_ref()?))
}

impl Rule for ReusedImage {
    fn name(&self) -> &'static str {
        "reused-image"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn options(&self) -> &'static [&'static str] {
        &[DISTANCE, KINDS]
    }

    fn find(&self, subject: &Subject<'_>, found: &mut Found<'_>) {
        let reuse = found.reuse(subject);
        for (picture, firsts) in reuse.groups() {
            let same = firsts.iter().filter(|(_, verdict)| matches!(verdict, Verdict::Same { .. }));
            let same: Vec<&Picture> = same.map(|(first, _)| *first).collect();
            let Some((first, Verdict::Same { changes, certainty })) = firsts.first() else { continue };
            let changes = described(first, picture, changes);
            let message = Message::new("finding-reused-image")
                .with("place", place(subject, found, first))
                .with("changes", Message::List(changes))
                .with("certainty", u32::from(*certainty));
            tell(found, picture, &same, message);
        }
    }
}

impl Rule for SimilarImage {
    fn name(&self) -> &'static str {
        "similar-image"
    }

    fn severity(&self) -> Severity {
        Severity::Info
    }

    fn find(&self, subject: &Subject<'_>, found: &mut Found<'_>) {
        let reuse = found.reuse(subject);
        for (picture, firsts) in reuse.groups() {
            // One that is another one is told already.
            let Some((first, Verdict::Similar { share })) = firsts.first() else { continue };
            let similar: Vec<&Picture> = firsts.iter().map(|(first, _)| *first).collect();
            let message = Message::new("finding-similar-image")
                .with("place", place(subject, found, first))
                .with("share", u32::from(*share));
            tell(found, picture, &similar, message);
        }
    }
}

/// A finding at a picture about those it has to do with, for all units that answer for one of them.
fn tell(found: &mut Found<'_>, picture: &Picture, others: &[&Picture], message: Message) {
    let mut responsible = found.responsible(&picture.code).to_vec();
    for unit in others.iter().flat_map(|other| found.responsible(&other.code)) {
        if !responsible.contains(unit) {
            responsible.push(unit.clone());
        }
    }
    let finding = found.at(Some(&picture.code), &picture.path, message);
    finding.related = others.iter().take(MOST_RELATED).map(|other| other.path.clone()).collect();
    finding.responsible = responsible;
}

/// The indicator of a picture, and who answers for it.
fn place(subject: &Subject<'_>, found: &Found<'_>, picture: &Picture) -> Message {
    let title = subject.profile.indicator(&picture.code).map(|indicator| indicator.title.clone());
    let units = found.responsible(&picture.code).iter().cloned().map(Message::Plain).collect();
    Message::new("place-of-picture")
        .with("code", &picture.code)
        .with("title", title.map_or_else(|| Message::Plain(String::new()), Message::Given))
        .with("units", Message::List(units))
}

/// What was done to the first picture to get the second, in words.
fn described(first: &Picture, second: &Picture, changes: &[Change]) -> Vec<Message> {
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
    said
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
