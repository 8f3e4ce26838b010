//! `bagit.txt` (RFC 8493, 2.1.1).

/// The declaration of the bags we write.
pub const TEXT: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

/// A version of the standard that we read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    /// 0.97: a payload file may be missing in some of several manifests.
    V0_97,
    /// 1.0, RFC 8493.
    V1_0,
}

/// What is wrong with a declaration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeclarationFault {
    /// Not the two lines that the standard asks for.
    Malformed,
    /// A version that we do not read.
    Version(String),
    /// An encoding other than UTF-8.
    Encoding(String),
}

/// Reads a declaration: exactly two lines, without a byte order mark.
pub fn parse(bytes: &[u8]) -> Result<Version, DeclarationFault> {
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
    let version = match version.as_str() {
        "0.97" => Version::V0_97,
        "1.0" => Version::V1_0,
        _ => return Err(DeclarationFault::Version(version)),
    };
    if !encoding.eq_ignore_ascii_case("UTF-8") {
        return Err(DeclarationFault::Encoding(encoding));
    }
    Ok(version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_own_and_others() {
        assert_eq!(parse(TEXT.as_bytes()), Ok(Version::V1_0));
        let old = b"BagIt-Version: 0.97\r\nTag-File-Character-Encoding: utf-8";
        assert_eq!(parse(old), Ok(Version::V0_97));
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
        let encoding = "BagIt-Version: 1.0\nTag-File-Character-Encoding: GBK\n";
        assert_eq!(parse(encoding.as_bytes()), Err(DeclarationFault::Encoding("GBK".into())));
    }
}
