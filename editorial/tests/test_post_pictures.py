"""Pictures inside posts: named by the text, kept with the post, sent to those who may read it, and gone with it."""

from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.timezone import now

from common import pagecache
from common.errors import Invalid
from common.jobs.worker import drain
from editorial.models import Post, PostPicture
from editorial.pictured import MOST_PICTURES
from editorial.posts import post_save, posts_delete
from pictures.models import Artwork
from pictures.tests.samples import picture
from tests.cast import Cast

pytestmark = pytest.mark.django_db
RED, BLUE = picture((900, 600), (200, 20, 20)), picture((400, 800), (20, 20, 200))
TEXT = 'Before.\n\n![A red room](studio "By Ana")\n\nAfter.'


def a_post(text: str = TEXT, *, at: Any = None, **given: Any) -> Post:
    post = Post(title="Pictured", text=text, published_at=at or now() - timedelta(minutes=1))
    made = post_save(post=post, **given)
    drain()
    pagecache._renew()
    return made


def page(post: Post) -> str:
    answer = Client().get(post.get_absolute_url())
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_text_shows_a_picture_by_the_name_of_its_file_in_the_sizes_it_has() -> None:
    post = a_post(pictures=[("Studio.PNG", RED)])
    seen = page(post)
    assert 'alt="A red room"' in seen
    assert '<figcaption class="post__caption">By Ana</figcaption>' in seen
    assert 'width="900" height="600"' in seen, "its place is kept while it loads"
    address = f"/posts/{post.public_id}/pictures/studio/"
    assert f"{address}384?v=" in seen
    assert " 384w," in seen
    assert "min(92vw, 900px)" in seen, "no picture is shown larger than it is"
    sent = Client().get(f"{address}384")
    assert (sent.status_code, sent["Content-Type"]) == (200, "image/webp")
    assert sent["Cache-Control"].startswith("public")


def test_a_name_is_found_with_its_ending_and_in_any_case() -> None:
    post = a_post("![x](Studio.png)", pictures=[("studio.png", RED)])
    assert f"/posts/{post.public_id}/pictures/studio/" in page(post)


def test_upright_pictures_tell_their_width_and_not_their_longer_edge() -> None:
    post = a_post("![x](tall)", pictures=[("tall.png", BLUE)])
    assert "/tall/384?v=" in page(post)
    assert " 192w" in page(post)


@pytest.mark.parametrize(
    "text",
    [
        "![x](https://tracker.example/a.gif)",
        "![x](//tracker.example/a.gif)",
        "![x](/media/secret.png)",
        "![x](studio%2F..%2Fother)",
        "In words ![x](studio) they stay words.",
        "![x](nowhere)",
    ],
)
def test_no_other_picture_is_loaded(text: str) -> None:
    post = a_post(text, pictures=[("studio.png", RED)])
    body = page(post).partition('<article class="post">')[2].partition("</article>")[0]
    assert "<img" not in body


def test_pictures_of_a_draft_are_for_who_writes(cast: Cast) -> None:
    post = a_post(at=now() + timedelta(days=1), pictures=[("studio.png", RED)])
    address = f"/posts/{post.public_id}/pictures/studio/384"
    for outsider in (Client(), cast.client("other")):
        assert outsider.get(address).status_code == 404
    answer = cast.client("manager").get(address)
    assert answer.status_code == 200
    assert answer["Cache-Control"].startswith("private")


def test_two_files_of_one_name_stand_beside_each_other() -> None:
    a_post(pictures=[("studio.png", RED), ("studio.webp", BLUE)])
    assert list(PostPicture.objects.values_list("name", flat=True)) == ["studio", "studio-2"]


def test_what_is_taken_out_or_deleted_leaves_nothing_behind() -> None:
    post = a_post(pictures=[("a.png", RED), ("b.png", BLUE)])
    post_save(post=post, remove_pictures=["a"])
    assert [row.name for row in post.pictures.all()] == ["b"]
    assert Artwork.objects.count() == 1
    posts_delete(posts=[post])
    assert not Artwork.objects.exists()


def test_the_number_of_pictures_has_an_end_and_what_is_none_is_named() -> None:
    with pytest.raises(Invalid, match=str(MOST_PICTURES)):
        a_post(pictures=[(f"{n}.png", RED) for n in range(MOST_PICTURES + 1)])
    with pytest.raises(Invalid, match=r"notes\.png"):
        a_post(pictures=[("notes.png", b"words")])


def test_queries_of_a_post_do_not_grow_with_its_pictures(django_assert_num_queries: Any) -> None:
    for count in (1, 5):
        names = [f"p{n}" for n in range(count)]
        post = a_post(
            "\n\n".join(f"![x]({name})" for name in names),
            pictures=[(f"{name}.png", RED) for name in names],
        )
        with django_assert_num_queries(3):  # the post, its tags, its pictures
            page(post)


def test_feeds_show_pictures_by_their_whole_address(settings: Any) -> None:
    post = a_post(pictures=[("studio.png", RED)])
    answer = Client().get("/posts/feed.rss")
    told = "".join(ElementTree.fromstring(answer.content).itertext())  # noqa: S314  # our own
    assert f'src="{settings.SITE_URL}/posts/{post.public_id}/pictures/studio/1536"' in told


def test_the_admin_takes_pictures_tells_their_names_and_which_are_missing(cast: Cast) -> None:
    client = cast.client("manager")
    form = {
        "title": "By hand", "summary": "", "text": TEXT, "authors": "", "cover_alt": "", "tag_names": "",
        "published_at_0": "2026-01-01", "published_at_1": "12:00",
    }  # fmt: skip

    def file(name: str, data: bytes) -> SimpleUploadedFile:
        return SimpleUploadedFile(name, data, "image/png")

    added = client.post("/admin/editorial/post/add/", form, follow=True)
    assert "does not have: studio." in added.content.decode()
    post = Post.objects.get()
    change = f"/admin/editorial/post/{post.pk}/change/"
    two = {"new_pictures": [file("studio.png", RED), file("other.png", BLUE)]}
    assert "does not have" not in client.post(change, form | two, follow=True).content.decode()
    shown = client.get(change).content.decode()
    assert "![…](studio)" in shown
    assert "![…](other)" in shown
    refused = client.post(change, form | {"new_pictures": [file("notes.png", b"words")]})
    assert "notes.png: " in refused.content.decode()
    client.post(change, form | {"remove_pictures": ["other"]})
    assert [row.name for row in post.pictures.all()] == ["studio"]
