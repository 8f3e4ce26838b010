//! What a page, a template page or a composite graphic draws, as far as its text needs it (GB/T 33190-2016, 8.5
//! and 11).

use quick_xml::events::BytesStart;

use super::super::damage::{Damage, Reason};
use super::super::printed::{IDENTITY, Matrix, Rule, Spot, multiply, place};
use super::super::xml::attribute;
use super::text::Text;
use super::walk::{Happens, id, numbers};

/// What is kept of one drawing; a page of a newspaper has some 20,000 characters.
pub(super) const MAX_MARKS: usize = 400_000;
/// Straight lines kept of one drawing.
const MAX_EDGES: usize = 2000;

/// Something drawn, in the space of the drawing, where y points down.
pub(super) enum Mark {
    /// A character and where it stands.
    Glyph(char, Spot),
    /// A straight line.
    Edge(Rule),
    /// A picture, by the identifier of its resource.
    Picture(u32),
    /// A composite graphic, by the identifier of its resource, and how it is placed.
    Unit(u32, Matrix),
}

/// The marks of the layers: those behind, the body, those in front (7.7).
#[derive(Default)]
pub(super) struct Drawing {
    pub(super) layers: [Vec<Mark>; 3],
}

impl Drawing {
    pub(super) fn len(&self) -> usize {
        self.layers.iter().map(Vec::len).sum()
    }
}

/// Makes a drawing of its elements.
#[derive(Default)]
pub(super) struct Reader {
    drawing: Drawing,
    layer: usize,
    marks: usize,
    edges: usize,
    /// Length of the path of the outermost element that does not count.
    skipping: Option<usize>,
    /// The open text object.
    text: Text,
    /// How the open path is placed.
    path: Matrix,
}

impl Reader {
    /// Takes the next event; the path begins inside the element that holds the drawing.
    pub(super) fn on(&mut self, path: &[&'static str], happens: Happens<'_>) {
        if let Some(outermost) = self.skipping {
            if matches!(happens, Happens::Closes(_)) && path.len() == outermost {
                self.skipping = None;
            }
            return;
        }
        match (path, happens) {
            (["Layer"], Happens::Opens(element)) => {
                self.layer = match attribute(element, "Type").as_deref() {
                    Some("Background") => 0,
                    Some("Foreground") => 2,
                    _ => 1,
                };
            }
            ([.., name], Happens::Opens(element)) if does_not_count(name, element) => {
                self.skipping = Some(path.len());
            }
            ([.., "TextObject"], Happens::Opens(element)) => {
                self.text = Text::new(element, placed(element));
            }
            ([.., "TextObject", "TextCode"], Happens::Opens(element)) => self.text.begin(element),
            ([.., "TextObject", "TextCode"], Happens::Closes(said)) => {
                let mut text = std::mem::take(&mut self.text);
                text.glyphs(said, |character, spot| self.push(Mark::Glyph(character, spot)));
                self.text = text;
            }
            ([.., "PathObject"], Happens::Opens(element)) => self.path = placed(element),
            ([.., "PathObject", "AbbreviatedData"], Happens::Closes(data)) => {
                let matrix = self.path;
                edges(data, |edge| self.edge(edge.map(|end| place(end, matrix))));
            }
            ([.., "ImageObject"], Happens::Opens(element)) => {
                self.push(Mark::Picture(id(element, "ResourceID").unwrap_or_default()));
            }
            ([.., "CompositeObject"], Happens::Opens(element)) => {
                if let Some(id) = id(element, "ResourceID") {
                    self.push(Mark::Unit(id, placed(element)));
                }
            }
            _ => {}
        }
    }

    /// What was drawn.
    pub(super) fn finish(self) -> Result<Drawing, Damage> {
        if self.marks > MAX_MARKS { Err(Damage::whole(Reason::InflatesTooFar)) } else { Ok(self.drawing) }
    }

    fn push(&mut self, mark: Mark) {
        self.marks += 1;
        if self.marks <= MAX_MARKS
            && let Some(layer) = self.drawing.layers.get_mut(self.layer)
        {
            layer.push(mark);
        }
    }

    fn edge(&mut self, edge: Rule) {
        if self.edges < MAX_EDGES {
            self.edges += 1;
            self.push(Mark::Edge(edge));
        }
    }
}

/// Clipping areas, patterns that fill shapes, and what is not to be seen.
fn does_not_count(name: &str, element: &BytesStart<'_>) -> bool {
    let hidden = || attribute(element, "Visible").is_some_and(|visible| visible.trim() == "false");
    match name {
        "Clips" | "CellContent" => true,
        "TextObject" | "PathObject" | "ImageObject" | "CompositeObject" => hidden(),
        _ => false,
    }
}

/// From the space of an object to the one around it: its matrix, then the corner of its box (8.5.1).
fn placed(element: &BytesStart<'_>) -> Matrix {
    let matrix = attribute(element, "CTM").and_then(|matrix| numbers(&matrix));
    let [x, y, ..] = attribute(element, "Boundary").and_then(|area| numbers::<4>(&area)).unwrap_or_default();
    multiply(matrix.unwrap_or(IDENTITY), [1.0, 0.0, 0.0, 1.0, x, y])
}

/// The straight lines of a path (9.3).
fn edges(data: &str, mut on: impl FnMut(Rule)) {
    let mut words = data.split_ascii_whitespace();
    let (mut start, mut current) = ((0.0, 0.0), (0.0, 0.0));
    while let Some(word) = words.next() {
        let count = match word {
            "S" | "M" | "L" => 2,
            "Q" => 4,
            "B" => 6,
            "A" => 7,
            "C" => 0,
            _ => return,
        };
        let mut last = (0.0, 0.0);
        for _ in 0..count {
            let Some(number) = words.next().and_then(|number| number.parse::<f64>().ok()) else { return };
            last = (last.1, number);
        }
        match word {
            "C" => {
                on([current, start]);
                last = start;
            }
            "L" => on([current, last]),
            "S" | "M" => start = last,
            _ => {}
        }
        current = last;
    }
}
