use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::profile::Severity;
use crate::text::Message;

fn state(files: &[(&str, u8)]) -> State {
    let file = |content: u8| FileState { bytes: content.into(), sha256: [content; 32] };
    let indicator = |code: &str| StatedIndicator { code: code.to_owned(), title: None };
    State {
        path: "here".into(),
        form: Form::Archive,
        draft: Some(false),
        manifest: None,
        profile: Some(StatedProfile {
            name: "p".into(),
            version: "1".into(),
            indicators: ["A1", "A10", "B1"].map(indicator).into(),
            files: BTreeMap::new(),
        }),
        files: files.iter().map(|(path, content)| ((*path).to_owned(), file(*content))).collect(),
        findings: Some(Vec::new()),
    }
}

fn finding(rule: &str, path: Option<&str>, message: &str) -> StatedFinding {
    StatedFinding {
        rule: rule.to_owned(),
        severity: Severity::Error,
        indicator: path.and_then(|path| path.get(..2)).map(str::to_owned),
        path: path.map(str::to_owned),
        related: Vec::new(),
        pointer: None,
        keyword: None,
        schema_pointer: None,
        message: Message::Plain(message.to_owned()),
        fix: None,
        responsible: Vec::new(),
        since: None,
    }
}

/// Added, removed, changed and moved paths, each in words.
fn told(old: &[(&str, u8)], new: &[(&str, u8)]) -> Vec<String> {
    let (old, new) = (state(old), state(new));
    let difference = Difference::between(&old, &new);
    let FileChanges { added, removed, changed, moved } = difference.files;
    let mut told: Vec<String> = Vec::new();
    told.extend(added.iter().map(|path| format!("+ {path}")));
    told.extend(removed.iter().map(|path| format!("- {path}")));
    told.extend(changed.iter().map(|path| format!("~ {path}")));
    told.extend(moved.iter().map(|Move { from, to }| format!("> {from} {to}")));
    told
}

#[test]
fn each_sort_of_change_is_told() {
    let old = [("A1/a", 1), ("A1/b", 2), ("A1/c", 3), ("A1/d", 4), ("A1/e", 5)];
    let new = [("A1/a", 1), ("A1/b", 9), ("B1/c", 3), ("A1/renamed", 4), ("A1/f", 6)];
    let expected = ["+ A1/f", "- A1/e", "~ A1/b", "> A1/c B1/c", "> A1/d A1/renamed"];
    assert_eq!(told(&old, &new), expected);
}

#[test]
fn content_that_is_still_there_has_moved_whatever_is_at_its_place_now() {
    // Two files changed places.
    assert_eq!(told(&[("a", 1), ("b", 2)], &[("a", 2), ("b", 1)]), ["> a b", "> b a"]);
    // A new first photo, the others numbered on.
    let old = [("1.jpg", 1), ("2.jpg", 2), ("3.jpg", 3)];
    let new = [("1.jpg", 9), ("2.jpg", 1), ("3.jpg", 2), ("4.jpg", 3)];
    let expected = ["+ 1.jpg", "> 1.jpg 2.jpg", "> 2.jpg 3.jpg", "> 3.jpg 4.jpg"];
    assert_eq!(told(&old, &new), expected);
    // A copy is new, and where it is the original has not moved.
    assert_eq!(told(&[("a", 1)], &[("a", 1), ("b", 1)]), ["+ b"]);
    assert_eq!(told(&[("a", 1), ("b", 1)], &[("a", 1)]), ["- b"]);
}

#[test]
fn of_the_same_content_in_several_places_the_likeliest_ones_belong_together() {
    // The same name goes before the order of paths.
    let old = [("A1/x.jpg", 1), ("A1/y.jpg", 1)];
    assert_eq!(
        told(&old, &[("B1/y.jpg", 1), ("C1/x.jpg", 1)]),
        ["> A1/x.jpg C1/x.jpg", "> A1/y.jpg B1/y.jpg"]
    );
    // The same folder goes before another one.
    assert_eq!(
        told(&[("A1/p/x", 1), ("B1/p/x", 1)], &[("A1/p/u", 1), ("B1/p/v", 1)]),
        ["> A1/p/x A1/p/u", "> B1/p/x B1/p/v"]
    );
    // More places before than after, and the other way round.
    assert_eq!(told(&old, &[("B1/z.jpg", 1)]), ["- A1/y.jpg", "> A1/x.jpg B1/z.jpg"]);
    assert_eq!(told(&[("B1/z.jpg", 1)], &old), ["+ A1/y.jpg", "> B1/z.jpg A1/x.jpg"]);
}

#[test]
fn a_name_that_differs_in_case_only_is_the_same_file_renamed() {
    assert_eq!(
        told(&[("A1/IMG.JPG", 1), ("A1/other.jpg", 1)], &[("A1/img.jpg", 1), ("A1/abc.jpg", 1)]),
        ["> A1/IMG.JPG A1/img.jpg", "> A1/other.jpg A1/abc.jpg"]
    );
}

#[test]
fn changes_are_sorted_by_the_indicators_of_both_profiles() {
    let mut old = state(&[("A1-x/a", 1), ("A10/b", 2), ("top.txt", 3), ("Z9/c", 4), ("B1/d", 5)]);
    let new = state(&[("A1-x/a", 6), ("B1/b", 2)]);
    let of = |old: &State, new: &State| -> Vec<(Option<String>, usize)> {
        let difference = Difference::between(old, new);
        let count = |f: &FileChanges<'_>| f.added.len() + f.removed.len() + f.changed.len() + f.moved.len();
        difference.indicators.iter().map(|i| (i.code.map(str::to_owned), count(&i.files))).collect()
    };
    let code = |code: &str| Some(code.to_owned());
    let expected = vec![(None, 2), (code("A1"), 1), (code("A10"), 1), (code("B1"), 2)];
    assert_eq!(of(&old, &new), expected);
    old.profile = None;
    assert_eq!(of(&old, &new), expected, "a bag of another program takes the indicators of the other side");
}

fn compared(old: &[StatedFinding], new: &[StatedFinding], moved: &[Move<'_>]) -> (Vec<String>, Vec<String>) {
    let changes = FindingChanges::between(old, new, moved);
    let words = |list: &[&StatedFinding]| -> Vec<String> {
        list.iter().map(|finding| finding.message.in_lang(crate::text::Lang::En)).collect()
    };
    (words(&changes.gone), words(&changes.come))
}

#[test]
fn a_finding_is_the_same_in_any_language_and_however_many_files_come_before_its_own() {
    let at = |pointer: &str, message| StatedFinding {
        pointer: Some(pointer.to_owned()),
        schema_pointer: Some("a#/x".to_owned()),
        ..finding("schema", Some("A1/a"), message)
    };
    let none: (Vec<String>, Vec<String>) = (vec![], vec![]);
    assert_eq!(compared(&[at("/photos/0/image", "缺")], &[at("/photos/7/image", "missing")], &[]), none);
    let (gone, come) = compared(&[at("/photos/0/image", "old")], &[at("/photos/0/date", "new")], &[]);
    assert_eq!((gone.len(), come.len()), (1, 1), "another fact");
    let warning = StatedFinding { severity: Severity::Warning, ..at("/photos/0/image", "now a warning") };
    assert_eq!(compared(&[at("/photos/0/image", "old")], &[warning], &[]).1, ["now a warning"]);
}

#[test]
fn a_finding_follows_its_file() {
    let moved = [Move { from: "A1/a", to: "B1/b" }];
    let related = |path: &str, other: &str, message| StatedFinding {
        related: vec![other.to_owned()],
        ..finding("duplicate-file", Some(path), message)
    };
    let old = [finding("damaged", Some("A1/a"), "old"), related("A1/x", "A1/a", "old pair")];
    let new = [finding("damaged", Some("B1/b"), "new"), related("A1/x", "B1/b", "new pair")];
    assert_eq!(compared(&old, &new, &moved), (vec![], vec![]));
    let at_old_place = [finding("damaged", Some("A1/a"), "another file is there now")];
    let (gone, come) = compared(&old[..1], &at_old_place, &moved);
    assert_eq!((gone, come), (vec!["old".to_owned()], vec!["another file is there now".to_owned()]));
}

#[test]
fn of_several_findings_of_a_rule_in_a_file_words_tell_which_is_gone() {
    let of = |words: &[&str]| -> Vec<StatedFinding> {
        words.iter().map(|words| finding("personal-data", Some("A1/a"), words)).collect()
    };
    assert_eq!(compared(&of(&["1", "2", "3"]), &of(&["3", "1"]), &[]), (vec!["2".to_owned()], vec![]));
    assert_eq!(compared(&of(&["3", "1"]), &of(&["1", "2", "3"]), &[]), (vec![], vec!["2".to_owned()]));
    // In another language words tell nothing, but the number does.
    assert_eq!(compared(&of(&["一", "二"]), &of(&["one"]), &[]).0.len(), 1);
}

#[test]
fn findings_that_are_not_known_are_not_gone() {
    let mut old = state(&[]);
    old.findings = Some(vec![finding("link", Some("A1/a"), "x")]);
    let new = State { findings: None, ..state(&[]) };
    let difference = Difference::between(&old, &new);
    assert!(difference.findings.is_none() && difference.is_empty());
}

#[test]
fn a_draft_that_became_final_is_a_difference() {
    let draft = State { draft: Some(true), ..state(&[]) };
    let unknown = State { draft: None, ..state(&[]) };
    assert!(!Difference::between(&draft, &state(&[])).is_empty());
    assert!(Difference::between(&draft, &unknown).is_empty());
}

#[test]
fn stated_findings_that_are_not_what_they_should_be_are_not_known() {
    let parse = |text: &str| StatedFinding::parse(text.as_bytes());
    let good = r#"{"findings": [{"rule": "no-date", "severity": "warning", "message": "x", "fix": null}]}"#;
    assert_eq!(parse(good).unwrap().len(), 1);
    for bad in [
        "",
        "[]",
        "{}",
        &good.replace("no-date", "No Date"),
        &good.replace("\"x\"", "\"\""),
        &good.replace("warning", "grave"),
        &format!("{}1", "[".repeat(100_000)),
        &good.replace("null", &format!("null, \"related\": [\"\"{}]", ", \"\"".repeat(1_000_000))),
    ] {
        assert_eq!(parse(bad), None, "{bad:.100}");
    }
}

/// Few names and contents, so that they meet.
fn any_files() -> impl Strategy<Value = BTreeMap<String, FileState>> {
    let path = "(A1|A1-x|a1|B1|Z)/(p/)?[abAé]";
    let file = (0_u8..5).prop_map(|content| FileState { bytes: content.into(), sha256: [content; 32] });
    prop::collection::btree_map(path, file, 0..12)
}

fn any_state() -> impl Strategy<Value = State> {
    let place = prop::option::of("(A1|B1)/(p/)?[ab]");
    let words = prop::sample::select(vec!["x", "y"]);
    let stated = (prop::sample::select(vec!["link", "damaged"]), place, words)
        .prop_map(|(rule, path, words)| finding(rule, path.as_deref(), words));
    let findings = prop::option::of(prop::collection::vec(stated, 0..8));
    (any_files(), findings, any::<Option<bool>>()).prop_map(|(files, findings, draft)| State {
        draft,
        files,
        findings,
        ..state(&[])
    })
}

proptest! {
    #[test]
    fn nothing_changed_between_a_state_and_itself(state in any_state()) {
        let difference = Difference::between(&state, &state);
        prop_assert!(difference.is_empty() && difference.indicators.is_empty());
    }

    #[test]
    fn the_way_back_is_the_mirror_of_the_way(a in any_state(), b in any_state()) {
        let (way, back) = (Difference::between(&a, &b), Difference::between(&b, &a));
        prop_assert_eq!(&way.files.added, &back.files.removed);
        prop_assert_eq!(&way.files.removed, &back.files.added);
        prop_assert_eq!(&way.files.changed, &back.files.changed);
        let moves: BTreeSet<_> = way.files.moved.iter().copied().collect();
        let mirrored: BTreeSet<_> = back.files.moved.iter().map(|m| Move { from: m.to, to: m.from }).collect();
        prop_assert_eq!(moves, mirrored);
        prop_assert_eq!(way.is_empty(), back.is_empty());
        match (way.findings, back.findings) {
            (Some(way), Some(back)) => {
                prop_assert_eq!(way.gone, back.come);
                prop_assert_eq!(way.come, back.gone);
            }
            (way, back) => prop_assert!(way.is_none() && back.is_none()),
        }
    }

    #[test]
    fn applied_to_the_old_files_the_changes_give_the_new_ones(old in any_files(), new in any_files()) {
        let changes = FileChanges::between(&old, &new);
        let mut files = old.clone();
        for path in changes.removed.iter().copied().chain(changes.moved.iter().map(|moved| moved.from)) {
            prop_assert!(files.remove(path).is_some(), "{} goes twice", path);
        }
        for path in &changes.changed {
            prop_assert!(files.insert((*path).to_owned(), new[*path]).is_some());
            prop_assert_ne!(old[*path], new[*path]);
        }
        for path in &changes.added {
            prop_assert!(files.insert((*path).to_owned(), new[*path]).is_none());
        }
        for Move { from, to } in &changes.moved {
            prop_assert!(files.insert((*to).to_owned(), old[*from]).is_none());
        }
        prop_assert_eq!(files, new);
    }

    #[test]
    fn every_change_is_told_under_its_indicators(a in any_state(), b in any_state()) {
        let difference = Difference::between(&a, &b);
        let all = difference.indicators.iter().map(|indicator| &indicator.files);
        let added: BTreeSet<_> = all.clone().flat_map(|files| &files.added).collect();
        let removed: BTreeSet<_> = all.clone().flat_map(|files| &files.removed).collect();
        let changed: BTreeSet<_> = all.clone().flat_map(|files| &files.changed).collect();
        let moved: BTreeSet<_> = all.flat_map(|files| &files.moved).collect();
        prop_assert_eq!(added, difference.files.added.iter().collect());
        prop_assert_eq!(removed, difference.files.removed.iter().collect());
        prop_assert_eq!(changed, difference.files.changed.iter().collect());
        prop_assert_eq!(moved, difference.files.moved.iter().collect());
    }
}
