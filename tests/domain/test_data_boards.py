"""What stands side by side in a picture, and how what is hoped for is worded and drawn."""

from dataclasses import replace

import pytest

from app.domain.bar_tables import (
    bar_tables,
    board_table,
    note_words,
    relation_of,
    shares_of_students,
)
from app.domain.chart_bar_marks import axis_end, bar_labels
from app.domain.chart_bars import bar_chart
from app.domain.data_boards import boards_of
from app.domain.drawing import Group, Line, Rect, Text, bounds
from app.domain.framework import Framework, framework_from_json
from app.domain.measures import Dataset, Measure, MeasureStatus
from app.domain.relations import Relation
from app.services.sample import default_pack

S = MeasureStatus
LABELS = bar_labels(lambda words: words)


def measure_text(text: str, size: float, weight: str) -> float:
    return len(text) * size * (0.6 if weight == "bold" else 0.55)


@pytest.fixture(scope="module")
def pack() -> Framework:
    return framework_from_json(default_pack())


def number(
    group: str,
    value: float | None,
    *,
    year: str = "2025",
    place: str = "Riverbend",
    level: str = "district",
    status: MeasureStatus = S.REPORTED,
    **more: object,
) -> Measure:
    group_id = {"All students": "all", "Low income": "low_income", "White": "white"}.get(group, "")
    return Measure(
        metric="Graduated", student_group=group, group_id=group_id, value=value, year=year,
        organisation=place, level=level, status=status, **more,  # type: ignore[arg-type]
    )  # fmt: skip


def dataset(*rows: Measure, kind: str = "outcome", relation: str = "") -> Dataset:
    held = tuple(replace(row, relation=relation) for row in rows)
    return Dataset(id="d", position=1.0, title="Graduated", kind=kind, rows=held)


def test_years_stand_side_by_side_and_a_gap_stays_a_gap(pack: Framework) -> None:
    found = dataset(
        number("All students", 80, year="2024"), number("All students", 85, year="2025"),
        number("White", 90, year="2025"),
    )  # fmt: skip
    (board,) = boards_of(found)
    assert board.columns == ("2024", "2025")
    assert [[c.value if c else None for c in row.cells] for row in board.rows] == [
        [80, 85], [None, 90],
    ]  # fmt: skip
    (table,) = bar_tables(found, "en", pack)
    assert table.columns == ("2024", "2025")
    assert table.statement.startswith("A gap between groups")
    assert [value.status for value in table.cells[1]] == ["missing", "reported"]


def test_schools_stand_side_by_side_with_their_district() -> None:
    found = dataset(
        number("All students", 80),
        number("All students", 70, place="Lincoln", level="school"),
        number("White", 90), number("White", 75, place="Lincoln", level="school"),
    )  # fmt: skip
    (board,) = boards_of(found)
    assert board.columns == ("Riverbend", "Lincoln")


def test_one_group_at_many_schools_is_a_line_for_each_school(pack: Framework) -> None:
    rows = [number("All students", n, place=f"School {n}", level="school") for n in range(3, 12)]
    (board,) = boards_of(dataset(*rows))
    assert board.columns == ("",)
    (table,) = bar_tables(dataset(*rows), "en", pack)
    assert [value.label for value in table.values] == [f"School {n}" for n in range(3, 12)]


def test_a_part_of_a_picture_keeps_its_scale_and_its_line_of_all_students(pack: Framework) -> None:
    rows = [
        number(group, value, year=year)
        for year, shift in (("2023", 0), ("2024", 5), ("2025", 9))
        for group, value in (("All students", 80 + shift), ("White", 85), ("Low income", 60))
    ]
    found = dataset(*rows)
    (whole,) = boards_of(found)
    part = whole.part(slice(1, 3), columns=slice(1, 2))
    table = board_table(found, part, "en", lambda row: row.student_group, whole=whole)
    assert (table.columns, table.marks) == (("2024",), (85,))
    assert [row[0].value for row in table.cells] == [85, 60]
    counts = replace(found, unit="count", kind="demographics")
    part_of_counts = board_table(counts, part, "en", lambda row: row.student_group, whole=whole)
    alone = board_table(counts, whole, "en", lambda row: row.student_group)
    assert axis_end(part_of_counts) == axis_end(alone) > 85


def test_more_schools_than_can_be_read_leave_the_districts_own_numbers() -> None:
    rows = [
        number(group, 5, place=f"School {n}", level="school")
        for n in range(9)
        for group in ("All students", "White")
    ]
    own = [number("All students", 6), number("White", 7)]
    (board,) = boards_of(dataset(*rows, *own))
    assert [row.cells[0].value for row in board.rows if row.cells[0]] == [6, 7]
    assert len(boards_of(dataset(*rows))) == 9


def test_how_many_values_are_no_plain_numbers_is_said() -> None:
    rows = [
        number("a", None, status=S.SUPPRESSED), number("b", None, status=S.SUPPRESSED),
        number("c", None, status=S.RANGE, low=1.0, high=2.0), number("d", 4),
        number("e", None, status=S.MISSING),
    ]  # fmt: skip
    assert note_words(rows, "en") == (
        "2 values are suppressed: too few students stand behind them. "
        "1 value is published as a range. 1 value is missing."
    )
    assert note_words(rows, "es").startswith("2 valores están suprimidos")
    assert note_words(rows[3:4], "en") == ""


def drawn(found: Dataset, pack: Framework, *beside: Dataset) -> tuple[str, list[Group]]:
    (table,) = bar_tables(found, "en", pack, beside)
    drawing = bar_chart(table, 1600, 800, measure_text, labels=LABELS)
    assert drawing.items
    for item in drawing.items:
        box = bounds(item, measure_text)
        assert box.left >= -1
        assert box.right <= 1601
        assert box.bottom <= 801
    dashes = [i for i in drawing.primitives() if isinstance(i, Line) and i.dash]
    return f"{table.aim} [{'a' if dashes else 'no'} line]", list(drawing.groups("bar"))


def test_parity_holds_the_groups_against_all_students(pack: Framework) -> None:
    found = dataset(number("All students", 80), number("Low income", 70))
    assert relation_of(found) is Relation.PARITY
    words, _bars = drawn(found, pack)
    assert words == "To aim at: the same for every group. The dashed line is all students. [a line]"


def test_need_weighted_says_that_equal_is_not_the_goal_and_draws_no_line(pack: Framework) -> None:
    found = dataset(
        number("Low income", 70), number("White", 70), number("All students", 60),
        kind="resource", relation="need_weighted",
    )  # fmt: skip
    words, bars = drawn(found, pack)
    assert "Equal bars are not the goal." in words
    assert words.endswith("[no line]")
    fills = [next(i.fill for i in bar.items if isinstance(i, Rect)) for bar in bars]
    assert fills == ["accent", "accent_soft", "accent_soft"]


def test_representation_marks_each_groups_share_of_all_students(pack: Framework) -> None:
    students = dataset(number("Low income", 52), number("White", 34), kind="demographics")
    found = dataset(number("Low income", 20), number("White", 60), relation="representation")
    words, bars = drawn(found, pack, students)
    assert "The upright mark is the group’s share of all students." in words
    assert all(any(i.stroke == "ink" for i in bar.items if isinstance(i, Line)) for bar in bars)
    alone, bars = drawn(found, pack)
    assert "upright mark" not in alone
    assert not any(i.stroke == "ink" for bar in bars for i in bar.items if isinstance(i, Line))


def test_context_aims_at_nothing(pack: Framework) -> None:
    found = dataset(number("All students", 80), number("White", 70), kind="demographics")
    assert relation_of(found) is Relation.CONTEXT
    words, _bars = drawn(found, pack)
    assert words == " [no line]"
    (table,) = bar_tables(found, "en", pack)
    assert table.statement == ""


def test_every_outcome_carries_the_statement_whatever_is_hoped_for(pack: Framework) -> None:
    for relation in Relation:
        found = dataset(number("All students", 80), relation=relation.value)
        (table,) = bar_tables(found, "en", pack)
        assert table.statement.startswith("A gap between groups comes from unequal opportunity")


def test_values_side_by_side_are_drawn_as_what_they_are(pack: Framework) -> None:
    found = dataset(
        number("White", None, year="2023", status=S.SUPPRESSED, as_written="PS"),
        number("White", None, year="2024", status=S.RANGE, low=50.0, high=100.0,
               as_written="GE50"),
        number("White", 75, year="2025"),
    )  # fmt: skip
    _words, bars = drawn(found, pack)
    said = [" ".join(i.text for i in bar.items if isinstance(i, Text)) for bar in bars]
    assert said == ["White students suppressed", "50% or more", "75%"]
    filled = [[i.fill for i in bar.items if isinstance(i, Rect) and i.fill] for bar in bars]
    assert filled == [[], ["accent_soft"], ["accent"]]


def test_shares_of_students_are_the_districts_own_of_its_newest_year() -> None:
    school = number("White", 90, place="East", level="school")
    older = number("White", 70, year="2024")
    students = dataset(older, number("White", 34), school, kind="demographics")
    assert shares_of_students([students]) == {"white": 34}
    counted = replace(
        dataset(number("All students", 200), number("White", 50), kind="demographics"), unit="count"
    )
    assert shares_of_students([counted]) == {"all": 100, "white": 25}
    uncounted = replace(dataset(number("White", 50), kind="demographics"), unit="count")
    assert shares_of_students([uncounted]) == {}
    two = dataset(number("White", 1), number("White", 2, place="Elsewhere"), kind="demographics")
    assert shares_of_students([two, students]) == {"white": 34}
