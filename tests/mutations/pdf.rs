//! PDF files: with tables and streams of cross-references, object streams, filters, fonts and page trees.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;

use crate::random::Random;

const LATIN: &str = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>";
const DIFFERENT: &str = "<</Type/Font/Subtype/TrueType/FirstChar 65/LastChar 67/Widths[500 600 700]\
    /Encoding<</BaseEncoding/MacRomanEncoding/Differences[65/uni4E2D/eacute]>>>>";
const MAP: &str = "begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange\n\
    1 beginbfchar <0041> <4E2D> endbfchar 1 beginbfrange <0042> <5A5A> <4E00> endbfrange endcmap";

/// What becomes of an object in the file.
enum Object {
    Plain(String),
    Stream(String, Vec<u8>),
}

/// A file that ends with its last mark, so that every cut takes something away.
pub(crate) fn pdf(random: &mut Random) -> Vec<u8> {
    let mut objects = BTreeMap::new();
    let pages = 1 + random.below(4);
    let first = 10;
    let kids: String = (0..pages).fold(String::new(), |mut kids, page| {
        write!(kids, "{} 0 R ", first + 2 * page).unwrap();
        kids
    });
    // A branch between the root of the tree and its leaves.
    let (root, parent) = if random.once_in(3) { ("3 0 R".to_owned(), 3) } else { (kids.clone(), 2) };
    let resources = "/Resources<</Font<</F 4 0 R/G 5 0 R>>/XObject<</X 6 0 R/Y 7 0 R>>>>";
    let tree = format!("<</Type/Pages/Count {pages}/MediaBox[0 0 595 842]{resources}/Kids[{root}]>>");
    objects.insert(1, Object::Plain("<</Type/Catalog/Pages 2 0 R>>".into()));
    objects.insert(2, Object::Plain(tree));
    objects.insert(3, Object::Plain(format!("<</Type/Pages/Parent 2 0 R/Count {pages}/Kids[{kids}]>>")));
    objects.insert(4, Object::Plain(random.one_of(&[LATIN, DIFFERENT]).into()));
    objects.insert(5, Object::Plain(composite(random)));
    let form = "/Type/XObject/Subtype/Form/BBox[0 0 99 99]/Resources<</Font<</F 4 0 R>>>>";
    objects.insert(6, Object::Stream(form.into(), b"BT /F 9 Tf (within) Tj ET".into()));
    let picture = "/Type/XObject/Subtype/Image/Width 9/Height 9/ColorSpace/DeviceGray/BitsPerComponent 8";
    objects.insert(7, Object::Stream(picture.into(), (0..81).map(|_| random.byte()).collect()));
    objects.insert(8, Object::Stream("/Type/CMap".into(), MAP.into()));
    objects.insert(9, Object::Plain("<</Title<FEFF516C76CA>/Producer(a \\(test\\))>>".into()));
    for page in 0..pages {
        let (number, content) = (first + 2 * page, first + 2 * page + 1);
        let leaf = format!("<</Type/Page/Parent {parent} 0 R/Contents[{content} 0 R]>>");
        objects.insert(number, Object::Plain(leaf));
        objects.insert(content, Object::Stream(String::new(), drawn(random)));
    }
    let modern = random.once_in(2);
    let members = if modern { packed(random, &mut objects) } else { Vec::new() };
    written(random, &objects, modern, &members)
}

/// A Chinese font: with a map of its own, or with a predefined one.
fn composite(random: &mut Random) -> String {
    let (encoding, ordering) =
        random.one_of(&[("Identity-H", "Identity"), ("UniGB-UCS2-H", "GB1"), ("GBK-EUC-V", "GB1")]);
    let map = if encoding == "Identity-H" { "/ToUnicode 8 0 R" } else { "" };
    format!(
        "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/{encoding}{map}/DescendantFonts[<</Type/Font\
         /Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering({ordering})\
         /Supplement 4>>/DW 1000/W[1[500 600]10 20 700]>>]>>"
    )
}

fn drawn(random: &mut Random) -> Vec<u8> {
    let mut content = "q 1 0 0 1 9 9 cm /Y Do Q\n".to_owned();
    for line in 0..=random.below(30) {
        let text = match random.below(4) {
            0 => "/F 12 Tf (Hello \\(world\\)) Tj",
            1 => "/F 12 Tf [(Wor) -50 (ld) -900 (again)] TJ T*",
            2 => "/G 14 Tf 2 Tc 90 Tz <00410042516C> Tj",
            _ => "3 Tr /G 9 Tf <B9ABD2E6> '",
        };
        let top = 800 - 20 * line;
        writeln!(content, "BT {} {top} Td {text} ET", random.below(300)).unwrap();
        if random.once_in(9) {
            content += "/Span<</ActualText(A)>>BDC /X Do EMC BI /W 2 /H 1 /CS /G /BPC 8 ID ab EI\n";
        }
    }
    content.into()
}

/// Moves the plain objects into an object stream: number, container and index of each.
fn packed(random: &mut Random, objects: &mut BTreeMap<usize, Object>) -> Vec<(usize, usize, usize)> {
    let container = 50;
    let (mut index, mut data, mut members) = (String::new(), String::new(), Vec::new());
    let keep = 1 + random.below(8);
    objects.retain(|number, object| {
        let Object::Plain(text) = object else { return true };
        if *number < keep {
            return true;
        }
        write!(index, "{number} {} ", data.len()).unwrap();
        data += text;
        data.push('\n');
        members.push((*number, container, members.len()));
        false
    });
    let dictionary = format!("/Type/ObjStm/N {}/First {}", members.len(), index.len());
    objects.insert(container, Object::Stream(dictionary, (index + &data).into()));
    members
}

fn written(
    random: &mut Random,
    objects: &BTreeMap<usize, Object>,
    modern: bool,
    members: &[(usize, usize, usize)],
) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec();
    let mut places: BTreeMap<usize, [usize; 3]> =
        members.iter().map(|(number, container, index)| (*number, [2, *container, *index])).collect();
    for (number, object) in objects {
        places.insert(*number, [1, file.len(), 0]);
        writeln!(file, "{number} 0 obj").unwrap();
        match object {
            Object::Plain(text) => file.extend(text.as_bytes()),
            Object::Stream(dictionary, data) => file.extend(stream(random, dictionary, data)),
        }
        file.extend(b"\nendobj\n");
    }
    let start = file.len();
    if modern {
        places.insert(60, [1, start, 0]);
        let rows = (0..=60).flat_map(|number| {
            let [kind, second, third] = places.get(&number).copied().unwrap_or_default();
            let second = u32::try_from(second).unwrap().to_be_bytes();
            [&[u8::try_from(kind).unwrap()][..], &second, &[u8::try_from(third).unwrap()]].concat()
        });
        let rows: Vec<u8> = rows.collect();
        file.extend(b"60 0 obj\n");
        file.extend(stream(random, "/Type/XRef/Size 61/W[1 4 1]/Root 1 0 R/Info 9 0 R", &rows));
        file.extend(b"\nendobj\n");
    } else {
        file.extend(b"xref\n0 1\n0000000000 65535 f \n");
        for (number, [_, offset, _]) in &places {
            write!(file, "{number} 1\n{offset:010} 00000 n \n").unwrap();
        }
        file.extend(b"trailer\n<</Size 61/Root 1 0 R/Info 9 0 R>>\n");
    }
    write!(file, "startxref\n{start}\n%%EOF").unwrap();
    file
}

fn stream(random: &mut Random, dictionary: &str, data: &[u8]) -> Vec<u8> {
    let (filter, data) = match random.below(4) {
        0 => ("", data.to_vec()),
        1 => ("/Filter/ASCIIHexDecode", hex(data)),
        2 => ("/Filter[/ASCIIHexDecode/FlateDecode]", hex(&deflated(data))),
        _ => ("/Filter/FlateDecode", deflated(data)),
    };
    let head = format!("<<{dictionary}{filter}/Length {}>>stream\n", data.len());
    [head.as_bytes(), &data, b"\nendstream"].concat()
}

fn hex(data: &[u8]) -> Vec<u8> {
    let mut digits = data.iter().fold(String::new(), |mut digits, byte| {
        write!(digits, "{byte:02X}").unwrap();
        digits
    });
    digits.push('>');
    digits.into()
}

fn deflated(data: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(data).unwrap();
    encoder.finish().unwrap()
}
