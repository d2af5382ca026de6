#!/usr/bin/env python
"""The operator's door: every command of the site."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "musicsite.settings")
    execute_from_command_line(sys.argv)
