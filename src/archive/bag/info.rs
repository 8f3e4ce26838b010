//! `bag-info.txt` (RFC 8493, 2.2.2).

/// Label of who hands it in.
pub const SOURCE_ORGANIZATION: &str = "Source-Organization";
/// Label of what it is.
pub const EXTERNAL_DESCRIPTION: &str = "External-Description";
/// Our label of the profile, with its version.
pub const PROFILE: &str = "Sealpack-Profile";
/// Label of the total size and number of payload files: `bytes.files`.
pub const PAYLOAD_OXUM: &str = "Payload-Oxum";
/// Label of the date of bagging.
pub const BAGGING_DATE: &str = "Bagging-Date";
/// Label of the program that made the bag.
pub const SOFTWARE_AGENT: &str = "Bag-Software-Agent";
/// Our label that says `true` in drafts.
pub const DRAFT: &str = "Sealpack-Draft";

/// The labels of the fields that follow the others in our bags, in their order.
pub const CLOSING: [&str; 4] = [PAYLOAD_OXUM, BAGGING_DATE, SOFTWARE_AGENT, DRAFT];

/// The file with `fields` in their order. Line breaks and other control characters in values become spaces.
#[must_use]
pub fn write(fields: &[(String, String)]) -> String {
    let mut text = String::new();
    for (label, value) in fields {
        text.push_str(&one_line(label));
        text.push_str(": ");
        text.push_str(&one_line(value));
        text.push('\n');
    }
    text
}

/// A value as the file can hold it: without line breaks and other control characters.
#[must_use]
pub fn one_line(text: &str) -> String {
    let parts: Vec<&str> =
        text.split(char::is_control).map(str::trim).filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}

/// Reads the fields in their order; a label may come more than once. The error is the number of the first line,
/// counted from 1, that is neither a field nor the continuation of one.
pub fn parse(text: &str) -> Result<Vec<(String, String)>, usize> {
    let mut fields: Vec<(String, String)> = Vec::new();
    for (index, line) in text.split(['\n', '\r']).enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        if line.starts_with([' ', '\t']) {
            let (_, value) = fields.last_mut().ok_or(index + 1)?;
            value.push(' ');
            value.push_str(line.trim());
        } else {
            let (label, value) = line.split_once(':').ok_or(index + 1)?;
            if label.trim().is_empty() {
                return Err(index + 1);
            }
            fields.push((label.trim().to_owned(), value.trim().to_owned()));
        }
    }
    Ok(fields)
}

/// The value of the first field with `label`, without regard to case (2.2.2).
#[must_use]
pub fn value<'a>(fields: &'a [(String, String)], label: &str) -> Option<&'a str> {
    fields.iter().find(|(name, _)| name.eq_ignore_ascii_case(label)).map(|(_, value)| value.as_str())
}

/// The version of sealpack that the bag says it was made with; none where it does not say that we made it.
#[must_use]
pub fn own_version(fields: &[(String, String)]) -> Option<&str> {
    let agent = value(fields, SOFTWARE_AGENT)?;
    let (name, version) = agent.split_once(' ').unwrap_or((agent, ""));
    (name == "sealpack").then_some(version.trim())
}

/// Reads a `Payload-Oxum`: bytes and files.
#[must_use]
pub fn parse_oxum(text: &str) -> Option<(u64, u64)> {
    let (bytes, files) = text.split_once('.')?;
    let number = |text: &str| text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok()).flatten();
    Some((number(bytes)?, number(files)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(label: &str, value: &str) -> (String, String) {
        (label.to_owned(), value.to_owned())
    }

    #[test]
    fn what_is_written_is_read() {
        let fields = [field("Source-Organization", "示例县"), field("Payload-Oxum", "3.1")];
        assert_eq!(write(&fields), "Source-Organization: 示例县\nPayload-Oxum: 3.1\n");
        assert_eq!(parse(&write(&fields)).unwrap(), fields);
        assert_eq!(value(&fields, "payload-oxum"), Some("3.1"));
    }

    #[test]
    fn a_value_cannot_forge_a_field() {
        let fields = [field("Title", "one\r\nSealpack-Draft: true\u{b}two")];
        assert_eq!(write(&fields), "Title: one Sealpack-Draft: true two\n");
    }

    #[test]
    fn continued_lines_and_faults() {
        let text = "A: one\r\n\ttwo\r\n\r\nB:three\n";
        assert_eq!(parse(text).unwrap(), [field("A", "one two"), field("B", "three")]);
        assert_eq!(parse("A: one\nno field\n"), Err(2));
        assert_eq!(parse(" continued\n"), Err(1));
    }

    #[test]
    fn our_bags_say_so_by_the_first_word() {
        for (agent, version) in
            [("sealpack 0.1.0", Some("0.1.0")), ("sealpack", Some("")), ("sealpacker 1", None), ("", None)]
        {
            assert_eq!(own_version(&[field("bag-software-agent", agent)]), version, "{agent}");
        }
        assert_eq!(own_version(&[]), None);
    }

    #[test]
    fn oxum() {
        assert_eq!(parse_oxum("279164409832.1198"), Some((279_164_409_832, 1198)));
        for text in ["", "1", "1.", ".1", "+1.1", "1.1.1"] {
            assert_eq!(parse_oxum(text), None, "{text}");
        }
    }
}
