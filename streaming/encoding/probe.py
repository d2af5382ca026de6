"""What a file holds, and which of its decoded samples are valid."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
from av.audio.stream import AudioStream

from streaming.encoding import adts, mp3, mp4, ogg, opus
from streaming.encoding.errors import EncodingError
from streaming.encoding.info import AudioInfo
from streaming.encoding.mapped import Data, map_file
from streaming.encoding.source import open_source

_CONTAINERS = {
    "mov,mp4,m4a,3gp,3g2,mj2": "mp4",
    "matroska,webm": "matroska",
    "aac": "adts",
}
_LOSSLESS = ("pcm_", "flac", "alac", "wavpack", "ape", "tta")
_OPUS_RATE = 48_000


def probe(path: Path) -> AudioInfo:
    """The facts of the first audio stream of `path`. Raises EncodingError if there is none or it is damaged."""
    try:
        with open_source(path) as container:
            if not container.streams.audio:
                raise EncodingError(f"{path.name} holds no sound")
            stream = container.streams.audio[0]
            facts = _read_stream(container.format.name, container.bit_rate, stream)
            duration = container.duration
            extradata = stream.codec_context.extradata or b""
            units = stream.frames
            clock = Fraction(stream.time_base.numerator, stream.time_base.denominator)
            ticks = stream.duration
    except (av.FFmpegError, OSError, ValueError) as error:
        raise EncodingError(f"{path.name} cannot be read: {error}") from error
    if facts.codec == "flac" and len(extradata) >= 18:
        ticks = int.from_bytes(extradata[13:18]) & 0xF_FFFF_FFFF or None
        clock = Fraction(1, facts.sample_rate)
    if facts.lossless:
        facts = replace(facts, samples=_in_samples(ticks, clock, facts.sample_rate))
        if facts.samples is not None:
            facts = replace(facts, padding_samples=0)
    elif trim := _TRIMS.get((facts.container, facts.codec)):
        with map_file(path) as data:
            facts = trim(facts, data, extradata, units)
    if facts.samples is not None:
        return replace(facts, duration_ms=round(facts.samples * 1000 / facts.sample_rate))
    if duration is None:
        raise EncodingError(f"{path.name} states no length")
    return replace(facts, duration_ms=round(duration / 1000))


def _read_stream(format_name: str, bitrate: int, stream: AudioStream) -> AudioInfo:
    context = stream.codec_context
    if context is None:
        raise EncodingError("the sound's codec is unknown")
    codec = context.codec.canonical_name
    if not context.sample_rate or not context.layout.nb_channels:
        raise EncodingError("the sound's sample rate or channels cannot be told")
    bits = None
    if codec.startswith(_LOSSLESS):
        # A 24-bit FLAC decodes to 32-bit samples and says 24; a decoder that says nothing says 0 or None.
        held = context.format.bits
        said = context.bits_per_raw_sample or 0
        bits = said if 16 < said < held else held
    return AudioInfo(
        codec=codec,
        container=_CONTAINERS.get(format_name, format_name),
        sample_rate=_OPUS_RATE if codec == "opus" else context.sample_rate,
        channels=context.layout.nb_channels,
        bit_depth=bits,
        bitrate=bitrate or context.bit_rate or None,
        duration_ms=0,
        samples=None,
        skip_samples=0,
        padding_samples=None,
    )


def _in_samples(ticks: int | None, clock: Fraction, rate: int) -> int | None:
    """Ticks of a container's clock as samples, or None where the clock is too coarse to tell."""
    if ticks is None:
        return None
    exact = ticks * clock * rate
    return int(exact) if exact.denominator == 1 else None


def _trim_mp3(info: AudioInfo, data: Data, extradata: bytes, units: int) -> AudioInfo:
    trim = mp3.find_trim(data)
    if trim is None:
        return info
    return replace(
        info,
        samples=trim.samples,
        skip_samples=trim.skip_samples,
        padding_samples=trim.padding_samples,
        first_byte=trim.first_byte,
    )


def _trim_m4a(info: AudioInfo, data: Data, extradata: bytes, units: int) -> AudioInfo:
    trim = mp4.find_trim(data)
    if trim is None or not adts.is_plain_lc(extradata, info.sample_rate):
        return info
    skip = round(trim.start * info.sample_rate / trim.timescale)
    total = units * adts.FRAME_SAMPLES
    samples = min(round(trim.length * info.sample_rate / trim.timescale), total - skip)
    if samples <= 0:
        return info
    return replace(info, samples=samples, skip_samples=skip, padding_samples=total - skip - samples)


def _trim_adts(info: AudioInfo, data: Data, extradata: bytes, units: int) -> AudioInfo:
    """A bare AAC stream says nothing of its delay: every sample counts as valid."""
    frames, first_byte, rate = adts.count_frames(data)
    if not frames or rate != info.sample_rate:  # another rate means HE-AAC, whose frames are longer
        return info
    samples = frames * adts.FRAME_SAMPLES
    return replace(info, samples=samples, padding_samples=0, first_byte=first_byte)


def _trim_opus(info: AudioInfo, data: Data, extradata: bytes, units: int) -> AudioInfo:
    last = ogg.last_granule(data)
    if last is None or len(extradata) < 12:
        return info
    skip = opus.read_preskip(extradata)
    samples = last - ogg.opus_start(data) - skip
    return replace(info, skip_samples=skip, samples=samples) if samples > 0 else info


def _trim_vorbis(info: AudioInfo, data: Data, extradata: bytes, units: int) -> AudioInfo:
    return replace(info, samples=ogg.last_granule(data))


type _Trim = Callable[[AudioInfo, Data, bytes, int], AudioInfo]
_TRIMS: dict[tuple[str, str], _Trim] = {
    ("mp3", "mp3"): _trim_mp3,
    ("mp3", "mp2"): _trim_mp3,
    ("mp4", "aac"): _trim_m4a,
    ("adts", "aac"): _trim_adts,
    ("ogg", "opus"): _trim_opus,
    ("ogg", "vorbis"): _trim_vorbis,
}
