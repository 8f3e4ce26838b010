"""A small drawing kit: flat shapes at twice the size, then scaled down and lit a little like a photo."""

import math
import os
import sys
from functools import lru_cache
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

SCALE = 2
WIDE, TALL = (1280, 960), (960, 1280)
FONT_FOLDERS = ["/usr/share/fonts/opentype/noto", "/usr/share/fonts/noto-cjk", "/usr/share/fonts/google-noto-cjk"]
SIMPLIFIED = 2  # the face of simplified Chinese in Noto's collections


@lru_cache(maxsize=None)
def font(size, style="Regular"):
    """Noto Sans CJK (or Serif) in simplified Chinese."""
    family, weight = ("NotoSerifCJK", style[5:]) if style.startswith("Serif") else ("NotoSansCJK", style)
    folders = [os.environ["NOTO_CJK"]] if "NOTO_CJK" in os.environ else FONT_FOLDERS
    for folder in folders:
        path = Path(folder) / f"{family}-{weight}.ttc"
        if path.exists():
            return ImageFont.truetype(str(path), size, index=SIMPLIFIED)
    sys.exit("Noto Sans CJK is missing: install fonts-noto-cjk, or name its folder in NOTO_CJK")


def mix(a, b, share):
    """A colour between two others."""
    return tuple(round(x + (y - x) * share) for x, y in zip(a, b, strict=True))


def darker(colour, share=0.2):
    return mix(colour, (0, 0, 0), share)


def lighter(colour, share=0.25):
    return mix(colour, (255, 255, 255), share)


class Canvas:
    """A picture in drawing units; all shapes take them."""

    def __init__(self, width, height, ground=(255, 255, 255)):
        self.width, self.height = width, height
        self.image = Image.new("RGB", (width * SCALE, height * SCALE), ground)
        self.draw = ImageDraw.Draw(self.image)

    def _points(self, points):
        return [(x * SCALE, y * SCALE) for x, y in points]

    def gradient(self, top, bottom, colours):
        """Horizontal bands between two heights, from the first colour through to the last."""
        top, bottom = round(top * SCALE), round(bottom * SCALE)
        for y in range(top, bottom):
            place = (y - top) / max(1, bottom - top - 1) * (len(colours) - 1)
            at = min(int(place), len(colours) - 2)
            self.draw.line([(0, y), (self.image.width, y)], fill=mix(colours[at], colours[at + 1], place - at))

    def rect(self, left, top, right, bottom, fill, outline=None, width=2, radius=0):
        box = [v * SCALE for v in (left, top, right, bottom)]
        self.draw.rounded_rectangle(box, radius * SCALE, fill=fill, outline=outline, width=round(width * SCALE))

    def ellipse(self, x, y, rx, ry, fill):
        self.draw.ellipse([v * SCALE for v in (x - rx, y - ry, x + rx, y + ry)], fill=fill)

    def poly(self, points, fill):
        self.draw.polygon(self._points(points), fill=fill)

    def line(self, points, fill, width=3):
        self.draw.line(self._points(points), fill=fill, width=round(width * SCALE), joint="curve")

    def limb(self, points, fill, width):
        """A line with round ends."""
        self.line(points, fill, width)
        for x, y in (points[0], points[-1]):
            self.ellipse(x, y, width / 2, width / 2, fill)

    def text(self, x, y, text, size, fill, anchor="mm", style="Regular"):
        self.draw.text((x * SCALE, y * SCALE), text, font=font(round(size * SCALE), style), fill=fill, anchor=anchor)

    def column(self, x, y, text, size, fill, style="Bold"):
        """Text from top to bottom, centred on x."""
        for index, letter in enumerate(text):
            self.text(x, y + (index + 0.5) * size * 1.12, letter, size, fill, style=style)

    def veil(self, points, colour, share):
        """A translucent polygon: shadow or light."""
        mask = Image.new("L", self.image.size, 0)
        ImageDraw.Draw(mask).polygon(self._points(points), fill=round(255 * share))
        self.image.paste(colour, (0, 0), mask)

    def shadow(self, x, y, rx, ry=None, share=0.3):
        ry = ry if ry else rx * 0.22
        turn = [i * math.tau / 24 for i in range(24)]
        self.veil([(x + rx * math.cos(t), y + ry * math.sin(t)) for t in turn], (20, 25, 35), share)

    def finish(self, seed, tint=(1.0, 1.0, 1.0), noise=2.2):
        """The photo: scaled down, unevenly lit, darker towards the corners, with a little noise."""
        small = self.image.resize((self.width, self.height), Image.Resampling.BOX)
        random = np.random.default_rng(seed)
        light = random.normal(1.0, 0.05, (3, 4)).astype(np.float32)
        light = np.asarray(Image.fromarray(light).resize(small.size, Image.Resampling.BICUBIC))
        y, x = np.mgrid[0 : self.height, 0 : self.width].astype(np.float32)
        far = np.hypot(x / self.width - 0.5, y / self.height - 0.5)
        light = light * (1.06 - 0.32 * far * far)
        pixels = np.asarray(small, np.float32) * light[..., None] * np.array(tint, np.float32)
        pixels += random.normal(0, noise, (self.height, self.width, 1)).astype(np.float32)
        return Image.fromarray(np.clip(np.rint(pixels), 0, 255).astype(np.uint8))

    def plain(self):
        """The picture as drawn, scaled down."""
        return self.image.resize((self.width, self.height), Image.Resampling.BOX)
