"""Screenshots of media coverage: pages and frames of media that do not exist."""

import datetime

from PIL import Image, ImageFilter

from .canvas import SCALE, Canvas, font, lighter

WEEKDAYS = "一二三四五六日"


def chinese_date(date):
    day = datetime.date.fromisoformat(date)
    return f"{day.year}年{day.month}月{day.day}日", f"星期{WEEKDAYS[day.weekday()]}"


def flow(c, left, top, right, text, size, ink=(50, 50, 52), leading=1.7, style="Regular"):
    """Paragraphs of Chinese text in a column."""
    y = top
    for paragraph in text.split("\n"):
        line = "　　"
        for letter in paragraph + "\n":
            full = (
                font(round(size * SCALE), style).getlength(line + letter.strip()) > (right - left) * SCALE
                and letter not in "，。、；：”）"
            )
            if full or letter == "\n":
                c.text(left, y + size * leading / 2, line, size, ink, anchor="lm", style=style)
                y += size * leading
                line = ""
            line += letter.strip()


def _insert(c, picture, left, top, wide, tall):
    """A picture in a picture."""
    wide, tall = round(wide * SCALE), round(tall * SCALE)
    # Screens show pictures without the noise of the camera; it would also swell the PNG.
    source = picture.filter(ImageFilter.MedianFilter(5)).crop(_centre(picture.size, wide / tall))
    c.image.paste(source.resize((wide, tall), Image.Resampling.LANCZOS), (round(left * SCALE), round(top * SCALE)))


def _centre(size, ratio):
    width, height = size
    if width / height > ratio:
        cut = (width - height * ratio) / 2
        return (cut, 0, width - cut, height)
    cut = (height - width / ratio) / 2
    return (0, cut, width, height - cut)


def newspaper(name, date, title, subtitle, text, picture):
    """The page of a newspaper."""
    c = Canvas(1000, 1180, (247, 243, 232))
    day, weekday = chinese_date(date)
    c.text(60, 90, name, 92, (176, 26, 30), anchor="lm", style="SerifBold")
    c.text(940, 64, day, 26, (60, 60, 60), anchor="rm")
    c.text(940, 104, weekday + "　第 A2 版", 24, (90, 90, 90), anchor="rm")
    c.rect(60, 150, 940, 154, (176, 26, 30))
    c.text(500, 216, title, 58, (30, 30, 32), style="SerifBold")
    c.text(500, 284, subtitle, 30, (90, 90, 92), style="SerifRegular")
    _insert(c, picture, 60, 330, 560, 400)
    c.text(340, 756, "本报记者　摄", 20, (120, 120, 120))
    columns = [(650, 330, 940), (60, 790, 342), (360, 790, 642), (660, 790, 940)]
    pieces = text.split("\n")
    for index, (left, top, right) in enumerate(columns):
        flow(c, left, top, right, "\n".join(pieces[index * 2 : index * 2 + 2]), 24, leading=1.55, style="SerifRegular")
    for x in (351, 651):
        c.rect(x, 800, x + 1, 1140, (190, 184, 170))
    return c.plain()


def web_page(name, date, title, text, picture, colour, address, mirrored=False):
    """A news page in a browser; mirrored, the list stands on the left and the picture below the text."""
    c = Canvas(1280, 1000, (255, 255, 255))
    c.rect(0, 0, 1280, 44, (222, 225, 230))
    for index, dot in enumerate(((255, 95, 86), (255, 189, 46), (39, 201, 63))):
        c.ellipse(26 + index * 24, 22, 8, 8, dot)
    c.rect(120, 8, 1200, 36, (255, 255, 255), radius=14)
    c.text(146, 22, address, 17, (90, 94, 100), anchor="lm")
    c.rect(0, 44, 1280, 124, colour)
    c.text(60, 84, name, 44, (255, 255, 255), anchor="lm", style="Bold")
    for index, item in enumerate(("首页", "要闻", "城乡", "文明", "视频", "专题")):
        c.text(560 + index * 116, 84, item, 24, lighter(colour, 0.85))
    left, side = (400, 60) if mirrored else (60, 940)
    right = left + 820
    if mirrored:
        c.rect(0, 124, 360, 1000, lighter(colour, 0.88))
    c.text(left, 158, "首页　>　文明　>　正文", 18, (140, 140, 144), anchor="lm")
    c.text(left, 216, title, 42, (26, 28, 32), anchor="lm", style="Bold")
    c.text(left, 270, f"{date}　来源：{name}　责任编辑：文明频道", 20, (130, 132, 136), anchor="lm")
    c.rect(left, 296, right, 298, (226, 228, 232))
    _insert(c, picture, left + 60, 540 if mirrored else 320, 700, 400)
    flow(c, left, 320 if mirrored else 744, right, text, 23)
    c.rect(side, 320, side + 280, 364, colour)
    c.text(side + 20, 342, "热点推荐", 24, (255, 255, 255), anchor="lm", style="Bold")
    for index, item in enumerate(
        (
            "文明实践站上新服务清单",
            "老街巷换新颜居民点赞",
            "全民阅读周活动启动",
            "绿道贯通休闲好去处",
            "便民服务进社区暖人心",
            "乡村书屋建在家门口",
        )
    ):
        c.ellipse(side + 12, 400 + index * 52, 4, 4, colour)
        c.text(side + 28, 400 + index * 52, item, 21, (60, 62, 66), anchor="lm")
    return c.plain()


def phone(name, date, title, text, picture):
    """An article of a public account on a phone."""
    c = Canvas(720, 1280, (255, 255, 255))
    c.text(40, 30, "10:12", 24, (30, 30, 30), anchor="lm", style="Bold")
    c.rect(632, 18, 684, 42, (60, 60, 60), radius=6)
    c.rect(636, 22, 668, 38, (80, 200, 110), radius=4)
    c.rect(0, 60, 720, 62, (236, 236, 236))
    c.line([(52, 94), (34, 110), (52, 126)], (60, 60, 60), 4)
    for index in range(3):
        c.ellipse(650 + index * 18, 110, 4, 4, (60, 60, 60))
    y = 170
    for line in (title[:16], title[16:]):
        c.text(36, y + 20, line, 40, (24, 24, 26), anchor="lm", style="Bold")
        y += 58
    c.text(36, y + 24, name, 24, (66, 104, 160), anchor="lm")
    c.text(180, y + 24, chinese_date(date)[0], 24, (150, 150, 152), anchor="lm")
    _insert(c, picture, 36, y + 70, 648, 460)
    c.text(360, y + 556, "▲ 活动现场", 22, (150, 150, 152))
    flow(c, 36, y + 590, 684, text, 28, leading=1.75)
    return c.plain()


def television(station, programme, date, title, picture):
    """A frame of the evening news."""
    c = Canvas(1280, 720)
    _insert(c, picture, 0, -210, 1280, 960)
    c.rect(40, 30, 250, 88, (20, 60, 130), radius=6)
    c.text(145, 59, station, 30, (255, 255, 255), style="Bold")
    c.rect(950, 30, 1250, 84, (30, 34, 44), radius=6)
    c.text(1100, 57, f"{date}　19:36", 28, (255, 255, 255), style="Bold")
    c.rect(0, 590, 1280, 670, (16, 52, 116))
    c.rect(0, 590, 250, 670, (206, 34, 40))
    c.text(125, 630, programme, 36, (255, 255, 255), style="Bold")
    c.text(280, 630, title, 44, (255, 255, 255), anchor="lm", style="Bold")
    c.rect(0, 670, 1280, 720, (240, 244, 250))
    c.text(
        40, 695, "文明实践活动预告：本周六上午在滨河公园开展清洁家园行动，欢迎报名参加", 26, (30, 40, 60), anchor="lm"
    )
    return c.plain()
