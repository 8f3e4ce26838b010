use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;

use super::*;

fn chunk(kind: [u8; 4], body: &[u8]) -> Vec<u8> {
    let checked = [&kind, body].concat();
    let length = u32::try_from(body.len()).unwrap().to_be_bytes();
    [&length[..], &checked, &crc32fast::hash(&checked).to_be_bytes()].concat()
}

fn header(width: u32, height: u32, rest: [u8; 5]) -> Vec<u8> {
    chunk(*b"IHDR", &[&width.to_be_bytes()[..], &height.to_be_bytes(), &rest].concat())
}

fn deflated(raw: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(raw).unwrap();
    encoder.finish().unwrap()
}

fn file(chunks: &[Vec<u8>]) -> Vec<u8> {
    [SIGNATURE, &chunks.concat()].concat()
}

/// 5 x 4 grey pixels of 8 bits: four rows of six bytes.
fn raw() -> Vec<u8> {
    (0..24).map(|i: u8| if i.is_multiple_of(6) { i / 6 } else { i.wrapping_mul(37) }).collect()
}

fn grey(data: &[u8]) -> Vec<u8> {
    file(&[header(5, 4, [8, 0, 0, 0, 0]), chunk(*b"IDAT", data), chunk(*b"IEND", b"")])
}

fn reason(bytes: &[u8]) -> Option<Reason> {
    read(bytes).damage.map(|damage| damage.reason)
}

fn encoded(colour: png::ColorType, depth: png::BitDepth, width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(colour);
    encoder.set_depth(depth);
    encoder.set_filter(png::Filter::Adaptive);
    if colour == png::ColorType::Indexed {
        encoder.set_palette(vec![0; 6]);
    }
    let mut writer = encoder.write_header().unwrap();
    let row = (width as usize * colour.samples() * depth as usize).div_ceil(8);
    let pixels: Vec<u8> =
        (0..row * height as usize).map(|i| u8::try_from(i * i / 7 % 251).unwrap()).collect();
    writer.write_image_data(&pixels).unwrap();
    writer.finish().unwrap();
    bytes
}

#[test]
fn accepts_every_colour_type_and_depth() {
    use png::{BitDepth::*, ColorType::*};
    for (colour, depths) in [
        (Grayscale, &[One, Two, Four, Eight, Sixteen][..]),
        (Rgb, &[Eight, Sixteen]),
        (Indexed, &[One, Two, Four, Eight]),
        (GrayscaleAlpha, &[Eight, Sixteen]),
        (Rgba, &[Eight, Sixteen]),
    ] {
        for (depth, (width, height)) in
            depths.iter().flat_map(|depth| [(1, 1), (7, 3), (33, 65), (300, 200)].map(|size| (depth, size)))
        {
            let whole = Png { width: Some(width), height: Some(height), ..Png::default() };
            assert_eq!(read(&encoded(colour, *depth, width, height)), whole, "{colour:?} {depth:?}");
        }
    }
}

#[test]
fn accepts_interlaced_pictures_of_exactly_the_right_size() {
    // 5 x 5 pixels: passes of 1x1, 1x1, 2x1, 1x2, 3x1, 2x3 and 5x2 pixels, each row with a filter byte.
    for (side, right) in [(5, 2 + 2 + 3 + 4 + 4 + 9 + 12), (1, 2), (2, 2 + 2 + 3)] {
        for length in right - 1..=right + 1 {
            let data = chunk(*b"IDAT", &deflated(&vec![0; length]));
            let bytes = file(&[header(side, side, [8, 0, 0, 0, 1]), data, chunk(*b"IEND", b"")]);
            assert_eq!(reason(&bytes).is_none(), length == right, "{side} {length}");
        }
    }
}

#[test]
fn accepts_data_in_any_pieces_and_anything_after_the_end() {
    let data = deflated(&raw());
    for size in 1..=data.len() {
        let mut chunks = vec![header(5, 4, [8, 0, 0, 0, 0])];
        for piece in data.chunks(size) {
            chunks.extend([chunk(*b"IDAT", b""), chunk(*b"IDAT", piece)]);
        }
        chunks.extend([chunk(*b"IDAT", b""), chunk(*b"IEND", b"")]);
        assert_eq!(reason(&file(&chunks)), None, "{size}");
        chunks.push(b"trailing".to_vec());
        assert_eq!(reason(&file(&chunks)), None, "{size}");
    }
}

#[test]
fn passes_over_other_chunks_without_inflating_them() {
    let bomb = [b"Title\0\0".as_slice(), &deflated(&vec![0; 1 << 22])].concat();
    let bytes = file(&[
        header(5, 4, [8, 0, 0, 0, 0]),
        chunk(*b"zTXt", &bomb),
        chunk(*b"eXIf", b"II*\0first"),
        chunk(*b"eXIf", b"II*\0second"),
        chunk(*b"acTL", &[0, 0, 0, 2, 0, 0, 0, 0]),
        chunk(*b"IDAT", &deflated(&raw())),
        chunk(*b"fdAT", b"any"),
        chunk(*b"IEND", b""),
    ]);
    let metadata = vec![Metadata { kind: *b"zTXt", body: &bomb }];
    let exif = Some(&b"II*\0first"[..]);
    assert_eq!(read(&bytes), Png { width: Some(5), height: Some(4), exif, metadata, ..Png::default() });
}

#[test]
fn finds_every_cut() {
    for bytes in [grey(&deflated(&raw())), encoded(png::ColorType::Indexed, png::BitDepth::Two, 9, 9)] {
        for length in 0..bytes.len() {
            let damage = read(&bytes[..length]).damage;
            assert_eq!(damage, Some(Damage::at(Reason::EndsEarly, length as u64)));
        }
    }
}

#[test]
fn finds_every_changed_byte() {
    for bytes in [grey(&deflated(&raw())), encoded(png::ColorType::Indexed, png::BitDepth::Two, 9, 9)] {
        for (at, mask) in (0..bytes.len()).flat_map(|at| (1..=255).map(move |mask| (at, mask))) {
            let mut changed = bytes.clone();
            changed[at] ^= mask;
            assert!(read(&changed).damage.is_some(), "{at} {mask}");
        }
    }
}

#[test]
fn finds_data_that_does_not_fill_the_picture_though_every_crc_is_right() {
    let right = deflated(&raw());
    let changed = |at: usize, mask: u8| {
        let mut data = right.clone();
        data[at] ^= mask;
        data
    };
    let last = right.len() - 1;
    for (data, expected) in [
        (right.clone(), None),
        (deflated(&raw()[..18]), Some(Reason::DataCorrupt)),
        (deflated(&raw()[..23]), Some(Reason::DataCorrupt)),
        (deflated(&[raw(), vec![0]].concat()), Some(Reason::DataCorrupt)),
        (deflated(&[raw(), vec![0; 1 << 20]].concat()), Some(Reason::DataCorrupt)),
        (deflated(&[&raw()[..12], &[5], &raw()[13..]].concat()), Some(Reason::DataCorrupt)),
        (deflated(b""), Some(Reason::DataCorrupt)),
        (Vec::new(), Some(Reason::DataCorrupt)),
        (right[..1].to_vec(), Some(Reason::DataCorrupt)),
        (right[..last].to_vec(), Some(Reason::DataCorrupt)),
        (right[..last - 3].to_vec(), Some(Reason::DataCorrupt)),
        ([&right[..], b"x"].concat(), Some(Reason::DataCorrupt)),
        (changed(0, 0x80), Some(Reason::DataCorrupt)),
        (changed(1, 1), Some(Reason::DataCorrupt)),
        (changed(2, 6), Some(Reason::DataCorrupt)),
        (changed(last, 1), Some(Reason::Checksum)),
    ] {
        assert_eq!(reason(&grey(&data)), expected, "{data:?}");
    }
    // A cut inside the data's chunks leaves a file that is well formed but for the missing rows.
    for length in 0..right.len() {
        assert_eq!(reason(&grey(&right[..length])), Some(Reason::DataCorrupt), "{length}");
    }
}

#[test]
fn finds_chunks_that_are_missing_or_out_of_place() {
    let [grey, indexed] = [[8, 0, 0, 0, 0], [8, 3, 0, 0, 0]].map(|rest| header(5, 4, rest));
    let (palette, end) = (chunk(*b"PLTE", &[0; 6]), chunk(*b"IEND", b""));
    let data = deflated(&raw());
    let (whole, first, second) =
        (chunk(*b"IDAT", &data), chunk(*b"IDAT", &data[..9]), chunk(*b"IDAT", &data[9..]));
    let text = chunk(*b"tEXt", b"a\0b");
    for (chunks, fine) in [
        (vec![&indexed, &palette, &text, &whole, &text, &end], true),
        (vec![&grey, &first, &second, &end], true),
        (vec![&grey, &first, &text, &second, &end], false),
        (vec![&grey, &whole, &text, &whole, &end], false),
        (vec![&whole, &grey, &end], false),
        (vec![&grey, &end], false),
        (vec![&grey, &grey, &whole, &end], false),
        (vec![&grey, &palette, &whole, &end], false),
        (vec![&indexed, &whole, &end], false),
        (vec![&indexed, &whole, &palette, &end], false),
        (vec![&indexed, &palette, &palette, &whole, &end], false),
        (vec![&indexed, &chunk(*b"PLTE", &[0; 5]), &whole, &end], false),
        (vec![&indexed, &chunk(*b"PLTE", &[0; 769]), &whole, &end], false),
        (vec![&grey, &chunk(*b"ABCD", b""), &whole, &end], false),
        (vec![&grey, &chunk(*b"aBCD", b""), &whole, &end], true),
        (vec![&grey, &chunk(*b"a1CD", b""), &whole, &end], false),
        (vec![&grey, &whole, &chunk(*b"IEND", b"x")], false),
    ] {
        let chunks: Vec<_> = chunks.into_iter().cloned().collect();
        assert_eq!(reason(&file(&chunks)).is_none(), fine, "{chunks:?}");
    }
}

#[test]
fn refuses_headers_that_no_picture_has() {
    for (width, height, rest) in [
        (0, 4, [8, 0, 0, 0, 0]),
        (5, 0, [8, 0, 0, 0, 0]),
        (1 << 31, 4, [8, 0, 0, 0, 0]),
        (5, 4, [3, 0, 0, 0, 0]),
        (5, 4, [16, 3, 0, 0, 0]),
        (5, 4, [8, 1, 0, 0, 0]),
        (5, 4, [8, 7, 0, 0, 0]),
        (5, 4, [4, 6, 0, 0, 0]),
        (5, 4, [8, 0, 1, 0, 0]),
        (5, 4, [8, 0, 0, 1, 0]),
        (5, 4, [8, 0, 0, 0, 2]),
    ] {
        let bytes = file(&[header(width, height, rest), chunk(*b"IDAT", &deflated(&raw()))]);
        assert_eq!(reason(&bytes), Some(Reason::Structure), "{width} {height} {rest:?}");
    }
    assert_eq!(reason(b"GIF89a"), Some(Reason::Structure));
}

#[test]
fn refuses_too_many_pixels_before_it_inflates_any() {
    for (width, height, depth, colour) in
        [(20_000, 15_001, 1, 0), (0x7fff_ffff, 0x7fff_ffff, 16, 6), (1, 299_999_999, 16, 6)]
    {
        let bytes = file(&[header(width, height, [depth, colour, 0, 0, 0])]);
        let damage = Some(Damage::at(Reason::TooManyPixels, 8));
        assert_eq!(read(&bytes), Png { width: Some(width), height: Some(height), damage, ..Png::default() });
    }
    let most = file(&[header(20_000, 15_000, [16, 6, 0, 0, 1])]);
    assert_eq!(reason(&most), Some(Reason::EndsEarly));
}
