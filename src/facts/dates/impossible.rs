//! Days that are clearly written and that no calendar has: `2026-02-30`, `2026年13月5日`.
//!
//! A slip of the pen, or a name that something else has made. Only what is evidently meant as a date counts:
//! of a digit run that could be any number nothing is said.

use jiff::civil::Date;

use super::{Written, YEARS_OF_RUNS, YEARS_WRITTEN, is_time, narrow, runs, split_digits, written};

/// What phones and programs put right before a date without separators, in lower case.
const PREFIXES: [&str; 9] =
    ["img", "vid", "pxl", "mvimg", "screenshot", "微信图片", "qq图片", "截图", "截屏"];

/// The days that a file's name or a cell writes and that do not exist, as written (full-width digits as ASCII).
#[must_use]
pub fn impossible(text: &str) -> Vec<String> {
    let text: String = text.chars().map(narrow).collect();
    runs(&text)
        .filter_map(|(before, run, after)| match written(run, after) {
            Some(written) => written.impossible(),
            None => impossible_run(before, run, after),
        })
        .collect()
}

impl Written<'_> {
    fn impossible(&self) -> Option<String> {
        let Self { year, month, day, sign, after } = *self;
        let is_part = |part: &str| (1..=2).contains(&part.len()) && part != "0";
        let year_fits = year.parse().is_ok_and(|year| YEARS_WRITTEN.contains(&year));
        if !year_fits || !is_part(month) || !is_part(day) || exists(year, month, day) {
            return None;
        }
        match sign {
            '年' => {
                let close = after.chars().next().filter(|c| "日号".contains(*c))?;
                Some(format!("{year}年{month}月{day}{close}"))
            }
            // `2024.13.0.1` is a version or an address.
            '.' if after
                .strip_prefix('.')
                .is_some_and(|more| more.starts_with(|c: char| c.is_ascii_digit())) =>
            {
                None
            }
            sign => Some(format!("{year}{sign}{month}{sign}{day}")),
        }
    }
}

/// A run of digits as phones write days: behind one of their prefixes, or before a time of day.
fn impossible_run(before: &str, run: &str, after: &str) -> Option<String> {
    let (date, time) = run.split_at_checked(8)?;
    let (year, month, day) = (date.get(..4)?, date.get(4..6)?, date.get(6..)?);
    let year_fits = year.parse().is_ok_and(|year| YEARS_OF_RUNS.contains(&year));
    if !year_fits || exists(year, month, day) {
        return None;
    }
    let before = before.trim_end_matches(['_', '-', ' ']).to_lowercase();
    let prefixed = PREFIXES.iter().any(|prefix| before.ends_with(prefix));
    let evident = match time.len() {
        0 => prefixed || is_before_time(after),
        6 => prefixed && is_time(time),
        _ => false,
    };
    evident.then(|| date.to_owned())
}

/// Whether a text begins as phones go on after a day: `_091233`, with milliseconds or without.
fn is_before_time(text: &str) -> bool {
    let Some(rest) = text.strip_prefix(['_', '-']) else { return false };
    let (digits, _) = split_digits(rest);
    [6, 9].contains(&digits.len()) && is_time(digits)
}

fn exists(year: &str, month: &str, day: &str) -> bool {
    let (Ok(year), Ok(month), Ok(day)) = (year.parse(), month.parse(), day.parse()) else { return false };
    Date::new(year, month, day).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_that_no_calendar_has() {
        for (text, expected) in [
            ("2026-02-30", "2026-02-30"),
            ("2026-02-29_人民广场_公益广告", "2026-02-29"),
            ("2026.13.5", "2026.13.5"),
            ("2026_04_31", "2026_04_31"),
            ("2026/2/30", "2026/2/30"),
            ("2026-00-05", "2026-00-05"),
            ("2026年13月5日", "2026年13月5日"),
            ("2026 年 2 月 30 号", "2026年2月30号"),
            ("２０２６年２月３０日", "2026年2月30日"),
            ("IMG_20261345_091233", "20261345"),
            ("PXL_20260230_091233123", "20260230"),
            ("20260230-091233", "20260230"),
            ("IMG-20260230-WA0001", "20260230"),
            ("IMG20260230091233", "20260230"),
            ("微信图片_20260230091233", "20260230"),
            ("QQ图片20260230091233", "20260230"),
            ("Screenshot_2026-02-30-09-12-33-123", "2026-02-30"),
        ] {
            assert_eq!(impossible(text), [expected], "{text}");
        }
        assert_eq!(impossible("2026-02-30至2026-02-31"), ["2026-02-30", "2026-02-31"]);
        assert_eq!(impossible("2026-02-30_2026-03-05"), ["2026-02-30"]);
    }

    #[test]
    fn numbers_that_are_not_evidently_dates() {
        for text in [
            "",
            "2026-03-05",
            "IMG_20260305_091233",
            "微信图片_20260305251233",
            "20260230",
            "20261345",
            "照片20261345",
            "20261345091233",
            "20261345_991233",
            "20261345_0912",
            "IMG_20261345091",
            "IMG_18991345_091233",
            "13812345678",
            "IMG_13812345678",
            "320923199013451234",
            "6901234567892",
            "9787010000001",
            "2026年13月",
            "2026年3月50张照片",
            "2026年13月5",
            "2026-13",
            "26-13-45",
            "1899-13-05",
            "2100-13-05",
            "2026-13-051",
            "2026-130-5",
            "2025-2026-13",
            "2024.0.1",
            "2024.13.0.1",
            "2024.45.10.2",
            "12026-13-05",
            "0515-2026",
            "2026-13.05",
        ] {
            assert!(impossible(text).is_empty(), "{text}: {:?}", impossible(text));
        }
    }
}
