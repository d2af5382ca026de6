"""Covers for what has none: drawn from a hash of its name, the same every time, as SVG of our own.

A composition (one of eight), a palette (a hue and how far its neighbours stand) and the title in type. All markup is
ours; the text is escaped. The drawing is made of few large shapes, so that it holds at 96 px as at 1200 px.
"""

import hashlib
import random
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from xml.sax.saxutils import escape

from pictures.oklch import hex_colour

EDGE = 600
"""The drawing's own unit: a square of 600."""

MARGIN = 44
LINES = 3
ARTIST_SIZE = 28
TITLE_LENGTH, ARTIST_LENGTH = 120, 60
FONTS = "'Instrument Sans', Inter, 'Helvetica Neue', Helvetica, Arial, 'Noto Sans', sans-serif"


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as `#rrggbb`: the ground, three shapes from deep to bright, and the ink of the title."""

    ground: str
    deep: str
    middle: str
    bright: str
    ink: str


def _palette(dice: random.Random) -> Palette:
    """Two kinds: a dark ground with glowing shapes, or a light one with saturated shapes."""
    hue = dice.uniform(0, 360)
    step = dice.choice([28, 40, 65, 150, -35, -60])
    hues = [hue, hue + step, hue + 2 * step]
    if dice.random() < 0.62:
        return Palette(
            hex_colour((0.24, 0.055, hues[0] % 360)),
            hex_colour((0.42, 0.13, hues[0] % 360)),
            hex_colour((0.62, 0.17, hues[1] % 360)),
            hex_colour((0.82, 0.13, hues[2] % 360)),
            hex_colour((0.97, 0.015, hues[2] % 360)),
        )
    return Palette(
        hex_colour((0.9, 0.05, hues[2] % 360)),
        hex_colour((0.74, 0.12, hues[1] % 360)),
        hex_colour((0.62, 0.17, hues[0] % 360)),
        hex_colour((0.48, 0.15, hues[0] % 360)),
        hex_colour((0.22, 0.05, hues[0] % 360)),
    )


# --- Compositions: each fills the square and leaves the lower left quiet enough for the title -----------


def _rings(p: Palette, dice: random.Random) -> str:
    """A record, cut by the edge."""
    x, y = dice.choice([(430, 190), (480, 120), (360, 170), (520, 240)])
    colours = [p.deep, p.middle, p.bright, p.ground]
    radii = [330, 250, 170, 92, 30]
    shapes = [
        f'<circle cx="{x}" cy="{y}" r="{r}" fill="{colours[n % 4]}"/>' for n, r in enumerate(radii)
    ]
    return "".join(shapes)


def _quarters(p: Palette, dice: random.Random) -> str:
    """A grid of quarter circles, as on a tiled floor."""
    shapes = []
    cell = 200
    for row in range(2):
        for column in range(3):
            x, y = column * cell, row * cell
            back, front = dice.sample([p.ground, p.deep, p.middle, p.bright], 2)
            shapes.append(f'<rect x="{x}" y="{y}" width="{cell}" height="{cell}" fill="{back}"/>')
            corner_x, corner_y = x + dice.choice([0, cell]), y + dice.choice([0, cell])
            towards_x, towards_y = (
                (x if corner_x > x else x + cell),
                (y if corner_y > y else y + cell),
            )
            sweep = int((towards_x > corner_x) != (towards_y > corner_y))
            shapes.append(
                f'<path d="M{corner_x} {corner_y}L{corner_x} {towards_y}'
                f'A{cell} {cell} 0 0 {sweep} {towards_x} {corner_y}Z" fill="{front}"/>'
            )
    return "".join(shapes)


def _waves(p: Palette, dice: random.Random) -> str:
    """Hills behind hills under a sun."""
    sun_x, sun_y = dice.randrange(150, 460), dice.randrange(130, 210)
    shapes = [
        f'<circle cx="{sun_x}" cy="{sun_y}" r="{dice.randrange(72, 112)}" fill="{p.bright}"/>'
    ]
    for colour, base in ((p.middle, 270), (p.deep, 360)):
        lift = dice.choice([-1, 1]) * dice.randrange(50, 110)
        shapes.append(
            f'<path d="M0 {base}C150 {base - lift} 250 {base - lift} 330 {base}'
            f'S520 {base + lift} 600 {base - lift // 2}V600H0Z" fill="{colour}"/>'
        )
    shapes.append(
        f'<path d="M0 {430 + dice.randrange(-20, 20)}C220 380 400 500 600 {420 + dice.randrange(-30, 30)}'
        f'V600H0Z" fill="{p.ground}"/>'
    )
    return "".join(shapes)


def _bars(p: Palette, dice: random.Random) -> str:
    """The peaks of a waveform."""
    count, gap = dice.choice([(9, 22), (12, 16), (7, 30)])
    width = (EDGE - 2 * MARGIN - gap * (count - 1)) / count
    colours = [p.deep, p.middle, p.bright]
    shapes = []
    for n in range(count):
        height = dice.randrange(60, 300)
        x = MARGIN + n * (width + gap)
        shapes.append(
            f'<rect x="{x:.1f}" y="{210 - height / 2:.1f}" width="{width:.1f}" height="{height}" '
            f'rx="{width / 2:.1f}" fill="{dice.choice(colours)}"/>'
        )
    return "".join(shapes)


def _overlap(p: Palette, dice: random.Random) -> str:
    """Two or three discs of coloured glass."""
    shapes = []
    for n, colour in enumerate((p.deep, p.middle, p.bright)):
        x, y = 180 + n * 130 + dice.randrange(-40, 40), 210 + dice.randrange(-70, 70)
        shapes.append(
            f'<circle cx="{x}" cy="{y}" r="{dice.randrange(120, 190)}" fill="{colour}" fill-opacity=".86"/>'
        )
    return "".join(shapes)


def _stripes(p: Palette, dice: random.Random) -> str:
    """Broad diagonal bands."""
    colours = [p.middle, p.bright, p.deep]
    at = dice.randrange(-80, 60)
    lean = dice.choice([-1, 1])
    shapes = []
    for n in range(3):
        width = dice.randrange(60, 125)
        x = at + n * 20
        points = [(x, 0), (x + width, 0), (x + width + 600, 600), (x + 600, 600)]
        if lean < 0:
            points = [(600 - px, py) for px, py in points]
        path = " ".join(f"{px},{py}" for px, py in points)
        shapes.append(f'<polygon points="{path}" fill="{colours[n]}"/>')
        at += width
    return "".join(shapes)


def _dots(p: Palette, dice: random.Random) -> str:
    """A halftone that swells towards one corner."""
    corner_x, corner_y = dice.choice([(600, 0), (300, -60), (0, 0)])
    shapes = []
    for row in range(7):
        for column in range(9):
            x, y = 40 + column * 65, 36 + row * 60
            distance = ((x - corner_x) ** 2 + (y - corner_y) ** 2) ** 0.5
            radius = max(0.0, 31 - distance / 17)
            if radius > 2:
                colour = p.bright if distance < 230 else p.middle if distance < 390 else p.deep
                shapes.append(f'<circle cx="{x}" cy="{y}" r="{radius:.1f}" fill="{colour}"/>')
    return "".join(shapes)


def _arches(p: Palette, dice: random.Random) -> str:
    """Doorways one in another."""
    x = dice.choice([330, 300, 370])
    shapes = []
    for colour, width in ((p.deep, 420), (p.middle, 300), (p.bright, 180), (p.ground, 70)):
        left, radius = x - width / 2, width / 2
        top = 60 + (420 - width) * 0.42
        shapes.append(
            f'<path d="M{left:.0f} 600V{top + radius:.0f}A{radius:.0f} {radius:.0f} 0 0 1 '
            f'{left + width:.0f} {top + radius:.0f}V600Z" fill="{colour}"/>'
        )
    return "".join(shapes)


COMPOSITIONS: tuple[Callable[[Palette, random.Random], str], ...] = (
    _rings, _quarters, _waves, _bars, _overlap, _stripes, _dots, _arches,
)  # fmt: skip


# --- Type ---------------------------------------------------------------------------------------------


def _clean(text: str, length: int) -> str:
    """Printable text: control characters and halves of surrogate pairs are not allowed in XML 1.0."""
    kept = "".join(
        " " if unicodedata.category(c) in {"Cc", "Zl", "Zp"} else c
        for c in text[: 4 * length]
        if unicodedata.category(c) not in {"Cs", "Cf", "Cn"} or c == "\u200d"
    )
    kept = " ".join(kept.split())
    return kept if len(kept) <= length else kept[: length - 1].rstrip() + "…"


def _width(text: str) -> float:
    """About how many em a text is wide in a bold grotesque."""
    widths = {"W": 1.0, "F": 1.0, "H": 0.55}
    return sum(
        widths.get(unicodedata.east_asian_width(c), 0)
        or (
            0.3
            if c in "iljtf.,:;'!| ()[]"
            else 0.86
            if c in "mwMW"
            else 0.69
            if c.isupper()
            else 0.56
        )
        for c in text
    )


def _wrapped(text: str, em: float) -> list[str]:
    """Lines of at most `em`; a word that is longer is broken."""
    lines = [""]
    for word in text.split(" "):
        joined = f"{lines[-1]} {word}".strip()
        if _width(joined) <= em:
            lines[-1] = joined
            continue
        if lines[-1]:
            lines.append("")
        for c in word:
            if _width(lines[-1] + c) > em:
                lines.append("")
            lines[-1] += c
    return lines


def _set(title: str) -> tuple[int, list[str]]:
    """(size, lines): as large as fits in three lines, the last cut where even the smallest does not."""
    room = EDGE - 2 * MARGIN
    for size in (88, 72, 60, 50, 42):
        lines = _wrapped(title, room / size)
        unbroken = all(_width(word) <= room / size for word in title.split(" "))
        if len(lines) <= (2 if size > 60 else LINES) and (unbroken or size == 42):
            return size, lines
    return 42, [*lines[: LINES - 1], lines[LINES - 1].rstrip()[:-1] + "…"]


def _cut(text: str, em: float) -> str:
    """The text in one line of at most `em`, cut where it is longer."""
    if _width(text) <= em:
        return text
    while text and _width(f"{text}…") > em:
        text = text[:-1]
    return f"{text.rstrip()}…"


@lru_cache(maxsize=512)
def cover_svg(seed_text: str, title: str, artist: str = "") -> bytes:
    """A square cover as an SVG document, always the same for the same words.

    `seed_text` decides shapes and colours (a public id or a name); `title` and `artist` are set in type.
    """
    seed = hashlib.sha256(seed_text.encode(errors="replace")).digest()
    dice = random.Random(seed)
    palette = _palette(dice)
    shapes = dice.choice(COMPOSITIONS)(palette, dice)
    title, artist = _clean(title, TITLE_LENGTH), _clean(artist, ARTIST_LENGTH)
    artist = _cut(artist, (EDGE - 2 * MARGIN) / ARTIST_SIZE)
    size, lines = _set(title) if title else (0, [])
    bottom = EDGE - MARGIN - (34 if artist else 0)
    text = "".join(
        f'<text x="{MARGIN}" y="{bottom - (len(lines) - 1 - n) * size * 1.02:.0f}" '
        f'font-size="{size}" font-weight="700" letter-spacing="{-size / 45:.1f}">{escape(line)}</text>'
        for n, line in enumerate(lines)
    )
    if artist:
        text += (
            f'<text x="{MARGIN}" y="{EDGE - MARGIN + 4}" font-size="{ARTIST_SIZE}" font-weight="500" '
            f'fill-opacity=".82">{escape(artist)}</text>'
        )
    shade = bottom - len(lines) * size * 1.02 - 90
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {EDGE} {EDGE}" width="{EDGE}" height="{EDGE}">'
        f'<linearGradient id="g" x2="0" y2="1"><stop stop-color="{palette.ground}" stop-opacity="0"/>'
        f'<stop offset=".45" stop-color="{palette.ground}" stop-opacity=".88"/>'
        f'<stop offset="1" stop-color="{palette.ground}"/></linearGradient>'
        f'<rect width="{EDGE}" height="{EDGE}" fill="{palette.ground}"/>{shapes}'
        f'<rect y="{shade:.0f}" width="{EDGE}" height="{EDGE - shade:.0f}" fill="url(#g)"/>'
        f'<g font-family="{FONTS}" fill="{palette.ink}">{text}</g></svg>'
    ).encode()


@lru_cache(maxsize=8192)
def cover_colour(seed_text: str) -> str:
    """The generated cover's liveliest colour, `#rrggbb`."""
    return _palette(
        random.Random(hashlib.sha256(seed_text.encode(errors="replace")).digest())
    ).middle
