"""Draw the site's PNG icons from the same shapes as `static/icons/favicon.svg`: `python -m scripts.icons`."""

from pathlib import Path

from PIL import Image, ImageDraw

ICONS = Path(__file__).parent.parent / "static" / "icons"
NIGHT, BAR = "#161210", "#ff8a5c"
# Bars of the mark on a square of 32: left, top, width, height.
BARS = ((6, 13, 3, 6), (11.7, 8, 3, 16), (17.4, 11, 3, 10), (23.1, 14, 3, 4))
FINE = 8
"""Drawn so many times larger and scaled down, for smooth edges."""


def icon(edge: int, *, corner: float = 7, scale: float = 1) -> Image.Image:
    """The mark on night; `corner` on a square of 32, `scale` leaves room for a mask."""
    unit = edge * FINE / 32
    image = Image.new("RGBA", (edge * FINE, edge * FINE))
    draw = ImageDraw.Draw(image)
    whole = edge * FINE - 1
    draw.rounded_rectangle((0, 0, whole, whole), corner * unit, fill=NIGHT)
    for left, top, width, height in BARS:
        x, y = ((value - 16) * scale + 16 for value in (left, top))
        box = (x * unit, y * unit, (x + width * scale) * unit, (y + height * scale) * unit)
        draw.rectangle(box, fill=BAR)
    return image.resize((edge, edge), Image.Resampling.LANCZOS)


def main() -> None:
    for name, image in {
        "favicon-32.png": icon(32),
        "icon-180.png": icon(180, corner=0).convert("RGB"),
        "icon-192.png": icon(192),
        "icon-512.png": icon(512),
        "icon-512-maskable.png": icon(512, corner=0, scale=0.8).convert("RGB"),
    }.items():
        image.save(ICONS / name, optimize=True)


if __name__ == "__main__":
    main()
