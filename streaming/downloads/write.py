"""Writing a download, in the child process that opens sound files: copied or encoded, then tagged."""

import shutil
from fractions import Fraction
from pathlib import Path

import av
from av.audio.codeccontext import AudioCodecContext
from av.audio.stream import AudioStream

from streaming.downloads.formats import Keep
from streaming.downloads.labels import Labels
from streaming.downloads.tag import write_tags
from streaming.encoding import AudioInfo, EncodingError
from streaming.encoding.encode import encoded, layout_of
from streaming.encoding.forms import mp3_rate, scaled

_MP3_BITRATE = 320_000
_MUXERS = {Keep.WAV: "wav", Keep.AIFF: "aiff", Keep.FLAC: "flac", Keep.MP3: "mp3"}
_MUXER_OPTIONS = {
    # A file beyond 4 GiB needs RF64 (EBU Tech 3306); tags are ours.
    Keep.WAV: {"rf64": "auto"},
    Keep.MP3: {"id3v2_version": "0", "write_id3v1": "0"},
}


def write_download(
    path: Path, info: AudioInfo, keep: Keep, part: Path, labels: Labels, cover: bytes | None
) -> None:
    """Write the file at `part`. Raises EncodingError for what cannot be read or made."""
    try:
        if keep is Keep.ORIGINAL:
            shutil.copyfile(path, part)
        else:
            _encode(path, info, keep, part)
        write_tags(part, keep.container_of(info.container), info.codec, labels, cover)
    except (av.FFmpegError, OSError, ValueError) as error:
        raise EncodingError(f"{path.name} cannot be written as {keep}: {error}") from error


def _encode(path: Path, info: AudioInfo, keep: Keep, part: Path) -> None:
    deep = (info.bit_depth or 16) > 16
    rate, layout = info.sample_rate, layout_of(path)
    match keep:
        case Keep.WAV | Keep.AIFF:
            codec = f"pcm_s{24 if deep else 16}{'le' if keep is Keep.WAV else 'be'}"
            form = "s32" if deep else "s16"
        case Keep.FLAC:
            codec, form = "flac", "s32" if deep else "s16"
        case _:
            codec, form = "libmp3lame", "fltp"
            rate, layout = mp3_rate(rate), "mono" if info.channels == 1 else "stereo"
    options = _MUXER_OPTIONS.get(keep, {})
    with av.open(str(part), "w", format=_MUXERS[keep], options=options) as target:
        stream = target.add_stream(codec, rate=rate)
        assert isinstance(stream, AudioStream)
        encoder = stream.codec_context
        assert isinstance(encoder, AudioCodecContext)
        encoder.format, encoder.layout = form, layout
        encoder.time_base = Fraction(1, rate)
        if keep is Keep.MP3:
            encoder.bit_rate = _MP3_BITRATE
        if keep is Keep.FLAC:
            encoder.options = {"compression_level": "5"}
        encoder.open()
        for packet in encoded(path, encoder, scaled(info.samples, info.sample_rate, rate)):
            packet.stream = stream
            target.mux(packet)
