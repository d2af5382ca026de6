"""Cuts one continuous signal into tracks and encodes each by itself, as a folder of music would hold them.

    python make_tracks.py OUT

Writes OUT/signal.f32 (mono, 44,100 Hz), OUT/signal48.f32 and OUT/cases.json: for each case what the API would say of
each track, its files made by `streaming.encoding`.
"""

import json
import sys
from pathlib import Path

import av
import numpy as np

sys.path.insert(0, str(Path(__file__).parents[3]))

from streaming.encoding import EncodingError, Format, Quality, choices, probe, render  # noqa: E402

# Lengths that are no whole number of frames in any codec.
LENGTHS = [1.5, 0.5003, 0.63071, 0.45, 0.7003, 0.6]


# A song to jump about in, and a short track after it.
LONG = [75.3, 1.5]
TAIL_SECONDS = 3


def make_signal(rate: int, seconds: float) -> np.ndarray:
    """A sweep, a tone and soft noise: alike nowhere, so that every place in it is found again."""
    count = round(seconds * rate)
    at = np.arange(count) / rate
    # It starts again every 5 s, lest it rises above what lossy encoders keep.
    rise = at % 5
    sweep = np.sin(2 * np.pi * (120 * rise + 300 * rise**2 * np.sin(rise) ** 2))
    noise = np.convolve(np.random.default_rng(7).normal(size=count), np.ones(12) / 12, "same")
    # Quiet stretches, so that a variable bit rate varies.
    noise *= np.where(at % 40 < 20, 1, 0.02) if seconds > 60 else 1
    signal = 0.3 * sweep + 0.15 * np.sin(2 * np.pi * 441 * at) + 0.25 * noise
    return np.clip(np.round(signal * 32767), -32768, 32767).astype(np.int16)


def write_file(path: Path, container: str, codec: str, pcm: np.ndarray, rate: int) -> None:
    with av.open(str(path), "w", format=container) as target:
        stream = target.add_stream(codec, rate=rate)
        stream.layout = "stereo"
        if codec == "libmp3lame" and len(pcm) > 60 * rate:
            # A bit rate that varies; LAME's other one cuts off high tones, and they would be missed.
            stream.codec_context.options = {"abr": "1"}
            stream.bit_rate = 160_000
        else:
            stream.bit_rate = 256_000
        frame = av.AudioFrame.from_ndarray(
            np.repeat(pcm, 2).reshape(1, -1), format="s16", layout="stereo"
        )
        frame.sample_rate = rate
        resampler = av.AudioResampler(stream.codec_context.format, "stereo", rate)
        fifo = av.AudioFifo()
        fifo.write(resampler.resample(frame)[0])
        sent = 0
        while fifo.samples:
            piece = fifo.read(stream.codec_context.frame_size or 4096, partial=True)
            piece.pts = sent
            sent += piece.samples
            target.mux(stream.encode(piece))
        target.mux(stream.encode(None))


CASES = {
    # name: (container, codec, file name's end, rate, which form, lengths)
    "mp3": ("mp3", "libmp3lame", "mp3", 44100, Format.ORIGINAL, LENGTHS),
    "flac": ("flac", "flac", "flac", 44100, Format.FMP4, LENGTHS),
    "aac": ("ipod", "aac", "m4a", 44100, Format.ADTS, LENGTHS),
    "opus": ("ogg", "libopus", "opus", 48000, Format.WEBM, LENGTHS),
    "wav-flac": ("wav", "pcm_s16le", "wav", 44100, Format.FMP4, LENGTHS),
    "flac-opus128": ("flac", "flac", "flac", 48000, Format.OPUS, LENGTHS),
    "flac-mp3-128": ("flac", "flac", "flac", 44100, Format.MP3, LENGTHS),
    "long-mp3": ("mp3", "libmp3lame", "mp3", 44100, Format.ORIGINAL, LONG),
    "long-flac": ("flac", "flac", "flac", 44100, Format.FMP4, LONG),
    "long-aac": ("ipod", "aac", "m4a", 44100, Format.ADTS, LONG),
    "long-opus": ("ogg", "libopus", "opus", 48000, Format.WEBM, LONG),
}


def main(out: Path) -> None:
    cases = {}
    signals: dict[tuple[int, float], np.ndarray] = {}
    for name, (container, codec, end, rate, format, lengths) in CASES.items():
        signal = signals.setdefault((rate, sum(lengths)), make_signal(rate, sum(lengths)))
        cuts = np.cumsum([0, *(round(length * rate) for length in lengths)])
        cuts[-1] = len(signal)
        tracks = []
        for number, (start, stop) in enumerate(zip(cuts, cuts[1:], strict=False)):
            path = out / f"{name}-{number}.{end}"
            write_file(path, container, codec, signal[start:stop], rate)
            tracks.append(describe_track(path, f"{name}-{number}", format, int(stop - start)))
        # Of a long track only what surrounds its end is compared.
        first = max(0, int(cuts[-1]) - TAIL_SECONDS * rate) if lengths is LONG else 0
        (signal[first:] / np.float32(32768)).astype("<f4").tofile(out / f"{name}.f32")
        compared = [0, *(int(cut) - first for cut in cuts[1:])]
        cases[name] = {"rate": rate, "tracks": tracks, "cuts": compared}
    (out / "cases.json").write_text(json.dumps(cases))


def describe_track(path: Path, name: str, format: Format, samples: int) -> dict[str, object]:
    """What the API's playback endpoint would say, of a file that is written beside."""
    info = probe(path)
    if info.samples != samples:
        raise EncodingError(f"{path.name}: {info.samples} samples, not {samples}")
    offered = choices(info) + choices(info, Quality.MEDIUM)
    form = next(form for form in offered if form.format == format)
    made = path.with_suffix(".bin")
    made.write_bytes(b"".join(render(path, info, form)))
    source = {
        "url": f"/sound/{made.name}",
        "mime": form.mime,
        "sample_rate": form.sample_rate,
        "skip_samples": form.skip_samples,
        "samples": form.samples,
        "padding_samples": form.padding_samples,
        "first_byte": form.first_byte,
    }
    return {
        "id": name,
        "duration_ms": info.duration_ms,
        "stream_url": source["url"],
        "sources": [source],
        "gain": None,
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]))
