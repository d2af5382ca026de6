"""Reading what lies beside the music whole: pictures, lyrics, playlists. Their contents are shown to people."""

import errno
import os

from streaming.importing.errors import Refused

_FLAGS = os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC


def read_small(root: str, path: str, most: int) -> bytes:
    """A file of at most `most` bytes, named from the library's root. Raises Refused.

    A symbolic link may lead to another file of the library, and nowhere else: an archive that was unpacked among the
    music must not put the site's own secrets on a page as somebody's lyrics.
    """
    fd = _open_inside(root, os.path.join(root, path))  # noqa: PTH118  # paths here are text
    try:
        parts, left = [], most
        while part := os.read(fd, 1 << 20):
            left -= len(part)
            if left < 0:  # counted, because a file of /proc says that it has no bytes
                size = os.fstat(fd).st_size
                raise Refused(f"{size // 1_000_000} MB, more than {most // 1_000_000}")
            parts.append(part)
        return b"".join(parts)
    except OSError as error:
        raise Refused(f"it cannot be read: {error.strerror}") from None
    finally:
        os.close(fd)


def _open_inside(root: str, full: str) -> int:
    try:
        return os.open(full, _FLAGS | os.O_NOFOLLOW)
    except OSError as error:
        if error.errno != errno.ELOOP:  # what O_NOFOLLOW says of a link
            raise Refused(f"it cannot be opened: {error.strerror}") from None
    try:
        real = os.path.realpath(full, strict=True)
        if not real.startswith(os.path.realpath(root).rstrip(os.sep) + os.sep):
            raise Refused("a symbolic link that leads out of the library")
        return os.open(real, _FLAGS | os.O_NOFOLLOW)
    except OSError as error:
        raise Refused(f"it cannot be opened: {error.strerror}") from None
