"""demo-county-faulty: a smaller submission with each kind of fault that a checkout of any system can hold."""

import datetime
import struct

from PIL import ImageOps

from . import county, files, texts
from .county import A1, A2, C1, DOCUMENTS, PHOTOS, REPORTS, SCREENSHOTS, TABLES, manifest, photo, scene

SECTOR = 512  # bytes of a sector of a compound file


def compound_file(stream):
    """The container of office files before 2007 and of picture caches, with one empty stream."""
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(10)
    header += struct.pack("<IIIIIIII", 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<I", 0) + b"\xff" * (108 * 4)
    table = struct.pack("<II", 0xFFFFFFFD, 0xFFFFFFFE) + b"\xff" * (SECTOR - 8)

    def entry(name, kind, child):
        title = name.encode("utf-16-le") + b"\0\0"
        return (
            title.ljust(64, b"\0")
            + struct.pack("<HBBIII", len(title), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
            + bytes(36)
            + struct.pack("<IQ", 0xFFFFFFFE, 0)
        )

    directory = entry("Root Entry", 5, 1) + entry(stream, 2, 0xFFFFFFFF)
    return header + table + directory.ljust(SECTOR, b"\0")


def flipped(data):
    """A PNG with one bit of its picture turned round."""
    data = bytearray(data)
    data[len(data) // 2] ^= 0x10
    return bytes(data)


def moment(text):
    return datetime.datetime.fromisoformat(text)


def cut(data, share):
    return data[: int(len(data) * share)]


def advertising():
    title, text = texts.ADVERTISING
    for name, places in (
        ("城东街道", 186),
        ("城西街道", 174),
        ("河口镇", 121),
        ("柳林镇", 98),
        ("石桥镇", 83),
        ("青山乡", 52),
    ):
        text += f"{name}设置公益广告{places}处，主要分布在便民服务中心、文化广场、学校周边和主干道路两侧，由专人负责巡查维护，每月更新一次台账。\n"
    good = county.advertising()
    return {
        f"{REPORTS}/公益广告刊播情况说明.docx": files.report_docx((title, text)),
        f"{PHOTOS}/2026-03-05_人民广场_大型公益广告牌.jpg": photo(
            "square", "2026-03-05 09:12:33", place=(33.2031, 119.3052)
        ),
        f"{PHOTOS}/2025-10-17_迎宾大道_灯杆道旗公益广告.jpg": photo(
            "avenue", "2025-10-17 17:05:48", "xiaomi", (33.1987, 119.3127), size=(640, 480)
        ),
        f"{PHOTOS}/Thumbs.db": compound_file("Catalog"),
        f"{SCREENSHOTS}/2026-03-06_公益广告扮靓县城.png": good[f"{SCREENSHOTS}/示例日报_2026-03-06.png"],
        "公益广告点位.txt": "人民广场3处，客运总站12处，迎宾大道64处。\r\n".encode("gb18030"),
    }


def volunteering():
    good = county.volunteering()
    rows = [
        ("IMG_20260328_091542.jpg", "2026-03-28", "滨河公园", "清洁家园志愿服务队", "清洁家园日清扫公园道路", "", ""),
        ("路口劝导.jpg", "2024-11-14", "实验小学门前路口", "文明交通志愿者", "上学时段护送学生和老人过马路", "", ""),
        ("IMG_20260312_145926.heic", "2026-03-12", "青山乡", "县直机关志愿者", "植树节义务植树", "", ""),
        (
            "截屏_20260305.png",
            "2026-03-05",
            "",
            "",
            "学雷锋志愿服务月启动报道",
            "“示例发布”公众号",
            "https://mp.example.org/s/20260305",
        ),
    ]
    return {
        "图片说明.xlsx": files.captions_xlsx(rows),
        f"{REPORTS}/学雷锋志愿服务情况说明.docx": cut(good[f"{REPORTS}/学雷锋志愿服务情况说明.docx"], 0.75),
        f"{REPORTS}/~$雷锋志愿服务情况说明.docx": b"\x04test".ljust(162, b"\0"),
        f"{DOCUMENTS}/志愿者嘉许激励办法.doc": compound_file("WordDocument"),
        f"{TABLES}/志愿服务统计表.xlsx": good[f"{TABLES}/志愿服务统计表.xlsx"],
        f"{PHOTOS}/{rows[0][0]}": good[f"{PHOTOS}/{rows[0][0]}"],
        f"{PHOTOS}/{rows[1][0]}": photo("crossing", "2024-11-14 07:30:18", place=(33.2009, 119.3018)),
        f"{PHOTOS}/{rows[2][0]}": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".ljust(2048, b"\0"),
        f"{PHOTOS}/IMG_20250927_092210.jpg": good[f"{PHOTOS}/IMG_20250927_092210.jpg"],
        f"{SCREENSHOTS}/截屏_20260305.png": flipped(good[f"{SCREENSHOTS}/截屏_20260305.png"]),
    }


def backstreets():
    good = county.backstreets()
    title, text = texts.BACKSTREETS
    rows = [
        ("民生巷1.jpg", "2025年8月6日", "民生巷", "", "整治前：路面破损、管线杂乱、垃圾乱堆", "", ""),
        ("民生巷2.jpg", "2026年4月18日", "民生巷", "", "路平线齐、墙绘上新", "", ""),
        ("民生巷3.jpg", "2026年4月18日", "民生巷", "", "志愿者参与日常保洁", "", ""),
        ("前进巷1.jpg", "", "前进巷", "", "新建口袋花园", "", ""),
        ("前进巷2.jpg", "2026年5月12日", "前进巷", "", "停车位施划完成", "", ""),
        ("前进巷3.jpg", "2026年5月12日", "前进巷", "", "楼道杂物清理", "", ""),
        ("前进巷4.jpg", "2025年8月7日", "前进巷", "", "整治前：车辆乱停", "", ""),
        ("前进巷5.jpg", "2025年8月7日", "前进巷", "", "整治前：路面坑洼", "", ""),
        ("和平巷1.jpg", "2026年4月20日", "和平巷", "", "新设便民市场", "", ""),
        ("和平巷2.jpg", "2026年4月20日", "和平巷", "", "公示栏更新", "", ""),
        ("和平巷3.png", "2026年4月20日", "和平巷", "", "绿化提升效果", "", ""),
    ]
    lane = scene("lane_before")
    burst = lane.copy()
    burst.paste(lane.crop((0, 0, lane.width // 6, lane.height // 3)), (lane.width // 2, lane.height // 2))
    text = text.split("\n三、")[0] + (
        "\n2023年，全县整治背街小巷31条。民生巷的改造于X月X日完工，由某某同志负责，联系电话13800138000。\n"
    )
    copied = texts.ADVERTISING[1].replace("三是", "此外，").replace("下一步", "今后")
    return {
        "captions.csv": files.captions_csv(rows, "utf-8-sig"),
        f"{REPORTS}/背街小巷整治情况说明.docx": files.report_docx((title, text)),
        f"{DOCUMENTS}/巷内公益广告说明.docx": files.report_docx(("巷内公益广告说明", copied)),
        f"{DOCUMENTS}/背街小巷整治实施方案.pdf": good[f"{DOCUMENTS}/背街小巷整治实施方案.pdf"],
        f"{PHOTOS}/民生巷1.jpg": good[f"{PHOTOS}/民生巷1.jpg"],
        f"{PHOTOS}/民生巷2.jpg": cut(good[f"{PHOTOS}/民生巷2.jpg"], 0.6),
        f"{PHOTOS}/民生巷3.jpg": county.volunteering()[f"{PHOTOS}/IMG_20260328_091542.jpg"],
        f"{PHOTOS}/前进巷1.jpg": files.png(scene("pond")),
        f"{PHOTOS}/前进巷2.jpg": b"",
        f"{PHOTOS}/前进巷4.jpg": good[f"{PHOTOS}/前进巷1.jpg"],
        f"{PHOTOS}/前进巷5.jpg": files.jpeg(burst, moment("2025-08-07 08:50:31"), place=(33.2021, 119.2939)),
        f"{PHOTOS}/和平巷1.jpg": files.jpeg(
            ImageOps.mirror(scene("alley_before")).resize((1200, 900)), moment("2026-04-20 09:33:55"), quality=60
        ),
        f"{PHOTOS}/和平巷2.jpg": files.jpeg(
            scene("notice_board"), moment("2026-04-20 10:07:24"), place=(31.2304, 121.4737), editor="Adobe Photoshop 25.0 (Windows)"
        ),
        f"{PHOTOS}/和平巷3.png": files.generated(scene("campaign")),
    }


def submission():
    """All files of demo-county-faulty by their paths."""
    made = {"submission.json": manifest(
            "2026年度文明县城网上申报（有问题的示例）", ["A1", "A2", "B1", "C1"], area=[119.2, 33.1, 119.4, 33.3]
        )}
    for folder, part in ((A1, advertising), (A2, volunteering), (C1, backstreets)):
        made.update({f"{folder}/{path}": content for path, content in part().items()})
    made["Z9-其他材料/会议通知.txt"] = "请各单位于周五下班前报送材料。\r\n".encode("gb18030")
    return made
