"""The mixing desk: mono parts, panned into a stereo mix with a shared room and echo."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
import numpy.typing as npt

from .dsp import RATE, Sound, samples, shaped

_BLOCK = 1 << 17


class Part:
    """One mono line of the score."""

    def __init__(self, count: int) -> None:
        self.sound: Sound = np.zeros(count, dtype=np.float32)

    def play(self, sound: Sound, at: float, gain: float = 1.0) -> None:
        """Add ``sound`` at ``at`` seconds; what reaches over the end is cut.

        A first note that a human hand would play a little early starts at 0: without its first
        milliseconds it would be a click.
        """
        start = max(samples(at), 0)
        end = min(start + len(sound), len(self.sound))
        if end > start:
            self.sound[start:end] += sound[: end - start] * np.float32(gain)


class Mix:
    """A stereo mix of ``seconds`` with one room reverb and one ping-pong echo to send to."""

    def __init__(self, seconds: float) -> None:
        self.count = samples(seconds)
        self.stereo: Sound = np.zeros((2, self.count), dtype=np.float32)
        self._room: Sound = np.zeros(self.count, dtype=np.float32)
        self._echo: Sound = np.zeros(self.count, dtype=np.float32)

    def part(self) -> Part:
        """A new empty part as long as the mix."""
        return Part(self.count)

    def place(
        self,
        part: Part | Sound,
        gain: float = 1.0,
        *,
        pan: float = 0.0,
        room: float = 0.0,
        echo: float = 0.0,
    ) -> None:
        """Mix a part in. ``pan`` is −1 (left) to 1 at constant power; ``room``, ``echo`` are sends."""
        sound = part.sound if isinstance(part, Part) else part[: self.count]
        size = len(sound)
        angle = (pan + 1) * np.pi / 4
        self.stereo[0, :size] += sound * np.float32(gain * np.cos(angle) * np.sqrt(2))
        self.stereo[1, :size] += sound * np.float32(gain * np.sin(angle) * np.sqrt(2))
        if room:
            self._room[:size] += sound * np.float32(gain * room)
        if echo:
            self._echo[:size] += sound * np.float32(gain * echo)

    def place_pair(
        self, left: Sound, right: Sound, gain: float = 1.0, *, room: float = 0.0
    ) -> None:
        """Mix in a sound that is stereo already."""
        self.stereo[0] += left[: self.count] * np.float32(gain)
        self.stereo[1] += right[: self.count] * np.float32(gain)
        if room:
            self._room += (left[: self.count] + right[: self.count]) * np.float32(gain * room / 2)

    def finish(self, *, tail: float = 1.8, delay: float = 0.0, feedback: float = 0.45) -> Sound:
        """Add the room (``tail`` seconds to −60 dB) and the echo (every ``delay`` seconds)."""
        if delay and self._echo.any():
            step = samples(delay)
            for turn in range(1, 7):
                if turn * step >= self.count:
                    break
                tap = self._echo[: self.count - turn * step] * np.float32(feedback**turn)
                near, far = (0, 1) if turn % 2 else (1, 0)
                self.stereo[near, turn * step :] += tap
                self.stereo[far, turn * step :] += tap * np.float32(0.35)
                self._room[turn * step :] += tap * np.float32(0.3)
        if self._room.any():
            self.stereo += reverberated(self._room, tail)
        return self.stereo


@cache
def _room_response(tail: float) -> tuple[npt.NDArray[np.complex64], ...]:
    """Spectra, left and right, of a room: noise that darkens as it dies, at half the rate."""
    random = np.random.default_rng(2_718)
    count = int(min(tail * 1.1, 3.6) * RATE / 2)
    t = np.arange(count, dtype=np.float32) / np.float32(RATE / 2)
    spectra = []
    for _ in range(2):
        impulse = np.zeros(count, dtype=np.float32)
        # shaped() thinks in the full rate: corner frequencies are doubled here.
        for low, high, length in ((160, 900, 1.0), (900, 5_000, 0.8), (5_000, 14_000, 0.45)):
            grain = shaped(random.standard_normal(count, dtype=np.float32), _edges(low, high))
            impulse += grain * np.exp(t * np.float32(-6.908 / (tail * length)))
        onset = int(0.012 * RATE / 2)
        impulse[:onset] *= np.linspace(0, 1, onset, dtype=np.float32) ** 2
        impulse /= np.sqrt(np.sum(impulse**2))
        spectra.append(np.fft.rfft(impulse, _BLOCK))
    return tuple(spectra)


def _edges(low: float, high: float) -> Callable[[Sound], Sound]:
    from_zero = np.float32(low)

    def response(frequency: Sound) -> Sound:
        return np.asarray(
            1 / (1 + (from_zero / np.maximum(frequency, 1)) ** 4) / (1 + (frequency / high) ** 4),
            dtype=np.float32,
        )

    return response


def reverberated(send: Sound, tail: float) -> Sound:
    """The room's stereo answer to a mono ``send``, without the direct sound.

    Convolution by overlap-add in blocks, at half the rate: a room has nothing to say above 9 kHz,
    and a transform a quarter as dear is what makes forty tracks in a few seconds possible.
    """
    responses = _room_response(tail)
    half = (send[: len(send) // 2 * 2].reshape(-1, 2).sum(axis=1) * np.float32(0.5)).astype(
        np.float32
    )
    reach = int(min(tail * 1.1, 3.6) * RATE / 2)
    hop = _BLOCK - reach
    blocks = -(-len(half) // hop)
    padded = np.zeros(blocks * hop, dtype=np.float32)
    padded[: len(half)] = half
    spectra = np.fft.rfft(padded.reshape(blocks, hop), _BLOCK)
    wet = np.zeros((2, len(send)), dtype=np.float32)
    for channel, response in enumerate(responses):
        pieces = np.fft.irfft(spectra * response, _BLOCK)
        line = np.zeros(blocks * hop + _BLOCK, dtype=np.float32)
        for index, piece in enumerate(pieces):
            line[index * hop : index * hop + _BLOCK] += piece
        coarse = line[: len(send) // 2 + 2]
        ends = wet[channel]
        even = ends[0::2]
        even[:] = coarse[: len(even)]
        odd = ends[1::2]
        odd[:] = (coarse[: len(odd)] + coarse[1 : len(odd) + 1]) * np.float32(0.5)
    return wet
