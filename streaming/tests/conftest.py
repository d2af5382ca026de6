"""Fixtures of this room's tests."""

from streaming.tests.sound import as_listener, library, listener, song

__all__ = ["as_listener", "library", "listener", "song"]
