use proptest::prelude::*;

use super::*;

const KEY: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAILM+rvN+ot98qgEN796jTiQfZfG1KaT0PtFDJ/XFSqti";
const OTHER: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFtW3xvrLpm1mUEn7fbRRFv4XN8vCKL1iYrHWN/oIhOi";

fn shanghai() -> TimeZone {
    TimeZone::fixed(jiff::tz::offset(8))
}

fn parse(text: &str) -> Result<AllowedSigners, (usize, LineProblem)> {
    AllowedSigners::parse(text, &shanghai())
}

fn key(text: &str) -> KeyData {
    PublicKey::from_openssh(text).unwrap().key_data().clone()
}

/// Who a list says has [`KEY`], at a time.
fn who_at(text: &str, now: &str) -> Result<(String, String), Distrust> {
    let list = parse(text).unwrap();
    list.accept(&key(KEY), now.parse().unwrap())
        .map(|entry| (entry.principals.clone(), entry.comment.clone()))
}

fn who(text: &str) -> Result<String, Distrust> {
    who_at(text, "2026-07-01T00:00:00Z").map(|(principals, _)| principals)
}

#[test]
fn lines_in_all_their_forms() {
    let fine = [
        format!("zhang {KEY}"),
        format!("zhang {KEY} a comment of words"),
        format!("  zhang\t{KEY}\r"),
        format!("\n# a comment\n   \n\r\n#\nzhang {KEY}\n"),
        format!("\"zhang\" {KEY}"),
        format!("zhang namespaces=\"sealpack\" {KEY}"),
        format!("zhang NameSpaces=\"git,sealpack\",valid-after=\"20200101\"  {KEY}"),
        format!("zhang namespaces=\"*\" {KEY}"),
        format!("zhang namespaces=\"seal????,!git\" {KEY}"),
        format!("zhang {}", KEY.replace(' ', "   ")),
        format!("wang {OTHER}\nzhang {KEY}\nlate {KEY}"),
        format!("wang cert-authority {KEY}\nzhang {KEY}"),
        // A space inside quotation marks, and an escaped mark.
        format!("zhang namespaces=\"a b,\\\",sealpack\" {KEY}"),
    ];
    for text in fine {
        assert_eq!(who(&text), Ok("zhang".to_owned()), "{text}");
    }
    assert_eq!(who(&format!("a@x.org,*@y.org,!b {KEY}")), Ok("a@x.org,*@y.org,!b".to_owned()));
    let comment = who_at(&format!("zhang {KEY} 县文明办 laptop "), "2026-07-01T00:00:00Z");
    assert_eq!(comment, Ok(("zhang".to_owned(), "县文明办 laptop".to_owned())));
}

#[test]
fn keys_that_do_not_count() {
    let refused = [
        (String::new(), Distrust::Unknown),
        (format!("zhang {OTHER}"), Distrust::Unknown),
        (format!("# zhang {KEY}"), Distrust::Unknown),
        (format!("zhang cert-authority {KEY}"), Distrust::Authority),
        (format!("zhang namespaces=\"git,file\" {KEY}"), Distrust::Namespace),
        (format!("zhang namespaces=\"\" {KEY}"), Distrust::Namespace),
        (format!("zhang namespaces=\"*,!seal*\" {KEY}"), Distrust::Namespace),
        (format!("zhang namespaces=\"sealpack?\" {KEY}"), Distrust::Namespace),
        (format!("zhang valid-after=\"20270101\" {KEY}"), Distrust::NotYet),
        (format!("zhang valid-before=\"20250101\" {KEY}"), Distrust::Expired),
    ];
    for (text, distrust) in refused {
        assert_eq!(who(&text), Err(distrust), "{text}");
    }
}

#[test]
fn times_are_local_unless_they_end_in_z() {
    let accepted = |options: &str, now: &str| who_at(&format!("zhang {options} {KEY}"), now).is_ok();
    // Midnight in Shanghai is eight hours earlier elsewhere. Both ends belong to the period.
    for (options, first) in [
        ("valid-after=\"20260701\"", "2026-06-30T16:00:00Z"),
        ("valid-after=\"202607010930\"", "2026-07-01T01:30:00Z"),
        ("valid-after=\"20260701093015\"", "2026-07-01T01:30:15Z"),
        ("valid-after=\"20260701Z\"", "2026-07-01T00:00:00Z"),
        ("valid-after=\"20260701utc\"", "2026-07-01T00:00:00Z"),
        ("valid-after=\"202607010930z\"", "2026-07-01T09:30:00Z"),
    ] {
        let before: Timestamp = first.parse().unwrap();
        let before = before.checked_sub(jiff::SignedDuration::from_secs(1)).unwrap().to_string();
        assert!(accepted(options, first) && !accepted(options, &before), "{options}");
        let until = options.replace("after", "before");
        let after: Timestamp = first.parse().unwrap();
        let after = after.checked_add(jiff::SignedDuration::from_secs(1)).unwrap().to_string();
        assert!(accepted(&until, first) && !accepted(&until, &after), "{until}");
    }
}

#[test]
fn a_wrong_line_is_named() {
    use LineProblem::{Key, Option, Period, Quote, Time};
    let option = |name: &str| Option(name.to_owned());
    let time = |value: &str| Time(value.to_owned());
    let wrong = [
        ("zhang".to_owned(), Key),
        ("zhang ssh-ed25519".to_owned(), Key),
        ("zhang ssh-ed25519 AAAA".to_owned(), Key),
        (KEY.to_owned(), Key),
        ("zhang cert-authority ssh-ed25519 !".to_owned(), Key),
        (format!("\"zhang {KEY}"), Quote),
        (format!("zhang namespaces=\"sealpack {KEY}"), Quote),
        (format!("zhang namespaces=sealpack {KEY}"), option("namespaces")),
        (format!("zhang namespaces {KEY}"), option("namespaces")),
        (format!("zhang cert-authority=\"yes\" {KEY}"), option("cert-authority")),
        (format!("zhang verify-required {KEY}"), option("verify-required")),
        (format!("zhang namespaces=\"a\",namespaces=\"b\" {KEY}"), option("namespaces")),
        (format!("zhang namespaces=\"a\"x {KEY}"), option("namespaces")),
        (format!("zhang cert-authority, {KEY}"), option("")),
        (format!("zhang ,cert-authority {KEY}"), option("")),
        (format!("zhang valid-after=\"2026-07-01\" {KEY}"), time("2026-07-01")),
        (format!("zhang valid-after=\"20261301\" {KEY}"), time("20261301")),
        (format!("zhang valid-after=\"\" {KEY}"), time("")),
        (format!("zhang valid-before=\"20260701250000\" {KEY}"), time("20260701250000")),
        (format!("zhang valid-before=\"２０２６０７０１\" {KEY}"), time("２０２６０７０１")),
        (format!("zhang valid-after=\"20260702\",valid-before=\"20260701\" {KEY}"), Period),
    ];
    for (line, problem) in wrong {
        let text = format!("# list\nwang {OTHER}\n{line}\n");
        assert_eq!(parse(&text).map(|_| ()), Err((3, problem)), "{line}");
    }
}

#[test]
fn a_list_with_a_byte_order_mark_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("signers");
    let read = |bytes: &[u8]| {
        fs::write(&path, bytes).unwrap();
        AllowedSigners::read(&path).map(|list| list.0.len())
    };
    let line = format!("zhang {KEY} 县\r\n");
    assert_eq!(read(format!("\u{feff}{line}").as_bytes()).unwrap(), 1);
    let wide: Vec<u8> =
        "\u{feff}".chars().chain(line.chars()).flat_map(|c| (c as u16).to_le_bytes()).collect();
    assert_eq!(read(&wide).unwrap(), 1);
    // A comment in an old encoding says nothing that matters.
    assert_eq!(read(&[format!("zhang {KEY} ").as_bytes(), b"\xcf\xd8\n"].concat()).unwrap(), 1);
    assert!(matches!(read(&vec![b'#'; 5 << 20]), Err(SignersError::TooLarge { .. })));
    assert!(matches!(AllowedSigners::read(folder.path()), Err(SignersError::Read { .. })));
}

#[test]
fn stars_take_no_more_than_their_time() {
    let pattern = "*a".repeat(2000);
    let text = "a".repeat(4000) + "b";
    assert!(!matches(pattern.as_bytes(), text.as_bytes()));
    for (pattern, text, expected) in [
        ("", "", true),
        ("", "a", false),
        ("*", "", true),
        ("?", "", false),
        ("a*c", "abbc", true),
        ("a*c", "abcb", false),
        ("**?", "a", true),
        ("*ab", "aab", true),
    ] {
        assert_eq!(matches(pattern.as_bytes(), text.as_bytes()), expected, "{pattern} {text}");
    }
}

proptest! {
    #[test]
    fn no_line_breaks_the_reader(text in "[ -~\\n\\t\"县]{0,80}", options in "[a-z\"=,\\\\ -]{0,40}") {
        let _ = parse(&text);
        let _ = parse(&format!("zhang {options} {KEY}"));
    }
}
