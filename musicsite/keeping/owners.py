"""Which rows name which files of media storage, and what they say of them. Every room that stores files is here."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import batched
from typing import Any

from accounts.models import PersonalExport
from catalog.models import Library
from common.by_key import by_key
from pictures.models import Artwork
from pitching.models import PitchDocument, PitchFile
from playlists.models import ListeningImport
from streaming.delivery.places import Place, place_of
from streaming.models import MediaFile, MetadataImport
from streaming.paths import disk_path, path_hash

AT_ONCE = 500
PREVIEW = "og.jpg"
SCRATCH = "exchange/"
"""Files that go by themselves after 30 days (`web.exchange.jobs`), and have no rows."""


@dataclass(frozen=True, slots=True)
class Named:
    """A file as its row tells of it: `size` and `sha256` where the row knows them, `place` for music."""

    key: str
    row: str
    size: int | None = None
    sha256: str = ""
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Owner:
    """Rows of one kind: all files that they name, and which of some keys are theirs."""

    named: Callable[[], Iterator[Named]]
    known: Callable[[set[str]], set[str]]


def owners() -> list[Owner]:
    return [
        Owner(_music, _music_known),
        Owner(_pictures, _pictures_known),
        *(
            Owner(partial(_of_keys, model, size), partial(_keys_known, model))
            for model, size in ((PitchFile, "size"), (PitchDocument, "size"), (PersonalExport, "bytes"))
        ),
        *(
            Owner(_nothing, partial(_brought_known, model, folder))
            for model, folder in (
                (MetadataImport, "metadata"), (ListeningImport, "imports"), (PersonalExport, "exports"),
            )
        ),
    ]  # fmt: skip


def unknown_of(keys: Iterable[str]) -> set[str]:
    """Those of some keys that no row names."""
    left = {key for key in keys if not key.startswith(SCRATCH)}
    for owner in owners():
        if left:
            left -= owner.known(left)
    return left


def _music() -> Iterator[Named]:
    rows = MediaFile.objects.filter(missing_since=None).select_related("library")
    for file in by_key(rows):
        place = place_of(file)
        row = f"file {file.public_id} of track {file.track_id}"
        where = f"{file.library.name}: {file.path}" if _is_folder(file) else place.key
        yield Named(where, row, file.size, file.sha256, place)


def _is_folder(file: MediaFile) -> bool:
    return bool(file.library.kind == Library.Kind.FOLDER)


def _music_known(keys: set[str]) -> set[str]:
    """A library's root is the beginning of a key, the rest its file's path."""
    kinds = (Library.Kind.UPLOADS, Library.Kind.BUCKET)
    roots: dict[str, int] = {
        root.strip("/"): pk
        for root, pk in Library.objects.filter(kind__in=kinds).values_list("root", "pk")
    }
    asked: dict[tuple[int, str], str] = {}
    for key in keys:
        parts = key.split("/")
        for end in range(len(parts)):
            if (pk := roots.get("/".join(parts[:end]))) is not None:
                # The key as a folder tells it has bytes that are no UTF-8 as they are; a bucket's has them escaped.
                asked[pk, path_hash(disk_path("/".join(parts[end:])))] = key
    found = MediaFile.objects.filter(
        library_id__in={pk for pk, _ in asked}, path_hash__in=[hashed for _, hashed in asked]
    ).values_list("library_id", "path_hash")
    return {asked[one] for one in found if one in asked}


def _pictures() -> Iterator[Named]:
    for picture in pictures_by_key():
        row = f"picture {picture.public_id}"
        yield Named(picture.storage_key, row, picture.bytes or None, picture.sha256)
        if picture.is_made:
            for name in [*(f"{size}.webp" for size in picture.sizes), PREVIEW]:
                yield Named(f"{picture.folder}/{name}", row)


def pictures_by_key() -> Iterator[Artwork]:
    return by_key(Artwork.objects.all())


def _pictures_known(keys: set[str]) -> set[str]:
    """`artwork/ab/<sha256>.jpg`, and `artwork/ab/<sha256>/384.webp`."""
    hashes = {
        key: key.split("/")[2].partition(".")[0]
        for key in keys
        if key.startswith("artwork/") and key.count("/") >= 2
    }
    found = set(
        Artwork.objects.filter(sha256__in=set(hashes.values())).values_list("sha256", flat=True)
    )
    return {key for key, sha256 in hashes.items() if sha256 in found}


def _of_keys(model: Any, size: str) -> Iterator[Named]:
    for row in by_key(model.objects.exclude(storage_key="")):
        yield Named(row.storage_key, f"{model._meta.verbose_name} {row.pk}", getattr(row, size))


def _keys_known(model: Any, keys: set[str]) -> set[str]:
    return set(model.objects.filter(storage_key__in=keys).values_list("storage_key", flat=True))


def _brought_known(model: Any, folder: str, keys: set[str]) -> set[str]:
    """Files that wait for a job: `<folder>/<whose>/<public id>`, gone once it is done."""
    ids = {
        key: key.rsplit("/", 1)[1].partition(".")[0]
        for key in keys
        if key.startswith(f"{folder}/") and key.count("/") == 2
    }
    rows = model.objects.filter(public_id__in=set(ids.values()))
    found = set(rows.values_list("public_id", flat=True))
    return {key for key, public_id in ids.items() if public_id in found}


def _nothing() -> Iterator[Named]:
    """None has to be there: it goes with its job."""
    return iter(())


def batches(files: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
    return batched(files, AT_ONCE)
