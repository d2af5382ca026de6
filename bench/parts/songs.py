"""Files that sound from their first sample: of four minutes for renditions made on demand, and an album a format."""

from pathlib import Path
from typing import Any

import av
import numpy as np

RATE, SECONDS = 44_100, 240


def make_songs(folder: Path, *, count: int) -> Path:
    """`count` FLAC files of four minutes of stereo, each its own: chords that move, with a little noise."""
    folder.mkdir(parents=True)
    for number in range(1, count + 1):
        chance = np.random.default_rng(number)
        with av.open(folder / f"{number}.flac", "w") as container:
            container.metadata.update(
                title=f"Four minutes {number}",
                artist="Bench",
                album="Four minutes",
                track=str(number),
            )
            stream = container.add_stream("flac", rate=RATE, layout="stereo", format="s16")
            for second in range(SECONDS):
                frame = av.AudioFrame.from_ndarray(
                    _second(second, number, chance), format="s16", layout="stereo"
                )
                frame.sample_rate = RATE
                frame.pts = second * RATE
                container.mux(stream.encode(frame))
            container.mux(stream.encode(None))
    return folder


FORMATS = (
    ("mp3", "libmp3lame", "mp3"),
    ("flac", "flac", "flac"),
    ("opus", "libopus", "opus"),
    ("m4a", "aac", "ipod"),
)
"""Ending, encoder, container."""
TRACKS, ALBUM_SECONDS = 3, 30


def make_albums(folder: Path) -> Path:
    """An album a format, of short tracks."""
    for ending, codec, container_format in FORMATS:
        album = folder / ending
        album.mkdir(parents=True)
        for number in range(1, TRACKS + 1):
            chance = np.random.default_rng(number)
            with av.open(album / f"{number}.{ending}", "w", format=container_format) as container:
                container.metadata.update(
                    title=f"First sound {number}",
                    artist="Bench",
                    album=f"First sound {ending}",
                    track=str(number),
                )
                rate = 48_000 if codec == "libopus" else RATE
                stream: Any = container.add_stream(codec, rate=rate, layout="stereo")
                if codec != "flac":
                    stream.bit_rate = 192_000
                made = av.AudioResampler(stream.format, "stereo", rate)
                for second in range(ALBUM_SECONDS):
                    frame = av.AudioFrame.from_ndarray(
                        _second(second, number, chance), format="s16", layout="stereo"
                    )
                    frame.sample_rate = RATE
                    frame.pts = second * RATE
                    for part in made.resample(frame):
                        container.mux(stream.encode(part))
                for part in made.resample(None):
                    container.mux(stream.encode(part))
                container.mux(stream.encode(None))
    return folder


def _second(second: int, number: int, chance: np.random.Generator) -> np.ndarray:
    """Interleaved 16-bit samples, shape (1, 2 × RATE)."""
    t = np.arange(RATE) / RATE
    notes = 110.0 * 2 ** ((np.array([0, 4, 7, 12]) + (second // 4 + number) % 12) / 12)
    sound = np.sin(2 * np.pi * notes[:, None] * t).sum(axis=0) * 0.15
    both = np.stack([sound, np.roll(sound, 40)]) + chance.standard_normal((2, RATE)) * 0.005
    return (both.T.reshape(1, -1) * 32_767).clip(-32_768, 32_767).astype(np.int16)
