//! Whole files: made by an encoder, and made by hand where no encoder makes them.

use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

use super::*;

fn reason(bytes: &[u8]) -> Option<Reason> {
    read(bytes).unwrap().damage.map(|damage| damage.reason)
}

/// Numbers that look random and are the same every time (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % limit
    }

    fn byte(&mut self) -> u8 {
        u8::try_from(self.below(256)).unwrap()
    }
}

fn channels(colour: ColorType) -> usize {
    match colour {
        ColorType::Luma => 1,
        ColorType::Rgb => 3,
        _ => 4,
    }
}

fn encoded(width: u16, height: u16, colour: ColorType, set: impl Fn(&mut Encoder<&mut Vec<u8>>)) -> Vec<u8> {
    let mut random = Random(u64::from(width) << 16 | u64::from(height) | 1);
    let samples = usize::from(width) * usize::from(height) * channels(colour);
    let pixels: Vec<u8> =
        (0..samples).map(|at| u8::try_from(at / 3 % 200).unwrap() ^ random.byte() & 31).collect();
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, 85);
    set(&mut encoder);
    encoder.encode(&pixels, width, height, colour).unwrap();
    bytes
}

/// A small colour picture, progressive or with restart markers.
fn small(progressive: bool) -> Vec<u8> {
    encoded(37, 29, ColorType::Rgb, |encoder| {
        encoder.set_sampling_factor(SamplingFactor::R_4_2_0);
        encoder.set_progressive(progressive);
        encoder.set_restart_interval(if progressive { 0 } else { 2 });
    })
}

fn segment(code: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
    [&[0xFF, code][..], &length, content].concat()
}

/// Entropy-coded data of these binary digits, padded with ones; anything else separates.
fn data(digits: &str) -> Vec<u8> {
    let digits: Vec<u8> = digits.bytes().filter(|digit| (b'0'..=b'1').contains(digit)).collect();
    let bytes = digits
        .chunks(8)
        .map(|chunk| (0..8).fold(0, |byte, at| byte << 1 | chunk.get(at).map_or(1, |digit| digit - b'0')));
    bytes.flat_map(|byte| if byte == 0xFF { vec![byte, 0] } else { vec![byte] }).collect()
}

/// Grey, quantization all ones; the codes 0, 10, 110, … are categories 0, 1, 2, … for DC, and for AC
/// `SYMBOLS` in their order.
fn headers(sof: u8, width: u16, height: u16) -> Vec<u8> {
    let dc = [&[0x00][..], &[1; 12], &[0; 4], &(0..12).collect::<Vec<u8>>()].concat();
    let ac = [&[0x10][..], &[1; 8], &[0; 8], &SYMBOLS].concat();
    let ([w, x], [h, y]) = (width.to_be_bytes(), height.to_be_bytes());
    [
        vec![0xFF, 0xD8],
        segment(code::DQT, &[&[0][..], &[1; 64]].concat()),
        segment(sof, &[8, h, y, w, x, 1, 7, 0x11, 0]),
        segment(code::DHT, &[dc, ac].concat()),
    ]
    .concat()
}

/// End of block, coefficients of one bit after runs of 0 and 15, 16 zeros, runs of ended bands of 2 and more
/// and of 16384 and more, a symbol that means nothing to sequential coding, one too large for 8-bit samples.
const SYMBOLS: [u8; 8] = [0x00, 0x01, 0xF1, 0xF0, 0x10, 0xE0, 0x20, 0x0B];
const EOB: &str = "0";
const ONE: &str = "10";
const AFTER_15: &str = "110";
const ZEROS: &str = "1110";
const EOB_2: &str = "11110";
const EOB_16384: &str = "111110";
const OTHER: &str = "1111110";
const LARGE: &str = "11111110";

fn scan(first: u8, last: u8, approximation: u8, digits: &str) -> Vec<u8> {
    [segment(code::SOS, &[1, 7, 0x00, first, last, approximation]), data(digits)].concat()
}

fn whole(parts: &[Vec<u8>]) -> Vec<u8> {
    [&parts.concat()[..], &[0xFF, code::EOI]].concat()
}

#[test]
fn what_encoders_write_is_whole() {
    use SamplingFactor::{R_4_1_0, R_4_1_1, R_4_2_0, R_4_2_1, R_4_2_2, R_4_4_0, R_4_4_1, R_4_4_4};
    for (width, height) in [(1, 1), (8, 8), (17, 33), (64, 9), (130, 70)] {
        for sampling in [R_4_1_0, R_4_1_1, R_4_2_0, R_4_2_1, R_4_2_2, R_4_4_0, R_4_4_1, R_4_4_4] {
            for colour in [ColorType::Luma, ColorType::Rgb, ColorType::Cmyk, ColorType::CmykAsYcck] {
                // This encoder's optimized tables do not fit restart intervals: not both.
                for options in 0..6 {
                    let bytes = encoded(width, height, colour, |encoder| {
                        encoder.set_sampling_factor(sampling);
                        encoder.set_progressive(options & 1 > 0);
                        encoder.set_optimized_huffman_tables(options & 2 > 0);
                        encoder.set_restart_interval(if options & 4 > 0 { 3 } else { 0 });
                    });
                    let jpeg = read(&bytes).unwrap();
                    assert_eq!(jpeg.damage, None, "{width} × {height}, {sampling:?}, {colour:?}, {options}");
                    assert_eq!((jpeg.width, jpeg.height), (Some(width.into()), Some(height.into())));
                    assert_eq!(usize::from(jpeg.components), channels(colour));
                    assert_eq!((jpeg.progressive, jpeg.trailing_bytes), (options & 1 > 0, 0));
                }
            }
        }
    }
}

#[test]
fn a_file_cut_anywhere_ends_early() {
    for bytes in [small(false), small(true)] {
        let header = bytes
            .windows(2)
            .position(|pair| [[0xFF, code::SOF0], [0xFF, code::SOF2]].contains(&[pair[0], pair[1]]));
        for length in 3..bytes.len() {
            let jpeg = read(&bytes[..length]).unwrap();
            assert_eq!(jpeg.damage.map(|damage| damage.reason), Some(Reason::EndsEarly), "{length}");
            assert_eq!(jpeg.width, Some(37).filter(|_| length >= header.unwrap() + 19));
        }
    }
}

#[test]
fn data_that_does_not_fill_its_place_is_corrupt() {
    for progressive in [false, true] {
        let bytes = small(progressive);
        let end = bytes.len() - 2;
        for without in 1..20 {
            let shortened = [&bytes[..end - without], &bytes[end..]].concat();
            // The last scan of the progressive picture is so short that its header is hit too.
            let found = reason(&shortened);
            assert!(
                found == Some(Reason::DataCorrupt) || progressive && found.is_some(),
                "{without} bytes less"
            );
        }
        let lengthened = [&bytes[..end], &[0x55], &bytes[end..]].concat();
        assert_eq!(reason(&lengthened), Some(Reason::DataCorrupt));
        let zeros_inside = [&bytes[..end - 90], &[0; 60], &bytes[end - 30..]].concat();
        assert!(reason(&zeros_inside).is_some());
        let zeros_to_the_end = [&bytes[..end - 90], &[0; 92]].concat();
        assert!(reason(&zeros_to_the_end).is_some());
    }
}

#[test]
fn restart_markers_come_in_order() {
    let bytes = small(false);
    let markers: Vec<usize> = (0..bytes.len() - 1)
        .filter(|&at| bytes[at] == 0xFF && (code::RST0..=code::RST7).contains(&bytes[at + 1]))
        .collect();
    // 3 × 2 MCUs, 2 in an interval.
    assert_eq!(markers.len(), 2);
    for at in markers {
        let mut other = bytes.clone();
        other[at + 1] ^= 4;
        assert_eq!(reason(&other), Some(Reason::DataCorrupt));
        let without = [&bytes[..at], &bytes[at + 2..]].concat();
        assert_eq!(reason(&without), Some(Reason::DataCorrupt));
        let filled = [&bytes[..at], &[0xFF; 3], &bytes[at..]].concat();
        assert_eq!(reason(&filled), None);
    }
    let last = |marker| [&bytes[..bytes.len() - 2], &[0xFF, marker], &bytes[bytes.len() - 2..]].concat();
    assert_eq!(reason(&last(code::RST0 + 2)), None, "some programs end the last interval too");
    assert_eq!(reason(&last(code::RST0 + 3)), Some(Reason::Structure));
}

#[test]
fn metadata_and_what_follows_the_picture_are_found() {
    let bytes = small(false);
    let xmp = segment(code::APP1, b"http://ns.adobe.com/xap/1.0/\0<x/>");
    let exif = [segment(code::APP1, b"Exif\0\0II"), segment(code::APP1, b"Exif\0\0MM")].concat();
    let comment = segment(code::COM, &[0xFF, code::EOI]);
    let file = [&[0xFF, 0xD8][..], &xmp, &[0xFF], &exif, &comment, &bytes[2..], &bytes].concat();
    let jpeg = read(&file).unwrap();
    assert_eq!(jpeg.exif, Some(&b"II"[..]));
    let kept: Vec<_> = jpeg.metadata.iter().map(|segment| (segment.kind, segment.content.len())).collect();
    assert_eq!(kept, [(SegmentKind::App1, 33), (SegmentKind::Comment, 2)]);
    assert_eq!((jpeg.damage, jpeg.trailing_bytes), (None, bytes.len() as u64));
    assert_eq!(read(b"\xFF\xD8"), None);
    assert_eq!(read(b"\x89PNG"), None);
}

#[test]
fn what_phones_and_programs_put_beside_a_picture_is_no_damage() {
    for bytes in [small(false), small(true)] {
        let every: Vec<u8> = (0xE0..=0xEF_u8)
            .chain([code::COM])
            .flat_map(|name| {
                // A thumbnail is a whole picture inside a segment, with markers of its own.
                let content = [b"Adobe? MPF\0 ICC_PROFILE\0\xFF\xDA\xFF\xD9", &bytes[..]].concat();
                [&[0xFF; 3][..], &segment(name, &content)].concat()
            })
            .collect();
        let video = [b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom\0\0\0\x08mdat".as_slice(), &[0; 999]].concat();
        for (trailer, name) in [
            (vec![], "nothing"),
            (video, "motion video"),
            (bytes.clone(), "a second picture (CIPA DC-007, MPF)"),
            (vec![0; 70_000], "padding"),
            (b"SEFHe\0\0\0SEFT".to_vec(), "a phone's index"),
            (vec![0xFF, 0xD9], "a second end"),
        ] {
            let file = [&[0xFF, 0xD8][..], &every, &bytes[2..], &trailer].concat();
            let jpeg = read(&file).unwrap();
            assert_eq!((jpeg.damage, jpeg.trailing_bytes), (None, trailer.len() as u64), "{name}");
        }
    }
}

#[test]
fn segments_that_contradict_each_other_are_told() {
    let bytes = small(false);
    let size = |jpeg: &Jpeg<'_>| (jpeg.width, jpeg.height);
    let inserted = |what: &[u8]| [&bytes[..2], what, &bytes[2..]].concat();
    let garbage = inserted(&[0xFF, 0xFE, 0, 4, 1, 2, 3]);
    let jpeg = read(&garbage).unwrap();
    assert_eq!(jpeg.damage, Some(damage(Reason::Structure, 8)));
    assert_eq!(size(&jpeg), (Some(37), Some(29)), "the frame header is found behind garbage");
    assert_eq!(reason(&inserted(&[0xFF, 0xE0, 0, 1])), Some(Reason::Structure));
    assert_eq!(reason(&inserted(&[0xFF, 0xD8])), Some(Reason::Structure));
    assert_eq!(reason(&inserted(&[0xFF, 0xD9])), Some(Reason::Structure));
    let frame = headers(code::SOF0, 8, 8);
    let block = scan(0, 63, 0, "0 0");
    assert_eq!(reason(&whole(&[frame.clone(), block.clone()])), None);
    assert_eq!(reason(&whole(std::slice::from_ref(&frame))), Some(Reason::Structure), "no scan");
    assert_eq!(reason(&frame), Some(Reason::EndsEarly));
    assert_eq!(reason(&whole(&[frame.clone(), block.clone(), block.clone()])), Some(Reason::Structure));
    for table in [code::DQT, code::DHT] {
        let at = frame.windows(2).position(|pair| pair == [0xFF, table]).unwrap();
        let mut without = frame.clone();
        without[at + 1] = code::COM;
        assert_eq!(reason(&whole(&[without, block.clone()])), Some(Reason::Structure), "no table {table:x}");
    }
}

#[test]
fn nonsense_in_the_parameters_of_sequential_scans_is_harmless() {
    assert_eq!(reason(&whole(&[headers(code::SOF1, 8, 8), scan(0, 0, 0x21, "0 0")])), None);
}

#[test]
fn rare_codings_still_give_their_size() {
    for sof in [0xC3, 0xC5, 0xC9, 0xCA, 0xCF, code::DHP, code::SOF55] {
        let jpeg = headers(sof, 1000, 900);
        let jpeg = read(&jpeg).unwrap();
        assert_eq!(jpeg.damage.map(|damage| damage.reason), Some(Reason::RareCoding));
        assert_eq!((jpeg.width, jpeg.height, jpeg.components), (Some(1000), Some(900), 1));
    }
    let mut deep = headers(code::SOF1, 1000, 900);
    let precision = deep.windows(2).position(|pair| pair == [0xFF, code::SOF1]).unwrap() + 4;
    deep[precision] = 12;
    assert_eq!(reason(&deep), Some(Reason::RareCoding));
}

#[test]
fn a_height_may_follow_the_first_scan() {
    let open = |height: &[u8]| {
        whole(&[headers(code::SOF0, 8, 0), scan(0, 63, 0, "00 00"), segment(code::DNL, height)])
    };
    let bytes = open(&[0, 16]);
    let jpeg = read(&bytes).unwrap();
    assert_eq!((jpeg.height, jpeg.damage), (Some(16), None));
    assert_eq!(reason(&open(&[0, 17])), Some(Reason::DataCorrupt));
    assert_eq!(reason(&open(&[0, 0])), Some(Reason::Structure));
    let never = whole(&[headers(code::SOF0, 8, 0), scan(0, 63, 0, "00 00")]);
    assert_eq!(read(&never).unwrap().height, None);
    assert_eq!(reason(&never), Some(Reason::Structure));
}

#[test]
fn sequential_blocks_have_64_coefficients() {
    let block =
        |digits: &[&str]| reason(&whole(&[headers(code::SOF0, 8, 8), scan(0, 63, 0, &digits.concat())]));
    let corrupt = Some(Reason::DataCorrupt);
    assert_eq!(block(&["0", AFTER_15, "1", ZEROS, AFTER_15, "0", EOB]), None);
    let three = ["0", AFTER_15, "1", ZEROS, ZEROS];
    assert_eq!(
        block(&[&three[..], &[&[ONE, "1"].concat().repeat(15)]].concat()),
        None,
        "no end where all are there"
    );
    assert_eq!(block(&[&three[..], &[AFTER_15, "1"]].concat()), corrupt, "coefficient 64");
    assert_eq!(block(&[&three[..], &[ONE, "1", ZEROS]].concat()), corrupt);
    assert_eq!(block(&["0", EOB_2]), corrupt);
    assert_eq!(block(&["0", LARGE, "11111111111", EOB]), corrupt);
    assert_eq!(block(&["11111111110", "1111111111", EOB]), None, "a DC difference of 10 bits");
    assert_eq!(block(&["0", "11111111 1111"]), corrupt, "no code");
    assert_eq!(block(&["0"]), corrupt, "ones of the padding");
}

#[test]
fn progressive_scans_refine_what_is_there() {
    // Three blocks; coefficient 1 of the second is not zero after the first AC scan.
    let dc = scan(0, 0, 0x01, "0 0 0");
    let first = scan(1, 63, 0x01, &["0", ONE, "1", EOB, EOB].concat());
    let dc_last = scan(0, 0, 0x10, "101");
    // Nothing in the first block; in the second a new coefficient 2 and the correction of coefficient 1, then
    // an ended band for two blocks.
    let last = scan(1, 63, 0x10, &[EOB, ONE, "1", "0", EOB_2, "0"].concat());
    let frame = || headers(code::SOF2, 24, 8);
    let all = [frame(), dc.clone(), first.clone(), dc_last.clone(), last.clone()];
    assert_eq!(reason(&whole(&all)), None);
    for without in 1..5 {
        let mut parts = all.to_vec();
        parts.remove(without);
        assert!(reason(&whole(&parts)).is_some(), "without scan {without}");
        assert_eq!(reason(&all[..without].concat()), Some(Reason::EndsEarly), "cut before scan {without}");
    }
    let refined = |digits: &[&str]| {
        let last = scan(1, 63, 0x10, &digits.concat());
        reason(&whole(&[frame(), dc.clone(), first.clone(), dc_last.clone(), last]))
    };
    let corrupt = Some(Reason::DataCorrupt);
    // All the same with the correction bit after the end of the band of all three blocks.
    assert_eq!(refined(&[EOB_2, "1", "0", "0".repeat(14).as_str()]), corrupt, "a byte too many");
    assert_eq!(refined(&[EOB_2, "0", "1", EOB]), None);
    assert_eq!(refined(&[EOB_2, "1", "1"]), None);
    assert_eq!(refined(&[EOB, EOB_2, "1", "1"]), corrupt, "ended band beyond the last block");
    assert_eq!(refined(&[ZEROS, ZEROS, ZEROS, AFTER_15, "1"]), corrupt, "coefficient 64");
    assert_eq!(refined(&[OTHER, "11111111"]), corrupt);
    let only_dc = [frame(), scan(0, 0, 0, "000")];
    assert_eq!(reason(&whole(&only_dc)), corrupt, "scans that never came");
    let one_run = scan(1, 63, 0, &[EOB_16384, "0000000000 0000"].concat());
    assert_eq!(reason(&whole(&[frame(), scan(0, 0, 0, "000"), one_run.clone()])), corrupt);
    // 16384 blocks.
    let zeros = scan(0, 0, 0, &"0".repeat(16384));
    assert_eq!(reason(&whole(&[headers(code::SOF2, 1024, 1024), zeros, one_run])), None);
}

#[test]
fn progressions_that_contradict_themselves_are_told() {
    let dc = || scan(0, 0, 0, "0");
    for wrong in [
        vec![scan(1, 63, 0, EOB)],
        vec![dc(), dc()],
        vec![dc(), scan(0, 5, 0, "0")],
        vec![dc(), scan(5, 4, 0, EOB)],
        vec![dc(), scan(1, 64, 0, EOB)],
        vec![dc(), scan(1, 63, 0x20, EOB)],
        vec![dc(), scan(1, 63, 0x21, EOB)],
        vec![dc(), scan(1, 63, 0x0E, EOB)],
        vec![dc(), scan(1, 5, 0x01, EOB), scan(5, 6, 0x01, EOB)],
    ] {
        assert_eq!(reason(&whole(&[headers(code::SOF2, 8, 8), wrong.concat()])), Some(Reason::Structure));
    }
}

#[test]
fn claims_cost_no_more_than_their_bytes() {
    let huge = whole(&[headers(code::SOF2, 65000, 65000), scan(0, 0, 0, "0")]);
    assert_eq!(read(&huge).unwrap().damage, Some(Damage::whole(Reason::TooManyPixels)));
    assert_eq!(read(&huge).unwrap().width, Some(65000));
    // The largest picture, refined again and again with a few hundred bytes each time.
    let blocks = 2048 * 2288;
    let runs = |count: usize| [EOB_16384, "0000000000 0000"].concat().repeat(count / 16384);
    let mut parts = vec![headers(code::SOF2, 16384, 18304), scan(0, 0, 0, &"0".repeat(blocks))];
    for low in (0..=13).rev() {
        for coefficient in 1..12 {
            let approximation = if low == 13 { 13 } else { (low + 1) << 4 | low };
            parts.push(scan(coefficient, coefficient, approximation, &runs(blocks)));
        }
    }
    assert_eq!(reason(&whole(&parts)), Some(Reason::ReaderFailed));
}

#[test]
fn random_mutations_never_panic() {
    let mut random = Random(7);
    let originals = [small(false), small(true)];
    for round in 0..20_000 {
        let mut bytes = originals[round % 2].clone();
        for _ in 0..=random.below(6) {
            let at = random.below(bytes.len());
            match random.below(5) {
                0 => bytes[at] = random.byte(),
                1 => bytes[at] ^= 1 << random.below(8),
                2 => bytes.truncate(at.max(3)),
                3 => bytes.insert(at, [0, 0xFF, random.byte()][random.below(3)]),
                _ => drop(bytes.drain(at..(at + random.below(40)).min(bytes.len()))),
            }
            if bytes.len() < 3 {
                break;
            }
        }
        if let Some(prefix) = bytes.first_chunk_mut() {
            *prefix = [0xFF, 0xD8, 0xFF];
        }
        let jpeg = read(&bytes);
        assert!(jpeg.is_none_or(|jpeg| jpeg.trailing_bytes <= bytes.len() as u64));
    }
}

#[test]
fn means_of_blocks_are_what_they_show() {
    use SamplingFactor::{R_4_1_1, R_4_2_0, R_4_4_0, R_4_4_4};
    let (width, height) = (137u16, 75u16);
    let shade = |x: u16, y: u16| u8::try_from((x / 8 * 41 + y / 8 * 67) % 256).unwrap();
    for sampling in [R_4_4_4, R_4_2_0, R_4_4_0, R_4_1_1] {
        for (colour, options) in (0..8).flat_map(|n| [(ColorType::Luma, n), (ColorType::Rgb, n)]) {
            let count = channels(colour);
            let row = |y| (0..width).flat_map(move |x| std::iter::repeat_n(shade(x, y), count));
            let pixels: Vec<u8> = (0..height).flat_map(row).collect();
            let mut bytes = Vec::new();
            let mut encoder = Encoder::new(&mut bytes, 95);
            encoder.set_sampling_factor(sampling);
            encoder.set_progressive(options & 1 > 0);
            encoder.set_optimized_huffman_tables(options & 2 > 0);
            encoder.set_restart_interval(if options == 4 { 3 } else { 0 });
            encoder.encode(&pixels, width, height, colour).unwrap();
            let luma = read(&bytes).unwrap().luma.unwrap();
            assert_eq!((luma.width, luma.height, luma.means.len()), (18, 10, 180));
            for (place, &mean) in (0..).zip(&luma.means) {
                let expected = shade(place % 18 * 8, place / 18 * 8);
                assert!(mean.abs_diff(expected) <= 2, "{sampling:?} {colour:?} {options}: {place}");
            }
        }
    }
}

#[test]
fn means_are_refined_as_scans_come() {
    // Half of the coefficients: 100, 100 - 3, 97 + 0; then their last bits.
    let dc = scan(0, 0, 0x01, "11111110 1100100  110 00  0");
    let ac = scan(1, 63, 0, &[EOB, EOB, EOB].concat());
    let dc_last = scan(0, 0, 0x10, "101");
    let bytes = whole(&[headers(code::SOF2, 24, 8), dc, ac, dc_last]);
    let jpeg = read(&bytes).unwrap();
    assert_eq!(jpeg.damage, None);
    let eighths = [201, 194, 195].map(|coefficient| 128 + (coefficient + 4) / 8);
    assert_eq!(jpeg.luma, Some(Luma { width: 3, height: 1, means: eighths.to_vec() }));
}

#[test]
fn only_luma_is_shown_and_only_of_whole_pictures() {
    assert_eq!(read(&encoded(40, 40, ColorType::Cmyk, |_| ())).unwrap().luma, None);
    let whole = small(false);
    assert!(read(&whole).unwrap().luma.is_some());
    assert_eq!(read(&whole[..whole.len() - 2]).unwrap().luma, None);
    // Adobe's segment that says of three components that they are not transformed, without a JFIF header before.
    let adobe = segment(code::APP14, &[&b"Adobe"[..], &[0, 100, 0, 0, 0, 0, 0]].concat());
    let jfif = whole.windows(2).position(|pair| pair == [0xFF, code::APP0]).unwrap();
    let rest = jfif + 4 + usize::from(whole[jfif + 3]) - 2;
    let red_first = [&whole[..jfif], &adobe, &whole[rest..]].concat();
    assert_eq!(read(&red_first).map(|jpeg| (jpeg.damage, jpeg.luma)), Some((None, None)));
    let with_both = [&whole[..rest], &adobe, &whole[rest..]].concat();
    assert!(read(&with_both).unwrap().luma.is_some());
}
