"""What all tests share: private servers, a closed network, a clean cache, the fixed cast."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import pytest_socket
from django.conf import settings as settings_of_tests
from django.core.cache import cache

from search.embedded.folder import Folder, opened
from search.rebuilding import rebuild_index
from tests.servers import moto, post_office, s3, site
from tests.servers.process import CannotStart
from tests.servers.schema import copy_schema

pytest_plugins = ["tests.cast", "tests.second_try"]

DATABASE = {"db", "transactional_db", "django_db_setup", "live_server"}
"""The fixtures of pytest-django that open a test's database."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database-only",
        action="store_true",
        help="only tests that ask a database: the others are the same on every one",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("database_only"):
        return
    asking = [item for item in items if _asks_a_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(asking)])
    items[:] = asking


def _asks_a_database(item: pytest.Item) -> bool:
    """Whether pytest-django lets it: by its mark, or by what one of its fixtures, however far, asks for."""
    marked = item.get_closest_marker("django_db") is not None
    return marked or not DATABASE.isdisjoint(getattr(item, "fixturenames", ()))


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "browser: drives a real Chromium")
    config.addinivalue_line("markers", "servers: starts servers of its own")


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """The copy that `django_db_modify_db_settings` makes; it goes with the folder of the run."""
    return bool(settings_of_tests.EMBEDDED_DATABASE)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, django_db_keepdb: bool
) -> None:
    if django_db_keepdb:
        copy_schema(Path(settings_of_tests.DATABASES["default"]["TEST"]["NAME"]))


@pytest.fixture(autouse=True)
def closed_network() -> None:
    """Nothing leaves the machine: loopback and unix sockets only."""
    pytest_socket.socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)


@pytest.fixture(autouse=True)
def clean_cache() -> Iterator[None]:
    """No test sees what another cached."""
    yield
    cache.clear()


@pytest.fixture
def search_index(tmp_path: Path, settings: Any, db: None) -> Folder:
    """An embedded index of what the database has now; what is marked later reaches it by the job."""
    settings.SEARCH_INDEX = tmp_path / "search"
    rebuild_index()
    return opened(settings.SEARCH_INDEX)


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
def cloud() -> Iterator[moto.Cloud]:
    """Queues and topics as AWS has them, one server for each worker."""
    try:
        server, cloud = moto.start()
    except CannotStart as error:
        _cannot(str(error))
        return
    yield cloud
    server.remove()


@pytest.fixture(name="post_office")
def mail_server(settings: Any) -> Iterator[post_office.PostOffice]:
    """A mail server of the test's own, which the settings name."""
    with post_office.opened(settings) as office:
        yield office


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
