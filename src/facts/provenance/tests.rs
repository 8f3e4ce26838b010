use serde_json::json;

use super::c2pa::tests as manifests;
use super::jumbf::tests::segments;
use super::photoshop::tests::{resource, version};
use super::*;
use crate::facts::exif::Exif;
use crate::facts::jpeg::{Segment, SegmentKind};
use crate::facts::png::Metadata;

const LABEL: &str = r#"{"Label":"1","ContentProducer":"某公司","ProduceID":"A1"}"#;

/// A packet with these attributes and elements.
fn xmp(attributes: &str, elements: &str) -> Vec<u8> {
    format!(
        r#"<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:stEvt="http://ns.adobe.com/xap/1.0/sType/ResourceEvent#" xmlns:TC260="http://www.tc260.org.cn/ns/AIGC/1.0/" xmlns:e="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" xmlns:xmpNote="http://ns.adobe.com/xmp/note/" {attributes}>{elements}</rdf:Description></rdf:RDF></x:xmpmeta>"#
    )
    .into_bytes()
}

fn of_packet(packet: &[u8], exif: &Exif) -> Provenance {
    Carried::plain(Some(packet), None, None).tells(exif, None)
}

fn of_segments(segments: &[(SegmentKind, Vec<u8>)]) -> Provenance {
    let segments: Vec<Segment<'_>> =
        segments.iter().map(|(kind, content)| Segment { kind: *kind, content }).collect();
    Carried::by_jpeg(&segments).tells(&Exif::default(), None)
}

/// Source, what it says, program and value of each piece of evidence.
fn told(provenance: &Provenance) -> Vec<(Source, Says, &str, &str)> {
    let each = provenance.evidence.iter();
    each.map(|found| {
        let [program, value] = [&found.program, &found.value].map(|text| text.as_deref().unwrap_or_default());
        (found.source, found.says, program, value)
    })
    .collect()
}

fn generated_store() -> Vec<u8> {
    let claim = json!({ "claim_generator": "Firefly" });
    let actions =
        json!({ "actions": [{ "action": "c2pa.created", "digitalSourceType": "trainedAlgorithmicMedia" }] });
    manifests::store(&[manifests::manifest("urn:1", &claim, "c2pa.actions.v2", &actions)])
}

#[test]
fn every_segment_of_a_jpeg_is_looked_at() {
    let packet = [b"http://ns.adobe.com/xap/1.0/\0", &xmp(&format!("TC260:AIGC='{LABEL}'"), "")[..]].concat();
    let mut all = vec![
        (SegmentKind::App1, packet),
        (SegmentKind::Comment, format!("AIGC{LABEL}").into_bytes()),
        (SegmentKind::Comment, b"Created with GIMP\0".to_vec()),
        (SegmentKind::App12, b"Ducky\0\x01".to_vec()),
        (SegmentKind::App13, [b"Photoshop 3.0\0", &resource(0x421, &version("Photoshop X"))[..]].concat()),
    ];
    all.extend(segments(&generated_store(), 100).into_iter().map(|piece| (SegmentKind::App11, piece)));
    let found = of_segments(&all);
    let label = found.label.clone().unwrap();
    assert_eq!((label.label, label.producer.as_deref()), (Some(1), Some("某公司")));
    assert_eq!(label.places, ["XMP TC260:AIGC", "JPEG COM"]);
    let expected = [
        (Source::C2pa, Says::Generated, "Firefly", "trainedAlgorithmicMedia"),
        (Source::Software, Says::Edited, "GIMP", "GIMP"),
        (Source::Photoshop, Says::Edited, "Photoshop X", ""),
    ];
    assert_eq!(told(&found), expected);
    assert_eq!(of_segments(&[]), Provenance::default());
}

#[test]
fn a_packet_that_is_continued_is_read_on() {
    let name = "0123456789ABCDEF0123456789ABCDEF";
    let first =
        [b"http://ns.adobe.com/xap/1.0/\0", &xmp(&format!("xmpNote:HasExtendedXMP='{name}'"), "")[..]]
            .concat();
    let second = xmp("", &format!("<TC260:AIGC>{LABEL}</TC260:AIGC>"));
    let length = u32::try_from(second.len()).unwrap().to_be_bytes();
    let pieces = second.chunks(200).zip((0u32..).step_by(200)).map(|(piece, at)| {
        let content =
            [b"http://ns.adobe.com/xmp/extension/\0", name.as_bytes(), &length, &at.to_be_bytes(), piece]
                .concat();
        (SegmentKind::App1, content)
    });
    let all: Vec<_> = std::iter::once((SegmentKind::App1, first)).chain(pieces).collect();
    assert!(all.len() > 3);
    assert_eq!(of_segments(&all).label.unwrap().label, Some(1));
    assert_eq!(of_segments(&all[1..]).label, None, "nothing names these pieces");
}

#[test]
fn every_chunk_of_a_png_is_looked_at() {
    let zipped = |text: &str| {
        use std::io::Write;
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    };
    let packet = String::from_utf8(xmp("e:DigitalSourceType='trainedAlgorithmicMedia'", "")).unwrap();
    let store = generated_store();
    for (kind, body, expects_label, expected) in [
        (*b"tEXt", format!("AIGC\0{LABEL}").into_bytes(), true, None),
        (*b"zTXt", [b"AIGC\0\0", &zipped(LABEL)[..]].concat(), true, None),
        (*b"iTXt", format!("AIGC\0\0\0zh\0\0{LABEL}").into_bytes(), true, None),
        (*b"iTXt", [b"aigc\0\x01\0\0\0", &zipped(LABEL)[..]].concat(), true, None),
        (*b"tEXt", format!("Comment\0AIGC:{LABEL}").into_bytes(), true, None),
        (*b"iTXt", format!("XML:com.adobe.xmp\0\0\0\0\0{packet}").into_bytes(), false, Some(Says::Generated)),
        (
            *b"zTXt",
            [b"parameters\0\0", &zipped("a\nSteps: 2, Sampler: x, Seed: 1")[..]].concat(),
            false,
            Some(Says::Generated),
        ),
        (*b"tEXt", b"Software\0NovelAI".to_vec(), false, Some(Says::Generated)),
        (*b"tEXt", b"Software\0Adobe ImageReady".to_vec(), false, Some(Says::Edited)),
        (*b"tEXt", b"Comment\0Created with GIMP".to_vec(), false, Some(Says::Edited)),
        (*b"tEXt", b"Software\0gnome-screenshot".to_vec(), false, None),
        (*b"tEXt", b"Title\0Photoshop".to_vec(), false, None),
        (*b"caBX", store, false, Some(Says::Generated)),
        (*b"zTXt", b"parameters\0\0\x78\x9c".to_vec(), false, None),
        (*b"zTXt", [b"AIGC\0\0", &zipped(&"x".repeat(5 << 20))[..]].concat(), false, None),
        (*b"iTXt", b"AIGC\0".to_vec(), false, None),
        (*b"tEXt", b"no end".to_vec(), false, None),
    ] {
        let found = Carried::by_png(&[Metadata { kind, body: &body }]).tells(&Exif::default(), None);
        let name = String::from_utf8_lossy(body.get(..20).unwrap_or(&body)).into_owned();
        assert_eq!(found.label.is_some(), expects_label, "{name}");
        let says: Vec<Says> = found.evidence.iter().map(|found| found.says).collect();
        assert_eq!(says, Vec::from_iter(expected), "{name}");
    }
}

#[test]
fn profiles_that_a_picture_had_in_another_format_count() {
    let hex = |bytes: &[u8]| bytes.iter().fold(String::new(), |all, byte| all + &format!("{byte:02x}"));
    let told = |name: &str, bytes: &[u8]| {
        let hex: Vec<String> =
            hex(bytes).as_bytes().chunks(72).map(|line| String::from_utf8_lossy(line).into()).collect();
        let body = format!("Raw profile type {name}\0\n{name}\n{:8}\n{}\n", bytes.len(), hex.join("\n"));
        let chunk = Metadata { kind: *b"tEXt", body: body.as_bytes() };
        Carried::by_png(&[chunk])
            .tells(&Exif::default(), None)
            .evidence
            .into_iter()
            .map(|found| found.place)
            .collect::<Vec<_>>()
    };
    assert_eq!(told("8bim", &resource(0x421, &version("Photoshop"))), ["Photoshop 8BIM"]);
    assert_eq!(told("xmp", &xmp("xmp:CreatorTool='GIMP'", "")), ["XMP CreatorTool"]);
    // One entry: Software.
    let block =
        [&b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x31\0\x02\0\0\0\x05\0\0\0\x1A\0\0\0\0"[..], b"GIMP\0"].concat();
    assert_eq!(told("exif", &block), ["EXIF Software"]);
    assert_eq!(told("APP1", &block), ["EXIF Software"]);
    assert!(told("icc", &block).is_empty() && told("8bim", b"").is_empty());
}

#[test]
fn exif_names_programs_and_holds_labels_and_parameters() {
    let text = |text: &str| Some(text.to_owned());
    let tells = |exif: Exif| Carried::default().tells(&exif, None);
    let found = tells(Exif {
        software: text("美图秀秀 9.1"),
        processing_software: text("digiKam"),
        ..Exif::default()
    });
    assert_eq!(told(&found), [(Source::Software, Says::Edited, "美图秀秀", "美图秀秀 9.1")]);
    assert_eq!(found.evidence[0].place, "EXIF Software");
    let found = tells(Exif { user_comment: text(LABEL), ..Exif::default() });
    assert_eq!(found.label.unwrap().places, ["EXIF UserComment"]);
    let found =
        tells(Exif { user_comment: text("x\nSteps: 20, Sampler: Euler, Seed: 5"), ..Exif::default() });
    assert_eq!(found.evidence[0].source, Source::Parameters);
    let workflow =
        format!("workflow:{{\"last_node_id\":9,\"nodes\":[\"{}\"],\"links\":[]}}", "x".repeat(200));
    let found = tells(Exif { long_names: vec![workflow], ..Exif::default() });
    assert_eq!(found.evidence[0].program.as_deref(), Some("ComfyUI"));
    let found = tells(Exif { description: text("Processed with VSCO with a6 preset"), ..Exif::default() });
    assert_eq!(found.evidence[0].program.as_deref(), Some("VSCO"));
    let firmware =
        Exif { software: text("ALN-AL00 4.2.0.130"), description: text("edge of town"), ..Exif::default() };
    assert_eq!(tells(firmware), Provenance::default());
}

#[test]
fn packets_tell_programs_once_and_parts_apart() {
    let steps = "<xmpMM:History><rdf:Seq><rdf:li stEvt:softwareAgent='Adobe Photoshop 25.0'/><rdf:li stEvt:softwareAgent='Adobe Photoshop 25.1'/><rdf:li stEvt:softwareAgent='HUAWEI'/></rdf:Seq></xmpMM:History>";
    let found = of_packet(&xmp("xmp:CreatorTool='Adobe Photoshop 25.0'", steps), &Exif::default());
    let places: Vec<&str> = found.evidence.iter().map(|found| found.place.as_str()).collect();
    assert_eq!(places, ["XMP CreatorTool", "XMP History"]);
    let part = |word: &str| {
        let element = format!("<e:Parts><rdf:Bag><rdf:li e:DigitalSourceType='{word}'/></rdf:Bag></e:Parts>");
        of_packet(&xmp("", &element), &Exif::default()).evidence.first().map(|found| found.says)
    };
    assert_eq!(part("trainedAlgorithmicMedia"), Some(Says::PartlyGenerated));
    assert_eq!(part("digitalCapture"), None);
}

#[test]
fn a_late_change_counts_beside_other_evidence_only() {
    let taken = |changed_at| Exif {
        taken_at: Some(jiff::civil::date(2026, 3, 5).at(9, 0, 0, 0)),
        changed_at,
        ..Exif::default()
    };
    let later = Some(jiff::civil::date(2026, 3, 20).at(9, 0, 0, 0));
    assert_eq!(Carried::default().tells(&taken(later), None), Provenance::default());
    let edited = Exif { software: Some("GIMP 2.10".into()), ..taken(later) };
    let found = Carried::default().tells(&edited, None);
    let changed = found.evidence.last().unwrap();
    assert_eq!((changed.source, changed.value.as_deref()), (Source::Changed, Some("2026-03-20")));
    let next_day = Exif { changed_at: Some(jiff::civil::date(2026, 3, 6).at(9, 0, 0, 0)), ..edited };
    assert_eq!(Carried::default().tells(&next_day, None).evidence.len(), 1);
    let packet = xmp("xmp:CreatorTool='GIMP' xmp:ModifyDate='2026-04-01T08:00:00+08:00'", "");
    let found = of_packet(&packet, &taken(None));
    assert_eq!(found.evidence.last().unwrap().place, "XMP ModifyDate");
}

#[test]
fn evidence_is_bounded() {
    let words =
        (0..500).fold(String::new(), |all, n| all + &format!("<rdf:li stEvt:softwareAgent='GIMP {n}'/>"));
    let found = of_packet(
        &xmp("", &format!("<xmpMM:History><rdf:Seq>{words}</rdf:Seq></xmpMM:History>")),
        &Exif::default(),
    );
    assert_eq!(found.evidence.len(), 1);
    let parameters = "Steps: 2, Sampler: x, Seed: 1";
    let bodies: Vec<Vec<u8>> = (0..500).map(|n| format!("{n}\0{parameters}").into_bytes()).collect();
    let chunks: Vec<Metadata<'_>> = bodies.iter().map(|body| Metadata { kind: *b"tEXt", body }).collect();
    assert_eq!(Carried::by_png(&chunks).tells(&Exif::default(), None).evidence.len(), MOST_EVIDENCE);
}
