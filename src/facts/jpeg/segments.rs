//! Markers and the segments that they start (T.81 annex B).

use crate::facts::damage::{Damage, Reason};

/// Marker codes: the byte after 0xFF (T.81 table B.1).
pub(super) mod code {
    pub(crate) const TEM: u8 = 0x01;
    pub(crate) const SOF0: u8 = 0xC0;
    pub(crate) const SOF1: u8 = 0xC1;
    pub(crate) const SOF2: u8 = 0xC2;
    pub(crate) const DHT: u8 = 0xC4;
    pub(crate) const JPG: u8 = 0xC8;
    pub(crate) const DAC: u8 = 0xCC;
    pub(crate) const SOF15: u8 = 0xCF;
    pub(crate) const RST0: u8 = 0xD0;
    pub(crate) const RST7: u8 = 0xD7;
    pub(crate) const EOI: u8 = 0xD9;
    pub(crate) const SOS: u8 = 0xDA;
    pub(crate) const DQT: u8 = 0xDB;
    pub(crate) const DNL: u8 = 0xDC;
    pub(crate) const DRI: u8 = 0xDD;
    pub(crate) const DHP: u8 = 0xDE;
    pub(crate) const EXP: u8 = 0xDF;
    pub(crate) const APP0: u8 = 0xE0;
    pub(crate) const APP1: u8 = 0xE1;
    pub(crate) const APP11: u8 = 0xEB;
    pub(crate) const APP12: u8 = 0xEC;
    pub(crate) const APP13: u8 = 0xED;
    pub(crate) const APP14: u8 = 0xEE;
    pub(crate) const APP15: u8 = 0xEF;
    /// Start of frame of JPEG-LS (T.87), laid out as the others.
    pub(crate) const SOF55: u8 = 0xF7;
    pub(crate) const COM: u8 = 0xFE;
}

/// Reads markers and segments one after the other.
pub(super) struct Segments<'a> {
    bytes: &'a [u8],
    /// Offset of what comes next.
    at: usize,
}

/// A marker that was found.
pub(super) struct Marker {
    /// Its code, one of [`code`] or another.
    pub(super) code: u8,
    /// Offset of its 0xFF.
    pub(super) at: usize,
    /// Whether bytes that belong to nothing lie before it.
    pub(super) after_garbage: bool,
}

impl<'a> Segments<'a> {
    /// Starts at offset `at`.
    pub(super) fn new(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at }
    }

    /// Offset of what comes next.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// Continues at another offset.
    pub(super) fn go_to(&mut self, at: usize) {
        self.at = at;
    }

    /// The next marker, wherever it lies.
    pub(super) fn marker(&mut self) -> Result<Marker, Damage> {
        let start = self.at;
        let mut garbage = 0;
        loop {
            let rest = self.bytes.get(self.at..).unwrap_or_default();
            let before = rest.iter().position(|&byte| byte == 0xFF).ok_or_else(|| self.ends_early())?;
            garbage += before;
            let rest = rest.get(before..).unwrap_or_default();
            let fill = rest.iter().position(|&byte| byte != 0xFF).ok_or_else(|| self.ends_early())?;
            self.at += before + fill + 1;
            match rest.get(fill) {
                // A stuffed data byte is no marker.
                Some(0) => garbage += fill + 1,
                Some(&code) => {
                    let at = if garbage > 0 { start } else { self.at - 2 };
                    return Ok(Marker { code, at, after_garbage: garbage > 0 });
                }
                None => return Err(self.ends_early()),
            }
        }
    }

    /// The content of the segment whose marker was just read.
    pub(super) fn content(&mut self) -> Result<&'a [u8], Damage> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let length = usize::from(u16_at(rest, 0).ok_or_else(|| self.ends_early())?);
        if length < 2 {
            return Err(damage(Reason::Structure, self.at));
        }
        let content = rest.get(2..length).ok_or_else(|| self.ends_early())?;
        self.at += length;
        Ok(content)
    }

    fn ends_early(&self) -> Damage {
        damage(Reason::EndsEarly, self.bytes.len())
    }
}

/// Damage noticed at offset `at`.
pub(super) fn damage(reason: Reason, at: usize) -> Damage {
    Damage::at(reason, u64::try_from(at).unwrap_or(u64::MAX))
}

/// The two bytes at `at` as a number.
pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk().map(|pair| u16::from_be_bytes(*pair))
}

/// The height that a DNL segment gives after the entropy-coded data that starts at `start` (T.81 B.2.5),
/// for frames whose header leaves it open.
pub(super) fn height_after_scan(bytes: &[u8], start: usize) -> Option<u16> {
    let mut segments = Segments::new(bytes, start);
    loop {
        match segments.marker().ok()?.code {
            code::RST0..=code::RST7 => {}
            code::DNL => return u16_at(segments.content().ok()?, 0).filter(|&height| height > 0),
            _ => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fill_bytes_belong_to_the_marker() {
        let mut segments = Segments::new(&[0xFF, 0xFF, 0xFF, 0xD9, 0xFF, 0xDA], 0);
        let marker = segments.marker().unwrap();
        assert_eq!((marker.code, marker.at, marker.after_garbage), (code::EOI, 2, false));
        assert_eq!(segments.marker().unwrap().code, code::SOS);
        assert_eq!(segments.marker().err(), Some(damage(Reason::EndsEarly, 6)));
    }

    #[test]
    fn bytes_between_segments_are_noticed() {
        for bytes in [&[1, 2, 0xFF, 0xD9][..], &[0xFF, 0, 0xFF, 0xD9], &[0xFF, 0xFF, 0, 3, 0xFF, 0xD9]] {
            let marker = Segments::new(bytes, 0).marker().unwrap();
            assert_eq!((marker.code, marker.at, marker.after_garbage), (code::EOI, 0, true));
        }
    }

    #[test]
    fn lengths_are_checked() {
        let content =
            |bytes: &'static [u8]| Segments::new(bytes, 0).content().map_err(|damage| damage.reason);
        assert_eq!(content(&[0, 4, 7, 8, 9]), Ok(&[7, 8][..]));
        assert_eq!(content(&[0, 2]), Ok(&[][..]));
        assert_eq!(content(&[0, 1, 0]), Err(Reason::Structure));
        assert_eq!(content(&[0, 4, 7]), Err(Reason::EndsEarly));
        assert_eq!(content(&[0]), Err(Reason::EndsEarly));
    }
}
