"""The catalogue as reports need it: what the lake's events name by id (`insights.tables`)."""

from collections.abc import Iterator

from catalog.models import Track
from insights.schema import Field
from insights.tables import LakeTable

AT_ONCE = 2000


def tracks_of_lake() -> Iterator[tuple[str | int | None, ...]]:
    """All tracks, private ones too: the lake is the operator's."""
    rows = (
        Track.objects.select_related("album__library__workspace")
        .prefetch_related("genres")
        .only(
            "public_id", "title", "artist_line", "duration_ms", "album__public_id", "album__title",
            "album__library__workspace__public_id", "album__library__workspace__name",
        )
        .order_by("pk")
    )  # fmt: skip
    for track in rows.iterator(AT_ONCE):
        album, owner = track.album, track.album.library.workspace
        genres = ", ".join(sorted(genre.name for genre in track.genres.all()))
        yield (
            track.public_id, track.title, track.artist_line, genres, track.duration_ms,
            album.public_id, album.title, owner.public_id, owner.name,
        )  # fmt: skip


TRACKS = LakeTable(
    "Every track of the site, as it was last night",
    (
        Field("track", "string", "The track's public id"),
        Field("title", "string", "Its title"),
        Field("artists", "string", "Its artists, as lists show them"),
        Field("genres", "string", "Its genres, by name, with commas"),
        Field("length_ms", "bigint", "Its length in milliseconds"),
        Field("album", "string", "The album's public id"),
        Field("album_title", "string", "The album's title"),
        Field("workspace", "string", "Whose it is: the workspace's public id"),
        Field("workspace_name", "string", "The workspace's name"),
    ),
    tracks_of_lake,
)
