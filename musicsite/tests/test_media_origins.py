"""Where browsers may load sound and covers from, by what the environment says of storage and CDN."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from musicsite.env import WrongSetting, cdn_options
from musicsite.tests.serving import HOUSE, environment

TOLD = "import json; from django.conf import settings; print(json.dumps({**settings.SECURE_CSP}, default=str))"


def rules(folder: Path, **more: str) -> dict[str, list[str]]:
    """The content security policy of a site that is set up so."""
    done = subprocess.run(
        [sys.executable, "-c", TOLD],
        env=environment(folder, DJANGO_SETTINGS_MODULE="musicsite.settings", **more),
        cwd=HOUSE,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    found: dict[str, list[str]] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize(
    ("more", "host"),
    [
        ({"MEDIA_STORAGE": "s3://tunes", "S3_REGION": "eu-west-1"}, "https://tunes.s3.eu-west-1.amazonaws.com"),
        ({"MEDIA_STORAGE": "s3://tunes", "S3_ENDPOINT_URL": "http://127.0.0.1:9000"}, "http://127.0.0.1:9000"),
    ],
)  # fmt: skip
def test_a_browser_may_load_music_and_covers_from_the_bucket(
    tmp_path: Path, more: dict[str, str], host: str
) -> None:
    found = rules(tmp_path, **more)
    assert all(host in found[rule] for rule in ("img-src", "media-src", "connect-src"))


def test_with_a_cdn_it_loads_them_from_there_alone(tmp_path: Path) -> None:
    key = tmp_path / "key.pem"
    key.write_text("-----BEGIN PRIVATE KEY-----\n")
    found = rules(
        tmp_path,
        MEDIA_STORAGE="s3://tunes",
        CDN_URL="https://cdn.example.org/media",
        CDN_KEY_ID="K2ABC",
        CDN_KEY=f"file://{key}",
    )
    for rule in ("img-src", "media-src", "connect-src"):
        assert "https://cdn.example.org" in found[rule]
        assert not any("amazonaws" in place for place in found[rule])


def test_at_home_nothing_comes_from_elsewhere(tmp_path: Path) -> None:
    found = rules(tmp_path)
    assert not any(
        "://" in place for rule in ("img-src", "media-src", "connect-src") for place in found[rule]
    )


@pytest.mark.parametrize(
    ("key_id", "key", "media"),
    [("", "-----BEGIN", "s3://a"), ("K", "", "s3://a"), ("K", "word", "s3://a"), ("K", "-----BEGIN", "file:///a")],
)  # fmt: skip
def test_a_cdn_that_lacks_something_is_refused(key_id: str, key: str, media: str) -> None:
    with pytest.raises(WrongSetting, match="CDN_URL"):
        cdn_options("https://cdn.example.org", key_id, key, media)
