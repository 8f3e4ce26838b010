//! What people read of a text that is written in Markdown (`CommonMark` with tables, footnotes and task lists).
//!
//! Whether it is, its content tells and not its name, so that the same bytes always have the same facts. A plain
//! text must not lose characters that only look like marks: it counts as Markdown where it begins with a heading
//! and has another mark that hardly any plain text has.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// Longer ones are no reports, and are left as they are: the parser needs 100 times their size in the worst case.
const MAX: usize = 1 << 20;
/// Characters of a title.
const MAX_TITLE: usize = 1000;

/// A text as its reader sees it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Markdown {
    /// Its first heading, if that says anything.
    pub(super) title: Option<String>,
    /// Without marks, targets of links, and pictures; blocks and cells in lines of their own.
    pub(super) text: String,
}

/// Reads a text as Markdown, if it is.
pub(super) fn read(text: &str) -> Option<Markdown> {
    if text.len() > MAX || !is_markdown(text) {
        return None;
    }
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_TASKLISTS;
    let mut reader = Reader::default();
    Parser::new_ext(text, options).for_each(|event| reader.on(&event));
    let title = reader.title.trim();
    let title = Some(title.chars().take(MAX_TITLE).collect()).filter(|title: &String| !title.is_empty());
    Some(Markdown { title, text: reader.text.trim_end().to_owned() })
}

/// Whether the first line is a heading, and a line below has a mark of another sort or is a heading too.
fn is_markdown(text: &str) -> bool {
    let mut lines = text.lines().skip_while(|line| line.trim().is_empty());
    lines.next().is_some_and(is_heading) && lines.any(is_marked)
}

/// `#` to `######` and a title (`CommonMark` 4.2).
fn is_heading(line: &str) -> bool {
    let rest = line.trim_start_matches('#');
    let level = line.len() - rest.len();
    (1..=6).contains(&level) && rest.starts_with([' ', '\t']) && !rest.trim().is_empty()
}

fn is_marked(line: &str) -> bool {
    let inner = line.trim();
    let is_rule_of_table =
        inner.contains("---") && inner.contains('|') && !inner.contains(|c| !"|:- ".contains(c));
    is_heading(line)
        || is_rule_of_table
        || ["- ", "* ", "+ ", "> ", "```", "~~~"].iter().any(|mark| inner.starts_with(mark))
        || inner.contains("](")
        || inner.matches("**").count() >= 2
}

#[derive(Default)]
struct Reader {
    text: String,
    title: String,
    /// Whether the first heading is over.
    titled: bool,
    in_heading: bool,
    /// Pictures that are open: what stands for them where they cannot be shown is not read.
    pictures: usize,
    html: Option<String>,
}

impl Reader {
    fn on(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(Tag::Heading { .. }) => self.in_heading = true,
            Event::End(TagEnd::Heading(_)) => {
                self.titled |= self.in_heading;
                self.in_heading = false;
                self.end_line();
            }
            Event::Start(Tag::Image { .. }) => self.pictures += 1,
            Event::End(TagEnd::Image) => self.pictures = self.pictures.saturating_sub(1),
            Event::Start(Tag::HtmlBlock) => self.html = Some(String::new()),
            Event::Html(html) => self.html.get_or_insert_default().push_str(html),
            Event::End(TagEnd::HtmlBlock) => {
                let html = self.html.take().unwrap_or_default();
                without_tags(&html, |text| self.say(text));
                self.end_line();
            }
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.say(text);
            }
            Event::SoftBreak | Event::HardBreak => self.say("\n"),
            // An item begins a line of its own, whether or not what is before it was a paragraph.
            Event::Start(Tag::Item | Tag::List(_))
            | Event::Rule
            | Event::End(
                TagEnd::Paragraph
                | TagEnd::Item
                | TagEnd::TableCell
                | TagEnd::CodeBlock
                | TagEnd::FootnoteDefinition,
            ) => self.end_line(),
            // A mark in the text that stands for a line break, which tables have no other way to write.
            Event::InlineHtml(html) if html.to_ascii_lowercase().starts_with("<br") => self.say("\n"),
            _ => {}
        }
    }

    fn say(&mut self, text: &str) {
        if self.pictures > 0 {
            return;
        }
        self.text.push_str(text);
        if self.in_heading && !self.titled && self.title.len() < 4 * MAX_TITLE {
            self.title.push_str(text);
        }
    }

    fn end_line(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }
}

/// The text between the tags and comments of a block in HTML.
fn without_tags(html: &str, mut on: impl FnMut(&str)) {
    let mut rest = html;
    while let Some((text, tag)) = rest.split_once('<') {
        on(text);
        let end = if tag.starts_with("!--") { "-->" } else { ">" };
        rest = tag.split_once(end).map_or("", |(_, after)| after);
    }
    on(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of(markdown: &str) -> String {
        read(markdown).unwrap_or_else(|| panic!("no Markdown: {markdown}")).text
    }

    #[test]
    fn marks_are_not_read() {
        let markdown = "# 公益广告*说明*\n\n我县**广泛**开展`宣传`，见[通知](http://www.example.com/a \"题\")。\n第二行  \n第三行\n\n\
            ## 一、概况 ##\n\n- 第一项\n- [x] 第二项\n   1. 其中\n\n> 引文\n\n| 单位 | 数量 |\n|:---|---:|\n| 甲<br>乙 | 12 |\n\n\
            ![图片](a.png)\n\n---\n\n```sh\n# 代码\n```\n\n脚注[^1]\\*\n\n[^1]: 注文\n\n<div align=\"center\">\n<b>居中</b><!-- 不见 -->\n</div>\n\n<http://example.com>\n";
        assert_eq!(
            text_of(markdown),
            "公益广告说明\n我县广泛开展宣传，见通知。\n第二行\n第三行\n一、概况\n第一项\n第二项\n其中\n引文\n单位\n数量\n甲\n乙\n12\n\
             # 代码\n脚注*\n注文\n\n居中\n\nhttp://example.com"
        );
    }

    #[test]
    fn the_title_is_the_first_heading() {
        let title = |markdown: &str| read(markdown).and_then(|markdown| markdown.title);
        assert_eq!(title("\n\n# 公益 *广告* 说明\n\n## 二\n").as_deref(), Some("公益 广告 说明"));
        assert_eq!(title("### 三\r\n- 项\r\n").as_deref(), Some("三"));
        assert_eq!(title("# ![图](a.png)\n## 二\n"), None, "nothing can be read of it");
    }

    #[test]
    fn plain_texts_stay_as_they_are() {
        for plain in [
            "",
            "公益广告说明\n# 一\n- 项\n",
            "# 公益广告说明\n正文，3*5*2，2~3天。\n（一）概况\n1. 甲\n——乙\n",
            "#公益广告# 我县\n- 甲\n",
            "#1 甲\n**乙**\n",
            "####### 甲\n- 乙\n",
            "# \n- 甲\n",
            "文件名,时间\n**a**,b\n",
            "- 甲\n- 乙\n**丙**\n",
        ] {
            assert_eq!(read(plain), None, "{plain}");
        }
    }

    #[test]
    fn hostile_texts_are_bounded() {
        let begin = "# a\n- b\n";
        for mark in [
            "> ", "[", "![a](", "*a_", "`", "- ", "<a ", "<!--", "[^a]: ", "| - ", "a\n===\n", "\\",
            "  - a\n",
        ] {
            let text = begin.to_owned() + &mark.repeat((MAX - begin.len()) / mark.len());
            assert!(read(&text).is_some(), "{mark}");
            assert_eq!(read(&(text + "too long")), None, "{mark}");
        }
    }
}
