#!/usr/bin/env python3
"""Makes the documents that tests/counting.rs counts; count.py then asks LibreOffice how long they are.

    pip install -r requirements.txt
    apt-get install libreoffice-writer
    python3 make.py && python3 count.py

Seven are written by python-docx, with what Word and WPS write added by hand, five by LibreOffice itself.
"""

import html
import pathlib
import subprocess
import tempfile

from docx import Document
from docx.oxml import parse_xml

HERE = pathlib.Path(__file__).parent
WORD = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)

REPORT = [
    "根据省文明办《关于开展公益广告刊播工作的通知》（文明办〔2025〕12号）要求，示例县于2026年3月5日至6月30日组织开展公益广告刊播活动。",
    "全县共设置公益广告牌36块，其中LED屏8块、灯箱12个，制作Video短片5部，覆盖率达98.5%；群众满意度比上年提高2.3个百分点。",
    "坚持“讲文明、树新风”主题，按照GB/T 33190-2016的要求保存版式文件，由县委宣传部（县文明办）逐一审核，发现问题——立即整改……",
    "下一步，将在人民广场、县政府门前、高速出入口等重点点位增加刊播频次，确保每月不少于4次，做到电视有声、报纸有文、网络有图。",
]
MIXED = [
    "The county's campaign (Phase II) reached 1,200,000 people via WeChat, Douyin and www.example.gov.cn/news?id=2026.",
    "县融媒体中心App下载量突破10万次，公众号“文明示例”推文《Hello, 文明》阅读量达3.2w+，email：wmb@example.com，电话0515-86212345。",
    "使用iPhone 15 Pro拍摄4K视频，H.265编码，帧率60fps；PM2.5平均浓度35μg/m³，同比下降8.1%。",
    "It’s “well-known” that A/B tests—run twice—cost ¥3,500–4,000 in total. Don't count e.g. this as more.",
]
SIGNS = [
    "全角：１２３４５６７８９０，ＡＢＣＤＥＦＧ，（一）＋（二）＝（三）；％＆＊＃＠！",
    "半角: 1234567890, ABCDEFG, (1)+(2)=(3); %&*#@!",
    "序号：①②③④⑤⑥⑦⑧⑨⑩，㈠㈡㈢，ⅠⅡⅢⅣ，⒈⒉⒊。",
    "单位：面积3500㎡，长12㎞，重5㎏，温度25℃，角度90°，金额￥100、$20、€30、£40。",
    "标点：、。，；：？！…… —— · 《》〈〉「」『』【】〔〕（）“”‘’～－＿",
    "符号：★☆●○◆◇■□▲△※→←↑↓√×÷±≤≥≠∞αβγ。",
    "空格：人　民　广　场 A  B\u00a0C，制表\t符。",
]


def paragraphs(document, texts):
    for text in texts:
        document.add_paragraph(text)


def element(parent, xml):
    parent.append(parse_xml(xml.replace("W/", WORD, 1)))


def mixed():
    document = Document()
    document.add_heading("示例县公益广告刊播情况说明 Report 2026", 0)
    paragraphs(document, REPORT + MIXED)
    return document


def signs():
    document = Document()
    document.add_heading("符号与全角字符", 1)
    paragraphs(document, SIGNS + REPORT[:2])
    return document


def tables():
    document = Document()
    document.add_heading("公益广告点位统计", 1)
    document.add_paragraph(REPORT[0])
    table = document.add_table(rows=0, cols=4)
    table.style = "Table Grid"
    for row in [
        ["序号", "地点", "数量（块）", "备注 Remarks"],
        *([str(n), place, str(3 * n), note] for n, (place, note) in enumerate(
            [("人民广场", "LED屏"), ("县政府门前", "灯箱，夜间亮灯"), ("高速出入口", "GB/T 33190"), ("汽车站", ""), ("文化馆", "二楼 2F")], 1
        )),
    ]:  # fmt: skip
        for cell, text in zip(table.add_row().cells, row):
            cell.text = text
    last = table.add_row().cells
    last[0].merge(last[1]).text = "合计"
    last[2].text = "45"
    inner = last[3].add_table(rows=1, cols=2)
    inner.rows[0].cells[0].text, inner.rows[0].cells[1].text = "其中LED", "8块"
    document.add_paragraph(REPORT[1])
    return document


def changed():
    """Tracked changes, hidden text, comments, pronunciation guides, content controls, as Word writes them."""
    document = Document()
    document.add_heading("修订中的说明", 1)
    paragraphs(document, REPORT[:2])
    by = 'w:author="审阅者" w:date="2026-03-05T09:00:00Z"'
    for content in [
        f'<w:r><w:t>活动时间为</w:t></w:r><w:del w:id="1" {by}><w:r><w:delText>二〇二五年全年</w:delText></w:r></w:del>'
        f'<w:ins w:id="2" {by}><w:r><w:t>2026年3月至6月</w:t></w:r></w:ins><w:r><w:t>，共四个月。</w:t></w:r>',
        f'<w:moveFrom w:id="3" {by}><w:r><w:t>本段文字移到了后面。</w:t></w:r></w:moveFrom><w:r><w:t>段落开始。</w:t></w:r>'
        f'<w:moveTo w:id="4" {by}><w:r><w:t>本段文字移到了后面。</w:t></w:r></w:moveTo>',
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>此处填写活动的时间和地点（提示文字，打印时不显示）。</w:t></w:r><w:r><w:t>地点在人民广场。</w:t></w:r>",
        '<w:sdt><w:sdtPr><w:alias w:val="单位"/></w:sdtPr><w:sdtContent><w:r><w:t>示例县文明办</w:t></w:r></w:sdtContent></w:sdt>'
        "<w:r><w:t>负责落实。</w:t></w:r>",
        '<w:hyperlink w:anchor="top"><w:r><w:t>详见 www.example.gov.cn</w:t></w:r></w:hyperlink>'
        '<w:smartTag w:element="date"><w:r><w:t>2026年7月1日</w:t></w:r></w:smartTag>',
    ]:
        element(document.element.body, f"<w:p W/>{content}</w:p>")
    comment = document.add_paragraph(REPORT[2])
    document.add_comment(comment.runs, text="请核对数字，批注不计入正文。", author="审阅者")
    paragraphs(document, REPORT[3:])
    return document


def boxes():
    """A text box as Word writes it, twice: for new programs and, as VML, for old ones."""
    document = Document()
    document.add_heading("文本框", 1)
    paragraphs(document, REPORT[:2])
    inside = "<w:txbxContent><w:p><w:r><w:t>文本框里的说明：A4纸3张，不重复计算。</w:t></w:r></w:p><w:p><w:r><w:t>第二段。</w:t></w:r></w:p></w:txbxContent>"
    element(
        document.element.body,
        f"""<w:p W/><w:r><w:t>文本框之前，</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>
        <wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" behindDoc="0" locked="0"
        layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="column"><wp:posOffset>100000
        </wp:posOffset></wp:positionH><wp:positionV relativeFrom="paragraph"><wp:posOffset>100000</wp:posOffset></wp:positionV>
        <wp:extent cx="3000000" cy="900000"/><wp:wrapSquare wrapText="bothSides"/><wp:docPr id="1" name="Text Box 1"/>
        <a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>
        <wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="3000000" cy="900000"/></a:xfrm>
        <a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr><wps:txbx>{inside}</wps:txbx><wps:bodyPr/></wps:wsp>
        </a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape id="b"
        style="position:absolute;width:236pt;height:71pt"><v:textbox>{inside}</v:textbox></v:shape></w:pict></mc:Fallback>
        </mc:AlternateContent></w:r><w:r><w:t>文本框之后。</w:t></w:r></w:p>""",
    )
    paragraphs(document, REPORT[2:])
    return document


def wps():
    """Runs cut by language, indents and numbers typed by hand, pronunciation, symbols, special hyphens, as WPS has them."""
    document = Document()
    body = document.element.body
    run = lambda text: f'<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'
    for text in ["一、基本情况", *REPORT, "二、主要做法", *REPORT[2:]]:
        pieces = "".join(run(html.escape(text[at : at + 7])) for at in range(0, len(text), 7))
        element(body, f"<w:p W/>{run('　　')}{pieces}</w:p>")
    ruby = "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>wén míng</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>文明</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    element(body, f"<w:p W/>{run('创建')}{ruby}{run('城市')}<w:r><w:noBreakHyphen/><w:t>A</w:t><w:softHyphen/><w:t>B</w:t></w:r></w:p>")
    element(body, f'<w:p W/><w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/>{run("附件：")}<w:r><w:tab/></w:r>{run("1.点位表")}</w:p>')
    field = '<w:fldSimple w:instr=" AUTHOR "><w:r><w:t>示例县文明办</w:t></w:r></w:fldSimple>'
    element(body, f"<w:p W/>{run('填报：')}{field}{run('  2026年7月1日')}</w:p>")
    document.core_properties.author = "示例县文明办"
    return document


def appendix():
    """An English report with a Chinese summary and a table."""
    document = Document()
    document.add_heading("Public service advertisements in Demo County", 1)
    paragraphs(document, [MIXED[0], MIXED[3]])
    document.add_paragraph("No advertisement was shown before it had been reviewed; none was found out of order (see table 2).")
    table = document.add_table(rows=0, cols=3)
    for row in [["Place", "Boards", "Share"], ["People’s Square", "12", "33.3%"], ["County hall", "8", "22.2%"], ["Motorway", "16", "44.4%"]]:
        for cell, text in zip(table.add_row().cells, row):
            cell.text = text
    document.add_heading("摘要", 2)
    paragraphs(document, REPORT[:2])
    return document


FODT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"
 xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"
 office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:meta><dc:title>示例县公益广告刊播情况说明</dc:title></office:meta>
<office:styles>
 <style:style style:name="Standard" style:family="paragraph"/>
 <style:style style:name="Heading_1" style:display-name="Heading 1" style:family="paragraph" style:default-outline-level="1"/>
 <style:style style:name="hidden" style:family="text"><style:text-properties text:display="none"/></style:style>
 <style:style style:name="box" style:family="graphic"/>
 <text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-suffix="、" style:num-format="一, 二, 三, ...">
  <style:list-level-properties text:list-level-position-and-space-mode="label-alignment"/></text:list-level-style-number>
  <text:list-level-style-number text:level="2" style:num-prefix="（" style:num-suffix="）" style:num-format="1">
  <style:list-level-properties text:list-level-position-and-space-mode="label-alignment"/></text:list-level-style-number></text:list-style>
 <text:list-style style:name="D"><text:list-level-style-bullet text:level="1" text:bullet-char="•">
  <style:list-level-properties text:list-level-position-and-space-mode="label-alignment"/></text:list-level-style-bullet></text:list-style>
</office:styles>
<office:automatic-styles>
 <number:date-style style:name="day"><number:year number:style="long"/><number:text>-</number:text><number:month number:style="long"/>
  <number:text>-</number:text><number:day number:style="long"/></number:date-style>
 <style:page-layout style:name="P"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" fo:margin="2cm"/>
  <style:header-style/><style:footer-style/></style:page-layout>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="P">HEADER</style:master-page></office:master-styles>
<office:body><office:text>BODY</office:text></office:body></office:document>"""


def p(content):
    return f"<text:p>{content}</text:p>"


def plain(texts):
    return "".join(p(html.escape(text)) for text in texts)


def notes():
    note = lambda kind, number, text: (
        f'<text:note text:id="n{number}" text:note-class="{kind}"><text:note-citation>{number}</text:note-citation>'
        f"<text:note-body>{p(text)}</text:note-body></text:note>"
    )
    footnote = note("footnote", 1, "数据来源：县统计局2026年6月统计报表，不含LED屏。")
    endnote = note("endnote", 2, "See GB/T 33190-2016, section 7.")
    body = plain(REPORT[:2]) + p(REPORT[2] + footnote + "，详见附件。") + p(REPORT[3] + endnote) + plain(MIXED[:2])
    return body, ""


def headers():
    header = f"<style:header>{p('示例县精神文明建设办公室 2026')}</style:header>"
    footer = f"<style:footer>{p('第<text:page-number>1</text:page-number>页，共<text:page-count>1</text:page-count>页')}</style:footer>"
    return plain(REPORT + MIXED[1:3]), header + footer


def fields():
    day = '<text:date style:data-style-name="day" text:fixed="true" text:date-value="2026-03-05">2026-03-05</text:date>'
    link = '<text:a xlink:type="simple" xlink:href="http://www.example.gov.cn/a/b?c=d">示例县政府网站</text:a>'
    mark = '<text:bookmark-start text:name="b"/>公益广告36块<text:bookmark-end text:name="b"/>'
    again = '<text:bookmark-ref text:reference-format="text" text:ref-name="b">公益广告36块</text:bookmark-ref>'
    title = "<text:title>示例县公益广告刊播情况说明</text:title>"
    body = p(title) + plain(REPORT[:2]) + p(f"填报日期：{day}，详见{link}。") + p(f"全县设置{mark}，其中{again}已亮灯。")
    return body + p('共<text:page-count>1</text:page-count>页<text:line-break/>换行之后<text:tab/>制表符之后') + plain(REPORT[2:]), ""


def lists():
    item = lambda content, inner="": f"<text:list-item>{p(content)}{inner}</text:list-item>"
    sub = lambda *texts: "<text:list>" + "".join(map(item, texts)) + "</text:list>"
    numbered = "".join(
        [
            item("加强组织领导，成立工作专班", sub("县委宣传部牵头抓总", "各乡镇（街道）分工落实")),
            item("突出刊播重点", sub("人民广场LED屏每天播放12次", "公交站台灯箱夜间亮灯", "建筑围挡公益广告占30%以上")),
            item("强化督促检查，每月通报1次"),
        ]
    )
    bullets = "".join(map(item, ["电视：黄金时段", "报纸：周三、周五", "网络：App开屏"]))
    body = plain(REPORT) + f'<text:list text:style-name="L">{numbered}</text:list>' + plain(REPORT[:2])
    return body + f'<text:list text:style-name="D">{bullets}</text:list>' + plain(REPORT[2:]), ""


def office():
    """What LibreOffice writes for a text box, a table and hidden text."""
    box = (
        '<draw:frame draw:style-name="box" text:anchor-type="paragraph" svg:width="8cm" svg:height="2cm" svg:x="4cm" svg:y="1cm">'
        f"<draw:text-box>{p('框内文字：LED屏8块。')}{p('第二段文字。')}</draw:text-box></draw:frame>"
    )
    cell = lambda text: f"<table:table-cell>{p(text)}</table:table-cell>"
    row = lambda *texts: "<table:table-row>" + "".join(map(cell, texts)) + "</table:table-row>"
    rows = row("地点", "数量") + row("人民广场 A区", "12") + row("县政府门前", "8")
    table = f'<table:table table:name="t"><table:table-column table:number-columns-repeated="2"/>{rows}</table:table>'
    hidden = p('公开内容。<text:span text:style-name="hidden">打印时不显示的提示文字。</text:span>')
    return plain(REPORT[:2]) + p(box + REPORT[2]) + table + hidden + plain([*REPORT[3:], *SIGNS[:2]]), ""


def written_by_libreoffice(content):
    body, header = content
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder) / "document.fodt"
        source.write_text(FODT.replace("BODY", body).replace("HEADER", header), encoding="utf-8")
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", "docx", "--outdir", folder, str(source)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return source.with_suffix(".docx").read_bytes()


if __name__ == "__main__":
    for maker in [mixed, signs, tables, changed, boxes, wps, appendix]:
        maker().save(HERE / f"{maker.__name__}.docx")
    for maker in [notes, headers, fields, lists, office]:
        (HERE / f"{maker.__name__}.docx").write_bytes(written_by_libreoffice(maker()))
