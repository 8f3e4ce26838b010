//! Pictures of all sizes and codings.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

use crate::random::Random;

/// First column, first row, column step and row step of the passes of an interlaced PNG (PNG 8.1).
const ADAM7: [(usize, usize, usize, usize); 7] =
    [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

pub(crate) fn jpeg(random: &mut Random) -> Vec<u8> {
    use SamplingFactor::{R_4_1_0, R_4_1_1, R_4_2_0, R_4_2_2, R_4_4_0, R_4_4_4};
    let (width, height) = (1 + random.below(400), 1 + random.below(300));
    let (colour, channels) = random.one_of(&[
        (ColorType::Rgb, 3),
        (ColorType::Rgb, 3),
        (ColorType::Luma, 1),
        (ColorType::CmykAsYcck, 4),
    ]);
    let pixels = samples(random, width * height * channels);
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, random.one_of(&[30, 75, 95]));
    encoder.set_sampling_factor(random.one_of(&[R_4_1_0, R_4_1_1, R_4_2_0, R_4_2_2, R_4_4_0, R_4_4_4]));
    encoder.set_progressive(random.once_in(2));
    // This encoder's own tables do not fit restart intervals: not both.
    match random.below(3) {
        0 => encoder.set_restart_interval(1 + u16::from(random.byte() % 8)),
        1 => encoder.set_optimized_huffman_tables(true),
        _ => {}
    }
    if random.once_in(2) {
        encoder.add_app_segment(1, [b"Exif\0\0", &exif(random)[..]].concat()).unwrap();
    }
    for number in 2..2 + random.below(3) {
        let content = noise(random, 300);
        encoder.add_app_segment(u8::try_from(number).unwrap(), content).unwrap();
    }
    let (width, height) = (u16::try_from(width).unwrap(), u16::try_from(height).unwrap());
    encoder.encode(&pixels, width, height, colour).unwrap();
    bytes
}

pub(crate) fn png(random: &mut Random) -> Vec<u8> {
    if random.once_in(4) { interlaced(random) } else { plain(random) }
}

fn plain(random: &mut Random) -> Vec<u8> {
    use png::BitDepth::{Eight, Four, One, Sixteen, Two};
    use png::ColorType::{Grayscale, GrayscaleAlpha, Indexed, Rgb, Rgba};
    let (colour, depth) = random.one_of(&[
        (Grayscale, One),
        (Grayscale, Eight),
        (Grayscale, Sixteen),
        (GrayscaleAlpha, Eight),
        (Indexed, Two),
        (Indexed, Four),
        (Indexed, Eight),
        (Rgb, Eight),
        (Rgb, Sixteen),
        (Rgba, Eight),
        (Rgba, Sixteen),
    ]);
    let (width, height) = (1 + random.below(300), 1 + random.below(200));
    let mut bytes = Vec::new();
    let mut encoder =
        png::Encoder::new(&mut bytes, u32::try_from(width).unwrap(), u32::try_from(height).unwrap());
    encoder.set_color(colour);
    encoder.set_depth(depth);
    encoder.set_compression(random.one_of(&[png::Compression::Fast, png::Compression::High]));
    encoder.set_filter(random.one_of(&[png::Filter::NoFilter, png::Filter::Adaptive, png::Filter::Paeth]));
    if colour == Indexed {
        encoder.set_palette(noise(random, 3 << depth as usize));
    }
    if random.once_in(2) {
        encoder.add_ztxt_chunk("Comment".to_owned(), "words ".repeat(random.below(99))).unwrap();
        encoder.add_itxt_chunk("Title".to_owned(), random.sentence()).unwrap();
    }
    let mut writer = encoder.write_header().unwrap();
    if random.once_in(2) {
        let exif = exif(random);
        writer.write_chunk(png::chunk::eXIf, &exif).unwrap();
    }
    let row = (width * colour.samples() * depth as usize).div_ceil(8);
    writer.write_image_data(&samples(random, row * height)).unwrap();
    writer.finish().unwrap();
    bytes
}

/// Grey in 8 bits, in seven passes, its data in several chunks: the encoder makes no such thing.
fn interlaced(random: &mut Random) -> Vec<u8> {
    let (width, height) = (1 + random.below(300), 1 + random.below(200));
    let mut rows = Vec::new();
    for (left, top, across, down) in ADAM7 {
        let columns = width.saturating_sub(left).div_ceil(across);
        for _ in (top..height).step_by(down).filter(|_| columns > 0) {
            rows.push(random.byte() % 5);
            rows.extend(samples(random, columns));
        }
    }
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(&rows).unwrap();
    let data = encoder.finish().unwrap();
    let size = [width, height].map(|number| u32::try_from(number).unwrap().to_be_bytes()).concat();
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    bytes.extend(chunk(*b"IHDR", &[&size[..], &[8, 0, 0, 0, 1]].concat()));
    bytes.extend(data.chunks(1 + random.below(9000)).flat_map(|data| chunk(*b"IDAT", data)));
    bytes.extend(chunk(*b"IEND", b""));
    bytes
}

fn chunk(kind: [u8; 4], body: &[u8]) -> Vec<u8> {
    let checked = [&kind, body].concat();
    let length = u32::try_from(body.len()).unwrap().to_be_bytes();
    [&length[..], &checked, &crc32fast::hash(&checked).to_be_bytes()].concat()
}

/// A slope with noise.
fn samples(random: &mut Random, count: usize) -> Vec<u8> {
    let step = 1 + random.below(9);
    (0..count).map(|at| u8::try_from(at / step % 220).unwrap() ^ random.byte() & 15).collect()
}

fn noise(random: &mut Random, count: usize) -> Vec<u8> {
    (0..count).map(|_| random.byte()).collect()
}

/// Maker, orientation, program and the moment the picture was taken, in either byte order (EXIF 2.32, 4.6).
fn exif(random: &mut Random) -> Vec<u8> {
    let big = random.once_in(2);
    let short = |number: u16| if big { number.to_be_bytes() } else { number.to_le_bytes() };
    let long = |number: u32| if big { number.to_be_bytes() } else { number.to_le_bytes() };
    let directory = |at: u32, entries: &[(u16, u16, &[u8])]| {
        let mut rows = short(u16::try_from(entries.len()).unwrap()).to_vec();
        let mut values = Vec::new();
        let behind = at + 6 + 12 * u32::try_from(entries.len()).unwrap();
        for (tag, kind, value) in entries {
            let count = if *kind == 2 { u32::try_from(value.len()).unwrap() } else { 1 };
            rows.extend([&short(*tag)[..], &short(*kind), &long(count)].concat());
            if value.len() > 4 {
                rows.extend(long(behind + u32::try_from(values.len()).unwrap()));
                values.extend_from_slice(value);
            } else {
                rows.extend([value, &[0; 4][value.len()..]].concat());
            }
        }
        [rows, long(0).to_vec(), values].concat()
    };
    let day = 1 + random.below(28);
    let moment = format!("2026:03:{day:02} 09:12:33\0");
    let details = [(0x9003, 2, moment.as_bytes()), (0x9011, 2, b"+08:00\0")];
    let orientation = short(1 + u16::from(random.byte() % 8));
    let main = |details_at: u32| {
        let link = long(details_at);
        directory(
            8,
            &[
                (0x010F, 2, b"HUAWEI\0"),
                (0x0112, 3, &orientation),
                (0x0131, 2, b"Firmware 1\0"),
                (0x8769, 4, &link),
            ],
        )
    };
    let details_at = 8 + u32::try_from(main(0).len()).unwrap();
    let start = [if big { b"MM" } else { b"II" }, &short(42)[..], &long(8)].concat();
    [start, main(details_at), directory(details_at, &details)].concat()
}
