"""Sound files made on the spot: a known signal in any format, with its encoder's delay stated as FFmpeg states it."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
from av.audio.stream import AudioStream


def make_signal(count: int, rate: int) -> np.ndarray:
    """A rising tone and noise, 16 bits, one channel: found again at one lag only."""
    at = np.arange(count) / rate
    tone = np.sin(2 * np.pi * (200 * at + 900 * at**2))
    noise = np.convolve(np.random.default_rng(3).normal(size=count), np.ones(8) / 8, "same")
    return (
        np.round((0.3 * tone + 0.2 * noise[:count]) * 20_000).clip(-32768, 32767).astype(np.int16)
    )


def write_sound(
    path: Path,
    container: str,
    codec: str,
    signal: np.ndarray,
    rate: int,
    new_rate: int | None = None,
    bitrate: int = 192_000,
) -> None:
    """Write `signal` on two channels by an FFmpeg muxer and encoder of those names."""
    with av.open(str(path), "w", format=container) as target:
        stream = target.add_stream(codec, rate=new_rate or rate)
        assert isinstance(stream, AudioStream)
        stream.layout = "stereo"
        stream.bit_rate = bitrate
        if codec in ("flac", "alac"):
            stream.codec_context.format = {"flac": "s16", "alac": "s16p"}[codec]
        if codec == "wavpack":
            stream.codec_context.format = "s16p"
        frame = av.AudioFrame.from_ndarray(
            np.repeat(signal, 2).reshape(1, -1), format="s16", layout="stereo"
        )
        frame.sample_rate = rate
        resampler = av.AudioResampler(stream.codec_context.format, "stereo", new_rate or rate)
        fifo = av.AudioFifo()
        for piece in (*resampler.resample(frame), *resampler.resample(None)):
            piece.pts = None
            fifo.write(piece)
        sent = 0
        while fifo.samples:
            part = fifo.read(stream.codec_context.frame_size or 4096, partial=True)
            assert part is not None
            part.pts = sent
            sent += part.samples
            target.mux(stream.encode(part))
        target.mux(stream.encode(None))
