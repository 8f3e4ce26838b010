//! A picture on the page, with what is known of it.

use data_encoding::BASE64;

use crate::check::Elsewhere;
use crate::check::reuse::Area;
use crate::facts::thumbnail::{self, Thumbnail};
use crate::inventory::Material;
use crate::report::batch::Side;
use crate::report::{in_origin, sanitize};
use crate::text::{Lang, Message};

/// A picture, or the place of one that cannot be shown, and what is written below.
pub(super) struct Figure {
    pub(super) source: Option<Source>,
    /// What a screen reader says instead of the picture.
    pub(super) alt: String,
    /// Its path, where the page does not show it already.
    pub(super) path: Option<String>,
    /// Caption, date, place.
    pub(super) lines: Vec<String>,
    /// Areas that are marked: from the left and the top, width and height, in thousandths.
    pub(super) marks: Vec<[u16; 4]>,
}

/// The picture inside the page.
pub(super) struct Source {
    pub(super) data: String,
    pub(super) width: u32,
    pub(super) height: u32,
}

impl Figure {
    pub(super) fn of(
        material: &Material,
        thumbnail: Option<&Thumbnail>,
        shows_path: bool,
        lang: Lang,
    ) -> Self {
        let lines = lines(material, lang);
        let name = material.path.rsplit('/').next().unwrap_or_default();
        let event = material.caption.as_ref().and_then(|caption| caption.event.as_deref());
        Self {
            source: thumbnail.map(Source::of),
            alt: sanitize(event.unwrap_or(name)),
            path: shows_path.then(|| sanitize(&material.path)),
            lines,
            marks: Vec::new(),
        }
    }

    /// A picture of another submission: what its inventory keeps of it.
    pub(super) fn elsewhere(other: &Elsewhere, lang: Lang) -> Self {
        let made = other.sketch.as_ref().and_then(thumbnail::of_sketch);
        let path = sanitize(&in_origin(other));
        let units = Message::List(other.units.iter().cloned().map(Message::Plain).collect());
        let place = sanitize(&format!("{} {}", other.indicator, units.in_lang(lang)));
        Self {
            source: made.as_ref().map(Source::of),
            alt: path.clone(),
            path: Some(path),
            lines: vec![place.trim_end().to_owned(), Message::new("html-sketch").in_lang(lang)],
            marks: Vec::new(),
        }
    }

    /// A picture of one of several submissions: what its inventory keeps of it.
    pub(super) fn side(side: &Side, lang: Lang) -> Self {
        let made = side.sketch.as_ref().and_then(thumbnail::of_sketch);
        let units = Message::List(side.responsible.iter().cloned().map(Message::Plain).collect());
        let code = side.indicator.as_deref().unwrap_or_default();
        let place = sanitize(&format!("{code} {}", units.in_lang(lang)));
        let path = side.path.as_deref().map(sanitize);
        let mut lines: Vec<String> = path.iter().cloned().collect();
        lines.push(place.trim().to_owned());
        lines.extend(side.changes.as_deref().map(sanitize));
        lines.extend(side.past.then(|| Message::new("batch-past").in_lang(lang)));
        let mut figure = Self {
            source: made.as_ref().map(Source::of),
            alt: path.unwrap_or_default(),
            path: Some(sanitize(&side.item)),
            lines,
            marks: Vec::new(),
        };
        figure.mark(&side.marks, lang);
        figure
    }

    /// Marks areas of the picture, and says what that means.
    pub(super) fn mark(&mut self, areas: &[Area], lang: Lang) {
        if areas.is_empty() || self.source.is_none() {
            return;
        }
        if self.marks.is_empty() {
            self.lines.push(Message::new("html-mark").in_lang(lang));
        }
        self.marks.extend(areas.iter().map(|area| {
            let [left, top] = [area.left, area.top].map(thousandths);
            let [right, bottom] = [area.right, area.bottom].map(thousandths);
            [left, top, right.saturating_sub(left), bottom.saturating_sub(top)]
        }));
    }
}

impl Source {
    fn of(thumbnail: &Thumbnail) -> Self {
        Self {
            data: format!("data:image/jpeg;base64,{}", BASE64.encode(&thumbnail.jpeg)),
            width: thumbnail.width,
            height: thumbnail.height,
        }
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "casts of floats saturate")]
fn thousandths(share: f32) -> u16 {
    (share.clamp(0.0, 1.0) * 1000.0).round() as u16
}

/// What people want to know of a picture: what it shows, when and where it was taken, how large it is.
pub(super) fn lines(material: &Material, lang: Lang) -> Vec<String> {
    let said = |message: &Message| sanitize(&message.in_lang(lang));
    let mut lines = Vec::new();
    if let Some(caption) = &material.caption {
        lines.extend(caption.event.as_deref().map(sanitize));
        let who_and_where = [&caption.place, &caption.people, &caption.media];
        let parts: Vec<String> = who_and_where.into_iter().flatten().map(|part| sanitize(part)).collect();
        lines.extend((!parts.is_empty()).then(|| parts.join(" · ")));
    }
    let date = material.date.map(|date| {
        let date = date.to_string();
        match material.date_source {
            Some(source) => {
                said(&Message::new("shown-date").with("date", date).with("source", source.message()))
            }
            None => date,
        }
    });
    let image = material.facts.image.as_ref();
    // With spaces that no line is broken at.
    let size = image.map(|image| format!("{}\u{a0}×\u{a0}{}", image.width, image.height));
    let camera = image.and_then(|image| image.camera.as_deref()).map(sanitize);
    lines.extend(date);
    let parts: Vec<String> = [size, camera].into_iter().flatten().collect();
    lines.extend((!parts.is_empty()).then(|| parts.join(" · ")));
    lines
}
