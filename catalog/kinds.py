"""The kinds of things that the catalogue is made of, as addresses, journals and the search index name them."""

from typing import Any

from catalog.models import Album, Artist, Genre, Track

MODELS: dict[str, Any] = {"album": Album, "track": Track, "artist": Artist, "genre": Genre}
