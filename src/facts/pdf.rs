//! What a PDF says: its text, its title, its pages, and whether it is whole (ISO 32000-2).
//!
//! The parts, in the order in which bytes go through them:
//!
//! - `xref` reads where every object is, strictly: a file whose end does not lead there was cut.
//! - `file` tries every place and hands the file to the parser in a form in which it has nothing to repair.
//! - `decode` undoes the filters of streams, with bounds that the parser does not have.
//! - `pages` walks the page tree, `content` runs what pages draw, `font` and `encoding` tell what codes mean.
//! - `layout` makes lines of text out of glyphs.
//!
//! Pictures are never decoded. All work is charged to one budget, so that no file takes long.

mod content;
mod decode;
mod encoding;
mod file;
mod font;
mod layout;
mod pages;
#[cfg(test)]
mod tests;
mod xref;

use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro_syntax::object::String as PdfString;

use self::content::Reader;
use self::decode::Budget;
use self::file::File;
use self::pages::Shelf;
use super::damage::{Damage, Reason};

/// What reading one document may cost, in bytes decoded, looked at and run; a book of 500 pages takes some 50 MB.
/// All of it spent on the slowest content takes about two seconds.
const BUDGET: usize = 128 << 20;
/// Bytes of text kept; more is not a document that people read.
const MAX_TEXT: usize = 16 << 20;
/// Characters of a title.
const MAX_TITLE: usize = 1000;

/// What a PDF says. A fact that could not be known is absent.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pdf {
    /// Number of pages in the page tree.
    pub pages: Option<u32>,
    /// `/Title` of the information dictionary (14.3.3), trimmed; absent if empty.
    pub title: Option<String>,
    /// The text, lines ended by line feeds; absent when no page has any (a scan), and in a damaged file.
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
        pdf.text = None;
    }
    pdf
}

fn examine(bytes: &[u8], pdf: &mut Pdf) -> Result<(), Damage> {
    let mut budget = Budget::new(BUDGET);
    let file = File::open(bytes, &mut budget)?;
    pdf.title = title(&file).map_err(Damage::whole)?;
    let shelf = Shelf::default();
    let reader = Reader::new(&file, &shelf);
    let mut text = String::new();
    let pages = pages::walk(&file, &shelf, &mut budget, |page, resources, budget| {
        let page = reader.page(page, resources, budget)?;
        if text.len() + page.len() <= MAX_TEXT {
            text.push_str(&page);
        }
        Ok(())
    });
    pdf.pages = Some(pages.map_err(Damage::whole)?);
    text.truncate(text.trim_end().len());
    pdf.text = Some(text).filter(|text| !text.is_empty());
    Ok(())
}

fn title(file: &File) -> Result<Option<String>, Reason> {
    let Some(info) = file.info else { return Ok(None) };
    let Some(info) = file.dict(info)? else { return Ok(None) };
    file.reachable(&info, b"Title")?;
    let title = info.get::<PdfString<'_>>(b"Title").map(|title| encoding::text_string(&title));
    let title: Option<String> = title.map(|title| title.trim().chars().take(MAX_TITLE).collect());
    Ok(title.filter(|title| !title.is_empty()))
}
