"""What a person shows, and how they like things."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from accounts.models import Preferences, Profile, User
from accounts.tests.factories import UserFactory
from common.jobs.worker import drain
from pictures.models import Artwork

SETTINGS = "/account/settings/"
SECRET = b"taken at home"


@pytest.fixture
def user(db: None) -> User:
    return UserFactory(email="ana@example.org", handle="ana", name="Ana")


@pytest.fixture
def own(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def save(client: Client, form: str, **given: object) -> int:
    return client.post(SETTINGS, {"form": form, **given}).status_code


def photo(format: str = "JPEG") -> SimpleUploadedFile:
    image = Image.new("RGB", (300, 200), "teal")
    exif = image.getexif()
    exif[0x010E] = SECRET.decode()
    buffer = BytesIO()
    image.save(buffer, format, exif=exif)
    assert SECRET in buffer.getvalue()
    return SimpleUploadedFile("me.jpg", buffer.getvalue(), "image/jpeg")


def test_a_page_is_its_owners_alone_until_they_show_it(own: Client, client: Client) -> None:
    missing = client.get("/people/nobody")
    hidden = client.get("/people/ana")
    assert (hidden.status_code, hidden.content) == (404, missing.content)
    assert own.get("/people/ana").status_code == 200
    assert save(own, "profile", is_public="on", about="Likes drums <b>") == 303
    body = client.get("/people/ana").content.decode()
    assert "Likes drums &lt;b&gt;" in body
    assert "ana@example.org" not in body


@pytest.mark.parametrize("state", ["closed", "leaving"])
def test_who_is_going_is_not_shown(own: Client, client: Client, user: User, state: str) -> None:
    save(own, "profile", is_public="on", about="")
    if state == "closed":
        User.objects.update(is_active=False)
    else:
        from accounts.services import account_deletion_ask  # noqa: PLC0415 - one case of two

        account_deletion_ask(user=user)
    assert client.get("/people/ana").status_code == 404


def test_a_picture_is_shown_as_it_was_made_anew(own: Client, client: Client) -> None:
    assert save(own, "profile", is_public="on", about="", avatar=photo()) == 303
    assert client.get("/people/ana/avatar/96").status_code == 404, "the original is never sent"
    drain()
    answer = client.get("/people/ana/avatar/96")
    body = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    assert SECRET not in body
    assert b"EXIF" not in body
    assert Image.open(BytesIO(body)).size == (96, 64)
    assert "/people/ana/avatar/192" in client.get("/people/ana").content.decode()
    save(own, "profile", is_public="", about="")
    assert client.get("/people/ana/avatar/96").status_code == 404
    assert own.get("/people/ana/avatar/96").status_code == 200


def test_a_picture_taken_away_is_deleted(own: Client) -> None:
    save(own, "profile", about="", avatar=photo())
    save(own, "profile", about="", remove_avatar="on")
    assert Profile.objects.get().avatar is None
    assert not Artwork.objects.exists()


@pytest.mark.parametrize(
    "body",
    [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"GIF", b"\0" * 50, b"\xff\xd8\xff" * 4_000_000],
)
def test_what_is_no_picture_is_refused(own: Client, body: bytes) -> None:
    file = SimpleUploadedFile("me.png", body, "image/png")
    assert save(own, "profile", is_public="on", about="", avatar=file) == 422
    assert not Artwork.objects.exists()


def test_name_and_handle_change(own: Client, user: User) -> None:
    assert save(own, "person", name="  Ana   B ", handle="ANA-B") == 303
    user.refresh_from_db()
    assert (user.name, user.handle) == ("Ana B", "ana-b")


@pytest.mark.parametrize(
    "handle", ["bob", "BOB", "a", "-a", "a b", "ä", "admin", "", "x" * 31, "a/b", "\0a"]
)
def test_a_handle_that_is_taken_or_makes_no_address_is_refused(
    own: Client, user: User, handle: str
) -> None:
    UserFactory(handle="bob")
    assert save(own, "person", name="Ana", handle=handle) == 422
    user.refresh_from_db()
    assert user.handle == "ana"


def test_clients_read_and_keep_preferences(own: Client, client: Client) -> None:
    address = "/api/v1/me/preferences/"
    assert own.get(address).json() == {
        "theme": "system", "language": "", "player": {}, "letters_of_shares": False,
    }  # fmt: skip
    given = {
        "theme": "light", "language": "en", "player": {"quality": "256", "gapless": True},
        "letters_of_shares": True,
    }  # fmt: skip
    assert own.put(address, given, content_type="application/json").json() == given
    assert own.get(address).json() == given
    save(own, "preferences", theme="dark", language="")
    assert own.get(address).json()["player"] == given["player"], "the page leaves it alone"
    wrong: Any
    for wrong in (
        {"theme": "pink"},
        {"language": "xx"},
        {"player": []},
        {"player": {"a": "x" * 5000}},
    ):
        assert own.put(address, wrong, content_type="application/json").status_code == 422
    assert client.get(address).status_code == 401


def test_nobody_is_asked_to_choose_from_one_language(own: Client, settings: Any) -> None:
    assert b'name="language"' not in own.get("/account/settings/").content
    Preferences.objects.create(user=User.objects.get(), language="vi")
    assert save(own, "preferences", theme="dark") == 303
    assert Preferences.objects.get().language == "vi", (
        "what they chose is kept for when it is spoken"
    )
    settings.LANGUAGES = [("en", "English"), ("vi", "Tiếng Việt")]
    assert b'name="language"' in own.get("/account/settings/").content


def test_preferences_are_kept(own: Client, settings: Any) -> None:
    settings.LANGUAGES = [("en", "English"), ("vi", "Tiếng Việt")]
    assert save(own, "preferences", theme="dark", language="en") == 303
    assert Preferences.objects.get().theme == "dark"
    assert save(own, "preferences", theme="pink", language="en") == 422
    assert save(own, "preferences", theme="dark", language="xx") == 422
    assert save(own, "nothing") == 422
