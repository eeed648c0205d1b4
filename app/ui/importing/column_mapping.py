"""What each column of a file is taken as: its name, a few of its values, a list to choose from."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QSizePolicy, QWidget

from app.i18n import _
from app.ui import theme
from app.ui.widgets.spoken_role import name_box
from app.ui.widgets.still_fields import DropDown
from app.ui.widgets.text import Label

_SHRINKING = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
_LEAST_LETTERS = 10
"""Letters of a meaning that stay readable where it is narrow; all of it shows when opened."""


@dataclass(frozen=True, kw_only=True)
class MappedColumn:
    """A column: its header, example values, and the id of what it is taken as."""

    header: str
    examples: tuple[str, ...] = ()
    meaning: str = ""


class ColumnMapping(QWidget):
    """One line for each column.

    Signals:
        changed(int, str): this column (from 0) is to be taken as this meaning's id.
    """

    changed = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.scaled(14))
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(1, 3)
        self._grid.setColumnStretch(2, 2)
        self._boxes: list[QComboBox] = []
        self._examples: list[Label] = []
        self._headers: list[str] = []

    def show_columns(
        self, columns: Sequence[MappedColumn], meanings: Sequence[tuple[str, str]]
    ) -> None:
        """Show columns with (id, label) ``meanings`` to choose from."""
        if [column.header for column in columns] != self._headers:
            self._build(columns, meanings)
        for box, shown, column in zip(self._boxes, self._examples, columns, strict=True):
            box.setCurrentIndex(box.findData(column.meaning))
            shown.setText(" · ".join(_shortened(text) for text in column.examples[:2]))

    def box(self, index: int) -> QComboBox:
        """Return the list of one column."""
        return self._boxes[index]

    def _build(self, columns: Sequence[MappedColumn], meanings: Sequence[tuple[str, str]]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._headers = [column.header for column in columns]
        self._boxes, self._examples = [], []
        for row, column in enumerate(columns):
            box = DropDown()
            box.setObjectName(f"import.column.{row}")
            name_box(box, _("Column {name} is").format(name=column.header))
            box.setSizeAdjustPolicy(_SHRINKING)
            box.setMinimumContentsLength(_LEAST_LETTERS)
            box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            for meaning, label in meanings:
                box.addItem(label, meaning)
            box.activated.connect(lambda _at, place=row: self._on_box_activated(place))
            self._boxes.append(box)
            self._grid.addWidget(Label(column.header, role="body"), row, 0)
            self._examples.append(Label(role="small"))
            self._grid.addWidget(self._examples[-1], row, 1)
            self._grid.addWidget(box, row, 2)

    def _on_box_activated(self, place: int) -> None:
        self.changed.emit(place, str(self._boxes[place].currentData()))


def _shortened(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 36 else f"{words[:35]}…"
