//! PDF files.

use std::collections::BTreeMap;

/// The input as it is, or a PDF with the objects that it lists. A part is named by the number of its object;
/// where the dictionary of a stream follows the number, without its length, the content is the stream's data.
/// The entries of the trailer are in a part of the name `trailer`.
#[must_use]
pub fn file(input: &[u8]) -> Vec<u8> {
    super::parts(input).map_or_else(|| input.to_vec(), |parts| with_objects(&parts))
}

fn with_objects(parts: &[(&[u8], &[u8])]) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut offsets = BTreeMap::new();
    let mut trailer: &[u8] = b"/Root 1 0 R";
    for (name, content) in parts {
        if name == b"trailer" {
            trailer = content;
            continue;
        }
        let digits = name.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let (number, dictionary) = name.split_at(digits);
        let Some(number) = std::str::from_utf8(number).ok().and_then(|number| number.parse::<u32>().ok())
        else {
            continue;
        };
        offsets.insert(number, file.len());
        file.extend(format!("{number} 0 obj\n").as_bytes());
        if dictionary.is_empty() {
            file.extend_from_slice(content);
        } else {
            let length = format!("/Length {}>>stream\n", content.len());
            file.extend([b"<<", dictionary, length.as_bytes(), content, b"\nendstream"].concat());
        }
        file.extend(b"\nendobj\n");
    }
    let start = file.len();
    file.extend(b"xref\n0 1\n0000000000 65535 f \n");
    for (number, offset) in &offsets {
        file.extend(format!("{number} 1\n{offset:010} 00000 n \n").as_bytes());
    }
    let size = offsets.keys().last().map_or(1, |number| number.saturating_add(1));
    file.extend(
        [b"trailer\n<<", trailer, format!("/Size {size}>>\nstartxref\n{start}\n%%EOF\n").as_bytes()].concat(),
    );
    file
}
