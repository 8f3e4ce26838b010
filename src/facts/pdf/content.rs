//! Runs the content of pages and forms as far as text goes (ISO 32000-2, 8.4 and 9.4).

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use hayro_syntax::content::{Instruction, UntypedIter};
use hayro_syntax::object::{Array, Dict, MaybeRef, Name, Number, ObjRef, Object, Stream};

use super::decode::{Budget, MAX_STREAM};
use super::file::File;
use super::font::{Font, Shared};
use super::pages::{Resources, Shelf};
use super::path::Path;
use crate::facts::damage::Reason;
use crate::facts::printed::{IDENTITY, Lines, Matrix, Spot, multiply};

/// Forms within forms.
const MAX_FORMS: usize = 12;
/// Saved graphics states; the old limit of implementations is 28.
const MAX_SAVED: usize = 256;
/// What making text of a printed line costs, in bytes looked at.
const LINE: usize = 1 << 8;
/// What an instruction that looks something up costs besides its bytes.
const LOOK_UP: usize = 1 << 10;

/// The graphics state, of which only what moves text.
#[derive(Clone)]
struct State {
    ctm: Matrix,
    font: Option<Rc<Font>>,
    size: f64,
    character_spacing: f64,
    word_spacing: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
}

/// Reads pages; fonts and resources are read once for the whole document.
pub(super) struct Reader<'a> {
    file: &'a File,
    shelf: &'a Shelf<'a>,
    fonts: RefCell<HashMap<ObjRef, Option<Rc<Font>>>>,
    shared: Shared,
}

/// What is being run: a page, or a form on it.
struct Scope<'a> {
    resources: Rc<Resources<'a>>,
    /// Fonts that stand in the resources themselves, by name.
    fonts: HashMap<Vec<u8>, Option<Rc<Font>>>,
    depth: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(file: &'a File, shelf: &'a Shelf<'a>) -> Self {
        Self { file, shelf, fonts: RefCell::default(), shared: Shared::default() }
    }

    /// What a page shows.
    pub(super) fn page(
        &self,
        page: &Dict<'a>,
        resources: &Rc<Resources<'a>>,
        budget: &mut Budget,
    ) -> Result<Lines, Reason> {
        let mut lines = Lines::default();
        let content = self.page_content(page, budget)?;
        let scope = Scope { resources: Rc::clone(resources), fonts: HashMap::new(), depth: 0 };
        self.run(&content, scope, IDENTITY, &mut lines, budget)?;
        budget.spend(lines.count().saturating_mul(LINE))?;
        Ok(lines)
    }

    /// `/Contents`: a stream, or several that are read as one with white space between (7.8.2).
    fn page_content(&self, page: &Dict<'a>, budget: &mut Budget) -> Result<Vec<u8>, Reason> {
        self.file.reachable(page, b"Contents")?;
        match page.get::<Object<'_>>(b"Contents") {
            Some(Object::Stream(stream)) => self.file.data(&stream, budget),
            Some(Object::Array(parts)) => {
                let mut all = Vec::new();
                for part in parts.raw_iter() {
                    budget.spend(LOOK_UP)?;
                    if let Some(Object::Stream(stream)) = self.file.element(part)? {
                        all.extend(self.file.data(&stream, budget)?);
                        all.push(b'\n');
                        if all.len() > MAX_STREAM {
                            return Err(Reason::InflatesTooFar);
                        }
                    }
                }
                Ok(all)
            }
            _ => Ok(Vec::new()),
        }
    }

    fn run(
        &self,
        content: &[u8],
        mut scope: Scope<'a>,
        ctm: Matrix,
        lines: &mut Lines,
        budget: &mut Budget,
    ) -> Result<(), Reason> {
        budget.spend(content.len())?;
        let mut state = State {
            ctm,
            font: None,
            size: 0.0,
            character_spacing: 0.0,
            word_spacing: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
        };
        let mut saved = Vec::new();
        let mut text = Text { matrix: IDENTITY, line: IDENTITY };
        let mut path = Path::default();
        let mut instructions = UntypedIter::new(content);
        while let Some(instruction) = instructions.next() {
            let numbers = Numbers::of(&instruction);
            let first = numbers.get(0);
            let operator: &[u8] = instruction.operator;
            match operator {
                b"q" if saved.len() < MAX_SAVED => saved.push(state.clone()),
                b"Q" => state = saved.pop().unwrap_or(state),
                b"cm" => state.ctm = multiply(numbers.matrix(), state.ctm),
                b"BT" => text = Text { matrix: IDENTITY, line: IDENTITY },
                b"Tc" => state.character_spacing = first,
                b"Tw" => state.word_spacing = first,
                b"Tz" => state.stretch = first / 100.0,
                b"TL" => state.leading = first,
                b"Ts" => state.rise = first,
                b"Td" => text.next_line(first, numbers.get(1)),
                b"TD" => {
                    state.leading = -numbers.get(1);
                    text.next_line(first, numbers.get(1));
                }
                b"Tm" => text = Text { matrix: numbers.matrix(), line: numbers.matrix() },
                b"T*" => text.next_line(0.0, -state.leading),
                b"Tf" => {
                    if let Some(name) = name(&instruction) {
                        state.font = self.font(&mut scope, &name, budget)?;
                    }
                    state.size = numbers.last();
                }
                b"Do" => {
                    if let Some(name) = name(&instruction) {
                        self.form(&scope, &name, state.ctm, lines, budget)?;
                    }
                }
                b"BI" => lines.pictures = true,
                b"m" => path.begin((first, numbers.get(1))),
                b"l" => path.line_to((first, numbers.get(1))),
                b"h" => path.close(),
                b"re" => path.rectangle(first, numbers.get(1), numbers.get(2), numbers.get(3)),
                b"s" | b"b" | b"b*" => {
                    path.close();
                    path.paint(state.ctm, lines);
                }
                b"S" | b"f" | b"F" | b"f*" | b"B" | b"B*" => path.paint(state.ctm, lines),
                b"n" => path = Path::default(),
                b"Tj" | b"TJ" => text.show(&state, &instruction, lines, budget)?,
                b"'" => {
                    text.next_line(0.0, -state.leading);
                    text.show(&state, &instruction, lines, budget)?;
                }
                b"\"" => {
                    state.word_spacing = first;
                    state.character_spacing = numbers.get(1);
                    text.next_line(0.0, -state.leading);
                    text.show(&state, &instruction, lines, budget)?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn font(
        &self,
        scope: &mut Scope<'a>,
        name: &Name<'_>,
        budget: &mut Budget,
    ) -> Result<Option<Rc<Font>>, Reason> {
        let fonts = &scope.resources.fonts;
        if let Some(reference) = fonts.get_ref(name) {
            if let Some(known) = self.fonts.borrow().get(&reference) {
                return Ok(known.clone());
            }
            let font = match self.file.dict(reference)? {
                Some(dict) => Some(Rc::new(Font::read(self.file, &dict, &self.shared, budget)?)),
                None => None,
            };
            self.fonts.borrow_mut().insert(reference, font.clone());
            return Ok(font);
        }
        if let Some(known) = scope.fonts.get(&**name) {
            return Ok(known.clone());
        }
        let font = match fonts.get::<Dict<'_>>(name) {
            Some(dict) => Some(Rc::new(Font::read(self.file, &dict, &self.shared, budget)?)),
            None => None,
        };
        scope.fonts.insert(name.to_vec(), font.clone());
        Ok(font)
    }

    /// Runs a form; pictures are not looked into, but must be there, and are noted.
    fn form(
        &self,
        scope: &Scope<'a>,
        name: &Name<'_>,
        ctm: Matrix,
        lines: &mut Lines,
        budget: &mut Budget,
    ) -> Result<(), Reason> {
        budget.spend(LOOK_UP)?;
        self.file.reachable(&scope.resources.xobjects, name)?;
        let Some(stream) = scope.resources.xobjects.get::<Stream<'_>>(name) else { return Ok(()) };
        let dict = stream.dict();
        self.file.charge_for(dict, &[b"Subtype"])?;
        let subtype = dict.get::<Name<'_>>(b"Subtype");
        lines.pictures |= subtype.as_deref() == Some(b"Image");
        if subtype.as_deref() != Some(b"Form") || scope.depth >= MAX_FORMS {
            return Ok(());
        }
        let content = self.file.data(&stream, budget)?;
        self.file.charge_for(dict, &[b"Matrix"])?;
        let matrix = dict.get::<Array<'_>>(b"Matrix").map_or(IDENTITY, |m| {
            let mut matrix = IDENTITY;
            matrix.iter_mut().zip(m.iter::<Number>()).for_each(|(place, number)| *place = number.as_f64());
            matrix
        });
        let resources = self.shelf.resources(self.file, dict, budget)?;
        let resources = resources.unwrap_or_else(|| Rc::clone(&scope.resources));
        let scope = Scope { resources, fonts: HashMap::new(), depth: scope.depth + 1 };
        self.run(&content, scope, multiply(matrix, ctm), lines, budget)
    }
}

/// The matrices of a text object.
struct Text {
    matrix: Matrix,
    line: Matrix,
}

impl Text {
    fn next_line(&mut self, x: f64, y: f64) {
        self.line = multiply([1.0, 0.0, 0.0, 1.0, x, y], self.line);
        self.matrix = self.line;
    }

    fn show(
        &mut self,
        state: &State,
        instruction: &Instruction<'_, '_>,
        lines: &mut Lines,
        budget: &mut Budget,
    ) -> Result<(), Reason> {
        for operand in instruction.operands() {
            match operand {
                Object::String(string) => self.string(state, string, lines, budget)?,
                Object::Array(array) => {
                    for item in array.raw_iter() {
                        match item {
                            MaybeRef::NotRef(Object::String(string)) => {
                                self.string(state, &string, lines, budget)?;
                            }
                            MaybeRef::NotRef(Object::Number(number)) => {
                                self.advance(state, -number.as_f64() / 1000.0 * state.size, 0.0);
                            }
                            _ => {}
                        }
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Moves on by a distance along the line: in the font's units of the text space, plus spacing.
    fn advance(&mut self, state: &State, distance: f64, spacing: f64) {
        let distance = distance + spacing;
        let vertical = state.font.as_ref().is_some_and(|font| font.vertical);
        let (x, y) = if vertical { (0.0, -distance) } else { (distance * state.stretch, 0.0) };
        self.matrix = multiply([1.0, 0.0, 0.0, 1.0, x, y], self.matrix);
    }

    fn string(
        &mut self,
        state: &State,
        bytes: &[u8],
        lines: &mut Lines,
        budget: &mut Budget,
    ) -> Result<(), Reason> {
        let Some(font) = &state.font else { return Ok(()) };
        let scale = [state.size * state.stretch, 0.0, 0.0, state.size, 0.0, state.rise];
        font.show(bytes, budget, |shown| {
            let m = multiply(multiply(scale, self.matrix), state.ctm);
            // A square root is the same on every processor; `hypot` need not be.
            let (across, up) = ((m[0] * m[0] + m[1] * m[1]).sqrt(), (m[2] * m[2] + m[3] * m[3]).sqrt());
            let (dx, dy, length) = if font.vertical { (-m[2], -m[3], up) } else { (m[0], m[1], across) };
            if length > 0.0 {
                lines.add(
                    &shown.text,
                    Spot {
                        x: m[4],
                        y: m[5],
                        direction: (dx / length, dy / length),
                        advance: shown.width * length,
                        size: if font.vertical { across } else { up },
                    },
                );
            }
            let word = if shown.is_space { state.word_spacing } else { 0.0 };
            self.advance(state, shown.width * state.size, state.character_spacing + word);
        })
    }
}

/// The numbers among the operands; those that are missing are zero.
struct Numbers {
    values: [f64; 6],
    count: usize,
}

impl Numbers {
    fn of(instruction: &Instruction<'_, '_>) -> Self {
        let mut numbers = Self { values: [0.0; 6], count: 0 };
        for operand in instruction.operands() {
            if let (Object::Number(number), Some(place)) = (operand, numbers.values.get_mut(numbers.count)) {
                *place = number.as_f64();
                numbers.count += 1;
            }
        }
        numbers
    }

    fn get(&self, index: usize) -> f64 {
        self.values.get(index).copied().unwrap_or(0.0)
    }

    fn last(&self) -> f64 {
        self.get(self.count.saturating_sub(1))
    }

    fn matrix(&self) -> Matrix {
        if self.count == 6 { self.values } else { IDENTITY }
    }
}

fn name<'a>(instruction: &Instruction<'_, 'a>) -> Option<Name<'a>> {
    instruction.operands().find_map(|operand| match operand {
        Object::Name(name) => Some(name.clone()),
        _ => None,
    })
}
