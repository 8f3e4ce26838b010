use proptest::prelude::*;

use super::*;

/// Sentences without much in common, made from syllables by a rule.
fn sentences(seed: u64, count: usize) -> Vec<String> {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut any = move |below: u32| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from(state >> 40).unwrap() % below
    };
    (0..count)
        .map(|_| {
            let words = 12 + any(20);
            let word = |any: &mut dyn FnMut(u32) -> u32| char::from_u32(0x4E00 + any(3000)).unwrap();
            let words: String = (0..words).map(|_| word(&mut any)).collect();
            format!("{words}，共{}人。", any(900))
        })
        .collect()
}

fn text(seed: u64) -> String {
    sentences(seed, 40).concat()
}

struct Texts(Vec<String>);

impl Library for Texts {
    fn count(&self) -> usize {
        self.0.len()
    }

    fn submission(&self, _: usize) -> usize {
        0
    }

    fn text(&self, at: usize) -> Option<String> {
        self.0.get(at).cloned()
    }
}

fn found(texts: &[String], least: u8) -> Vec<Copied> {
    copies(&Texts(texts.to_vec()), 0, least, &|_, _| false)
}

fn pairs(texts: &[String]) -> Vec<(usize, usize)> {
    found(texts, 50).into_iter().map(|copied| (copied.first, copied.second)).collect()
}

#[test]
fn different_texts_are_not_copies() {
    assert!(found(&(0..30).map(text).collect::<Vec<_>>(), 5).is_empty());
}

#[test]
fn a_copy_is_found_though_figures_order_and_every_third_sentence_are_changed() {
    let whole = sentences(1, 40);
    let figures: String = whole.concat().chars().map(|c| if c.is_ascii_digit() { '7' } else { c }).collect();
    let mut turned = whole.clone();
    turned.reverse();
    let rewritten: Vec<String> = sentences(2, 40)
        .into_iter()
        .zip(&whole)
        .enumerate()
        .map(|(at, (other, own))| if at % 3 == 0 { other } else { own.clone() })
        .collect();
    for (copy, least) in [(figures, 100), (turned.concat(), 75), (rewritten.concat(), 60)] {
        let copied = found(&[whole.concat(), text(5), copy], 50);
        assert_eq!(copied.len(), 1);
        assert_eq!((copied[0].first, copied[0].second), (0, 2));
        assert!(copied[0].of_second >= least && copied[0].of_first >= least, "{copied:?}");
    }
}

#[test]
fn full_width_letters_case_spaces_and_punctuation_do_not_matter() {
    let words = (0..200).map(|number: u32| format!("word{} ", char::from_u32(97 + number % 26).unwrap()));
    let words = words.collect::<Vec<_>>().concat();
    let other: String = words
        .to_uppercase()
        .chars()
        .map(|c| match c {
            ' ' => '，',
            c => char::from_u32(u32::from(c) + 0xFEE0).unwrap(),
        })
        .collect();
    assert_eq!(found(&[words, other], 100).len(), 1);
}

#[test]
fn a_text_that_is_part_of_a_longer_one_is_found_and_its_share_told() {
    let part = text(3);
    let long = format!("{}{part}{}", sentences(4, 80).concat(), sentences(5, 80).concat());
    let copied = found(&[part.clone(), long.clone()], 50);
    assert_eq!(copied.len(), 1);
    assert!(copied[0].of_first >= 98, "{copied:?}");
    assert!((10..30).contains(&copied[0].of_second), "{copied:?}");
    let passage = &long[copied[0].passage.clone()];
    assert!(part.contains(passage) && passage.len() * 10 > part.len() * 9, "{}", passage.len());
}

#[test]
fn phrases_of_a_template_do_not_make_texts_copies() {
    // Ten sentences that all texts are made of, in any order.
    let stock = sentences(99, 10);
    let shuffled = |seed: u64| {
        let mut state = seed + 1;
        let pick = |_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            stock[usize::try_from(state >> 40).unwrap() % 10].as_str()
        };
        (0..25).map(pick).collect::<String>()
    };
    let texts: Vec<String> = (0..80).map(shuffled).collect();
    assert!(pairs(&texts).is_empty(), "{:?}", pairs(&texts));
    // A form of which less is filled in than it has by itself.
    let form = sentences(98, 20);
    let filled = |seed: u64| -> String {
        form.iter().zip(sentences(seed, 20)).flat_map(|(form, own)| [form.clone(), own]).collect()
    };
    let texts: Vec<String> = (0..20).map(filled).collect();
    assert!(pairs(&texts).is_empty());
    // A copy among them is found, and so is one text in all places.
    let mut texts = texts;
    texts.push(texts[3].clone());
    assert_eq!(pairs(&texts), [(3, 20)]);
    assert_eq!(pairs(&vec![text(1); 20]).len(), 190);
}

#[test]
fn short_and_empty_texts_are_not_compared() {
    let short: String = text(1).chars().take(60).collect();
    assert!(pairs(&[short.clone(), short, String::new(), String::new()]).is_empty());
}

#[test]
fn hostile_texts_take_no_time() {
    let one = "文".repeat(300_000);
    let mut texts = vec![one; 30];
    texts.extend((0..30).map(text));
    let _ = found(&texts, 50);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn shares_are_percents_and_passages_lie_on_characters(one in ".{0,400}", other in ".{0,400}", seed in 0_u64..50) {
        let shared = text(seed);
        let texts = [format!("{one}{shared}"), format!("{shared}{other}")];
        for copied in found(&texts, 0) {
            prop_assert!(copied.of_first <= 100 && copied.of_second <= 100);
            prop_assert!(texts[copied.second].get(copied.passage.clone()).is_some());
            let passage = &texts[copied.second][copied.passage];
            prop_assert!(!passage.is_empty());
        }
    }
}
