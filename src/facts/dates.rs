//! Dates as people and phones write them, in file names and in the cells of caption sheets.
//!
//! Only a date with all its parts is one: a year is never guessed, neither a missing one nor the century of
//! one with two digits. Long digit runs are dates in three forms only, because identity numbers, telephone
//! numbers and barcodes stand in file names too.

mod impossible;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;
use serde::{Serialize, Serializer};

pub use impossible::impossible;

/// Years that a bare digit run such as `20260305` may name; outside of them it is rather some other number.
const YEARS_OF_RUNS: std::ops::RangeInclusive<i16> = 1990..=2099;
/// Years of a date written with separators, which is hardly ever anything else. Reaches further back, so that
/// a mistyped year is found as a date outside the period and not as no date.
const YEARS_WRITTEN: std::ops::RangeInclusive<i16> = 1900..=2099;

/// The date in a file's name. In an inventory it is the date alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NameDate {
    /// The day.
    pub date: Date,
    /// What happened on it.
    pub moment: Moment,
}

/// What happened on the day that a file's name tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// What the picture shows: the name is a camera's or a person's.
    Taken,
    /// The file was saved, by a program that names what it saves; the picture may be older.
    Saved,
}

/// What the names have that programs give to what they save: messengers to pictures received, screenshot tools
/// to what the screen showed. `wx_camera_` is not among them: it was taken then and there.
const SAVED: [&str; 11] = [
    "微信图片",
    "qq图片",
    "mmexport",
    "wechat",
    "weixin",
    "截图",
    "截屏",
    "屏幕快照",
    "screenshot",
    "screen shot",
    "snipaste",
];

impl NameDate {
    /// The day `date`, which the name `stem` tells.
    #[must_use]
    pub fn of(stem: &str, date: Date) -> Self {
        let stem = stem.to_lowercase();
        let saved = SAVED.iter().any(|mark| stem.contains(mark));
        Self { date, moment: if saved { Moment::Saved } else { Moment::Taken } }
    }
}

impl Serialize for NameDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.date.serialize(serializer)
    }
}

/// The first date in a file name without its extension: `2026-03-05`, `2026.3.5`, `2026_03_05`,
/// `2026年3月5日`, `IMG_20260305_091233`, `微信图片_20260305091233`, and `mmexport1772674353000`, whose
/// milliseconds since 1970 are read in China's time (UTC+8).
#[must_use]
pub fn in_name(stem: &str) -> Option<NameDate> {
    first(stem).map(|date| NameDate::of(stem, date))
}

/// The date in a cell of a caption sheet: every form that [`in_name`] knows and `2026/3/5`, with or without
/// a time of day, in full-width characters too. Of a range, the first day.
#[must_use]
pub fn parse(text: &str) -> Option<Date> {
    first(text)
}

fn first(text: &str) -> Option<Date> {
    let text: String = text.chars().map(narrow).collect();
    runs(&text).find_map(|(_, run, after)| of_run(run).or_else(|| written(run, after)?.date()))
}

/// Every run of digits in a text, with what stands before it and what follows it.
fn runs(text: &str) -> impl Iterator<Item = (&str, &str, &str)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = from + text.get(from..)?.find(|c: char| c.is_ascii_digit())?;
        let (before, rest) = text.split_at_checked(start)?;
        let (run, after) = split_digits(rest);
        from = start + run.len();
        Some((before, run, after))
    })
}

/// Full-width forms (U+FF01 to U+FF5E) and dashes as their ASCII counterparts.
pub(super) fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => u32::from(c).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(c),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        _ => c,
    }
}

/// The digits that a text begins with, and what follows them.
fn split_digits(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

/// A whole run of digits as a date, a timestamp, or milliseconds since 1970.
fn of_run(run: &str) -> Option<Date> {
    match run.len() {
        8 => date_in(YEARS_OF_RUNS, run.get(..4)?, run.get(4..6)?, run.get(6..)?),
        13 => of_milliseconds(run.parse().ok()?),
        14 => {
            let (day, time) = run.split_at_checked(8)?;
            of_run(day).filter(|_| is_time(time))
        }
        _ => None,
    }
}

/// Whether six digits can be a time of day.
fn is_time(digits: &str) -> bool {
    let part = |range: std::ops::Range<usize>| digits.get(range)?.parse().ok();
    let (Some(hour), Some(minute), Some(second)) = (part(0..2), part(2..4), part(4..6)) else { return false };
    DateTime::new(2000, 1, 1, hour, minute, second, 0).is_ok()
}

fn of_milliseconds(milliseconds: i64) -> Option<Date> {
    let moment = Timestamp::from_millisecond(milliseconds).ok()?;
    let date = Offset::from_hours(8).ok()?.to_datetime(moment).date();
    (2000..=2099).contains(&date.year()).then_some(date)
}

/// A year, a month and a day as they are written, whether there is such a day or not.
struct Written<'a> {
    year: &'a str,
    month: &'a str,
    day: &'a str,
    /// What stands between them: `年`, or a separator.
    sign: char,
    /// What follows the day.
    after: &'a str,
}

/// A year and what follows it: `-3-5` with one separator throughout, or `年3月5`.
fn written<'a>(year: &'a str, after: &'a str) -> Option<Written<'a>> {
    if year.len() != 4 {
        return None;
    }
    if let Some(after) = after.trim_start().strip_prefix('年') {
        let (month, after) = split_digits(after.trim_start());
        let (day, after) = split_digits(after.trim_start().strip_prefix('月')?.trim_start());
        return Some(Written { year, month, day, sign: '年', after: after.trim_start() });
    }
    let sign = after.chars().next().filter(|c| "-._/".contains(*c))?;
    let (month, after) = split_digits(after.strip_prefix(sign)?);
    let (day, after) = split_digits(after.strip_prefix(sign)?);
    Some(Written { year, month, day, sign, after })
}

impl Written<'_> {
    fn date(&self) -> Option<Date> {
        // "2026年3月5张" counts pictures; "2026年3月5-8日" is a range.
        let closes =
            self.sign != '年' || self.after.chars().next().is_none_or(|c| "日号-~至到、和及".contains(c));
        if closes { date_in(YEARS_WRITTEN, self.year, self.month, self.day) } else { None }
    }
}

fn date_in(years: std::ops::RangeInclusive<i16>, year: &str, month: &str, day: &str) -> Option<Date> {
    if month.len() > 2 || day.len() > 2 {
        return None;
    }
    let year = year.parse().ok().filter(|year| years.contains(year))?;
    Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is(found: Option<Date>, expected: &str, text: &str) {
        assert_eq!(found.map(|date| date.to_string()).as_deref(), Some(expected), "{text}");
    }

    #[test]
    fn names_with_a_date() {
        for (name, expected) in [
            ("2026-03-05", "2026-03-05"),
            ("20260305", "2026-03-05"),
            ("2026.3.5", "2026-03-05"),
            ("2026_03_05", "2026-03-05"),
            ("2026_03_05_091233", "2026-03-05"),
            ("2026年3月5日", "2026-03-05"),
            ("2026年03月05日人民广场", "2026-03-05"),
            ("2026 年 3 月 5 日", "2026-03-05"),
            ("2026年3月5号", "2026-03-05"),
            ("2026-03-05_人民广场_公益广告牌", "2026-03-05"),
            ("人民网_2026-03-06", "2026-03-06"),
            ("人民广场20260305公益广告", "2026-03-05"),
            ("IMG_20260305_091233", "2026-03-05"),
            ("IMG_20260305_091233_1", "2026-03-05"),
            ("PXL_20260305_091233123", "2026-03-05"),
            ("VID20260305091233", "2026-03-05"),
            ("VID20260305", "2026-03-05"),
            ("微信图片_20260305091233", "2026-03-05"),
            ("QQ图片20260305091233", "2026-03-05"),
            ("Screenshot_20260305-091233", "2026-03-05"),
            ("Screenshot_2026-03-05-09-12-33-123_com.tencent.mm", "2026-03-05"),
            // 2026-03-05T01:32:33Z, and one second before and after midnight in China.
            ("mmexport1772674353000", "2026-03-05"),
            ("wx_camera_1772674353000", "2026-03-05"),
            ("mmexport1772639999999", "2026-03-04"),
            ("mmexport1772640000000", "2026-03-05"),
            ("2024-02-29", "2024-02-29"),
            ("２０２６年３月５日", "2026-03-05"),
            ("IMG_19900101", "1990-01-01"),
            ("IMG_20991231", "2099-12-31"),
            // Several: the first that is one.
            ("2026-03-05 至 2026-03-08", "2026-03-05"),
            ("20261305_20260305", "2026-03-05"),
            ("13812345678_20260305", "2026-03-05"),
            ("2025-2026-3-5", "2026-03-05"),
            ("A1.2026-03-05", "2026-03-05"),
            ("2026-03-05-01", "2026-03-05"),
        ] {
            is(in_name(name).map(|found| found.date), expected, name);
        }
    }

    #[test]
    fn names_without_a_date() {
        for name in [
            "",
            "人民广场",
            "IMG_0001",
            "2026",
            "2026年",
            "2026年3月",
            "2026-03",
            "202603",
            "3月5日",
            "26-3-5",
            "260305",
            "2026-13-05",
            "2026-02-29",
            "2026-02-30",
            "2026-00-05",
            "2026-03-00",
            "20260230",
            "20261305",
            "19891231",
            "21000101",
            "2100-01-01",
            "1899-12-31",
            "0000-00-00",
            "2026-03-051",
            "2026-003-05",
            "12026-03-05",
            "2026-3.5",
            "2026_03-05",
            "2026--05",
            "2026年3月50张照片",
            "2026年3月5张照片",
            "2025-2026-3",
            "05-03-2026",
            "13812345678",
            "1381234567890123",
            "320923199003051234",
            "32092319900305123X",
            "320923900305123",
            "6901234567892",
            "9787010000001",
            "0000000000000",
            "4102416000000",
            "9999999999999",
            "20260305251233",
            "20260305096033",
            "20261305091233",
            "202603050912",
            "20260305091233123",
            "1772674353",
            "〔2026〕3号",
            "٢٠٢٦-٠٣-٠٥",
        ] {
            assert_eq!(in_name(name), None, "{name}");
        }
    }

    #[test]
    fn cells() {
        for (cell, expected) in [
            ("2026/3/5", "2026-03-05"),
            ("2026/03/05 9:12", "2026-03-05"),
            ("  2026-3-5 09:12\u{3000}", "2026-03-05"),
            ("2026年3月5日上午", "2026-03-05"),
            ("２０２６年３月５日", "2026-03-05"),
            ("２０２６／３／５", "2026-03-05"),
            ("2026-03-05T09:12:33+08:00", "2026-03-05"),
            ("2026-03-05T23:59:59Z", "2026-03-05"),
            ("2026-03-05 00:00:00", "2026-03-05"),
            ("'2026-03-05", "2026-03-05"),
            ("2026年3月5日至8日", "2026-03-05"),
            ("2026年3月5-8日", "2026-03-05"),
            ("2026年3月5日—8日", "2026-03-05"),
            ("2026.3.5-2026.3.8", "2026-03-05"),
            ("拍摄时间：2026年3月5日", "2026-03-05"),
            ("1926-03-05", "1926-03-05"),
        ] {
            is(parse(cell), expected, cell);
        }
        for cell in
            ["", " ", "3月5日", "26-3-5", "3/5/2026", "2026/3", "46086", "上午", "2026/3-5", "2026/13/5"]
        {
            assert_eq!(parse(cell), None, "{cell}");
        }
    }

    #[test]
    fn names_that_programs_give_tell_when_a_file_was_saved() {
        let moment = |name| in_name(name).map(|found| found.moment);
        for name in [
            "微信图片_20260305091233",
            "mmexport1772674353000",
            "QQ图片20260305091233",
            "Screenshot_20260305-091233",
            "Screen Shot 2026-03-05 at 09.12.33",
            "截图20260305",
            "屏幕截图 2026-03-05 091233",
            "企业微信截图_20260305091233",
            "Snipaste_2026-03-05_09-12-33",
        ] {
            assert_eq!(moment(name), Some(Moment::Saved), "{name}");
        }
        for name in [
            "IMG_20260305_091233",
            "2026-03-05_人民广场_公益广告牌",
            "wx_camera_1772674353000",
            "人民网_2026-03-06",
        ] {
            assert_eq!(moment(name), Some(Moment::Taken), "{name}");
        }
    }
}
