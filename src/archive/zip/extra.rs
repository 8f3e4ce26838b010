//! The extra fields of a header (4.5): what they hold instead of the header, and whether they have their form.

use super::record::{self, Fields};

/// Unicode path and Unicode comment (4.6.9, 4.6.8).
const UNICODE_PATH: u16 = 0x7075;
const UNICODE_COMMENT: u16 = 0x6375;
/// Times as Unix counts them (Info-ZIP's extended timestamp).
const TIMES: u16 = 0x5455;
/// Alignment of the data, as .NET and Android write it.
const ALIGNMENTS: [u16; 2] = [0xA11E, 0xD935];

/// Which of an entry's headers extra fields belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Local,
    Central,
}

/// Replaces the values that a header's extra fields hold instead (4.5.3), in their order. None where the extra
/// fields do not fit the header, where one of them gives another name (4.6.9), or where a well-known one is not in
/// its form: some programs then refuse the whole file, others pass it by.
pub(super) fn resolve(extra: &[u8], side: Side, name: &str, values: &mut [&mut u64]) -> Option<()> {
    let mut large = None;
    for (header, data) in record::extra_fields(extra)? {
        match header {
            record::EXTRA_64 if large.is_none() => large = Some(data),
            record::EXTRA_64 => return None,
            // Version and CRC-32 of the header's name, 5 bytes, come before the name.
            UNICODE_PATH if data.get(5..) != Some(name.as_bytes()) => return None,
            UNICODE_COMMENT if data.len() < 5 => return None,
            TIMES if !times_have_their_form(side, data) => return None,
            _ if ALIGNMENTS.contains(&header) && data.len() < 2 => return None,
            _ => {}
        }
    }
    let elsewhere = values.iter_mut().filter(|value| ***value == record::NO_VALUE_32);
    let Some(data) = large else { return elsewhere.map(|_| None).next().unwrap_or(Some(())) };
    let mut fields = Fields(data);
    let mut count = 0;
    for value in elsewhere {
        **value = fields.u64()?;
        count += 1;
    }
    (count > 0 && fields.0.is_empty()).then_some(())
}

/// A byte of flags and 4 bytes for each time. The flags tell which times the local header has; the central one has
/// the first of them or none, and so have local headers of some programs.
fn times_have_their_form(side: Side, data: &[u8]) -> bool {
    let Some((flags, times)) = data.split_first() else { return false };
    side == Side::Central || times.len() == 4 || times.len() == 4 * flags.count_ones() as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_elsewhere_are_unambiguous() {
        let resolve = |extra: &[u8], value: &mut u64| resolve(extra, Side::Central, "a", &mut [value]);
        // A ZIP64 field that says what the header says already could say something else.
        assert_eq!(resolve(b"\x01\0\x08\0\x05\0\0\0\0\0\0\0", &mut 5), None);
        let mut size = record::NO_VALUE_32;
        assert_eq!(resolve(b"\x01\0\x08\0\x05\0\0\0\0\0\0\0", &mut size), Some(()));
        assert_eq!(size, 5);
        assert_eq!(resolve(b"", &mut record::NO_VALUE_32.clone()), None);
        // Cut off, of the wrong length, twice; another name.
        for extra in [
            &b"\x01\0\x08\0\x05"[..],
            b"\x01\0\x09\0\x05\0\0\0\0\0\0\0\0",
            b"\x01\0\x08\0\x05\0\0\0\0\0\0\0\x01\0\x08\0\x06\0\0\0\0\0\0\0",
            b"\x75\x70\x06\0\x01\0\0\0\0b",
        ] {
            assert_eq!(resolve(extra, &mut record::NO_VALUE_32.clone()), None);
        }
    }

    /// Other programs refuse these, so an archive with them would not mean the same to all.
    #[test]
    fn well_known_fields_have_their_form() {
        let sound = |side, extra: &[u8]| resolve(extra, side, "a", &mut []).is_some();
        let times = |side, data: &[u8]| {
            let len = u8::try_from(data.len()).unwrap();
            sound(side, &[&[0x55, 0x54, len, 0], data].concat())
        };
        for side in [Side::Local, Side::Central] {
            assert!(sound(side, b"\x99\x12\0\0"), "a field that nobody knows");
            assert!(!times(side, b""));
            assert!(times(side, b"\x03time"));
            assert!(!sound(side, b"\x1e\xa1\x01\0x") && sound(side, b"\x1e\xa1\x02\0xx"));
            assert!(!sound(side, b"\x75\x63\x04\0\x01abc") && sound(side, b"\x75\x63\x05\0\x01abcd"));
        }
        assert!(times(Side::Local, b"\x03timetime") && !times(Side::Local, b"\x07timetime"));
        assert!(times(Side::Central, b"\x07timetime") && times(Side::Central, b"\x03"));
    }
}
