"""Settings of a `manage.py` that a test starts beside itself: the site's own, on the database that the test has."""

from musicsite.settings import *  # noqa: F403
from musicsite.settings import DATABASES, EMBEDDED_DATABASE

if not EMBEDDED_DATABASE:
    # As `musicsite.settings_test`: what only MariaDB does (native UUIDs among it) would not find the test's rows.
    DATABASES["default"]["ENGINE"] = "tests.mysql_backend"
