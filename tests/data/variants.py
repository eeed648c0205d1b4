"""The public sample files as they also come: other encodings, separators, orders, years, notes.

Nothing here is read by the importer: a variant is made from rows of text, and what it must say was
worked out by hand from the sample and stands in :mod:`tests.data.expected`.
"""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from openpyxl import Workbook

from tests.data.conftest import sample

Rows = list[list[str]]


@dataclass(frozen=True)
class Variant:
    """A file: its name, its bytes, and what its years are called.

    ``shift`` is how many years later than in the sample; ``row_shift`` how many rows further down
    the table begins.
    """

    name: str
    data: bytes
    year: Callable[[str], str] = str
    row_shift: int = 0


@dataclass(frozen=True)
class _Draft:
    rows: Rows
    above: Rows
    below: Rows
    separator: str = ","
    encoding: str = "utf-8"
    line_end: str = "\n"
    year: Callable[[str], str] = str
    workbook: bool = False

    def file(self, name: str) -> Variant:
        whole = [*self.above, *self.rows, *self.below]
        if self.workbook:
            return Variant(f"{name}.xlsx", _workbook(whole), self.year, len(self.above))
        out = io.StringIO(newline="")
        csv.writer(out, delimiter=self.separator, lineterminator=self.line_end).writerows(whole)
        data = out.getvalue().encode(self.encoding)
        return Variant(f"{name}.csv", data, self.year, len(self.above))


def _workbook(rows: Rows) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _original(layout: str) -> _Draft:
    with sample(f"{layout}.csv").open(encoding="utf-8", newline="") as file:
        return _Draft(rows=list(csv.reader(file)), above=[], below=[])


# ---------------------------------------------------------------- what becomes of a file


def as_it_is(draft: _Draft) -> _Draft:
    return draft


def with_mark_and_crlf(draft: _Draft) -> _Draft:
    return replace(draft, encoding="utf-8-sig", line_end="\r\n")


def in_utf_16(draft: _Draft) -> _Draft:
    return replace(draft, encoding="utf-16")


def in_windows_1252(draft: _Draft) -> _Draft:
    """Accents in a note tell the encoding; the district's own letters are plain."""
    return replace(draft, encoding="cp1252", above=[["Matrícula del año, según el estado"], []])


def with_semicolons_and_commas(draft: _Draft) -> _Draft:
    """Decimals with a comma, as a spreadsheet in Spanish writes them."""
    body = [[_comma(cell) for cell in row] for row in draft.rows[1:]]
    return replace(draft, rows=[draft.rows[0], *body], separator=";")


def with_tabs(draft: _Draft) -> _Draft:
    return replace(draft, separator="\t")


def in_another_order(draft: _Draft) -> _Draft:
    """Columns backwards, and the rows below the header too."""
    return replace(draft, rows=[draft.rows[0][::-1], *(r[::-1] for r in draft.rows[:0:-1])])


def with_more_columns(draft: _Draft) -> _Draft:
    """A number in front and an empty column behind, which nobody asked for."""
    head = ["record_id", *draft.rows[0], "comment"]
    body = [[str(n), *row, ""] for n, row in enumerate(draft.rows[1:], 1)]
    return replace(draft, rows=[head, *body])


def with_titles_and_notes(draft: _Draft) -> _Draft:
    return replace(
        draft,
        above=[["Report for the board"], ["Generated on 2026-01-15"], []],
        below=[[], ["* Groups that are too small are not shown."], ["Source: state agency"]],
    )


def with_other_headers(draft: _Draft) -> _Draft:
    """Capitals and spaces instead of underscores."""
    head = [name.replace("_", " ").upper() for name in draft.rows[0]]
    return replace(draft, rows=[head, *draft.rows[1:]])


def in_a_workbook(draft: _Draft) -> _Draft:
    """Every cell as text: codes keep their zeros."""
    return replace(draft, workbook=True, above=[["District report"], []])


def in_other_years(draft: _Draft) -> _Draft:
    """The same numbers two years later, written as a school year where the sample has one year."""
    head = [_later_columns(name) for name in draft.rows[0]]
    place = head.index("sy") if "sy" in head else -1
    body = [
        [_later(cell) if at == place else cell for at, cell in enumerate(row)]
        for row in draft.rows[1:]
    ]
    return replace(draft, rows=[head, *body], year=_later)


def _later(year: str) -> str:
    """Return the school year that ends two years after a year: "2024" → "2025-26"."""
    if "–" in year:
        first = int(year[:4]) + 2
        return f"{first}–{(first + 1) % 100:02}"
    return f"{int(year) + 1}-{(int(year) + 2) % 100:02}"


def _later_columns(name: str) -> str:
    return name.replace("_1819", "_2021")


def _comma(cell: str) -> str:
    whole, dot, part = cell.partition(".")
    is_number = bool(dot) and whole.lstrip("-").isdigit() and part.isdigit()
    return f"{whole},{part}" if is_number else cell


MUTATIONS: Sequence[Callable[[_Draft], _Draft]] = (
    as_it_is, with_mark_and_crlf, in_utf_16, in_windows_1252, with_semicolons_and_commas, with_tabs,
    in_another_order, with_more_columns, with_titles_and_notes, with_other_headers, in_a_workbook,
    in_other_years,
)  # fmt: skip

LAYOUTS = (
    "ma-enrollment", "ma-assessment", "ma-graduation", "edfacts-graduation", "crdc-schools",
)  # fmt: skip


def variant(layout: str, mutation: Callable[[_Draft], _Draft]) -> Variant:
    """Return a sample as a mutation leaves it."""
    return mutation(_original(layout)).file(layout)
