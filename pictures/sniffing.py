"""What a picture is, from its first bytes: the name and the declared type are hostile text."""

from common.errors import Invalid

MOST_BYTES = 30 * 1024 * 1024

EXTENSIONS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "image/gif": "gif",
    "image/bmp": "bmp",
    "image/avif": "avif",
}


class PictureRefused(Invalid):
    """Not a picture that can be used; the message says why."""

    title = "Not a picture that can be used"


def sniff(data: bytes) -> str:
    """The MIME type by the format's signature. Raises PictureRefused for everything else, SVG too."""
    if not data:
        raise PictureRefused("The picture is empty.")
    if len(data) > MOST_BYTES:
        raise PictureRefused(
            f"The picture has {len(data) // 1_048_576} MB; at most 30 MB are taken."
        )
    mime = _signature(data[:64])
    if mime is None:
        raise PictureRefused("The picture is none of JPEG, PNG, WebP, GIF, BMP or AVIF.")
    return mime


def _signature(head: bytes) -> str | None:
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif"
    if head.startswith(b"BM") and len(head) >= 26:
        return "image/bmp"
    # ISO BMFF: the brands of the file type box (ISO 14496-12, AVIF 1.1 section 6).
    if head[4:8] == b"ftyp" and (b"avif" in head[8:64] or b"avis" in head[8:64]):
        return "image/avif"
    return None
