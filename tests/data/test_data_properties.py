"""What holds for every data file: its numbers are its own, and what it hides stays hidden."""

import csv
import io
import re
from dataclasses import replace
from types import SimpleNamespace
from typing import cast

from hypothesis import given, settings
from hypothesis import strategies as st

from app.data.data_columns import read_mapped
from app.data.layouts import recognise
from app.data.measures import preview_data
from app.data.tables import read_bytes
from app.data.values import read_value
from app.domain.data_table import data_rows
from app.domain.framework import framework_from_json
from app.domain.importing import DataField
from app.domain.measures import Dataset, Measure, MeasureStatus
from app.domain.report import ReportInput
from app.reports.data_csv import data_csv
from app.services.sample import default_pack
from tests.lengths import length

PACK = framework_from_json(default_pack())
S = MeasureStatus
F = DataField

numbers = st.one_of(
    st.integers(0, 5000).map(str),
    st.decimals(0, 100, places=1).map(str),
    st.decimals(0, 100, places=1).map(lambda n: f"{n}%"),
)
hidden = st.sampled_from(("*", "PS", "ps", "n<10", "<n", "s", "†", "suppressed", "too few"))
blurred = st.one_of(
    st.tuples(st.sampled_from(("GE", "GT", "LE", "LT", ">=", "<")), st.integers(1, 99)).map(
        lambda pair: f"{pair[0]}{pair[1]}"
    ),
    st.tuples(st.integers(0, 49), st.integers(50, 100)).map(lambda pair: f"{pair[0]}-{pair[1]}"),
)
absent = st.sampled_from(("", ".", "-", "N/A", "--", "null"))
codes = st.integers(-20, -1).map(str)
anything = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12)
cells = st.one_of(numbers, hidden, blurred, absent, codes, anything)


def table_of(values: list[str]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(["Student group", "Percent", "Of"])
    writer.writerows([f"Group {n}", value, "100"] for n, value in enumerate(values))
    return out.getvalue().encode()


@settings(max_examples=length("DATA_EXAMPLES", 150, 3000), deadline=None)
@given(st.lists(cells, min_size=1, max_size=12))
def test_no_imported_value_differs_from_the_files_own_text(values: list[str]) -> None:
    table = read_bytes(table_of(values), "any.csv")
    raw = {row.number: row.cells[1].strip() for row in table.rows}
    measures, _unit, _problems = read_mapped(table, (F.GROUP, F.VALUE, F.DENOMINATOR), "rate")
    assert len(measures) == len(table.rows)
    for measure in measures:
        written = " ".join(raw[measure.row].split())
        assert " ".join(measure.as_written.split()) == written
        for number in (measure.value, measure.low, measure.high):
            if number is not None:
                assert number == 0.0 or any(
                    abs(number - float(digits)) < 1e-9
                    for digits in re.findall(r"\d+(?:\.\d+)?", plain(written))
                ), (number, written)


def plain(written: str) -> str:
    """Return a cell's digits as a program writes them: no thousands, a point for decimals."""
    if re.search(r"\d,\d{1,2}(?!\d)", written) and "." not in written:
        written = written.replace(",", ".")
    digits = "".join(str(int(c)) if c.isdecimal() else c for c in written.replace(",", ""))
    thousands = re.sub(r"(?<=\d)[ '](?=\d{3}(?!\d))", "", digits)
    return f" {digits} {thousands} {'0' + digits if digits[:1] == '.' else ''}"


@settings(max_examples=length("DATA_EXAMPLES", 150, 3000), deadline=None)
@given(st.one_of(hidden, absent, blurred))
def test_nothing_suppressed_missing_or_blurred_becomes_a_number(cell: str) -> None:
    found = read_value(cell, most=100.0)
    assert found is not None
    assert found.value is None
    assert found.status is not S.REPORTED
    if found.status is not S.RANGE:
        assert (found.low, found.high) == (None, None)


@settings(max_examples=length("DATA_EXAMPLES", 100, 1000), deadline=None)
@given(st.lists(st.one_of(st.integers(0, 900).map(str), codes), min_size=2, max_size=2 * 6))
def test_totals_never_double_and_never_hold_a_code(counts: list[str]) -> None:
    """A district is the sum of its schools, once, and only where each of them is a number."""
    schools = [counts[n : n + 2] for n in range(0, len(counts) - 1, 2)]
    head = "LEA_STATE,LEAID,LEA_NAME,SCH_NAME,COMBOKEY,SCH_ENR_BL_M,SCH_ENR_BL_F,TOT_ENR_M"
    rows = [f"IN,0100005,R,School {n},01000050{n:04},{m},{f},999" for n, (m, f) in
            enumerate(schools)]  # fmt: skip
    table = read_bytes("\n".join([head, *rows]).encode(), "crdc.csv")
    layout = recognise(table)
    assert layout is not None
    found = [m for m in layout.read(table) if m.student_group == "Black"]
    (district,) = [m for m in found if m.level == "district"]
    whole = all(int(number) >= 0 for pair in schools for number in pair)
    total = sum(int(number) for pair in schools for number in pair)
    assert district.value == (total if whole else None)
    for measure, pair in zip((m for m in found if m.level == "school"), schools, strict=True):
        known = all(int(number) >= 0 for number in pair)
        assert measure.value == (sum(map(int, pair)) if known else None)


words = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Zl", "Zp")), max_size=15).map(
    lambda text: " ".join(text.split())
)
risky = st.builds("{}{}".format, st.sampled_from(("", "=", "+", "-", "@", "'", "'=")), words)
amounts = st.floats(0, 1e6, allow_nan=False).map(lambda n: round(n, 4))


@st.composite
def measures_of_any_kind(draw: st.DrawFn) -> Measure:
    status = draw(st.sampled_from(S))
    reported, blurred_value = status is S.REPORTED, status is S.RANGE
    return Measure(
        metric=draw(risky), organisation=draw(risky), organisation_id=draw(words),
        level=draw(st.sampled_from(("", "school", "district"))), year=draw(words),
        student_group=draw(risky), group_id=draw(st.sampled_from(("all", "black", "white"))),
        value=draw(amounts) if reported else None,
        low=draw(amounts) if blurred_value else None,
        high=draw(st.none() | amounts) if blurred_value else None,
        denominator=draw(st.none() | amounts), status=status, as_written=draw(risky),
        file=draw(words), row=draw(st.integers(0, 10**6)), column=draw(risky),
        relation=draw(st.sampled_from(("", "parity", "need_weighted"))),
    )  # fmt: skip


@settings(max_examples=length("DATA_EXAMPLES", 100, 1000), deadline=None)
@given(rows=st.lists(measures_of_any_kind(), min_size=1, max_size=6), title=risky)
def test_a_round_trip_through_our_own_export_changes_nothing(
    rows: list[Measure], title: str
) -> None:
    dataset = Dataset(
        id="", position=0.0, title=title, kind="outcome", unit="rate", source="a file",
        dimensions=("d04", "d07"), rows=tuple(rows),
    )  # fmt: skip
    report = SimpleNamespace(datasets=(SimpleNamespace(rows=data_rows(dataset)),))
    data = data_csv(cast("ReportInput", report))
    for line in csv.reader(io.StringIO(data.decode("utf-8-sig"))):
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in line)
    table = read_bytes(data, "data.csv")
    found = preview_data(table, PACK)
    assert found.layout == "own"
    assert found.blocking == ()
    assert replace(found.dataset, shown=dataset.shown) == dataset
