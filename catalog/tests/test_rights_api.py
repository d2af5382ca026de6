"""Rights of a track through the API: set by editors, read by the workspace alone, whole or not at all."""

import json
from typing import Any

import pytest
from django.test import Client

from catalog.models import Split, Track, TrackRights
from catalog.services import splits_set
from catalog.services.rights import SplitFacts
from catalog.tests.factories import TrackFactory
from common.errors import Invalid
from tests.cast import Cast, Things

pytestmark = pytest.mark.django_db

ANNA: dict[str, Any] = {
    "side": "writer", "party": "Anna Berg", "share": 5000, "pro": "STIM", "ipi": "14107338", "publisher": "Berg Musik",
}  # fmt: skip
BO: dict[str, Any] = {"side": "writer", "party": "Bo Ek", "share": 5000}


def patch(client: Client, track: Track, body: Any, **headers: str) -> Any:
    return client.generic(
        "PATCH", f"/api/v1/tracks/{track.public_id}/rights/", json.dumps(body), "application/json", headers=headers
    )  # fmt: skip


def test_an_editor_sets_rights_and_the_workspace_reads_them(cast: Cast, things: Things) -> None:
    track = things["private"].track
    body = {
        "iswc": "T0345246801", "is_one_stop": True, "clearance_contact": "rights@label.example",
        "clearance_notes": "Ask Anna.", "splits": [ANNA, BO, {"side": "master", "party": "The label", "share": 10000}],
        "vocals": "female", "instruments": ["Piano", "strings", "PIANO"],
    }  # fmt: skip
    answer = patch(cast.client("colleague"), track, body)
    assert answer.status_code == 200, answer.content
    told = cast.client("viewer_member").get(f"/api/v1/tracks/{track.public_id}/rights/").json()
    assert told == answer.json()
    assert (told["iswc"], told["is_one_stop"]) == ("T-034.524.680-1", True)
    assert [(one["party"], one["share"], one["ipi"]) for one in told["splits"]] == [
        ("The label", 10000, ""), ("Anna Berg", 5000, "00014107338"), ("Bo Ek", 5000, ""),
    ]  # fmt: skip
    assert (told["vocals"], told["instruments"]) == ("female", ["Piano", "strings"])
    rights = TrackRights.objects.get(track=track)
    assert rights.curated["iswc"] == {"by": "person", "tags": ""}
    assert set(rights.curated) >= {"writers", "masters", "is_one_stop"}


def test_rights_of_a_public_track_are_nobody_elses_business(cast: Cast, things: Things) -> None:
    track = things["public"].track
    patch(cast.client("owner"), track, {"clearance_contact": "rights@label.example"})
    missing = cast.client("other").get(f"/api/v1/tracks/{'0' * 32}/rights/")
    for name in ("other", "reader", "manager", "administrator"):
        answer = cast.client(name).get(f"/api/v1/tracks/{track.public_id}/rights/")
        assert (answer.status_code, answer.content) == (404, missing.content), name
        detail = cast.client(name).get(f"/api/v1/tracks/{track.public_id}/")
        assert b"rights@label.example" not in detail.content


@pytest.mark.parametrize(
    ("splits", "says"),
    [
        ([ANNA], "50 %"),
        ([ANNA, {**BO, "share": 5001}], "100.01 %"),
        ([{**ANNA, "ipi": "14107339"}, BO], "IPI"),
        ([{**BO, "share": 0}], "1"),
        ([ANNA, {**ANNA}], "twice"),
        ([{"side": "king", "party": "X", "share": 10000}], "king"),
    ],
)
def test_wrong_shares_change_nothing(cast: Cast, things: Things, splits: Any, says: str) -> None:
    track, client = things["private"].track, cast.client("owner")
    assert patch(client, track, {"splits": [ANNA, BO]}).status_code == 200
    answer = patch(client, track, {"splits": splits, "iswc": "T-034.524.680-1"})
    assert answer.status_code == 422
    assert says in answer.json()["detail"]
    assert Split.objects.filter(track=track).count() == 2
    assert TrackRights.objects.get(track=track).iswc == ""


def test_thirds_are_shared_to_the_basis_point(cast: Cast, things: Things) -> None:
    track = things["private"].track
    thirds = [
        SplitFacts("writer", name, share) for name, share in (("A", 3333), ("B", 3333), ("C", 3334))
    ]
    splits_set(track=track, side="writer", splits=thirds)
    with pytest.raises(Invalid):
        splits_set(track=track, side="writer", splits=thirds[:2])
    assert patch(cast.client("owner"), track, {"splits": []}).json()["splits"] == []


def test_of_two_who_change_rights_the_second_is_told(cast: Cast, things: Things) -> None:
    track, client = things["private"].track, cast.client("owner")
    tag = client.get(f"/api/v1/tracks/{track.public_id}/rights/")["ETag"]
    for body in ({"splits": [ANNA, BO]}, {"instruments": ["Oboe"]}, {"is_one_stop": False}):
        answer = patch(client, track, body, **{"If-Match": tag})
        assert answer.status_code == 200, answer.content
        late = patch(client, track, {"clearance_notes": "late"}, **{"If-Match": tag})
        assert late.status_code == 412, body
        tag = answer["ETag"]
    # What is changed elsewhere (the title) is the same row.
    client.generic(
        "PATCH", f"/api/v1/tracks/{track.public_id}/curation/", '{"title": "New"}', "application/json"
    )  # fmt: skip
    assert patch(client, track, {}, **{"If-Match": tag}).status_code == 412


def test_versions_are_nested_under_their_track(cast: Cast, things: Things) -> None:
    track, client = things["private"].track, cast.client("owner")
    short, inst = TrackFactory(album=track.album), TrackFactory(album=track.album)
    for row, kind in ((short, "60s"), (inst, "instrumental")):
        told = patch(client, row, {"version_of": {"id": track.public_id, "kind": kind}}).json()
        assert told["version_of"] == {"id": track.public_id, "kind": kind, "title": track.title}
    told = client.get(f"/api/v1/tracks/{track.public_id}/rights/").json()
    assert [(one["id"], one["kind"]) for one in told["versions"]] == [
        (short.public_id, "60s"), (inst.public_id, "instrumental"),
    ]  # fmt: skip
    refused = {
        "of itself": (track, track), "of a version": (TrackFactory(album=track.album), short),
        "with versions": (track, TrackFactory(album=track.album)),
        "of another library": (TrackFactory(album=track.album), things["of a members' library"].track),
        "of a stranger's": (TrackFactory(album=track.album), TrackFactory()),
    }  # fmt: skip
    for why, (row, of) in refused.items():
        answer = patch(client, row, {"version_of": {"id": of.public_id, "kind": "edit"}})
        assert answer.status_code == 422, why
        assert answer.json()["errors"][0]["pointer"] == "/version_of", why
    assert patch(client, short, {"version_of": None}).json()["version_of"] is None
