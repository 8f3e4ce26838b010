//! Which printed lines are one paragraph.

use super::*;

const SONG: &[u8] =
    b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type\
    /Font/Subtype/CIDFontType0/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 0>>/DW 1000\
    /W[1 95 500]>>]>>";

/// A line at a place, in font sizes of 10 points from the left margin and line distances of 15 points.
fn at(x: f64, line: f64, text: &str) -> String {
    let mut shown = format!("1 0 0 1 {} {} Tm <", 100.0 + 10.0 * x, 700.0 - 15.0 * line);
    text.encode_utf16().for_each(|unit| write!(shown, "{unit:04X}").unwrap());
    shown + "> Tj\n"
}

/// The paragraphs of pages of 600 by 800 points, each with its text and its drawing.
fn paragraphs(pages: &[(&str, &str)]) -> Vec<String> {
    let kids: String =
        (0..pages.len()).fold(String::new(), |kids, page| kids + &format!("{} 0 R ", 30 + 2 * page));
    let mut document = Document::new(b"", SONG).with(
        2,
        format!("<</Type/Pages/Kids[{kids}]/MediaBox[0 0 600 800]/Resources<</Font<</F 5 0 R>>>>>>")
            .as_bytes(),
    );
    for (page, (text, drawing)) in (0..).zip(pages) {
        let content = format!("{drawing}\nBT /F 10 Tf {text} ET");
        document = document
            .with(30 + 2 * page, format!("<</Type/Page/Contents {} 0 R>>", 31 + 2 * page).as_bytes())
            .with(31 + 2 * page, &stream("", content.as_bytes()));
    }
    let pdf = read(&document.file());
    assert_eq!(pdf.damage, None);
    pdf.text.unwrap_or_default().lines().map(str::to_owned).collect()
}

fn page(text: &str) -> Vec<String> {
    paragraphs(&[(text, "")])
}

/// Chinese of this length without punctuation.
fn text(length: usize) -> String {
    "文明城市创建工作情况说明报告公益广告".chars().cycle().take(length).collect()
}

/// A paragraph in lines of 40 characters, the first one indented by two, beginning at this line.
fn paragraph(line: f64, length: usize) -> (String, String) {
    let all: Vec<char> = text(length).chars().collect();
    let (first, rest) = all.split_at(38);
    let mut shown = at(2.0, line, &first.iter().collect::<String>());
    for (number, chunk) in (1..).zip(rest.chunks(40)) {
        shown += &at(0.0, line + f64::from(number), &chunk.iter().collect::<String>());
    }
    (shown, all.iter().collect())
}

#[test]
fn indented_paragraphs() {
    let ((one, first), (two, second)) = (paragraph(0.0, 100), paragraph(3.0, 118));
    assert_eq!(page(&(one + &two)), [first, second]);
}

#[test]
fn paragraphs_without_indent_by_their_distance() {
    let block = |line: f64| {
        at(0.0, line, &text(40)) + &at(0.0, line + 1.0, &text(40)) + &at(0.0, line + 2.0, &text(9))
    };
    let whole = text(40) + &text(40) + &text(9);
    assert_eq!(page(&(block(0.0) + &block(3.5))), [whole.clone(), whole]);
}

#[test]
fn a_full_last_line_ends_its_paragraph() {
    // The next paragraph is indented, or begins with a label, or stands apart.
    let (one, first) = paragraph(0.0, 118);
    let (two, second) = paragraph(3.0, 100);
    assert_eq!(page(&(one.clone() + &two)), [first.clone(), second]);
    let labelled = at(0.0, 3.0, &format!("（二）{}", text(37))) + &at(0.0, 4.0, &text(10));
    let labelled = page(&(one.clone() + &labelled));
    assert_eq!(labelled, [first.clone(), format!("（二）{}{}", text(37), text(10))]);
    let apart = at(0.0, 3.5, &text(40)) + &at(0.0, 4.5, &text(5));
    assert_eq!(page(&(one + &apart))[0], first);
}

#[test]
fn where_nothing_tells_paragraphs_apart_a_sentence_at_the_margin_ends_one() {
    let sentence = text(39) + "。";
    let block = at(0.0, 0.0, &sentence) + &at(0.0, 1.0, &text(40)) + &at(0.0, 2.0, &text(9));
    let rest = text(40) + &text(9);
    assert_eq!(page(&block), [sentence.clone(), rest.clone()]);
    let (indented, whole) = paragraph(3.0, 100);
    assert_eq!(page(&(block + &indented)), [sentence + &rest, whole]);
}

#[test]
fn short_lines_stay_lines() {
    let names: String = (0..6).map(|line| at(0.0, f64::from(line), "王小明")).collect();
    assert_eq!(page(&names).len(), 6);
    let slogans: String = (0..5).map(|line| at(0.0, f64::from(line), &text(16))).collect();
    assert_eq!(page(&slogans).len(), 5);
    let wide: String = (0..5).map(|line| at(0.0, f64::from(line), &text(40))).collect();
    assert_eq!(page(&wide).len(), 5);
    let signature = at(28.0, 0.0, "县委宣传部") + &at(27.0, 1.0, "2026年3月5日");
    assert_eq!(page(&signature).len(), 2);
}

#[test]
fn titles_are_not_drawn_into_the_text() {
    let (body, whole) = paragraph(2.0, 100);
    let title = at(5.0, 0.0, &text(30)) + &at(12.0, 1.0, &text(16));
    assert_eq!(page(&(title + &body)), [text(30), text(16), whole.clone()]);
    let heading = at(2.0, 1.0, "一、基本情况");
    assert_eq!(page(&(heading + &body)), ["一、基本情况".to_owned(), whole]);
}

#[test]
fn items_with_hanging_lines() {
    let item = |line: f64, label: &str| {
        at(0.0, line, label) + &at(2.0, line, &text(38)) + &at(2.0, line + 1.0, &text(7))
    };
    let list = item(0.0, "1.") + &item(2.0, "2.") + &item(4.0, "•");
    let whole = text(38) + &text(7);
    let expected = ["1.", "2.", "•"].map(|label| format!("{label}{whole}"));
    assert_eq!(page(&list).iter().map(|line| line.replace(' ', "")).collect::<Vec<_>>(), expected);
}

#[test]
fn rows_of_tables_stay_rows() {
    let row = |line: f64| at(0.0, line, &text(8)) + &at(14.0, line, &text(8)) + &at(30.0, line, &text(10));
    let rows: String = (0..4).map(|line| row(f64::from(line))).collect();
    assert_eq!(page(&rows).len(), 4);
    // One column, as wide as the text around, with lines between the rows.
    let (above, _) = paragraph(0.0, 100);
    let cells: String =
        [3.0, 4.0, 5.0, 6.0].map(|line| at(0.0, line, &text(if line < 6.0 { 40 } else { 20 }))).concat();
    let rules =
        [3.0, 4.0, 5.0].map(|line| format!("90 {} m 510 {0} l S\n", 700.0 - 15.0 * line - 5.0)).concat();
    assert_eq!(paragraphs(&[(&(above.clone() + &cells), rules.as_str())]).len(), 5);
    assert_eq!(paragraphs(&[(&(above + &cells), "")]).len(), 2);
}

#[test]
fn columns_side_by_side() {
    let column = |x: f64| {
        let line = |number: f64, from: f64, length| at(x + from, number, &text(length));
        line(0.0, 2.0, 16)
            + &line(1.0, 0.0, 18)
            + &line(2.0, 0.0, 18)
            + &line(3.0, 0.0, 18)
            + &line(4.0, 0.0, 5)
    };
    let whole = text(16) + &text(18) + &text(18) + &text(18) + &text(5);
    assert_eq!(page(&(column(0.0) + &column(21.0))), [whole.clone(), whole]);
}

#[test]
fn words_are_parted_and_hyphens_stay() {
    let line = |number: f64, words: &str| at(0.0, number, words);
    let english = line(0.0, "The county displayed thirty-six public service advertise-")
        + &line(1.0, "ments between March and June, and every display was in-")
        + &line(2.0, "spected once a month by the department of publicity and")
        + &line(3.0, "found to be in order");
    assert_eq!(
        page(&english),
        [
            "The county displayed thirty-six public service advertise-ments between March and June, and every display \
          was in-spected once a month by the department of publicity and found to be in order"
        ]
    );
}

#[test]
fn paragraphs_run_over_pages_unless_something_stands_between() {
    let (above, first) = paragraph(30.0, 118);
    let rest = at(0.0, 0.0, &text(12));
    let (below, second) = paragraph(1.0, 100);
    let next = rest + &below;
    let over = paragraphs(&[(&above, ""), (&next, "")]);
    assert_eq!(over, [first.clone() + &text(12), second.clone()]);
    let number = above.clone() + &at(20.0, 40.0, "1");
    let stopped = paragraphs(&[(&number, ""), (&next, "")]);
    assert_eq!(stopped, [first.clone(), "1".to_owned(), text(12), second.clone()]);
    // The next page begins with a paragraph of its own.
    let (own, _) = paragraph(0.0, 100);
    assert_eq!(paragraphs(&[(&above, ""), (&own, "")]), [first, second]);
}

#[test]
fn turned_text() {
    let (upright, whole) = paragraph(0.0, 150);
    for turn in ["0 1 -1 0 800 0", "-1 0 0 -1 600 800", "0 -1 1 0 0 600"] {
        let content = format!("{turn} cm BT /F 10 Tf {upright} ET");
        assert_eq!(
            read(&Document::new(content.as_bytes(), SONG).file()).text.as_ref(),
            Some(&whole),
            "{turn}"
        );
    }
}
