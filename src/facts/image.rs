//! What a picture says: its size as a person sees it, and what its EXIF tells.

use serde::Serialize;

use super::exif::{self, Exif};
use super::{Damage, Facts, bmp, gif, heif, jpeg, judged, png, tiff, webp};

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
    /// Bytes after the end of the picture, where there are any: phones put motion video and further pictures
    /// there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trailing_bytes: Option<u64>,
}

impl Image {
    /// A picture of `width` × `height` stored pixels; orientations 5 to 8 stand on their side (EXIF 2.32,
    /// section 4.6.4, Orientation).
    fn new(width: u32, height: u32, exif: Exif, trailing_bytes: u64) -> Self {
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
            trailing_bytes: (trailing_bytes > 0).then_some(trailing_bytes),
        }
    }
}

/// Facts of a JPEG.
pub(super) fn from_jpeg(bytes: &[u8]) -> Facts {
    let Some(jpeg) = jpeg::read(bytes) else { return Facts::default() };
    let exif = jpeg.exif.map(exif::read).unwrap_or_default();
    facts(jpeg.width.zip(jpeg.height), exif, jpeg.trailing_bytes, jpeg.damage)
}

/// Facts of a PNG.
pub(super) fn from_png(bytes: &[u8]) -> Facts {
    let png = png::read(bytes);
    let exif = png.exif.map(exif::read).unwrap_or_default();
    facts(png.width.zip(png.height), exif, png.trailing_bytes, png.damage)
}

/// Facts of a GIF.
pub(super) fn from_gif(bytes: &[u8]) -> Facts {
    let gif = gif::read(bytes);
    facts(gif.width.zip(gif.height), Exif::default(), gif.trailing_bytes, gif.damage)
}

/// Facts of a Windows bitmap.
pub(super) fn from_bmp(bytes: &[u8]) -> Facts {
    let bmp = bmp::read(bytes);
    facts(bmp.width.zip(bmp.height), Exif::default(), 0, bmp.damage)
}

/// Facts of a TIFF, which is itself what EXIF is written in.
pub(super) fn from_tiff(bytes: &[u8]) -> Facts {
    let tiff = tiff::read(bytes);
    let exif = Exif { orientation: tiff.orientation, ..exif::read_file(bytes) };
    facts(tiff.width.zip(tiff.height), exif, 0, tiff.damage)
}

/// Facts of a WebP.
pub(super) fn from_webp(bytes: &[u8]) -> Facts {
    let webp = webp::read(bytes);
    let exif = webp.exif.map(exif::read).unwrap_or_default();
    facts(webp.width.zip(webp.height), exif, webp.trailing_bytes, webp.damage)
}

/// Facts of a HEIC or AVIF picture. Its size is that of the turned picture already, whatever EXIF says; and
/// whether it is intact is not known unless it is not.
pub(super) fn from_heif(bytes: &[u8]) -> Facts {
    let heif = heif::read(bytes);
    let exif = heif.exif.as_deref().map(exif::read).unwrap_or_default();
    let exif = Exif { orientation: 1, ..exif };
    let facts = facts(heif.width.zip(heif.height), exif, 0, heif.damage);
    Facts { intact: facts.intact.filter(|intact| !intact), ..facts }
}

fn facts(size: Option<(u32, u32)>, exif: Exif, trailing_bytes: u64, damage: Option<Damage>) -> Facts {
    let image = size.map(|(width, height)| Image::new(width, height, exif, trailing_bytes));
    Facts { image, ..judged(damage) }
}
