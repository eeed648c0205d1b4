"""A chart that is drawn again at every score is the one that would be drawn without a memory."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.chart import LaidOut, results_chart
from app.domain.chart_crowd import per_line
from app.domain.chart_layout import pack
from app.domain.drawing import Drawing
from app.domain.framework import Lens
from app.domain.results import SORTS, DimensionResult, Mark, ResultsTable, Standing
from tests.domain.test_chart import LABELS, SIZES, make_mark, measure, tables

Size = tuple[float, float, float]


def chart(table: ResultsTable, size: Size, sort: str, last: LaidOut) -> Drawing:
    width, height, scale = size
    return results_chart(
        table, width, height, measure, labels=LABELS, scale=scale, sort=sort, last=last
    )


def other_mark(mark: Mark, levels: int, draw: st.DrawFn) -> Mark:
    """Return what a group may say next."""
    standing = draw(st.sampled_from((Standing.SCORED,) * 3 + tuple(Standing)))
    level = draw(st.integers(1, levels)) if standing is Standing.SCORED else None
    contested = level is not None and draw(st.integers(0, 5)) == 0
    return replace(
        mark,
        standing=standing,
        level=None if contested else level,
        contested=contested,
        levels=(1, levels) if contested else (),
    )


def other_row(row: DimensionResult, levels: int, draw: st.DrawFn) -> DimensionResult:
    """Return a row in which a mark is another one, or one of another group is there too."""
    marks = list(row.marks)
    if marks and draw(st.booleans()):
        at = draw(st.integers(0, len(marks) - 1))
        marks[at] = other_mark(marks[at], levels, draw)
    else:
        group = draw(st.sampled_from("ABCDEFGHIJKLMN"))
        if not any(mark.group_id == group for mark in marks):
            marks += [make_mark(group, lens, draw(st.integers(1, levels))) for lens in Lens]
    return replace(row, marks=tuple(marks), data_needs=draw(st.integers(0, 2)))


@st.composite
def days(draw: st.DrawFn) -> list[ResultsTable]:
    """Return one table after the other; most rows stay the very same."""
    found = [draw(tables())]
    for _step in range(draw(st.integers(1, 8))):
        table = found[-1]
        rows = list(table.rows)
        for at in draw(st.sets(st.integers(0, len(rows) - 1), max_size=2)):
            rows[at] = other_row(rows[at], table.level_count, draw)
        found.append(replace(table, rows=tuple(rows)))
    return found


@settings(max_examples=40, deadline=None)
@given(day=days(), size=st.sampled_from(SIZES), sort=st.sampled_from(SORTS))
def test_step_by_step_it_is_the_chart_made_afresh(
    day: list[ResultsTable], size: Size, sort: str
) -> None:
    last = LaidOut()
    for table in day:
        # Only how it was set is known to both: it is to stand still before people's eyes.
        fresh = LaidOut(setting=last.setting)
        assert chart(table, size, sort, last) == chart(table, size, sort, fresh)
        assert last.setting == fresh.setting


@settings(max_examples=20, deadline=None)
@given(day=days(), size=st.sampled_from(SIZES))
def test_begun_afresh_it_is_as_comfortable_as_without_a_memory(
    day: list[ResultsTable], size: Size
) -> None:
    last = LaidOut()
    for table in day:
        last.afresh()
        assert chart(table, size, "order", last) == chart(table, size, "order", LaidOut())


def test_a_row_in_which_nothing_changed_is_the_very_same_drawing() -> None:
    marks = tuple(make_mark("A", lens, 2) for lens in Lens)
    rows = tuple(
        DimensionResult(
            dimension_id=f"d{n}", number=n, name=f"Name {n}", short_name=f"N {n}", marks=marks
        )
        for n in (1, 2)
    )
    table = ResultsTable(
        rows=rows,
        level_count=4,
        level_names=dict.fromkeys(Lens, ("a", "b", "c", "d")),
        lens_names={lens: lens.value for lens in Lens},
    )
    last = LaidOut()
    before = chart(table, SIZES[0], "order", last)
    moved = replace(rows[1], marks=tuple(make_mark("A", lens, 3) for lens in Lens))
    after = chart(replace(table, rows=(rows[0], moved)), SIZES[0], "order", last)
    one, other = (list(drawing.groups("row")) for drawing in (before, after))
    assert one[0] is other[0]
    assert one[1] != other[1]


@given(
    count=st.integers(1, 30), width=st.floats(1, 90), room=st.floats(1, 400), gap=st.floats(0, 30)
)
def test_lines_are_counted_as_they_are_filled(
    count: int, width: float, room: float, gap: float
) -> None:
    lines = pack([width] * count, room, gap)
    assert -(-count // per_line(width, room, gap, count)) == len(lines)
