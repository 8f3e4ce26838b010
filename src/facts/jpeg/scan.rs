//! Scans: their headers (T.81 B.2.3), and the walk over their MCUs and restart intervals (T.81 E.2.3).

use std::ops::Range;

use super::bits::Bits;
use super::blocks::{self, Ac, Unit};
use super::frame::{Frame, NOT_SENT};
use super::progressive::{self, Band};
use super::segments::{code, damage};
use super::tables::Tables;
use crate::facts::damage::{Damage, Reason};

/// Most blocks that all refining scans of a file may visit: each scan visits all blocks of a component
/// however few bytes it has. It is enough to refine all of the largest picture 20 times; honest scripts do
/// it 3 times.
const MOST_REFINED_BLOCKS: usize = 300_000_000;

/// Most blocks in an MCU (T.81 B.2.3).
const MOST_BLOCKS_IN_MCU: usize = 10;

/// What all scans of a file may still cost.
pub(super) struct Budget {
    refined_blocks: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self { refined_blocks: MOST_REFINED_BLOCKS }
    }
}

/// A scan header.
pub(super) struct Scan {
    members: Vec<Member>,
    band: Band,
    /// Low bits that earlier scans left out (Ah), 0 for a first scan.
    high: u8,
    /// Low bits that this scan leaves out (Al).
    low: u8,
}

/// A component's part in a scan.
struct Member {
    /// Its place in the frame.
    component: usize,
    /// Number of its table for DC.
    dc: u8,
    /// Number of its table for AC.
    ac: u8,
}

impl Scan {
    /// Reads the content of a SOS segment. Nothing when it contradicts itself or the frame.
    pub(super) fn read(content: &[u8], frame: &Frame) -> Option<Self> {
        let (&count, rest) = content.split_first()?;
        let (selectors, parameters) = rest.split_at_checked(usize::from(count) * 2)?;
        let &[first, last, approximation] = parameters else { return None };
        let mut members: Vec<Member> = Vec::new();
        for selector in selectors.chunks_exact(2) {
            let &[id, numbers] = selector else { return None };
            // Some programs give two components the same name: then they are meant in their order.
            let component = frame.components.iter().enumerate().position(|(place, component)| {
                component.id == id && members.iter().all(|member| member.component != place)
            })?;
            members.push(Member { component, dc: numbers >> 4, ac: numbers & 15 });
        }
        // Some programs write nonsense into the parameters that only progressive pictures need.
        let (first, last, high, low) = if frame.progressive {
            (first, last, approximation >> 4, approximation & 15)
        } else {
            (0, 63, 0, 0)
        };
        let valid = match (frame.progressive, first) {
            (false, _) => true,
            (true, 0) => last == 0,
            (true, _) => first <= last && last < 64 && members.len() == 1,
        };
        let refines_by_one = high == 0 || high == low + 1;
        let scan = Self { members, band: Band { first, last }, high, low };
        (valid && !scan.members.is_empty() && refines_by_one && low <= 13).then_some(scan)
    }

    /// Decodes the entropy-coded data that starts at `start`, and gives the offset of the marker after it.
    pub(super) fn decode(
        &self,
        bytes: &[u8],
        start: usize,
        frame: &mut Frame,
        tables: &Tables,
        budget: &mut Budget,
    ) -> Result<usize, Damage> {
        let alone = match self.members.as_slice() {
            [member] => frame.components.get(member.component),
            _ => None,
        };
        let (across, down) = frame.units(alone);
        let intervals =
            Intervals { bytes, start, mcus: across * down, restart: tables.restart_interval.into() };
        self.announce(frame, tables).map_err(|reason| damage(reason, start))?;
        if self.band.first > 0 {
            return self.decode_band(&intervals, frame, tables, budget);
        }
        let layout = self.layout(frame).ok_or_else(|| damage(Reason::Structure, start))?;
        let first = self.members.iter().position(|member| member.component == 0);
        if self.high > 0 {
            if first.is_some() {
                frame.means.start_refining(self.low, self.members.len() > 1);
            }
            let are_first: Vec<bool> = layout.iter().map(|&place| Some(place) == first).collect();
            return intervals
                .decode(|bits, mcus| blocks::refine_dc(bits, &are_first, mcus.len(), &mut frame.means));
        }
        if first.is_some() {
            let step =
                frame.components.first().and_then(|component| numbered(&tables.steps, component.steps));
            frame.means.start(step.map_or(0, |[dc, ..]| *dc), self.low, self.members.len() > 1);
        }
        let units = self.members.iter().map(|member| member.unit(frame.progressive, tables));
        let units = units.collect::<Option<Vec<_>>>().ok_or_else(|| damage(Reason::Structure, start))?;
        let units = layout.iter().filter_map(|&place| units.get(place)).collect::<Vec<_>>();
        intervals.decode(|bits, mcus| blocks::decode(bits, &units, mcus.len(), &mut frame.means))
    }

    fn decode_band(
        &self,
        intervals: &Intervals<'_>,
        frame: &mut Frame,
        tables: &Tables,
        budget: &mut Budget,
    ) -> Result<usize, Damage> {
        let member = self.members.first().ok_or_else(|| damage(Reason::Structure, intervals.start))?;
        let table = numbered(&tables.ac, member.ac);
        let component = frame.components.get_mut(member.component);
        let (Some(table), Some(component)) = (table, component) else {
            return Err(damage(Reason::Structure, intervals.start));
        };
        if component.nonzero.is_empty() {
            component.nonzero = vec![0; intervals.mcus];
        }
        let all = &mut component.nonzero;
        if self.high == 0 {
            return intervals.decode(|bits, mcus| {
                let blocks = all.get_mut(mcus).ok_or(Reason::DataCorrupt)?;
                progressive::first(bits, table, blocks, self.band)
            });
        }
        let left = budget.refined_blocks.checked_sub(intervals.mcus);
        budget.refined_blocks = left.ok_or_else(|| damage(Reason::ReaderFailed, intervals.start))?;
        intervals.decode(|bits, mcus| {
            let blocks = all.get_mut(mcus).ok_or(Reason::DataCorrupt)?;
            progressive::refine(bits, table, blocks, self.band)
        })
    }

    /// Notes what this scan sends. Each coefficient must come once, from its high bits to its low bits
    /// (T.81 G.1.1.1), after the DC coefficients, and its quantization must be known.
    fn announce(&self, frame: &mut Frame, tables: &Tables) -> Result<(), Reason> {
        for member in &self.members {
            let component = frame.components.get_mut(member.component).ok_or(Reason::Structure)?;
            let [dc, ..] = component.sent;
            if numbered(&tables.steps, component.steps).is_none() || (self.band.first > 0 && dc == NOT_SENT) {
                return Err(Reason::Structure);
            }
            let expected = if self.high == 0 { NOT_SENT } else { self.high };
            let coefficients = usize::from(self.band.first)..=usize::from(self.band.last);
            for sent in component.sent.get_mut(coefficients).unwrap_or_default() {
                if *sent != expected {
                    return Err(Reason::Structure);
                }
                *sent = self.low;
            }
        }
        Ok(())
    }

    /// The blocks of an MCU: for each the place of its component in this scan. Nothing when they are too
    /// many.
    fn layout(&self, frame: &Frame) -> Option<Vec<usize>> {
        let mut layout = Vec::new();
        for (place, member) in self.members.iter().enumerate() {
            let (h, v) = frame.components.get(member.component)?.sampling;
            let blocks = if self.members.len() == 1 { 1 } else { usize::from(h * v) };
            layout.extend(std::iter::repeat_n(place, blocks));
        }
        (layout.len() <= MOST_BLOCKS_IN_MCU).then_some(layout)
    }
}

impl Member {
    /// How to decode its blocks in a scan that starts with DC. Nothing when a table is missing.
    fn unit<'t>(&self, progressive: bool, tables: &'t Tables) -> Option<Unit<'t>> {
        let dc = numbered(&tables.dc, self.dc)?;
        let ac = if progressive { None } else { Some(Ac::new(numbered(&tables.ac, self.ac)?)) };
        Some(Unit { dc, ac, is_first: self.component == 0 })
    }
}

/// The table of this number, once it is defined.
fn numbered<T>(tables: &[Option<T>; 4], number: u8) -> Option<&T> {
    tables.get(usize::from(number))?.as_ref()
}

/// The entropy-coded data of a scan, divided by restart markers.
struct Intervals<'a> {
    bytes: &'a [u8],
    /// Offset of the first byte.
    start: usize,
    /// MCUs in the scan.
    mcus: usize,
    /// MCUs between restart markers; 0 where there are none.
    restart: usize,
}

impl Intervals<'_> {
    /// Decodes all MCUs, `part` those of one interval, and gives the offset of the marker after them.
    fn decode(
        &self,
        mut part: impl FnMut(&mut Bits<'_>, Range<usize>) -> Result<(), Reason>,
    ) -> Result<usize, Damage> {
        let mut start = self.start;
        let mut done = 0;
        let mut number = code::RST0;
        loop {
            let until = if self.restart == 0 { self.mcus } else { self.mcus.min(done + self.restart) };
            let mut bits = Bits::new(self.bytes, start);
            let end = part(&mut bits, done..until).and_then(|()| bits.finish());
            // Where bits ran out, what was decoded from nothing is no contradiction.
            let end = bits.check().and(end).map_err(|reason| damage(reason, bits.offset()))?;
            let after = self.after_restart(end, number);
            let full = until - done == self.restart;
            done = until;
            if done == self.mcus {
                // Some programs end the last interval, if full, with a restart marker too.
                return Ok(after.filter(|_| full).unwrap_or(end));
            }
            start = after.ok_or_else(|| self.no_restart(end))?;
            number = if number == code::RST7 { code::RST0 } else { number + 1 };
        }
    }

    /// The offset after the restart marker at `at`, if it is the one with this code.
    fn after_restart(&self, at: usize, number: u8) -> Option<usize> {
        let rest = self.bytes.get(at..)?;
        let fill = rest.iter().position(|&byte| byte != 0xFF)?;
        (rest.get(fill) == Some(&number)).then_some(at + fill + 1)
    }

    fn no_restart(&self, at: usize) -> Damage {
        let ends = self.bytes.get(at..).unwrap_or_default().iter().all(|&byte| byte == 0xFF);
        damage(if ends { Reason::EndsEarly } else { Reason::DataCorrupt }, at)
    }
}
