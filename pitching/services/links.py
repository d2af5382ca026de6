"""Links: who may open a pitch, on which terms, until they are taken back."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import now

from accounts.models import User
from accounts.viewer import Viewer
from catalog.models import Grant
from catalog.services.grants import LinkTerms, grants_give_links, grants_return, grants_revoke
from common.errors import Conflict, Invalid, NotFound
from common.text import text_key
from pitching.links import link_new
from pitching.models import Contact, Pitch, PitchLink
from pitching.services.change import bundled, grants_follow, links_open, locked, shows, touched
from pitching.services.facts import formats_kept, moment_kept

PREVIEW = timedelta(hours=1)
MOST_GENERAL = 50
AT_ONCE = 1000
TERMS = frozenset({"formats", "expires_at", "name"})


def _terms_kept(terms: dict[str, Any]) -> dict[str, Any]:
    """A link's own terms as its columns; None where the pitch's hold. Raises Invalid."""
    if unknown := terms.keys() - TERMS:
        raise TypeError(f"a link has no {unknown}")
    kept = dict(terms)
    if kept.get("formats") is not None:
        kept["formats"] = formats_kept(kept["formats"])
    if "expires_at" in kept:
        kept["expires_at"] = moment_kept(kept["expires_at"])
    if "name" in kept:
        kept["name"] = " ".join(str(kept["name"]).split())[:200]
    return kept


@transaction.atomic
def links_add(
    *,
    user: User,
    viewer: Viewer,
    public_id: str,
    contacts: Sequence[str] = (),
    tags: Sequence[str] = (),
    general: bool = False,
    **terms: Any,
) -> tuple[Pitch, int]:
    """Links of their own for contacts, by their ids or by tags' names, or a general one; how many are new.

    Who has a link keeps it as it is. The links of a pitch that was sent open at once; their letters go with the next
    sending. Raises NotFound, Forbidden, Invalid.
    """
    kept = _terms_kept(terms)
    pitch = locked(user=user, viewer=viewer, public_id=public_id)
    asked = [] if general else _asked(pitch, contacts, tags)
    count = _general(pitch, kept) if general else contacts_link(pitch, asked, **kept)
    if count:
        touched(pitch)
    if count and pitch.is_open:
        links_open(pitch)
        shows(pitch)
    return pitch, count


def _asked(pitch: Pitch, contacts: Sequence[str], tags: Sequence[str]) -> list[int]:
    """Keys of the contacts meant. Raises Invalid when one is not the workspace's."""
    own = Contact.objects.alive().filter(workspace_id=pitch.workspace_id)
    wanted = set(contacts)
    named: list[int] = []
    for some in _batches(sorted(wanted)):
        named += own.filter(public_id__in=some).values_list("pk", flat=True)
    if len(named) < len(wanted):
        raise Invalid("One of these contacts is not there any more.", field="contacts")
    if tags:
        keys = {text_key(tag)[:60] for tag in tags}
        named += own.filter(tags__name_key__in=keys).distinct().values_list("pk", flat=True)
    return sorted(set(named))


def contacts_link(pitch: Pitch, contacts: Iterable[int], **kept: Any) -> int:
    """Write links for contacts, by their keys; how many are new. The pitch's row is locked, or new."""
    held = set(PitchLink.objects.filter(pitch=pitch).values_list("contact_id", flat=True))
    new = [pk for pk in contacts if pk not in held]
    PitchLink.objects.bulk_create(
        (link_new(pitch=pitch, contact_id=pk, **kept) for pk in new), batch_size=AT_ONCE
    )
    return len(new)


def _general(pitch: Pitch, kept: dict[str, Any]) -> int:
    held = PitchLink.objects.of_recipients().filter(pitch=pitch, contact__isnull=True)
    if held.count() >= MOST_GENERAL:
        raise Invalid(f"At most {MOST_GENERAL} general links.", field="general")
    link_new(pitch=pitch, state=PitchLink.State.UNADDRESSED, **kept).save()
    return 1


@transaction.atomic
def link_change(
    *, user: User, viewer: Viewer, public_id: str, link_id: str, **terms: Any
) -> PitchLink:
    """A link's own terms; None where the pitch's shall hold. Raises NotFound, Forbidden, Invalid."""
    kept = _terms_kept(terms)
    pitch = locked(user=user, viewer=viewer, public_id=public_id)
    link = _of(pitch).filter(public_id=link_id).first()
    if link is None:
        raise NotFound
    for name, value in kept.items():
        setattr(link, name, value)
    link.save(update_fields=[*kept, "updated_at"])
    _terms_changed(pitch)
    return link


@transaction.atomic
def links_change(
    *, user: User, viewer: Viewer, public_id: str, links: Sequence[str], **terms: Any
) -> int:
    """The same terms of their own for several links, by their ids; how many. Raises as `link_change`, but for NotFound
    of the pitch alone.
    """
    kept = _terms_kept(terms)
    pitch = locked(user=user, viewer=viewer, public_id=public_id)
    count = _of(pitch).filter(public_id__in=links).update(**kept, updated_at=now())
    if count:
        _terms_changed(pitch)
    return count


def _terms_changed(pitch: Pitch) -> None:
    grants_follow(pitch)
    touched(pitch)
    shows(pitch)  # a format of its own has files of its own


@transaction.atomic
def links_revoke(
    *, user: User, viewer: Viewer, public_id: str, links: Sequence[str] | None = None, at: datetime
) -> int:
    """Take links back, by their ids, with whatever was forwarded from them; how many. None: the whole pitch.

    What they opened closes with this transaction. Raises NotFound, Forbidden.
    """
    pitch = locked(user=user, viewer=viewer, public_id=public_id)
    if links is None:
        pitch.revoked_at = at
        touched(pitch, "revoked_at")
        return grants_revoke(grants=_grants(_of(pitch).filter(revoked_at__isnull=True)), at=at)
    found = _with_children(pitch, links)
    count = found.filter(revoked_at__isnull=True).update(revoked_at=at)
    grants_revoke(grants=_grants(found), at=at)
    if count:
        touched(pitch)
    return count


def _with_children(pitch: Pitch, links: Sequence[str]) -> "QuerySet[PitchLink]":
    pks = set(_of(pitch).filter(public_id__in=links).values_list("pk", flat=True))
    level = pks
    while level:
        level = set(_of(pitch).filter(parent_id__in=level).values_list("pk", flat=True)) - pks
        pks |= level
    return _of(pitch).filter(pk__in=pks)


@transaction.atomic
def links_restore(
    *, user: User, viewer: Viewer, public_id: str, links: Sequence[str] | None = None
) -> Pitch:
    """Let links that were revoked open again, by their ids; None: the whole pitch. Raises NotFound, Forbidden."""
    pitch = locked(user=user, viewer=viewer, public_id=public_id)
    if links is None:
        pitch.revoked_at = None
    else:
        back = _of(pitch).filter(public_id__in=links)
        if back.filter(parent__revoked_at__isnull=False).exists():
            raise Conflict("The link that it was forwarded from is revoked.")
        back.update(revoked_at=None)
    touched(pitch, "revoked_at")
    if pitch.revoked_at is None:
        grants_return(grants=_grants(_of(pitch).filter(revoked_at__isnull=True)))
        grants_follow(pitch)
        shows(pitch)
    return pitch


@transaction.atomic
def preview_open(*, user: User, viewer: Viewer, public_id: str, at: datetime) -> PitchLink:
    """A link that shows the pitch as its recipients see it, for half an hour at least. Raises as `locked`.

    Earlier ones of the pitch that are over go.
    """
    pitch = locked(user=user, viewer=viewer, public_id=public_id)
    bundled(pitch)
    held = PitchLink.objects.filter(
        pitch=pitch, is_preview=True, expires_at__gt=at + PREVIEW / 2, grant__isnull=False
    )
    if (found := held.order_by("-pk").first()) is not None:
        kept: PitchLink = found
        return kept
    over = PitchLink.objects.filter(pitch=pitch, is_preview=True, expires_at__lt=at)
    Grant.objects.filter(pk__in=_grants(over)).delete()
    over.delete()
    link = link_new(
        pitch=pitch,
        is_preview=True,
        expires_at=at + PREVIEW,
        state=PitchLink.State.UNADDRESSED,
    )
    assert pitch.bundle is not None
    grants_give_links(
        bundle=pitch.bundle,
        terms=[
            LinkTerms(
                link_hash=link.token_hash,
                may_download=bool(link.allowed_formats),
                expires_at=link.expires_at,
            )
        ],
    )
    link.grant = Grant.objects.get(link_hash=link.token_hash)
    link.save()
    return link


def _of(pitch: Pitch) -> "QuerySet[PitchLink]":
    return PitchLink.objects.of_recipients().filter(pitch=pitch)


def _grants(links: "QuerySet[PitchLink]") -> list[int]:
    return [pk for pk in links.values_list("grant_id", flat=True) if pk is not None]


def _batches(rows: Sequence[str]) -> Iterable[Sequence[str]]:
    return (rows[start : start + AT_ONCE] for start in range(0, len(rows), AT_ONCE))
