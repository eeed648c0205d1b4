"""Tables of a web page that is named as a workbook, as many tools "export to Excel".

Only what stands in tables counts: scripts, styles and comments are passed over, nothing is fetched
and no entity is defined. Every sign is looked at once, whatever is left open: Python's own parser
of pages takes minutes for a small one that is broken on purpose.
"""

import re
from html import unescape

from app.data.limits import (
    MOST_CELL_CHARACTERS,
    MOST_COLUMNS,
    refuse_cells,
    refuse_columns,
    refuse_rows,
)
from app.data.text_decoding import no_table
from app.data.workbook import SheetRows, cell_too_long
from app.i18n import _

_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/<>\"']*)((?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*+)>")
_UNCLEAR = re.compile(r"<[a-zA-Z/!?][^<>]*+>?")
_SPAN = re.compile(r"\b(col|row)span\s*=\s*[\"']?\s*(\d{1,6})\b", re.IGNORECASE)
_UNSEEN = re.compile(r"\bdisplay\s*:\s*none\b|\bmso-hide\s*:\s*all\b", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f\xa0]+")
_PASSED_OVER = {
    tag: re.compile(rf"</{tag}\b", re.IGNORECASE)
    for tag in ("script", "style", "title", "textarea", "noscript", "template", "select", "xml")
}
_MOST_TABLES = 500
"""A page with more of them draws with them; a table of people or numbers is none of those."""

_LINES = frozenset({"br", "p", "div", "li"})
_VOID = frozenset({"br", "img", "input", "hr", "col", "wbr", "meta", "link"})


class _Grid:
    """One table of a page, as its rows come."""

    def __init__(self, name: str) -> None:
        self._name = name
        self.rows: list[tuple[int, list[str]]] = []
        self.filled = 0
        self._number = 0
        self._row: list[str] | None = None
        self._place = 0
        self._text: list[str] | None = None
        self._length = 0
        self._below: dict[int, int] = {}

    @property
    def in_cell(self) -> bool:
        """Return whether words belong to a cell."""
        return self._text is not None

    def new_row(self) -> None:
        """End the row before and begin another."""
        self.end_row()
        self._number += 1
        self._row, self._place = [], 0

    def new_cell(self, across: int, down: int) -> None:
        """Begin a cell that goes over so many columns and rows; it counts for the first of them."""
        self.end_cell()
        if self._row is None:
            self.new_row()
        while self._below.get(self._place, 0) >= self._number:
            self._place += 1
        refuse_columns(self._name, self._number, self._place + 1)
        across = min(max(across, 1), MOST_COLUMNS)
        if down != 1:
            last = self._number + down - 1 if down else self._number + 70_000
            self._below |= dict.fromkeys(range(self._place, self._place + across), last)
        self._at, self._place = self._place, self._place + across
        self._text, self._length = [], 0

    def add(self, words: str) -> None:
        """Add words to the open cell.

        Raises:
            FileProblemError: for more words than a cell can have.

        """
        if self._text is None:
            return
        self._length += len(words)
        if self._length > 2 * MOST_CELL_CHARACTERS:
            raise cell_too_long(self._name, self._number)
        self._text.append(words)

    def end_cell(self) -> None:
        """Put the open cell into its row."""
        if self._text is None or self._row is None:
            return
        lines = "".join(self._text).replace("\0", "").split("\n")
        said = "\n".join(line.strip() for line in lines).strip()
        self._text = None
        if len(said) > MOST_CELL_CHARACTERS:
            raise cell_too_long(self._name, self._number)
        if said:
            self._row += [""] * (self._at - len(self._row)) + [said]
            self.filled += 1

    def end_row(self) -> None:
        """Put the open row into the table."""
        self.end_cell()
        if self._row is not None:
            refuse_rows(self._name, self._number)
            self.rows.append((self._number, self._row))
        self._row = None


class _Page:
    """Reads a page from its first sign to its last."""

    def __init__(self, name: str) -> None:
        self._name = name
        self.tables: list[_Grid] = []
        self._open: list[_Grid] = []
        self._cells = 0
        self._unseen: list[str] = []

    def read(self, page: str) -> None:
        """Take the page's tables."""
        place = 0
        while (start := page.find("<", place)) >= 0:
            self._words(page[place:start])
            place = self._markup(page, start)
        self._words(page[place:])
        while self._open:
            self._open.pop().end_row()

    def _markup(self, page: str, start: int) -> int:
        """Take what begins with "<"; return where it ends."""
        if page.startswith("<!--", start):
            end = page.find("-->", start + 4)
            return end + 3 if end >= 0 else len(page)
        found = _TAG.match(page, start)
        if found is None:
            unclear = _UNCLEAR.match(page, start)
            if unclear is not None:
                return unclear.end()
            self._words("<")
            return start + 1
        tag = found[2].casefold()
        if found[1]:
            self._end(tag)
        else:
            self._begin(tag, found[3])
            over = _PASSED_OVER.get(tag)
            if over is not None and not found[3].endswith("/"):
                closed = over.search(page, found.end())
                return closed.start() if closed else len(page)
        return found.end()

    def _begin(self, tag: str, attributes: str) -> None:
        if tag == "table":
            if len(self.tables) == _MOST_TABLES:
                raise no_table(self._name, _("a web page"))
            self.tables.append(_Grid(self._name))
            self._open.append(self.tables[-1])
            self._unseen.clear()
        if not self._open or tag == "table":
            return
        grid = self._open[-1]
        if tag == "tr":
            self._unseen.clear()
            grid.new_row()
        elif tag in ("td", "th"):
            self._unseen.clear()
            self._cells += 1
            refuse_cells(self._name, self._cells)
            spans = {which.casefold(): int(n) for which, n in _SPAN.findall(attributes)}
            grid.new_cell(spans.get("col", 1), spans.get("row", 1))
        elif tag in _LINES:
            self._words("\n")
        if tag not in _VOID and grid.in_cell and tag not in ("td", "th"):
            hidden = bool(_UNSEEN.search(attributes))
            if self._unseen or hidden:
                self._unseen.append(tag)

    def _end(self, tag: str) -> None:
        if self._unseen and tag == self._unseen[-1]:
            self._unseen.pop()
        if not self._open:
            return
        if tag == "table":
            self._open.pop().end_row()
            self._unseen.clear()
        elif tag == "tr":
            self._open[-1].end_row()
        elif tag in ("td", "th"):
            self._unseen.clear()
            self._open[-1].end_cell()

    def _words(self, words: str) -> None:
        if words and self._open and not self._unseen:
            said = words if words == "\n" else unescape(_BLANKS.sub(" ", words))
            self._open[-1].add(said.replace("\xa0", " "))


def read_tables(page: str, name: str, wished: str = "") -> SheetRows:
    """Return the rows of the ``wished`` table, or of the one with the most in it.

    Raises:
        FileProblemError: for a page without a table, or one too large.

    """
    reader = _Page(name)
    reader.read(page)
    tables = [grid for grid in reader.tables if len(grid.rows) > 1 and grid.filled > 1]
    if not tables:
        raise no_table(name, _("a web page"))
    titles = tuple(_("Table {n}").format(n=n) for n in range(1, len(tables) + 1))
    best = max(range(len(tables)), key=lambda place: tables[place].filled)
    chosen = titles.index(wished) if wished in titles else best
    return SheetRows(tuple(tables[chosen].rows), titles[chosen], titles)
