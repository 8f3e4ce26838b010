//! From the glyphs of pages to the text that people read, for formats that say where glyphs stand and not what
//! belongs together: PDF and OFD.
//!
//! `layout` puts glyphs into lines, `rows` makes text of each, `paragraphs` joins those that belong together, for
//! which `labels` knows how items begin. The y axis points up, as in PDF.

mod labels;
mod layout;
mod matrix;
mod paragraphs;
mod rows;

pub(super) use layout::{Lines, Rule, Spot};
pub(super) use matrix::{IDENTITY, Matrix, multiply, place};
pub(super) use paragraphs::{Area, Paragraphs};
