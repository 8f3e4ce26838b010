//! What a document says: its text, counted as office software counts.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::Serialize;

use super::markdown::{self, Markdown};
use super::mention::Mention;
use super::ofd::{self, Ofd};
use super::pdf::{self, Pdf};
use super::personal::{self, PersonalNumber};
use super::provenance::AiLabel;
use super::years::{self, Year};
use super::{Damage, Facts, Reason, docx, judged, placeholders, table, text};

/// Facts of a document. Property names and units are those of `schemas/inventory.schema.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, BorshSerialize, BorshDeserialize)]
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
    /// The label of generated content.
    #[serde(rename = "aiLabel", skip_serializing_if = "Option::is_none")]
    pub ai_label: Option<AiLabel>,
    /// The text, paragraphs separated by line feeds. Personal data are masked.
    pub content: String,
    /// What is left of a template, as written, in the order of appearance: `X月X日`, `××县`. At most 50.
    pub placeholders: Vec<Mention<String>>,
    /// The years that the text speaks of as its own, in ascending order.
    pub years: Vec<Mention<Year>>,
    /// Identity numbers, mobile numbers and bank cards, masked, in the order of appearance. At most 50.
    #[serde(rename = "personalData")]
    pub personal_data: Vec<Mention<PersonalNumber>>,
}

/// Size of a page as it is shown, in millimetres, rounded to one decimal.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, BorshSerialize, BorshDeserialize)]
pub struct PageSize {
    /// From left to right.
    pub width: f64,
    /// From top to bottom.
    pub height: f64,
}

impl Text {
    fn new(mut content: String, pages: Option<u32>, mut title: Option<String>) -> Self {
        let text::Counts { characters, words } = text::count(&content);
        let personal_data = personal::mask(&mut content);
        if let Some(title) = &mut title {
            personal::mask(title);
        }
        let placeholders = placeholders::find(&content);
        let years = years::find(&content);
        let ai_label = None;
        Self { characters, words, pages, title, ai_label, content, placeholders, years, personal_data }
    }
}

/// Facts with the label of generated content: the text's, or the file's where it has no text.
fn labelled(facts: Facts, ai_label: Option<AiLabel>) -> Facts {
    match facts.text {
        Some(text) => Facts { text: Some(Text { ai_label, ..text }), ..facts },
        None => Facts { ai_label, ..facts },
    }
}

/// Facts of a DOCX.
pub(super) fn from_docx(bytes: &[u8]) -> Facts {
    let docx = docx::read(bytes);
    let text = docx.text.map(|text| Text::new(text, docx.pages, docx.title));
    labelled(Facts { text, pages: docx.pages, ..judged(docx.damage) }, docx.ai_label)
}

/// Facts of a PDF.
pub(super) fn from_pdf(bytes: &[u8]) -> Facts {
    let pdf = pdf::read(bytes);
    let text = pdf.text.map(|text| Text::new(text, pdf.pages, pdf.title));
    let Pdf { pages, page_size, scanned, .. } = pdf;
    labelled(Facts { pages, page_size, scanned, text, ..judged(pdf.damage) }, pdf.ai_label)
}

/// Facts of an OFD.
pub(super) fn from_ofd(bytes: &[u8]) -> Facts {
    let ofd = ofd::read(bytes);
    let text = ofd.text.map(|text| Text::new(text, ofd.pages, ofd.title));
    let Ofd { pages, page_size, scanned, .. } = ofd;
    labelled(Facts { pages, page_size, scanned, text, ..judged(ofd.damage) }, ofd.ai_label)
}

/// Facts of a plain text.
pub(super) fn from_txt(bytes: &[u8]) -> Facts {
    match text::decode(bytes) {
        Some(content) => {
            let table = table::of_text(&content);
            let ai_label = AiLabel::at_head(&content);
            let (content, title) = match markdown::read(&content) {
                Some(Markdown { title, text }) => (text, title),
                None => (content, None),
            };
            labelled(Facts { text: Some(Text::new(content, None, title)), table, ..judged(None) }, ai_label)
        }
        None => judged(Some(Damage::whole(Reason::DataCorrupt))),
    }
}
