"""Excerpts of tracks, made when first asked for and kept beside the renditions until they are swept."""

import os
from tempfile import mkstemp

from common.errors import Invalid
from streaming.delivery.facts import facts_of
from streaming.delivery.files import OpenFile, open_file, state_of
from streaming.delivery.places import cache_folder, readable_path
from streaming.delivery.spawn import SoundError, ask
from streaming.models import MediaFile

MIME = "audio/mpeg"
MOST = 32_500
"""Bytes a second, and something for headers: 256 kbit/s."""


def excerpt_open(file: MediaFile, *, start_ms: int, stop_ms: int) -> OpenFile:
    """An MP3 of what sounds between two times. Raises NotFound, TooMany, and Invalid for what can't be read."""
    path = readable_path(file)
    name = f"{file.public_id}-{state_of(path.stat())}-{start_ms}-{stop_ms}"
    final = cache_folder() / "excerpts" / f"{name}.mp3"
    if not final.exists():
        facts = facts_of(file, path)
        if facts is None:
            raise Invalid("This track can't be heard.")
        final.parent.mkdir(parents=True, exist_ok=True)
        seconds = (stop_ms - start_ms) // 1000 + 1
        number, part = mkstemp(dir=final.parent, suffix=".part")
        os.close(number)
        try:
            ask(
                {
                    "do": "excerpt",
                    "path": str(path),
                    "info": facts.info,
                    "start_ms": start_ms,
                    "stop_ms": stop_ms,
                    "part": part,
                },
                seconds=30 + seconds // 4,
                output=(seconds + 10) * MOST,
            )
            # Whoever was as fast has made the same.
            os.replace(part, final)  # noqa: PTH105  # strings, as mkstemp gives them
        except SoundError as error:
            raise Invalid("This track can't be heard.") from error
        finally:
            if os.path.exists(part):  # noqa: PTH110
                os.unlink(part)  # noqa: PTH108
    return open_file(final, name=name)
