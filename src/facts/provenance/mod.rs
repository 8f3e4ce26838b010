//! How a picture or document was made, as far as its file tells: generated, captured, edited.
//!
//! Facts only: what is told is told with its place, its words, and what they mean. Nothing is verified, since none
//! of these marks is hard to write or to remove; and nothing is ever removed here.
//!
//! What a picture carries is gathered in `carried`. Places, one file for each: `xmp` packets, `jumbf` boxes with
//! `c2pa` manifests (in `cbor`), texts of `png`, `photoshop` resources, the EXIF `thumbnail`, `office` properties.
//! What stands in them: the `label` of GB 45438-2025, IPTC's words for `source_type`s, the parameters of
//! `generator`s, the names of `programs`.

mod c2pa;
mod carried;
mod cbor;
mod generator;
mod jumbf;
mod label;
pub(super) mod office;
mod photoshop;
mod png;
mod programs;
mod source_type;
mod thumbnail;
mod xmp;

use borsh::{BorshDeserialize, BorshSerialize};
use jiff::civil::Date;
use serde::Serialize;

pub(super) use carried::Carried;
use carried::Note;
pub use label::AiLabel;
use label::shortened;
use xmp::Packet;

use super::exif::Exif;
use super::pixels::Grey;

/// The most pieces of evidence of one file.
const MOST_EVIDENCE: usize = 50;
/// Days after which a file that was changed later than its picture was taken is told to be so. Clocks and time
/// zones differ, and an evening ends after midnight.
const DAYS_LATER: i32 = 2;

/// What the metadata of a file tell of how it was made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Provenance {
    /// The label of generated content.
    pub label: Option<AiLabel>,
    /// Everything else.
    pub evidence: Vec<Evidence>,
}

/// Something that a file tells of how it was made. Property names are those of `schemas/inventory.schema.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, BorshSerialize, BorshDeserialize)]
pub struct Evidence {
    /// What sort of mark it is.
    pub source: Source,
    /// Where it stands, such as `EXIF Software`.
    pub place: String,
    /// What it says.
    pub says: Says,
    /// The program that it names or that writes such marks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub program: Option<String>,
    /// What is written there; its beginning where it is long.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

/// A sort of mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, BorshSerialize, BorshDeserialize)]
#[serde(rename_all = "lowercase")]
pub enum Source {
    /// A C2PA manifest. Its signature is not verified.
    C2pa,
    /// IPTC's `DigitalSourceType` in XMP.
    Iptc,
    /// The parameters that a generator was run with.
    Parameters,
    /// The name of a program.
    Software,
    /// Resources that Photoshop leaves in files.
    Photoshop,
    /// The thumbnail in EXIF.
    Thumbnail,
    /// When the file was changed.
    Changed,
}

/// What a mark says of how a picture came to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, BorshSerialize, BorshDeserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Says {
    /// A trained model made it.
    Generated,
    /// A trained model made parts of it.
    PartlyGenerated,
    /// A camera took it.
    Captured,
    /// A program for editing was used on it.
    Edited,
    /// None of these.
    Other,
}

impl Says {
    /// Whether a trained model made it or parts of it.
    #[must_use]
    pub fn is_generated(self) -> bool {
        matches!(self, Self::Generated | Self::PartlyGenerated)
    }
}

impl Carried<'_> {
    /// All that this and the EXIF of the same file tell, of which `picture` is the picture, where it could be decoded.
    pub(super) fn tells(mut self, exif: &Exif, picture: Option<&Grey>) -> Provenance {
        let blocks = || std::iter::once(exif).chain(&self.former);
        let texts = blocks()
            .flat_map(|exif| [("UserComment", &exif.user_comment), ("ImageDescription", &exif.description)]);
        let texts = texts.filter_map(|(name, text)| Some(Note::new("EXIF", name, text.as_ref()?)));
        let names = blocks().flat_map(|exif| &exif.long_names).map(|text| Note::new("EXIF", "Make", text));
        let texts: Vec<Note> = texts.chain(names).collect();
        self.notes.extend(texts);
        let mut evidence = c2pa::read(&self.store);
        for source in self.packets.iter().flat_map(|packet| &packet.source_types) {
            evidence.extend(iptc(source));
        }
        evidence.extend(self.notes.iter().filter_map(generator::read));
        evidence.extend(self.programs(exif));
        evidence.extend(photoshop::read(&self.resources, self.for_web));
        evidence.extend(
            exif.thumbnail.as_ref().zip(picture).and_then(|(small, picture)| thumbnail::read(small, picture)),
        );
        if evidence.iter().any(|evidence| evidence.says == Says::Edited) {
            evidence.extend(self.changed(exif));
        }
        let mut once: Vec<Evidence> = Vec::new();
        for evidence in evidence {
            if once.len() < MOST_EVIDENCE && !once.contains(&evidence) {
                once.push(evidence);
            }
        }
        Provenance { label: AiLabel::joined(self.labels()), evidence: once }
    }

    fn labels(&self) -> Vec<AiLabel> {
        let of_notes = self.notes.iter().filter_map(|note| match note.keyword.eq_ignore_ascii_case("AIGC") {
            true => AiLabel::of_field(&note.text, &note.place),
            false => AiLabel::within(&note.text, &note.place),
        });
        labels_of(&self.packets, "XMP").chain(of_notes).collect()
    }

    /// Programs that are known to edit or to generate, where the file names one.
    fn programs(&self, exif: &Exif) -> Vec<Evidence> {
        let mut named: Vec<(String, String)> = Vec::new();
        let mut add = |place: &str, text: Option<&String>| {
            named.extend(text.map(|text| (place.to_owned(), text.clone())));
        };
        for exif in std::iter::once(exif).chain(&self.former) {
            add("EXIF Software", exif.software.as_ref());
            add("EXIF ProcessingSoftware", exif.processing_software.as_ref());
        }
        for packet in &self.packets {
            add("XMP CreatorTool", packet.creator_tool.as_ref());
            add("XMP Software", packet.software.as_ref());
            for step in &packet.history {
                add("XMP History", step.agent.as_ref());
            }
        }
        for note in &self.notes {
            if note.keyword.eq_ignore_ascii_case("Software") {
                add(&note.place, Some(&note.text));
            } else {
                add(&note.place, programs::credited(&note.text).map(str::to_owned).as_ref());
            }
        }
        let mut found: Vec<Evidence> = Vec::new();
        for (place, text) in named {
            let Some(program) = programs::find(&text) else { continue };
            // Of a history with many steps by one program, the first is enough.
            let is_known =
                |known: &Evidence| known.place == place && known.program.as_deref() == Some(&program.name);
            if found.iter().any(is_known) {
                continue;
            }
            let says = if program.generates { Says::Generated } else { Says::Edited };
            let (program, value) = (Some(program.name.clone()), Some(shortened(&text)));
            found.push(Evidence { source: Source::Software, place, says, program, value });
        }
        found
    }

    /// That the file was changed days after the picture was taken.
    fn changed(&self, exif: &Exif) -> Option<Evidence> {
        let taken = exif.taken_at?.date();
        let written = |text: &String| text.get(..10)?.parse::<Date>().ok();
        let steps =
            |packet: &Packet| packet.history.iter().filter_map(|step| step.when.clone()).collect::<Vec<_>>();
        let of_packets = self.packets.iter().flat_map(|packet| {
            let modified = packet.modified.iter().filter_map(written).map(|date| ("XMP ModifyDate", date));
            let steps: Vec<_> = steps(packet).iter().filter_map(written).collect();
            modified.chain(steps.into_iter().map(|date| ("XMP History", date))).collect::<Vec<_>>()
        });
        let own = exif.changed_at.map(|moment| ("EXIF DateTime", moment.date()));
        let (place, date) = of_packets.chain(own).max_by_key(|(_, date)| *date)?;
        let later = taken.until(date).map_or(0, |span| span.get_days());
        (later >= DAYS_LATER).then(|| Evidence {
            source: Source::Changed,
            place: place.to_owned(),
            says: Says::Edited,
            program: None,
            value: Some(date.to_string()),
        })
    }
}

/// The labels in packets, at a place that begins so.
fn labels_of<'p>(packets: &'p [Packet], place: &'p str) -> impl Iterator<Item = AiLabel> + 'p {
    let contents = packets.iter().flat_map(|packet| &packet.labels);
    contents.filter_map(move |content| AiLabel::of_field(content, &format!("{place} TC260:AIGC")))
}

/// The label in the XMP packet of a document.
pub(super) fn label_of_packet(packet: &[u8], place: &str) -> Option<AiLabel> {
    AiLabel::joined(labels_of(&[xmp::read(packet)], place).collect())
}

fn iptc(source: &xmp::SourceType) -> Option<Evidence> {
    let (word, says) = source_type::read(&source.value)?;
    let says = match says {
        Says::Generated if source.of_part => Says::PartlyGenerated,
        // How one of several parts came to be says nothing of the whole.
        Says::Captured | Says::Edited | Says::Other if source.of_part => return None,
        says => says,
    };
    let place = "XMP DigitalSourceType".to_owned();
    Some(Evidence { source: Source::Iptc, place, says, program: None, value: Some(word.to_owned()) })
}

#[cfg(test)]
mod tests;
