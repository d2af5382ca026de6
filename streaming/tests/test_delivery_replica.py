"""Who hears what is decided by what is written now, however far behind a replica is."""

from collections.abc import Callable

import pytest
from django.db import DEFAULT_DB_ALIAS
from django.utils.timezone import now

from accounts.viewer import Viewer
from common.errors import NotFound
from common.replica import REPLICA, Router, reading
from streaming.delivery.access import heard_by, made_heard_by, media_file_for
from streaming.models import MediaFile

TRACK = "0" * 32


@pytest.mark.django_db(transaction=True)  # inside of a transaction all is read from the writer
@pytest.mark.parametrize(
    "ask",
    [
        lambda: media_file_for(Viewer(), TRACK),
        lambda: heard_by(Viewer(), TRACK, at=now()),
        lambda: made_heard_by(
            Viewer(), TRACK, format="opus", bitrate=128, at=now(), used_after=now()
        ),
    ],
    ids=["a file", "its bytes", "a rendition's bytes"],
)
def test_bytes_are_asked_of_the_writer(ask: Callable[[], object]) -> None:
    with reading():
        assert Router().db_for_read(MediaFile) == REPLICA, "as any other read of this request"
        with pytest.raises(NotFound):
            ask()
        assert Router().db_for_read(MediaFile) == DEFAULT_DB_ALIAS
