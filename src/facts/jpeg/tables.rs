//! What segments between the scans define: Huffman tables, quantization tables, the restart interval.

use super::huffman::Table;
use super::segments::u16_at;

/// The tables in force, each replaced by a later one of the same number.
#[derive(Default)]
pub(super) struct Tables {
    /// Huffman tables of DC categories.
    pub(super) dc: [Option<Box<Table>>; 4],
    /// Huffman tables of AC runs and sizes.
    pub(super) ac: [Option<Box<Table>>; 4],
    /// Steps of the quantization tables, in zigzag order.
    pub(super) steps: [Option<[u16; 64]>; 4],
    /// MCUs between restart markers; 0 where there are none.
    pub(super) restart_interval: u16,
}

impl Tables {
    /// Reads the content of a DHT segment (T.81 B.2.4.2). Nothing when it contradicts itself.
    pub(super) fn define_huffman(&mut self, mut content: &[u8]) -> Option<()> {
        while let Some((&number, rest)) = content.split_first() {
            let (counts, rest) = rest.split_first_chunk::<16>()?;
            let total = counts.iter().map(|&count| usize::from(count)).sum();
            let (symbols, rest) = rest.split_at_checked(total)?;
            let tables = match number >> 4 {
                // Decoders refuse a table with a category that no sample depth has, even unused.
                0 if symbols.iter().all(|&category| category < 16) => &mut self.dc,
                1 => &mut self.ac,
                _ => return None,
            };
            *tables.get_mut(usize::from(number & 15))? = Some(Box::new(Table::new(counts, symbols)?));
            content = rest;
        }
        Some(())
    }

    /// Reads the content of a DQT segment (T.81 B.2.4.1). Nothing when it contradicts itself.
    pub(super) fn define_quantization(&mut self, mut content: &[u8]) -> Option<()> {
        while let Some((&number, rest)) = content.split_first() {
            let mut steps = [0; 64];
            content = match number >> 4 {
                0 => {
                    let (read, rest) = rest.split_first_chunk::<64>()?;
                    steps = read.map(u16::from);
                    rest
                }
                1 => {
                    let (read, rest) = rest.split_at_checked(128)?;
                    for (step, pair) in steps.iter_mut().zip(read.chunks_exact(2)) {
                        *step = u16_at(pair, 0)?;
                    }
                    rest
                }
                _ => return None,
            };
            *self.steps.get_mut(usize::from(number & 15))? = Some(steps);
        }
        Some(())
    }

    /// Reads the content of a DRI segment (T.81 B.2.4.4). Nothing when it contradicts itself.
    pub(super) fn define_restart(&mut self, content: &[u8]) -> Option<()> {
        self.restart_interval = u16_at(content, 0).filter(|_| content.len() == 2)?;
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_segment_may_hold_several_tables() {
        let mut tables = Tables::default();
        let huffman = [&[0x00, 1][..], &[0; 15], &[5], &[0x13, 0, 1], &[0; 14], &[6]].concat();
        assert!(tables.define_huffman(&huffman).is_some());
        assert!(tables.dc[0].is_some() && tables.ac[3].is_some() && tables.ac[0].is_none());
        let steps = [&[0x01][..], &[9; 64], &[0x12], &[1; 128]].concat();
        assert!(tables.define_quantization(&steps).is_some());
        assert_eq!(tables.steps, [None, Some([9; 64]), Some([0x101; 64]), None]);
        assert!(tables.define_restart(&[1, 2]).is_some());
        assert_eq!(tables.restart_interval, 0x102);
    }

    #[test]
    fn contradictions_are_refused() {
        let mut tables = Tables::default();
        let one_code = [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5];
        for number in [0x04, 0x14, 0x20] {
            assert!(tables.define_huffman(&[&[number][..], &one_code].concat()).is_none());
        }
        let mut large_category = one_code;
        large_category[16] = 16;
        assert!(tables.define_huffman(&[&[0x00][..], &large_category].concat()).is_none());
        assert!(tables.define_huffman(&[&[0x10][..], &large_category].concat()).is_some());
        assert!(tables.define_huffman(&[&[0][..], &one_code[..16]].concat()).is_none());
        assert!(tables.define_huffman(&[&[0][..], &one_code, &[0]].concat()).is_none());
        assert!(tables.define_quantization(&[0; 64]).is_none());
        assert!(tables.define_quantization(&[0x10; 128]).is_none());
        assert!(tables.define_quantization(&[4; 65]).is_none());
        assert!(tables.define_quantization(&[0x20; 65]).is_none());
        assert!(tables.define_restart(&[1]).is_none());
        assert!(tables.define_restart(&[1, 2, 3]).is_none());
    }
}
