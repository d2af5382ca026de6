"""Decode, change the rate, encode: exactly as many samples as the form promised, neither more nor fewer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
from av.audio.codeccontext import AudioCodecContext
from av.audio.stream import AudioStream

from streaming.encoding.errors import EncodingError
from streaming.encoding.forms import Form
from streaming.encoding.info import AudioInfo
from streaming.encoding.opus import read_preskip, without_preskip
from streaming.encoding.source import open_source

type AudioPacket = av.Packet[AudioStream]

_SIDES = {1: "mono", 2: "stereo"}


def flac(path: Path, info: AudioInfo) -> tuple[AudioCodecContext, Iterator[AudioPacket]]:
    """An open FLAC encoder at the file's own rate and channels, and its packets.

    Up to 16 bits stay 16; more become 24 (32-bit and floating-point sound is beyond what browsers decode).
    """
    deep = (info.bit_depth or 24) > 16
    encoder = _create("flac", info.sample_rate, "s32" if deep else "s16", layout_of(path))
    # Level 5 costs a third of the time of the highest and about one per cent of the size.
    encoder.options = {"compression_level": "5"}
    encoder.open()
    return encoder, encoded(path, encoder, info.samples)


def opus(path: Path, info: AudioInfo, form: Form) -> tuple[Iterator[tuple[int, bytes]], bytes, int]:
    """(packets with their first sample, OpusHead without pre-skip, channels) at `form.bitrate`."""
    channels = min(info.channels, 2)
    encoder = _create("libopus", form.sample_rate, "flt", _SIDES[channels], form.bitrate)
    encoder.open()
    head = encoder.extradata or b""
    _check_delay("Opus", read_preskip(head), form)

    def packets() -> Iterator[tuple[int, bytes]]:
        for number, packet in enumerate(encoded(path, encoder, form.samples)):
            yield number * encoder.frame_size, bytes(packet)

    return packets(), without_preskip(head), channels


def mp3(path: Path, info: AudioInfo, form: Form) -> Iterator[bytes]:
    """MP3 frames of constant bit rate, without a Xing header: its counts would have to be known first."""
    layout = _SIDES[min(info.channels, 2)]
    encoder = _create("libmp3lame", form.sample_rate, "fltp", layout, form.bitrate)
    encoder.open()
    _check_delay("MP3", encoder.initial_padding, form)
    for packet in encoded(path, encoder, form.samples):
        yield bytes(packet)


def _create(
    codec: str, rate: int, sample_format: str, layout: str, bitrate: int | None = None
) -> AudioCodecContext:
    encoder = av.CodecContext.create(codec, "w")
    if not isinstance(encoder, AudioCodecContext):
        raise EncodingError(f"{codec} is no audio codec")
    encoder.sample_rate = rate
    encoder.format = sample_format
    encoder.layout = layout
    if bitrate:
        encoder.bit_rate = bitrate * 1000
    return encoder


def _check_delay(codec: str, delay: int, form: Form) -> None:
    if delay != form.skip_samples:
        raise EncodingError(
            f"the {codec} encoder delays by {delay} samples, not {form.skip_samples}"
        )


def layout_of(path: Path) -> str:
    """The file's channels as FFmpeg names them: `stereo`, `5.1(side)`."""
    with open_source(path) as container:
        return str(container.streams.audio[0].codec_context.layout.name)


def encoded(path: Path, encoder: AudioCodecContext, samples: int | None) -> Iterator[AudioPacket]:
    """Packets of exactly `samples` samples of the file's sound (all of it where None).

    FFmpeg trims encoder delay and padding as it decodes; a file shorter than its header said is filled with
    silence, so that what was promised to the client holds.
    """
    size = encoder.frame_size or 4096
    resampler = av.AudioResampler(encoder.format, encoder.layout, encoder.sample_rate)
    fifo = av.AudioFifo()
    sent = 0
    with open_source(path) as container:
        for frame in container.decode(container.streams.audio[0]):
            for piece in resampler.resample(frame):
                piece.pts = None
                fifo.write(piece)
            while fifo.samples >= size and (samples is None or samples - sent >= size):
                yield from _send(encoder, fifo.read(size), sent)
                sent += size
            if samples is not None and sent + fifo.samples >= samples:
                break
        else:
            for piece in resampler.resample(None):
                piece.pts = None
                fifo.write(piece)
    if samples is not None and sent + fifo.samples < samples:
        fifo.write(_silence(encoder, samples - sent - fifo.samples))
    left = fifo.samples if samples is None else samples - sent
    while left > 0:
        count = min(size, left)
        yield from _send(encoder, fifo.read(count, partial=True), sent)
        sent, left = sent + count, left - count
    yield from encoder.encode(None)


def _send(encoder: AudioCodecContext, frame: av.AudioFrame | None, sent: int) -> list[AudioPacket]:
    if frame is None:
        raise EncodingError("the decoder gave fewer samples than it counted")
    frame.pts = sent
    return encoder.encode(frame)


def _silence(encoder: AudioCodecContext, count: int) -> av.AudioFrame:
    channels = encoder.layout.nb_channels
    kind = {"s16": np.int16, "s32": np.int32}.get(encoder.format.name, np.float32)
    shape = (channels, count) if encoder.format.is_planar else (1, channels * count)
    frame = av.AudioFrame.from_ndarray(
        np.zeros(shape, kind), format=encoder.format.name, layout=encoder.layout.name
    )
    frame.sample_rate = encoder.sample_rate
    return frame
