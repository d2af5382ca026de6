"""Chords by their usual names, scales, and voicings that move little."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product

NAMES = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}

QUALITIES = {
    "": (0, 4, 7),
    "m": (0, 3, 7),
    "5": (0, 7),
    "6": (0, 4, 7, 9),
    "m6": (0, 3, 7, 9),
    "7": (0, 4, 7, 10),
    "m7": (0, 3, 7, 10),
    "maj7": (0, 4, 7, 11),
    "9": (0, 4, 7, 10, 14),
    "m9": (0, 3, 7, 10, 14),
    "maj9": (0, 4, 7, 11, 14),
    "add9": (0, 4, 7, 14),
    "madd9": (0, 3, 7, 14),
    "m11": (0, 3, 7, 10, 17),
    "13": (0, 4, 10, 14, 21),
    "sus2": (0, 2, 7),
    "sus4": (0, 5, 7),
    "7sus4": (0, 5, 7, 10),
    "dim": (0, 3, 6),
    "m7b5": (0, 3, 6, 10),
    "7b9": (0, 4, 7, 10, 13),
    "maj7#11": (0, 4, 7, 11, 18),
}

MODES = {
    "major": (0, 2, 4, 5, 7, 9, 11),
    "minor": (0, 2, 3, 5, 7, 8, 10),
    "dorian": (0, 2, 3, 5, 7, 9, 10),
    "mixolydian": (0, 2, 4, 5, 7, 9, 10),
    "lydian": (0, 2, 4, 6, 7, 9, 11),
    "phrygian": (0, 1, 3, 5, 7, 8, 10),
    "harmonic": (0, 2, 3, 5, 7, 8, 11),
    "pentatonic": (0, 2, 4, 7, 9),
    "minor pentatonic": (0, 3, 5, 7, 10),
    "blues": (0, 3, 5, 6, 7, 10),
}


@dataclass(frozen=True)
class Chord:
    """Pitch classes of a chord: the bass, the root, and all tones above the root."""

    root: int
    intervals: tuple[int, ...]
    bass: int

    @property
    def tones(self) -> frozenset[int]:
        """Pitch classes, 0 (C) to 11 (B)."""
        return frozenset((self.root + step) % 12 for step in self.intervals)


def pitch_class(name: str) -> int:
    """``"Eb"`` → 3."""
    shift = name.count("#") - name.count("b")
    return (NAMES[name[0]] + shift) % 12


@cache
def chord(name: str) -> Chord:
    """A chord by name: ``"Dm9"``, ``"G7/B"``."""
    found = re.fullmatch(r"([A-G][#b]?)([^/]*)(?:/([A-G][#b]?))?", name)
    if not found:
        raise ValueError(f"not a chord: {name}")
    root = pitch_class(found[1])
    return Chord(root, QUALITIES[found[2]], pitch_class(found[3]) if found[3] else root)


def chords(names: str) -> list[Chord]:
    """Several chords, separated by spaces."""
    return [chord(name) for name in names.split()]


def scale(key: str, low: int, high: int) -> list[int]:
    """All pitches of ``key`` (``"D dorian"``) from ``low`` to ``high``."""
    root, _, mode = key.partition(" ")
    classes = {(pitch_class(root) + step) % 12 for step in MODES[mode or "major"]}
    return [pitch for pitch in range(low, high + 1) if pitch % 12 in classes]


def nearest(pitch: float, classes: frozenset[int]) -> int:
    """The pitch closest to ``pitch`` whose class is in ``classes``."""
    centre = round(pitch)
    options = [p for p in range(centre - 6, centre + 7) if p % 12 in classes]
    return min(options, key=lambda p: (abs(p - pitch), p))


def bass_pitch(wanted: int, low: int) -> int:
    """The lowest pitch of class ``wanted`` that is not under ``low``."""
    return low + (wanted - low) % 12


def voiced(
    progression: Sequence[Chord], centre: int, size: int = 4, *, rootless: bool = False
) -> list[tuple[int, ...]]:
    """A voicing for each chord around ``centre``, each as close to the one before as can be.

    With ``rootless`` the root is left to the bass where the chord has tones enough.
    """
    result: list[tuple[int, ...]] = []
    before: tuple[int, ...] | None = None
    for each in progression:
        steps = each.intervals
        if rootless and len(steps) > 3:
            steps = steps[1:]
        if len(steps) > size:  # the fifth says least
            steps = tuple(s for s in steps if s != 7) if 7 in steps else steps
            steps = steps[-size:]
        classes = [(each.root + s) % 12 for s in steps]
        options = []
        for octaves in product((-1, 0, 1), repeat=len(classes)):
            pitches = tuple(
                sorted(
                    nearest(centre, frozenset({c})) + 12 * o
                    for c, o in zip(classes, octaves, strict=True)
                )
            )
            low, high = pitches[0], pitches[-1]
            gaps = [b - a for a, b in zip(pitches, pitches[1:], strict=False)]
            if high - low > 16 or high > centre + 11 or (gaps and min(gaps) < 1):
                continue
            muddy = sum(3 for gap in gaps if gap == 1) + (4 if gaps and gaps[-1] <= 1 else 0)
            if before is None:
                cost = sum(abs(p - centre) for p in pitches) / 4 + muddy
            else:
                cost = (
                    sum(min(abs(p - q) for q in before) for p in pitches)
                    + abs(high - before[-1])
                    + abs(sum(pitches) / len(pitches) - centre) * 0.6
                    + muddy
                )
            options.append((cost, pitches))
        before = min(options)[1]
        result.append(before)
    return result
