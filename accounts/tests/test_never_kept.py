"""What is somebody's own is kept by no browser and no proxy (RFC 6749, section 5.1, for tokens)."""

import pytest
from django.test import Client

from accounts.services import user_create

pytestmark = pytest.mark.django_db
PASSWORD = "long enough for anybody"


def test_tokens_are_kept_nowhere(client: Client) -> None:
    user_create(email="anna@example.org", password=PASSWORD)
    answer = client.post(
        "/api/v1/auth/token/",
        {"email": "anna@example.org", "password": PASSWORD},
        content_type="application/json",
    )
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("address", ["me/", "me/likes/?ids=", "me/likes/tracks/", "me/queue/"])
def test_what_is_ones_own_is_kept_nowhere(client: Client, address: str) -> None:
    client.force_login(user_create(email="anna@example.org", password=PASSWORD))
    assert "no-store" in client.get(f"/api/v1/{address}").headers["Cache-Control"]
