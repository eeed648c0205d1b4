"""Lines of text to rows of cells, where one quotation mark too many swallows no row.

A quoted cell may hold line breaks and separators. One mark that is never closed therefore reads as
one cell with all the rows up to the next mark. What is written by the rules stays as it is; where
it breaks them, or its lines are rows of the table one by one, it is read as it was meant, with a
note that names the row, or refused.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.data.limits import MOST_CELL_CHARACTERS, MOST_COLUMNS
from app.domain.errors import FileProblemError
from app.domain.importing import TableNote
from app.i18n import _

if TYPE_CHECKING:
    from _csv import Reader

_LOOK_AT_ROWS = 1_000
_MOST_NOTES = 100
_PRIVATE_USE = range(0xE000, 0xF900)
_SURELY_ROWS = 2
"""So many whole lines inside one cell, each exactly a row of the table, are no answer's lines."""


@dataclass(frozen=True, kw_only=True)
class _Quoted:
    """A quoted cell: where its mark stands, where it closes, and whether that is by the rules.

    ``last`` and ``close`` are the line and place of the closing mark, the last line and -1 where
    there is none.
    """

    line: int
    place: int
    last: int
    close: int
    well: bool
    text: str

    @property
    def spans(self) -> bool:
        """Return whether it goes over several lines."""
        return self.last > self.line


class QuotedRows:
    """The rows of a text; ``notes`` grows while they are read."""

    def __init__(self, text: str, separator: str, name: str) -> None:
        """Take decoded text; ``name`` is for the words of a refusal."""
        self._lines = io.StringIO(text, newline="").readlines()
        self._separator = separator
        self._name = name
        # Stands, while rows are read, for a mark that is only a letter.
        self._letter = next((chr(n) for n in _PRIVATE_USE if chr(n) not in text), "\ufffe")
        self._usual: frozenset[int] = frozenset()
        self._mended: Counter[int] = Counter()
        self._noted: set[int] = set()
        self.notes: list[TableNote] = []

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        """Yield (row number from 1, cells) of every row, the blank ones too.

        Raises:
            FileProblemError: for a quotation mark that cannot be understood, with its row.

        """
        csv.field_size_limit(MOST_CELL_CHARACTERS)
        start, number = 0, 1
        while start < len(self._lines):
            begun = start
            reader = self._reader(start, strict=True)
            try:
                for cells in reader:
                    end = begun + reader.line_num
                    if end - start > 1 and self._swallowed(start, number, len(cells)):
                        break
                    if sum(line.count('"') for line in self._lines[start:end]) % 2:
                        self._without_partner(number)
                    yield number, self._as_written(cells)
                    start, number = end, number + 1
            except csv.Error:
                self._mend(start, number)

    def _reader(self, start: int, *, strict: bool = False) -> "Reader":
        lines = map(self._lines.__getitem__, range(start, len(self._lines)))
        return csv.reader(lines, delimiter=self._separator, strict=strict)

    def _as_written(self, cells: list[str]) -> list[str]:
        return [cell.replace(self._letter, '"') for cell in cells] if self._mended else cells

    # ------------------------------------------------------------ marks against the rules

    def _mend(self, start: int, number: int) -> None:
        """Rewrite the first mark of a row that breaks the rules, or refuse the row."""
        quoted = next((each for each in self._quoted(start) if not each.well), None)
        self._mended[number] += 1
        if quoted is None or self._mended[number] > MOST_COLUMNS:
            raise no_end(self._name, number)
        if not quoted.spans and self._separator not in quoted.text:
            self._put(quoted.line, self._opened_by_letter(quoted))
            self._without_partner(number)
            return
        widths = self._widths_by_letter(start, quoted)
        fitting = sum(width in self._fits() for width in widths)
        # The line of the closing mark may have a mark of its own that is not mended yet.
        half = quoted.close >= 0 and self._is_dense(quoted.text)
        if widths and widths[0] in self._fits() and fitting * 2 + half > len(widths):
            self._put(quoted.line, self._opened_by_letter(quoted))
            self._never_closed(number)
            return
        odd = quoted.spans and self._width(start) not in self._fits()
        if quoted.close < 0 or odd or self._holds_rows(quoted):
            raise no_end(self._name, number)
        self._put(quoted.last, self._closed_at_its_end(quoted))
        self._without_partner(number)

    def _swallowed(self, start: int, number: int, width: int) -> bool:
        """Tell whether a row by the rules has swallowed others; its mark is a letter then."""
        for quoted in self._quoted(start):
            if not quoted.spans:
                continue
            widths = self._widths_by_letter(start, quoted)
            if len(widths) < 2 or not set(widths) <= self._fits():
                continue
            surely = (
                quoted.last - quoted.line > _SURELY_ROWS
                and min(widths) > 2
                and self._is_dense(quoted.text)
            )
            if width not in self._fits() or surely:
                self._mended[number] += 1
                self._put(quoted.line, self._opened_by_letter(quoted))
                self._never_closed(number)
                return True
            if self._is_dense(quoted.text):
                said = _(
                    "The lines of one cell look like rows of the table. Please look at this row."
                )
                self._note(number, said)
        return False

    def _is_dense(self, text: str) -> bool:
        """Tell whether no separator has a space after it, as commas in a sentence have."""
        return self._separator in text and f"{self._separator} " not in text

    def _holds_rows(self, quoted: _Quoted) -> bool:
        """Tell whether a whole line inside a cell is a row of the table."""
        return any(
            self._is_dense(line) and line.count(self._separator) + 1 in self._fits()
            for line in quoted.text.splitlines()[1:-1]
        )

    # ------------------------------------------------------------ where the marks are

    def _quoted(self, start: int) -> Iterator[_Quoted]:
        """Yield the quoted cells of the row that begins in a line, up to one against the rules."""
        number, place = start, 0
        while True:
            line = self._lines[number]
            if line[place : place + 1] == '"':
                quoted = self._from(number, place)
                yield quoted
                if not quoted.well:
                    return
                number, place = quoted.last, quoted.close + 1
                line = self._lines[number]
            place = line.find(self._separator, place) + 1
            if not place:
                return

    def _from(self, number: int, place: int) -> _Quoted:
        at, begin, size, text = number, place + 1, 0, []
        while at < len(self._lines) and size <= MOST_CELL_CHARACTERS:
            line = self._lines[at]
            close = line.find('"', begin)
            while close >= 0 and line[close + 1 : close + 2] == '"':
                close = line.find('"', close + 2)
            text.append(line[place + 1 if at == number else 0 : close if close >= 0 else None])
            size += len(text[-1])
            if close >= 0 and size <= MOST_CELL_CHARACTERS:
                after = line[close + 1 : close + 2]
                return _Quoted(
                    line=number, place=place, last=at, close=close, text="".join(text),
                    well=after in ("", "\r", "\n", self._separator),
                )  # fmt: skip
            at, begin = at + 1, 0
        return _Quoted(
            line=number, place=place, last=at - 1, close=-1, text="".join(text), well=False
        )

    # ------------------------------------------------------------ reading it another way

    def _opened_by_letter(self, quoted: _Quoted) -> str:
        line = self._lines[quoted.line]
        return line[: quoted.place] + self._letter + line[quoted.place + 1 :]

    def _closed_at_its_end(self, quoted: _Quoted) -> str:
        """Return the line with the closing mark moved to the end of its cell."""
        line = self._lines[quoted.last]
        bare = line.rstrip("\r\n")
        end = bare.find(self._separator, quoted.close)
        end = len(bare) if end < 0 else end
        inside = line[quoted.close : end].replace('"', self._letter)
        return line[: quoted.close] + inside + '"' + line[end:]

    def _put(self, number: int, line: str) -> None:
        self._lines[number] = line

    def _widths_by_letter(self, start: int, quoted: _Quoted) -> list[int]:
        line = self._lines[quoted.line]
        self._put(quoted.line, self._opened_by_letter(quoted))
        widths = self._widths(start, quoted.last + 1)
        self._put(quoted.line, line)
        return widths

    def _width(self, start: int) -> int:
        """Return how many cells the row has that begins in a line, read without strictness."""
        return next(iter(self._widths(start, start + 1)), 0)

    def _widths(self, start: int, end: int) -> list[int]:
        """Return how many cells the rows have that begin in these lines, blank ones left out."""
        widths: list[int] = []
        reader = self._reader(start)
        try:
            while start + reader.line_num < end:
                cells = next(reader, None)
                if cells is None:
                    break
                if cells:
                    widths.append(len(cells))
        except csv.Error:
            pass
        return widths

    def _fits(self) -> frozenset[int]:
        """Return how many cells a row of this table has: the usual number, and the first row's."""
        if not self._usual:
            widths = [width for width in self._one_line_widths() if width > 1]
            if not widths:
                lines = self._lines[:_LOOK_AT_ROWS]
                widths = [line.count(self._separator) + 1 for line in lines if line.strip()]
            common = Counter(widths).most_common(1)[0][0]
            self._usual = frozenset({common, widths[0], *self._broken_header()})
        return self._usual

    def _broken_header(self) -> list[int]:
        """Return how many cells the first line has by its separators, where a mark stays open."""
        first = next((line for line in self._lines if self._separator in line), "")
        return [first.count(self._separator) + 1] if first.count('"') % 2 else []

    def _one_line_widths(self) -> list[int]:
        widths: list[int] = []
        reader = self._reader(0)
        before = 0
        try:
            for cells in reader:
                if reader.line_num - before == 1:
                    widths.append(len(cells))
                before = reader.line_num
                if len(widths) == _LOOK_AT_ROWS:
                    break
        except csv.Error:
            pass
        return widths

    # ------------------------------------------------------------ what is said

    def _never_closed(self, number: int) -> None:
        said = _(
            "A quotation mark here is never closed; it was read as a letter. "
            "Please look at this row."
        )
        self._note(number, said)

    def _without_partner(self, number: int) -> None:
        said = _("A quotation mark here has no partner. Please look at this row.")
        self._note(number, said)

    def _note(self, number: int, said: str) -> None:
        if number in self._noted:
            return
        self._noted.add(number)
        if len(self._noted) == _MOST_NOTES:
            said = _("Here and further down are more quotation marks without a partner.")
        if len(self._noted) <= _MOST_NOTES:
            self.notes.append(TableNote(row=number, message=said))


def no_end(name: str, row: int) -> FileProblemError:
    """Return the error for a quotation mark that is never closed, or not where it was meant."""
    return FileProblemError(
        _("“{name}”, row {row}: a cell there has no end.").format(name=name, row=row),
        safe=_("Nothing was imported."),
        remedy=_("Look for a quotation mark without its partner in that row."),
    )
