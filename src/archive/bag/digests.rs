//! The digests of all files of a bag, on all processors.

use std::io::{self, Read};

use rayon::prelude::*;

use super::super::Error;
use super::super::finding::VerifyFinding;
use super::super::watch::Counter;
use super::algorithm::{Algorithm, Digest, Hasher};
use super::check::Bag;
use super::place::{Place, PlacedFile};
use crate::text::Message;

/// Bytes read at a time.
const BUFFER: usize = 256 << 10;

impl Bag<'_> {
    /// Reads every file that has an expected digest, and in a ZIP file every other one too since its checksum is
    /// part of the structure. Gives the findings in the order of the files.
    pub(in crate::archive) fn digests(
        &self,
        expected: &[Vec<(Algorithm, Digest)>],
        counter: &Counter<'_>,
    ) -> Result<Vec<VerifyFinding>, Error> {
        let read_all = matches!(self.place, Place::Zip { .. });
        let work = self.files.list.par_iter().zip(expected);
        let results: Vec<Option<VerifyFinding>> = work
            .filter(|(_, expected)| read_all || !expected.is_empty())
            .map_init(
                || vec![0; BUFFER],
                |buffer, (file, expected)| self.digest(file, expected, buffer, counter),
            )
            .collect::<Result<_, Error>>()?;
        Ok(results.into_iter().flatten().collect())
    }

    fn digest(
        &self,
        file: &PlacedFile,
        expected: &[(Algorithm, Digest)],
        buffer: &mut [u8],
        counter: &Counter<'_>,
    ) -> Result<Option<VerifyFinding>, Error> {
        if let Some(wrong) = self.place.proof(file).and_then(|proof| proof.wrong(expected)) {
            return Ok(wrong.first().map(|algorithm| mismatch(file, *algorithm)));
        }
        let mut source = match self.place.open(file) {
            Ok(source) => source,
            Err(error) => return self.blame(&file.path, error).map(Some),
        };
        let mut hashers: Vec<Hasher> =
            expected.iter().map(|(algorithm, _)| Hasher::new(*algorithm)).collect();
        loop {
            let count = match source.read(buffer) {
                Ok(0) => break,
                Ok(count) => count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return self.blame(&file.path, error).map(Some),
            };
            let bytes = buffer.get(..count).unwrap_or_default();
            for hasher in &mut hashers {
                hasher.update(bytes);
            }
            counter.add(count)?;
        }
        let found = hashers.into_iter().map(Hasher::finish);
        let wrong = found.zip(expected).find(|(found, (_, expected))| found != expected);
        Ok(wrong.map(|(_, (algorithm, _))| mismatch(file, *algorithm)))
    }
}

fn mismatch(file: &PlacedFile, algorithm: Algorithm) -> VerifyFinding {
    let message = Message::new("verify-digest-mismatch").with("algorithm", algorithm.label());
    VerifyFinding::error("digest-mismatch", message).of(&file.path)
}
