"""A pitch that was sent, with a link that anybody opens: what the benchmarks of recipients begin with."""

from collections.abc import Sequence

from django.utils.timezone import now

from accounts.models import Workspace
from catalog.models import Grant, Track
from catalog.services.grants import LinkTerms, bundle_create, bundle_tracks_set, grants_give_links
from pitching.links import link_new
from pitching.models import Pitch, PitchLink, PitchTrack


def sent_pitch(
    *, workspace: Workspace, tracks: Sequence[Track], title: str, formats: Sequence[str]
) -> tuple[Pitch, PitchLink]:
    """The tracks in their order, for whoever has the link, to hear and to download."""
    pitch = Pitch.objects.create(
        workspace=workspace, title=title, title_key=title.lower(), formats=list(formats),
        state=Pitch.State.SENT, sent_at=now(),
    )  # fmt: skip
    PitchTrack.objects.bulk_create(
        PitchTrack(pitch=pitch, track=track, position=number, title=track.title)
        for number, track in enumerate(tracks)
    )
    link = link_new(pitch=pitch)
    pitch.bundle = bundle_create(workspace=workspace)
    pitch.save(update_fields=["bundle"])
    bundle_tracks_set(bundle_id=pitch.bundle.pk, tracks=[track.pk for track in tracks])
    grants_give_links(bundle=pitch.bundle, terms=[LinkTerms(link.token_hash, may_download=True)])
    link.grant = Grant.objects.get(link_hash=link.token_hash)
    link.save()
    return pitch, link
