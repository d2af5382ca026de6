"""Making a picture's sizes, colours and blurhash, in the worker."""

import time

from django.core.files.storage import default_storage
from django.utils.timezone import now

from common import pagecache
from common.storage import storage_put
from pictures.decoder import Decoder
from pictures.models import Artwork
from pictures.sniffing import PictureRefused

AT_ONCE = 20
REASON_LENGTH = 200


def artwork_process(*, artwork: Artwork, decoder: Decoder) -> None:
    """Make a picture's sizes, colours and blurhash, or mark it refused. Safe to run twice."""
    try:
        with default_storage.open(artwork.storage_key) as file:
            data = file.read()
    except FileNotFoundError:
        _refuse(artwork, "The picture's file is missing.")
        return
    try:
        facts, files = decoder.process(data)
    except PictureRefused as refused:
        _refuse(artwork, str(refused))
        return
    for name, body in files.items():
        storage_put(f"{artwork.folder}/{name}", body)
    Artwork.objects.filter(pk=artwork.pk).update(
        state=Artwork.State.READY, reason="", updated_at=now(), **facts
    )


def artwork_make(*, artwork: Artwork) -> None:
    """Make a picture's sizes now, for who must know whether it can be used. Raises PictureRefused with the reason."""
    if artwork.state == Artwork.State.WAITING:
        with Decoder() as decoder:
            artwork_process(artwork=artwork, decoder=decoder)
        artwork.refresh_from_db()
        pagecache.bump()
    if artwork.state == Artwork.State.REFUSED:
        raise PictureRefused(artwork.reason)


def artworks_process_waiting(*, seconds: float) -> bool:
    """Process waiting pictures for about `seconds`; whether some are left."""
    until = time.monotonic() + seconds
    with Decoder() as decoder:
        while batch := list(Artwork.objects.waiting()[:AT_ONCE]):
            for artwork in batch:
                if time.monotonic() >= until:
                    pagecache.bump()
                    return True
                artwork_process(artwork=artwork, decoder=decoder)
            pagecache.bump()  # pages show the sizes and colours
    return False


def _refuse(artwork: Artwork, reason: str) -> None:
    Artwork.objects.filter(pk=artwork.pk).update(
        state=Artwork.State.REFUSED, reason=reason[:REASON_LENGTH], updated_at=now()
    )
