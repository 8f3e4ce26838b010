//! Files made by hand around data that encoders made.

use std::io::Write;

use fax::{Color, VecWriter, encoder};
use jpeg_encoder::{ColorType, Encoder};

use super::*;

const WIDTH: u16 = 37;
const HEIGHT: u16 = 29;
/// Rows in a strip: the last has fewer.
const ROWS: u16 = 12;

/// A page: its entries, of which those of places are added, and its strips or tiles.
#[derive(Clone)]
struct Made {
    fields: Vec<(u16, Vec<u32>)>,
    pieces: Vec<Vec<u8>>,
    /// Tags of places and lengths.
    tags: (u16, u16),
    bytes_fields: Vec<(u16, Vec<u8>)>,
}

/// A file of these pages, its directories after their data.
fn file(little: bool, big: bool, pages: &[Made]) -> Vec<u8> {
    let number = |value: u64, size: usize| {
        let bytes = value.to_be_bytes()[8 - size..].to_vec();
        if little { bytes.into_iter().rev().collect() } else { bytes }
    };
    let (offset, count, after) = if big { (8, 8, 8) } else { (4, 2, 4) };
    let mut file = if little { b"II".to_vec() } else { b"MM".to_vec() };
    file.extend(number(if big { 43 } else { 42 }, 2));
    if big {
        file.extend([number(8, 2), number(0, 2)].concat());
    }
    let mut link = file.len();
    file.extend(number(0, offset));
    for page in pages {
        let places: Vec<u64> = page
            .pieces
            .iter()
            .map(|piece| {
                let at = file.len() as u64;
                file.extend(piece);
                at
            })
            .collect();
        let lengths: Vec<u64> = page.pieces.iter().map(|piece| piece.len() as u64).collect();
        let mut fields: Vec<(u16, u16, Vec<u8>, u64)> = Vec::new();
        for (tag, values) in &page.fields {
            let bytes = values.iter().flat_map(|value| number((*value).into(), 4)).collect();
            fields.push((*tag, 4, bytes, values.len() as u64));
        }
        for (tag, values) in [(page.tags.0, places), (page.tags.1, lengths)] {
            let bytes = values.iter().flat_map(|value| number(*value, 4)).collect();
            fields.push((tag, 4, bytes, values.len() as u64));
        }
        for (tag, bytes) in &page.bytes_fields {
            fields.push((*tag, 7, bytes.clone(), bytes.len() as u64));
        }
        fields.sort_by_key(|field| field.0);
        let mut entries = number(fields.len() as u64, count);
        for (tag, kind, mut bytes, values) in fields {
            entries.extend([number(tag.into(), 2), number(kind.into(), 2), number(values, offset)].concat());
            if bytes.len() > after {
                entries.extend(number(file.len() as u64, offset));
                file.extend(bytes);
            } else {
                bytes.resize(after, 0);
                entries.extend(bytes);
            }
        }
        let directory = number(file.len() as u64, offset);
        file[link..link + offset].copy_from_slice(&directory);
        file.extend(entries);
        link = file.len();
        file.extend(number(0, offset));
    }
    file
}

fn page(compression: u32, bits: &[u32], pieces: Vec<Vec<u8>>) -> Made {
    let fields = vec![
        (256, vec![WIDTH.into()]),
        (257, vec![HEIGHT.into()]),
        (258, bits.to_vec()),
        (259, vec![compression]),
        (262, vec![if bits.len() == 3 { 2 } else { 1 }]),
        (277, vec![u32::try_from(bits.len()).unwrap()]),
        (278, vec![ROWS.into()]),
    ];
    Made { fields, pieces, tags: (273, 279), bytes_fields: Vec::new() }
}

/// Raw strips of so many bits for a pixel.
fn raw(bits: usize) -> Vec<Vec<u8>> {
    let row = (usize::from(WIDTH) * bits).div_ceil(8);
    [12, 12, 5]
        .iter()
        .map(|rows| (0..row * rows).map(|at| u8::try_from(at * at % 239).unwrap()).collect())
        .collect()
}

fn each(pieces: &[Vec<u8>], code: impl Fn(&[u8]) -> Vec<u8>) -> Vec<Vec<u8>> {
    pieces.iter().map(|piece| code(piece)).collect()
}

fn lzw_coded(data: &[u8]) -> Vec<u8> {
    weezl::encode::Encoder::with_tiff_size_switch(weezl::BitOrder::Msb, 8).encode(data).unwrap()
}

fn zlib(data: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(data).unwrap();
    encoder.finish().unwrap()
}

/// Literal runs and one repeated byte, as `PackBits` has them.
fn packed_bits(data: &[u8]) -> Vec<u8> {
    let runs = data.chunks(100).flat_map(|chunk| [&[u8::try_from(chunk.len() - 1).unwrap()], chunk].concat());
    [128].into_iter().chain(runs).collect()
}

/// Group 4 data of stripes.
fn g4(rows: u16) -> Vec<u8> {
    let mut encoder = encoder::Encoder::new(VecWriter::new());
    for row in 0..rows {
        let line = (0..WIDTH).map(|at| if (at + row) / 5 % 2 == 0 { Color::White } else { Color::Black });
        encoder.encode_line(line, WIDTH.into()).unwrap();
    }
    encoder.finish().unwrap().finish()
}

fn jpeg(rows: u16) -> Vec<u8> {
    let pixels: Vec<u8> =
        (0..usize::from(WIDTH) * usize::from(rows) * 3).map(|at| u8::try_from(at % 251).unwrap()).collect();
    let mut bytes = Vec::new();
    Encoder::new(&mut bytes, 80).encode(&pixels, WIDTH, rows, ColorType::Rgb).unwrap();
    bytes
}

/// A file in each coding that is read.
fn all() -> Vec<(&'static str, Vec<u8>)> {
    let rgb = [8, 8, 8];
    let tiles = Made {
        fields: vec![
            (256, vec![WIDTH.into()]),
            (257, vec![HEIGHT.into()]),
            (258, vec![8]),
            (262, vec![1]),
            (322, vec![16]),
            (323, vec![16]),
        ],
        pieces: vec![vec![9; 256]; 6],
        tags: (324, 325),
        bytes_fields: Vec::new(),
    };
    let mut apart = page(1, &rgb, [raw(8), raw(8), raw(8)].concat());
    apart.fields.push((284, vec![2]));
    let mut chroma = page(1, &rgb, Vec::new());
    chroma.fields[4].1 = vec![6];
    // 19 × 6 and 19 × 3 groups of four luma and two chroma samples.
    chroma.pieces = vec![vec![1; 19 * 6 * 6], vec![1; 19 * 6 * 6], vec![1; 19 * 3 * 6]];
    let jpegs = page(7, &rgb, [12, 12, 5].map(jpeg).to_vec());
    let one = |page: Made| file(true, false, &[page]);
    vec![
        ("grey", one(page(1, &[8], raw(8)))),
        ("black and white", one(page(1, &[1], raw(1)))),
        ("colour, high byte first", file(false, false, &[page(1, &rgb, raw(24))])),
        ("CMYK with 16 bits", one(page(1, &[16; 4], raw(64)))),
        ("BigTIFF", file(true, true, &[page(1, &rgb, raw(24))])),
        ("BigTIFF, high byte first", file(false, true, &[page(1, &[8], raw(8))])),
        ("tiles", one(tiles)),
        ("planes", one(apart)),
        ("subsampled", one(chroma)),
        ("LZW", one(page(5, &rgb, each(&raw(24), lzw_coded)))),
        ("deflate", one(page(8, &rgb, each(&raw(24), zlib)))),
        ("PackBits", one(page(32773, &rgb, each(&raw(24), packed_bits)))),
        ("Group 4", one(page(4, &[1], [12, 12, 5].map(g4).to_vec()))),
        ("JPEG", one(jpegs)),
        ("pages", file(true, false, &[page(1, &[8], raw(8)), page(5, &rgb, each(&raw(24), lzw_coded))])),
    ]
}

fn reason(bytes: &[u8]) -> Option<Reason> {
    read(bytes).damage.map(|damage| damage.reason)
}

fn with_pieces(compression: u32, bits: &[u32], pieces: Vec<Vec<u8>>) -> Option<Reason> {
    reason(&file(true, false, &[page(compression, bits, pieces)]))
}

#[test]
fn what_offices_hand_in_is_whole() {
    for (name, bytes) in all() {
        let expected = Tiff {
            width: Some(WIDTH.into()),
            height: Some(HEIGHT.into()),
            orientation: 1,
            xmp: None,
            photoshop: None,
            damage: None,
        };
        assert_eq!(read(&bytes), expected, "{name}");
    }
    let mut turned = page(1, &[8], raw(8));
    turned.fields.push((274, vec![6]));
    assert_eq!(read(&file(true, false, &[turned])).orientation, 6);
}

#[test]
fn a_file_cut_anywhere_ends_early() {
    for (name, bytes) in all() {
        for length in 4..bytes.len() {
            let found = read(&bytes[..length]).damage;
            assert_eq!(found, Some(Damage::at(Reason::EndsEarly, length as u64)), "{name} cut to {length}");
        }
    }
}

/// Coding, bits, strips, and the fewest bytes whose loss shows.
type Case<'a> = (u32, &'a [u32], Vec<Vec<u8>>, usize);

#[test]
fn a_cut_strip_is_noticed_though_its_length_was_mended() {
    let rgb = [8, 8, 8];
    let cases: [Case<'_>; 6] = [
        (1, &rgb, raw(24), 1),
        (5, &rgb, each(&raw(24), lzw_coded), 8),
        (8, &rgb, each(&raw(24), zlib), 1),
        (32773, &rgb, each(&raw(24), packed_bits), 1),
        (4, &[1], [12, 12, 5].map(g4).to_vec(), 8),
        (7, &rgb, [12, 12, 5].map(jpeg).to_vec(), 1),
    ];
    for (compression, bits, pieces, least) in cases {
        assert_eq!(with_pieces(compression, bits, pieces.clone()), None);
        for piece in 0..pieces.len() {
            for less in least..pieces[piece].len() {
                let mut cut = pieces.clone();
                let length = cut[piece].len() - less;
                cut[piece].truncate(length);
                assert!(with_pieces(compression, bits, cut).is_some(), "coding {compression}, {less} less");
            }
        }
    }
}

#[test]
fn broken_data_is_told_from_rare_codings() {
    let rgb = [8, 8, 8];
    let mut zipped = each(&raw(24), zlib);
    let last = zipped[0].len() - 1;
    zipped[0][last] ^= 1;
    assert_eq!(with_pieces(8, &rgb, zipped.clone()), Some(Reason::Checksum));
    zipped[0][5..60].fill(0);
    assert!(with_pieces(8, &rgb, zipped).is_some());
    let mut fax = [12, 12, 5].map(g4).to_vec();
    fax[0][3..20].fill(0);
    assert_eq!(with_pieces(4, &[1], fax), Some(Reason::DataCorrupt));
    let mut pictures = [12, 12, 5].map(jpeg).to_vec();
    let middle = pictures[1].len() - 40;
    pictures[1][middle..middle + 20].fill(0);
    assert_eq!(with_pieces(7, &rgb, pictures), Some(Reason::DataCorrupt));
    assert_eq!(with_pieces(7, &rgb, vec![jpeg(11); 3]), Some(Reason::DataCorrupt), "a row less");
    for rare in [2, 6, 34661, 34712, 50000] {
        assert_eq!(with_pieces(rare, &rgb, raw(24)), Some(Reason::RareCoding), "{rare}");
    }
    let old = [&[0, 1][..], &[0; 60]].concat();
    assert_eq!(with_pieces(5, &rgb, vec![old; 3]), Some(Reason::RareCoding));
}

#[test]
fn fax_data_in_one_dimension_and_with_its_bits_turned_is_read() {
    // A row of 37 pixels: 30 white, 7 black, with a mark before it.
    let row = "000000000001 00000011 00011".replace(' ', "");
    let bits = row.repeat(12);
    let bytes = |bits: &str| -> Vec<u8> {
        bits.as_bytes()
            .chunks(8)
            .map(|byte| (0..8).fold(0, |sum, at| sum << 1 | byte.get(at).map_or(0, |digit| digit - b'0')))
            .collect()
    };
    let strips = |rows: [usize; 3]| rows.map(|count| bytes(&bits[..row.len() * count])).to_vec();
    assert_eq!(with_pieces(3, &[1], strips([12, 12, 5])), None);
    assert_eq!(with_pieces(3, &[1], strips([12, 11, 5])), Some(Reason::DataCorrupt));
    let short = bits.replacen("00000011", "0000001100000011", 1);
    assert_eq!(with_pieces(3, &[1], vec![bytes(&short); 3]), Some(Reason::DataCorrupt));
    let mut turned =
        page(4, &[1], each(&[12, 12, 5].map(g4), |data| data.iter().map(|b| b.reverse_bits()).collect()));
    assert!(reason(&file(true, false, &[turned.clone()])).is_some());
    turned.fields.push((266, vec![2]));
    assert_eq!(reason(&file(true, false, &[turned])), None);
    let mut two_dimensions = page(3, &[1], strips([12, 12, 5]));
    two_dimensions.fields.push((292, vec![1]));
    assert_eq!(reason(&file(true, false, &[two_dimensions])), Some(Reason::RareCoding));
}

#[test]
fn jpeg_strips_share_tables() {
    let [first, second, third] = [12, 12, 5].map(jpeg);
    let frame = first.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
    let scan = first.windows(2).position(|pair| pair == [0xFF, 0xDA]).unwrap();
    // The encoder writes quantization tables first, Huffman tables after the frame header.
    let huffman = frame + 2 + usize::from(u16::from_be_bytes([first[frame + 2], first[frame + 3]]));
    let tables = [&first[..frame], &first[huffman..scan], &[0xFF, 0xD9]].concat();
    let abbreviated = |jpeg: &[u8]| [&[0xFF, 0xD8], &jpeg[frame..huffman], &jpeg[scan..]].concat();
    let pieces = vec![abbreviated(&first), abbreviated(&second), abbreviated(&third)];
    let mut made = page(7, &[8, 8, 8], pieces);
    assert!(reason(&file(true, false, &[made.clone()])).is_some(), "without tables");
    made.bytes_fields.push((347, tables));
    assert_eq!(reason(&file(true, false, &[made])), None);
}

#[test]
fn directories_that_contradict_themselves_are_told() {
    let structure = Some(Reason::Structure);
    let with = |tag: u16, values: &[u32]| {
        let mut made = page(1, &[8], raw(8));
        made.fields.retain(|field| field.0 != tag);
        if !values.is_empty() {
            made.fields.push((tag, values.to_vec()));
        }
        reason(&file(true, false, &[made]))
    };
    assert_eq!(with(256, &[]), structure);
    assert_eq!(with(257, &[0]), structure);
    assert_eq!(with(258, &[0]), structure);
    assert_eq!(with(277, &[3]), None.or(Some(Reason::DataCorrupt)), "strips too short for three samples");
    assert_eq!(with(278, &[1]), structure, "too few strips");
    assert_eq!(with(278, &[]), Some(Reason::DataCorrupt), "one strip for all rows");
    assert_eq!(with(256, &[1 << 20]), Some(Reason::DataCorrupt));
    assert_eq!(with(256, &[1 << 30]), Some(Reason::TooManyPixels));
    let mut circle = file(true, false, &[page(1, &[8], raw(8))]);
    let directory = circle[4..8].to_vec();
    let end = circle.len();
    circle[end - 4..].copy_from_slice(&directory);
    assert_eq!(reason(&circle), structure);
}

#[test]
fn claims_cost_no_more_than_the_bound() {
    // 20,000 strips of a row each, all at the same place.
    let zeros = zlib(&vec![0; 5_000_000]);
    let mut made = page(8, &[8], vec![zeros]);
    made.fields[0].1 = vec![5_000_000];
    made.fields[1].1 = vec![1];
    assert_eq!(reason(&file(true, false, &[made.clone()])), None);
    let many = vec![made; 200];
    assert_eq!(reason(&file(true, false, &many)), Some(Reason::TooManyPixels));
    // A strip that inflates to far more than its rows.
    assert_eq!(with_pieces(8, &[8], vec![zlib(&vec![0; 5_000_000]); 3]), Some(Reason::DataCorrupt));
}

#[test]
fn changed_bytes_never_panic() {
    for (_, original) in all() {
        for at in 2..original.len() {
            for value in [0, 0xFF, original[at] ^ 0x10] {
                let mut bytes = original.clone();
                bytes[at] = value;
                let _ = read(&bytes);
            }
        }
    }
}
