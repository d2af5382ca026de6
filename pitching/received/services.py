"""What recipients leave: favourites, comments, requests for a licence. Each is an activity too, in one transaction."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from catalog.models import Track
from common.errors import Invalid, NotFound, TooMany
from common.ids import uuid7_hex
from pitching.activity.recording import From, activity_record
from pitching.models import LicenceRequest, PitchActivity, PitchComment, PitchFavourite, PitchLink

MOST_COMMENTS = 500
"""Of one link. A general link is anybody's who has it."""
MOST_REQUESTS = 50
LONGEST_COMMENT = 2000
LONGEST_EMAIL = 254
REQUEST_LENGTHS = {
    "name": 200, "project": 200, "medium": 200, "territory": 200, "term": 200, "budget": 200, "message": 5000,
}  # fmt: skip

Kind = PitchActivity.Kind


@dataclass(frozen=True, slots=True)
class Told:
    """How something came: through which link, when, from what, under which id of its browser's (or a new one)."""

    link: PitchLink
    at: datetime
    by: From
    client_id: str = ""

    @property
    def id(self) -> str:
        return self.client_id or uuid7_hex()


@transaction.atomic
def favourite_set(*, told: Told, track: Track, is_favourite: bool) -> bool:
    """Mark a track, or take the mark away; whether that changed anything. A preview keeps none."""
    if told.link.is_preview:
        return False
    rows = PitchFavourite.objects.filter(link=told.link, track=track)
    if is_favourite:
        _, changed = PitchFavourite.objects.get_or_create(link=told.link, track=track)
    else:
        changed = bool(rows.delete()[0])
    if changed:
        kind = Kind.FAVOURITED if is_favourite else Kind.UNFAVOURITED
        activity_record(
            link=told.link, kind=kind, client_id=told.id, at=told.at, track=track, by=told.by
        )
    return changed


@transaction.atomic
def comment_make(*, told: Told, track: Track, text: str, at_ms: int | None) -> PitchComment:
    """Keep what a recipient says of a track, at a time in it or of the whole. Told again under its id, it is the same.

    Raises Invalid, and TooMany where a link has more than anybody reads.
    """
    kept = text.replace("\r\n", "\n").strip()
    if not kept:
        raise Invalid("Write something first.", field="text")
    if len(kept) > LONGEST_COMMENT:
        raise Invalid(f"At most {LONGEST_COMMENT} characters.", field="text")
    if at_ms is not None and not 0 <= at_ms <= max(track.duration_ms, 1):
        raise Invalid("That is beyond the end of the track.", field="at_ms")
    if told.link.is_preview:
        return PitchComment(link=told.link, track=track, text=kept, at_ms=at_ms)
    rows = PitchComment.objects.filter(link=told.link)
    if told.client_id:
        known = PitchActivity.objects.filter(link=told.link, client_id=told.client_id).first()
        if known is not None and (
            comment := rows.filter(public_id=known.data.get("comment")).first()
        ):
            return comment
    if rows.count() >= MOST_COMMENTS:
        raise TooMany("There are too many comments from this link.", retry_after=3600)
    comment = PitchComment.objects.create(link=told.link, track=track, text=kept, at_ms=at_ms)
    activity_record(
        link=told.link, kind=Kind.COMMENTED, client_id=told.id, at=told.at, track=track, by=told.by,
        data={"comment": comment.public_id, "at_ms": at_ms},
    )  # fmt: skip
    return comment


def comment_delete(*, link: PitchLink, public_id: str, at: datetime) -> None:
    """Take back what one said. Raises NotFound."""
    rows = PitchComment.objects.filter(link=link, public_id=public_id, deleted_at=None)
    if not rows.update(deleted_at=at):
        raise NotFound


@transaction.atomic
def licence_request_make(
    *, told: Told, track: Track | None, email: str, **words: str
) -> LicenceRequest:
    """Keep what a recipient wants to license. Its activity lets the sender know. Raises Invalid, naming the field."""
    kept = {
        name: " ".join(words.get(name, "").split()) if name != "message" else words.get(name, "").strip()
        for name in REQUEST_LENGTHS
    }  # fmt: skip
    for name, length in REQUEST_LENGTHS.items():
        if len(kept[name]) > length:
            raise Invalid(f"At most {length} characters.", field=name)
    if not kept["name"]:
        raise Invalid("Who is asking?", field="name")
    try:
        validate_email(email if len(email) <= LONGEST_EMAIL else "")
    except ValidationError as error:
        raise Invalid("That is no e-mail address.", field="email") from error
    request = LicenceRequest(link=told.link, track=track, email=email, **kept)
    if told.link.is_preview:
        return request
    if LicenceRequest.objects.filter(link=told.link).count() >= MOST_REQUESTS:
        raise TooMany("There are too many requests from this link.", retry_after=3600)
    request.save()
    activity_record(
        link=told.link, kind=Kind.LICENCE, client_id=told.id, at=told.at, track=track, by=told.by,
        data={"request": request.public_id},
    )  # fmt: skip
    return request
