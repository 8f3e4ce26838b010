//! What was read of an archive while it was still written: verifying it need not read that again.

use std::collections::HashMap;

use super::bag::algorithm::{Algorithm, Digest};

/// What stored entries were found to hold, by where their data start in the archive.
#[derive(Debug, Default)]
pub(crate) struct Proofs(HashMap<u64, Proof>);

/// What the bytes of an entry were found to be when they were read from the archive.
#[derive(Debug, Clone)]
pub(crate) struct Proof {
    /// How many they are.
    pub(super) bytes: u64,
    /// Their CRC-32.
    pub(super) crc: u32,
    /// Their SHA-256.
    pub(super) sha256: Digest,
}

impl Proofs {
    /// What was found there, if it is as long and has the checksum that the headers say.
    pub(super) fn find(&self, data: u64, bytes: u64, crc: u32) -> Option<&Proof> {
        self.0.get(&data).filter(|proof| (proof.bytes, proof.crc) == (bytes, crc))
    }
}

impl FromIterator<(u64, Proof)> for Proofs {
    fn from_iter<I: IntoIterator<Item = (u64, Proof)>>(proofs: I) -> Self {
        Self(proofs.into_iter().collect())
    }
}

impl Proof {
    /// The algorithms by which the bytes have other digests than these. Unknown where there are others than SHA-256.
    pub(super) fn wrong(&self, expected: &[(Algorithm, Digest)]) -> Option<Vec<Algorithm>> {
        let all_known = expected.iter().all(|(algorithm, _)| *algorithm == Algorithm::Sha256);
        let wrong = expected.iter().filter(|(_, digest)| *digest != self.sha256);
        all_known.then(|| wrong.map(|(algorithm, _)| *algorithm).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::super::bag::algorithm::Hasher;
    use super::*;

    #[test]
    fn a_proof_holds_for_the_headers_that_say_the_same_and_for_its_algorithm_only() {
        let mut hasher = Hasher::new(Algorithm::Sha256);
        hasher.update(b"abc");
        let sha256 = hasher.finish();
        let proofs: Proofs = [(40, Proof { bytes: 3, crc: 7, sha256: sha256.clone() })].into_iter().collect();
        assert!(proofs.find(41, 3, 7).is_none());
        assert!(proofs.find(40, 4, 7).is_none());
        assert!(proofs.find(40, 3, 8).is_none());
        let proof = proofs.find(40, 3, 7).unwrap();
        let (right, wrong) = ((Algorithm::Sha256, sha256), (Algorithm::Sha256, Digest::from([0; 32])));
        assert_eq!(proof.wrong(&[]), Some(Vec::new()));
        assert_eq!(proof.wrong(std::slice::from_ref(&right)), Some(Vec::new()));
        assert_eq!(proof.wrong(&[right.clone(), wrong]), Some(vec![Algorithm::Sha256]));
        assert_eq!(proof.wrong(&[right.clone(), (Algorithm::Sha512, right.1)]), None);
    }
}
