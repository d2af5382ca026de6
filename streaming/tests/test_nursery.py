"""Promises about the process that starts decoders: quick, limited, without secrets, and never missing for long."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from streaming.delivery import spawn
from streaming.delivery.spawn import Nursery, SoundError, ask
from streaming.tests.sound import wav_bytes

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere each child is a program")

SITE = {**os.environ, "DJANGO_SETTINGS_MODULE": "musicsite.settings"}


@pytest.fixture
def song(tmp_path: Path) -> Path:
    path = tmp_path / "song.wav"
    path.write_bytes(wav_bytes(1, rate=44100))
    return path


@pytest.fixture
def nursery(monkeypatch: pytest.MonkeyPatch) -> Iterator[Nursery]:
    """One of this test alone."""
    made = Nursery()
    monkeypatch.setattr(spawn, "nursery", made)
    before = nurseries()
    made.start()
    yield made
    made.stop()
    assert nurseries() <= before


def nurseries() -> set[int]:
    """Process ids of those that this process started."""
    found = set()
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                command = (entry / "cmdline").read_bytes()
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
            if b"streaming.delivery.nursery" in command and parent == os.getpid():
                found.add(int(entry.name))
    return found


def wait_until(true: object, otherwise: str) -> None:
    until = time.monotonic() + 10
    while not true():  # type: ignore[operator]  # a function without arguments
        assert time.monotonic() < until, otherwise
        time.sleep(0.01)


def probe(path: Path) -> dict[str, object]:
    return ask({"do": "probe", "path": str(path)}, seconds=20)


def test_a_file_is_probed_in_a_child_of_its_own(nursery: Nursery, song: Path) -> None:
    assert probe(song)["info"]["samples"] == 44100  # type: ignore[index]


def test_many_at_once_get_each_their_own_answer(nursery: Nursery, tmp_path: Path) -> None:
    lengths = range(1, 9)
    for seconds in lengths:
        (tmp_path / f"{seconds}.wav").write_bytes(wav_bytes(seconds))
    found: dict[int, object] = {}

    def listen(seconds: int) -> None:
        found[seconds] = probe(tmp_path / f"{seconds}.wav")["info"]["samples"]  # type: ignore[index]

    threads = [threading.Thread(target=listen, args=(seconds,)) for seconds in lengths]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {seconds: seconds * 8000 for seconds in lengths}


def test_killed_it_is_started_again_by_the_next_order(nursery: Nursery, song: Path) -> None:
    probe(song)
    assert nursery.process
    before = nursery.process.pid
    os.kill(before, signal.SIGKILL)
    # Until it has ended, sockets and all; that it has lost its memory and its name comes earlier.
    os.waitid(os.P_PID, before, os.WEXITED | os.WNOWAIT)
    assert probe(song)["info"]


def test_what_kills_a_child_is_told_and_kills_nothing_else(
    nursery: Nursery, tmp_path: Path, song: Path
) -> None:
    broken = tmp_path / "broken.wav"
    broken.write_bytes(b"RIFF\x00\x00\x00\x00WAVE")
    with pytest.raises(SoundError):
        probe(broken)
    with pytest.raises(SoundError, match="ended with -"):
        ask_with_no_memory(song)
    assert probe(song)["info"]


def ask_with_no_memory(path: Path) -> None:
    """An order whose child may use no processor time is killed by the kernel."""
    ask({"do": "analyse", "path": str(path)}, seconds=0)


def test_a_child_has_the_limits_of_its_order_and_no_secret(
    nursery: Nursery, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that never ends (a FIFO) holds the child while it is looked at."""
    monkeypatch.setenv("SECRET_KEY", "hunter2-hunter2-hunter2-hunter2-hunter2")
    fifo = tmp_path / "song.mp3"
    os.mkfifo(fifo)
    failed: list[SoundError] = []

    def listen() -> None:
        try:
            ask({"do": "probe", "path": str(fifo)}, seconds=2)
        except SoundError as error:
            failed.append(error)

    thread = threading.Thread(target=listen)
    thread.start()
    assert nursery.process
    owner = nursery.process.pid
    child: list[int] = []

    def forked() -> bool:
        told = Path(f"/proc/{owner}/task/{owner}/children").read_text().split()
        child[:] = [int(pid) for pid in told]
        return bool(child) and "1500000000" in Path(f"/proc/{child[0]}/limits").read_text()

    wait_until(forked, "no child was started, or none with a limit")
    limits = Path(f"/proc/{child[0]}/limits").read_text()
    for name, most in (("Max cpu time", "2"), ("Max file size", "0"), ("Max open files", "64")):
        [line] = [line for line in limits.splitlines() if line.startswith(name)]
        assert most in line.split()
    assert b"hunter2" not in Path(f"/proc/{child[0]}/environ").read_bytes()
    held = {str(each.readlink()) for each in Path(f"/proc/{child[0]}/fd").iterdir()}
    assert not [each for each in held if each.startswith("socket:")], "it could give orders"
    thread.join()
    assert failed, "it did not end in its time"


def test_it_ends_with_whoever_started_it(tmp_path: Path) -> None:
    """However that ends: the socket's other end is closed by the kernel."""
    program = (
        "import django; django.setup(); from streaming.delivery.spawn import nursery; nursery.start();"
        "print(nursery.process.pid, flush=True); import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
    )
    told = subprocess.run(
        [sys.executable, "-c", program], env=SITE, capture_output=True, text=True, check=False
    )
    orphan = Path("/proc", told.stdout.strip())
    wait_until(lambda: not orphan.exists() or is_zombie(orphan), "it lives on")


def is_zombie(process: Path) -> bool:
    try:
        return (process / "stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def test_the_site_itself_loads_no_decoder() -> None:
    told = subprocess.run(
        [sys.executable, "-c", "import django, sys; django.setup(); import musicsite.urls; print('av' in sys.modules)"],
        env=SITE, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert told.stdout.strip() == "False"
