//! What a document says: its text, counted as office software counts.

use serde::Serialize;

use super::pdf::{self, Pdf};
use super::{Damage, Facts, Reason, docx, judged, table, text};

/// Facts of a document. Property names and units are those of `schemas/inventory.schema.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Text {
    /// Characters without spaces.
    pub characters: u64,
    /// 字数: each CJK character or punctuation mark is one, each run of other letters and digits is one.
    pub words: u64,
    /// Pages, where the file says; the same as [`Facts::pages`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pages: Option<u32>,
    /// The title property, else the first heading.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The text, paragraphs separated by line feeds.
    pub content: String,
}

/// Size of a page as it is shown, in millimetres, rounded to one decimal.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct PageSize {
    /// From left to right.
    pub width: f64,
    /// From top to bottom.
    pub height: f64,
}

impl Text {
    fn new(content: String, pages: Option<u32>, title: Option<String>) -> Self {
        let text::Counts { characters, words } = text::count(&content);
        Self { characters, words, pages, title, content }
    }
}

/// Facts of a DOCX.
pub(super) fn from_docx(bytes: &[u8]) -> Facts {
    let docx = docx::read(bytes);
    let text = docx.text.map(|text| Text::new(text, docx.pages, docx.title));
    Facts { text, pages: docx.pages, ..judged(docx.damage) }
}

/// Facts of a PDF.
pub(super) fn from_pdf(bytes: &[u8]) -> Facts {
    let pdf = pdf::read(bytes);
    let text = pdf.text.map(|text| Text::new(text, pdf.pages, pdf.title));
    let Pdf { pages, page_size, scanned, .. } = pdf;
    Facts { pages, page_size, scanned, text, ..judged(pdf.damage) }
}

/// Facts of a plain text.
pub(super) fn from_txt(bytes: &[u8]) -> Facts {
    match text::decode(bytes) {
        Some(content) => {
            let table = table::of_text(&content);
            Facts { text: Some(Text::new(content, None, None)), table, ..judged(None) }
        }
        None => judged(Some(Damage::whole(Reason::DataCorrupt))),
    }
}
