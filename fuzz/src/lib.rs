//! What the fuzz targets share: files built around mutated content, and what must hold of all facts.
//!
//! A mutated ZIP hardly ever has right checksums, and a mutated PDF hardly ever right offsets: readers refuse
//! both at the door. So where an input names parts in lines such as `=== word/document.xml`, the text below
//! each is made a part of a file that is right in everything else.

pub mod archive;
pub mod bag;
pub mod captions;
pub mod container;
#[path = "../../tests/common/forge.rs"]
pub mod forge;
pub mod invariants;
pub mod pdf;
pub mod png;

/// What stands before the name of a part, at the beginning of a line.
const MARK: &[u8] = b"=== ";

/// The names and contents of the parts that an input lists, or nothing if it is a file as it is.
fn parts(input: &[u8]) -> Option<Vec<(&[u8], &[u8])>> {
    let mut rest = input.strip_prefix(MARK)?;
    let mut parts = Vec::new();
    loop {
        let end_of_name = rest.iter().position(|byte| *byte == b'\n')?;
        let (name, content) = (&rest[..end_of_name], &rest[end_of_name + 1..]);
        let next =
            content.windows(1 + MARK.len()).position(|window| &window[1..] == MARK && window[0] == b'\n');
        let Some(next) = next else {
            parts.push((name, content));
            return Some(parts);
        };
        parts.push((name, &content[..next]));
        rest = &content[next + 1 + MARK.len()..];
    }
}
