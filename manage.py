#!/usr/bin/env python
"""The operator's door: every command of the site."""

import os
import sys

if sys.version_info < (3, 12):  # noqa: UP036  # said before Django fails in many lines
    sys.stderr.write(
        "The site needs Python 3.12 or newer and this is %d.%d: use .venv/bin/python, which `make run` makes.\n"  # noqa: UP031
        % sys.version_info[:2]
    )
    sys.exit(2)

from django.core.management import execute_from_command_line

from musicsite.env import WrongSetting

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "musicsite.settings")
    try:
        execute_from_command_line(sys.argv)
    except WrongSetting as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(2)
