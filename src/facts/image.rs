//! What a picture says: its size as a person sees it, and what its EXIF tells.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::Serialize;

use super::exif::{self, Exif};
use super::kept;
use super::pdq::{self, Pdq, pdq};
use super::pixels::{Grey, grey_as, grey_jpeg};
use super::provenance::{AiLabel, Carried, Evidence, Provenance};
use super::sketch::Sketch;
use super::{Damage, Facts, Format, bmp, gif, heif, jpeg, judged, png, tiff, webp};

/// Facts of a picture. Property names and units are those of `schemas/inventory.schema.json`.
#[derive(Debug, Clone, PartialEq, Serialize, BorshSerialize, BorshDeserialize)]
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
    #[borsh(serialize_with = "kept::put_moment", deserialize_with = "kept::moment")]
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
    /// Its perceptual hash, and how much there is to see. Absent where it is damaged or was not decoded.
    #[serde(flatten)]
    pub pdq: Option<Pdq>,
    /// A small grey picture by which it is told whether another one is this one altered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sketch: Option<Sketch>,
    /// The label of generated content.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ai_label: Option<AiLabel>,
    /// What else the file tells of how it was made.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub provenance: Vec<Evidence>,
}

impl Image {
    /// A picture of `width` × `height` stored pixels; orientations 5 to 8 stand on their side (EXIF 2.32,
    /// section 4.6.4, Orientation).
    fn new(width: u32, height: u32, provenance: Provenance, exif: Exif, trailing_bytes: u64) -> Self {
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
            pdq: None,
            sketch: None,
            ai_label: provenance.label,
            provenance: provenance.evidence,
        }
    }
}

/// What was read of a picture.
#[derive(Default)]
struct Read<'a> {
    /// Pixels across and down, as stored.
    size: Option<(u32, u32)>,
    exif: Exif,
    carried: Carried<'a>,
    trailing_bytes: u64,
    damage: Option<Damage>,
}

/// Facts of a JPEG.
pub(super) fn from_jpeg(bytes: &[u8]) -> Facts {
    let Some(jpeg) = jpeg::read(bytes) else { return Facts::default() };
    let read = Read {
        size: jpeg.width.zip(jpeg.height),
        exif: jpeg.exif.map(exif::read).unwrap_or_default(),
        carried: Carried::by_jpeg(&jpeg.metadata),
        trailing_bytes: jpeg.trailing_bytes,
        damage: jpeg.damage.clone(),
    };
    facts(read, |_| grey_jpeg(bytes, &jpeg, pdq::SIDE))
}

/// Facts of a PNG.
pub(super) fn from_png(bytes: &[u8]) -> Facts {
    let png = png::read(bytes);
    let read = Read {
        size: png.width.zip(png.height),
        exif: png.exif.map(exif::read).unwrap_or_default(),
        carried: Carried::by_png(&png.metadata),
        trailing_bytes: png.trailing_bytes,
        damage: png.damage,
    };
    facts(read, decoded(Format::Png, bytes))
}

/// Facts of a GIF.
pub(super) fn from_gif(bytes: &[u8]) -> Facts {
    let gif = gif::read(bytes);
    let read = Read {
        size: gif.width.zip(gif.height),
        carried: Carried::plain(gif.xmp, None, None),
        trailing_bytes: gif.trailing_bytes,
        damage: gif.damage,
        ..Read::default()
    };
    facts(read, decoded(Format::Gif, bytes))
}

/// Facts of a Windows bitmap.
pub(super) fn from_bmp(bytes: &[u8]) -> Facts {
    let bmp = bmp::read(bytes);
    let read = Read { size: bmp.width.zip(bmp.height), damage: bmp.damage, ..Read::default() };
    facts(read, decoded(Format::Bmp, bytes))
}

/// Facts of a TIFF, which is itself what EXIF is written in.
pub(super) fn from_tiff(bytes: &[u8]) -> Facts {
    let tiff = tiff::read(bytes);
    let read = Read {
        size: tiff.width.zip(tiff.height),
        exif: Exif { orientation: tiff.orientation, ..exif::read_file(bytes) },
        carried: Carried::plain(tiff.xmp, None, tiff.photoshop),
        damage: tiff.damage,
        ..Read::default()
    };
    facts(read, decoded(Format::Tiff, bytes))
}

/// Facts of a WebP.
pub(super) fn from_webp(bytes: &[u8]) -> Facts {
    let webp = webp::read(bytes);
    let read = Read {
        size: webp.width.zip(webp.height),
        exif: webp.exif.map(exif::read).unwrap_or_default(),
        carried: Carried::plain(webp.xmp, webp.c2pa, None),
        trailing_bytes: webp.trailing_bytes,
        damage: webp.damage,
    };
    facts(read, decoded(Format::Webp, bytes))
}

/// Facts of a HEIC or AVIF picture. Its size is that of the turned picture already, whatever EXIF says; and
/// whether it is intact is not known unless it is not.
pub(super) fn from_heif(bytes: &[u8]) -> Facts {
    let heif = heif::read(bytes);
    let exif = heif.exif.as_deref().map(exif::read).unwrap_or_default();
    let exif = Exif { orientation: 1, ..exif };
    let read = Read { size: heif.width.zip(heif.height), exif, damage: heif.damage, ..Read::default() };
    let facts = facts(read, |_| None);
    Facts { intact: facts.intact.filter(|intact| !intact), ..facts }
}

/// The picture made small, once its orientation is known.
fn decoded(format: Format, bytes: &[u8]) -> impl FnOnce(u8) -> Option<Grey> {
    move |orientation| grey_as(format, bytes, orientation, pdq::SIDE)
}

fn facts(read: Read<'_>, grey: impl FnOnce(u8) -> Option<Grey>) -> Facts {
    let Read { size, exif, carried, trailing_bytes, damage } = read;
    // What decoders make of a damaged picture is not what it shows.
    let grey = damage.is_none().then(|| grey(exif.orientation)).flatten();
    let image = size.map(|(width, height)| Image {
        pdq: grey.as_ref().and_then(pdq),
        sketch: grey.as_ref().and_then(Sketch::of),
        ..Image::new(width, height, carried.tells(&exif, grey.as_ref()), exif, trailing_bytes)
    });
    Facts { image, ..judged(damage) }
}
