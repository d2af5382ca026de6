"""Ids have the RFC's form, and the order in which one process made them."""

import time
import uuid

from common.ids import PUBLIC_ID, uuid7_hex


def test_an_id_is_a_uuid_of_version_7_and_tells_its_millisecond() -> None:
    before = time.time_ns() // 1_000_000
    made = uuid7_hex()
    after = time.time_ns() // 1_000_000
    assert PUBLIC_ID.fullmatch(made)
    assert (uuid.UUID(made).version, uuid.UUID(made).variant) == (7, uuid.RFC_4122)
    assert before <= int(made[:12], 16) <= after


def test_many_of_one_millisecond_sort_as_they_were_made() -> None:
    made: list[str] = []
    while len({id[:12] for id in made}) < 3:
        made.append(uuid7_hex())
    assert made == sorted(made)
    assert len(made) > 20, "several fell into each millisecond"
    assert len(set(made)) == len(made)
