//! How items of lists and numbered headings begin.

/// Where the label ends that a line begins with, in bytes: `一、`, `（二）`, `3.`, `第四条`, `①`, `•`.
pub(super) fn label(text: &str) -> Option<usize> {
    let start = text.len() - text.trim_start().len();
    let rest = text.get(start..)?;
    let first = rest.chars().next()?;
    let after = rest.get(first.len_utf8()..)?;
    let bullet = "•●○■□◆◇▪▶►➢➤✓✔★☆※◎".contains(first);
    let dash = "-–—*·".contains(first) && after.starts_with(char::is_whitespace);
    if bullet
        || dash
        || matches!(first, '\u{2460}'..='\u{24ff}' | '\u{2776}'..='\u{2793}' | '\u{3220}'..='\u{3243}')
    {
        return Some(start + first.len_utf8());
    }
    let (opened, numbered) = match first {
        '（' | '(' | '第' => (Some(first), after),
        _ => (None, rest),
    };
    let length = number(numbered)?;
    let tail = numbered.get(length..)?;
    let close = tail.chars().next()?;
    let after_close = tail.get(close.len_utf8()..)?;
    let closes = match opened {
        Some('第') => "条章节款项部篇编".contains(close),
        Some(_) => matches!(close, '）' | ')'),
        None => match close {
            '.' | '．' => !after_close.starts_with(|c: char| c.is_ascii_digit()),
            _ => matches!(close, '、' | '）' | ')'),
        },
    };
    closes.then(|| text.len() - after_close.len())
}

/// The length of the number of a label: Chinese or Arabic digits, or one Western letter.
fn number(text: &str) -> Option<usize> {
    let end = |is: fn(char) -> bool| text.find(|c| !is(c)).unwrap_or(text.len());
    let chinese = end(|c| "一二三四五六七八九十百〇零".contains(c));
    let arabic = end(|c| c.is_ascii_digit() || matches!(c, '０'..='９'));
    let length = match (chinese, arabic) {
        (0, 0) => usize::from(text.starts_with(|c: char| c.is_ascii_alphabetic())),
        (0, arabic) => arabic,
        (chinese, _) => chinese,
    };
    (1..=15).contains(&length).then_some(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_an_item_is_told_from_what_begins_a_sentence() {
        for (text, end) in [
            ("一、概况", Some("一、")),
            ("（十二）概况", Some("（十二）")),
            ("(3) item", Some("(3)")),
            ("3.落实", Some("3.")),
            ("3.5万元", None),
            ("12）落实", Some("12）")),
            ("第三条 落实", Some("第三条")),
            ("第三方评估", None),
            ("①落实", Some("①")),
            ("• item", Some("•")),
            ("- item", Some("-")),
            ("-5度", None),
            ("a) item", Some("a)")),
            ("2026年3月", None),
            ("十分重要", None),
            ("", None),
        ] {
            assert_eq!(label(text), end.map(str::len), "{text}");
        }
    }
}
