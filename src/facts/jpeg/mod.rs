//! Whether a JPEG file is whole (ITU-T T.81), and what its headers say.
//!
//! Most decoders repair damaged pictures in silence, so a decode that succeeds proves nothing. Here nothing
//! is decoded to pixels; instead every scan is entropy-decoded to its last MCU, and the data must end
//! exactly there: the next marker follows with less than a byte of padding left. All that decoding of
//! Huffman-coded scans needs to know is how many bits each symbol takes, and, for progressive pictures,
//! which coefficients are not zero so far. The means of blocks, which are the picture at an eighth of its size, are
//! kept on the way.
//!
//! `segments` finds markers, `tables` and `frame` read what they define, `scan` walks over the MCUs, `blocks`
//! and `progressive` decode them with `huffman` and `bits`, `means` keeps what they show.

mod bits;
mod blocks;
mod frame;
mod huffman;
mod means;
mod progressive;
mod scan;
mod segments;
mod tables;
#[cfg(test)]
mod tests;

use frame::{Frame, Header};
pub use means::Luma;
use scan::{Budget, Scan};
use segments::{Marker, Segments, code, damage};
use tables::Tables;

use super::damage::{Damage, Reason};

/// Most pixels of a picture whose data is looked at; more than any camera makes.
const MOST_PIXELS: u64 = 300_000_000;

/// The most segments of metadata that are kept: a manifest of 60 MB has 1,000.
const MOST_METADATA: usize = 4096;

/// What a JPEG file says, and whether it is whole.
///
/// Where a file is damaged, this is what could be read before the damage.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Jpeg<'a> {
    /// Width in pixels as coded, the EXIF orientation not applied. Absent where no frame header was reached.
    pub width: Option<u32>,
    /// Height in pixels as coded, the EXIF orientation not applied. Absent where no frame header was reached,
    /// or where it leaves the height to a DNL segment that is missing.
    pub height: Option<u32>,
    /// Number of components: 1 grey, 3 colour, 4 CMYK; 0 where no frame header was reached.
    pub components: u8,
    /// Coded progressively rather than sequentially.
    pub progressive: bool,
    /// The EXIF data (a TIFF structure) of the first APP1 segment that has some.
    pub exif: Option<&'a [u8]>,
    /// The picture in grey, at an eighth of its size. Absent where it is damaged, or coded in other colours than
    /// luma and chroma.
    pub luma: Option<Luma>,
    /// Comments and application data in which programs tell how a picture was made, in the order of the file.
    pub metadata: Vec<Segment<'a>>,
    /// Bytes after the end of the picture: phones put further pictures and motion video there.
    pub trailing_bytes: u64,
    /// The first damage.
    pub damage: Option<Damage>,
}

/// A segment that holds no part of the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segment<'a> {
    /// What it is for.
    pub kind: SegmentKind,
    /// Its content, with the name that application data begin with.
    pub content: &'a [u8],
}

/// A kind of segment that tells something of the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SegmentKind {
    /// APP1: EXIF and XMP.
    App1,
    /// APP11: boxes (ISO/IEC 19566-5), in which C2PA manifests are.
    App11,
    /// APP12: what Adobe's programs note when they save for the web.
    App12,
    /// APP13: Photoshop's resources.
    App13,
    /// A comment (T.81 B.2.4.5).
    Comment,
}

impl SegmentKind {
    fn of(code: u8) -> Option<Self> {
        match code {
            code::APP1 => Some(Self::App1),
            code::APP11 => Some(Self::App11),
            code::APP12 => Some(Self::App12),
            code::APP13 => Some(Self::App13),
            code::COM => Some(Self::Comment),
            _ => None,
        }
    }
}

/// Reads a JPEG file. Nothing when the bytes do not start as one.
///
/// Takes time in proportion to the number of bytes, beside some tenths of a second at most that scans of
/// hardly any bytes may cost. Takes memory for progressive pictures only: a byte for each 8 samples, 150 MB
/// at most.
#[must_use]
pub fn read(bytes: &[u8]) -> Option<Jpeg<'_>> {
    read_within(bytes, MOST_PIXELS, true)
}

/// Reads a JPEG that is a part of another file, which may hold many of them: with at most so many pixels, and
/// not coded progressively, so that the time for each is bounded by its pixels.
#[must_use]
pub fn read_sequential(bytes: &[u8], most_pixels: u64) -> Option<Jpeg<'_>> {
    read_within(bytes, most_pixels.min(MOST_PIXELS), false)
}

fn read_within(bytes: &[u8], most_pixels: u64, takes_progressive: bool) -> Option<Jpeg<'_>> {
    if !bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
        return None;
    }
    let mut file = File {
        bytes,
        most_pixels,
        takes_progressive,
        segments: Segments::new(bytes, 2),
        jpeg: Jpeg::default(),
        frame: None,
        is_jfif: false,
        adobe_transform: None,
        tables: Tables::default(),
        budget: Budget::default(),
    };
    if let Err(damage) = file.read() {
        file.jpeg.damage.get_or_insert(damage);
    }
    Some(file.jpeg)
}

/// A file that is being read.
struct File<'a> {
    bytes: &'a [u8],
    most_pixels: u64,
    takes_progressive: bool,
    segments: Segments<'a>,
    jpeg: Jpeg<'a>,
    frame: Option<Frame>,
    /// Whether it says that it is a JFIF file, whose colours are luma and chroma.
    is_jfif: bool,
    /// How Adobe's programs say that colours were transformed: 0 not, 1 into luma and chroma.
    adobe_transform: Option<u8>,
    tables: Tables,
    budget: Budget,
}

impl<'a> File<'a> {
    fn read(&mut self) -> Result<(), Damage> {
        loop {
            let marker = self.segments.marker()?;
            if marker.after_garbage {
                // Reading goes on: the frame header is worth finding.
                self.jpeg.damage.get_or_insert(damage(Reason::Structure, marker.at));
            }
            match marker.code {
                code::EOI => return self.end(&marker),
                code::TEM => {}
                code::SOF2 if !self.takes_progressive => return self.rare_frame(&marker),
                code::SOF0 | code::SOF1 | code::SOF2 => self.start_frame(&marker)?,
                code::DHT => self.define(&marker, Tables::define_huffman)?,
                code::DQT => self.define(&marker, Tables::define_quantization)?,
                code::DRI => self.define(&marker, Tables::define_restart)?,
                code::SOS => self.scan(&marker)?,
                code::APP0..=code::APP15 | code::COM | code::DAC | code::DNL | code::EXP => {
                    let content = self.segments.content()?;
                    self.note_metadata(marker.code, content);
                }
                // Lossless, hierarchical and arithmetic coding, and JPEG-LS.
                code::SOF0..=code::SOF15 | code::DHP | code::SOF55 if marker.code != code::JPG => {
                    return self.rare_frame(&marker);
                }
                _ => return Err(damage(Reason::Structure, marker.at)),
            }
        }
    }

    fn define(
        &mut self,
        marker: &Marker,
        define: impl FnOnce(&mut Tables, &[u8]) -> Option<()>,
    ) -> Result<(), Damage> {
        let content = self.segments.content()?;
        define(&mut self.tables, content).ok_or_else(|| damage(Reason::Structure, marker.at))
    }

    fn note_metadata(&mut self, code: u8, content: &'a [u8]) {
        match (code, SegmentKind::of(code)) {
            (code::APP0, _) if content.starts_with(b"JFIF\0") => self.is_jfif = true,
            (code::APP14, _) if content.starts_with(b"Adobe") => {
                self.adobe_transform = self.adobe_transform.or(content.get(11).copied());
            }
            (code::APP1, _) if content.starts_with(b"Exif\0\0") => {
                self.jpeg.exif = self.jpeg.exif.or(content.get(6..));
            }
            (_, Some(kind)) if self.jpeg.metadata.len() < MOST_METADATA => {
                self.jpeg.metadata.push(Segment { kind, content });
            }
            _ => {}
        }
    }

    fn start_frame(&mut self, marker: &Marker) -> Result<(), Damage> {
        if self.frame.is_some() {
            return Err(damage(Reason::Structure, marker.at));
        }
        let content = self.segments.content()?;
        self.jpeg.progressive = marker.code == code::SOF2;
        self.note_header(content);
        let frame = Frame::read(content, self.jpeg.progressive);
        self.frame = Some(frame.map_err(|reason| damage(reason, marker.at))?);
        Ok(())
    }

    fn rare_frame(&mut self, marker: &Marker) -> Result<(), Damage> {
        if self.frame.is_some() {
            return Err(damage(Reason::Structure, marker.at));
        }
        let content = self.segments.content()?;
        self.note_header(content);
        Err(damage(Reason::RareCoding, marker.at))
    }

    fn note_header(&mut self, content: &[u8]) {
        if let Some(header) = Header::read(content) {
            self.jpeg.width = Some(header.width.into()).filter(|&width| width > 0);
            self.jpeg.height = Some(header.height.into()).filter(|&height| height > 0);
            self.jpeg.components = header.components;
        }
    }

    fn scan(&mut self, marker: &Marker) -> Result<(), Damage> {
        let wrong = || damage(Reason::Structure, marker.at);
        if let Some(damage) = self.jpeg.damage.clone() {
            return Err(damage);
        }
        let content = self.segments.content()?;
        let start = self.segments.at();
        let frame = self.frame.as_mut().ok_or_else(wrong)?;
        if frame.height == 0 {
            frame.height = segments::height_after_scan(self.bytes, start).ok_or_else(wrong)?;
            self.jpeg.height = Some(frame.height.into());
        }
        if u64::from(frame.width) * u64::from(frame.height) > self.most_pixels {
            return Err(Damage::whole(Reason::TooManyPixels));
        }
        let scan = Scan::read(content, frame).ok_or_else(wrong)?;
        let end = scan.decode(self.bytes, start, frame, &self.tables, &mut self.budget)?;
        self.segments.go_to(end);
        Ok(())
    }

    /// Whether the first component is luma: by the JFIF header, else by Adobe's, else by the names of the components.
    fn is_luma(&self, frame: &Frame) -> bool {
        let names: Vec<u8> = frame.components.iter().map(|component| component.id).collect();
        match names.as_slice() {
            [_] => true,
            [_, _, _] => {
                self.is_jfif || self.adobe_transform.map_or(names != *b"RGB", |transform| transform == 1)
            }
            _ => false,
        }
    }

    fn end(&mut self, marker: &Marker) -> Result<(), Damage> {
        let rest = self.bytes.len().saturating_sub(self.segments.at());
        self.jpeg.trailing_bytes = u64::try_from(rest).unwrap_or(u64::MAX);
        match &self.frame {
            Some(frame) if frame.is_complete() => {
                let shows = self.jpeg.damage.is_none() && self.is_luma(frame);
                self.jpeg.luma = shows.then(|| frame.means.luma(frame)).flatten();
                Ok(())
            }
            Some(frame) if frame.has_scans() => Err(damage(Reason::DataCorrupt, marker.at)),
            _ => Err(damage(Reason::Structure, marker.at)),
        }
    }
}
