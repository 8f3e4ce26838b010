use std::borrow::Cow;
use std::io::Cursor;

use ::image::ExtendedColorType;
use ::image::codecs::bmp::BmpEncoder;
use image_webp::WebPEncoder;
use jpeg_encoder::Encoder;
use proptest::prelude::*;

use super::*;

const WIDTH: u32 = 150;
const HEIGHT: u32 = 70;

/// A picture without symmetry, of which every pixel counts.
fn pixel(x: u32, y: u32) -> [u8; 3] {
    [x * 255 / WIDTH, y * 255 / HEIGHT, (x * 7 + y * 13) % 256].map(|value| u8::try_from(value).unwrap())
}

fn picture() -> Vec<u8> {
    (0..HEIGHT).flat_map(|y| (0..WIDTH).flat_map(move |x| pixel(x, y))).collect()
}

fn png(depth: ::png::BitDepth, colour: ::png::ColorType, data: &[u8]) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = ::png::Encoder::new(&mut file, WIDTH, HEIGHT);
    encoder.set_color(colour);
    encoder.set_depth(depth);
    encoder.write_header().unwrap().write_image_data(data).unwrap();
    file
}

fn bmp() -> Vec<u8> {
    let mut file = Vec::new();
    BmpEncoder::new(&mut file).encode(&picture(), WIDTH, HEIGHT, ExtendedColorType::Rgb8).unwrap();
    file
}

fn webp() -> Vec<u8> {
    let mut file = Vec::new();
    WebPEncoder::new(&mut file).encode(&picture(), WIDTH, HEIGHT, image_webp::ColorType::Rgb8).unwrap();
    file
}

fn tiff(compression: ::tiff::encoder::Compression) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    let mut encoder = ::tiff::encoder::TiffEncoder::new(&mut file).unwrap().with_compression(compression);
    encoder.write_image::<::tiff::encoder::colortype::RGB8>(WIDTH, HEIGHT, &picture()).unwrap();
    file.into_inner()
}

/// The TIFF of the picture in every coding that its encoder has.
fn tiffs() -> [Vec<u8>; 4] {
    use ::tiff::encoder::{Compression, DeflateLevel};
    [
        Compression::Uncompressed,
        Compression::Lzw,
        Compression::Deflate(DeflateLevel::default()),
        Compression::Packbits,
    ]
    .map(tiff)
}

/// A screen of 20 × 20 pixels with one red frame of 10 × 6 at (4, 8), the left column of it transparent.
fn gif() -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = ::gif::Encoder::new(&mut file, 20, 20, &[255, 0, 0, 0, 0, 0]).unwrap();
    let buffer: Vec<u8> = (0..60).map(|at| u8::from(at % 10 == 0)).collect();
    let frame = ::gif::Frame {
        width: 10,
        height: 6,
        left: 4,
        top: 8,
        transparent: Some(1),
        buffer: Cow::from(buffer),
        ..Default::default()
    };
    encoder.write_frame(&frame).unwrap();
    drop(encoder);
    file
}

/// A JPEG that says to be turned.
fn jpeg(orientation: u8, width: u16, height: u16, pixels: &[u8]) -> Vec<u8> {
    let exif =
        [b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0", &[orientation, 0, 0, 0][..], &[0; 4]];
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, 95);
    encoder.add_app_segment(1, exif.concat()).unwrap();
    encoder.encode(pixels, width, height, jpeg_encoder::ColorType::Rgb).unwrap();
    file
}

#[test]
fn each_cell_is_the_mean_of_its_pixels() {
    let eight = ::png::BitDepth::Eight;
    for file in [png(eight, ::png::ColorType::Rgb, &picture()), bmp(), webp()].into_iter().chain(tiffs()) {
        let small = colour(&file, 16).unwrap();
        // 150 pixels in cells of 4, 70 in cells of 2; the last across has fewer.
        assert_eq!((small.width(), small.height()), (38, 35));
        for (y, row) in (0..).zip(small.rows()) {
            for (x, &mean) in (0..).zip(row) {
                let places = small.down().cell(y).flat_map(|y| small.across().cell(x).map(move |x| (x, y)));
                let pixels: Vec<[u8; 3]> = places.map(|(x, y)| pixel(x, y)).collect();
                let count = u32::try_from(pixels.len()).unwrap();
                let expected = [0, 1, 2].map(|at| {
                    let sum: u32 = pixels.iter().map(|pixel| u32::from(pixel[at])).sum();
                    u8::try_from((sum + count / 2) / count).unwrap()
                });
                assert_eq!(mean, expected, "{x} {y}");
            }
        }
        assert_eq!(grey(&file, 16), Some(small.grey()));
    }
}

#[test]
fn small_pictures_stay_as_they_are() {
    let png = png(::png::BitDepth::Eight, ::png::ColorType::Rgb, &picture());
    for file in [png, bmp(), webp()].into_iter().chain(tiffs()) {
        let small = colour(&file, 300).unwrap();
        assert_eq!((small.width(), small.height()), (WIDTH, HEIGHT));
        assert_eq!(small.pixels().as_flattened(), picture());
    }
}

#[test]
fn greys_depths_and_transparency_of_png_are_understood() {
    let count = (WIDTH * HEIGHT) as usize;
    let first = |file: &[u8]| *colour(file, 300).unwrap().pixels().first().unwrap();
    let deep = [0x80, 0x12].repeat(count);
    assert_eq!(first(&png(::png::BitDepth::Sixteen, ::png::ColorType::Grayscale, &deep)), [0x80; 3]);
    let see_through = [10, 20, 30, 0].repeat(count);
    assert_eq!(first(&png(::png::BitDepth::Eight, ::png::ColorType::Rgba, &see_through)), [255; 3]);
    let half = [0, 51].repeat(count);
    assert_eq!(first(&png(::png::BitDepth::Eight, ::png::ColorType::GrayscaleAlpha, &half)), [204; 3]);
    // 150 bits in 19 bytes.
    let bits = vec![0xFF; 19 * HEIGHT as usize];
    assert_eq!(first(&png(::png::BitDepth::One, ::png::ColorType::Grayscale, &bits)), [255; 3]);
}

#[test]
fn bits_of_a_tiff_are_ink_or_paper_as_it_says() {
    // Ten pixels across and two down, uncompressed: every other pixel of the first row is set.
    let file = |white_is_zero: bool| {
        let tags: [(u16, u32); 8] = [
            (256, 10),
            (257, 2),
            (258, 1),
            (259, 1),
            (262, u32::from(!white_is_zero)),
            (273, 110),
            (277, 1),
            (279, 4),
        ];
        let mut file = b"II*\0\x08\0\0\0\x08\0".to_vec();
        for (tag, value) in tags {
            file.extend(tag.to_le_bytes());
            file.extend([4, 0, 1, 0, 0, 0]);
            file.extend(value.to_le_bytes());
        }
        file.resize(110, 0);
        file.extend([0b1010_1010, 0b1000_0000, 0, 0]);
        file
    };
    for (white_is_zero, set, clear) in [(true, [0; 3], [255; 3]), (false, [255; 3], [0; 3])] {
        let small = colour(&file(white_is_zero), 300).unwrap();
        let rows: Vec<&[[u8; 3]]> = small.rows().collect();
        assert_eq!(rows[0][..3], [set, clear, set], "{white_is_zero}");
        assert_eq!(rows[1], [clear; 10]);
    }
}

#[test]
fn a_frame_of_a_gif_lies_on_white_paper() {
    let small = colour(&gif(), 300).unwrap();
    assert_eq!((small.width(), small.height()), (20, 20));
    for (y, row) in (0..).zip(small.rows()) {
        for (x, &pixel) in (0..).zip(row) {
            let is_red = (5..14).contains(&x) && (8..14).contains(&y);
            assert_eq!(pixel, if is_red { [255, 0, 0] } else { [255; 3] }, "{x} {y}");
        }
    }
}

/// Top left quarter black, top right dark, bottom left light, bottom right white.
fn quarters(width: u32, height: u32) -> Vec<u8> {
    let value = |x, y| [[0, 80], [160, 255]][usize::from(y >= height / 2)][usize::from(x >= width / 2)];
    (0..height).flat_map(|y| (0..width).flat_map(move |x| [value(x, y); 3])).collect()
}

#[test]
fn pictures_are_turned_as_their_exif_says() {
    // Corners as seen: top left, top right, bottom left, bottom right (EXIF 2.32, section 4.6.4).
    let seen = [
        [0, 80, 160, 255],
        [80, 0, 255, 160],
        [255, 160, 80, 0],
        [160, 255, 0, 80],
        [0, 160, 80, 255],
        [160, 0, 255, 80],
        [255, 80, 160, 0],
        [80, 255, 0, 160],
    ];
    for (orientation, corners) in (1..).zip(seen) {
        for at_least in [16, 40, 300] {
            let file = jpeg(orientation, 330, 170, &quarters(330, 170));
            let small = grey(&file, at_least).unwrap();
            let (width, height) = (small.width() as usize, small.height() as usize);
            assert_eq!(small.across().length() > small.down().length(), orientation < 5);
            let pixel = |x: usize, y: usize| small.pixels()[y * width + x];
            let (right, bottom) = (width - 1, height - 1);
            let found = [pixel(0, 0), pixel(right, 0), pixel(0, bottom), pixel(right, bottom)];
            let near = found.iter().zip(corners).all(|(&found, corner)| found.abs_diff(corner) < 4);
            assert!(near, "{orientation} {at_least}: {found:?}");
        }
    }
}

#[test]
fn jpeg_made_small_in_the_decoder_has_the_same_cells() {
    let (width, height) = (1203, 805);
    let pixels: Vec<u8> = (0..height)
        .flat_map(|y| (0..width).flat_map(move |x| [x * 255 / width, y * 255 / height, 100]))
        .map(|value| u8::try_from(value).unwrap())
        .collect();
    let file = jpeg(1, 1203, 805, &pixels);
    for at_least in [20, 64, 100, 200, 500, 2000] {
        let small = colour(&file, at_least).unwrap();
        assert!(small.width() >= at_least.min(width) && small.height() >= at_least.min(height));
        assert!(u64::from(small.width()) * u64::from(small.height()) <= 1203 * 805);
        for (y, row) in (0..).zip(small.rows()) {
            for (x, &[red, green, _]) in (0..).zip(row) {
                let middle = |cell: Range<u32>| u32::midpoint(cell.start, cell.end);
                let (x, y) = (middle(small.across().cell(x)), middle(small.down().cell(y)));
                let near = |found: u8, expected: u32| u32::from(found).abs_diff(expected) <= 6;
                assert!(near(red, x * 255 / width) && near(green, y * 255 / height), "{at_least}: {x} {y}");
            }
        }
    }
}

#[test]
fn what_is_no_picture_or_too_large_gives_nothing() {
    assert_eq!(grey(b"", 100), None);
    assert_eq!(grey(b"not a picture", 100), None);
    let mut huge = png(::png::BitDepth::Eight, ::png::ColorType::Rgb, &picture());
    huge[16..24].copy_from_slice(&[0, 1, 0, 0, 0, 1, 0, 0]);
    let crc = crc32fast::hash(&huge[12..29]).to_be_bytes();
    huge[29..33].copy_from_slice(&crc);
    assert_eq!(grey(&huge, 100), None);
}

proptest! {
    #[test]
    fn cells_divide_a_side(length in 1u32..100_000, at_least in 1u32..2000, reversed: bool) {
        let side = Side { reversed, ..Side::new(length, at_least) };
        let mut ranges: Vec<Range<u32>> = (0..side.cells()).map(|index| side.cell(index)).collect();
        prop_assert!(side.cells() >= at_least.min(length));
        prop_assert!(side.cells() <= 4 * at_least.max(16));
        prop_assert_eq!(ranges.first().unwrap().start, 0);
        prop_assert_eq!(ranges.last().unwrap().end, length);
        prop_assert!(ranges.windows(2).all(|pair| pair[0].end == pair[1].start));
        for (index, range) in (0..).zip(&ranges) {
            prop_assert_eq!((side.cell_at(range.start), side.cell_at(range.end - 1)), (index, index));
        }
        ranges.retain(|range| range.len() != side.step as usize);
        prop_assert!(ranges.len() <= 1 && ranges.iter().all(|range| !range.is_empty()));
    }

    #[test]
    fn changed_bytes_end_no_run(which in 0..5usize, changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8)) {
        let mut file = match which {
            0 => png(::png::BitDepth::Eight, ::png::ColorType::Rgb, &picture()),
            1 => bmp(),
            2 => webp(),
            3 => gif(),
            _ => jpeg(6, 150, 70, &picture()),
        };
        for (at, value) in changes {
            let at = at.index(file.len());
            file[at] = value;
        }
        let _ = (grey(&file, 20), colour(&file, 300));
    }
}
