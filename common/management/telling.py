"""Telling how far long work is: one line that renews itself on a terminal, plain lines elsewhere."""

from time import monotonic

from django.core.management.base import OutputWrapper

EVERY = {True: 0.2, False: 10.0}
"""Seconds between two tellings, on a terminal and elsewhere."""


class Telling:
    """Called with a line as often as there is news: shows what is new enough."""

    def __init__(self, out: OutputWrapper, *, quiet: bool = False) -> None:
        self.out, self.quiet = out, quiet
        self.is_terminal = bool(out.isatty()) and not quiet
        self.told = monotonic()

    def __call__(self, line: str) -> None:
        if self.quiet or monotonic() - self.told < EVERY[self.is_terminal]:
            return
        self.told = monotonic()
        if self.is_terminal:
            self.out.write(f"\r\x1b[K{line}", ending="\r")
        else:
            self.out.write(line)
        self.out.flush()

    def end(self, line: str = "") -> None:
        """Clear the line that renews itself, and say the last word."""
        if self.is_terminal:
            self.out.write("\r\x1b[K", ending="\r")
        if line and not self.quiet:
            self.out.write(line)
        self.out.flush()
