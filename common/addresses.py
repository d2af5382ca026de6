"""Addresses as strangers write them: what a header holds need not be one."""

from urllib.parse import SplitResult, urlsplit


def address_parts(given: str) -> SplitResult:
    """The parts of an address, all empty for what is none. `urlsplit` raises ValueError for `http://[`."""
    try:
        return urlsplit(given)
    except ValueError:
        return SplitResult("", "", "", "", "")
