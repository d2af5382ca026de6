"""Fixtures of the tests that ask every address of the site."""

from tests.test_every_address import words

__all__ = ["words"]
