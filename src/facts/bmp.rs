//! Whether a Windows bitmap is whole (BITMAPFILEHEADER and BITMAPINFOHEADER with its successors, Windows GDI).
//!
//! In an uncompressed bitmap every pixel has its fixed place, and any bytes there are pixels: it is whole when
//! they all lie in the file. Run lengths are decoded to the last row.

use super::damage::{Damage, Reason};

/// What a bitmap says about itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bmp {
    /// Pixels across. Absent where the header is cut or impossible.
    pub width: Option<u32>,
    /// Pixels down.
    pub height: Option<u32>,
    /// What is wrong with it.
    pub damage: Option<Damage>,
}

/// Reads a bitmap.
#[must_use]
pub fn read(bytes: &[u8]) -> Bmp {
    let Some(header) = Header::read(bytes) else {
        return Bmp { damage: Some(ends_early(bytes)), ..Bmp::default() };
    };
    let side = |pixels: u64| u32::try_from(pixels).ok().filter(|&pixels| pixels > 0);
    Bmp { width: side(header.width), height: side(header.height), damage: examine(bytes, &header).err() }
}

fn examine(bytes: &[u8], header: &Header) -> Result<(), Damage> {
    if !matches!(header.own_length, 12 | 40 | 52 | 56 | 108 | 124) {
        // Those of OS/2 2.x.
        return Err(Damage::whole(Reason::RareCoding));
    }
    let structure = Damage::at(Reason::Structure, 0);
    if bytes.len() < 14 + header.own_length as usize {
        return Err(ends_early(bytes));
    }
    if header.width == 0 || header.height == 0 || header.width > i32::MAX as u64 {
        return Err(structure);
    }
    match (header.compression, header.bits_per_pixel) {
        (0, 1 | 4 | 8 | 16 | 24 | 32) | (1, 8) | (2, 4) | (3 | 6, 16 | 32) => {}
        // JPEG and PNG for printers.
        (4 | 5, _) => return Err(Damage::whole(Reason::RareCoding)),
        _ => return Err(structure),
    }
    if header.end_of_data() > bytes.len() as u64 {
        return Err(ends_early(bytes));
    }
    let data = usize::try_from(header.data).ok().and_then(|start| bytes.get(start..));
    match data.ok_or_else(|| ends_early(bytes))? {
        runs if header.is_run_length_coded() => follow_runs(runs, header).map_err(|reason| match reason {
            Reason::EndsEarly => ends_early(bytes),
            reason => Damage::at(reason, header.data),
        }),
        _ => Ok(()),
    }
}

/// Follows run lengths to the end of the bitmap (`BI_RLE8`, `BI_RLE4`). Rows may end before the right border, and the
/// bitmap before the last row: what is left out has the first colour.
fn follow_runs(mut runs: &[u8], header: &Header) -> Result<(), Reason> {
    let (mut x, mut y) = (0u64, 0u64);
    loop {
        let (&[count, value], rest) = runs.split_first_chunk().ok_or(Reason::EndsEarly)?;
        runs = rest;
        match (count, value) {
            (0, 0) => (x, y) = (0, y + 1),
            (0, 1) => return Ok(()),
            (0, 2) => {
                let (&[right, up], rest) = runs.split_first_chunk().ok_or(Reason::EndsEarly)?;
                runs = rest;
                (x, y) = (x + u64::from(right), y + u64::from(up));
            }
            (0, pixels) => {
                let bytes = if header.compression == 1 { pixels } else { pixels.div_ceil(2) };
                // Filled up to an even number of bytes.
                let bytes = usize::from(bytes).next_multiple_of(2);
                runs = runs.get(bytes..).ok_or(Reason::EndsEarly)?;
                x += u64::from(pixels);
            }
            (pixels, _) => x += u64::from(pixels),
        }
        // Some writers fill rows up, as those without run lengths are.
        let widest = header.width.next_multiple_of(4);
        if x > widest || y > header.height || (y == header.height && x > 0) {
            return Err(Reason::DataCorrupt);
        }
    }
}

fn ends_early(bytes: &[u8]) -> Damage {
    Damage::at(Reason::EndsEarly, bytes.len() as u64)
}

/// What says where the pixels are.
struct Header {
    /// Length of the header after the file header, which tells its kind.
    own_length: u32,
    /// Offset of the pixels.
    data: u64,
    width: u64,
    height: u64,
    bits_per_pixel: u64,
    compression: u32,
    /// Bytes of the pixels as stated; 0 where an uncompressed bitmap does not say.
    data_length: u64,
}

impl Header {
    fn read(bytes: &[u8]) -> Option<Self> {
        let short = |at: usize| bytes.get(at..)?.first_chunk().map(|pair| u16::from_le_bytes(*pair));
        let long = |at: usize| bytes.get(at..)?.first_chunk().map(|four| u32::from_le_bytes(*four));
        let (data, own_length) = (u64::from(long(10)?), long(14)?);
        if own_length == 12 {
            let (width, height, bits) = (short(18)?, short(20)?, short(24)?);
            return Some(Self {
                own_length,
                data,
                width: width.into(),
                height: height.into(),
                bits_per_pixel: bits.into(),
                compression: 0,
                data_length: 0,
            });
        }
        // A negative height says that the rows come from the top.
        Some(Self {
            own_length,
            data,
            width: long(18)?.into(),
            height: long(22)?.cast_signed().unsigned_abs().into(),
            bits_per_pixel: short(28)?.into(),
            compression: long(30)?,
            data_length: long(34)?.into(),
        })
    }

    /// `BI_RLE8` and `BI_RLE4`.
    fn is_run_length_coded(&self) -> bool {
        matches!(self.compression, 1 | 2)
    }

    /// Offset of the end of the pixels: rows are padded to four bytes.
    fn end_of_data(&self) -> u64 {
        let row = self.width.saturating_mul(self.bits_per_pixel).div_ceil(32).saturating_mul(4);
        let length = match self.is_run_length_coded() {
            true => self.data_length,
            false => row.saturating_mul(self.height),
        };
        self.data.saturating_add(length)
    }
}

#[cfg(test)]
mod tests {
    use image::{ExtendedColorType, codecs::bmp::BmpEncoder};

    use super::*;

    fn encoded(width: u32, height: u32, colour: ExtendedColorType) -> Vec<u8> {
        let bytes = usize::from(colour.bits_per_pixel() / 8) * (width * height) as usize;
        let pixels: Vec<u8> = (0..bytes).map(|at| u8::try_from(at * 7 % 251).unwrap()).collect();
        let mut file = Vec::new();
        BmpEncoder::new(&mut file).encode(&pixels, width, height, colour).unwrap();
        file
    }

    /// A bitmap of 4 × 2 pixels with run lengths, as Windows writes it.
    fn run_lengths(data: &[u8]) -> Vec<u8> {
        let long = |number: usize| u32::try_from(number).unwrap().to_le_bytes();
        let start = 14 + 40 + 8;
        [
            &b"BM"[..],
            &long(start + data.len()),
            &[0; 4],
            &long(start),
            &long(40),
            &long(4),
            &long(2),
            &[1, 0, 8, 0],
            &long(1),
            &long(data.len()),
            &[0; 8],
            &long(2),
            &[0; 4],
            &[0, 0, 0, 0, 255, 255, 255, 0],
            data,
        ]
        .concat()
    }

    const ROWS: &[u8] = &[4, 1, 0, 0, 1, 0, 3, 1, 0, 1];

    #[test]
    fn bitmaps_are_whole_and_told_in_size() {
        for colour in [ExtendedColorType::L8, ExtendedColorType::Rgb8, ExtendedColorType::Rgba8] {
            let bmp = read(&encoded(13, 7, colour));
            assert_eq!(bmp, Bmp { width: Some(13), height: Some(7), damage: None }, "{colour:?}");
        }
        assert_eq!(read(&run_lengths(ROWS)), Bmp { width: Some(4), height: Some(2), damage: None });
        let mut from_the_top = encoded(13, 7, ExtendedColorType::Rgb8);
        from_the_top[22..26].copy_from_slice(&(-7i32).to_le_bytes());
        assert_eq!(read(&from_the_top).height, Some(7));
        assert_eq!(read(&from_the_top).damage, None);
    }

    #[test]
    fn a_file_cut_anywhere_ends_early() {
        for bytes in [
            encoded(13, 7, ExtendedColorType::L8),
            encoded(13, 7, ExtendedColorType::Rgb8),
            encoded(5, 3, ExtendedColorType::Rgba8),
            run_lengths(ROWS),
        ] {
            for length in 2..bytes.len() {
                let found = read(&bytes[..length]).damage;
                assert_eq!(found, Some(Damage::at(Reason::EndsEarly, length as u64)), "{length}");
            }
        }
    }

    #[test]
    fn run_lengths_must_fit_their_rows() {
        let reason = |data: &[u8]| read(&run_lengths(data)).damage.map(|damage| damage.reason);
        assert_eq!(reason(&[0, 5, 1, 1, 1, 1, 1, 0, 0, 0, 4, 1, 0, 1]), Some(Reason::DataCorrupt));
        assert_eq!(reason(&[8, 1, 0, 1]), Some(Reason::DataCorrupt));
        assert_eq!(reason(&[4, 1, 0, 0]), Some(Reason::EndsEarly));
        assert_eq!(reason(&[4, 1, 0, 2, 0, 9]), Some(Reason::DataCorrupt));
    }

    #[test]
    fn codings_and_claims_that_are_not_read_are_told() {
        let change = |at: usize, with: &[u8]| {
            let mut bytes = encoded(13, 7, ExtendedColorType::Rgb8);
            bytes[at..at + with.len()].copy_from_slice(with);
            read(&bytes).damage.map(|damage| damage.reason)
        };
        assert_eq!(change(30, &[4]), Some(Reason::RareCoding), "a JPEG inside");
        assert_eq!(change(14, &[64]), Some(Reason::RareCoding), "OS/2");
        assert_eq!(change(18, &[0, 0]), Some(Reason::Structure));
        assert_eq!(change(28, &[23]), Some(Reason::Structure));
        assert_eq!(change(18, &[0xFF, 0xFF]), Some(Reason::EndsEarly));
        assert_eq!(change(18, &[0xFF; 4]), Some(Reason::Structure));
        let mut huge = run_lengths(ROWS);
        huge[18..26].copy_from_slice(&[0xFF, 0xFF, 0, 0, 0xFF, 0xFF, 0, 0]);
        assert_eq!(read(&huge).damage, None, "runs cost what they are long, not what they stand for");
    }

    #[test]
    fn changed_bytes_never_panic() {
        for original in [encoded(5, 3, ExtendedColorType::Rgb8), run_lengths(ROWS)] {
            for at in 2..original.len() {
                for value in [0, 1, 0x7F, 0xFF, original[at] ^ 0x10] {
                    let mut bytes = original.clone();
                    bytes[at] = value;
                    let _ = read(&bytes);
                }
            }
        }
    }
}
