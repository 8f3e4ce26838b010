//! What an OFD says: its text, its title, its pages, and whether it is whole (GB/T 33190-2016).
//!
//! The parts, in the order in which bytes go through them:
//!
//! - `package` finds files inside the container, whose names writers spell in many ways.
//! - `structure` reads what leads to the pages: `OFD.xml`, `Document.xml`, resources.
//! - `drawing` reads what a page, a template or a composite graphic draws, `text` tells where characters stand,
//!   `show` puts it all on the page. `printed` makes lines and paragraphs of it.
//!
//! Annotations, stamps and attachments are not part of the text. Pictures are never decoded. All work is charged
//! to one budget, so that no file takes long.

mod drawing;
mod package;
mod show;
mod structure;
#[cfg(test)]
mod tests;
mod text;
mod walk;

use super::PageSize;
use super::container::Container;
use super::damage::{Damage, Reason};
use super::printed::Paragraphs;
use super::provenance::AiLabel;

use self::package::Package;
use self::show::Shelf;
use self::structure::{Document, Page, PageArea};

/// Characters of a title.
const MAX_TITLE: usize = 1000;
/// Bytes of text kept; more is not a document that people read.
const MAX_TEXT: usize = 16 << 20;

/// What an OFD says. A fact that could not be known is absent.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Ofd {
    /// Number of pages of all documents in the file.
    pub pages: Option<u32>,
    /// Size of the first page: the physical box of the page or of its document (7.5).
    pub page_size: Option<PageSize>,
    /// Whether no page has text and some show pictures. Absent in a damaged file.
    pub scanned: Option<bool>,
    /// The first title among those of the documents (7.4), trimmed; absent if empty.
    pub title: Option<String>,
    /// The label of generated content in its custom data.
    pub ai_label: Option<AiLabel>,
    /// The text of all documents, paragraphs separated by line feeds; absent when no page has any, and where it
    /// cannot be read.
    pub text: Option<String>,
    /// The first damage found. Text may be known nevertheless, where only a picture is damaged.
    pub damage: Option<Damage>,
}

/// Reads an OFD and proves it whole.
#[must_use]
pub fn read(bytes: &[u8]) -> Ofd {
    let mut ofd = Ofd::default();
    let read = Container::open(bytes).and_then(|container| {
        let mut package = Package::new(container);
        if package.is_encrypted() {
            return Err(Damage::whole(Reason::Encrypted));
        }
        let read = examine(&mut package, &mut ofd);
        Ok(read.err().or_else(|| package.check_all().err()))
    });
    ofd.damage = read.unwrap_or_else(Some);
    if ofd.damage.is_some() {
        ofd.scanned = None;
    }
    ofd
}

fn examine(package: &mut Package<'_>, ofd: &mut Ofd) -> Result<(), Damage> {
    let mut documents = Vec::new();
    for body in structure::bodies(package)? {
        let title = body.title.trim();
        if ofd.title.is_none() && !title.is_empty() {
            ofd.title = Some(title.chars().take(MAX_TITLE).collect());
        }
        ofd.ai_label = ofd.ai_label.take().or(body.ai_label);
        documents.push(Document::read(package, &body.root)?);
    }
    let pages: usize = documents.iter().map(|document| document.pages.len()).sum();
    ofd.pages = u32::try_from(pages).ok();
    let mut texts = Vec::new();
    let mut length = 0usize;
    let mut pictures = false;
    let mut whole = true;
    for (index, document) in documents.iter().enumerate() {
        let mut shelf = Shelf::of(document, package)?;
        let mut paragraphs = Paragraphs::default();
        for (number, location) in document.pages.iter().enumerate() {
            let page = Page::read(package, &document.folder, location)?;
            let area = page.area.or(document.area);
            if (index, number) == (0, 0) {
                ofd.page_size = area.map(PageArea::size);
            }
            let lines = shelf.show(&page, package)?;
            pictures |= lines.pictures;
            paragraphs.page(lines, area.map(PageArea::corners));
        }
        whole &= shelf.has_all_pictures();
        let text = paragraphs.text.trim_end().to_owned();
        length = length.saturating_add(text.len());
        if length > MAX_TEXT {
            return Err(Damage::whole(Reason::InflatesTooFar));
        }
        texts.extend(Some(text).filter(|text| !text.is_empty()));
    }
    ofd.scanned = Some(texts.is_empty() && pictures);
    ofd.text = Some(texts.join("\n")).filter(|text| !text.is_empty());
    if whole { Ok(()) } else { Err(Damage::whole(Reason::Structure)) }
}
