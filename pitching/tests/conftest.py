"""The label's artist, who may pitch, and what there is to pitch."""

from typing import Any

import pytest

from accounts.models import User
from accounts.viewer import viewer_of
from pitching.tests.factories import an_artist
from tests.cast import Cast, Things


@pytest.fixture
def sender(cast: Cast) -> User:
    """The label's owner, with the role artist."""
    return an_artist(cast.owner)


@pytest.fixture
def who(sender: User) -> dict[str, Any]:
    """How services are told who asks."""
    return {"user": sender, "viewer": viewer_of(sender)}


@pytest.fixture
def tracks(things: Things) -> list[Any]:
    """Private tracks of the label: nobody hears them but its members and whom they are given to."""
    found = [things["private"].track, things["private and restricted"].track]
    assert all(found)
    return found
