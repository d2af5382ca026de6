"""Rows of metadata through the API: many in one request, each whole or not at all, with a word at each wrong cell."""

import json
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from catalog.facts import CreditFacts
from catalog.models import Artist, Genre, Track
from catalog.services import credits_curate
from catalog.tests.factories import AlbumFactory, TrackFactory
from streaming.models import MediaFile
from tests.cast import Cast, Things

pytestmark = pytest.mark.django_db
WRITERS = "Anna Berg (STIM, IPI 00014107338, pub. Berg, Musik) 50%; Bo Ek 50%"


def rows_of(client: Client, **asked: str) -> Any:
    answer = client.get("/api/v1/metadata/", asked)
    assert answer.status_code == 200, answer.content
    return answer.json()


def write(client: Client, *items: Any) -> list[Any]:
    answer = client.post("/api/v1/metadata/", json.dumps({"items": items}), "application/json")
    assert answer.status_code == 200, answer.content
    results: list[Any] = answer.json()["results"]
    return results


def a_row(client: Client, track: Track) -> Any:
    (row,) = rows_of(client, tracks=track.public_id)["rows"]
    return row


CELLS = {
    "album": "Quay", "album_type": "ep", "release_date": "2031-05", "label": "Berg",
    "title": "Night", "artists": "The A; The B; The C", "featured": "Dee", "composers": "Anna Berg",
    "disc_number": "2", "position": "7", "isrc": "GBAYE6900534", "genres": "Dub; House", "moods": "Dark",
    "instruments": "Oboe; Piano", "vocals": "female", "bpm": "120.5", "key": "Am", "language": "sv",
    "is_explicit": "no", "iswc": "T-034.524.680-1", "writers": WRITERS, "masters": "The label 100%",
    "is_one_stop": "yes", "clearance_contact": "a@label.example", "clearance_notes": "Ask first.\nAlways.",
    "comment": "=1+1", "lyrics": "La\nla",
}  # fmt: skip


def test_every_cell_is_written_and_read_as_it_was_written(cast: Cast, things: Things) -> None:
    track, client = things["private"].track, cast.client("colleague")
    (told,) = write(client, {"id": track.public_id, "cells": CELLS})
    assert told["status"] == 200, told
    row = a_row(client, track)
    assert row == told["value"]
    assert {key: row["cells"][key] for key in CELLS} == CELLS
    track.refresh_from_db()
    assert track.artist_line == "The A, The B & The C feat. Dee"
    # Sent again as they are, they change nothing, the row's tag neither.
    (again,) = write(client, {"id": track.public_id, "cells": CELLS, "if_match": row["tag"]})
    assert again["value"]["tag"] == row["tag"]


def test_people_write_cells_as_other_catalogues_do(cast: Cast, things: Things) -> None:
    track, client = things["private"].track, cast.client("owner")
    written = {
        "isrc": "gb-aye-69-00534", "genres": "Dub, House", "vocals": "Female Vocals", "bpm": "120,50",
        "position": "3/12", "is_explicit": "Clean", "iswc": "T0345246801", "is_one_stop": "X", "masters": "The label",
        "writers": "Anna Berg (STIM) - 66,67 %\nBo Ek: 33.33%",
    }  # fmt: skip
    (told,) = write(client, {"id": track.public_id, "cells": written})
    read = told["value"]["cells"]
    assert {key: read[key] for key in written} == {
        "isrc": "GBAYE6900534", "genres": "Dub; House", "vocals": "female", "bpm": "120.5", "position": "3",
        "is_explicit": "no", "iswc": "T-034.524.680-1", "is_one_stop": "yes", "masters": "The label 100%",
        "writers": "Anna Berg (STIM) 66.67%; Bo Ek 33.33%",
    }  # fmt: skip


def test_a_row_with_wrong_cells_says_so_at_each_and_the_others_are_written(
    cast: Cast, things: Things
) -> None:
    track, client = things["private"].track, cast.client("owner")
    other = TrackFactory(album=track.album, artist=things["private"].artist)
    wrong = {
        "title": " ", "artists": "", "isrc": "X", "iswc": "T-034.524.680-2", "bpm": "fast", "position": "-1",
        "vocals": "king", "is_explicit": "maybe", "writers": "Anna 40%; Bo 50%", "masters": "Anna; Bo",
        "publishers": "Berg (IPI 00014107339) 100%", "version_kind": "60s", "version_of": "", "album": " ",
        "album_type": "vinyl", "release_date": "2031-02-30", "label": "x" * 191,
        "nothing": "X", "key": "a" * 11,
    }  # fmt: skip
    refused, done = write(
        client,
        {"id": track.public_id, "cells": {**wrong, "comment": "lost"}},
        {"id": other.public_id, "cells": {"title": "Other"}},
    )
    assert (refused["status"], done["status"]) == (422, 200)
    pointers = {one["pointer"] for one in refused["problem"]["errors"]}
    assert pointers == {f"/items/0/cells/{key}" for key in wrong} - {"/items/0/cells/version_of"}
    track.refresh_from_db()
    assert track.comment == ""


def test_what_somebody_changed_meanwhile_is_not_overwritten(cast: Cast, things: Things) -> None:
    track = things["private"].track
    mine, theirs = cast.client("owner"), cast.client("colleague")
    seen = a_row(mine, track)["tag"]
    write(theirs, {"id": track.public_id, "cells": {"writers": "Bo Ek 100%"}})
    (late,) = write(mine, {"id": track.public_id, "cells": {"title": "Mine"}, "if_match": seen})
    assert (late["status"], late["problem"]["type"]) == (412, "/problems/changed")
    row = a_row(mine, track)
    assert (row["cells"]["writers"], row["cells"]["title"]) == ("Bo Ek 100%", track.title)
    (done,) = write(
        mine, {"id": track.public_id, "cells": {"title": "Mine"}, "if_match": row["tag"]}
    )
    assert done["status"] == 200


def test_what_is_of_the_album_is_written_in_one_row_and_stands_in_all(
    cast: Cast, things: Things
) -> None:
    track, client = things["private"].track, cast.client("owner")
    second = TrackFactory(album=track.album)
    before = track.album.title
    named = {"tracks": f"{track.public_id},{second.public_id}"}
    rows = rows_of(client, **named)["rows"]
    tags = {row["id"]: row["album_tag"] for row in rows}
    cells = {"album": "Quay", "release_date": "2031"}
    # Filled down, it is a change in the first row and none in the others, and nobody is late.
    items = [
        {
            "id": row["id"],
            "cells": cells,
            "if_match": row["tag"],
            "if_album_match": row["album_tag"],
        }
        for row in rows
    ]
    assert [one["status"] for one in write(client, *items)] == [200, 200]
    for row in rows_of(client, **named)["rows"]:
        assert (row["cells"]["album"], row["cells"]["release_date"]) == ("Quay", "2031")
        assert row["said"]["album"] == {"by": "person", "tags": before}
    track.album.refresh_from_db()
    assert (track.album.title, track.album.title_key) == ("Quay", "quay")
    # Who saw it as it was before is late, where they change the album and nowhere else.
    late = {"id": second.public_id, "if_album_match": tags[second.public_id]}
    changed, other = write(
        client, {**late, "cells": {"label": "Mine"}}, {**late, "cells": {"comment": "Mine"}}
    )
    assert (changed["status"], other["status"]) == (412, 200)
    (released,) = write(client, {"id": second.public_id, "release": ["album"]})
    assert (
        released["value"]["cells"]["album"] == before and "album" not in released["value"]["said"]
    )
    assert a_row(client, track)["cells"]["album"] == before


def test_what_tags_said_stands_beside_and_comes_back(cast: Cast, things: Things) -> None:
    thing, client = things["private"], cast.client("owner")
    track, said = thing.track, thing.track.title
    assert a_row(client, track)["said"] == {}
    write(
        client,
        {"id": track.public_id, "cells": {"title": "Ours", "artists": "Us", "genres": "Dub"}},
    )
    row = a_row(client, track)
    assert row["said"]["title"] == {"by": "person", "tags": said}
    assert row["said"]["artists"]["tags"] == thing.artist.name
    assert row["said"]["genres"]["tags"] == thing.genre.name
    (told,) = write(client, {"id": track.public_id, "release": ["title", "artists", "genres"]})
    cells = told["value"]["cells"]
    assert (cells["title"], cells["artists"], cells["genres"]) == (
        said,
        thing.artist.name,
        thing.genre.name,
    )
    (refused,) = write(client, {"id": track.public_id, "release": ["iswc"]})
    assert refused["status"] == 422


def test_credits_of_other_roles_stay_and_known_names_mean_who_they_meant(
    cast: Cast, things: Things
) -> None:
    track, client = things["private"].track, cast.client("owner")
    credits_curate(row=track, credits=[
        CreditFacts("Mia", "main"), CreditFacts("Ola", "performer", detail="oboe"), CreditFacts("Pia", "producer"),
    ])  # fmt: skip
    mia = Artist.objects.get(name="Mia")
    write(client, {"id": track.public_id, "cells": {"artists": "New; mia", "producers": ""}})
    told = [
        (c.artist.name, c.role, c.detail, c.join_phrase) for c in track.credits.order_by("position")
    ]
    assert told == [
        ("New", "main", "", " & "),
        ("Mia", "main", "", ""),
        ("Ola", "performer", "oboe", ""),
    ]
    assert track.credits.get(artist=mia).role == "main"


def test_moods_stay_when_genres_change_and_the_other_way(cast: Cast, things: Things) -> None:
    track, client = things["private"].track, cast.client("owner")
    write(client, {"id": track.public_id, "cells": {"genres": "Dub", "moods": "Dark"}})
    write(client, {"id": track.public_id, "cells": {"genres": "House"}})
    row = a_row(client, track)["cells"]
    assert (row["genres"], row["moods"]) == ("House", "Dark")
    assert Genre.objects.get(name="Dark").kind == "mood"


def test_a_version_is_nested_by_title_isrc_or_id(cast: Cast, things: Things) -> None:
    track, client = things["private"].track, cast.client("owner")
    Track.objects.filter(pk=track.pk).update(isrc="GBAYE6900534")
    for text in (track.title.upper(), "GB-AYE-69-00534", track.public_id):
        short = TrackFactory(album=track.album)
        (told,) = write(
            client, {"id": short.public_id, "cells": {"version_kind": "60", "version_of": text}}
        )
        assert told["status"] == 200, told
        assert told["value"]["cells"]["version_of"] == track.title
    (told,) = write(
        client, {"id": short.public_id, "cells": {"version_kind": "", "version_of": ""}}
    )
    assert told["value"]["cells"]["version_kind"] == ""
    (wrong,) = write(
        client, {"id": short.public_id, "cells": {"version_kind": "60s", "version_of": "Nowhere"}}
    )
    assert wrong["problem"]["errors"][0]["pointer"] == "/items/0/cells/version_of"


def test_nobody_else_reads_or_writes_rows(cast: Cast, things: Things) -> None:
    track = things["public"].track
    for name in ("other", "reader", "manager", "administrator", "viewer_member"):
        client = cast.client(name)
        answer = client.get("/api/v1/metadata/", {"tracks": track.public_id})
        missing = client.get("/api/v1/metadata/", {"tracks": "0" * 32})
        assert (answer.status_code, answer.content) == (404, missing.content), name
        hidden, gone = write(
            client,
            {"id": track.public_id, "cells": {"title": "X"}},
            {"id": "0" * 32, "cells": {"title": "X"}},
        )
        assert (hidden["status"], hidden) == (404, gone), name


def test_as_many_tracks_are_named_as_an_address_has_room_for(cast: Cast) -> None:
    client = cast.client("owner")
    for count, status in ((100, 404), (101, 422)):
        asked = {"tracks": ",".join(["0" * 32] * count), "album": "0" * 32, "batch": "b" * 32}
        answer = client.get("/api/v1/metadata/", asked)
        assert answer.status_code == status
        assert len(answer.request["QUERY_STRING"]) < 4000 or status == 422


def test_a_sheet_is_read_in_few_queries_however_long(
    cast: Cast, things: Things, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    album, client = AlbumFactory(library=things["private"].album.library), cast.client("owner")
    for number in range(12):
        track = TrackFactory(album=album, artist=things["private"].artist)
        MediaFile.objects.create(
            library=track.library, track=track, path=f"A/{number}.wav", path_hash=f"{number:064x}",
            folder_hash="0" * 64, size=1, mtime_ns=0, container="wav", codec="pcm",
        )  # fmt: skip
    with django_assert_num_queries(8):  # user, memberships; tracks, four of theirs, files
        told = rows_of(client, album=album.public_id)
    assert [row["file"] for row in told["rows"]] == [f"A/{number}.wav" for number in range(12)]
    assert len({column["key"] for column in told["columns"]}) == len(told["rows"][0]["cells"])
