"""Cells that could be read as numbers which nobody wrote: commas, shares, codes, no numbers."""

import pytest

from app.data.layouts import recognise
from app.data.tables import read_bytes
from app.data.values import comma_is_decimal
from app.domain.measures import Measure
from tests.data.conftest import sample


def lines_of(name: str, count: int) -> list[str]:
    return sample(name).read_text("utf-8").splitlines()[:count]


def measures_of(lines: list[str]) -> list[Measure]:
    table = read_bytes("\n".join(lines).encode(), "table.csv")
    layout = recognise(table)
    assert layout is not None
    return layout.read(table)


@pytest.mark.parametrize(
    "name", ["ma-enrollment.csv", "crdc-schools.csv", "edfacts-graduation.csv"]
)
@pytest.mark.parametrize("grades", ["9,10,11,12", "9,10"])
def test_a_column_of_lists_does_not_move_the_decimal_point(name: str, grades: str) -> None:
    lines = lines_of(name, 6)
    lists = [lines[0] + ",offered", *(f'{line},"{grades}"' for line in lines[1:])]
    assert measures_of(lists) == measures_of(lines)


@pytest.mark.parametrize(
    ("cells", "decimal"),
    [
        (["12,5", "7"], True),
        (["0,125"], True),
        ([">0,95 %", "1.250"], True),
        (["1.250,5"], True),
        (["1,250", "1,250,000"], False),
        (["9,10,11,12"], False),
        (["9,10", "73.8"], False),
        (["9,10", "73.8 %"], False),
        (["9,10", "<0.05"], False),
        (["1,250.5"], False),
        (["7"], False),
    ],
)
def test_when_a_comma_is_decimal(cells: list[str], decimal: bool) -> None:
    assert comma_is_decimal(cells) is decimal
    assert comma_is_decimal(reversed(cells)) is decimal
