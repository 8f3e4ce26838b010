use image_webp::{ColorType, WebPEncoder};

use super::*;

/// 24 × 18 pixels, lossy with an alpha channel: chunks `VP8X`, `ALPH` and `VP8 `.
const ALPHA: &[u8] = include_bytes!("samples/alpha.webp");

fn chunk(kind: [u8; 4], body: &[u8]) -> Vec<u8> {
    let pad = &[0][..body.len() % 2];
    [&kind[..], &u32::try_from(body.len()).unwrap().to_le_bytes()[..], body, pad].concat()
}

fn file(chunks: &[Vec<u8>]) -> Vec<u8> {
    let content = [&[b"WEBP".to_vec()], chunks].concat().concat();
    chunk(*b"RIFF", &content)
}

fn parts() -> [Vec<u8>; 3] {
    let chunks = Chunk::all(&ALPHA[12..], 12).unwrap();
    let [_, alpha, lossy] = &chunks[..] else { panic!("three chunks") };
    [alpha.body.to_vec(), lossy.body.to_vec(), chunk(alpha.kind, alpha.body)]
}

fn lossy() -> Vec<u8> {
    file(&[chunk(*b"VP8 ", &parts()[1])])
}

fn lossless() -> Vec<u8> {
    let pixels: Vec<u8> = (0..24 * 18 * 3).map(|at| u8::try_from(at * at % 251).unwrap()).collect();
    let mut bytes = Vec::new();
    WebPEncoder::new(&mut bytes).encode(&pixels, 24, 18, ColorType::Rgb8).unwrap();
    bytes
}

/// Flags of `VP8X`: 2 animation, 8 EXIF, 16 alpha.
fn extended(flags: u8) -> Vec<u8> {
    chunk(*b"VP8X", &[flags, 0, 0, 0, 23, 0, 0, 17, 0, 0])
}

fn frame(picture: &[Vec<u8>]) -> Vec<u8> {
    let head = vec![0, 0, 0, 0, 0, 0, 23, 0, 0, 17, 0, 0, 50, 0, 0, 0];
    chunk(*b"ANMF", &[&[head], picture].concat().concat())
}

fn animation() -> Vec<u8> {
    let [_, data, alpha] = parts();
    let lossless = lossless()[12..].to_vec();
    file(&[
        extended(2 | 16),
        chunk(*b"ANIM", &[0; 6]),
        frame(&[alpha, chunk(*b"VP8 ", &data)]),
        frame(&[lossless]),
        frame(&[chunk(*b"VP8 ", &data)]),
    ])
}

fn all() -> [Vec<u8>; 4] {
    [ALPHA.to_vec(), lossy(), lossless(), animation()]
}

fn reason(bytes: &[u8]) -> Option<Reason> {
    read(bytes).damage.map(|damage| damage.reason)
}

#[test]
fn every_kind_is_whole_and_what_follows_is_counted() {
    for mut bytes in all() {
        let expected = Webp { width: Some(24), height: Some(18), ..Webp::default() };
        assert_eq!(read(&bytes), expected);
        bytes.extend([0; 9]);
        assert_eq!(read(&bytes), Webp { trailing_bytes: 9, ..expected });
    }
}

#[test]
fn a_file_cut_anywhere_ends_early() {
    for bytes in all() {
        for length in 12..bytes.len() {
            let webp = read(&bytes[..length]);
            assert_eq!(webp.damage, Some(Damage::at(Reason::EndsEarly, length as u64)), "{length}");
            assert_eq!(webp.width, Some(24).filter(|_| webp.width.is_some()));
            assert!(webp.width.is_some() || length < 30, "{length}");
        }
    }
}

#[test]
fn a_cut_picture_is_noticed_though_its_container_was_mended() {
    for (kind, body) in [(b"VP8 ", parts()[1].clone()), (b"VP8L", lossless()[20..].to_vec())] {
        for length in 0..body.len() - 12 {
            let mended = file(&[chunk(*kind, &body[..length])]);
            assert!(reason(&mended).is_some(), "{length} of {}", body.len());
        }
    }
    let [alpha, data, _] = parts();
    let with = |alpha: &[u8]| reason(&file(&[extended(16), chunk(*b"ALPH", alpha), chunk(*b"VP8 ", &data)]));
    assert_eq!(with(&alpha), None);
    assert_eq!(with(&alpha[..alpha.len() / 2]), Some(Reason::DataCorrupt));
    assert_eq!(with(&[&[0][..], &[9; 24 * 18]].concat()), None);
    assert_eq!(with(&[&[0][..], &[9; 24 * 18 - 1]].concat()), Some(Reason::DataCorrupt));
    assert_eq!(with(&[]), Some(Reason::DataCorrupt));
}

#[test]
fn chunks_must_fit_and_be_there() {
    let [_, data, _] = parts();
    let structure = Some(Reason::Structure);
    assert_eq!(reason(&file(&[extended(0)])), structure, "no picture");
    assert_eq!(reason(&file(&[extended(2), chunk(*b"ANIM", &[0; 6])])), structure, "no frame");
    assert_eq!(reason(&file(&[extended(2), frame(&[])])), structure, "a frame without picture");
    assert_eq!(reason(&file(&[chunk(*b"JUNK", &data)])), structure);
    assert_eq!(reason(&file(&[])), structure);
    let two = [extended(0), chunk(*b"VP8 ", &data), chunk(*b"VP8 ", &data)];
    assert_eq!(reason(&file(&two)), structure);
    let mut other_size = extended(0);
    other_size[12] += 1;
    assert_eq!(reason(&file(&[other_size, chunk(*b"VP8 ", &data)])), structure);
    let mut too_long = file(&[extended(0), chunk(*b"VP8 ", &data)]);
    too_long[34] += 2;
    assert_eq!(reason(&too_long), structure, "a chunk that leads out of its container");
}

#[test]
fn metadata_is_found_behind_the_picture() {
    let [_, data, _] = parts();
    let bytes = file(&[extended(8), chunk(*b"VP8 ", &data), chunk(*b"EXIF", b"II*\0")]);
    assert_eq!(
        read(&bytes),
        Webp { width: Some(24), height: Some(18), exif: Some(b"II*\0"), ..Webp::default() }
    );
}

#[test]
fn claims_cost_nothing() {
    let sides = [0xFF, 0x3F, 0xFF, 0x3F];
    let lossy = chunk(*b"VP8 ", &[&[0x10, 0, 0, 0x9D, 1, 0x2A][..], &sides, &[0; 40]].concat());
    let lossless = chunk(*b"VP8L", &[LOSSLESS, 0xFF, 0xFF, 0xFF, 0x0F, 0, 0, 0]);
    assert_eq!(read(&file(&[lossy])).damage, Some(Damage::whole(Reason::TooManyPixels)));
    assert_eq!(read(&file(&[lossless])).damage, Some(Damage::whole(Reason::TooManyPixels)));
    // 24 × 18 pixels each.
    let single = frame(&[chunk(*b"VP8 ", &parts()[1])]);
    let many = file(&[&[extended(2)], &vec![single; 10][..]].concat());
    assert_eq!(reason(&many), None);
    let vast = |count: usize| vec![chunk(*b"ANMF", &[255; 16]); count];
    assert!(reason(&file(&[&[extended(2)], &vast(1)[..]].concat())).is_some());
}

#[test]
fn changed_bytes_never_panic() {
    for original in all() {
        for at in 0..original.len() {
            for value in [0, 1, 0x7F, 0xFF, original[at] ^ 0x10] {
                let mut bytes = original.clone();
                bytes[at] = value;
                let _ = read(&bytes);
            }
        }
    }
}
