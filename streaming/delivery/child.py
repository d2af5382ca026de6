"""The program that opens sound files: one order, one answer, with limits on what it may use.

Forked by `streaming.delivery.nursery`, or started as `python -m streaming.delivery.child ORDER` where there is none;
never imported by the site: FFmpeg reads what strangers made, and 40 MB of it have no place in a web process. The order
is JSON:

- `{"do": "probe", "path"}` prints facts and forms (see `probe_answer`);
- `{"do": "analyse", "path"}` prints loudness and waveform (`streaming.analysis.measure`);
- `{"do": "download", "path", "info", "keep", "part", "labels", "cover"}` writes a file to be kept at `part`, with the
  labels of a JSON file and the picture of another, and prints `{}` (`streaming.downloads`);
- `{"do": "excerpt", "path", "info", "start_ms", "stop_ms", "part"}` writes an MP3 of that much at `part`;
- `{"do": "render", "path", "info", "format", "bitrate", "part", "final"}` writes a rendition to standard output, which
  is the file `part`, then marks it complete by taking its write permission away and renames it to `final`.

`limits` of every order: `cpu` and `wall` in seconds, `memory` and `output` in bytes. An error is one sentence on
standard error and exit code 1.
"""

import json
import os
import resource
import signal
import sys
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from streaming.analysis.measure import measure
from streaming.downloads.formats import Keep
from streaming.downloads.labels import Labels
from streaming.downloads.write import write_download
from streaming.encoding import AudioInfo, EncodingError, Format, Quality, choices, probe, render
from streaming.encoding.excerpt import write_excerpt
from streaming.encoding.forms import Form, describe

COMPLETE = 0o444
"""The mode of a part to which nothing will be added."""

ENCODED = [(Format.OPUS, rate) for rate in (64, 128, 256)] + [
    (Format.MP3, rate) for rate in (64, 128, 256, 320)
]
"""What can be asked of any file. No other bit rate can be: each would be a file in the cache."""


def run(order: dict[str, Any]) -> int:
    """Do one order in this process, which is then good for nothing else; the exit code."""
    _limit(order["limits"], niceness=0 if order["do"] == "probe" else 5)  # a click waits for it
    path = Path(order["path"])
    try:
        match order["do"]:
            case "probe":
                answer: dict[str, Any] = probe_answer(path)
            case "analyse":
                answer = asdict(measure(path))
            case "excerpt":
                info, part = AudioInfo(**order["info"]), Path(order["part"])
                write_excerpt(path, info, order["start_ms"], order["stop_ms"], part)
                answer = {}
            case "download":
                _download(path, order)
                answer = {}
            case _:
                _render(path, order)
                return 0
    except EncodingError as error:
        sys.stderr.write(str(error))
        return 1
    json.dump(answer, sys.stdout)
    return 0


def probe_answer(path: Path) -> dict[str, Any]:
    """`info`, `forms` by key (`""`, `fmp4`, `opus-128` …), and the keys of `choices` for each quality, best first."""
    info = probe(path)
    forms: dict[str, Form] = {}
    offered: dict[str, list[str]] = {}
    for quality in Quality:
        found = choices(info, quality)
        offered[quality.value] = [form_key(form) for form in found]
        forms |= {form_key(form): form for form in found}
    for format, bitrate in ENCODED:
        form = describe(info, format, bitrate)
        forms.setdefault(form_key(form), form)
    return {
        "info": asdict(info),
        "forms": {key: asdict(form) for key, form in forms.items()},
        "choices": offered,
    }


def form_key(form: Form) -> str:
    return f"{form.format.value}-{form.bitrate}" if form.bitrate else form.format.value


def _render(path: Path, order: dict[str, Any]) -> None:
    info = AudioInfo(**order["info"])
    form = describe(info, Format(order["format"]), order["bitrate"] or None)
    parent = os.getppid()
    out = sys.stdout.fileno()
    for block in render(path, info, form):
        left = memoryview(block)
        while left:
            left = left[os.write(out, left) :]
        if os.getppid() != parent:
            raise EncodingError("the site has stopped")
    os.fchmod(out, COMPLETE)
    Path(order["part"]).rename(order["final"])


def _download(path: Path, order: dict[str, Any]) -> None:
    labels = Labels(**json.loads(Path(order["labels"]).read_text()))
    cover = Path(order["cover"]).read_bytes() if order["cover"] else None
    info = AudioInfo(**order["info"])
    write_download(path, info, Keep(order["keep"]), Path(order["part"]), labels, cover)


def _limit(limits: dict[str, int], *, niceness: int) -> None:
    os.nice(niceness)
    signal.alarm(limits["wall"])  # its default action ends the process
    for kind, most in (
        (resource.RLIMIT_CPU, limits["cpu"]),
        (resource.RLIMIT_AS, limits["memory"]),
        (resource.RLIMIT_FSIZE, limits["output"]),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):  # macOS knows no limit of address space
            resource.setrlimit(kind, (most, most))


if __name__ == "__main__":
    sys.exit(run(json.loads(sys.argv[1])))
