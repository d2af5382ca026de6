"""Why a file is not taken in."""


class Refused(Exception):
    """The file cannot be taken in; `str()` is the reason, for a person."""
