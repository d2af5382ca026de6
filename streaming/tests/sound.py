"""Rows and bytes for tests of delivery: a library in a folder, tracks with a file, listeners."""

import hashlib
import io
import wave
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.test import Client
from django.utils.timezone import now

from accounts.models import User
from accounts.services import site_workspace, user_create
from catalog.audience import Audience
from catalog.models import Album, Library, Track
from common.text import sort_key, text_key
from streaming.models import MediaFile


def wav_bytes(seconds: float = 1.0, *, rate: int = 8000, level: float = 0.5) -> bytes:
    """A sine of 440 Hz as 16-bit mono WAV."""
    time = np.arange(int(seconds * rate)) / rate
    samples = (np.sin(2 * np.pi * 440 * time) * level * 32767).astype("<i2")
    held = io.BytesIO()
    with wave.open(held, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples.tobytes())
    return held.getvalue()


def library_make(root: Path | str, **fields: object) -> Library:
    return Library.objects.create(
        workspace=site_workspace(), name="Music", root=str(root), **fields
    )


def album_make(library: Library, title: str = "Album", **fields: object) -> Album:
    return Album.objects.create(
        library=library,
        title=title,
        title_key=text_key(title),
        sort_key=sort_key(title),
        match_key=hashlib.sha256(title.encode()).hexdigest(),
        added_at=now(),
        **{"listed_to": Audience.EVERYONE, "reachable_to": Audience.EVERYONE} | fields,
    )


def track_make(
    library: Library,
    path: str = "song.wav",
    data: bytes | None = None,
    *,
    title: str = "Song",
    audience: Audience = Audience.EVERYONE,
    container: str = "wav",
    codec: str = "pcm",
    album: Album | None = None,
    duration_ms: int = 1000,
    **file_fields: object,
) -> MediaFile:
    """A track with one file; `data` is written below the library's root when given."""
    album = album or library.albums.first() or album_make(library)
    if data is not None:
        place = Path(library.root) / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    track = Track.objects.create(
        library=library,
        album=album,
        title=title,
        title_key=text_key(title),
        sort_key=sort_key(title),
        artist_line="Artist",
        added_at=now(),
        duration_ms=duration_ms,
        listed_to=audience,
        reachable_to=audience,
    )
    return MediaFile.objects.create(
        library=library,
        track=track,
        path=path,
        path_hash=hashlib.sha256(path.encode()).hexdigest(),
        folder_hash=hashlib.sha256(b"").hexdigest(),
        size=len(data or b""),
        mtime_ns=0,
        container=container,
        codec=codec,
        duration_ms=duration_ms,
        **file_fields,
    )


def stream_url(file: MediaFile, query: str = "") -> str:
    return f"/api/v1/tracks/{file.track.public_id}/stream/{query}"


def body_of(response: Any) -> bytes:
    """The bytes of an answer, streamed or not; Django's client closes it at its end."""
    return b"".join(response.streaming_content if response.streaming else [response.content])


def first_of(response: Any) -> bytes:
    """The first bytes of a streamed answer."""
    first: bytes = next(iter(response.streaming_content))
    return first


def hang_up(response: Any) -> None:
    """Leave before the end. (`close()` would end the test's own database connection too.)"""
    for close in response._resource_closers:
        close()


@pytest.fixture
def library(db: None, tmp_path: Path) -> Library:
    return library_make(tmp_path)


@pytest.fixture
def song(library: Library) -> MediaFile:
    """A public track of ten thousand telling bytes."""
    return track_make(library, data=bytes(i * 7 % 251 for i in range(10_000)))


@pytest.fixture
def listener(db: None) -> User:
    return user_create(email="listener@example.org", password=None, name="Listener")


@pytest.fixture
def as_listener(listener: User) -> Iterator[Client]:
    client = Client()
    client.force_login(listener)
    yield client
