"""Settings for tests: the site's own, on the database that the run names, with nothing that leaves the machine."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("DATA_DIR", str(Path(tempfile.mkdtemp(prefix="musicsite-tests-"))))
os.environ.setdefault("SECRET_KEY", "tests-only-" + "x" * 40)
os.environ.setdefault("CACHE_URL", "memory://")

from musicsite.settings import *  # noqa: E402, F403
from musicsite.settings import DATABASES, STORAGES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
DATABASES["default"].setdefault("TEST", {})
