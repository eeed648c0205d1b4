"""Sixty files that say the same as the five samples, however they are written."""

from collections.abc import Callable
from typing import Any

import pytest

from app.data.layouts import recognise
from app.data.measures import preview_data
from app.data.tables import read_bytes
from app.domain.framework import Framework
from app.domain.measures import Measure
from tests.data.expected import COUNTS, EXPECTED, Key, Said
from tests.data.variants import LAYOUTS, MUTATIONS, variant


def key_of(measure: Measure) -> Key:
    return (
        measure.metric, measure.organisation, measure.year, measure.subject,
        measure.student_group,
    )  # fmt: skip


def said_by(measure: Measure) -> Said:
    return (
        measure.status.value, measure.value, measure.low, measure.high, measure.denominator,
    )  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_hand_worked_table_is_whole(layout: str) -> None:
    assert len(EXPECTED[layout]) == COUNTS[layout]


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda one: one.__name__)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_variant_says_what_the_sample_says(
    layout: str, mutation: Callable[..., Any], framework: Framework
) -> None:
    file = variant(layout, mutation)
    table = read_bytes(file.data, file.name)
    found_layout = recognise(table)
    assert found_layout is not None, "recognised by its headers, with nothing to map"
    measures = found_layout.read(table)
    found = {key_of(measure): said_by(measure) for measure in measures}
    assert len(found) == len(measures) == COUNTS[layout], "nothing twice, nothing left out"
    expected = {
        (metric, place, file.year(year) if year else "", subject, group): said
        for (metric, place, year, subject, group), said in EXPECTED[layout].items()
    }
    assert found.keys() == expected.keys()
    for key, said in expected.items():
        assert found[key] == pytest.approx(said, abs=1e-6), key
    assert {measure.file for measure in measures} == {file.name}
    preview = preview_data(table, framework)
    asked = {problem.field for problem in preview.blocking}
    assert asked <= {"metric", "organisation"}, "only what is the person's choice is asked"


def test_every_number_is_traced_to_its_row_and_column() -> None:
    table = read_bytes(variant("ma-graduation", MUTATIONS[8]).data, "graduation.csv")
    layout = recognise(table)
    assert layout is not None
    measures = layout.read(table)
    raw = {row.number: row.cells for row in table.rows}
    for measure in measures:
        cells = dict(zip(table.header, raw[measure.row], strict=True))
        assert cells[measure.column].strip() == measure.as_written
        assert cells["stu_grp"] == measure.student_group
    # Three lines stand above the header, and row 2 of the sample is the first below it.
    assert measures[0].row == 5
