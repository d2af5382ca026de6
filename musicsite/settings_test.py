"""Settings for tests: the site's own, on private servers, with nothing that leaves the machine.

`TEST_DATABASE=mariadb` runs everything on MariaDB instead of SQLite. The servers belong to the first process
(pytest's controller); the workers of pytest-xdist find them in the environment.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from tests.servers import mariadb, valkey

worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0")

if "TEST_FOLDER" not in os.environ:
    os.environ["TEST_FOLDER"] = tempfile.mkdtemp(prefix="musicsite-tests-")
    atexit.register(shutil.rmtree, os.environ["TEST_FOLDER"], ignore_errors=True)
if "TEST_CACHE_URL" not in os.environ:
    _cache, os.environ["TEST_CACHE_URL"] = valkey.start()
    atexit.register(_cache.remove)
if os.environ.get("TEST_DATABASE") == "mariadb" and "TEST_DATABASE_URL" not in os.environ:
    _database, os.environ["TEST_DATABASE_URL"] = mariadb.start()
    atexit.register(_database.remove)

folder = Path(os.environ["TEST_FOLDER"]) / worker
folder.mkdir(exist_ok=True)
os.environ["DATA_DIR"] = str(folder)
os.environ["SECRET_KEY"] = "tests-only-" + "x" * 40
# A number of Valkey's own for each worker, so that clearing one cache leaves the others alone.
os.environ["CACHE_URL"] = f"{os.environ['TEST_CACHE_URL']}?db={int(worker.removeprefix('gw')) + 1}"
if "TEST_DATABASE_URL" in os.environ:
    os.environ["DATABASE_URL"] = os.environ["TEST_DATABASE_URL"]

from musicsite.settings import *  # noqa: E402, F403
from musicsite.settings import DATABASES, EMBEDDED_DATABASE, STORAGES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
EVENTS_IN_BACKGROUND = False  # tests say when
SEARCH_SERVER = ""
SEARCH_INDEX = None  # the fixture `search_index` makes one for the tests that are about it
if EMBEDDED_DATABASE:
    # A file, as the site has it: the shared in-memory database locks differently.
    DATABASES["default"]["TEST"] = {"NAME": str(folder / "test.sqlite3")}
else:
    DATABASES["default"]["ENGINE"] = "tests.mysql_backend"
