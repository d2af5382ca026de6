"""Random numbers for order."""

import random

SHUFFLE_RANGE = 2**31


def shuffle_key() -> int:
    """A place in the random order of a table: uniform in 0 … 2³¹ − 1."""
    return random.randrange(SHUFFLE_RANGE)
