"""What the parts of one run share, made when the first of them asks for it and removed at the end."""

import shutil
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from bench import make_music
from bench.demo import DemoSite, demo_site
from bench.supysonic import Supysonic


@dataclass
class Bench:
    """One run. `rounds` and `seconds` bound each measurement; `files` is the size of the library."""

    rounds: int
    seconds: float
    files: int
    stack: ExitStack
    notes: list[str] = field(default_factory=list)
    imported: Path | None = None
    """DATA_DIR of a site that has taken `music` in, once a part has made one."""

    def say(self, line: str) -> None:
        """Progress, for whoever waits."""
        print(f"  {line}", file=sys.stderr, flush=True)

    def note(self, line: str) -> None:
        """Something that the reader of this part's figures must know."""
        self.notes.append(line)

    @cached_property
    def folder(self) -> Path:
        """Scratch, removed at the end. Its name is short: sockets lie in it."""
        made = Path(tempfile.mkdtemp(prefix="bench-", dir="/tmp"))
        self.stack.callback(shutil.rmtree, made, ignore_errors=True)
        return made

    @cached_property
    def music(self) -> Path:
        """The library: `files` short tagged files with covers."""
        self.say(f"making {self.files:,} files")
        make_music.make(self.folder / "music", self.files)
        return self.folder / "music"

    @cached_property
    def supysonic(self) -> Supysonic:
        """The peer, with the same library scanned."""
        self.say("installing Supysonic and letting it scan")
        peer = Supysonic(self.folder / "supysonic")
        peer.install()
        peer.scan(self.music)
        return peer

    @cached_property
    def demo(self) -> DemoSite:
        """The whole site as `make run` starts it, with the demo catalogue, when its first jobs are done."""
        self.say("starting the site with its demo")
        return self.stack.enter_context(demo_site())
