"""A concert: songs on one unbroken tape with a crowd that claps, whistles and falls quiet."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from . import voices
from .dsp import RATE, Sound, noise, samples, sine, stretched, swell, wander
from .groove import Groove, play_groove

APPLAUSE = 3.4
"""Seconds from the last chord of a song to the first of the next."""


def play_concert(songs: Sequence[Groove]) -> tuple[Sound, list[int]]:
    """The tape, and the samples at which its tracks begin and end.

    A border lies in the applause, where the next count-in would be: the noise of the hall goes
    through it, as it does on records, so the tracks must be played without a gap.
    """
    starts, at = [], 2.6
    for song in songs:
        starts.append(at)
        at += song.seconds - 2.6 + APPLAUSE
    count = samples(at + 1.6)
    tape = np.zeros((2, count), dtype=np.float32)
    cheers = [(0.0, 2.4)]
    for song, start in zip(songs, starts, strict=True):
        sound = play_groove(song, tail=2.6)
        sound *= np.float32(0.24 / np.sqrt(np.mean(sound**2)))
        place = samples(start)
        end = min(place + sound.shape[1], count)
        tape[:, place:end] += sound[:, : end - place]
        cheers.append((start + song.seconds - 2.6 + 0.15, APPLAUSE))
    tape += crowd(count, cheers)
    seams = [0]
    for start in starts[1:]:
        cut = samples(start - 0.45)
        # An MP3 whose padding is a little over one frame loses its exact length in FFmpeg, which
        # trims the last frame only. LAME's delay is 1,105 samples, a frame 1,152: end amid one.
        cut += (576 - (cut - seams[-1] + 1_105)) % 1_152
        seams.append(cut)
    seams.append(count)
    return tape, seams


def crowd(count: int, cheers: Sequence[tuple[float, float]]) -> Sound:
    """A stereo crowd: a murmur throughout, and applause at each ``(start, seconds)``."""
    random = np.random.default_rng(1_977)
    grid = 512
    t = np.arange(count // grid + 2) * grid / RATE
    level = np.full(len(t), 0.05)
    for start, length in cheers:
        x = t - start
        rise = np.clip(x / 0.5, 0, 1) * np.clip(1.25 - x / (length * 1.2), 0, 1)
        level = np.maximum(level, rise)
    curve = stretched(level.astype(np.float32), grid, count)
    result = np.zeros((2, count), dtype=np.float32)
    loop = samples(7.0)
    for side in (0, 1):
        claps = np.zeros(loop, dtype=np.float32)
        hands = [
            noise(random, 900, low, low * 3.2) * swell(900, 0.0008, 0.018)
            for low in (700, 950, 1_300)
        ]
        for hit in random.integers(0, loop - 900, 7 * 190):
            claps[hit : hit + 900] += hands[hit % 3] * np.float32(random.uniform(0.1, 0.6))
        roar = noise(random, loop, 350, 1_500) * (0.5 + 0.5 * wander(random, loop, 0.4))
        bed = claps * np.float32(0.22) + roar * np.float32(0.3)
        fold = samples(0.5)  # close the loop: its end melts into its beginning
        ramp = np.linspace(0, 1, fold, dtype=np.float32)
        bed[:fold] = bed[:fold] * ramp + bed[-fold:] * (1 - ramp)
        result[side] = voices.looped(bed[:-fold], count) * curve * np.float32(0.26)
    for start, length in cheers:
        for _ in range(3):
            when = samples(start + float(random.uniform(0.4, max(0.6, length - 0.8))))
            size = samples(0.5)
            slide = np.linspace(0, 1, size, dtype=np.float32)
            bend = np.sin(slide * np.float32(np.pi)) * np.float32(18 * random.uniform(0.6, 1.2))
            call = sine(float(random.uniform(1_700, 2_300)), size, bend=bend) * swell(
                size, 0.05, 0.2
            )
            if when + size < count:
                side = int(random.integers(2))
                result[side, when : when + size] += call * np.float32(0.03)
                result[1 - side, when : when + size] += call * np.float32(0.012)
    return result
