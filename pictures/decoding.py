"""Decoding pictures that may be hostile, in a process of its own that can do nothing else.

`serve()` is that process: it reads pictures from stdin and writes sizes, colours and blurhash to stdout. It knows no
Django, no settings, no secret and no file; the system limits its memory, its processor time and its files.
`pictures.decoder` starts it and kills it when it takes too long.

One message each way: 4 bytes of length (big-endian), then the bytes. The answer is a JSON line, then the files
whose lengths it names, one after the other.
"""

import contextlib
import json
import resource
import struct
import sys
from io import BytesIO
from typing import Any, BinaryIO

from blurhash import encode as blurhash
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from pictures.dominant import palette
from pictures.sizes import SIZES

MOST_PIXELS = 50_000_000
OPEN_GRAPH = 1200
"""Pixels of the one JPEG, for previews elsewhere."""

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "AVIF")
ORIENTATION = 0x0112
"""The EXIF tag (Exif 3.0, 4.6.5)."""

MEMORY = 1024 * 1024 * 1024
"""Bytes of address space: 50 million pixels of RGBA are 200 MB, and a resize holds a few such buffers."""
SECONDS = 30
"""Of processor time for one picture."""

WEBP = {"quality": 80, "method": 3}
DENSE, WEBP_DENSE = 768, {"quality": 75, "method": 4}
"""From this edge on, pictures are shown on screens with two pixels to one: a third fewer bytes that nobody sees."""
JPEG = {"quality": 82, "optimize": True, "progressive": True}


class Refused(Exception):
    """The picture can't be used; the message is for a person."""


def process(data: bytes) -> tuple[dict[str, Any], dict[str, bytes]]:
    """(facts, files): mime, width, height, blurhash, colour; and the sizes as `96.webp` … `og.jpg`.

    No size is larger than the picture: the first that would be is made at the picture's own size.
    """
    with Image.open(BytesIO(data), formats=FORMATS) as opened:
        width, height = opened.size
        if width * height > MOST_PIXELS:
            raise Refused(
                f"The picture has {width} × {height} pixels; at most 50 million are taken."
            )
        mime = Image.MIME.get(opened.format or "", "image/jpeg").replace("mpo", "jpeg")
        if opened.format == "JPEG" and min(width, height) > 2 * SIZES[-1]:
            opened.draft(None, (2 * SIZES[-1], 2 * SIZES[-1]))  # decoded at ½, ¼ or ⅛ at once
        opened.load()
        if opened.getexif().get(ORIENTATION, 1) in {5, 6, 7, 8}:
            width, height = height, width
        image = _plain(_smaller(opened))
    files: dict[str, bytes] = {}
    sizes: list[int] = []
    og = image.copy()
    og.thumbnail((OPEN_GRAPH, OPEN_GRAPH), Image.Resampling.LANCZOS, reducing_gap=2)
    files["og.jpg"] = _saved(_flat(og), "JPEG", **JPEG)
    # From the largest to the smallest, each from the one before: the work falls by four at each step.
    for size in reversed(SIZES):
        smaller = [other for other in SIZES if other < size]
        if smaller and smaller[-1] >= max(width, height):
            continue
        image.thumbnail((size, size), Image.Resampling.LANCZOS, reducing_gap=2)
        kept = WEBP_DENSE if size >= DENSE else WEBP
        files[f"{size}.webp"] = _saved(image, "WEBP", **kept)
        sizes.insert(0, size)
    tiny = _flat(image)
    tiny.thumbnail((32, 32), Image.Resampling.BOX)
    pixels = _pixels(tiny)
    colour, accents = palette(pixels)
    facts = {
        "mime": mime,
        "width": width,
        "height": height,
        "sizes": sizes,
        "colour": colour,
        "accents": accents,
        "blurhash": blurhash(
            [pixels[row * tiny.width : (row + 1) * tiny.width] for row in range(tiny.height)], 4, 4
        ),
    }
    return facts, files


def _pixels(image: Image.Image) -> list[tuple[int, int, int]]:
    raw = image.tobytes()
    return [(raw[at], raw[at + 1], raw[at + 2]) for at in range(0, len(raw), 3)]


def _smaller(image: Image.Image) -> Image.Image:
    """The picture upright, and no larger than the sizes need, before anything makes copies of it."""
    # `exif_transpose` reads the orientation again, so it comes before a thumbnail that would drop it.
    ImageOps.exif_transpose(image, in_place=True)
    if image.mode in {"RGB", "RGBA", "L", "LA", "CMYK"}:
        image.thumbnail((2 * SIZES[-1], 2 * SIZES[-1]), Image.Resampling.BOX)
    return image


def _plain(image: Image.Image) -> Image.Image:
    """The first frame in sRGB as RGB or RGBA, with nothing of the file's metadata."""
    profile = image.info.get("icc_profile")
    if image.mode.startswith("I;16"):
        image = image.point(lambda value: value / 256).convert("L")
    elif image.mode == "F":
        image = image.convert("L")
    transparent = "transparency" in image.info or image.mode in {"LA", "PA", "RGBA", "RGBa", "La"}
    if profile and image.mode in {"RGB", "RGBA", "CMYK"}:
        # A broken profile is no reason to refuse a cover: it is then taken as sRGB.
        with contextlib.suppress(ImageCms.PyCMSError, OSError, ValueError):
            converted = ImageCms.profileToProfile(
                image,
                ImageCms.ImageCmsProfile(BytesIO(profile)),
                ImageCms.createProfile("sRGB"),
                outputMode="RGBA" if image.mode == "RGBA" else "RGB",
            )
            image = converted or image
    plain = image.convert("RGBA" if transparent else "RGB")
    plain.info.clear()
    return plain


def _flat(image: Image.Image) -> Image.Image:
    """Without transparency: on a dark ground, as covers with holes are made for."""
    if image.mode == "RGB":
        return image.copy()
    ground = Image.new("RGB", image.size, (24, 23, 22))
    ground.paste(image, mask=image.getchannel("A"))
    return ground


def _saved(image: Image.Image, name: str, **options: Any) -> bytes:
    out = BytesIO()
    image.save(out, name, **options)
    return out.getvalue()


def _limit() -> None:
    """Memory, files and core dumps; processor time is given anew for each picture."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):  # macOS knows no RLIMIT_AS
            resource.setrlimit(what, (most, most))


def _give_time() -> None:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    used = int(usage.ru_utime + usage.ru_stime) + 1
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (used + SECONDS, hard))


def serve(source: BinaryIO | None = None, sink: BinaryIO | None = None) -> None:
    """Answer pictures until stdin ends."""
    source, sink = source or sys.stdin.buffer, sink or sys.stdout.buffer
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    Image.init()
    _limit()
    while len(head := source.read(4)) == 4:
        data = source.read(struct.unpack(">I", head)[0])
        _give_time()
        files: dict[str, bytes] = {}
        try:
            facts, files = process(data)
        except Refused as error:
            facts = {"refused": str(error)}
        except Image.DecompressionBombError:
            facts = {"refused": "The picture has too many pixels."}
        except MemoryError:
            facts = {"refused": "The picture needs too much memory."}
        except UnidentifiedImageError:
            facts = {"refused": "The picture can't be read."}
        except Exception as error:  # whatever a decoder raises for a broken file
            facts = {"refused": f"The picture can't be read: {type(error).__name__}: {error}"[:200]}
        facts["files"] = {name: len(body) for name, body in files.items()}
        line = json.dumps(facts).encode() + b"\n"
        answer = line + b"".join(files.values())
        sink.write(struct.pack(">I", len(answer)) + answer)
        sink.flush()
