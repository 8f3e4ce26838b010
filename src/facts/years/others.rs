//! Years that a text mentions without speaking of them as its own.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{Form, named};
use crate::facts::mention::{plain, words_after, words_before};

/// Characters on either side that decide.
const AROUND: usize = 24;

/// What may follow a year before its sentence goes on: a month, a day, a part of the year.
const REST: &str = "(?:度)?(?:[0-9一二三四五六七八九十]{1,3}月(?:份)?(?:[0-9一二三四五六七八九十]{1,3}[日号])?)?\
     (?:年?[初中末底]|春季?|夏季?|秋季?|冬季?|上半年|下半年|第?[一二三四1-4]季度)?[上中下]?旬?";

/// What stands right before a year that is not the text's own.
const BEFORE: &str = "始于|早在|此前|先后于|曾于|曾在|那是|还是|记得|原定于|原计划|\
     (?:成立|建|创建|创办|创立|组建|设立|诞生|起源|发源|出生|生|建立|毕业|开业|落成|竣工|兴起|制定|颁布|颁发|印发|发布|发表|\
     荣获|公布|修订|入选)于|\
     (?:较|比|相较|相较于|较之|高于|低于|多于|少于|优于|超过|对比|不低于|不及)(?:上年|去年)?|\
     (?:同比|去年|上年度?|前年|往年|上一年度?)[(]?|[届次][(]|(?:有效期|期限|任期|聘期|租期|质保期)[^，。；]{0,20}|\
     (?:力争|争取|预计|计划|规划|拟|有望|预期|确保|展望|面向|着眼)(?:于|在|到|至)?|\
     (?:获评?|荣获|荣膺|获得|评为|评选为|授予|命名为|列为|确定为|入选|通过|颁发|表彰为?|创成)(?:了|的|为)?[“\"「‘]?|\
     (?:近[一二两三四五六七八九十几]年来?|近年来?|历年|往年|连续[^，。；]{1,3}[年次届])[^，。；]{0,16}|\
     》[(][^)]{0,10}|公元|[A-Za-z]|\
     (?:1[0-9]{3}年|于2[0-9]{3}年|2[0-9]{3}年[0-9月日]{0,6}(?:成立|始建|建成|组建|创办|设立|竣工|投用|挂牌|出生|入党|退休))[^。；]{0,12}[，、]";

/// What follows a year that is not the text's own, behind [`REST`].
const AFTER: &str = "[^，。；]{0,20}以来|起(?:[^草步点诉重]|$)|至今|开始[，。；、]|之后|以后|后[，。；、]|以前|之前|同期|相比|比较|同比|\
     持平|前(?:[^一二三四五六七八九十两几半0-9后夕往来]|$)|[^，。；、]{1,4}前(?:完成|建成|实现|全部|全面|基本)|\
     版|修订|修正|第[0-9一二三四五六七八九十]+号|[0-9]+号|[^，。；]{0,6}为(?:基期|基准|基数|参照|起点)|\
     [^，。；]{0,6}(?:印发|发布|出台|制定|颁布|下发|通过|实施|启动|建成|开工|立项|改造|投用|建设|成立|设立|上线|开通|推出|修建)的|\
     (?:正式|被|首次|首批|成功|即|就|已|由[^，。；]{2,12})?(?:成立|始建|建成|建校|建县|建市|设市|撤县|撤乡|设立|组建|创办|创立|\
     出生|生于|生(?:[，。；、)]|$)|入党|入伍|参军|参加工作|退休|退伍|退役|毕业|牺牲|逝世|立项|开工|动工|奠基|竣工|落成|投入使用|\
     投用|开馆|通车|开园|开街|挂牌|颁布|公布|施行|荣获|获评|获得|获批|获|评为|授予|命名|列为|列入|确定为|入选|当选|创成|\
     担任|出任|调任|任(?:社区|村|县|镇|党|书记|主任))|\
     的(?:一天|一次|春天|夏天|秋天|冬天|那)|，(?:他|她|老人|父亲|母亲|丈夫|妻子|儿子|女儿)|\
     ，?[^，。；、]{0,8}(?:将(?:继续|进一步|全面|持续|以|重点|着力|深入|坚持|加大|不断|实现|完成|建成|启动|推进|新建|新增|打造|达到|\
     迎来|是)|力争|拟)|\
     [^，。；、]{0,8}(?:奥运|冬奥|残奥|世博|亚运|全运会|地震|非典|新冠|人口普查|经济普查|中央一号文件|政府工作报告)";

/// What follows a range of years that is a plan's.
const PLAN: &str = "[^，。；、]{0,10}(?:规划|行动|计划|纲要|周期|五年|三年|轮|届|创建期)";

static BEFORE_YEAR: LazyLock<Regex> = LazyLock::new(|| pattern(&format!("(?:{BEFORE})$")));
static AFTER_YEAR: LazyLock<Regex> = LazyLock::new(|| pattern(&format!("^{REST}[)]?(?:{AFTER})")));
static BEFORE_RANGE: LazyLock<Regex> =
    LazyLock::new(|| pattern("(?:规划|纲要|计划|方案|行动|时期|期间|周期)[”\"]?[(]?$"));
static AFTER_RANGE: LazyLock<Regex> = LazyLock::new(|| pattern(&format!("^度?(?:{PLAN})")));
/// 到2035年, but not 截至到2025年 and not 2025年3月到2026年5月.
static AIM: LazyLock<Regex> = LazyLock::new(|| pattern("(?:^|[^截止至年月日号底末初0-9])到$"));
/// What a month in digits follows: a bracket, a colon, the beginning of a range.
static BEFORE_MONTH: LazyLock<Regex> = LazyLock::new(|| pattern("(?:^|[(：、~至到于在自从-]|截至|时间)$"));
/// 由2020年的12个, 从2018年创建省级文明城市开始.
static FROM: LazyLock<Regex> = LazyLock::new(|| pattern("[由从]$"));
static OF: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!("^(?:{REST}的|[^，。；]{{0,20}}(?:开始|至今))")));
/// What may follow a month in digits: no unit of an amount.
static AFTER_MONTH: LazyLock<Regex> = LazyLock::new(|| pattern("^(?:[)、，。；~-]|至|到|起|$)"));
static FILE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"^[^，。；、“”《》\s]{0,20}\.(?:docx?|pdf|xlsx?|pptx?|wps|ofd|txt|jpe?g|png|zip)")
});

fn pattern(pattern: &str) -> Regex {
    #[expect(clippy::expect_used, reason = "the patterns are constant, and tests compile them")]
    Regex::new(pattern).expect("a pattern")
}

/// Whether the years at `place`, `written` so, are not the text's own.
pub(super) fn is_other(text: &str, place: &Range<usize>, form: Form, written: &str) -> bool {
    let last = text.get(..place.start).unwrap_or_default().chars().next_back();
    let next = text.get(place.end..).unwrap_or_default().chars().next();
    let before = plain(&words_before(text, place.start, AROUND));
    let after = plain(&words_after(text, place.end, AROUND));
    if is_part_of_number(form, last, next, &before) || is_cell(text, place, form, &before, &after) {
        return true;
    }
    let years = named(written, form);
    let (first, final_year) = (years.first().copied().unwrap_or(0), years.last().copied().unwrap_or(0));
    let range = final_year - first;
    if range >= 2 || (range >= 1 && (BEFORE_RANGE.is_match(&before) || AFTER_RANGE.is_match(&after))) {
        return true;
    }
    BEFORE_YEAR.is_match(&before)
        || AFTER_YEAR.is_match(&after)
        || AIM.is_match(&before)
        || (FROM.is_match(&before) && OF.is_match(&after))
        || FILE.is_match(&after)
}

/// Whether letters or digits around make it a number of something: `GB/T 33190—2016`, `V2023.5`, `12023年`.
fn is_part_of_number(form: Form, last: Option<char>, next: Option<char>, before: &str) -> bool {
    let latin = |c: char| c.is_ascii_alphanumeric() || matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ');
    let digits_before =
        before.strip_suffix(['-', '.']).is_some_and(|before| before.ends_with(|c: char| c.is_ascii_digit()));
    // 2025.7-2026.6 is a range, 33190-2016 a standard.
    let after_digits = digits_before && (form == Form::Named || !before.contains("20"));
    let tight = form != Form::Named
        && (last.is_some_and(|c| "/_=.-".contains(c)) && !after_digits_of_range(before)
            || next.is_some_and(|c| "/_=".contains(c)));
    let follows = form != Form::Named && next.is_some_and(latin);
    last.is_some_and(latin) || after_digits || tight || follows
}

/// Whether a date in digits and a dash are before: the beginning of a range.
fn after_digits_of_range(before: &str) -> bool {
    before
        .strip_suffix('-')
        .is_some_and(|before| before.ends_with(|c: char| c.is_ascii_digit()) && before.contains("20"))
}

/// Whether it is the head of a column, with another year beside it, or an amount with a decimal point.
fn is_cell(text: &str, place: &Range<usize>, form: Form, words_before: &str, after: &str) -> bool {
    let before = text.get(..place.start).unwrap_or_default();
    let behind = text.get(place.end..).unwrap_or_default();
    let starts = before.is_empty() || before.ends_with('\n');
    let ends = behind.is_empty() || behind.starts_with(['\n', '\r']);
    match form {
        Form::Month => {
            (starts && ends)
                || !BEFORE_MONTH.is_match(words_before)
                || !AFTER_MONTH.is_match(after)
                || before.ends_with(' ')
                || behind.starts_with(' ')
        }
        Form::Named if starts && ends => {
            let is_year = |line: &str| {
                let line = line.trim();
                line.chars().count() <= 6
                    && line.starts_with("20")
                    && (line.ends_with('年') || line.ends_with("年度"))
            };
            let near = |text: &str| text.chars().take(12).collect::<String>();
            let next = near(behind.trim_start_matches(['\n', '\r']));
            let previous: String = before.trim_end_matches(['\n', '\r']).chars().rev().take(12).collect();
            let previous: String = previous.chars().rev().collect();
            next.lines().next().is_some_and(is_year) || previous.lines().next_back().is_some_and(is_year)
        }
        _ => false,
    }
}
