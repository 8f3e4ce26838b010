//! Whether a TIFF is whole (TIFF 6.0; the section numbers below are its own), and what its first page is.
//!
//! Everything that the directories point to must lie in the file, and the data of every strip and tile of every
//! page must decode to all of its rows. They are decoded one by one and counted, not kept, so that a scan of a
//! large sheet costs no more memory than a small one. Of JPEG inside TIFF our own reader judges, because the
//! usual decoders repair it in silence.

mod coding;
mod directory;
mod page;
#[cfg(test)]
mod tests;

use std::collections::HashSet;

use super::damage::{Damage, Reason};
use directory::{Directory, File};
use page::Page;

/// The most pages that are read.
const MOST_PAGES: u32 = 5000;

/// What a TIFF says about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tiff<'a> {
    /// Pixels across of the first page, as stored. Absent where its directory was not reached.
    pub width: Option<u32>,
    /// Pixels down of the first page, as stored.
    pub height: Option<u32>,
    /// How the first page is to be turned, 1 to 8 (section 8, Orientation). 1 when absent or invalid.
    pub orientation: u8,
    /// The XMP packet of the first page (XMP part 3, 3.3).
    pub xmp: Option<&'a [u8]>,
    /// Photoshop's resources of the first page.
    pub photoshop: Option<&'a [u8]>,
    /// The first damage.
    pub damage: Option<Damage>,
}

/// Tags of what programs tell of a picture, and of entries that point to further directories (`SubIFDs`, and those
/// of EXIF).
mod tag {
    pub(super) const XMP: u16 = 700;
    pub(super) const PHOTOSHOP: u16 = 34377;
    pub(super) const SUB_IFDS: u16 = 330;
    pub(super) const EXIF: u16 = 34665;
    pub(super) const GPS: u16 = 34853;
    pub(super) const INTEROPERABILITY: u16 = 40965;
}

/// Reads a TIFF.
#[must_use]
pub fn read(bytes: &[u8]) -> Tiff<'_> {
    let mut tiff =
        Tiff { width: None, height: None, orientation: 1, xmp: None, photoshop: None, damage: None };
    tiff.damage = examine(bytes, &mut tiff).err();
    tiff
}

fn examine<'a>(bytes: &'a [u8], tiff: &mut Tiff<'a>) -> Result<(), Damage> {
    let file = File::open(bytes).map_err(|reason| damage(bytes, reason, 0))?;
    let mut walk = Walk { file: &file, seen: HashSet::new(), budget: Budget::of(bytes.len()) };
    let mut next = file.first;
    let mut pages = 0;
    while next != 0 || pages == 0 {
        let directory = walk.directory(next)?;
        pages += 1;
        if pages > MOST_PAGES {
            return Err(Damage::whole(Reason::TooManyPixels));
        }
        if pages == 1 {
            tiff.xmp = directory.bytes(&file, tag::XMP);
            tiff.photoshop = directory.bytes(&file, tag::PHOTOSHOP);
        }
        let page = Page::read(&file, &directory);
        if pages == 1
            && let Ok(page) = &page
        {
            let side = |pixels: u64| u32::try_from(pixels).ok();
            (tiff.width, tiff.height) = (side(page.width), side(page.height));
            tiff.orientation = page.orientation;
        }
        page.and_then(|page| page.check(&file, &mut walk.budget))
            .map_err(|(reason, at)| damage(bytes, reason, at.unwrap_or(next)))?;
        walk.children(&directory)?;
        next = directory.next;
    }
    Ok(())
}

/// Damage at `at`, or where the file ends or as a whole where that is what is wrong.
fn damage(bytes: &[u8], reason: Reason, at: u64) -> Damage {
    match reason {
        Reason::EndsEarly => Damage::at(reason, bytes.len() as u64),
        Reason::TooManyPixels | Reason::RareCoding => Damage::whole(reason),
        _ => Damage::at(reason, at),
    }
}

/// The way through the directories of a file.
struct Walk<'a> {
    file: &'a File<'a>,
    /// Offsets of the directories that were read; none may come twice.
    seen: HashSet<u64>,
    budget: Budget,
}

impl Walk<'_> {
    fn directory(&mut self, at: u64) -> Result<Directory, Damage> {
        let fail = |reason| damage(self.file.bytes, reason, at);
        if at == 0 || !self.seen.insert(at) {
            return Err(fail(Reason::Structure));
        }
        self.file.directory(at).map_err(fail)
    }

    /// Checks the directories below one of a page: those of EXIF must be whole; a smaller or larger version of
    /// the page, as the others are, must decode too.
    fn children(&mut self, parent: &Directory) -> Result<(), Damage> {
        for tag in [tag::EXIF, tag::GPS] {
            let Some(at) = parent.number(self.file, tag) else { continue };
            let directory = self.directory(at)?;
            if let Some(at) = directory.number(self.file, tag::INTEROPERABILITY) {
                self.directory(at)?;
            }
        }
        for at in parent.numbers(self.file, tag::SUB_IFDS).unwrap_or_default() {
            let directory = self.directory(at)?;
            Page::read(self.file, &directory)
                .and_then(|page| page.check(self.file, &mut self.budget))
                .map_err(|(reason, place)| damage(self.file.bytes, reason, place.unwrap_or(at)))?;
        }
        Ok(())
    }
}

/// What all pages of a file together may still cost.
struct Budget {
    /// Bytes that decoding gives: 60 sheets A4 in grey with 300 dots per inch.
    decoded: u64,
    /// Bytes that are decoded. Strips may share some, but not without end.
    coded: u64,
}

impl Budget {
    fn of(length: usize) -> Self {
        Self { decoded: 512 << 20, coded: (16 << 20) + 2 * length as u64 }
    }

    /// Takes what a strip or tile costs.
    fn take(&mut self, decoded: u64, coded: u64) -> Result<(), Reason> {
        self.decoded = self.decoded.checked_sub(decoded).ok_or(Reason::TooManyPixels)?;
        self.coded = self.coded.checked_sub(coded).ok_or(Reason::Structure)?;
        Ok(())
    }
}
