//! Boxes of metadata that have labels (JUMBF, ISO/IEC 19566-5).

/// How deep boxes may lie inside each other; those of C2PA lie five deep.
const DEEPEST: usize = 8;
/// The most boxes that are looked at.
const MOST_BOXES: usize = 10_000;
/// The longest label.
const MOST_LABEL: usize = 1000;

/// Hands each box with content to `on`: the labels of the boxes that it lies in, from the outside in, its type, its
/// content. What is not whole is passed over.
pub(super) fn walk<'a>(bytes: &'a [u8], on: &mut impl FnMut(&[&'a str], [u8; 4], &'a [u8])) {
    let mut left = MOST_BOXES;
    level(bytes, &mut Vec::new(), &mut left, on);
}

fn level<'a>(
    mut bytes: &'a [u8],
    labels: &mut Vec<&'a str>,
    left: &mut usize,
    on: &mut impl FnMut(&[&'a str], [u8; 4], &'a [u8]),
) {
    while let Some((kind, content, rest)) = split(bytes) {
        let Some(fewer) = left.checked_sub(1) else { return };
        *left = fewer;
        bytes = rest;
        match &kind {
            b"jumb" => {
                let Some((label, inner)) = described(content).filter(|_| labels.len() < DEEPEST) else {
                    continue;
                };
                labels.push(label);
                level(inner, labels, left, on);
                labels.pop();
            }
            _ => on(labels, kind, content),
        }
    }
}

/// The first box of `bytes`: its type, its content, what follows it (4.2). A length of 0 reaches to the end.
fn split(bytes: &[u8]) -> Option<([u8; 4], &[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    let (kind, rest) = rest.split_first_chunk::<4>()?;
    let (content, rest) = match u32::from_be_bytes(*length) {
        0 => (rest, &[][..]),
        1 => {
            let (length, rest) = rest.split_first_chunk::<8>()?;
            rest.split_at_checked(usize::try_from(u64::from_be_bytes(*length)).ok()?.checked_sub(16)?)?
        }
        length => rest.split_at_checked(usize::try_from(length).ok()?.checked_sub(8)?)?,
    };
    Some((*kind, content, rest))
}

/// The label of a superbox, from the description box that it begins with (B.2), and the boxes after that.
fn described(content: &[u8]) -> Option<(&str, &[u8])> {
    let (kind, description, inner) = split(content)?;
    let (toggles, rest) = description.get(16..)?.split_first()?;
    if &kind != b"jumd" {
        return None;
    }
    let label = match toggles & 2 {
        0 => "",
        _ => {
            let end = rest.iter().take(MOST_LABEL).position(|&byte| byte == 0)?;
            str::from_utf8(rest.get(..end)?).ok()?
        }
    };
    Some((label, inner))
}

/// The boxes that the APP11 segments of a JPEG hold in pieces (ISO/IEC 19566-5, annex D): each piece begins with
/// `JP`, the number of its box, its own number, and the header of the box.
pub(super) fn joined<'a>(segments: impl Iterator<Item = &'a [u8]>) -> Vec<u8> {
    let mut pieces: Vec<(u16, u32, &[u8])> = segments.filter_map(piece).collect();
    pieces.sort_by_key(|(number, place, _)| (*number, *place));
    let mut joined: Vec<u8> = Vec::new();
    let mut last = None;
    for (number, _, content) in pieces {
        let is_first = last.replace(number) != Some(number);
        let skipped = match (is_first, content.get(..4)) {
            (true, _) => 0,
            (false, Some([0, 0, 0, 1])) => 16,
            (false, _) => 8,
        };
        joined.extend_from_slice(content.get(skipped..).unwrap_or_default());
    }
    joined
}

fn piece(segment: &[u8]) -> Option<(u16, u32, &[u8])> {
    let rest = segment.strip_prefix(b"JP")?;
    let (number, rest) = rest.split_first_chunk()?;
    let (place, rest) = rest.split_first_chunk()?;
    Some((u16::from_be_bytes(*number), u32::from_be_bytes(*place), rest))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A box.
    pub(crate) fn made(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
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
}
