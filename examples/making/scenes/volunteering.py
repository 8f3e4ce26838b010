"""Scenes of A2, volunteer service."""

from ..canvas import Canvas, TALL, WIDE, mix
from ..things import DOWN, FORTH, OUT, UP, broom, cloud, flag, house, person, tree, volunteer


def sweeping(random):
    """Volunteers sweep a park path under cherry trees."""
    c = Canvas(*WIDE)
    c.gradient(0, 430, [(186, 222, 240), (234, 240, 236)])
    c.poly(
        [(0, 420), (0, 300), (260, 230), (520, 320), (800, 210), (1060, 300), (1280, 250), (1280, 430)], (164, 196, 170)
    )
    c.gradient(400, 960, [(146, 194, 108), (96, 156, 78)])
    c.poly([(420, 400), (560, 400), (1180, 960), (180, 960)], (224, 212, 188))
    c.poly([(180, 960), (150, 960), (414, 400), (420, 400)], (186, 172, 150))
    for x, foot, tall in ((80, 640, 420), (330, 500, 240), (690, 470, 200), (880, 540, 330), (1190, 700, 520)):
        tree(c, x, foot, tall, (242, 172, 190), (98, 70, 66), random)
    for _ in range(90):
        c.ellipse(random.randint(180, 1150), random.randint(520, 950), 5, 3, (248, 206, 216))
    for x, foot, tall in ((470, 640, 200), (800, 700, 236), (560, 850, 300)):
        hands = volunteer(c, x, foot, tall, right=FORTH, left=FORTH)
        broom(c, hands[1], tall * 0.4)
    volunteer(c, 980, 880, 310, left=OUT, right=DOWN)
    c.poly([(880, 770), (930, 770), (944, 880), (862, 880)], (60, 140, 92))
    return c.finish(21)


def crossing(random):
    """A volunteer with a flag at a zebra crossing."""
    c = Canvas(*WIDE)
    c.gradient(0, 380, [(120, 178, 226), (220, 234, 242)])
    for left, wide, tall, wall, roof in (
        (-20, 260, 250, (230, 206, 172), (160, 74, 60)),
        (270, 200, 200, (240, 232, 220), (96, 110, 128)),
        (500, 320, 300, (206, 168, 150), None),
        (850, 200, 220, (236, 222, 200), (160, 74, 60)),
        (1070, 240, 280, (186, 196, 204), None),
    ):
        house(c, left, 400, wide, tall, wall, floors=3, columns=4, roof=roof)
    c.rect(0, 396, 1280, 450, (200, 196, 190))
    c.gradient(450, 960, [(110, 112, 118), (76, 78, 84)])
    for index in range(9):
        x = 90 + index * 128
        c.poly(
            [(x + 50, 520), (x + 110, 520), (x + 70 + (index - 4) * 12, 790), (x - 30 + (index - 4) * 12, 790)],
            (242, 242, 238),
        )
    c.line([(400, 460), (400, 170)], (70, 74, 78), 12)
    c.rect(368, 110, 432, 270, (40, 44, 48), radius=12)
    for y, colour in ((142, (240, 60, 48)), (190, (90, 70, 30)), (238, (40, 80, 50))):
        c.ellipse(400, y, 20, 20, colour)
    c.shadow(170, 640, 180, 22)
    c.rect(10, 500, 330, 630, (40, 128, 170), radius=24)
    c.poly([(40, 505), (100, 430), (260, 430), (310, 505)], (40, 110, 150))
    c.poly([(70, 500), (112, 444), (176, 444), (176, 500)], (206, 226, 236))
    c.poly([(190, 500), (190, 444), (250, 444), (286, 500)], (206, 226, 236))
    for x in (80, 260):
        c.ellipse(x, 632, 36, 36, (30, 32, 34))
        c.ellipse(x, 632, 16, 16, (170, 174, 178))
    person(c, 560, 760, 250, (150, 90, 150), legs=(90, 86, 100), old=True, right=FORTH)
    volunteer(c, 690, 780, 300, left=OUT, right=UP)
    person(c, 860, 770, 190, (250, 190, 60), legs=(60, 100, 170))
    person(c, 950, 762, 180, (110, 190, 220), legs=(190, 80, 100), right=UP)
    hands = volunteer(c, 1040, 900, 400, left=DOWN, right=(0.16, -0.05))
    flag(c, hands[1], 220, (250, 206, 50))
    return c.finish(22)


def haircut(random):
    """A free service for old people under a red tent; warm light."""
    c = Canvas(*WIDE)
    c.rect(0, 0, 1280, 660, (196, 160, 128))
    for row in range(17):
        for column in range(14):
            x = column * 100 - (50 if row % 2 else 0)
            c.rect(x, row * 40, x + 96, row * 40 + 36, mix((190, 116, 88), (206, 136, 104), random.random()))
    c.gradient(640, 960, [(196, 190, 180), (166, 158, 148)])
    c.rect(0, 634, 1280, 650, (150, 90, 72))
    c.poly([(60, 210), (1220, 210), (1060, 60), (220, 60)], (214, 44, 44))
    c.poly([(420, 210), (640, 60), (860, 210)], (236, 84, 70))
    for index in range(12):
        x = 60 + index * 97
        c.poly([(x, 208), (x + 97, 208), (x + 48, 248)], (246, 236, 220) if index % 2 else (206, 36, 40))
    for x in (84, 1196):
        c.rect(x - 8, 210, x + 8, 790, (220, 222, 226))
    c.rect(330, 276, 950, 346, (190, 26, 32))
    c.text(640, 311, "安居社区学雷锋便民服务", 44, (255, 232, 140), style="Bold")
    person(c, 260, 730, 330, (90, 130, 110), legs=(70, 70, 76), old=True)
    for x, shirt in ((470, (226, 232, 240)), (900, (240, 226, 214))):
        c.rect(x - 60, 640, x + 60, 660, (96, 74, 60))
        c.line([(x - 50, 660), (x - 60, 800)], (80, 84, 90), 8)
        c.line([(x + 50, 660), (x + 60, 800)], (80, 84, 90), 8)
        person(c, x, 800, 330, shirt, legs=(110, 110, 116), old=True)
        c.poly([(x - 40, 536), (x + 40, 536), (x + 86, 720), (x - 86, 720)], shirt)
        hands = volunteer(c, x + 130, 830, 410, left=(0.26, -0.14), right=FORTH)
        c.line([hands[0], (hands[0][0] - 26, hands[0][1] - 10)], (60, 60, 64), 6)
    c.rect(60, 760, 240, 776, (236, 236, 236))
    c.rect(80, 776, 92, 880, (130, 130, 134))
    c.rect(206, 776, 218, 880, (130, 130, 134))
    for index, colour in enumerate(((60, 150, 200), (240, 200, 80), (120, 190, 120))):
        c.rect(84 + index * 48, 716, 112 + index * 48, 760, colour, radius=5)
    return c.finish(23, tint=(1.05, 1.0, 0.94))


def planting(random):
    """Volunteers plant trees on a green hillside; portrait, to be stored lying on its side."""
    c = Canvas(*TALL)
    c.gradient(0, 520, [(70, 150, 214), (170, 214, 240)])
    cloud(c, 250, 150, 300)
    cloud(c, 720, 260, 240)
    c.poly([(0, 560), (0, 420), (240, 330), (520, 450), (780, 300), (960, 380), (960, 720), (0, 720)], (86, 142, 110))
    c.poly([(0, 700), (0, 520), (380, 470), (960, 620), (960, 720)], (120, 176, 92))
    c.gradient(640, 1280, [(150, 190, 96), (96, 140, 62)])
    for x, y in ((130, 610), (260, 590), (420, 600), (560, 630), (760, 650), (880, 690)):
        tree(c, x, y, random.randint(110, 150), (62, 122, 66), random=random)
    for x, y, tall in ((250, 900, 260), (700, 980, 310)):
        c.ellipse(x, y + 4, 90, 30, (116, 82, 54))
        c.line([(x, y), (x + 6, y - tall)], (120, 86, 56), 10)
        for index in range(12):
            c.ellipse(
                x + random.uniform(-60, 60),
                y - tall * random.uniform(0.6, 1.05),
                24,
                16,
                (110, 186, 80) if index % 2 else (140, 206, 92),
            )
    for x, y, tall in ((140, 970, 300), (400, 990, 330), (560, 1120, 390), (850, 1100, 370)):
        hands = volunteer(c, x, y, tall, left=FORTH, right=FORTH)
        if x in (400, 850):
            c.line([(hands[0][0], hands[0][1] - 70), (hands[0][0] - 20, y + 10)], (150, 112, 70), 8)
            c.poly(
                [
                    (hands[0][0] - 46, y - 10),
                    (hands[0][0] + 6, y - 6),
                    (hands[0][0] - 6, y + 46),
                    (hands[0][0] - 34, y + 44),
                ],
                (130, 136, 142),
            )
    c.rect(440, 1180, 520, 1260, (60, 130, 190))
    c.ellipse(480, 1180, 40, 12, (110, 170, 220))
    return c.finish(24)


def riverside(random):
    """Volunteers and a boat clear a river of litter."""
    c = Canvas(*WIDE)
    c.gradient(0, 340, [(206, 220, 226), (236, 236, 226)])
    c.poly(
        [(0, 360), (0, 240), (180, 190), (420, 280), (640, 220), (900, 290), (1280, 200), (1280, 360)], (138, 158, 150)
    )
    c.gradient(340, 700, [(150, 192, 196), (74, 136, 150)])
    for _ in range(70):
        x, y = random.randint(0, 1280), random.randint(360, 690)
        c.line([(x, y), (x + random.randint(30, 90), y)], (186, 216, 218), 2)
    c.poly([(760, 340), (880, 250), (1130, 250), (1280, 330), (1280, 350), (760, 350)], (170, 164, 150))
    for x in (850, 970, 1090, 1210):
        c.ellipse(x, 346, 44, 40, (112, 160, 168))
    c.poly([(150, 480), (520, 480), (470, 556), (210, 556)], (150, 96, 56))
    c.poly([(150, 480), (520, 480), (510, 496), (162, 496)], (190, 132, 80))
    for x, reach in ((260, OUT), (410, FORTH)):
        hands = volunteer(c, x, 500, 210, top=(250, 150, 40), vest=(250, 120, 30), right=reach)
        c.line([hands[1], (hands[1][0] + 110, hands[1][1] + 120)], (190, 160, 100), 6)
    c.ellipse(560, 560, 34, 16, (210, 214, 200))
    c.poly([(0, 960), (0, 720), (360, 660), (820, 690), (1280, 620), (1280, 960)], (112, 152, 82))
    c.poly([(0, 960), (0, 860), (500, 780), (1280, 820), (1280, 960)], (204, 192, 166))
    for x in list(range(20, 560, 46)) + list(range(900, 1280, 52)):
        y = 706 - (x % 90) * 0.4 if x < 600 else 700 - (x - 900) * 0.16
        for lean in (-10, 0, 12):
            c.line([(x, y), (x + lean, y - 70 - x % 30)], (84, 128, 64), 4)
    for x, y, tall in ((690, 800, 250), (860, 850, 290), (1080, 840, 280)):
        hands = volunteer(c, x, y, tall, left=DOWN, right=FORTH)
        c.poly(
            [
                (hands[0][0] - 30, hands[0][1] + 90),
                (hands[0][0] - 6, hands[0][1]),
                (hands[0][0] + 10, hands[0][1]),
                (hands[0][0] + 34, hands[0][1] + 90),
            ],
            (240, 240, 236),
        )
        c.line([hands[1], (hands[1][0] + 30, y - 6)], (120, 124, 130), 4)
    return c.finish(25, tint=(0.98, 1.0, 1.02))
