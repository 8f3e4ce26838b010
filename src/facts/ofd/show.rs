//! Puts what a page draws, and what it uses from elsewhere, on the page: templates and composite graphics
//! (GB/T 33190-2016, 7.7, 7.9 and 13).

use std::cell::Cell;
use std::collections::{HashMap, HashSet};

use super::super::damage::{Damage, Reason};
use super::super::printed::{Lines, Matrix, multiply, place};
use super::super::xml::attribute;
use super::drawing::{Drawing, MAX_MARKS, Mark, Reader};
use super::package::{Package, folder, resolve};
use super::structure::{Document, Page};
use super::walk::{Happens, id, walk};

/// Composite graphics within composite graphics.
const MAX_DEPTH: usize = 8;
/// What a mark on a page costs, in bytes looked at.
const MARK: usize = 32;
/// What making text of a printed line costs.
const LINE: usize = 1 << 8;
/// What looking for a picture costs.
const LOOK_UP: usize = 1 << 8;
/// OFD measures from the top, printed lines from the bottom.
const UPRIGHT: Matrix = [1.0, 0.0, 0.0, -1.0, 0.0, 0.0];

/// What the pages of a document share.
pub(super) struct Shelf<'d> {
    document: &'d Document,
    units: HashMap<u32, Drawing>,
    /// Whether the file of a picture is there.
    pictures: HashMap<u32, bool>,
    marks: usize,
    read: HashSet<String>,
    /// Template pages that a page has shown. A form has one of its own for each page; what several pages share
    /// are headers, footers and watermarks, which are read once and not as often as they are printed.
    templates: HashSet<u32>,
    /// Whether a resource file is missing or cannot be read. Nothing is lost unless a page needs it.
    incomplete: bool,
    /// Whether a page showed a picture whose file is missing.
    lacks_picture: Cell<bool>,
}

impl<'d> Shelf<'d> {
    pub(super) fn of(document: &'d Document, package: &mut Package<'_>) -> Result<Self, Damage> {
        let mut shelf = Self {
            document,
            units: HashMap::new(),
            pictures: HashMap::new(),
            marks: 0,
            read: HashSet::new(),
            templates: HashSet::new(),
            incomplete: false,
            lacks_picture: Cell::new(false),
        };
        shelf.add(package, &document.folder, &document.resources)?;
        Ok(shelf)
    }

    /// Whether all pictures were there that pages showed.
    pub(super) fn has_all_pictures(&self) -> bool {
        !self.lacks_picture.get()
    }

    /// What a page shows.
    pub(super) fn show(&mut self, page: &Page, package: &mut Package<'_>) -> Result<Lines, Damage> {
        let mut lines = Lines::default();
        self.add(package, &page.folder, &page.resources)?;
        self.templates(page, false, &mut lines, package)?;
        self.draw(&page.drawing, UPRIGHT, 0, &mut lines, package)?;
        self.templates(page, true, &mut lines, package)?;
        package.spend(lines.count().saturating_mul(LINE))?;
        Ok(lines)
    }

    fn templates(
        &mut self,
        page: &Page,
        in_front: bool,
        lines: &mut Lines,
        package: &mut Package<'_>,
    ) -> Result<(), Damage> {
        let document = self.document;
        for (wanted, _) in page.templates.iter().filter(|(_, front)| *front == in_front) {
            if let Some(location) = document.templates.get(wanted)
                && self.templates.insert(*wanted)
            {
                let template = Page::read(package, &document.folder, location)?;
                self.add(package, &template.folder, &template.resources)?;
                self.draw(&template.drawing, UPRIGHT, 0, lines, package)?;
            }
        }
        Ok(())
    }

    fn draw(
        &self,
        drawing: &Drawing,
        matrix: Matrix,
        depth: usize,
        lines: &mut Lines,
        package: &mut Package<'_>,
    ) -> Result<(), Damage> {
        package.spend(drawing.len().saturating_mul(MARK))?;
        for mark in drawing.layers.iter().flatten() {
            match mark {
                Mark::Glyph(character, spot) => {
                    if let Some(spot) = spot.moved(matrix) {
                        lines.add(character.encode_utf8(&mut [0; 4]), spot);
                    }
                }
                Mark::Edge(edge) => lines.rule(edge.map(|end| place(end, matrix))),
                Mark::Picture(id) => {
                    lines.pictures = true;
                    if self.pictures.get(id) == Some(&false) {
                        self.lacks_picture.set(true);
                    }
                }
                Mark::Unit(id, placed) => match self.units.get(id) {
                    Some(unit) if depth < MAX_DEPTH => {
                        package.spend(MARK)?;
                        self.draw(unit, multiply(*placed, matrix), depth + 1, lines, package)?;
                    }
                    None if self.incomplete => return Err(Damage::whole(Reason::Structure)),
                    _ => {}
                },
            }
        }
        Ok(())
    }

    /// Reads resource files that were not read before.
    fn add(&mut self, package: &mut Package<'_>, base: &str, locations: &[String]) -> Result<(), Damage> {
        for location in locations {
            let Some(name) = package.find(base, location)? else {
                self.incomplete = true;
                continue;
            };
            if !self.read.contains(&name) {
                let content = package.content(&name)?;
                self.resources(package, &name, &content)?;
                self.read.insert(name);
            }
        }
        Ok(())
    }

    fn resources(&mut self, package: &mut Package<'_>, name: &str, content: &[u8]) -> Result<(), Damage> {
        let mut base = folder(name).to_owned();
        let mut units: Vec<(u32, Drawing)> = Vec::new();
        let mut pictures: Vec<(u32, String)> = Vec::new();
        let mut reader = Reader::default();
        let mut open = None;
        let read = walk(content, "Res", |path, happens| match (path, happens) {
            (["Res"], Happens::Opens(element)) => {
                base = resolve(&base, &attribute(element, "BaseLoc").unwrap_or_default());
            }
            (["Res", "CompositeGraphicUnits", "CompositeGraphicUnit"], happens) => match happens {
                Happens::Opens(element) => open = id(element, "ID"),
                Happens::Closes(_) => {
                    let drawing = std::mem::take(&mut reader).finish();
                    self.marks = self.marks.saturating_add(drawing.as_ref().map_or(MAX_MARKS, Drawing::len));
                    if let (Some(id), Ok(drawing)) = (open.take(), drawing)
                        && self.marks < MAX_MARKS
                    {
                        units.push((id, drawing));
                    }
                }
            },
            (["Res", "CompositeGraphicUnits", "CompositeGraphicUnit", "Content", inner @ ..], happens) => {
                reader.on(inner, happens);
            }
            (["Res", "MultiMedias", "MultiMedia"], Happens::Opens(element)) => open = id(element, "ID"),
            (["Res", "MultiMedias", "MultiMedia", "MediaFile"], Happens::Closes(location)) => {
                pictures.extend(open.take().map(|id| (id, location.to_owned())));
            }
            _ => {}
        });
        if self.marks >= MAX_MARKS {
            return Err(Damage::whole(Reason::InflatesTooFar));
        }
        self.incomplete |= read.is_err();
        self.units.extend(units);
        for (id, location) in pictures {
            package.spend(LOOK_UP)?;
            self.pictures.insert(id, package.find(&base, &location)?.is_some());
        }
        Ok(())
    }
}
