"""Scripts of other sites: those that are named may use the API with a token, and no other."""

from typing import Any

import pytest
from django.test import Client

ORIGIN = "https://app.example.org"


@pytest.fixture(autouse=True)
def named(settings: Any) -> None:
    settings.CORS_ALLOWED_ORIGINS = [ORIGIN]


def preflight(origin: str, address: str = "/api/v1/albums/") -> Any:
    headers = {
        "Origin": origin,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,idempotency-key",
    }
    return Client().options(address, headers=headers)


def test_a_named_origin_may_ask_and_read_what_clients_need() -> None:
    asked = preflight(ORIGIN)
    assert asked["Access-Control-Allow-Origin"] == ORIGIN
    assert "idempotency-key" in asked["Access-Control-Allow-Headers"]
    answer = Client().get("/api/v1/none/", headers={"Origin": ORIGIN})
    assert "etag" in answer["Access-Control-Expose-Headers"]
    assert "origin" in answer["Vary"].lower()


@pytest.mark.parametrize(
    "origin",
    ["https://evil.example", "null", f"{ORIGIN}.evil.example", "http://app.example.org",
     "https://app.example.org:8443", ""],
)  # fmt: skip
def test_any_other_may_not(origin: str) -> None:
    assert "Access-Control-Allow-Origin" not in preflight(origin)


def test_cookies_never_cross_and_pages_never_open() -> None:
    assert "Access-Control-Allow-Credentials" not in preflight(ORIGIN)
    assert "Access-Control-Allow-Origin" not in preflight(ORIGIN, "/healthz")
