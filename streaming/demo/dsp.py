"""The small tools of synthesis: oscillators, envelopes, shaped noise.

Everything is mono ``float32`` at 44,100 Hz unless a name says otherwise. Phases run in wrapping
32-bit integers, so that a tone is as exact in its ninetieth second as in its first; an ordinary
``float32`` phase would have gone rough long before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

RATE = 44_100

type Sound = npt.NDArray[np.floating[Any]]

_TABLE_BITS = 11
_TURN = np.float32(2 * np.pi)


def samples(seconds: float) -> int:
    """The number of samples in ``seconds``, rounded."""
    return round(seconds * RATE)


def hertz(pitch: float) -> float:
    """The frequency of a MIDI pitch (69 is A4, 440 Hz), in equal temperament."""
    return float(440.0 * 2 ** ((pitch - 69) / 12))


def clock(count: int) -> Sound:
    """Time in seconds of each of ``count`` samples."""
    return np.arange(count, dtype=np.float32) / np.float32(RATE)


def turns(frequency: float, count: int, start: float = 0.0) -> Sound:
    """The phase of a steady oscillator in turns, 0 to 1, from ``start``."""
    step = np.uint32(round(frequency / RATE * 2**32) % 2**32)
    phase = np.arange(count, dtype=np.uint32) * step + np.uint32(int(start * 2**32) % 2**32)
    return phase.astype(np.float32) * np.float32(2.0**-32)


def sine(frequency: float, count: int, start: float = 0.0, bend: Sound | None = None) -> Sound:
    """A sine; ``bend`` is added to its phase in turns (vibrato, frequency modulation)."""
    phase = turns(frequency, count, start)
    if bend is not None:
        phase += bend
    return np.sin(phase * _TURN)


def wave_table(amplitudes: Sequence[float] | npt.NDArray[np.float64], frequency: float) -> Sound:
    """One cycle from harmonic ``amplitudes``, without those that would alias at ``frequency``."""
    size = 1 << _TABLE_BITS
    spectrum = np.zeros(size // 2 + 1, dtype=np.complex128)
    keep = min(len(amplitudes), int(15_000 / frequency), size // 4)
    spectrum[1 : keep + 1] = -0.5j * np.asarray(amplitudes[:keep]) * size
    return np.fft.irfft(spectrum, size).astype(np.float32)


def read_table(
    table: Sound, frequency: float, count: int, start: float = 0.0, bend: Sound | None = None
) -> Sound:
    """``table`` played at ``frequency``; ``bend`` as in `sine`."""
    if bend is None:
        step = np.uint32(round(frequency / RATE * 2**32) % 2**32)
        phase = np.arange(count, dtype=np.uint32) * step + np.uint32(int(start * 2**32) % 2**32)
        index = phase >> np.uint32(32 - _TABLE_BITS)
        return np.asarray(table[index], dtype=np.float32)
    size = 1 << _TABLE_BITS
    index = ((turns(frequency, count, start) + bend + np.float32(1)) * np.float32(size)).astype(
        np.int32
    )
    return np.asarray(table[index & (size - 1)], dtype=np.float32)


def vibrato(frequency: float, count: int, *, rate: float, cents: float, onset: float) -> Sound:
    """The phase bend, in turns, of a vibrato that grows in over ``onset`` seconds."""
    t = clock(count)
    deviation = frequency * (2 ** (cents / 1200) - 1)
    depth = np.minimum(t / np.float32(onset), 1) * np.float32(deviation / (2 * np.pi * rate))
    return np.asarray(depth * np.sin(t * np.float32(2 * np.pi * rate)), dtype=np.float32)


def swell(count: int, attack: float, release: float) -> Sound:
    """An envelope that rises over ``attack`` and falls over ``release`` seconds, rounded."""
    shape = np.ones(count, dtype=np.float32)
    rise = min(samples(attack), count // 2)
    fall = min(samples(release), count - rise)
    if rise:
        shape[:rise] = np.sin(np.linspace(0, np.pi / 2, rise, dtype=np.float32)) ** 2
    if fall:
        shape[count - fall :] *= np.cos(np.linspace(0, np.pi / 2, fall, dtype=np.float32)) ** 2
    return shape


def decay(count: int, seconds: float) -> Sound:
    """An exponential that has fallen by 60 dB after ``seconds``."""
    return np.exp(clock(count) * np.float32(-6.908 / seconds))


def shaped(sound: Sound, response: Callable[[Sound], Sound]) -> Sound:
    """``sound`` filtered by a zero-phase ``response(hertz) -> gain``; for short sounds."""
    size = 1 << (len(sound) + 2048 - 1).bit_length()
    spectrum = np.fft.rfft(sound, size)
    gain = response(np.fft.rfftfreq(size, 1 / RATE).astype(np.float32))
    return np.fft.irfft(spectrum * gain, size)[: len(sound)].astype(np.float32)


def band(low: float, high: float, order: int = 2) -> Callable[[Sound], Sound]:
    """A gentle band-pass response for `shaped` between two corner frequencies, in Hz."""

    def response(frequency: Sound) -> Sound:
        f = np.maximum(frequency, np.float32(1))
        gain = 1 / np.sqrt((1 + (low / f) ** (2 * order)) * (1 + (f / high) ** (2 * order)))
        return np.asarray(gain, dtype=np.float32)

    return response


def noise(random: np.random.Generator, count: int, low: float, high: float) -> Sound:
    """Noise between two corner frequencies, at an RMS of 1."""
    sound = shaped(random.standard_normal(count, dtype=np.float32), band(low, high))
    return np.asarray(sound / np.float32(np.sqrt(np.mean(sound**2)) + 1e-9), dtype=np.float32)


def wander(random: np.random.Generator, count: int, period: float) -> Sound:
    """A slow random curve between 0 and 1 that turns about every ``period`` seconds."""
    knots = max(4, int(count / RATE / period) + 3)
    values = random.random(knots)
    grid = 512
    x = np.arange(count // grid + 2) * grid / RATE / period
    index = np.clip(x.astype(int), 0, knots - 2)
    blend = (1 - np.cos(np.pi * np.clip(x - index, 0, 1))) / 2
    coarse = values[index] * (1 - blend) + values[index + 1] * blend
    return stretched(coarse.astype(np.float32), grid, count)


def stretched(coarse: Sound, grid: int, count: int) -> Sound:
    """A curve given every ``grid`` samples, drawn out to ``count`` samples by straight lines."""
    ramp = np.arange(grid, dtype=np.float32) / np.float32(grid)
    lines = coarse[:-1, None] + (coarse[1:] - coarse[:-1])[:, None] * ramp
    return lines.reshape(-1)[:count]
