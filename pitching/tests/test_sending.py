"""Who may pitch, and exactly what a link opens: the pitch's tracks, as long as its workspace has them."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils.timezone import now

from accounts.models import User
from accounts.services import workspace_leave
from accounts.tests.factories import UserFactory, WorkspaceFactory
from accounts.viewer import NOBODY, Viewer, viewer_of
from catalog.models import Grant, Track
from catalog.services.grants import grants_sweep
from catalog.services.hand_on import library_hand_on
from catalog.tests.factories import TrackFactory
from common.errors import Conflict, DomainError, Forbidden, Invalid, NotFound
from common.versions import Changed, Seen
from pitching.links import link_of_token
from pitching.models import Pitch, PitchLink
from pitching.opened import pitch_sent_to, pitch_shows
from pitching.services import (
    link_change,
    links_add,
    links_restore,
    links_revoke,
    links_to_send,
    pitch_change,
    pitch_create,
    pitch_delete,
    pitch_duplicate,
    pitch_restore,
    pitch_schedule,
    pitch_send,
    pitches_send_due,
    preview_open,
    tracks_arrange,
)
from pitching.tests.factories import (
    a_contact,
    a_pitch,
    an_artist,
    holder_of,
    link_for,
    token_for,
)
from tests.cast import Cast, Things


def heard_by(viewer: Viewer, tracks: list[Track], **asked: Any) -> set[int]:
    """Which of these a viewer reaches."""
    rows = Track.objects.reachable_by(viewer, **asked).filter(pk__in=[one.pk for one in tracks])
    return set(rows.values_list("pk", flat=True))


@pytest.mark.parametrize(
    ("person", "error"),
    [
        ("owner", None),
        ("colleague", None),
        ("viewer_member", Forbidden),
        ("other", NotFound),
        ("administrator", NotFound),
    ],
)
def test_owners_and_editors_who_are_artists_change_and_send_a_workspaces_pitches(
    cast: Cast, sender: User, tracks: list[Track], person: str, error: type[DomainError] | None
) -> None:
    contact = a_contact(cast.label)
    pitch = a_pitch(sender, cast.label, tracks, contacts=[contact])
    user = an_artist(getattr(cast, person))
    asked: dict[str, Any] = {
        "user": user, "viewer": viewer_of(user), "public_id": pitch.public_id,
    }  # fmt: skip
    acts = (
        lambda: pitch_change(**asked, title="Another"),
        lambda: links_add(**asked, general=True),
        lambda: pitch_duplicate(**asked),
        lambda: preview_open(**asked, at=now()),
        lambda: pitch_send(**asked, at=now()),
        lambda: links_revoke(**asked, at=now()),
        lambda: links_restore(**asked),
        lambda: pitch_delete(**asked, at=now()),
    )
    for act in acts:
        if error is None:
            act()
        else:
            with pytest.raises(error):
                act()


def test_pitching_takes_the_role_artist(cast: Cast, tracks: list[Track]) -> None:
    with pytest.raises(Forbidden, match="role artist"):
        pitch_create(
            user=cast.owner, viewer=viewer_of(cast.owner), workspace=cast.label, title="No"
        )


def test_a_link_opens_exactly_the_tracks_of_its_pitch_once_it_is_sent(
    cast: Cast, sender: User, who: dict[str, Any], things: Things
) -> None:
    given, other = things["private"].track, things["private and restricted"].track
    contact = a_contact(cast.label)
    pitch = a_pitch(sender, cast.label, [given], contacts=[contact])
    link = link_for(pitch, contact)
    assert heard_by(holder_of(link), [given, other]) == set(), "a draft opens nothing"
    pitch_send(**who, public_id=pitch.public_id, at=now())
    assert heard_by(holder_of(link), [given, other]) == {given.pk}
    assert heard_by(holder_of(link), [given], to_download=True) == set(), "to hear only"
    assert heard_by(NOBODY, [given]) == set()
    assert heard_by(Viewer(link_hashes=frozenset({"0" * 64})), [given]) == set()


def test_a_link_opens_nothing_any_more_when_the_workspace_lost_the_track(
    cast: Cast, sender: User, tracks: list[Track]
) -> None:
    contact = a_contact(cast.label)
    pitch = a_pitch(sender, cast.label, tracks[:1], contacts=[contact], is_sent=True)
    holder = holder_of(link_for(pitch, contact))
    assert heard_by(holder, tracks) == {tracks[0].pk}
    library_hand_on(library=tracks[0].library, to=WorkspaceFactory())
    assert heard_by(holder, tracks) == set()


def test_a_link_goes_on_when_its_sender_leaves_the_workspace(
    cast: Cast, sender: User, tracks: list[Track]
) -> None:
    """It is the workspace that gives, not the person."""
    editor = an_artist(cast.colleague)
    contact = a_contact(cast.label)
    pitch = a_pitch(editor, cast.label, tracks[:1], contacts=[contact], is_sent=True)
    workspace_leave(workspace=cast.label, user=editor)
    assert heard_by(holder_of(link_for(pitch, contact)), tracks) == {tracks[0].pk}


def test_what_is_not_the_workspaces_stays_out_of_its_pitches(
    cast: Cast, who: dict[str, Any], things: Things
) -> None:
    foreign = TrackFactory()  # public, of another label
    made = pitch_create(
        **who, workspace=cast.label, title="Mixed",
        things=[("track", foreign.public_id), ("album", things["private"].album.public_id),
                ("track", "0" * 32)],
    )  # fmt: skip
    assert [row.track_id for row in made.pitch.tracks.all()] == [things["private"].track.pk]
    assert made.left_out == 2


def test_changing_a_sent_pitchs_tracks_changes_what_its_links_open(
    cast: Cast, sender: User, who: dict[str, Any], tracks: list[Track]
) -> None:
    contact = a_contact(cast.label)
    pitch = a_pitch(sender, cast.label, tracks[:1], contacts=[contact], is_sent=True)
    holder = holder_of(link_for(pitch, contact))
    tracks_arrange(**who, public_id=pitch.public_id, tracks=[tracks[1].public_id])
    assert heard_by(holder, tracks) == {tracks[1].pk}


def test_formats_and_expiry_of_pitch_and_link_are_those_of_their_grants(
    cast: Cast, sender: User, who: dict[str, Any], tracks: list[Track]
) -> None:
    anna, bob = a_contact(cast.label), a_contact(cast.label, "Bob")
    pitch = a_pitch(sender, cast.label, tracks, contacts=[anna, bob], is_sent=True)
    asked = {**who, "public_id": pitch.public_id}
    own = link_change(**asked, link_id=link_for(pitch, bob).public_id, formats=[])
    pitch_change(**asked, formats=["wav", "mp3"])
    to_anna, to_bob = holder_of(link_for(pitch, anna)), holder_of(own)
    assert len(heard_by(to_anna, tracks, to_download=True)) == 2
    assert heard_by(to_bob, tracks, to_download=True) == set(), "his link says otherwise"
    soon = now() + timedelta(hours=1)
    pitch_change(**asked, expires_at=soon)
    assert len(heard_by(to_anna, tracks, at=soon - timedelta(seconds=1))) == 2
    assert heard_by(to_anna, tracks, at=soon) == set()
    link_change(**asked, link_id=own.public_id, expires_at=soon + timedelta(hours=1))
    assert len(heard_by(to_bob, tracks, at=soon)) == 2


def test_one_link_is_revoked_and_the_others_go_on(
    cast: Cast, sender: User, who: dict[str, Any], tracks: list[Track]
) -> None:
    anna, bob = a_contact(cast.label), a_contact(cast.label, "Bob")
    pitch = a_pitch(sender, cast.label, tracks, contacts=[anna, bob], is_sent=True)
    asked = {**who, "public_id": pitch.public_id}
    to_anna, to_bob = link_for(pitch, anna), link_for(pitch, bob)
    assert links_revoke(**asked, links=[to_anna.public_id], at=now()) == 1
    assert heard_by(holder_of(to_anna), tracks) == set()
    assert len(heard_by(holder_of(to_bob), tracks)) == 2
    links_revoke(**asked, at=now())
    assert heard_by(holder_of(to_bob), tracks) == set()
    links_restore(**asked)
    assert len(heard_by(holder_of(to_bob), tracks)) == 2
    assert heard_by(holder_of(to_anna), tracks) == set(), "she was revoked herself"


def test_what_was_forwarded_from_a_link_closes_with_it(
    cast: Cast, sender: User, who: dict[str, Any], tracks: list[Track]
) -> None:
    anna = a_contact(cast.label)
    pitch = a_pitch(sender, cast.label, tracks, contacts=[anna], is_sent=True)
    asked = {**who, "public_id": pitch.public_id}
    parent = link_for(pitch, anna)
    links_add(**asked, general=True, name="passed on")
    child = link_for(pitch)
    PitchLink.objects.filter(pk=child.pk).update(parent=parent)
    links_revoke(**asked, links=[parent.public_id], at=now())
    assert heard_by(holder_of(child), tracks) == set()
    with pytest.raises(Conflict):
        links_restore(**asked, links=[child.public_id])


def test_a_deleted_pitch_opens_nothing_and_opens_again_when_it_is_brought_back(
    cast: Cast, sender: User, who: dict[str, Any], tracks: list[Track]
) -> None:
    anna = a_contact(cast.label)
    pitch = a_pitch(sender, cast.label, tracks, contacts=[anna], is_sent=True)
    asked = {**who, "public_id": pitch.public_id}
    holder = holder_of(link_for(pitch, anna))
    pitch_delete(**asked, at=now())
    assert heard_by(holder, tracks) == set()
    with pytest.raises(NotFound):
        pitch_change(**asked, title="Gone")
    pitch_restore(**asked)
    assert len(heard_by(holder, tracks)) == 2


def test_a_link_whose_grant_was_swept_opens_again_under_the_same_address(
    cast: Cast, sender: User, who: dict[str, Any], tracks: list[Track]
) -> None:
    anna = a_contact(cast.label)
    pitch = a_pitch(sender, cast.label, tracks, contacts=[anna], is_sent=True)
    link = link_for(pitch, anna)
    asked = {**who, "public_id": pitch.public_id}
    pitch_change(**asked, expires_at=now() - timedelta(days=40))
    grants_sweep(at=now())
    assert not Grant.objects.filter(link_hash=link.token_hash).exists()
    pitch_change(**asked, expires_at=None)
    assert len(heard_by(holder_of(link), tracks)) == 2
    assert Grant.objects.filter(link_hash=link.token_hash).count() == 1


def test_a_link_is_found_by_its_token_alone_which_no_row_tells(
    cast: Cast, sender: User, tracks: list[Track]
) -> None:
    anna = a_contact(cast.label)
    pitch = a_pitch(sender, cast.label, tracks, contacts=[anna])
    link = link_for(pitch, anna)
    token = token_for(link)
    found = link_of_token(token)
    assert found is not None and found.pk == link.pk
    assert len(token) >= 32 and token not in link.token_sealed and token not in link.token_hash
    for wrong in ("", token[:-1], token + "A", "\0", "x" * 1000, "\ud800", link.token_hash):
        assert link_of_token(wrong) is None


def test_a_preview_shows_a_draft_for_an_hour(
    sender: User, cast: Cast, who: dict[str, Any], tracks: list[Track]
) -> None:
    pitch = a_pitch(sender, cast.label, tracks)
    at = now()
    link = preview_open(**who, public_id=pitch.public_id, at=at)
    assert len(heard_by(holder_of(link), tracks)) == 2
    later = at + timedelta(hours=1)
    assert heard_by(holder_of(link), tracks, at=later) == set()
    preview_open(**who, public_id=pitch.public_id, at=later + timedelta(seconds=1))
    assert PitchLink.objects.filter(is_preview=True).count() == 1, "what is over goes"


def test_sending_again_reaches_who_is_new_and_nobody_twice(
    cast: Cast, sender: User, who: dict[str, Any], tracks: list[Track], settings: Any
) -> None:
    settings.LETTERS = True
    anna, bob = a_contact(cast.label), a_contact(cast.label, "Bob")
    gone = a_contact(cast.label, "Gone", unsubscribed_at=now())
    silent = a_contact(cast.label, "Silent", email="")
    pitch = a_pitch(sender, cast.label, tracks, contacts=[anna, gone, silent], is_sent=True)
    asked = {**who, "public_id": pitch.public_id}
    assert pitch.state == Pitch.State.SENDING
    assert [link.contact for link in links_to_send(pitch, at=now())] == [anna]
    assert link_for(pitch, gone).state == PitchLink.State.UNADDRESSED
    assert link_for(pitch, silent).state == PitchLink.State.UNADDRESSED
    PitchLink.objects.filter(pitch=pitch, contact=anna).update(state=PitchLink.State.SENT)
    links_add(**asked, contacts=[bob.public_id])
    assert len(heard_by(holder_of(link_for(pitch, bob)), tracks)) == 2, "open at once"
    pitch_send(**asked, at=now())
    assert [link.contact for link in links_to_send(pitch, at=now())] == [bob]


def test_without_a_mail_server_a_sent_pitch_is_open_and_waits_for_no_letter(
    cast: Cast, sender: User, tracks: list[Track], settings: Any
) -> None:
    settings.LETTERS = False
    anna = a_contact(cast.label)
    pitch = a_pitch(sender, cast.label, tracks, contacts=[anna], is_sent=True)
    assert pitch.state == Pitch.State.SENT
    assert len(heard_by(holder_of(link_for(pitch, anna)), tracks)) == 2


def test_a_scheduled_pitch_is_sent_at_its_time_and_not_before(
    cast: Cast, sender: User, who: dict[str, Any], tracks: list[Track]
) -> None:
    anna = a_contact(cast.label)
    pitch = a_pitch(sender, cast.label, tracks, contacts=[anna])
    at = now()
    due = at + timedelta(days=1)
    pitch_schedule(**who, public_id=pitch.public_id, scheduled_for=due, at=at)
    assert pitches_send_due(at=due - timedelta(seconds=1)) == 0
    assert heard_by(holder_of(link_for(pitch, anna)), tracks) == set()
    assert pitches_send_due(at=due) == 1
    assert pitches_send_due(at=due) == 0
    assert len(heard_by(holder_of(link_for(pitch, anna)), tracks)) == 2


def test_a_scheduled_pitch_that_fails_keeps_no_other_waiting(
    cast: Cast,
    sender: User,
    who: dict[str, Any],
    tracks: list[Track],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    at = now()
    first, second = (
        a_pitch(sender, cast.label, tracks, contacts=[a_contact(cast.label, name)])
        for name in ("Anna", "Bob")
    )
    for pitch in (first, second):
        pitch_schedule(
            **who, public_id=pitch.public_id, scheduled_for=at + timedelta(hours=1), at=at
        )

    def fails(pitch: Pitch) -> None:
        if pitch == first:
            raise RuntimeError("a follower is broken")

    monkeypatch.setitem(pitch_sent_to._entries, "test", fails)
    assert pitches_send_due(at=at + timedelta(hours=1)) == 1
    states = {row.pk: row.state for row in Pitch.objects.all()}
    assert states == {first.pk: Pitch.State.SCHEDULED, second.pk: Pitch.State.SENT}
    monkeypatch.undo()
    assert pitches_send_due(at=at + timedelta(hours=1, minutes=1)) == 1


def test_an_empty_pitch_a_template_and_one_for_nobody_are_not_sent(
    cast: Cast, sender: User, who: dict[str, Any], tracks: list[Track]
) -> None:
    anna = a_contact(cast.label)
    for pitch in (
        a_pitch(sender, cast.label, contacts=[anna]),
        a_pitch(sender, cast.label, tracks),
        a_pitch(sender, cast.label, tracks, contacts=[anna], is_template=True),
    ):
        with pytest.raises(Conflict):
            pitch_send(**who, public_id=pitch.public_id, at=now())


def test_two_who_change_a_pitch_at_once_do_not_overwrite_each_other(
    cast: Cast, sender: User, who: dict[str, Any]
) -> None:
    pitch = a_pitch(sender, cast.label)
    seen = Seen(frozenset({pitch.tag}))
    asked = {**who, "public_id": pitch.public_id}
    pitch_change(**asked, seen=seen, title="First")
    with pytest.raises(Changed):
        pitch_change(**asked, seen=seen, title="Second")


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": "  "}, {"title": "x" * 201}, {"message": "x" * 5001}, {"color": "red"},
        {"formats": ["exe"]}, {"excerpt_ms": 10}, {"password": "abc"},
        {"video_url": "http://example.com/v"}, {"video_url": "javascript:alert(1)"},
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_pitch_is_named(
    cast: Cast, sender: User, who: dict[str, Any], wrong: dict[str, Any]
) -> None:
    pitch = a_pitch(sender, cast.label)
    with pytest.raises(Invalid) as told:
        pitch_change(**who, public_id=pitch.public_id, **wrong)
    assert told.value.field == next(iter(wrong))


def test_a_contact_of_another_workspace_gets_no_link(
    cast: Cast, sender: User, who: dict[str, Any]
) -> None:
    stranger = a_contact(UserFactory().personal_workspace, "Stranger")
    pitch = a_pitch(sender, cast.label)
    with pytest.raises(Invalid):
        links_add(**who, public_id=pitch.public_id, contacts=[stranger.public_id])


def test_a_copy_has_the_look_the_tracks_and_links_of_its_own(
    cast: Cast, sender: User, who: dict[str, Any], tracks: list[Track]
) -> None:
    anna = a_contact(cast.label)
    pitch = a_pitch(
        sender, cast.label, tracks, contacts=[anna], is_sent=True, message="Hello", password="secret"
    )  # fmt: skip
    copy = pitch_duplicate(**who, public_id=pitch.public_id, title="Again", recipients=True)
    assert (copy.title, copy.message, copy.state, copy.password) == ("Again", "Hello", "draft", "")
    assert [row.track for row in copy.tracks.order_by("position")] == tracks
    assert link_for(copy, anna).token_hash != link_for(pitch, anna).token_hash
    assert heard_by(holder_of(link_for(copy, anna)), tracks) == set()


def test_others_are_told_of_what_is_sent_and_shown(
    cast: Cast, sender: User, who: dict[str, Any], tracks: list[Track], monkeypatch: Any
) -> None:
    told: list[str] = []
    monkeypatch.setattr(pitch_sent_to, "_entries", {"test": lambda pitch: told.append("sent")})
    monkeypatch.setattr(pitch_shows, "_entries", {"test": lambda pitch: told.append("shows")})
    pitch = a_pitch(sender, cast.label, tracks, contacts=[a_contact(cast.label)])
    pitch_change(**who, public_id=pitch.public_id, formats=["wav"])
    assert told == [], "a draft is nobody's business"
    pitch_send(**who, public_id=pitch.public_id, at=now())
    assert "sent" in told
    told.clear()
    tracks_arrange(**who, public_id=pitch.public_id, tracks=[tracks[0].public_id])
    pitch_change(**who, public_id=pitch.public_id, formats=["mp3"])
    assert told == ["shows", "shows"]
