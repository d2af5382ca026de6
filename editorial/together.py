"""What is found together in the same baskets: item–item cosine over implicit feedback.

A basket is a person: the tracks that they heard, or that they keep on playlists. The likeness of two things is the
cosine of their columns of the basket–thing matrix, in which a basket of n things weighs 1 / √n, so that who hears
everything says less of each (Sarwar, Karypis, Konstan and Riedl, "Item-based collaborative filtering recommendation
algorithms", WWW 2001, section 3.1; the weight is that of a row of length 1), times n / (n + SHRINK) for the n baskets
that have both (Bell and Koren, "Scalable collaborative filtering with jointly derived neighborhood interpolation
weights", ICDM 2007, section 2.1). What fewer than LEAST baskets have together goes with nothing: chance, and nobody's
secret.

Pure functions of numbers: no database, no clock.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

LEAST = 2
SHRINK = 2.0
"""Baskets that would have to say nothing for the likeness to be half."""
LARGEST = 400
"""Things of one basket that count: the first given."""

type Pairs = NDArray[np.int64]
type Neighbour = tuple[int, float]


def neighbours(pairs: Pairs, *, most: int) -> Iterator[tuple[int, list[Neighbour]]]:
    """For each thing, those most like it with their likeness, the most alike first; ties by the smaller number.

    `pairs` is (n, 2): a basket and a thing that is in it. Memory grows with the pairs, time with the squares of the
    baskets' sizes.
    """
    if not len(pairs):
        return
    pairs = _bounded(np.unique(pairs, axis=0))
    things, columns = np.unique(pairs[:, 1], return_inverse=True)
    _, rows = np.unique(pairs[:, 0], return_inverse=True)
    sizes = np.bincount(rows)
    weights = 1.0 / sizes
    norms = np.sqrt(np.bincount(columns, weights=weights[rows]))
    starts = np.concatenate(([0], np.cumsum(sizes)))
    by_thing = np.argsort(columns, kind="stable")
    held = np.concatenate(([0], np.cumsum(np.bincount(columns))))
    for column in range(len(things)):
        baskets = rows[by_thing[held[column] : held[column + 1]]]
        if len(baskets) < LEAST:
            continue
        spans = [columns[starts[basket] : starts[basket + 1]] for basket in baskets]
        together = np.concatenate(spans)
        weight = np.repeat(weights[baskets], sizes[baskets])
        others, place, count = np.unique(together, return_inverse=True, return_counts=True)
        likeness = np.bincount(place, weights=weight) / (norms[others] * norms[column])
        likeness *= count / (count + SHRINK)
        kept = (count >= LEAST) & (others != column)
        others, likeness = others[kept], likeness[kept]
        order = np.lexsort((others, -likeness))[:most]
        if len(order):
            yield (
                int(things[column]),
                [(int(things[others[at]]), float(likeness[at])) for at in order],
            )


def _bounded(pairs: Pairs) -> Pairs:
    """At most LARGEST things of each basket. `pairs` are sorted by basket."""
    _, first, place = np.unique(pairs[:, 0], return_index=True, return_inverse=True)
    kept: Pairs = pairs[np.arange(len(pairs)) - first[place] < LARGEST]
    return kept
