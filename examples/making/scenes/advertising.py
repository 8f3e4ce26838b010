"""Scenes of A1, public-service advertising."""

from ..canvas import Canvas, TALL, WIDE, darker, mix
from ..things import FORTH, OUT, UP, board, bush, cloud, house, lamp, paving, person, tree


def square(random):
    """A square on a clear morning, with a large billboard."""
    c = Canvas(*WIDE)
    c.gradient(0, 560, [(92, 158, 222), (176, 214, 242), (232, 242, 248)])
    cloud(c, 240, 120, 260)
    cloud(c, 1020, 190, 200)
    for left, wide, tall, wall in (
        (20, 150, 260, (206, 196, 182)),
        (180, 110, 200, (188, 200, 206)),
        (960, 140, 230, (214, 188, 166)),
        (1110, 160, 310, (196, 204, 214)),
    ):
        house(c, left, 560, wide, tall, wall)
    paving(c, 560, [(214, 206, 196), (190, 180, 168)], (176, 166, 154), 640)
    for x in (110, 300, 980, 1190):
        tree(c, x, 590 + random.randint(0, 16), 190, (64, 136, 70), random=random)
    c.shadow(640, 716, 330, 26)
    board(c, 360, 210, 920, 560, "文明示例 你我同行", "富强 民主 文明 和谐", feet=712)
    bush(c, 470, 736, 200, flower=(240, 96, 120), random=random)
    bush(c, 660, 744, 220, flower=(250, 206, 70), random=random)
    bush(c, 840, 736, 200, flower=(240, 96, 120), random=random)
    person(c, 210, 850, 250, (72, 128, 176), right=OUT)
    person(c, 300, 862, 150, (244, 178, 62), legs=(70, 96, 160))
    person(c, 1050, 872, 262, (150, 84, 130), legs=(60, 60, 66))
    person(c, 1150, 842, 246, (92, 140, 104), right=FORTH)
    return c.finish(11)


def avenue(random):
    """A main road in the late afternoon with banners on its lamps."""
    c = Canvas(*WIDE)
    c.gradient(0, 470, [(232, 150, 96), (246, 198, 140), (252, 232, 196)])
    c.ellipse(830, 390, 74, 74, (255, 246, 214))
    for index in range(6):
        house(
            c,
            30 + index * 60,
            470,
            78,
            300 - index * 38,
            mix((150, 116, 108), (190, 150, 130), index / 6),
            floors=6,
            columns=3,
            glass=(250, 214, 150),
        )
        house(
            c,
            1180 - index * 58,
            470,
            78,
            340 - index * 46,
            mix((122, 104, 112), (180, 146, 132), index / 6),
            floors=6,
            columns=3,
            glass=(248, 206, 140),
        )
    c.rect(0, 466, 1280, 960, (150, 140, 122))
    c.poly([(610, 470), (690, 470), (1130, 960), (120, 960)], (92, 90, 94))
    c.poly([(40, 960), (120, 960), (612, 470), (600, 470)], (206, 190, 164))
    c.poly([(1210, 960), (1130, 960), (688, 470), (700, 470)], (206, 190, 164))
    for step in range(7):
        near, far = (step / 7) ** 1.6, (step / 7 + 0.06) ** 1.6
        y0, y1 = 480 + 480 * near, 480 + 480 * far
        c.poly(
            [(648 - 2 - 10 * near, y0), (648 + 2 + 10 * near, y0), (650 + 12 * far, y1), (646 - 14 * far, y1)],
            (248, 240, 214),
        )
    for scale, y in ((0.34, 520), (0.55, 610), (0.95, 780)):
        for side in (-1, 1):
            x = 648 + side * (100 + 420 * (scale - 0.2))
            lamp(c, x, y, 420 * scale, (58, 54, 58), (255, 236, 170), arm=-side)
            wide, tall = 74 * scale, 230 * scale
            left = x + (4 if side > 0 else -wide - 4)
            c.rect(
                left,
                y - 380 * scale,
                left + wide,
                y - 380 * scale + tall,
                (188, 34, 40),
                outline=(244, 214, 140),
                width=2,
            )
            c.column(
                left + wide / 2, y - 372 * scale, "崇德向善" if side < 0 else "诚信友爱", 46 * scale, (255, 236, 176)
            )
    for x, y, s, colour in ((560, 640, 0.7, (222, 226, 232)), (800, 720, 1.0, (44, 84, 140))):
        c.shadow(x, y, 90 * s, 16 * s)
        c.rect(x - 80 * s, y - 60 * s, x + 80 * s, y - 6 * s, colour, radius=16 * s)
        c.rect(x - 58 * s, y - 100 * s, x + 58 * s, y - 52 * s, darker(colour, 0.2), radius=18 * s)
        c.rect(x - 48 * s, y - 92 * s, x + 48 * s, y - 60 * s, (180, 206, 222), radius=10 * s)
        for side in (-1, 1):
            c.ellipse(x + side * 62 * s, y - 34 * s, 12 * s, 10 * s, (255, 90, 70))
            c.rect(
                x + side * 62 * s - 14 * s, y - 12 * s, x + side * 62 * s + 14 * s, y + 6 * s, (30, 30, 32), radius=4
            )
    return c.finish(12, tint=(1.04, 1.0, 0.93))


def station(random):
    """A bus shelter with light boxes in the evening; portrait."""
    c = Canvas(*TALL)
    c.gradient(0, 820, [(24, 32, 72), (58, 62, 118), (150, 108, 132)])
    for left, tall in ((0, 420), (170, 560), (560, 480), (740, 620)):
        house(
            c,
            left,
            820,
            180,
            tall,
            (44, 48, 78),
            floors=9,
            columns=4,
            glass=(60, 68, 104),
            lit=(255, 220, 140),
            random=random,
        )
    c.gradient(820, 1280, [(74, 72, 92), (40, 40, 56)])
    c.rect(0, 812, 960, 836, (110, 108, 122))
    c.rect(80, 470, 880, 520, (214, 220, 228), radius=10)
    c.text(480, 495, "客运总站", 34, (24, 60, 120), style="Bold")
    for x in (104, 850):
        c.rect(x - 8, 520, x + 8, 930, (150, 156, 166))
    board(c, 150, 560, 460, 880, "节俭养德", "光盘行动从我做起", (36, 128, 84), (255, 255, 236))
    board(c, 500, 560, 810, 880, "有序排队", "文明乘车礼让为先", (32, 96, 176), (255, 255, 236))
    c.veil([(150, 930), (810, 930), (900, 1120), (60, 1120)], (255, 240, 190), 0.22)
    c.rect(180, 980, 780, 1000, (170, 130, 90), radius=6)
    for x in (220, 740):
        c.rect(x - 6, 1000, x + 6, 1050, (90, 90, 100))
    person(c, 270, 1150, 330, (196, 84, 76), legs=(50, 54, 70))
    person(c, 470, 1170, 344, (80, 140, 150), legs=(40, 44, 60), right=FORTH)
    person(c, 640, 1150, 240, (246, 206, 84), legs=(60, 80, 150))
    return c.finish(13, tint=(0.98, 0.98, 1.05))


def hoarding(random):
    """A building site with advertising along its fence, under a grey sky."""
    c = Canvas(*WIDE)
    c.gradient(0, 600, [(168, 176, 186), (206, 210, 214)])
    c.rect(500, 150, 860, 560, (176, 168, 156))
    for row in range(6):
        c.rect(490, 160 + row * 66, 870, 172 + row * 66, (130, 124, 116))
        for column in range(6):
            c.rect(512 + column * 60, 176 + row * 66, 548 + column * 60, 222 + row * 66, (104, 104, 106))
    c.line([(250, 560), (250, 60)], (222, 160, 34), 14)
    c.line([(90, 96), (720, 96)], (222, 160, 34), 10)
    c.line([(250, 30), (120, 96)], (180, 130, 30), 4)
    c.line([(250, 30), (600, 96)], (180, 130, 30), 4)
    c.line([(610, 96), (610, 190)], (60, 60, 62), 3)
    c.rect(590, 190, 630, 220, (150, 70, 40))
    fence = [
        ("讲文明", "树新风", (232, 240, 246), (24, 92, 156)),
        ("扶老爱幼", "和睦邻里", (250, 236, 206), (176, 58, 34)),
        ("绿水青山", "就是金山银山", (222, 242, 224), (28, 112, 70)),
        ("爱岗敬业", "匠心筑梦", (244, 226, 230), (140, 38, 84)),
    ]
    for index, (title, line, ground, ink) in enumerate(fence):
        left = index * 322 - 4
        c.rect(left, 470, left + 318, 730, ground, outline=(150, 156, 160), width=4)
        c.poly(
            [
                (left + 4, 700),
                (left + 120, 640),
                (left + 210, 690),
                (left + 314, 620),
                (left + 314, 726),
                (left + 4, 726),
            ],
            mix(ground, ink, 0.25),
        )
        c.text(left + 159, 556, title, 62, ink, style="Bold")
        c.text(left + 159, 640, line, 32, ink)
        c.ellipse(left + 318, 462, 9, 9, (255, 214, 90))
    c.rect(0, 730, 1280, 770, (120, 104, 90))
    c.gradient(770, 960, [(166, 162, 156), (140, 136, 132)])
    for x in range(20, 1280, 180):
        c.line([(x, 800), (x - 70, 960)], (156, 150, 144), 2)
    person(c, 330, 900, 230, (236, 140, 40), legs=(70, 74, 84), cap=(250, 210, 40), right=UP)
    person(c, 960, 906, 236, (64, 110, 90), legs=(52, 54, 62))
    person(c, 1060, 912, 226, (186, 96, 140), legs=(76, 70, 84))
    return c.finish(14, tint=(0.99, 1.0, 1.0))
