"""The one error of this package."""


class EncodingError(Exception):
    """A file cannot be read, or a rendition cannot be made of it. The text says why, in one sentence."""
