"""docs/cost.md's table of scale is what bench/scale.py computes from docs/benchmarks.md."""

import re
from itertools import pairwise

from bench import scale


def test_the_table_is_what_the_simulation_says_of_the_figures_in_it() -> None:
    """Of those that stand there: figures that are measured anew turn nobody's test red."""
    table = (scale.DOCS / "cost.md").read_text().partition(scale.BEGIN)[2].partition(scale.END)[0]
    dear = [
        float(re.search(rf"^\| {kind.name} \| {kind.month} \| ([\d.]+) \|", table, re.MULTILINE)[1])  # type: ignore[index]
        for kind in scale.LISTENER
    ]
    assert table == scale.report(dear), ".venv/bin/python -m bench.scale --write"


def test_every_kind_of_request_was_measured() -> None:
    costs = scale.measured()
    assert [kind.row for kind in scale.LISTENER if kind.row not in costs] == []
    assert sum(kind.month for kind in scale.LISTENER) == 600, "as docs/cost.md takes a listener"


def test_more_listeners_need_no_less() -> None:
    needs = [scale.need(size, 100) for size in scale.SIZES]
    for fewer, more in pairwise(needs):
        assert fewer.tasks <= more.tasks
        assert fewer.writer <= more.writer
        assert fewer.nodes <= more.nodes


def test_a_task_that_is_asked_more_than_it_can_bear_lets_wait() -> None:
    assert scale.waits(50, [0.01], [1]) < scale.IN_TIME < scale.waits(99, [0.01], [1])
