//! What one file says. Facts know nothing of profiles' demands or rules; one file here for each format.
//!
//! A file's bytes come from strangers: every reader bounds its work and memory, and what it cannot make sense
//! of becomes [`Damage`], never a panic.

pub mod bmp;
pub mod captions;
mod cfb;
pub mod container;
pub mod damage;
pub mod dates;
pub mod digest;
pub mod document;
pub mod docx;
mod docx_text;
pub mod exif;
pub mod format;
pub mod gif;
pub mod heif;
pub mod image;
pub mod inflate;
pub mod jpeg;
mod kept;
mod markdown;
pub mod mention;
pub mod ofd;
pub mod pdf;
pub mod pdq;
pub mod personal;
pub mod pixels;
mod placeholders;
pub mod png;
mod printed;
pub mod provenance;
mod sheets;
pub mod sketch;
pub mod table;
pub mod text;
pub mod thumbnail;
pub mod tiff;
pub mod webp;
mod xml;
pub mod years;

use std::panic::{AssertUnwindSafe, catch_unwind};

use borsh::{BorshDeserialize, BorshSerialize};
use serde::Serialize;

pub use damage::{Damage, Reason};
pub use document::{PageSize, Text};
pub use format::Format;
pub use image::Image;
pub use provenance::AiLabel;
pub use table::Table;

use crate::profile::Media;

/// What was read from a file's content. Property names and units are those of `schemas/inventory.schema.json`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, BorshSerialize, BorshDeserialize)]
#[serde(rename_all = "camelCase")]
pub struct Facts {
    /// Format by content.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<Format>,
    /// Whether it was read to its last byte without damage; absent where the format is not one that we read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub intact: Option<bool>,
    /// Why it is not intact.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub damage: Option<Damage>,
    /// Pages of a document, where the file says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pages: Option<u32>,
    /// Size of the first page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page_size: Option<PageSize>,
    /// Whether the pages are pictures without any text; of formats with fixed pages only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scanned: Option<bool>,
    /// The label of generated content, of a document without text and of a table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ai_label: Option<AiLabel>,
    /// What a picture says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<Image>,
    /// What a document says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Text>,
    /// What a table says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<Table>,
}

/// The formats whose content is read for a kind of this media, besides which nothing is supported there.
#[must_use]
pub fn supported(media: Media) -> &'static [Format] {
    match media {
        Media::Text => &[Format::Docx, Format::Pdf, Format::Ofd, Format::Txt],
        Media::Image => &[Format::Jpeg, Format::Png, Format::Gif, Format::Bmp, Format::Tiff, Format::Webp],
        Media::Table => &[Format::Xlsx, Format::Xls, Format::Ods, Format::Txt],
        Media::Any => &[],
    }
}

/// Reads the facts of a file's `bytes`. Which facts depends on the content alone: a picture among the reports
/// is still a picture.
#[must_use]
pub fn read(bytes: &[u8]) -> Facts {
    let format = catch_unwind(|| format::detect(bytes)).ok().flatten();
    let facts = catch_unwind(AssertUnwindSafe(|| read_as(format, bytes))).unwrap_or_else(|_| Facts {
        damage: Some(Damage::whole(Reason::ReaderFailed)),
        intact: Some(false),
        ..Facts::default()
    });
    Facts { format, ..facts }
}

fn read_as(format: Option<Format>, bytes: &[u8]) -> Facts {
    match format {
        Some(Format::Jpeg) => image::from_jpeg(bytes),
        Some(Format::Png) => image::from_png(bytes),
        Some(Format::Gif) => image::from_gif(bytes),
        Some(Format::Bmp) => image::from_bmp(bytes),
        Some(Format::Tiff) => image::from_tiff(bytes),
        Some(Format::Webp) => image::from_webp(bytes),
        Some(Format::Heic | Format::Avif) => image::from_heif(bytes),
        Some(Format::Docx) => document::from_docx(bytes),
        Some(Format::Pdf) => document::from_pdf(bytes),
        Some(Format::Ofd) => document::from_ofd(bytes),
        Some(Format::Txt) => document::from_txt(bytes),
        Some(format @ (Format::Xlsx | Format::Ods)) => office_table(format, bytes),
        Some(Format::Xls) => match table::read(Format::Xls, bytes) {
            Ok(table) => Facts { table: Some(table), ..judged(None) },
            Err(damage) => judged(Some(damage)),
        },
        Some(Format::Pptx | Format::Odt | Format::Zip) => {
            judged(container::Container::open(bytes).and_then(|mut container| container.check_all()).err())
        }
        _ if format::is_encrypted_office(bytes) => judged(Some(Damage::whole(Reason::Encrypted))),
        _ => Facts::default(),
    }
}

/// Facts of a table in an office container, which is proved whole whether or not its cells can be read.
fn office_table(format: Format, bytes: &[u8]) -> Facts {
    let mut ai_label = None;
    let whole = container::Container::open(bytes).and_then(|mut container| {
        let mut part = |name| container.part(name).ok().flatten();
        let (custom, core) = (part("docProps/custom.xml"), part("docProps/core.xml"));
        ai_label = provenance::office::label(custom.as_deref(), core.as_deref());
        container.check_all()
    });
    match (whole.err(), table::read(format, bytes)) {
        (None, Err(damage)) if matches!(damage.reason, Reason::Encrypted | Reason::InflatesTooFar) => {
            judged(Some(damage))
        }
        (None, table) => Facts { table: table.ok(), ai_label, ..judged(None) },
        (damage, _) => judged(damage),
    }
}

/// Facts of a file of which only wholeness is known.
pub(crate) fn judged(damage: Option<Damage>) -> Facts {
    Facts { intact: Some(damage.is_none()), damage, ..Facts::default() }
}
