//! A million hashes searched for each of a million pictures in all eight orientations: `cargo bench --bench index`.
//! `SEALPACK_BENCH_HASHES` sets another number.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a bench may fail, and says what it found")]

use std::sync::LazyLock;

use divan::Bencher;
use sealpack::check::reuse::index::Index;
use sealpack::facts::pdq::Hash;

/// Every so many pictures one is a picture of the index, changed in some bits.
const USED_AGAIN: u64 = 100;
/// The queries of one search; several follow each other.
const AT_ONCE: usize = 1 << 21;

/// Numbers that look random and are the same every time (splitmix64).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ self.0 >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ z >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ z >> 31
    }

    fn hash(&mut self) -> Hash {
        Hash::from_words([0; 4].map(|_: u64| self.next()))
    }

    /// The hash with so many different bits changed.
    fn changed(&mut self, hash: Hash, bits: u32) -> Hash {
        let mut changed = hash.words();
        while Hash::from_words(changed).distance(&hash) < bits {
            let at = self.next();
            let [word, bit, ..] = at.to_le_bytes();
            changed[usize::from(word % 4)] ^= 1 << (bit % 64);
        }
        Hash::from_words(changed)
    }
}

struct Data {
    known: Vec<Hash>,
    /// Eight for each picture.
    queries: Vec<Hash>,
}

static DATA: LazyLock<Data> = LazyLock::new(|| {
    let count = std::env::var("SEALPACK_BENCH_HASHES").map_or(1_000_000, |text| text.parse().unwrap());
    let mut random = Random(1);
    let known: Vec<Hash> = (0..count).map(|_| random.hash()).collect();
    let mut queries = Vec::with_capacity(count * 8);
    for &hash in &known {
        for turn in 0..8 {
            let number = random.next();
            let again = turn == 0 && number.is_multiple_of(USED_AGAIN);
            let bits = u32::from(number.to_le_bytes()[4] % 32);
            queries.push(if again { random.changed(hash, bits) } else { random.hash() });
        }
    }
    Data { known, queries }
});

fn index() -> Index {
    Index::new((0..).zip(&DATA.known).map(|(id, hash)| (*hash, id)))
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn build() -> Index {
    index()
}

/// At the published threshold, and at those for candidates that are looked at more closely.
#[divan::bench(sample_count = 1, sample_size = 1, args = [31, 39, 47])]
fn search(bencher: Bencher<'_, '_>, within: u32) {
    let index = index();
    bencher.bench_local(|| {
        let chunks = DATA.queries.chunks(AT_ONCE);
        let found: usize = chunks.map(|queries| index.search(queries, within, 64).len()).sum();
        println!("{found} found within {within} bits");
        found
    });
}

/// One picture among all.
#[divan::bench(args = [31, 70])]
fn search_for_one(bencher: Bencher<'_, '_>, within: u32) {
    let index = index();
    let queries = &DATA.queries[..8];
    bencher.bench_local(|| index.search(queries, within, 64));
}

fn main() {
    divan::main();
}
