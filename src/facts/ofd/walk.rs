//! Walks the XML of an OFD. Prefixes are the writer's choice, and so are not looked at.

use quick_xml::events::BytesStart;

use super::super::damage::{Damage, Reason};
use super::super::xml::{self, Xml, attribute};

/// How much of an element's text is kept. No text object may be so long, and of a path this is more than enough.
const MAX_TEXT: usize = 2 << 20;

/// What happens to the last element of a path.
pub(super) enum Happens<'e> {
    /// It begins.
    Opens(&'e BytesStart<'e>),
    /// It ends; if it has no elements inside, with this text.
    Closes(&'e str),
}

/// The elements that matter.
const NAMES: &[&str] = &[
    "TextObject",
    "TextCode",
    "PathObject",
    "AbbreviatedData",
    "CompositeObject",
    "ImageObject",
    "CompositeGraphicUnit",
    "Clips",
    "CellContent",
    "Layer",
    "Content",
    "Page",
    "Pages",
    "Area",
    "PhysicalBox",
    "Template",
    "PageRes",
    "Res",
    "CompositeGraphicUnits",
    "MultiMedias",
    "MultiMedia",
    "MediaFile",
    "Document",
    "CommonData",
    "PageArea",
    "PublicRes",
    "DocumentRes",
    "TemplatePage",
    "OFD",
    "DocBody",
    "DocInfo",
    "CustomDatas",
    "CustomData",
    "Title",
    "DocRoot",
];

/// Goes through a part from beginning to end, which must hold one element named `root`. The path holds the names
/// of all open elements, the outermost first; those that do not matter have an empty one.
pub(super) fn walk(
    part: &[u8],
    root: &str,
    mut on: impl FnMut(&[&'static str], Happens<'_>),
) -> Result<(), Damage> {
    let mut path: Vec<&'static str> = Vec::new();
    let mut text = String::new();
    let (mut roots, mut others) = (0usize, 0usize);
    xml::read(part, |event| match event {
        Xml::Start(name, element) => {
            text.clear();
            if path.is_empty() {
                *(if name == root { &mut roots } else { &mut others }) += 1;
            }
            path.push(NAMES.iter().copied().find(|known| *known == name).unwrap_or_default());
            on(&path, Happens::Opens(element));
        }
        Xml::Text(piece) if text.len() < MAX_TEXT => text.extend(piece.chars().take(MAX_TEXT)),
        Xml::Text(_) => {}
        Xml::End => {
            on(&path, Happens::Closes(&text));
            text.clear();
            path.pop();
        }
    })?;
    if (roots, others) == (1, 0) { Ok(()) } else { Err(Damage::whole(Reason::Structure)) }
}

/// The attribute of this name as an identifier or a reference to one (`ST_ID`, `ST_RefID`).
pub(super) fn id(element: &BytesStart<'_>, name: &str) -> Option<u32> {
    attribute(element, name)?.trim().parse().ok()
}

/// Numbers as `ST_Array`, `ST_Box` and `ST_Pos` have them, if there are as many as there should be.
pub(super) fn numbers<const N: usize>(text: &str) -> Option<[f64; N]> {
    let mut numbers = [0.0; N];
    let mut words = text.split_ascii_whitespace();
    for number in &mut numbers {
        *number = words.next()?.parse().ok().filter(|number: &f64| number.is_finite())?;
    }
    words.next().is_none().then_some(numbers)
}
