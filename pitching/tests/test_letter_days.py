"""So many letters a day: what is too much for a workspace waits, is told, and goes the next day."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils.timezone import localdate, now
from pytest_django import Settings

from accounts.models import User
from catalog.models import Track
from common.jobs.worker import drain
from mail import post
from mail.post import NotTaken
from pitching.letters.posting import letters_post
from pitching.letters.tasks import pitch_letters_sweep
from pitching.models import Contact, LetterDay, Pitch, PitchLetter
from pitching.services import pitch_send
from pitching.tests.factories import a_contact, a_pitch
from pitching.tests.test_letters import states
from tests.cast import Cast
from tests.servers.post_office import PostOffice


@pytest.fixture
def pitch(cast: Cast, sender: User, tracks: list[Track]) -> Pitch:
    """For three people, not sent yet."""
    people = [a_contact(cast.label, name) for name in ("Anna", "Bo", "Cem")]
    return a_pitch(sender, cast.label, tracks, contacts=people)


def send(pitch: Pitch, who: dict[str, Any]) -> None:
    pitch_send(**who, public_id=pitch.public_id, at=now())


def a_day_passes() -> None:
    LetterDay.objects.update(day=localdate() - timedelta(days=1))
    PitchLetter.objects.update(queued_at=now() - timedelta(hours=1))


def test_what_is_too_much_for_a_day_goes_the_next(
    post_office: PostOffice, pitch: Pitch, who: dict[str, Any], settings: Settings, cast: Cast
) -> None:
    settings.PITCH_LETTERS_PER_DAY = 2
    send(pitch, who)
    drain()
    pitch_letters_sweep.enqueue()
    drain()
    assert post_office.to() == ["anna@example.com", "bo@example.com"]
    assert states(pitch) == {"Anna": "sent", "Bo": "sent", "Cem": "waiting"}
    for address in (
        reverse("pitch", args=[pitch.public_id]),
        reverse("pitch-activity", args=[pitch.public_id]),
    ):
        told = cast.client("owner").get(address).content.decode()
        assert "1 letter waits, and goes tomorrow" in told, address
    a_day_passes()
    pitch_letters_sweep.enqueue()
    drain()
    assert post_office.to()[2:] == ["cem@example.com"]
    pitch.refresh_from_db()
    assert pitch.state == "sent"
    assert "goes tomorrow" not in cast.client("owner").get(address).content.decode()


def test_two_pitches_of_a_workspace_share_its_day_and_others_have_their_own(
    post_office: PostOffice, pitch: Pitch, who: dict[str, Any], settings: Settings, sender: User, tracks: list[Track],
    cast: Cast,
) -> None:  # fmt: skip
    settings.PITCH_LETTERS_PER_DAY = 4
    people = [*Contact.objects.filter(workspace=cast.label)]
    again = a_pitch(sender, cast.label, tracks, contacts=people)
    LetterDay.objects.create(workspace=sender.personal_workspace, day=localdate(), letters=4)
    for one in (pitch, again):
        send(one, who)
    drain()
    assert len(post_office.taken) == 4
    assert (
        sorted([*states(pitch).values(), *states(again).values()]) == ["sent"] * 4 + ["waiting"] * 2
    )


def test_without_a_limit_none_is_counted(
    post_office: PostOffice, pitch: Pitch, who: dict[str, Any], settings: Settings
) -> None:
    settings.PITCH_LETTERS_PER_DAY = 0
    send(pitch, who)
    drain()
    assert len(post_office.taken) == 3 and not LetterDay.objects.exists()


def test_a_letter_that_the_server_did_not_take_is_none_of_the_day(
    post_office: PostOffice, pitch: Pitch, who: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(self: post.PostOffice, writing: Any) -> None:
        raise NotTaken("421 later")

    send(pitch, who)
    with monkeypatch.context() as patched:
        patched.setattr(post.PostOffice, "send", away)
        with pytest.raises(NotTaken):
            letters_post(pitch, seconds=10)
    assert LetterDay.objects.get().letters == 0
