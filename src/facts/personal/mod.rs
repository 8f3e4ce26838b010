//! Personal data in a text: identity numbers, mobile numbers and bank cards. They are masked where they stand,
//! so that nothing that is made from the text shows them.

mod digits;
mod number;

use std::collections::HashMap;
use std::ops::Range;

use borsh::{BorshDeserialize, BorshSerialize};
use serde::Serialize;

use super::mention::Mention;
use digits::Run;

/// Most different numbers of one text that are listed. All are masked.
const MOST_LISTED: usize = 50;

/// What a number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, BorshSerialize, BorshDeserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A citizen's identity number of 18 digits (GB 11643-1999).
    IdCard,
    /// A mobile telephone number of mainland China.
    Mobile,
    /// A bank card (ISO/IEC 7812-1).
    BankCard,
}

/// A number of a person, masked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, BorshSerialize, BorshDeserialize)]
pub struct PersonalNumber {
    /// What it is.
    pub kind: Kind,
    /// The number without separators, its greater part as asterisks: `138****8000`.
    pub masked: String,
}

/// A number where it stands.
struct Found {
    kind: Kind,
    /// Its digits: the place of each in the text, and the digit in ASCII.
    digits: Vec<(usize, u8)>,
    /// From its first to behind its last digit.
    at: Range<usize>,
}

impl Found {
    /// Which digits stay. Fewer do where the number says more.
    fn shows(&self, index: usize) -> bool {
        let from_end = self.digits.len() - index;
        match self.kind {
            Kind::IdCard => index < 3 || from_end <= 2,
            Kind::Mobile => index < 3 || from_end <= 4,
            Kind::BankCard => from_end <= 4,
        }
    }

    fn masked(&self) -> String {
        let digit = |(index, (_, digit)): (usize, &(usize, u8))| match self.shows(index) {
            true => char::from(*digit),
            false => '*',
        };
        self.digits.iter().enumerate().map(digit).collect()
    }
}

/// Masks the personal data in `text` and says what it was, in the order of appearance. The text keeps its length:
/// each masked digit becomes an asterisk of the same width.
pub(super) fn mask(text: &mut String) -> Vec<Mention<PersonalNumber>> {
    let mut mentions: Vec<Mention<PersonalNumber>> = Vec::new();
    let mut known: HashMap<Vec<u8>, usize> = HashMap::new();
    let mut masked = String::new();
    let mut done = 0;
    let mut at = 0;
    while let Some(run) = Run::next(text, at) {
        let found = number::recognise(text, &run);
        let found = found.or_else(|| number::recognise(text, &run.across_lines(text)?));
        let Some(found) = found else {
            at = run.first_end;
            continue;
        };
        at = found.at.end;
        for (index, (place, _)) in found.digits.iter().enumerate() {
            if !found.shows(index) {
                masked.push_str(text.get(done..*place).unwrap_or_default());
                let digit = text.get(*place..).and_then(|rest| rest.chars().next()).unwrap_or('0');
                masked.push(if digit.is_ascii() { '*' } else { '＊' });
                done = place + digit.len_utf8();
            }
        }
        let number = found.digits.iter().map(|(_, digit)| *digit).collect();
        if let Some(index) = known.get(&number) {
            if let Some(mention) = mentions.get_mut(*index) {
                mention.count += 1;
            }
        } else if mentions.len() < MOST_LISTED {
            known.insert(number, mentions.len());
            let what = PersonalNumber { kind: found.kind, masked: found.masked() };
            mentions.push(Mention { what, count: 1, at: found.at });
        }
    }
    if done > 0 {
        masked.push_str(text.get(done..).unwrap_or_default());
        *text = masked;
    }
    mentions
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(text: &str) -> String {
        let mut text = text.to_owned();
        mask(&mut text);
        text
    }

    #[test]
    fn a_masked_text_is_as_long_as_it_was_and_keeps_what_is_between_the_digits() {
        for (text, expected) in [
            ("证号11010519491231002X。", "证号110*************2X。"),
            ("证号110105 19491231 002x", "证号110*** ******** **2x"),
            ("电话138-0013-8000、１３８００１３８０００", "电话138-****-8000、１３８＊＊＊＊８０００"),
            ("卡号6222 0202 0000 0000 014", "卡号**** **** **** ***0 014"),
        ] {
            let found = masked(text);
            assert_eq!(found, expected);
            assert_eq!(found.len(), text.len());
            assert_eq!(masked(&found), found, "twice masked is once masked");
        }
    }

    #[test]
    fn every_number_is_masked_and_the_list_is_bounded() {
        let numbers: Vec<String> = (0..200).map(|n| format!("电话138{n:04}8000，")).collect();
        let mut text = numbers.concat();
        text += "又138000180000，电话13800008000。";
        let mentions = mask(&mut text);
        assert_eq!(mentions.len(), MOST_LISTED);
        assert_eq!(mentions[0].count, 2);
        assert_eq!(text.matches("138****8000").count(), 201);
        assert!(text.contains("138000180000"), "twelve digits are no mobile number");
    }

    #[test]
    fn numbers_that_look_alike_when_masked_are_two() {
        let mut text = "电话13800138000，电话13811118000。".to_owned();
        let mentions = mask(&mut text);
        assert_eq!(mentions.iter().map(|mention| mention.count).collect::<Vec<_>>(), [1, 1]);
    }
}
