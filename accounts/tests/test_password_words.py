"""A password takes more than the words that everybody tries here first."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from accounts.password_words import LEFT, WORDS

HOUSE = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def named(settings: Any) -> None:
    settings.SITE_NAME = "Kettle Records"
    settings.SITE_URL = "https://listen.kettle-rain.example"


@pytest.mark.parametrize(
    "password",
    [
        "Musicsite2026!", "mus1cs1te-adm1n", "P@$$w0rd-music", "MusicMusicMusic", "playlist-playlist", "kettle1234567",
        "Kettle.Records", "listen-2026-12", "raín4kettle4rain", "ＭＵＳＩＣＳＩＴＥ99", "welcome to music",
    ],
)  # fmt: skip
def test_the_sites_own_words_and_digits_are_no_password(password: str) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_password(password)
    assert "site_words" in [error.code for error in refused.value.error_list]


@pytest.mark.parametrize(
    "password",
    [
        "music is my first love", "blue-train-1957", "the kettle whistles", "3141592653589793",
        "夜の廊下、雨の音、そして音楽",
        "admiral nelson",
    ],
)  # fmt: skip
def test_a_sentence_may_have_one_of_them(password: str) -> None:
    validate_password(password)


def test_where_a_password_is_set_it_is_said_in_words(db: None, client: Any, settings: Any) -> None:
    settings.SIGN_UP = "open"
    given = {"email": "new@example.org", "password1": "Musicsite2026!"}
    page = client.post("/account/signup/", given).content.decode()
    assert "words that everybody tries here first" in page


def test_the_list_in_the_handbook_is_the_code_s() -> None:
    page = (HOUSE / "docs" / "accounts.md").read_text()
    line = page.partition("of the site's own words")[2].partition("\n\n")[0]
    assert set(re.findall(r"`([a-z]+)`", line)) == WORDS
    assert f"at least {LEFT} letters" in page.replace("\n", " ")
