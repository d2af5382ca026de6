"""Pitched instruments: each function makes one note, mono, at a peak near 1.

Pitches are MIDI numbers. A song wraps a voice in `functools.cache`, so that a repeated note is
made once and the memory goes with the song.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from .dsp import (
    RATE,
    Sound,
    decay,
    hertz,
    noise,
    read_table,
    samples,
    sine,
    swell,
    vibrato,
    wave_table,
)

_SAW = [1 / n for n in range(1, 60)]


def _tilted(power: float, count: int = 48) -> list[float]:
    return [n**-power for n in range(1, count)]


def pluck(
    pitch: float,
    seconds: float,
    *,
    ring: float = 2.2,
    tilt: float = 1.0,
    damping: float = 1_400.0,
    point: float = 0.19,
) -> Sound:
    """A plucked string after Karplus and Strong (1983), in closed form.

    Their string is a loop of noise through a low-pass: after k periods harmonic h is left with
    its loss to the power k. All periods are computed at once as rows of a matrix, and the matrix
    is read at the note's exact pitch, which the original's whole-sample loop cannot play.

    ``ring``: seconds to −60 dB of the fundamental; ``damping``: the frequency in Hz whose decay
    is twice as fast; ``tilt``: how dull the attack; ``point``: where along the string it is plucked.
    """
    frequency = hertz(pitch)
    ring *= (220 / frequency) ** 0.35
    seconds = min(seconds + 0.12, ring * 1.1)
    width = 512 if frequency < 130 else 256
    count = samples(seconds)
    periods = int(seconds * frequency) + 3
    harmonic = np.arange(1, width // 2 - 8)
    harmonic = harmonic[harmonic * frequency < 14_000]
    random = np.random.default_rng(int(pitch * 8))
    strength = np.abs(np.sin(np.pi * harmonic * point)) / harmonic**tilt
    strength = strength * random.uniform(0.75, 1.25, len(harmonic))
    loss = 6.908 / ring * (1 + (harmonic * frequency / damping) ** 1.2) / frequency
    rows = np.zeros((periods, width // 2 + 1), dtype=np.complex64)
    start = (strength * np.exp(1j * random.uniform(-2.6, 2.6, len(harmonic)))).astype(np.complex64)
    ages = np.arange(periods, dtype=np.float32)[:, None]
    rows[:, 1 : len(harmonic) + 1] = start * np.exp(-ages * loss.astype(np.float32))
    string = np.fft.irfft(rows, width).astype(np.float32).reshape(-1)
    position = np.arange(count) * (frequency * width / RATE)
    index = position.astype(np.int32)
    fraction = (position - index).astype(np.float32)
    sound = string[index] * (1 - fraction) + string[index + 1] * fraction
    sound *= swell(count, 0.0015, min(0.11, seconds / 3))
    return np.asarray(sound / np.float32(np.abs(sound).max() + 1e-9), dtype=np.float32)


def guitar(pitch: float, seconds: float) -> Sound:
    """A nylon-string guitar."""
    return pluck(pitch, seconds, ring=2.6, tilt=1.15, damping=900)


def steel(pitch: float, seconds: float) -> Sound:
    """A steel-string guitar or cittern: brighter, longer."""
    return pluck(pitch, seconds, ring=3.2, tilt=0.85, damping=2_000, point=0.13)


def harp(pitch: float, seconds: float) -> Sound:
    """A harp: plucked near the middle, round, ringing on."""
    return pluck(pitch, seconds, ring=3.4, tilt=1.6, damping=1_500, point=0.42)


def mandolin(pitch: float, seconds: float) -> Sound:
    """A mandolin: two strings a few cents apart."""
    one = pluck(pitch, seconds, ring=1.3, tilt=0.75, damping=2_400, point=0.11)
    two = pluck(pitch + 0.06, seconds, ring=1.3, tilt=0.75, damping=2_400, point=0.11)
    shift = samples(0.004)
    one[shift : len(two)] += two[: len(one) - shift][: len(two) - shift] * np.float32(0.8)
    return one * np.float32(0.6)


def contrabass(pitch: float, seconds: float) -> Sound:
    """A plucked double bass: thick fundamental, short top."""
    string = pluck(pitch, seconds, ring=1.5, tilt=1.5, damping=420, point=0.3)
    string += (
        sine(hertz(pitch), len(string))
        * decay(len(string), 1.1)
        * swell(len(string), 0.006, 0.1)
        * np.float32(0.55)
    )
    return string * np.float32(0.75)


def clavinet(pitch: float, seconds: float) -> Sound:
    """A clavinet or muted funk guitar: bright and choked."""
    sound = pluck(pitch, seconds, ring=0.9, tilt=0.55, damping=2_600, point=0.09)
    return np.tanh(sound * np.float32(1.8)) * np.float32(0.8)


def electric_piano(pitch: float, seconds: float, force: float = 0.8) -> Sound:
    """A tine piano by two-operator FM; ``force`` brightens it."""
    count = samples(seconds + 0.25)
    f = hertz(pitch)
    index = decay(count, 1.3) * np.float32(0.14 + 0.2 * force)
    body = sine(f, count, bend=sine(f, count) * index)
    tine = sine(f * 14.0, count) * decay(count, 0.35) if f * 14 < 12_000 else np.float32(0)
    sound = (body * decay(count, 3.2) + tine * np.float32(0.06 * force)) * swell(count, 0.003, 0.22)
    return np.asarray(sound, dtype=np.float32)


def bell(pitch: float, seconds: float = 3.0, *, ratio: float = 3.501, depth: float = 0.5) -> Sound:
    """A glass bell by inharmonic FM that clears as it rings."""
    count = samples(seconds)
    f = hertz(pitch)
    bend = sine(f * ratio, count) * decay(count, seconds * 0.5) * np.float32(depth * 0.4)
    tone = sine(f, count, bend=bend) + sine(f * 2.0, count, 0.2) * np.float32(0.25)
    return np.asarray(
        tone * decay(count, seconds * 1.05) * swell(count, 0.004, 0.3) * 0.8, np.float32
    )


def organ(pitch: float, seconds: float) -> Sound:
    """A drawbar organ with a turning speaker."""
    f = hertz(pitch)
    count = samples(seconds + 0.05)
    table = wave_table([0.7, 0.9, 0.5, 0.45, 0, 0.25, 0, 0.3], f / 2)
    bend = vibrato(f / 2, count, rate=6.3, cents=9, onset=0.3)
    return np.asarray(
        read_table(table, f / 2, count, bend=bend) * swell(count, 0.005, 0.05) * 0.45, np.float32
    )


def brass(pitch: float, seconds: float) -> Sound:
    """A horn section's note: it opens as it is blown."""
    f = hertz(pitch)
    count = samples(seconds + 0.08)
    bend = vibrato(f, count, rate=5.2, cents=10, onset=0.5)
    dark = read_table(wave_table(_tilted(1.9), f), f, count, bend=bend)
    bright = read_table(wave_table(_tilted(0.9, 28), f), f, count, bend=bend)
    second = read_table(wave_table(_tilted(1.2), f * 1.004), f * 1.004, count, 0.3)
    open_ = swell(count, 0.035, seconds * 0.7) * np.float32(0.6)
    sound = dark * (1 - open_) + bright * open_ + second * np.float32(0.5)
    return np.asarray(sound * swell(count, 0.018, 0.08) * 0.42, dtype=np.float32)


def synth_bass(pitch: float, seconds: float, *, bite: float = 0.6) -> Sound:
    """A round analogue bass whose filter snaps shut; ``bite`` is how far it opened."""
    f = hertz(pitch)
    count = samples(seconds + 0.03)
    bright = read_table(wave_table(_tilted(0.85, 40), f), f, count)
    dark = read_table(wave_table(_tilted(2.3, 8), f), f, count)
    snap = decay(count, 0.45) * np.float32(bite)
    sound = dark * (1 - snap) + bright * snap + sine(f, count) * np.float32(0.35)
    return np.asarray(np.tanh(sound * 1.1) * swell(count, 0.004, 0.03) * 0.8, dtype=np.float32)


def finger_bass(pitch: float, seconds: float) -> Sound:
    """An electric bass played with the fingers."""
    string = pluck(pitch, seconds, ring=1.8, tilt=1.05, damping=700, point=0.22)
    low = (
        sine(hertz(pitch), len(string)) * swell(len(string), 0.004, 0.06) * decay(len(string), 1.6)
    )
    return np.tanh((string + low * np.float32(0.5)) * np.float32(1.2)) * np.float32(0.75)


def lead(pitch: float, seconds: float) -> Sound:
    """A soft synthesiser lead with vibrato."""
    f = hertz(pitch)
    count = samples(seconds + 0.09)
    bend = vibrato(f, count, rate=5.4, cents=14, onset=0.35)
    one = read_table(wave_table(_tilted(1.35, 20), f), f, count, bend=bend)
    two = read_table(wave_table(_tilted(1.35, 20), f * 1.006), f * 1.006, count, 0.4, bend=bend)
    return np.asarray((one + two) * swell(count, 0.012, 0.09) * 0.36, dtype=np.float32)


def whistle(pitch: float, seconds: float) -> Sound:
    """A wooden flute: a few harmonics, breath, late vibrato."""
    f = hertz(pitch)
    count = samples(seconds + 0.1)
    bend = vibrato(f, count, rate=4.8, cents=16, onset=0.45)
    tone = read_table(wave_table([1, 0.32, 0.14, 0.05, 0.02], f), f, count, bend=bend)
    breath = noise(np.random.default_rng(int(pitch)), count, f * 1.5, 6_000) * np.float32(0.045)
    return np.asarray((tone + breath) * swell(count, 0.045, 0.1) * 0.7, dtype=np.float32)


def bowed(pitch: float, seconds: float) -> Sound:
    """A viola or cello: a saw through a fixed wooden body, bowed in."""
    f = hertz(pitch)
    count = samples(seconds + 0.18)
    body = [
        a
        * (1 + 1.4 * np.exp(-((((n + 1) * f - 480) / 180) ** 2)))
        * (1 + 1.0 * np.exp(-((((n + 1) * f - 1_150) / 380) ** 2)))
        / (1 + ((n + 1) * f / 3_200) ** 2)
        for n, a in enumerate(_SAW)
    ]
    bend = vibrato(f, count, rate=5.1, cents=13, onset=0.6)
    sound = read_table(wave_table(body, f), f, count, bend=bend)
    sound += noise(np.random.default_rng(int(pitch)), count, 1_200, 4_500) * np.float32(0.012)
    return np.asarray(sound * swell(count, 0.09, 0.18) * 0.4, dtype=np.float32)


HALF_LOOP = 1 << 17
"""Samples of half a loop."""


def pad_loop(
    pitches: Sequence[int],
    *,
    seed: int,
    tilt: float = 1.5,
    spread: float = 28.0,
    vowel: bool = False,
) -> Sound:
    """Six seconds of a chord that loop without a seam: PADsynth (Nasca Octavian Paul, 2003).

    Each harmonic is a narrow bell of noise, ``spread`` cents wide, drawn in the spectrum with
    random phases and turned into sound by one inverse transform. Played from its middle (`HALF_LOOP`) it is the other
    side of a stereo pair: half a loop apart nothing in it is alike.
    """
    size = 2 * HALF_LOOP
    power = np.zeros(size // 2 + 1, dtype=np.float32)
    for pitch in pitches:
        f = hertz(pitch)
        for n in range(1, min(24, int(9_000 / f)) + 1):
            centre = f * n
            width = max(centre * (2 ** (spread / 1200) - 1), 0.35)
            amplitude = n**-tilt
            if vowel:
                amplitude *= 0.12 + sum(
                    g * np.exp(-(((centre - v) / w) ** 2))
                    for v, w, g in ((620, 160, 1.0), (1_080, 200, 0.6), (2_500, 350, 0.25))
                )
            low = max(1, int((centre - 4 * width) * size / RATE))
            high = min(len(power), int((centre + 4 * width) * size / RATE) + 2)
            offset = np.arange(low, high, dtype=np.float32) * np.float32(RATE / size) - centre
            power[low:high] += np.exp(-((offset / width) ** 2)) * (amplitude / np.sqrt(width))
    shift = int(np.random.default_rng(seed).integers(len(power)))
    sound = np.fft.irfft(power * np.roll(_phases(), shift), size)
    return np.asarray(sound / np.sqrt(np.mean(sound**2)), dtype=np.float32)


@cache
def _phases() -> npt.NDArray[np.complex64]:
    """Random phases, one for each bin of `pad_loop`; a pad turns them to where it likes."""
    angle = np.random.default_rng(5_813).random((1 << 17) + 1, dtype=np.float32)
    angle *= np.float32(2 * np.pi)
    return (np.cos(angle) + 1j * np.sin(angle)).astype(np.complex64)


def looped(loop: Sound, count: int, start: int = 0) -> Sound:
    """``count`` samples of an endless ``loop``."""
    repeats = -(-(start % len(loop) + count) // len(loop))
    return np.tile(loop, repeats)[start % len(loop) : start % len(loop) + count]
