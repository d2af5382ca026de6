"""Contacts and pitches for tests, made by the services that make real ones."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group
from django.utils.timezone import now

from accounts.models import User, Workspace
from accounts.roles import Role
from accounts.viewer import Viewer, viewer_of
from catalog.models import Track
from common.text import text_key
from pitching.links import link_path
from pitching.models import Contact, Pitch, PitchLink
from pitching.services import links_add, pitch_create, pitch_send


def an_artist(user: User) -> User:
    """The same person with the role artist, which lets pitch."""
    user.groups.add(Group.objects.get(name=Role.ARTIST))
    return User.objects.get(pk=user.pk)  # permissions are kept with the object


def a_contact(workspace: Workspace, name: str = "Anna", **facts: Any) -> Contact:
    email = facts.setdefault("email", f"{name.lower().replace(' ', '.')}@example.com")
    made: Contact = Contact.objects.create(
        workspace=workspace, name=name, name_key=text_key(name), email_once=email or None, **facts
    )
    return made


def a_pitch(
    user: User,
    workspace: Workspace,
    tracks: Iterable[Track] = (),
    *,
    title: str = "For your film",
    contacts: Iterable[Contact] = (),
    is_sent: bool = False,
    **facts: Any,
) -> Pitch:
    """A pitch of the workspace's by a user who may pitch; sent to its contacts with `is_sent`."""
    viewer = viewer_of(user)
    made = pitch_create(
        user=user, viewer=viewer, workspace=workspace, title=title,
        things=[("track", track.public_id) for track in tracks], **facts,
    )  # fmt: skip
    assert made.left_out == 0
    who: dict[str, Any] = {"user": user, "viewer": viewer, "public_id": made.pitch.public_id}
    if people := [contact.public_id for contact in contacts]:
        links_add(**who, contacts=people)
    if is_sent:
        pitch_send(**who, at=now())
    found: Pitch = Pitch.objects.get(pk=made.pitch.pk)
    return found


def link_for(pitch: Pitch, contact: Contact | None = None) -> PitchLink:
    found: PitchLink = PitchLink.objects.select_related("grant", "pitch").get(
        pitch=pitch, contact=contact, is_preview=False
    )
    return found


def token_for(link: PitchLink) -> str:
    """The secret in the link's address."""
    return link_path(link).split("/")[2]


def holder_of(link: PitchLink) -> Viewer:
    """Somebody without an account who holds the link."""
    return Viewer(link_hashes=frozenset({link.token_hash}))
