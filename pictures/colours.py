"""A served stylesheet of artwork colours: the Content Security Policy allows no style in the page."""

from collections.abc import Iterable, Sequence

from pictures.models import Artwork


def css_colour(colour: Sequence[float]) -> str:
    """`oklch(0.62 0.21 306.2)`."""
    lightness, chroma, hue = (float(part) for part in colour)
    return f"oklch({lightness:.4g} {chroma:.4g} {hue:.4g})"


def stylesheet(artworks: Iterable[Artwork]) -> str:
    """One class a picture: `--art`, readable as text on the page in either theme, and `--art-raw`, as it is."""
    return "".join(
        f".art-{artwork.public_id}{{"
        f"--art:light-dark({css_colour(artwork.accents['light'])},{css_colour(artwork.accents['dark'])});"
        f"--art-raw:{css_colour(artwork.colour or (0, 0, 0))}}}\n"
        for artwork in artworks
        if artwork.accents
    )
