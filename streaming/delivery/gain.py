"""How loud to play: ReplayGain 2.0, from tags where they say, else from what was measured here.

The gain brings a recording to −18 LUFS (https://wiki.hydrogenaud.io/index.php?title=ReplayGain_2.0_specification).
"""

import math
from dataclasses import dataclass

from streaming.models import MediaFile

REFERENCE = -18.0
"""LUFS."""


@dataclass(frozen=True, slots=True)
class Gain:
    """dB to apply and linear peaks (1.0 is full scale); album values are None while its tracks are not all known."""

    track_db: float
    track_peak: float | None
    album_db: float | None
    album_peak: float | None


def gain_of(file: MediaFile) -> Gain | None:
    """The gain of a file, or None while nothing is known. One query more where the tags name no album gain."""
    track_db, track_peak = (
        _gain(file.track_gain, file.loudness),
        _peak(file.track_peak, file.true_peak),
    )
    if track_db is None:
        return None
    album_db, album_peak = file.album_gain, file.album_peak
    if album_db is None:
        album_db, album_peak = _album(file)
    return Gain(track_db, track_peak, _rounded(album_db), _rounded(album_peak))


def _album(file: MediaFile) -> tuple[float | None, float | None]:
    """Gain and peak of all the album's tracks together.

    The album's loudness is the mean energy of its tracks, each by its length. (One measurement over all blocks
    would gate very quiet tracks out; the two differ by tenths of a dB on ordinary albums.)
    """
    rows = MediaFile.objects.filter(
        track__album_id=file.track.album_id,
        track__deleted_at__isnull=True,
        track__merged_into__isnull=True,
        is_current=1,
        missing_since__isnull=True,
    ).values_list("loudness", "true_peak", "duration_ms", "analysed_at")
    energy = length = 0.0
    highest: float | None = None
    for loudness, true_peak, duration_ms, analysed_at in rows:
        if analysed_at is None:
            return None, None
        if loudness is not None:
            energy += duration_ms * 10 ** (loudness / 10)
            length += duration_ms
        if true_peak is not None:
            highest = max(true_peak, highest) if highest is not None else true_peak
    if not length or not energy:
        return None, None
    return REFERENCE - 10 * math.log10(energy / length), _peak(None, highest)


def _gain(tagged: float | None, loudness: float | None) -> float | None:
    if tagged is not None:
        return _rounded(tagged)
    return None if loudness is None else _rounded(REFERENCE - loudness)


def _peak(tagged: float | None, true_peak: float | None) -> float | None:
    if tagged is not None:
        return _rounded(tagged)
    return None if true_peak is None else _rounded(10 ** (true_peak / 20))


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 6)
