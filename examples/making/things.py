"""What the scenes are made of: people, trees, houses, lamps, boards."""

from .canvas import SCALE, darker, lighter

RED, NAVY, GREY = (206, 38, 40), (48, 58, 92), (120, 124, 130)
SKIN, HAIR = (241, 200, 168), (44, 36, 34)
# Arms as the hand's place from the shoulder, in parts of the height.
DOWN, OUT, UP, FORTH = (0.06, 0.33), (0.24, 0.1), (0.14, -0.3), (0.2, 0.22)


def person(
    c, x, foot, tall, top, legs=NAVY, left=DOWN, right=DOWN, hair=HAIR, cap=None, vest=None, step=0.07, old=False
):
    """A simple figure standing at (x, foot). Returns the places of the left and the right hand."""
    c.shadow(x, foot, tall * 0.2)
    hip, shoulder, head = foot - tall * 0.45, foot - tall * 0.8, foot - tall * 0.9
    for side in (-1, 1):
        c.limb([(x + side * tall * 0.05, hip), (x + side * tall * step, foot - tall * 0.03)], legs, tall * 0.085)
        c.ellipse(x + side * tall * (step + 0.015), foot - tall * 0.015, tall * 0.055, tall * 0.025, darker(legs, 0.55))
    hands = []
    for side, (dx, dy) in ((-1, left), (1, right)):
        joint = (x + side * tall * 0.115, shoulder + tall * 0.04)
        hand = (x + side * tall * (0.115 + dx), shoulder + tall * dy)
        elbow = ((joint[0] + hand[0]) / 2 + side * tall * 0.03, (joint[1] + hand[1]) / 2 + tall * 0.03)
        c.limb([joint, elbow, hand], darker(top, 0.12), tall * 0.065)
        c.ellipse(*hand, tall * 0.035, tall * 0.035, SKIN)
        hands.append(hand)
    c.rect(x - tall * 0.125, shoulder, x + tall * 0.125, hip + tall * 0.04, top, radius=tall * 0.05)
    if vest:
        c.rect(x - tall * 0.13, shoulder, x + tall * 0.13, hip + tall * 0.02, vest, radius=tall * 0.04)
        c.poly([(x - tall * 0.05, shoulder), (x + tall * 0.05, shoulder), (x, shoulder + tall * 0.1)], top)
        c.ellipse(x + tall * 0.07, shoulder + tall * 0.14, tall * 0.025, tall * 0.025, (255, 226, 120))
    c.rect(x - tall * 0.03, head + tall * 0.05, x + tall * 0.03, shoulder + tall * 0.02, darker(SKIN, 0.1))
    c.ellipse(x, head - tall * 0.01, tall * 0.078, tall * 0.088, hair)
    c.ellipse(x, head + tall * 0.015, tall * 0.066, tall * 0.072, SKIN)
    for side in (-1, 1):
        c.ellipse(x + side * tall * 0.026, head + tall * 0.015, tall * 0.008, tall * 0.01, (60, 44, 40))
        c.ellipse(x + side * tall * 0.04, head + tall * 0.04, tall * 0.013, tall * 0.009, (244, 172, 150))
    c.line(
        [(x - tall * 0.018, head + tall * 0.046), (x, head + tall * 0.054), (x + tall * 0.018, head + tall * 0.046)],
        (176, 84, 76),
        max(1, tall * 0.006),
    )
    if old:
        hair = (214, 214, 216)
    c.draw.pieslice(_box(c, x, head - tall * 0.012, tall * 0.08, tall * 0.085), 180, 360, fill=hair)
    if cap:
        c.draw.pieslice(_box(c, x, head - tall * 0.015, tall * 0.086, tall * 0.09), 180, 360, fill=cap)
        c.rect(x - tall * 0.1, head - tall * 0.025, x + tall * 0.1, head - tall * 0.008, darker(cap, 0.2), radius=2)
    return hands


def _box(c, x, y, rx, ry):
    return [v * SCALE for v in (x - rx, y - ry, x + rx, y + ry)]


def volunteer(c, x, foot, tall, **more):
    more.setdefault("cap", RED)
    return person(c, x, foot, tall, more.pop("top", (238, 240, 244)), vest=more.pop("vest", RED), **more)


def broom(c, hand, length):
    end = (hand[0] + length * 0.35, hand[1] + length)
    c.line([(hand[0] - length * 0.12, hand[1] - length * 0.35), end], (168, 122, 70), 5)
    c.poly(
        [(end[0] - 9, end[1] - 4), (end[0] + 9, end[1] - 4), (end[0] + 30, end[1] + 34), (end[0] - 24, end[1] + 34)],
        (206, 170, 90),
    )


def flag(c, hand, length, cloth=RED):
    top = (hand[0] + 4, hand[1] - length)
    c.line([(hand[0], hand[1] + length * 0.35), top], (150, 110, 60), 4)
    c.poly(
        [
            top,
            (top[0] + length * 0.62, top[1] + length * 0.1),
            (top[0] + length * 0.55, top[1] + length * 0.26),
            (top[0] + length * 0.6, top[1] + length * 0.4),
            (top[0], top[1] + length * 0.42),
        ],
        cloth,
    )


def tree(c, x, foot, tall, leaf=(72, 138, 66), trunk=(108, 80, 58), random=None):
    c.shadow(x, foot, tall * 0.28)
    c.poly(
        [
            (x - tall * 0.035, foot),
            (x + tall * 0.035, foot),
            (x + tall * 0.02, foot - tall * 0.55),
            (x - tall * 0.02, foot - tall * 0.55),
        ],
        trunk,
    )
    spots = [(0, -0.78, 0.22), (-0.15, -0.62, 0.18), (0.16, -0.64, 0.17), (-0.05, -0.55, 0.17), (0.08, -0.86, 0.14)]
    for index, (dx, dy, r) in enumerate(spots):
        sway = random.uniform(-0.03, 0.03) if random else 0
        shade = darker(leaf, 0.18) if index in (1, 3) else leaf
        c.ellipse(x + (dx + sway) * tall, foot + dy * tall, r * tall, r * tall * 0.9, shade)
    c.ellipse(x - tall * 0.05, foot - tall * 0.83, tall * 0.12, tall * 0.1, lighter(leaf, 0.18))


def bush(c, x, foot, wide, leaf=(84, 148, 74), flower=None, random=None):
    for part in range(5):
        c.ellipse(
            x + wide * (part - 2) * 0.2,
            foot - wide * 0.12,
            wide * 0.16,
            wide * (0.17 if part % 2 else 0.21),
            darker(leaf, 0.12) if part % 2 else leaf,
        )
    if flower and random:
        for _ in range(9):
            c.ellipse(
                x + random.uniform(-0.45, 0.45) * wide,
                foot - random.uniform(0.05, 0.28) * wide,
                wide * 0.035,
                wide * 0.035,
                flower,
            )


def cloud(c, x, y, wide, colour=(250, 252, 255)):
    for dx, dy, r in ((-0.3, 0.05, 0.16), (0, 0, 0.22), (0.28, 0.06, 0.15), (0.1, 0.09, 0.18)):
        c.ellipse(x + dx * wide, y + dy * wide, r * wide, r * wide * 0.55, colour)


def house(
    c, left, foot, wide, tall, wall, floors=5, columns=4, glass=(150, 186, 214), roof=None, lit=None, random=None
):
    top = foot - tall
    c.rect(left, top, left + wide, foot, wall)
    c.rect(left + wide * 0.86, top, left + wide, foot, darker(wall, 0.12))
    if roof:
        c.poly(
            [
                (left - wide * 0.05, top),
                (left + wide * 1.05, top),
                (left + wide * 0.92, top - tall * 0.12),
                (left + wide * 0.08, top - tall * 0.12),
            ],
            roof,
        )
    else:
        c.rect(left - 4, top - 8, left + wide + 4, top + 4, darker(wall, 0.25))
    for row in range(floors):
        for column in range(columns):
            x = left + wide * (0.08 + 0.8 * column / columns)
            y = top + tall * (0.07 + 0.86 * row / floors)
            pane = lit if lit and random and random.random() < 0.45 else glass
            c.rect(
                x, y, x + wide * 0.52 / columns, y + tall * 0.5 / floors, pane, outline=darker(wall, 0.35), width=1.5
            )


def lamp(c, x, foot, tall, colour=(70, 78, 88), glow=(250, 240, 206), arm=1):
    c.line([(x, foot), (x, foot - tall), (x + arm * tall * 0.18, foot - tall * 1.04)], colour, 6)
    c.ellipse(x + arm * tall * 0.2, foot - tall * 1.03, tall * 0.06, tall * 0.022, glow)


def board(c, left, top, right, bottom, title, line, ground=RED, ink=(255, 240, 190), feet=None, frame=(90, 96, 104)):
    """A board of public-service advertising: a large line and a small one."""
    if feet:
        for x in (left + (right - left) * 0.2, left + (right - left) * 0.8):
            c.rect(x - 7, bottom, x + 7, feet, frame)
    c.rect(left - 8, top - 8, right + 8, bottom + 8, frame)
    c.rect(left, top, right, bottom, ground)
    tall, wide = bottom - top, right - left
    c.poly(
        [
            (left, bottom),
            (left, bottom - tall * 0.2),
            (left + wide * 0.35, bottom - tall * 0.06),
            (right, bottom - tall * 0.26),
            (right, bottom),
        ],
        lighter(ground, 0.3),
    )
    c.text(
        (left + right) / 2,
        top + tall * 0.36,
        title,
        min(tall * 0.34, wide / max(1, len(title)) * 0.86),
        ink,
        style="Bold",
    )
    if line:
        c.text((left + right) / 2, top + tall * 0.66, line, min(tall * 0.15, wide / max(1, len(line)) * 0.86), ink)


def paving(c, horizon, colours, joint, vanish, columns=16, rows=9):
    """Ground in perspective: a gradient with joints that meet at the vanishing point."""
    c.gradient(horizon, c.height, colours)
    for column in range(-columns, columns + 1):
        c.line([(vanish, horizon), (vanish + column * c.width / columns * 2.4, c.height)], joint, 1.4)
    for row in range(1, rows):
        y = horizon + (c.height - horizon) * (row / rows) ** 2
        c.line([(0, y), (c.width, y)], joint, 1.4)


def stall(c, left, foot, wide, tall, cloth, goods, random):
    """A market stall with a striped awning and heaps of goods."""
    c.rect(left, foot - tall * 0.38, left + wide, foot, (222, 214, 200))
    c.rect(left, foot - tall * 0.38, left + wide, foot - tall * 0.32, (170, 140, 104))
    for x in (left + 6, left + wide - 6):
        c.line([(x, foot - tall * 0.38), (x, foot - tall * 0.85)], (130, 132, 136), 5)
    for index, colour in enumerate(goods):
        middle = left + wide * (index + 0.5) / len(goods)
        for _ in range(22):
            dx, dy = random.gauss(0, 0.28), random.random()
            dx = max(-0.85, min(0.85, dx)) * (1 - dy * 0.7)
            c.ellipse(
                middle + dx * wide / len(goods) / 1.7,
                foot - tall * (0.4 + dy * 0.13),
                wide * 0.022,
                wide * 0.02,
                lighter(colour, random.uniform(0, 0.3)),
            )
    stripes = 8
    for index in range(stripes):
        x = left - 14 + (wide + 28) * index / stripes
        end = left - 14 + (wide + 28) * (index + 1) / stripes
        colour = cloth if index % 2 == 0 else (250, 248, 242)
        c.poly(
            [
                (x, foot - tall * 0.78),
                (end, foot - tall * 0.78),
                (end - 0.06 * (end - left - wide / 2), foot - tall),
                (x - 0.06 * (x - left - wide / 2), foot - tall),
            ],
            colour,
        )
        c.ellipse((x + end) / 2, foot - tall * 0.78, (end - x) / 2, tall * 0.035, colour)


def bin_(c, x, foot, wide, colour, mark, lid=None):
    """A wheeled bin."""
    tall = wide * 1.35
    c.shadow(x + wide / 2, foot, wide * 0.7)
    c.poly([(x, foot - tall), (x + wide, foot - tall), (x + wide * 0.9, foot), (x + wide * 0.1, foot)], colour)
    c.poly(
        [(x + wide * 0.82, foot - tall), (x + wide, foot - tall), (x + wide * 0.9, foot), (x + wide * 0.76, foot)],
        darker(colour, 0.18),
    )
    c.rect(
        x - wide * 0.05,
        foot - tall - wide * 0.13,
        x + wide * 1.05,
        foot - tall + wide * 0.02,
        lid or darker(colour, 0.3),
        radius=5,
    )
    for side in (0.18, 0.82):
        c.ellipse(x + wide * side, foot, wide * 0.08, wide * 0.08, (36, 38, 40))
    c.ellipse(x + wide * 0.46, foot - tall * 0.6, wide * 0.2, wide * 0.2, (255, 255, 255))
    c.poly(
        [
            (x + wide * 0.46, foot - tall * 0.6 - wide * 0.14),
            (x + wide * 0.58, foot - tall * 0.6 + wide * 0.08),
            (x + wide * 0.34, foot - tall * 0.6 + wide * 0.08),
        ],
        colour,
    )
    c.text(x + wide * 0.46, foot - tall * 0.28, mark, wide * 0.17, (255, 255, 255), style="Bold")
