"""Scenes of C1, back streets before and after their renovation."""

from ..canvas import Canvas, TALL, WIDE, darker, mix
from ..things import UP, bush, house, lamp, person, tree


def _alley(c, left, right, sky, ground, vanish, depth):
    """Two rows of walls that run to a vanishing point."""
    x, y = vanish
    c.gradient(0, y + 40, sky)
    c.gradient(y, c.height, ground)
    c.poly([(0, 0), (x - depth, y - depth * 1.5), (x - depth, y + depth * 0.25), (0, c.height * 0.86)], left)
    c.poly(
        [(c.width, 0), (x + depth, y - depth * 1.7), (x + depth, y + depth * 0.25), (c.width, c.height * 0.88)], right
    )


def _window(c, side, near, far, top, bottom, vanish, fill, frame):
    """A window or door in one of the walls; near and far are shares of the way to the vanishing point."""
    x, y = vanish
    edge = 0 if side < 0 else c.width
    points = []
    for share, level in ((near, top), (far, top), (far, bottom), (near, bottom)):
        points.append((edge + (x - edge) * share, level + (y - level) * share))
    c.poly(points, fill)
    c.line(points + [points[0]], frame, 4)


def alley_before(random):
    """民生巷 before: broken ground, hanging cables, heaps of rubbish."""
    c = Canvas(*WIDE)
    at = (600, 400)
    _alley(
        c, (128, 116, 104), (112, 106, 100), [(150, 152, 154), (186, 186, 184)], [(118, 110, 100), (92, 84, 76)], at, 90
    )
    for near, far in ((0.08, 0.3), (0.42, 0.56), (0.64, 0.72)):
        _window(c, -1, near, far, 150, 470, at, (70, 66, 64), (92, 84, 76))
        _window(c, 1, near, far, 120, 520, at, (64, 62, 62), (86, 80, 76))
    for _ in range(46):
        side, x, y = random.random() < 0.5, random.randint(0, 420), random.randint(120, 700)
        x = x if side else 1280 - x
        c.rect(
            x,
            y,
            x + random.randint(14, 46),
            y + random.randint(18, 40),
            mix((150, 140, 128), (96, 88, 80), random.random()),
        )
    for x in (250, 1010):
        c.rect(x - 9, 190, x + 9, 720, (96, 80, 66))
        c.rect(x - 50, 226, x + 50, 238, (96, 80, 66))
    for index in range(13):
        y0, y1 = random.randint(30, 240), random.randint(20, 260)
        c.line(
            [(-10, y0), (320, y0 * 0.6 + 170), (640, 250 + index * 4), (960, y1 * 0.6 + 150), (1290, y1)],
            (34, 32, 32),
            random.choice((3, 4, 6)),
        )
    for _ in range(9):
        x, y = random.randint(330, 930), random.randint(560, 900)
        c.ellipse(x, y, random.randint(40, 110), random.randint(10, 26), (74, 70, 66))
        c.ellipse(x + 6, y + 4, random.randint(20, 60), 8, (120, 122, 122))
    for x, y in ((150, 900), (290, 820), (1060, 880), (1190, 920), (230, 930)):
        for _ in range(16):
            c.ellipse(
                x + random.gauss(0, 40),
                y - abs(random.gauss(0, 26)),
                random.randint(12, 30),
                random.randint(10, 22),
                random.choice([(40, 40, 44), (180, 176, 170), (130, 40, 40), (60, 90, 120), (190, 160, 90)]),
            )
    c.rect(900, 640, 930, 760, (70, 60, 60))
    c.ellipse(880, 770, 44, 44, (40, 38, 38))
    c.ellipse(880, 770, 34, 34, (108, 102, 96))
    return c.finish(41, tint=(0.97, 0.97, 0.95))


def alley_after(random):
    """民生巷 after: white walls with murals, new paving, lamps, flowers."""
    c = Canvas(*WIDE)
    at = (640, 380)
    _alley(
        c,
        (246, 240, 228),
        (250, 246, 238),
        [(96, 168, 230), (206, 230, 246)],
        [(214, 196, 176), (196, 172, 148)],
        at,
        110,
    )
    for step in range(12):
        y = 410 + (step / 12) ** 2 * 550
        c.line([(640 - (y - 380) * 1.6, y), (640 + (y - 380) * 1.6, y)], (178, 152, 130), 2)
    for column in range(-8, 9):
        c.line([(640, 400), (640 + column * 150, 960)], (178, 152, 130), 2)
    c.poly([(0, 640), (0, 828), (530, 408), (530, 396)], (92, 108, 128))
    c.poly([(1280, 650), (1280, 846), (750, 408), (750, 396)], (92, 108, 128))
    for near, far in ((0.05, 0.24), (0.34, 0.48), (0.58, 0.66)):
        _window(c, -1, near, far, 180, 460, at, (160, 204, 226), (146, 92, 60))
    _window(c, 1, 0.06, 0.4, 170, 560, at, (208, 44, 44), (240, 214, 140))
    c.text(1062, 350, "和", 92, (255, 236, 170), style="SerifBold")
    c.text(1160, 340, "美", 128, (255, 236, 170), style="SerifBold")
    _window(c, 1, 0.5, 0.66, 180, 470, at, (160, 204, 226), (146, 92, 60))
    for x, foot, tall, arm in ((330, 700, 420, 1), (980, 720, 440, -1), (500, 520, 200, 1), (800, 524, 204, -1)):
        lamp(c, x, foot, tall, (50, 60, 70), arm=arm)
    for x, y, wide in (
        (90, 880, 200),
        (240, 760, 150),
        (370, 650, 110),
        (1200, 900, 220),
        (1060, 780, 150),
        (930, 670, 110),
    ):
        c.rect(x - wide / 2, y - 20, x + wide / 2, y + wide * 0.14, (160, 96, 66))
        bush(c, x, y - 16, wide, flower=random.choice([(244, 90, 120), (250, 210, 70), (200, 110, 220)]), random=random)
    person(c, 600, 640, 190, (226, 110, 110), legs=(90, 96, 140))
    person(c, 700, 760, 250, (90, 150, 190), legs=(84, 80, 90), old=True)
    return c.finish(42, tint=(1.02, 1.01, 0.99))


def lane_before(random):
    """前进巷 before: cars parked at random, muddy, a stall in the way; portrait."""
    c = Canvas(*TALL)
    c.gradient(0, 480, [(196, 190, 178), (214, 206, 190)])
    for left, wide, tall, wall in (
        (-20, 330, 420, (150, 130, 110)),
        (300, 240, 300, (166, 148, 128)),
        (560, 420, 460, (136, 126, 118)),
    ):
        house(c, left, 500, wide, tall, wall, floors=4, columns=3, glass=(90, 92, 96))
    c.gradient(490, 1280, [(146, 124, 96), (104, 84, 62)])
    for _ in range(26):
        x, y = random.randint(0, 960), random.randint(560, 1260)
        c.ellipse(
            x, y, random.randint(30, 120), random.randint(8, 24), mix((92, 72, 52), (130, 108, 82), random.random())
        )
    c.poly([(560, 520), (960, 560), (960, 600), (560, 552)], (60, 90, 150))
    for x in (580, 930):
        c.line([(x, 560), (x, 760)], (110, 104, 96), 6)
    for index in range(6):
        c.rect(
            590 + index * 58,
            690 - index % 3 * 26,
            640 + index * 58,
            760,
            ((170, 120, 70), (196, 150, 96), (130, 94, 60))[index % 3],
        )
    for x, y, s, colour, lean in (
        (200, 760, 1.5, (170, 170, 172), 0),
        (470, 930, 1.7, (110, 40, 40), 20),
        (190, 1160, 2.1, (60, 66, 76), -24),
    ):
        c.shadow(x, y, 110 * s, 18 * s)
        c.poly(
            [
                (x - 100 * s, y - 52 * s + lean),
                (x + 100 * s, y - 52 * s - lean),
                (x + 104 * s, y - 8 * s - lean),
                (x - 104 * s, y - 8 * s + lean),
            ],
            colour,
        )
        c.poly(
            [(x - 60 * s, y - 52 * s), (x - 36 * s, y - 92 * s), (x + 40 * s, y - 92 * s), (x + 70 * s, y - 52 * s)],
            darker(colour, 0.2),
        )
        c.poly([(x - 48 * s, y - 54 * s), (x - 30 * s, y - 84 * s), (x, y - 84 * s), (x, y - 54 * s)], (130, 146, 152))
        for side in (-1, 1):
            c.ellipse(x + side * 62 * s, y - 6 * s - side * lean * 0.6, 20 * s, 20 * s, (32, 30, 30))
    for _ in range(40):
        c.ellipse(
            random.gauss(760, 90),
            random.gauss(1120, 46),
            random.randint(12, 34),
            random.randint(10, 24),
            random.choice([(50, 50, 52), (200, 196, 186), (150, 60, 50), (90, 110, 70), (210, 180, 110)]),
        )
    return c.finish(43, tint=(1.0, 0.98, 0.94))


def lane_after(random):
    """前进巷 after: marked parking, cycle lane, a pocket garden, evening light."""
    c = Canvas(*TALL)
    c.gradient(0, 430, [(250, 214, 160), (252, 236, 206)])
    c.ellipse(220, 300, 80, 80, (255, 250, 226))
    for left, wide, tall, wall, roof in (
        (430, 250, 250, (250, 240, 224), (90, 110, 130)),
        (690, 300, 330, (240, 216, 190), (150, 80, 64)),
    ):
        house(c, left, 450, wide, tall, wall, floors=3, columns=3, roof=roof, glass=(150, 190, 210))
    c.rect(0, 440, 960, 1280, (150, 190, 110))
    c.poly([(420, 450), (600, 450), (960, 1080), (960, 1280), (330, 1280)], (96, 100, 108))
    c.poly([(360, 450), (424, 450), (340, 1280), (60, 1280)], (196, 74, 62))
    c.text(220, 1120, "慢", 130, (252, 240, 226), style="Bold")
    for index in range(5):
        y = 520 + index * index * 34 + index * 40
        x = 640 + (y - 450) * 0.5
        c.line([(x - 60 - index * 34, y), (x, y - 14)], (250, 250, 246), 4 + index)
    for x, y, s, colour in ((690, 690, 1.1, (236, 238, 240)), (830, 930, 1.7, (50, 120, 160))):
        c.shadow(x, y, 70 * s, 12 * s)
        c.rect(x - 62 * s, y - 70 * s, x + 62 * s, y - 8 * s, colour, radius=16 * s)
        c.rect(x - 46 * s, y - 108 * s, x + 46 * s, y - 60 * s, darker(colour, 0.15), radius=14 * s)
        c.rect(x - 38 * s, y - 100 * s, x + 38 * s, y - 66 * s, (170, 206, 222), radius=8)
        for side in (-1, 1):
            c.ellipse(x + side * 46 * s, y - 44 * s, 9 * s, 8 * s, (255, 240, 200))
            c.rect(x + side * 46 * s - 12 * s, y - 12 * s, x + side * 46 * s + 12 * s, y + 4 * s, (34, 34, 36))
    tree(c, 130, 640, 330, (94, 158, 72), random=random)
    tree(c, 290, 540, 190, (120, 176, 84), random=random)
    for x, y, wide in ((90, 800, 190), (60, 960, 200), (230, 700, 120)):
        bush(c, x, y, wide, flower=(250, 120, 140), random=random)
    c.rect(20, 840, 190, 856, (150, 100, 60))
    person(c, 480, 900, 300, (240, 170, 70), legs=(90, 90, 130), right=UP)
    person(c, 590, 800, 240, (160, 90, 150), legs=(70, 70, 80), old=True)
    return c.finish(44, tint=(1.04, 1.0, 0.94))


def pond(random):
    """A village pond in autumn colours, as a plain drawing: few colours, small as PNG."""
    c = Canvas(*WIDE, ground=(250, 226, 170))
    c.rect(0, 300, 1280, 520, (206, 130, 60))
    c.poly(
        [(0, 330), (200, 210), (420, 330), (700, 180), (980, 330), (1280, 230), (1280, 360), (0, 360)], (176, 96, 60)
    )
    c.ellipse(640, 660, 560, 190, (96, 150, 160))
    c.ellipse(640, 640, 520, 150, (120, 178, 184))
    for x in (150, 420, 860, 1120):
        tree(c, x, 470, 260, (226, 160, 40), (90, 60, 40))
    return c.plain()
