"""16-bit samples to a file in one of the catalogue's formats, through PyAV."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt

from .dsp import RATE
from .master import Pcm
from .plan import Form


@dataclass(frozen=True)
class _Codec:
    name: str
    container: str
    samples: str
    bit_rate: int = 0
    rate: int = RATE
    options: dict[str, str] = field(default_factory=dict)


# The faster of an encoder's search levels where they save seconds and cost nothing one would hear.
CODECS: dict[Form, _Codec] = {
    "flac": _Codec("flac", "flac", "s16", options={"compression_level": "4"}),
    "mp3 vbr": _Codec(
        "libmp3lame",
        "mp3",
        "s16p",
        options={"flags": "+qscale", "global_quality": str(2 * 118), "compression_level": "7"},
    ),
    "mp3 320": _Codec("libmp3lame", "mp3", "s16p", 320_000, options={"compression_level": "7"}),
    "mp3 128": _Codec("libmp3lame", "mp3", "s16p", 128_000, options={"compression_level": "7"}),
    "ogg": _Codec("vorbis", "ogg", "fltp", 160_000, options={"strict": "-2"}),
    "opus": _Codec("libopus", "ogg", "s16", 112_000, 48_000, {"compression_level": "1"}),
    "m4a": _Codec("aac", "ipod", "fltp", 160_000, options={"aac_coder": "fast"}),
    "wav": _Codec("pcm_s16le", "wav", "s16"),
    "aiff": _Codec("pcm_s16be", "aiff", "s16"),
}


def encode(path: Path, pcm: Pcm, form: Form) -> None:
    """Write ``pcm`` (2 × count at 44.1 kHz) to ``path``; the same samples give the same bytes."""
    codec = CODECS[form]
    data: npt.NDArray[np.int16] | npt.NDArray[np.float32]
    if codec.samples == "s16p":
        data = np.ascontiguousarray(pcm)
    elif codec.samples == "fltp":
        data = pcm.astype(np.float32) / np.float32(32_768)
    else:
        data = np.ascontiguousarray(pcm.T).reshape(1, -1)
    options = {"fflags": "+bitexact"}
    with av.open(str(path), "w", format=codec.container, container_options=options) as out:
        stream = out.add_stream(
            codec.name, rate=codec.rate, layout="stereo", options=dict(codec.options)
        )
        if not isinstance(stream, av.AudioStream):
            raise TypeError(f"{codec.name} does not encode audio")
        if codec.bit_rate:
            stream.bit_rate = codec.bit_rate
        frame = av.AudioFrame.from_ndarray(data, format=codec.samples, layout="stereo")
        frame.sample_rate = RATE
        frame.pts = 0
        for packet in stream.encode(frame):
            out.mux(packet)
        for packet in stream.encode(None):
            out.mux(packet)
