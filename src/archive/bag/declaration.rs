//! `bagit.txt` (RFC 8493, 2.1.1).

/// The declaration of the bags we write.
pub const TEXT: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

use super::encoding::Encoding;

/// What a declaration says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Declaration {
    /// The version of the standard.
    pub version: Version,
    /// The encoding of the other tag files.
    pub encoding: Encoding,
}

/// A version of the standard that we read, oldest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// 0.93.
    V0_93,
    /// 0.94.
    V0_94,
    /// 0.95.
    V0_95,
    /// 0.96.
    V0_96,
    /// 0.97: the last one before the standard, and still in wide use.
    V0_97,
    /// 1.0, RFC 8493: each payload manifest lists every file, and each file once.
    V1_0,
}

impl Version {
    const ALL: [Self; 6] = [Self::V0_93, Self::V0_94, Self::V0_95, Self::V0_96, Self::V0_97, Self::V1_0];

    /// How a declaration writes it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::V0_93 => "0.93",
            Self::V0_94 => "0.94",
            Self::V0_95 => "0.95",
            Self::V0_96 => "0.96",
            Self::V0_97 => "0.97",
            Self::V1_0 => "1.0",
        }
    }
}

/// What is wrong with a declaration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeclarationFault {
    /// Not the two lines that the standard asks for.
    Malformed,
    /// A version that we do not read.
    Version(String),
    /// An encoding that we do not read.
    Encoding(String),
}

/// Reads a declaration: exactly two lines in UTF-8, without a byte order mark.
pub fn parse(bytes: &[u8]) -> Result<Declaration, DeclarationFault> {
    let text = std::str::from_utf8(bytes).map_err(|_| DeclarationFault::Malformed)?;
    let mut lines = text.lines();
    let (first, second, third) = (lines.next(), lines.next(), lines.next());
    let value = |line: Option<&str>, label: &str| {
        // 1.0 allows exactly one space after the colon; its value has none around it.
        line.and_then(|line| line.strip_prefix(label)?.strip_prefix(": ").map(str::to_owned))
            .filter(|value| !value.is_empty() && value.trim() == value)
            .ok_or(DeclarationFault::Malformed)
    };
    let version = value(first, "BagIt-Version")?;
    let encoding = value(second, "Tag-File-Character-Encoding")?;
    if third.is_some() {
        return Err(DeclarationFault::Malformed);
    }
    let known = Version::ALL.into_iter().find(|known| known.name() == version);
    let version = known.ok_or(DeclarationFault::Version(version))?;
    let encoding = Encoding::named(&encoding).ok_or(DeclarationFault::Encoding(encoding))?;
    Ok(Declaration { version, encoding })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_own_and_others() {
        let declared = |text: &str| parse(text.as_bytes()).unwrap();
        assert_eq!(declared(TEXT), Declaration { version: Version::V1_0, encoding: Encoding::Utf8 });
        let old = declared("BagIt-Version: 0.97\r\nTag-File-Character-Encoding: utf-8");
        assert_eq!(old, Declaration { version: Version::V0_97, encoding: Encoding::Utf8 });
        let latin = declared("BagIt-Version: 0.93\nTag-File-Character-Encoding: ISO-8859-1\n");
        assert_eq!(latin, Declaration { version: Version::V0_93, encoding: Encoding::Latin1 });
        assert!(Version::V0_96 < Version::V1_0);
    }

    #[test]
    fn faults() {
        let malformed = Err(DeclarationFault::Malformed);
        assert_eq!(parse(b""), malformed);
        assert_eq!(parse(b"BagIt-Version: 1.0\n"), malformed);
        assert_eq!(parse(b"\xef\xbb\xbfBagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"), malformed);
        assert_eq!(parse(b"BagIt-Version :  1.0\nTag-File-Character-Encoding: UTF-8\n"), malformed);
        assert_eq!(parse(format!("{TEXT}more").as_bytes()), malformed);
        let version = "BagIt-Version: 2.0\nTag-File-Character-Encoding: UTF-8\n";
        assert_eq!(parse(version.as_bytes()), Err(DeclarationFault::Version("2.0".into())));
        let encoding = "BagIt-Version: 1.0\nTag-File-Character-Encoding: EBCDIC\n";
        assert_eq!(parse(encoding.as_bytes()), Err(DeclarationFault::Encoding("EBCDIC".into())));
    }
}
