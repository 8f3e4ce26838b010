use super::*;

const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const TC260: &str = "http://www.tc260.org.cn/ns/AIGC/1.0/";
const IPTC: &str = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/";

/// A packet with these attributes of, and elements in, its description.
fn packet(attributes: &str, elements: &str) -> Packet {
    let packet = format!(
        r#"<?xpacket begin="{}" id="x"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{RDF}"><rdf:Description rdf:about="" {attributes}>{elements}</rdf:Description></rdf:RDF></x:xmpmeta>  <?xpacket end="w"?>"#,
        '\u{FEFF}'
    );
    read(packet.as_bytes())
}

#[test]
fn a_label_is_an_attribute_an_element_a_structure_or_properties() {
    let declared = format!(r#"xmlns:TC260="{TC260}""#);
    let quoted = r#"{"Label":"1"}"#;
    let escaped = quoted.replace('"', "&quot;");
    for (attributes, elements) in [
        (format!(r#"{declared} TC260:AIGC="{escaped}""#), String::new()),
        (declared.clone(), format!("<TC260:AIGC>{quoted}</TC260:AIGC>")),
        (declared.clone(), format!("<TC260:AIGC>\n {escaped} </TC260:AIGC>")),
        (declared.clone(), format!("<TC260:AIGC><![CDATA[{quoted}]]></TC260:AIGC>")),
        (
            declared.clone(),
            format!(
                r#"<TC260:AIGC><rdf:Alt><rdf:li xml:lang="x-default">{quoted}</rdf:li></rdf:Alt></TC260:AIGC>"#
            ),
        ),
        (
            declared.clone(),
            r#"<TC260:AIGC rdf:parseType="Resource"><TC260:Label>1</TC260:Label></TC260:AIGC>"#.into(),
        ),
        (declared.clone(), r#"<TC260:AIGC><rdf:Description TC260:Label="1"/></TC260:AIGC>"#.into()),
        (format!(r#"{declared} TC260:Label="1""#), String::new()),
        // Any prefix, and the default namespace.
        (format!(r#"xmlns:q="{TC260}" q:AIGC="{escaped}""#), String::new()),
        (String::new(), format!(r#"<AIGC xmlns="{TC260}">{quoted}</AIGC>"#)),
    ] {
        assert_eq!(packet(&attributes, &elements).labels, [quoted], "{attributes} {elements}");
    }
}

#[test]
fn a_prefix_means_what_it_is_bound_to_there() {
    let other = r#"xmlns:TC260="http://example.org/" TC260:AIGC="{}""#;
    assert_eq!(packet(other, ""), Packet::default());
    assert_eq!(packet(r#"TC260:AIGC="{}" AIGC="{}""#, ""), Packet::default());
    let shadowed =
        format!(r#"<a:x xmlns:a="{TC260}"><rdf:li xmlns:a="u:"><a:AIGC>1</a:AIGC></rdf:li></a:x>"#);
    assert_eq!(packet("", &shadowed).labels, [""; 0]);
    let again = format!(r#"<a:x xmlns:a="{TC260}"><b xmlns:a="u:"/><a:AIGC>1</a:AIGC></a:x>"#);
    assert_eq!(packet("", &again).labels, ["1"]);
}

#[test]
fn source_types_are_of_the_picture_or_of_a_part() {
    let declared = format!(r#"xmlns:e="{IPTC}""#);
    let of = |of_part| vec![SourceType { value: "v".into(), of_part }];
    for (attributes, elements, expected) in [
        (format!(r#"{declared} e:DigitalSourceType="v""#), String::new(), of(false)),
        (declared.clone(), "<e:DigitalSourceType>v</e:DigitalSourceType>".into(), of(false)),
        (declared.clone(), r#"<e:DigitalSourceType rdf:resource="v"/>"#.into(), of(false)),
        (
            declared.clone(),
            "<e:DigitalSourceType><rdf:Bag><rdf:li>v</rdf:li></rdf:Bag></e:DigitalSourceType>".into(),
            of(false),
        ),
        (
            declared.clone(),
            r#"<e:Parts><rdf:Bag><rdf:li e:DigitalSourceType="v"/></rdf:Bag></e:Parts>"#.into(),
            of(true),
        ),
        (
            declared,
            "<p:Pantry><rdf:Bag><rdf:li><rdf:Description><e:DigitalSourceType>v</e:DigitalSourceType></rdf:Description></rdf:li></rdf:Bag></p:Pantry>".into(),
            of(true),
        ),
    ] {
        assert_eq!(packet(&attributes, &elements).source_types, expected, "{elements}");
    }
}

#[test]
fn tools_dates_and_steps_are_read_in_both_forms() {
    let declared = r#"xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"
        xmlns:stEvt="http://ns.adobe.com/xap/1.0/sType/ResourceEvent#" xmlns:stRef="http://ns.adobe.com/xap/1.0/sType/ResourceRef#""#;
    let steps = r#"<xmpMM:History><rdf:Seq>
        <rdf:li stEvt:action="saved" stEvt:softwareAgent="One" stEvt:when="2026-03-05T10:00:00+08:00"/>
        <rdf:li rdf:parseType="Resource"><stEvt:action>saved</stEvt:action><stEvt:softwareAgent>Two</stEvt:softwareAgent></rdf:li>
        </rdf:Seq></xmpMM:History>"#;
    let found = packet(
        &format!(r#"{declared} xmp:CreatorTool="Tool" xmp:ModifyDate="2026-03-06""#),
        &format!(
            "<xmpMM:Pantry><rdf:Bag><rdf:li><rdf:Description xmp:CreatorTool=\"Other\"/></rdf:li></rdf:Bag></xmpMM:Pantry>{steps}"
        ),
    );
    assert_eq!(
        (found.creator_tool.as_deref(), found.modified.as_deref()),
        (Some("Tool"), Some("2026-03-06"))
    );
    let step =
        |agent: &str, when: Option<&str>| Step { agent: Some(agent.into()), when: when.map(str::to_owned) };
    assert_eq!(found.history, [step("One", Some("2026-03-05T10:00:00+08:00")), step("Two", None)]);
}

#[test]
fn what_was_read_before_an_error_counts_and_hostile_packets_are_bounded() {
    let declared = format!(r#"<rdf:RDF xmlns:rdf="{RDF}"><rdf:Description xmlns:t="{TC260}" t:AIGC="1">"#);
    assert_eq!(read(declared.as_bytes()).labels, ["1"]);
    let entity = format!("<!DOCTYPE a [<!ENTITY e 'x'>]>{declared}");
    assert_eq!(read(entity.as_bytes()), Packet::default());
    for part in
        ["<a>", "<a b='' ", " xmlns:a='http://ns.adobe.com/xap/1.0/'", "<rdf:li>", "&#x41;", "<t:AIGC/>"]
    {
        let _ = read(format!("{declared}{}", part.repeat((2 << 20) / part.len())).as_bytes());
        let attributes = format!("{declared}<a {}/>", part.repeat((1 << 20) / part.len()));
        let _ = read(attributes.as_bytes());
    }
    let labels = "<t:AIGC>1</t:AIGC>".repeat(10_000);
    assert_eq!(read(format!("{declared}{labels}").as_bytes()).labels.len(), MOST_VALUES);
    assert_eq!(read(&vec![b' '; MOST_BYTES + 1]), Packet::default());
}

#[test]
fn a_further_packet_is_joined_from_its_pieces() {
    let name = [b'A'; 32];
    let piece = |name: &[u8], at: u32, content: &[u8]| {
        [b"http://ns.adobe.com/xmp/extension/\0", name, &10u32.to_be_bytes(), &at.to_be_bytes(), content]
            .concat()
    };
    let (one, two, other) =
        (piece(&name, 0, b"01234"), piece(&name, 5, b"56789"), piece(&[b'B'; 32], 0, b"x"));
    let joined = |pieces: &[&Vec<u8>]| extension(pieces.iter().map(|piece| piece.as_slice()), &name);
    assert_eq!(joined(&[&two, &other, &one]), b"0123456789");
    assert_eq!(joined(&[&two, &other]), b"");
}
