"""What the parts of one run share, made when the first of them asks for it and removed at the end."""

import json
import shutil
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from bench import make_music
from bench.demo import DemoSite, demo_site
from bench.site import HOUSE, environment
from bench.supysonic import Supysonic


@dataclass
class Bench:
    """One run. `rounds` and `seconds` bound each measurement; `files` is the size of the library,
    `upload_mb` that of a file that is uploaded, in MiB; `sizes` those of generated catalogues, in tracks, which stay in
    the folder `keep` for the next run where one is given.
    """

    rounds: int
    seconds: float
    files: int
    stack: ExitStack
    upload_mb: int = 1024
    sizes: tuple[int, ...] = (1_000_000,)
    keep: Path | None = None
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

    def measured(self, name: str, module: str, size: int, *arguments: str) -> dict[str, Any]:
        """What a module measured of a generated catalogue of this size, in a process of its own.

        The module fills a database with `--fill` and prints JSON with `--filled`; the first is done once for each
        folder that is kept. Raises CalledProcessError.
        """
        data = (self.keep or self.folder) / f"{name}-{size}"
        is_whole = data / "filled"
        if not is_whole.exists():
            self.say(f"filling a catalogue of {size:,} tracks")
            shutil.rmtree(data, ignore_errors=True)
            data.mkdir(parents=True)
            self._module(data, module, str(size), "--fill")
            is_whole.touch()
        self.say(f"measuring {size:,}")
        told: dict[str, Any] = json.loads(
            self._module(data, module, str(size), "--filled", *arguments).splitlines()[-1]
        )
        return told

    def _module(self, data: Path, *arguments: str) -> str:
        return subprocess.run(
            [sys.executable, "-m", *arguments],
            cwd=HOUSE,
            env=environment(data, CACHE_URL="memory://"),
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        ).stdout

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
