"""demo-county: a submission without faults."""

import datetime
import json
import random
from functools import lru_cache

from . import files, pages, scenes, texts

A1, A2, B1, C1, C5 = "A1-公益广告刊播", "A2-学雷锋志愿服务", "B1-诚信建设", "C1-背街小巷整治", "C5-垃圾分类"
REPORTS, DOCUMENTS, PHOTOS, SCREENSHOTS, TABLES = "说明报告", "规范文件", "实景图片", "媒体截图", "统计表格"


@lru_cache(maxsize=None)
def scene(name):
    """A scene by its name, upright."""
    return scenes.ALL[name](random.Random(name))


def photo(name, taken, camera="huawei", place=(33.2, 119.3), turned=False, size=None):
    """A scene as a photo, taken at a time like 2026-03-05 09:12:33."""
    image = scene(name).resize(size) if size else scene(name)
    return files.jpeg(image, taken and datetime.datetime.fromisoformat(taken), camera, place, turned)


def manifest(title, indicators, area=None):
    content = {
        "profile": "civilized-city",
        "unit": "示例县",
        "title": title,
        "period": {"from": "2025-07-01", "to": "2026-06-30"},
        "deadline": "2026-07-15T17:00:00+08:00",
        "contact": "县文明办材料组",
        "indicators": indicators,
    }
    if area:
        content["area"] = area
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def advertising():
    """A1: captions in the file names."""
    text = (
        "记者从县委宣传部获悉，我县持续加大公益广告刊播力度，一幅幅主题鲜明、图文并茂的公益广告扮靓街头巷尾，成为一道亮丽的风景线。\n"
        "在人民广场，大型公益广告牌格外醒目，不少市民驻足观看、拍照留念。\n"
        "“画面好看，话也说到心坎上。”家住安居社区的居民说，孩子路过时总要念上一遍。\n"
        "城南新区的工地围挡也变了模样，整齐的画面宣传移风易俗、生态环保，施工现场成了宣传阵地。\n"
        "在客运总站，候车亭的灯箱提醒乘客有序排队、文明礼让。\n"
        "县融媒体中心负责人介绍，今年以来已制作原创作品十余件，电视、报纸和新媒体同步展播，让文明新风吹进千家万户。\n"
        "公益广告实行一点一档管理，破损褪色的及时更换，确保内容常看常新。\n"
        "下一步，我县将把公益广告延伸到背街小巷和行政村，让群众在潜移默化中受到熏陶。"
    )
    web = (
        "新年伊始，迎宾大道等十二条道路两侧换上了新的灯杆道旗，崇德向善、诚信友爱等内容映入眼帘，营造出浓厚的文明氛围。\n"
        "本次更换共涉及道旗六百余面，画面由本地剪纸艺人和青年设计师共同创作，既有传统韵味，又有时代气息。"
    )
    return {
        f"{REPORTS}/公益广告刊播情况说明.docx": files.report_docx(texts.ADVERTISING),
        f"{PHOTOS}/2026-03-05_人民广场_大型公益广告牌.jpg": photo(
            "square", "2026-03-05 09:12:33", place=(33.2031, 119.3052)
        ),
        f"{PHOTOS}/2025-10-17_迎宾大道_灯杆道旗公益广告.jpg": photo(
            "avenue", "2025-10-17 17:05:48", "xiaomi", (33.1987, 119.3127)
        ),
        f"{PHOTOS}/2026-04-21_客运总站_候车亭公益灯箱.jpg": photo(
            "station", "2026-04-21 19:20:06", "vivo", (33.2114, 119.2985)
        ),
        f"{PHOTOS}/2025-12-09_城南新区_工地围挡公益广告.jpg": photo(
            "hoarding", "2025-12-09 10:41:15", place=(33.1893, 119.3069)
        ),
        f"{SCREENSHOTS}/示例日报_2026-03-06.png": files.png(
            pages.newspaper(
                "示例日报",
                "2026-03-06",
                "公益广告扮靓文明县城",
                "主要点位覆盖率达到百分之九十八",
                text,
                scene("square"),
            )
        ),
        f"{SCREENSHOTS}/示例新闻网_2026-01-08.png": files.png(
            pages.web_page(
                "示例新闻网",
                "2026-01-08",
                "新年新气象 道旗上新添暖意",
                web,
                scene("avenue"),
                (24, 92, 156),
                "https://news.example.org/2026/0108/civil.html",
            )
        ),
    }


def volunteering():
    """A2: captions in an XLSX sheet."""
    text = (
        "三月五日上午，示例县学雷锋志愿服务月活动启动。安居社区的红色帐篷下，理发、量血压、修家电的摊位前排起了队。\n"
        "“不用出小区就能理发，手艺好，又有耐心。”排队的老人高兴地说。活动将持续到月底，共安排各类服务七十余场。"
    )
    rows = [
        ("IMG_20260328_091542.jpg", "2026-03-28", "滨河公园", "清洁家园志愿服务队", "清洁家园日清扫公园道路", "", ""),
        (
            "IMG_20251114_073018.jpg",
            "2025-11-14",
            "实验小学门前路口",
            "文明交通志愿者",
            "上学时段护送学生和老人过马路",
            "",
            "",
        ),
        (
            "微信图片_20260305103107.jpg",
            "2026-03-05",
            "安居社区",
            "便民服务队",
            "学雷锋便民服务进社区，为老人理发",
            "",
            "",
        ),
        ("IMG_20260312_145926.jpg", "2026-03-12", "青山乡", "县直机关志愿者", "植树节义务植树", "", ""),
        ("IMG_20250927_092210.jpg", "2025-09-27", "清水河河口段", "河小青志愿服务队", "清理河面和岸边垃圾", "", ""),
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
        f"{REPORTS}/学雷锋志愿服务情况说明.docx": files.report_docx(texts.VOLUNTEERING),
        f"{DOCUMENTS}/志愿者嘉许激励办法.pdf": files.issued_pdf(texts.REWARDS),
        f"{TABLES}/志愿服务统计表.xlsx": files.table_xlsx(
            "示例县志愿服务统计表", texts.VOLUNTEERS, texts.totals(texts.VOLUNTEERS)
        ),
        f"{PHOTOS}/{rows[0][0]}": photo("sweeping", "2026-03-28 09:15:42", "xiaomi", (33.2058, 119.3101)),
        f"{PHOTOS}/{rows[1][0]}": photo("crossing", "2025-11-14 07:30:18", place=(33.2009, 119.3018)),
        # As a messenger hands it on: without EXIF.
        f"{PHOTOS}/{rows[2][0]}": photo("haircut", None),
        f"{PHOTOS}/{rows[3][0]}": photo("planting", "2026-03-12 14:59:26", "vivo", (33.2476, 119.2533), turned=True),
        f"{PHOTOS}/{rows[4][0]}": photo("riverside", "2025-09-27 09:22:10", "xiaomi", (33.2192, 119.3344)),
        f"{SCREENSHOTS}/{rows[5][0]}": files.png(
            pages.phone("示例发布", "2026-03-05", "学雷锋志愿服务月启动，便民服务送到家门口", text, scene("haircut"))
        ),
    }


def integrity():
    """B1: captions in a CSV that Excel on a Chinese Windows has saved."""
    text = (
        "十一月十七日，示例县诚信建设宣传周启动。老街商圈的宣传点前，工作人员向市民讲解信用查询和信用修复流程，发放宣传资料。\n"
        "活动期间将走进市场、企业、学校和社区，设置宣传点十八个，引导群众知信、守信、用信。"
    )
    rows = [
        ("IMG_20260416_093355.jpg", "2026-04-16", "中心农贸市场", "商户、市民", "诚信经营示范市场", "", ""),
        ("IMG_20251229_110724.jpg", "2025-12-29", "政务服务中心广场", "市民", "查看诚信红黑榜公示栏", "", ""),
        ("IMG_20251117_174840.jpg", "2025-11-17", "老街商圈", "诚信宣传志愿者", "诚信建设宣传周活动", "", ""),
        (
            "网页截图1.png",
            "2025-11-18",
            "",
            "",
            "诚信建设宣传周报道",
            "示例新闻网",
            "https://news.example.org/2025/1118/credit.html",
        ),
    ]
    return {
        "captions.csv": files.captions_csv(rows, "gb18030"),
        f"{REPORTS}/诚信建设情况说明.docx": files.report_docx(texts.INTEGRITY),
        f"{DOCUMENTS}/诚信红黑榜发布制度.docx": files.issued_docx(texts.RED_BLACK),
        f"{TABLES}/诚信红黑榜统计表.xlsx": files.table_xlsx("示例县诚信红黑榜统计表", texts.CREDIT),
        f"{PHOTOS}/{rows[0][0]}": photo("market", "2026-04-16 09:33:55", "vivo", (33.2016, 119.2974)),
        f"{PHOTOS}/{rows[1][0]}": photo("notice_board", "2025-12-29 11:07:24", place=(33.2043, 119.3090)),
        f"{PHOTOS}/{rows[2][0]}": photo("campaign", "2025-11-17 17:48:40", "xiaomi", (33.1996, 119.3003)),
        f"{SCREENSHOTS}/{rows[3][0]}": files.png(
            pages.web_page(
                "示例新闻网",
                "2025-11-18",
                "诚信建设宣传周走进老街商圈",
                text,
                scene("campaign"),
                (150, 40, 48),
                rows[3][6],
                mirrored=True,
            )
        ),
    }


def backstreets():
    """C1: before and after, captions in a CSV in UTF-8 with its mark, as Excel's other choice saves it."""
    rows = [
        ("民生巷1.jpg", "2025年8月6日", "民生巷", "", "整治前：路面破损、管线杂乱、垃圾乱堆", "", ""),
        ("民生巷2.jpg", "2026年4月18日", "民生巷", "", "整治后：路平线齐、墙绘上新", "", ""),
        ("前进巷1.jpg", "2025年8月7日", "前进巷", "", "整治前：停车无序、占道堆物", "", ""),
        ("前进巷2.jpg", "2026年5月12日", "前进巷", "", "整治后：车位规范、口袋花园建成", "", ""),
    ]
    return {
        "captions.csv": files.captions_csv(rows, "utf-8-sig"),
        f"{REPORTS}/背街小巷整治情况说明.pdf": files.report_pdf(texts.BACKSTREETS),
        f"{DOCUMENTS}/背街小巷整治实施方案.pdf": files.issued_pdf(texts.BACKSTREET_PLAN),
        f"{PHOTOS}/民生巷1.jpg": photo("alley_before", "2025-08-06 15:24:11", "vivo", (33.2005, 119.2961)),
        f"{PHOTOS}/民生巷2.jpg": photo("alley_after", "2026-04-18 10:02:37", "vivo", (33.2005, 119.2961)),
        f"{PHOTOS}/前进巷1.jpg": photo("lane_before", "2025-08-07 08:50:29", "huawei", (33.2021, 119.2939)),
        f"{PHOTOS}/前进巷2.jpg": photo("lane_after", "2026-05-12 17:36:52", "huawei", (33.2021, 119.2939)),
    }


def sorting():
    """C5: captions in the file names, with numbers after them; folders with English names."""
    return {
        "reports/垃圾分类情况说明.docx": files.report_docx(texts.SORTING),
        "documents/生活垃圾分类工作实施方案.docx": files.issued_docx(texts.SORTING_PLAN),
        "tables/分类收运量统计表.xlsx": files.table_xlsx(
            "示例县生活垃圾分类收运量统计表", texts.WASTE, texts.totals(texts.WASTE)
        ),
        "photos/2025-09-16_锦绣家园小区_四分类投放点_1.jpg": photo(
            "four_bins", "2025-09-16 08:14:03", place=(33.2077, 119.3148)
        ),
        "photos/2026-02-24_城东街道_厨余垃圾专车收运_2.jpg": photo(
            "truck", "2026-02-24 06:38:45", "xiaomi", (33.2101, 119.3205)
        ),
        "photos/2026-05-20_实验小学_垃圾分类进课堂_3.jpg": photo(
            "classroom", "2026-05-20 14:27:19", "vivo", (33.2011, 119.3020)
        ),
        "photos/2025-11-04_滨河公园_智能回收柜投用_4.jpg": photo(
            "machine", "2025-11-04 19:10:58", "huawei", (33.2060, 119.3104)
        ),
        "screenshots/示例县广播电视台_2026-05-20.png": files.png(
            pages.television("示例综合", "示例新闻", "2026-05-20", "垃圾分类进课堂 文明习惯早养成", scene("classroom"))
        ),
    }


def submission():
    """All files of demo-county by their paths."""
    made = {"submission.json": manifest("2026年度文明县城网上申报", ["A1", "A2", "B1", "C1", "C5"])}
    for folder, part in ((A1, advertising), (A2, volunteering), (B1, integrity), (C1, backstreets), (C5, sorting)):
        made.update({f"{folder}/{path}": content for path, content in part().items()})
    return made
