"""Generated listeners, and how well what they hear next is guessed: `python -m bench.listeners`, a line of JSON.

Each listener likes two of forty styles, hears three quarters of their tracks there and the rest anywhere; within a
style tracks are drawn by Zipf's law, as popularity is spread. A fifth of what each heard is held out. A guess is made
of the rest: the twenty tracks that go best with what was heard (`editorial.together`), or the twenty that most people
heard, without those that were heard already. Recall@20 is the part of what was held out that is among them.
"""

import json
import sys
import time
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from editorial.together import neighbours

LISTENERS, TRACKS, STYLES = 2000, 10_000, 40
LEAST, MOST = 20, 120
"""Tracks that one listener heard."""
OWN, HELD_OUT = 0.75, 0.2
GUESSES, KEPT = 20, 30

type Heard = list[NDArray[np.int64]]


def listeners(seed: int) -> Heard:
    """The tracks of each listener, each once."""
    random = np.random.default_rng(seed)
    size = TRACKS // STYLES
    weights = 1.0 / np.arange(1, size + 1)
    weights /= weights.sum()
    heard = []
    for _ in range(LISTENERS):
        count = int(random.integers(LEAST, MOST))
        own = random.choice(STYLES, 2, replace=False)
        styles = np.where(
            random.random(count) < OWN, random.choice(own, count), random.integers(0, STYLES, count)
        )
        tracks = styles * size + random.choice(size, count, p=weights)
        heard.append(random.permutation(np.unique(tracks)))
    return heard


def measured(seed: int) -> dict[str, float]:
    """Recall@20 of both guesses, and the seconds that finding what goes together took."""
    heard = listeners(seed)
    cuts = [max(1, int(len(tracks) * HELD_OUT)) for tracks in heard]
    known = [tracks[cut:] for tracks, cut in zip(heard, cuts, strict=True)]
    pairs = np.concatenate(
        [np.column_stack((np.full(len(tracks), at), tracks)) for at, tracks in enumerate(known)]
    )
    began = time.perf_counter()
    alike = dict(neighbours(pairs, most=KEPT))
    took = time.perf_counter() - began
    popular = [int(track) for track in np.argsort(-np.bincount(pairs[:, 1]), kind="stable")]
    hits = {"together": 0, "popular": 0}
    total = 0
    for tracks, cut, mine in zip(heard, cuts, known, strict=True):
        held, had = set(map(int, tracks[:cut])), set(map(int, mine))
        total += len(held)
        hits["together"] += len(held & set(_guesses(alike, had)))
        first = (track for track in popular if track not in had)
        hits["popular"] += len(held & {next(first) for _ in range(GUESSES)})
    return {name: count / total for name, count in hits.items()} | {
        "seconds": took,
        "pairs": len(pairs),
    }


def _guesses(alike: dict[int, list[tuple[int, float]]], had: set[int]) -> Iterator[int]:
    scores: dict[int, float] = {}
    for track in had:
        for other, score in alike.get(track, ()):
            if other not in had:
                scores[other] = scores.get(other, 0.0) + score
    yield from sorted(scores, key=lambda track: (-scores[track], track))[:GUESSES]


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measured(int(sys.argv[1]) if len(sys.argv) > 1 else 1)))
