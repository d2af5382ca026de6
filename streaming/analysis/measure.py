"""Loudness and waveform of a file, in one decode.

Loudness is EBU R128's integrated loudness (ITU-R BS.1770-4) and true peak, by FFmpeg's `ebur128` filter. Runs in the
child process that opens sound files (`streaming.delivery.child`).
"""

import math
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
from av.filter import Graph

from streaming.encoding.errors import EncodingError
from streaming.encoding.source import open_source

PEAKS = 800
_BLOCK = 1024
_SILENCE = -70.0  # LUFS: the absolute gate of BS.1770, below which nothing is measured


@dataclass(frozen=True, slots=True)
class Measured:
    """What is heard of a file."""

    loudness: float | None
    """LUFS, integrated; None for silence."""
    true_peak: float | None
    """dBTP, the highest of all channels; None for silence."""
    peaks: list[int]
    """800 numbers of 0–255: the highest sample of each slice, all channels together, 255 is full scale."""
    duration_ms: int
    """As decoded, whatever the file says."""


def measure(path: Path) -> Measured:
    """Decode the file once. Raises EncodingError where it holds no sound or cannot be read."""
    loudness = peak = None
    highest: list[float] = []
    rest = np.zeros(0, np.float32)
    seconds = 0.0
    try:
        for frame in _filtered(path):
            samples = np.abs(frame.to_ndarray()).max(axis=0)
            rest = np.concatenate([rest, samples])
            seconds += len(samples) / frame.sample_rate
            whole = len(rest) // _BLOCK * _BLOCK
            highest += rest[:whole].reshape(-1, _BLOCK).max(axis=1).tolist()
            rest = rest[whole:]
            loudness = _number(frame.metadata.get("lavfi.r128.I"), loudness)
            peak = _number(frame.metadata.get("lavfi.r128.true_peak"), peak)
    except (av.FFmpegError, OSError, ValueError) as error:
        raise EncodingError(f"{path.name} cannot be read: {error}") from error
    if len(rest):
        highest.append(float(rest.max()))
    if not highest:
        raise EncodingError(f"{path.name} holds no sound")
    return Measured(
        loudness=None if loudness is None or loudness <= _SILENCE else loudness,
        true_peak=20 * math.log10(peak) if peak else None,
        peaks=to_peaks(highest),
        duration_ms=round(seconds * 1000),
    )


def to_peaks(highest: list[float]) -> list[int]:
    """Any number of slices' peaks (linear, 1.0 full scale) as exactly 800 of 0–255, evenly over the time."""
    values = np.minimum(np.nan_to_num(np.asarray(highest)), 1.0)
    edges = np.linspace(0, len(values), PEAKS + 1)
    starts = np.minimum(edges[:-1].astype(int), len(values) - 1)
    stops = np.maximum(np.ceil(edges[1:]).astype(int), starts + 1)
    return [
        round(float(values[a:b].max()) * 255)
        for a, b in zip(starts.tolist(), stops.tolist(), strict=True)
    ]


def _number(text: str | None, before: float | None) -> float | None:
    if text is None:
        return before
    value = float(text)
    return value if math.isfinite(value) else before


def _filtered(path: Path) -> Iterator[av.AudioFrame]:
    """Decoded frames that passed the loudness filter, as planar floats."""
    with open_source(path) as container:
        stream = container.streams.audio[0]
        graph: Graph | None = None
        shape: tuple[int, str, str] | None = None
        resampler: av.AudioResampler | None = None
        for frame in container.decode(stream):
            if graph is None or resampler is None:
                shape = (frame.sample_rate, "fltp", frame.layout.name)
                resampler = av.AudioResampler("fltp", frame.layout.name, frame.sample_rate)
                graph = _graph(*shape)
            for piece in resampler.resample(frame):
                piece.pts = None
                graph.push(piece)
            yield from _pulled(graph)
        if graph is not None:
            graph.push(None)
            yield from _pulled(graph)


def _graph(rate: int, sample_format: str, layout: str) -> Graph:
    graph = Graph()
    source = graph.add_abuffer(sample_rate=rate, format=sample_format, layout=layout)
    meter = graph.add("ebur128", "peak=true:metadata=1:framelog=quiet")
    back = graph.add("aformat", "sample_fmts=fltp")
    sink = graph.add("abuffersink")
    source.link_to(meter)
    meter.link_to(back)
    back.link_to(sink)
    graph.configure()
    return graph


def _pulled(graph: Graph) -> Iterator[av.AudioFrame]:
    with suppress(av.BlockingIOError, av.EOFError):
        while True:
            frame = graph.pull()
            assert isinstance(frame, av.AudioFrame)
            yield frame
