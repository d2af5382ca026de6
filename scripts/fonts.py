"""Make the site's faces from the subsets that Fontsource publishes (`@fontsource-variable/bricolage-grotesque`).

    uv run --with fonttools --with brotli scripts/fonts.py LATIN.woff2 LATIN-EXT.woff2 VIETNAMESE.woff2

Two thirds of those files are variations of kerning, which nobody sees: it is fixed here where it is between text and
titles. What English is written in is a file of its own, so that a page's first letters are a third of the bytes.
Needs fonttools and brotli, which nothing else here does.
"""

import sys
from io import BytesIO
from pathlib import Path

from fontTools import subset  # type: ignore[import-not-found]  # see above
from fontTools.ttLib import TTFont  # type: ignore[import-not-found]  # see above
from fontTools.varLib.instancer import instantiateVariableFont  # type: ignore[import-not-found]

FONTS = Path(__file__).resolve().parent.parent / "static" / "fonts"
NAME = "bricolage-grotesque"
BASIC = {*range(0x20, 0x7F), 0xA0, 0xA9, 0xB7, 0xD7, *range(0x2013, 0x2015), *range(0x2018, 0x201A)} | {
    0x201C, 0x201D, 0x2026,
}  # fmt: skip
"""Letters, figures and marks of English."""
FEATURES = ["ccmp", "kern", "locl", "mark", "mkmk", "pnum", "tnum"]
"""What the style sheets ask for, and what letters with marks need."""
KERNED_AT = {"opsz": 30, "wght": 550}


def made(source: Path, letters: set[int]) -> bytes:
    """The face with these letters alone, its kerning fixed, as WOFF2."""
    font = TTFont(source)
    options = subset.Options(layout_features=FEATURES)
    chosen = subset.Subsetter(options)
    chosen.populate(unicodes=letters)
    chosen.subset(font)
    fixed = instantiateVariableFont(_again(font), KERNED_AT)
    for table in ("GPOS", "GDEF"):
        font[table] = fixed[table]
    font.flavor = "woff2"
    out = BytesIO()
    font.save(out)
    return out.getvalue()


def _again(font: TTFont) -> TTFont:
    """The same font, read from its bytes: what works on it changes it."""
    out = BytesIO()
    flavor, font.flavor = font.flavor, None
    font.save(out)
    font.flavor = flavor
    return TTFont(BytesIO(out.getvalue()))


def main() -> None:
    latin, *others = [Path(argument) for argument in sys.argv[1:]]
    letters = set(TTFont(latin).getBestCmap())
    parts = {"basic": (latin, letters & BASIC), "latin": (latin, letters - BASIC)}
    for name, source in zip(("latin-ext", "vietnamese"), others, strict=True):
        parts[name] = (source, set(TTFont(source).getBestCmap()))
    for name, (source, chosen) in parts.items():
        data = made(source, chosen)
        (FONTS / f"{NAME}-{name}.woff2").write_bytes(data)
        print(f"{name}: {len(chosen)} letters, {len(data):,} of {source.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
