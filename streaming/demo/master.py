"""The last step: loudness, a look-ahead limiter, fades, and 16-bit samples."""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

from .dsp import RATE, Sound, samples, stretched

type Pcm = npt.NDArray[np.int16]

CEILING = 10 ** (-1.2 / 20)
"""The highest sample after mastering: −1.2 dBFS leaves lossy codecs room to overshoot."""

_GRID = 64


@cache
def _k_weighting(size: int) -> npt.NDArray[np.float32]:
    """Power response of ITU-R BS.1770's K filter (its 48 kHz coefficients) for ``size`` bins."""
    z = np.exp(-2j * np.pi * np.fft.rfftfreq(size, 1 / RATE) / 48_000)
    shelf = (1.53512485958697 - 2.69169618940638 * z + 1.19839281085285 * z**2) / (
        1 - 1.69065929318241 * z + 0.73248077421585 * z**2
    )
    high_pass = (1 - 2 * z + z**2) / (1 - 1.99004745483398 * z + 0.99007225036621 * z**2)
    return np.asarray(np.abs(shelf * high_pass) ** 2, dtype=np.float32)


def loudness(stereo: Sound, *, every: int = 3) -> float:
    """Integrated loudness in LUFS after EBU R 128, gated, within about 0.2 LU.

    One block of 93 ms in ``every`` is looked at: they say nearly as much as all, much sooner.
    """
    size = 4096
    blocks = stereo.shape[1] // size
    if blocks == 0:
        return -70.0
    spectra = np.fft.rfft(stereo[:, : blocks * size].reshape(2, blocks, size)[:, ::every])
    power = (spectra.real**2 + spectra.imag**2) * _k_weighting(size)
    each = power.sum(axis=(0, 2)) * 2 / size**2
    window = np.convolve(each, np.ones(3) / 3, mode="valid") if len(each) >= 3 else each
    loud = window[window > 10 ** ((-70 + 0.691) / 10)]
    if not len(loud):
        return -70.0
    kept = loud[loud > loud.mean() * 0.1]
    return float(-0.691 + 10 * np.log10(kept.mean()))


def limited(stereo: Sound, ceiling: float = CEILING) -> Sound:
    """``stereo`` with peaks held under ``ceiling`` by a gain that moves within a few ms."""
    count = stereo.shape[1]
    cells = -(-count // _GRID)
    peak = np.zeros(cells * _GRID, dtype=np.float32)
    np.maximum(np.abs(stereo[0]), np.abs(stereo[1]), out=peak[:count])
    gain = np.minimum(1, ceiling / np.maximum(peak.reshape(cells, _GRID).max(axis=1), 1e-6))
    # The minimum over the neighbourhood, then its mean over a smaller one, never exceeds the
    # gain that any sample needs: the limiter cannot overshoot.
    reach = 24
    padded = np.pad(gain, reach, mode="edge")
    lowest = np.lib.stride_tricks.sliding_window_view(padded, 2 * reach + 1).min(axis=1)
    width = 2 * (reach - 2) + 1
    smooth = np.convolve(
        np.pad(lowest, width // 2, mode="edge"), np.hanning(width + 2)[1:-1], "valid"
    ) / np.sum(np.hanning(width + 2)[1:-1])
    curve = np.append(smooth, smooth[-1]).astype(np.float32)
    return stereo * stretched(curve, _GRID, count)


def mastered(stereo: Sound, target: float, *, drive: float = 0.0) -> Sound:
    """``stereo`` at ``target`` LUFS (within 0.3), under the ceiling.

    ``drive`` in dB pushes the loudest moments into a soft saturation first, like tape.
    """
    level = np.float32(10 ** ((target - loudness(stereo)) / 20))
    sound = stereo * level
    if drive:
        knee = np.float32(10 ** (-drive / 20))
        sound = np.tanh(sound / knee) * knee
    if np.abs(sound).max() <= CEILING:
        return sound
    sound = limited(sound)
    sound *= np.float32(10 ** ((target - loudness(sound)) / 20))
    return limited(sound)


def faded(stereo: Sound, *, start: float = 0.0, end: float = 0.0) -> Sound:
    """``stereo`` faded in and out over the given seconds, in place."""
    rise, fall = samples(start), min(samples(end), stereo.shape[1])
    if rise:
        stereo[:, :rise] *= np.linspace(0, 1, rise, dtype=np.float32) ** 2
    if fall:
        stereo[:, -fall:] *= np.linspace(1, 0, fall, dtype=np.float32) ** 2
    return stereo


def to_pcm(stereo: Sound) -> Pcm:
    """16-bit samples, shape (2, count)."""
    return np.rint(stereo * np.float32(32_767)).astype(np.int16)
