//! A bag that was proved whole, open for reading.

use std::io::{self, Read};
use std::sync::Arc;

use super::bag::PAYLOAD;
use super::bag::place::{Place, PlacedFile};
use crate::submission::{Given, Holder, Source};

/// A bag that was proved whole, open for reading. Nothing of it is written to the disk.
pub struct OpenBag {
    held: Arc<Held>,
    name: Option<String>,
}

struct Held {
    place: Place,
    /// In ascending order of their paths.
    files: Vec<PlacedFile>,
}

impl Holder for Held {
    fn open(&self, at: usize) -> io::Result<(Box<dyn Read>, u64)> {
        let file = self.files.get(at).ok_or(io::ErrorKind::NotFound)?;
        Ok((self.place.open(file)?, file.bytes))
    }
}

impl OpenBag {
    pub(super) fn new(place: Place, files: Vec<PlacedFile>, top: Option<&str>) -> Self {
        let name = top.map(|top| top.trim_end_matches('/').to_owned());
        Self { held: Arc::new(Held { place, files }), name }
    }

    /// The name of the folder at the top of the archive; none where the bag is a folder on disk.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The payload, relative to `data/`.
    #[must_use]
    pub fn payload(&self) -> Vec<Given> {
        let files = self.held.files.iter().enumerate();
        files
            .filter_map(|(at, file)| {
                let path = file.path.strip_prefix(PAYLOAD)?.to_owned();
                let holder: Arc<dyn Holder> = self.held.clone();
                Some(Given { path, bytes: file.bytes, source: Source::Held { holder, at } })
            })
            .collect()
    }

    /// The paths of all other files and their sizes in bytes, in order.
    pub fn tags(&self) -> impl Iterator<Item = (&str, u64)> {
        let files = self.held.files.iter().filter(|file| !file.path.starts_with(PAYLOAD));
        files.map(|file| (file.path.as_str(), file.bytes))
    }

    /// The file at `path`, if there is one.
    #[must_use]
    pub fn source(&self, path: &str) -> Option<Source> {
        let at = self.held.files.binary_search_by(|file| file.path.as_str().cmp(path)).ok()?;
        Some(Source::Held { holder: self.held.clone(), at })
    }

    /// The content of the file at `path`; nothing where there is none or it has more than `most` bytes.
    pub fn read(&self, path: &str, most: u64) -> io::Result<Option<Vec<u8>>> {
        let Some(source) = self.source(path) else { return Ok(None) };
        let (content, bytes) = source.open()?;
        if bytes > most {
            return Ok(None);
        }
        let mut read = Vec::new();
        content.take(most.saturating_add(1)).read_to_end(&mut read)?;
        Ok((read.len() as u64 == bytes).then_some(read))
    }
}
