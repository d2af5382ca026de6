"""Which renditions can be made of a file, what each must say of itself, and which to offer first."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from streaming.encoding.errors import EncodingError
from streaming.encoding.info import AudioInfo

OPUS_RATE = 48_000
# libopus looks 6.5 ms ahead in its "audio" application; `render` checks that it still does.
OPUS_SKIP = 312
# LAME's own 576 and the decoder's 529.
MP3_SKIP = 1105
_MP3_FRAME = 1152
_TOLERANCE = 1.1  # a 130 kbit/s file is 128 kbit/s enough


class Format(StrEnum):
    """The `format` of a stream's address; the empty one is the file as it is."""

    ORIGINAL = ""
    FMP4 = "fmp4"
    """FLAC in fragmented MP4: a remux of FLAC, an encoding of anything else."""
    ADTS = "adts"
    """AAC-LC out of MP4, untouched."""
    WEBM = "webm"
    """Opus or Vorbis out of Ogg, untouched."""
    OPUS = "opus"
    """Encoded to Opus in WebM."""
    MP3 = "mp3"
    """Encoded to MP3 of constant bit rate."""


class Quality(StrEnum):
    """What a listener asks of a device: the file's own quality, or at most so many kbit/s."""

    ORIGINAL = "original"
    HIGH = "256"
    MEDIUM = "128"
    LOW = "64"


@dataclass(frozen=True, slots=True)
class Form:
    """One rendition: what to ask for, and what a client must know to play it exactly.

    `samples` is None where the exact count is unknown or the bytes suit no Media Source: a client then plays
    the address in a plain element. `lossless` says whether the bytes hold the file's sound unchanged.
    """

    format: Format
    bitrate: int | None
    """kbit/s, for what is encoded."""
    mime: str
    sample_rate: int
    skip_samples: int
    samples: int | None
    padding_samples: int | None
    first_byte: int = 0
    encoded: bool = False
    """True where making it takes decoding and encoding, not copying."""


_ORIGINAL_TYPES = {
    ("mp3", "mp3"): "audio/mpeg",
    ("flac", "flac"): "audio/flac",
    ("mp4", "aac"): 'audio/mp4; codecs="mp4a.40.2"',
    ("mp4", "alac"): 'audio/mp4; codecs="alac"',
    ("mp4", "flac"): 'audio/mp4; codecs="flac"',
    ("adts", "aac"): "audio/aac",
    ("ogg", "opus"): 'audio/ogg; codecs="opus"',
    ("ogg", "vorbis"): 'audio/ogg; codecs="vorbis"',
    ("ogg", "flac"): 'audio/ogg; codecs="flac"',
}


def describe(info: AudioInfo, format: Format, bitrate: int | None = None) -> Form:
    """The form of that format. Raises EncodingError where this file doesn't allow it."""
    match format:
        case Format.ORIGINAL:
            return _original(info)
        case Format.FMP4:
            return _form(
                format,
                'audio/mp4; codecs="flac"',
                info,
                info.samples,
                0,
                encoded=info.codec != "flac",
            )
        case Format.ADTS if info.container == "mp4" and info.codec == "aac" and info.samples:
            return _form(
                format, "audio/aac", info, info.samples, info.skip_samples, info.padding_samples
            )
        case Format.WEBM if info.container == "ogg" and info.codec in ("opus", "vorbis"):
            mime = f'audio/webm; codecs="{info.codec}"'
            return _form(format, mime, info, info.samples, info.skip_samples)
        case Format.OPUS:
            samples = scaled(info.samples, info.sample_rate, OPUS_RATE)
            mime = 'audio/webm; codecs="opus"'
            return Form(
                format,
                _within(bitrate, 32, 256),
                mime,
                OPUS_RATE,
                OPUS_SKIP,
                samples,
                None,
                encoded=True,
            )
        case Format.MP3:
            rate = mp3_rate(info.sample_rate)
            samples = scaled(info.samples, info.sample_rate, rate)
            return Form(
                format,
                _within(bitrate, 64, 320),
                "audio/mpeg",
                rate,
                MP3_SKIP,
                samples,
                _mp3_padding(samples),
                encoded=True,
            )
        case _:
            raise EncodingError(
                f"{info.codec} in {info.container} cannot be sent as {format.value}"
            )


def choices(info: AudioInfo, quality: Quality = Quality.ORIGINAL) -> list[Form]:
    """The forms to offer, best first. A client takes the first that it can play gaplessly, else plainly.

    A lossy file that is small enough already is not encoded again, whatever was asked for.
    """
    if quality is not Quality.ORIGINAL:
        limit = int(quality)
        small = info.bitrate is not None and info.bitrate <= limit * 1000 * _TOLERANCE
        if info.lossless or not small:
            return [describe(info, Format.OPUS, limit), describe(info, Format.MP3, limit)]
    wanted: list[tuple[Format, int | None]]
    if info.codec == "mp3" or info.container == "adts":
        wanted = [(Format.ORIGINAL, None)]
    elif info.lossless:
        wanted = [(Format.FMP4, None), (Format.ORIGINAL, None), (Format.MP3, 320)]
    elif info.codec == "aac":
        wanted = [(Format.ADTS, None), (Format.ORIGINAL, None), (Format.MP3, 256)]
    else:
        wanted = [
            (Format.WEBM, None),
            (Format.ORIGINAL, None),
            (Format.OPUS, 256),
            (Format.MP3, 256),
        ]
    forms = []
    for format, bitrate in wanted:
        try:
            forms.append(describe(info, format, bitrate))
        except EncodingError:
            continue
    return forms


def scaled(samples: int | None, rate: int, new_rate: int) -> int | None:
    """The count of samples after a change of rate, rounded to the nearest; `render` makes exactly so many."""
    return None if samples is None else (samples * new_rate + rate // 2) // rate


def mp3_rate(rate: int) -> int:
    """The rate of an MP3 made of sound at `rate`: the file's own family of 44,100 or 48,000 Hz, or 32,000."""
    if rate in (32_000, 44_100, 48_000):
        return rate
    return 44_100 if rate % 11_025 == 0 else 48_000


def _mp3_padding(samples: int | None) -> int | None:
    """What follows the last sample: LAME gives a frame for each begun one of its input, and one more."""
    if samples is None:
        return None
    frames = -(-samples // _MP3_FRAME) + 1
    return frames * _MP3_FRAME - MP3_SKIP - samples


def _original(info: AudioInfo) -> Form:
    mime = _ORIGINAL_TYPES.get((info.container, info.codec))
    if mime is None and info.container == "wav" and info.codec.startswith("pcm_"):
        mime = "audio/wav"
    if mime is None:
        raise EncodingError(f"no browser plays {info.codec} in {info.container}")
    # Other containers suit no Media Source, or none exactly.
    exact = mime in ("audio/mpeg", "audio/aac")
    samples = info.samples if exact else None
    return _form(
        Format.ORIGINAL,
        mime,
        info,
        samples,
        info.skip_samples,
        info.padding_samples,
        info.first_byte,
    )


def _form(
    format: Format,
    mime: str,
    info: AudioInfo,
    samples: int | None,
    skip: int,
    padding: int | None = None,
    first_byte: int = 0,
    *,
    encoded: bool = False,
) -> Form:
    return Form(format, None, mime, info.sample_rate, skip, samples, padding, first_byte, encoded)


def _within(bitrate: int | None, least: int, most: int) -> int:
    return min(max(bitrate or 128, least), most)
