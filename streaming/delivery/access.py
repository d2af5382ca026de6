"""Which file a viewer hears when they ask for a track."""

from accounts.viewer import Viewer
from catalog.models import Track
from common.errors import NotFound
from common.ids import PUBLIC_ID
from streaming.models import MediaFile


def media_file_for(viewer: Viewer, track_id: str) -> MediaFile:
    """The current file of a track that the viewer reaches, with its library and track; one query.

    Raises NotFound for a track that is not there, one that may not be reached and one without a file: the same
    answer for all three.
    """
    if not PUBLIC_ID.fullmatch(track_id):
        raise NotFound
    tracks = Track.objects.filter(public_id=track_id).reachable_by(viewer)
    file = (
        MediaFile.objects.filter(track__in=tracks, is_current=1)
        .select_related("library", "track")
        .defer("tags", "waveform", "track__lyrics", "track__synced_lyrics", "track__comment")
        .first()
    )
    if file is None:
        raise NotFound
    return file
