"""Cells that could be read as numbers which nobody wrote: commas, shares, codes, no numbers."""

import pytest

from app.data.data_columns import guess_mapping, read_mapped
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


@pytest.mark.parametrize(
    ("cell", "low", "high"),
    [
        (">0.95", 95.0, 100.0),
        (">=0.95", 95.0, 100.0),
        ("<0.05", 0.0, 5.0),
        ("<5%", 0.0, 5.0),
        (">95 %", 95.0, 100.0),
        ("<5", 0.0, 5.0),
        ("GE95", 95.0, 100.0),
        ("0.2-0.29", 20.0, 29.0),
        ("20-29", 20.0, 29.0),
    ],
)
def test_a_range_among_shares_is_a_range_of_percent(cell: str, low: float, high: float) -> None:
    lines = lines_of("ma-graduation.csv", 3)
    header = lines[0].split(",")
    place = next(n for n, name in enumerate(header) if name.strip('"').upper() == "GRAD_PCT")
    cells = lines[2].split(",")
    assert len(cells) == len(header)
    lines[2] = ",".join([*cells[:place], cell, *cells[place + 1 :]])
    found = measures_of(lines)[1]
    assert (found.value, found.low, found.high) == (None, low, high)

    plain = read_bytes(f"Group,Rate\nBlack,0.42\nWhite,{cell}\n".encode(), "plain.csv")
    measures, unit, _problems = read_mapped(plain, guess_mapping(plain))
    assert unit == "percent"
    assert [(m.value, m.low, m.high) for m in measures] == [(42.0, None, None), (None, low, high)]
