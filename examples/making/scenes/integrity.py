"""Scenes of B1, integrity."""

from ..canvas import Canvas, TALL, WIDE
from ..things import FORTH, OUT, UP, house, paving, person, stall, tree, volunteer


def market(random):
    """A market hall with stalls and signs of honest trade."""
    c = Canvas(*WIDE)
    c.gradient(0, 960, [(238, 236, 228), (214, 210, 200)])
    for index in range(9):
        c.line([(640, 210), (index * 160, 0)], (176, 182, 188), 8)
    for x, y, r in ((220, 90, 60), (500, 130, 40), (790, 130, 40), (1060, 90, 60)):
        c.ellipse(x, y, r, r * 0.34, (255, 250, 220))
    paving(c, 520, [(200, 206, 208), (172, 178, 182)], (186, 192, 194), 640)
    c.rect(360, 214, 920, 292, (24, 112, 90), radius=8)
    c.text(640, 253, "诚信经营示范市场", 50, (255, 250, 226), style="Bold")
    stall(c, 360, 560, 250, 250, (70, 150, 110), [(226, 70, 60), (250, 190, 60), (120, 180, 70)], random)
    stall(c, 690, 560, 250, 250, (220, 120, 50), [(240, 140, 60), (150, 90, 150), (240, 220, 90)], random)
    stall(c, -60, 760, 420, 430, (206, 62, 60), [(96, 168, 70), (236, 92, 70), (246, 200, 70), (120, 190, 96)], random)
    stall(
        c, 940, 770, 420, 440, (54, 110, 180), [(250, 170, 70), (200, 60, 70), (140, 190, 80), (240, 230, 150)], random
    )
    for x, y in ((120, 616), (1130, 622)):
        c.rect(x - 70, y, x + 70, y + 70, (196, 30, 36), radius=6)
        c.text(x, y + 35, "诚信商户", 32, (255, 230, 140), style="Bold")
    person(c, 500, 760, 270, (96, 120, 170), legs=(64, 66, 80), right=OUT)
    person(c, 620, 820, 320, (222, 120, 130), legs=(90, 84, 96), left=OUT)
    person(c, 790, 760, 270, (240, 236, 226), legs=(80, 86, 92), cap=(250, 250, 250), left=FORTH)
    return c.finish(31, tint=(1.02, 1.0, 0.97))


def notice_board(random):
    """People read the list of trustworthy and untrustworthy names."""
    c = Canvas(*WIDE)
    c.gradient(0, 620, [(150, 200, 190), (214, 232, 224)])
    for x, tall in ((60, 360), (200, 300), (1080, 320), (1220, 400)):
        tree(c, x, 640, tall, (48, 112, 84), random=random)
    c.gradient(620, 960, [(196, 196, 192), (166, 166, 164)])
    for y in (660, 720, 800, 900):
        c.line([(0, y), (1280, y)], (150, 150, 150), 2)
    c.shadow(640, 770, 420, 24)
    for x in (300, 980):
        c.rect(x - 14, 140, x + 14, 770, (96, 70, 56))
    c.poly([(210, 150), (1070, 150), (1010, 80), (270, 80)], (110, 44, 40))
    c.rect(270, 150, 1010, 560, (246, 244, 238), outline=(96, 70, 56), width=10)
    for left, title, colour in ((296, "诚信红榜", (206, 36, 40)), (652, "失信黑榜", (46, 48, 54))):
        c.rect(left, 176, left + 332, 240, colour)
        c.text(left + 166, 208, title, 42, (255, 250, 230), style="Bold")
        for row in range(9):
            y = 268 + row * 30
            c.rect(left + 10, y, left + 24, y + 14, colour)
            c.rect(left + 36, y, left + 36 + random.randint(150, 210), y + 14, (150, 150, 152))
            c.rect(left + 262, y, left + 322, y + 14, (190, 190, 192))
    for x, y, tall, top, more in (
        (360, 850, 330, (60, 96, 150), {"right": UP}),
        (500, 880, 350, (196, 150, 90), {}),
        (700, 860, 300, (140, 170, 110), {"old": True}),
        (880, 890, 360, (120, 70, 110), {"left": UP}),
    ):
        person(c, x, y, tall, top, **more)
    return c.finish(32, tint=(0.97, 1.0, 0.99))


def campaign(random):
    """A stall with leaflets on credit, at a shopping street at dusk; portrait."""
    c = Canvas(*TALL)
    c.gradient(0, 700, [(64, 60, 110), (170, 110, 140), (240, 170, 130)])
    for left, wide, tall, wall in ((-30, 260, 560, (150, 110, 120)), (730, 280, 640, (120, 96, 120))):
        house(
            c, left, 720, wide, tall, wall, floors=6, columns=3, glass=(90, 84, 110), lit=(255, 226, 150), random=random
        )
    c.gradient(700, 1280, [(150, 126, 130), (104, 90, 102)])
    for step in range(8):
        y = 720 + step * step * 10
        c.line([(0, y), (960, y)], (130, 110, 116), 2)
    for index in range(7):
        x, y = 230 + index * 84, 250 + (index - 3) ** 2 * -9 + 80
        c.line([(x, y - 40), (x, y)], (60, 40, 50), 3)
        c.ellipse(x, y + 26, 28, 32, (230, 60, 50))
        c.ellipse(x, y + 26, 11, 30, (250, 130, 90))
    c.rect(220, 430, 740, 620, (30, 84, 160))
    c.text(480, 490, "信用让生活更美好", 56, (255, 255, 240), style="Bold")
    c.text(480, 566, "诚信建设宣传周", 38, (255, 226, 130))
    for x in (236, 724):
        c.rect(x - 7, 620, x + 7, 930, (220, 220, 226))
    volunteer(c, 380, 960, 380, vest=(30, 110, 190), cap=(30, 110, 190), right=FORTH)
    volunteer(c, 590, 960, 370, vest=(30, 110, 190), cap=(30, 110, 190), left=FORTH)
    c.rect(250, 820, 710, 850, (250, 250, 246))
    c.poly([(250, 850), (710, 850), (700, 1010), (260, 1010)], (214, 40, 46))
    c.text(480, 930, "诚实守信", 60, (255, 236, 150), style="Bold")
    for index in range(5):
        c.poly(
            [(280 + index * 84, 818), (330 + index * 84, 818), (324 + index * 84, 796), (286 + index * 84, 796)],
            ((250, 240, 200), (200, 230, 250))[index % 2],
        )
    person(c, 210, 1210, 430, (230, 190, 150), legs=(70, 64, 84), right=OUT)
    person(c, 780, 1220, 440, (90, 150, 140), legs=(56, 54, 70), left=OUT)
    return c.finish(33)
