"""A rendition's bytes, yielded as they grow: the first ones after some milliseconds, whatever the file's length."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import closing
from pathlib import Path

import av

from streaming.encoding import adts, encode, fmp4, opus, webm
from streaming.encoding.errors import EncodingError
from streaming.encoding.forms import Form, Format
from streaming.encoding.info import AudioInfo
from streaming.encoding.source import open_source

_CHUNK = 64 << 10
# A quarter of a second at 128 kbit/s: enough for a decoder to start.
_FIRST = 4 << 10


def render(path: Path, info: AudioInfo, form: Form) -> Iterator[bytes]:
    """The bytes of `form` (from `choices` or `describe` of the same `info`).

    Raises EncodingError, also midway, for what cannot be read or made. Closing the generator frees the decoder.
    """
    try:
        with closing(_render(path, info, form)) as chunks:
            yield from _gathered(chunks)
    except (av.FFmpegError, OSError, ValueError) as error:
        raise EncodingError(f"{path.name} cannot be made into {form.mime}: {error}") from error


def _gathered(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Some encoders give a few hundred bytes at a time: the first go out soon, the rest in blocks worth a write."""
    held, least = bytearray(), _FIRST
    for chunk in chunks:
        held += chunk
        if len(held) >= least:
            yield bytes(held)
            held.clear()
            least = _CHUNK
    if held:
        yield bytes(held)


def _render(path: Path, info: AudioInfo, form: Form) -> Generator[bytes]:
    match form.format:
        case Format.ORIGINAL:
            with path.open("rb") as file:
                while chunk := file.read(_CHUNK):
                    yield chunk
        case Format.FMP4 if info.codec == "flac":
            yield from fmp4.remux(path)
        case Format.FMP4:
            yield from fmp4.write(encode.flac(path, info))
        case Format.ADTS:
            yield from _adts(path)
        case Format.WEBM:
            yield from _webm(path, info)
        case Format.OPUS:
            yield from _opus(path, info, form)
        case Format.MP3:
            yield from encode.mp3(path, info, form)


def _adts(path: Path) -> Iterator[bytes]:
    with open_source(path) as container:
        stream = container.streams.audio[0]
        config = adts.read_config(stream.codec_context.extradata or b"")
        if config is None:
            raise EncodingError(f"{path.name} holds no AAC that ADTS can carry")
        for packet in container.demux(stream):
            if packet.size:
                yield adts.frame_header(config, packet.size) + bytes(packet)


def _webm(path: Path, info: AudioInfo) -> Iterator[bytes]:
    with open_source(path) as container:
        stream = container.streams.audio[0]
        private = stream.codec_context.extradata or b""
        if info.codec == "opus":
            private = opus.without_preskip(private)
        seconds = None if info.samples is None else info.samples / info.sample_rate
        yield webm.header(
            info.codec, private, rate=info.sample_rate, channels=info.channels, seconds=seconds
        )
        yield from webm.clusters(_placed(container, info.codec), info.sample_rate)


def _placed(container: av.container.InputContainer, codec: str) -> Iterator[tuple[int, bytes]]:
    """Packets with their first sample, counted from the first packet at zero."""
    sample = 0
    for packet in container.demux(container.streams.audio[0]):
        if not packet.size:
            continue
        data = bytes(packet)
        yield sample, data
        # The last packet's stated duration is shortened by its padding; nothing follows it.
        sample += opus.packet_samples(data) if codec == "opus" else (packet.duration or 0)


def _opus(path: Path, info: AudioInfo, form: Form) -> Iterator[bytes]:
    packets, private, channels = encode.opus(path, info, form)
    seconds = None if form.samples is None else form.samples / form.sample_rate
    yield webm.header("opus", private, rate=form.sample_rate, channels=channels, seconds=seconds)
    yield from webm.clusters(packets, form.sample_rate)
