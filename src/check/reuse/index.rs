//! Which hashes are near which: multi-index hashing (Norouzi, Punjani and Fleet, "Fast Exact Search in Hamming Space
//! with Multi-Index Hashing", 2014) for many against many.
//!
//! A hash has 16 bands of 16 bits. Of two hashes that differ in few bits, at least one band differs in very few: if
//! all differed in more than their share, the whole would too. So each band in turn is looked at alone: both sides
//! are grouped by its value, and only groups whose values differ in that few bits are compared. Nothing but the
//! hashes themselves is kept from one band to the next.
//!
//! Hashes that are the same are compared once, however many pictures have them. Those of pictures with nothing to see
//! are near each other by chance; they do not belong here. Should there be many all the same, each finds no more than
//! it is allowed to, and is then done.

use std::ops::Range;
use std::sync::atomic::{AtomicU32, Ordering};

use rayon::prelude::*;

use crate::facts::pdq::Hash;

/// Bands of a hash.
const BANDS: usize = 16;
/// Values of a band.
const VALUES: usize = 1 << 16;
/// With fewer comparisons, or fewer queries, than this each is compared with each: grouping takes longer.
const FEW_COMPARISONS: u64 = 1 << 22;
const FEW_QUERIES: usize = 128;
/// So many hashes are compared in the time in which a group is looked into.
const HASHES_PER_GROUP: usize = 2;
/// Bits in which a band may differ at most for groups to be worth while.
const MOST_BITS_OF_BAND: u32 = 4;

/// Hashes that are looked at together where each is compared with each.
const AT_ONCE: usize = 16;

/// Hashes that can be searched; each stands for any number of things.
#[derive(Debug, Clone, Default)]
pub struct Index {
    /// The different hashes, sorted.
    hashes: Vec<Hash>,
    /// For each of them where its things end in `ids`.
    ends: Vec<u32>,
    /// What has these hashes.
    ids: Vec<u32>,
}

/// A hash of the index that is near one that was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Near {
    /// Which query, by its place.
    pub query: u32,
    /// In how many bits they differ.
    pub distance: u32,
    /// Which hash: [`Index::ids`] tells what has it.
    pub place: u32,
}

impl Index {
    /// An index of these hashes and what has them.
    #[must_use]
    pub fn new(entries: impl IntoIterator<Item = (Hash, u32)>) -> Self {
        let mut entries: Vec<(Hash, u32)> = entries.into_iter().collect();
        entries.par_sort_unstable();
        let mut index = Self::default();
        for (hash, id) in entries {
            if index.hashes.last() != Some(&hash) {
                index.hashes.push(hash);
                index.ends.push(count(index.ids.len()));
            }
            index.ids.push(id);
            if let Some(end) = index.ends.last_mut() {
                *end = count(index.ids.len());
            }
        }
        index
    }

    /// What has the hash at this place, in order.
    #[must_use]
    pub fn ids(&self, place: u32) -> &[u32] {
        let place = place as usize;
        let start = place.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let end = self.ends.get(place).copied().unwrap_or(start);
        self.ids.get(start as usize..end as usize).unwrap_or_default()
    }

    /// The different hashes that differ from one of `queries` in `within` bits at most, sorted by query and distance.
    /// A query that has found `most` of them takes no further part.
    #[must_use]
    pub fn search(&self, queries: &[Hash], within: u32, most: u32) -> Vec<Near> {
        let comparisons = self.hashes.len() as u64 * queries.len() as u64;
        let bands = Band::all(within);
        // By bands each query looks into so many groups.
        let groups: usize = bands.iter().map(|band| band.masks.len()).sum();
        let few = comparisons < FEW_COMPARISONS
            || queries.len() < FEW_QUERIES
            || self.hashes.len() < groups * HASHES_PER_GROUP;
        let mut near = match few || bands.iter().any(Band::is_wide) {
            true => self.compare_all(queries, within, most),
            false => self.compare_by_bands(queries, within, most, &bands),
        };
        near.par_sort_unstable();
        near
    }

    fn compare_all(&self, queries: &[Hash], within: u32, most: u32) -> Vec<Near> {
        let columns = Columns::of(&self.hashes);
        let of = |(query, hash): (u32, &Hash)| -> Vec<Near> {
            let places = columns.worth_a_look(hash, within).flatten();
            let near = places.filter_map(|place| {
                let distance = distance_within(hash, self.hashes.get(place as usize)?, within)?;
                Some(Near { query, distance, place })
            });
            near.take(most as usize).collect()
        };
        (0..count(queries.len())).into_par_iter().zip(queries).flat_map_iter(of).collect()
    }

    fn compare_by_bands(&self, queries: &[Hash], within: u32, most: u32, bands: &[Band]) -> Vec<Near> {
        let found: Vec<AtomicU32> = queries.iter().map(|_| AtomicU32::new(0)).collect();
        let mut all = Vec::new();
        for (number, band) in bands.iter().enumerate() {
            let asked = Groups::new(queries, band);
            let known = Groups::new(&self.hashes, band);
            // Side by side, so that a group is read in one go.
            let hashes: Vec<Hash> =
                known.places.iter().filter_map(|&at| self.hashes.get(at as usize)).copied().collect();
            let earlier = bands.get(..number).unwrap_or_default();
            let of_value = |value: usize| {
                let mut near = Vec::new();
                let asking = asked.places.get(asked.range(value)).unwrap_or_default();
                if asking.is_empty() {
                    return near;
                }
                for &mask in &band.masks {
                    let range = known.range(value ^ usize::from(mask));
                    let group = hashes.get(range.clone()).unwrap_or_default();
                    let places = known.places.get(range).unwrap_or_default();
                    for &query in asking {
                        let query_and_found = queries.get(query as usize).zip(found.get(query as usize));
                        let Some((hash, found)) = query_and_found else { continue };
                        for (other, &place) in group.iter().zip(places) {
                            let Some(distance) = distance_within(hash, other, within) else { continue };
                            if earlier.iter().any(|band| band.finds(hash, other)) {
                                continue;
                            }
                            // A query is in one group: nobody else counts for it now.
                            if found.load(Ordering::Relaxed) >= most {
                                break;
                            }
                            found.fetch_add(1, Ordering::Relaxed);
                            near.push(Near { query, distance, place });
                        }
                    }
                }
                near
            };
            all.par_extend((0..VALUES).into_par_iter().flat_map_iter(of_value));
        }
        all
    }
}

/// The words of hashes side by side, so that the processor can look at several hashes at once.
struct Columns {
    /// Of so many hashes each the first words, the second, and so on. What is missing at the end are zeros.
    blocks: Vec<[[u64; AT_ONCE]; 4]>,
}

impl Columns {
    fn of(hashes: &[Hash]) -> Self {
        let block = |hashes: &[Hash]| {
            let mut block = [[0; AT_ONCE]; 4];
            for (at, hash) in hashes.iter().enumerate() {
                for (column, word) in block.iter_mut().zip(hash.words()) {
                    if let Some(slot) = column.get_mut(at) {
                        *slot = word;
                    }
                }
            }
            block
        };
        Self { blocks: hashes.chunks(AT_ONCE).map(block).collect() }
    }

    /// The places of hashes of which one at least may be `within` so many bits of `hash`. Where a bit of any of the
    /// four words differs, two hashes differ in one bit at least; different pictures do so nearly everywhere, so that
    /// it is enough to count where two of them do.
    fn worth_a_look(&self, hash: &Hash, within: u32) -> impl Iterator<Item = Range<u32>> {
        let [first, second, third, fourth] = hash.words();
        let beyond = u64::from(within) + 1;
        let near = move |[a, b, c, d]: &[[u64; AT_ONCE]; 4]| {
            let differ = |at: usize| (a[at] ^ first) | (b[at] ^ second) | (c[at] ^ third) | (d[at] ^ fourth);
            // A number below 0 has the highest bit, which tells that faster than comparing.
            let mut any = 0;
            for at in 0..AT_ONCE / 2 {
                let both = differ(at) & differ(at + AT_ONCE / 2);
                any |= u64::from(both.count_ones()).wrapping_sub(beyond);
            }
            any >> 63 == 1
        };
        let start = |block: usize| count(block * AT_ONCE);
        let blocks = self.blocks.iter().enumerate().filter(move |(_, block)| near(block));
        blocks.map(move |(block, _)| start(block)..start(block + 1))
    }
}

/// A band, and in how many bits it may differ for two hashes to be compared.
struct Band {
    /// Which one, from the lowest bits.
    number: usize,
    bits: u32,
    /// What to change in its value to get all that differ in so many bits.
    masks: Vec<u16>,
}

impl Band {
    /// The bands that must be looked at so that no two hashes are missed that differ in `within` bits. If each band
    /// differed in more than its bits, these and one more of each would be more than `within` together.
    fn all(within: u32) -> Vec<Self> {
        let shares = within.saturating_add(1) as usize;
        let share = |number: usize| shares / BANDS + usize::from(number < shares % BANDS);
        (0..BANDS)
            .filter_map(|number| {
                let bits = u32::try_from(share(number).checked_sub(1)?).ok()?;
                let mut masks: Vec<u16> = (0..=u16::MAX).filter(|mask| mask.count_ones() <= bits).collect();
                masks.sort_by_key(|mask| mask.count_ones());
                Some(Self { number, bits, masks })
            })
            .collect()
    }

    fn is_wide(&self) -> bool {
        self.bits > MOST_BITS_OF_BAND
    }

    fn value(&self, hash: &Hash) -> u16 {
        let word = hash.words().get(self.number / 4).copied().unwrap_or_default();
        let [high, low] = [word >> (16 * (self.number % 4) + 8), word >> (16 * (self.number % 4))];
        u16::from_be_bytes([high.to_le_bytes()[0], low.to_le_bytes()[0]])
    }

    /// Whether two hashes are compared because of this band.
    fn finds(&self, one: &Hash, other: &Hash) -> bool {
        (self.value(one) ^ self.value(other)).count_ones() <= self.bits
    }
}

/// Hashes by the value of a band.
struct Groups {
    /// For each value where its places start; and where the last ends.
    starts: Vec<u32>,
    places: Vec<u32>,
}

impl Groups {
    fn new(hashes: &[Hash], band: &Band) -> Self {
        let mut starts = vec![0u32; VALUES + 1];
        for hash in hashes {
            if let Some(count) = starts.get_mut(usize::from(band.value(hash)) + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut next = starts.clone();
        let mut places = vec![0; hashes.len()];
        for (place, hash) in (0..).zip(hashes) {
            let Some(at) = next.get_mut(usize::from(band.value(hash))) else { continue };
            if let Some(slot) = places.get_mut(*at as usize) {
                *slot = place;
            }
            *at += 1;
        }
        Self { starts, places }
    }

    fn range(&self, value: usize) -> Range<usize> {
        let at = |value: usize| self.starts.get(value).copied().unwrap_or_default() as usize;
        at(value)..at(value + 1)
    }
}

/// In how many bits two hashes differ, unless in more than `within`, which half of them tells most often.
#[inline]
fn distance_within(one: &Hash, other: &Hash, within: u32) -> Option<u32> {
    let (one, other) = (one.words(), other.words());
    let differ = |word: usize| (one[word] ^ other[word]).count_ones();
    let half = differ(0) + differ(1);
    if half > within {
        return None;
    }
    Some(half + differ(2) + differ(3)).filter(|&distance| distance <= within)
}

/// A number of hashes; nobody has more than a `u32` counts.
fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

#[cfg(test)]
#[path = "index_tests.rs"]
mod tests;
