//! From printed lines to paragraphs.
//!
//! A page says where glyphs stand and not what belongs together. A line break inside a paragraph is told by its
//! place: the line before it has no room for what comes next, and the line after it begins at the margin. Both
//! margins are known only from the lines around. Where that is not plain, the break stays: two paragraphs made
//! one are a wrong fact, a paragraph in two lines is not.
//!
//! All distances are along and across the line, in the page's units; so vertical writing and turned pages are
//! no different.

use super::layout::{Lines, Rule, turned};
use super::rows::{Row, is_letter, is_wide};

/// Bytes of text kept; more is not a document that people read.
const MAX_TEXT: usize = 16 << 20;
/// Lines looked at on each side to know the margins.
const AROUND: usize = 24;
/// Lines of a document that are looked at; a book of 500 pages has some 25,000.
const MAX_ROWS: usize = 100_000;
/// The narrowest column, in font sizes: shorter lines are cells and items, which end where they end.
const MIN_COLUMN: f64 = 12.0;
/// The deepest first-line indent, in font sizes.
const MAX_INDENT: f64 = 4.5;
/// What counts as the same place, in font sizes.
const SAME: f64 = 0.5;
/// Lines that must end at a margin for it to be one.
const PROOF: usize = 3;
/// So many lines of the same length are a text; fewer may be a list of slogans.
const MANY: usize = 8;

/// A part of a page's space, by two opposite corners.
pub(in crate::facts) type Area = [(f64, f64); 2];

/// The text of a document, a line for each paragraph.
#[derive(Default)]
pub(in crate::facts) struct Paragraphs {
    pub(in crate::facts) text: String,
    rows: usize,
    /// The last line of the page before, where its paragraph may go on, with its margins.
    open: Option<(Row, Column)>,
}

/// Margins along the line.
#[derive(Debug, Clone, Copy)]
struct Column {
    left: f64,
    right: f64,
}

impl Paragraphs {
    /// Appends a page; `shown` is the part of its space that is seen.
    pub(in crate::facts) fn page(&mut self, mut lines: Lines, shown: Option<Area>) {
        let rows = lines.rows();
        self.rows = self.rows.saturating_add(rows.len());
        let known = self.rows <= MAX_ROWS;
        let page = Page { rows: &rows, rules: &lines.rules, shown };
        let mut continues = false;
        for (index, row) in rows.iter().enumerate() {
            if self.text.len() + row.text.len() > MAX_TEXT {
                return;
            }
            let before = index.checked_sub(1).and_then(|before| rows.get(before));
            let joins = known
                && match before {
                    None => self.open.as_ref().is_some_and(|(last, column)| page.goes_on(last, *column)),
                    Some(_) => page.joins(index, continues),
                };
            let before = before.or(self.open.as_ref().map(|(last, _)| last));
            if let Some(before) = before.filter(|_| joins) {
                self.text.truncate(self.text.trim_end_matches('\n').len());
                self.text.push_str(seam(before, row));
                self.text.push_str(row.text.trim_start());
            } else {
                self.text.push_str(&row.text);
            }
            self.text.push('\n');
            continues = joins;
        }
        // A page without text, such as a picture between two pages, ends the paragraph.
        self.open = if known { page.open(continues) } else { None };
    }
}

struct Page<'p> {
    rows: &'p [Row],
    rules: &'p [Rule],
    shown: Option<Area>,
}

impl Page<'_> {
    /// Whether the line at `index` goes on with the paragraph of the line before it, which itself may go on
    /// with the one before that.
    fn joins(&self, index: usize, continues: bool) -> bool {
        let Some([above, row]) = self.rows.get(index.saturating_sub(1)..=index) else { return false };
        let size = above.size;
        let pitch = above.across - row.across;
        let plain = same_kind(above, row) && !above.columns && !row.columns && !row.label;
        if !plain || pitch < 0.8 * size || pitch > 3.2 * size || row.from > above.to || row.to < above.from {
            return false;
        }
        let hanging = above.body.is_some_and(|body| (row.from - body).abs() < 0.2 * size);
        let indent = above.from - row.from;
        let begins = match continues {
            true => indent.abs() < SAME * size,
            false => hanging || (-SAME * size..MAX_INDENT * size).contains(&indent),
        };
        if !begins {
            return false;
        }
        let around = Around::of(self.rows, index, row);
        let Some(column) = around.column(self.shown, row) else { return false };
        if !fills(above, row, column) || pitch > 1.2 * around.pitch.unwrap_or(1.8 * size) {
            return false;
        }
        // A line that begins where the one above does, and further in than others, begins a paragraph too.
        let level = !continues && !hanging && indent.abs() < SAME * size;
        if level && around.left < row.from - 0.7 * size {
            return false;
        }
        let full_stop = ends_sentence(&above.text) && !around.indents && !hanging;
        let in_doubt = full_stop || (level && self.may_be_items(index - 1));
        !in_doubt && !self.is_ruled_off(above, row)
    }

    /// Whether the lines from `index` on may be items of one length, such as slogans. The lines of a
    /// paragraph differ a little, the last one much, or there are many.
    fn may_be_items(&self, index: usize) -> bool {
        let Some(row) = self.rows.get(index) else { return true };
        let near = 0.3 * row.size;
        let level = |other: &Row| same_kind(row, other) && (other.from - row.from).abs() < near;
        let from_here = self.rows.get(index..).unwrap_or_default();
        let same =
            from_here.iter().take(MANY).take_while(|next| level(next) && (next.to - row.to).abs() < near);
        let same = same.count();
        let ends = from_here.get(same).is_some_and(level);
        same < MANY && !ends
    }

    /// Whether a ruled line parts two lines, as between the rows of a table. One that underlines the first is
    /// nearer to it.
    fn is_ruled_off(&self, above: &Row, row: &Row) -> bool {
        let (low, high) = (row.across + 0.5 * row.size, above.across - 0.22 * above.size);
        let (from, to) = (above.from.max(row.from), above.to.min(row.to));
        self.rules.iter().any(|rule| {
            let [(a, first), (b, second)] = rule.map(|end| turned(end, above.direction));
            let level = (first - second).abs() < 0.1 * row.size;
            level && (low..high).contains(&first) && a.max(b).min(to) - a.min(b).max(from) > 0.5 * (to - from)
        })
    }

    /// The last line with its margins, if it is the lowest and may go on on the next page.
    fn open(&self, continues: bool) -> Option<(Row, Column)> {
        let row = self.rows.last()?;
        let index = self.rows.len() - 1;
        let lowest =
            self.rows.iter().all(|other| other.direction == row.direction && other.across >= row.across);
        if !lowest || row.columns || ends_sentence(&row.text) {
            return None;
        }
        let around = Around::of(self.rows, index, row);
        let left = match (continues, row.body) {
            (true, _) => row.from,
            (false, Some(body)) => body,
            (false, None) => around.left.min(row.from),
        };
        let column = around.column(self.shown, row)?;
        Some((row.clone(), Column { left, ..column }))
    }

    /// Whether the first line goes on with the paragraph of the page before.
    fn goes_on(&self, last: &Row, column: Column) -> bool {
        let Some(row) = self.rows.first() else { return false };
        let highest = self.rows.iter().all(|other| other.across <= row.across);
        let at_margin = (row.from - column.left).abs() < SAME * row.size && row.to < column.right + row.size;
        same_kind(last, row) && highest && at_margin && !row.label && !row.columns && fills(last, row, column)
    }
}

/// What the lines around a place tell about its column.
struct Around<'p> {
    /// Lines of the same kind that begin about where the line does, each with the next one.
    mates: Vec<(&'p Row, Option<&'p Row>)>,
    /// Where the outermost of them begins, items of lists left out.
    left: f64,
    /// Whether some begin further in, or some stand further apart: the signs of paragraphs.
    indents: bool,
    /// The usual distance of lines.
    pitch: Option<f64>,
}

impl<'p> Around<'p> {
    fn of(rows: &'p [Row], index: usize, row: &Row) -> Self {
        let size = row.size;
        let start = index.saturating_sub(AROUND);
        let mates: Vec<(&Row, Option<&Row>)> = rows
            .iter()
            .enumerate()
            .skip(start)
            .take(2 * AROUND)
            .filter(|(_, mate)| {
                same_kind(row, mate) && !mate.columns && (mate.from - row.from).abs() < MAX_INDENT * size
            })
            .map(|(index, mate)| (mate, rows.get(index + 1)))
            .collect();
        let left = mates.iter().filter(|(mate, _)| !mate.label).map(|(mate, _)| mate.from);
        let left = left.fold(row.from, f64::min);
        let mut pitches: Vec<f64> = mates
            .iter()
            .filter_map(|(mate, next)| {
                next.filter(|next| same_kind(mate, next)).map(|next| mate.across - next.across)
            })
            .filter(|pitch| (0.8 * size..3.2 * size).contains(pitch))
            .collect();
        pitches.sort_unstable_by(f64::total_cmp);
        let twice = pitches.windows(2).find(|pair| matches!(pair, [a, b] if *b < 1.15 * *a));
        let pitch = twice.and_then(|pair| pair.last()).copied();
        let apart = pitch.is_some_and(|pitch| pitches.last().is_some_and(|most| *most > 1.2 * pitch));
        let indented = mates.iter().any(|(mate, _)| mate.from > left + size);
        Self { left, indents: indented || apart, pitch, mates }
    }

    /// The margins, if enough lines end at the right one, or if it is as far from the edge of the page as the
    /// left one.
    fn column(&self, shown: Option<Area>, row: &Row) -> Option<Column> {
        let size = row.size;
        let mut ends: Vec<f64> = self.mates.iter().map(|(mate, _)| mate.edge).collect();
        ends.sort_unstable_by(|a, b| b.total_cmp(a));
        let wide = |right: f64| right - self.left > MIN_COLUMN * size;
        let proven =
            ends.iter().take(PROOF).map(|right| Column { left: self.left, right: *right }).find(|column| {
                let fill = self
                    .mates
                    .iter()
                    .filter(|(mate, next)| next.is_some_and(|next| fills(mate, next, *column)));
                wide(column.right) && fill.count() >= PROOF
            });
        let even = || {
            let shown = shown?;
            let corners = shown.map(|corner| turned(corner, row.direction).0);
            let edges = corners[0] + corners[1];
            let across_page = (corners[0] - corners[1]).abs();
            // Half a font size of slack for margins that differ a little.
            let right = edges - self.left - size;
            let within = ends.first().is_some_and(|end| *end < right + 2.5 * size);
            let enough = wide(right) && right - self.left > 0.5 * across_page;
            (within && enough).then_some(Column { left: self.left, right })
        };
        proven.or_else(even)
    }
}

/// Whether a line leaves no room for the beginning of the next one.
fn fills(row: &Row, next: &Row, column: Column) -> bool {
    let size = row.size;
    let space =
        if row.text.ends_with(is_letter) && next.text.starts_with(is_letter) { 0.25 * size } else { 0.0 };
    let unit = next.unit.min(0.25 * (column.right - column.left));
    row.to + space + unit > column.right - SAME * size
}

/// Lines of the same direction and size.
fn same_kind(a: &Row, b: &Row) -> bool {
    let (ax, ay) = a.direction;
    let (bx, by) = b.direction;
    let parallel = (ax - bx).abs() < 0.01 && (ay - by).abs() < 0.01;
    parallel && (a.size - b.size).abs() < 0.12 * a.size.max(b.size)
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['”', '’', '）', ')', '"'])
        .ends_with(['。', '！', '？', '；', '：', '.', '!', '?', ';', ':'])
}

/// What goes between two lines of a paragraph: nothing in Chinese and at a hyphen, a space between words.
fn seam(above: &Row, row: &Row) -> &'static str {
    let mut before = above.text.chars().rev();
    let (last, second) = (before.next(), before.next());
    let next = row.text.trim_start().chars().next();
    let hyphen = last == Some('-') && second.is_some_and(is_letter) && next.is_some_and(is_letter);
    let wide = |c: Option<char>| c.is_some_and(is_wide);
    // Quotation marks, dashes and dots belong to both scripts.
    let shared = |c: Option<char>| c.is_some_and(|c| matches!(c, '\u{2010}'..='\u{2027}' | '·'));
    let none = above.soft_hyphen
        || hyphen
        || wide(last)
        || wide(next)
        || (shared(last) && wide(second))
        || (shared(next) && wide(row.text.trim_start().chars().nth(1)));
    if none { "" } else { " " }
}
