"""Whatever is kept about a person is in their export, and has a rule for their erasure."""

import json
import zipfile
from typing import Any

from django.apps import apps
from django.utils.timezone import now

from accounts.models import User
from accounts.tests.test_leaving import gone, packed
from catalog.models import Album, Artist, Track
from common.jobs.worker import drain
from common.personal import personal_data
from pictures.services import artwork_store
from pictures.tests.samples import picture
from playlists.models import (
    Follow,
    LaterItem,
    Like,
    Playlist,
    PlaylistChange,
    PlaylistEntry,
    Rating,
)
from playlists.tests.factories import a_playlist
from streaming.models import Play
from tests.cast import Cast, Things


def relations_to_people() -> set[str]:
    """`app.Model.field` of every relation to a user, Django's and allauth's own too."""
    return {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if field.concrete and field.related_model is User and not field.many_to_many
    }


def test_every_relation_to_a_person_is_answered_for() -> None:
    """A room with a new one says what it holds: see `common.personal`."""
    found = relations_to_people()
    assert len(found) > 20, "the walk over the models found too little to mean anything"
    answered = [field for kind in personal_data for field in kind.fields]
    assert found - set(answered) == set(), "kept about people, and in nobody's export"
    assert set(answered) - found == set(), "answered for, and not there"
    assert len(answered) == len(set(answered)), "two answer for the same"


def read(packed: zipfile.ZipFile, name: str) -> Any:
    return json.loads(packed.read(name))


def test_the_zip_holds_one_file_of_json_for_each_kind_that_rooms_keep(
    cast: Cast, things: Things
) -> None:
    track = things["public"].track
    assert track is not None
    user = cast.other
    Like.objects.create(user=user, track=track)
    Like.objects.create(user=cast.owner, track=track)
    Play.objects.create(client_id="a" * 32, user=user, track=track, started_at=now(), seconds=12)
    Play.objects.create(client_id="b" * 32, user=cast.owner, track=track, started_at=now())
    file = packed(cast.client("other"))
    assert {f"{name}.json" for name, _ in personal_data.items()} <= set(file.namelist())
    assert [row["email"] for row in read(file, "account.json")] == [user.email]
    assert [row["id"] for row in read(file, "likes.json")] == [track.public_id]
    assert [row["seconds"] for row in read(file, "plays.json")] == [12]
    everything = b"".join(file.read(name) for name in file.namelist())
    assert cast.owner.email.encode() not in everything
    assert user.password.encode() not in everything


def test_an_export_names_only_what_the_person_may_still_open(cast: Cast, things: Things) -> None:
    """Heard, liked and collected while it was open; then its owner closed it, and called it something else."""
    secret, track = things["private"], things["public"].track
    user = cast.other
    playlist = a_playlist(cast.owner, [track], title="A secret list")
    own = a_playlist(user, [track], title="Mine")
    PlaylistEntry.objects.filter(playlist=own).update(track=secret.track)
    helping = a_playlist(cast.owner, [track], title="Ours", collaborators=[user])
    PlaylistEntry.objects.filter(playlist=helping).update(track=secret.track, added_by=user)
    for model in (Track, Album, Artist):
        of = {Track: secret.track, Album: secret.album, Artist: secret.artist}[model]
        kind = model.__name__.lower()
        model._default_manager.filter(pk=of.pk).update(
            **{"name" if kind == "artist" else "title": f"A secret {kind}"}
        )
        Like.objects.create(user=user, **{kind: of})
        Rating.objects.create(user=user, stars=3, **{kind: of})
    Like.objects.create(user=user, playlist=playlist)
    Like.objects.create(user=user, track=track)
    Follow.objects.create(user=user, artist=secret.artist)
    of_later: tuple[dict[str, Any], ...] = (
        {"track": secret.track}, {"album": secret.album}, {"playlist": playlist}, {"track": track},
    )  # fmt: skip
    for position, facts in enumerate(of_later):
        LaterItem.objects.create(user=user, position=position, **facts)
    PlaylistChange.objects.create(playlist=playlist, by=user, kind=PlaylistChange.Kind.ADD)
    for number, heard in enumerate((secret.track, track)):
        Play.objects.create(client_id=f"{number}" * 32, user=user, track=heard, started_at=now())
    file = packed(cast.client("other"))
    for name in file.namelist():
        assert b"secret" not in file.read(name), f"{name} names what is closed to the person"
    assert [row["title"] for row in read(file, "plays.json")] == ["", track.title]
    assert [row["name"] for row in read(file, "likes.json")] == ["", "", "", "", track.title]
    assert [row["name"] for row in read(file, "listen_later.json")] == ["", "", "", track.title]
    (entry,) = read(file, "playlists.json")[0]["entries"]
    assert (entry["id"], entry["name"]) == (secret.track.public_id, "")
    (helped,) = read(file, "collaborations.json")
    assert (helped["name"], helped["added"][0]["name"]) == ("Ours", "")


def test_their_own_libraries_go_and_plays_lose_the_name(cast: Cast, things: Things) -> None:
    label, own = things["public"].track, things["unlisted"].track
    assert label is not None
    assert own is not None
    library = own.library
    library.pk, library.public_id = None, "c" * 32
    library.workspace = cast.other.personal_workspace
    library.save()
    Play.objects.create(
        client_id="a" * 32, user=cast.other, track=label, started_at=now(), seconds=9
    )
    gone(cast.other)
    assert not type(library).objects.filter(pk=library.pk).exists()
    assert Play.objects.get().user is None
    label.refresh_from_db()


def test_covers_that_were_uploaded_for_playlists_are_in_the_zip(cast: Cast) -> None:
    playlist = a_playlist(cast.other, [])
    Playlist.objects.filter(pk=playlist.pk).update(cover=artwork_store(data=picture((90, 90))))
    drain("heavy")  # makes its sizes
    file = packed(cast.client("other"))
    assert file.read(f"playlist covers/{playlist.public_id}.webp")[8:12] == b"WEBP"
