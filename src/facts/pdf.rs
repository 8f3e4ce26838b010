//! What a PDF says: its text, its title, its pages, and whether it is whole (ISO 32000-2).
//!
//! The parts, in the order in which bytes go through them:
//!
//! - `xref` reads where every object is, strictly: a file whose end does not lead there was cut.
//! - `file` tries every place and hands the file to the parser in a form in which it has nothing to repair.
//! - `decode` undoes the filters of streams, with bounds that the parser does not have.
//! - `pages` walks the page tree, `content` runs what pages draw, `font`, `encoding` and `widths` tell what codes
//!   mean, `path` where tables are ruled.
//! - `printed`, which is for OFD as well, makes lines and paragraphs out of glyphs.
//!
//! Pictures are never decoded. All work is charged to one budget, so that no file takes long.

mod content;
mod decode;
mod encoding;
mod file;
mod font;
mod pages;
mod path;
#[cfg(test)]
mod tests;
mod widths;
mod xref;

use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro_syntax::object::{Stream, String as PdfString};

use self::content::Reader;
use self::decode::Budget;
use self::file::File;
use self::pages::Shelf;
use super::PageSize;
use super::damage::{Damage, Reason};
use super::printed::Paragraphs;
use super::provenance::{self, AiLabel};

/// What reading one document may cost, in bytes decoded, looked at and run; a book of 500 pages takes some 50 MB.
/// All of it spent on the slowest content takes about two seconds.
const BUDGET: usize = 128 << 20;
/// Millimetres in a point.
const MILLIMETRES: f64 = 25.4 / 72.0;
/// Characters of a title.
const MAX_TITLE: usize = 1000;

/// What a PDF says. A fact that could not be known is absent.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Pdf {
    /// Number of pages in the page tree.
    pub pages: Option<u32>,
    /// Size of the first page as viewers show it: crop box, rotation and user unit applied (14.11.2, 7.7.3.4).
    pub page_size: Option<PageSize>,
    /// Whether no page has text and some show pictures. A layer of invisible text, as text recognition adds it,
    /// is text. Absent in a damaged file.
    pub scanned: Option<bool>,
    /// `/Title` of the information dictionary (14.3.3), trimmed; absent if empty.
    pub title: Option<String>,
    /// The label of generated content in the information dictionary or in the document's XMP (14.3.2).
    pub ai_label: Option<AiLabel>,
    /// The text, paragraphs separated by line feeds; absent when no page has any, and in a damaged file.
    pub text: Option<String>,
    /// Why the file is not whole.
    pub damage: Option<Damage>,
}

/// Reads a PDF; `%PDF-` is known to stand in the first 1024 bytes.
#[must_use]
pub fn read(bytes: &[u8]) -> Pdf {
    let mut pdf = Pdf::default();
    let outcome = catch_unwind(AssertUnwindSafe(|| examine(bytes, &mut pdf)));
    pdf.damage = match outcome {
        Ok(Ok(())) => None,
        Ok(Err(damage)) => Some(damage),
        Err(_) => Some(Damage::whole(Reason::ReaderFailed)),
    };
    if pdf.damage.is_some() {
        (pdf.text, pdf.scanned) = (None, None);
    }
    pdf
}

fn examine(bytes: &[u8], pdf: &mut Pdf) -> Result<(), Damage> {
    let mut budget = Budget::new(BUDGET);
    let file = File::open(bytes, &mut budget)?;
    pdf.title = title(&file).map_err(Damage::whole)?;
    pdf.ai_label = AiLabel::joined(labels(&file, &mut budget));
    let shelf = Shelf::default();
    let reader = Reader::new(&file, &shelf);
    let mut paragraphs = Paragraphs::default();
    let mut pictures = false;
    let mut first = None;
    let pages = pages::walk(&file, &shelf, &mut budget, |page, resources, sheet, budget| {
        first.get_or_insert(sheet);
        let lines = reader.page(page, resources, budget)?;
        pictures |= lines.pictures;
        let shown = sheet.shown().map(|area| [(area.x0, area.y0), (area.x1, area.y1)]);
        paragraphs.page(lines, shown);
        Ok(())
    });
    pdf.page_size = first.and_then(|sheet| sheet.size()).map(|(width, height)| millimetres(width, height));
    pdf.pages = Some(pages.map_err(Damage::whole)?);
    let mut text = paragraphs.text;
    text.truncate(text.trim_end().len());
    pdf.scanned = Some(text.is_empty() && pictures);
    pdf.text = Some(text).filter(|text| !text.is_empty());
    Ok(())
}

fn millimetres(width: f64, height: f64) -> PageSize {
    let rounded = |points: f64| (points * MILLIMETRES * 10.0).round() / 10.0;
    PageSize { width: rounded(width), height: rounded(height) }
}

fn title(file: &File) -> Result<Option<String>, Reason> {
    let Some(info) = file.info else { return Ok(None) };
    let Some(info) = file.dict(info)? else { return Ok(None) };
    file.reachable(&info, b"Title")?;
    let title = info.get::<PdfString<'_>>(b"Title").map(|title| encoding::text_string(&title));
    let title: Option<String> = title.map(|title| title.trim().chars().take(MAX_TITLE).collect());
    Ok(title.filter(|title| !title.is_empty()))
}

/// The labels of generated content. What cannot be read of them leaves the document as it is.
fn labels(file: &File, budget: &mut Budget) -> Vec<AiLabel> {
    let mut labels = Vec::new();
    if let Some(info) = file.info.and_then(|info| file.dict(info).ok().flatten()) {
        for key in ["AIGC", "Keywords", "Subject", "Creator", "Producer", "Author"] {
            if file.reachable(&info, key.as_bytes()).is_err() {
                continue;
            }
            let Some(text) = info.get::<PdfString<'_>>(key.as_bytes()) else { continue };
            let (text, place) = (encoding::text_string(&text), format!("PDF Info {key}"));
            labels.extend(match key {
                "AIGC" => AiLabel::of_field(&text, &place),
                _ => AiLabel::within(&text, &place),
            });
        }
    }
    labels.extend(packet(file, budget).and_then(|packet| provenance::label_of_packet(&packet, "PDF XMP")));
    labels
}

/// The XMP packet of the document.
fn packet(file: &File, budget: &mut Budget) -> Option<Vec<u8>> {
    const KEY: &[u8] = b"Metadata";
    let root = file.dict(file.root).ok()??;
    file.reachable(&root, KEY).ok()?;
    let stream = root.get::<Stream<'_>>(KEY)?;
    file.data(&stream, budget).ok()
}
