"""A pitch to measure: twelve tracks with a page, and thirty files that are given as a ZIP. Run by `manage.py shell`.

Prints the token of a link, and the public id of a track whose file is as long as all that is in the ZIP.
"""

import random
import zlib
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from bench.sent_pitch import sent_pitch
from catalog.models import Library, Track
from pitching.links import link_path
from pitching.models import PitchFile

FILES = 30
SIZE = 20 << 20
"""Bytes of each file: two minutes of a CD's WAV."""


def make() -> None:
    library = Library.objects.get()
    tracks = list(Track.objects.order_by("pk")[:FILES])
    pitch, link = sent_pitch(
        workspace=library.workspace, tracks=tracks, title="Thirty for you", formats=["wav"]
    )
    dice = random.Random(1)
    for number, track in enumerate(tracks):
        data = dice.randbytes(SIZE)
        key = default_storage.save(f"pitches/bench/{number}.wav", ContentFile(data))
        PitchFile.objects.create(
            pitch=pitch, track=track, format="wav", storage_key=key, name=f"{number}.wav",
            size=SIZE, crc32=zlib.crc32(data), state=PitchFile.State.READY,
        )  # fmt: skip
    whole = Track.objects.order_by("pk")[FILES]
    file = whole.files.get()
    with Path(library.root, file.path).open("wb") as plain:
        for number in range(FILES):
            with default_storage.open(f"pitches/bench/{number}.wav") as part:
                plain.write(part.read())
    print(link_path(link), whole.public_id)  # noqa: T201  # read by the benchmark


make()
