"""Values that are written in several ways: musical keys (`Am`, `8A` in Camelot, `A minor`) and formats."""

import re

_names = {
    "ab": "g#", "db": "c#", "eb": "d#", "gb": "f#", "bb": "a#", "cb": "b", "fb": "e", "e#": "f", "b#": "c",
}  # fmt: skip
_camelot_minor = ("g#", "d#", "a#", "f", "c", "g", "d", "a", "e", "b", "f#", "c#")
_camelot_major = ("b", "f#", "c#", "g#", "d#", "a#", "f", "c", "g", "d", "a", "e")
_written = re.compile(r"([a-g])\s*(#|♯|b|♭|sharp|flat|is|es)?\s*(m|min|minor|moll|maj|major|dur)?")
_wheel = re.compile(r"(1[0-2]|[1-9])\s*([ab])")


def same_key(text: str) -> str:
    """The one way in which a key is compared: `Am`, `8A` and `A minor` → `am`; other texts as they are, folded."""
    typed = text.strip().lower()
    place = _wheel.fullmatch(typed)
    if place:
        minor = place[2] == "a"
        return (_camelot_minor if minor else _camelot_major)[int(place[1]) - 1] + "m" * minor
    written = _written.fullmatch(typed)
    if written is None:
        return typed
    sign = {"♯": "#", "sharp": "#", "is": "#", "♭": "b", "flat": "b", "es": "b"}.get(
        written[2] or "", written[2] or ""
    )
    name = written[1] + sign
    is_minor = written[3] in {"m", "min", "minor", "moll"}
    return _names.get(name, name) + "m" * is_minor


_formats = {
    "vorbis": "ogg", "oga": "ogg", "m4a": "aac", "mp4": "aac", "wv": "wavpack", "aif": "aiff", "wave": "wav",
}  # fmt: skip


def format_of(text: str) -> str:
    """The one name of a format, as people type it or its files end."""
    typed = text.strip().lower().removeprefix(".")
    return _formats.get(typed, typed)
