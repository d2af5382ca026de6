"""The press kit of a pitch: PDFs as they came, pictures encoded anew by a job, in a process that can be killed.

What a file is, its content says. A PDF is only ever kept by whoever asks for it (as an attachment), never shown.
"""

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from pathlib import PurePath
from typing import IO

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Max

from accounts.models import User
from accounts.viewer import Viewer
from common.errors import Conflict, Invalid, NotFound
from common.ids import uuid7_hex
from common.storage import storage_delete, storage_put
from pictures.decoder import Decoder
from pictures.services import artworks_discard
from pictures.sniffing import PictureRefused, sniff
from pitching.models import Pitch, PitchDocument
from pitching.models.pitch import MOST_DOCUMENTS
from pitching.opened import documents_wait
from pitching.services.change import locked, touched
from pitching.services.pitches import KEPT
from playlists.places import GAP

MOST_BYTES = 30_000_000
PDF = b"%PDF-"
NAME_LENGTH = 120
FOLDER = "pitches"


@transaction.atomic
def document_add(
    *, user: User, viewer: Viewer, public_id: str, file: IO[bytes], name: str
) -> PitchDocument:
    """Put a PDF or a picture into the press kit. Raises NotFound, Forbidden, Invalid for what is neither."""
    pitch = locked(user=user, viewer=viewer, public_id=public_id)
    data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise Invalid(f"At most {MOST_BYTES // 1_000_000} MB.", field="file")
    rows = PitchDocument.objects.filter(pitch=pitch)
    if rows.count() >= MOST_DOCUMENTS:
        raise Conflict(f"At most {MOST_DOCUMENTS} files.", field="file")
    is_pdf = data.startswith(PDF)
    try:
        mime = "application/pdf" if is_pdf else sniff(data)
    except PictureRefused as refused:
        raise Invalid("It is neither a PDF nor a picture.", field="file") from refused
    key = f"{FOLDER}/{pitch.public_id}/{uuid7_hex()}{'.pdf' if is_pdf else ''}"
    storage_put(key, data)
    document: PitchDocument = PitchDocument.objects.create(
        pitch=pitch,
        name=_name(name, is_pdf=is_pdf),
        mime=mime,
        size=len(data),
        storage_key=key,
        position=(rows.aggregate(end=Max("position"))["end"] or 0) + GAP,
        state=PitchDocument.State.READY if is_pdf else PitchDocument.State.WAITING,
    )
    if not is_pdf:
        for follow in documents_wait:
            follow(pitch)
    touched(pitch)
    return document


def _name(name: str, *, is_pdf: bool) -> str:
    """What it is called, with the ending of what it is: never the ending that it came with."""
    last = PurePath(name.replace("\\", "/")).name
    plain = "".join(one if one.isprintable() else " " for one in last)
    stem = PurePath(plain).stem.strip(" .")[:NAME_LENGTH] or "document"
    return f"{stem}.{'pdf' if is_pdf else 'webp'}"


@transaction.atomic
def document_remove(*, user: User, viewer: Viewer, public_id: str, document_id: str) -> None:
    """Take a file out of the press kit, for good. Raises NotFound, Forbidden."""
    pitch = locked(user=user, viewer=viewer, public_id=public_id)
    found = PitchDocument.objects.filter(pitch=pitch, public_id=document_id).first()
    if found is None:
        raise NotFound
    found.delete()
    touched(pitch)
    transaction.on_commit(partial(_forget, [found.storage_key]))


def _forget(keys: Iterable[str]) -> None:
    """Delete stored files that no copy of a pitch shows."""
    wanted = set(keys)
    held = PitchDocument.objects.filter(storage_key__in=wanted)
    storage_delete(wanted - set(held.values_list("storage_key", flat=True)))


def documents_make() -> int:
    """Encode all pictures that wait anew; how many. Safe to run twice, and to be killed anywhere."""
    count = 0
    with Decoder() as decoder:
        waiting = PitchDocument.objects.filter(state=PitchDocument.State.WAITING)
        for document in waiting.order_by("pk").iterator(50):
            count += _make(document, decoder)
    return count


def _make(document: PitchDocument, decoder: Decoder) -> bool:
    mine = PitchDocument.objects.filter(pk=document.pk, storage_key=document.storage_key)
    original = document.storage_key
    try:
        with default_storage.open(original) as file:
            _facts, files = decoder.process(file.read())
        data = files[_largest(files)]
    except (PictureRefused, FileNotFoundError, KeyError, ValueError) as error:
        reason = str(error) if isinstance(error, PictureRefused) else "The picture can not be read."
        return bool(mine.update(state=PitchDocument.State.REFUSED, reason=reason[:200]))
    key = f"{original}.webp"
    storage_put(key, data)
    with transaction.atomic():
        # The pitch first, as whoever takes the document away does.
        pitch = Pitch.objects.select_for_update().filter(pk=document.pitch_id).first()
        is_done = bool(
            mine.update(
                state=PitchDocument.State.READY,
                storage_key=key,
                mime="image/webp",
                size=len(data),
            )
        )
        if pitch is not None and is_done:
            touched(pitch)
        transaction.on_commit(partial(_forget, [original, key]))
    return is_done


def _largest(names: Iterable[str]) -> str:
    """Of `96.webp` … `1536.webp` the largest that a picture was made in. Raises ValueError for none."""
    return max((name for name in names if name.endswith(".webp")), key=lambda name: int(name[:-5]))


def pitches_sweep(*, at: datetime) -> int:
    """Delete pitches that were deleted more than 30 days ago, with their files; how many. Safe to break off."""
    gone = Pitch.objects.filter(deleted_at__lt=at - KEPT).order_by("pk")
    count = 0
    for pitch in list(gone[:200]):
        with transaction.atomic():
            keys = list(pitch.documents.values_list("storage_key", flat=True))
            artwork, bundle = pitch.artwork_id, pitch.bundle
            pitch.delete()
            if bundle is not None:
                bundle.delete()
            artworks_discard([artwork])
            transaction.on_commit(partial(_forget, keys))
        count += 1
    return count
