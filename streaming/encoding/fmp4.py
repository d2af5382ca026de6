"""FLAC in fragmented MP4 (ISO/IEC 14496-12; "Encapsulation of FLAC in ISO Base Media File Format").

The one container in which browsers' Media Source takes FLAC. Its clock is the sample rate, so every time in it
is exact; FFmpeg's muxer writes it well.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import av
from av.audio.codeccontext import AudioCodecContext

from streaming.encoding.encode import AudioPacket
from streaming.encoding.source import open_source

# Half a second a fragment: little to wait for at the start, little to fetch in vain after a seek.
_OPTIONS = {"movflags": "empty_moov+default_base_moof+skip_trailer", "frag_duration": "500000"}


class _Sink(io.RawIOBase):
    """What the muxer wrote since it was last asked; it cannot seek, as a growing answer cannot."""

    def __init__(self) -> None:
        self._written = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self._written += data
        return len(data)

    def take(self) -> bytes:
        taken = bytes(self._written)
        self._written.clear()
        return taken


def remux(path: Path) -> Iterator[bytes]:
    """A FLAC file's frames, untouched."""
    sink = _Sink()
    with open_source(path) as source, av.open(sink, "w", format="mp4", options=_OPTIONS) as target:
        stream = source.streams.audio[0]
        copy = target.add_stream_from_template(stream)
        for packet in source.demux(stream):
            if packet.size:
                packet.stream = copy
                target.mux(packet)
                if taken := sink.take():
                    yield taken
    yield sink.take()


def write(encoding: tuple[AudioCodecContext, Iterator[AudioPacket]]) -> Iterator[bytes]:
    """The packets of an open FLAC encoder."""
    encoder, packets = encoding
    sink = _Sink()
    with av.open(sink, "w", format="mp4", options=_OPTIONS) as target:
        stream = target.add_stream("flac", rate=encoder.sample_rate)
        stream.codec_context.format = encoder.format.name
        stream.codec_context.layout = encoder.layout.name
        for packet in packets:
            packet.stream = stream
            packet.time_base = encoder.time_base
            target.mux(packet)
            if taken := sink.take():
                yield taken
    yield sink.take()
