"""What modules that measure a generated catalogue take on their command line, and the database that they find."""

import argparse
import sys
import time
from collections.abc import Callable

from django.core.management import call_command


def filled(
    parser: argparse.ArgumentParser, of: str, fill: Callable[[int], object]
) -> argparse.Namespace:
    """The arguments, with the database that the settings name migrated and, unless it is said to be, filled.

    `of`: what is made as many of as the first argument says, which `fill` gets and which the result holds by that name.
    With `--fill` nothing else is wanted: who calls looks at `fill` of the result.
    """
    parser.add_argument(of, type=int, help="a multiple of a thousand")
    parser.add_argument("--filled", action="store_true", help=f"it holds the {of} already")
    parser.add_argument("--fill", action="store_true", help="fill it and stop")
    given = parser.parse_args()
    call_command("migrate", verbosity=0)  # a folder that was kept may be older than the code
    if not given.filled:
        began = time.perf_counter()
        fill(getattr(given, of))
        print(f"filled in {time.perf_counter() - began:.0f} s", file=sys.stderr)
    return given
