"""What all tests share: private servers, a closed network, a clean cache, the fixed cast."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import pytest_socket
from django.core.cache import cache

from tests.servers import s3, site
from tests.servers.process import CannotStart

pytest_plugins = ["tests.cast"]


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "browser: drives a real Chromium")
    config.addinivalue_line("markers", "servers: starts servers of its own")


@pytest.fixture(autouse=True)
def closed_network() -> None:
    """Nothing leaves the machine: loopback and unix sockets only."""
    pytest_socket.socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)


@pytest.fixture(autouse=True)
def clean_cache() -> Iterator[None]:
    """No test sees what another cached."""
    yield
    cache.clear()


@pytest.fixture(scope="session")
def s3_server() -> Iterator[s3.Endpoint]:
    """A real S3 server with an empty bucket `media`, one for each worker."""
    try:
        server, endpoint = s3.start()
    except CannotStart as error:
        _cannot(str(error))
        return
    yield endpoint
    server.remove()


@pytest.fixture(scope="session")
def live() -> Iterator[site.Site]:
    """The site behind its own web server, with a little music; one for each worker."""
    with site.running() as running:
        yield running


@pytest.fixture(scope="session")
def shared_folder() -> Path:
    """`../shared`, which holds descriptions that some tests read; skipped where it is missing."""
    folder = Path(__file__).parent.parent / "shared"
    if not folder.is_dir():
        pytest.skip("../shared is not here")
    return folder


def _cannot(reason: str) -> None:
    """A part that cannot run here: named, and under CI a failure."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
