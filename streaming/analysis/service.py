"""Probing and measuring a file, and keeping what was found."""

from datetime import datetime

from common.errors import NotFound
from streaming.delivery.facts import facts_of
from streaming.delivery.places import readable_path
from streaming.delivery.spawn import SoundError, ask
from streaming.models import MediaFile


def file_probe(*, file_id: int) -> bool:
    """Find out what the player must know of a file before it is played; whether it is known now.

    A file that is not there is left for when it is back.
    """
    file = MediaFile.objects.select_related("library").filter(pk=file_id).first()
    if file is None:
        return False
    try:
        return facts_of(file, readable_path(file)) is not None
    except NotFound:
        return False


def file_analyse(*, file_id: int, at: datetime) -> bool:
    """Measure loudness and waveform of a file in a child process, once; whether it was done now.

    A file that can't be decoded is marked as looked at, without values, so that nobody tries for ever. One that is
    not there is left for when it is back.
    """
    file = MediaFile.objects.select_related("library", "track").filter(pk=file_id).first()
    if file is None or file.analysed_at is not None:
        return False
    try:
        path = readable_path(file)
    except NotFound:
        return False
    facts = facts_of(file, path)
    values: dict[str, object] = {"loudness": None, "true_peak": None, "waveform": None}
    if facts is not None:
        seconds = int(30 + facts.info["duration_ms"] / 1000 / 10)
        try:
            found = ask({"do": "analyse", "path": str(path)}, seconds=seconds)
        except SoundError:
            pass
        else:
            values = {
                "loudness": found["loudness"],
                "true_peak": found["true_peak"],
                "waveform": bytes(found["peaks"]),
            }
    # Another worker may have been faster, or an import has reset what was known.
    return bool(
        MediaFile.objects.filter(pk=file_id, analysed_at=None, mtime_ns=file.mtime_ns).update(
            analysed_at=at, **values
        )
    )
