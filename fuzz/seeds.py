#!/usr/bin/env python3
"""Makes the seeds of the fuzz targets, the same bytes every time. Needs Pillow.

Run as `python3 fuzz/seeds.py`; writes `fuzz/seeds/TARGET/`.
"""

import io
import pathlib
import random
import struct
import zipfile
import zlib

from PIL import Image

SEEDS = pathlib.Path(__file__).parent / "seeds"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def write(target, name, content):
    folder = SEEDS / target
    folder.mkdir(parents=True, exist_ok=True)
    data = content.encode() if isinstance(content, str) else content
    assert len(data) < 20_000, (target, name, len(data))
    (folder / name).write_bytes(data)


def listed(parts):
    """Parts as the targets take them to build a right container around them."""
    return "\n".join(f"=== {name}\n{content}" for name, content in parts.items())


def zipped(parts, stored=()):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, (2026, 3, 5, 9, 12, 32))
            entry.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return file.getvalue()


def relationships(**targets):
    links = "".join(
        f'<Relationship Id="{name}" Type="{KIND}/{name.rstrip("0123456789")}" Target="{target}"/>'
        for name, target in targets.items()
    )
    return f'<Relationships xmlns="{RELATIONSHIPS}">{links}</Relationships>'


# Word documents


def run(text, properties=""):
    return f"<w:r>{properties and f'<w:rPr>{properties}</w:rPr>'}<w:t>{text}</w:t></w:r>"


def field(instruction, result):
    def mark(kind):
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    middle = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
    return mark("begin") + middle + mark("separate") + run(result) + mark("end")


def document(body):
    return f"<w:document {W}><w:body>{body}</w:body></w:document>"


def docx(body, **more):
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relationships(officeDocument="word/document.xml"),
        "word/document.xml": document(body),
    }
    return parts | more


def documents():
    title = '<w:p><w:pPr><w:pStyle w:val="1"/></w:pPr>' + run("公益广告说明") + "</w:p>"
    plain = "<w:p>" + run("我县设置公益广告牌30块。") + "<w:r><w:tab/><w:br/><w:t>a &amp; b &#x4E2D;</w:t></w:r></w:p>"
    changed = f'<w:p><w:ins>{run("插入")}</w:ins><w:del><w:r><w:delText>删除</w:delText></w:r></w:del>'
    changed += run("隐藏", "<w:vanish/>") + run("显示", '<w:vanish w:val="0"/>') + field("PAGE", "3") + "</w:p>"
    table = f"<w:tbl><w:tr><w:tc><w:p>{run('单元格')}</w:p></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    box = f"<w:txbxContent><w:p>{run('文本框')}</w:p></w:txbxContent>"
    boxes = f"<w:p><w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    boxes += f'</mc:AlternateContent></w:r>{run("后")}<w:r><w:sym w:char="2611"/></w:r></w:p>'
    styles = f'<w:styles {W}><w:style w:styleId="1"><w:name w:val="heading 1"/></w:style></w:styles>'
    notes = f'<w:footnotes {W}><w:footnote w:type="separator"><w:p>{run("-")}</w:p></w:footnote>'
    notes += f'<w:footnote w:id="2"><w:p>{run("脚注")}</w:p></w:footnote></w:footnotes>'
    header = f"<w:hdr {W}><w:p>{run('页眉')}</w:p></w:hdr>"
    app = "<Properties><Pages>3</Pages><Characters>120</Characters></Properties>"
    core = '<cp:coreProperties xmlns:dc="x" xmlns:cp="y"><dc:title>公益广告</dc:title></cp:coreProperties>'
    main = relationships(styles="styles.xml", footnotes="footnotes.xml", header1="header1.xml")
    more = {
        "word/_rels/document.xml.rels": main,
        "word/styles.xml": styles,
        "word/footnotes.xml": notes,
        "word/header1.xml": header,
        "docProps/app.xml": app,
        "docProps/core.xml": core,
    }
    small, whole = docx(plain), docx(title + plain + changed + table + boxes, **more)
    write("docx", "small.docx", zipped(small))
    write("docx", "whole.docx", zipped(whole, stored=["word/styles.xml"]))
    write("docx", "small", listed(small))
    write("docx", "whole", listed(whole))
    write("docx", "changes", listed(docx(changed)))
    write("docx", "boxes", listed(docx(boxes * 2)))
    write("docx", "tables", listed(docx(table + plain)))
    return zipped(small)


# OFD documents


def ofd_element(name, inside, attributes=""):
    return f'<ofd:{name} xmlns:ofd="http://www.ofdspec.org/2016" {attributes}>{inside}</ofd:{name}>'


def ofd_text(y, said, attributes="", deltas='DeltaX="g 30 5"'):
    code = f'<ofd:TextCode X="0" Y="5" {deltas}>{said}</ofd:TextCode>'
    return f'<ofd:TextObject ID="7" Boundary="20 {y} 170 8" Font="3" Size="5" {attributes}>{code}</ofd:TextObject>'


def ofd_layers(*layers):
    inside = "".join(f'<ofd:Layer Type="{kind}">{objects}</ofd:Layer>' for kind, objects in layers)
    return f"<ofd:Content>{inside}</ofd:Content>"


def ofd(*pages, common="", titles=("公益广告",), **more):
    body = "".join(
        f"<ofd:DocBody><ofd:DocInfo><ofd:Title>{title}</ofd:Title></ofd:DocInfo>"
        "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>"
        for title in titles
    )
    area = "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
    listing = "".join(f'<ofd:Page ID="{i}" BaseLoc="P{i}.xml"/>' for i in range(len(pages)))
    document = f"<ofd:CommonData>{area}{common}</ofd:CommonData><ofd:Pages>{listing}</ofd:Pages>"
    parts = {"OFD.xml": ofd_element("OFD", body), "Doc_0/Document.xml": ofd_element("Document", document)}
    parts |= {f"Doc_0/P{i}.xml": ofd_element("Page", page) for i, page in enumerate(pages)}
    return parts | more


def ofds():
    lines = "".join(ofd_text(30 + 9 * i, "我县在主要街道和公园设置公益广告展示文明城市创建的内容请") for i in range(4))
    text = ofd_layers(("Body", lines + ofd_text(80, "2026年3月5日 a &amp; b")))
    columns = ofd_text(20, "文明城市", 'ReadDirection="90" CTM="0 1 -1 0 50 0"', 'DeltaY="5 5 5"')
    columns += ofd_text(20, "不见", 'Visible="false" HScale="0.5"', 'DeltaX="1 g 2 3"')
    lined = '<ofd:PathObject Boundary="20 20 9 9"><ofd:AbbreviatedData>M 0 0 L 9 0 Q 1 2 3 4 B 1 2 3 4 5 6 '
    lined += "A 1 2 3 4 5 6 7 C</ofd:AbbreviatedData></ofd:PathObject>"
    unit = f'<ofd:CompositeGraphicUnit ID="5"><ofd:Content>{ofd_text(0, "图中")}</ofd:Content></ofd:CompositeGraphicUnit>'
    media = '<ofd:MultiMedia ID="6"><ofd:MediaFile>a.png</ofd:MediaFile></ofd:MultiMedia>'
    resources = f"<ofd:CompositeGraphicUnits>{unit}</ofd:CompositeGraphicUnits><ofd:MultiMedias>{media}</ofd:MultiMedias>"
    drawn = '<ofd:CompositeObject ResourceID="5" Boundary="20 90 9 9" CTM="2 0 0 2 0 0"/>'
    drawn += '<ofd:ImageObject ResourceID="6" Boundary="0 0 210 297"/>'
    used = '<ofd:Template TemplateID="2" ZOrder="Foreground"/><ofd:PageRes>Res.xml</ofd:PageRes>'
    whole = ofd(
        used + ofd_layers(("Background", lined), ("Foreground", drawn), ("Body", lines)),
        text,
        common='<ofd:TemplatePage ID="2" BaseLoc="T.xml"/><ofd:DocumentRes>/Doc_0/Res.xml</ofd:DocumentRes>',
        **{
            "Doc_0/T.xml": ofd_element("Page", ofd_layers(("Body", ofd_text(270, "落款")))),
            "Doc_0/Res.xml": ofd_element("Res", resources, 'BaseLoc="Res"'),
            "Doc_0/Res/a.png": "x",
        },
    )
    write("ofd", "small.ofd", zipped(ofd(text)))
    write("ofd", "whole.ofd", zipped(whole, stored=["OFD.xml"]))
    write("ofd", "small", listed(ofd(ofd_layers(("Body", ofd_text(30, "文"))))))
    write("ofd", "whole", listed(whole))
    write("ofd", "columns", listed(ofd(ofd_layers(("Body", columns)))))
    write("ofd", "documents", listed(ofd(text, titles=("一", "二"))))
    area = "<ofd:Area><ofd:PhysicalBox>0 0 420 297</ofd:PhysicalBox></ofd:Area>"
    write("ofd", "scan", listed(whole | {"Doc_0/P0.xml": ofd_element("Page", area + ofd_layers(("Body", drawn)))}))
    return zipped(ofd(text))


# Tables


def xlsx(sheet, strings=""):
    sheets = "".join(f'<sheet name="{n}" sheetId="{i}" r:id="worksheet{i}"/>' for i, n in ((1, "说明"), (2, "空")))
    targets = {"worksheet1": "worksheets/sheet1.xml", "worksheet2": "worksheets/sheet2.xml"}
    targets |= {"sharedStrings": "sharedStrings.xml", "styles": "styles.xml"}
    styles = '<numFmts><numFmt numFmtId="164" formatCode="yyyy/mm/dd"/></numFmts>'
    styles += '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs>'
    return {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relationships(officeDocument="xl/workbook.xml"),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{KIND}"><workbookPr/><sheets>{sheets}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relationships(**targets),
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{strings}</sst>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}">{sheet}</worksheet>',
        "xl/worksheets/sheet2.xml": f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>',
    }


def cell(place, kind, value, style=0):
    inner = f"<is><t>{value}</t></is>" if kind == "inlineStr" else f"<v>{value}</v>"
    return f'<c r="{place}" t="{kind}" s="{style}">{inner}</c>'


def tables():
    strings = ["文件名", "时间", "地点", "a.jpg"]
    shared = "".join(f"<si><t>{text}</t></si>" for text in strings) + "<si><r><t>人民</t></r><r><t>广场</t></r></si>"
    head = "".join(cell(f"{column}1", "s", at) for at, column in enumerate("ABC"))
    rows = cell("A2", "s", 3) + cell("B2", "n", 46086, 1) + cell("C2", "s", 4)
    rows = f'<row r="1">{head}</row><row r="2">{rows}</row>'
    data = f'<dimension ref="A1:C2"/><sheetData>{rows}</sheetData><mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>'
    kinds = cell("A1", "inlineStr", "文件名") + cell("B1", "inlineStr", "date")
    more = cell("A3", "str", "b.jpg") + cell("B3", "d", "2026-03-05T00:00:00") + cell("D3", "b", 1)
    more += cell("E3", "e", "#REF!") + '<c r="F3"><f>SUM(A1:A2)</f><v>1.5</v></c><c r="XFD3" t="s"><v>9</v></c>'
    kinds = f'<dimension ref="A1:XFD1048576"/><sheetData><row r="1">{kinds}</row><row r="3">{more}</row></sheetData>'
    for name, parts in (("captions", xlsx(data, shared)), ("kinds", xlsx(kinds, shared))):
        write("xlsx", f"{name}.xlsx", zipped(parts))
        write("xlsx", name, listed(parts))
    return zipped(xlsx(data, shared))


def captions():
    csv = "文件名,时间,地点,人物,事由,媒体,链接\r\na.jpg,2026年3月5日,人民广场,志愿者,\"宣传,\"\"动员\"\"\",,\r\nb.png,2026/3/6,,,,人民网,http://a.cn/1\r\n"
    write("captions", "utf8.csv", csv)
    write("captions", "mark.csv", "\ufeff" + csv)
    write("captions", "gb18030.csv", csv.encode("gb18030"))
    write("captions", "utf16.csv", csv.encode("utf-16"))
    write("captions", "tabs.txt", "图片说明\nfile\tdate\tplace\na.jpg\t20260305\t广场\n\t\t\n")
    write("captions", "semicolons.csv", "FILE;Date;event\na.jpg;5.3.2026;\"a;b\"\n")
    names = ["2026-03-05_人民广场_公益广告牌", "IMG_20260305_091233", "微信图片_20260305091233", "mmexport1772674353000"]
    names += ["2026.3.5 活动", "2026年3月5日", "Screenshot_20260305-091233", "２０２６年３月"]
    write("captions", "names.txt", "\n".join(names))


# PDF


def pdf_stream(dictionary, data):
    return f"<<{dictionary}/Length {len(data)}>>stream\n".encode() + data + b"\nendstream"


CATALOG = "<</Type/Catalog/Pages 2 0 R>>"
PAGES = "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 595 842]/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>>>"
PAGE = "<</Type/Page/Parent 2 0 R/Contents 4 0 R>>"
LATIN = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
HELLO = "BT /F 12 Tf 50 700 Td (Hello) Tj 0 -14 Td [(Wor) -50 (ld) -900 (again)] TJ T* (\\101\\)) ' ET"
CMAP = """/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def
1 begincodespacerange <0000> <FFFF> endcodespacerange
2 beginbfchar <0001> <4E2D> <0002> <65870041> endbfchar
2 beginbfrange <0010> <0020> <4E00> <0030> <0032> [<0041> <0042> <0043>] endbfrange
endcmap end end"""


def composite(encoding, ordering="GB1", more=""):
    info = f"<</Registry(Adobe)/Ordering({ordering})/Supplement 4>>"
    below = f"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo{info}/DW 1000/W[1 [500 600] 10 20 700]>>"
    return f"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding{encoding}/DescendantFonts[{below}]{more}>>"


def pdf_parts(content=HELLO, font=LATIN, **more):
    named = {name.lstrip("_"): part for name, part in more.items()}
    return {"1": CATALOG, "2": PAGES, "3": PAGE, "4 /Type/X": content, "5": font} | named


def pdf_file(parts, trailer="/Root 1 0 R", table=True, members=None):
    """A file with a table, or with a cross-reference stream where `members` are in object streams."""
    file, offsets = b"%PDF-1.7\n%\xe2\xe3\n", {}
    for name, content in parts.items():
        number, _, dictionary = name.partition(" ")
        data = content if isinstance(content, bytes) else content.encode()
        offsets[int(number)] = len(file)
        file += f"{number} 0 obj\n".encode()
        file += (pdf_stream(dictionary, data) if dictionary else data) + b"\nendobj\n"
    start = len(file)
    if table:
        file += b"xref\n0 1\n0000000000 65535 f \n"
        for number, offset in offsets.items():
            file += f"{number} 1\n{offset:010} 00000 n \n".encode()
        file += f"trailer\n<<{trailer}/Size 99>>\n".encode()
    else:
        offsets[30] = start
        rows = {number: (1, offset, 0) for number, offset in offsets.items()}
        rows |= {number: (2, *place) for number, place in (members or {}).items()}
        data = b"".join(struct.pack(">BIB", *rows.get(number, (0, 0, 0))) for number in range(31))
        row, above = [], bytes(6)
        for at in range(0, len(data), 6):
            row.append(b"\2" + bytes((a - b) & 255 for a, b in zip(data[at : at + 6], above)))
            above = data[at : at + 6]
        dictionary = f"/Type/XRef/Size 31/W[1 4 1]{trailer}/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 6>>"
        file += b"30 0 obj\n" + pdf_stream(dictionary, zlib.compress(b"".join(row))) + b"\nendobj\n"
    return file + f"startxref\n{start}\n%%EOF\n".encode()


def pdfs():
    info = {"_7": "<</Title<FEFF516C76CA>/Producer(x)>>", "_trailer": "/Root 1 0 R/Info 7 0 R"}
    write("pdf", "hello", listed(pdf_parts(**info)))
    unicode = composite("/Identity-H", "Identity", "/ToUnicode 8 0 R")
    write("pdf", "tounicode", listed(pdf_parts("BT /F 12 Tf <000100020011003000310032> Tj ET", unicode, **{"8 /Type/CMap": CMAP})))
    write("pdf", "predefined", listed(pdf_parts("BT /F 12 Tf 10 Ts 90 Tz 2 Tc <516C76CA> Tj ET", composite("/UniGB-UCS2-H"))))
    write("pdf", "vertical", listed(pdf_parts("BT /F 12 Tf 1 0 0 1 300 700 Tm <B9ABD2E6> Tj ET", composite("/GBK-EUC-V"))))
    own = "/Type/CMap/CMapName/X/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 0>>/UseCMap/GB-EUC-H"
    cids = CMAP.replace("bf", "cid").replace("<4E2D>", "100").replace("<65870041>", "200").replace("<4E00>", "300")
    write("pdf", "own-cmap", listed(pdf_parts("BT /F 12 Tf <0001000200110030> Tj ET", composite(" 9 0 R"), **{f"9 {own}": cids})))
    form = "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Matrix[1 0 0 1 5 5]/Resources<</Font<</F 5 0 R>>>>"
    inline = "q 1 0 0 1 9 9 cm /X Do Q BI /W 2 /H 2 /CS /G /BPC 8 ID \1\2\3\4 EI BT /F 9 Tf 3 Tr (no) Tj ET /Span <</ActualText(A)>> BDC EMC"
    write("pdf", "form", listed(pdf_parts(inline, **{f"6 {form}": HELLO})))
    differences = "<</Type/Font/Subtype/TrueType/FirstChar 65/LastChar 67/Widths[500 600 700]/Encoding<</BaseEncoding/MacRomanEncoding/Differences[65/uni4E2D/eacute 67/g12]>>>>"
    write("pdf", "filters", listed(pdf_parts("42 54 2F 46 20 39 20 54 66 28 41 42 43 29 54 6A 20 45 54>", differences) | {"4 /Filter[/ASCIIHexDecode]": "42 54 20 2F 46 20 39 20 54 66 28 41 42 43 29 54 6A 20 45 54>"}))
    packed = {name: content for name, content in pdf_parts().items() if not name.startswith("4")}
    packed["4 /Filter/FlateDecode"] = zlib.compress(HELLO.encode())
    write("pdf", "table.pdf", pdf_file(packed))
    inside = f"1 0 2 {len(CATALOG) + 1} {CATALOG} {PAGES}"
    first = inside.index("<<")
    held = {name: content for name, content in packed.items() if name not in ("1", "2")}
    held[f"20 /Type/ObjStm/N 2/First {first}/Filter/FlateDecode"] = zlib.compress(inside.encode())
    modern = pdf_file(held, table=False, members={1: (20, 0), 2: (20, 1)})
    write("pdf", "stream.pdf", modern)
    return pdf_file(packed)


# Pictures


def exif():
    values = []

    def directory(at, entries):
        """One directory at an offset, with its long values behind it."""
        end = at + 2 + 12 * len(entries) + 4
        rows, more = b"", b""
        for tag, kind, count, value in entries:
            if len(value) > 4:
                rows += struct.pack("<HHII", tag, kind, count, end + len(more))
                more += value
            else:
                rows += struct.pack("<HHI", tag, kind, count) + value.ljust(4, b"\0")
        return struct.pack("<H", len(entries)) + rows + bytes(4) + more

    def text(tag, value):
        return tag, 2, len(value) + 1, value + b"\0"

    def degrees(tag, *parts):
        return tag, 5, 3, b"".join(struct.pack("<II", part, 1) for part in parts)

    moment = b"2026:03:05 09:12:33"
    details = [text(0x9003, moment), text(0x9011, b"+08:00"), text(0x9291, b"12"), (0x9286, 7, 13, b"ASCII\0\0\0Hello")]
    place = [(1, 2, 2, b"N\0"), degrees(2, 33, 6, 30), (3, 2, 2, b"E\0"), degrees(4, 119, 18, 0)]
    main = [text(0x010F, b"HUAWEI"), text(0x0110, "手机".encode()), (0x0112, 3, 1, struct.pack("<H", 6)), text(0x0131, b"Firmware 1")]

    def at(offsets):
        links = [(0x8769, 4, 1, struct.pack("<I", offsets[0])), (0x8825, 4, 1, struct.pack("<I", offsets[1]))]
        first = directory(8, main + links)
        return first, directory(offsets[0], details), directory(offsets[1], place)

    first, second, _ = at((0, 0))
    blocks = at((8 + len(first), 8 + len(first) + len(second)))
    values.append(b"II*\0" + struct.pack("<I", 8) + b"".join(blocks))
    return values[0]


def pixels(mode, size):
    numbers = random.Random(5)
    image = Image.new("RGB", size)
    image.putdata([((x * 7) & 255, (y * 9) & 255, numbers.randrange(64)) for y in range(size[1]) for x in range(size[0])])
    return image.convert(mode)


def saved(image, kind, **options):
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def pictures():
    block = exif()
    write("image", "block.exif", block)
    write("image", "baseline.jpg", saved(pixels("RGB", (40, 24)), "JPEG", quality=60, exif=b"Exif\0\0" + block))
    write("image", "progressive.jpg", saved(pixels("RGB", (33, 17)), "JPEG", quality=60, progressive=True, subsampling=0))
    write("image", "restart.jpg", saved(pixels("L", (64, 16)), "JPEG", quality=50, restart_marker_blocks=3) + b"trailing")
    write("image", "cmyk.jpg", saved(pixels("CMYK", (16, 9)), "JPEG", quality=30))
    write("image", "colour.png", saved(pixels("RGBA", (9, 7)), "PNG", exif=block))
    write("image", "palette.png", saved(pixels("RGB", (21, 13)).quantize(8), "PNG", bits=4))
    write("image", "interlaced.png", interlaced())
    small = pixels("RGB", (19, 11))
    frames = [small.quantize(8), pixels("RGB", (19, 11)).quantize(8)]
    write("image", "animated.gif", saved(frames[0], "GIF", save_all=True, append_images=frames[1:]))
    write("image", "colour.bmp", saved(small, "BMP"))
    write("image", "runs.bmp", runs())
    for name, mode, compression in (
        ("raw", "RGB", None), ("lzw", "RGB", "tiff_lzw"), ("deflate", "L", "tiff_adobe_deflate"),
        ("packbits", "RGB", "packbits"), ("group3", "1", "group3"), ("group4", "1", "group4"), ("jpeg", "RGB", "jpeg"),
    ):
        write("image", f"{name}.tif", saved(pixels(mode, (19, 11)), "TIFF", compression=compression))
    write("image", "lossy.webp", saved(small, "WEBP", quality=30, exif=b"Exif\0\0" + block))
    write("image", "lossless.webp", saved(pixels("RGBA", (19, 11)), "WEBP", lossless=True))
    write("image", "animated.webp", saved(small, "WEBP", save_all=True, append_images=[pixels("RGB", (19, 11))]))
    write("image", "still.avif", saved(small, "AVIF", quality=30))
    return saved(pixels("RGB", (8, 8)), "JPEG", quality=30)


def provenances():
    """The first byte says where the rest stands, as the target has it."""
    label = '{"Label":"1","ContentProducer":"x","ProduceID":"A1"}'
    rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    packet = (
        f"<r:RDF xmlns:r='{rdf}'><r:Description xmlns:t='http://www.tc260.org.cn/ns/AIGC/1.0/' "
        "xmlns:e='http://iptc.org/std/Iptc4xmpExt/2008-02-29/' xmlns:x='http://ns.adobe.com/xap/1.0/' "
        "xmlns:m='http://ns.adobe.com/xap/1.0/mm/' xmlns:s='http://ns.adobe.com/xap/1.0/sType/ResourceEvent#' "
        "x:CreatorTool='GIMP' e:DigitalSourceType='trainedAlgorithmicMedia'>"
        f"<t:AIGC>{label}</t:AIGC><m:History><r:Seq><r:li s:softwareAgent='Adobe Photoshop'/></r:Seq></m:History>"
        "</r:Description></r:RDF>"
    )

    def box(kind, content):
        return struct.pack(">I", len(content) + 8) + kind + content

    def superbox(name, *inner):
        return box(b"jumb", box(b"jumd", bytes(16) + b"\3" + name + b"\0") + b"".join(inner))

    # A list of one action with its source type, with lengths that are open and lengths that are told.
    action = b"\xbf\x66action\x6cc2pa.created\x71digitalSourceType\x77trainedAlgorithmicMedia\xff"
    actions = superbox(b"c2pa.actions", box(b"cbor", b"\xa1\x67actions\x81" + action))
    claim = superbox(b"c2pa.claim", box(b"cbor", b"\xa1\x6fclaim_generator\x61x"))
    store = superbox(b"c2pa", superbox(b"urn:1", superbox(b"c2pa.assertions", actions), claim))
    resource = b"8BIM\x04\x21\0\0" + struct.pack(">I", 13) + b"\0\0\0\1\1" + struct.pack(">I", 2) + b"\0G\0P\0"
    for place, (name, content) in enumerate({
        "packet": packet.encode(), "block": exif(), "boxes": store, "resources": resource, "comment": label.encode(),
        "further": b"A" * 32 + struct.pack(">II", 5, 0) + b"<a />", "text": b"AIGC\0" + label.encode(),
        "zipped": b"parameters\0\0" + zlib.compress(b"Steps: 20, Sampler: x, Seed: 5"),
        "international": b"prompt\0\0\0\0\0" + b'{"1":{"class_type":"KSampler"}}', "chunk": store,
    }.items()):
        write("provenance", name, bytes([place]) + content)


def runs():
    """A bitmap of 4 × 2 pixels with run lengths: Pillow writes no such thing."""
    data = bytes([4, 1, 0, 0, 1, 0, 0, 3, 1, 0, 1, 0, 0, 1])
    start = 14 + 40 + 8
    info = struct.pack("<IiiHHIIiiII", 40, 4, 2, 1, 8, 1, len(data), 0, 0, 2, 0)
    return b"BM" + struct.pack("<IHHI", start + len(data), 0, 0, start) + info + bytes(4) + b"\xff\xff\xff\0" + data


def interlaced():
    """Grey, 5 × 5, in seven passes, with a text: Pillow writes no such thing."""

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    rows = b""
    for left, top, across, down in ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)):
        columns = len(range(left, 5, across))
        rows += b"".join(bytes([0]) + bytes(range(columns)) for _ in range(top, 5, down)) if columns else b""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 5, 5, 8, 0, 0, 0, 1)) + chunk(b"tEXt", b"Software\0x")
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


# Files of every format


def compound():
    """A compound file with one sector of table and one of directory, as of old office programs."""
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)
    header += b"\xff" * (512 - len(header))
    table = struct.pack("<II", 0xFFFFFFFD, 0xFFFFFFFE) + b"\xff" * 504

    def entry(name, kind, child):
        data = name.encode("utf-16-le") + b"\0\0"
        head = data.ljust(64, b"\0") + struct.pack("<HBBIII", len(data), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
        return head + bytes(128 - len(head))

    directory = entry("Root Entry", 5, 1) + entry("WordDocument", 2, 0xFFFFFFFF) + bytes(256)
    return header + table + directory


def texts():
    write("text", "report.txt", "关于“XX县”的情况说明\n某某同志于X月X日参加2026年活动，电话13800138000。\n自2012年以来\n".encode())
    write("text", "gbk.txt", "　　为进一步推进文明城市创建，身份证号11010519491231002X。".encode("gb18030"))
    write("text", "utf16.txt", "标题\r\n共 3 项，〔20XX〕5号，此处填写。".encode("utf-16"))
    write("text", "marks.txt", "# 标题\n\n- *一* [说明](http://example.org)\n- `二`\n\n| a | b |\n|---|---|\n| 1 | 2 |\n".encode())


def anything(word, page, table, pdf, jpeg):
    write("any", "word.docx", word)
    write("any", "table.xlsx", table)
    write("any", "file.pdf", pdf)
    write("any", "picture.jpg", jpeg)
    write("any", "old.doc", compound())
    write("any", "text.txt", "公益广告说明\n我县2026年3月5日开展活动。".encode("gb18030"))
    write("any", "phone.heic", struct.pack(">I", 24) + b"ftypmif1\0\0\0\0mif1heic")
    write("any", "text.odt", zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}, ["mimetype"]))
    write("any", "page.ofd", page)


if __name__ == "__main__":
    word, page, table, pdf, jpeg = documents(), ofds(), tables(), pdfs(), pictures()
    captions()
    provenances()
    texts()
    anything(word, page, table, pdf, jpeg)
