use super::super::jumbf::tests::{made, superbox};
use super::*;

/// A text in CBOR.
fn text(text: &str) -> Vec<u8> {
    let length = u16::try_from(text.len()).unwrap().to_be_bytes();
    [&[0x79][..], &length, text.as_bytes()].concat()
}

/// JSON as CBOR: texts, lists and objects.
pub(crate) fn cbor(value: &Value) -> Vec<u8> {
    match value {
        Value::Array(items) => [vec![0x9F], items.iter().flat_map(cbor).collect(), vec![0xFF]].concat(),
        Value::Object(members) => {
            let inner = members.iter().flat_map(|(name, value)| [text(name), cbor(value)].concat()).collect();
            [vec![0xBF], inner, vec![0xFF]].concat()
        }
        value => text(value.as_str().unwrap_or_default()),
    }
}

/// A manifest of a claim by `generator` with one assertion.
pub(crate) fn manifest(label: &str, claim: &Value, assertion: &str, content: &Value) -> Vec<u8> {
    let assertion = superbox(assertion, &[made(b"cbor", &cbor(content))]);
    let claim = superbox("c2pa.claim.v2", &[made(b"cbor", &cbor(claim))]);
    superbox(label, &[superbox("c2pa.assertions", &[assertion]), claim])
}

pub(crate) fn store(manifests: &[Vec<u8>]) -> Vec<u8> {
    superbox("c2pa", manifests)
}

fn source(word: &str) -> String {
    format!("http://cv.iptc.org/newscodes/digitalsourcetype/{word}")
}

fn actions(name: &str, word: Option<&str>) -> Value {
    let mut action = serde_json::json!({ "action": name });
    if let Some(word) = word {
        action["digitalSourceType"] = source(word).into();
    }
    serde_json::json!({ "actions": [action] })
}

fn told(store: &[u8]) -> Vec<(Says, Option<String>, Option<String>)> {
    read(store).into_iter().map(|found| (found.says, found.program, found.value)).collect()
}

#[test]
fn how_a_picture_was_made_is_told_with_the_program() {
    let claim = serde_json::json!({ "claim_generator_info": [{ "name": "ChatGPT", "version": "4o" }] });
    for (word, says) in [
        ("trainedAlgorithmicMedia", Says::Generated),
        ("compositeWithTrainedAlgorithmicMedia", Says::PartlyGenerated),
        ("digitalCapture", Says::Captured),
        ("screenCapture", Says::Other),
    ] {
        let manifest =
            manifest("urn:c2pa:1", &claim, "c2pa.actions.v2", &actions("c2pa.created", Some(word)));
        let expected = (says, Some("ChatGPT 4o".to_owned()), Some(word.to_owned()));
        assert_eq!(told(&store(&[manifest])), [expected]);
    }
}

#[test]
fn old_and_rare_forms_are_read() {
    let claim = serde_json::json!({ "claim_generator": "Adobe_Firefly/1.0" });
    let program = Some("Adobe_Firefly/1.0".to_owned());
    let word = "trainedAlgorithmicMedia";
    let in_metadata = serde_json::json!({ "Iptc4xmpExt:DigitalSourceType": source(word) });
    let json = superbox("stds.iptc", &[made(b"json", in_metadata.to_string().as_bytes())]);
    let claim_box = superbox("c2pa.claim", &[made(b"cbor", &cbor(&claim))]);
    let manifest = superbox("urn:uuid:1", &[superbox("c2pa.assertions", &[json]), claim_box]);
    assert_eq!(told(&store(&[manifest])), [(Says::Generated, program, Some(word.to_owned()))]);
    // The action names its program.
    let mut content = actions("c2pa.created", Some(word));
    content["actions"][0]["softwareAgent"] = serde_json::json!({ "name": "Imagen" });
    let manifest = self::manifest("x", &claim, "c2pa.actions__1", &content);
    assert_eq!(read(&store(&[manifest]))[0].program.as_deref(), Some("Imagen"));
}

#[test]
fn edits_are_told_and_each_manifest_for_itself() {
    let claim = |name: &str| serde_json::json!({ "claim_generator_info": { "name": name } });
    let taken =
        manifest("a", &claim("Leica"), "c2pa.actions", &actions("c2pa.created", Some("digitalCapture")));
    let edited = manifest("b", &claim("Photoshop"), "c2pa.actions", &actions("c2pa.color_adjustments", None));
    let says: Vec<_> = told(&store(&[taken, edited]));
    assert_eq!(says[0], (Says::Edited, Some("Photoshop".into()), Some("c2pa.color_adjustments".into())));
    assert_eq!(says[1], (Says::Captured, Some("Leica".into()), Some("digitalCapture".into())));
    let opened = manifest("a", &claim("X"), "c2pa.actions", &actions("c2pa.opened", None));
    assert_eq!(told(&store(&[opened])), [(Says::Other, Some("X".into()), None)]);
}

#[test]
fn cut_and_hostile_stores_tell_nothing_wrong() {
    let claim = serde_json::json!({ "claim_generator": "x" });
    let word = Some("trainedAlgorithmicMedia");
    let whole = store(&[manifest("a", &claim, "c2pa.actions", &actions("c2pa.created", word))]);
    for end in 0..whole.len() {
        assert!(read(&whole[..end]).iter().all(|found| found.says != Says::Edited), "{end}");
        let mut changed = whole.clone();
        changed[end] ^= 0x55;
        let _ = read(&changed);
    }
    let mut deep = Value::String(source("trainedAlgorithmicMedia"));
    for _ in 0..20 {
        deep = serde_json::json!({ "x": deep });
    }
    let hidden = manifest("a", &claim, "c2pa.actions", &serde_json::json!({ "actions": [deep] }));
    assert_eq!(told(&store(&[hidden]))[0].0, Says::Other);
    let many: Vec<Vec<u8>> = (0..200).map(|n| superbox(&n.to_string(), &[made(b"cbor", b"")])).collect();
    assert_eq!(read(&store(&many)).len(), MOST_MANIFESTS);
}
