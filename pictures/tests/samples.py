"""Pictures for tests, made by code."""

from io import BytesIO
from typing import Any

from PIL import Image

ORANGE, GREY, NEARLY_BLACK = (226, 98, 28), (128, 126, 127), (12, 12, 14)


def picture(
    size: tuple[int, int] = (320, 320),
    colour: Any = ORANGE,
    *,
    mode: str = "RGB",
    name: str = "PNG",
    **options: Any,
) -> bytes:
    out = BytesIO()
    Image.new(mode, size, colour).save(out, name, **options)
    return out.getvalue()


def split(left: tuple[int, int, int], right: tuple[int, int, int], at: float = 0.5) -> bytes:
    """Two colours side by side; `at` is the left one's share."""
    image = Image.new("RGB", (400, 400), right)
    image.paste(left, (0, 0, int(400 * at), 400))
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def sideways() -> bytes:
    """A JPEG of 400 × 200 that says to be turned by 90° (orientation 6), with a place in its EXIF."""
    image = Image.new("RGB", (400, 200), (20, 20, 20))
    image.paste((250, 30, 30), (0, 0, 200, 200))
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "taken at 52.5N 13.4E"
    out = BytesIO()
    # Without a colour profile: converting from one would drop the comment by itself.
    image.save(out, "JPEG", exif=exif, comment="52.5N 13.4E", quality=95)
    return out.getvalue()


def bomb() -> bytes:
    """A small file of 54 million pixels."""
    return picture((9000, 6000), 0, mode="1")
