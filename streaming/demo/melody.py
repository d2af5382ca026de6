"""Melodies from motifs: a short figure is stated, answered, varied and closed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .theory import Chord, nearest, scale


@dataclass(frozen=True)
class Note:
    """A note of a melody: start and length in beats, MIDI pitch, force 0 to 1."""

    beat: float
    length: float
    pitch: int
    force: float = 0.8


RHYTHMS: dict[str, tuple[tuple[float, ...], ...]] = {
    # Lengths in beats, bar by bar; a negative length rests.
    "flowing": (
        (1, 0.5, 0.5, 1, 1),
        (1.5, 0.5, 2),
        (0.5, 0.5, 1, 0.5, 0.5, 1),
        (1, 1, -0.5, 0.5, 1),
    ),
    "sparse": ((2, -1, 1), (3, -1), (-1, 1, 2), (1, 1, -2)),
    "funky": (
        (0.75, 0.75, 0.5, -0.5, 0.5, -0.5, 0.5),
        (-0.5, 0.5, 0.5, 0.75, 0.75, -1),
        (0.5, 0.25, 0.25, -0.5, 0.5, 1, -1),
        (1.5, 0.5, -0.5, 0.5, 0.5, -0.5),
    ),
    "waltz": ((2, 1), (1, 1, 1), (1.5, 0.5, 1), (1, 2)),
    "jig": (
        (1, 0.5, 1, 0.5),
        (0.5, 0.5, 0.5, 1, 0.5),
        (0.5, 0.5, 0.5, 0.5, 0.5, 0.5),
        (1, 0.5, 1.5),
    ),
    "hymn": ((2, 2), (1, 1, 2), (1.5, 0.5, 2), (2, 1, 1)),
}

STEPS = np.array([-2, -1, -1, 0, 1, 1, 2, 3])


def melody(
    random: np.random.Generator,
    bars: Sequence[Chord],
    key: str,
    *,
    rhythm: str,
    meter: float,
    low: int,
    high: int,
) -> list[Note]:
    """One melody over ``bars`` (a chord a bar): motif, answer, motif, close, in fours.

    The motif's shape is kept as steps of the scale and laid on every chord anew; a note on a
    strong beat moves to the nearest tone of the chord, so shape and harmony both hold.
    """
    ladder = scale(key, low, high)
    bank = RHYTHMS[rhythm]
    order = [bank[i] for i in random.permutation(len(bank))]
    motif, answer = order[0], order[1]
    shapes = {r: random.choice(STEPS, len(r)) for r in (motif, answer)}
    notes: list[Note] = []
    middle = (low + high) / 2
    here = nearest(middle + random.uniform(-2, 2), bars[0].tones)
    for index, harmony in enumerate(bars):
        place = index % 4
        last = index == len(bars) - 1
        figure = motif if place in (0, 2) else answer
        shape = shapes[figure]
        arch = (0.0, 2.0, 4.5, -1.0)[place]
        here = nearest((here + middle + arch) / 2, harmony.tones)
        beat = index * meter
        if last or (place == 3 and random.random() < 0.7):
            notes.append(Note(beat, meter * 0.75, nearest(here, harmony.tones), 0.75))
            continue
        rung = min(range(len(ladder)), key=lambda i: abs(ladder[i] - here))
        within = 0.0
        for length, step in zip(figure, shape, strict=True):
            if length < 0:
                within -= length
                continue
            if within:
                rung = int(np.clip(rung + step, 0, len(ladder) - 1))
            pitch = ladder[rung]
            if within % 1 == 0 and (within % 2 == 0 or length >= 1):
                pitch = nearest(pitch, harmony.tones)
                rung = min(range(len(ladder)), key=lambda i: abs(ladder[i] - pitch))
            force = 0.9 if within == 0 else 0.62 + 0.2 * float(random.random())
            notes.append(Note(beat + within, length * 0.94, pitch, force))
            within += length
        here = ladder[rung]
    return notes
