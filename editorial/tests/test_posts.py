"""Posts: drafts, times, tags, covers, music that plays for who may hear it, feeds, and what caches may keep."""

from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.timezone import now

from common import pagecache
from common.jobs.worker import drain
from editorial.models import HomeClock, Post, PostTag
from editorial.posts import post_save, posts_delete
from editorial.shelves import home_turned
from pictures.models import Artwork
from pictures.tests.samples import picture
from playlists.tests.factories import a_playlist
from tests.cast import Cast, Things

pytestmark = pytest.mark.django_db


def a_post(title: str = "A story", text: str = "Words.", *, tags: Any = (), **facts: Any) -> Post:
    at = facts.pop("published_at", now() - timedelta(minutes=1))
    return post_save(post=Post(title=title, text=text, published_at=at, **facts), tags=tags)


def page(address: str, client: Client | None = None) -> str:
    answer = (client or Client()).get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_readers_see_what_is_published_and_neither_drafts_nor_what_is_to_come() -> None:
    shown = a_post("Out now", summary="In short")
    hidden = [
        a_post("A draft", published_at=None),
        a_post("Soon", published_at=now() + timedelta(hours=1)),
    ]
    assert "Out now" in page("/posts/")
    assert "Words." in page(shown.get_absolute_url())
    for post in hidden:
        assert post.title not in page("/posts/")
        assert Client().get(post.get_absolute_url()).status_code == 404
        for feed in ("/posts/feed.rss", "/posts/feed.atom"):
            assert post.title not in page(feed)
    assert "Out now" in page("/?made=anew"), "on home"


def test_a_post_appears_at_its_time_also_on_pages_that_are_kept(
    django_capture_on_commit_callbacks: Any,
) -> None:
    home_turned()
    post = a_post("Soon", published_at=now() + timedelta(seconds=30))
    assert "Soon" not in page("/posts/")
    assert HomeClock.objects.exists()
    Post.objects.filter(pk=post.pk).update(published_at=now() - timedelta(milliseconds=1))
    assert "Soon" not in page("/posts/"), "kept"
    HomeClock.objects.update(turned_at=now() - timedelta(minutes=1))
    with django_capture_on_commit_callbacks(execute=True):
        assert home_turned()
    assert "Soon" in page("/posts/")


def test_music_in_a_post_plays_for_those_who_may_open_it(cast: Cast, things: Things) -> None:
    track, album = things["public"].track, things["public"].album
    open_list = a_playlist(cast.owner, [track], title="For all", visibility="public")
    closed = a_playlist(cast.owner, title="Only mine")
    rows = [track, album, open_list, closed, things["members"].track, things["private"].album]
    post = a_post(text="\n\n".join(["Hear:", *(row.get_absolute_url() for row in rows), "Bye."]))
    seen = page(post.get_absolute_url())
    for target in (
        f"track:{track.public_id}",
        f"album:{album.public_id}",
        f"playlist:{open_list.public_id}",
    ):
        assert f'data-play="{target}"' in seen
    for hidden in rows[3:]:
        assert hidden.public_id not in seen
        assert hidden.title not in seen
    assert things["members"].track.public_id in page(post.get_absolute_url(), cast.client("other"))
    assert things["private"].album.public_id in page(post.get_absolute_url(), cast.client("owner"))
    assert things["private"].album.public_id not in page(
        post.get_absolute_url(), cast.client("other")
    )


def test_caches_on_the_way_may_keep_posts_and_refresh_them_behind_readers(cast: Cast) -> None:
    post = a_post()
    rule = "public, max-age=0, s-maxage=60, stale-while-revalidate=600"
    for _ in range(2):  # made, then kept
        for address in ("/posts/", post.get_absolute_url()):
            assert Client().get(address)["Cache-Control"] == rule
        assert "s-maxage=300" in Client().get("/posts/feed.rss")["Cache-Control"]
        assert cast.client("other").get("/posts/")["Cache-Control"] == "private, no-store"
    assert Client().get("/albums/")["Cache-Control"] == "public, max-age=0, must-revalidate"


def test_a_reader_of_a_kept_post_costs_no_query(django_assert_num_queries: Any) -> None:
    post = a_post()
    page(post.get_absolute_url())
    with django_assert_num_queries(0):
        page(post.get_absolute_url())


def test_queries_of_posts_do_not_grow_with_them(
    cast: Cast, things: Things, django_assert_num_queries: Any
) -> None:
    track, album = things["public"].track, things["public"].album
    for count in (1, 4):
        for n in range(count):
            music = [track.get_absolute_url(), album.get_absolute_url()] * count
            post = a_post(f"{count} {n}", "\n\n".join(music), tags=["a", "b"])
        pagecache._renew()
        with django_assert_num_queries(6):  # the post, its tags; tracks, albums, credits of both
            page(post.get_absolute_url())
        with django_assert_num_queries(2):
            page("/posts/?x=1")
        with django_assert_num_queries(3):
            page("/posts/tags/a/?x=1")


def test_headings_of_the_list_stand_right_below_the_pages() -> None:
    a_post(title="A note")
    body = Client().get("/posts/").content.decode()
    assert '<h2 class="post-card__title">' in body
    assert '<h3 class="post-card__title">' in Client().get("/?made=anew").content.decode()


def test_tags_lead_to_their_posts_and_a_tag_of_drafts_to_nothing() -> None:
    a_post("Tagged", tags=["New Music", "new music "])
    a_post("Other", tags=["Tours"])
    a_post("Draft", tags=["Secret plan"], published_at=None)
    assert PostTag.objects.count() == 3
    seen = page("/posts/tags/new-music/")
    assert "Tagged" in seen
    assert "Other" not in seen
    for tag in ("secret-plan", "none"):
        assert Client().get(f"/posts/tags/{tag}/").status_code == 404


def test_a_stale_address_of_a_post_leads_to_todays() -> None:
    post = a_post("New name")
    answer = Client().get(f"/posts/old-name-{post.public_id}")
    assert (answer.status_code, answer["Location"]) == (301, post.get_absolute_url())


@pytest.mark.parametrize("feed", ["rss", "atom"])
def test_feeds_hold_whole_posts(feed: str, cast: Cast, things: Things) -> None:
    track = things["public"].track
    post = a_post(
        "A & B", f"**Loud**\n\n{track.get_absolute_url()}", summary="S", authors="Ana", tags=["T"]
    )
    answer = Client().get(f"/posts/feed.{feed}")
    assert f"application/{feed}+xml" in answer["Content-Type"]
    told = "".join(ElementTree.fromstring(answer.content).itertext())  # noqa: S314  # our own
    for part in (
        "A & B",
        "<strong>Loud</strong>",
        f"/tracks/{track.public_id}",
        "Ana",
        post.public_id,
    ):
        assert part in told


def test_a_post_tells_messengers_what_it_is(settings: Any) -> None:
    post = post_save(
        post=Post(
            title="Pictured", summary="In short", published_at=now(), text="x", cover_alt="A sleeve"
        ),
        cover=picture((1200, 600)),
    )
    drain()
    pagecache._renew()
    seen = page(post.get_absolute_url())
    cover = f"/posts/{post.public_id}/cover/"
    assert f'property="og:image" content="{settings.SITE_URL}{cover}og.jpg"' in seen
    assert 'property="og:description" content="In short"' in seen
    assert 'property="article:published_time"' in seen
    assert 'alt="A sleeve"' in seen
    assert Client().get(f"{cover}og.jpg").status_code == 200
    assert cover in page("/posts/")


def test_the_cover_of_a_draft_is_for_who_writes(cast: Cast) -> None:
    post = post_save(post=Post(title="Draft"), cover=picture((1200, 600)))
    drain()
    address = f"/posts/{post.public_id}/cover/384"
    assert Client().get(address).status_code == 404
    assert cast.client("other").get(address).status_code == 404
    assert cast.client("manager").get(address).status_code == 200


def test_a_managers_preview_stays_theirs(cast: Cast) -> None:
    post = a_post("A draft", "Secret words", published_at=None)
    address = f"/posts/{post.public_id}/preview/"
    answer = cast.client("manager").get(address)
    assert "Secret words" in answer.content.decode()
    assert answer["Cache-Control"] == "private, no-store"
    assert cast.client("other").get(address).status_code == 404


def test_the_admin_writes_posts(cast: Cast) -> None:
    client = cast.client("manager")
    form = {
        "title": "By hand", "summary": "", "text": "*Hello*", "authors": "", "cover_alt": "",
        "tag_names": "One, Two", "published_at_0": "2026-01-01", "published_at_1": "12:00",
        "new_cover": SimpleUploadedFile("c.png", picture((400, 200)), "image/png"),
    }  # fmt: skip
    added = client.post("/admin/editorial/post/add/", form)
    assert added.status_code == 302, added.context["errors"]
    post = Post.objects.get()
    assert post.blocks == [{"html": "<p><em>Hello</em></p>\n"}]
    assert sorted(tag.slug for tag in post.tags.all()) == ["one", "two"]
    assert post.cover is not None
    assert client.get("/admin/editorial/post/").status_code == 200
    change = f"/admin/editorial/post/{post.pk}/change/"
    assert "One, Two" in client.get(change).content.decode()
    refused = client.post(change, form | {"new_cover": SimpleUploadedFile("c.png", b"no picture")})
    assert refused.status_code == 200
    kept = {name: value for name, value in form.items() if name != "new_cover"}
    assert client.post(change, kept | {"remove_cover": "on"}).status_code == 302
    assert Post.objects.get().cover_id is None
    assert not Artwork.objects.exists(), "nothing shows it any more"


def test_a_post_that_is_deleted_is_gone_with_its_picture_and_its_tags() -> None:
    post = post_save(post=Post(title="x", published_at=now()), tags=["only here"], cover=picture())
    posts_delete(posts=[post])
    assert not Post.objects.exists()
    assert not Artwork.objects.exists()
    assert not PostTag.objects.exists()
