"""Promises of the range parser: it agrees with a plain model of slices, whatever the header."""

from hypothesis import example, given
from hypothesis import strategies as st

from streaming.delivery.ranges import MOST, NEAR, ByteRange, parse_ranges

type Spec = tuple[int | None, int | None]

sizes = st.integers(1, 2000)
position = st.integers(0, 2500)
specs = st.one_of(
    st.tuples(position, st.none()),
    st.tuples(position, position).map(lambda pair: tuple(sorted(pair))),
    st.tuples(st.none(), position),
)


def written(spec: Spec) -> str:
    return "-".join("" if value is None else str(value) for value in spec)


def meant(spec: Spec, size: int) -> set[int]:
    """The positions that a spec names, by Python's own slices."""
    first, last = spec
    everything = range(size)
    if first is None:
        assert last is not None
        return set(everything[-last:]) if last else set()
    return set(everything[first : None if last is None else last + 1])


@given(st.lists(specs, min_size=1, max_size=MOST), sizes)
def test_the_pieces_hold_what_was_asked_and_little_more(specs: list[Spec], size: int) -> None:
    pieces = parse_ranges("bytes=" + ", ".join(map(written, specs)), size)
    assert pieces is not None
    asked = set().union(*(meant(spec, size) for spec in specs))
    sent = [at for piece in pieces for at in range(piece.start, piece.stop)]
    assert asked <= set(sent) <= set(range(size))
    assert len(sent) == len(set(sent)), "a byte is sent twice"
    gaps = sum(1 for spec in specs if meant(spec, size)) * NEAR
    assert len(sent) <= len(asked) + gaps
    assert (not pieces) == (not asked)


@given(specs, sizes)
def test_one_range_is_exactly_its_slice(spec: Spec, size: int) -> None:
    pieces = parse_ranges(f"bytes={written(spec)}", size)
    assert pieces is not None
    assert {at for piece in pieces for at in range(piece.start, piece.stop)} == meant(spec, size)


@given(st.text(max_size=60), st.integers(0, 100))
@example("bytes=" + "9" * 5000 + "-", 100)
@example("bytes=-" + "9" * 5000, 100)
@example("bytes=٣-٤", 100)
def test_any_text_gives_pieces_inside_the_file_or_is_ignored(header: str, size: int) -> None:
    for piece in parse_ranges(header, size) or []:
        assert 0 <= piece.start < piece.stop <= size


def test_what_is_not_understood_is_ignored() -> None:
    for header in ("", "bytes", "bytes=", "bytes=-", "bytes=1", "bytes=5-2", "bytes=a-b", "lines=0-1", "bytes=0-1;",
                   "bytes=0--1", "bytes=1-2-3", "bytes=+1-2", "bytes 0-1"):  # fmt: skip
        assert parse_ranges(header, 100) is None, header


def test_units_are_case_insensitive_and_empty_list_elements_are_skipped() -> None:
    assert parse_ranges("Bytes= ,0-0 , ,-1", 1000) == [ByteRange(0, 1), ByteRange(999, 1000)]


def test_more_pieces_than_the_limit_are_ignored() -> None:
    many = ",".join(f"{at * 100}-{at * 100}" for at in range(MOST + 1))
    assert parse_ranges(f"bytes={many}", 10_000) is None


def test_overlapping_pieces_become_one_and_apart_ones_keep_their_order() -> None:
    assert parse_ranges("bytes=0-99,50-199,0-", 1000) == [ByteRange(0, 1000)]
    assert parse_ranges("bytes=900-,0-9", 1000) == [ByteRange(900, 1000), ByteRange(0, 10)]
