"""Scenes of C5, garbage sorting."""

from ..canvas import Canvas, TALL, WIDE, darker, lighter, mix
from ..things import FORTH, OUT, RED, UP, bin_, house, lamp, person, tree


BINS = (
    ((32, 100, 190), "可回收物"),
    ((40, 140, 72), "厨余垃圾"),
    ((206, 44, 46), "有害垃圾"),
    ((86, 90, 96), "其他垃圾"),
)


def four_bins(random):
    """A kiosk with four bins in a housing estate."""
    c = Canvas(*WIDE)
    c.gradient(0, 520, [(140, 196, 236), (226, 240, 248)])
    for left in (10, 330, 990):
        house(c, left, 540, 270, 460, (236, 224, 206), floors=5, columns=3, roof=(176, 92, 72))
    tree(c, 640, 560, 300, (76, 150, 76), random=random)
    tree(c, 930, 560, 240, (96, 164, 80), random=random)
    c.gradient(540, 960, [(202, 202, 198), (180, 178, 172)])
    c.rect(120, 270, 1160, 340, (36, 128, 84), radius=12)
    c.text(640, 305, "垃圾分类投放点", 46, (255, 255, 255), style="Bold")
    for x in (150, 1130):
        c.rect(x - 12, 340, x + 12, 790, (110, 116, 120))
    c.rect(160, 350, 1120, 480, (244, 248, 244), outline=(36, 128, 84), width=4)
    for index, (colour, name) in enumerate(BINS):
        c.rect(184 + index * 236, 370, 396 + index * 236, 460, colour, radius=8)
        c.text(290 + index * 236, 415, name, 38, (255, 255, 255), style="Bold")
        bin_(c, 206 + index * 236, 800, 168, colour, name)
    person(c, 1190, 890, 340, (230, 150, 90), legs=(80, 84, 110), left=FORTH)
    return c.finish(51)


def truck(random):
    """A green lorry collects kitchen waste at dawn."""
    c = Canvas(*WIDE)
    c.gradient(0, 500, [(80, 96, 140), (206, 160, 150), (248, 206, 170)])
    for index in range(9):
        house(
            c,
            index * 150 - 30,
            520,
            140,
            160 + (index * 83) % 190,
            mix((110, 106, 130), (150, 130, 140), index / 9),
            floors=5,
            columns=3,
            glass=(136, 130, 152),
            lit=(255, 226, 160),
            random=random,
        )
    c.gradient(510, 960, [(128, 122, 132), (84, 82, 94)])
    c.rect(0, 504, 1280, 540, (170, 160, 160))
    for x in range(-40, 1280, 220):
        c.poly([(x, 900), (x + 120, 900), (x + 110, 914), (x - 12, 914)], (240, 234, 220))
    c.shadow(620, 826, 470, 34, 0.4)
    c.rect(180, 330, 800, 740, (52, 150, 92), radius=26)
    c.poly([(180, 420), (110, 520), (110, 730), (180, 740)], (40, 118, 74))
    c.rect(220, 390, 760, 560, (232, 244, 234), radius=16)
    c.text(490, 475, "厨余垃圾 专车专运", 54, (28, 112, 66), style="Bold")
    for x in (260, 700):
        c.rect(x - 6, 580, x + 6, 720, (34, 104, 66))
    c.poly([(812, 740), (812, 400), (1000, 400), (1090, 560), (1100, 740)], (240, 244, 240))
    c.poly([(870, 430), (988, 430), (1060, 560), (870, 560)], (116, 150, 176))
    c.rect(810, 600, 1100, 640, (52, 150, 92))
    c.rect(140, 730, 1120, 770, (54, 58, 62))
    c.ellipse(1086, 690, 18, 22, (255, 240, 190))
    for x in (300, 470, 960):
        c.ellipse(x, 780, 74, 74, (30, 30, 32))
        c.ellipse(x, 780, 34, 34, (180, 184, 186))
    bin_(c, 20, 850, 120, (40, 140, 72), "厨余")
    person(c, 1180, 900, 370, (250, 140, 40), legs=(60, 64, 76), cap=(250, 140, 40), left=(0.2, 0.1))
    return c.finish(52, tint=(1.0, 0.98, 1.0))


def classroom(random):
    """Pupils sort cards into small bins in front of a blackboard."""
    c = Canvas(*WIDE)
    c.gradient(0, 620, [(250, 240, 206), (244, 228, 186)])
    c.gradient(620, 960, [(206, 160, 112), (176, 130, 88)])
    for x in range(0, 1280, 128):
        c.line([(x, 620), (x + (x - 640) * 0.5, 960)], (168, 122, 82), 2)
    c.rect(190, 80, 1090, 430, (38, 84, 66), outline=(150, 104, 62), width=16)
    c.text(640, 160, "垃圾分一分 环境美十分", 62, (250, 248, 236), style="Bold")
    for index, (colour, name) in enumerate(BINS):
        x = 280 + index * 190
        c.rect(x, 230, x + 150, 290, lighter(colour, 0.15), radius=8)
        c.text(x + 75, 260, name, 30, (255, 255, 255))
        for row in range(3):
            c.rect(x + 14 + row * 6, 312 + row * 32, x + 130 - row * 10, 318 + row * 32, (206, 222, 206))
    for x in (60, 1180):
        c.rect(x - 46, 110, x + 46, 330, (180, 216, 236), outline=(250, 250, 250), width=8)
    for index, (colour, name) in enumerate(BINS):
        bin_(c, 300 + index * 190, 760, 104, colour, name[:2])
    person(c, 180, 800, 400, (90, 110, 170), legs=(60, 60, 80), right=UP)
    for index, (x, colour) in enumerate(
        (
            (350, (240, 250, 250)),
            (540, (250, 214, 90)),
            (730, (240, 250, 250)),
            (910, (250, 160, 120)),
            (1080, (160, 214, 160)),
        )
    ):
        hands = person(c, x, 880 + index % 2 * 30, 270, colour, legs=(50, 80, 150), right=UP if index % 2 else OUT)
        c.poly([(x - 14, 668 + index % 2 * 30), (x + 14, 668 + index % 2 * 30), (x, 712 + index % 2 * 30)], RED)
        c.rect(
            hands[1][0] - 18,
            hands[1][1] - 40,
            hands[1][0] + 24,
            hands[1][1] + 8,
            (255, 255, 255),
            outline=BINS[index % 4][0],
            width=5,
        )
    return c.finish(53, tint=(1.02, 1.0, 0.95))


def machine(random):
    """A recycling machine beside a path at night; portrait."""
    c = Canvas(*TALL)
    c.gradient(0, 760, [(14, 24, 44), (30, 52, 74)])
    for _ in range(60):
        c.ellipse(random.randint(0, 960), random.randint(0, 420), 1.6, 1.6, (220, 226, 240))
    c.ellipse(790, 150, 60, 60, (250, 244, 214))
    c.ellipse(764, 138, 54, 54, (18, 30, 50))
    for x, tall in ((60, 520), (300, 380), (900, 560)):
        tree(c, x, 800, tall, (24, 66, 56), (40, 36, 40), random)
    c.gradient(760, 1280, [(50, 66, 62), (32, 42, 44)])
    c.poly([(0, 1280), (0, 1060), (960, 900), (960, 1280)], (98, 100, 106))
    c.shadow(520, 1052, 330, 34, 0.5)
    c.rect(240, 420, 800, 1050, (238, 244, 246), radius=22)
    c.rect(240, 420, 800, 560, (30, 150, 120), radius=22)
    c.rect(240, 520, 800, 560, (30, 150, 120))
    c.text(520, 490, "智能回收柜", 64, (255, 255, 255), style="Bold")
    for index, (name, colour) in enumerate(
        (("纸类", (224, 168, 70)), ("塑料", (60, 140, 210)), ("金属", (130, 138, 148)), ("织物", (206, 90, 120)))
    ):
        x, y = 270 + index % 2 * 260, 590 + index // 2 * 220
        c.rect(x, y, x + 240, y + 196, lighter(colour, 0.55), radius=14)
        c.rect(x + 30, y + 24, x + 210, y + 96, darker(colour, 0.45), radius=10)
        c.text(x + 120, y + 146, name, 46, darker(colour, 0.35), style="Bold")
    c.veil([(240, 1050), (800, 1050), (900, 1230), (130, 1230)], (255, 250, 220), 0.18)
    lamp(c, 130, 1120, 760, (70, 76, 86), (255, 246, 206))
    c.veil([(150, 330), (420, 330), (620, 1160), (20, 1160)], (255, 244, 200), 0.1)
    person(c, 860, 1200, 420, (240, 190, 90), legs=(70, 74, 110), left=OUT)
    return c.finish(54, tint=(0.98, 1.0, 1.04))
