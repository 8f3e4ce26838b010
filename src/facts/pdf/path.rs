//! The straight lines that a page draws, which frame the cells of tables (ISO 32000-2, 8.5).

use crate::facts::printed::{Lines, Matrix, Rule, place};

/// Edges kept of one path.
const MAX_EDGES: usize = 500;
/// The straight lines of a path that is not painted yet (8.5.2).
#[derive(Default)]
pub(super) struct Path {
    start: (f64, f64),
    current: (f64, f64),
    edges: Vec<Rule>,
}

impl Path {
    pub(super) fn begin(&mut self, place: (f64, f64)) {
        (self.start, self.current) = (place, place);
    }

    pub(super) fn line_to(&mut self, place: (f64, f64)) {
        if self.edges.len() < MAX_EDGES {
            self.edges.push([self.current, place]);
        }
        self.current = place;
    }

    pub(super) fn close(&mut self) {
        self.line_to(self.start);
    }

    pub(super) fn rectangle(&mut self, x: f64, y: f64, width: f64, height: f64) {
        self.begin((x, y));
        for corner in [(x + width, y), (x + width, y + height), (x, y + height), (x, y)] {
            self.line_to(corner);
        }
    }

    pub(super) fn paint(&mut self, ctm: Matrix, lines: &mut Lines) {
        self.edges.drain(..).for_each(|edge| lines.rule(edge.map(|end| place(end, ctm))));
    }
}
