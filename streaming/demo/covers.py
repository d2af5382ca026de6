"""The sleeves of the five albums that have one."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from .canvas import (
    SIZE,
    Picture,
    Plane,
    circle,
    cloud,
    colour,
    edge,
    grain,
    grid,
    halftone,
    ink,
    lettering,
    line,
    paint,
    polygon,
    ramp,
)


def exposure() -> Picture:
    """The Long Exposure: stars wheel over a harbour at dusk, and the water keeps their light."""
    x, y = grid()
    horizon = 0.7
    sky_at = np.clip(y / horizon, 0, 1)
    stops = (
        (0, "#070a24"),
        (0.35, "#1d1650"),
        (0.62, "#6a2270"),
        (0.84, "#e0526b"),
        (1, "#ffc58a"),
    )
    sky = ramp(sky_at + cloud(3, 3, 2) * 0.03 * sky_at, stops)
    random = np.random.default_rng(19)
    rings = 190
    dx, dy = x - 0.36, y - 0.3
    radius = np.hypot(dx, dy) * rings / 1.05
    index = radius.astype(np.int32)
    centre = random.uniform(-np.pi, np.pi, rings + 8).astype(np.float32)
    light = random.random(rings + 8) ** 2.6
    light = light.astype(np.float32)
    length = random.uniform(0.25, 0.62, rings + 8).astype(np.float32)
    away = np.abs((np.arctan2(dy, dx) - centre[index] + np.pi) % (2 * np.pi) - np.pi)
    arc = np.clip((length[index] - away) * 40, 0, 1)
    trace = np.exp(-(((radius - index - 0.5) / 0.23) ** 2)) * arc * (0.12 + light[index])
    trace = (trace * np.clip(1.25 - sky_at * 1.1, 0, 1)).astype(np.float32)
    tint = ramp(
        (random.random(rings + 8)[index]).astype(np.float32),
        ((0, "#9fd0ff"), (0.5, "#fff4dc"), (0.8, "#ffd3a0"), (1, "#ff9d8a")),
    )
    sky += tint * trace[..., None] * np.float32(1.5)
    picture = sky.copy()
    # The water: the sky upside down, pulled apart by ripples that widen towards the shore.
    row = np.arange(SIZE)
    depth = np.clip((row / SIZE - horizon) / (1 - horizon), 0, 1)
    wave = np.sin(depth**0.55 * 95 + 0.6 * np.sin(row * 0.05)) * depth * 22
    source = np.clip(horizon * SIZE - (row - horizon * SIZE) * 1.9 + wave * 2.2, 0, SIZE - 1)
    shift = np.sin(depth**0.5 * 140) * (2 + depth * 16)
    columns = np.clip(np.arange(SIZE)[None, :] + shift[:, None], 0, SIZE - 1).astype(int)
    water = sky[source.astype(int)[:, None], columns] * np.float32(0.62)
    water[..., 2] += 0.03
    picture = np.where((y > horizon)[..., None], water, picture)
    # The far shore, with lamps drawn out in the water, and the trail of one ferry.
    shore = horizon - 0.012 - 0.02 * np.exp(-(((x - 0.78) / 0.16) ** 2)) + cloud(8, 14, 2) * 0.004
    paint(picture, edge(np.maximum(shore - y, y - horizon - 0.002)), "#140a26")
    for _ in range(26):
        at, warm = float(random.uniform(0.02, 0.98)), random.random()
        near = slice(max(0, int((at - 0.012) * SIZE)), int((at + 0.012) * SIZE))
        low = slice(int((horizon - 0.006) * SIZE), SIZE)
        gx, gy = x[low, near], y[low, near]
        glow = np.exp(-(((gx - at) / 0.0022) ** 2))
        glow *= np.exp(-np.clip(gy - horizon, 0, 1) / (0.03 + 0.09 * warm))
        glow *= np.where(np.sin(gy * 620 + at * 90) > -0.3, 0.75, 0.26)
        lamp = colour("#ffd08a" if warm > 0.4 else "#9fe8ff")
        picture[low, near] += glow[..., None].astype(np.float32) * lamp
    ferry = np.abs(y - (horizon + 0.052 - 0.03 * (x - 0.15) + 0.004 * np.sin(x * 34)))
    streak = (
        np.exp(-((ferry / 0.0021) ** 2))
        * np.clip((x - 0.1) * 6, 0, 1)
        * np.clip((0.83 - x) * 60, 0, 1)
    )
    picture += streak[..., None] * colour("#fff1c9") + np.exp(-((ferry / 0.012) ** 2))[
        ..., None
    ] * (np.clip((x - 0.1) * 6, 0, 1) * np.clip((0.83 - x) * 60, 0, 1) * 0.22)[..., None] * colour(
        "#ff9a5a"
    )
    return grain(np.asarray(picture, dtype=np.float32), 1, 0.022)


def pier() -> Picture:
    """Live at Pier Nine: a compass in three inks, printed a little out of register."""
    x, y = grid()
    picture = np.ones((SIZE, SIZE, 3), dtype=np.float32) * colour("#f4ead6")
    pink, blue, yellow = "#ff4f79", "#1c52c8", "#ffcb1f"
    paper = np.clip(1 - np.abs(cloud(5, 60, 2)) * 0.16, 0, 1)
    sun = edge(circle(0.5, 0.465, 0.365))
    ink(picture, sun * halftone(np.clip(1.15 - y * 0.95, 0, 1), 15) * paper, yellow)
    # Rings of a magnet's field: two sets of circles whose crossings make a moiré.
    left, right = circle(0.405, 0.465, 0), circle(0.595, 0.465, 0)
    for field, code in ((left, pink), (right, blue)):
        rings = np.clip(np.sin(field * 2 * np.pi * 25) * 5 + 0.5, 0, 1)
        reach = edge(circle(0.5, 0.465, 0.365))
        ink(picture, rings * reach * paper * np.float32(0.92), code)
    # The needle, turned off north.
    turn = np.deg2rad(28)
    u = (x - 0.5) * np.cos(turn) + (y - 0.465) * np.sin(turn)
    v = (y - 0.465) * np.cos(turn) - (x - 0.5) * np.sin(turn)
    needle = np.abs(u) / 0.085 + np.abs(v) / 0.41 - 1
    paint(picture, edge(needle * 0.08 - 0.012), "#f4ead6")
    shape = edge(needle * 0.08)
    ink(picture, shape * (v < 0) * paper, pink)
    ink(picture, shape * (v < 0) * (u > 0) * halftone(np.full_like(x, 0.4), 45) * paper, blue)
    ink(picture, shape * (v >= 0) * paper, blue)
    ink(picture, shape * (v >= 0) * (u > 0) * halftone(np.full_like(x, 0.5), 45) * paper, pink)
    paint(picture, edge(circle(0.5, 0.465, 0.028)), "#f4ead6")
    ink(picture, edge(circle(0.5, 0.465, 0.014)), blue)
    # The pier: nine posts and their reflections.
    for post in range(9):
        at = 0.08 + post * 0.105
        bar = edge(np.abs(x - at) - 0.013) * edge(np.maximum(0.865 - y, y - 0.93))
        ink(picture, bar * paper, blue)
    ink(picture, edge(np.maximum(0.85 - y, y - 0.872)) * paper, blue)
    wet = halftone(np.clip((y - 0.9) * 7, 0, 1) * (0.55 + 0.45 * np.sin(y * 260)), 75)
    ink(picture, wet * (y > 0.905) * paper, pink)
    ink(picture, lettering("LIVE AT PIER NINE", 0.044, (0.066, 0.072), track=0.006), blue)
    name = lettering("THE RUBBER COMPASS", 0.024, (0.934, 0.068), track=0.003, anchor="rs")
    ink(picture, name, pink)
    return grain(picture, 2, 0.018)


def kettle() -> Picture:
    """Kettle & Rain: a linocut; the steam goes out of the window and comes back as rain."""
    x, y = grid()
    night, ochre, rust, cream = "#16333a", "#eaa63c", "#c4492d", "#f8ecd2"
    picture = np.ones((SIZE, SIZE, 3), dtype=np.float32) * colour(ochre)
    # Wallpaper: flow lines that lean around the window.
    bend = cloud(21, 4, 2)
    stripes = np.sin((x * 34 + bend * 0.9) * 2 * np.pi)
    paint(picture, np.clip(stripes * 6 - 3.2, 0, 1) * 0.55, "#d98a24")
    window = circle(0.5, 0.4, 0.335)
    paint(picture, edge(window - 0.03), rust)
    paint(picture, edge(window - 0.012), cream)
    inside = edge(window)
    paint(picture, inside, night)
    for hill, (height, code) in enumerate(
        ((0.5, "#1f5058"), (0.57, "#2f7670"), (0.645, "#5a9a7c"))
    ):
        ridge = (
            height + 0.03 * np.sin(x * (7 + hill * 3) + hill * 2) + cloud(30 + hill, 5, 2) * 0.012
        )
        paint(picture, inside * edge(ridge - y), code)
    paint(picture, inside * edge(circle(0.63, 0.255, 0.062)), "#f2d49a")
    # Rain, cut with a gouge: slanting strokes of uneven length.
    slant, fall = x * 1.0 + y * 0.32, y - x * 0.32
    lane = (slant * 46).astype(np.int32)
    random = np.random.default_rng(4)
    offset, size = random.random(128), random.uniform(0.25, 0.75, 128)
    beat = (fall * 5.5 + offset[lane % 128] * 3) % 1
    width = np.abs(slant * 46 - lane - 0.5)
    drop = np.clip(
        (0.13 * np.sin(np.clip(beat / size[lane % 128], 0, 1) * np.pi) - width) * 9, 0, 1
    )
    paint(picture, inside * np.asarray(drop, np.float32), cream)
    bars = np.minimum(np.abs(x - 0.5), np.abs(y - 0.4)) - 0.008
    paint(picture, inside * edge(bars), rust)
    # The table, and the kettle on it.
    paint(picture, edge(0.86 - y), "#7c2f22")
    planks = np.clip(np.sin((y - 0.86) * 2 * np.pi * 21 + cloud(12, 3, 2) * 1.2) * 5 - 3, 0, 1)
    paint(picture, edge(0.86 - y) * planks, rust)
    body = np.hypot((x - 0.5) / 0.185, (y - 0.77) / 0.15) - 1
    foot = np.maximum(np.abs(x - 0.5) - 0.15, np.abs(y - 0.865) - 0.03)
    pot = np.maximum(edge(body * 0.15), edge(foot))
    pot = np.maximum(
        pot, polygon((0.32, 0.72), (0.35, 0.81), (0.225, 0.66), (0.2, 0.61), (0.255, 0.6))
    )
    pot = np.maximum(pot, edge(np.maximum(np.abs(x - 0.5) - 0.075, np.abs(y - 0.625) - 0.016)))
    pot = np.maximum(pot, edge(circle(0.5, 0.594, 0.021)))
    handle = np.maximum(np.abs(np.hypot((x - 0.5) / 1.05, y - 0.67) - 0.17) - 0.014, y - 0.67)
    pot = np.maximum(pot, edge(handle))
    paint(picture, np.maximum(pot, edge(body * 0.15 - 0.012)) * (1 - pot), cream)
    paint(picture, pot, "#102226")
    # Highlights follow the curve of the kettle like cuts of the gouge.
    for cut in range(7):
        along = np.hypot((x - 0.5) / (0.165 - cut * 0.019), (y - 0.765) / (0.13 - cut * 0.012)) - 1
        arc = (
            edge(np.abs(along) * 0.13 - 0.0032)
            * (x > 0.535 + cut * 0.012)
            * (np.abs(y - 0.75) < 0.07)
        )
        paint(picture, arc * pot, cream if cut % 2 else ochre)
    # Steam rises from the spout into the night.
    for wisp in range(3):
        rise = np.clip((0.595 - y) / 0.36, 0, 1)
        path = 0.222 + wisp * 0.02 + 0.05 * rise + 0.035 * np.sin(rise * 8.5 - wisp * 0.9) * rise
        span = edge(y - 0.585) * edge(0.26 + wisp * 0.055 - y)
        swell = 0.009 * np.sqrt(np.clip(np.sin(np.clip(rise * 1.15 + 0.05, 0, 1) * np.pi), 0, 1))
        wisp_edge = edge(np.abs(x - path) - swell) * span
        paint(picture, wisp_edge, cream)
    return grain(picture, 3, 0.028)


def suite() -> Picture:
    """Suite for Six Strings: each string in its own mode, black on cream, cream on the red disc."""
    x, y = grid()
    cream, black, red = "#f1e8d6", "#17130f", "#e23d1e"
    disc = edge(circle(0.655, 0.43, 0.275))
    bar = edge(np.maximum(np.abs(x - 0.13) - 0.05, np.abs(y - 0.5) - 0.6))
    marks = np.zeros((SIZE, SIZE), dtype=np.float32)
    for string in range(6):
        centre = 0.17 + string * 0.112
        along = np.clip((x[0] - 0.18) / 0.82, 0, 1) * np.float32(np.pi * (string + 1))
        reach = 0.05 if string else 0.075
        rows = slice(int((centre - 0.08) * SIZE), int((centre + 0.08) * SIZE))
        for phase in np.cos(np.linspace(0, np.pi, 15)).astype(np.float32):
            curve = np.float32(centre) + np.float32(reach) * phase * np.sin(along)
            slope = np.float32(reach * np.pi * (string + 1) / 0.82) * phase * np.cos(along)
            away = np.abs(y[rows] - curve) / np.sqrt(1 + slope**2)
            stroke = np.clip((np.float32(0.00145) - away) * np.float32(1400), 0, 1)
            np.maximum(marks[rows], stroke, out=marks[rows])
    picture = np.ones((SIZE, SIZE, 3), dtype=np.float32) * colour(cream)
    paint(picture, disc, red)
    ground: Plane = np.asarray(np.maximum(disc, 0), dtype=np.float32)
    paint(picture, marks * (1 - ground), black)
    paint(picture, marks * ground, cream)
    paint(picture, bar, black)
    for string in range(6):  # tuning pegs
        paint(
            picture, edge(circle(0.13, 0.17 + string * 0.112, 0.017)), cream if string != 2 else red
        )
    paint(picture, lettering("SUITE FOR SIX STRINGS", 0.038, (0.23, 0.885), track=0.004), black)
    paint(picture, lettering("Odile Marchbanks", 0.026, (0.23, 0.93)), red)
    paint(picture, lettering("Wren Street Consort", 0.026, (0.46, 0.93)), black)
    return grain(picture, 4, 0.016)


def rooms() -> Picture:
    """Seven Rooms: seven doorways, each a colour, each turned a little from the last."""
    x, y = grid()
    palette = ("#f2463a", "#f78a1d", "#fbc92f", "#3fae6b", "#1f9fb5", "#3557c7", "#6b2b94")
    picture = np.ones((SIZE, SIZE, 3), dtype=np.float32) * colour(palette[0])
    cx, cy, half, turn = 0.5, 0.5, 0.63, 0.0
    for room, code in enumerate(palette):
        u = (x - cx) * np.cos(turn) + (y - cy) * np.sin(turn)
        v = (y - cy) * np.cos(turn) - (x - cx) * np.sin(turn)
        inside = edge(np.maximum(np.abs(u) - half, np.abs(v) - half))
        # Ceiling, floor and walls meet in the diagonals; each takes the light in its own way.
        floor, ceiling = (v > np.abs(u)), (-v > np.abs(u))
        right = ~floor & ~ceiling & (u > 0)
        light = np.where(floor, 1.12, np.where(ceiling, 0.5, np.where(right, 0.68, 0.9)))
        depth = np.maximum(np.abs(u), np.abs(v)) / half
        light = (light * (0.62 + 0.42 * depth)).astype(np.float32)
        tiles = np.where(
            floor
            & (
                (np.floor(u / np.maximum(v, 1e-3) * 4) + np.floor(2.2 / np.maximum(depth, 0.05)))
                % 2
                > 0
            ),
            0.86,
            1.0,
        )
        shade = colour(code) * (light * tiles)[..., None].astype(np.float32)
        paint(picture, inside, np.asarray(shade, np.float32))
        # The door frame casts its shadow on the next wall.
        half *= 0.715
        cx, cy = cx + half * 0.085 * (-1) ** room, cy + half * 0.11
        turn += np.deg2rad(7.5 if room % 2 else -5.0)
        u2 = (x - cx) * np.cos(turn) + (y - cy) * np.sin(turn)
        v2 = (y - cy) * np.cos(turn) - (x - cx) * np.sin(turn)
        frame = np.maximum(np.abs(u2) - half, np.abs(v2) - half)
        paint(picture, np.clip(1 - np.abs(frame) / (half * 0.16), 0, 1) * 0.38 * inside, "#14062b")
    u = (x - cx) * np.cos(turn) + (y - cy) * np.sin(turn)
    v = (y - cy) * np.cos(turn) - (x - cx) * np.sin(turn)
    door = np.maximum(np.abs(u) - half, np.abs(v) - half)
    paint(picture, edge(door), "#fff6dd")
    glow = np.exp(-np.clip(door, 0, 1) / 0.05) * 0.55
    picture += np.asarray(glow, np.float32)[..., None] * colour("#ffe2a0")
    beam = np.clip(1 - np.abs(u) / (half + np.clip(v - half, 0, 1) * 0.55), 0, 1) * (v > 0)
    picture += (np.clip(beam * 2.2, 0, 1) * np.exp(-np.clip(v - half, 0, 1) * 3.2) * 0.24).astype(
        np.float32
    )[..., None] * colour("#ffedc0")
    size = half * 0.5
    figure = circle(cx, cy + half * 0.26, size * 0.17)
    for start, end, width in (
        ((0, 0.86), (0, 1.12), 0.4),
        ((-0.1, 1.1), (-0.16, 1.78), 0.17),
        ((0.1, 1.1), (0.2, 1.78), 0.17),
        ((-0.16, 0.86), (-0.32, 1.3), 0.12),
        ((0.16, 0.86), (0.3, 1.32), 0.12),
    ):
        limb = [(cx + px * size, cy + py * size) for px, py in (start, end)]
        figure = np.minimum(figure, line(limb[0], limb[1], width * size))
    paint(picture, edge(figure), "#1b0a2e")
    return grain(picture, 5, 0.02)


COVERS: dict[str, Callable[[], Picture]] = {
    "exposure": exposure,
    "pier": pier,
    "kettle": kettle,
    "suite": suite,
    "rooms": rooms,
}
