"""The colour that a cover is remembered by: not its average, which is brown, but its liveliest large area."""

import math
from collections.abc import Iterable

from pictures.oklch import DARK_PAGE, LIGHT_PAGE, Oklch, in_gamut, oklab, readable_on

HUES = 36
GREY = 0.03
"""Chroma below which a pixel has no hue worth showing."""


def dominant(pixels: Iterable[tuple[int, int, int]]) -> Oklch:
    """The dominant colour of sRGB pixels (0–255).

    Pixels vote for their hue with their chroma, less where they are nearly black or white; neighbours in hue
    help each other; the colour is the mean of the winning hue's pixels. A picture without hue gives its grey.
    """
    labs = [oklab((red / 255, green / 255, blue / 255)) for red, green, blue in pixels]
    votes = [0.0] * HUES
    bins: list[int] = []
    weights: list[float] = []
    for lightness, a, b in labs:
        chroma = math.hypot(a, b)
        hue = int(math.atan2(b, a) / math.tau * HUES) % HUES
        visible = max(0.0, 1 - abs(lightness - 0.62) / 0.55)
        weight = chroma**1.5 * visible if chroma >= GREY else 0.0
        bins.append(hue)
        weights.append(weight)
        votes[hue] += weight
    if sum(votes) < 1e-4 * len(labs):
        return _mean(labs, [1.0] * len(labs))
    smooth = [votes[n] + 0.6 * (votes[n - 1] + votes[(n + 1) % HUES]) for n in range(HUES)]
    best = max(range(HUES), key=smooth.__getitem__)
    near = {best, (best - 1) % HUES, (best + 1) % HUES}
    return _mean(labs, [w if n in near else 0.0 for w, n in zip(weights, bins, strict=True)])


def _mean(labs: list[tuple[float, float, float]], weights: list[float]) -> Oklch:
    total = sum(weights)
    lightness, a, b = (
        sum(lab[part] * weight for lab, weight in zip(labs, weights, strict=True)) / total
        for part in range(3)
    )
    return lightness, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360


def palette(
    pixels: Iterable[tuple[int, int, int]],
) -> tuple[list[float], dict[str, list[float]]]:
    """The dominant colour, and its hue as `dark` and `light`: readable as text on the dark and on the light page."""
    raw = in_gamut(dominant(pixels))
    colour = [round(raw[0], 4), round(raw[1], 4), round(raw[2], 1)]
    return colour, {
        "dark": list(readable_on(DARK_PAGE, raw)),
        "light": list(readable_on(LIGHT_PAGE, raw)),
    }
