"""Which traces are sent: a share of them, each whole, and nobody outside chooses."""

import random
import sys
from collections.abc import Callable
from typing import Any

import pytest


@pytest.fixture
def takes(monkeypatch: pytest.MonkeyPatch) -> Callable[[int, int], bool]:
    """(percent, trace id) → whether it is sent."""
    # Not loaded where no spans are sent, and that is how tests are set.
    monkeypatch.delitem(sys.modules, "opentelemetry.sdk", raising=False)
    from musicsite.observability.tracing import SomeTraces  # noqa: PLC0415

    return lambda percent, trace_id: SomeTraces(percent).takes(trace_id)


def test_a_share_of_all_traces_is_sent(takes: Callable[[int, int], bool]) -> None:
    ids = [random.Random(number).getrandbits(128) for number in range(2000)]
    assert not any(takes(0, each) for each in ids)
    assert all(takes(100, each) for each in ids)
    assert 0.07 < sum(takes(10, each) for each in ids) / len(ids) < 0.13
    assert all(takes(50, each) for each in ids if takes(10, each)), (
        "a larger share holds the smaller"
    )


def test_who_does_not_know_the_key_cannot_choose_an_id_that_is_sent(
    takes: Callable[[int, int], bool], settings: Any
) -> None:
    ids = [random.Random(number).getrandbits(128) for number in range(500)]
    first = [takes(10, each) for each in ids]
    assert [takes(10, each) for each in ids] == first, "every process decides alike"
    settings.SECRET_KEY = "another-" + "k" * 40
    assert [takes(10, each) for each in ids] != first
