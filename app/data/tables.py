"""A file or pasted text to a `RawTable`: header found, titles and footnotes set aside.

CSV, TSV, pasted cells, .xlsx and .ods. Nothing is interpreted here: every cell stays
the text that it was.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Sequence
from functools import lru_cache
from pathlib import Path

from app.data import open_document, page_table, spreadsheet_xml
from app.data.limits import refuse_bytes
from app.data.separators import guess_separator, rows_of
from app.data.text_decoding import Decoded, decode, is_page, no_table
from app.data.whole_file import bytes_of
from app.data.workbook import is_packed_workbook, read_sheet
from app.domain.errors import FileProblemError
from app.domain.importing import RawRow, RawTable, TableNote
from app.i18n import _, _n

_LOOK_FOR_HEADER_IN = 40
_HEADER_SHARE = 0.6
_LONG_FOOTNOTE = 60
_FOOTNOTE = re.compile(
    r"\s*(?:[*†‡§]|\(\d\)|notes?\b|sources?\b|nota\b|notas\b|fuente\b|(?:re)?generated\b|downloaded\b|printed\b"
    r"|exported\b|last updated\b|prepared by\b|page \d|impreso\b|generado\b|exportado\b)",
    re.IGNORECASE,
)

Numbered = tuple[int, list[str]]


def read_table(path: Path, *, sheet: str = "") -> RawTable:
    """Return the table in a file; ``sheet`` names a workbook's sheet.

    Raises:
        FileProblemError: naming the file, and row and column where there is one.

    """
    return read_bytes(bytes_of(path), path.name, sheet=sheet)


def read_text(path: Path) -> str:
    """Return the text of a file that is no workbook.

    Raises:
        FileProblemError: as :func:`read_table`.

    """
    return decode(bytes_of(path), path.name).text


def read_bytes(data: bytes, name: str, *, sheet: str = "") -> RawTable:
    """Return the table in a file's bytes; the name tells a workbook from text.

    A workbook that somebody has renamed is one all the same.

    Raises:
        FileProblemError: as :func:`read_table`.

    """
    refuse_bytes(name, len(data))
    if not data.strip():
        raise _empty(name)
    packed = data.startswith(b"PK")
    if name.lower().endswith(".ods"):
        found = open_document.read_sheet(data, name, sheet)
    elif not is_workbooks_name(name) and not (packed and is_packed_workbook(data)):
        return _text_table(decode(data, name), name)
    elif packed:
        found = read_sheet(data, name, sheet)
    else:
        decoded = decode(data, name, page=True)
        if not spreadsheet_xml.is_workbook(decoded.text) and not is_page(decoded.text):
            return _text_as_workbook(decoded, name)
        read = (
            spreadsheet_xml.read_sheet
            if spreadsheet_xml.is_workbook(decoded.text)
            else page_table.read_tables
        )
        found = read(decoded.text, name, sheet)
    return _table(found.rows, name, found.notes, sheet=found.sheet, sheets=found.sheets)


def is_workbooks_name(name: str) -> bool:
    """Tell whether a file is named as an Excel workbook, whatever it really is."""
    return name.lower().endswith((".xlsx", ".xlsm", ".xls"))


def _text_as_workbook(decoded: Decoded, name: str) -> RawTable:
    """Return the table in a text that some tool has given a workbook's name.

    Excel opens any such text by the old name, and by the newer ones none.

    Raises:
        FileProblemError: for text without columns.

    """
    table = _text_table(decoded, name)
    usual = name.lower().endswith(".xls") or table.separator == "\t"
    if len(table.header) < 2 or not table.rows or not usual:
        raise no_table(name, _("not an Excel workbook"))
    return table


def read_pasted(text: str) -> RawTable:
    """Return the table in pasted text.

    Raises:
        FileProblemError: as :func:`read_table`.

    """
    name = _("pasted text")
    refuse_bytes(name, len(text))
    if not text.strip():
        raise _empty(name)
    return _text_table(Decoded(text.replace("\0", ""), "", text.count("\0")), name)


def without_header(table: RawTable) -> RawTable:
    """Return the same table with its header as a row like the others, columns by number."""
    if table.header_row == 0:
        return table
    width = len(table.header)
    first = RawRow(number=table.header_row, cells=table.written or table.header)
    return RawTable(
        name=table.name,
        header=tuple(_("Column {n}").format(n=n) for n in range(1, width + 1)),
        header_row=0,
        rows=(first, *table.rows),
        encoding=table.encoding,
        separator=table.separator,
        sheet=table.sheet,
        sheets=table.sheets,
        notes=tuple(note for note in table.notes if note.row != table.header_row),
        above=table.above,
        written=(),
    )


@lru_cache(maxsize=8192)
def normalised_header(text: str) -> str:
    """Return a header without accents, case and punctuation, for comparing."""
    letters = unicodedata.normalize("NFKD", text).casefold()
    kept = "".join(sign for sign in letters if not unicodedata.combining(sign))
    return " ".join(re.sub(r"[\W_]+", " ", kept).split())


def filled_names(cells: Sequence[str]) -> tuple[tuple[int, str], ...]:
    """Return the filled cells of a line by their place, for telling that a header comes again."""
    names = ((place, normalised_header(cell) or cell.strip()) for place, cell in enumerate(cells))
    return tuple((place, name) for place, name in names if name)


def titles_of(table: RawTable) -> frozenset[str]:
    """Return the lines of one cell above a table, without their numbers: pages have them again."""
    lines = (filled_names(row.cells) for row in table.above)
    return frozenset(_without_digits(line[0][1]) for line in lines if len(line) == 1)


def is_a_title(row: RawRow, titles: Collection[str]) -> bool:
    """Tell whether a row is a title as it stands above the table, whatever page it counts."""
    filled = filled_names(row.cells) if titles else ()
    return len(filled) == 1 and _without_digits(filled[0][1]) in titles


def _without_digits(text: str) -> str:
    return re.sub(r"\d+", "#", text)


def _text_table(decoded: Decoded, name: str) -> RawTable:
    separator = guess_separator(decoded.text)
    rows, notes = rows_of(decoded.text, separator, name)
    if decoded.removed:
        said = _n(
            "{n} invisible character was removed.",
            "{n} invisible characters were removed.",
            decoded.removed,
        )
        notes.append(TableNote(row=0, message=said.format(n=decoded.removed)))
    notes += told_reading(decoded)
    return _table(rows, name, notes, encoding=decoded.encoding, separator=separator)


def told_reading(decoded: Decoded) -> list[TableNote]:
    """Tell how a text was read whose encoding could not be known for sure."""
    if not decoded.kind:
        return []
    said = _("Read as {kind} text: check that accents look right, as in “{word}”.")
    message = said.format(kind=decoded.kind, word=decoded.example)
    return [TableNote(row=decoded.row, message=message)]


def _table(
    rows: Sequence[Numbered],
    name: str,
    notes: Sequence[TableNote] = (),
    *,
    encoding: str = "",
    separator: str = "",
    sheet: str = "",
    sheets: tuple[str, ...] = (),
) -> RawTable:
    filled = [(number, cells) for number, cells in rows if any(cell.strip() for cell in cells)]
    if not filled:
        raise _empty(name)
    start = _header_index(filled)
    said = [*notes, *_titles(filled[:start])]
    header_row, names = filled[start]
    body, footnotes = _footnotes(filled[start + 1 :], rows, len(names))
    width = _width(names, body, ragged=not separator)
    header, repeated = _header(names, width, header_row)
    return RawTable(
        name=name,
        header=header,
        header_row=header_row,
        rows=tuple(_row(number, cells, width) for number, cells in body),
        encoding=encoding,
        separator=separator,
        sheet=sheet,
        sheets=sheets,
        notes=(*said, *repeated, *footnotes),
        written=tuple([*names, *[""] * width][:width]),
        above=tuple(_row(number, cells, width) for number, cells in filled[:start]),
    )


def table_of_rows(rows: Sequence[Numbered], name: str, *, sheet: str = "") -> RawTable:
    """Return the table in rows that somebody else read, (row number, cells) each.

    Raises:
        FileProblemError: where none of them has anything in it.

    """
    return _table(rows, name, sheet=sheet, sheets=(sheet,) if sheet else ())


def require_rows(table: RawTable) -> None:
    """Refuse a table that has a header and nothing below it.

    Raises:
        FileProblemError: naming the header's row.

    """
    if not table.rows:
        raise _header_only(table.name, table.header_row)


def _filled(cells: list[str]) -> int:
    return sum(bool(cell.strip()) for cell in cells)


def _header_index(rows: list[Numbered]) -> int:
    """Return the first row that fills most of the columns: titles above fill one or two."""
    head = rows[:_LOOK_FOR_HEADER_IN]
    widest = max(_filled(cells) for _number, cells in head)
    for index, (_number, cells) in enumerate(head):
        if _filled(cells) >= max(1.0, _HEADER_SHARE * widest) and (
            widest < 3 or _filled(cells) > 1
        ):
            return index
    return 0


def _titles(rows: list[Numbered]) -> list[TableNote]:
    return [
        TableNote(
            row=number,
            message=_("A line above the table: {text}").format(
                text=" ".join(cell.strip() for cell in cells if cell.strip())
            ),
        )
        for number, cells in rows
    ]


def _footnotes(
    body: list[Numbered], all_rows: Sequence[Numbered], width: int
) -> tuple[list[Numbered], list[TableNote]]:
    """Set lines below the table aside: one cell in a wide table, and it reads like a note."""
    blank = {number for number, cells in all_rows if not any(cell.strip() for cell in cells)}
    notes: list[TableNote] = []
    while body and width >= 2:
        number, cells = body[-1]
        text = cells[0].strip()
        alone = _filled(cells) == 1 and bool(text)
        marked = _FOOTNOTE.match(text) or len(text) > _LONG_FOOTNOTE
        apart = (number - 1) in blank and width >= 4 and len(text.split()) > 4
        if not alone or not (marked or apart):
            break
        notes.append(
            TableNote(row=number, message=_("A line below the table: {text}").format(text=text))
        )
        body = body[:-1]
    return body, notes[::-1]


def _width(names: list[str], body: list[Numbered], *, ragged: bool) -> int:
    """Return how many columns there are: the header's, or more where most rows have more.

    A workbook's rows are ``ragged``, they end where they are filled: there a column counts that two
    rows fill, as a choice under a question does that only some have ticked.
    """
    named = len(names)
    while named and not names[named - 1].strip():
        named -= 1
    widths = Counter(len(cells) for _number, cells in body)
    usual = widths.most_common(1)[0][0] if widths else named
    used = max((_last_filled(cells[:usual]) for _number, cells in body), default=named)
    if ragged:
        filled = Counter(n for _number, cells in body for n, c in enumerate(cells, 1) if c.strip())
        return max(named, *(n for n, times in filled.items() if times > 1), 0)
    return max(named, min(used, usual)) if usual > named else named


def _last_filled(cells: list[str]) -> int:
    return next((n for n in range(len(cells), 0, -1) if cells[n - 1].strip()), 0)


def _header(names: list[str], width: int, row: int) -> tuple[tuple[str, ...], list[TableNote]]:
    seen: Counter[str] = Counter()
    header: list[str] = []
    notes: list[TableNote] = []
    for index in range(width):
        name = " ".join(names[index].split()) if index < len(names) else ""
        name = name or _("Column {n}").format(n=index + 1)
        seen[name] += 1
        if seen[name] > 1:
            said = _("The column “{name}” is there more than once.").format(name=name)
            notes.append(TableNote(row=row, message=said))
            name = f"{name} ({seen[name]})"
        header.append(name)
    return tuple(header), notes


def _row(number: int, cells: list[str], width: int) -> RawRow:
    padded = [*cells, *[""] * (width - len(cells))]
    extra = tuple(cell for cell in padded[width:] if cell.strip())
    return RawRow(number=number, cells=tuple(padded[:width]), extra=extra)


def _empty(name: str) -> FileProblemError:
    return FileProblemError(
        _("“{name}” is empty.").format(name=name),
        safe=_("Nothing was imported."),
        remedy=_("Choose a file with a header row and at least one row below it."),
    )


def _header_only(name: str, row: int) -> FileProblemError:
    return FileProblemError(
        _("“{name}” has a header in row {row} and nothing below it.").format(name=name, row=row),
        safe=_("Nothing was imported."),
        remedy=_("Choose a file with at least one row below the header."),
    )
