"""The catalogue by the API: what it tells, whom, and how it refuses."""

import json
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client

from catalog.models import Credit, Track
from catalog.tests.factories import (
    AlbumFactory,
    ArtistFactory,
    GenreFactory,
    LibraryFactory,
    TrackFactory,
)
from catalog.tests.indexing import index_everything
from pictures.models import Artwork
from tests.cast import Cast, Things

KINDS = ("artists", "albums", "tracks", "genres")


def row_of(things: Things, thing: str, kind: str) -> Any:
    return getattr(things[thing], kind.removesuffix("s"))


@pytest.fixture
def album(db: None) -> Any:
    """An album of three tracks with one guest."""
    artist, guest, composer = (ArtistFactory(name=name) for name in ("Béla", "The Guest", "Cage"))
    album = AlbumFactory(
        library=LibraryFactory(), title="Open Air", artist=artist, release_date="1971-05"
    )
    for number in (1, 2, 3):
        track = TrackFactory(album=album, title=f"Part {number}", artist=artist)
        Credit.objects.create(track=track, artist=composer, role=Credit.Role.COMPOSER, position=5)
        Credit.objects.create(
            track=track, artist=guest, role=Credit.Role.FEATURED, credited_as="Guest", position=1
        )
    return album


def test_a_track_is_told_as_the_player_needs_it(client: Client, album: Any) -> None:
    track = album.tracks.get(position=2)
    told = client.get(f"/api/v1/tracks/?album={album.public_id}").json()["results"][1]
    assert told == {
        "id": track.public_id,
        "title": "Part 2",
        "url": f"/tracks/part-2-{track.public_id}",
        "artists": [
            {
                "id": credit.artist.public_id,
                "name": name,
                "url": credit.artist.get_absolute_url(),
            }
            for credit, name in zip(track.credits.all()[:2], ("Béla", "Guest"), strict=True)
        ],
        "album": {
            "id": album.public_id,
            "title": "Open Air",
            "url": f"/albums/open-air-{album.public_id}",
            "cover": told["album"]["cover"],
        },
        "duration_ms": 180_000,
        "disc": 1,
        "position": 2,
        "explicit": None,
        "stream_url": f"/api/v1/tracks/{track.public_id}/stream/",
    }
    detail = client.get(f"/api/v1/tracks/{track.public_id}/").json()
    assert {name: detail[name] for name in told} == told
    assert [credit["role"] for credit in detail["credits"]] == ["main", "featured", "composer"]


def test_a_cover_is_never_missing(client: Client, album: Any) -> None:
    generated = client.get(f"/api/v1/albums/{album.public_id}/").json()["cover"]
    assert generated["src"]
    album.cover = Artwork.objects.create(
        sha256="ab" * 32, storage_key="x", blurhash="LEHV6n", colour=[0.5, 0.1, 30], state="ready",
        width=1000, height=1000, sizes=[96, 384],
    )  # fmt: skip
    album.save(update_fields=["cover"])
    own = client.get(f"/api/v1/albums/{album.public_id}/").json()["cover"]
    assert own["id"] == album.cover.public_id
    assert own["blurhash"] == "LEHV6n"
    assert own["color"].startswith("oklch(")
    assert own["src"] != generated["src"]


def test_an_album_is_told_with_its_dates_at_their_precision(client: Client, album: Any) -> None:
    told = client.get(f"/api/v1/albums/{album.public_id}/").json()
    assert told["release_date"] == "1971-05"
    assert (told["track_count"], told["duration_ms"]) == (3, 540_000)
    assert [artist["name"] for artist in told["artists"]] == ["Béla"]


@pytest.mark.parametrize("kind", KINDS)
def test_lists_and_details_follow_the_table_of_access(
    kind: str, cast: Cast, things: Things
) -> None:
    """The table itself is held in `test_access`; here, that the API asks it the right questions."""
    for person, thing, listed, opened in (
        ("anonymous", "public", True, True),
        ("anonymous", "members", False, False),
        ("other", "members", True, True),
        ("anonymous", "unlisted", False, True),
        ("other", "private", False, False),
        ("viewer_member", "private", True, True),
        ("other", "shared by the owner", False, True),
        ("administrator", "private", False, False),
        ("reader", "restricted", True, True),
    ):
        row = row_of(things, thing, kind)
        client = cast.client(person)
        ids = {told["id"] for told in client.get(f"/api/v1/{kind}/?limit=200").json()["results"]}
        status = client.get(f"/api/v1/{kind}/{row.public_id}/").status_code
        assert (row.public_id in ids, status) == (listed, 200 if opened else 404), (person, thing)


@pytest.mark.parametrize("kind", KINDS)
def test_missing_and_hidden_are_the_same_bytes(
    kind: str, cast: Cast, things: Things, client: Client
) -> None:
    hidden = row_of(things, "private", kind).public_id
    answers = [
        client.get(f"/api/v1/{kind}/{name}/")
        for name in (hidden, "0" * 32, "nonsense", "%00", "é", "x" * 300, "a-b" + hidden)
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert {answer["Content-Type"] for answer in answers} == {"application/problem+json"}
    assert len({answer.content for answer in answers}) == 1
    refused = [
        client.get(f"/api/v1/tracks/?{kind.removesuffix('s')}={name}")
        for name in (hidden, "0" * 32)
        if kind != "tracks"
    ]
    assert {answer.status_code for answer in refused} <= {422}
    assert len({answer.content for answer in refused}) <= 1


@pytest.mark.django_db
def test_an_address_that_is_none_is_a_problem_document_too(client: Client) -> None:
    answer = client.post("/api/v1/nothing/here/", "{}", content_type="application/json")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert client.get("/api/v1/albums").headers["Location"] == "/api/v1/albums/"


@pytest.mark.parametrize(
    ("address", "field"),
    [
        ("albums/?ordering=price", "ordering"), ("albums/?type=tape", "type"), ("albums/?year=71", "year"),
        ("albums/?year=١٩٧١", "year"), ("albums/?artist=x", "artist"), ("albums/?genre=" + "0" * 32, "genre"),
        ("tracks/?album=" + "0" * 32, "album"), ("tracks/?ordering=", "ordering"), ("tracks/?artits=x", "artits"),
        ("tracks/?ids=", "ids"), ("tracks/?ids=x", "ids"), ("tracks/?ids=" + ",".join(["0" * 32] * 101), "ids"),
        ("tracks/?cursor=x", "cursor"), ("tracks/?limit=0", "limit"), ("tracks/?limit=201", "limit"),
        ("tracks/?limit=-1", "limit"), ("tracks/?limit=" + "9" * 5000, "limit"), ("artists/?limit=%00", "limit"),
        ("genres/?kind=x", "kind"), ("search/", "q"), ("search/?q=", "q"), ("search/?q=a&limit=x", "limit"),
        ("search/?q=" + "a" * 201, "q"), ("search/?q=%00", "q"),
    ],
)  # fmt: skip
@pytest.mark.django_db
def test_a_wrong_parameter_is_named(client: Client, address: str, field: str) -> None:
    answer = client.get(f"/api/v1/{address}")
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [f"/{field}"]


def titles(client: Client, address: str) -> list[str]:
    found: list[str] = []
    while address:
        page = client.get(address).json()
        found += [row.get("title") or row["name"] for row in page["results"]]
        address = page["next"]
    return found


def test_filters_and_orders_say_what_they_mean(client: Client, album: Any) -> None:
    live = AlbumFactory(
        library=album.library, title="A Live One", type="live", artist=ArtistFactory(name="Béla B"),
        release_date="2001", original_date="1971",
    )  # fmt: skip
    TrackFactory(album=live, title="Encore", artist=live.artists.get())
    genre = GenreFactory(name="Free Jazz")
    live.tracks.get().genres.add(genre)
    live.genres.add(genre)
    bela, guest = (
        album.artists.get(),
        Track.objects.get(title="Part 1").artists.get(name="The Guest"),
    )
    api = "/api/v1"
    assert titles(client, f"{api}/albums/") == ["A Live One", "Open Air"]
    assert titles(client, f"{api}/albums/?ordering=-title") == ["Open Air", "A Live One"]
    assert titles(client, f"{api}/albums/?ordering=-added&limit=1") == ["A Live One", "Open Air"]
    assert titles(client, f"{api}/albums/?type=live") == ["A Live One"]
    assert titles(client, f"{api}/albums/?year=1971") == ["A Live One", "Open Air"]
    assert titles(client, f"{api}/albums/?year=2001") == []
    assert titles(client, f"{api}/albums/?artist={bela.public_id}") == ["Open Air"]
    assert titles(client, f"{api}/albums/?genre={genre.public_id}") == ["A Live One"]
    for of in (f"album={album.public_id}", f"artist={bela.public_id}", f"artist={guest.public_id}"):
        assert titles(client, f"{api}/tracks/?{of}&ordering=album&limit=2") == [
            "Part 1", "Part 2", "Part 3",
        ]  # fmt: skip
    assert titles(client, f"{api}/tracks/?genre={genre.public_id}&ordering=album") == ["Encore"]
    assert titles(client, f"{api}/genres/?kind=genre") == ["Free Jazz"]
    assert titles(client, f"{api}/genres/?kind=mood") == []
    assert titles(client, f"{api}/artists/") == ["Béla", "Béla B", "Cage", "The Guest"]
    assert sorted(titles(client, f"{api}/tracks/?ordering=random&limit=1")) == [
        "Encore", "Part 1", "Part 2", "Part 3",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "person", ["anonymous", "link", "other", "reader", "viewer_member", "owner"]
)
def test_tracks_by_their_ids_are_those_that_each_address_tells(
    person: str, cast: Cast, things: Things
) -> None:
    client = cast.client(person)
    ids = [things[kind].track.public_id for kind in things if things[kind].track]
    told = {each for each in ids if client.get(f"/api/v1/tracks/{each}/").status_code == 200}
    missing = "0" * 32
    page = client.get(f"/api/v1/tracks/?ids={','.join([*ids, missing])}&limit=200").json()
    assert {row["id"] for row in page["results"]} == told
    assert page["next"] is None


@pytest.mark.parametrize(
    "person", ["anonymous", "link", "other", "reader", "viewer_member", "owner"]
)
@pytest.mark.parametrize("kind", ["tracks", "albums", "artists"])
def test_search_finds_what_lists_show_and_nothing_else(
    kind: str, person: str, cast: Cast, things: Things
) -> None:
    index_everything()
    client = cast.client(person)
    word = kind.removesuffix("s")
    found = client.get(f"/api/v1/search/?q={word}&limit=50").json()[kind]
    listed = client.get(f"/api/v1/{kind}/?limit=200").json()["results"]
    assert {row["id"] for row in found} == {row["id"] for row in listed}


def test_search_forgets_at_once_what_is_hidden_though_the_index_is_behind(
    cast: Cast, things: Things, client: Client
) -> None:
    index_everything()
    track = things["public"].track
    Track.objects.filter(pk=track.pk).update(listed_to=30)
    found = client.get("/api/v1/search/", {"q": track.title}).json()["tracks"]
    assert track.public_id not in {row["id"] for row in found}


def test_what_is_hidden_leaves_its_place_to_the_next_that_was_found(
    cast: Cast, things: Things, client: Client
) -> None:
    album = things["public"].track.album
    tracks = [TrackFactory(album=album, title=f"Willow {n}") for n in range(3)]
    index_everything()
    first = client.get("/api/v1/search/?q=willow&limit=1").json()["tracks"]
    Track.objects.filter(public_id=first[0]["id"]).update(listed_to=30)
    second = client.get("/api/v1/search/?q=willow&limit=1").json()["tracks"]
    assert len(second) == 1
    assert second[0]["id"] in {track.public_id for track in tracks} - {first[0]["id"]}


def test_search_takes_any_text(client: Client, db: None) -> None:
    for text in ("%", "'\"", "🎷", "a" * 200, "\\", "ß", " . "):
        assert client.get("/api/v1/search/", {"q": text}).status_code in {200, 422}


# What each list may ask the database, whatever its length: the rows, and one for each relation shown.
QUERIES = {
    "albums/": 2,
    "albums/?ordering=-added": 2,
    "tracks/": 2,
    "tracks/?ordering=random": 2,
    "artists/": 1,
    "genres/": 1,
    "search/?q=a": 9,
}


@pytest.mark.parametrize(("address", "queries"), QUERIES.items())
def test_the_queries_of_a_list_do_not_grow_with_its_rows(
    client: Client, db: None, django_assert_num_queries: Any, address: str, queries: int
) -> None:
    library = LibraryFactory()
    for rows in (1, 12):
        for number in range(rows):
            album = AlbumFactory(
                title=f"a{number}", library=library, artist=ArtistFactory(name=f"A{rows}{number}")
            )
            track = TrackFactory(album=album, title=f"a{number}", artist=album.artists.get())
            track.genres.add(GenreFactory())
        index_everything()
        cache.clear()  # nothing is kept of how rows look
        with django_assert_num_queries(queries):
            assert client.get(f"/api/v1/{address}").status_code == 200


def test_the_queries_of_a_member_are_a_few_more(
    cast: Cast, things: Things, django_assert_num_queries: Any
) -> None:
    client = cast.client("other")
    client.get("/api/v1/albums/")
    # The session is in the cache: the user, what they may read, and the list's two.
    with django_assert_num_queries(4):
        client.get("/api/v1/albums/")


@pytest.mark.django_db
def test_the_docs_page_is_this_host_s_own_and_has_no_inline_script(client: Client) -> None:
    page = client.get("/api/v1/docs/")
    text = page.content.decode()
    assert page.status_code == 200
    assert "script-src 'self'" in page["Content-Security-Policy"]
    assert "<style" not in text
    assert "//" not in text.replace("<!DOCTYPE", "")
    assert text.count("<script ") == text.count("<script src=") == text.count("<script")
    script = client.get("/api/v1/docs/?script=")
    assert script["Content-Type"].startswith("application/javascript")
    assert "/api/v1/schema/" in script.content.decode()


@pytest.mark.django_db
def test_the_committed_contract_is_what_the_code_says(tmp_path: Any) -> None:
    made = tmp_path / "schema.yaml"
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", str(made))
    committed = settings.BASE_DIR / "docs" / "api" / "schema.yaml"
    assert made.read_text() == committed.read_text(), "`make contract` writes it anew"


@pytest.mark.django_db
def test_every_operation_of_the_contract_says_who_may_ask(client: Client) -> None:
    schema = json.loads(client.get("/api/v1/schema/?format=json").content)
    assert schema["openapi"].startswith("3.1")
    paths = schema["paths"]
    for path in ("artists/", "albums/", "tracks/", "genres/", "me/", "me/likes/", "auth/token/"):
        assert f"/api/v1/{path}" in paths
