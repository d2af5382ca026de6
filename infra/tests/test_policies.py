"""What is waived of checkov's checks: each with a reason, each of use."""

import tomllib
from typing import Any

import pytest

from scripts.policies import WAIVED, judged

FOUND = [
    {"check": "CKV_1", "name": "Ensure it", "resource": "module.a.aws_b.c", "file": "a/main.tf"}
]
REASON = "A sentence that says why it is so."


def test_every_waiver_has_a_reason_in_words() -> None:
    waived = tomllib.loads(WAIVED.read_text())["waived"]
    assert len(waived) > 10
    assert [it["check"] for it in waived if len(it["because"].split()) < 4] == []
    assert len({it["check"] for it in waived}) == len(waived)


@pytest.mark.parametrize(
    ("waived", "says"),
    [
        ([], "CKV_1 a/main.tf module.a.aws_b.c: Ensure it"),
        ([{"check": "CKV_1", "because": ""}], "waived without a reason"),
        ([{"check": "CKV_1", "because": REASON, "only": ["*.d"]}], "module.a.aws_b.c: Ensure it"),
        ([{"check": "CKV_2", "because": REASON}], "CKV_2 is waived and fails nowhere"),
    ],
)  # fmt: skip
def test_what_is_not_waived_or_waived_for_nothing_is_told(
    waived: list[dict[str, Any]], says: str
) -> None:
    assert any(says in line for line in judged(FOUND, waived))


def test_what_is_waived_with_a_reason_is_well() -> None:
    assert judged(FOUND, [{"check": "CKV_1", "because": REASON, "only": ["*.c"]}]) == []
