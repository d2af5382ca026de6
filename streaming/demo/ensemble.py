"""Chamber and folk music for plucked strings, flute, viola and double bass."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from . import drums, voices
from .dsp import Sound
from .melody import Note, melody
from .space import Mix
from .theory import Chord, bass_pitch, chords, voiced

VOICES: dict[str, Callable[[float, float], Sound]] = {
    "guitar": voices.guitar,
    "steel": voices.steel,
    "harp": voices.harp,
    "mandolin": voices.mandolin,
    "whistle": voices.whistle,
    "bowed": voices.bowed,
}

TEXTURES = {
    # For each eighth note of a bar: B bass, 1 to 5 tones of the chord from below, * all of them.
    "picked 4": ("B", "2", "3", "4", "B", "3", "4", "2"),
    "picked 3": ("B", "2", "3", "4", "3", "2"),
    "waltz 3": ("B", "", "*", "", "*", ""),
    "strum 4": ("B", "", "*", "*", "B", "*", "*", "*"),
    "jig 3": ("B", "3", "*", "B", "4", "*"),
    "hymn 4": ("*", "", "", "", "*", "", "", ""),
    "saraband 3": ("*", "", "*", "", "", "4"),
    "running 4": ("B", "4", "3", "4", "2", "4", "3", "4"),
    "gavotte 4": ("B", "*", "3", "*", "B", "*", "4", "*"),
}


@dataclass(frozen=True)
class Consort:
    """A piece. ``chords`` come one a bar; ``verses`` says how often, and how, they are played.

    A verse is a string of letters: ``a`` accompaniment, ``m`` melody, ``2`` a second voice a
    third or sixth below it, ``c`` the tune in canon, ``b`` double bass, ``d`` frame drum and
    shaker, ``s`` a held viola line.
    """

    seed: int
    tempo: float
    key: str
    chords: str
    texture: str
    verses: tuple[str, ...]
    rhythm: str = "flowing"
    tune: str = "steel"
    second: str = "mandolin"
    accompany: str = "guitar"
    room: float = 0.3
    ritard: float = 0.12

    @property
    def meter(self) -> int:
        """Beats a bar."""
        return int(self.texture[-1])

    @property
    def bars(self) -> int:
        """Bars in all."""
        return len(self.chords.split()) * len(self.verses)


def _beats_to_seconds(piece: Consort) -> Callable[[float], float]:
    """The time of a beat: steady, with a slowing over the last two bars."""
    beat, total = 60 / piece.tempo, piece.bars * piece.meter
    slow_from = total - 2 * piece.meter

    def at(position: float) -> float:
        late = max(0.0, position - slow_from)
        return 0.15 + position * beat + piece.ritard * beat * late**2 / (2 * piece.meter)

    return at


def seconds_at(piece: Consort, beat: float) -> float:
    """When, in seconds, a beat of the piece sounds."""
    return _beats_to_seconds(piece)(beat)


def consort_seconds(piece: Consort) -> float:
    """Length with the ring of the last chord."""
    return _beats_to_seconds(piece)(piece.bars * piece.meter) + 2.2


def play_consort(piece: Consort) -> Sound:
    """The piece as stereo samples, not yet mastered."""
    random = np.random.default_rng(piece.seed)
    mix = Mix(consort_seconds(piece))
    verse = chords(piece.chords)
    at = _beats_to_seconds(piece)
    low, high = (62, 81) if piece.tune not in ("bowed", "guitar") else (57, 76)
    tune = melody(
        random, verse, piece.key, rhythm=piece.rhythm, meter=piece.meter, low=low, high=high
    )
    _accompany(piece, mix, verse, at, random)
    lead, second, canon = mix.part(), mix.part(), mix.part()
    first_voice, other_voice = cache(VOICES[piece.tune]), cache(VOICES[piece.second])
    beat = 60 / piece.tempo
    for number, letters in enumerate(piece.verses):
        start = number * len(verse) * piece.meter
        for note in tune:
            when = at(start + note.beat) + float(random.normal(0, 0.006))
            length = round(note.length * beat * 1.1, 3)
            force = note.force * float(random.uniform(0.85, 1.0))
            if "m" in letters:
                lead.play(first_voice(note.pitch, length), when, force)
            if "2" in letters:
                harmony = verse[int(note.beat // piece.meter)]
                under = _below(note, harmony)
                second.play(other_voice(under, length), when + 0.008, force * 0.8)
            if "c" in letters and note.beat + piece.meter < len(verse) * piece.meter:
                later = at(start + note.beat + piece.meter)
                harmony = verse[int(note.beat // piece.meter) + 1]
                pitch = note.pitch if note.pitch % 12 in harmony.tones else _below(note, harmony)
                canon.play(other_voice(pitch - 12 if pitch > 74 else pitch, length), later, force)
        _foundation(piece, mix, verse, letters, start, at, random)
    plucked = piece.tune not in ("whistle", "bowed")
    mix.place(lead, 0.5 if plucked else 0.23, pan=0.18, room=piece.room)
    gain = 0.34 if piece.second not in ("whistle", "bowed") else 0.13
    mix.place(second, gain, pan=-0.3, room=piece.room)
    mix.place(canon, gain * 1.1, pan=-0.45, room=piece.room)
    return mix.finish(tail=2.2 if piece.room > 0.25 else 1.4)


def _below(note: Note, harmony: Chord) -> int:
    """A tone of the chord a third to a sixth under the note."""
    for distance in (3, 4, 5, 7, 8, 9):
        if (note.pitch - distance) % 12 in harmony.tones:
            return note.pitch - distance
    return note.pitch - 12


def _accompany(
    piece: Consort,
    mix: Mix,
    verse: Sequence[Chord],
    at: Callable[[float], float],
    random: np.random.Generator,
) -> None:
    voice = cache(VOICES[piece.accompany])
    left, right = mix.part(), mix.part()
    voicings = voiced(verse, 57, 4)
    pattern = TEXTURES[piece.texture]
    beat = 60 / piece.tempo
    for bar in range(piece.bars):
        if "a" not in piece.verses[bar // len(verse)]:
            continue
        harmony, voicing = verse[bar % len(verse)], voicings[bar % len(verse)]
        final = bar == piece.bars - 1
        for index, mark in enumerate(("B",) if final else pattern):
            when = at(bar * piece.meter + index / 2) + float(random.normal(0, 0.005))
            force = (0.95 if index == 0 else 0.7) * float(random.uniform(0.85, 1.0))
            if mark == "B":
                note = voice(bass_pitch(harmony.bass, 40), round(beat * 3, 3))
                left.play(note, when, force)
            elif mark == "*":
                for number, pitch in enumerate(voicing):
                    lag = number * (0.022 if "hymn" in piece.texture else 0.011)
                    side = right if number % 2 else left
                    side.play(voice(pitch, round(beat * 1.6, 3)), when + lag, force * 0.6)
            elif mark:
                pitch = (*voicing, voicing[0] + 12)[int(mark) - 1]
                (right if index % 2 else left).play(voice(pitch, round(beat * 2, 3)), when, force)
        if final:
            for number, pitch in enumerate((*voicing, voicing[0] + 12)):
                when = at(bar * piece.meter) + 0.05 + number * 0.06
                (right if number % 2 else left).play(voice(pitch, 3.2), when, 0.7)
    mix.place(left, 0.36, pan=-0.5, room=piece.room)
    mix.place(right, 0.36, pan=0.4, room=piece.room)


def _foundation(
    piece: Consort,
    mix: Mix,
    verse: Sequence[Chord],
    letters: str,
    start: float,
    at: Callable[[float], float],
    random: np.random.Generator,
) -> None:
    """Bass, held viola and hand percussion of one verse."""
    meter, beat = piece.meter, 60 / piece.tempo
    if "b" in letters:
        part, voice = mix.part(), cache(voices.contrabass)
        for bar, harmony in enumerate(verse):
            root = bass_pitch(harmony.bass, 33)
            part.play(voice(root, round(beat * 1.8, 3)), at(start + bar * meter), 0.95)
            if meter == 4:
                fifth = root + 7 if root + 7 < 46 else root - 5
                part.play(voice(fifth, round(beat * 1.4, 3)), at(start + bar * meter + 2), 0.75)
        mix.place(part, 0.4, room=0.08)
    if "s" in letters:
        part = mix.part()
        for bar, voicing in enumerate(voiced(verse, 60, 3)):
            note = voices.bowed(voicing[-1], beat * meter * 0.97)
            part.play(note, at(start + bar * meter), 0.8)
            part.play(voices.bowed(voicing[0], beat * meter * 0.97), at(start + bar * meter), 0.6)
        mix.place(part, 0.085, pan=-0.15, room=piece.room + 0.2)
    if "d" in letters:
        low, high = mix.part(), mix.part()
        frame, brush = drums.tom(82, 0.35), drums.shaker()
        beats = "X..o..x..o.." if meter == 3 else "X.....o.x..o..g."
        shakes = "g.og.og.og.o" if meter == 3 else "g.o.g.o.g.o.g.og"
        for bar in range(len(verse)):
            for part, sound, pattern in ((low, frame, beats), (high, brush, shakes)):
                step = (at(start + (bar + 1) * meter) - at(start + bar * meter)) / len(pattern)
                drums.strike(part, sound, pattern, at(start + bar * meter), step, random=random)
        mix.place(low, 0.34, pan=0.1, room=0.2)
        mix.place(high, 0.3, pan=-0.35, room=0.2)


PRELUDE = """
60 64 67 72 76|60 62 69 74 77|59 62 67 74 77|60 64 67 72 76|60 64 69 76 81|60 62 66 69 74
59 62 67 74 79|59 60 64 67 72|57 60 64 67 72|50 57 62 66 72|55 59 62 67 71
"""
"""Bars 1 to 11 of the Prelude in C major, BWV 846 (J. S. Bach, 1722): five pitches a bar."""


def play_prelude(tempo: float = 78.0) -> Sound:
    """The opening of Bach's first prelude on harp and guitar, to its first close, in bar 11."""
    random = np.random.default_rng(846)
    bars = [[int(p) for p in bar.split()] for bar in PRELUDE.replace("\n", "|").split("|") if bar]
    mix = Mix(len(bars) * 240 / tempo + 1.5)
    left, right, depth = mix.part(), mix.part(), mix.part()
    harp, guitar, bass = cache(voices.harp), cache(voices.guitar), cache(voices.contrabass)
    step = 15 / tempo
    when = 0.2
    for index, bar in enumerate(bars):
        final = index == len(bars) - 1
        order = (0, 1, 2, 3, 4) if final else (0, 1, 2, 3, 4, 2, 3, 4) * 2
        rise = 0.75 + 0.25 * np.sin(np.pi * index / len(bars))
        depth.play(bass(bar[0] - 12, step * 12), when, 0.8 if index % 2 == 0 else 0.6)
        for place, tone in enumerate(order):
            force = rise * (1.0 if place in (0, 8) else 0.72) * random.uniform(0.9, 1.0)
            length = step * 14 if final or tone < 2 else step * 4
            (left if tone < 2 else right).play(guitar(bar[tone], length), when, force)
            right.play(harp(bar[tone], length), when + 0.006, force * 0.5)
            # A phrase breathes: each bar begins a shade late and catches up.
            when += step * (1.06 if place == 0 else 0.996) * (1.5 if final else 1.0)
    mix.place(left, 0.45, pan=-0.3, room=0.3)
    mix.place(right, 0.45, pan=0.25, room=0.35)
    mix.place(depth, 0.22, room=0.1)
    return mix.finish(tail=2.4)
