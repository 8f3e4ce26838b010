//! Small pictures with much metadata: labels, packets, manifests, resources, texts.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use jpeg_encoder::{ColorType, Encoder};

use crate::random::Random;

/// What a label may look like, in a text or escaped for an attribute.
fn label(random: &mut Random) -> String {
    let value = random.one_of(&["1", "2", "3", "4", "AIGC", ""]);
    let label =
        format!(r#"{{"Label":"{value}","ContentProducer":"{}","ProduceID":"A1"}}"#, random.sentence());
    let label = if random.once_in(3) { format!(r#"{{"AIGC":{label}}}"#) } else { label };
    label.replace('&', "")
}

fn packet(random: &mut Random) -> Vec<u8> {
    let label = label(random);
    let tool = random.one_of(&["Adobe Photoshop 25.0", "GIMP", "HDR+ 1.0", "美图秀秀"]);
    let word = random.one_of(&["trainedAlgorithmicMedia", "digitalCapture", "composite", "x"]);
    let inner = match random.below(4) {
        0 => format!("<t:AIGC>{}</t:AIGC>", label.replace('"', "&quot;")),
        1 => format!(
            r#"<t:AIGC r:parseType="Resource"><t:Label>1</t:Label><t:ProduceID>{tool}</t:ProduceID></t:AIGC>"#
        ),
        2 => format!("<e:Parts><r:Bag><r:li e:DigitalSourceType='{word}'/></r:Bag></e:Parts>"),
        _ => format!(
            "<m:History><r:Seq><r:li s:softwareAgent='{tool}' s:when='2026-03-05'/></r:Seq></m:History>"
        ),
    };
    let declared = "xmlns:t='http://www.tc260.org.cn/ns/AIGC/1.0/' xmlns:e='http://iptc.org/std/Iptc4xmpExt/2008-02-29/' \
        xmlns:x='http://ns.adobe.com/xap/1.0/' xmlns:m='http://ns.adobe.com/xap/1.0/mm/' \
        xmlns:s='http://ns.adobe.com/xap/1.0/sType/ResourceEvent#'";
    let about = format!("x:CreatorTool='{tool}' e:DigitalSourceType='{word}'");
    format!(
        "<?xpacket begin='' id='x'?><r:RDF xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><r:Description {declared} {about}>{inner}</r:Description></r:RDF><?xpacket end='w'?>"
    )
    .into_bytes()
}

fn made(kind: &[u8], content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len() + 8).unwrap().to_be_bytes();
    [&length[..], kind, content].concat()
}

fn superbox(label: &str, inner: &[Vec<u8>]) -> Vec<u8> {
    let description = [&[0; 16][..], &[3], label.as_bytes(), &[0]].concat();
    made(b"jumb", &[made(b"jumd", &description), inner.concat()].concat())
}

fn store(random: &mut Random) -> Vec<u8> {
    let manifests: Vec<Vec<u8>> = (0..=random.below(3))
        .map(|number| {
            let content = match random.once_in(2) {
                true => made(b"json", br#"{"actions":[{"action":"c2pa.created","digitalSourceType":"trainedAlgorithmicMedia"}]}"#),
                // The same in CBOR, with lists and objects of open length.
                false => made(
                    b"cbor",
                    b"\xBF\x67actions\x9F\xBF\x66action\x6Bc2pa.edited\x71digitalSourceType\x6EdigitalCapture\xFF\xFF\xFF",
                ),
            };
            let assertions = superbox("c2pa.assertions", &[superbox("c2pa.actions.v2", &[content])]);
            let claim = superbox("c2pa.claim", &[made(b"cbor", b"\xA1\x6Fclaim_generator\x65Maker")]);
            superbox(&format!("urn:{number}"), &[assertions, claim])
        })
        .collect();
    superbox("c2pa", &manifests)
}

pub(crate) fn jpeg(random: &mut Random) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, 50);
    let packet = [b"http://ns.adobe.com/xap/1.0/\0", &packet(random)[..]].concat();
    encoder.add_app_segment(1, packet).unwrap();
    let store = store(random);
    let (head, content) = store.split_at(8);
    for (piece, place) in content.chunks(50 + random.below(500)).zip(1u32..) {
        let segment = [b"JP\0\x01", &place.to_be_bytes()[..], head, piece].concat();
        encoder.add_app_segment(11, segment).unwrap();
    }
    let resource =
        [b"Photoshop 3.0\x008BIM\x04\x21\0\0\0\0\0\x0D\0\0\0\x01\x01\0\0\0\x02\0G\0P\0", &[0][..]].concat();
    encoder.add_app_segment(13, resource).unwrap();
    encoder.encode(&[90; 64], 8, 8, ColorType::Luma).unwrap();
    bytes
}

pub(crate) fn png(random: &mut Random) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 8, 8);
    encoder.set_color(png::ColorType::Grayscale);
    let mut writer = encoder.write_header().unwrap();
    let mut write =
        |kind: &[u8; 4], body: &[u8]| writer.write_chunk(png::chunk::ChunkType(*kind), body).unwrap();
    let zipped = |text: &[u8]| {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(text).unwrap();
        encoder.finish().unwrap()
    };
    write(b"iTXt", &[b"XML:com.adobe.xmp\0\0\0\0\0", &packet(random)[..]].concat());
    write(b"tEXt", &[b"AIGC\0", label(random).as_bytes()].concat());
    write(b"zTXt", &[b"parameters\0\0", &zipped(b"a\nSteps: 20, Sampler: x, Seed: 5")[..]].concat());
    write(b"iTXt", &[b"prompt\0\x01\0\0\0", &zipped(br#"{"1":{"class_type":"KSampler"}}"#)[..]].concat());
    write(b"caBX", &store(random));
    writer.write_image_data(&[90; 64]).unwrap();
    writer.finish().unwrap();
    bytes
}
