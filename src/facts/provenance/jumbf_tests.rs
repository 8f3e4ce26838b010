use super::*;

/// A box.
pub(crate) fn made(kind: &[u8], content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len() + 8).unwrap();
    [&length.to_be_bytes()[..], kind, content].concat()
}

/// A superbox with this label.
pub(crate) fn superbox(label: &str, inner: &[Vec<u8>]) -> Vec<u8> {
    let description = [&[0; 16][..], &[3], label.as_bytes(), &[0]].concat();
    made(b"jumb", &[made(b"jumd", &description), inner.concat()].concat())
}

/// A box as the segments of a JPEG hold it, so many bytes in each.
pub(crate) fn segments(whole: &[u8], size: usize) -> Vec<Vec<u8>> {
    let pieces = whole[8..].chunks(size).zip(1u32..);
    pieces
        .map(|(piece, place)| [b"JP\0\x01", &place.to_be_bytes()[..], &whole[..8], piece].concat())
        .collect()
}

fn walked(bytes: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    walk(bytes, &mut |labels, kind, content| {
        found.push(format!("{} {} {}", labels.join("/"), String::from_utf8_lossy(&kind), content.len()));
    });
    found
}

#[test]
fn boxes_are_found_with_their_labels() {
    let inner = superbox("inner", &[made(b"cbor", b"abc"), made(b"json", b"")]);
    let large =
        [&[0, 0, 0, 1][..], b"jumb", &(16 + inner.len() as u64 - 8).to_be_bytes(), &inner[8..]].concat();
    let outer = superbox("outer", &[inner, large, made(b"free", b"1")]);
    let expected = [
        "outer/inner cbor 3",
        "outer/inner json 0",
        "outer/inner cbor 3",
        "outer/inner json 0",
        "outer free 1",
    ];
    assert_eq!(walked(&outer), expected);
    let pieces = segments(&outer, 7);
    assert!(pieces.len() > 10);
    assert_eq!(joined(pieces.iter().rev().map(Vec::as_slice)), outer);
    for end in 0..outer.len() {
        assert!(walked(&outer[..end]).len() < expected.len());
    }
}

#[test]
fn nesting_and_numbers_are_bounded() {
    let mut deep = made(b"cbor", b"");
    for _ in 0..20 {
        deep = superbox("x", &[deep]);
    }
    assert!(walked(&deep).is_empty());
    assert_eq!(walked(&made(b"free", b"").repeat(20_000)).len(), MOST_BOXES);
    assert!(walked(&[0, 0, 0, 4, b'j', b'u', b'm', b'b']).is_empty());
}
