//! The frame: size, components, and how many blocks they have (T.81 B.2.2 and A.2).

use super::means::Means;
use super::segments::u16_at;
use crate::facts::damage::Reason;

/// In [`Component::sent`]: no scan has sent this coefficient.
pub(super) const NOT_SENT: u8 = u8::MAX;

/// A frame that can be decoded.
pub(super) struct Frame {
    /// Samples in a line.
    pub(super) width: u16,
    /// Lines; 0 until a DNL segment tells.
    pub(super) height: u16,
    /// Progressive rather than sequential.
    pub(super) progressive: bool,
    /// The components, 1 to 4.
    pub(super) components: Vec<Component>,
    /// What the scans have told about the means of the first component's blocks.
    pub(super) means: Means,
}

/// A component, and what the scans have told about it so far.
pub(super) struct Component {
    /// What scan headers call it.
    pub(super) id: u8,
    /// Relative horizontal and vertical sampling, 1 to 4.
    pub(super) sampling: (u8, u8),
    /// Number of its quantization table.
    pub(super) steps: u8,
    /// For each coefficient, how many low bits are still to come, or [`NOT_SENT`].
    pub(super) sent: [u8; 64],
    /// For each block of a progressive picture, bit by bit which coefficients are not zero so far: all that
    /// decoding of later scans depends on. Empty until the first AC scan.
    pub(super) nonzero: Vec<u64>,
}

/// A frame header's facts.
pub(super) struct Header {
    /// Bits in a sample.
    pub(super) precision: u8,
    /// Lines; 0 where a DNL segment is to tell.
    pub(super) height: u16,
    /// Samples in a line.
    pub(super) width: u16,
    /// Number of components.
    pub(super) components: u8,
}

impl Header {
    /// Reads what all kinds of frames have in common (T.81 figure B.3).
    pub(super) fn read(content: &[u8]) -> Option<Self> {
        let (&precision, &components) = (content.first()?, content.get(5)?);
        Some(Self { precision, height: u16_at(content, 1)?, width: u16_at(content, 3)?, components })
    }
}

impl Frame {
    /// Reads the content of a SOF segment.
    pub(super) fn read(content: &[u8], progressive: bool) -> Result<Self, Reason> {
        let header = Header::read(content).ok_or(Reason::Structure)?;
        let specifications = content.get(6..).unwrap_or_default();
        if specifications.len() != usize::from(header.components) * 3 || specifications.is_empty() {
            return Err(Reason::Structure);
        }
        match header.precision {
            8 if header.components <= 4 => {}
            8 | 12 => return Err(Reason::RareCoding),
            _ => return Err(Reason::Structure),
        }
        if header.width == 0 {
            return Err(Reason::Structure);
        }
        let components = specifications.chunks_exact(3).map(Component::read).collect::<Option<Vec<_>>>();
        let components = components.ok_or(Reason::Structure)?;
        let means = Means::default();
        Ok(Self { width: header.width, height: header.height, progressive, components, means })
    }

    /// How many units of a scan lie side by side and one above the other: MCUs where components are
    /// interleaved, blocks where there is only `alone` (T.81 A.2.2 and A.2.3).
    pub(super) fn units(&self, alone: Option<&Component>) -> (usize, usize) {
        let most = |side: fn(&Component) -> u8| self.components.iter().map(side).max().map_or(1, usize::from);
        let (across, down) = (most(|component| component.sampling.0), most(|component| component.sampling.1));
        let (width, height) = (usize::from(self.width), usize::from(self.height));
        match alone.map(|component| component.sampling) {
            None => (width.div_ceil(8 * across), height.div_ceil(8 * down)),
            Some((h, v)) => {
                let (width, height) = (width * usize::from(h), height * usize::from(v));
                (width.div_ceil(across).div_ceil(8), height.div_ceil(down).div_ceil(8))
            }
        }
    }

    /// Whether any scan came.
    pub(super) fn has_scans(&self) -> bool {
        self.components.iter().flat_map(|component| component.sent).any(|low| low != NOT_SENT)
    }

    /// Whether scans have sent all coefficients of all components to their last bit. The standard lets a
    /// progressive file leave some out, but no encoder at its own choice does: then scans are lost.
    pub(super) fn is_complete(&self) -> bool {
        self.components.iter().flat_map(|component| component.sent).all(|low| low == 0)
    }
}

impl Component {
    fn read(specification: &[u8]) -> Option<Self> {
        let &[id, sampling, steps] = specification else { return None };
        let (h, v) = (sampling >> 4, sampling & 15);
        let valid = (1..=4).contains(&h) && (1..=4).contains(&v) && steps < 4;
        valid.then_some(Self { id, sampling: (h, v), steps, sent: [NOT_SENT; 64], nonzero: Vec::new() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(width: u16, height: u16, samplings: &[u8]) -> Frame {
        let [w, h] = [width.to_be_bytes(), height.to_be_bytes()];
        let mut content = vec![8, h[0], h[1], w[0], w[1], u8::try_from(samplings.len()).unwrap()];
        for &sampling in samplings {
            content.extend([1, sampling, 0]);
        }
        Frame::read(&content, false).unwrap_or_else(|_| panic!())
    }

    #[test]
    fn odd_sizes_are_rounded_up_for_each_component() {
        // 4:2:0 of 17 × 33: 2 × 3 MCUs, 3 × 5 blocks of luma, 9 × 17 samples or 2 × 3 blocks of chroma.
        let subsampled = frame(17, 33, &[0x22, 0x11, 0x11]);
        assert_eq!(subsampled.units(None), (2, 3));
        assert_eq!(subsampled.units(subsampled.components.first()), (3, 5));
        assert_eq!(subsampled.units(subsampled.components.get(1)), (2, 3));
        // One component is never subsampled, whatever it says.
        let grey = frame(17, 8, &[0x22]);
        assert_eq!(grey.units(grey.components.first()), (3, 1));
        // Factors that do not divide each other: 2/3 of 25 samples are 17.
        let thirds = frame(25, 8, &[0x31, 0x21]);
        assert_eq!(thirds.units(None), (2, 1));
        assert_eq!(thirds.units(thirds.components.get(1)), (3, 1));
    }

    #[test]
    fn headers_are_checked() {
        let read = |content: &[u8]| Frame::read(content, false).err();
        assert_eq!(read(&[8, 0, 1, 0, 1, 1, 1, 0x11, 0]), None);
        assert_eq!(read(&[12, 0, 1, 0, 1, 1, 1, 0x11, 0]), Some(Reason::RareCoding));
        assert_eq!(read(&[[8, 0, 1, 0, 1, 5].as_slice(), &[1; 15]].concat()), Some(Reason::RareCoding));
        for broken in [
            &[8, 0, 1, 0, 1, 0][..],
            &[8, 0, 1, 0, 1],
            &[8, 0, 1, 0, 1, 1, 1, 0x11],
            &[8, 0, 1, 0, 1, 1, 1, 0x11, 0, 0],
            &[7, 0, 1, 0, 1, 1, 1, 0x11, 0],
            &[8, 0, 1, 0, 0, 1, 1, 0x11, 0],
            &[8, 0, 1, 0, 1, 1, 1, 0x51, 0],
            &[8, 0, 1, 0, 1, 1, 1, 0x10, 0],
            &[8, 0, 1, 0, 1, 1, 1, 0x11, 4],
        ] {
            assert_eq!(read(broken), Some(Reason::Structure), "{broken:?}");
        }
    }
}
