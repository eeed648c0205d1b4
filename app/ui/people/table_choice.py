"""Which sheet of a workbook holds the people, and which row names the columns."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from app.domain.importing import RawTable
from app.i18n import _
from app.ui.prepare.captioned import Captioned
from app.ui.prepare.side_by_side import SideBySide
from app.ui.widgets.spoken_role import name_box
from app.ui.widgets.still_fields import DropDown

_OFFERED_BELOW = 4
_LETTERS = 60
_SHRINKING = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon


class TableChoice(SideBySide):
    """Two lists; nobody needs them unless the program read a file in another way than meant.

    Signals:
        chosen(str, object): a sheet's name, and the header's row; 0 for none, None to guess it.
    """

    chosen = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(620, parent=parent)
        self._table: RawTable | None = None
        self._sheets = _box(_("Sheet of the workbook"))
        self._sheets.setObjectName("import.sheet")
        self._rows = _box(_("The columns are named in"))
        self._rows.setObjectName("import.header")
        self._sheet_part = Captioned(_("Sheet of the workbook"), self._sheets)
        self.add(Captioned(_("The columns are named in"), self._rows))
        self.add(self._sheet_part)
        self._sheets.activated.connect(lambda: self.chosen.emit(self._sheets.currentText(), None))
        self._rows.activated.connect(
            lambda: self.chosen.emit(self._sheets.currentText(), self._rows.currentData())
        )

    def show_table(self, table: RawTable) -> None:
        """Offer what a table that was read could have been read as; several files offer nothing."""
        self.setVisible(not table.parts)
        self._sheets.clear()
        self._sheets.addItems(table.sheets)
        self._sheets.setCurrentIndex(self._sheets.findText(table.sheet))
        self._sheet_part.setVisible(len(table.sheets) > 1)
        self._rows.clear()
        self._rows.addItem(_("no row"), 0)
        lines = [(row.number, row.cells) for row in table.above]
        if table.header_row:
            lines.append((table.header_row, table.written or table.header))
        lines += [(row.number, row.cells) for row in table.rows[:_OFFERED_BELOW]]
        for number, cells in lines:
            self._rows.addItem(_told(number, cells), number)
        self._rows.setCurrentIndex(self._rows.findData(table.header_row))


def _box(name: str) -> QComboBox:
    box = DropDown()
    name_box(box, name)
    box.setSizeAdjustPolicy(_SHRINKING)
    box.setMinimumContentsLength(16)
    return box


def _told(number: int, cells: Sequence[str]) -> str:
    words = " · ".join(" ".join(cell.split()) for cell in cells if cell.strip())
    short = words if len(words) <= _LETTERS else f"{words[: _LETTERS - 1]}…"
    return _("row {row}: {words}").format(row=number, words=short)
