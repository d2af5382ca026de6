"""What readers found, on its way to the writer."""

from dataclasses import dataclass, field

from streaming.importing.compare import Plan
from streaming.importing.reader import FileRead


@dataclass(slots=True)
class Loaded:
    """A unit (or a part of a large one) with what its files hold."""

    plan: Plan
    reads: list[FileRead]
    pictures: dict[str, bytes] = field(default_factory=dict)
    refused: list[tuple[str, str]] = field(default_factory=list)
    whole: bool = True
    is_last_part: bool = True
