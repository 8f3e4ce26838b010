//! What a template says to whoever fills it in: `此处填写`, `（请简要说明…）`, `[单位名称]`, `TODO`.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::facts::mention::words_after;

/// Sentences that no finished text has.
const PLAIN: &str = "此处(?:填写|填入|键入|输入|粘贴|附图|插图|替换为|待补充|待填|待更新)|此处(?:插入|添加|补充|放置)(?:\
     图片|照片|图|表格|表|截图|文字|标题|内容|正文|数据|说明|材料)|请在此(?:处)?(?:填写|填入|键入|输入|粘贴|插入|添加)|\
     (?:单击|点击|双击)(?:或点击)?(?:此处|这里)?(?:输入|添加|编辑|键入)(?:文字|文本|标题|副标题|内容|正文|日期)|\
     在此(?:处)?(?:键入|输入|添加)(?:文字|文本|标题|内容|正文)|请替换为|请输入(?:单位名称|标题|文字|正文|内容)|\
     Click or tap (?:here )?to enter|[Ll]orem ipsum";

/// Instructions in brackets of any kind. Whoever reads a notice is told to choose, to add and to delete things too, so
/// some verbs count with their objects only.
const ORDERS: &str = "请(?:填写|填入|输入|键入|插入|简要|简述|概述|描述|列出|列举|替换|删除|如实|据实|写明|在此)|\
     请补充(?:完整|说明|具体|数据|材料|内容|相关)|请选择(?:一项|填|其一)|\
     请(?:根据|结合|按照?)[^\\n（）()]{0,8}(?:填写|修改|补充|替换)|\
     此处[^\\n（）()]{0,4}(?:填写|填入|填报|插入|粘贴|写|替换|删除|附图|附照片|附表|(?:添加|补充)(?:图|照|文|内容|数据|典型|案例|材料|说明|具体))|\
     (?:根据|结合|按照?)实际(?:情况)?(?:填写|修改|增减|补充|删减)|\
     如(?:无|没有)[^\\n（）()]{0,6}填[^\\n（）()]{0,4}无|(?:本|此|该)(?:段|行|提示|说明|模板)[^\\n（）()]{0,8}(?:删除|替换)";

/// What brackets hold in a template and nowhere else.
const FIELDS: &str = "(?:填写|输入|键入|插入|添加|粘贴|填)[^\\n]{1,16}|(?:[^\\n]{0,8})(?:名称|全称|姓名)|日期|年份|时间|地点|人数|数量|数字|金额|\
     电话|标题|副标题|作者|职务|单位|部门|县名|市名|地名|县区|图片|照片|插图|内容|正文|具体[^\\n]{1,8}";

static INSTRUCTIONS: LazyLock<Regex> = LazyLock::new(|| {
    let inside = r"[^\n（）()\[\]【】〔〕［］{}｛｝<>＜＞]";
    let waits = "待(?:补充|填写?|填报|定|核实|核对|确认|补|插入|续写?|上传)";
    let pattern = [
        format!(
            r"(?P<order>[（(\[【［〔{{｛<＜]{inside}{{0,20}}(?:{ORDERS}){inside}{{0,40}}[）)\]】］〕}}｝>＞])"
        ),
        format!(r"(?P<waits>[（(\[【［〔]{inside}{{0,10}}{waits}{inside}{{0,4}}[）)\]】］〕])"),
        r"(?P<model>[（(\[【［](?:模板|范文|范本|样文|参考模板|参考范文)[）)\]】］])".to_owned(),
        format!(
            r"(?P<length>[（(]{inside}{{0,6}}[0-9０-９]{{2,5}}(?:[-—~～至][0-9０-９]{{2,5}})?字(?:以内|左右|以上|以下)?[）)])"
        ),
        r"(?P<paste>（(?:填写(?:单位|具体|本|姓名|日期|时间|名称|数据|全称|人数|地点)|插入|粘贴)[^\n（）()]{0,12}）)".to_owned(),
        format!(r"(?P<field>[\[［{{｛<＜](?:{})[\]］}}｝>＞])", FIELDS.replace("[^\\n]", inside)),
        format!(r"(?P<head>【(?:{})】)", FIELDS.replace("[^\\n]", inside)),
        r"(?P<merge>\{\{[^{}\n]{1,30}\}\}|\$\{[^{}\n]{1,30}\}|«[\p{Han}、（）]{1,12}»)".to_owned(),
        format!("(?P<plain>{PLAIN})"),
        "(?P<due>数据待更新|待(?:补充|填写|填报|填|插入|补))".to_owned(),
        r"(?P<note>(?-u:\b)(?:TODO|TBD|FIXME)(?-u:\b))".to_owned(),
    ];
    #[expect(clippy::expect_used, reason = "the pattern is constant, and tests compile it")]
    Regex::new(&pattern.join("|")).expect("a pattern")
});

/// The places of instructions in `text`, after at most `most` places were looked at.
pub(super) fn find(text: &str, most: usize) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for captures in INSTRUCTIONS.captures_iter(text).take(most) {
        let place = captures.get_match().range();
        if is_instruction(text, &captures, &place) {
            found.push(place);
        }
    }
    found
}

fn is_instruction(text: &str, captures: &Captures<'_>, place: &Range<usize>) -> bool {
    let has = |name| captures.name(name).is_some();
    let before = text.get(..place.start).unwrap_or_default().chars().next_back();
    let after = text.get(place.end..).unwrap_or_default();
    if has("length") {
        // A heading says how long its section is to be; a sentence tells of a contest for essays.
        after.starts_with(['\n', '\r']) || after.is_empty()
    } else if has("head") {
        // 【时间】3月5日 heads a line of an honest list.
        before.is_some_and(|c| !c.is_whitespace() && c.is_alphanumeric())
    } else if has("due") {
        // 有待补充 and 待补充人员 are said of the work, not of the text.
        let waiting = before.is_some_and(|c| "有亟尚仍急还".contains(c));
        let rest = words_after(text, place.end, 1);
        !waiting && !rest.starts_with(|c: char| c.is_alphanumeric())
    } else if has("note") {
        let joined = |c: Option<char>| c.is_some_and(|c| "-_./".contains(c));
        !joined(before) && !joined(after.chars().next())
    } else {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pattern_compiles() {
        assert!(INSTRUCTIONS.is_match("此处填写"));
    }
}
