//! What a picture says: its size as a person sees it, and what its EXIF tells.

use serde::Serialize;

use super::exif::{self, Exif};
use super::{Facts, jpeg, judged, png};

/// Facts of a picture. Property names and units are those of `schemas/inventory.schema.json`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Image {
    /// Pixels across, EXIF orientation applied.
    pub width: u32,
    /// Pixels down, EXIF orientation applied.
    pub height: u32,
    /// width × height / 1,000,000, rounded to two decimals.
    pub megapixels: f64,
    /// When the picture was taken, by the camera's clock.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub taken_at: Option<jiff::civil::DateTime>,
    /// The camera clock's distance from UTC, `+08:00`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub taken_at_offset: Option<String>,
    /// A day of being taken that EXIF writes and that does not exist, as written: `2026:13:45`.
    #[serde(skip)]
    pub impossible_date: Option<String>,
    /// Whether the picture says that it is a screenshot, so that it was taken when it was saved.
    #[serde(skip)]
    pub is_screenshot: bool,
    /// Maker and model.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub camera: Option<String>,
    /// The program or firmware that wrote the picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub software: Option<String>,
    /// Where it was taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gps: Option<exif::Gps>,
}

impl Image {
    /// A picture of `width` × `height` stored pixels; orientations 5 to 8 stand on their side (EXIF 2.32,
    /// section 4.6.4, Orientation).
    fn new(width: u32, height: u32, exif: Exif) -> Self {
        let (width, height) = if exif.orientation >= 5 { (height, width) } else { (width, height) };
        let pixels = f64::from(width) * f64::from(height);
        Self {
            width,
            height,
            megapixels: (pixels / 10_000.0).round() / 100.0,
            taken_at: exif.taken_at,
            taken_at_offset: exif.taken_at_offset,
            impossible_date: exif.impossible_date,
            // Apple's phones write this into `UserComment`.
            is_screenshot: exif.user_comment.as_deref() == Some("Screenshot"),
            camera: exif.camera,
            software: exif.software,
            gps: exif.gps,
        }
    }
}

/// Facts of a JPEG.
pub(super) fn from_jpeg(bytes: &[u8]) -> Facts {
    let Some(jpeg) = jpeg::read(bytes) else { return Facts::default() };
    let exif = jpeg.exif.map(exif::read).unwrap_or_default();
    let image = jpeg.width.zip(jpeg.height).map(|(width, height)| Image::new(width, height, exif));
    Facts { image, ..judged(jpeg.damage) }
}

/// Facts of a PNG.
pub(super) fn from_png(bytes: &[u8]) -> Facts {
    let png = png::read(bytes);
    let exif = png.exif.map(exif::read).unwrap_or_default();
    let image = png.width.zip(png.height).map(|(width, height)| Image::new(width, height, exif));
    Facts { image, ..judged(png.damage) }
}
