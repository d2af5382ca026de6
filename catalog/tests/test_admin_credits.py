"""Credits and genres in the admin: set by a person above the tags, shown beside them, and given back."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from catalog.models import Credit, Genre
from catalog.services import genres_curate
from catalog.tests.admin_forms import shown_form
from catalog.tests.factories import ArtistFactory, GenreFactory
from tests.cast import Cast, Things


def address(row: Any) -> str:
    return reverse(f"admin:catalog_{row._meta.model_name}_change", args=[row.pk])


def change(client: Client, row: Any, **values: Any) -> Any:
    """Open a row's page, change values in its form and send it; `credits__` stands for the inline's `credits-`."""
    sent = {
        name.replace("credits__", "credits-").replace("__", "-"): values[name] for name in values
    }
    answer = client.post(address(row), shown_form(client.get(address(row))) | sent)
    row.refresh_from_db()
    return answer


def credited(row: Any) -> list[tuple[str, str, str, str, str]]:
    return [
        (credit.artist.name, credit.credited_as, credit.role, credit.detail, credit.join_phrase)
        for credit in row.credits.select_related("artist")
    ]


@pytest.mark.parametrize("kind", ["track", "album"])
def test_credits_are_set_by_a_person_and_given_back(kind: str, cast: Cast, things: Things) -> None:
    row, client = getattr(things["public"], kind), cast.client("manager")
    tagged, guest = row.artist_line, ArtistFactory(name="Nina Simone")
    answer = change(
        client, row, credits__0__credited_as="Eunice", credits__0__join_phrase=" with ",
        credits__0__artist=guest.pk, credits__1__artist=things["unlisted"].artist.pk,
        credits__1__role="featured", credits__1__detail="piano",
    )  # fmt: skip
    assert answer.status_code == 302
    other = things["unlisted"].artist.name
    assert credited(row) == [
        ("Nina Simone", "Eunice", "main", "", " with "),
        (other, "", "featured", "piano", ""),
    ]
    assert row.artist_line == f"Eunice with {other}"
    assert row.curated["credits"] == {"by": "person", "tags": [[tagged, "main", "", ""]]}
    assert f"{tagged} (main)" in client.get(address(row)).content.decode()
    change(client, row, give_back_fields=["credits"])
    assert (row.artist_line, row.curated) == (tagged, {})
    assert credited(row) == [(tagged, "", "main", "", "")]


def test_two_artists_of_one_name_are_told_apart(cast: Cast, things: Things) -> None:
    """Who is chosen is chosen by their row: their name is not matched again."""
    track = things["public"].track
    ArtistFactory(name="Nirvana")
    second = ArtistFactory(name="Nirvana", musicbrainz_id="1eadbeef-8bf0-4c0d-a1ca-6b1e4ed16d80")
    change(cast.client("manager"), track, credits__0__artist=second.pk)
    assert track.credits.get().artist == second


def test_credits_stand_in_the_order_of_their_numbers(cast: Cast, things: Things) -> None:
    track, client = things["public"].track, cast.client("manager")
    first, second = things["public"].artist, ArtistFactory(name="Zoot")
    change(client, track, credits__1__artist=second.pk)
    assert [name for name, *_ in credited(track)] == [first.name, "Zoot"], "no number comes last"
    change(client, track, credits__0__position=5)
    assert [name for name, *_ in credited(track)] == ["Zoot", first.name]
    change(client, track, credits__1__DELETE="on")
    assert [name for name, *_ in credited(track)] == ["Zoot"]
    assert track.artist_line == "Zoot"


def test_a_page_sent_as_it_came_makes_nothing_a_persons(cast: Cast, things: Things) -> None:
    track = things["public"].track
    assert change(cast.client("manager"), track).status_code == 302
    assert track.curated == {}


def test_nobody_at_all_is_refused_in_words(cast: Cast, things: Things) -> None:
    track, client = things["public"].track, cast.client("manager")
    before = credited(track)
    change(client, track, title="Not kept", credits__0__DELETE="on")
    assert "Name at least one artist." in client.get(address(track)).content.decode()
    assert (credited(track), track.curated) == (before, {}), "nothing of the form is kept"


def test_an_artist_twice_in_one_role_is_refused_in_words(cast: Cast, things: Things) -> None:
    track = things["public"].track
    answer = change(cast.client("manager"), track, credits__1__artist=things["public"].artist.pk)
    assert answer.status_code == 200
    assert answer.context["errors"]
    assert Credit.objects.filter(track=track).count() == 1


def test_genres_are_chosen_and_given_back_with_moods_as_moods(cast: Cast, things: Things) -> None:
    track, client = things["public"].track, cast.client("manager")
    tagged = things["public"].genre
    mood = GenreFactory(name="Blue", kind=Genre.Kind.MOOD)
    track.genres.add(mood)
    chosen = GenreFactory(name="Hard bop")
    change(client, track, genres=[chosen.pk])
    assert list(track.genres.all()) == [chosen]
    assert track.curated["genres"]["by"] == "person"
    assert f"The tags say: {tagged.name}, Blue" in client.get(address(track)).content.decode()
    change(client, track, give_back_fields=["genres"])
    assert set(track.genres.all()) == {tagged, mood}
    assert track.curated == {}


def test_the_action_gives_credits_and_genres_back_too(cast: Cast, things: Things) -> None:
    track, client = things["public"].track, cast.client("manager")
    tagged = track.artist_line
    change(client, track, title="Mine", credits__0__artist=ArtistFactory().pk)
    genres_curate(track=track, names=["Hard bop"])
    client.post(
        reverse("admin:catalog_track_changelist"),
        {"action": "give_back", "_selected_action": [track.pk]},
    )
    track.refresh_from_db()
    assert (track.artist_line, track.curated) == (tagged, {})
    assert list(track.genres.all()) == [things["public"].genre]


def test_artists_are_found_by_name_where_they_are_there_to_choose(
    cast: Cast, things: Things
) -> None:
    ask = {"app_label": "catalog", "model_name": "credit", "field_name": "artist"}

    def found(person: str, term: str) -> Any:
        return cast.client(person).get(reverse("admin:autocomplete"), {**ask, "term": term})

    here = ArtistFactory(name="Björk")
    names = json.loads(found("manager", "bjork").content)["results"]
    assert [one["id"] for one in names] == [str(here.pk)]
    for gone in ("merged", "deleted"):
        name = things[gone].artist.name
        results = json.loads(found("manager", name).content)["results"]
        assert str(things[gone].artist.pk) not in [one["id"] for one in results]
    assert found("owner", "bjork").status_code in {302, 403}


@pytest.mark.parametrize("person", ["anonymous", "other", "owner"])
def test_nobody_else_changes_credits(person: str, cast: Cast, things: Things) -> None:
    track = things["public"].track
    sent = shown_form(cast.client("manager").get(address(track)))
    sent["credits-0-artist"] = str(ArtistFactory().pk)
    answer = cast.client(person).post(address(track), sent)
    assert "/login/" in answer["Location"]
    track.refresh_from_db()
    assert track.curated == {}


def test_managers_change_no_credits_of_what_others_keep_to_themselves(
    cast: Cast, things: Things
) -> None:
    track = things["private"].track
    sent = shown_form(cast.client("administrator").get(address(track)))
    sent["credits-0-artist"] = str(ArtistFactory().pk)
    cast.client("manager").post(address(track), sent)
    track.refresh_from_db()
    assert track.curated == {}
