//! The straight lines that a page draws, which frame the cells of tables (ISO 32000-2, 8.5).

use super::content::Matrix;
use super::layout::{Lines, Rule};

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
        let place = |(x, y)| (x * ctm[0] + y * ctm[2] + ctm[4], x * ctm[1] + y * ctm[3] + ctm[5]);
        self.edges.drain(..).for_each(|edge| lines.rule(edge.map(place)));
    }
}
