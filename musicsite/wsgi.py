"""The door for gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "musicsite.settings")
_django = get_wsgi_application()

# Django must be set up before anything of ours is imported.
from musicsite.door import Door  # noqa: E402

application = Door(_django)
