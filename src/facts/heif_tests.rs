use super::*;

fn boxed(kind: [u8; 4], content: &[u8]) -> Vec<u8> {
    [&u32::try_from(content.len() + 8).unwrap().to_be_bytes()[..], &kind, content].concat()
}

fn full(kind: [u8; 4], version: u8, content: &[u8]) -> Vec<u8> {
    boxed(kind, &[&[version, 0, 0, 0], content].concat())
}

fn longs(numbers: &[u32]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_be_bytes()).collect()
}

fn extent(width: u32, height: u32) -> Vec<u8> {
    full(*b"ispe", 0, &longs(&[width, height]))
}

const FTYP: &[u8] = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic";

/// A picture in item 2 of 20 bytes, EXIF in item 9, both in `mdat`; the properties belong to item 2.
struct Made<'a> {
    properties: &'a [Vec<u8>],
    exif: &'a [u8],
}

impl Made<'_> {
    fn meta(&self, data: u32) -> Vec<u8> {
        let places: Vec<u8> =
            (1..=u8::try_from(self.properties.len()).unwrap()).map(|place| 0x80 | place).collect();
        let count = u8::try_from(places.len()).unwrap();
        let associated = [&[0, 0, 0, 1, 0, 2, count][..], &places].concat();
        let exif_len = u32::try_from(self.exif.len()).unwrap();
        let located = [
            &[0x44, 0, 0, 2, 0, 2, 0, 0, 0, 1][..],
            &longs(&[data, 20]),
            &[0, 9, 0, 0, 0, 1],
            &longs(&[data + 20, exif_len]),
        ];
        let info =
            [&[0, 2][..], &full(*b"infe", 2, b"\0\x02\0\0hvc1\0"), &full(*b"infe", 2, b"\0\x09\0\0Exif\0")];
        let children = [
            full(*b"hdlr", 0, b"\0\0\0\0pict\0\0\0\0\0\0\0\0\0\0\0\0\0"),
            full(*b"pitm", 0, &[0, 2]),
            full(*b"iinf", 0, &info.concat()),
            boxed(
                *b"iprp",
                &[boxed(*b"ipco", &self.properties.concat()), full(*b"ipma", 0, &associated)].concat(),
            ),
            full(*b"iloc", 0, &located.concat()),
        ];
        full(*b"meta", 0, &children.concat())
    }

    fn file(&self) -> Vec<u8> {
        let start = FTYP.len() + self.meta(0).len() + 8;
        let data = boxed(*b"mdat", &[&[7; 20], self.exif].concat());
        [FTYP, &self.meta(u32::try_from(start).unwrap()), &data].concat()
    }
}

const EXIF: &[u8] = b"\0\0\0\x06Exif\0\0II*\0";

fn typical() -> Vec<u8> {
    Made { properties: &[extent(40, 30)], exif: EXIF }.file()
}

fn size(properties: &[Vec<u8>]) -> Option<(u32, u32)> {
    let heif = read(&Made { properties, exif: EXIF }.file());
    assert_eq!(heif.damage, None);
    heif.width.zip(heif.height)
}

#[test]
fn size_and_exif_of_the_primary_picture() {
    let expected = Heif { width: Some(40), height: Some(30), exif: Some(b"II*\0".to_vec()), damage: None };
    assert_eq!(read(&typical()), expected);
    let with_video = [typical(), boxed(*b"mpvd", &[0; 50])].concat();
    assert_eq!(read(&with_video), expected);
}

#[test]
fn the_size_is_that_of_the_picture_as_shown() {
    let turned = |angle| boxed(*b"irot", &[angle]);
    let mirrored = boxed(*b"imir", &[1]);
    let clipped = boxed(*b"clap", &longs(&[36, 1, 54, 2, 0, 1, 0, 1]));
    assert_eq!(size(&[extent(40, 30), turned(0)]), Some((40, 30)));
    assert_eq!(size(&[extent(40, 30), turned(1)]), Some((30, 40)));
    assert_eq!(size(&[extent(40, 30), turned(2)]), Some((40, 30)));
    assert_eq!(size(&[extent(40, 30), turned(3), mirrored]), Some((30, 40)));
    assert_eq!(size(&[extent(40, 30), clipped, turned(1)]), Some((27, 36)));
    assert_eq!(size(&[extent(40, 30), boxed(*b"clap", &longs(&[36, 0, 27, 1, 0, 1, 0, 1]))]), None);
    assert_eq!(size(&[]), None);
}

#[test]
fn a_file_cut_anywhere_ends_early() {
    let bytes = typical();
    for length in 12..bytes.len() {
        let found = read(&bytes[..length]).damage;
        assert_eq!(found, Some(Damage::at(Reason::EndsEarly, length as u64)), "{length} of {}", bytes.len());
    }
}

#[test]
fn extents_outside_of_the_file_and_boxes_that_do_not_fit_are_told() {
    let reason = |bytes: &[u8]| read(bytes).damage.map(|damage| damage.reason);
    let made = Made { properties: &[extent(40, 30)], exif: EXIF };
    let end = u32::try_from(made.file().len()).unwrap();
    let far = [FTYP, &made.meta(end), &boxed(*b"mdat", &[7; 60])].concat();
    assert_eq!(reason(&far), Some(Reason::EndsEarly));
    let mut short = typical();
    let at = short.windows(4).position(|window| window == b"ipco").unwrap();
    short[at - 1] += 1;
    assert_eq!(reason(&short), Some(Reason::Structure));
    assert_eq!(reason(&[FTYP, &[0; 2048]].concat()), Some(Reason::Structure), "zeros");
    assert_eq!(reason(&[FTYP, &boxed(*b"mdat", &[7; 60])].concat()), Some(Reason::EndsEarly), "no meta box");
    let sequence = [FTYP, &boxed(*b"moov", &[]), &boxed(*b"mdat", &[7; 60])].concat();
    assert_eq!(read(&sequence), Heif::default());
}

#[test]
fn changed_bytes_never_panic() {
    let original = typical();
    for at in 0..original.len() {
        for value in [0, 1, 0x7F, 0x80, 0xFF, original[at] ^ 0x10] {
            let mut bytes = original.clone();
            bytes[at] = value;
            let _ = read(&bytes);
        }
    }
}
