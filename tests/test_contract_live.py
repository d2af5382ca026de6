"""The contract holds on a live server, whatever is sent: schemathesis over every operation, within a budget.

`make fuzz` gives it longer (`FUZZ_SECONDS`). What it sends is derived from a seed, so that a run can be repeated.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.servers.site import Site

SECONDS = os.environ.get("FUZZ_SECONDS", "20")
PHASES = os.environ.get("FUZZ_PHASES", "fuzzing,stateful")
SEED = os.environ.get("FUZZ_SEED", "1")
CHECKS = ",".join((
    "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance",
    "response_headers_conformance", "ignored_auth", "use_after_free",
))  # fmt: skip

pytestmark = [pytest.mark.servers]


@pytest.mark.parametrize("person", ["listener", "administrator"])
def test_no_request_fails_the_server_or_is_answered_outside_the_contract(
    live: Site, person: str, tmp_path: Path
) -> None:
    token = live.listener if person == "listener" else live.administrator
    command = [
        str(Path(sys.executable).parent / "schemathesis"), "run", f"{live.url}/api/v1/schema/?format=json",
        "--header", f"Authorization: Bearer {token}", "--checks", CHECKS, "--max-time", SECONDS, "--seed", SEED,
        "--phases", PHASES, "--max-failures", "30", "--warnings", "off",
        "--generation-database", "none", "--suppress-health-check", "all", "--workers", "2",
    ]  # fmt: skip
    done = subprocess.run(
        command, capture_output=True, text=True, cwd=tmp_path, timeout=int(SECONDS) * 6 + 120, check=False
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-12_000:]
    generated = re.search(r"([\d,]+) generated", done.stdout)
    assert generated, done.stdout[-2_000:]
    assert int(generated[1].replace(",", "")) > 50, "it tried too little to mean anything"
