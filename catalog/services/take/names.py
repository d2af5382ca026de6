"""Which rows the names in a batch mean: artists, genres, moods, works."""

from collections.abc import Sequence
from dataclasses import dataclass

from catalog.facts import AlbumFacts, TrackFacts
from catalog.models import Credit, Genre, Library
from catalog.services.artists import (
    Key,
    Matched,
    WorkKey,
    artist_key,
    artists_match,
    genres_match,
    works_match,
)
from common.text import text_key


@dataclass(slots=True)
class Names:
    """Rows that names in this batch mean."""

    artists: dict[Key, Matched]
    genres: dict[str, int]
    moods: dict[str, int]
    works: dict[WorkKey, int]

    def genres_of(self, facts: TrackFacts) -> list[int]:
        """Keys of a track's genres and moods, each once."""
        found = [self.genres.get(text_key(name)) for name in facts.genres]
        found += [self.moods.get(text_key(name)) for name in facts.moods]
        return list(dict.fromkeys(pk for pk in found if pk is not None))

    def work_of(self, facts: TrackFacts) -> int | None:
        """The key of a track's work, where it names one."""
        return self.works[_work_key(facts, self.artists)] if facts.work else None


def names_match(library: Library, albums: Sequence[AlbumFacts]) -> Names:
    """Find the rows, or make them, a query a kind."""
    tracks = [track for album in albums for track in album.tracks]
    credits = [credit for album in albums for credit in album.credits]
    credits += [credit for track in tracks for credit in track.credits]
    artists = artists_match(credits=credits, library=library)
    works: dict[WorkKey, tuple[str, str]] = {}
    for track in tracks:
        if track.work:
            works.setdefault(_work_key(track, artists), (track.work, track.work_musicbrainz_id))
    return Names(
        artists,
        genres_match(kind=Genre.Kind.GENRE, names=(n for track in tracks for n in track.genres)),
        genres_match(kind=Genre.Kind.MOOD, names=(n for track in tracks for n in track.moods)),
        works_match(works=works) if works else {},
    )


def _work_key(track: TrackFacts, artists: dict[Key, Matched]) -> WorkKey:
    composer = next((c for c in track.credits if c.role == Credit.Role.COMPOSER), None)
    return text_key(track.work), artists[artist_key(composer)].pk if composer else None
