"""Signs and words that stand where a number is expected: money, so many to one, too few to tell."""

import pytest

from app.data.values import comma_is_decimal, read_value
from app.domain.measures import MeasureStatus

S = MeasureStatus


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("$12,345", 12345.0), ("$ 512", 512.0), ("-$512.50", -512.5), ("US$1,000", 1000.0),
        ("€950", 950.0), ("412:1", 412.0), ("1:412", 412.0), ("1 : 1", 1.0), ("15.5:1", 15.5),
    ],
)  # fmt: skip
def test_money_and_so_many_to_one_are_numbers(cell: str, number: float) -> None:
    value = read_value(cell)
    assert value is not None
    assert (value.status, value.value, value.as_written) == (S.REPORTED, number, cell)


@pytest.mark.parametrize("cell", ["12:30", "3:2", "$", "12:30:1", "($120)", "$1.2.3"])
def test_what_is_neither_is_no_number(cell: str) -> None:
    assert read_value(cell) is None


@pytest.mark.parametrize(
    "cell",
    [
        "*", "****", "* *", "(*)", "‡", "‡‡", "N<10 students", "n-size < 10", "cell size < 10",
        "Cell size is less than 20", "<10 students", "≤ 5 students", "(suppressed)", "(n<6)",
    ],
)  # fmt: skip
def test_too_few_to_be_told(cell: str) -> None:
    value = read_value(cell)
    assert value is not None
    assert (value.status, value.value, value.low, value.high) == (S.SUPPRESSED, None, None, None)


@pytest.mark.parametrize("cell", ["", "-", "- -", "---", "…", "...", "–", "(n/d)"])
def test_what_says_nothing(cell: str) -> None:
    value = read_value(cell)
    assert value is not None
    assert (value.status, value.value) == (S.MISSING, None)


def test_money_tells_how_decimals_are_written() -> None:
    assert comma_is_decimal(["12,50 €", "7"])
    assert not comma_is_decimal(["$12,500", "$7"])


@pytest.mark.parametrize(
    ("cell", "decimal_comma", "number"),
    [
        ("1,250", False, 1250.0), ("1,250,000.5", False, 1250000.5), ("12.5", False, 12.5),
        ("0.054", False, 0.054), (".5", False, 0.5), ("1 250", False, 1250.0),
        ("1'250.5", False, 1250.5), ("1.250,5", True, 1250.5), ("12,5", True, 12.5),
        ("0,054", True, 0.054), (",5", True, 0.5), ("12,5", False, None), ("0,054", False, None),
        ("9,10,11", False, None), ("1,25.5", False, None), ("12.5", True, None),
        ("1.2.3", False, None), ("1 250 000", False, 1250000.0), ("1 250,5", True, 1250.5),
        ("45 50", False, None), ("85 90%", False, None), ("2019 2020", False, None),
        ("1 250'000", False, None), ("45\n50", False, None), ("1\n250", False, None),
        ("85%\r\n90%", False, None), ("90'", False, 90.0),
    ],
)  # fmt: skip
def test_a_comma_between_thousands_makes_no_other_number(
    cell: str, decimal_comma: bool, number: float | None
) -> None:
    """In a workbook with numbers and with texts, "12,5" was read as a hundred and twenty-five."""
    value = read_value(cell, decimal_comma=decimal_comma)
    assert (value.value if value else None) == number
