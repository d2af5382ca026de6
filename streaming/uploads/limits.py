"""What an upload may be."""

from datetime import timedelta

MEGABYTE = 1024 * 1024
PART = 8 * MEGABYTE
"""Bytes of a part. S3 takes 5 MiB to 5 GiB, and at most 10,000 of them
(https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html)."""
MOST_PARTS = 9000

ADDRESS_LIVES = timedelta(minutes=15)
"""How long a part's address works: on a slow line 8 MiB take minutes."""
FORGOTTEN = timedelta(days=7)
"""After so long without a part, what has arrived is thrown away."""
ABANDONED = timedelta(minutes=10)
"""After so long without a word, an upload whose parts are all there is finished without its client."""
STUCK = timedelta(minutes=15)
"""After so long without progress, a job is asked for again."""
GIVEN_UP = timedelta(days=1)
"""After so long at work, the upload is refused: it is the site that can't."""
TOLD = timedelta(days=30)
"""How long the end of an upload is told."""

AT_ONCE = 2000
"""Uploads of one workspace that may be under way."""
LONGEST_HOURS = 6
"""Hours of sound in one file."""


def part_size_for(size: int) -> int:
    """Bytes of each part of a file, in whole MiB."""
    least = -(-size // MOST_PARTS)
    return max(PART, -(-least // MEGABYTE) * MEGABYTE)
