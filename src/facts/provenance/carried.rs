//! What a picture file carries besides its pixels, wherever its format keeps it.

use std::borrow::Cow;

use super::super::exif::{self, Exif, decoded as exif_text};
use super::super::jpeg::{Segment, SegmentKind};
use super::super::png::Metadata;
use super::xmp::{self, Packet};
use super::{jumbf, png};

/// XMP packets of a JPEG that are looked at. There should be one.
const MOST_PACKETS: usize = 4;
/// Comments of a JPEG that are looked at.
const MOST_COMMENTS: usize = 16;

/// A text of a file that people or programs wrote.
pub(super) struct Note {
    /// Where it stands: `PNG tEXt parameters`.
    pub(super) place: String,
    /// What it is called there.
    pub(super) keyword: String,
    pub(super) text: String,
}

impl Note {
    pub(super) fn new(place: &str, keyword: &str, text: &str) -> Self {
        let place = if keyword.is_empty() { place.to_owned() } else { format!("{place} {keyword}") };
        Self { place, keyword: keyword.to_owned(), text: text.to_owned() }
    }
}

/// What a picture file carries besides its pixels.
#[derive(Default)]
pub(in crate::facts) struct Carried<'a> {
    pub(super) packets: Vec<Packet>,
    /// A C2PA manifest store.
    pub(super) store: Cow<'a, [u8]>,
    pub(super) notes: Vec<Note>,
    /// Photoshop's resources.
    pub(super) resources: Vec<Cow<'a, [u8]>>,
    /// The EXIF that it had in another format.
    pub(super) former: Option<Exif>,
    /// Whether an Adobe program saved it for the web.
    pub(super) for_web: bool,
}

impl<'a> Carried<'a> {
    /// What the segments of a JPEG hold.
    pub(in crate::facts) fn by_jpeg(segments: &[Segment<'a>]) -> Self {
        const PACKET: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";
        let of = |kind| segments.iter().filter(move |found| found.kind == kind).map(|found| found.content);
        let packets = of(SegmentKind::App1).filter_map(|content| content.strip_prefix(PACKET));
        let mut packets: Vec<Packet> = packets.take(MOST_PACKETS).map(xmp::read).collect();
        if let Some(name) = packets.iter().find_map(|packet| packet.extension.clone()) {
            packets.push(xmp::read(&xmp::extension(of(SegmentKind::App1), name.as_bytes())));
        }
        let comments = of(SegmentKind::Comment).take(MOST_COMMENTS).filter_map(exif_text);
        Self {
            packets,
            store: jumbf::joined(of(SegmentKind::App11)).into(),
            notes: comments.map(|text| Note::new("JPEG COM", "", &text)).collect(),
            resources: of(SegmentKind::App13)
                .filter_map(|content| content.strip_prefix(b"Photoshop 3.0\0"))
                .map(Cow::Borrowed)
                .collect(),
            for_web: of(SegmentKind::App12).any(|content| content.starts_with(b"Ducky")),
            ..Self::default()
        }
    }

    /// What the chunks of a PNG hold.
    pub(in crate::facts) fn by_png(chunks: &[Metadata<'a>]) -> Self {
        let notes = png::notes(chunks);
        let profiles = |names: &'static [&'static str]| {
            let found = notes.iter().filter_map(move |note| png::profile(note, names));
            found.take(MOST_PACKETS).collect::<Vec<Vec<u8>>>()
        };
        let is_packet = |note: &&Note| note.keyword == "XML:com.adobe.xmp";
        let packets =
            notes.iter().filter(is_packet).take(MOST_PACKETS).map(|note| note.text.as_bytes().to_vec());
        let packets: Vec<Vec<u8>> = packets.chain(profiles(&["xmp"])).collect();
        let store = chunks.iter().find(|chunk| &chunk.kind == b"caBX").map_or(&[][..], |chunk| chunk.body);
        Self {
            packets: packets.iter().map(|packet| xmp::read(packet)).collect(),
            store: store.into(),
            resources: profiles(&["8bim", "iptc"]).into_iter().map(Cow::Owned).collect(),
            former: profiles(&["exif", "APP1"]).first().map(|block| exif::read(block)),
            notes,
            ..Self::default()
        }
    }

    /// An XMP packet, a manifest store, Photoshop's resources, where a file has them.
    pub(in crate::facts) fn plain(
        packet: Option<&[u8]>,
        store: Option<&'a [u8]>,
        resources: Option<&'a [u8]>,
    ) -> Self {
        Self {
            packets: packet.map(xmp::read).into_iter().collect(),
            store: store.unwrap_or_default().into(),
            resources: resources.into_iter().map(Cow::Borrowed).collect(),
            ..Self::default()
        }
    }
}
