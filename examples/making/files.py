"""Writes documents, tables, caption sheets and pictures so that the same input always gives the same bytes."""

import csv
import datetime
import io
import re
import zipfile

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from PIL import Image, PngImagePlugin
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import HRFlowable, Paragraph, SimpleDocTemplate, Spacer

from .texts import paragraphs

MOMENT = datetime.datetime(2026, 7, 1, 9, 0, 0)
HEADING = re.compile("^[一二三四五六七八九十]、[^。]*$")
pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
pdfmetrics.registerFontFamily("STSong-Light", *["STSong-Light"] * 4)
CAPTION_HEADERS = ["文件名", "时间", "地点", "人物", "事由", "媒体", "链接"]


def repacked(data, drop=()):
    """An office document with fixed times and without the members in `drop`."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if name in drop:
                continue
            content = old.read(name)
            if name == "docProps/core.xml":
                content = re.sub(
                    rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", MOMENT.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), content
                )
            if name == "_rels/.rels":
                for member in drop:
                    content = re.sub(rb'<Relationship [^>]*Target="' + member.encode() + rb'"[^>]*/>', b"", content)
            entry = zipfile.ZipInfo(name, MOMENT.timetuple()[:6])
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o600 << 16
            new.writestr(entry, content, compresslevel=9)
    return out.getvalue()


def _run(paragraph, text, face, size, colour=None):
    run = paragraph.add_run(text)
    run.font.size, run.font.name = Pt(size), face
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)
    if colour:
        run.font.color.rgb = RGBColor(*colour)
    return run


def _docx(title, author, fill):
    document = Document()
    document.core_properties.title, document.core_properties.author = title, author
    document.core_properties.comments = ""
    section = document.sections[0]
    section.page_width, section.page_height = Pt(595), Pt(842)
    fill(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return repacked(buffer.getvalue(), drop=("docProps/thumbnail.jpeg",))


def _body(document, lines):
    for line in lines:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.first_line_indent, paragraph.paragraph_format.line_spacing = Pt(32), Pt(28)
        paragraph.paragraph_format.space_after = Pt(0)
        _run(paragraph, line, "黑体" if HEADING.match(line) else "仿宋", 16)


def _centred(document, text, face, size, colour=None):
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(paragraph, text, face, size, colour)
    return paragraph


def report_docx(report, author="示例县精神文明建设办公室"):
    """A report as DOCX: title and paragraphs."""
    title, text = report

    def fill(document):
        _centred(document, title, "宋体", 22)
        _body(document, paragraphs(text))

    return _docx(title, author, fill)


def issued_docx(document):
    """An issued document as DOCX, with its red head."""
    issuer, number, title, text, signature, date = document

    def fill(target):
        _centred(target, issuer, "宋体", 30, (206, 16, 22))
        line = _centred(target, number, "仿宋", 16)
        edges = OxmlElement("w:pBdr")
        edge = OxmlElement("w:bottom")
        for key, value in (("val", "single"), ("sz", "18"), ("space", "6"), ("color", "CE1016")):
            edge.set(qn(f"w:{key}"), value)
        edges.append(edge)
        line._p.get_or_add_pPr().append(edges)
        _centred(target, title, "宋体", 22)
        _body(target, paragraphs(text))
        for end in (signature, date):
            paragraph = target.add_paragraph()
            paragraph.paragraph_format.space_before = Pt(28 if end == signature else 0)
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            _run(paragraph, end, "仿宋", 16)

    return _docx(title, issuer.removesuffix("文件"), fill)


def _pdf(title, author, story):
    buffer = io.BytesIO()
    SimpleDocTemplate(
        buffer,
        pagesize=A4,
        leftMargin=28 * mm,
        rightMargin=26 * mm,
        topMargin=30 * mm,
        bottomMargin=28 * mm,
        title=title,
        author=author,
        subject="",
        creator="",
        keywords="",
        invariant=1,
    ).build(story)
    return buffer.getvalue()


def _style(size, **more):
    return ParagraphStyle("s", fontName="STSong-Light", fontSize=size, leading=size * 1.75, wordWrap="CJK", **more)


def report_pdf(report, author="示例县精神文明建设办公室"):
    """A report as PDF; its font is not embedded, as in many files of office software."""
    title, text = report
    story = [Paragraph(title, _style(20, alignment=TA_CENTER)), Spacer(1, 6 * mm)]
    story += [Paragraph(line, _style(15, firstLineIndent=30)) for line in paragraphs(text)]
    return _pdf(title, author, story)


def issued_pdf(document):
    """An issued document as PDF, with its red head."""
    issuer, number, title, text, signature, date = document
    story = [
        Paragraph(issuer, _style(26, alignment=TA_CENTER, textColor="#ce1016")),
        Spacer(1, 6 * mm),
        Paragraph(number, _style(14, alignment=TA_CENTER)),
        HRFlowable(width="100%", thickness=2, color="#ce1016", spaceAfter=8 * mm),
        Paragraph(title, _style(20, alignment=TA_CENTER)),
        Spacer(1, 5 * mm),
    ]
    story += [Paragraph(line, _style(14, firstLineIndent=28)) for line in paragraphs(text)]
    story += [Spacer(1, 8 * mm)] + [Paragraph(end, _style(14, alignment=TA_RIGHT)) for end in (signature, date)]
    return _pdf(title, issuer.removesuffix("文件"), story)


def _saved(book):
    buffer = io.BytesIO()
    book.properties.creator = "示例县精神文明建设办公室"
    book.save(buffer)
    return repacked(buffer.getvalue())


def table_xlsx(title, rows, total=None):
    """A table below its title, with a last row of sums if there are any."""
    book = Workbook()
    sheet = book.active
    sheet.title = title[:31]
    sheet.append([title])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(rows[0]))
    for row in rows + ([("合计", *total)] if total else []):
        sheet.append(row)
    thin = Side(style="thin", color="808080")
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            cell.border, cell.alignment = Border(thin, thin, thin, thin), Alignment(horizontal="center")
    for cell in sheet[2]:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="DCE6F1")
    sheet["A1"].font, sheet["A1"].alignment = Font(bold=True, size=16), Alignment(horizontal="center")
    for index in range(len(rows[0])):
        widest = max(len(str(row[index])) for row in rows)
        sheet.column_dimensions["ABCDEFG"[index]].width = 4 + 2 * widest
    return _saved(book)


def captions_xlsx(rows):
    """A caption sheet as XLSX, with real dates."""
    book = Workbook()
    sheet = book.active
    sheet.title = "图片说明"
    sheet.append(CAPTION_HEADERS)
    for row in rows:
        sheet.append(
            [
                datetime.date.fromisoformat(value) if key == 1 and value else value or None
                for key, value in enumerate(row)
            ]
        )
        sheet.cell(sheet.max_row, 2).number_format = "yyyy-mm-dd"
    for index, width in enumerate((34, 12, 18, 16, 40, 18, 44)):
        sheet.column_dimensions["ABCDEFG"[index]].width = width
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    return _saved(book)


def captions_csv(rows, encoding):
    """A caption sheet as CSV with the line ends and an encoding of an office."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerows([CAPTION_HEADERS, *rows])
    return buffer.getvalue().encode(encoding)


# Make, model and, as some phones write it, the firmware.
CAMERAS = {
    "huawei": ("HUAWEI", "ALN-AL00", "ALN-AL00 4.2.0.130(C00E130R3P5)"),
    "xiaomi": ("Xiaomi", "23127PN0CC", None),
    "vivo": ("vivo", "V2309A", "MediaTek Camera Application"),
}


def _degrees(value):
    minutes = value % 1 * 60
    return (float(int(value)), float(int(minutes)), round(minutes % 1 * 60, 2))


def jpeg(image, taken=None, camera="huawei", place=(33.2, 119.3), turned=False, quality=72, editor=None):
    """A photo as a phone saves it: EXIF with time, zone, camera and place. Turned ones lie on their side."""
    options = {}
    if taken:
        make, model, firmware = CAMERAS[camera]
        moment = taken.strftime("%Y:%m:%d %H:%M:%S")
        exif = Image.Exif()
        exif.update(
            {
                0x010F: make,
                0x0110: model,
                0x0112: 6 if turned else 1,
                0x011A: 72.0,
                0x011B: 72.0,
                0x0128: 2,
                0x0132: moment,
                0x0213: 1,
            }
        )
        if editor or firmware:
            exif[0x0131] = editor or firmware
        width, height = image.size[::-1] if turned else image.size
        exif.get_ifd(0x8769).update(
            {
                0x9000: b"0232",
                0x9003: moment,
                0x9004: moment,
                0x9010: "+08:00",
                0x9011: "+08:00",
                0x9012: "+08:00",
                0x9101: b"\1\2\3\0",
                0xA000: b"0100",
                0xA001: 1,
                0xA002: width,
                0xA003: height,
            }
        )
        exif.get_ifd(0x8825).update({0: b"\2\3\0\0", 1: "N", 2: _degrees(place[0]), 3: "E", 4: _degrees(place[1])})
        options["exif"] = exif.tobytes()
    if turned:
        image = image.transpose(Image.Transpose.ROTATE_90)
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=quality, optimize=True, **options)
    return buffer.getvalue()


def generated(image):
    """A picture as a program that generates pictures saves it, with the parameters it was made by."""
    parameters = PngImagePlugin.PngInfo()
    parameters.add_text("parameters", "a tidy lane with trees, photo\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 1")
    buffer = io.BytesIO()
    image.quantize(64, dither=Image.Dither.NONE).save(buffer, "PNG", optimize=True, pnginfo=parameters)
    return buffer.getvalue()


def png(image, colours=64):
    """A screenshot with a palette, as screen capture tools shrink them."""
    buffer = io.BytesIO()
    image.quantize(colours, dither=Image.Dither.NONE).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()
