"""Pictures of the three artists, who do not exist: an emblem each."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from .canvas import SIZE, Picture, circle, cloud, colour, edge, grain, grid, ink, paint, ramp
from .catalogue import COMPASS, CONSORT, TIDE


def lumen_tide() -> Picture:
    """A moon that hangs low, and the tide that answers it in bands."""
    x, y = grid()
    warp = cloud(41, 3, 3) * 0.05
    picture = ramp(y + warp, ((0, "#051b2c"), (0.45, "#0c5563"), (0.75, "#58a39a"), (1, "#f3d9b1")))
    moon = circle(0.5, 0.39, 0.215)
    disc = ramp(
        (y - 0.17) / 0.44 + cloud(44, 8, 3) * 0.07,
        ((0, "#fffbe9"), (0.6, "#ffd9a3"), (1, "#f29a76")),
    )
    picture += np.exp(-np.clip(moon, 0, 1) / 0.09)[..., None] * colour("#ffd9a3") * np.float32(0.38)
    paint(picture, edge(moon), disc)
    for band in range(15):
        top = 0.5 + band * 0.036
        swing = 0.018 + band * 0.0022
        crest = (
            top
            + swing * np.sin(x * (6.0 + band * 0.35) + band * 1.9)
            + cloud(60 + band, 3, 1) * 0.012
        )
        depth = band / 14
        body = ramp(
            np.full((1, 1), depth, dtype=np.float32),
            ((0, "#2d8087"), (0.5, "#0f4358"), (1, "#04101f")),
        )
        gleam = np.exp(-(((x - 0.5) / (0.12 + depth * 0.16)) ** 2)) * np.exp(
            -np.clip(y - crest, 0, 1) / 0.008
        )
        paint(picture, edge(crest - y), np.broadcast_to(body, picture.shape))
        picture += (gleam * (y > crest) * (0.75 - depth * 0.4))[..., None].astype(
            np.float32
        ) * colour("#ffcf94")
    return grain(np.asarray(picture, np.float32), 51, 0.02)


def rubber_compass() -> Picture:
    """A compass rose of rubber, twisted by its own magnet."""
    x, y = grid()
    dx, dy = x - 0.5, y - 0.5
    radius = np.hypot(dx, dy)
    angle = np.arctan2(dy, dx) + 2.6 * np.exp(-((radius / 0.27) ** 2)) - 0.5 * radius
    petals = np.sin(angle * 16)
    rings = np.sin(np.log(radius + 0.02) * 17)
    check = np.clip(petals * rings * 14 + 0.5, 0, 1)
    picture = ramp(
        radius * 1.35, ((0, "#ffe14a"), (0.35, "#ff7a1a"), (0.7, "#f0246e"), (1, "#5a1fb0"))
    )
    dark = ramp(radius * 1.35, ((0, "#a3185e"), (0.5, "#3a117a"), (1, "#12063a")))
    paint(picture, np.asarray(check, np.float32), dark)
    shade = np.clip(1.1 - 0.45 * np.abs(petals) ** 6 - radius * 0.25, 0, 1.2)
    picture *= np.asarray(shade, np.float32)[..., None]
    paint(picture, edge(circle(0.5, 0.5, 0.07)), "#fff3d0")
    paint(picture, edge(circle(0.5, 0.5, 0.034)), "#f0246e")
    return grain(picture, 52, 0.016)


def wren_street_consort() -> Picture:
    """The rosette of a guitar, printed in the colours of its woods."""
    x, y = grid()
    picture = np.ones((SIZE, SIZE, 3), dtype=np.float32) * colour("#f0dfc0")
    wood = np.clip(np.sin((x * 30 + cloud(71, 3, 3) * 1.6) * 2 * np.pi) * 2 - 1.1, 0, 1)
    ink(picture, wood * np.float32(0.16), "#b5763a")
    tones = ("#c65a2e", "#2f6b5a", "#d9a032", "#7a2f3d")
    for leaf in range(24):
        turn = leaf * np.pi / 12
        cx, cy = 0.5 + 0.27 * np.cos(turn), 0.5 + 0.27 * np.sin(turn)
        side, top = 0.075 * np.sin(turn), 0.075 * np.cos(turn)
        one, two = circle(cx + side, cy - top, 0.155), circle(cx - side, cy + top, 0.155)
        petal = np.maximum(one, two)
        ink(picture, edge(petal) * np.float32(0.72), tones[leaf % 4])
        ink(picture, edge(np.abs(petal) - 0.0018) * np.float32(0.8), "#2a1712")
    for radius in (0.118, 0.445, 0.465):
        paint(picture, edge(np.abs(circle(0.5, 0.5, radius)) - 0.005), "#2a1712")
    paint(picture, edge(circle(0.5, 0.5, 0.112)), "#1c0f0c")
    for string in range(6):
        at = 0.4375 + string * 0.025
        paint(picture, edge(np.abs(x - at) - 0.0016 - string * 0.0002), "#fbf1da")
    return grain(picture, 53, 0.022)


PORTRAITS: dict[str, Callable[[], Picture]] = {
    TIDE: lumen_tide,
    COMPASS: rubber_compass,
    CONSORT: wren_street_consort,
}
