//! Texts in BIFF8 records ([MS-XLS] 2.5.293, 2.5.294).

/// Reads the fields of a record, whose end may be in records that continue it.
pub(super) struct Fields<'a> {
    /// What is left of the current record.
    here: &'a [u8],
    /// The records that continue it, in their order.
    more: std::slice::Iter<'a, &'a [u8]>,
}

impl<'a> Fields<'a> {
    pub(super) fn new(record: &'a [u8], continued: &'a [&'a [u8]]) -> Self {
        Self { here: record, more: continued.iter() }
    }

    /// The next `count` bytes of the current record.
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.here.split_at_checked(count)?;
        self.here = rest;
        Some(taken)
    }

    pub(super) fn u8(&mut self) -> Option<u8> {
        self.take(1)?.first().copied()
    }

    pub(super) fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes(self.take(2)?.try_into().ok()?))
    }

    pub(super) fn u32(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }

    pub(super) fn f64(&mut self) -> Option<f64> {
        Some(f64::from_le_bytes(self.take(8)?.try_into().ok()?))
    }

    /// Goes on to the next record where the current one is used up.
    fn go_on(&mut self) {
        while self.here.is_empty() {
            let Some(next) = self.more.next() else { return };
            self.here = next;
        }
    }

    /// A text of `count` characters whose flags come next. Where it goes on in another record, that record
    /// begins with flags of its own.
    pub(super) fn characters(&mut self, count: u16, wide: bool) -> Option<String> {
        let mut units: Vec<u16> = Vec::with_capacity(usize::from(count).min(4096));
        let mut wide = wide;
        while units.len() < usize::from(count) {
            if self.here.is_empty() {
                self.go_on();
                wide = self.u8()? & 1 != 0;
            }
            let left = usize::from(count) - units.len();
            if wide {
                let fits = left.min(self.here.len() / 2);
                if fits == 0 {
                    return None;
                }
                units.extend(self.take(fits * 2)?.as_chunks().0.iter().map(|pair| u16::from_le_bytes(*pair)));
            } else {
                let fits = left.min(self.here.len());
                units.extend(self.take(fits)?.iter().copied().map(u16::from));
            }
        }
        Some(String::from_utf16_lossy(&units))
    }

    /// A text with its length in two bytes ([MS-XLS] 2.5.294).
    pub(super) fn text(&mut self) -> Option<String> {
        let count = self.u16()?;
        let wide = self.u8()? & 1 != 0;
        self.characters(count, wide)
    }

    /// A text of the table of shared ones, with what is said about its look and its pronunciation
    /// ([MS-XLS] 2.5.293).
    pub(super) fn rich_text(&mut self) -> Option<String> {
        self.go_on();
        let count = self.u16()?;
        let flags = self.u8()?;
        let runs = if flags & 8 != 0 { self.u16()? } else { 0 };
        let extended = if flags & 4 != 0 { self.u32()? } else { 0 };
        let text = self.characters(count, flags & 1 != 0)?;
        let mut skip = (usize::from(runs) * 4).checked_add(usize::try_from(extended).ok()?)?;
        while skip > 0 {
            self.go_on();
            let step = skip.min(self.here.len());
            if step == 0 {
                return None;
            }
            self.take(step)?;
            skip -= step;
        }
        Some(text)
    }
}
