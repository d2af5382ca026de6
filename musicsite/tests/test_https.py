"""Promise: a site at an https address answers with the headers, cookies and hashes that docs/security.md tells of.

Asked in a process of its own: these settings follow from `SITE_URL`, and the tests' own site has none.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from musicsite.tests.serving import HOUSE, environment, manage, short_folder

pytestmark = pytest.mark.servers
ASK = """
import json
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.test import Client

client = Client(headers={"Host": "music.example.org", "X-Forwarded-Proto": "https"})
told = {}
for path in ("/", "/healthz", "/account/login/", "/api/v1/albums/", "/api/v1/me/", "/static/none.css", "/none"):
    answer = client.get(path)
    told[path] = {"status": answer.status_code, "headers": dict(answer.headers), "body": answer.content.decode()}
cookies = {name: dict(cookie) for name, cookie in client.cookies.items()}
asked = {"answers": told, "cookies": cookies, "hash": make_password("blue-train-1957")}
asked["session"] = [settings.SESSION_COOKIE_AGE, settings.SESSION_COOKIE_NAME]
asked["trace"] = client.trace("/").status_code
print("TOLD" + json.dumps(asked))
"""


@pytest.fixture(scope="module")
def https() -> Iterator[dict[str, Any]]:
    own: Any = {
        "SITE_URL": "https://music.example.org",
        "TRUSTED_PROXY_COUNT": "1",
        "CACHE_URL": "memory://",
    }
    with short_folder() as folder:
        manage(folder, "prepare", "--no-demo", **own)
        done = subprocess.run(
            [sys.executable, str(HOUSE / "manage.py"), "shell", "--no-imports", "-c", ASK],
            env=environment(folder, **own),
            capture_output=True,
            text=True,
            check=True,
        )
        told: dict[str, Any] = json.loads(done.stdout.partition("TOLD")[2])
        yield told


def test_every_answer_has_the_headers(https: dict[str, Any]) -> None:
    for path, answer in https["answers"].items():
        headers = answer["headers"]
        assert headers["X-Content-Type-Options"] == "nosniff", path
        assert headers["Strict-Transport-Security"] == "max-age=31536000", path
        assert headers["Referrer-Policy"] == "same-origin", path
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin", path
        policy = dict(
            part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";")
        )
        assert policy["default-src"] == policy["script-src"] == "'self'", path
        assert "unsafe" not in headers["Content-Security-Policy"], path
        for closed in ("object-src", "base-uri", "frame-ancestors"):
            assert policy[closed] == "'none'", (path, closed)
    assert https["trace"] == 405


def test_cookies_are_of_this_host_alone(https: dict[str, Any]) -> None:
    names = {*https["cookies"], https["session"][1]}
    assert "__Host-csrftoken" in names, "the page for signing in has a form"
    for name in names:
        assert name.startswith("__Host-"), name
    for name, cookie in https["cookies"].items():
        assert (cookie["secure"], cookie["path"], cookie["domain"]) == (True, "/", ""), name
        assert cookie["samesite"] == "Lax", name


def test_a_session_ends_two_weeks_after_its_last_use(https: dict[str, Any]) -> None:
    assert https["session"][0] == 14 * 24 * 3600


def test_passwords_are_kept_by_a_slow_hash(https: dict[str, Any]) -> None:
    algorithm, count, *_ = https["hash"].split("$")
    assert algorithm == "pbkdf2_sha256"
    assert int(count) >= 600_000  # OWASP's password storage cheat sheet


def test_a_password_is_masked_and_may_be_filled_in(https: dict[str, Any]) -> None:
    page = https["answers"]["/account/login/"]["body"]
    field = page[page.index('type="password"') - 200 : page.index('type="password"') + 300]
    assert 'autocomplete="current-password"' in field
    assert "onpaste" not in page


@pytest.mark.parametrize("password", ["short-123", "password123", "qwertyuiop", "1234567890"])
def test_short_and_common_passwords_are_refused(password: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(password)


@pytest.mark.parametrize(
    "password", ["blau blau blau blau", "ünïcödé pässwörd", "k" * 63 + "!", "correct horse " * 9]
)
def test_passwords_are_long_and_not_common_and_of_any_kind(password: str) -> None:
    validate_password(password)
