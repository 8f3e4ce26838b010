//! Crosses, circles and 某: where they stand for something to be filled in, and where they mean themselves.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::blanks;
use crate::facts::mention::{words_after, words_before};

/// Nouns that only a leftover has a cross before: `××县`, `XX同志`, `X局`.
const NOUNS: &str = "街道办事处|办事处|街道|社区|小区|县委|县政府|县|市委|市政府|市长|市民|市|区委|区政府|\
     镇党委|镇政府|镇|乡镇|乡|村委会|村民|村|省|自治州|自治区|局|委员会|委|办公室|部门|部长|中心|单位|公司|集团|企业|\
     学校|小学|中学|幼儿园|大学|学院|医院|银行|广场|公园|市场|大道|路|巷|活动|会议|工作|项目|工程|文件|办法|方案|通知";
/// What a person is called behind the name.
const TITLES: &str = "同志|书记|主任|局长|校长|所长|主席|经理|老师|先生|女士|领导|志愿者";
/// What is counted behind a cross: `X人`, `×万元`, `XX%`.
const UNITS: &str = "人次|人|名|个|次|场次|场|处|项|家|户|支|篇|条|份|期|批|届|万|亿|元|余|平方米|平方公里|公里|小时|天|件|所|座|辆|棵|\
     部|位|副|幅|块|台|盏|面|吨|株|套|册|起|例|亩|%|％|号";

static NOUN: LazyLock<Regex> = LazyLock::new(|| at_start(&format!("{NOUNS}|{TITLES}|{UNITS}")));
static PLACE: LazyLock<Regex> = LazyLock::new(|| at_start(NOUNS));
static TITLE: LazyLock<Regex> = LazyLock::new(|| at_start(TITLES));
static UNIT: LazyLock<Regex> = LazyLock::new(|| at_start(UNITS));

fn at_start(words: &str) -> Regex {
    #[expect(clippy::expect_used, reason = "the patterns are constant, and tests compile them")]
    Regex::new(&format!(r"^[ \x{{3000}}]?(?:{words})")).expect("a pattern")
}

/// Family names whose bearers are written 王某某 and 张××. Those that end common words before a cross (于, 和,
/// 任, 方, 成) are left out.
const FAMILY_NAMES: &str = "王李张刘陈杨赵黄吴徐孙胡朱林何郭罗梁宋郑谢韩唐冯董萧曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎\
     潘杜戴夏钟汪姜范姚谭廖邹熊陆郝孔崔康毛邱秦顾侯邵孟龙雷钱汤尹黎乔贺赖龚阳葛周马高田余程";

/// Words behind two crosses that make them a Roman numeral, a size, a chromosome.
const OTHER_CROSSES: [&str; 3] = ["世纪", "染色体", "码"];

/// What begins like a noun of [`NOUNS`] behind a single cross and means something else: 长×路径, X路公交, X工作站.
const NOT_NAMED: [&str; 18] = [
    "路", "巷", "大道", "项目", "工程", "部门", "单位", "公司", "企业", "工作", "活动", "办法", "方案",
    "委托", "局部", "局域", "省略", "市值",
];

/// What begins like a unit of [`UNITS`] behind a single cross and means something else: factors, and longer words.
const NOT_COUNTED: [&str; 54] = [
    "人数", "人均", "人工", "人员", "人民", "人类", "次数", "次方", "个数", "个人", "项数", "项目", "户数",
    "户外", "家数", "家庭", "场数", "场地", "场所", "天数", "天气", "件数", "件套", "条数", "条件", "条纹",
    "处理", "处置", "名称", "名单", "期限", "期间", "所得", "所有", "部分", "部位", "位置", "位数", "支撑",
    "届时", "批量", "批发", "台账", "面积", "面向", "面对", "起点", "起来", "套餐", "例如", "册子", "株距",
    "幅度", "亩均",
];

/// Where the noun or unit behind byte `at` ends, if one is there.
pub(super) fn noun_end(text: &str, at: usize) -> Option<usize> {
    ends(&NOUN, text, at)
}

fn ends(pattern: &Regex, text: &str, at: usize) -> Option<usize> {
    pattern.find(text.get(at..)?).map(|found| at + found.end())
}

/// What a run of marks is made of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// `X`, `x`, `×` and the like.
    Cross,
    /// `*`.
    Star,
    /// `○`, `□`, `△`, `_`: circles, boxes, and what else is also a bullet.
    Shape,
}

fn sort(run: &str) -> Sort {
    let cross = |c: char| matches!(c, 'X' | 'x' | 'Ｘ' | 'ｘ' | '×' | '✕' | '✖' | '╳');
    match run.chars().find(|c| !c.is_whitespace()) {
        Some(c) if cross(c) => Sort::Cross,
        Some('*' | '＊') => Sort::Star,
        _ => Sort::Shape,
    }
}

/// Whether a date with marks for numbers is a leftover.
pub(super) fn is_date(text: &str, place: &Range<usize>) -> bool {
    let written = text.get(place.clone()).unwrap_or_default();
    let marks: String = written.chars().filter(|c| is_mark(*c)).collect();
    let units = written.chars().filter(|c| matches!(c, '年' | '月' | '日' | '号')).count();
    let digits = written.chars().any(char::is_numeric);
    let (before, after) = (last(text, place.start), first(text, place.end));
    if marks.starts_with(['_', '＿']) && blanks::is_signed(text, place) {
        return false;
    }
    // 二○○八年, 一九九○年; A4×3月; 5×年.
    if before.is_some_and(|c| is_numeral(c) || is_latin(c) || "+＋=*".contains(c)) {
        return false;
    }
    // X年龄, X月球, X日报.
    if units == 1 && after.is_some_and(|c| "龄轻货画球报刊均".contains(c)) && !written.starts_with("XX")
    {
        return false;
    }
    // Bullets and boxes to tick: □日常, * 年度计划. A leftover has more of them, or digits.
    let sure = units > 1 || digits || marks.chars().count() > 1;
    sort(&marks) == Sort::Cross || (sure && !is_bold(text, place))
}

/// Whether a document number with marks for digits is a leftover.
pub(super) fn is_number(text: &str, place: &Range<usize>) -> bool {
    let written = text.get(place.clone()).unwrap_or_default();
    // （2025） 号召全县.
    let word = written.ends_with('号') && first(text, place.end).is_some_and(|c| "召称角子码".contains(c));
    let digits = written.chars().filter(char::is_ascii_digit).count();
    let marks = written.chars().filter(|c| is_mark(*c)).count();
    // Part of a name: report_20__2.
    let named = last(text, place.start).is_some_and(|c| is_latin(c) || c == '_');
    if named && written.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    // （3×）, （2*） are no years; 〔20XX〕 and （202X） are.
    let year = digits + marks >= 3 || written.ends_with('号') || written.starts_with('〔');
    year && !word
}

/// 某某 with the noun behind it, unless it is a person whose name is withheld.
pub(super) fn somebody(text: &str, place: &Range<usize>) -> Option<Range<usize>> {
    if last(text, place.start).is_some_and(|c| FAMILY_NAMES.contains(c))
        && ends(&PLACE, text, place.end).is_none()
    {
        return None;
    }
    Some(place.start..noun_end(text, place.end).unwrap_or(place.end))
}

/// Two or three letters O before a place: `OO县`.
pub(super) fn letters(text: &str, place: &Range<usize>) -> Option<Range<usize>> {
    let apart = !last(text, place.start).is_some_and(is_latin);
    let end = ends(&PLACE, text, place.end).or_else(|| ends(&TITLE, text, place.end));
    end.filter(|_| apart).map(|end| place.start..end)
}

/// A run of marks at `place` with the noun or unit behind it, unless it means itself.
pub(super) fn leftover(text: &str, place: &Range<usize>) -> Option<Range<usize>> {
    let run = text.get(place.clone())?;
    let count = run.chars().filter(|c| !c.is_whitespace()).count();
    if is_part_of_code(text, place) || is_formula(text, place) || is_person(text, place) {
        return None;
    }
    let noun = ends(&PLACE, text, place.end).or_else(|| ends(&TITLE, text, place.end));
    let unit = ends(&UNIT, text, place.end);
    let end = match (sort(run), count) {
        (Sort::Cross, 1) => {
            noun.filter(|_| is_name(text, place)).or(unit.filter(|_| is_amount(text, place)))?
        }
        (Sort::Cross, _) => {
            let after = words_after(text, place.end, 3);
            if OTHER_CROSSES.iter().any(|word| after.starts_with(word)) || is_chromosome(text, place) {
                return None;
            }
            noun.or(unit).unwrap_or(place.end)
        }
        (_, 1) => return None,
        (Sort::Star, _) if is_bold(text, place) => return None,
        (Sort::Star, _) => noun.or(unit)?,
        (Sort::Shape, _) => {
            let numeral = |c: Option<char>| c.is_some_and(is_numeral);
            if numeral(last(text, place.start)) || numeral(first(text, place.end)) {
                return None;
            }
            noun?
        }
    };
    Some(place.start..end)
}

/// Whether the words around speak of chromosomes.
fn is_chromosome(text: &str, place: &Range<usize>) -> bool {
    let around = [words_before(text, place.start, 10), words_after(text, place.end, 10)];
    around.iter().any(|words| words.contains("染色体"))
}

/// A single cross before a noun stands for a name, unless the noun only begins a longer word, or one counts such things
/// with letters.
fn is_name(text: &str, place: &Range<usize>) -> bool {
    let after = words_after(text, place.end, 3);
    !NOT_NAMED.iter().any(|word| after.starts_with(word))
}

/// A single cross before a unit stands for an amount, unless it is a sign (打×号), multiplies units (人×天) or
/// factors (单价×个数).
fn is_amount(text: &str, place: &Range<usize>) -> bool {
    let after = words_after(text, place.end, 4);
    let multiplies = last(text, place.start).is_some_and(|c| "人台辆元吨个次名天米".contains(c));
    !multiplies && !after.starts_with('号') && !NOT_COUNTED.iter().any(|word| after.starts_with(word))
}

/// Whether letters, digits or marks of a code are around: `CR450AF-XX`, `XXL`, `iPhone X`, `N×N`, `138××××8000`, `3 × 4`.
fn is_part_of_code(text: &str, place: &Range<usize>) -> bool {
    let run = text.get(place.clone()).unwrap_or_default();
    let (before, after) = (last(text, place.start), first(text, place.end));
    if before.is_some_and(is_latin) || after.is_some_and(is_latin) {
        return true;
    }
    if before.is_some_and(|c| is_mark(c) || "+＋=＝^".contains(c))
        || after.is_some_and(|c| "+＋=＝^".contains(c))
    {
        return true;
    }
    // A name of a file, a program, a page: other letters or digits in the same word.
    let letters = run.chars().all(|c| c.is_ascii() || c.is_whitespace());
    let graphic = |c: &char| c.is_ascii_graphic();
    let word_before = text.get(..place.start).unwrap_or_default().chars().rev().take(40).take_while(graphic);
    let word_after = text.get(place.end..).unwrap_or_default().chars().take(40).take_while(graphic);
    if letters && word_before.chain(word_after).any(|c| c.is_ascii_alphanumeric() && !matches!(c, 'x' | 'X'))
    {
        return true;
    }
    // Words in Latin letters, factors: a space between is no end.
    let near = |words: String| words.chars().next_back().is_some_and(is_latin);
    let beyond = words_after(text, place.end, 1).chars().next().is_some_and(is_latin);
    let spaced = |c: Option<char>| c.is_some_and(|c| c == ' ');
    (spaced(before) && near(words_before(text, place.start, 1)) && !run.starts_with('*'))
        || (spaced(after) && beyond && sort(run) == Sort::Cross)
}

/// Whether a single sign of multiplication stands in a formula.
fn is_formula(text: &str, place: &Range<usize>) -> bool {
    let single = text.get(place.clone()).is_some_and(|run| run.chars().count() == 1);
    let around = [words_before(text, place.start, 16), words_after(text, place.end, 16)];
    single && around.iter().any(|words| words.contains(['=', '＝', '÷', '∑']))
}

/// Whether it is the name of a person that is withheld: 张××, 李*.
fn is_person(text: &str, place: &Range<usize>) -> bool {
    let run = text.get(place.clone()).unwrap_or_default();
    let count = run.chars().filter(|c| !c.is_whitespace()).count();
    let named = last(text, place.start).is_some_and(|c| FAMILY_NAMES.contains(c));
    let other = ends(&PLACE, text, place.end).is_some() || ends(&UNIT, text, place.end).is_some();
    named && count <= 2 && !other
}

/// Whether stars are Markdown's, around words in bold type: `**重点工作**`.
fn is_bold(text: &str, place: &Range<usize>) -> bool {
    const LINE: usize = 80;
    if !text.get(place.clone()).is_some_and(|run| run.contains('*')) {
        return false;
    }
    let line = |c: &char| *c != '\n';
    let after: String =
        text.get(place.end..).unwrap_or_default().chars().take(LINE).take_while(line).collect();
    let before = text.get(..place.start).unwrap_or_default().chars().rev().take(LINE).take_while(line);
    let before: String = before.collect();
    let closes = after.split("**").skip(1).any(|rest| !NOUN.is_match(rest));
    before.contains("**") || closes || before.trim().is_empty() && first(text, place.end) == Some(' ')
}

fn is_mark(c: char) -> bool {
    "XxＸｘ×✕✖╳○〇◯□◇△▲●■◆＊*_＿".contains(c)
}

/// Chinese digits, of years and numbers: 二○○八.
fn is_numeral(c: char) -> bool {
    "〇零一二三四五六七八九十百千".contains(c)
}

fn is_latin(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ')
}

fn last(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

fn first(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}
