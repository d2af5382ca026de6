"""The engine on AWS, against a stand-in that checks what is sent to it: no such service can be started here."""

import json
import threading
from collections.abc import Iterator
from functools import partial
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from common.jobs.worker import drain
from common.registry import Registry
from search import sources
from search.asking import ask
from search.engine import Facts, SearchDocument
from search.indexing import index_pending, needs_rebuild
from search.language import parse
from search.models import Document, Pending
from search.opensearch import place as places
from search.opensearch.bulk import LARGEST, Bulk, taken_in
from search.opensearch.connection import Connection
from search.places import Unavailable
from search.rebuilding import compare_index, rebuild_index, search_stats
from search.tests.opensearch_fake import KEY, SECRET, Fake, Request
from search.tests.writing import write

pytestmark = pytest.mark.django_db


@pytest.fixture
def fake(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Fake]:
    fake = Fake()
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", KEY)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
    monkeypatch.setattr("search.opensearch.bulk.time.sleep", lambda _seconds: None)
    settings.SEARCH_SERVER = fake.address
    yield fake
    fake.close()
    places.connected.cache_clear()
    assert fake.faults == [], "every request was signed as AWS wants it"


def found(text: str, *, kinds: tuple[str, ...] = ("album",), partial: bool = False) -> list[int]:
    answer = ask(parse(text), kinds=kinds, audiences=["everyone"], limit=10)
    assert answer.is_partial == partial
    return [hit.ref for hit in answer.hits]


# --- In step ------------------------------------------------------------------------------------------


def test_changes_are_found_once_the_job_has_run(fake: Fake, rows: dict[int, str]) -> None:
    rebuild_index()
    write(rows, r1="Abraxas", r2="Bitches Brew")
    assert found("abraxas") == []
    drain("quick")
    assert (found("abraxas"), found("brew"), found("abraxsa")) == ([1], [2], [1])
    write(rows, r1="Caravanserai", r2=None)
    drain("quick")
    assert (found("abraxas"), found("caravanserai"), found("brew")) == ([], [1], [])
    assert not Pending.objects.exists()


def test_a_service_without_an_index_gets_one_by_itself(fake: Fake, rows: dict[int, str]) -> None:
    write(rows, r1="Abraxas")
    assert needs_rebuild()
    drain("quick")
    drain("heavy")
    assert found("abraxas") == [1]


@pytest.mark.parametrize("outage", ["closed", "broken", "overloaded"])
def test_while_it_is_away_the_database_answers_and_nothing_is_lost(
    outage: str, fake: Fake, rows: dict[int, str], settings: Any
) -> None:
    rebuild_index()
    if outage == "closed":
        settings.SEARCH_SERVER = "http://127.0.0.1:1?region=eu-central-1"
    elif outage == "broken":
        fake.broken = 503
    else:
        fake.overloaded = lambda _request: True
    write(rows, **{f"r{n}": "Abraxas" for n in range(1, 1201)})
    with pytest.raises(Unavailable):
        index_pending(seconds=30)
    assert Document.objects.count() == 1200, "the database's own words follow all the same"
    assert Pending.objects.count() == 1200
    assert not needs_rebuild(), "one that is away is not lost"
    if outage != "overloaded":
        assert len(found("abraxas", partial=True)) == 10
        places.connected.cache_clear()
    fake.broken, fake.overloaded = 0, lambda _request: False
    settings.SEARCH_SERVER = fake.address
    index_pending(seconds=30)
    assert not Pending.objects.exists()
    assert len(found("abraxas")) == 10


def test_nobody_waits_twice_for_a_service_that_is_away(fake: Fake, rows: dict[int, str]) -> None:
    rebuild_index()
    fake.broken = 503
    for _ in range(5):
        found("abraxas", partial=True)
    assert len(fake.sent("/_msearch")) == 1


# --- Rebuilding ---------------------------------------------------------------------------------------


def test_a_rebuild_takes_the_place_of_the_old_index_at_once(
    fake: Fake, rows: dict[int, str]
) -> None:
    rows.update({1: "Abraxas", 2: "Tutu"})
    rebuild_index()
    (first,) = fake.aliases["musicsite"]
    template = fake.templates["musicsite"]
    assert template["index_patterns"] == ["musicsite-*"]
    assert template["template"]["mappings"]["dynamic"] == "strict"
    rows[1] = "Caravanserai"
    assert rebuild_index() == 2
    (second,) = fake.aliases["musicsite"]
    assert list(fake.indexes) == [second] != [first]
    assert not fake.aliases["musicsite-building"]
    moves = [json.loads(request.body)["actions"] for request in fake.sent("/_aliases")]
    assert moves[-1] == [
        {"add": {"index": second, "alias": "musicsite"}},
        {"remove": {"index": second, "alias": "musicsite-building"}},
        {"remove_index": {"index": first}},
    ], "one request"
    assert fake.indexes[second].settings["refresh_interval"] == "1s"
    assert found("caravanserai") == [1]


def test_changes_during_a_rebuild_reach_both_indexes_and_are_not_undone_by_it(
    fake: Fake, rows: dict[int, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rows.update({1: "Abraxas", 2: "Tutu", 3: "Blue"})
    rebuild_index()
    plain = sources.sources["album"].load
    meanwhile = iter([True])

    def loads(refs: list[int]) -> Any:
        documents = list(plain(refs))
        if next(meanwhile, False):  # after the rebuild has read the rows, before it writes them
            write(rows, r1="Caravanserai", r2=None, r4="Lotus")
            index_pending(seconds=5)
            assert (found("abraxas"), found("caravanserai"), found("lotus")) == ([], [1], [4])
        return documents

    monkeypatch.setattr(sources, "sources", Registry("search source"))
    sources.add("album", loads, lambda: sorted(rows))
    rebuild_index()
    assert (found("caravanserai"), found("abraxas"), found("tutu")) == ([1], [], [])
    assert (found("lotus"), found("blue")) == ([4], [3])
    assert not compare_index().refs()


def test_a_rebuild_that_was_killed_leaves_nothing_to_be_written_to(
    fake: Fake, rows: dict[int, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rows[1] = "Abraxas"
    rebuild_index()
    with monkeypatch.context() as patch:
        patch.setattr(Bulk, "write", lambda *_args: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            rebuild_index()
    assert len(fake.indexes) == 2
    assert found("abraxas") == [1]
    rebuild_index()
    assert len(fake.indexes) == 1


def test_the_command_compares_and_counts(fake: Fake, rows: dict[int, str]) -> None:
    rows.update({1: "Abraxas", 2: "Tutu", 3: "Blue"})
    out = StringIO()
    call_command("search", "rebuild", stdout=out)
    assert out.getvalue().startswith("3 documents indexed")
    rows[1] = "Caravanserai"
    rows[4] = "Lotus"
    del rows[3]
    told = compare_index()
    assert (told.missing, told.left_over, told.different) == (
        {"album": [4]},
        {"album": [3]},
        {"album": [1]},
    )
    assert search_stats().in_index == {"album": 3}


def test_pages_of_columns_are_read_to_their_end(
    fake: Fake, rows: dict[int, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rows.update({n: f"Song {n}" for n in range(1, 12)})
    rebuild_index()
    monkeypatch.setattr(places, "PAGE", 4)
    assert not compare_index().refs()


# --- Bulk ---------------------------------------------------------------------------------------------


def many(count: int) -> list[SearchDocument]:
    return [SearchDocument("album", n, "everyone", f"Song {n}") for n in range(count)]


def test_an_overloaded_service_gets_smaller_batches_after_longer_pauses(
    fake: Fake, rows: dict[int, str]
) -> None:
    rebuild_index()
    sizes: list[int] = []
    pauses: list[float] = []

    def overloaded(request: Request) -> bool:
        size = len(request.lines) // 2
        sizes.append(size)
        return size > 300

    fake.overloaded = overloaded
    bulk = Bulk(Connection(fake.address), pause=pauses.append)
    assert bulk.write((taken_in(one, 1) for one in many(2500)), ["musicsite"]) == 2500
    assert sizes[:4] == [LARGEST, 500, 500, 250], "half, and half again"
    assert len(fake.index_of("musicsite").documents) == 2500
    assert 0 < pauses[0] < pauses[1] <= 0.5


def test_only_what_was_refused_is_sent_again(fake: Fake, rows: dict[int, str]) -> None:
    rebuild_index()
    answers = iter([{3, 7}])
    fake.overloaded = lambda _request: next(answers, False)
    bulk = Bulk(Connection(fake.address), pause=lambda _seconds: None)
    bulk.write((taken_in(one, 1) for one in many(10)), ["musicsite"])
    again = fake.sent("/_bulk")[-1].lines
    assert [line["index"]["_id"] for line in again[::2]] == ["album:3", "album:7"]
    assert len(fake.index_of("musicsite").documents) == 10


def test_an_older_state_that_comes_late_changes_nothing(fake: Fake, rows: dict[int, str]) -> None:
    rows[1] = "Abraxas"
    rebuild_index()
    late = taken_in(SearchDocument("album", 1, "everyone", "An older name"), 1)
    Bulk(Connection(fake.address)).write([late, late], ["musicsite"])
    assert found("abraxas") == [1]


def test_an_entry_that_is_refused_for_good_does_not_hold_up_others(
    fake: Fake, rows: dict[int, str], caplog: pytest.LogCaptureFixture
) -> None:
    rebuild_index()
    good, bad = (taken_in(one, 1) for one in many(2))
    assert bad.body is not None
    bad.body["unheard of"] = 1
    Bulk(Connection(fake.address)).write([bad, good], ["musicsite"])
    assert list(fake.index_of("musicsite").documents) == ["album:0"]
    assert "album:1" in caplog.text


# --- Questions ----------------------------------------------------------------------------------------


def some_of(documents: dict[int, SearchDocument], refs: list[int]) -> list[SearchDocument]:
    return [documents[ref] for ref in refs if ref in documents]


@pytest.fixture
def shelf(fake: Fake, monkeypatch: pytest.MonkeyPatch) -> Fake:
    documents = [
        SearchDocument("artist", 1, "everyone", "Miles Davis", rank=50),
        SearchDocument("track", 1, "everyone", "So What", [("Miles Davis", 2), ("Kind of Blue", 1)],
                       facts=Facts(genres=("Jazz",), year=1959, bpm=136, seconds=545, key="Dm", format="flac")),
        SearchDocument("track", 2, "everyone", "Blue in Green", [("Miles Davis", 2), ("Kind of Blue", 1)],
                       rank=3, facts=Facts(genres=("Jazz", "Ballad"), year=1959, seconds=327)),
        SearchDocument("track", 3, "everyone", "Blue", [("Joni Mitchell", 2)], facts=Facts(year=1971)),
        SearchDocument("track", 4, "workspace:7", "Blue Secret"),
        SearchDocument("track", 5, "everyone", "Blue Train", [("John Coltrane", 2)], rank=9),
    ]  # fmt: skip
    monkeypatch.setattr(sources, "sources", Registry("search source"))
    for kind in ("artist", "track"):
        of_kind = {one.ref: one for one in documents if one.kind == kind}
        sources.add(kind, partial(some_of, of_kind), partial(range, 1, 6))
    rebuild_index()
    return fake


@pytest.mark.parametrize(
    ("typed", "refs"),
    [
        ("blue", [3, 5, 2, 1]),
        ("blu", [5, 2, 3, 1]),
        ("bleu train", [5]),
        ("coltrne", [5]),
        ("coltr blue", [5]),
        ("miles so what", [1]),
        ('"kind of"', [2, 1]),
        ("blue -train", [3, 2, 1]),
        ("artist:miles", [2, 1]),
        ("genre:jazz year:1959 length:9-", [1]),
        ("genre:ballad", [2]),
        ("key:7A", [1]),
        ("format:flac", [1]),
        ("bpm:130-140", [1]),
        ("year:1970-", [3]),
        ("secret", []),
        ("!!!", []),
    ],
)
def test_what_is_typed_finds_what_is_meant(shelf: Fake, typed: str, refs: list[int]) -> None:
    assert found(typed, kinds=("track",)) == refs


def test_only_those_who_may_find_it_find_it(shelf: Fake) -> None:
    answer = ask(parse("secret"), kinds=["track"], audiences=["everyone", "workspace:7"], limit=5)
    assert [hit.ref for hit in answer.hits] == [4]
    sent = shelf.sent("/_msearch")[-1].lines[1]["query"]["bool"]["filter"]
    assert {"terms": {"audience": ["everyone", "workspace:7"]}} in sent


def test_all_kinds_are_asked_in_one_request_and_facets_counted_with_it(shelf: Fake) -> None:
    before = len(shelf.sent("/_msearch"))
    answer = ask(
        parse("miles davis"),
        kinds=["artist", "track"],
        audiences=["everyone"],
        limit=1,
        facets_of="track",
    )
    assert len(shelf.sent("/_msearch")) == before + 1
    assert answer.totals == {"artist": 1, "track": 2}
    assert [(hit.kind, hit.ref) for hit in answer.hits] == [("artist", 1), ("track", 2)]
    genres = [(bucket.value, bucket.count) for bucket in answer.facets["genre"]]
    assert genres == [("Jazz", 2), ("Ballad", 1)]
    assert [(b.low, b.high, b.count) for b in answer.facets["year"]] == [(1950, 1959, 2)]


def test_questions_may_be_asked_at_the_same_time(shelf: Fake) -> None:
    connection = Connection(shelf.address)
    threads = [
        threading.Thread(target=connection.ask, args=("GET", "_alias/musicsite")) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


# --- Signatures ---------------------------------------------------------------------------------------


def test_the_stand_in_refuses_what_is_signed_wrong(
    fake: Fake, rows: dict[int, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "another")
    with pytest.raises(Unavailable, match="does not match"):
        rebuild_index()
    fake.faults.clear()


@pytest.mark.parametrize(
    ("address", "region", "service"),
    [
        ("https://search-a-b.eu-central-1.es.amazonaws.com", "eu-central-1", "es"),
        ("https://abc.us-east-1.aoss.amazonaws.com/site", "us-east-1", "aoss"),
        ("https://search.example.org", "", "es"),
        ("https://search.example.org?region=eu-west-1", "eu-west-1", "es"),
    ],
)
def test_an_address_says_how_requests_are_signed(address: str, region: str, service: str) -> None:
    connection = Connection(address)
    assert (connection._region, connection._service) == (region, service)
