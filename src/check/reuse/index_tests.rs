use proptest::prelude::*;

use super::*;

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

    /// The hash with so many bits changed, or fewer.
    fn near(&mut self, hash: Hash, bits: u64) -> Hash {
        let mut words = hash.words();
        for _ in 0..bits {
            let at = self.next();
            words[(at % 4) as usize] ^= 1 << (at >> 8 & 63);
        }
        Hash::from_words(words)
    }
}

/// Each compared with each.
fn double_loop(index: &Index, queries: &[Hash], within: u32) -> Vec<Near> {
    let mut all = Vec::new();
    for (query, hash) in (0..).zip(queries) {
        for (place, other) in (0..).zip(&index.hashes) {
            let distance = hash.distance(other);
            if distance <= within {
                all.push(Near { query, distance, place });
            }
        }
    }
    all.sort_unstable();
    all
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_within_the_distance_is_missed_and_nothing_else_found(seed: u64, within in 0..=79u32) {
        let mut random = Random(seed);
        let centres: Vec<Hash> = (0..40).map(|_| random.hash()).collect();
        let mut around = |count: usize| -> Vec<Hash> {
            (0..count).map(|n| { let bits = random.next() % 90; random.near(centres[n % 40], bits) }).collect()
        };
        let index = Index::new((0..).map_while(|id| (id < 600).then_some(id)).zip(around(600)).map(|(id, hash)| (hash, id)));
        let queries = around(200);
        let expected = double_loop(&index, &queries, within);
        prop_assert_eq!(&index.compare_by_bands(&queries, within, u32::MAX, &Band::all(within)).tap_sort(), &expected);
        prop_assert_eq!(&index.search(&queries, within, u32::MAX), &expected);
    }
}

trait TapSort {
    fn tap_sort(self) -> Self;
}

impl TapSort for Vec<Near> {
    fn tap_sort(mut self) -> Self {
        self.sort_unstable();
        self
    }
}

#[test]
fn the_same_hash_stands_once_for_all_that_have_it() {
    let mut random = Random(7);
    let (one, other) = (random.hash(), random.hash());
    let index = Index::new([(other, 5), (one, 9), (one, 2), (other, 1), (one, 2)]);
    let near = index.search(&[one], 31, 10);
    assert_eq!(near.iter().map(|near| (near.query, near.distance)).collect::<Vec<_>>(), [(0, 0)]);
    assert_eq!(index.ids(near[0].place), [2, 2, 9]);
    assert_eq!(index.ids(1 - near[0].place), [1, 5]);
    assert!(index.ids(2).is_empty());
    assert!(Index::default().search(&[one], 256, 10).is_empty());
}

#[test]
fn hundred_thousand_equal_hashes_are_compared_once() {
    let mut random = Random(3);
    let hash = random.hash();
    let others: Vec<Hash> = (0..5000).map(|_| random.hash()).collect();
    let equal = std::iter::repeat_n(hash, 100_000);
    let index = Index::new((0..).zip(equal.chain(others)).map(|(id, hash)| (hash, id)));
    let near = index.search(&vec![hash; 1000], 31, 10);
    assert_eq!(near.len(), 1000);
    assert_eq!(index.ids(near[0].place).len(), 100_000);
}

#[test]
fn a_query_that_has_found_enough_is_done() {
    let mut random = Random(4);
    let hash = random.hash();
    let index = Index::new((0..20_000).map(|id| (random.near(hash, 6), id)).collect::<Vec<_>>());
    let queries: Vec<Hash> = (0..2000).map(|_| random.near(hash, 6)).collect();
    for queries in [&queries[..], &queries[..5]] {
        let near = index.search(queries, 31, 7);
        assert_eq!(near.len(), 7 * queries.len());
        assert_eq!(near, index.search(queries, 31, 7), "the same every time");
    }
}
