"""The site's settings with one more address: the empty view, behind the very same middleware."""

from musicsite.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
