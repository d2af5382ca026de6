"""Telling how far an import is: one line that renews itself on a terminal, plain lines elsewhere."""

from time import monotonic

from django.core.management.base import OutputWrapper

from streaming.importing.summary import Summary

EVERY = {True: 0.2, False: 10.0}
"""Seconds between two tellings, on a terminal and elsewhere."""


class Progress:
    """Called with the summary after each batch."""

    def __init__(self, out: OutputWrapper, name: str, *, quiet: bool = False) -> None:
        self.out, self.name, self.quiet = out, name, quiet
        self.is_terminal = bool(out.isatty()) and not quiet
        self.began = self.told = monotonic()

    def __call__(self, summary: Summary) -> None:
        if self.quiet or monotonic() - self.told < EVERY[self.is_terminal]:
            return
        self.told = monotonic()
        line = self._line(summary)
        if self.is_terminal:
            self.out.write(f"\r\x1b[K{line}", ending="\r")
            self.out.flush()
        else:
            self.out.write(line)

    def _line(self, summary: Summary) -> str:
        took = max(monotonic() - self.began, 0.001)
        rate = summary.seen / took
        of = f" of {summary.total}" if summary.total else ""
        line = f"{self.name}: {summary.seen}{of} files, {rate:.0f}/s"
        if summary.total and rate:
            left = max(summary.total - summary.seen, 0) / rate
            line += f", {int(left) // 60}:{int(left) % 60:02d} left"
        if summary.refused:
            line += f", {summary.refused} refused"
        return line

    def end(self, summary: Summary, *, dry_run: bool = False) -> None:
        """The last word."""
        if self.is_terminal:
            self.out.write("\r\x1b[K", ending="\r")
        if self.quiet:
            return
        took = monotonic() - self.began
        would = "would be " if dry_run else ""
        self.out.write(
            f"{self.name}: {summary.seen} files in {took:.1f} s ({summary.seen / max(took, 0.001):.0f}/s)"
        )
        counts = {
            "added": summary.added,
            "changed": summary.changed,
            "moved": summary.moved,
            "back": summary.back,
            "missing": summary.missing,
            "pruned": summary.pruned,
            "refused": summary.refused + summary.refused_before,
        }
        told = ", ".join(f"{count} {what}" for what, count in counts.items() if count)
        self.out.write(f"  {would}{told}" if told else "  nothing has changed")
        if summary.duplicates:
            self.out.write(f"  {summary.duplicates} of them hold a recording that is there already")
