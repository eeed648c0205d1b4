"""What the results table promises: ranges without averages, honest gaps, stable sorting."""

import pytest

from app.domain.framework import Lens
from app.domain.results import DimensionResult, Mark, ResultsTable, Standing

F, A = Lens.FOUNDATIONS, Lens.ACCESS


def mark(group: str, lens: Lens, level: int | None, contested: bool = False) -> Mark:
    return Mark(
        group_id=group,
        group_label=group,
        lens=lens,
        standing=Standing.SCORED if level else Standing.CANNOT_TELL,
        level=level,
        contested=contested,
    )


def row(number: int, *marks: Mark) -> DimensionResult:
    return DimensionResult(
        dimension_id=f"d{number}", number=number, name="n", short_name="n", marks=marks
    )


def test_the_range_counts_only_settled_scores() -> None:
    found = row(1, mark("A", F, 2), mark("B", F, None), mark("C", F, 4), mark("D", F, 1, True))
    assert found.range(F) == (2, 4)
    assert found.range(A) is None


def test_the_gap_compares_each_group_with_itself() -> None:
    mixed = row(1, mark("A", F, 4), mark("B", F, 1), mark("B", A, 1), mark("C", A, 1))
    assert mixed.gap() == 0
    assert row(1, mark("A", F, 4), mark("B", A, 1)).gap() is None
    assert row(1, mark("A", F, 1), mark("A", A, 3)).gap() == -2


def test_spread_is_the_wider_lens() -> None:
    assert row(1, mark("A", F, 1), mark("B", F, 2), mark("A", A, 1), mark("B", A, 4)).spread() == 3
    assert row(1, mark("A", F, 2)).spread() == 0
    assert row(1, mark("A", F, None)).spread() is None


def test_sorting_puts_the_unknown_last_and_keeps_the_order_of_equals() -> None:
    rows = (
        row(1),
        row(2, mark("A", F, 2), mark("A", A, 1)),
        row(3, mark("A", F, 4), mark("A", A, 1)),
        row(4, mark("A", F, 3), mark("A", A, 2)),
    )
    table = ResultsTable(rows=rows, level_count=4, level_names={}, lens_names={})
    assert [found.number for found in table.sorted_by("gap").rows] == [3, 2, 4, 1]
    assert [found.number for found in table.sorted_by("order").rows] == [1, 2, 3, 4]
    with pytest.raises(ValueError, match="unknown"):
        table.sorted_by("mean")
