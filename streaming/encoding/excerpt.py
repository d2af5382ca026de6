"""Part of a track, faded in and out: for whoever is to hear what it is like, and not all of it."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.audio.codeccontext import AudioCodecContext
from av.audio.stream import AudioStream

from streaming.encoding.errors import EncodingError
from streaming.encoding.forms import mp3_rate
from streaming.encoding.info import AudioInfo
from streaming.encoding.source import open_source

BITRATE = 256_000
FADE_MS = 40
"""So short that nothing is lost, so long that nothing clicks."""


def write_excerpt(path: Path, info: AudioInfo, start_ms: int, stop_ms: int, part: Path) -> None:
    """Write an MP3 of what sounds between two times. Raises EncodingError."""
    rate = mp3_rate(info.sample_rate)
    try:
        with av.open(str(part), "w", format="mp3", options={"id3v2_version": "0"}) as target:
            stream = target.add_stream("libmp3lame", rate=rate)
            assert isinstance(stream, AudioStream)
            encoder = stream.codec_context
            assert isinstance(encoder, AudioCodecContext)
            encoder.format, encoder.layout = "fltp", "stereo"
            encoder.bit_rate, encoder.time_base = BITRATE, Fraction(1, rate)
            encoder.open()
            fifo, sent = av.AudioFifo(), 0
            for frame in _faded(path, rate, start_ms, stop_ms):
                fifo.write(frame)
                while piece := fifo.read(encoder.frame_size or 1152):
                    piece.pts = sent
                    sent += piece.samples
                    target.mux(stream.encode(piece))
            if rest := fifo.read(0, partial=True):
                rest.pts = sent
                target.mux(stream.encode(rest))
            target.mux(stream.encode(None))
    except (av.FFmpegError, OSError, ValueError) as error:
        raise EncodingError(f"{path.name} gives no excerpt: {error}") from error


def _faded(path: Path, rate: int, start_ms: int, stop_ms: int) -> Iterator[av.AudioFrame]:
    """Frames of the samples between two times, at `rate`, in stereo, with a short fade at both ends."""
    length = (stop_ms - start_ms) * rate // 1000
    fade = min(FADE_MS * rate // 1000, length // 2)
    at = 0
    for data in _between(path, rate, start_ms, length):
        count = data.shape[1]
        place = np.arange(at, at + count)
        # 0 before the first sample, 1 from the fade on, and the same towards the end.
        gain = np.clip(np.minimum(place + 1, length - place) / max(1, fade), 0, 1)
        frame = av.AudioFrame.from_ndarray(
            (data * gain).astype(np.float32), format="fltp", layout="stereo"
        )
        frame.sample_rate, frame.pts = rate, None
        yield frame
        at += count


def _between(path: Path, rate: int, start_ms: int, length: int) -> Iterator[np.ndarray]:
    """Blocks of samples from a time on, `length` in all where there are as many."""
    start = start_ms / 1000
    resampler = av.AudioResampler("fltp", "stereo", rate)
    left = length
    skip: int | None = None
    with open_source(path) as container:
        if start:
            container.seek(int(start * 1_000_000))
        for frame in container.decode(container.streams.audio[0]):
            if skip is None:
                began = frame.time if frame.time is not None else 0.0
                skip = max(0, round((start - began) * rate))
            for piece in resampler.resample(frame):
                data = piece.to_ndarray()
                drop, skip = min(skip, data.shape[1]), max(0, skip - data.shape[1])
                data = data[:, drop : drop + left]
                left -= data.shape[1]
                if data.size:
                    yield data
            if left <= 0:
                return
