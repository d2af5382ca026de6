"""What the benchmark's files hold is what it says, to every reader."""

import random

from bench.music_files import _gentle


def test_noise_of_a_flac_file_never_looks_like_the_start_of_a_frame() -> None:
    """FFmpeg takes a header whose short check happens to be right for one, and refuses the file."""
    assert b"\xff" not in _gentle(random.Random(1), 100_000)
