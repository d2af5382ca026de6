"""What a scan has done so far."""

from dataclasses import dataclass, field

LISTED = 1000
"""Refusals whose paths are kept for the summary; all are counted."""


@dataclass(slots=True)
class Summary:
    """Counts of files, and what was refused."""

    seen: int = 0
    total: int | None = None
    """Files that will be seen, where they were counted beforehand."""
    added: int = 0
    changed: int = 0
    moved: int = 0
    back: int = 0
    missing: int = 0
    pruned: int = 0
    duplicates: int = 0
    refused: int = 0
    refused_before: int = 0
    """Of the refused: those that have not changed since an earlier scan refused them."""
    refusals: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """Sentences about the scan as a whole."""

    def refuse(self, path: str, reason: str, *, before: bool = False) -> None:
        """Count a file that was refused, in this scan or `before`."""
        if before:
            self.refused_before += 1
        else:
            self.refused += 1
        if len(self.refusals) < LISTED:
            self.refusals.append((path, reason))

    def counts(self) -> dict[str, int | None]:
        """As the columns of Scan."""
        return {
            "files_seen": self.seen,
            "files_total": self.total,
            "added": self.added,
            "changed": self.changed,
            "moved": self.moved,
            "missing": self.missing,
            "refused": self.refused + self.refused_before,
            "duplicates": self.duplicates,
        }
