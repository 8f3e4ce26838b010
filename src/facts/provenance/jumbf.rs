//! Boxes of metadata that have labels (JUMBF, ISO/IEC 19566-5).

/// How deep boxes may lie inside each other; those of C2PA lie five deep.
const DEEPEST: usize = 8;
/// The most boxes that are looked at.
const MOST_BOXES: usize = 10_000;
/// The most bytes of boxes; most of those of C2PA are thumbnails.
pub(super) const MOST_BYTES: usize = 32 << 20;
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
    let mut label = "";
    if toggles & 2 != 0 {
        let end = rest.iter().take(MOST_LABEL).position(|&byte| byte == 0)?;
        label = str::from_utf8(rest.get(..end)?).ok()?;
    }
    Some((label, inner))
}

/// The boxes that the APP11 segments of a JPEG hold in pieces (ISO/IEC 19566-5, annex D): each piece begins with
/// `JP`, the number of its box, its own number, and the header of the box.
pub(super) fn joined<'a>(segments: impl Iterator<Item = &'a [u8]>) -> Vec<u8> {
    let mut pieces: Vec<(u16, u32, &[u8])> = segments.filter_map(piece).collect();
    pieces.sort_by_key(|(number, place, _)| (*number, *place));
    let mut joined: Vec<u8> = Vec::new();
    if pieces.iter().map(|(.., content)| content.len()).sum::<usize>() > MOST_BYTES {
        return joined;
    }
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
#[path = "jumbf_tests.rs"]
pub(super) mod tests;
