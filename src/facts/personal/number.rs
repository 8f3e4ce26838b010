//! Which digits are a person's number, and which only look like one.

use jiff::civil::Date;

use super::digits::{LONGEST, Run, Separator, digit, separator_after, separator_before};
use super::{Found, Kind};
use crate::facts::mention::{plain, words_before};

/// The first two digits of identity numbers: the provinces of GB/T 2260, and 81 to 83 of residence permits for
/// people from Hong Kong, Macao and Taiwan.
const PROVINCES: [u32; 35] = [
    11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54,
    61, 62, 63, 64, 65, 71, 81, 82, 83,
];

/// Words right before digits that number something else.
const OTHER_NUMBERS: [&str; 22] = [
    "编号",
    "单号",
    "订单",
    "流水号",
    "条码",
    "条形码",
    "编码",
    "代码",
    "发票号",
    "发票号码",
    "票号",
    "序列号",
    "批号",
    "文号",
    "合同号",
    "许可证号",
    "备案号",
    "统计号",
    "车架号",
    "货号",
    "案号",
    "型号",
];

/// Units that make digits an amount.
const UNITS: [&str; 22] = [
    "元", "万", "亿", "吨", "株", "棵", "座", "千", "%", "‰", "平方", "平米", "立方", "公里", "公斤", "人次",
    "户", "亩", "个", "米", "度电", "克",
];

/// The number of a person that `run` begins with.
pub(super) fn recognise(text: &str, run: &Run) -> Option<Found> {
    // Behind a decimal point.
    let before = text.get(..run.start())?;
    if before.strip_suffix('.').is_some_and(|before| before.ends_with(|c| digit(c).is_some())) {
        return None;
    }
    identity(text, run).or_else(|| card(text, run)).or_else(|| mobile(text, run))
}

/// 18 digits with a province, a date of birth and the right check digit, which may be X.
fn identity(text: &str, run: &Run) -> Option<Found> {
    let length = *run.ends.iter().find(|end| **end >= 17)?;
    let digit = |index: usize| run.digits.get(index).map(|(_, digit)| *digit);
    let province = u32::from(digit(0)? - b'0') * 10 + u32::from(digit(1)? - b'0');
    if !PROVINCES.contains(&province) || !matches!(digit(6)?, b'1' | b'2') {
        return None;
    }
    let mut digits = run.digits.clone();
    digits.truncate(length);
    let end = match length {
        18 => run.end(text, 18),
        17 => {
            let end = run.end(text, 17);
            let rest = text.get(end..)?;
            let gap = usize::from(rest.starts_with([' ', '-']));
            let x = rest.get(gap..)?.chars().next().filter(|c| "XxＸｘⅩⅹ×".contains(*c))?;
            digits.push((end + gap, b'X'));
            end + gap + x.len_utf8()
        }
        _ => return None,
    };
    let ascii: Vec<u8> = digits.iter().map(|(_, digit)| *digit).collect();
    let plausible = has_birth_date(&ascii) && check_character(ascii.get(..17)?) == *ascii.last()?;
    (plausible && !in_longer_code(text, end)).then(|| Found {
        kind: Kind::IdCard,
        at: run.start()..end,
        digits,
    })
}

/// Whether the digits from the seventh on are a date of birth.
fn has_birth_date(digits: &[u8]) -> bool {
    let part = |from, to| digits.get(from..to).map(value).and_then(|part| i16::try_from(part).ok());
    let (Some(year), Some(month), Some(day)) = (part(6, 10), part(10, 12), part(12, 14)) else {
        return false;
    };
    let (Ok(month), Ok(day)) = (i8::try_from(month), i8::try_from(day)) else { return false };
    (1900..=2099).contains(&year) && Date::new(year, month, day).is_ok()
}

/// The check character of ISO 7064, MOD 11-2.
fn check_character(digits: &[u8]) -> u8 {
    let sum = digits.iter().fold(0, |sum, digit| (sum + u32::from(digit - b'0')) * 2 % 11);
    match (12 - sum) % 11 {
        10 => b'X',
        check => b'0' + u8::try_from(check).unwrap_or_default(),
    }
}

/// 11 digits from 13 to 19, as one or as people group them, with China's code before it or without.
fn mobile(text: &str, run: &Run) -> Option<Found> {
    let first = *run.ends.first()?;
    let before = text.get(..run.start())?;
    let code = match (first, run.digits.first()?.1) {
        (13, b'8') if before.ends_with(['+', '＋']) => 2,
        (15, b'0') if value_of(run, 4) == 86 => 4,
        _ => 0,
    };
    let grouped =
        [[3, 7, 11], [3, 6, 11], [4, 7, 11], [4, 8, 11]].iter().any(|ends| run.ends.starts_with(ends));
    let single = first == 11 || code > 0;
    if !(single || grouped) || (grouped && run.separators.first() != run.separators.get(1)) {
        return None;
    }
    let digits = run.digits.get(code..code + 11)?.to_vec();
    let end = run.end(text, code + 11);
    if digits.first()?.1 != b'1' || digits.get(1)?.1 < b'3' {
        return None;
    }
    let joined = separator_before(text, run.start()).filter(|(_, digits)| !is_country(text, run, *digits));
    let fits = match joined {
        Some((Separator::Hyphen, digits)) => matches!(digits, 7 | 8 | 11),
        Some(_) => single,
        None => true,
    };
    let next = separator_after(text, end);
    let alone = match next {
        Some((Separator::Hyphen, _)) => false,
        Some(_) => single,
        None => true,
    };
    let table = grouped && is_years(run) && !speaks_of_telephones(text, run.start());
    let found = fits && alone && !table && !after_letter(text, run.start()) && !followed_by_unit(text, end);
    let found = found && !numbers_something_else(text, run.start()) && !in_address(text, run.start());
    found.then(|| Found {
        kind: Kind::Mobile,
        at: digits.first().map_or(end, |(place, _)| *place)..end,
        digits,
    })
}

/// Whether the digits that are joined to a run are China's code, `86` or `0086`.
fn is_country(text: &str, run: &Run, digits: usize) -> bool {
    let before = words_before(text, run.start(), LONGEST);
    let before = plain(&before);
    let before = before.trim_end_matches('-');
    (digits == 2 && before.ends_with("86")) || (digits == 4 && before.ends_with("0086"))
}

/// Whether the last two groups could be years, as in a row of a table: `156 2025 2026`.
fn is_years(run: &Run) -> bool {
    let group = |from, to| run.digits.get(from..to).map(|digits| digits.iter().map(|(_, digit)| *digit));
    let starts = |group: Option<_>| group.is_some_and(|group: Vec<u8>| group.starts_with(b"20"));
    starts(group(3, 7).map(Iterator::collect)) && starts(group(7, 11).map(Iterator::collect))
}

/// 16 to 19 digits of an issuer, with the right check digit.
fn card(text: &str, run: &Run) -> Option<Found> {
    let first = *run.ends.first()?;
    let fours = [4, 8, 12];
    let length = match run.ends.as_slice() {
        _ if first >= 16 => first,
        ends if ends.starts_with(&fours) => *ends.iter().rev().find(|end| (16..=LONGEST).contains(*end))?,
        [6, whole, ..] if (16..=LONGEST).contains(whole) => *whole,
        _ => return None,
    };
    let digits = run.digits.get(..length)?.to_vec();
    let end = run.end(text, length);
    let ascii: Vec<u8> = digits.iter().map(|(_, digit)| *digit).collect();
    let (two, four) = (value(ascii.get(..2)?), value(ascii.get(..4)?));
    let of_china = two == 62 || (length == 19 && matches!(four, 9558 | 9559));
    let of_the_world = length == 16 && (two / 10 == 4 || (51..=55).contains(&two));
    if !luhn(&ascii) || !(of_china || of_the_world) {
        return None;
    }
    let said = speaks_of_cards(text, run.start());
    // An identity number with a mistake is no card, and a row of a table has more numbers.
    let other = (length == 18 && has_birth_date(&ascii))
        || numbers_something_else(text, run.start())
        || in_address(text, run.start())
        || after_letter(text, run.start());
    let joined = separator_before(text, run.start()).is_some() || separator_after(text, end).is_some();
    let likely = said || (of_china && !other && !(first < 16 && joined));
    (likely && !in_longer_code(text, end)).then(|| Found {
        kind: Kind::BankCard,
        at: run.start()..end,
        digits,
    })
}

/// The check of ISO/IEC 7812-1, annex B.
fn luhn(digits: &[u8]) -> bool {
    let sum = digits.iter().rev().enumerate().fold(0, |sum, (index, digit)| {
        let digit = u32::from(digit - b'0') << (index % 2);
        sum + digit / 10 + digit % 10
    });
    sum % 10 == 0
}

fn value(digits: &[u8]) -> u32 {
    digits.iter().fold(0, |value, digit| value * 10 + u32::from(digit - b'0'))
}

fn value_of(run: &Run, count: usize) -> u32 {
    run.digits.iter().take(count).fold(0, |value, (_, digit)| value * 10 + u32::from(digit - b'0'))
}

/// Whether letters or more digits follow, or digits behind a hyphen.
fn in_longer_code(text: &str, end: usize) -> bool {
    let rest = text.get(end..).unwrap_or_default();
    rest.starts_with(|c: char| c.is_ascii_alphabetic() || digit(c).is_some())
        || matches!(separator_after(text, end), Some((Separator::Hyphen, _)))
}

/// Whether a letter is right before `at`, other than of a word for telephones.
fn after_letter(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    if !before.ends_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
        return false;
    }
    let word = words_before(before, at, 6).to_ascii_lowercase();
    !["tel", "phone", "mobile", "mob"].iter().any(|known| word.ends_with(known))
}

/// Whether a unit follows, which makes the digits an amount; letters and a decimal point are no end of a telephone
/// number either. An address of e-mail is.
fn followed_by_unit(text: &str, end: usize) -> bool {
    let rest = text.get(end..).unwrap_or_default();
    let rest = rest.strip_prefix(' ').unwrap_or(rest);
    let decimal = rest.strip_prefix('.').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let letter = text.get(end..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()));
    decimal || letter || UNITS.iter().any(|unit| rest.starts_with(unit))
}

fn numbers_something_else(text: &str, at: usize) -> bool {
    let before = words_before(text, at, 8);
    let before = before.trim_end_matches(['：', ':', '为', '是', '#', '“', '"', '.']);
    OTHER_NUMBERS.iter().any(|word| before.ends_with(word))
}

fn speaks_of_telephones(text: &str, at: usize) -> bool {
    let before = words_before(text, at, 24);
    ["电话", "手机", "联系", "微信", "热线", "Tel", "TEL", "tel"].iter().any(|word| before.contains(word))
}

fn speaks_of_cards(text: &str, at: usize) -> bool {
    let before = words_before(text, at, 24);
    ["卡号", "银行", "账号", "帐号", "账户", "帐户", "信用卡", "储蓄卡", "借记卡", "户名"]
        .iter()
        .any(|word| before.contains(word))
}

/// Whether `at` is inside the address of a page.
fn in_address(text: &str, at: usize) -> bool {
    const LONGEST_ADDRESS: usize = 200;
    let before = text.as_bytes().get(at.saturating_sub(LONGEST_ADDRESS)..at).unwrap_or_default();
    let start = before.iter().rposition(|byte| !byte.is_ascii_graphic()).map_or(0, |last| last + 1);
    let token = before.get(start..).unwrap_or_default();
    token.windows(3).any(|part| part == b"://") || token.windows(4).any(|part| part == b"www.")
}
