#!/usr/bin/env python3
"""Makes the PDFs that tests/pdf_text.rs reads, and beside each the paragraphs that were written into it.

    pip install -r requirements.txt
    apt-get install libreoffice-writer chromium librsvg2-bin ghostscript fonts-noto-cjk
    python3 make.py [NAME...]

The embedded fonts are subsets of Noto Serif CJK (SIL Open Font License 1.1). The files here
were made by LibreOffice 7.4, Chromium 156, librsvg 2.54, Ghostscript 10.0 and the versions in requirements.txt.
"""

import html
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
FONT = pathlib.Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc")
SIMPLIFIED = 2  # its number in the collection

TITLE = "示例县公益广告刊播情况说明"
FIRST = (
    "根据省文明办通知要求，示例县于2026年3月5日至6月30日组织开展公益广告刊播活动，共在人民广场、县政府门前、高速出入口等12处"
    "设置公益广告牌36块，其中LED屏8块，制作视频短片5部，覆盖率达到98.5%，群众满意度比上年提高2.3个百分点。"
)
SECOND = (
    "坚持“讲文明、树新风”主题，由县委宣传部统一制作内容，各乡镇（街道）负责落实。刊播内容经县委宣传部审核，按照GB/T 33190要求"
    "保存版式文件，每月检查1次。"
)
FULL = "县政府门前和高速出入口的公益广告由县委宣传部负责落实，每月检查一次，群众可以通过广播和电视收看有关内容。"
ENGLISH = (
    "The county displayed thirty-six public service advertisements between March and June 2026. Every advertisement was "
    "reviewed by the publicity department before it was shown, and every display was inspected once a month."
)
HEADINGS = ["一、基本情况", "二、主要做法"]
ITEMS = [
    "统一制作内容，由县委宣传部审核后，交各乡镇（街道）和有关单位在规定的时间内完成刊播。",
    "每月检查一次。",
    "做好版式文件的保存工作，按照通知要求报送有关内容，每月5日前报送上月的刊播情况。",
]
SLOGANS = ["讲文明树新风", "公益广告在身边", "全县上下齐落实"]
TABLE = [
    ["地点", "数量", "内容"],
    ["人民广场", "12", "讲文明、树新风"],
    ["县政府门前", "8", "公益广告"],
    ["高速出入口", "16", "视频短片"],
]


def numbered(items, gap=" "):
    return [f"{n}.{gap}{item}" for n, item in enumerate(items, 1)]


def save(name, data, paragraphs):
    (HERE / f"{name}.pdf").write_bytes(data)
    (HERE / f"{name}.txt").write_text("".join(p + "\n" for p in paragraphs), encoding="utf-8")


def subset(folder):
    """A font with the characters of this file only."""
    from fontTools import subset as tool

    font = tool.load_font(FONT, tool.Options(font_number=SIMPLIFIED))
    options = tool.Options(layout_features=[], drop_tables=["GSUB", "GPOS", "BASE", "VORG", "vhea", "vmtx", "DSIG"])
    subsetter = tool.Subsetter(options)
    subsetter.populate(text=pathlib.Path(__file__).read_text(encoding="utf-8"))
    subsetter.subset(font)
    file = pathlib.Path(folder) / "subset.otf"
    font.save(file)
    return file


def quadratic(folder):
    """The same as TrueType, as most fonts of offices are, in a folder of fonts that programs are given alone."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen
    from fontTools.ttLib import TTFont

    font = TTFont(subset(folder))
    outlines, drawn = font.getGlyphSet(), {}
    for name in font.getGlyphOrder():
        pen = TTGlyphPen(None)
        outlines[name].draw(Cu2QuPen(pen, max_err=4, reverse_direction=True))
        drawn[name] = pen.glyph()
    del font["CFF "]
    font.sfntVersion = "\0\1\0\0"
    builder = FontBuilder(font=font)
    builder.isTTF = True
    builder.setupMaxp()
    builder.setupGlyf(drawn)
    builder.setupPost(keepGlyphNames=False)
    fonts = pathlib.Path(folder) / "fonts"
    fonts.mkdir()
    font.save(fonts / "subset.ttf")
    settings = pathlib.Path(folder) / "fonts.conf"
    settings.write_text(f"<fontconfig><dir>{fonts}</dir><cachedir>{folder}/cache</cachedir></fontconfig>")
    return fonts / "subset.ttf", {**os.environ, "FONTCONFIG_FILE": str(settings)}


def run(*command, env=None):
    quiet = subprocess.DEVNULL
    subprocess.run([str(part) for part in command], check=True, stdout=quiet, stderr=quiet, env=env)


FODT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.3"
 office:mimetype="application/vnd.oasis.opendocument.text">
<office:styles>
 <style:default-style style:family="paragraph"><style:text-properties fo:font-size="12pt" style:font-size-asian="12pt"
  style:font-name="Noto Serif CJK SC" style:font-family-asian="Noto Serif CJK SC" fo:font-family="Noto Serif CJK SC"
  fo:language="en" fo:country="US" style:language-asian="zh" style:country-asian="CN"/></style:default-style>
 <style:style style:name="Standard" style:family="paragraph"/>
 <text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-suffix="." style:num-format="1">
  <style:list-level-properties text:list-level-position-and-space-mode="label-alignment">
  <style:list-level-label-alignment text:label-followed-by="listtab" text:list-tab-stop-position="1cm" fo:text-indent="-0.6cm" fo:margin-left="1cm"/>
  </style:list-level-properties></text:list-level-style-number></text:list-style>
</office:styles>
<office:automatic-styles>
 <style:style style:name="T" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/>
  <style:text-properties fo:font-size="18pt" style:font-size-asian="18pt"/></style:style>
 <style:style style:name="C" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/></style:style>
 <style:style style:name="B" style:family="paragraph"><style:paragraph-properties fo:text-align="justify" fo:text-indent="24pt" fo:line-height="20pt"/></style:style>
 <style:style style:name="E" style:family="paragraph"><style:paragraph-properties fo:margin-top="12pt" fo:hyphenation-ladder-count="no-limit"/>
  <style:text-properties fo:hyphenate="true" fo:hyphenation-remain-char-count="2" fo:hyphenation-push-char-count="2"/></style:style>
 <style:style style:name="S" style:family="paragraph"><style:paragraph-properties fo:text-align="end"/></style:style>
 <style:style style:name="cell" style:family="table-cell"><style:table-cell-properties fo:border="0.5pt solid #000000" fo:padding="0.1cm"/></style:style>
 <style:style style:name="table" style:family="table"><style:table-properties style:width="17cm" table:align="left"/></style:style>
 <style:style style:name="c1" style:family="table-column"><style:table-column-properties style:column-width="6cm"/></style:style>
 <style:style style:name="c2" style:family="table-column"><style:table-column-properties style:column-width="5cm"/></style:style>
 <style:page-layout style:name="P"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" fo:margin="2cm"/></style:page-layout>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="P"/></office:master-styles>
<office:body><office:text>BODY</office:text></office:body></office:document>"""


def libreoffice():
    paragraph = lambda style, text: f'<text:p text:style-name="{style}">{html.escape(text)}</text:p>'
    rows = "".join(
        "<table:table-row>"
        + "".join(f'<table:table-cell table:style-name="cell">{paragraph("Standard", cell)}</table:table-cell>' for cell in row)
        + "</table:table-row>"
        for row in TABLE
    )
    table = (
        '<table:table table:name="t" table:style-name="table"><table:table-column table:style-name="c1"/>'
        f'<table:table-column table:style-name="c2"/><table:table-column table:style-name="c1"/>{rows}</table:table>'
    )
    items = "".join(f"<text:list-item>{paragraph('Standard', item)}</text:list-item>" for item in ITEMS)
    body = [paragraph("T", TITLE)]
    body += [paragraph("B", text) for text in [HEADINGS[0], FIRST, HEADINGS[1], SECOND, FULL, FIRST]]
    body += [f'<text:list text:style-name="L">{items}</text:list>', table, paragraph("E", ENGLISH)]
    body += [paragraph("C", text) for text in SLOGANS]
    # The last of these runs over the page.
    body += [paragraph("B", text) for text in [SECOND, FIRST, SECOND, FIRST, SECOND, FIRST + SECOND]]
    body += [paragraph("S", "2026年7月1日")]
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder) / "libreoffice.fodt"
        source.write_text(FODT.replace("BODY", "".join(body)), encoding="utf-8")
        _, env = quadratic(folder)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        run("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, source, env=env)
        data = source.with_suffix(".pdf").read_bytes()
    rows = [" ".join(row) for row in TABLE]
    paragraphs = [TITLE, HEADINGS[0], FIRST, HEADINGS[1], SECOND, FULL, FIRST, *numbered(ITEMS, ""), *rows, ENGLISH]
    paragraphs += [*SLOGANS, SECOND, FIRST, SECOND, FIRST, SECOND, FIRST + SECOND, "2026年7月1日"]
    save("libreoffice", data, paragraphs)


def ghostscript():
    """What libreoffice() made, distilled again: other fonts, other objects, the same text."""
    source = HERE / "libreoffice.pdf"
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder) / "out.pdf"
        run("gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=pdfwrite", f"-sOutputFile={out}", source)
        save("ghostscript", out.read_bytes(), (HERE / "libreoffice.txt").read_text(encoding="utf-8").splitlines())


def page(font):
    """HTML for the two printers of HTML, and its paragraphs."""
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in TABLE)
    items = "".join(f"<li>{item}</li>" for item in ITEMS)
    text = "".join(f"<p>{text}</p>" for text in [FIRST, SECOND, FULL])
    source = f"""<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>{TITLE}</title><style>
        @font-face {{ font-family: noto; src: url({font.as_uri()}) }}
        @page {{ size: A4; margin: 25mm 26mm 25mm 28mm }}
        body {{ font: 12pt/1.6 noto; text-align: justify; margin: 0 }}
        p {{ text-indent: 2em; margin: 0 }} h1 {{ text-align: center; font-size: 18pt; font-weight: normal }} h2 {{ font-size: 12pt; font-weight: normal; margin: 0 }}
        td {{ border: 1px solid; padding: 0 .3em }} .en {{ text-indent: 0; text-align: left; margin-top: 1em }}
        </style><h1>{TITLE}</h1><h2>{HEADINGS[0]}</h2>{text}<h2>{HEADINGS[1]}</h2><ol>{items}</ol>
        <table style="border-collapse: collapse; width: 100%">{rows}</table><p class="en">{ENGLISH}</p>
        <p class="en">{ENGLISH}</p></html>"""
    paragraphs = [TITLE, HEADINGS[0], FIRST, SECOND, FULL, HEADINGS[1], *numbered(ITEMS)]
    paragraphs += [" ".join(row) for row in TABLE] + [ENGLISH, ENGLISH]
    return source, paragraphs


def chromium():
    with tempfile.TemporaryDirectory() as folder:
        source, paragraphs = page(quadratic(folder)[0])
        file = pathlib.Path(folder) / "page.html"
        file.write_text(source, encoding="utf-8")
        out = file.with_suffix(".pdf")
        run(
            "chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile",
            "--no-pdf-header-footer", "--disable-pdf-tagging", f"--print-to-pdf={out}", file.as_uri(),
        )  # fmt: skip
        save("chromium", out.read_bytes(), paragraphs)


def weasyprint():
    from weasyprint import HTML

    with tempfile.TemporaryDirectory() as folder:
        source, paragraphs = page(subset(folder))
        save("weasyprint", HTML(string=source).write_pdf(), paragraphs)


def fpdf2():
    """Two pages with a running header and page numbers; a subset that it makes itself."""
    from fpdf import FPDF

    class Report(FPDF):
        def header(self):
            self.set_font("noto", size=9)
            self.cell(0, 8, TITLE, align="C", new_x="LMARGIN", new_y="NEXT")

        def footer(self):
            self.set_y(-15)
            self.cell(0, 8, f"第{self.page_no()}页", align="C")

    pdf = Report(format="A4")
    pdf.add_font("noto", fname=FONT, collection_font_number=SIMPLIFIED)
    pdf.set_title(TITLE)
    pdf.set_auto_page_break(True, margin=20)
    pdf.add_page()
    pdf.set_font("noto", size=12)
    paragraphs = [TITLE]
    for number in (1, 2):
        if number == 2:
            pdf.add_page()
            paragraphs.append(TITLE)
        for text in [FIRST, SECOND, FULL]:
            pdf.multi_cell(0, 8, "　　" + text, align="J", wrapmode="CHAR", new_x="LMARGIN", new_y="NEXT")
            paragraphs.append("　　" + text)
        paragraphs.append(f"第{number}页")
    save("fpdf2", bytes(pdf.output()), paragraphs)


CAIRO = FULL + FULL[:-1] + "，县委宣传部。"


def cairo():
    """Lines that a drawing program has put where they are; some turned by a quarter."""
    lines = [CAIRO[at : at + 20] for at in range(0, len(CAIRO), 20)]
    spans = "".join(f'<text x="40" y="{60 + 24 * n}">{line}</text>' for n, line in enumerate(lines))
    turned = "".join(f'<text x="{-400}" y="{500 + 24 * n}" transform="rotate(-90)">{line}</text>' for n, line in enumerate(SLOGANS))
    source = f"""<svg xmlns="http://www.w3.org/2000/svg" width="595" height="842" font-family="Noto Serif CJK SC" font-size="16">
        <text x="120" y="30" font-size="20">{TITLE}</text>{spans}{turned}</svg>"""
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "drawing.svg"
        file.write_text(source, encoding="utf-8")
        _, env = quadratic(folder)
        run("rsvg-convert", "-f", "pdf", "-o", file.with_suffix(".pdf"), file, env=env)
        save("cairo", file.with_suffix(".pdf").read_bytes(), [TITLE, CAIRO, *SLOGANS])


def reportlab():
    """Chinese without embedded fonts: upright and vertical, in several of the predefined encodings."""
    from reportlab.lib.enums import TA_CENTER, TA_RIGHT
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle("body", fontName="STSong-Light", fontSize=12, leading=20, wordWrap="CJK", firstLineIndent=24)
    centre = ParagraphStyle("centre", style, alignment=TA_CENTER, firstLineIndent=0)
    right = ParagraphStyle("right", centre, alignment=TA_RIGHT)
    flow = [Paragraph(TITLE, centre)]
    flow += [Paragraph(text, style) for text in [HEADINGS[0], FIRST, SECOND, FULL]]
    flow += [Table(TABLE, colWidths=[150, 100, 200], style=[("FONT", (0, 0), (-1, -1), "STSong-Light", 12), ("GRID", (0, 0), (-1, -1), 0.5, "black")])]
    flow += [Paragraph("2026年7月1日", right)]
    out = HERE / "reportlab.pdf"
    SimpleDocTemplate(str(out), pagesize=A4, title=TITLE, invariant=1).build(flow)
    paragraphs = [TITLE, HEADINGS[0], FIRST, SECOND, FULL, *(" ".join(row) for row in TABLE), "2026年7月1日"]
    save("reportlab", out.read_bytes(), paragraphs)


def vertical():
    """Vertical writing from right to left, by hand: no program at hand writes it without embedding fonts."""
    text = SECOND.replace("GB/T 33190", "国标")
    # The first column is indented by two characters; each holds 20.
    columns, rest = [text[:18]], text[18:]
    columns += [rest[at : at + 20] for at in range(0, len(rest), 20)]
    content = ["BT /F 16 Tf"]
    for number, column in enumerate([TITLE, *columns]):
        y = 780 if number != 1 else 780 - 32
        content.append(f"1 0 0 1 {520 - 28 * number} {y} Tm <{column.encode('utf-16-be').hex()}> Tj")
    content = "\n".join([*content, "ET"]).encode()
    font = (
        "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-V/DescendantFonts[<</Type/Font"
        "/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 0>>"
        "/DW 1000/FontDescriptor 6 0 R>>]>>"
    )
    descriptor = (
        "<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880"
        "/Descent -120/CapHeight 880/StemV 93>>"
    )
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 5 0 R>>>>/Contents 4 0 R>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        font.encode(),
        descriptor.encode(),
    ]
    data, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(data)
    data += b"xref\n0 7\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    data += b"trailer\n<</Size 7/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % start
    save("vertical", bytes(data), [TITLE, text])


MAKERS = [libreoffice, ghostscript, chromium, weasyprint, fpdf2, cairo, reportlab, vertical]

if __name__ == "__main__":
    for maker in MAKERS:
        if not sys.argv[1:] or maker.__name__ in sys.argv[1:]:
            maker()
            print(f"{maker.__name__}: {(HERE / (maker.__name__ + '.pdf')).stat().st_size} bytes")
