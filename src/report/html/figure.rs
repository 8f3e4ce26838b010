//! A picture on the page, with what is known of it.

use data_encoding::BASE64;

use crate::facts::thumbnail::Thumbnail;
use crate::inventory::Material;
use crate::report::sanitize;
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
        let source = thumbnail.map(|thumbnail| Source {
            data: format!("data:image/jpeg;base64,{}", BASE64.encode(&thumbnail.jpeg)),
            width: thumbnail.width,
            height: thumbnail.height,
        });
        let lines = lines(material, lang);
        let name = material.path.rsplit('/').next().unwrap_or_default();
        let event = material.caption.as_ref().and_then(|caption| caption.event.as_deref());
        Self {
            source,
            alt: sanitize(event.unwrap_or(name)),
            path: shows_path.then(|| sanitize(&material.path)),
            lines,
        }
    }
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
