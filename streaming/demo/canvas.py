"""Drawing with arrays: colours, soft edges, grain, inks, and type for the sleeves."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

SIZE = 800

type Plane = npt.NDArray[np.floating[Any]]
"""One value a pixel, shape (SIZE, SIZE)."""
type Picture = npt.NDArray[np.floating[Any]]
"""Red, green, blue from 0 to 1, shape (SIZE, SIZE, 3)."""


@cache
def grid() -> tuple[Plane, Plane]:
    """``x`` (to the right) and ``y`` (down) of every pixel, 0 to 1. Not to be written to."""
    y, x = np.mgrid[0:SIZE, 0:SIZE].astype(np.float32) / np.float32(SIZE)
    return x, y


def colour(code: str) -> npt.NDArray[np.float32]:
    """``"#ff8800"`` as three numbers from 0 to 1."""
    return np.array([int(code[i : i + 2], 16) / 255 for i in (1, 3, 5)], dtype=np.float32)


def ramp(at: Plane, stops: Sequence[tuple[float, str]]) -> Picture:
    """A gradient of colours over ``at``, with ``(position, colour)`` stops in order."""
    places = [place for place, _ in stops]
    table = np.stack([colour(code) for _, code in stops])
    fine = np.linspace(0, 1, 1024)
    lookup = np.stack([np.interp(fine, places, table[:, c]) for c in range(3)], axis=1)
    index = (np.clip(at, 0, 1) * 1023).astype(np.int32)
    return lookup.astype(np.float32)[index]


def edge(distance: Plane, softness: float = 0.0012) -> Plane:
    """1 where ``distance`` is negative, 0 where positive, smooth between (anti-aliasing)."""
    return np.asarray(np.clip(0.5 - distance / np.float32(2 * softness), 0, 1))


def paint(picture: Picture, mask: Plane, code: str | Picture) -> None:
    """Lay a colour (or another picture) over ``picture`` where ``mask`` is, in place."""
    over = colour(code) if isinstance(code, str) else code
    rows = np.flatnonzero(mask.any(axis=1))
    if len(rows):  # most shapes touch a part of the sleeve; the rest need not be computed
        part = slice(rows[0], rows[-1] + 1)
        over = over if over.ndim == 1 else over[part]
        picture[part] += (over - picture[part]) * mask[part, :, None].astype(np.float32)


def ink(picture: Picture, mask: Plane, code: str) -> None:
    """Print a translucent ink: what is under it shows through, as on a risograph."""
    rows = np.flatnonzero(mask.any(axis=1))
    if len(rows):
        part = slice(rows[0], rows[-1] + 1)
        picture[part] *= 1 - mask[part, :, None].astype(np.float32) * (1 - colour(code))


def circle(x: float, y: float, radius: float) -> Plane:
    """Signed distance to a circle."""
    gx, gy = grid()
    return np.sqrt((gx - np.float32(x)) ** 2 + (gy - np.float32(y)) ** 2) - np.float32(radius)


def line(start: tuple[float, float], end: tuple[float, float], width: float) -> Plane:
    """Signed distance to a stroke with round ends."""
    gx, gy = grid()
    dx, dy = end[0] - start[0], end[1] - start[1]
    along = np.clip(((gx - start[0]) * dx + (gy - start[1]) * dy) / (dx * dx + dy * dy), 0, 1)
    return np.asarray(
        np.hypot(gx - start[0] - along * dx, gy - start[1] - along * dy) - width / 2,
        dtype=np.float32,
    )


def polygon(*points: tuple[float, float]) -> Plane:
    """A filled shape, 1 inside."""
    image = Image.new("L", (SIZE * 2, SIZE * 2))
    ImageDraw.Draw(image).polygon([(px * SIZE * 2, py * SIZE * 2) for px, py in points], fill=255)
    return np.asarray(image.resize((SIZE, SIZE), Image.Resampling.BOX), np.float32) / 255


def halftone(tone: Plane, angle: float, pitch: float = 0.011) -> Plane:
    """``tone`` (0 to 1) as dots on a screen turned by ``angle`` degrees."""
    x, y = grid()
    turn = np.deg2rad(angle)
    u = (x * np.cos(turn) + y * np.sin(turn)) / pitch
    v = (y * np.cos(turn) - x * np.sin(turn)) / pitch
    screen = (np.cos(u * 2 * np.pi) + np.cos(v * 2 * np.pi)).astype(np.float32) / 4 + 0.5
    return np.asarray(np.clip((tone - screen) * np.float32(5) + np.float32(0.5), 0, 1))


def cloud(seed: int, cells: int, octaves: int = 3) -> Plane:
    """Smooth noise around 0, within about ±1."""
    random = np.random.default_rng(seed)
    total = np.zeros((SIZE, SIZE), dtype=np.float32)
    for octave in range(octaves):
        count = cells * 2**octave + 3
        coarse = Image.fromarray(random.standard_normal((count, count)).astype(np.float32))
        fine = coarse.resize((SIZE, SIZE), Image.Resampling.BICUBIC)
        total += np.asarray(fine, dtype=np.float32) / np.float32(2**octave)
    return total / np.float32(1.8)


def grain(picture: Picture, seed: int, amount: float = 0.03) -> Picture:
    """Film grain, or the tooth of paper."""
    speck = np.random.default_rng(seed).standard_normal((SIZE, SIZE), dtype=np.float32)
    picture += (speck * np.float32(amount))[..., None]
    return picture


def lettering(
    text: str, size: float, at: tuple[float, float], *, track: float = 0.0, anchor: str = "ls"
) -> Plane:
    """A line of type as a mask; ``size`` and ``track`` (extra space) are parts of the width."""
    image = Image.new("L", (SIZE * 2, SIZE * 2))
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(size=size * SIZE * 2)
    widths = [draw.textlength(c, font=font) + track * SIZE * 2 for c in text]
    x = at[0] * SIZE * 2 - (sum(widths) - track * SIZE * 2 if anchor[0] == "r" else 0)
    for character, width in zip(text, widths, strict=True):
        draw.text((x, at[1] * SIZE * 2), character, font=font, fill=255, anchor="ls")
        x += width
    return np.asarray(image.resize((SIZE, SIZE), Image.Resampling.BOX), np.float32) / 255


EMBEDDED = 640
"""Pixels to a side of a cover inside an audio file, where every track carries it again."""


def jpeg(picture: Picture, size: int = SIZE) -> bytes:
    """The picture as a JPEG file, ``size`` pixels to a side."""
    data = io.BytesIO()
    pixels = (np.clip(picture, 0, 1) * np.float32(255) + np.float32(0.5)).astype(np.uint8)
    image = Image.fromarray(pixels)
    if size != SIZE:
        image = image.resize((size, size), Image.Resampling.LANCZOS)
    image.save(data, "JPEG", quality=86, optimize=True, progressive=True)
    return data.getvalue()
