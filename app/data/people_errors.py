"""What a spreadsheet shows where it could not reckon: nobody's words.

Who begins an answer with "-" or "=" gets "#NAME?" from Excel and "Err:509" from LibreOffice.
"""

import re
from dataclasses import replace

from app.data.tables import normalised_header
from app.domain.importing import RawRow, RawTable, TableNote
from app.i18n import _

_ERROR = re.compile(
    r"#(?:NAME\?|VALUE!|REF!|DIV/0!|NUM!|NULL!|N/A|SPILL!|CALC!|FIELD!|BLOCKED!|¿NOMBRE\?|¡VALOR!"
    r"|¡REF!|¡DIV/0!|¡NUM!|¡NULO!|N/D)|Err:5\d\d"
)
_MOST_TOLD = 20


def without_errors(table: RawTable) -> RawTable:
    """Return a table in which such cells are blank, with a note for each row that had one."""
    notes: list[TableNote] = []
    rows = tuple(_cleared(row, table, notes) for row in table.rows)
    if not notes:
        return table
    return replace(table, rows=rows, notes=(*table.notes, *notes[:_MOST_TOLD]))


def _cleared(row: RawRow, table: RawTable, notes: list[TableNote]) -> RawRow:
    wrong = [n for n, cell in enumerate(row.cells) if _ERROR.fullmatch(cell.strip())]
    if not wrong:
        return row
    message = _("“{column}” has a spreadsheet’s error, “{value}”: it counts as blank.")
    notes += [
        TableNote(
            row=row.number,
            message=message.format(
                column=table.header[n] if normalised_header(table.header[n]) else n + 1,
                value=row.cells[n].strip(),
            ),
        )
        for n in wrong
    ]
    cells = tuple("" if n in wrong else cell for n, cell in enumerate(row.cells))
    return replace(row, cells=cells)
