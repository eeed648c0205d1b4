"""What the bar charts promise: suppressed is not zero, a range is not a point, nothing is cut."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.chart_bar_marks import BarTable, BarValue, Unit, bar_labels, number
from app.domain.chart_bars import bar_chart
from app.domain.drawing import ROLES, Drawing, Group, Line, Rect, Text, bounds, missing_roles

LABELS = bar_labels(lambda words: words)
STATEMENT = "A gap between groups comes from unequal opportunity, not from the students."


def measure(text: str, size: float, weight: str) -> float:
    return len(text) * size * (0.6 if weight == "bold" else 0.55)


def bars(*values: BarValue, unit: str = "percent") -> dict[str, Group]:
    table = BarTable(title="Graduation", unit=unit, values=values, statement=STATEMENT)  # type: ignore[arg-type]
    drawing = bar_chart(table, 1824, 900, measure, labels=LABELS)
    assert STATEMENT in drawing.description
    return {group.title.split(":")[0]: group for group in drawing.groups("bar")}


def said(group: Group) -> str:
    return " ".join(item.text for item in group.items if isinstance(item, Text))


def test_suppressed_missing_and_not_applicable_are_words_and_no_bar() -> None:
    found = bars(
        BarValue(label="a", status="suppressed"),
        BarValue(label="b", status="missing"),
        BarValue(label="c", status="not_applicable"),
    )
    assert LABELS.suppressed in said(found["a"])
    assert LABELS.missing in said(found["b"])
    assert LABELS.not_applicable in said(found["c"])
    for group in found.values():
        assert "0" not in said(group)
        assert not [i for i in group.items if isinstance(i, Rect) and i.fill]
    assert len([i for i in found["a"].items if isinstance(i, Line)]) > 2


def test_a_range_is_an_interval_with_both_ends_and_keeps_its_sign() -> None:
    found = bars(
        BarValue(label="a", low=70, high=74, status="range"),
        BarValue(label="b", low=50, status="range", as_written="GE50"),
        BarValue(label="c", high=20, status="range", as_written="LT20"),
    )
    assert "70% – 74%" in said(found["a"])
    assert "50% or more" in said(found["b"])
    assert "less than 20%" in said(found["c"])
    for group in found.values():
        assert len([i for i in group.items if isinstance(i, Line)]) == 3


def test_bars_grow_from_zero_in_proportion() -> None:
    found = bars(BarValue(label="a", value=80.0), BarValue(label="b", value=40.0))
    widths = [next(i.width for i in g.items if isinstance(i, Rect)) for g in found.values()]
    assert abs(widths[0] - 2 * widths[1]) < 0.01


values = st.builds(
    BarValue,
    label=st.sampled_from(
        ("All students", "Students experiencing homelessness", "English learners")
    ),
    value=st.floats(0, 100),
    low=st.none() | st.floats(0, 50),
    high=st.none() | st.floats(50, 100),
    status=st.sampled_from(("reported", "suppressed", "range", "missing", "not_applicable")),
)


@settings(max_examples=60, deadline=None)
@given(
    found=st.lists(values, max_size=14),
    size=st.sampled_from(((1824.0, 900.0, 1.0), (500.0, 300.0, 0.27), (973.0, 450.0, 0.53))),
)
def test_words_never_overlap_or_leave_the_drawing(
    found: list[BarValue], size: tuple[float, float, float]
) -> None:
    width, height, scale = size
    table = BarTable(
        title="Four-year graduation rate",
        unit="percent",
        values=tuple(found),
        statement=STATEMENT,
        source="Sample",
    )
    drawing = bar_chart(table, width, height, measure, labels=LABELS, scale=scale)
    boxes = [bounds(i, measure) for i in drawing.primitives() if isinstance(i, Text)]
    for one, other in combinations(boxes, 2):
        assert not one.overlaps(other, slack=0.07 * 28 * scale)
    for item in drawing.primitives():
        assert bounds(item, measure).inside(width, height, slack=0.5), item
    assert missing_roles(drawing, dict.fromkeys(ROLES, "#000000")) == set()


def test_names_stand_in_two_lines_before_text_gets_too_small() -> None:
    name = "Students from families with low incomes"
    columns = tuple(f"School {letter}" for letter in "ABCDE")
    cells = (tuple(BarValue(label=name, status="suppressed") for _column in columns),)
    table = BarTable(title="Rate", unit="percent", columns=columns, cells=cells)
    drawing = bar_chart(table, 1824, 900, measure, labels=LABELS)
    assert _least(drawing) >= 28.0
    assert len(_words_of_a_row(drawing)) == 2 + len(columns)


def _least(drawing: Drawing) -> float:
    return min(item.size for item in drawing.primitives() if isinstance(item, Text))


def _words_of_a_row(drawing: Drawing) -> list[str]:
    rows = [group for group in drawing.groups("bar") if group.id.startswith("bar-1-")]
    return [item.text for group in rows for item in group.items if isinstance(item, Text)]


def test_the_least_size_asked_for_is_tried() -> None:
    values = tuple(BarValue(label=f"Group {n}", value=float(n)) for n in range(12))
    table = BarTable(title="Rate", unit="percent", values=values)
    fits = [
        _least(bar_chart(table, 1824, tall, measure, labels=LABELS)) for tall in range(500, 900, 5)
    ]
    assert 28.0 in fits


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (0.04, "percent", "0.04%"),
        (0.0, "percent", "0%"),
        (99.97, "percent", "99.97%"),
        (99.9, "percent", "99.9%"),
        (100.0, "percent", "100%"),
        (100.0, "rate", "100"),
        (62.54, "percent", "62.5%"),
        (0.004, "rate", "0.004"),
        (1204.0, "count", "1,204"),
        (0.5, "count", "0.5"),
        (12.5, "count", "12.5"),
        (1e-6, "rate", "0.000001"),
    ],
)
def test_a_little_is_not_called_nothing_and_almost_all_not_all(
    value: float, unit: Unit, said: str
) -> None:
    assert number(value, unit) == said


def test_a_range_without_an_upper_end_goes_on_to_the_end_of_the_axis() -> None:
    open_range = BarValue(label="Open", low=50.0, status="range", as_written=">50")
    found = bars(BarValue(label="Some", value=40.0), open_range, unit="count")
    (shade,) = (item for item in found["Open"].items if isinstance(item, Rect))
    (bar,) = (item for item in found["Some"].items if isinstance(item, Rect))
    assert shade.width > 0.15 * bar.width
