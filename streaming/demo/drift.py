"""Ambient music: chords that melt into each other, with bells, voices, rain and a far pulse."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial

import numpy as np

from . import drums, voices
from .dsp import RATE, Sound, hertz, noise, samples, sine, swell, wander
from .master import loudness
from .melody import melody
from .space import Mix
from .theory import Chord, bass_pitch, chords, scale, voiced


@dataclass(frozen=True)
class Drift:
    """A stretch of ambient music.

    ``layers``: ``b`` bells, ``c`` choir, ``d`` drone, ``h`` harp figures, ``l`` a slow lead,
    ``p`` a soft pulse, ``r`` rain, ``t`` ticking arpeggio. ``pace`` is seconds a chord.
    """

    seed: int
    key: str
    chords: str
    layers: str
    pace: float = 6.0
    rounds: int = 1
    bright: float = 0.4

    @property
    def seconds(self) -> float:
        """Length, without what melts into the next stretch."""
        return self.pace * len(self.chords.split()) * self.rounds


type Own = list[tuple[Chord, tuple[int, ...]]]

MELT = 3.2
"""Seconds by which one chord overlaps the next."""


def play_drift(stretches: Sequence[Drift], *, rest: float = 4.0) -> Sound:
    """The stretches as one unbroken piece of stereo samples, not yet mastered.

    The stretches begin at the running sums of their ``seconds``; sound goes through every such
    border, so that a player that leaves a gap there can be heard.
    """
    tape = np.zeros((2, samples(sum(each.seconds for each in stretches) + rest)), dtype=np.float32)
    names = [name for each in stretches for name in each.chords.split() * each.rounds]
    harmony = chords(" ".join(names))
    voicings = voiced(harmony, 60, 5)
    at, index = 0.0, 0
    for each in stretches:
        count = len(each.chords.split()) * each.rounds
        own = list(
            zip(harmony[index : index + count], voicings[index : index + count], strict=True)
        )
        sound = _stretch(each, own, rest)
        start = samples(at)
        end = min(start + sound.shape[1], tape.shape[1])
        tape[:, start:end] += sound[:, : end - start]
        at, index = at + each.seconds, index + count
    return tape


def _stretch(stretch: Drift, own: Own, rest: float) -> Sound:
    """One stretch with ``rest`` seconds in which it rings on under the next."""
    mix = Mix(stretch.seconds + rest)
    pads = [np.zeros(mix.count, dtype=np.float32) for _ in (0, 1)]
    choir = [np.zeros(mix.count, dtype=np.float32) for _ in (0, 1)]
    for step, (_, voicing) in enumerate(own):
        at = step * stretch.pace
        _pad(pads, voicing, stretch, at, stretch.pace + MELT, seed=step)
        if "c" in stretch.layers:
            _pad(choir, voicing[-3:], stretch, at, stretch.pace + MELT, seed=500 + step, vowel=True)
    for letter in stretch.layers:
        if letter in LAYERS:
            LAYERS[letter](mix, stretch, own)
    wide = [pads[0] + pads[1] * np.float32(0.25), pads[1] + pads[0] * np.float32(0.25)]
    mix.place_pair(wide[0], wide[1], 0.05, room=0.35)
    mix.place_pair(choir[0], choir[1], 0.042, room=0.5)
    sound = mix.finish(tail=3.2, delay=0.66, feedback=0.5)
    # Thin and full stretches within 3 LU of each other, brighter ones louder, as one would play.
    sound *= np.float32(10 ** ((-18.5 + 3 * stretch.bright - loudness(sound, every=7)) / 20))
    return sound


def _pad(
    pair: list[Sound],
    pitches: Sequence[int],
    stretch: Drift,
    at: float,
    length: float,
    *,
    seed: int,
    vowel: bool = False,
) -> None:
    """One chord of the pad: a dark and a bright loop between which a slow curve moves."""
    count = samples(length)
    shape = swell(count, MELT, MELT)
    random = np.random.default_rng(stretch.seed * 1_000 + seed)
    start = samples(at)
    key = (stretch.seed * 1_000 + seed) * 2
    darker = voices.pad_loop(pitches, seed=key, tilt=2.1, spread=24, vowel=vowel)
    brighter = None if vowel else voices.pad_loop(pitches, seed=key, tilt=0.95, spread=30)
    for side in (0, 1):
        dark = voices.looped(darker, count, side * voices.HALF_LOOP)
        open_ = wander(random, count, 2.5) * np.float32(stretch.bright * 2)
        if brighter is None:
            sound = dark * (np.float32(0.4) + open_)
        else:
            bright = voices.looped(brighter, count, side * voices.HALF_LOOP)
            sound = dark * (1 - np.float32(0.4) * open_) + bright * open_
        sound *= shape
        end = min(start + count, len(pair[side]))
        pair[side][start:end] += sound[: end - start]


def _bells(mix: Mix, stretch: Drift, own: Own) -> None:
    random = np.random.default_rng(stretch.seed + 1)
    voice = cache(voices.bell)
    left, right = mix.part(), mix.part()
    ladder = scale(stretch.key.split()[0] + _five(stretch.key), 72, 93)
    beat = stretch.pace / 8
    for index, (harmony, _) in enumerate(own):
        for step in range(8):
            if random.random() < (0.5 if step % 4 == 0 else 0.26):
                pitch = ladder[int(random.integers(len(ladder)))]
                if step % 4 == 0:
                    pitch = min(
                        (p for p in range(72, 93) if p % 12 in harmony.tones),
                        key=lambda p, near=pitch: abs(p - near),  # type: ignore[misc]
                    )
                side = left if random.random() < 0.5 else right
                when = index * stretch.pace + step * beat + float(random.normal(0, 0.015))
                side.play(voice(pitch, 3.4), when, float(random.uniform(0.35, 0.9)))
    mix.place(left, 0.12, pan=-0.6, room=0.7, echo=0.5)
    mix.place(right, 0.12, pan=0.6, room=0.7, echo=0.5)


def _five(key: str) -> str:
    minor = key.split()[1] in ("minor", "dorian", "phrygian", "harmonic")
    return " minor pentatonic" if minor else " pentatonic"


def _drone(mix: Mix, stretch: Drift, own: Own) -> None:
    part = mix.part()
    for index, (harmony, _) in enumerate(own):
        count = samples(stretch.pace + 1.5)
        f = hertz(bass_pitch(harmony.bass, 33))
        tone = sine(f, count) + sine(f * 2.003, count, 0.3) * np.float32(0.35)
        part.play(tone * swell(count, 1.5, 1.5), index * stretch.pace, 1.0)
    mix.place(part, 0.13)


def _harp(mix: Mix, stretch: Drift, own: Own) -> None:
    random = np.random.default_rng(stretch.seed + 2)
    voice = cache(voices.harp)
    left, right = mix.part(), mix.part()
    beat = stretch.pace / 16
    for index, (harmony, voicing) in enumerate(own):
        tones = [bass_pitch(harmony.bass, 43), *voicing, voicing[-1] + 12]
        path = (0, 1, 3, 2, 4, 3, 5, 4, 0, 2, 3, 1, 4, 2, 5, 3)
        for step, place in enumerate(path):
            if random.random() < 0.14:
                continue
            when = index * stretch.pace + step * beat + float(random.normal(0, 0.008))
            side = left if step % 2 else right
            side.play(voice(tones[place % len(tones)], 2.4), when, float(random.uniform(0.5, 0.9)))
    mix.place(left, 0.16, pan=-0.35, room=0.45, echo=0.2)
    mix.place(right, 0.16, pan=0.35, room=0.45, echo=0.2)


def _lead(mix: Mix, stretch: Drift, own: Own, voice_name: str = "bowed") -> None:
    random = np.random.default_rng(stretch.seed + 3)
    voice = voices.bowed if voice_name == "bowed" else voices.whistle
    part = mix.part()
    tune = melody(
        random, [c for c, _ in own], stretch.key, rhythm="sparse", meter=4, low=60, high=79
    )
    beat = stretch.pace / 4
    for note in tune:
        part.play(voice(note.pitch, note.length * beat), note.beat * beat, note.force)
    mix.place(part, 0.085, pan=0.1, room=0.8, echo=0.35)


def _pulse(mix: Mix, stretch: Drift, own: Own) -> None:
    soft = drums.kick(low=44, high=90, length=0.5, click=0.0)
    brush = drums.shaker(length=0.16)
    low, high = mix.part(), mix.part()
    beat = stretch.pace / 8
    for index in range(len(own)):
        drums.strike(low, soft, "x.....o.x..o....", index * stretch.pace, beat / 2)
        drums.strike(high, brush, "g.o.g.x.g.o.g.xg", index * stretch.pace, beat / 2)
    mix.place(low, 0.34)
    mix.place(high, 0.2, pan=-0.3, room=0.4, echo=0.3)


def _rain(mix: Mix, stretch: Drift, own: Own) -> None:
    random = np.random.default_rng(stretch.seed + 4)
    count = samples(min(stretch.seconds + 2, mix.count / RATE))
    shape = swell(count, 2.0, 2.0)
    bed = noise(random, samples(5.0), 900, 7_000)
    drops = np.zeros(count, dtype=np.float32)
    hits = random.integers(0, count - 400, int(count / RATE * 34))
    drop = sine(2_900, 300) * swell(300, 0.0005, 0.005)
    for hit in hits:
        drops[hit : hit + 300] += drop * np.float32(random.uniform(0.05, 0.5))
    pair = []
    for side in (0, 1):
        sheet = voices.looped(bed, count, side * 77_777) * np.float32(0.5) + drops * np.float32(
            0.5 + 0.2 * side
        )
        whole = np.zeros(mix.count, dtype=np.float32)
        whole[:count] = sheet * shape
        pair.append(whole)
    mix.place_pair(pair[0], pair[1], 0.03, room=0.3)


def _ticking(mix: Mix, stretch: Drift, own: Own) -> None:
    voice = cache(partial(voices.electric_piano, force=0.5))
    left, right = mix.part(), mix.part()
    beat = stretch.pace / 24
    for index, (_, voicing) in enumerate(own):
        tones = [*voicing, voicing[1] + 12, voicing[2] + 12]
        for step in range(24):
            place = (step * 3 + step // 8) % len(tones)
            fade = 0.35 + 0.5 * float(np.sin(np.pi * (step + 0.5) / 24))
            side = left if step % 3 == 0 else right
            side.play(
                voice(tones[place] + 12, round(beat * 1.6, 4)),
                index * stretch.pace + step * beat,
                fade,
            )
    mix.place(left, 0.12, pan=-0.7, room=0.35, echo=0.5)
    mix.place(right, 0.12, pan=0.5, room=0.35, echo=0.3)


LAYERS: dict[str, Callable[[Mix, Drift, Own], None]] = {
    "b": _bells,
    "d": _drone,
    "h": _harp,
    "l": _lead,
    "p": _pulse,
    "r": _rain,
    "t": _ticking,
    "w": partial(_lead, voice_name="whistle"),
}
