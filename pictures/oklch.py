"""OKLCH, sRGB and contrast. Pure functions, no Django: the decoder's process uses them too.

OKLab by Björn Ottosson, https://bottosson.github.io/posts/oklab/; contrast by WCAG 2.2.
A colour is `(lightness 0–1, chroma 0–0.4, hue 0–360)`, sRGB is three floats 0–1.
"""

import math

type Oklch = tuple[float, float, float]
type Rgb = tuple[float, float, float]

DARK_PAGE: Oklch = (0.26, 0.008, 60)
LIGHT_PAGE: Oklch = (0.92, 0.011, 80)
"""The lightest surface of the dark page and the darkest of the light one (static/css/tokens.css, --surface-strong):
what reads on them reads on the page itself."""

LEAST_CONTRAST = 4.5
"""WCAG 2.2, 1.4.3, for text of any size."""


def linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _encoded(value: float) -> float:
    return 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055


def oklab(rgb: Rgb) -> tuple[float, float, float]:
    red, green, blue = map(linear, rgb)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def oklch(rgb: Rgb) -> Oklch:
    lightness, a, b = oklab(rgb)
    return lightness, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360


def _linear_rgb(colour: Oklch) -> Rgb:
    lightness, chroma, hue = colour
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def in_gamut(colour: Oklch) -> Oklch:
    """The colour with as much of its chroma as sRGB can show at this lightness and hue."""
    lightness, chroma, hue = colour
    if all(-1e-4 <= part <= 1.0001 for part in _linear_rgb(colour)):
        return colour
    low, high = 0.0, chroma
    for _ in range(20):
        middle = (low + high) / 2
        if all(-1e-4 <= part <= 1.0001 for part in _linear_rgb((lightness, middle, hue))):
            low = middle
        else:
            high = middle
    return lightness, low, hue


def srgb(colour: Oklch) -> Rgb:
    """The colour on a screen, clipped to what it can show."""
    red, green, blue = (_encoded(min(max(part, 0.0), 1.0)) for part in _linear_rgb(colour))
    return red, green, blue


def hex_colour(colour: Oklch) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in srgb(in_gamut(colour)))


def luminance(rgb: Rgb) -> float:
    red, green, blue = map(linear, rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Oklch, other: Oklch) -> float:
    """The ratio of WCAG 2.2, 1 to 21."""
    low, high = sorted((luminance(srgb(one)), luminance(srgb(other))))
    return (high + 0.05) / (low + 0.05)


def readable_on(page: Oklch, colour: Oklch) -> Oklch:
    """The colour made lighter (on a dark page) or darker until text in it reads, its hue kept.

    It starts where an accent looks alive: lightness 0.72 or more on dark, 0.6 or less on light.
    """
    dark = page[0] < 0.5
    lightness = max(colour[0], 0.72) if dark else min(colour[0], 0.6)
    while True:
        found = in_gamut((lightness, colour[1], colour[2]))
        rounded = (round(found[0], 4), math.floor(found[1] * 1e4) / 1e4, round(found[2], 1))
        if contrast(rounded, page) >= LEAST_CONTRAST or not 0 < lightness < 1:
            return rounded
        lightness += 0.01 if dark else -0.01
