"""Which picture of a file or folder is its cover."""

from streaming.importing.rawtags import Picture, RawTags

MOST_BYTES = 20 * 1024 * 1024
"""A larger picture is left out, with a word in the list of refusals."""
FRONT = 3

_kinds = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"BM", b"II*\0", b"MM\0*")


def looks_like_picture(data: bytes) -> bool:
    """By its first bytes: JPEG, PNG, GIF, BMP, TIFF, WebP or AVIF."""
    return (
        data.startswith(_kinds)
        or data[8:12] in (b"WEBP",)
        or data[4:12] in (b"ftypavif", b"ftypheic")
    )


def offer(tags: RawTags, kind: int, data: bytes, size: int | None = None) -> None:
    """Take a picture in; one that is too large (`data` may be empty then) or is none leaves a note."""
    size = len(data) if size is None else size
    if size > MOST_BYTES:
        tags.notes.append(
            f"its cover has {size // 1_000_000} MB, more than {MOST_BYTES // 1_000_000}: taken in without it"
        )
    elif data and looks_like_picture(data):
        tags.pictures.append(Picture(kind, data, size))


def front(tags: RawTags) -> Picture | None:
    """The front cover, else the first picture that is not a file icon (kinds 1 and 2)."""
    best = None
    for picture in tags.pictures:
        if picture.kind == FRONT:
            return picture
        if best is None and picture.kind not in (1, 2):
            best = picture
    return best
