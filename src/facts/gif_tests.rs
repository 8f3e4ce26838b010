use gif::{Encoder, Frame, Repeat};

use super::*;

fn frame(width: u16, height: u16, seed: usize) -> Frame<'static> {
    let pixels: Vec<u8> = (0..usize::from(width) * usize::from(height))
        .map(|at| u8::try_from((at * at + seed) % 4).unwrap())
        .collect();
    Frame { width, height, buffer: pixels.into(), ..Frame::default() }
}

fn animation(frames: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder =
        Encoder::new(&mut bytes, 40, 30, &[0, 0, 0, 255, 255, 255, 255, 0, 0, 0, 0, 255]).unwrap();
    encoder.set_repeat(Repeat::Infinite).unwrap();
    for number in 0..frames {
        encoder.write_frame(&frame(40, 30, number)).unwrap();
    }
    drop(encoder);
    bytes
}

fn reason(bytes: &[u8]) -> Option<Reason> {
    read(bytes).damage.map(|damage| damage.reason)
}

#[test]
fn stills_and_animations_are_whole_and_what_follows_is_counted() {
    for frames in [1, 5] {
        let mut bytes = animation(frames);
        let expected = Gif { width: Some(40), height: Some(30), ..Gif::default() };
        assert_eq!(read(&bytes), expected);
        bytes.extend([0; 7]);
        assert_eq!(read(&bytes), Gif { trailing_bytes: 7, ..expected });
    }
}

#[test]
fn a_file_cut_anywhere_ends_early() {
    let bytes = animation(3);
    for length in 0..bytes.len() {
        let gif = read(&bytes[..length]);
        assert_eq!(gif.damage, Some(Damage::at(Reason::EndsEarly, length as u64)), "{length}");
        assert_eq!(gif.width, Some(40).filter(|_| length >= 13), "{length}");
    }
}

/// The place of the first data block of the first frame: the byte that tells its length.
fn first_block(bytes: &[u8]) -> usize {
    let descriptor = bytes.windows(9).position(|window| window == [0x2C, 0, 0, 0, 0, 40, 0, 30, 0]).unwrap();
    descriptor + 11
}

#[test]
fn data_that_does_not_fill_its_frame_is_corrupt() {
    let bytes = animation(1);
    let start = first_block(&bytes);
    let length = usize::from(bytes[start]);
    let without = [&bytes[..start], &bytes[start + 1 + length..]].concat();
    // Where there is no data at all, what comes next is looked for behind the end of the file.
    assert_eq!(reason(&without), Some(Reason::EndsEarly), "a block less");
    let empty = [&bytes[..start], b"\0;"].concat();
    assert_eq!(reason(&empty), Some(Reason::EndsEarly), "no data");
    let mut zeros = bytes.clone();
    zeros[start + 9..start + 40].fill(0);
    assert_eq!(reason(&zeros), Some(Reason::DataCorrupt));
    let mut taller = bytes.clone();
    taller[start - 4] += 1;
    assert_eq!(reason(&taller), Some(Reason::DataCorrupt), "a row more than there is data for");
}

#[test]
fn blocks_that_are_none_and_a_file_without_picture_are_told() {
    let bytes = animation(1);
    let mut other = bytes.clone();
    *other.last_mut().unwrap() = 0x55;
    other.extend(b"\0;;");
    assert_eq!(reason(&other), Some(Reason::Structure));
    assert_eq!(reason(b"GIF89a\x01\0\x01\0\0\0\0;"), Some(Reason::EndsEarly));
    assert_eq!(reason(b"GIF89a\x01\0\x01\0\0\0\0;;"), Some(Reason::Structure));
}

/// A frame of 65535 × 65535 pixels whose data is one colour: 4095 pixels for a dozen bits.
#[test]
fn claims_cost_no_more_than_the_bound() {
    let mut claim = b"GIF89a\xff\xff\xff\xff\x80\0\0\0\0\0\xff\xff\xff".to_vec();
    claim.extend(b"\x2c\0\0\0\0\xff\xff\xff\xff\0\x02");
    let data = weezl::encode::Encoder::new(weezl::BitOrder::Lsb, 2).encode(&vec![0; 500_000_000]).unwrap();
    for block in data.chunks(255) {
        claim.push(u8::try_from(block.len()).unwrap());
        claim.extend(block);
    }
    claim.extend(b"\0;");
    assert!(claim.len() < 1 << 20);
    assert_eq!(read(&claim).damage, Some(Damage::whole(Reason::TooManyPixels)));
    let head = animation(0);
    let one = animation(1);
    let single = &one[head.len() - 1..one.len() - 1];
    let many = [&head[..head.len() - 1], &single.repeat(20_001), b";"].concat();
    assert_eq!(read(&many).damage, Some(Damage::whole(Reason::TooManyPixels)));
}

#[test]
fn changed_bytes_never_panic() {
    let original = animation(2);
    for at in 0..original.len() {
        for value in [0, 1, 0x7F, 0xFF, original[at] ^ 0x10] {
            let mut bytes = original.clone();
            bytes[at] = value;
            let _ = read(&bytes);
        }
    }
}
