"""The themes: chips that filter, numbered for the keys, and a field for one more."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QVBoxLayout, QWidget

from app.domain.notes import Theme
from app.i18n import _
from app.ui import theme
from app.ui.widgets.button import IconButton
from app.ui.widgets.chip import Chip
from app.ui.widgets.editable_list import EditableList
from app.ui.widgets.flow_layout import FlowLayout
from app.ui.widgets.text import Label


class ThemeStrip(QWidget):
    """Chips "1 Time and transport"; pressed ones filter the notes.

    Signals:
        filtered(): other chips are pressed.
        added(str), renamed(str, str), removed(str): the person edited the themes.
    """

    filtered = Signal()
    added = Signal(str)
    renamed = Signal(str, str)
    removed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chips: dict[str, Chip] = {}
        self._shown: list[tuple[str, str]] = []
        row = QWidget()
        self._flow = FlowLayout(row, spacing=theme.scaled(7))
        self._flow.addWidget(Label(_("Themes"), role="strong", wrap=False))
        self._new = QLineEdit()
        self._new.setObjectName("notes.theme.new")
        self._new.setPlaceholderText(_("New theme"))
        self._new.setAccessibleName(_("New theme"))
        self._new.returnPressed.connect(self._on_new_return_pressed)
        self._edit = IconButton("pencil", _("Rename or remove themes"), size=18)
        self._edit.setObjectName("notes.theme.edit")
        self._edit.setCheckable(True)
        self._list = EditableList(_("Themes"))
        self._list.setDragDropMode(QAbstractItemView.DragDropMode.NoDragDrop)
        self._list.setMaximumHeight(theme.scaled(150))
        self._list.renamed.connect(self.renamed)
        self._list.remove_requested.connect(self.removed)
        self._list.hide()
        self._hint = Label(_("F2 renames, Delete removes."), role="small")
        self._hint.hide()
        self._edit.toggled.connect(self._list.setVisible)
        self._edit.toggled.connect(self._hint.setVisible)
        self._flow.addWidget(self._new)
        self._flow.addWidget(self._edit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.scaled(4))
        for widget in (row, self._list, self._hint):
            column.addWidget(widget)

    def chosen(self) -> set[str]:
        """Return the ids of the pressed themes; empty for no filter."""
        return {theme_id for theme_id, chip in self._chips.items() if chip.isChecked()}

    def show_themes(self, themes: Sequence[Theme]) -> None:
        """Show the themes in order."""
        rows = [(one.id, one.name or _("(withdrawn)")) for one in themes]
        self._edit.setVisible(bool(rows))
        if rows == self._shown:
            return
        self._shown = rows
        pressed = self.chosen()
        for chip in self._chips.values():
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = {}
        for widget in (self._new, self._edit):
            self._flow.removeWidget(widget)
        for number, (theme_id, name) in enumerate(rows, 1):
            words = _("{number} {theme}").format(number=number, theme=name) if number < 10 else name
            chip = Chip(words, theme_id in pressed)
            chip.setObjectName(f"notes.theme.{theme_id}")
            chip.toggled.connect(lambda _on=False: self.filtered.emit())
            self._chips[theme_id] = chip
            self._flow.addWidget(chip)
        for widget in (self._new, self._edit):
            self._flow.addWidget(widget)
        self._list.set_rows(rows)

    def _on_new_return_pressed(self) -> None:
        name = self._new.text().strip()
        if name:
            self._new.clear()
            self.added.emit(name)
