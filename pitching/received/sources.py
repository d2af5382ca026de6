"""In which forms a track of a pitch sounds: never the file itself where its sender does not give that away.

Whoever may only listen gets a lossy form made for listening. Where a lossless download is allowed, so is lossless
sound; where the original is, all that the site's own player would get.
"""

from typing import Any

from common.errors import NotFound
from pitching.models import Format
from streaming.api.playback import source_as_it_is, source_told
from streaming.delivery.facts import Facts, Form
from streaming.models import MediaFile

LOSSLESS = {Format.WAV, Format.AIFF, Format.FLAC}
LISTENING = ("opus-256", "mp3-256")
"""Transparent at half the bytes of a CD's FLAC, and what every browser plays."""


def forms_of(facts: Facts, formats: list[str]) -> list[Form]:
    """The forms that may be sent, best first."""
    if Format.ORIGINAL in formats:
        return [*facts.choices("original"), *_listening(facts)]
    forms = _listening(facts)
    if LOSSLESS & set(formats) and facts.info["bit_depth"] is not None and "fmp4" in facts.forms:
        forms.insert(0, facts.forms["fmp4"])
    return forms


def _listening(facts: Facts) -> list[Form]:
    return [facts.forms[key] for key in LISTENING if key in facts.forms]


def check_form(facts: Facts, formats: list[str], format: str, bitrate: str) -> Form:
    """The form that an address asks for. Raises NotFound for one that may not be sent."""
    for form in forms_of(facts, formats):
        if form.format == format and str(form.bitrate or "") == bitrate:
            return form
    raise NotFound


def sources_told(
    file: MediaFile, facts: Facts | None, formats: list[str], address: str
) -> list[dict[str, Any]]:
    """The sources that a player is offered; none of a file that can't be read and is not to be given as it is."""
    if facts is not None:
        return [source_told(address, form) for form in forms_of(facts, formats)]
    if Format.ORIGINAL not in formats:
        return []
    return [source_as_it_is(address, file)]
