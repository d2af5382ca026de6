"""What search engines and messengers are told: all that is public, nothing that is not, in forms that they read."""

import json
import re
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.test import Client
from django.utils.timezone import now

from catalog.audience import Audience
from catalog.tests.factories import AlbumFactory, ArtistFactory, TrackFactory
from editorial.models import Post
from pictures import decoding
from tests.cast import Cast, Things
from web.tests.conftest import Shelf
from web.views import oembed

PARTS = ["albums", "artists", "tracks", "genres"]


def addresses(client: Client, part: str) -> list[str]:
    body = client.get(f"/sitemap-{part}.xml").content
    tree = ElementTree.fromstring(body)  # noqa: S314  # our own
    return [element.text or "" for element in tree.iter() if element.tag.endswith("}loc")]


def data(client: Client, address: str) -> dict[str, Any] | None:
    body = client.get(address).content.decode()
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', body, re.DOTALL)
    return json.loads(found[1]) if found else None


def test_the_sitemap_names_every_public_thing_at_the_sites_own_address(
    shelf: Shelf, visitor: Client
) -> None:
    index = visitor.get("/sitemap.xml").content.decode()
    for part in PARTS:
        assert f"/sitemap-{part}.xml" in index
    assert addresses(visitor, "albums") == [settings.SITE_URL + shelf.album.get_absolute_url()]
    assert addresses(visitor, "tracks") == [
        settings.SITE_URL + track.get_absolute_url() for track in shelf.tracks
    ]
    assert settings.SITE_URL + shelf.guest.get_absolute_url() in addresses(visitor, "artists")
    assert addresses(visitor, "genres") == [settings.SITE_URL + shelf.genre.get_absolute_url()]
    assert (
        f"Sitemap: {settings.SITE_URL}/sitemap.xml" in visitor.get("/robots.txt").content.decode()
    )


def test_the_sitemap_names_posts_that_everybody_may_read(db: None, visitor: Client) -> None:
    at = now()
    published = Post.objects.create(title="Said", published_at=at - timedelta(days=1))
    Post.objects.create(title="A draft")
    Post.objects.create(title="Of tomorrow", published_at=at + timedelta(days=1))
    assert addresses(visitor, "posts") == [settings.SITE_URL + published.get_absolute_url()]


def test_no_map_and_no_embed_tells_of_what_is_not_public(
    cast: Cast, things: Things, visitor: Client
) -> None:
    """Not even to its owner: what is told of is told to the world."""
    owner = Client()
    owner.force_login(cast.owner)
    closed = [
        kind
        for kind in things
        if things[kind].album and things[kind].album.listed_to != Audience.EVERYONE
    ]
    assert {"private", "members", "unlisted"} <= set(closed)
    for client in (visitor, owner):
        missing = client.get("/oembed", {"url": f"{settings.SITE_URL}/albums/x-{'0' * 32}"})
        told = " ".join(url for part in PARTS for url in addresses(client, part))
        for kind in closed:
            for thing in filter(None, (things[kind].album, things[kind].track)):
                assert thing.public_id not in told
                url = settings.SITE_URL + thing.get_absolute_url()
                hidden = client.get("/oembed", {"url": url})
                assert (hidden.status_code, hidden.content) == (404, missing.content)
    page = owner.get(things["private"].album.get_absolute_url())
    assert page.status_code == 200
    assert "ld+json" not in page.content.decode()
    assert "oembed" not in page.content.decode()


def test_the_size_of_a_preview_is_that_of_its_file() -> None:
    assert oembed.OPEN_GRAPH == decoding.OPEN_GRAPH


def test_pages_say_what_they_are_in_the_words_of_schema_org(shelf: Shelf, visitor: Client) -> None:
    album = data(visitor, shelf.album.get_absolute_url())
    assert album is not None
    assert (album["@type"], album["name"], album["numTracks"]) == ("MusicAlbum", "Low Sun", 3)
    assert album["byArtist"][0]["url"] == settings.SITE_URL + shelf.artist.get_absolute_url()
    assert [track["name"] for track in album["track"]] == [it.title for it in shelf.tracks]
    track = data(visitor, shelf.tracks[1].get_absolute_url())
    assert track is not None
    assert re.fullmatch(r"PT\d+M\d+S", track["duration"])
    assert track["inAlbum"]["name"] == "Low Sun"
    artist = data(visitor, shelf.artist.get_absolute_url())
    assert artist is not None
    assert artist["@type"] == "MusicGroup"


def test_a_hostile_title_stays_in_its_data_block(visitor: Client, db: None) -> None:
    title = '</script><script>alert("1")</script>'
    album = AlbumFactory(title=title, artist=ArtistFactory(name="<!--"))
    TrackFactory(album=album)
    assert "<script>alert" not in visitor.get(album.get_absolute_url()).content.decode()
    told = data(visitor, album.get_absolute_url())
    assert told is not None
    assert told["name"] == title


def test_a_link_to_here_is_told_with_its_title_and_artists(shelf: Shelf, visitor: Client) -> None:
    page = visitor.get(shelf.album.get_absolute_url()).content.decode()
    link = re.search(r'<link rel="alternate" type="application/json\+oembed" href="([^"]+)"', page)
    assert link is not None
    answer = visitor.get(link[1].removeprefix(settings.SITE_URL)).json()
    assert (answer["version"], answer["type"], answer["title"]) == ("1.0", "link", "Low Sun")
    assert answer["author_name"] == shelf.album.artist_line
    for thing in (shelf.tracks[0], shelf.artist):
        url = settings.SITE_URL + thing.get_absolute_url()
        assert visitor.get("/oembed", {"url": url}).status_code == 200


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({}, 404),
        ({"url": "http://elsewhere.example/albums/x-" + "0" * 32}, 404),
        ({"url": "/albums/"}, 404),
        ({"url": "http://[bad"}, 404),
        ({"url": "x", "format": "xml"}, 501),
    ],
)
def test_what_is_no_link_to_here_is_not_embedded(
    query: dict[str, str], status: int, visitor: Client, db: None
) -> None:
    assert visitor.get("/oembed", query).status_code == status
