"""Percussion, each hit made once a song, and patterns written as sixteen characters a bar."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from .dsp import Sound, band, clock, decay, noise, samples, shaped, swell
from .space import Part

LOUDNESS = {"X": 1.0, "x": 0.78, "o": 0.55, "g": 0.28}
"""How hard a character of a pattern strikes; a dot rests."""


def kick(
    *, low: float = 48.0, high: float = 190.0, length: float = 0.32, click: float = 0.3
) -> Sound:
    """A bass drum: a sine that falls from ``high`` to ``low`` Hz, with a click on top."""
    count = samples(length)
    t = clock(count)
    slide = np.float32(0.028)
    turns = low * t + (high - low) * slide * (1 - np.exp(-t / slide))
    body = np.sin(turns * np.float32(2 * np.pi)) * decay(count, length * 1.25)
    body = np.tanh(body * np.float32(1.6)) * swell(count, 0.001, 0.06)
    tick = noise(np.random.default_rng(1), count, 1_500, 7_000) * decay(count, 0.02)
    return np.asarray(body + tick * np.float32(click * 0.3), dtype=np.float32)


def snare(*, tone: float = 190.0, length: float = 0.24, bright: float = 1.0) -> Sound:
    """A snare drum: two shell tones under rattling wires."""
    count = samples(length)
    t = clock(count) * np.float32(2 * np.pi)
    shell = (np.sin(t * tone) + 0.6 * np.sin(t * tone * 1.58)) * decay(count, length * 0.55)
    wires = noise(np.random.default_rng(2), count, 1_400, 9_500) * decay(count, length * 0.95)
    sound = shell * 0.42 + wires * np.float32(0.3 * bright)
    return np.asarray(np.tanh(sound * 1.4) * swell(count, 0.0008, 0.05), dtype=np.float32)


def clap() -> Sound:
    """Hands: three quick bursts and a short room."""
    count = samples(0.26)
    grain = noise(np.random.default_rng(3), count, 900, 5_500)
    shape = decay(count, 0.24) * 0.55
    for burst in (0.0, 0.011, 0.021):
        start = samples(burst)
        shape[start:] += decay(count - start, 0.05) * 0.6
    return np.asarray(grain * shape * swell(count, 0.001, 0.08) * 0.34, dtype=np.float32)


def hat(*, length: float = 0.06, low: float = 6_500.0) -> Sound:
    """A hi-hat: metal partials and noise above ``low`` Hz; ``length`` opens it."""
    count = samples(length * 1.6)
    t = clock(count) * np.float32(2 * np.pi)
    metal = sum(
        (np.sign(np.sin(t * f)) for f in (2_953.0, 3_691.0, 4_409.0, 5_471.0, 6_253.0)),
        np.zeros(count, dtype=np.float32),
    )
    grain = noise(np.random.default_rng(4), count, low, 14_000)
    sound = shaped((metal * 0.25 + grain).astype(np.float32), band(low, 13_500, 3))
    return np.asarray(
        sound * decay(count, length * 1.5) * swell(count, 0.0008, 0.02) * 0.3, np.float32
    )


def shaker(*, length: float = 0.08) -> Sound:
    """A shaker or brushed snare: noise that swells before it falls."""
    count = samples(length)
    shape = swell(count, length * 0.35, length * 0.6)
    return np.asarray(
        noise(np.random.default_rng(5), count, 3_500, 11_000) * shape * 0.16, np.float32
    )


def tom(pitch: float = 110.0, length: float = 0.4) -> Sound:
    """A tom or frame drum at ``pitch`` Hz."""
    count = samples(length)
    t = clock(count)
    bend = pitch * t + pitch * 0.5 * 0.04 * (1 - np.exp(-t / np.float32(0.04)))
    skin = np.sin(bend * np.float32(2 * np.pi)) * decay(count, length)
    slap = noise(np.random.default_rng(6), count, 400, 3_000) * decay(count, 0.05)
    return np.asarray((skin * 0.8 + slap * 0.16) * swell(count, 0.002, 0.08), dtype=np.float32)


def rim() -> Sound:
    """A rim click or wood block."""
    count = samples(0.06)
    t = clock(count) * np.float32(2 * np.pi)
    wood = np.sin(t * 1_710.0) + 0.7 * np.sin(t * 2_530.0)
    return np.asarray(
        wood * decay(count, 0.05) * swell(count, 0.0006, 0.01) * 0.4, dtype=np.float32
    )


def cowbell() -> Sound:
    """Two squares a fifth apart, as the old boxes did it."""
    count = samples(0.22)
    t = clock(count) * np.float32(2 * np.pi)
    metal = np.tanh(3 * np.sin(t * 562.0)) + np.tanh(3 * np.sin(t * 845.0))
    sound = shaped(metal.astype(np.float32), band(500, 6_000))
    return np.asarray(
        sound * decay(count, 0.25) * swell(count, 0.001, 0.03) * 0.22, dtype=np.float32
    )


def crash() -> Sound:
    """A cymbal at the head of a section."""
    count = samples(1.6)
    grain = noise(np.random.default_rng(7), count, 3_000, 13_000)
    return np.asarray(grain * decay(count, 1.7) * swell(count, 0.002, 0.4) * 0.2, dtype=np.float32)


def strike(
    part: Part,
    hits: Mapping[str, Sound] | Sound,
    pattern: str,
    at: float,
    step: float,
    *,
    swing: float = 0.0,
    random: np.random.Generator | None = None,
    gain: float = 1.0,
) -> None:
    """Play one bar of ``pattern`` from ``at`` seconds; each character lasts ``step`` seconds.

    ``swing`` delays every second character by that part of a step. With ``random`` the hits
    differ a little in time and force, as a hand's do.
    """
    for index, character in enumerate(pattern):
        if character == ".":
            continue
        if isinstance(hits, np.ndarray):
            sound, force = hits, LOUDNESS[character]
        else:
            sound, force = hits[character], 1.0
        late = swing * step if index % 2 else 0.0
        if random is not None:
            late += float(random.normal(0, 0.002))
            force *= float(random.uniform(0.88, 1.0))
        part.play(sound, at + index * step + late, force * gain)
